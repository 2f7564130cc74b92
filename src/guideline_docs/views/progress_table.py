"""進捗状況一覧: the sheet as a committee reads it, in reading order.

Every string is finished and every block names its role; what a template still has
to do is to put them where they belong.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from guideline_docs.model.code import Code
from guideline_docs.model.configuration import UNSET
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import LooseLine, Section
from guideline_docs.model.terms import Proposal, Tier, TierTerm
from guideline_docs.model.vocabulary import Vocabulary
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import COLUMNS, PROSE, Column, ColumnKind
from guideline_docs.views.achievement import (
    Achievement,
    AchievementWords,
    TierRow,
    achievement,
    status_looks,
    tier_look,
)
from guideline_docs.views.columns import FIGURES, column_heads
from guideline_docs.views.moves import MoveKind, MoveWords, move_kind
from guideline_docs.views.remarks import RemarkLine, Remarks, RemarkWords
from guideline_docs.views.text import (
    Piece,
    PieceRole,
    Text,
    pieces,
    plain,
    printable,
)
from guideline_docs.views.wording import Wording, phrase

# Narrow columns that fit beside all usual ones, and the longest text of such a column.
_ROOM = 3
_NARROW = 10
# The longest mark that the column of numbers has room for: （10）.
_BOXED = 4

# How many columns of a table the styles have widths for.
_USUAL = 6


@dataclass(frozen=True, slots=True)
class ProgressFindingWords:
    title: str
    lead: str = phrase("n")
    mark: str = phrase("n")
    number: str
    place: str
    message: str
    hint: str
    code: str


@dataclass(frozen=True, slots=True)
class ProgressWords:
    """``[progress]`` in wording.toml: what the paper and the screen both print."""

    title: str
    stage: str = phrase("stage")
    number: str
    municipality: str
    department: str
    as_of: str
    meeting: str
    list_title: str
    tiers: str
    statuses: str
    moves: str
    move_head: str
    heading: str = phrase("mark", "title")
    heading_closed: str = phrase("mark", "title")
    """The same with a mark that says itself where it ends: （1）."""
    count: str = phrase("n")
    continued: str = phrase("name")
    empty: str
    none: str
    unclear_moves: str
    """Name in the legend of the moves about which nothing is said in the rows."""
    arrow: str
    beside: str = phrase("label")
    """What is written beside a tier and is not its label."""
    extra: str = phrase("head")
    between_cells: str
    """Between the cells of a line that stands in no columns."""
    caption: str
    link: str = phrase("name")
    """What a reader hears of a link."""
    signs: MoveWords
    legend: MoveWords
    words: MoveWords
    findings: ProgressFindingWords


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a closed vocabulary with the role that gives it its shape."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Labelled:
    label: str
    text: Text


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
    tier: str
    tier_look: str
    status: str
    status_look: str
    move: MoveKind


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
    move: Move
    texts: Mapping[str, Text]
    """The other cells, by the keys of their heads."""
    extras: tuple[Labelled, ...]
    """What further stands in the row, below its last long text."""
    stray: bool = False


@dataclass(frozen=True, slots=True)
class Across:
    """A line that stands in no columns: a note, or one of no kind."""

    across: Text
    stray: bool


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
    lines: tuple[Row | Across, ...]
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


class HeadKind(StrEnum):
    """What the cells below a head hold, for those who set them."""

    CODE = "code"
    STATUS = "status"
    MOVE = "move"
    """Tier and proposal, and the way from one to the other."""
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
    tiers: tuple[LegendTier, ...]
    moves: tuple[LegendMove, ...]
    caption: str
    """Of the table, for those who hear it."""
    heads: Heads
    outermost: str
    """What the office calls the headings of the first level."""
    blocks: tuple[Block, ...]
    """Those of the first level; before them one for what stands under none."""
    notes: tuple[Text, ...]
    findings_lead: str
    remarks: tuple[RemarkLine, ...]


def progress_table(
    guideline: Guideline,
    diagnostics: Iterable[Diagnostic],
    wording: Wording,
    final: bool = False,
) -> ProgressTable:
    """Say what the progress table says.

    Findings that are not accepted are marked at their place and listed as 確認事項;
    ``final`` leaves them and the stage out. Raises CannotRun where a phrase is missing.
    """
    words = wording.phrases(ProgressWords, "progress")
    achieved = achievement(guideline, wording.phrases(AchievementWords, "achievement"))
    remark_words = wording.phrases(RemarkWords, "remarks")
    told = () if final else diagnostics
    head_of = column_heads(wording)
    return _Teller(guideline, told, words, remark_words, head_of).table(achieved, final)


class _Teller:
    """One walk over the guideline."""

    def __init__(
        self,
        guideline: Guideline,
        diagnostics: Iterable[Diagnostic],
        words: ProgressWords,
        remark_words: RemarkWords,
        head_of: Callable[[Column], str],
    ) -> None:
        self.guideline = guideline
        self.words = words
        self.vocabulary: Vocabulary = guideline.configuration.vocabulary
        self.looks = status_looks(self.vocabulary.statuses)
        source = guideline.sheet.source if guideline.sheet else None
        told = [d for d in diagnostics if d.span.reading.source is source]
        told.sort(key=lambda d: (d.span.reading.start, d.span.reading.end, d.code))
        self.remarks = Remarks(guideline, told, remark_words)
        self.numbers = self.remarks.numbers(self.remarks.told)
        """Remark → the number of its line, which its mark says."""
        self.head_of = head_of
        self.heads = table_heads(guideline, words.move_head, head_of)
        self.own = tuple(head.key for head in self.heads.own)
        sections = [section for *_, section in guideline.edition.trails]
        self.anchors = {part.anchor for part in (*sections, *guideline.measures)}
        """What stands in the table: a measure that only cards have does not."""

    def table(self, achieved: Achievement, final: bool) -> ProgressTable:
        bibliography = self.guideline.configuration.bibliography
        words = self.words
        title = self.guideline.title
        return ProgressTable(
            words=words,
            final=final,
            title=(
                printable(bibliography.table_title)
                or (printable(title.text) if title else "")
                or words.title
            ),
            stage="" if final else words.stage.format(stage=printable(bibliography.stage)),
            number=printable(bibliography.table_number) or ("" if final else UNSET),
            facts=tuple(self._facts()),
            author=printable(
                bibliography.author or bibliography.department or bibliography.municipality
            ),
            subject=printable(bibliography.title),
            achievement=achieved,
            summary=tuple(self._summary(achieved)),
            tiers=tuple(
                LegendTier(
                    tier_look(tier),
                    printable(tier.mark),
                    printable(tier.label),
                    printable(tier.description),
                )
                for tier in self.guideline.tiers
            ),
            moves=tuple(self._moves()),
            caption=words.caption
            if Column.PROPOSAL in self.guideline.columns
            else words.list_title,
            heads=self.heads,
            outermost=self._outermost(),
            blocks=tuple(
                self._block(section, "", "") for section in self.guideline.edition.table.tops
            ),
            notes=tuple(self._cells(note) for note in self.guideline.notes),
            findings_lead=words.findings.lead.format(n=len(self.remarks.told)),
            remarks=tuple(self._remarks()),
        )

    def _summary(self, achieved: Achievement) -> Iterator[SummaryRow]:
        """The tiers in the order of the legend, then all together."""
        if not achieved.columns:
            return
        lines = self.guideline.summary.lines if achieved.rows else ()
        for row, line in zip(achieved.rows, lines, strict=True):
            spans = [line.span, *(share.span for share in line.shares), *line.unread]
            yield SummaryRow("tier", row, self._marks(*spans))
        yield SummaryRow("overall", achieved.overall, ())

    def _facts(self) -> Iterator[Labelled]:
        bibliography, words = self.guideline.configuration.bibliography, self.words
        known = (
            (words.municipality, bibliography.municipality or UNSET),
            (words.department, bibliography.department or UNSET),
            (words.meeting, bibliography.meeting),
            (words.as_of, bibliography.as_of or UNSET),
        )
        for label, value in known:
            if value:
                role = PieceRole.PLACEHOLDER if value == UNSET else PieceRole.PLAIN
                yield Labelled(label, (Piece(printable(value), role),))

    def _moves(self) -> Iterator[LegendMove]:
        """The kinds of moves; none where tier or proposal are no columns of the table."""
        if not {Column.TIER, Column.PROPOSAL} <= set(self.guideline.columns):
            return
        kinds = [move_kind(measure) for measure in self.guideline.measures]
        if kinds and set(kinds) == {MoveKind.UNCLEAR}:
            return
        for kind in MoveKind:
            number = kinds.count(kind)
            if number or kind is not MoveKind.UNCLEAR:
                yield LegendMove(
                    kind,
                    getattr(self.words.legend, kind),
                    getattr(self.words.words, kind) or self.words.unclear_moves,
                    self.words.count.format(n=number),
                )

    # --- bands and rows ---------------------------------------------------------

    def _outermost(self) -> str:
        levels = self.guideline.scheme.levels
        return printable(levels[0].name) if levels else ""

    def _block(self, section: Section, running: str, path: str) -> Block:
        """``running`` and ``path`` are those of the section that it stands in."""
        band = self._band(section, section.title) if section.title is not None else None
        if band and band.level == 0:
            running = self.words.continued.format(name=band.name)
        path += self.guideline.scheme.mark(section.code) if section.mark else ""
        return Block(
            band,
            self._lines(section.measures, section.loose, path),
            tuple(self._block(inner, running, path) for inner in section.sections),
            running,
        )

    def _band(self, section: Section, title: Passage) -> Band:
        scheme, code = self.guideline.scheme, section.code
        mark, name = scheme.mark(code) if section.mark else "", printable(title.text)
        boxed = code.level > 0 and len(mark) <= _BOXED
        if mark:
            closed = scheme.level(code).mark.closed
            form = self.words.heading_closed if closed else self.words.heading
            name = form.format(mark=mark, title=name)
            mark = mark if boxed else form.format(mark=mark, title="")
        spans = [span for span in (section.mark, section.span) if span]
        count = sum(1 for _ in section.all_measures)
        return Band(
            code.level,
            section.anchor,
            mark,
            boxed,
            # A finding about the number or the whole line is told behind the heading.
            self._text(title) + self._marks(*spans),
            name,
            self.words.count.format(n=count),
        )

    def _lines(
        self, measures: Iterable[Measure], loose: Sequence[LooseLine], path: str
    ) -> tuple[Row | Across, ...]:
        """The measures, and what stands between them where it is written."""
        if not loose:
            return tuple(self._row(measure, path) for measure in measures)
        lines = sorted([*measures, *loose], key=lambda line: line.span.start)
        return tuple(
            self._loose(line, path) if isinstance(line, LooseLine) else self._row(line, path)
            for line in lines
        )

    def _loose(self, line: LooseLine, path: str) -> Row | Across:
        if line.row:
            return self._row(line.row, path)
        return Across(self._cells(line), line.stray)

    def _cells(self, line: LooseLine) -> Text:
        """The cells of a line that stands in no columns."""
        texts = [self._text(cell.passage) for cell in line.cells]
        between = plain(self.words.between_cells)
        return (*texts[0], *(piece for text in texts[1:] for piece in (*between, *text)))

    def _row(self, measure: Measure, path: str) -> Row:
        texts: dict[str, Text] = {column: self._filled(measure[column]) for column in PROSE}
        status = Term(
            printable(measure.status.span.text) or self.words.empty,
            self._marks(measure.status.span),
        )
        move = self._move(measure)
        own, extras = self._extras(measure)
        texts |= own
        # Last: what no cell has taken is told at the number, or where the row begins.
        marks = self._marks(measure.number_span, measure.span)
        if not self.heads.number:
            first = next((head.key for head in self.heads.columns if head.key in texts), PROSE[0])
            texts[first] += marks
            marks = ()
        if extras and not self.heads.long:
            # No cell of long text is there to hold them.
            said = tuple(p for e in extras for p in (*plain(f"\n{e.label}"), *e.text))
            if self.own:
                texts[self.own[-1]] += said
            else:
                marks += said
            extras = ()
        return Row(
            number=printable(self.guideline.row_number(measure)),
            anchor=measure.anchor,
            path=path,
            keys=self._keys(measure),
            number_marks=marks,
            status=status,
            move=move,
            texts=texts,
            extras=extras,
            stray=measure.number is None,
        )

    def _extras(self, measure: Measure) -> tuple[dict[str, Text], tuple[Labelled, ...]]:
        """The cells of the table's own columns, and what stands in no column of it."""
        texts: dict[str, Text] = dict.fromkeys(self.own, ())
        extras: list[Labelled] = []
        for column, passage in measure.further:
            text = self._text(passage)
            if column in texts:
                texts[column] = text
            else:
                label = self.words.extra.format(head=self.head_of(column))
                extras.append(Labelled(label, text))
        if measure.surplus:
            extras.append(Labelled("", plain(printable(measure.surplus.text))))
        return texts, tuple(extras)

    def _keys(self, measure: Measure) -> RowKeys:
        tier, status = measure.tier.tier, measure.status.status
        return RowKeys(
            code=measure.code,
            tier=printable(tier.mark) if tier else "",
            tier_look=tier_look(tier) if tier else "",
            status=status.word if status else "",
            status_look=self.looks.get(status.word, "") if status else "",
            move=move_kind(measure),
        )

    def _move(self, measure: Measure) -> Move:
        kind = move_kind(measure)
        proposal = measure.proposal
        way: list[Token] = []
        if Column.TIER in self.guideline.columns:
            way.extend(self._origin(measure.tier))
        if {Column.TIER, Column.PROPOSAL} <= set(self.guideline.columns):
            way.append(Token(self.words.arrow, "arrow"))
        if Column.PROPOSAL in self.guideline.columns:
            way.extend(self._destination(proposal))
        return Move(
            tuple(way),
            getattr(self.words.signs, kind),
            getattr(self.words.words, kind),
            self._marks(measure.tier.span, proposal.span),
        )

    def _origin(self, term: TierTerm) -> Iterator[Token]:
        if term.tier is not None:
            yield from self._tier(term.tier, term.label)
        else:
            yield Token(printable(term.span.text) or self.words.empty, "as-written")

    def _destination(self, proposal: Proposal) -> Iterator[Token]:
        if not proposal.understood:
            yield Token(printable(proposal.span.text) or self.words.empty, "as-written")
            return
        if proposal.completed:
            yield Token(self.vocabulary.completed, "completed")
        if proposal.completed and proposal.tier:
            yield Token(self.words.arrow, "arrow")
        if proposal.tier:
            yield from self._tier(proposal.tier, proposal.label)

    def _tier(self, tier: Tier, label: Span | None) -> Iterator[Token]:
        """The mark of a tier, and what is written beside it if that is not its label."""
        yield Token(printable(tier.mark), tier_look(tier))
        if beside := tier.beside(label):
            yield Token(self.words.beside.format(label=printable(beside)), "as-written")

    # --- text and remarks -------------------------------------------------------

    def _text(self, passage: Passage) -> Text:
        """A passage with the marks of its remarks behind the pieces they are about."""
        return tuple(self._with_marks(pieces(passage, self.remarks.index)))

    def _filled(self, passage: Passage) -> Text:
        """A cell; an empty one says that nothing stands in the sheet."""
        text = self._text(passage)
        return text if passage else plain(self.words.empty) + text

    def _with_marks(self, text: Text) -> Iterator[Piece]:
        for piece in text:
            if piece.anchor and piece.anchor not in self.anchors:
                yield replace(piece, role=PieceRole.PLAIN, anchor="")
            elif piece.text:
                yield piece
            yield from self._written(self.remarks.mark(piece.remarks))

    def _marks(self, *spans: Span) -> Text:
        """The marks of what is told within the spans and was not marked before."""
        return self._written(self.remarks.mark_within(*spans))

    def _written(self, keys: Iterable[int]) -> Text:
        """The marks of some remarks; those of one line are one mark."""
        mark = self.words.findings.mark
        numbers = dict.fromkeys(self.numbers[key] for key in keys)
        return tuple(
            Piece(mark.format(n=number), PieceRole.MARK, f"remark-{number}") for number in numbers
        )

    def _remarks(self) -> Iterator[RemarkLine]:
        remarks = dict(self.remarks.remarks(self.numbers))
        return self.remarks.lines(remarks, self.words.findings.mark)


