"""Trees and configuration to the guideline: every reference resolved, once.

Never fails: a word nobody knows keeps its text, a heading that is missing is an
implicit one, and the rules say what is wrong with either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from guideline_docs.model.code import CHAPTERS, ROOT, SHEET, Code, Codes
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.guideline import (
    AchievementSummary,
    Annotation,
    AnnotationKind,
    Astray,
    Chapter,
    CrossReference,
    Edition,
    Guideline,
    Heading,
    LooseCell,
    LooseLine,
    Measure,
    Paragraph,
    ParagraphKind,
    Passage,
    Proposal,
    Section,
    Share,
    StatusTerm,
    SummaryLine,
    Supplement,
    Target,
    TargetKind,
    Tier,
    TierTerm,
)
from guideline_docs.model.layout import USUAL, Layout
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.model.second import second_edition
from guideline_docs.model.vocabulary import Status, Vocabulary
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import (
    fold_look_alike,
    fold_marks,
    fold_term,
)
from guideline_docs.source.image import ImageFile
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import COLUMNS, Column, ColumnKind
from guideline_docs.syntax.naming import (
    Fault,
    ReferenceKind,
    ReferenceMark,
    category_name,
)
from guideline_docs.syntax.nodes import (
    AnnotationLine,
    Blank,
    Cell,
    ChapterTree,
    HeadingLine,
    HeadLine,
    NoteLine,
    RowLine,
    Ruby,
    SectionLine,
    SheetTree,
    Stray,
    SummaryHead,
    TextLine,
    TierLine,
    Title,
)
from guideline_docs.syntax.owner import Owner, own_names
from guideline_docs.syntax.references import numbers

_TIER_CELL = expression(
    r"""(?x)
    (?: 【(?P<bracketed>[^】]*)】 | (?P<mark>[^<＜〈(（\s【】]+) ) \s*
    (?:[<＜〈(（](?P<label>[^>＞〉)）]*)[>＞〉)）]? | (?P<bare>\S.*))?"""
)
# The legend's own 【Ⅰ】<重点> is a tier here, too.
_PROPOSED = expression(
    r"""(?xs)
    (?: 【(?P<bracketed>[^】]*)】 | (?P<mark>[^<＜〈]*[^<＜〈\s]) ) \s*
        (?:[<＜〈](?P<label>[^>＞〉]*)[>＞〉])?
  | (?P<other>\S.*)"""
)

# What a guideline of chapters has for a sheet.
_NO_SHEET = SheetTree(SourceText("", ""), ())

# Years, 平成26（2014）のア and 施策2030, are no numbers unless there is one.
_YEARS = range(1900, 2101)


def resolve(
    sheet: SheetTree | None,
    chapters: Iterable[ChapterTree],
    configuration: Configuration,
    sources: Iterable[SourceText] = (),
    images: Mapping[Span, ImageFile] | None = None,
    astray: Astray = Astray(),
    cards: Iterable[SheetTree] = (),
    renumbered: Renumbered = Renumbered(),
) -> Guideline:
    """Say what the trees mean.

    ``sources`` are the files that have no tree too, ``images`` what the image
    annotations of the chapters name, ``astray`` the files that are not there or in vain,
    ``cards`` what adds to the sheet, ``renumbered`` the map of the numbers.
    """
    trees, beside = tuple(chapters), tuple(cards)
    resolver = _Resolver(configuration, images or {}, astray, renumbered)
    resolver.headings(sheet, beside, trees)
    return resolver.guideline(sheet, beside, trees, tuple(sources))


def image_names(tree: ChapterTree) -> Iterator[Span]:
    """Where a chapter names image files."""
    for node in tree.nodes:
        if isinstance(node, AnnotationLine) and node.arguments:
            if node.word.text.strip() == AnnotationKind.IMAGE.value:
                yield node.arguments[0]


class _Read(NamedTuple):
    """The text of a closed cell, read: offsets of its mark and label, and their meaning."""

    mark: tuple[int, int] | None = None
    label: tuple[int, int] | None = None
    tier: Tier | None = None
    look_alike: bool = False
    completed: bool = False


_TITLE = USUAL.index(Column.TITLE)

# What was typed for a number is no longer than 「新規12」.
_LONGEST_NUMBER = 4

class _Grouped(NamedTuple):
    """The lines of a sheet under their headings; ``notes`` stand above and below the table."""

    table: Section
    notes: tuple[LooseLine, ...]


class _Open:
    """A section while its lines come in."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.sections: list[_Open] = []
        self.measures: list[Measure] = []
        self.loose: list[LooseLine] = []

    def closed(self) -> Section:
        return self.section._replace(
            sections=tuple(each.closed() for each in self.sections),
            measures=tuple(self.measures),
            loose=tuple(self.loose),
        )


