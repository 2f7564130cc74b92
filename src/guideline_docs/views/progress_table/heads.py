"""The columns of 進捗状況一覧: those that the sheet has, by their heads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from guideline_docs.model.guideline import Guideline
from guideline_docs.syntax.columns import COLUMNS, PROSE, Column, ColumnKind
from guideline_docs.views.columns import FIGURES
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.text import printable

# Narrow columns that fit beside all usual ones; where one of these is missing, so many more,
# for then type and paper give way to them. And the longest text of a narrow column.
_ROOM, _OF_PROSE, _OF_MOVES = 3, 8, 3
_WIDE = 3
_NARROW = 10

# How many columns of a table the styles have widths for.
_USUAL = 6


class HeadKind(StrEnum):
    """What the cells below a head hold, for those who set them."""

    CODE = "code"
    STATUS = "status"
    MOVE = "move"
    """Tier and proposal, and the way from one to the other."""
    JUDGED = "judged"
    """A further column of closed words."""
    TEXT = "text"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column.

    ``key`` is what the text of a row is found by; ``look`` the class of its width.
    ``usual``: the styles have a width for the column by its key.
    """

    key: str
    name: str
    kind: HeadKind
    look: str
    usual: bool = True


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of the columns that the table has, from left to right."""

    columns: tuple[ColumnHead, ...]

    @property
    def number(self) -> str:
        """What measures are counted by; empty where there are none."""
        return next((head.name for head in self.columns if head.kind is HeadKind.CODE), "")

    @property
    def long(self) -> str:
        """The key of the last usual column of text: below it stands what has no column."""
        usual = (head.key for head in reversed(self.columns) if head.usual)
        return next((key for key in usual if key in PROSE), "")

    @property
    def own(self) -> tuple[ColumnHead, ...]:
        """The columns that are not in every table."""
        return tuple(head for head in self.columns if not head.usual)

    @property
    def usual(self) -> bool:
        """Whether the columns are those that the styles have widths for."""
        return len(self.columns) == _USUAL and not self.own


def table_heads(
    guideline: Guideline, words: ProgressWords, head_of: Callable[[Column], str]
) -> Heads:
    """The columns of the table: what the sheet has, and no empty ones for what it has not."""
    usual = tuple(_usual_columns(guideline, words.move_head, words.between_cells))
    return Heads((*usual, *_own_columns(guideline, usual, head_of)))


def _usual_columns(guideline: Guideline, move_head: str, between: str) -> Iterator[ColumnHead]:
    """The columns of the seven; tier and proposal are one, the way from one to the other."""
    kinds = {ColumnKind.CODE: HeadKind.CODE, ColumnKind.STATUS: HeadKind.STATUS}
    head = guideline.configuration.vocabulary.head
    ends = [head(c) for c in (Column.TIER, Column.PROPOSAL) if c in guideline.columns]
    for column in COLUMNS:
        if column is Column.PROPOSAL and ends:
            name = move_head if len(ends) > 1 else printable(ends[0])
            if len(ends) > 1 and guideline.configuration.vocabulary.directions:
                name = between.join(map(printable, ends))
            yield ColumnHead("move", name, HeadKind.MOVE, "move")
        elif column in (Column.TIER, Column.PROPOSAL):
            continue
        # Where there are measures they have numbers.
        elif column in guideline.columns or (column is Column.NUMBER and guideline.measures):
            kind = kinds.get(column.kind, HeadKind.TEXT)
            yield ColumnHead(str(column), printable(head(column)), kind, str(column))


def _own_columns(
    guideline: Guideline, usual: Sequence[ColumnHead], head_of: Callable[[Column], str]
) -> Iterator[ColumnHead]:
    """The further columns that fit beside the others, a long text taking the room of several
    narrow ones; the others are set below the long texts of a row. Figures and closed words
    always have their columns: a KPI is read down them, and the paper is fitted to that."""
    keys = {head.key for head in usual}
    missing = [column for column in PROSE if column not in keys]
    room = _ROOM + _OF_PROSE * len(missing) + _OF_MOVES * ("move" not in keys)
    if Column.TITLE in missing:
        room = sys.maxsize
    longest = dict.fromkeys(guideline.further, 0)
    words = {each.column for each in guideline.judgements}
    strays = (line.row for line in guideline.loose_lines if line.row)
    for measure in chain(guideline.measures, strays) if longest else ():
        for column, passage in measure.further:
            longest[column] = max(longest[column], len(passage.text))
    for column, length in longest.items():
        # Somebody has to take the room that narrow columns leave.
        kind = HeadKind.FIGURE if column.kind in FIGURES else HeadKind.TEXT
        short = kind is HeadKind.FIGURE or length <= _NARROW
        narrow = len(missing) < len(PROSE) and short
        width = 1 if narrow else _WIDE
        compact = narrow and (kind is HeadKind.FIGURE or column in words)
        if compact or width <= room:
            room -= width
            look = "narrow" if narrow else "wide"
            if column in words:
                kind = HeadKind.JUDGED
            yield ColumnHead(str(column), head_of(column), kind, look, usual=False)
