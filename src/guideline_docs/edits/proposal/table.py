"""The lines of a table that no settings describe yet: its head, its rows, its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from guideline_docs.edits.proposal.names import Part, direction_kind, is_year, meaning, part_of
from guideline_docs.model.figure import figure
from guideline_docs.source.expression import expression
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText
from guideline_docs.syntax.cells import lines_of_cells
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.heads import join
from guideline_docs.syntax.nodes import Cell, Cells
from guideline_docs.syntax.notes import is_note

# Nobody writes so much into a head, nor puts it so far down.
_LONGEST_HEAD = 30
_LOWEST_HEAD = 80
# A lower row of heads says little beside its upper one.
_LONGEST_LOWER = 15
_TITLED = expression(r"\d+[\s.．、]+[^\W\d]")
_BARE = expression(r"(?:[^\W\d_]{0,3}\.?\s*)?\d{1,8}")


class Line(NamedTuple):
    """A line, counted from 1, by the cells of it."""

    number: int
    cells: Cells

    def text(self, place: int) -> str:
        return self.cells[place].text if 0 <= place < len(self.cells) else ""

    @property
    def filled(self) -> list[int]:
        return [place for place, cell in enumerate(self.cells) if cell]


class Look(NamedTuple):
    """A table: ``heads`` by their places, ``lines`` below them.

    ``head`` is the line that names the columns, the second where they have two rows.
    """

    head: int
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    above: tuple[Line, ...]
    two_rows: bool

    def named(self, part: Part) -> list[int]:
        return [place for place, head in enumerate(self.heads) if head and part_of(head) is part]


def lines_of(source: SourceText) -> list[Line]:
    """All lines of a text that hold something."""
    numbers = {at: number for number, (at, _) in enumerate(source.lines(), 1)}
    return [
        Line(numbers[span.start], cells) for span, cells in lines_of_cells(source) if any(cells)
    ]


def look(source: SourceText) -> Look | None:
    """The table of a text; None where no line names columns that anybody would know."""
    lines = lines_of(source)
    found = max(_heads(lines), key=lambda each: (each[0], -each[1]), default=None)
    if found is None or found[0] < 2:
        return None
    _, place, heads, two_rows = found
    below = [line for line in lines[place + 1 :] if not _repeats(line, heads)]
    return Look(lines[place].number, heads, tuple(below), tuple(lines[:place]), two_rows)


def _heads(lines: Sequence[Line]) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    """Lines that may name the columns: how many names are known, where, and the names."""
    for place, line in enumerate(lines[:_LOWEST_HEAD]):
        if len(line.filled) < 2 or any(map(_is_no_head, line.cells)):
            continue
        yield _known(line.cells), place, _texts(line.cells), False
        if place and (both := _joined(lines[place - 1], line)):
            yield _known(both), place, _texts(both), True


def _joined(top: Line, low: Line) -> tuple[Cell, ...] | None:
    if low.number != top.number + 1 or any(len(cell.text) > _LONGEST_LOWER for cell in low.cells):
        return None
    if any(map(_is_no_head, top.cells)) or not any(top.text(p) and not low.text(p) for p in top.filled):
        return None
    return join(top.cells, low.cells, _column)


def _column(cell: Cell) -> Column | None:
    """A column for each head that anybody would know, so that two rows can be joined."""
    return Column.named(cell.text) if 0 < len(cell.text) <= _LONGEST_HEAD and part_of(cell.text) else None


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure and its unit, and no title with a number before it."""
    found = None if meaning(text) or direction_kind(text) else figure(text)
    if found is None or len(found.unit) > 4 or len(text) > 16 or _TITLED.match(text):
        return False
    return found.alone or text[0].isdigit()


def _is_no_head(cell: Cell) -> bool:
    bare = _BARE.fullmatch(cell.text) and figure(cell.text) and not is_year(cell.text)
    return len(cell.text) > _LONGEST_HEAD or bool(bare)


def _known(cells: Sequence[Cell]) -> int:
    return len({cell.text for cell in cells if _column(cell)})


def _texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The heads on one line each; what has no letter names nothing."""
    texts = (" ".join(cell.text.split()) for cell in cells)
    return tuple(text if any(map(str.isalnum, text)) or text == "#" else "" for text in texts)


def _repeats(line: Line, heads: Sequence[str]) -> bool:
    """Whether a line names the columns again."""
    same = [place for place in line.filled if place < len(heads) and line.text(place) == heads[place]]
    return len(same) > 1 and 2 * len(same) >= len(line.filled)


class Band(NamedTuple):
    """A heading on a line of its own."""

    line: int
    text: str


class Body(NamedTuple):
    """The lines below the head by what they are; ``parts`` go on with the row above
    them, ``others`` are none of these.
    """

    rows: tuple[Line, ...]
    bands: tuple[Band, ...]
    parts: tuple[Line, ...]
    others: tuple[Line, ...]


def body_of(look: Look, title: int, number: int | None, levels: Sequence[int]) -> Body:
    """Each line below the head taken for what it is.

    ``levels`` are the columns that hold headings: what stands in them alone is none.
    """
    rows: list[Line] = []
    bands: list[Band] = []
    parts: list[Line] = []
    others: list[Line] = []
    usual = _usual_number(look.lines, number)
    for line in look.lines:
        filled = line.filled
        alone = len(filled) <= 2 and filled[0] <= title
        if is_note(line.text(filled[0])):
            continue
        if set(filled) <= set(levels):
            continue
        if line.text(title) and len(filled) > 1 and _is_row(line, title, number, usual):
            rows.append(line)
        elif alone and not (len(filled) == 2 and filled[1] > title):
            text = "　".join(line.text(place) for place in filled)
            bands.append(Band(line.number, text))
        elif rows and not line.text(title) and not (number is not None and line.text(number)):
            parts.append(line)
        else:
            others.append(line)
    return Body(tuple(rows), tuple(bands), tuple(parts), tuple(others))


def _is_row(line: Line, title: int, number: int | None, usual: str) -> bool:
    """A number and a title; where a line has no more than these, the number is a usual one."""
    if number is None:
        return any(place != title for place in line.filled)
    if not line.text(number):
        return False
    return len(line.filled) > 2 or _shape(line.text(number)) == usual


def _usual_number(lines: Sequence[Line], number: int | None) -> str:
    if number is None:
        return ""
    wide = [line for line in lines if len(line.filled) > 2 and line.text(number)]
    shapes = Counter(_shape(line.text(number)) for line in wide)
    return shapes.most_common(1)[0][0] if shapes else ""


def _shape(text: str) -> str:
    return "".join("1" if char.isdecimal() else char for char in text[:12]).replace("11", "1")
