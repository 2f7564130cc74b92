"""The lines of a table under their headings, and the columns that it has."""

from __future__ import annotations

from collections.abc import Iterable

import notation
from notation import category, row, sheet, subsection

from guideline_docs.model.code import ROOT
from guideline_docs.model.section import LooseLine
from guideline_docs.syntax.columns import COLUMNS, Column


def test_measures_without_heading_stand_at_the_root() -> None:
    text = sheet(row(1)).replace("（1）市民活動の支援\nア 市民活動の支援\n", "")
    root = notation.guideline(text).edition.table
    assert (ROOT, None, None, ()) == (root.code, root.title, root.span, root.sections)
    assert [1] == [measure.number for measure in root.measures]


def test_lines_that_are_no_measures_stand_where_they_are_written() -> None:
    text = sheet(
        "場の外",
        category(1, "場"),
        "（担当：市民課）",
        subsection("ア", "拠点"),
        row(1),
        "覚え書き",
        "二｜冊子｜【Ⅰ】｜済",
        "※ 途中の注｜暫定",
        row(3),
        "終わりの注",
    )
    read = notation.guideline(text)

    def said(lines: Iterable[LooseLine]) -> list[str]:
        return [
            ("stray " if line.stray else "note ") + "｜".join(c.passage.text for c in line.cells)
            for line in lines
        ]

    (first,) = read.edition.table.sections
    assert (["stray 場の外"], ["note （担当：市民課）"]) == (said(read.edition.table.loose), said(first.loose))
    (inner,) = first.sections
    assert ["stray 覚え書き", "stray 二｜冊子｜【Ⅰ】｜済", "note ※ 途中の注｜暫定"] == said(inner.loose)
    assert ["note 終わりの注"] == said(read.notes)
    assert [1, 3] == [measure.number for measure in read.measures]
    lost = inner.loose[1].row
    assert lost is not None
    assert (None, "冊子", None, None) == (
        *(lost.number, lost.title.text),
        *(lost.tier.tier, lost.status.status),
    )


def test_a_table_has_the_columns_of_its_heads_and_all_of_them_without() -> None:
    short = sheet("No｜内容｜施策の実施", "1｜研修｜済")
    assert {Column.NUMBER, Column.TITLE, Column.STATUS} == set(notation.guideline(short).columns)
    assert COLUMNS == notation.guideline("一覧\n1\t研修\t【Ⅰ】\n").columns