def table_heads(
    guideline: Guideline, move_head: str, head_of: Callable[[Column], str]
) -> Heads:
    """The columns of the table: what the sheet has, and no empty ones for what it has not."""
    usual = tuple(_usual_columns(guideline, move_head))
    return Heads((*usual, *_own_columns(guideline, usual, head_of)))


def _usual_columns(guideline: Guideline, move_head: str) -> Iterator[ColumnHead]:
    """The columns of the seven; tier and proposal are one, the way from one to the other."""
    kinds = {ColumnKind.CODE: HeadKind.CODE, ColumnKind.STATUS: HeadKind.STATUS}
    head = guideline.configuration.vocabulary.head
    ends = [head(c) for c in (Column.TIER, Column.PROPOSAL) if c in guideline.columns]
    for column in COLUMNS:
        if column is Column.PROPOSAL and ends:
            name = move_head if len(ends) > 1 else printable(ends[0])
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
    """The further columns that fit beside the others, a long text taking the room of three
    narrow ones; the others are set below the long texts of a row."""
    keys = {head.key for head in usual}
    missing = [column for column in PROSE if column not in keys]
    room = _ROOM + 3 * len(missing) + 2 * ("move" not in keys)
    if Column.TITLE in missing:
        room = sys.maxsize
    longest = dict.fromkeys(guideline.further, 0)
    strays = (line.row for line in guideline.loose_lines if line.row)
    for measure in chain(guideline.measures, strays) if longest else ():
        for column, passage in measure.further:
            longest[column] = max(longest[column], len(passage.text))
    for column, length in longest.items():
        # Somebody has to take the room that narrow columns leave.
        name = head_of(column)
        narrow = len(missing) < len(PROSE) and max(length, len(name)) <= _NARROW
        width = 1 if narrow else 3
        if width <= room:
            room -= width
            look = "narrow" if narrow else "wide"
            kind = HeadKind.FIGURE if column.kind in FIGURES else HeadKind.TEXT
            yield ColumnHead(str(column), name, kind, look, usual=False)


def _chip(tier: Tier) -> Token:
    return Token(printable(tier.mark), tier_look(tier))