class _Grouping:
    """The lines of a sheet, one after the other, put under the headings that are open."""

    def __init__(self) -> None:
        self.below = False
        """The table has begun: a note stands in it unless no row comes any more."""
        self.notes: list[LooseLine] = []
        self.waiting: list[LooseLine] = []
        """Notes below the last row so far."""
        self.open = [_Open(Section(ROOT, None, None, ""))]
        """From the root to the innermost heading."""

    def row(self, measure: Measure) -> None:
        if self.waiting or not self.below:
            self._settle()
        self.open[-1].measures.append(measure)

    def heading(self, section: Section, line: SectionLine) -> None:
        self._settle()
        while self.open[-1].section.code.level >= line.level:
            self.open.pop()
        here = _Open(section)
        self.open[-1].sections.append(here)
        self.open.append(here)
        if line.rest:
            # What stands beside a heading is printed below it.
            here.loose.append(_loose(line.rest, line.span))

    def stray(self, line: LooseLine) -> None:
        self._settle()
        self.open[-1].loose.append(line)

    def note(self, line: LooseLine) -> None:
        (self.waiting if self.below else self.notes).append(line)

    def grouped(self) -> _Grouped:
        return _Grouped(self.open[0].closed(), (*self.notes, *self.waiting))

    def _settle(self) -> None:
        """The table goes on: the notes so far stand in it."""
        self.below = True
        if self.waiting:
            self.open[-1].loose.extend(self.waiting)
            self.waiting.clear()


