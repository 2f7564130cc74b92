"""進捗状況一覧: the sheet as a committee reads it, in reading order.

Every string is finished and every block names its role; what a template still has
to do is to put them where they belong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guideline_docs.model.configuration import UNSET
from guideline_docs.model.guideline import (
    Category,
    Guideline,
    Measure,
    Passage,
    Proposal,
    Subsection,
    Tier,
    TierTerm,
)
from guideline_docs.model.vocabulary import Vocabulary
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.span import Span
from guideline_docs.syntax.nodes import Column
from guideline_docs.views.achievement import (
    Achievement,
    AchievementWords,
    TierRow,
    achievement,
    status_looks,
    tier_look,
)
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
    category: str = phrase("number")
    category_name: str = phrase("number", "title")
    subsection_name: str = phrase("letter", "title")
    count: str = phrase("n")
    continued: str = phrase("name")
    empty: str
    none: str
    unclear_moves: str
    """Name in the legend of the moves about which nothing is said in the rows."""
    arrow: str
    extra: str = phrase("head")
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

    kind: MoveKind
    way: tuple[Token, ...]
    sign: str
    word: str
    marks: Text


@dataclass(frozen=True, slots=True)
class Term:
    """The status of a row; ``look`` is the class of its fill, empty for an unknown word."""

    text: str
    look: str
    marks: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One measure."""

    number: str
    anchor: str
    path: str
    """Where it stands, in short: （3）ア."""
    tier: str
    """The mark of its tier, or what is written where that is not understood."""
    number_marks: Text
    title: Text
    status: Term
    results: Text
    move: Move
    rationale: Text
    extras: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A heading across the table."""

    anchor: str
    mark: str
    title: Text
    name: str
    """Number and title in one string, for running heads and bookmarks."""
    count: str


@dataclass(frozen=True, slots=True)
class SubsectionBlock:
    band: Band | None
    """None where measures stand directly under a category."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CategoryBlock:
    band: Band | None
    running: str
    """What the head of a page says that begins in the midst of the category."""
    subsections: tuple[SubsectionBlock, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of the columns, as the vocabulary prints them."""

    number: str
    title: str
    status: str
    results: str
    move: str
    rationale: str


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
    heads: Heads
    categories: tuple[CategoryBlock, ...]
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
    return _Teller(guideline, told, words, remark_words).table(achieved, final)


class _Teller:
    """One walk over the guideline."""

    def __init__(
        self,
        guideline: Guideline,
        diagnostics: Iterable[Diagnostic],
        words: ProgressWords,
        remark_words: RemarkWords,
    ) -> None:
        self.guideline = guideline
        self.words = words
        self.vocabulary: Vocabulary = guideline.configuration.vocabulary
        self.looks = status_looks(self.vocabulary.statuses)
        source = guideline.sheet.source if guideline.sheet else None
        told = [d for d in diagnostics if d.span.source is source]
        told.sort(key=lambda d: (d.span.start, d.span.end, d.code))
        self.remarks = Remarks(guideline, told, remark_words)
        self.numbers = self.remarks.numbers(self.remarks.told)
        """Remark → the number of its line, which its mark says."""

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
            number=printable(bibliography.table_number) or UNSET,
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
            heads=self._heads(),
            categories=tuple(self._category(c) for c in self.guideline.categories),
            notes=tuple(self._text(note) for note in self.guideline.notes),
            findings_lead=words.findings.lead.format(n=len(self.remarks.told)),
            remarks=tuple(self._remarks()),
        )

    def _summary(self, achieved: Achievement) -> Iterator[SummaryRow]:
        """The tiers in the order of the legend, then all together."""
        for row, line in zip(achieved.rows, self.guideline.summary.lines, strict=True):
            spans = [line.span, *(share.span for share in line.shares)]
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

    def _heads(self) -> Heads:
        names = {column: names[0] for column, names in self.vocabulary.heads.items()}
        return Heads(
            number=names[Column.NUMBER],
            title=names[Column.TITLE],
            status=names[Column.STATUS],
            results=names[Column.RESULTS],
            move=self.words.move_head,
            rationale=names[Column.RATIONALE],
        )

    def _moves(self) -> Iterator[LegendMove]:
        kinds = [move_kind(measure) for measure in self.guideline.measures]
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

    def _category(self, category: Category) -> CategoryBlock:
        band = None
        if category.title is not None:
            mark = self.words.category.format(number=category.number)
            name = self.words.category_name.format(
                number=category.number, title=printable(category.title.text)
            )
            measures = sum(1 for _ in category.measures)
            spans = [span for span in (category.number_span, category.span) if span]
            band = self._band(category.anchor, mark, category.title, name, measures, spans)
        return CategoryBlock(
            band,
            self.words.continued.format(name=band.name) if band else "",
            tuple(self._subsection(category, part) for part in category.subsections),
        )

    def _subsection(self, category: Category, subsection: Subsection) -> SubsectionBlock:
        band = None
        if subsection.title is not None:
            letter, name = printable(subsection.letter or ""), printable(subsection.title.text)
            if letter:
                name = self.words.subsection_name.format(letter=letter, title=name)
            spans = [span for span in (subsection.letter_span, subsection.span) if span]
            number = len(subsection.measures)
            band = self._band(
                subsection.anchor, letter, subsection.title, name, number, spans
            )
        path = "" if category.number is None else self.words.category.format(number=category.number)
        path += printable(subsection.letter or "")
        return SubsectionBlock(band, tuple(self._row(m, path) for m in subsection.measures))

    def _band(
        self,
        anchor: str,
        mark: str,
        title: Passage,
        name: str,
        measures: int,
        spans: list[Span],
    ) -> Band:
        text = self._text(title)
        # A finding about the number or the whole line is told behind the heading.
        text += self._marks(*spans)
        return Band(anchor, mark, text, name, self.words.count.format(n=measures))

    def _row(self, measure: Measure, path: str) -> Row:
        title = self._filled(measure.title)
        status = Term(
            printable(measure.status.span.text) or self.words.empty,
            self._status_look(measure),
            self._marks(measure.status.span),
        )
        results = self._filled(measure.results)
        move = self._move(measure)
        rationale = self._filled(measure.rationale)
        extras = tuple(
            Labelled(self.words.extra.format(head=printable(extra.head)), self._text(extra.passage))
            for extra in measure.extras
        )
        surplus = plain(printable(measure.surplus.text)) if measure.surplus else ()
        if surplus:
            extras += (Labelled("", surplus),)
        return Row(
            number=str(measure.number) if measure.number is not None else "",
            anchor=measure.anchor,
            path=path,
            tier=self._origin(measure.tier).text,
            # Last: what no cell has taken is told at the number.
            number_marks=self._marks(measure.number_span, measure.span),
            title=title,
            status=status,
            results=results,
            move=move,
            rationale=rationale,
            extras=extras,
        )

    def _status_look(self, measure: Measure) -> str:
        status = measure.status.status
        return self.looks.get(status.word, "") if status else ""

    def _move(self, measure: Measure) -> Move:
        kind = move_kind(measure)
        proposal = measure.proposal
        way = [self._origin(measure.tier), Token(self.words.arrow, "arrow")]
        way.extend(self._destination(proposal))
        return Move(
            kind,
            tuple(way),
            getattr(self.words.signs, kind),
            getattr(self.words.words, kind),
            self._marks(measure.tier.span, proposal.span),
        )

    def _origin(self, term: TierTerm) -> Token:
        if term.tier is not None:
            return _chip(term.tier)
        return Token(printable(term.span.text) or self.words.empty, "as-written")

    def _destination(self, proposal: Proposal) -> Iterator[Token]:
        if not proposal.understood:
            yield Token(printable(proposal.span.text) or self.words.empty, "as-written")
            return
        if proposal.completed:
            yield Token(self.vocabulary.completed, "completed")
        if proposal.completed and proposal.tier:
            yield Token(self.words.arrow, "arrow")
        if proposal.tier:
            yield _chip(proposal.tier)

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
            if piece.text:
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


def _chip(tier: Tier) -> Token:
    return Token(printable(tier.mark), tier_look(tier))
