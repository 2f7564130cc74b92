"""A plain client of the language server: JSON over two pipes, and nothing in between."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryFile
from threading import Thread
from types import TracebackType
from typing import Any, Self

from program import PATIENCE

COMMAND = [sys.executable, "-m", "guideline_docs", "lsp"]


class Client:
    """A server process and what it has said."""

    def __init__(self, folder: Path, **capabilities: Any) -> None:
        self._stderr = TemporaryFile()
        self.process = subprocess.Popen(
            COMMAND,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
        )
        self.folder = folder
        self.capabilities = capabilities
        self.encoding = "utf-16"
        self.told: list[dict[str, Any]] = []
        """What was said and has answered nobody."""
        self._ids = count(1)
        self._out, self._holds = b"", False
        self._come: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdin, self.process.stdout, self._stderr):
            if stream:
                stream.close()

    # --- the wire -----------------------------------------------------------------------

    def raw(self, body: bytes) -> None:
        """Send a message, whatever it is; within ``at_once`` with the others."""
        self._out += b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
        if not self._holds:
            assert self.process.stdin
            self.process.stdin.write(self._out)
            self.process.stdin.flush()
            self._out = b""

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is sent in here leaves in one go."""
        self._holds = True
        yield
        self._holds = False
        self.send("$/nothing")

    def send(self, method: str, params: Any = None, **further: Any) -> None:
        """A notification, or with an ``id`` a request whose answer is waited for elsewhere."""
        message = {"jsonrpc": "2.0", "method": method, **further}
        if params is not None:
            message["params"] = params
        self.raw(json.dumps(message).encode())

    def ask(self, method: str, params: Any = None) -> int:
        """Send a request; its id."""
        asked = next(self._ids)
        self.send(method, params, id=asked)
        return asked

    def request(self, method: str, params: Any = None) -> Any:
        """The result of a request."""
        answer = self.answer(self.ask(method, params))
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def answer(self, asked: int | None) -> dict[str, Any]:
        """The answer to a request, whole."""
        return self.wait(lambda message: "method" not in message and message.get("id") == asked)

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message that is wanted, of those that were told or will be."""
        for message in self.told:
            if wanted(message):
                self.told.remove(message)
                return message
        while (message := self._come.get(timeout=PATIENCE)) is not None:
            if wanted(message):
                return message
            self.told.append(message)
        raise AssertionError(f"the server has ended: {self.process.wait()}\n{self.log()}")

    def log(self) -> str:
        """What the server has written to stderr."""
        self._stderr.seek(0)
        return self._stderr.read().decode()

    def _read(self) -> None:
        stdout = self.process.stdout
        assert stdout
        while header := stdout.readline():
            # Nothing else may stand on the way.
            name, _, length = header.partition(b":")
            assert name == b"Content-Length", header
            while stdout.readline().strip():
                pass
            body = stdout.read(int(length))
            if len(body) < int(length):
                break  # it was killed while it said something
            self._come.put(json.loads(body))
        self._come.put(None)

    # --- what every client does ----------------------------------------------------------

    def initialize(self, **further: Any) -> Any:
        """Begin; the capabilities of the server."""
        result = self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": self.folder.as_uri(),
                "capabilities": self.capabilities,
                **further,
            },
        )
        self.send("initialized", {})
        return result["capabilities"]

    def open(self, file: Path | str, text: str | None = None) -> str:
        """Open a file, or a URI with a text; its URI."""
        uri = file if isinstance(file, str) else file.as_uri()
        if text is None:
            assert isinstance(file, Path)
            text = file.read_bytes().decode("utf-8-sig")
        document = {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, version: int, *changes: dict[str, Any]) -> None:
        self.send(
            "textDocument/didChange",
            {
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": list(changes),
            },
        )

    def close(self, uri: str) -> None:
        self.send("textDocument/didClose", {"textDocument": {"uri": uri}})

    def diagnostics(self, uri: str, version: int | None = None) -> list[dict[str, Any]]:
        """What is published of a text, once it is; of a version if one is asked for."""
        published = self.wait(
            lambda message: message.get("method") == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == uri
            and version in (None, message["params"].get("version"))
        )
        return published["params"]["diagnostics"]

    def end(self) -> int:
        """Say goodbye as a client should; the exit status."""
        self.request("shutdown")
        self.send("exit")
        return self.process.wait(timeout=PATIENCE)


def edited(text: str, edit: dict[str, Any], uri: str) -> str:
    """A text after what an edit of the server does to it, as a client makes it (UTF-16)."""
    edits = [*edit.get("changes", {}).get(uri, [])]
    for change in edit.get("documentChanges", []):
        if "edits" in change and change["textDocument"]["uri"] == uri:
            edits += change["edits"]
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines) + 1)]

    def offset(position: dict[str, int]) -> int:
        line, units = position["line"], position["character"]
        before = lines[line].encode("utf-16-le")[: 2 * units] if line < len(lines) else b""
        return min(starts[line] + len(before.decode("utf-16-le")), len(text))

    placed = [(offset(e["range"]["start"]), offset(e["range"]["end"]), e["newText"]) for e in edits]
    for start, end, new in sorted(placed, reverse=True):
        text = text[:start] + new + text[end:]
    return text