class _Resolver:
    """One walk to learn what can be referred to, a second one to build the parts."""

    def __init__(
        self,
        configuration: Configuration,
        images: Mapping[Span, ImageFile],
        astray: Astray,
        renumbered: Renumbered,
    ) -> None:
        self.configuration = configuration
        self.scheme = configuration.scheme
        self.images = images
        self.astray = astray
        self.renumbered = renumbered
        self.targets: dict[str, Target] = {}
        self.anchors: dict[str, int] = {}
        self.places: dict[object, Target] = {}
        """A heading or row → its target."""
        self.tiers: tuple[Tier, ...] = ()
        self.tiers_by_mark: dict[str, Tier] = {}
        self.tiers_by_look: dict[str, Tier | None] = {}
        self.statuses: dict[str, Status] = {}
        self.tier_terms: dict[str, _Read] = {}
        self.proposals: dict[str, _Read] = {}
        self.references: list[CrossReference] = []
        self.others: list[ReferenceMark] = []
        self.names = own_names(configuration.bibliography.title)
        self.layouts: dict[tuple[HeadLine | None, bool, bool], Layout] = {}
        self.columns = {column: column for column in configuration.vocabulary.columns}
        """Every column that is declared, as it is in the settings."""
        self.strays = 0

    # --- what can be referred to ------------------------------------------------

    def headings(
        self,
        sheet: SheetTree | None,
        cards: tuple[SheetTree, ...],
        chapters: tuple[ChapterTree, ...],
    ) -> None:
        """Learn tiers and targets."""
        vocabulary = self.configuration.vocabulary
        self.statuses = {fold_term(status.word): status for status in vocabulary.statuses}
        tree = sheet or _NO_SHEET
        self.tiers = tuple(_tiers(tree.all(TierLine)))
        for tier in self.tiers:
            self.tiers_by_mark.setdefault(tier.mark, tier)
            look = fold_look_alike(tier.mark)
            # Two tiers that look alike cannot be told apart by their look.
            self.tiers_by_look[look] = None if look in self.tiers_by_look else tier
        self._sheet_targets(tree.nodes)
        for beside in cards:
            self._sheet_targets(beside.nodes, again=True)
        for chapter in chapters:
            self._chapter_targets(chapter)

    def _sheet_targets(self, lines: Iterable[object], again: bool = False) -> None:
        """The targets of rows and headings; ``again``: those that are there already serve."""
        codes, name_of = Codes(self.scheme.levels), self.scheme.measure_name
        depth, kind = len(self.scheme.levels), TargetKind.MEASURE
        prefix = f"{kind}-"
        foreign = name_of(1) != SHEET.measure_name(1)
        for line in lines:
            match line:
                case RowLine(number=number, cells=cells, number_cell=cell):
                    at = self._layout(line.head, line.card, again).order[_TITLE]
                    title = cells[at].text if at < len(cells) else ""
                    code, anchor = Code(depth, (number,)), f"{prefix}{number}"
                    target = Target(kind, code, name_of(number), anchor, cell.span, title)
                    self._target(line, target, again)
                    if foreign:
                        # 施策6 and No.6 are understood whatever the office calls its measures.
                        self.targets.setdefault(SHEET.measure_name(number), self.places[line])
                case SectionLine(title=title):
                    code = codes.next(line.level, line.number)
                    span = _reaching(line.mark or title.span, title.span)
                    self._target(line, self._named(code, span, title.text), again)

    def _named(self, code: Code, span: Span, title: str) -> Target:
        """A heading of the table, as a target."""
        # Beyond the last letter there is, nothing can refer to it.
        name = self.scheme.spell(code) if self.scheme.has_name(code) else ""
        kind = TargetKind(self.scheme.level(code).anchor)
        return Target(kind, code, name, self.scheme.anchor(code), span, title)

    def _chapter_targets(self, tree: ChapterTree) -> None:
        codes = Codes(CHAPTERS.levels)
        for line in tree.nodes:
            if isinstance(line, HeadingLine):
                code = codes.next(line.level, line.ordinal)
                span = _reaching(line.mark, line.title)
                name, anchor = CHAPTERS.spell(code), CHAPTERS.anchor(code)
                target = Target(TargetKind.CHAPTER, code, name, anchor, span, line.title.text)
                self._target(line, target)

    def _target(self, line: object, target: Target, again: bool = False) -> None:
        """Keep a target; the first of a name keeps the name, each gets its own anchor."""
        if again and target.name in self.targets:
            self.places[line] = self.targets[target.name]
            return
        anchor = target.anchor
        times = self.anchors[anchor] = self.anchors.get(anchor, 0) + 1
        if times > 1:
            target = target._replace(anchor=f"{anchor}-again-{times}")
        self.places[line] = target
        if target.name:
            self.targets.setdefault(target.name, target)

    # --- the parts --------------------------------------------------------------

    def guideline(
        self,
        sheet: SheetTree | None,
        beside: tuple[SheetTree, ...],
        chapters: tuple[ChapterTree, ...],
        sources: tuple[SourceText, ...],
    ) -> Guideline:
        tree = sheet or _NO_SHEET
        titles = tree.all(Title)
        grouped = self._grouped(tree.nodes)
        edition = Edition(grouped.table)
        supplements = tuple(map(self._supplement, beside))
        second = second_edition(edition, supplements)
        cards = (measure for supplement in supplements for measure in supplement.measures)
        drafted = tuple(self._chapter(tree) for tree in chapters)
        return Guideline(
            configuration=self.configuration,
            sources=sources,
            sheet=sheet,
            title=_plain(titles[0].cell) if titles else None,
            notes=grouped.notes,
            tiers=self.tiers,
            summary=AchievementSummary(tuple(self._summary(tree.all(TierLine)))),
            edition=edition,
            strays=tuple(tree.all(Stray)),
            supplements=supplements,
            second=second,
            renumbered=self.renumbered,
            passages=tuple(_passages((*edition.measures, *cards), drafted)),
            references=tuple(self.references),
            others=tuple(self.others),
            columns=tuple(self._columns(tree, edition.measures)),
            chapters=drafted,
            chapter_trees=chapters,
            astray=self.astray,
            targets=self.targets,
        )

    def _columns(self, tree: SheetTree, measures: Iterable[Measure]) -> Iterator[Column]:
        """The columns of the table, as they are printed.

        Excel leaves empty columns as margins: one without a head is one if it holds something.
        """
        heads = [self._layout(line) for line in tree.all(HeadLine)]
        layouts = {*heads, *(measure.layout for measure in measures)}
        has = frozenset().union(*(layout.columns for layout in layouts)) if layouts else COLUMNS
        yield from (self.columns.get(column, column) for column in COLUMNS if column in has)
        filled: dict[Column, None] = {}
        for measure in measures:
            if measure.layout.further:
                filled |= {column: None for column, _ in measure.further}
        for stray in tree.all(Stray):
            layout, row = self._layout(stray.head), stray.row
            places = (at for at in layout.further if row[at : at + 1] and row[at])
            filled |= {layout.given[at]: None for at in places}
        named = dict.fromkeys(layout.given[at] for layout in heads for at in layout.further)
        unnamed = frozenset().union(*(layout.unnamed for layout in heads))
        yield from (column for column in named if column in filled or column not in unnamed)
        yield from (column for column in filled if column not in named)

    def _supplement(self, tree: SheetTree) -> Supplement:
        return Supplement(tree, self._grouped(tree.nodes, beside=True).table)

    def _grouped(self, lines: Iterable[object], beside: bool = False) -> _Grouped:
        """Group rows under their headings.

        ``beside``: the lines are cards that add to a sheet; their notes are for who writes.
        """
        parts = _Grouping()
        for node in lines:
            match node:
                case RowLine():
                    parts.row(self._measure(node, beside))
                case SectionLine():
                    parts.heading(self._section(node), node)
                case Stray():
                    parts.stray(self._stray(node))
                case NoteLine(cells=cells) if not beside:
                    parts.note(_loose(cells, node.span))
                case HeadLine():
                    parts.below = True
                case Title(rest=cells) | SummaryHead(cells=cells) if cells:
                    parts.note(_loose(cells, node.span))
        return parts.grouped()

    def _stray(self, line: Stray) -> LooseLine:
        """A line of no kind, with its cells in their columns where it has a head above."""
        if not (line.row and line.head):
            return _loose(tuple(filter(None, line.row)) or (line.cell,), line.span, stray=True)
        layout = self._layout(line.head)
        given = layout.given
        cells = tuple(
            LooseCell(_plain(cell), given[at] if at < len(given) else None)
            for at, cell in enumerate(line.row)
            if cell
        )
        row = self._stray_row(line, layout)
        # Prose where a number should be: not even the other cells need be where they belong.
        looks_like_one = len(row.number_span.text) <= _LONGEST_NUMBER
        return LooseLine(cells, True, row if looks_like_one else None, line.span)

    def _stray_row(self, line: Stray, layout: Layout) -> Measure:
        """The cells of a line of no kind as those of a row, without any meaning."""
        cells, source = line.row, line.span.source
        end = cells[-1].span.end
        missing = Cell(Span(source, end, end))
        tier, status, proposal, *texts = (
            cells[at] if at < len(cells) else missing for at in (*layout.order, *layout.further)
        )
        at = layout.given.index(Column.NUMBER) if Column.NUMBER in layout.given else len(cells)
        surplus = [cell.span for cell in cells[len(layout.given) :] if cell]
        self.strays += 1
        return Measure(
            code=None,
            number_span=(cells[at] if at < len(cells) else missing).span,
            anchor=f"stray-{self.strays}",
            tier=TierTerm(tier.span),
            status=StatusTerm(status.span),
            proposal=Proposal(proposal.span),
            cells=tuple(map(_plain, texts)),
            layout=layout,
            surplus=Span(source, surplus[0].start, surplus[-1].end) if surplus else None,
            span=line.span,
        )

    def _section(self, line: SectionLine) -> Section:
        target = self.places[line]
        title = _plain(line.title)
        return Section(target.code, line.mark, title, target.anchor, span=line.span)

    def _measure(self, line: RowLine, beside: bool) -> Measure:
        layout = self._layout(line.head, line.card, beside)
        cells = line.cells
        try:
            picked = layout.pick(cells)
        except IndexError:
            # A column is missing, or the row ends before it.
            picked = self._reached(line, layout.order)
        tier, status, proposal, *prose = picked
        texts = tuple(map(self._passage, prose))
        if layout.further:
            texts += self._further(line, layout)
        surplus = [extra.span for extra in cells[len(layout.given) :] if extra.text]
        target = self.places[line]
        return Measure(
            target.code,
            line.number_cell.span,
            target.anchor,
            self._tier_term(tier),
            self._status_term(status),
            self._proposal(proposal),
            texts,
            layout,
            Span(line.span.source, surplus[0].start, surplus[-1].end) if surplus else None,
            line.span,
        )

    def _reached(self, line: RowLine, places: Iterable[int]) -> tuple[Cell, ...]:
        """The cells at some places of a row; beyond its end, what is not there."""
        cells = line.cells
        end = cells[-1].span.end
        missing = Cell(Span(line.span.source, end, end))
        return tuple(cells[at] if at < len(cells) else missing for at in places)

    def _further(self, line: RowLine, layout: Layout) -> tuple[Passage, ...]:
        """The cells of the columns that the documents do not know."""
        found = []
        for place, cell in zip(layout.further, self._reached(line, layout.further), strict=True):
            column = layout.given[place]
            if cell is line.number_cell and column in layout.unnamed:
                cell = Cell(cell.span.part(0, 0))  # it is printed as the number that it is
            is_prose = column.kind is ColumnKind.TEXT
            found.append(self._passage(cell) if is_prose else _plain(cell))
        return tuple(found)

    def _layout(
        self, head: HeadLine | None, card: bool = False, beside: bool = False
    ) -> Layout:
        """The layout of the rows under a head line, worked out once.

        Of cards ``beside`` a sheet every further field is what 第2期 adds; in a whole table
        of cards only what the settings call so.
        """
        key = head, card, beside
        layout = self.layouts.get(key)
        if layout is None:
            added = self.configuration.vocabulary.second_heads if card else ()
            layout = Layout.of(head, self.columns, None if card and beside else added)
            self.layouts[key] = layout
        return layout

    def _passage(self, cell: Cell) -> Passage:
        marks = numbers(cell.span, names=self.names)
        found = self._resolved(marks) if marks else ()
        return Passage(cell.span, cell.text, found, (), cell.writing)

    def _resolved(self, marks: Iterable[ReferenceMark]) -> tuple[CrossReference, ...]:
        found = tuple(self._found(marks))
        self.references += found
        return found

    def _found(self, marks: Iterable[ReferenceMark]) -> Iterator[CrossReference]:
        for mark in marks:
            target = self.targets.get(mark.subject)
            if mark.fault is Fault.ENCLOSED and mark.intended not in self.targets:
                continue
            # What names no paper is a reference as far as there is something to refer to.
            unsaid = mark.owner is Owner.UNSAID or self._is_foreign(mark)
            if mark.owner is Owner.OTHERS or (unsaid and target is None):
                self.others.append(mark)
            else:
                yield CrossReference(mark, target)

    def _is_foreign(self, mark: ReferenceMark) -> bool:
        """Whether a number is more likely none of ours: a year, or a form that we do not use."""
        if mark.kind is ReferenceKind.MEASURE and not mark.fault:
            return mark.path[0] in _YEARS
        if mark.kind is ReferenceKind.SUBSECTION and not self.scheme.speaks_as_sheet:
            return True
        return mark.category in _YEARS and category_name(mark.path[0]) not in self.targets

    # --- closed words -----------------------------------------------------------

    def _tier(self, mark: str) -> tuple[Tier | None, bool]:
        """The tier of a mark, and whether only its look told it."""
        if tier := self.tiers_by_mark.get(mark):
            return tier, False
        tier = self.tiers_by_look.get(fold_look_alike(mark))
        return tier, tier is not None

    def _tier_term(self, cell: Cell) -> TierTerm:
        span = cell.span
        read = _of_text(self.tier_terms, cell.written, self._read_tier)
        mark = span.part(*read.mark) if read.mark else None
        label = span.part(*read.label) if read.label else None
        return TierTerm(span, mark, label, read.tier, read.look_alike)

    def _read_tier(self, text: str) -> _Read:
        match = _TIER_CELL.fullmatch(text)
        if match is None:
            return _Read((0, len(text)) if text else None)
        mark = _trimmed(match, "bracketed" if match["bracketed"] is not None else "mark")
        label = "label" if match["label"] is not None else "bare" if match["bare"] else None
        tier, look_alike = self._tier(text[slice(*mark)])
        return _Read(mark, match.span(label) if label else None, tier, look_alike)

    def _status_term(self, cell: Cell) -> StatusTerm:
        text = cell.text
        if text not in self.statuses:
            return StatusTerm(cell.span, self.statuses.get(fold_term(text)))
        return StatusTerm(cell.span, self.statuses[text])

    def _proposal(self, cell: Cell) -> Proposal:
        span = cell.span
        read = _of_text(self.proposals, cell.written, self._read_proposal)
        mark = span.part(*read.mark) if read.mark else None
        label = span.part(*read.label) if read.label else None
        return Proposal(span, read.completed, read.tier, mark, read.look_alike, label)

    def _read_proposal(self, text: str) -> _Read:
        """``○``, a tier, or ``○→`` and a tier; the tier may stand in 【】."""
        completed, at = _split_completed(text, self.configuration.vocabulary)
        match = _PROPOSED.fullmatch(text, at)
        if match is None:
            return _Read(completed=completed)
        groups = ("bracketed", "mark", "other")
        mark = _trimmed(match, next(name for name in groups if match[name] is not None))
        label = match.span("label") if match["label"] else None
        tier, look_alike = self._tier(text[slice(*mark)])
        # ○→ and an unknown word is not a completion that anyone could rely on.
        return _Read(mark, label, tier, look_alike, completed and tier is not None)

    def _summary(self, lines: Iterable[TierLine]) -> Iterator[SummaryLine]:
        for tier, line in zip(self.tiers, lines, strict=True):
            shares = tuple(
                Share(
                    span=share.cell.span,
                    count=int(share.count.text),
                    count_span=share.count,
                    denominator=int(share.denominator.text) if share.denominator else None,
                    denominator_span=share.denominator,
                    status_span=share.status,
                    status=self.statuses.get(fold_term(share.status.text)),
                )
                for share in line.shares
            )
            unread = tuple(cell.span for cell in line.unread)
            yield SummaryLine(tier, shares, unread, line.bracket)

    # --- chapters ---------------------------------------------------------------

    def _chapter(self, tree: ChapterTree) -> Chapter:
        return Chapter(tree.source, tuple(self._blocks(tree)))

    def _blocks(self, tree: ChapterTree) -> Iterator[Heading | Paragraph | Annotation]:
        lines: list[TextLine] = []
        for node in [*tree.nodes, None]:
            if isinstance(node, TextLine) and not node.starts and lines[-1:]:
                lines.append(node)
                continue
            if lines:
                yield self._paragraph(lines)
                lines = []
            match node:
                case TextLine():
                    lines = [node]
                case HeadingLine():
                    target = self.places[node]
                    yield Heading(
                        node.level,
                        node.ordinal,
                        node.mark,
                        target.name,
                        Passage(node.title, node.title.text, rubies=node.rubies),
                        target.anchor,
                        node.span,
                    )
                case AnnotationLine():
                    yield self._annotation(node)
                case Blank() | None:
                    pass

    def _paragraph(self, lines: list[TextLine]) -> Paragraph:
        first, last = lines[0], lines[-1]
        return Paragraph(
            ParagraphKind(first.kind),
            tuple(self._running(line) for line in lines),
            Span(first.span.source, first.span.start, last.span.end),
        )

    def _annotation(self, node: AnnotationLine) -> Annotation:
        word = node.word.text.strip()
        kind = AnnotationKind(word) if word in set(AnnotationKind) else None
        arguments = tuple(part.text.strip() for part in node.arguments)
        image = self.images.get(node.arguments[0]) if node.arguments else None
        return Annotation(kind, word, arguments, node.place, node.span, image)

    def _running(self, line: TextLine) -> Passage:
        found = self._resolved(numbers(line.text, chapters=True, names=self.names))
        rubies = tuple(_behind(ruby, found) for ruby in line.rubies)
        apart = tuple(r for r in found if not any(r.span.overlaps(y.span) for y in rubies))
        return Passage(line.text, line.text.text, apart, rubies)


