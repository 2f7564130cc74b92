"""Columns that the template's specimen has no width for: widths by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from guideline_docs.render.line_ends import held_together, is_name, narrow_head, parts_of
from guideline_docs.render.lines import EM, width
from guideline_docs.render.widths import Content, shared
from guideline_docs.render.word.pages import Measures
from guideline_docs.views.draft.parts import Cell, DraftRole, Inlines, Row

# Ems: how wide the widest name is to stand on one line, and how narrow columns of text may be
# where they are many.
_NAME, _TEXT = 12, 4
_SLACK = EM // 4
_CODE = re.compile("[!-~]{1,16}")


def free_widths(
    rows: Iterable[Row],
    role: DraftRole,
    measures: Measures,
    words: Callable[[Inlines], str],
    total: int,
) -> tuple[int, ...]:
    """Widths, together ``total``, for the columns of all tables of a role; ``rows`` are those
    with a cell in each. In twentieths of a point."""
    style = measures.of[DraftRole.CELL]
    around = style.left + style.right + measures.of_table[role].across
    columns = [_Column(cells, words) for cells in zip(*(row.cells for row in rows), strict=True)]
    room = (total - around * len(columns)) * EM // style.size
    for name in range(_NAME, _TEXT - 1, -1):
        contents = [column.content(name * EM) for column in columns]
        if sum(content.least for content in contents) <= room:
            break
    widths = [each * style.size // EM + around for each in shared(contents, room)]
    widths[-1] += total - sum(widths)
    return tuple(widths)


class _Column:
    """What a column needs, in twentieths of an em."""

    def __init__(self, cells: Sequence[Cell], words: Callable[[Inlines], str]) -> None:
        heads = [words(cell.text) for cell in cells if cell.role is DraftRole.CELL_HEAD]
        texts = [words(cell.text) for cell in cells if cell.role is not DraftRole.CELL_HEAD]
        parts = (part for head in heads for part in parts_of(narrow_head(head)))
        codes = (text for text in texts if _CODE.fullmatch(text))
        self.held = max(map(width, chain(parts, codes)), default=0) + _SLACK
        self.cells = [width(text) for text in texts]
        named = (part for text in texts for part in held_together(text))
        self.name = max(map(width, named), default=0) if all(map(is_name, texts)) else _NAME * EM

    def content(self, name: int) -> Content:
        """``name`` is the least width of a name or of running text, if there is as wide a one."""
        longest = max(self.cells, default=0)
        return Content(max(self.held, min(name, self.name, longest)), self.cells)
