"""The levels of the settings: read, named, checked and printed without a word of code."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest

from guideline_docs.edits.renumber import renumber
from guideline_docs.failure import CannotRun
from guideline_docs.model.code import SHEET, Numbering, Series
from guideline_docs.model.configuration import Configuration, read_configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.section import walk

GOALS = """\
[[level]]
name = "基本目標"
mark = "基本目標Ⅰ"
[[level]]
name = "重点課題"
mark = "1"
series = "all"
[[level]]
name = "施策の方向"
mark = "①"
[measure]
name = "事業"
"""
HEAD = "No\t内容\t重点\t施策の実施\t実績\t2期案\t理由\n"


def settings(tmp_path: Path, text: str) -> Configuration:
    path = tmp_path / "guideline.toml"
    path.write_text(text, encoding="utf-8")
    return read_configuration(path, "guideline.toml")


def read(configuration: Configuration, *lines: str) -> Guideline:
    return notation.guideline(text(*lines), configuration=configuration)


def text(*lines: str) -> str:
    return "一覧\n" + HEAD + "".join(f"{line}\n" for line in lines)


def told(configuration: Configuration, *lines: str) -> list[str]:
    found = notation.diagnostics(text(*lines), configuration=configuration)
    return [f"{d.code} {d.span.text} {d.finding.message}" for d in found if d.code.startswith("GD2")]


def names(guideline: Guideline) -> list[str]:
    return [guideline.name(section) for *_, section in walk(guideline.edition.table) if section.title]


def test_without_them_they_are_the_office_s_own(tmp_path: Path) -> None:
    assert SHEET == settings(tmp_path, "").scheme


def test_what_a_level_says_is_taken(tmp_path: Path) -> None:
    scheme = settings(tmp_path, GOALS + 'numbering = "unique"\n').scheme
    assert ["基本目標", "重点課題", "施策の方向"] == [level.name for level in scheme.levels]
    assert [Series.RESTART, Series.ALL, Series.RESTART] == [each.series for each in scheme.levels]
    assert ["category", "subsection", "section"] == [each.anchor for each in scheme.levels]
    assert scheme.measure is not None
    assert ("事業", Numbering.UNIQUE) == (scheme.measure.name, scheme.measure.numbering)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('[[level]]\nmark = "1"\n', "[[level]] にはそれぞれ name が要ります"),
        ('[[level]]\nname = "章"\n', "段「章」に mark も column もありません。初めの番号を"),
        ('[[level]]\nname = "章"\nmark = "章"\n', "mark「章」に番号がありません。初めの番号を"),
        ('[[level]]\nname = "章"\nmark = "1"\ncolumn = ""\n', "column には、この段の見出しがある列の名前を"),
        ('[[level]]\nname = "章"\ncolum = "章"\n', "[[level]] の「colum」は知らない項目です。「column」の誤り"),
        (
            '[[level]]\nname = "章"\ncolumn = "列"\n[[level]]\nname = "節"\ncolumn = "列"\n',
            "列「列」が二度あります",
        ),
        ('[[level]]\nname = "章"\ndigits = 2\n', "「digits」は [1, 1] のように、1 以上の整数を並べて"),
        ('[[level]]\nname = "章"\nmark = "11"\ndigits = [1]\n', "digits の桁は合わせて 1 ですが、mark「11」と"),
        (
            '[[level]]\nname = "章"\nmark = "1"\nseries = "each"\n',
            "series「each」は使えません。restart・all のどれかにしてください",
        ),
        (
            '[[level]]\nname = "章"\nmark = "1"\nnumbering = "no"\n',
            "numbering「no」は使えません。consecutive・unique・none のどれかにしてください",
        ),
        (
            '[[level]]\nname = "章"\nmark = "1"\n[[level]]\nname = "章"\nmark = "ア"\n',
            "段「章」が二度あります",
        ),
        ('[measure]\nparts = "担当課"\n', "[measure] の「parts」は知らない項目です。「part」の誤りではありませんか"),
        ('[measure]\nmark = "◆"\n', "mark「◆」に番号がありません"),
        ('[level]\nname = "章"\n', "[[level]] の形で書いてください"),
    ],
)
def test_what_cannot_be_meant_is_told(tmp_path: Path, written: str, message: str) -> None:
    with pytest.raises(CannotRun) as stopped:
        settings(tmp_path, written)
    assert message in str(stopped.value)
    assert str(stopped.value).startswith("guideline.toml:")


def test_headings_are_found_by_their_marks(tmp_path: Path) -> None:
    read_ = read(
        settings(tmp_path, GOALS),
        *("基本目標Ⅰ 人権", "１　啓発", "① 講座", "1\t開催", "②冊子", "2\t配布", "<b>基本目標 II</b>\t暮らし"),
        *("2. 働き方", "①　保育", "3\t整備", "3年後に見直す\t済"),
    )
    assert [
        *("基本目標Ⅰ", "基本目標Ⅰ-1", "基本目標Ⅰ-1-①", "基本目標Ⅰ-1-②"),
        *("基本目標Ⅱ", "基本目標Ⅱ-2", "基本目標Ⅱ-2-①"),
    ] == names(read_)
    assert ["人権", "啓発", "講座", "冊子", "暮らし", "働き方", "保育"] == [
        section.title.text for *_, section in walk(read_.edition.table) if section.title
    ]
    assert [1, 2, 3] == [measure.number for measure in read_.measures]
    assert ["3年後に見直す"] == [stray.cell.text for stray in read_.strays]


def test_gaps_are_told_by_level_in_its_own_words(tmp_path: Path) -> None:
    configuration = settings(tmp_path, GOALS)
    lines = ["基本目標Ⅰ 甲", "1 乙", "① 丙", "1\t一", "③ 丁", "3\t三", "基本目標Ⅲ 戊", "3 己", "① 庚", "4\t四"]
    assert [
        "GD202 ③ 基本目標Ⅰ-1 の施策の方向の番号が「②」でなく「③」になっています",
        "GD203 3 事業の番号が 2 でなく 3 になっています",
        "GD201 基本目標Ⅲ 基本目標の番号が 基本目標Ⅱ でなく 基本目標Ⅲ になっています",
        "GD202 3 重点課題の番号が「2」でなく「3」になっています",
    ] == told(configuration, *lines)


def test_a_level_may_be_left_out(tmp_path: Path) -> None:
    configuration = settings(tmp_path, GOALS)
    assert [] == told(configuration, "基本目標Ⅰ 甲", "① 丙", "1\t一", "② 丁", "2\t二")


def test_measures_may_stand_below_any_of_several_levels(tmp_path: Path) -> None:
    configuration = settings(tmp_path, GOALS)
    lines = ["基本目標Ⅰ 甲", "1\t一", "基本目標Ⅱ 乙", "1 丙", "2\t二", "① 丁", "3\t三"]
    assert [] == told(configuration, *lines)
    assert ["GD206 1 No.1 の上に基本目標も重点課題も施策の方向もありません"] == told(
        configuration, "1\t一", "基本目標Ⅰ 甲", "1 丙", "① 丁", "2\t二"
    )


def test_numbers_that_promise_nothing_are_not_held_against_it(tmp_path: Path) -> None:
    levels = '[[level]]\nname = "政策"\nmark = "1"\nnumbering = "{}"\n'
    lines = ["3 甲", "1\t一", "3 乙", "2\t二", "7 丙", "3\t三"]
    assert ["GD204 3 3 が二度あります"] == told(settings(tmp_path, levels.format("unique")), *lines)
    assert [] == told(settings(tmp_path, levels.format("none")), *lines)


def test_a_mark_that_levels_share_is_told_by_what_is_open(tmp_path: Path) -> None:
    levels = "".join(
        f'[[level]]\nname = "{name}"\nmark = "{mark}"\n'
        for name, mark in (("目標", "1"), ("課題", "(1)"), ("方向", "1"))
    )
    lines = ["1 甲", "(1) 乙", "1 丙", "1\t一", "2 丁", "2\t二", "(2) 戊", "1 己", "3\t三", "2 庚", "4\t四"]
    assert ["1", "1-(1)", "1-(1)-1", "1-(1)-2", "1-(2)", "1-(2)-1", "1-(2)-2"] == names(
        read(settings(tmp_path, levels), *lines)
    )


def test_a_flat_list_misses_no_heading(tmp_path: Path) -> None:
    configuration = settings(tmp_path, "level = []\n")
    assert [] == told(configuration, "1\t一", "2\t二")
    assert [1, 2] == [measure.number for measure in read(configuration, "1\t一", "2\t二").edition.table.measures]


def test_a_measure_s_own_mark_is_its_number(tmp_path: Path) -> None:
    configuration = settings(tmp_path, '[measure]\nname = "事業"\nmark = "事業1"\n')
    guideline = read(configuration, "（1）甲", "ア 乙", "事業１\t一", "2\t二")
    assert ["事業1", "事業2"] == list(map(guideline.name, guideline.measures))


def test_references_by_kind_lead_to_measures_whatever_they_are_called(tmp_path: Path) -> None:
    configuration = settings(tmp_path, GOALS + 'mark = "事業1"\n')
    row = "1\t一\t\t\t\t\t施策2及びNo.2、(3)-アのとおり。"
    guideline = read(configuration, "基本目標Ⅰ 甲", "1 乙", "① 丙", row, "2\t二")
    assert ["measure-2", "measure-2"] == [r.target.anchor for r in guideline.references if r.target]
    assert ["(3)-ア"] == [mark.subject for mark in guideline.others]


def test_numbers_are_given_anew_by_level(tmp_path: Path) -> None:
    lines = ["基本目標Ⅰ 甲", "１ 乙", "③ 丙", "2\t一", "基本目標 III 丁", "４ 戊", "①己", "5\t二"]
    plan = renumber(read(settings(tmp_path, GOALS), *lines))
    (edits,) = plan.patch.edits.values()
    assert [("③", "①"), ("2", "1"), ("III", "II"), ("４", "２"), ("5", "2")] == [
        (edit.span.text, edit.text) for edit in edits
    ]


PATHS = """\
[[level]]
name = "目標"
mark = "目標1"
[[level]]
name = "方向"
mark = "(1)"
[measure]
name = "事業"
"""


def test_a_path_is_held_against_the_headings_above(tmp_path: Path) -> None:
    configuration = settings(tmp_path, PATHS + 'mark = "1-(1)-①"\n')
    lines = ["目標1 甲", "(1)乙", "1-(1)-①\t一", "１－（１）－③\t二", "目標2 丙", "(1)丁", "1-(1)-④\t三", "2-(1)-①\t四"]
    assert [
        "GD203 １－（１）－③ 事業の番号が 1-(1)-② でなく 1-(1)-③ になっています",
        "GD206 1-(1)-④ 1-(1)-④ が、番号の違う見出し（方向 目標2-(1)）の下にあります",
    ] == told(configuration, *lines)


def test_digits_without_separators_are_a_path(tmp_path: Path) -> None:
    configuration = settings(tmp_path, PATHS + "digits = [1, 1, 2]\n")
    lines = ["目標1 甲", "(1)乙", "1101\t一", "1102\t二", "目標2 丙", "(1)丁", "1101\t三", "2102\t四", "2103\t五"]
    assert ["GD206 1101 1101 が、番号の違う見出し（方向 目標2-(1)）の下にあります"] == told(configuration, *lines)
    assert ["1101", "1102"] == [read(configuration, *lines).name(m) for m in read(configuration, *lines).measures[:2]]


def test_measures_may_begin_anew_under_each_heading(tmp_path: Path) -> None:
    configuration = settings(tmp_path, PATHS + 'series = "restart"\n')
    lines = ["目標1 甲", "(1)乙", "1\t一", "2\t二", "(2)丙", "1\t三", "3\t四", "目標2 丁", "1\t五", "1\t六"]
    assert [
        "GD203 3 目標1-(2) の事業の番号が 2 でなく 3 になっています",
        "GD204 1 目標2-事業1 が二度あります",
    ] == told(configuration, *lines)
    assert ["measure-1-1-1", "measure-1-1-2", "measure-1-2-1", "measure-1-2-3", "measure-2-1"] == [
        measure.anchor for measure in read(configuration, *lines).measures[:5]
    ]


def test_the_number_may_stand_before_the_title(tmp_path: Path) -> None:
    configuration = settings(tmp_path, 'level = []\n[measure]\nname = "指標"\nmark = "①"\n')
    sheet = "一覧\n内容\t施策の実施\t実績\n①婚姻率\t済\t達した。\n② 出生数\t済\t達した。\n④転入\t済\t達した。\n"
    guideline = notation.guideline(sheet, configuration=configuration)
    assert [(1, "婚姻率"), (2, "出生数"), (4, "転入")] == [
        (measure.number, measure.title.text) for measure in guideline.measures
    ]
    found = notation.diagnostics(sheet, configuration=configuration)
    assert ["GD203 ④"] == [f"{d.code} {d.span.text}" for d in found if d.code.startswith("GD2")]
    assert "number" in guideline.columns


@pytest.mark.parametrize(
    ("mark", "heading"),
    [
        ("第1章", "第1章 甲"),
        ("第1章", "第１章：甲"),
        ("第1", "第1章　甲"),
        ("第1", "第1節、甲"),
        ("1", "1．甲"),
        ("1", "１。甲"),
        ("1", "1）甲"),
        ("1", "1: 甲"),
        ("1", "1甲の"),
        ("1.", "1．甲"),
        ("01", "01 甲"),
        ("①", "①甲"),
        ("Ⅰ", "Ⅰあらゆる甲"),
        ("基本目標1", "基本目標１あらゆる甲"),
        ("【1】", "【１】甲"),
        ("一", "一、甲"),
        ("イ(ロハ)", "イ 甲"),
        ("a", "a. 甲"),
        ("◆", "◆甲"),
        ("・", "・ 甲"),
    ],
)
def test_a_heading_may_be_typed_so(tmp_path: Path, mark: str, heading: str) -> None:
    configuration = settings(tmp_path, f'[[level]]\nname = "段"\nmark = "{mark}"\n')
    assert [] == told(configuration, heading, "1\t一")
    (section,) = (s for *_, s in walk(read(configuration, heading, "1\t一").edition.table) if s.title)
    assert section.title.text.endswith(heading[-1])
    assert section.title.text[0] in "甲あ"


@pytest.mark.parametrize(
    ("mark", "line"), [("1", "1年目の甲"), ("1", "3か所"), ("一", "一般の甲"), ("ア", "アンケート"), ("a", "apple")]
)
def test_a_word_is_no_heading(tmp_path: Path, mark: str, line: str) -> None:
    configuration = settings(tmp_path, f'[[level]]\nname = "段"\nmark = "{mark}"\n')
    lines = [f"{mark} 乙", "1\t一", line, "2\t二"]
    assert ["乙"] == [s.title.text for *_, s in walk(read(configuration, *lines).edition.table) if s.title]


def test_headings_without_numbers_are_counted_as_they_appear(tmp_path: Path) -> None:
    levels = "".join(
        f'[[level]]\nname = "{name}"\nmark = "{mark}"\n'
        for name, mark in (("方針", "方針1"), ("柱", "◆"), ("項目", ""))
    )
    configuration = settings(tmp_path, levels)
    lines = ["方針1 甲", "◆乙", "丙", "1\t一", "丁", "2\t二", "◆ 戊", "3\t三", "方針2 己", "◆乙", "4\t四", "※注"]
    assert [
        *("方針1", "方針1-柱1", "方針1-柱1-項目1", "方針1-柱1-項目2", "方針1-柱2", "方針2", "方針2-柱1"),
    ] == names(read(configuration, *lines))
    assert [] == told(configuration, *lines)


def test_a_heading_that_repeats_other_numbers_is_told_once(tmp_path: Path) -> None:
    levels = "".join(
        f'[[level]]\nname = "{name}"\nmark = "{mark}"\n'
        for name, mark in (("大", "1"), ("中", "1-1"), ("小", "1-1-1"))
    )
    lines = ["1 甲", "1-1 乙", "1-1-1 丙", "1\t一", "2 丁", "2-1 戊", "1-1-2 己", "2\t二"]
    assert ["GD202 1-1-2 2-1 の小の番号が、ほかの見出しのもの「1-1-2」になっています"] == told(
        settings(tmp_path, levels), *lines
    )


def test_a_path_may_hold_more_numbers_than_there_are_levels(tmp_path: Path) -> None:
    configuration = settings(tmp_path, PATHS + "digits = [1, 1, 1, 1]\n")
    lines = ["目標1 甲", "(1)乙", "1111\t一", "1112\t二", "1121\t三", "目標2 丙", "(1)丁", "1211\t四", "2111\t五"]
    assert ["GD206 1211 1211 が、番号の違う見出し（方向 目標2-(1)）の下にあります"] == told(configuration, *lines)


def test_a_heading_may_stand_in_two_cells_where_measures_have_another_mark(tmp_path: Path) -> None:
    levels = '[[level]]\nname = "柱"\nmark = "1"\n[measure]\nname = "取組"\nmark = "①"\nseries = "restart"\n'
    lines = ["1\t甲", "①\t一\t\t済", "②\t二\t\t済", "2\t乙", "①\t三\t\t済"]
    guideline = read(settings(tmp_path, levels), *lines)
    assert ["1", "2"] == names(guideline)
    assert ["1-①", "1-②", "2-①"] == list(map(guideline.name, guideline.measures))


def test_measures_without_numbers_are_counted_as_they_appear(tmp_path: Path) -> None:
    levels = '[[level]]\nname = "柱"\nmark = "◆"\n[measure]\nname = "取組"\nmark = ""\n'
    sheet = "一覧\n内容\t施策の実施\t実績\n◆甲\n一\t済\t行った。\n二\t済\t行った。\n◆乙\n三\t済\t行った。取組9を待つ。\n合計\t3\n※注\n"
    configuration = settings(tmp_path, levels)
    guideline = notation.guideline(sheet, configuration=configuration)
    assert [(1, "一"), (2, "二"), (3, "三")] == [(m.number, m.title.text) for m in guideline.measures]
    assert ["合計", "※注"] == [note.cells[0].passage.text for note in guideline.notes]
    found = notation.diagnostics(sheet, configuration=configuration)
    assert [] == [d.code for d in found if d.code[:3] in ("GD2", "GD4") or d.code == "GD101"]


def test_which_levels_a_mark_repeats_is_told_by_the_kinds_of_its_numerals(tmp_path: Path) -> None:
    levels = "".join(
        f'[[level]]\nname = "{name}"\nmark = "{mark}"\n'
        for name, mark in (("目標", "目標1"), ("方策", "1"), ("具体策", "(1)"))
    )
    configuration = settings(tmp_path, levels + '[measure]\nname = "事業"\nmark = "1-(1)-①"\n')
    lines = ["目標1 甲", "1 乙", "(1)丙", "1-(1)-①\t一", "2 丁", "(1)戊", "1-(1)-②\t二", "目標2 己", "1 庚", "(1)辛", "1-(1)-①\t三"]
    assert ["GD206 1-(1)-② 1-(1)-② が、番号の違う見出し（具体策 目標1-2-(1)）の下にあります"] == told(
        configuration, *lines
    )
