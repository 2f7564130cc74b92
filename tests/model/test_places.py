"""What stands at a place of the sources."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest
from notation import category, row, sheet, subsection

from guideline_docs import load
from guideline_docs.model.chapter import Chapter, Heading
from guideline_docs.model.code import SHEET as SCHEME
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.places import Places, Spot
from guideline_docs.model.section import Section
from guideline_docs.model.summary import SummaryLine
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column

SHEET = sheet(
    "【Ⅰ】<重点>｜優先度が高いもの｜1/1：済",
    f"{notation.HEAD}｜担当課",
    category(1, "場"),
    subsection("ア", "拠点"),
    f"{row(1, title='構築', status='済', results='', rationale='需要が低い')}｜協働課",
    row(2, title="利用", results="一覧の公開"),
)
CHAPTER = "前書き\n第1章　総括\n本文\n1　状況\n本文二\n"


def shown(spot: Spot | None) -> str:
    """What a spot is, in short."""
    column = spot.column if spot else None
    match spot and spot.part:
        case SummaryLine(tier=tier):
            return f"【{tier.mark}】"
        case Section(code=code):
            return SCHEME.spell(code)
        case Measure() as measure:
            name = column and (str(column) if column.known else column.name)
            return f"No.{measure.number} {name}" if name else f"No.{measure.number}"
        case Heading(name=name):
            return name
        case Chapter(source=source):
            return source.path
    return ""


def at(guideline: Guideline, words: str, behind: int = 0) -> str:
    """What stands at the first place of some words, in whichever source has them."""
    (source, *_) = [one for one in guideline.sources if words in one.text]
    return shown(Places(guideline).at(source, source.text.index(words) + behind))


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return notation.guideline(SHEET, CHAPTER)


@pytest.mark.parametrize(
    ("words", "spot"),
    [
        ("【Ⅰ】<重点>", "【Ⅰ】"),
        ("度が高い", "【Ⅰ】"),
        ("1/1：済", "【Ⅰ】"),
        ("No\t内容", ""),
        ("（1）", "(1)"),
        ("拠点", "(1)-ア"),
        ("1\t構築", "No.1 number"),
        ("構築", "No.1 title"),
        ("が低い", "No.1 rationale"),
        ("働課", "No.1 担当課"),
        ("の公開", "No.2 results"),
        ("前書き", "01.txt"),
        ("第1章", "第1章"),
        ("本文\n", "第1章"),
        ("1　状況", "第1章1"),
        ("二\n", "第1章1"),
    ],
)
def test_the_innermost_part_stands_there(guideline: Guideline, words: str, spot: str) -> None:
    assert spot == at(guideline, words)


def test_an_empty_cell_is_a_place_of_its_own(guideline: Guideline) -> None:
    (first, _) = guideline.measures
    assert "No.1 results" == shown(Places(guideline).around(first[Column.RESULTS].span))


def test_the_end_of_a_cell_is_still_in_it(guideline: Guideline) -> None:
    assert "No.1 title" == at(guideline, "構築", len("構築"))


def test_what_two_cells_share_is_of_the_row(guideline: Guideline) -> None:
    (first, second) = guideline.measures
    across = Span(first.span.source, first.title.span.start, first.status.span.end)
    assert "No.1" == shown(Places(guideline).around(across))
    rows = Span(first.span.source, first.span.start, second.span.end)
    assert None is Places(guideline).around(rows)


def test_a_title_right_behind_its_number_is_a_place_of_its_own(tmp_path: Path) -> None:
    (settings := tmp_path / "guideline.toml").write_text('level = []\n[measure]\nmark = "①"\n', "utf-8")
    (table := settings.with_name("一覧.txt")).write_text("内容\t実績\n①婚姻率\t4.3\n", "utf-8")
    guideline = load(str(table)).guideline
    assert "No.1 number" == at(guideline, "①")
    assert "No.1 title" == at(guideline, "姻率")


def test_a_cell_that_the_head_does_not_have_is_where_the_row_ends() -> None:
    guideline = notation.guideline("No\t内容\t施策の実施\n1\t構築\t済\n")
    (one,) = guideline.measures
    assert "No.1 status" == shown(Places(guideline).around(one[Column.RATIONALE].span))


def test_a_card_stands_in_its_own_file() -> None:
    guideline = notation.guideline(
        SHEET, cards=["（1）場\nア　拠点\n\n施策1　構築\n　取組内容：地図を配る。\n"]
    )
    assert "No.1 取組内容" == at(guideline, "地図")
    assert "No.1 rationale" == at(guideline, "需要")


def test_another_document_has_no_places(guideline: Guideline) -> None:
    other = notation.source(SHEET)
    assert None is Places(guideline).at(other, other.text.index("構築"))
