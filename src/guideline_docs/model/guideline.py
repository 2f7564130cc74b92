"""The guideline as it is meant: frozen, every part with its place in the source.

A part that could not be understood keeps its text and has ``None`` where its
meaning would be; the rules say so, and the documents print the text as written.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, chain, groupby
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from guideline_docs.model.code import Code, Scheme
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.layout import Layout
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.image import ImageFile
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import PROSE, Column, ColumnKind
from guideline_docs.syntax.kinds import Unused
from guideline_docs.syntax.naming import ReferenceMark
from guideline_docs.syntax.nodes import (
    ChapterTree,
    Ruby,
    SheetTree,
    Stray,
    Writing,
)
from guideline_docs.syntax.owner import own_names

Made = TypeVar("Made")


class TargetKind(StrEnum):
    """What a reference can lead to."""

    CATEGORY = "category"
    SUBSECTION = "subsection"
    SECTION = "section"
    """What stands deeper than these two."""
    MEASURE = "measure"
    CHAPTER = "chapter"


class Target(NamedTuple):
    """Something that has a number and can be referred to.

    ``anchor`` is ASCII and unique in the guideline (``subsection-3-1`` is (3)-ア),
    so that it serves as HTML id, PDF destination and Word bookmark alike.
    """

    kind: TargetKind
    code: Code
    name: str
    """The canonical name: ``(3)-ア``, ``(3)``, ``No.6``, ``第2章1``."""
    anchor: str
    span: Span
    title: str


class CrossReference(NamedTuple):
    """A reference in running text, resolved once."""

    mark: ReferenceMark
    target: Target | None

    @property
    def span(self) -> Span:
        return self.mark.span

    @property
    def subject(self) -> str:
        """The canonical name of what is referred to, existing or not."""
        return self.mark.subject


class Passage(NamedTuple):
    """Running text: a cell, a heading's words, a paragraph.

    ``span`` is the text in the source without quotes, bold and outer blanks, ``text`` how
    it reads; ruby notation stands in it.
    """

    span: Span
    text: str
    references: tuple[CrossReference, ...] = ()
    rubies: tuple[Ruby, ...] = ()
    writing: Writing = Writing.PLAIN

    @property
    def written(self) -> str:
        """The text as it stands in the source, for offsets."""
        return self.text if self.writing is Writing.PLAIN else self.span.text

    def __bool__(self) -> bool:
        return self.text != ""


class Tier(NamedTuple):
    """重点区分, as the sheet's own legend declares it (``【Ⅰ】<重点>`` and its words)."""

    mark: str
    label: str
    description: str
    order: int
    """0 for the first line of the legend; a smaller order is a higher tier."""
    span: Span

    def beside(self, label: Span | None) -> str:
        """What a label says that the legend's does not: 重点施策 is 重点, 休止 is not."""
        written = label.text.strip() if label else ""
        kinds = ("施策", "事業", "項目", "取組") if self.label else ()
        known = written in self.label or written in (self.label + kind for kind in kinds)
        return "" if known else written


class TierTerm(NamedTuple):
    """The tier cell of a row: ``span`` all of it, ``mark`` and ``label`` the parts of it."""

    span: Span
    mark: Span | None = None
    label: Span | None = None
    tier: Tier | None = None
    look_alike: bool = False
    """The mark is the tier's only after look-alike letters are replaced (I for Ⅰ)."""


class StatusTerm(NamedTuple):
    """The 施策の実施 cell of a row."""

    span: Span
    status: Status | None = None


