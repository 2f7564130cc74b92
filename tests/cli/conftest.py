"""The program as a newcomer runs it: in a folder, with arguments."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from program import ROOT, copied

from guideline_docs.cli.app import main


class Result(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, outside any project."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run the program in this process."""

    def run(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        out, err = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Result(left.value.code, out, err)

    yield run
    # The program ends with its process and does not wait for the collector.
    gc.enable()


@pytest.fixture
def start(folder: Path) -> Run:
    """Run the program as a process of its own; ``out`` and ``err`` are its bytes as UTF-8."""

    def start(
        *arguments: str, env: dict[str, str] | None = None, stdin: bytes = b"", code: str = ""
    ) -> Result:
        program = ["-c", code] if code else ["-m", "guideline_docs"]
        done = subprocess.run(
            [sys.executable, *program, *arguments],
            input=stdin,
            capture_output=True,
            # Arguments are UTF-8 whatever the locale in which the tests are run.
            env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0", **(env or {})},
            check=False,
        )
        return Result(
            done.returncode,
            done.stdout.decode("utf-8", "surrogateescape"),
            done.stderr.decode("utf-8", "surrogateescape"),
        )

    return start


@pytest.fixture
def sheet_file(folder: Path) -> Path:
    """The real sheet outside its project."""
    return Path(shutil.copy(ROOT / "sources" / "phase1-progress.txt", folder / "sheet.txt"))


@pytest.fixture
def project(folder: Path) -> Path:
    """The real project: its sources."""
    return copied(folder) / "sources"
