"""The cells of a line: made when they are asked for, and then what they are when read at once."""

from __future__ import annotations

import pytest

from guideline_docs.model.passage import Passage, Passages
from guideline_docs.source.span import SourceText
from guideline_docs.syntax.cells import cells_at, lines_of_cells
from guideline_docs.syntax.nodes import Cell, Cells, Writing

LINES = [
    "1\t研修の実施\t【Ⅰ】<重点>\t済\t\t○",
    "<b>（1）活動の場</b>\t\t",
    "<B> ア 拠点 </B>",
    "2\t <b>太字</b>\t　前後に空白 \t未",
    '3\t"二行の\n""内容"""\t済\t理由',
    '4\t"閉じない\t済',
    "\t\t担当\t",
    "",
    "\xa0\t\u2003",
    "5\t<b>閉じない\t済</b>",
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_are_those_that_are_read_at_once(end: str) -> None:
    source = SourceText("一覧.txt", "".join(line + end for line in LINES))
    lines = list(lines_of_cells(source))
    assert len(LINES) == len(lines)
    for span, cells in lines:
        told, after = cells_at(source, span.start)
        assert span.end == after
        # Excel pads every line to the width of the sheet: what is empty at its end is no cell.
        kept = told[: len(cells)]
        assert [] == [cell for cell in told[len(cells) :] if cell]
        assert kept == list(cells) == [cells[at] for at in range(len(cells))]
        assert kept[::-1] == list(reversed(cells)) == [cells[~at] for at in range(len(cells))]
        assert tuple(kept[1:]) == cells[1:]
        assert [cell.text for cell in kept] == cells.texts
        assert all(cell.written == cell.span.text for cell in cells)


def test_beyond_the_last_cell_is_an_empty_one() -> None:
    source = SourceText("一覧.txt", "1\t研修\t\t\t\n")
    ((_, cells),) = lines_of_cells(source)
    assert cells[1] == cells.reached(1)
    assert Cell(source, 4, 4) == cells.reached(2) == cells.reached(9)
    with pytest.raises(IndexError):
        cells[2]


def test_a_cell_may_be_told_itself() -> None:
    source = SourceText("一覧.txt", "①研修\t済\n")
    ((_, cells),) = lines_of_cells(source)
    number = Cell(source, 0, 1, "①")
    assert (cells[1], number) == (cells.at(1), cells.at(number))


def test_texts_of_a_row_are_passages_of_its_cells() -> None:
    source = SourceText("一覧.txt", '1\t研修\t"一つの\n""行"""\n')
    ((_, cells),) = lines_of_cells(source)
    places = (2, 1, 7)
    texts = Passages.of(cells, places)
    assert [Passage.of(cells.reached(place)) for place in places] == list(texts)
    assert ['一つの\n""行""', "研修", ""] == list(texts.written)
    assert [Writing.QUOTED, Writing.PLAIN, Writing.PLAIN] == [each.writing for each in texts]
    assert texts[1] is texts[1], "what is made is kept"
    assert (texts[1], texts[0]) == tuple(texts.only((1, 0)))
    assert texts[1:] == tuple(texts)[1:]


def test_cells_that_are_made_are_what_they_were_told() -> None:
    source = SourceText("一覧.txt", "1\t研修\n")
    made = (Cell(source, 2, 4, "研修"), Cell(source, 0, 1, "1"))
    assert (made, list(made), ["研修", "1"]) == (Cells.of(made)[:], list(Cells.of(made)), Cells.of(made).texts)
