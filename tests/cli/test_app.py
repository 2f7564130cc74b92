"""The program as a process: consoles of every kind, and what it loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "cp932"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
        {"LANG": "C", "LC_ALL": "C"},
        {"NO_COLOR": "1", "TERM": "dumb"},
    ],
    ids=lambda env: " ".join(f"{name}={value}" for name, value in env.items()),
)
@pytest.mark.parametrize("name", ["full", "github"])
def test_any_console_is_told(sheet_file: Path, start: Any, env: dict[str, str], name: str) -> None:
    status, out, err = start("check", "sheet.txt", "--format", name, env=env)
    assert (1, "") == (status, err)
    assert 1 == out.count("GD401")


@pytest.mark.parametrize("encoding", ["cp932", "ascii"])
def test_json_is_utf8_on_any_console(sheet_file: Path, start: Any, encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding}
    _, out, _ = start("check", "sheet.txt", "--format", "json", env=env)
    assert 10 == json.loads(out)["counts"]["error"]


@pytest.mark.parametrize("encoding", ["cp932", "latin-1"])
def test_character_that_a_console_lacks_is_shown_by_its_number(
    folder: Path, start: Any, encoding: str
) -> None:
    (folder / "sheet.txt").write_text("【達成状況】\n✔\n", encoding="utf-8")
    env = {"PYTHONIOENCODING": encoding}
    status, out, err = start("check", "sheet.txt", "--format", "concise", env=env)
    assert (1, "") == (status, err)
    assert "\\u2714" in out


@pytest.mark.parametrize(
    ("console", "encoding"),
    # A console that says it is ASCII is one that nobody has set up; it gets UTF-8.
    [("cp932", "cp932"), ("latin-1", "latin-1"), ("utf-8", "utf-8"), ("ascii", "utf-8")],
)
def test_message_reaches_any_console(start: Any, console: str, encoding: str) -> None:
    status, out, err = start("check", "無い.txt", env={"PYTHONIOENCODING": console})
    assert (2, "") == (status, out)
    said = "エラー: 無い.txt: ファイルもフォルダーもありません\n"
    assert said.encode(encoding, "backslashreplace") == err.encode("utf-8", "surrogateescape")


def test_closed_pipe_ends_in_silence(sheet_file: Path) -> None:
    for arguments in (["check", "sheet.txt", "--format", "json"], ["check", "sheet.txt"], ["rules"]):
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(
            [sys.executable, "-m", "guideline_docs", *arguments],
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(write)
        assert (2, b"") == (done.returncode, done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_full_disk_is_said_in_one_sentence(sheet_file: Path) -> None:
    for arguments in (["check", "sheet.txt"], ["check", "sheet.txt", "--format", "json"], ["explain", "GD401"]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "guideline_docs", *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                check=False,
            )
        said = done.stderr.decode()
        assert (2, 1) == (done.returncode, said.count("\n"))
        assert said.startswith("エラー: 結果を書き出せません（")


def test_program_without_standard_streams_still_checks(sheet_file: Path, start: Any) -> None:
    code = (
        "import sys; sys.stdout = sys.stderr = None\n"
        "from guideline_docs.cli.app import main; main(['check', 'sheet.txt'])"
    )
    assert (1, "", "") == start(code=code)


def test_check_loads_nothing_that_makes_documents(sheet_file: Path, start: Any) -> None:
    code = (
        "import sys\n"
        "from guideline_docs.cli.app import main\n"
        "try:\n"
        "    main(['check', 'sheet.txt', '--format', 'concise'])\n"
        "finally:\n"
        "    heavy = ('weasyprint', 'docx', 'jinja2', 'lxml', 'fontTools', 'PIL', 'pydyf')\n"
        "    print([name for name in heavy if name in sys.modules], file=sys.stderr)\n"
    )
    status, _, err = start(code=code)
    assert (1, "[]\n") == (status, err)


def test_version_is_told(run: Any) -> None:
    status, out, err = run("--version")
    assert (0, "", "guideline-docs", 2) == (status, err, out.split()[0], len(out.split()))