class Proposal(NamedTuple):
    """2期案: completed (○), moved to a tier, or both (○→Ⅰ: a new effort after completion)."""

    span: Span
    completed: bool = False
    tier: Tier | None = None
    mark: Span | None = None
    look_alike: bool = False
    label: Span | None = None

    @property
    def understood(self) -> bool:
        return self.completed or self.tier is not None


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """施策: one row of the sheet; ``code`` is None where nobody can read its number.

    ``measure[Column.RATIONALE]`` is the text of a cell, as it is written, whatever the
    column; what the closed words mean is in ``tier``, ``status`` and ``proposal``.
    """

    code: Code | None
    number_span: Span
    anchor: str
    tier: TierTerm
    status: StatusTerm
    proposal: Proposal
    cells: tuple[Passage, ...]
    """One for each of ``layout.kept``; empty where the row or the table has none."""
    layout: Layout
    surplus: Span | None
    """Filled cells beyond the last head: the cells before them may have shifted too."""
    span: Span
    new: bool = False
    """The sheet does not have it: it begins in 第2期."""

    def __getitem__(self, column: Column) -> Passage:
        place = self.layout.places.get(column)
        if place is not None:
            return self.cells[place]
        match column.kind if column.known else None:
            case ColumnKind.CODE:
                span = self.number_span
            case ColumnKind.TIER:
                span = self.tier.span
            case ColumnKind.STATUS:
                span = self.status.span
            case ColumnKind.PROPOSAL:
                span = self.proposal.span
            case _:
                span = self.span.part(0, 0)
        return Passage(span, span.text)

    @property
    def title(self) -> Passage:
        """内容: the name that the measure goes by."""
        return self.cells[0]

    @property
    def columns(self) -> frozenset[Column]:
        """The columns of the table that the head above gives this row."""
        return self.layout.columns

    @property
    def further(self) -> Iterator[tuple[Column, Passage]]:
        """The filled cells of the columns that rules and documents have no name for."""
        return (cell for cell in self._beyond_prose() if not cell[0].second)

    @property
    def added(self) -> Iterator[tuple[Column, Passage]]:
        """What 第2期 adds in cards: 取組内容, 担当課, 指標, スケジュール."""
        return (cell for cell in self._beyond_prose() if cell[0].second)

    def _beyond_prose(self) -> Iterator[tuple[Column, Passage]]:
        usual = len(PROSE)
        for column, passage in zip(self.layout.kept[usual:], self.cells[usual:], strict=True):
            if passage:
                yield column, passage

    @property
    def number(self) -> int | None:
        return self.code.number if self.code else None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The running text of the row: what references and prose are looked for in."""
        if self.layout.prose:
            return self.cells
        return tuple(
            passage
            for column, passage in zip(self.layout.kept, self.cells, strict=True)
            if column.kind is ColumnKind.TEXT
        )

    def with_added(self, cells: Sequence[tuple[Column, Passage]]) -> "Measure":
        """The measure with what further cards add to it."""
        layout = self.layout.with_added(column for column, _ in cells)
        passages = (passage for _, passage in cells)
        return replace(self, cells=(*self.cells, *passages), layout=layout)


class LooseCell(NamedTuple):
    """A filled cell of a loose line, and the column it stands in, if it does in any."""

    passage: Passage
    column: Column | None = None


class LooseLine(NamedTuple):
    """A line of the sheet that is printed as it stands: a note, or (``stray``) one of no kind.

    ``row`` holds the cells of a stray line in their columns where it looks like a row; it
    has no number, its words have no meaning, and it is counted nowhere.
    """

    cells: tuple[LooseCell, ...]
    stray: bool
    row: Measure | None
    span: Span


class Section(NamedTuple):
    """What stands under a heading of the table: measures, and sections of deeper levels.

    What stands under no heading is in one that has the code ``ROOT`` and no title.
    """

    code: Code
    """A heading without a number holds the next one."""
    mark: Span | None
    """The number as written; None where it is missing."""
    title: Passage | None
    anchor: str
    sections: tuple["Section", ...] = ()
    measures: tuple[Measure, ...] = ()
    """Those right below it, above its first section."""
    loose: tuple[LooseLine, ...] = ()
    """What stands between these."""
    span: Span | None = None

    @property
    def all_measures(self) -> Iterator[Measure]:
        """Those of its sections, too, in their order."""
        yield from self.measures
        for section in self.sections:
            yield from section.all_measures

    @property
    def tops(self) -> Iterator["Section"]:
        """The sections of the first level; before them what stands under none of these."""
        outside = tuple(each for each in self.sections if each.code.level)
        if self.measures or self.loose or outside:
            yield self._replace(sections=outside)
        yield from (each for each in self.sections if not each.code.level)


Trail = tuple[Section, ...]


def walk(section: Section, above: Trail = ()) -> Iterator[Trail]:
    """Each section, itself first, with those it stands in, from the outermost."""
    trail = (*above, section)
    yield trail
    for inner in section.sections:
        yield from walk(inner, trail)


class _Edition(NamedTuple):
    table: Section
    """From the root."""
    new: tuple[Measure, ...] = ()
    """The measures that the edition before does not have, in the order of the cards."""
    homeless: tuple[Measure, ...] = ()
    """Cards that have no place in it: no measure of their number, and no heading or title."""


class Edition(_Edition):
    """版: the table at one time. The sheet is one; what cards make of it is the next."""

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure in the order of the table."""
        return tuple(self.table.all_measures)

    @cached_property
    def trails(self) -> tuple[Trail, ...]:
        """Each section with those it stands in, as ``walk`` gives them."""
        return tuple(walk(self.table))

    @cached_property
    def digest(self) -> str:
        """What tells it from every other: 16 digits of its numbers and what bears them.

        A number is no identity, so the titles are in it; the rest of a row may change.
        """
        from hashlib import sha256  # who only checks need not pay for it

        told = [
            f"{'.'.join(map(str, section.code.path))}\t{section.title.text}"
            for *_, section in self.trails
            if section.title
        ]
        told += [f"No.{measure.number}\t{measure.title.text}" for measure in self.measures]
        return sha256("\n".join(told).encode()).hexdigest()[:16]


