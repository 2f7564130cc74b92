"""How soon an editor is answered: .venv/bin/python benchmarks/editor.py

A plain client of `guideline-docs lsp`: from the start to the first findings, from a keystroke
to its findings, on the real project and on a sheet of 2,000 measures; what else is asked while
somebody writes; the memory of the server. Prints the table of the README. The seconds of the
processor are those of the server; a machine that is busy with other things shows in the
others alone.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paper import ROOT
from sheets import SHEET, long_sheet

KEYSTROKES = 100
STARTS = 7
PROGRAM = str(Path(sys.executable).with_name("guideline-docs"))
_TICKS = os.sysconf("SC_CLK_TCK")

Timed = tuple[float, float]
"""Seconds by the clock and of the processor."""


class Editor:
    """A client that asks one thing at a time and waits for it."""

    def __init__(self, folder: Path) -> None:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self.process = subprocess.Popen(
            [PROGRAM, "lsp"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._id = 0
        root = {"rootUri": folder.as_uri(), "processId": os.getpid(), "capabilities": {}}
        self.request("initialize", root)
        self.send("initialized", {})

    def send(self, method: str, params: Any, **further: Any) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **further}
        body = json.dumps(message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def request(self, method: str, params: Any) -> Any:
        self._id += 1
        self.send(method, params, id=self._id)
        return self.wait(lambda message: message.get("id") == self._id)["result"]

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        stdout = self.process.stdout
        assert stdout
        while header := stdout.readline():
            while stdout.readline().strip():
                pass
            message: dict[str, Any] = json.loads(stdout.read(int(header.partition(b":")[2])))
            if wanted(message):
                return message
        sys.exit("the server has ended")

    def open(self, file: Path) -> str:
        """Open a file and wait for its findings."""
        text, uri = file.read_text("utf-8"), file.as_uri()
        document = {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        self.findings(uri, 1)
        return uri

    def findings(self, uri: str, version: int) -> list[Any]:
        said = self.wait(
            lambda message: message.get("method") == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == uri
            and message["params"].get("version") == version
        )
        found: list[Any] = said["params"]["diagnostics"]
        return found

    def timed(self, asked: Callable[[], object]) -> Timed:
        clock, processor = time.perf_counter(), self._processor()
        asked()
        return time.perf_counter() - clock, self._processor() - processor

    def _processor(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """The most that the server has held, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def end(self) -> None:
        self.request("shutdown", None)
        self.send("exit", None)
        self.process.wait()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        real, long = Path(name) / "実物", Path(name) / "2000"
        shutil.copytree(ROOT / "sources", real / "sources")
        (long / "sources").mkdir(parents=True)
        (long / "sources" / "guideline.toml").touch()
        (long / "sources" / "一覧.txt").write_text(long_sheet(2_000, False), encoding="utf-8")
        print("| 測ったもの | 秒（中央値） | うち計算 | 最大メモリ |\n|---|---:|---:|---:|")
        starts(real / "sources" / SHEET.name)
        writing("実物の案件", real / "sources" / SHEET.name)
        writing("2,000施策の一覧", long / "sources" / "一覧.txt")


def starts(file: Path) -> None:
    """From the start of the process to the first findings."""
    taken: list[Timed] = []
    for turn in range(STARTS + 1):
        clock = time.perf_counter()
        editor = Editor(file.parents[1])
        editor.open(file)
        clock = time.perf_counter() - clock
        if turn:
            taken.append((clock, editor._processor()))
        memory = editor.memory()
        editor.end()
    _tell("起動から最初の指摘まで", taken, memory)


def writing(name: str, file: Path) -> None:
    """From a keystroke to its findings, and to what else is asked while one writes."""
    editor = Editor(file.parents[1])
    uri = editor.open(file)
    lines = file.read_text("utf-8").split("\n")
    line = next(n for n, text in enumerate(lines) if "(3)-ア" in text)
    here = {"line": line, "character": lines[line].index("(3)-ア") + 1}
    document = {"textDocument": {"uri": uri}}
    keystrokes: list[Timed] = []
    for version in range(2, KEYSTROKES + 3):
        at = {"line": 19, "character": 3}
        change = {"range": {"start": at, "end": at}, "text": "あ"}
        keystroke = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}

        def typed(keystroke: Any = keystroke, version: int = version) -> None:
            editor.send("textDocument/didChange", keystroke)
            editor.findings(uri, version)

        taken = editor.timed(typed)
        if version > 2:
            keystrokes.append(taken)
    _tell(f"{name}: 打鍵から指摘まで（{KEYSTROKES} 回）", keystrokes, editor.memory())
    whole = {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 60, "character": 0}}}
    asked = {
        "補完": ("completion", {"position": here}),
        "ホバー": ("hover", {"position": here}),
        "参照の先の題": ("inlayHint", whole),
        "色分け": ("semanticTokens/full", {}),
        "直し方": (
            "codeAction",
            {"range": {"start": here, "end": here}, "context": {"diagnostics": []}},
        ),
    }
    for what, (method, params) in asked.items():
        call = (f"textDocument/{method}", document | params)
        editor.request(*call)
        _tell(f"{name}: {what}", [editor.timed(lambda: editor.request(*call)) for _ in range(20)])
    editor.end()


def _tell(name: str, taken: list[Timed], memory: float | None = None) -> None:
    clock = statistics.median(each for each, _ in taken)
    # A tick of the system is a hundredth of a second: of many the mean says more.
    processor = statistics.fmean(each for _, each in taken)
    held = f"{memory:.0f} MiB" if memory else ""
    print(f"| {name} | {clock:.3f} | {processor:.3f} | {held} |", flush=True)


if __name__ == "__main__":
    main()
