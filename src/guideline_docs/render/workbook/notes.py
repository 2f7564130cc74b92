"""Notes at cells: their texts, and the boxes that they open in.

Excel wants each box as a shape of VML with its place on the sheet, in pixels. It stands one
column to the right of its cell and begins in the row above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from guideline_docs.render.workbook.text import cell_text, held, kept
from guideline_docs.render.xml import DECLARATION, escape
from guideline_docs.source.record import NamedTuple

_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# How far a box is from the corner of the cell in which it begins; in the first row there is
# none above.
_ASIDE, _BELOW, _BELOW_FIRST = 15, 10, 2
# A box beside one of the last columns would not be on the sheet.
_LAST_COLUMN = 16_384 - 4

_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{ids}"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BEHIND_STYLE = (
    '" fillcolor="{color}" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>'
)


class NoteForm(NamedTuple):
    """How notes are set: the type and its size in points, the colour of a box and its width in
    pixels."""

    font: str
    size: float
    color: str
    width: int


class Note(NamedTuple):
    """A note at a cell; the height of its box is in pixels."""

    row: int
    column: int
    text: str
    height: int


def note_texts(notes: Iterable[Note], form: NoteForm, letters: Callable[[int], str]) -> str:
    """The part that holds what notes say, in the order of their cells."""
    look = (
        f'" authorId="0"><text><r><rPr><sz val="{form.size}"/><color indexed="81"/>'
        f'<rFont val="{escape(form.font)}"/><family val="2"/></rPr>'
    )
    content = cache(_content)
    said = (
        f'<comment ref="{letters(note.column)}{note.row + 1}{look}{content(note.text)}' for note in notes
    )
    head = f'<comments xmlns="{_SHEETS}"><authors><author></author></authors><commentList>'
    return "".join([DECLARATION, head, *said, "</commentList></comments>"])


def _content(text: str) -> str:
    text = cell_text(text)
    return f"<t{kept(text)}>{held(text)}</t></r></text></comment>"


def note_shapes(
    notes: Iterable[Note],
    form: NoteForm,
    ids: tuple[str, int],
    width: Callable[[int], int],
    heights: Sequence[int],
) -> str:
    """The part that holds the boxes of notes, which are in the order of their cells.

    ``ids`` are the blocks of numbers that the shapes of the sheet have, and the number before
    the first; ``width`` is that of a column, ``heights`` are those of the rows, in pixels, as
    far down as a box may reach.
    """
    blocks, last = ids
    across = cache(lambda column: _across(column, form.width, width))
    behind = _BEHIND_STYLE.format(color=form.color.lower())
    parts = [_HEAD.format(ids=blocks)]
    top = reached = 0
    for count, note in enumerate(notes, 1):
        left, begins, ends = across(note.column)
        first = max(note.row - 1, 0)
        top += sum(heights[reached:first])
        reached = first
        offset = _BELOW if note.row else _BELOW_FIRST
        begin, above = _reached(first, offset, heights.__getitem__)
        end, below = _reached(begin, above + note.height, heights.__getitem__)
        parts.append(
            f'<v:shape id="_x0000_s{last + count}" type="#_x0000_t202" style="position:absolute;'
            f"margin-left:{left * 0.75:.15g}pt;margin-top:{(top + offset) * 0.75:.15g}pt;"
            f"width:{form.width * 0.75:.15g}pt;height:{note.height * 0.75:.15g}pt;"
            f"z-index:{count};visibility:hidden{behind}"
            f"{begins}, {begin}, {above}, {ends}, {end}, {below}</x:Anchor>"
            f"<x:AutoFill>False</x:AutoFill><x:Row>{note.row}</x:Row><x:Column>{note.column}</x:Column>"
            "</x:ClientData></v:shape>"
        )
    parts.append("</xml>")
    return "".join(parts)


def _across(column: int, size: int, width: Callable[[int], int]) -> tuple[int, str, str]:
    """How far from the left a box is, and the columns with the pixels in them where it begins
    and ends."""
    first = min(column + 1, _LAST_COLUMN)
    left = sum(map(width, range(first))) + _ASIDE
    begin, inside = _reached(first, _ASIDE, width)
    end, rest = _reached(begin, inside + size, width)
    return left, f"{begin}, {inside}", f"{end}, {rest}"


def _reached(at: int, length: int, size: Callable[[int], int]) -> tuple[int, int]:
    """Where a length from the beginning of a column or row ends, and how far in there."""
    while length >= (here := size(at)):
        length -= here
        at += 1
    return at, length
