"""Tables between commas, semicolons or tabs: rows out of a text, and the text of rows.

What comes out is what Excel copies: cells between tabs, one with a line break in
quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from guideline_docs.source.expression import expression
from guideline_docs.source.span import LINE_END

# Some writers put a carriage return before the line feed of a cell, and Excel writes it so.
_LINE_BREAK = expression(r"(?:_x000D_)?\r?\n|\r|_x000D_")
_QUOTED = expression(r'(?s)"(?:[^"]|"")*"')

# What a spreadsheet reads as no row: it names what parts the cells of those below.
_NAMED = expression(r'(?i)"?sep=(?P<delimiter>[^\r\n"])"?[;,\t ]*(?:\r\n|\r|\n|\Z)')

DELIMITERS = (",", ";")
# So many columns in so many rows are no prose, whatever their names.
_LEAST_COLUMNS = 3
_LEAST_ROWS = 3


def delimiter_of(text: str, is_table: bool = False) -> str:
    """What parts the cells of a text by the look of its lines; empty where it is no table.

    A text that is known to be a table has the delimiter that it has most of.
    """
    if "\t" in text:
        return "\t"
    for delimiter in DELIMITERS:
        if _is_of_rows(text, delimiter):
            return delimiter
    if not is_table:
        return ""
    bare = _QUOTED.sub("", text)
    return max(DELIMITERS, key=bare.count)


def named_delimiter(text: str) -> tuple[str, str]:
    """The delimiter that the first line of a text names (``sep=;``), and the text below that
    line; without such a line nothing, and all of the text."""
    named = _NAMED.match(text)
    return (named["delimiter"], text[named.end() :]) if named else ("", text)


def _is_of_rows(text: str, delimiter: str) -> bool:
    lines = (line for line in LINE_END.split(text) if line.strip())
    first = list(islice(lines, _LEAST_ROWS))
    if len(first) < _LEAST_ROWS or any(delimiter not in line for line in first):
        return False
    widths = {len(row) for row in rows_of(text, delimiter) if any(row)}
    return len(widths) == 1 and widths.pop() >= _LEAST_COLUMNS


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
