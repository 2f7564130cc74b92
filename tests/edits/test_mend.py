"""--fix mends what is certain and keeps every other byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guideline_docs import check, load
from guideline_docs.cli.app import main
from guideline_docs.edits.mend import mend
from guideline_docs.rules.diagnostic import Diagnostic, Finding, Severity
from guideline_docs.source.edit import Edit, Fix, apply
from guideline_docs.source.text import decode

SHEET = Path("sources/phase1-progress.txt")


def mended(path: Path) -> list[str]:
    """Mend a file; the codes that are left, errors and warnings."""
    apply(mend(check(load(str(path)))))
    return [d.code for d in check(load(str(path)))]


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


def found(*fixes: Fix, accepted: str | None = None) -> list[Diagnostic]:
    return [
        Diagnostic(
            "GD000", "x", Severity.NOTE, Finding(fix.edits[0].span, "", "", fixes=(fix,)), accepted
        )
        for fix in fixes
    ]


def test_only_what_is_certain_and_not_accepted_is_mended() -> None:
    source = decode("abc".encode(), "x")
    sure = Fix("", (Edit(source.span(0, 1), "A"),))
    unsure = Fix("", (Edit(source.span(1, 2), "B"),), certain=False)
    kept = Fix("", (Edit(source.span(2, 3), "C"),))
    patch = mend([*found(sure, unsure), *found(kept, accepted="理由")])
    assert "Abc" == patch.text(source)


def test_a_file_read_by_two_names_is_one_source(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("ab")
    one, two = (decode(b"ab", name, file) for name in ("x.txt", "../y/x.txt"))
    fixes = (Fix("", (Edit(one.span(0, 1), "A"),)), Fix("", (Edit(two.span(1, 2), "B"),)))
    assert [file] == apply(mend(found(*fixes)))
    assert "AB" == file.read_text()


def test_fixes_that_overlap_are_made_in_rounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A tier with an I and what nobody sees in it: one edit is the whole mark."""
    file = tmp_path / "sheet.txt"
    text = SHEET.read_text("utf-8").replace("\tI\t", "\tI\u200b\t").replace("【Ⅱ-イ】", "【I\u200bI-イ】")
    file.write_text(text, "utf-8", newline="")
    with pytest.raises(SystemExit):
        main(["check", str(file), "--fix", "--select", "GD005,GD304"])
    out, err = capsys.readouterr()
    assert "指摘はありません\n" == out
    assert f"直しました: {file.as_posix()}\n" == err
    mended = file.read_text("utf-8")
    assert "\u200b" not in mended
    assert "\tⅠ\t" in mended
