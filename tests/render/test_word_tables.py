"""Tables of the Word draft, read back: their rows, heads and heights."""

from __future__ import annotations

import notation
import pytest
from notation import row
from wordcase import ROOT, TEMPLATES, made
from wordfile import WordFile, text, val, w

from guideline_docs import check, load
from guideline_docs.render import word
from guideline_docs.views.draft import draft


@pytest.fixture(scope="module")
def real() -> WordFile:
    project = load(str(ROOT / "sources"))
    view = draft(project.guideline, check(project), TEMPLATES.wording())
    return WordFile(word.render(view, TEMPLATES))


def test_tables_are_built_for_paper_and_for_ears(real: WordFile) -> None:
    for table in real.body.iter(w("tbl")):
        assert "fixed" == table.find(f"{w('tblPr')}/{w('tblLayout')}").get(w("type"))
        assert val(table, "tblPr/tblCaption")
        assert val(table, "tblPr/tblDescription")
        grid = [int(column.get(w("w"))) for column in table.find(w("tblGrid"))]
        assert sum(grid) == int(table.find(f"{w('tblPr')}/{w('tblW')}").get(w("w")))
        for row_ in table.iter(w("tr")):
            assert row_.find(f"{w('trPr')}/{w('cantSplit')}") is not None


def test_a_row_that_no_page_can_hold_may_be_split() -> None:
    sheet = notation.sheet(row(1, results="長い実績の文が続く。" * 300), row(2))
    data = WordFile(made(sheet, "第1章　施策\n\n［＃施策］\n\n第2章　一覧\n\n［＃進捗状況一覧］\n"))
    split = [
        text(row_)[:6]
        for row_ in data.body.iter(w("tr"))
        if row_.find(f"{w('trPr')}/{w('cantSplit')}") is None
    ]
    assert ["実績長い実績", "No.1職員"] == [split[0], split[1]]
    assert 2 == len(split)


@pytest.mark.parametrize(
    ("rows", "expected"), [(1, "."), (2, "+."), (3, "++."), (5, "+..+."), (7, "+....+.")]
)
def test_no_row_of_a_long_table_stands_alone_on_a_page(rows: int, expected: str) -> None:
    sheet = notation.sheet(notation.category(1), *(row(n) for n in range(1, rows + 1)))
    data = WordFile(made(sheet, "第1章　資料\n\n［＃新旧対照表］\n"))
    (table,) = (t for t in data.body.iter(w("tbl")) if val(t, "tblPr/tblStyle") == "ComparisonTable")
    kept = ["+" if next(r.iter(w("keepNext")), None) is not None else "." for r in table.iter(w("tr"))]
    # Behind the head, whose style keeps it.
    assert expected == "".join(kept[1:])


def test_heads_are_repeated(real: WordFile) -> None:
    for table in real.body.iter(w("tbl")):
        heads = [
            row_.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row_ in table.iter(w("tr"))
        ]
        headless = val(table, "tblPr/tblStyle") == "MeasureTable"
        assert [not headless, *[False] * (len(heads) - 1)] == heads
