"""What stands under which heading of the progress table."""

from __future__ import annotations

import re

import notation
from notation import category, row, subsection
from tablecase import WORDING, table, written

from guideline_docs.syntax.columns import Column
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.parts import Across, ProgressTable


def said(view: ProgressTable) -> list[str]:
    """The lines of the table: numbers of measures, other lines with what they are."""
    lines = [line for b in view.blocks for part in b.all for line in part.lines]
    return [
        f"{'stray' if line.stray else 'note'} {written(line.across)}"
        if isinstance(line, Across)
        else f"stray row {line.number} {written(line.texts[Column.TITLE])} {line.status.text}"
        if line.stray
        else line.number
        for line in lines
    ]


def test_what_no_one_understands_stands_where_it_is_written() -> None:
    lines = ("場の外", category(1), subsection("ア"), row(1), "覚え書き｜余白に", "二｜冊子｜【Ⅰ】｜済")
    text = notation.sheet(*lines, "※ 途中｜暫定", row(3), "以上")
    for final in (False, True):
        view = progress_table(notation.guideline(text), notation.diagnostics(text), WORDING, final)
        lines_said = [re.sub(r"※\d+", "", line) for line in said(view)]
        assert [
            "stray 場の外",
            "1",
            "stray row 覚え書き 余白に —",
            "stray row 二 冊子 済",
            "note ※ 途中　暫定",
            "3",
        ] == lines_said
        assert ["以上"] == [written(note) for note in view.notes]


def test_strays_are_marked_until_they_are_accepted() -> None:
    source = notation.source(notation.sheet(row(1), "覚え書き", row(2)))
    guideline, found = notation.guideline(source), notation.diagnostics(source)
    assert "stray 覚え書き※1" in said(progress_table(guideline, found, WORDING))
    accepted = [each._replace(accepted="残す") for each in found]
    assert "stray 覚え書き" in said(progress_table(guideline, accepted, WORDING))


def test_prose_where_a_number_should_be_is_no_row() -> None:
    view = table(row(1), "担当者からの補足｜見直す予定です。", row(2))
    assert ["1", "stray 担当者からの補足　見直す予定です。", "2"] == said(view)


def test_measures_right_below_a_category_have_no_band() -> None:
    view = table(category(1), row(1))
    (block,) = view.blocks
    assert (1, ()) == (len(block.rows), block.blocks)


def test_a_subsection_without_letter_has_its_title_alone() -> None:
    view = table(category(1), "<b>多様な連携</b>", row(1))
    band = view.blocks[0].blocks[0].band
    assert band is not None
    assert ("", "多様な連携") == (band.mark, band.name)
