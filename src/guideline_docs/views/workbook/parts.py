"""What the workbook is made of: columns, lines and their cells, and what is counted in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column
from guideline_docs.views.progress_table.masthead import Masthead
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.remarks import RemarkLine
from guideline_docs.views.workbook.words import WorkbookWords


class ColumnLook(StrEnum):
    """What the cells of a column hold, for those who set them."""

    NUMBER = "number"
    TITLE = "title"
    TERM = "term"
    """A closed word."""
    FIGURE = "figure"
    SHORT = "short"
    """A date, a department: read at one glance."""
    TEXT = "text"


class Criterion(NamedTuple):
    """A text that cells are held against: all of it or, where it is ``open``, its beginning.
    Upper and lower case are one, as in a spreadsheet."""

    text: str
    open: bool = False

    def holds(self, text: str) -> bool:
        own, text = self.text.casefold(), text.casefold()
        return text.startswith(own) if self.open else text == own


class Condition(NamedTuple):
    """What the cell of a column has to be: one of some texts or, ``without``, none of them."""

    column: int
    criteria: tuple[Criterion, ...]
    without: bool = False

    def holds(self, text: str) -> bool:
        return any(each.holds(text) for each in self.criteria) is not self.without


class Count(NamedTuple):
    """A number of rows; ``conditions`` are what a spreadsheet counts them by (None: by none,
    the number stands as it is)."""

    value: int
    conditions: tuple[Condition, ...] | None


class Look(NamedTuple):
    """The shape of the cells that some criteria hold for: ``tier-1``, ``done-2``."""

    role: str
    criteria: tuple[Criterion, ...]


class SheetColumn(NamedTuple):
    """A column of the table for people. ``column`` is None for one without a column of the
    sheet: the heading of a level."""

    key: str
    head: str
    look: ColumnLook
    column: Column | None
    level: int | None = None
    """The level whose headings it holds."""
    choices: tuple[str, ...] = ()
    """The words that its cells offer."""
    looks: tuple[Look, ...] = ()


class LineKind(StrEnum):
    BAND = "band"
    MEASURE = "measure"
    PART = "part"
    """What a further department does for the measure above."""
    STRAY = "stray"
    """A line of no kind, in its columns."""
    ACROSS = "across"
    """A line that stands in no columns."""


Marks = tuple[tuple[int, tuple[int, ...]], ...]
"""The cells of a line of which something is told: their places, and the numbers of that."""


class SheetLine(NamedTuple):
    """A line of the table: the texts of its cells. ``level`` is that of a heading; its cell, and
    that of a line that stands in no columns, is the only one."""

    kind: LineKind
    texts: tuple[str, ...]
    marks: Marks = ()
    level: int = 0
    counted: bool = False
    """It is a measure that the counts take in."""
    by_tier: bool = False
    """Those by tier, too."""

    __repr__ = tuple.__repr__  # a receipt is told thousands


class SummaryCount(NamedTuple):
    """A count under a word. ``rated``: it has a rate; ``within``: it is part of the count
    before it."""

    count: Count
    rated: bool
    within: bool


class SummaryLine(NamedTuple):
    """A line of 達成状況: a tier, or all."""

    mark: str
    label: str
    look: str
    total: Count
    base: int
    """The denominator of its rates."""
    counts: tuple[SummaryCount, ...]
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts by a column of closed words, whose key is ``column``. ``apart`` are the places
    of the words that stand outside the denominator."""

    column: str
    title: str
    head: str
    total_head: str
    words: tuple[str, ...]
    heads: tuple[str, ...]
    fills: tuple[str, ...]
    """The looks of the words in a chart."""
    apart: tuple[int, ...]
    lines: tuple[SummaryLine, ...]
    notes: tuple[str, ...]
    chart: str
    word_looks: tuple[Look, ...]
    tier_looks: tuple[Look, ...]


class LegendLine(NamedTuple):
    mark: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class TableSheet:
    """The sheet for people, and what is told of it. ``excluded`` holds for each line a mark
    where counts leave it out; it is empty where none has to."""

    words: WorkbookWords
    progress: ProgressWords
    final: bool
    masthead: Masthead
    columns: tuple[SheetColumn, ...]
    lines: tuple[SheetLine, ...]
    notes: tuple[SheetLine, ...]
    legend: tuple[LegendLine, ...]
    legend_title: str
    summaries: tuple[Summary, ...]
    excluded: tuple[str, ...]
    findings_lead: str
    remarks: tuple[RemarkLine, ...]

    @property
    def tallied(self) -> Summary | None:
        """The counts that stand above the table."""
        return self.summaries[0] if self.summaries and self.lines else None
