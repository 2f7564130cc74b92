"""A command that is killed while it writes: the next one finds all old or all new."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

# Ends the process, as a kill does, instead of the rename of a number.
KILLED = """
import os
from guideline_docs.cli.app import main
real, calls = os.replace, []
def replace(*paths):
    calls.append(paths)
    os._exit(9) if len(calls) == {at} else real(*paths)
os.replace = replace
main()
"""
SHEET = "No\t内容\t理由\n（1）場\nア 拠点\n2\t甲\t施策4による\n4\t乙\t施策2による\n"


class Case(NamedTuple):
    """What is written, which command sees to it then, and the files that it names."""

    command: tuple[str, ...]
    next: tuple[str, ...]
    says: str


_BUILD = ("build", "--only", "csv,json,html")
CASES = {
    "renumber": Case(
        ("renumber", "--close-gaps", "--write"), ("check",), "sources/一覧.txt など 3 個"
    ),
    "fix": Case(
        ("check", "sources", "other", "--fix"), ("check", "other"), "sources/一覧.txt など 2 個"
    ),
    "init": Case(("init", "案件"), ("build", "案件", "--only", "csv"), "案件/README.md など "),
    "build": Case(_BUILD, _BUILD, "dist/progress-table.html など 4 個"),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def city(folder: Path) -> Callable[[str], Path]:
    """A project with a gap and a chapter, and another one that can be mended."""

    def made(name: str) -> Path:
        home = folder / name
        (home / "sources/draft").mkdir(parents=True)
        (home / "sources/guideline.toml").write_text("", "utf-8")
        (home / "sources/一覧.txt").write_text(SHEET, "utf-8")
        (home / "sources/draft/01.txt").write_text("第1章　総括\n\n　施策4による。\n", "utf-8")
        if "fix" in name:
            shutil.rmtree(home / "sources/draft")
            text = "【達成状況】\n【Ⅰ】<重点>\t優先\nNo\t内容\t重点\n1\t甲\t【I】\n"
            (home / "sources/一覧.txt").write_text(text, "utf-8")
            shutil.copytree(home / "sources", home / "other")
        return home

    return made


@pytest.mark.parametrize("name", CASES)
def test_it_is_finished_by_the_next_command_which_says_so(
    city: Callable[[str], Path], start: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = CASES[name]
    monkeypatch.chdir(city(f"{name}-whole"))
    assert start(*case.command).status in (0, 1)
    start(*case.next)
    whole = contents(Path.cwd())
    monkeypatch.chdir(city(f"{name}-killed"))
    assert 9 == start(*case.command, code=KILLED.format(at=2)).status
    assert [] != list(Path.cwd().rglob(".guideline-docs.*"))
    done = start(*case.next)
    assert done.status in (0, 1)
    (said,) = [line for line in done.err.splitlines() if "途中で" in line]
    assert said.startswith(f"途中で止まっていた書き換えを終わらせました（{case.says}")
    assert whole == contents(Path.cwd())


@pytest.mark.parametrize("name", ["renumber", "fix"])
def test_what_was_not_begun_is_undone(
    city: Callable[[str], Path], start: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = CASES[name]
    monkeypatch.chdir(city(name))
    before = contents(Path.cwd())
    # The last thing before the commit is to keep what was, under another name.
    code = KILLED.format(at=1).replace("os.replace", "os.link")
    assert 9 == start(*case.command, code=code).status
    assert contents(Path.cwd()) != before
    assert "途中で止まっていた書き換えを取り消しました" in start(*case.next).err
    assert before == contents(Path.cwd())
