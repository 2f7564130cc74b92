"""The guideline as it is meant: frozen, every part with its place in the source.

A part that could not be understood keeps its text and has ``None`` where its
meaning would be; the rules say so, and the documents print the text as written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from guideline_docs.model.astray import Astray
from guideline_docs.model.chapter import Chapter, Paragraph
from guideline_docs.model.code import Code, Scheme
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.edition import Edition, Supplement
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import CrossReference, Passage, Prose
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.model.section import LooseLine, Section
from guideline_docs.model.summary import AchievementSummary
from guideline_docs.model.targets import TargetsByName
from guideline_docs.model.terms import Meaning, Tier
from guideline_docs.model.vocabulary import Judgement
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.naming import ReferenceMark
from guideline_docs.syntax.nodes import ChapterTree, SheetTree, Stray
from guideline_docs.syntax.owner import Names

Made = TypeVar("Made")


class EditionPart(NamedTuple):
    """The table at one time, as the guideline of today knows it.

    ``sheet`` is what a sheet of its own holds; without one it stands in today's, and unless
    it is today's itself in the columns ``status`` and ``results`` (None: in none).
    """

    name: str
    sheet: "Guideline | None" = None
    status: Column | None = None
    results: Column | None = None


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
    targets: TargetsByName
    editions: tuple[EditionPart, ...] = ()
    """Oldest first, today's last; none where there is no other."""


class Guideline(_Parts):
    """One sheet with the cards and chapters around it; any may be missing.

    What several rules ask for is picked out when the first asks, and kept.
    """

    @property
    def written(self) -> tuple[SourceText, ...]:
        """All that a document is made of and staff may edit: the sources, then the settings."""
        file = self.configuration.file
        return (*self.sources, *([file.source] if file else ()))

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
        for section in self.edition.sections:
            yield from section.loose

    @cached_property
    def further(self) -> tuple[Column, ...]:
        """The columns that rules and documents have no name for."""
        return tuple(column for column in self.columns if not column.known)

    @cached_property
    def tiered(self) -> bool:
        """Whether the measures have tiers that a legend declares."""
        return bool(self.tiers) and Column.TIER in self.columns

    @property
    def own(self) -> tuple[Measure, ...]:
        """The measures, each where it belongs: without the rows that repeat one (再掲)."""
        return self.edition.own

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """The further columns of closed words that the table has."""
        every = self.configuration.vocabulary.judgements
        return tuple(each for each in every if each.column in self.columns)

    @cached_property
    def rows(self) -> tuple[Measure, ...]:
        """The measures whose cells stand in their columns, and their parts; what repeats a
        measure is judged where that stands."""
        return tuple([row for row in _with_parts(self.own) if row.surplus is None])

    @cached_property
    def rows_by_meaning(self) -> dict[Meaning, list[Measure]]:
        """The same by what their closed words mean, which is said in few ways."""
        by_meaning: dict[Meaning, list[Measure]] = {}
        for row in self.rows:
            by_meaning.setdefault(row.meaning, []).append(row)
        return by_meaning

    @cached_property
    def titled(self) -> dict[str, Measure]:
        """The measures by their titles; of two of one title the first."""
        return {measure.title.text: measure for measure in reversed(self.measures)}

    @cached_property
    def unresolved(self) -> tuple[CrossReference, ...]:
        """The references that lead nowhere, or are in no form of this guideline."""
        return tuple(r for r in self.references if r.target is None or r.mark.fault)

    @cached_property
    def names(self) -> Names:
        """What this guideline and others are called in running text."""
        return self.configuration.names

    @property
    def scheme(self) -> Scheme:
        """How its headings and measures are numbered."""
        return self.configuration.scheme

    def name(self, part: Section | Measure) -> str:
        """The canonical name of what has a code: ``(3)-ア``, ``No.6``; empty without one."""
        return self.scheme.spell(part.code) if part.code else ""

    def label(self, measure: Measure) -> str:
        """What a measure is called where its heading is in sight."""
        return self.scheme.label(measure.code) if measure.code else ""

    def row_number(self, measure: Measure) -> str:
        """What the column of numbers says: the number, or what nobody can read."""
        return self.scheme.row_number(measure.code) if measure.code else measure.number_span.text

    def listed(self, measure: Measure) -> str:
        """What a measure is called in a list, away from its heading: its number, with those
        of the headings above where it begins anew under each."""
        if measure.code and measure.code.above:
            return self.name(measure)
        return self.row_number(measure)

    @cached_property
    def inner_codes(self) -> dict[tuple[int, ...], set[Code]]:
        """The codes of the sections below each path."""
        codes: defaultdict[tuple[int, ...], set[Code]] = defaultdict(set)
        for section in self.edition.sections:
            code = section.code
            if code.path:
                codes[code.path[:-1]].add(code)
        return codes

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """All running text, source by source, in the order of its rows there."""
        measures: dict[SourceText, list[Measure]] = {}
        for row in _with_parts(chain(self.measures, self.cards)):
            measures.setdefault(row.span.source, []).append(row)
        by_source: dict[SourceText, list[Sequence[Passage]]] = {}
        for source, rows in measures.items():
            rows.sort(key=attrgetter("span.start"))
            by_source[source] = [row.own_passages() for row in rows]
        for chapter in self.chapters:
            paragraphs = (block.passages for block in chapter.blocks if isinstance(block, Paragraph))
            by_source.setdefault(chapter.source, []).extend(paragraphs)
        return tuple(map(Prose.of, by_source.values()))

    @property
    def passages(self) -> Iterator[Passage]:
        """All running text that is there, of rows, cards and chapters."""
        rows = chain.from_iterable(prose.rows for prose in self.prose)
        return filter(None, chain.from_iterable(rows))

    def once(self, make: Callable[["Guideline"], Made]) -> Made:
        """What a function makes of the guideline, made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @cached_property
    def _made(self) -> dict[object, Any]:
        return {}


def _with_parts(measures: Iterable[Measure]) -> Iterable[Measure]:
    """Each measure, and behind it its parts; few tables have any."""
    every = list(measures)
    if any(map(attrgetter("parts"), every)):
        return chain.from_iterable(measure.each for measure in every)
    return every
