"""How wide the columns of tables are: as in the template's specimen, as far as their text
lets them; columns that a specimen does not have, as their text asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from guideline_docs.render.line_ends import held_together, is_name, narrow_head, parts_of
from guideline_docs.render.lines import EM, width
from guideline_docs.render.widths import Content, shared
from guideline_docs.render.word.pages import Measures
from guideline_docs.render.word.template import Template
from guideline_docs.source.lexicon import CIRCLED, CLOSE, HYPHENS, OPEN
from guideline_docs.views.draft.parts import Cell, Draft, DraftRole, Inlines, Row, Table

# Ems: how wide the widest name is to stand on one line, and how narrow columns of text may be
# where they are many.
_NAME, _TEXT = 12, 4
# The longest word of a column of closed words: 計画どおり.
_WORD = 6
_SLACK = EM // 4
_ONE = rf"(?:[0-9]{{1,6}}|[{CIRCLED}]|[{OPEN}][0-9]{{1,3}}[{CLOSE}])"
# No.100, and a number that repeats those above it: 1-(1)-①.
_NUMBER = re.compile(rf"[A-Za-z.]*[0-9]{{1,6}}|{_ONE}(?:[{HYPHENS}]{_ONE}){{1,5}}")
_CODE = re.compile("[!-~]{1,16}")


class ColumnWidths:
    """Widths in twentieths of a point; tables of one role and the same columns are alike."""

    def __init__(
        self,
        draft: Draft,
        template: Template,
        measures: Measures,
        words: Callable[[Inlines], str],
    ) -> None:
        self.draft = draft
        self.specimens = template.specimens
        self.measures = measures
        self.words = words
        """What prints a text."""

    def of(self, role: DraftRole, places: tuple[int, ...]) -> tuple[int, ...]:
        """``places`` are those of the columns in the specimen, or beyond its last."""
        specimen = self.specimens[role]
        if role is DraftRole.PROGRESS_TABLE and max(places) >= len(specimen.widths):
            return self._by_text(role, places, sum(specimen.widths))
        return specimen.columns(places, self._needs(role, places))

    def _rows(self, role: DraftRole, places: tuple[int, ...]) -> Iterator[Row]:
        """The rows of all such tables."""
        for section in self.draft.sections:
            for block in section.blocks:
                if isinstance(block, Table) and block.role is role and places_of(block) == places:
                    yield from block.rows

    def _needs(self, role: DraftRole, places: tuple[int, ...]) -> dict[int, int]:
        """What columns need at the least, for No.100 to stand on one line, for no word of a
        label to be broken, and for none of a column of closed words."""
        needs: dict[int, int] = {}
        words: dict[int, list[Cell]] = {}
        for row in self._rows(role, places):
            at = 0
            for cell in row.cells:
                need = self._need(cell) if cell.across == 1 else 0
                if need > needs.get(at, 0):
                    needs[at] = need
                if cell.across == 1 and cell.role is not DraftRole.CELL_HEAD:
                    words.setdefault(at, []).append(cell)
                at += cell.across
        for at, cells in words.items():
            needs[at] = max(needs.get(at, 0), self._of_words(cells))
        across = self.measures.of_table[role].across
        return {at: need + across for at, need in needs.items() if need}

    def _of_words(self, cells: Sequence[Cell]) -> int:
        """For cells that all hold one short word, 計画どおり; nothing where one holds more, or
        numbers, which are asked for one by one."""
        widest, numbers = 0, True
        for cell in cells:
            text = self.words(cell.text)
            widest, numbers = max(widest, width(text)), numbers and bool(_NUMBER.fullmatch(text))
            if widest > _WORD * EM:
                return 0  # most columns hold prose, and the first cell says so
        if numbers:
            return 0
        style = self.measures.of[cells[0].role]
        return -(-(widest + _SLACK) * style.size // EM) + style.left + style.right

    def _need(self, cell: Cell) -> int:
        """For the number or the label that a cell is; nothing where it is another thing."""
        text = self.words(cell.text) if len(cell.text) == 1 else ""
        if cell.role is DraftRole.CELL_LABEL:
            widest = max(map(width, held_together(text)), default=0)
        elif _NUMBER.fullmatch(text):
            widest = width(text)
        else:
            return 0
        style = self.measures.of[cell.role]
        return -(-widest * style.size // EM) + style.left + style.right

    def _by_text(self, role: DraftRole, places: tuple[int, ...], total: int) -> tuple[int, ...]:
        style = self.measures.of[DraftRole.CELL]
        around = style.left + style.right + self.measures.of_table[role].across
        rows = [row.cells for row in self._rows(role, places) if len(row.cells) == len(places)]
        columns = [_Column(cells, self.words) for cells in zip(*rows, strict=True)]
        room = (total - around * len(columns)) * EM // style.size
        for name in range(_NAME, _TEXT - 1, -1):
            contents = [column.content(name * EM) for column in columns]
            if sum(content.least for content in contents) <= room:
                break
        widths = [each * style.size // EM + around for each in shared(contents, room)]
        widths[-1] += total - sum(widths)
        return tuple(widths)


def places_of(table: Table) -> tuple[int, ...]:
    """The places of a table's columns among those that tables of its role have."""
    return table.columns or tuple(range(sum(cell.across for cell in table.rows[0].cells)))


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
