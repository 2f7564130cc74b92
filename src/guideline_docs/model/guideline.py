"""The guideline as it is meant: frozen, every part with its place in the source.

A part that could not be understood keeps its text and has ``None`` where its
meaning would be; the rules say so, and the documents print the text as written.
"""

from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from guideline_docs.model.configuration import Configuration
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.glyphs import KANA_ORDER
from guideline_docs.source.image import ImageFile
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.nodes import ChapterTree, Column, Ruby, SheetTree, Stray, Writing
from guideline_docs.syntax.references import ReferenceMark

if TYPE_CHECKING:
    from guideline_docs.model.tally import Tally


class TargetKind(StrEnum):
    """What a reference can lead to."""

    CATEGORY = "category"
    SUBSECTION = "subsection"
    MEASURE = "measure"
    CHAPTER = "chapter"


class Target(NamedTuple):
    """Something that has a number and can be referred to.

    ``anchor`` is ASCII and unique in the guideline (``subsection-3-1`` is (3)-ア),
    so that it serves as HTML id, PDF destination and Word bookmark alike.
    """

    kind: TargetKind
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

    @property
    def understood(self) -> bool:
        return self.completed or self.tier is not None


class Extra(NamedTuple):
    """A cell of a column that is kept and printed although nobody declared it."""

    head: str
    passage: Passage


class Measure(NamedTuple):
    """施策: one row of the sheet."""

    number: int | None
    number_span: Span
    anchor: str
    title: Passage
    tier: TierTerm
    status: StatusTerm
    results: Passage
    proposal: Proposal
    rationale: Passage
    extras: tuple[Extra, ...]
    columns: frozenset[Column]
    """The columns that the sheet's head gives this row."""
    surplus: Span | None
    """Filled cells beyond the last head: the cells before them may have shifted too."""
    span: Span
    plan: tuple[Extra, ...] = ()
    """What 第2期 adds in cards: 取組内容, 担当課, 指標, スケジュール."""
    new: bool = False
    """The sheet does not have it: it begins in 第2期."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The running text of the row: what references and prose are looked for in."""
        known = (self.title, self.results, self.rationale)
        if not (self.extras or self.plan):
            return known
        return (*known, *(extra.passage for extra in (*self.extras, *self.plan)))


class Subsection(NamedTuple):
    """小項目 ア. Implicit (no ``title``) where measures stand directly under a category."""

    letter: str | None
    """The letter as written, or None."""
    position_letter: str | None
    """The letter that counts: the written one, or the next in order where it is missing."""
    letter_span: Span | None
    title: Passage | None
    anchor: str
    measures: tuple[Measure, ...]
    span: Span | None


class Category(NamedTuple):
    """大項目 (1). Implicit (no ``title``) where nothing is above a subsection or measure."""

    number: int | None
    number_span: Span | None
    title: Passage | None
    anchor: str
    subsections: tuple[Subsection, ...]
    span: Span | None

    @property
    def measures(self) -> Iterator[Measure]:
        for subsection in self.subsections:
            yield from subsection.measures


class Supplement(NamedTuple):
    """A file of cards beside the sheet: what 第2期 adds, under the headings of the sheet."""

    tree: SheetTree
    categories: tuple[Category, ...]

    @property
    def measures(self) -> Iterator[Measure]:
        for category in self.categories:
            yield from category.measures


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
    unread: bool
    """There are cells where a share was expected and none could be read."""
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
    notes: tuple[Passage, ...]
    tiers: tuple[Tier, ...]
    summary: AchievementSummary
    categories: tuple[Category, ...]
    measures: tuple[Measure, ...]
    """Every measure in the order of the sheet."""
    supplements: tuple[Supplement, ...]
    second: tuple[Category, ...]
    """第2期: the categories with what the cards add."""
    new: tuple[Measure, ...]
    """The measures that the sheet does not have."""
    homeless: tuple[Measure, ...]
    """Cards whose number the sheet does not have, under no category or without title."""
    renumbered: Renumbered
    """第1期 → 第2期, as far as numbers were given anew."""
    passages: tuple[Passage, ...]
    """All running text that is there, of rows, cards and chapters."""
    strays: tuple[Stray, ...]
    """The lines that are none of the sheet's kinds."""
    references: tuple[CrossReference, ...]
    """Every reference, of rows, cards and chapters."""
    extra_heads: tuple[str, ...]
    """The heads of undeclared columns, in the sheet's order."""
    chapters: tuple[Chapter, ...]
    chapter_trees: tuple[ChapterTree, ...]
    missing: tuple[MissingFile, ...]
    targets: dict[str, Target]
    """Canonical name → target; of two with one name the first."""


class Guideline(_Parts):
    """One sheet with the cards and chapters around it; any may be missing.

    What several rules ask for is picked out when the first asks, and kept.
    """

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

    @cached_property
    def rows(self) -> tuple[Measure, ...]:
        """The measures whose cells stand in their columns."""
        return tuple(measure for measure in self.measures if measure.surplus is None)

    @cached_property
    def unresolved(self) -> tuple[CrossReference, ...]:
        """The references that lead nowhere, or are in no form of this guideline."""
        return tuple(r for r in self.references if r.target is None or r.mark.fault)

    @cached_property
    def letters(self) -> dict[int, list[str]]:
        """The letters of each category's subsections, in the order of items."""
        letters: dict[int, set[str]] = {}
        for category in self.categories:
            held = {s.position_letter for s in category.subsections if s.position_letter}
            letters.setdefault(category.number or 0, set()).update(held)
        return {number: sorted(held, key=KANA_ORDER.index) for number, held in letters.items()}

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """All running text, source by source."""
        by_source: dict[SourceText, list[Passage]] = {}
        for source, passages in groupby(self.passages, attrgetter("span.source")):
            by_source.setdefault(source, []).extend(passages)
        return tuple(map(Prose.of, by_source.values()))

    @cached_property
    def tally(self) -> "Tally":
        """The rows counted."""
        from guideline_docs.model.tally import tally  # it counts what is declared above

        return tally(self)
