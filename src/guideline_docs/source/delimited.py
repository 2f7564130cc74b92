"""Tables between commas, semicolons or tabs: rows out of a text, and the text of rows.

What comes out is what Excel copies: cells between tabs, one with a line break in
quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from guideline_docs.source.expression import expression

# Some writers put a carriage return before the line feed of a cell, and Excel writes it so.
_LINE_BREAK = expression(r"(?:_x000D_)?\r?\n|\r|_x000D_")


def rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a table; a cell in quotation marks may hold line ends."""
    import csv  # 3 ms that no sheet pays
    from io import StringIO

    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)


def text_of_rows(rows: Iterable[Sequence[str]]) -> str:
    """Rows as the text that Excel copies of them."""
    return "".join("\t".join(quoted(in_cell(cell)) for cell in row) + "\n" for row in rows)


def in_cell(text: str) -> str:
    """A text as a cell holds it: its line breaks one character, its tabs blanks."""
    return _LINE_BREAK.sub("\n", text).replace("\t", " ").strip("\n")


def quoted(text: str) -> str:
    """A cell in quotation marks where it would otherwise be read as something else."""
    if "\n" in text or text.startswith('"'):
        return '"' + text.replace('"', '""') + '"'
    return text
