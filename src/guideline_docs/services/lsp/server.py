"""The life of a server: what it can do, in which order it answers, how it ends.

pygls says what the protocol's messages are and which of them a client may send. In which
order they are answered is ours: one after the other, each with the texts that the client
had when it asked; what the client takes back before its turn is not answered; and findings
are told when nothing waits any longer, so that of many keystrokes only the last is checked.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial, wraps
from importlib.metadata import version
from inspect import signature
from pathlib import Path
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import (
    FeatureRequestError,
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.io_ import StdoutWriter
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from guideline_docs.failure import CannotRun
from guideline_docs.services.lsp import stream
from guideline_docs.services.lsp.actions import SHOW
from guideline_docs.services.lsp.client import Abilities
from guideline_docs.services.lsp.documents import file_of
from guideline_docs.services.lsp.features import FEATURES, Answer
from guideline_docs.services.lsp.positions import Positions
from guideline_docs.services.lsp.preview import PREVIEW, REVEAL, Previews
from guideline_docs.services.lsp.publishing import Findings
from guideline_docs.services.lsp.session import Session

NAME = "guideline-docs"

logger = logging.getLogger(__name__)
# What fails is told by us, and once.
logging.getLogger("pygls").setLevel(logging.CRITICAL)

# So many seconds without a word are a pause: then files are looked at, which not every client
# watches, and none outside of its folders.
_QUIET = 1.0


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
        self.session.say = self._say
        self.findings = Findings(self.session)
        self._incoming = stream.Incoming()
        self.previews = Previews(
            self.session, self.window_show_document, self._say, self._incoming.later
        )
        self._rest = rest
        self._waiting: deque[dict[str, Any]] = deque()
        self._stdout: BinaryIO | None = None
        self._is_initialized = self._is_over = False
        self._stamp: object = None
        self._rested: object = None
        handlers: dict[str, Callable[[Any], Any]] = {
            types.INITIALIZE: self._begin,
            # Open texts are taken in by the protocol; here it is said that they are.
            types.TEXT_DOCUMENT_DID_OPEN: lambda _: None,
            types.TEXT_DOCUMENT_DID_CHANGE: lambda _: None,
            types.TEXT_DOCUMENT_DID_CLOSE: lambda _: None,
            types.TEXT_DOCUMENT_DID_SAVE: lambda saved: self.session.save(saved.text_document.uri),
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES: self._watched,
            types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: self._folders,
            types.WORKSPACE_DIAGNOSTIC: partial(self._asked, self.findings.workspace_report),
        }
        for method, handler in handlers.items():
            # pygls writes on what it is given, which a method does not bear.
            self.feature(method)(partial(handler))
        self.feature(
            types.TEXT_DOCUMENT_DIAGNOSTIC,
            types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True),
        )(partial(self._asked, self.findings.report))
        commands: dict[str, Callable[..., Any]] = {
            SHOW: self._show,
            PREVIEW: self._begin_preview,
            REVEAL: self.previews.reveal,
        }
        for name, command in commands.items():
            self.command(name)(_commanded(command))
        for method, answer, options in FEATURES:
            self.feature(method, options)(partial(self._answered, answer))

    def _answered(self, answer: Answer, params: Any) -> Any:
        """An answer, or in the protocol's words why there is none."""
        if isinstance(params, types.DocumentHighlightParams):
            # Asked wherever the cursor comes to rest.
            self.previews.follow(params, params.position)
        try:
            return answer(self.session, params)
        except CannotRun as error:
            raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed.value) from None
        except Exception:
            logger.exception("%s", answer.__name__)
            raise

    def report_server_error(self, error: Exception, source: object) -> None:
        """What failed beside an answer is for whoever looks into the log, not for who writes."""
        if source is not FeatureRequestError:
            logger.error("%s %s", error, getattr(error, "data", None) or "")

    def serve(self, stdin: BinaryIO, stdout: BinaryIO) -> None:
        """Answer until the client goes. Raises SystemExit as the protocol ends a server:
        0 where the client has asked for it, else 1."""
        self._stdout = stdout
        self.protocol.set_writer(StdoutWriter(stdout))
        self._incoming.listen(stdin)
        try:
            while True:
                self._go_on()
        finally:
            self.previews.close()

    def _go_on(self) -> None:
        """Do what is next, or wait for it."""
        incoming = self._incoming
        self._take_in(incoming.now())
        if self._waiting:
            self._answer(self._waiting.popleft())
        elif self.session.documents and self._is_new():
            self._tell()
        elif not self._take_in(incoming.next(_QUIET)):
            self._pause()

    def _is_new(self) -> bool:
        """Whether a project may have changed since its findings were told."""
        before, self._stamp = self._stamp, self.session.stamp
        return before != self._stamp

    def _tell(self) -> None:
        try:
            self.findings.tell(self.text_document_publish_diagnostics)
        except Exception:  # a rule that fails must not end what somebody writes with
            logger.exception("publishDiagnostics")
        self.previews.renew()

    def _pause(self) -> None:
        """Nobody has said anything for a while."""
        if self._has_gone():
            raise SystemExit(1)
        self.session.look()
        if self._is_new():
            # Of a folder, too, in which nothing is open: who opens a text is told of that first.
            self._refresh()
            self._tell()
        if self._stamp != self._rested:
            self._rested = self._stamp
            self._rest()
            # What a reference names may stand in another text, and have another title now.
            if self.session.client.refreshes_hints and len(self.session.documents) > 1:
                self.workspace_inlay_hint_refresh(None)

    def _refresh(self) -> None:
        """Have a client ask again that asks for findings by itself."""
        if self.findings.is_asked and self.session.client.refreshes:
            self.workspace_diagnostic_refresh(None)

    def _say(self, message: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Info, message))

    def _show(self, uri: str, place: types.Range) -> None:
        """Have the client show a place: what an action has left to fill in."""
        params = types.ShowDocumentParams(uri, take_focus=True, selection=place)
        self.window_show_document(params)

    def _begin_preview(self, *arguments: str) -> str:
        try:
            return self.previews.begin(*map(str, arguments[:1]))
        except CannotRun as error:
            raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed.value) from None

    def _has_gone(self) -> bool:
        """Whether the process of the client is there no longer, whoever holds its pipes."""
        if self.process_id is None or os.name != "posix":
            return False
        try:
            os.kill(self.process_id, 0)
        except ProcessLookupError:
            return True
        except OSError:
            pass  # it is there, and somebody else's
        return False

    def _begin(self, params: types.InitializeParams) -> None:
        session = self.session
        session.client = Abilities.of(params.capabilities)
        encoding = self.workspace.position_encoding
        session.positions = Positions(types.PositionEncodingKind(encoding).value)
        uris = [folder.uri for folder in params.workspace_folders or ()]
        if not uris and (root := params.root_uri):
            uris = [root]
        session.add_folders(_files(uris))

    def _folders(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        self.session.remove_folders(_files(folder.uri for folder in params.event.removed))
        self.session.add_folders(_files(folder.uri for folder in params.event.added))

    def _watched(self, _: types.DidChangeWatchedFilesParams) -> None:
        self.session.look_again()
        self._refresh()

    def _asked(self, answer: Callable[[Any], Any], params: Any) -> Any:
        """Answer who asks for findings; from now on it is told none."""
        if self.session.client.pulls and not self.findings.is_asked:
            self.findings.withdraw(self.text_document_publish_diagnostics)
        return answer(params)

    def _take_in(self, come: Iterable[stream.Come]) -> bool:
        """Let what has come wait for its turn; whether anything has."""
        has_come = False
        for body in come:
            if body is None:
                raise SystemExit(0 if self._is_over else 1)
            if callable(body):
                body()
            else:
                self._take(body)
            has_come = True
        return has_come

    def _take(self, body: bytes) -> None:
        """Let a message wait for its turn; what is taken back has none."""
        try:
            message = stream.read(body)
        except ValueError:
            self._refuse(None, JsonRpcParseError())
            return
        if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            self._refuse(None, JsonRpcInvalidRequest())
        elif message.get("method") == types.CANCEL_REQUEST:
            self._cancel(message.get("params"))
        else:
            self._waiting.append(message)

    def _cancel(self, params: Any) -> None:
        """Take a request back; one that is answered already is not known any more."""
        wanted = params.get("id") if isinstance(params, dict) else None
        for each in self._waiting:
            if wanted is not None and "method" in each and each.get("id") == wanted:
                self._waiting.remove(each)
                self._refuse(wanted, JsonRpcRequestCancelled())
                return

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
        try:
            structured = self.protocol.structure_message(message)
            # Who begins with what cannot be understood may begin again.
            self._is_initialized = self._is_initialized or method == types.INITIALIZE
            self._is_over = self._is_over or method == types.SHUTDOWN
            self.protocol.handle_message(structured)
        except JsonRpcException as error:
            if asked is not None and method:
                self._refuse(asked, error)
        except Exception:
            logger.exception("%s", method)

    def _refuse(self, asked: str | int | None, error: JsonRpcException) -> None:
        """Answer with an error; without an ``id`` where nobody knows what was asked."""
        told = error.to_response_error()
        body = {"jsonrpc": "2.0", "id": asked, "error": {"code": told.code, "message": told.message}}
        if self._stdout:
            stream.write(self._stdout, body)


def _commanded(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that is refused where what it needs is not given; pygls sees to the types."""

    @wraps(command)
    def commanded(*arguments: Any, **named: Any) -> Any:
        try:
            signature(command).bind(*arguments, **named)
        except TypeError:
            raise JsonRpcInvalidParams() from None
        return command(*arguments, **named)

    return commanded


def _files(uris: Iterable[str]) -> list[Path]:
    return [file for uri in uris if (file := file_of(uri))]
