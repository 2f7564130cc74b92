"""--fix mends what is certain and keeps every other byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guideline_docs import pipeline
from guideline_docs.rules import mend
from guideline_docs.source.text import SourceText, decode

SHEET = Path("sources/phase1-progress.txt")


def mended(path: Path) -> list[str]:
    """Mend a file; the codes that are left, errors and warnings."""
    project = pipeline.load(str(path))
    pipeline.mend(project, pipeline.check(project))
    return [d.code for d in pipeline.check(pipeline.load(str(path)))]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return Path(shutil.copy(SHEET, tmp_path / "sheet.txt"))


def test_look_alike_tiers_and_shares_are_mended(sheet: Path) -> None:
    left = mended(sheet)
    assert set() == {"GD304", "GD501", "GD502"} & set(left)
    assert ["GD503", "GD202", "GD205", "GD401", "GD402"] == [
        code for code in left if code in {"GD503", "GD202", "GD205", "GD401", "GD402"}
    ]


def test_only_the_mended_characters_change(sheet: Path) -> None:
    before = sheet.read_text("utf-8").split("\n")
    mended(sheet)
    after = sheet.read_text("utf-8").split("\n")
    changed = {number for number, pair in enumerate(zip(before, after), 1) if pair[0] != pair[1]}
    assert {5, 6, 7, 22, 23, 24, 25, 41, 47, 51} == changed
    assert "【Ⅱ-イ】\t現状の取り組みを継続しながら、充実を図るもの\t6/9：済\t1/9：一部済\t2/9：未\t\t" == after[6]


def test_mending_twice_changes_nothing_more(sheet: Path) -> None:
    mended(sheet)
    once = sheet.read_bytes()
    mended(sheet)
    assert once == sheet.read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932"])
def test_encoding_bom_and_line_ends_stay(sheet: Path, encoding: str) -> None:
    text = SHEET.read_text("utf-8").replace("\n", "\r\n")
    sheet.write_bytes(text.encode(encoding))
    mended(sheet)
    data = sheet.read_bytes()
    assert data.startswith(text[:2].encode(encoding))
    after = data.decode(encoding)
    assert text.count("\r\n") == after.count("\r\n") == after.count("\n")
    assert "\t6/9：済\t" in after


def test_bytes_that_decode_to_the_same_character_stay() -> None:
    """cp932 has NEC's and IBM's ≒ and ∵; decoding and encoding would swap them."""
    data = b"\x81\xe0\x87\x90 I \x81\xe6\x87\x9a"
    source = decode(data, "x")
    assert isinstance(source, SourceText)
    at = source.text.index("I")
    edit = mend.Edit(source.span(at, at + 1), "Ⅰ")
    assert b"\x81\xe0\x87\x90 \x87\x54 \x81\xe6\x87\x9a" == mend.mended_bytes(source, data, [edit])


def test_accepted_findings_are_left_alone(tmp_path: Path) -> None:
    project = Path(shutil.copytree("sources", tmp_path / "sources"))
    mended(project)
    after = (project / "phase1-progress.txt").read_text("utf-8")
    assert "5/8：済\t1/6：一部済" in after, "GD501 and GD502 are accepted in the real project"
    assert "\tI\t" not in after


def test_full_width_figures_stay_full_width(sheet: Path) -> None:
    text = sheet.read_text("utf-8").replace("5/6：済", "５／６：済")
    sheet.write_text(text, "utf-8", newline="")
    mended(sheet)
    assert "４／６：済" in sheet.read_text("utf-8")


def test_a_figure_that_an_unread_row_may_make_true_is_left(sheet: Path) -> None:
    text = sheet.read_text("utf-8").replace("【Ⅰ】<重点施策>\t未", "【Ⅳ】\t未")
    sheet.write_text(text, "utf-8", newline="")
    mended(sheet)
    assert "\t1/6：未\t" in sheet.read_text("utf-8").split("\n")[4]


def test_diff_joins_what_is_near_and_parts_what_is_far() -> None:
    source = SourceText("x", "a\r\nb\rc\nd\ne\nf\ng")
    edits = [mend.Edit(source.span(at, at + 1), "Z") for at in map(source.text.index, "acg")]
    assert mend.diff(source, edits) == (
        "--- x\n+++ x\n@@ -1,4 +1,4 @@\n-a\n+Z\n b\n-c\n+Z\n d\n@@ -6,2 +6,2 @@\n f\n-g\n+Z\n"
    )
    assert mend.diff(source, []) == ""


def test_diff_of_one_line() -> None:
    source = SourceText("x", "a\n")
    assert mend.diff(source, [mend.Edit(source.span(0, 1), "Z")]) == (
        "--- x\n+++ x\n@@ -1 +1 @@\n-a\n+Z\n"
    )
