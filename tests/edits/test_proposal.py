"""Settings that are proposed for the tables of other offices, and that read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import notation
import pytest
from officesettings import SETTINGS_OF_EQUALITY, SETTINGS_OF_INDICATORS, SETTINGS_OF_WELFARE
from officetables import TABLES, sheet
from settingscase import settings_in

from guideline_docs.edits.proposal import propose
from guideline_docs.render.settings import with_proposal
from guideline_docs.syntax.nodes import RowLine, SectionLine
from guideline_docs.syntax.sheet import parse_sheet

SKELETON = "[guideline]\n\n# ここから下は、例です。\n"
# Where the table is read, these say that the table is wrong.
STRUCTURAL = ("GD1", "GD2", "GD3", "GD5", "GD610")


def proposed(table: str) -> str:
    proposal = propose(notation.source(sheet(table)))
    assert proposal is not None
    return with_proposal(SKELETON, proposal)


def keys(settings: str) -> list[str]:
    """The lines of settings, without comments and the blanks that align them."""
    lines = (" ".join(line.split("  #")[0].split()) for line in settings.splitlines())
    return [line for line in lines if line and line[0] != "#"]


def tables(settings: str, name: str) -> Iterator[str]:
    """The keys of each table of a name, in one line."""
    for text in "\n".join(keys(settings)).split("\n["):
        title, *given = text.strip("[").splitlines()
        if title.strip("]") == name:
            yield " ; ".join(given)


@pytest.mark.parametrize("name", TABLES)
def test_what_is_proposed_reads_the_table(tmp_path: Path, name: str) -> None:
    table = TABLES[name]
    configuration = settings_in(tmp_path)(proposed(table))
    found = notation.diagnostics(sheet(table), configuration=configuration)
    assert [] == [f"{d.code} {d.finding.message}" for d in found if d.code.startswith(STRUCTURAL)]


@pytest.mark.parametrize(
    ("name", "rows", "headings"),
    [
        ("equality", 5, 9),
        ("indicators", 5, 5),
        ("evaluation", 6, 6),
        ("departments", 4, 0),
        ("unnumbered", 4, 2),
        ("codes", 5, 7),
        ("text-alone", 4, 5),
        ("codes-of-headings", 12, 12),
    ],
)
def test_every_row_and_every_heading_is_one(
    tmp_path: Path, name: str, rows: int, headings: int
) -> None:
    configuration = settings_in(tmp_path)(proposed(TABLES[name]))
    marks = configuration.scheme.marks
    tree = parse_sheet(notation.source(sheet(TABLES[name])), configuration.heads, marks)
    assert (rows, headings) == (len(tree.all(RowLine)), len(tree.all(SectionLine)))


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("equality", SETTINGS_OF_EQUALITY),
        ("indicators", SETTINGS_OF_INDICATORS),
        ("welfare", SETTINGS_OF_WELFARE),
    ],
)
def test_what_is_written(name: str, settings: str) -> None:
    assert settings == proposed(TABLES[name])


def test_years_without_other_names_are_the_judgement() -> None:
    settings = proposed(TABLES["reform"])
    (columns,) = tables(settings, "columns")
    assert 'status = ["令和4年度", "令和5年度"]' in columns
    assert ['name = "項目" ; mark = "1-(1)-①"'] == list(tables(settings, "measure"))
    assert 'head = "効果額" ; kind = "number" ; unit = "千円"' in list(tables(settings, "column"))
    assert keys(settings)[0] == "level = []"


def test_columns_that_group_rows_are_levels() -> None:
    settings = proposed(TABLES["evaluation"])
    assert ['name = "政策" ; column = "政策"', 'name = "施策" ; column = "施策"'] == list(tables(settings, "level"))
    assert ['name = "事務事業" ; numbering = "unique"'] == list(tables(settings, "measure"))
    assert ['word = "A"', 'word = "B"', 'word = "C"', 'word = "D"'] == list(tables(settings, "status"))
    assert settings.count("【要確認】「A」「B」「C」「D」の意味が分かりません") == 1
    assert [
        'word = "拡充" ; kind = "promotion"',
        'word = "現状維持" ; kind = "continuation"',
        'word = "縮小" ; kind = "demotion"',
        'word = "休止" ; kind = "end"',
    ] == list(tables(settings, "direction"))


def test_headings_of_signs_and_of_text_alone() -> None:
    levels = list(tables(proposed(TABLES["environment"]), "level"))
    assert ['name = "大項目" ; mark = "◆"'] == levels
    assert 'series = "restart"' in next(tables(proposed(TABLES["environment"]), "measure"))
    levels = list(tables(proposed(TABLES["text-alone"]), "level"))
    assert ['name = "大項目" ; mark = "第1"', 'name = "小項目" ; mark = ""'] == levels


def test_departments_of_a_measure() -> None:
    assert ['name = "事業" ; part = "担当課"'] == list(tables(proposed(TABLES["departments"]), "measure"))


def test_codes_without_separators() -> None:
    settings = proposed(TABLES["codes"])
    assert [
        'name = "基本目標" ; mark = "基本目標Ⅰ"',
        'name = "見出し2" ; mark = "1"',
        'name = "見出し3" ; mark = "①"',
        'name = "見出し4" ; digits = [1, 1, 1, 1]',
    ] == list(tables(settings, "level"))
    assert ["digits = [1, 1, 1, 1, 1]"] == list(tables(settings, "measure"))
    # Its words are the usual ones.
    assert [] == list(tables(settings, "status"))


def test_rows_without_numbers() -> None:
    settings = proposed(TABLES["unnumbered"])
    assert ['name = "取組" ; mark = ""'] == list(tables(settings, "measure"))
    assert "# 番号の列がなく、「取組」の頭にも番号がないので" in settings


def test_heads_of_two_rows() -> None:
    settings = proposed(TABLES["two-rows"])
    assert (
        'title = ["事業名"] ; status = ["第1期 / 進捗"] ; proposal = ["第2期 / 方向性"] ; '
        'rationale = ["第2期 / 理由"] ; required = ["number", "title", "status", "proposal", "rationale"]'
    ) == next(tables(settings, "columns"))
    assert "# 2～3行目の見出し「第1期 / 進捗」から" in settings


def test_a_rate_is_held_against_what_it_is_reckoned_from() -> None:
    columns = list(tables(proposed(TABLES["by-base"]), "column"))
    assert (
        'head = "達成率" ; kind = "percent" ; unit = "%" ; target = "目標値（R6）" ; '
        'actual = "実績値（R5）" ; base = "基準値（R1）"'
    ) == columns[-1]


def test_a_rate_that_does_not_fit_is_held_against_nothing() -> None:
    table = TABLES["by-base"].replace("50.0", "51.0").replace("120.0", "99.0").replace("60.0", "1.0")
    columns = list(tables(proposed(table), "column"))
    assert 'head = "達成率" ; kind = "percent" ; unit = "%"' == columns[-1]


def test_years_in_heads_of_two_lines() -> None:
    (columns,) = tables(proposed(TABLES["broken-heads"]), "columns")
    assert 'status = ["R3 進捗", "R4 進捗", "R5 進捗"]' in columns
    assert 'results = ["主な 取組内容"]' in columns


def test_what_a_person_must_decide_is_asked() -> None:
    table = TABLES["welfare"].replace("1｜訪問の充実", "一番｜訪問の充実")
    proposal = propose(notation.source(sheet(table)))
    assert proposal is not None
    assert (
        "5行目の番号「一番」が読めません。番号を付けてください",
        "見出しの呼び名「小項目」は仮のものです。計画での呼び名に書き換えてください",
        "「見直し」の向きが分かりません。kind を promotion（進める）・continuation（続ける）・"
        "demotion（縮める）・completion（終わった）・end（やめる）から選んでください",
    ) == proposal.asked


@pytest.mark.parametrize("text", ["", "ただの文", "1\t2\n3\t4\n", "氏名\t住所\nA\tB\n"])
def test_what_is_no_table_has_no_settings(text: str) -> None:
    assert propose(notation.source(text)) is None


def test_what_toml_does_not_hold_is_not_written(tmp_path: Path) -> None:
    table = 'No｜事業"名\\｜担当\x7f課｜進捗\n' + "".join(f"{n}｜題{n}｜市民課｜完\x08了\n" for n in range(1, 6))
    configuration = settings_in(tmp_path)(proposed(table))
    assert ["完了"] == [status.word for status in configuration.vocabulary.statuses]


def test_of_several_numbers_the_one_of_the_row() -> None:
    settings = proposed(TABLES["codes-beside"])
    assert next(tables(settings, "columns")).startswith('number = ["事業番号"] ; title = ["事務事業名"]')
    assert [
        'name = "政策" ; column = "政策名"',
        'name = "施策" ; column = "施策名"',
        'name = "基本事業" ; column = "基本事業名"',
    ] == list(tables(settings, "level"))
    assert 'head = "効率性" ; kind = "status" ; words = ["Ａ", "Ｂ"]' in list(tables(settings, "column"))


def test_headings_above_heads_that_come_again() -> None:
    levels = list(tables(proposed(TABLES["told-again"]), "level"))
    assert ['name = "基本目標" ; mark = "基本目標1"', 'name = "施策の方向" ; mark = "施策の方向(1)"'] == levels


def test_numbers_of_headings_that_are_not_there_are_of_the_title() -> None:
    assert ['name = "大項目" ; mark = ""'] == list(tables(proposed(TABLES["paths-alone"]), "level"))


def test_years_below_one_head() -> None:
    columns = list(tables(proposed(TABLES["years-below"]), "column"))
    assert 'head = "実績 / R4" ; kind = "number"' in columns and 'head = "実績 / R5" ; kind = "number"' in columns


def test_titles_are_told_from_what_was_done_in_a_year() -> None:
    (columns,) = tables(proposed(TABLES["letters"]), "columns")
    assert columns.startswith('title = ["改革事項"] ; status = ["進捗状況"] ; results = ["R5年度の取組"]')


def test_a_word_that_stands_once_in_a_long_column_may_be_a_slip() -> None:
    rows = "\n".join(f"{n}｜取組{n}号｜{'完了' if n % 2 else 'Ｂ' if n > 2 else 'Ｂ’'}" for n in range(1, 25))
    settings = proposed(f"No｜事業名｜評価\n{rows}\n")
    assert "【要確認】「Ｂ’」は一度だけ出てきます。書き誤りなら、一覧を直してこの言葉を消してください" in settings
    assert "「完了」は一度だけ" not in settings and "「Ｂ」は一度だけ" not in settings


def test_a_word_may_have_a_number_before_it() -> None:
    directions = list(tables(proposed(TABLES["codes-of-headings"]), "direction"))
    assert any('"１現状維持"' in each and '"continuation"' in each for each in directions)
    assert any('"３廃止"' in each and '"end"' in each for each in directions)
