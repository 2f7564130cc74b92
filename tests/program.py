"""The program as a process that stays: it is waited for, and no clock decides anything."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parents[1]

# So many seconds may pass before something counts as hanging: no slow machine takes so long.
PATIENCE = 600.0


class Program:
    """A command that runs in a folder; ``said`` are its lines that were asked for so far."""

    def __init__(self, folder: Path, *arguments: str, **env: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "guideline_docs", *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
        )
        self.said: list[str] = []
        self._lines: Queue[str | None] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout:
            for line in self.process.stdout:
                self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def line(self) -> str:
        """The next line, waited for."""
        line = self._lines.get(timeout=PATIENCE)
        assert line is not None, f"ended after {self.said}"
        self.said.append(line)
        return line

    def hear(self, text: str) -> str:
        """The next line with a text in it."""
        while text not in (line := self.line()):
            pass
        return line

    def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, list[str]]:
        """Exit status, and the lines that nobody has asked for."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE), self.rest()

    def rest(self) -> list[str]:
        """The lines until it ends that nobody has asked for."""
        left = [*iter(lambda: self._lines.get(timeout=PATIENCE), None)]
        self.said += left
        return left

    def stop(self) -> None:
        """Be sure that it runs no longer."""
        self.process.kill()
        self.process.wait(PATIENCE)


def until(happened: Callable[[], object], what: str) -> None:
    """Ask again and again until it is so."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.02)):
        if happened():
            return
        pause.wait(0.02)
    raise AssertionError(f"never: {what}")


def copied(folder: Path) -> Path:
    """The real project in a folder of its own."""
    shutil.copytree(ROOT / "sources", folder / "sources")
    return folder


def save(path: Path, text: str | bytes) -> None:
    """Put a file there whole: nobody can see it half written, however busy the machine is."""
    new = path.with_name(".new")
    new.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    os.replace(new, path)


def rewrite(path: Path, old: str, new: str) -> None:
    """Save a file in which all of ``old`` are ``new``."""
    text = path.read_text("utf-8")
    assert old in text
    save(path, text.replace(old, new))
