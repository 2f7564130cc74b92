"""What 進捗状況一覧 is made of: blocks in reading order, their rows, and what stands round them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guideline_docs.model.code import Code
from guideline_docs.model.moves import MoveKind
from guideline_docs.views.achievement import Achievement, TierRow
from guideline_docs.views.progress_table.heads import Heads
from guideline_docs.views.progress_table.masthead import Labelled
from guideline_docs.views.progress_table.orders import Choice, Order
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.remarks import RemarkLine
from guideline_docs.views.text import Text

if TYPE_CHECKING:
    from guideline_docs.views.history import HistoryView
    from guideline_docs.views.since import SinceKind, SinceWords, Told


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a closed vocabulary with the role that gives it its shape."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row of 達成状況 with the marks of what is told about the sheet's own line."""

    role: str
    counts: TierRow
    marks: Text


@dataclass(frozen=True, slots=True)
class LegendTier:
    look: str
    mark: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class LegendMove:
    """``count``: how many measures move so."""

    kind: MoveKind
    way: str
    """What its rows have in their keys."""
    sign: str
    word: str
    count: str


@dataclass(frozen=True, slots=True)
class Move:
    """``way``: the tokens of the way, ``[Ⅰ] → [Ⅱ-イ]``; sign and word name its direction."""

    way: tuple[Token, ...]
    sign: str
    word: str
    marks: Text


@dataclass(frozen=True, slots=True)
class Term:
    """The status of a row."""

    text: str
    marks: Text


@dataclass(frozen=True, slots=True)
class RowKeys:
    """What a row means, for those who sort, filter, count or colour it.

    ``tier`` is the mark and ``status`` the word that its cells mean, ``tier_look`` and
    ``status_look`` are the classes of their shapes; all are empty where nobody knows them.
    ``code`` is None where nobody can read the number.
    """

    code: Code | None
    again: bool
    """The row repeats a measure, and is not counted."""
    tier: str
    tier_look: str
    status: str
    status_look: str
    move: MoveKind
    way: str
    """What the row is chosen by among the moves: a kind of move, or the word of a direction."""
    own: Mapping[str, Choice]
    """What it means in the further columns, by the keys of their heads."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of a line since an earlier version: in kinds, and in words.

    ``changes`` are told in the cells, by the keys of their heads, of a heading by none; of
    what is new or gone as a whole there are none.
    """

    kinds: tuple[SinceKind, ...]
    signs: tuple[str, ...]
    changes: Mapping[str, tuple[Told, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One measure; ``stray``: a line of no kind whose cells stand in its columns."""

    number: str
    anchor: str
    path: str
    """Where it stands, in short: （3）ア."""
    keys: RowKeys
    number_marks: Text
    status: Term
    states: tuple[Token, ...]
    """The status of each department with its look: one where they are one."""
    judged: Mapping[str, str]
    """The looks of the closed words in further columns, by the keys of their heads."""
    move: Move
    texts: Mapping[str, Text]
    """The other cells, by the keys of their heads."""
    extras: tuple[Labelled, ...]
    """What further stands in the row, below its last long text."""
    stray: bool = False
    since: Marked | None = None


@dataclass(frozen=True, slots=True)
class Across:
    """A line that stands in no columns: a note, or one of no kind; ``line`` of the sheet."""

    across: Text
    stray: bool
    line: int = 0
    since: Marked | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """What stood here in an earlier version: number and title of a measure or heading."""

    gone: str
    since: Marked


@dataclass(frozen=True, slots=True)
class Band:
    """A heading across the table; ``level`` 0 is the outermost."""

    level: int
    anchor: str
    mark: str
    boxed: bool
    """The mark is short and stands in the column of numbers; otherwise before the title."""
    title: Text
    name: str
    """Number and title in one string, for running heads and bookmarks."""
    count: str
    since: Marked | None = None

    @property
    def role(self) -> str:
        """What its row is called in the templates."""
        known = ("category", "subsection")
        return known[self.level] if self.level < len(known) else f"section-{self.level}"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with what stands below it: lines of its own, then blocks of deeper levels."""

    band: Band | None
    """None for what stands under no heading."""
    lines: tuple[Row | Across | Gone, ...]
    blocks: tuple[Block, ...] = ()
    running: str = ""
    """What the head of a page says that begins in the midst of an outermost block."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The measures right below the heading."""
        return tuple(line for line in self.lines if isinstance(line, Row) and not line.stray)

    @property
    def all(self) -> Iterator[Block]:
        """Itself and the blocks below it, in reading order."""
        yield self
        for block in self.blocks:
            yield from block.all


@dataclass(frozen=True, slots=True)
class Judged:
    """The counts by the words of a further column; ``rows`` as those of 達成状況."""

    achievement: Achievement
    summary: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class MarkedKind:
    """``text`` says how many lines bear the mark."""

    kind: SinceKind
    text: str


@dataclass(frozen=True, slots=True)
class Since:
    """What is said of the marks: against which version, and what changed round the lines."""

    words: SinceWords
    against: str
    running: str
    kinds: tuple[MarkedKind, ...]
    around: str


@dataclass(frozen=True, slots=True)
class ProgressTable:
    """The whole document."""

    words: ProgressWords
    final: bool
    """Paper that leaves the office: no stage, no marks."""
    title: str
    stage: str
    number: str
    facts: tuple[Labelled, ...]
    author: str
    subject: str
    achievement: Achievement
    summary: tuple[SummaryRow, ...]
    statuses: tuple[str, ...]
    """Every word that a row may be chosen by."""
    judged: tuple[Judged, ...]
    orders: tuple[Order, ...]
    """The further columns that rows can be sorted or chosen by."""
    tiers: tuple[LegendTier, ...]
    moves: tuple[LegendMove, ...]
    names: Mapping[str, str]
    """What the project calls tier, status and proposal, by the keys of their columns."""
    caption: str
    """Of the table, for those who hear it."""
    heads: Heads
    outermost: str
    """What the office calls the headings of the first level."""
    inner: tuple[tuple[int, str], ...]
    """The further levels that are columns of the sheet, and what the office calls them."""
    blocks: tuple[Block, ...]
    """Those of the first level; before them one for what stands under none."""
    notes: tuple[Text, ...]
    findings_lead: str
    remarks: tuple[RemarkLine, ...]
    history: HistoryView | None = None
    """The editions before today's, too; None where there are none."""
    since: Since | None = None
    """The marks of what changed since an earlier version; None where none was asked for."""