class Supplement(NamedTuple):
    """A file of cards beside the sheet: what 第2期 adds, under the headings of the sheet."""

    tree: SheetTree
    table: Section
    """Notes of cards are for who writes them: they are not in it."""

    @property
    def measures(self) -> Iterator[Measure]:
        return self.table.all_measures


class Share(NamedTuple):
    """One cell of the sheet's own summary: ``5/6：済``."""

    span: Span
    count: int
    count_span: Span
    denominator: int | None
    denominator_span: Span | None
    status_span: Span
    status: Status | None


class SummaryLine(NamedTuple):
    """What the sheet itself says of a tier; ``span`` is the 【…】."""

    tier: Tier
    shares: tuple[Share, ...]
    unread: tuple[Span, ...]
    """The cells where a share was expected and none could be read."""
    span: Span


class AchievementSummary(NamedTuple):
    """達成状況 as the sheet states it (the true counts are in ``model.tally``)."""

    lines: tuple[SummaryLine, ...] = ()


class Heading(NamedTuple):
    """A heading of a chapter.

    ``level`` 0 is 第1章, 1 is 1, 2 is (1), 3 is ア, 4 is (ア); ``ordinal`` counts from 1.
    """

    level: int
    ordinal: int
    mark: Span
    name: str
    """The canonical name of the place: ``第2章1(2)``."""
    title: Passage
    anchor: str
    span: Span


class ParagraphKind(StrEnum):
    TEXT = "text"
    ITEM = "item"
    NOTE = "note"


class Paragraph(NamedTuple):
    kind: ParagraphKind
    passages: tuple[Passage, ...]
    """The lines of the paragraph, printed one behind the other."""
    span: Span


class AnnotationKind(StrEnum):
    """What a chapter can ask for on a line of its own, ``［＃達成状況］``."""

    PAGE_BREAK = "改ページ"
    ACHIEVEMENT = "達成状況"
    ACHIEVEMENT_CHART = "達成状況のグラフ"
    MEASURE_SYSTEM = "施策の体系"
    MEASURES = "施策"
    PROGRESS_TABLE = "進捗状況一覧"
    COMPARISON = "新旧対照表"
    IMAGE = "画像"


class Annotation(NamedTuple):
    """``kind`` is None where nobody knows the word: printed as written, and told."""

    kind: AnnotationKind | None
    word: str
    arguments: tuple[str, ...]
    place: Span
    """The annotation itself, ``［＃`` to ``］``."""
    span: Span
    image: ImageFile | None = None
    """What an image annotation names."""


class Chapter(NamedTuple):
    """One file of the draft."""

    source: SourceText
    blocks: tuple[Heading | Paragraph | Annotation, ...]


class MissingFile(NamedTuple):
    """A source that the settings name and that is not there; ``span`` names it."""

    span: Span
    name: str
    key: str
    """Of ``[sources]``: sheet or chapters."""


class UnusedFile(NamedTuple):
    """A file among the sources that is in no document.

    ``span`` is its first line; empty, in a source without text, where it is no text.
    """

    span: Span
    name: str
    """Without its folder."""
    unused: Unused
    instead: str = ""
    """The sheet that is the table, the name that settings have, what stands in a folder."""


class Astray(NamedTuple):
    """Files that are not there, and files that are there in vain."""

    missing: tuple[MissingFile, ...] = ()
    unused: tuple[UnusedFile, ...] = ()


class Prose(NamedTuple):
    """The passages of one source as one text, so that it is searched once.

    ``text`` holds each passage as it is written, behind a line end of its own;
    ``starts`` says where each begins. The order is that of the model.
    """

    passages: list[Passage]
    starts: list[int]
    text: str

    @classmethod
    def of(cls, passages: list[Passage]) -> "Prose":
        texts = [passage.written for passage in passages]
        starts = accumulate([len(text) + 1 for text in texts], initial=1)
        return cls(passages, list(starts)[:-1], "\n" + "\n".join(texts))

    def at(self, offset: int) -> int:
        """Which passage holds a character of ``text``, or stands behind its line end."""
        return bisect_right(self.starts, offset) - 1

    def place(self, start: int, end: int) -> Span | None:
        """Where the characters of ``text`` stand in the source; None if in two passages."""
        at = self.at(start)
        first, span = self.starts[at], self.passages[at].span
        if at < 0 or end - first > span.end - span.start:
            return None
        return span.part(start - first, end - first)