def _behind(ruby: Ruby, found: Iterable[CrossReference]) -> Ruby:
    """A ruby that begins behind the reference it would cut into: 第1章協働《きょうどう》."""
    ends = [r.span.end for r in found if r.span.start < ruby.span.start < r.span.end]
    lost = max(ends, default=ruby.span.start) - ruby.span.start
    if not 0 < lost < len(ruby.base):
        return ruby
    span = Span(ruby.span.source, ruby.span.start + lost, ruby.span.end)
    return Ruby(span, ruby.base[lost:], ruby.reading)


def _passages(measures: Iterable[Measure], chapters: Iterable[Chapter]) -> Iterator[Passage]:
    for measure in measures:
        for passage in measure.passages:
            if passage.text:
                yield passage
    for chapter in chapters:
        for block in chapter.blocks:
            if isinstance(block, Paragraph):
                yield from filter(None, block.passages)


def _tiers(lines: Iterable[TierLine]) -> Iterator[Tier]:
    for order, line in enumerate(lines):
        description = line.description.text if line.description else ""
        label = line.label.text if line.label else ""
        yield Tier(line.mark.text.strip(), label, description, order, line.bracket)


def _reaching(mark: Span, title: Span) -> Span:
    """Where a heading is seen: from its mark to its last word."""
    return Span(mark.source, mark.start, max(mark.end, title.end))


