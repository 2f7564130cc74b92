"""``check``: what it says, how it ends, and how it says that it cannot."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from notation import row, sheet

from guideline_docs.cli.app import COMMANDS

TEXT = sheet(row(1, rationale="(1)-イに関連し、検討する。"))


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def codes(out: str) -> list[str]:
    return [d["code"] for d in json.loads(out)["diagnostics"]]


# --- how it ends ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (sheet(), 0),
        (sheet(row(1, proposal="I")), 0),
        (sheet(row(1, tier="【Ⅰ】<最重点>")), 0),
        (sheet(row(1, tier="Ⅸ")), 1),
        (b"\xef\xbb\xbf\xff", 1),
    ],
    ids=["nothing", "warning", "note", "error", "undecodable"],
)
def test_only_errors_make_it_end_with_1(folder: Path, run: Any, text: str, status: int) -> None:
    write(folder / "sheet.txt", text)
    assert status == run("check", "sheet.txt").status


def test_real_sheet_outside_its_project_ends_with_1(sheet_file: Path, run: Any) -> None:
    status, out, err = run("check", "sheet.txt")
    assert (1, "") == (status, err)
    assert out.endswith("\nエラー 10 件、警告 12 件、注意 9 件\n")


def test_real_project_ends_with_0_and_keeps_its_errors_accepted(project: Path, run: Any) -> None:
    status, out, err = run("check", "sources", "--format", "json")
    counts = json.loads(out)["counts"]
    assert (0, "", 0, 10) == (status, err, counts["error"], counts["accepted"])


def test_sources_are_checked_if_nothing_is_named(project: Path, run: Any) -> None:
    assert run("check", "sources").out == run("check").out
    os.chdir("sources")
    assert run("check", ".").out == run("check").out


def test_sheet_of_a_project_is_checked_with_its_acceptances(project: Path, run: Any) -> None:
    status, out, _ = run("check", "sources/phase1-progress.txt", "--format", "json")
    found = json.loads(out)
    assert (0, 10) == (status, found["counts"]["accepted"])
    assert {"sources/phase1-progress.txt"} == {d["path"] for d in found["diagnostics"]}


@pytest.mark.parametrize("name", ["sheet.txt", "./sheet.txt", "sub/../sheet.txt"])
def test_path_is_told_as_the_user_named_it(folder: Path, run: Any, name: str) -> None:
    (folder / "sub").mkdir()
    write(folder / "sheet.txt", TEXT)
    out = run("check", name, "--format", "json").out
    assert {"sheet.txt"} == {os.path.normpath(d["path"]) for d in json.loads(out)["diagnostics"]}


def test_whole_path_is_told_whole(folder: Path, run: Any) -> None:
    path = write(folder / "sheet.txt", TEXT)
    out = run("check", str(path), "--format", "concise").out
    assert out.startswith(f"{path.as_posix()}:10:28: ")


# --- what it cannot read -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.txt"], "none.txt: ファイルもフォルダーもありません"),
        ([], "sources: ファイルもフォルダーもありません"),
        (["empty.txt"], "empty.txt: ファイルが空です"),
        (["blank.txt"], "blank.txt: ファイルが空です"),
        (["bom.txt"], "bom.txt: ファイルが空です"),
        (["nothing"], "nothing: 原稿（.txt）も guideline.toml もないフォルダーです"),
        (["folder.txt"], "folder.txt: 原稿（.txt）も guideline.toml もないフォルダーです"),
        (["half"], "half/b.txt: ファイルが空です"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    folder: Path, run: Any, arguments: list[str], said: str
) -> None:
    write(folder / "empty.txt", "")
    write(folder / "blank.txt", " \n\t\n　\n")
    write(folder / "bom.txt", b"\xef\xbb\xbf")
    (folder / "nothing").mkdir()
    (folder / "folder.txt").mkdir()
    write(folder / "half" / "a.txt", TEXT)
    write(folder / "half" / "b.txt", "")
    assert (2, "", f"エラー: {said}\n") == run("check", *arguments)


def test_path_that_no_system_takes(folder: Path, run: Any) -> None:
    status, out, err = run("check", "あ" * 3000)
    assert (2, "") == (status, out)
    assert re.fullmatch(r"エラー: あ{3000}: 使えません（[^\n]+）\n", err)


def test_undecodable_file_stands_alone(project: Path, run: Any) -> None:
    data = (project / "phase1-progress.txt").read_bytes()
    (project / "phase1-progress.txt").write_bytes(data[:2000] + b"\xff" + data[2000:])
    status, out, _ = run("check", "sources", "--format", "json")
    found = json.loads(out)["diagnostics"]
    of_the_sheet = [d["code"] for d in found if d["path"] == "sources/phase1-progress.txt"]
    assert (1, ["GD001"]) == (status, of_the_sheet)
    # No other source is blamed for what cannot be read, no acceptance for what is not told.
    assert [] == [d["code"] for d in found if d["code"] not in ("GD001", "GD802")]


def test_undecodable_place_is_an_empty_span_before_the_first_bad_byte(
    folder: Path, run: Any
) -> None:
    write(folder / "sheet.txt", TEXT.encode()[:-1] + b"\xff\n")
    (found,) = json.loads(run("check", "sheet.txt", "--format", "json").out)["diagnostics"]
    line = TEXT.split("\n")[9]
    assert (10, len(line) + 1) == (found["line"], found["column"])
    assert (10, len(line) + 1) == (found["end_line"], found["end_column"])
    assert ("GD001", "") == (found["code"], found["text"])


# --- settings and acceptances -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[guideline\n", ":1:11: TOML として読めません（[guideline）。"),
        ('title = \n', ":1:9: TOML として読めません（title =）。"),
        ("[guideline]\ntitle = あ\n", ":2:9: TOML として読めません（title = あ）。"),
        ('[guideline]\ntitle = "あ\n', ":2:11: TOML として読めません（title = \"あ）。"),
        ('[guideline]\ntitel = "x"\n', ":2: [guideline] の「titel」は知らない項目です。「title」の誤りではありませんか\n"),
        ('[guidelines]\ntitle = "x"\n', ":1: 「guidelines」は知らない項目です。「guideline」の誤りではありませんか\n"),
        ("[guideline]\n\ntitle = 5\n", ':3: 「title」は "…" で囲んだ文字にしてください\n'),
        ("guideline = 5\n", ":1: [guideline] の形で書いてください\n"),
        ("[guideline]\nstage = \"草案\"\n", ":2: 段階「草案」は使えません。"),
        ("[paper]\nsize = \"B5\"\n", ":2: 用紙「B5」は使えません。A4・A3・auto のどれかにしてください\n"),
        ("[columns]\ntitle = 1\n", ':2: 「title」は ["…", "…"] の形にしてください\n'),
        ("[columns]\nrequired = [\"名前\"]\n", ":2: 列「名前」はありません。"),
        ("[[status]]\nword = \"済\"\n\n[[status]]\nword = \"済\"\n", ": [[status]] にはそれぞれ違う word が要ります\n"),
        ("[status]\nword = \"済\"\n", ":1: [[status]] の形で書いてください\n"),
        ("[[status]]\nword = \"済\"\ncounts_as = \"完\"\n", ":3: counts_as の「完」という word がありません\n"),
        ("[[status]]\nword = \"済\"\ndone = \"はい\"\n", ":3: 「done」は true か false にしてください\n"),
        ("[style]\ndigits = \"wide\"\n", ":2: 幅「wide」は使えません。"),
        ("[severity]\nGD401 = \"bad\"\n", ":2: 重さ「bad」は使えません。"),
        ("[severity]\nGD999 = \"note\"\n", "[severity] の「GD999」という指摘はありません\n"),
        (b"\xef\xbb\xbf[guideline]\ntitle = \xff\n", ":2:9: 文字として読めません。UTF-8 で保存してください\n"),
    ],
)
def test_broken_settings_are_said_in_one_sentence_with_their_line(
    folder: Path, run: Any, settings: str | bytes, said: str
) -> None:
    write(folder / "sources" / "sheet.txt", TEXT)
    write(folder / "sources" / "guideline.toml", settings)
    status, out, err = run("check")
    assert (2, "", 1) == (status, out, err.count("\n"))
    assert err.startswith("エラー: sources/guideline.toml:")
    assert said in err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_settings_are_read_as_an_office_saves_them(
    folder: Path, run: Any, encoding: str
) -> None:
    write(folder / "sources" / "sheet.txt", TEXT)
    settings = '[guideline]\r\ntitle = "協働指針"\r\n[severity]\r\nGD401 = "note"\r\n'
    write(folder / "sources" / "guideline.toml", settings.encode(encoding))
    status, out, _ = run("check", "--format", "concise")
    assert (0, "エラー 0 件、警告 0 件、注意 1 件") == (status, out.split("\n")[-2])


ACCEPT = '[[accept]]\ncode = "GD401"\npath = "sheet.txt"\nsubject = "(1)-イ"\nreason = "公表時のまま残す"\n'


@pytest.mark.parametrize(
    ("accepted", "said"),
    [
        ("[[accept]\n", ":1:9: TOML として読めません"),
        ("[accept]\ncode = \"GD401\"\n", ":1: [[accept]] の形で書いてください\n"),
        (ACCEPT.replace("subject", "subjekt"), ":4: [[accept]] の「subjekt」は知らない項目です。「subject」の誤りではありませんか\n"),
        (ACCEPT.replace('subject = "(1)-イ"\n', ""), ":1: [[accept]] に subject がありません\n"),
        (ACCEPT.replace('path = "sheet.txt"\n', ""), ":1: [[accept]] に path がありません\n"),
        (ACCEPT.replace('code = "GD401"\n', ""), ":1: [[accept]] に code がありません\n"),
        ("\n" + ACCEPT.replace("GD401", "GD999"), ":2: 「GD999」という指摘はありません\n"),
        (ACCEPT + "count = 0\n", ":6: 「count」は 1 以上の整数にしてください\n"),
        (ACCEPT + 'count = "1"\n', ":6: 「count」は 1 以上の整数にしてください\n"),
        (ACCEPT.replace('"(1)-イ"', "1"), ':4: 「subject」は "…" で囲んだ文字にしてください\n'),
        ("accepts = 1\n", ":1: 「accepts」は知らない項目です。「accept」の誤りではありませんか\n"),
    ],
)
def test_broken_acceptances_are_said_in_one_sentence_with_their_line(
    folder: Path, run: Any, accepted: str, said: str
) -> None:
    write(folder / "sources" / "sheet.txt", TEXT)
    write(folder / "sources" / "accepted.toml", accepted)
    status, out, err = run("check")
    assert (2, "", 1) == (status, out, err.count("\n"))
    assert err.startswith("エラー: sources/accepted.toml:")
    assert said in err


@pytest.mark.parametrize(
    ("accepted", "status", "expected"),
    [
        (ACCEPT, 0, [("GD401", True)]),
        (ACCEPT.replace('"sheet.txt"', '"./sheet.txt"'), 0, [("GD401", True)]),
        (ACCEPT.replace("(1)-イ", "(1)-ウ"), 1, [("GD401", False), ("GD901", False)]),
        (ACCEPT.replace("sheet.txt", "other.txt"), 1, [("GD401", False), ("GD901", False)]),
        (ACCEPT.replace("GD401", "GD402"), 1, [("GD401", False), ("GD901", False)]),
        (ACCEPT.replace("公表時のまま残す", ""), 1, [("GD401", False), ("GD902", False)]),
        (ACCEPT.replace("公表時のまま残す", "  "), 1, [("GD401", False), ("GD902", False)]),
        (ACCEPT.replace('reason = "公表時のまま残す"\n', ""), 1, [("GD401", False), ("GD902", False)]),
    ],
)
def test_acceptance_matches_by_code_path_and_subject(
    folder: Path, run: Any, accepted: str, status: int, expected: list[tuple[str, bool]]
) -> None:
    write(folder / "sources" / "sheet.txt", TEXT)
    write(folder / "sources" / "accepted.toml", accepted)
    result = run("check", "--format", "json")
    found = json.loads(result.out)["diagnostics"]
    told = sorted((d["code"], d["accepted"] is not None) for d in found)
    assert (status, expected) == (result.status, told)


@pytest.mark.parametrize(
    "accepted",
    [
        ACCEPT.replace("[[accept]]\n", "").replace("\n", ", ").join(["accept = [{", "}]\n"]).replace(", }", "}"),
        "accept = [\n  # 一つ目\n  { code = 'GD401', path = 'sheet.txt', subject = '(1)-イ', reason = 'x' },\n]\n",
        ACCEPT.replace('"公表時のまま残す"', '"""\n[[accept]]\ncode = "GD999"\n"""'),
        "[[ accept ]]\n" + ACCEPT.split("\n", 1)[1],
        '[["accept"]]\r\n' + ACCEPT.split("\n", 1)[1],
        ACCEPT.replace("(1)-イ", "（１）－イ"),
        ACCEPT.replace("(1)-イ", "(1) − ｲ"),
        ACCEPT.replace("GD401", "gd401"),
    ],
)
def test_acceptance_in_any_form_of_toml(folder: Path, run: Any, accepted: str) -> None:
    write(folder / "sources" / "sheet.txt", TEXT)
    write(folder / "sources" / "accepted.toml", accepted)
    assert (0, "指摘はありません（ほかに確認済み 1 件）\n", "") == run("check")


@pytest.mark.parametrize(
    ("accepted", "line", "text"),
    [
        ('accept = [\n{code = "GD401", path = "a", subject = "b", reason = "c"}]\n', 2, '{code = "GD401", path = "a", subject = "b", reason = "c"}'),
        (ACCEPT.replace('"公表時のまま残す"', '"""\n[[accept]]\n"""') + ACCEPT.replace("イ", "ウ"), 8, "[[accept]]"),
    ],
)
def test_an_unused_acceptance_is_told_where_it_stands(
    folder: Path, run: Any, accepted: str, line: int, text: str
) -> None:
    write(folder / "sources" / "sheet.txt", TEXT)
    write(folder / "sources" / "accepted.toml", accepted)
    found = json.loads(run("check", "--format", "json").out)["diagnostics"]
    assert [(line, text)] == [(d["line"], d["text"]) for d in found if d["code"] == "GD901"]


@pytest.mark.parametrize(
    "path",
    [
        *("sheet.txt", "./sheet.txt", "sources/sheet.txt", "./sources/sheet.txt", "sources\\\\sheet.txt"),
        *("市/sources/sheet.txt", "../sources/sheet.txt", "../../市/sources/sheet.txt", "{folder}/sources/sheet.txt"),
    ],
)
@pytest.mark.parametrize("where", [".", "sources", ".."])
def test_a_path_matches_from_wherever_check_printed_it(
    folder: Path, run: Any, monkeypatch: pytest.MonkeyPatch, path: str, where: str
) -> None:
    city = folder / "市"
    city.mkdir()
    write(city / "sources" / "sheet.txt", TEXT)
    write(city / "sources" / "accepted.toml", ACCEPT.replace("sheet.txt", path.format(folder=city.as_posix())))
    monkeypatch.chdir(city / where)
    target = {".": "sources", "sources": ".", "..": "市"}[where]
    assert (0, "指摘はありません（ほかに確認済み 1 件）\n", "") == run("check", target)


@pytest.mark.parametrize("where", [".", "sources", ".."])
def test_what_json_says_can_be_copied_into_an_acceptance(
    folder: Path, run: Any, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    city = folder / "市"
    city.mkdir()
    write(city / "sources" / "sheet.txt", TEXT)
    write(city / "sources" / "guideline.toml", '[sources]\nchapters = "ない"\n')
    monkeypatch.chdir(city / where)
    target = {".": "sources", "sources": ".", "..": "市"}[where]
    found = json.loads(run("check", target, "--format", "json").out)["diagnostics"]
    assert ["GD803", "GD401"] == [d["code"] for d in found]
    entries = ["[[accept]]\n" + "".join(f"{key} = {json.dumps(d[key], ensure_ascii=False)}\n" for key in ("code", "path", "subject")) + "reason = 'x'\n" for d in found]
    write(city / "sources" / "accepted.toml", "".join(entries))
    assert (0, "指摘はありません（ほかに確認済み 2 件）\n", "") == run("check", target)
    monkeypatch.chdir(city)
    assert (0, "指摘はありません（ほかに確認済み 2 件）\n", "") == run("check")


def test_acceptance_survives_lines_that_move(folder: Path, run: Any) -> None:
    write(folder / "sources" / "sheet.txt", "\n\n" + TEXT)
    write(folder / "sources" / "accepted.toml", ACCEPT)
    assert "指摘はありません（ほかに確認済み 1 件）\n" == run("check").out


@pytest.mark.parametrize(("count", "open_ones"), [("", 0), ("count = 1\n", 1), ("count = 2\n", 0), ("count = 3\n", 0)])
def test_count_makes_one_more_an_open_finding(
    folder: Path, run: Any, count: str, open_ones: int
) -> None:
    write(folder / "sources" / "sheet.txt", sheet(row(1, results="(1)-イを", rationale="(1)-イを")))
    write(folder / "sources" / "accepted.toml", ACCEPT + count)
    counts = json.loads(run("check", "--format", "json").out)["counts"]
    assert (open_ones, 2 - open_ones) == (counts["error"], counts["accepted"])


def test_unused_acceptance_is_told_at_its_heading(folder: Path, run: Any) -> None:
    write(folder / "sources" / "sheet.txt", sheet())
    write(folder / "sources" / "accepted.toml", "# 確認済み\n\n" + ACCEPT)
    (found,) = json.loads(run("check", "--format", "json").out)["diagnostics"]
    assert (
        "GD901",
        "sources/accepted.toml",
        3,
        "[[accept]]",
    ) == (found["code"], found["path"], found["line"], found["text"])


def test_acceptances_of_folders_above_are_found(folder: Path, run: Any) -> None:
    write(folder / "sources" / "sheet.txt", TEXT)
    write(folder / "accepted.toml", ACCEPT.replace("sheet.txt", "sources/sheet.txt"))
    assert 0 == run("check").status


# --- several sources ------------------------------------------------------------------------


def test_several_paths_are_told_one_behind_the_other(folder: Path, run: Any) -> None:
    write(folder / "a.txt", TEXT)
    write(folder / "b" / "c.txt", TEXT)
    out = run("check", "b/c.txt", "a.txt", "--format", "concise").out
    assert ["b/c.txt", "a.txt"] == [line.split(":")[0] for line in out.split("\n")[:2]]


def test_path_named_twice_is_told_once(folder: Path, run: Any) -> None:
    write(folder / "a.txt", TEXT)
    assert ["GD401"] == codes(run("check", "a.txt", "a.txt", "--format", "json").out)


def test_standard_input_is_a_source(start: Any) -> None:
    status, out, err = start("check", "-", "--format", "concise", stdin=TEXT.encode("cp932"))
    assert (1, "") == (status, err)
    assert [["GD002"], ["GD401"]] == [line.split(" ")[2:3] for line in out.split("\n")[:2]]


def test_empty_standard_input_stops(start: Any) -> None:
    assert (2, "", "エラー: <標準入力>: 何も書かれていません\n") == start("check", "-")


def test_sheet_is_told_from_a_chapter_by_tab_or_summary(folder: Path, run: Any) -> None:
    write(folder / "a.txt", "第1章　総括\n\n第3章　体系\n")
    write(folder / "b.txt", "【達成状況】\n")
    write(folder / "c.txt", "第1章\t総括\n第3章\t体系\n")
    assert ["GD208"] == codes(run("check", "a.txt", "--format", "json").out)
    assert [] == codes(run("check", "b.txt", "--format", "json").out)
    assert "GD208" not in codes(run("check", "c.txt", "--format", "json").out)


def test_further_sheet_of_a_folder_stands_alone(folder: Path, run: Any) -> None:
    write(folder / "texts" / "a.txt", sheet(row(1), row(2)))
    write(folder / "texts" / "b.txt", sheet(row(1, rationale="施策2と進める。")))
    write(folder / "texts" / "c.txt", "第1章　総括\n\n　施策2のとおり。\n")
    out = run("check", "texts", "--format", "concise").out
    assert [
        "texts/b.txt:1:1: 警告 GD106 「b.txt」は、2つ目の一覧なので、どの文書にも入りません"
        "（文書になるのは a.txt です）",
        "texts/b.txt:10:28: エラー GD404 参照先「施策2」がありません",
        "texts/c.txt:1:1: 警告 GD106 「c.txt」は、章のフォルダー draft の外にあるので、"
        "どの文書にも入りません",
        "エラー 1 件、警告 2 件、注意 0 件",
    ] == out.rstrip("\n").split("\n")


def test_folder_of_settings_without_texts_stops(folder: Path, run: Any) -> None:
    write(folder / "sources" / "guideline.toml", "")
    assert (2, "", "エラー: sources: 原稿（.txt）がありません\n") == run("check")


def test_reference_from_a_chapter_to_an_unreadable_one_is_not_told(folder: Path, run: Any) -> None:
    write(folder / "sources" / "guideline.toml", "")
    write(folder / "sources" / "sheet.txt", sheet())
    write(folder / "sources" / "draft" / "01.txt", "第1章　趣旨\n".encode() + b"\xff\xff\xff\n")
    write(folder / "sources" / "draft" / "02.txt", "第2章　総括\n\n　第1章のとおり。\n")
    assert ["GD001"] == codes(run("check", "--format", "json").out)


# The smallest picture there is: one pixel.
PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@pytest.mark.parametrize(
    ("annotation", "subject"),
    [
        ("［＃画像：pixel.gif｜一点］", None),
        ("［＃画像：pictures/pixel.gif］", None),
        ("［＃画像：none.gif｜無い絵］", "none.gif"),
        ("［＃画像：pictures/none.gif｜無い絵］", "pictures/none.gif"),
        ("［＃画像：01.txt｜絵でない］", "01.txt"),
        ("［＃画像］", "［＃画像］"),
    ],
)
def test_picture_that_is_missing_is_told(
    folder: Path, run: Any, annotation: str, subject: str | None
) -> None:
    write(folder / "sources" / "guideline.toml", "")
    write(folder / "sources" / "sheet.txt", sheet())
    write(folder / "sources" / "draft" / "01.txt", f"第1章　総括\n\n{annotation}\n")
    write(folder / "sources" / "draft" / "pixel.gif", PIXEL)
    write(folder / "sources" / "draft" / "pictures" / "pixel.gif", PIXEL)
    status, out, _ = run("check", "--format", "json")
    told = [(d["code"], d["line"], d["text"], d["subject"]) for d in json.loads(out)["diagnostics"]]
    expected = [("GD803", 3, annotation, subject)] if subject else []
    assert (1 if subject else 0, expected) == (status, told)


def test_sheet_that_the_settings_name_and_nobody_has_is_told(folder: Path, run: Any) -> None:
    write(folder / "sources" / "guideline.toml", '[sources]\n\nsheet = "none.txt"\n')
    write(folder / "sources" / "draft" / "01.txt", "第1章　総括\n")
    status, out, _ = run("check", "--format", "json")
    (found,) = json.loads(out)["diagnostics"]
    assert (
        1,
        "GD803",
        "sources/guideline.toml",
        3,
        "none.txt",
        "none.txt",
    ) == (status, found["code"], found["path"], found["line"], found["text"], found["subject"])


# --- selection ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status", "expected"),
    [
        (["--select", "GD401"], 1, ["GD401"]),
        (["--select", "gd4"], 1, ["GD401", "GD402"]),
        (["--select", "GD3,GD402"], 1, ["GD304", "GD402"]),
        (["--ignore", "GD4"], 0, ["GD304"]),
        (["--select", "GD4", "--ignore", "GD402"], 1, ["GD401"]),
        (["--select", "GD304", "--max-warnings", "0"], 1, ["GD304"]),
        (["--select", "GD304", "--max-warnings", "1"], 0, ["GD304"]),
    ],
)
def test_selection(
    folder: Path, run: Any, arguments: list[str], status: int, expected: list[str]
) -> None:
    write(folder / "sheet.txt", sheet(row(1, proposal="I", rationale="(1)-イ、(1)-1を")))
    result = run("check", "sheet.txt", "--format", "json", *arguments)
    assert (status, expected) == (result.status, codes(result.out))


def test_severity_is_what_the_office_says(folder: Path, run: Any) -> None:
    write(folder / "sources" / "sheet.txt", TEXT)
    for severity, status, told in (("error", 1, 1), ("warning", 0, 1), ("note", 0, 1), ("off", 0, 0)):
        write(folder / "sources" / "guideline.toml", f'[severity]\nGD401 = "{severity}"\n')
        result = run("check", "--format", "json")
        assert (status, told) == (result.status, len(codes(result.out)))


# --- mending ------------------------------------------------------------------------------------


def test_diff_shows_the_mends_and_writes_nothing(folder: Path, run: Any) -> None:
    path = write(folder / "sheet.txt", sheet(row(1, proposal="I")))
    before = path.read_bytes()
    status, out, err = run("check", "sheet.txt", "--diff")
    assert (0, "", before) == (status, err, path.read_bytes())
    changed = [line for line in out.split("\n") if line[:1] in "+-" and line[:3] not in ("---", "+++")]
    line = "1\t職員研修の実施\t【Ⅰ】\t済\t職員に説明した。\t{}\t引き続き取り組む。"
    assert [f"-{line.format('I')}", f"+{line.format('Ⅰ')}"] == [each for each in changed if each]


def test_diff_without_mends_says_so(folder: Path, run: Any) -> None:
    write(folder / "sheet.txt", TEXT)
    assert (1, "直し方が一つに決まる指摘はありません\n", "") == run("check", "sheet.txt", "--diff")


def test_fix_mends_tells_what_is_left_and_changes_nothing_the_second_time(
    sheet_file: Path, run: Any
) -> None:
    status, out, err = run("check", "sheet.txt", "--fix", "--format", "json")
    assert (1, "直しました: sheet.txt\n") == (status, err)
    assert [] == [code for code in codes(out) if code in ("GD304", "GD501", "GD502")]
    mended = sheet_file.read_bytes()
    again = run("check", "sheet.txt", "--fix", "--format", "json")
    assert (out, "", mended) == (again.out, again.err, sheet_file.read_bytes())


def test_fix_mends_only_what_is_selected(sheet_file: Path, run: Any) -> None:
    before = sheet_file.read_text(encoding="utf-8")
    run("check", "sheet.txt", "--fix", "--select", "GD304")
    after = sheet_file.read_text(encoding="utf-8")
    expected = before.replace("\tI\t", "\tⅠ\t").replace("○→I", "○→Ⅰ")
    assert expected == after


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_fix_takes_out_what_nobody_sees_and_not_a_byte_more(
    folder: Path, run: Any, encoding: str
) -> None:
    text = TEXT.replace("研修", "研\u200b修\xad", 1).replace("説明", "説か\u3099\xa0⼀明", 1) + "※ 👨\u200d👩 😀\r\n\u2060"
    (folder / "sheet.txt").write_bytes(text.encode(encoding))
    run("check", "sheet.txt", "--fix", "--select", "GD005")
    expected = TEXT.replace("説明", "説が 一明", 1) + "※ 👨\u200d👩 😀\r\n"
    assert expected.encode(encoding) == (folder / "sheet.txt").read_bytes()
    told = run("check", "sheet.txt", "--select", "GD005", "--format", "json").out
    assert [] == json.loads(told)["diagnostics"]


def test_places_are_those_of_the_file_where_it_is_read_through(folder: Path, run: Any) -> None:
    text = TEXT.replace("説明", "説\u200b明\u200bし、(9)\u200b-\xadア、か\u3099施\ufeff策99を", 1)
    (folder / "sheet.txt").write_text(text, encoding="utf-8", newline="")
    lines = text.split("\n")
    found = json.loads(run("check", "sheet.txt", "--format", "json").out)["diagnostics"]
    told = {d["subject"]: d["text"] for d in found}
    assert ("(9)\u200b-\xadア", "施\ufeff策99") == (told["(9)-ア"], told["No.99"])
    for each in found:
        assert each["line"] == each["end_line"]
        line = lines[each["line"] - 1]
        assert each["text"] == line[each["column"] - 1 : each["end_column"] - 1]


def test_fix_leaves_accepted_findings_alone(project: Path, run: Any) -> None:
    run("check", "sources", "--fix")
    text = (project / "phase1-progress.txt").read_text(encoding="utf-8")
    assert [] == [mark for mark in ("5/6：済", "2/6：着手中", "5/8：済") if mark not in text]


# --- formats ------------------------------------------------------------------------------------


def test_every_format_tells_the_same_findings(sheet_file: Path, run: Any) -> None:
    told = json.loads(run("check", "sheet.txt", "--format", "json").out)["diagnostics"]
    places = [f"{d['path']}:{d['line']}:{d['column']} {d['code']} {d['message']}" for d in told]
    line = re.compile(r"^(sheet\.txt:\d+:\d+): (?:エラー|警告|注意) (GD\d+) (.*)$", re.MULTILINE)
    for name in ("full", "concise"):
        out = run("check", "sheet.txt", "--format", name).out
        assert places == [" ".join(found) for found in line.findall(out)]
    command = re.compile(r"^::\w+ file=(.*?),line=(\d+),endLine=\d+,col=(\d+).*title=(GD\d+)::(.*?)(?:%0A.*)?$", re.MULTILINE)
    out = run("check", "sheet.txt", "--format", "github").out
    annotations = [f"{p}:{li}:{c} {code} {m}" for p, li, c, code, m in command.findall(out)]
    assert sorted(places) == sorted(annotations)


@pytest.mark.parametrize("name", ["full", "concise", "json", "github", "sarif", "junit"])
def test_report_is_written_to_a_file_instead(folder: Path, run: Any, name: str) -> None:
    write(folder / "sheet.txt", TEXT)
    shown = run("check", "sheet.txt", "--format", name).out
    assert (1, "", "") == run("check", "sheet.txt", "--format", name, "--output", "out/report")
    assert shown == (folder / "out" / "report").read_bytes().decode("utf-8")
    assert ["report"] == [path.name for path in (folder / "out").iterdir()]


def test_report_that_cannot_be_written_stops(folder: Path, run: Any) -> None:
    write(folder / "sheet.txt", TEXT)
    (folder / "taken").mkdir()
    status, out, err = run("check", "sheet.txt", "--output", "taken")
    assert (2, "", 1) == (status, out, err.count("\n"))
    assert err.startswith("エラー: taken: 書けません（")


# --- mistyped -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--forma", "json"], "「--forma」という指定はありません（--format の誤りではありませんか）。使い方は guideline-docs check --help"),
        (["check", "--unknown"], "「--unknown」という指定はありません。使い方は guideline-docs check --help"),
        (["check", "--format", "xml"], "--format に使えるのは full・concise・json・github・sarif・junit です。使い方は guideline-docs check --help"),
        (["check", "--max-warnings", "-1"], "--max-warnings は 0 以上の整数にしてください。使い方は guideline-docs check --help"),
        (["check", "--max-warnings", "many"], "--max-warnings は 0 以上の整数にしてください。使い方は guideline-docs check --help"),
        (["check", "--select", "GD777"], "--select の「GD777」に当たる指摘はありません（一覧は guideline-docs rules）"),
        (["check", "--ignore", "E401"], "--ignore の「E401」に当たる指摘はありません（一覧は guideline-docs rules）"),
        (["chekc"], "「chekc」というコマンドはありません（check の誤りではありませんか）。使い方は guideline-docs --help"),
        (["frobnicate"], "「frobnicate」というコマンドはありません。使い方は guideline-docs --help"),
        (["--unknown"], "「--unknown」という指定はありません。使い方は guideline-docs --help"),
        (["check", "--fix", "-"], "標準入力は直せません。ファイルを指定してください"),
    ],
)
def test_mistyped_command_is_said_in_one_sentence(
    run: Any, arguments: list[str], said: str
) -> None:
    assert (2, "", f"エラー: {said}\n") == run(*arguments)


def test_help_is_in_the_users_language(run: Any) -> None:
    for arguments in (["--help"], ["check", "-h"], *([command, "--help"] for command in COMMANDS)):
        status, out, err = run(*arguments)
        assert (0, "") == (status, err)
        assert out.startswith("使い方: guideline-docs ")
        assert [] == re.findall(r"Usage|Options|Commands|Show this|Arguments|  \[|<=|>=", out)


def test_help_says_what_must_be_given_and_from_where_to_where(run: Any) -> None:
    _, out, _ = run("accept", "--help")
    assert "  --reason 理由  なぜ残すのか（次の担当者が読みます）（必ず指定します）\n" in out
    assert "（なければ、同じ対象のものすべて）（1 以上）\n" in out
    _, out, _ = run("preview", "--help")
    assert "（何もなければ 8765 から空いているもの）（1024 から 65535 まで）\n" in out


def test_no_command_shows_the_help(run: Any) -> None:
    status, out, _ = run()
    assert (2, True) == (status, out.startswith("使い方: guideline-docs "))


def test_folder_of_chapters_that_is_not_there_is_told_where_it_is_named(
    project: Path, run: Any
) -> None:
    shutil.rmtree(project / "draft")
    status, out, _ = run("check", "--format", "concise", "--select", "GD803")
    assert status == 1
    assert out.startswith(
        "sources/guideline.toml:19:13: エラー GD803 「draft」というフォルダーがありません\n"
    )


def test_chapters_beside_the_sheet_are_read_once(project: Path, run: Any) -> None:
    for chapter in (project / "draft").iterdir():
        chapter.rename(project / chapter.name)
    settings = project / "guideline.toml"
    settings.write_text(settings.read_text("utf-8").replace('= "draft"', '= "."'), "utf-8")
    status, out, _ = run("check", "--format", "concise", "--select", "GD2,GD803")
    assert (status, out) == (0, "指摘はありません（ほかに確認済み 2 件）\n")


def test_tab_in_a_chapter_makes_it_no_sheet(project: Path, run: Any) -> None:
    chapter = project / "draft" / "08-参考.txt"
    write(chapter, "第8章　参考\n\n1\t達成状況\n\n\t件数は、(9)-アのとおりである。\n")
    status, out, _ = run("check", "--format", "concise", "sources/draft/08-参考.txt")
    assert status == 1
    assert out.startswith(
        "sources/draft/08-参考.txt:5:6: エラー GD401 参照先「(9)-ア」がありません\n"
    )
    write(chapter, sheet(row(1)))
    assert run("check", "sources/draft/08-参考.txt").status == 0


# --- one file, many names -------------------------------------------------------------------


def names(folder: Path) -> dict[str, list[str]]:
    """Ways to name the sheet of a project once more."""
    (folder / "away").mkdir()
    (folder / "away" / "link.txt").symlink_to("../sources/phase1-progress.txt")
    sheet = "sources/phase1-progress.txt"
    return {
        "string": [sheet, sheet],
        "dot": [sheet, f"./{sheet}"],
        "absolute": [sheet, str(folder / sheet)],
        "absolute first": [str(folder / sheet), sheet],
        "up and down": [sheet, f"away/../{sheet}"],
        "folder": ["sources", sheet],
        "file and folder": [sheet, str(folder / "sources")],
        "two folders": ["sources", str(folder)],
        "link": [sheet, "away/link.txt"],
        "link first": ["away/link.txt", sheet],
    }


@pytest.mark.parametrize(
    "way",
    [
        "string",
        "dot",
        "absolute",
        "absolute first",
        "up and down",
        "folder",
        "file and folder",
        "two folders",
        "link",
        "link first",
    ],
)
def test_a_file_that_is_named_twice_is_told_once_and_mended_once(
    folder: Path, project: Path, run: Any, way: str
) -> None:
    paths = names(folder)[way]
    sheet = project / "phase1-progress.txt"
    shutil.copy(sheet, folder / "alone.txt")
    run("check", "sources", "--fix")
    mended = sheet.read_bytes()
    shutil.copy(folder / "alone.txt", sheet)

    told = json.loads(run("check", *paths, "--select", "GD304", "--format", "json").out)
    once = json.loads(run("check", "sources", "--select", "GD304", "--format", "json").out)
    assert len(told["diagnostics"]) == len(once["diagnostics"]) > 0
    diff = run("check", *paths, "--diff").out
    assert diff.count("+++ ") == 1
    status, _, err = run("check", *paths, "--fix")
    assert (status, err.count("直しました: ")) == (0, 1)
    assert mended == sheet.read_bytes()
    assert (folder / "away/link.txt").is_symlink()


def test_several_files_are_mended_all_or_none(
    folder: Path, sheet_file: Path, run: Any
) -> None:
    other = Path(shutil.copytree(folder, folder / "other") / "sheet.txt")
    before = other.read_bytes()
    replace = os.replace

    def refused(here: Any, there: Any) -> None:
        if Path(there) == other and Path(here).suffix == ".new":
            raise PermissionError(13, "")
        replace(here, there)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", refused)
        status, out, err = run("check", "sheet.txt", "other/sheet.txt", "--fix")
    assert (2, "", "エラー: other/sheet.txt: 書けません（許可されていません）\n") == (status, out, err)
    assert before == sheet_file.read_bytes() == other.read_bytes()
    assert 2 == run("check", "sheet.txt", "other/sheet.txt", "--fix").err.count("直しました: ")
    assert before != sheet_file.read_bytes() == other.read_bytes()


def test_a_mended_link_stays_a_link_and_a_mended_file_keeps_its_mode(
    folder: Path, sheet_file: Path, run: Any
) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "link.txt").symlink_to(sheet_file)
    sheet_file.chmod(0o664)
    before = sheet_file.read_bytes()
    run("check", "in/link.txt", "--fix")
    assert (folder / "in" / "link.txt").is_symlink()
    assert before != sheet_file.read_bytes()
    assert 0o664 == sheet_file.stat().st_mode & 0o777
