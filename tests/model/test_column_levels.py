"""Levels that are columns of the table: what opens a section, what it is called, what is wrong."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest

from guideline_docs.edits.renumber import renumber
from guideline_docs.model.configuration import Configuration, read_configuration
from guideline_docs.model.guideline import Guideline

LEVELS = """\
[columns]
title = ["事業名"]
status = ["状況"]
required = ["number", "title", "status"]
[[level]]
name = "政策"
column = "政策"
mark = "Ⅰ"
[[level]]
name = "施策"
column = "施策"
[measure]
name = "事業"
"""
HEAD = "政策\t施策\tNo\t事業名\t状況\n"


def settings(tmp_path: Path, text: str = LEVELS) -> Configuration:
    path = tmp_path / "guideline.toml"
    path.write_text(text, encoding="utf-8")
    return read_configuration(path, "guideline.toml")


def text(*rows: str, head: str = HEAD) -> str:
    return "一覧\n" + head + "".join(f"{row}\n" for row in rows)


def read(configuration: Configuration, *rows: str, head: str = HEAD) -> Guideline:
    return notation.guideline(text(*rows, head=head), configuration=configuration)


def told(configuration: Configuration, *rows: str, head: str = HEAD) -> list[str]:
    found = notation.diagnostics(text(*rows, head=head), configuration=configuration)
    return [f"{d.code} {d.span.place} {d.span.text}: {d.finding.message}" for d in found]


def shown(guideline: Guideline) -> list[str]:
    """Each heading with its measures, indented by its level."""
    return [
        "  " * section.code.level
        + f"{guideline.name(section)} {section.title.text}"
        + "".join(f" /{measure.number}" for measure in section.measures)
        for *_, section in guideline.edition.trails
        if section.title
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("Ⅰ 子\tア\t1\ta\t済", "\t\t2\tb\t済", "\tイ\t3\tc\t済"),
        ("Ⅰ 子\tア\t1\ta\t済", "Ⅰ 子\tア\t2\tb\t済", "Ⅰ 子\tイ\t3\tc\t済"),
        ("Ⅰ 子\tア\t1\ta\t済", "I　子\t〃\t2\tb\t済", "同上\tイ\t3\tc\t済"),
        ("Ⅰ 子", "\tア", "\t\t1\ta\t済", "\t\t2\tb\t済", "\tイ\t3\tc\t済"),
        ('"Ⅰ 子"\t"ア"\t1\ta\t済', "\t ア \t2\tb\t済", "\tイ\t3\tc\t済"),
    ],
    ids=["merged", "repeated", "typed-otherwise", "lines-of-their-own", "quoted"],
)
def test_an_empty_cell_means_the_one_above(tmp_path: Path, rows: tuple[str, ...]) -> None:
    configuration = settings(tmp_path)
    assert ["Ⅰ 子", "  Ⅰ-施策1 ア /1 /2", "  Ⅰ-施策2 イ /3"] == shown(read(configuration, *rows))
    assert [] == told(configuration, *rows)


def test_below_another_heading_the_inner_ones_begin_anew(tmp_path: Path) -> None:
    rows = ("Ⅰ 子\tア\t1\ta\t済", "Ⅱ 仕\tア\t2\tb\t済", "\tウ\t3\tc\t済")
    assert ["Ⅰ 子", "  Ⅰ-施策1 ア /1", "Ⅱ 仕", "  Ⅱ-施策1 ア /2", "  Ⅱ-施策2 ウ /3"] == shown(
        read(settings(tmp_path), *rows)
    )


def test_rows_may_stand_in_any_order(tmp_path: Path) -> None:
    configuration = settings(tmp_path)
    rows = ("Ⅱ 仕\tイ\t1\ta\t済", "Ⅰ 子\tア\t2\tb\t済", "Ⅱ 仕\tウ\t3\tc\t済", "\tイ\t4\td\t済")
    assert [] == told(configuration, *rows)
    assert [
        *("Ⅱ 仕", "  Ⅱ-施策1 イ /1", "Ⅰ 子", "  Ⅰ-施策1 ア /2"),
        *("Ⅱ 仕", "  Ⅱ-施策2 ウ /3", "  Ⅱ-施策1 イ /4"),
    ] == shown(read(configuration, *rows))


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    head = "No\t事業名\t状況\t施策\t政策\n"
    rows = ("1\ta\t済\tア\tⅠ 子", "2\tb\t済\tア\tⅡ 仕")
    assert ["Ⅰ 子", "  Ⅰ-施策1 ア /1", "Ⅱ 仕", "  Ⅱ-施策1 ア /2"] == shown(
        read(settings(tmp_path), *rows, head=head)
    )


def test_lines_and_columns_may_be_mixed(tmp_path: Path) -> None:
    configuration = settings(tmp_path, LEVELS.replace('column = "政策"\n', ""))
    head, rows = "施策\tNo\t事業名\t状況\n", ("Ⅰ 子", "ア\t1\ta\t済", "Ⅱ 仕", "ア\t2\tb\t済", "\t3\tc\t済")
    assert ["Ⅰ 子", "  Ⅰ-施策1 ア /1", "Ⅱ 仕", "  Ⅱ-施策1 ア /2 /3"] == shown(
        read(configuration, *rows, head=head)
    )


def test_a_row_that_is_no_measure_opens_its_headings_all_the_same(tmp_path: Path) -> None:
    rows = ("Ⅰ 子\tア\t?\ta\t済", "\t\t1\tb\t済")
    assert ["Ⅰ 子", "  Ⅰ-施策1 ア /1"] == shown(read(settings(tmp_path), *rows))


def test_a_mark_below_tells_the_number_of_a_heading_without_one(tmp_path: Path) -> None:
    levels = LEVELS.replace('mark = "Ⅰ"\n', "").replace('column = "施策"', 'column = "施策"\nmark = "1-1"')
    rows = ("仕\t2-1 ア\t1\ta\t済", "子\t1-1 ア\t2\tb\t済")
    configuration = settings(tmp_path, levels)
    assert ["政策2 仕", "  2-1 ア /1", "政策1 子", "  1-1 ア /2"] == shown(read(configuration, *rows))
    assert [] == told(configuration, *rows)


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (
            ("Ⅰ 子\tア\t1\ta\t済", "Ⅲ 仕\tア\t2\tb\t済"),
            "GD201 sheet.txt:4:1 Ⅲ: 政策の番号が Ⅱ でなく Ⅲ になっています",
        ),
        (
            ("Ⅰ 子\tア\t1\ta\t済", "仕事\tア\t2\tb\t済"),
            "GD205 sheet.txt:4:1 仕事: 政策「仕事」に番号がありません",
        ),
        (
            ("Ⅰ 子の実現\tア\t1\ta\t済", "Ⅰ 子の実施\tア\t2\tb\t済"),
            "GD209 sheet.txt:4:3 子の実施: 政策 Ⅰ の題が「子の実現」でなく「子の実施」になっています",
        ),
        (
            ("\t\t1\ta\t済", "Ⅰ 子\tア\t2\tb\t済"),
            "GD206 sheet.txt:3:3 1: No.1 の上に政策も施策もありません",
        ),
    ],
)
def test_faults_are_told_at_the_cell(tmp_path: Path, rows: tuple[str, ...], finding: str) -> None:
    assert [finding] == told(settings(tmp_path), *rows)


def test_a_missing_column_is_told_once_and_not_as_missing_headings(tmp_path: Path) -> None:
    head = "部門\t施策\tNo\t事業名\t状況\n"
    codes = [line.split(" ")[0] for line in told(settings(tmp_path), "Ⅰ 子\tア\t1\ta\t済", head=head)]
    assert ["GD103", "GD105"] == sorted(codes)


def test_every_row_that_repeats_a_heading_is_numbered_anew(tmp_path: Path) -> None:
    rows = ("Ⅰ 子\tア\t1\t甲\t済", "Ⅲ 仕\tイ\t2\t乙\t済", "III 仕\tイ\t4\t丙\t済", "\tウ\t5\t丁\t済")
    plan = renumber(read(settings(tmp_path), *rows))
    (edits,) = plan.patch.edits.values()
    written = sorted(edits, key=lambda edit: edit.span.start)
    assert [("Ⅲ", "Ⅱ"), ("III", "II"), ("4", "3"), ("5", "4")] == [
        (edit.span.text, edit.text) for edit in written
    ]


def test_a_card_stands_below_the_headings_that_its_fields_name(tmp_path: Path) -> None:
    sheet = text("Ⅰ 子\tア\t1\ta\t済", "\tイ\t2\tb\t済")
    card = "施策3　新しい事業\n　政策：Ⅰ 子\n　施策：イ\n　取組内容：始める\n"
    guideline = notation.guideline(sheet, cards=[card], configuration=settings(tmp_path))
    (trail,) = (trail for trail in guideline.second.trails if any(m.new for m in trail[-1].measures))
    assert ["Ⅰ", "Ⅰ-施策2"] == [guideline.name(section) for section in trail[1:]]
