"""Tables of worksheets made ready to be one sheet: merged cells served, several joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from guideline_docs.edits.proposal.names import Part, part_of
from guideline_docs.source.delimited import rows_of, text_of_rows
from guideline_docs.source.workbook import CellText, Worksheet

# A cell of one of these says the same of every measure that it reaches down over. Prose
# does not: who merges that writes about several measures at once.
_SHARED = (Part.DEPARTMENT, Part.STATUS, Part.TIER, Part.PROPOSAL, Part.DATE)
_OWN = (Part.NUMBER, Part.TITLE)


class Table(NamedTuple):
    """A worksheet that is taken; ``head`` is the line that names its columns, from 0.

    ``served`` are the merged cells whose text was put into the rows that they reach over,
    ``left`` what stood above the head and was left out.
    """

    worksheet: Worksheet
    head: int | None
    served: tuple[str, ...] = ()
    left: tuple[CellText, ...] = ()

    @property
    def head_row(self) -> int:
        """The row that names the columns; 0 where none does."""
        rows = self.worksheet.rows
        return rows[self.head] if self.head is not None and self.head < len(rows) else 0


class Joined(NamedTuple):
    """Several tables as one text; ``origins`` say of each line which table it is of, and
    which of its lines."""

    text: str
    tables: tuple[Table, ...]
    origins: tuple[tuple[int, int], ...]


def served(table: Table) -> Table:
    """A table in which a merged department or status stands in each row of a measure."""
    worksheet = table.worksheet
    if table.head is None or not worksheet.merged:
        return table
    rows = list(rows_of(worksheet.text, "\t"))
    parts = [part_of(head) if head else None for head in rows[table.head]]
    own = [place for place, part in enumerate(parts) if part in _OWN]
    told = []
    for cell, first, last in worksheet.merged:
        text = rows[first][cell] if cell < len(rows[first]) else ""
        if first <= table.head or cell >= len(parts) or parts[cell] not in _SHARED or not text:
            continue
        below = [
            row
            for row in rows[first + 1 : last + 1]
            if cell < len(row) and not row[cell] and any(row[place] for place in own)
        ]
        for row in below:
            row[cell] = text
        if below:
            told.append(f"{worksheet.place(first, cell)}:{worksheet.place(last, cell)}")
    if not told:
        return table
    return table._replace(worksheet=worksheet._replace(text=text_of_rows(rows)), served=tuple(told))


def joined(tables: Sequence[Table]) -> Joined:
    """Tables one below the other.

    Of the second and those after it what stands above their heads is left out (a title would
    be a heading among the measures), and the head itself where it is the first one's.
    """
    first, *others = tables
    if not others:
        return Joined(first.worksheet.text, (first,), ())
    kept: list[Table] = [first]
    lines = list(rows_of(first.worksheet.text, "\t"))
    head = _trimmed(lines[first.head]) if first.head is not None else []
    origins = [(0, line) for line in range(len(lines))]
    text = first.worksheet.text
    for number, table in enumerate(others, 1):
        rows = list(rows_of(table.worksheet.text, "\t"))
        begin = 0
        if table.head is not None:
            begin = table.head + (_trimmed(rows[table.head]) == head)
        left = tuple(
            CellText(table.worksheet.place(line, cell), written)
            for line, row in enumerate(rows[: table.head or 0])
            for cell, written in enumerate(row)
            if written
        )
        kept.append(table._replace(left=left))
        text += text_of_rows(rows[begin:])
        origins += ((number, line) for line in range(begin, len(rows)))
    return Joined(text, tuple(kept), tuple(origins))


def _trimmed(cells: Sequence[str]) -> list[str]:
    """The cells of a line without the empty ones at its end."""
    return "\t".join(cells).rstrip("\t").split("\t")
