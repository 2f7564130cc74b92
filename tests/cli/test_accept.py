"""``accept``: what it writes into accepted.toml, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from notation import row, sheet

from guideline_docs import load
from guideline_docs.edits.accepting import accepting, asked, can_be_accepted
from guideline_docs.failure import CannotRun
from guideline_docs.source.edit import Patch
from guideline_docs.workspace import Workspace

SHEET = sheet(row(1, results="(1)-イを", rationale="(1)-イを"))
CHAPTER = "第1章　総括\n\n　(1)-イを見る。期間は【要設定】とする。\n"
ENTRY = """\
[[accept]]
code = "GD401"
path = "sheet.txt"
subject = "(1)-イ"
reason = "公表時のまま残す"
"""
TOLD = """\
確認済みになる指摘: 2 件
  sources/sheet.txt:10:17: GD401 参照先「(1)-イ」がありません
  sources/sheet.txt:10:26: GD401 参照先「(1)-イ」がありません
"""
GONE = ENTRY.replace("(1)-イ", "(9)-イ")
REASON = ("--reason", "公表時のまま残す")


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.fixture
def project(folder: Path) -> Path:
    write(folder / "sources/guideline.toml", "")
    write(folder / "sources/sheet.txt", SHEET)
    return folder / "sources"


def accepted(run: Any) -> list[tuple[str, str | None]]:
    found = json.loads(run("check", "--format", "json").out)["diagnostics"]
    return [(d["code"], d["accepted"]) for d in found if d["code"] in ("GD401", "GD901", "GD902")]


def test_the_change_is_shown_and_nothing_written(project: Path, run: Any) -> None:
    added = "".join(f"+{line}\n" for line in ENTRY.splitlines())
    diff = f"--- sources/accepted.toml\n+++ sources/accepted.toml\n@@ -0,0 +1,5 @@\n{added}"
    assert (0, diff + TOLD, "書き換えるには --write を付けてください\n") == run(
        "accept", "GD401", "(1)-イ", *REASON
    )
    assert not (project / "accepted.toml").exists()


def test_it_makes_the_file_and_the_finding_is_accepted(project: Path, run: Any) -> None:
    result = run("accept", "gd401", "（１）－イ", *REASON, "--write")
    assert (0, "書き換えました: sources/accepted.toml\n") == (result.status, result.err)
    assert ENTRY == (project / "accepted.toml").read_text("utf-8")
    assert [("GD401", REASON[1])] * 2 == accepted(run)


def test_twice_is_said_and_changes_nothing(project: Path, run: Any) -> None:
    run("accept", "GD401", "(1)-イ", *REASON, "--write")
    before = (project / "accepted.toml").read_bytes()
    said = "GD401「(1)-イ」は、もう確認済みです（公表時のまま残す）\n"
    assert (0, said, "") == run("accept", "dangling-reference", "(1)-イ", "--reason", "別", "--write")
    assert before == (project / "accepted.toml").read_bytes()
    # A program gets what it can read, too.
    told = run("accept", "GD401", "(1)-イ", "--reason", "別", "--format", "json")
    nothing = {"schema_version": 1, "file": "sources/accepted.toml", "accept": None, "findings": []}
    assert (0, nothing, said) == (told.status, json.loads(told.out), told.err)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 確認済み\n", "# 確認済み\n\n" + ENTRY),
        ("# 改行なし", "# 改行なし\n\n" + ENTRY),
        ("# 確認済み\r\n", "# 確認済み\r\n\r\n" + ENTRY.replace("\n", "\r\n")),
        ("accept = []\n", "accept = [{ " + ENTRY.strip().removeprefix("[[accept]]\n").replace("\n", ", ") + " }]\n"),
        (
            'accept = [\n  { code = "GD203", path = "sheet.txt", subject = "No.1", reason = "x" }, # 一つ目\n]\n',
            'accept = [\n  { code = "GD203", path = "sheet.txt", subject = "No.1", reason = "x" }, { '
            + ENTRY.strip().removeprefix("[[accept]]\n").replace("\n", ", ")
            + " }, # 一つ目\n]\n",
        ),
        (ENTRY.replace('"公表時のまま残す"', '""'), ENTRY),
        (ENTRY.replace('"公表時のまま残す"', "'　' # まだ"), ENTRY.replace('残す"', '残す" # まだ')),
        (ENTRY.partition("reason")[0], ENTRY),
        (
            "accept = [{code = 'GD401', path = 'sheet.txt', subject = '(1)-イ'}]\n",
            "accept = [{code = 'GD401', path = 'sheet.txt', subject = '(1)-イ', reason = \"公表時のまま残す\"}]\n",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_byte_that_is_there_stays(
    project: Path, run: Any, before: str, after: str, encoding: str
) -> None:
    file = write(project / "accepted.toml", before.encode(encoding))
    assert 0 == run("accept", "GD401", "(1)-イ", *REASON, "--write").status
    # Bytes that are the same in both are UTF-8.
    held = "utf-8" if before.isascii() and encoding == "cp932" else encoding
    assert after.encode(held) == file.read_bytes()
    assert [("GD401", REASON[1])] * 2 == [each for each in accepted(run) if each[0] != "GD901"]


def test_a_reason_keeps_its_quotes_and_stays_on_its_line(project: Path, run: Any) -> None:
    run("accept", "GD401", "(1)-イ", "--reason", ' "C:\\図" の\n\tため ', "--write")
    assert [("GD401", '"C:\\図" の ため')] * 2 == accepted(run)


def test_count_accepts_so_many_and_the_next_one_can_be_accepted_too(
    project: Path, run: Any
) -> None:
    first = run("accept", "GD401", "(1)-イ", *REASON, "--count", "1", "--write")
    assert "あと 1 件は、確認済みになりません\n書き換えました: sources/accepted.toml\n" == first.err
    assert ENTRY + "count = 1\n" == (project / "accepted.toml").read_text("utf-8")
    assert [("GD401", REASON[1]), ("GD401", None)] == accepted(run)
    run("accept", "GD401", "(1)-イ", "--reason", "二つ目", "--count", "1", "--write")
    assert [("GD401", REASON[1]), ("GD401", "二つ目")] == accepted(run)


def test_json_says_the_same(project: Path, run: Any) -> None:
    result = run("accept", "GD401", "(1)-イ", *REASON, "--format", "json")
    places = [
        {"path": "sources/sheet.txt", "line": 10, "column": column, "end_line": 10, "end_column": column + 5, "message": "参照先「(1)-イ」がありません"}
        for column in (17, 26)
    ]
    assert {
        "schema_version": 1,
        "file": "sources/accepted.toml",
        "accept": {"code": "GD401", "path": "sheet.txt", "subject": "(1)-イ", "reason": REASON[1], "count": None},
        "findings": places,
    } == json.loads(result.out)


@pytest.mark.parametrize("where", [".", "sources", "sources/draft"])
def test_the_path_is_seen_from_the_file(
    project: Path, run: Any, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    chapter = write(project / "draft/01.txt", CHAPTER)
    monkeypatch.chdir(project.parent / where)
    target = {".": "sources", "sources": ".", "sources/draft": "01.txt"}[where]
    told = {".": "sources/draft/01.txt", "sources": "draft/01.txt", "sources/draft": "01.txt"}[where]
    result = run("accept", "GD802", "【要設定】", target, "--path", told, *REASON, "--write")
    assert 0 == result.status
    written = (project / "accepted.toml").read_text("utf-8")
    assert 'path = "draft/01.txt"\n' in written
    assert chapter.read_text("utf-8") == CHAPTER


def test_a_sheet_alone_gets_the_file_beside_it(folder: Path, run: Any) -> None:
    write(folder / "単独/sheet.txt", SHEET)
    assert 0 == run("accept", "GD401", "(1)-イ", "単独/sheet.txt", *REASON, "--write").status
    assert ENTRY == (folder / "単独/accepted.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("GD401", "(1)-ウ"), "sources: GD401「(1)-ウ」の指摘は、今はありません。「(1)-イ」の誤りではありませんか"),
        (("GD401", "施策"), "sources: GD401「施策」の指摘は、今はありません。GD401 の指摘は「(1)-イ」です"),
        (("GD402", "(1)-イ"), "sources: GD402 の指摘は、今はありません。「(1)-イ」の指摘は GD401 です"),
        (("GD403", "x"), "sources: GD403 の指摘は、今はありません"),
        (("GD999", "x"), "sources: 「GD999」という指摘はありません"),
        (("GD041", "x"), "sources: 「GD041」という指摘はありません。「GD401」の誤りではありませんか"),
        (("なに", "x"), "sources: 「なに」という指摘はありません"),
        (("GD901", "GD401 (1)-イ"), "sources: GD901 は確認済みにできません。accepted.toml を直してください"),
        (("GD401", ""), "sources: GD401「」の指摘は、今はありません。GD401 の指摘は「(1)-イ」です"),
        (("GD401", "(1)-イ", "--path", "nai.txt"), "nai.txt: GD401「(1)-イ」の指摘はありません。あるのは sources/draft/01.txt・sources/sheet.txt です"),
        (("GD401", "(1)-イ"), "sources: GD401「(1)-イ」の指摘は sources/draft/01.txt・sources/sheet.txt にあります。--path で一つを指定してください"),
        (("GD401", "(1)-イ", "--path", "sheet.txt", "--count", "3"), "sources/sheet.txt: --count は 3 ですが、当たる指摘は 2 件です"),
        (("GD401", "(1)-イ", "--reason", " 　"), "--reason に、なぜ残すのかを書いてください"),
    ],
)
def test_what_is_not_told_now_is_not_accepted(
    project: Path, run: Any, arguments: tuple[str, ...], said: str
) -> None:
    if "draft/01.txt" in said:
        write(project / "draft/01.txt", CHAPTER)
    assert (2, "", f"エラー: {said}\n") == run("accept", *REASON, *arguments)
    assert not (project / "accepted.toml").exists()


def test_a_reason_must_be_given(project: Path, run: Any) -> None:
    result = run("accept", "GD401", "(1)-イ")
    assert (2, "エラー: --reason に理由を指定してください。使い方は guideline-docs accept --help\n") == (
        result.status,
        result.err,
    )


def test_a_reason_that_the_file_cannot_hold_is_said(project: Path, run: Any) -> None:
    file = write(project / "accepted.toml", "# 確認済み\n".encode("cp932"))
    result = run("accept", "GD401", "(1)-イ", "--reason", "🙂", "--write")
    assert 2 == result.status and "はこのファイルの文字コード（cp932）で書けません" in result.err
    assert "# 確認済み\n".encode("cp932") == file.read_bytes()


def test_a_file_that_came_meanwhile_is_not_written_over(
    project: Path
) -> None:
    workspace = Workspace("sources")
    snapshot = workspace.snapshot()
    made = accepting(snapshot, asked(snapshot, "GD401", "(1)-イ")[0], "x")
    file = write(project / "accepted.toml", "# ほかの人\n")
    with pytest.raises(CannotRun, match="検査の間に書き換えられました"):
        workspace.apply(made.patch)
    assert "# ほかの人\n" == file.read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"# 一つ目\n{GONE}\n{ENTRY}", f"# 一つ目\n{ENTRY}"),
        (f"{ENTRY}\n{GONE}", f"{ENTRY}\n"),
        (f"{GONE}count = 2 # 二つ\r\n\r\n# 次\r\n{ENTRY}", f"# 次\r\n{ENTRY}"),
    ],
)
def test_one_that_is_unused_can_be_taken_away_but_never_without_being_asked(
    project: Path, run: Any, before: str, after: str
) -> None:
    file = write(project / "accepted.toml", before)
    (told,) = [d for d in load("sources").diagnostics if d.code == "GD901"]
    assert None is told.finding.certain_fix
    (fix,) = told.finding.fixes
    assert "この [[accept]] を削る" == fix.title
    assert after == Patch.of(fix.edits).text(told.span.source)
    run("check", "--fix")
    assert before.encode() == file.read_bytes()


def test_an_editor_leaves_the_reason_to_be_filled_in(project: Path) -> None:
    workspace = Workspace("sources")
    found = asked(workspace.snapshot(), "GD401", "(1)-イ")
    assert [True, True] == list(map(can_be_accepted, found))
    made = accepting(workspace.snapshot(), found[0])
    assert ENTRY.replace(REASON[1], "") == made.text.text
    assert (5, 11, "") == (*made.reason.position, made.reason.text)
    assert (project / "accepted.toml").absolute() == made.file.path.absolute()
    workspace.apply(made.patch)
    # Asked again, it is the same place, and nothing is to be written.
    snapshot = workspace.snapshot()
    again = accepting(snapshot, asked(snapshot, "GD401", "(1)-イ")[0])
    assert not again.patch
    assert (5, 11, "") == (*again.reason.position, again.reason.text)


def test_what_is_accepted_in_a_text_not_saved_yet_is_accepted(project: Path) -> None:
    file = write(project / "accepted.toml", "# 確認済み\n")
    workspace = Workspace("sources")
    workspace.overlay(file, ENTRY)
    found = asked(workspace.snapshot(), "GD401", "(1)-イ")
    assert [REASON[1]] * 2 == [d.accepted for d in found]
    assert not any(map(can_be_accepted, found))
