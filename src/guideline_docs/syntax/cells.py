"""The cells of a sheet: what tabs part in a line, and what Excel has quoted."""

import re
from collections.abc import Iterator

from guideline_docs.source.expression import expression
from guideline_docs.source.record import new
from guideline_docs.source.span import LINE_END, Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.nodes import Cell, Cells, Writing

_STRIP = str.strip
_BOLD, _BOLD_END = ("<b>", "<B>"), ("</b>", "</B>")
_QUOTED = expression(r'"(?P<text>(?:[^"\t]|"")*+)"(?=[\t\r\n]|\Z)')
_PLAIN = expression(r"(?P<text>[^\t\r\n]*)")


def lines_of_cells(source: SourceText) -> Iterator[tuple[Span, Cells]]:
    """Each line with its end, and its cells; a quoted cell may hold line ends."""
    text = source.text
    quoting = '"' in text
    known = 0
    for at, after in source.lines():
        if at < known:
            continue  # a quoted cell has taken this line
        # Excel pads every line to the width of the sheet: the empty tail says nothing.
        line = text[at:after].rstrip("\t\r\n")
        parts = line.split("\t")
        if quoting and '"' in line:
            found, after = cells_at(source, at)
            cells, known = Cells.of(found), after
        elif line[:1] == "<" or "\t<" in line or [*map(_STRIP, parts)] != parts:
            cells = Cells.of(_unquoted(source, at, parts))
        else:  # most lines are bare text: they need no closer look
            cells = Cells(source, at, parts)
        yield new(Span, (source, at, after)), cells


def _unquoted(source: SourceText, start: int, parts: list[str]) -> list[Cell]:
    """The cells of a line without quotes, the first at ``start``."""
    cells = []
    for part in parts:
        cells.append(_cell(source, start, part))
        start += len(part) + 1
    return cells


def cells_at(source: SourceText, at: int) -> tuple[list[Cell], int]:
    """The cells of the line that begins at a place, and where the next line begins.

    A cell is quoted only if its quote closes before the next tab and at a cell's end;
    otherwise the mark is text, so that a stray one cannot swallow rows.
    """
    cells, end = [], at
    for match, writing in _cells_written(source.text, at):
        cells.append(_cell(source, match.start("text"), match["text"], writing))
        end = match.end()
    ends = LINE_END.match(source.text, end)
    return cells, ends.end() if ends else end


def written_at(source: SourceText, at: int) -> list[Span]:
    """The cells of the line that begins at a place, each as it stands: with quotes, bold
    marks and outer blanks, one for each of ``cells_at``."""
    return [Span(source, *match.span()) for match, _ in _cells_written(source.text, at)]


def _cells_written(text: str, at: int) -> Iterator[tuple[re.Match[str], Writing]]:
    """The cells of a line as they are written."""
    while True:
        match, writing = _QUOTED.match(text, at), Writing.QUOTED
        if not match:
            match, writing = _PLAIN.match(text, at), Writing.PLAIN
        assert match is not None  # plain text is nothing at the least
        yield match, writing
        at = match.end() + 1
        if text[at - 1 : at] != "\t":
            return


def is_bold(written: str) -> bool:
    """Whether a text that stands in a cell would be read as bold, without its marks."""
    return written.startswith(_BOLD) and written.endswith(_BOLD_END)


def _cell(
    source: SourceText, start: int, text: str, writing: Writing = Writing.PLAIN
) -> Cell:
    """The cell of a text that begins at a place, with its blanks and bold marks."""
    kept = text.strip()
    if not kept:
        return Cell(source, start, start, "", writing)
    if len(kept) < len(text):
        start += text.find(kept)
    bold = kept[0] == "<" and is_bold(kept)
    if bold:
        inner = kept[3:-4]
        kept = inner.strip()
        start += 3 + inner.find(kept)
    read = kept if writing is Writing.PLAIN else writing.read(kept)
    return new(Cell, (source, start, start + len(kept), read, writing, bold))


def end_of(cell: Cell, start: int) -> Cell:
    """What stands in a cell from a place of its written text on."""
    source, begin, end, text, writing, bold = cell
    text = text[start:] if writing is Writing.PLAIN else writing.read(cell.written[start:])
    return new(Cell, (source, begin + start, end, text, writing, bold))
