"""The life of a server: what it can do, in which order it answers, how it ends.

pygls says what the protocol's messages are and which of them a client may send. In which
order they are answered is ours: one after the other, each with the texts that the client
had when it asked; what the client takes back before its turn is not answered; and findings
are told when nothing waits any longer, so that of many keystrokes only the last is checked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidRequest,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.io_ import StdoutWriter
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from guideline_docs.services.lsp import stream
from guideline_docs.services.lsp.features import FEATURES
from guideline_docs.services.lsp.positions import Positions
from guideline_docs.services.lsp.session import Session

NAME = "guideline-docs"

_SYNCHRONIZATION = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.TEXT_DOCUMENT_DID_SAVE,
)


class _Protocol(LanguageServerProtocol):
    """The protocol of pygls without its texts: it breaks lines where editors do not."""

    _server: Server

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        self._server.session.open(document.uri, document.version, document.text)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._server.session.change(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._server.session.close(params.text_document.uri)


class Server(LanguageServer):
    """A language server of one client. ``rest`` is called when nobody waits."""

    def __init__(self, rest: Callable[[], None] = lambda: None) -> None:
        super().__init__(NAME, version(NAME), protocol_cls=_Protocol)
        self.session = Session()
        self._rest = rest
        self._waiting: deque[dict[str, Any]] = deque()
        self._stdout: BinaryIO | None = None
        self._is_initialized = self._is_over = False
        self.feature(types.INITIALIZE)(partial(self._begin))
        # The texts are taken in by the protocol; that the features are there, the client asks.
        for method in _SYNCHRONIZATION:
            self.feature(method)(lambda _: None)
        for method, answer, options in FEATURES:
            self.feature(method, options)(partial(answer, self.session))

    def serve(self, stdin: BinaryIO, stdout: BinaryIO) -> None:
        """Answer until the client goes. Raises SystemExit as the protocol ends a server:
        0 where the client has asked for it, else 1."""
        self._stdout = stdout
        self.protocol.set_writer(StdoutWriter(stdout))
        incoming = stream.Incoming(stdin)
        while True:
            for body in incoming.now() if self._waiting else incoming.next():
                if body is None:
                    raise SystemExit(0 if self._is_over else 1)
                self._take(body)
            if self._waiting:
                self._answer(self._waiting.popleft())
            if not self._waiting:
                self._rest()

    def _begin(self, params: types.InitializeParams) -> None:
        encoding = self.workspace.position_encoding
        self.session.positions = Positions(types.PositionEncodingKind(encoding).value)

    def _take(self, body: bytes) -> None:
        """Let a message wait for its turn; what is taken back has none."""
        message = stream.read(body)
        if message is None:
            self._refuse(None, JsonRpcParseError())
        elif message.get("method") == types.CANCEL_REQUEST:
            wanted = (message.get("params") or {}).get("id")
            for each in self._waiting:
                if "method" in each and each.get("id") == wanted is not None:
                    self._waiting.remove(each)
                    self._refuse(wanted, JsonRpcRequestCancelled())
                    break
        else:
            self._waiting.append(message)

    def _answer(self, message: dict[str, Any]) -> None:
        """Answer one message, or do what it says."""
        method, asked = message.get("method"), message.get("id")
        if not self._is_initialized and method not in (types.INITIALIZE, types.EXIT):
            if asked is not None:
                self._refuse(asked, JsonRpcServerNotInitialized())
            return
        if self._is_over and method != types.EXIT or self._is_initialized and method == types.INITIALIZE:
            if asked is not None:
                self._refuse(asked, JsonRpcInvalidRequest())
            return
        self._is_initialized = self._is_initialized or method == types.INITIALIZE
        self._is_over = self._is_over or method == types.SHUTDOWN
        try:
            self.protocol.handle_message(self.protocol.structure_message(message))
        except JsonRpcException as error:
            if asked is not None and method:
                self._refuse(asked, error)

    def _refuse(self, asked: str | int | None, error: JsonRpcException) -> None:
        """Answer with an error; without an ``id`` where nobody knows what was asked."""
        told = error.to_response_error()
        body = {"jsonrpc": "2.0", "id": asked, "error": {"code": told.code, "message": told.message}}
        if self._stdout:
            stream.write(self._stdout, body)