class _Parts(NamedTuple):
    """What a guideline is made of."""

    configuration: Configuration
    sources: tuple[SourceText, ...]
    """Every source, those that could not be decoded too."""
    sheet: SheetTree | None
    title: Passage | None
    notes: tuple[LooseLine, ...]
    """What stands above the table, and below it."""
    tiers: tuple[Tier, ...]
    summary: AchievementSummary
    edition: Edition
    """What the sheet holds."""
    supplements: tuple[Supplement, ...]
    second: Edition
    """第2期: the same with what the cards add."""
    renumbered: Renumbered
    """第1期 → 第2期, as far as numbers were given anew."""
    passages: tuple[Passage, ...]
    """All running text that is there, of rows, cards and chapters."""
    strays: tuple[Stray, ...]
    """The lines that are none of the sheet's kinds."""
    references: tuple[CrossReference, ...]
    """Every reference, of rows, cards and chapters."""
    others: tuple[ReferenceMark, ...]
    """The numbers of other papers in the same texts."""
    columns: tuple[Column, ...]
    """The columns that the table has, as they are printed: the seven in their order (all of
    them where no head line says which), then the others in the sheet's."""
    chapters: tuple[Chapter, ...]
    chapter_trees: tuple[ChapterTree, ...]
    astray: Astray
    targets: dict[str, Target]
    """Canonical name → target; of two with one name the first."""


class Guideline(_Parts):
    """One sheet with the cards and chapters around it; any may be missing.

    What several rules ask for is picked out when the first asks, and kept.
    """

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure in the order of the sheet."""
        return self.edition.measures

    @property
    def cards(self) -> Iterator[Measure]:
        """Every card beside the sheet, those of measures that the sheet has too."""
        return chain.from_iterable(supplement.measures for supplement in self.supplements)

    @property
    def tables(self) -> Iterator[SheetTree]:
        """The sheet, and the cards beside it."""
        if self.sheet is not None:
            yield self.sheet
        yield from (supplement.tree for supplement in self.supplements)

    @property
    def loose_lines(self) -> Iterator[LooseLine]:
        """What stands in the table beside its headings and rows."""
        for *_, section in self.edition.trails:
            yield from section.loose

    @cached_property
    def further(self) -> tuple[Column, ...]:
        """The columns that rules and documents have no name for."""
        return tuple(column for column in self.columns if not column.known)

    @cached_property
    def tiered(self) -> bool:
        """Whether the measures have tiers that a legend declares."""
        return bool(self.tiers) and Column.TIER in self.columns

    @cached_property
    def rows(self) -> tuple[Measure, ...]:
        """The measures whose cells stand in their columns."""
        return tuple(measure for measure in self.measures if measure.surplus is None)

    @cached_property
    def titled(self) -> dict[str, Measure]:
        """The measures by their titles; of two of one title the first."""
        return {measure.title.text: measure for measure in reversed(self.measures)}

    @cached_property
    def unresolved(self) -> tuple[CrossReference, ...]:
        """The references that lead nowhere, or are in no form of this guideline."""
        return tuple(r for r in self.references if r.target is None or r.mark.fault)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What this guideline is called in running text, as ``syntax.owner`` takes it."""
        return own_names(self.configuration.bibliography.title)

    @property
    def scheme(self) -> Scheme:
        """How its headings and measures are numbered."""
        return self.configuration.scheme

    def name(self, part: Section | Measure) -> str:
        """The canonical name of what has a code: ``(3)-ア``, ``No.6``; empty without one."""
        return self.scheme.spell(part.code) if part.code else ""

    @cached_property
    def inner_codes(self) -> dict[tuple[int, ...], list[Code]]:
        """The codes of the sections below each path, in their order, each once."""
        codes: dict[tuple[int, ...], set[Code]] = {}
        for *_, section in self.edition.trails:
            if section.code.path:
                codes.setdefault(section.code.above, set()).add(section.code)
        return {path: sorted(held) for path, held in codes.items()}

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """All running text, source by source."""
        by_source: dict[SourceText, list[Passage]] = {}
        for source, passages in groupby(self.passages, attrgetter("span.source")):
            by_source.setdefault(source, []).extend(passages)
        return tuple(map(Prose.of, by_source.values()))

    def once(self, make: Callable[["Guideline"], Made]) -> Made:
        """What a function makes of the guideline, made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @cached_property
    def _made(self) -> dict[object, Any]:
        return {}