def _split_completed(text: str, vocabulary: Vocabulary) -> tuple[bool, int]:
    """Whether a cell begins with the mark of completion, and where the rest begins."""
    text = fold_marks(text)
    if not text.startswith(vocabulary.completed):
        return False, 0
    rest = text[len(vocabulary.completed) :].lstrip()
    if rest and not rest.startswith(vocabulary.arrow):
        return False, 0
    behind = rest.removeprefix(vocabulary.arrow).lstrip()
    if rest and not behind:
        return False, 0  # an arrow that leads nowhere
    return True, len(text) - len(behind)


def _loose(cells: Iterable[Cell], span: Span, stray: bool = False) -> LooseLine:
    """A line that stands in no columns."""
    return LooseLine(tuple(LooseCell(_plain(cell)) for cell in cells), stray, None, span)


def _plain(cell: Cell) -> Passage:
    return Passage(cell.span, cell.text, writing=cell.writing)


def _trimmed(match: re.Match[str], group: str) -> tuple[int, int]:
    """The two ends of a group without the blanks around it."""
    written = match[group]
    kept = written.strip()
    start = match.start(group) + written.find(kept)
    return start, start + len(kept)


def _of_text(known: dict[str, _Read], text: str, read: Callable[[str], _Read]) -> _Read:
    """What a cell's text was read as: a long sheet says the same few words in every row."""
    if text not in known:
        known[text] = read(text)
    return known[text]
