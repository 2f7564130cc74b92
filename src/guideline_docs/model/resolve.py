"""Trees and configuration to the guideline: every reference resolved, once.

Never fails: a word nobody knows keeps its text, a heading that is missing is an
implicit one, and the rules say what is wrong with either.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple

from guideline_docs.model.configuration import Configuration
from guideline_docs.model.guideline import (
    AchievementSummary,
    Annotation,
    AnnotationKind,
    Category,
    Chapter,
    CrossReference,
    Extra,
    Guideline,
    Heading,
    Measure,
    MissingFile,
    Paragraph,
    ParagraphKind,
    Passage,
    Proposal,
    Share,
    StatusTerm,
    Subsection,
    SummaryLine,
    Supplement,
    Target,
    TargetKind,
    Tier,
    TierTerm,
)
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.model.second import second_period
from guideline_docs.model.vocabulary import Status, Vocabulary
from guideline_docs.source.glyphs import fold_look_alike, fold_marks, fold_term, kana_at, kana_place
from guideline_docs.source.image import ImageFile
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.nodes import (
    AnnotationLine,
    Blank,
    CategoryLine,
    Cell,
    ChapterTree,
    Column,
    HeadingLine,
    HeadLine,
    NoteLine,
    RowLine,
    Ruby,
    SheetTree,
    Stray,
    SubsectionLine,
    TextLine,
    TierLine,
    Title,
)
from guideline_docs.syntax.references import (
    Fault,
    ReferenceMark,
    chapter_name,
    measure_name,
    references,
    subsection_name,
)
from guideline_docs.syntax.sheet import columns_of

_TIER_CELL = re.compile(
    r"""(?x)
    (?: 【(?P<bracketed>[^】]*)】 | (?P<mark>[^<＜〈(（\s【】]+) ) \s*
    (?:[<＜〈(（](?P<label>[^>＞〉)）]*)[>＞〉)）]? | (?P<bare>\S.*))?"""
)
# The legend's own 【Ⅰ】<重点> is a tier here, too.
_PROPOSED = re.compile(
    r"""(?xs)
    (?: 【(?P<bracketed>[^】]*)】 | (?P<mark>[^<＜〈]*[^<＜〈\s]) ) \s* (?:[<＜〈][^>＞〉]*[>＞〉])?
  | (?P<other>\S.*)"""
)

# What a guideline of chapters has for a sheet.
_NO_SHEET = SheetTree(SourceText("", ""), ())

# Years in parentheses, 平成26（2014）のア, are no categories unless there is one.
_YEARS = range(1900, 2101)


def resolve(
    sheet: SheetTree | None,
    chapters: Iterable[ChapterTree],
    configuration: Configuration,
    sources: Iterable[SourceText] = (),
    images: Mapping[Span, ImageFile] | None = None,
    missing: Iterable[MissingFile] = (),
    cards: Iterable[SheetTree] = (),
    renumbered: Renumbered = Renumbered(),
) -> Guideline:
    """Say what the trees mean.

    ``sources`` are the files that have no tree too, ``images`` what the image
    annotations of the chapters name, ``missing`` the sources that are not there,
    ``cards`` what adds to the sheet, ``renumbered`` the map of the numbers.
    """
    trees, beside = tuple(chapters), tuple(cards)
    resolver = _Resolver(configuration, images or {}, tuple(missing), renumbered)
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


# What a column is called whose head is empty: its cells are printed, not lost.
UNNAMED_HEAD = "（見出しなし）"

_CELLS = (
    *(Column.TITLE, Column.TIER, Column.STATUS),
    *(Column.RESULTS, Column.PROPOSAL, Column.RATIONALE),
)


class _Layout(NamedTuple):
    """Where the cells of a row are, beyond every row's end for columns that are not there.

    ``order`` holds the places of title, tier, status, results, proposal and rationale;
    ``pick`` takes these cells out of a row that has them all.
    """

    columns: frozenset[Column]
    order: tuple[int, ...]
    pick: Callable[[tuple[Cell, ...]], tuple[Cell, ...]]
    extras: tuple[tuple[int, str], ...]
    width: int

    @classmethod
    def of(cls, head: HeadLine | None) -> _Layout:
        columns = columns_of(head)
        places = {column: place for place, column in enumerate(columns) if column}
        order = tuple(places.get(column, sys.maxsize) for column in _CELLS)
        heads = head.heads if head else ()
        extras = (
            (place, each.cell.text if each else UNNAMED_HEAD)
            for place, each in enumerate(heads)
            if each is None or each.column is None
        )
        pick = itemgetter(*order)
        return cls(frozenset(places), order, pick, tuple(extras), len(columns))


class _Resolver:
    """One walk to learn what can be referred to, a second one to build the parts."""

    def __init__(
        self,
        configuration: Configuration,
        images: Mapping[Span, ImageFile],
        missing: tuple[MissingFile, ...],
        renumbered: Renumbered,
    ) -> None:
        self.configuration = configuration
        self.images = images
        self.missing = missing
        self.renumbered = renumbered
        self.targets: dict[str, Target] = {}
        self.anchors: dict[str, int] = {}
        self.places: dict[int, Target] = {}
        """Offset-and-source identity of a heading or row → its target."""
        self.letters: dict[int, str | None] = {}
        """The same for a subsection → the letter it holds."""
        self.tiers: tuple[Tier, ...] = ()
        self.tiers_by_mark: dict[str, Tier] = {}
        self.tiers_by_look: dict[str, Tier | None] = {}
        self.statuses: dict[str, Status] = {}
        self.tier_terms: dict[str, _Read] = {}
        self.proposals: dict[str, _Read] = {}
        self.references: list[CrossReference] = []
        self.layouts: dict[int, _Layout] = {}

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
        category: int | None = None
        place = 0
        for line in lines:
            match line:
                case RowLine(number=number, cells=cells, number_cell=cell):
                    name, anchor = measure_name(number), f"measure-{number}"
                    at = self._layout(line.head).order[0]
                    title = cells[at].text if at < len(cells) else ""
                    target = Target(TargetKind.MEASURE, name, anchor, cell.span, title)
                    self._target(line, target, again)
                case CategoryLine():
                    category, place = line.number, 0
                    name, anchor = f"({line.number})", f"category-{line.number}"
                    span, title = _reaching(line.number_span, line.title.span), line.title.text
                    target = Target(TargetKind.CATEGORY, name, anchor, span, title)
                    self._target(line, target, again)
                case SubsectionLine():
                    place = (kana_place(line.letter) if line.letter else None) or place + 1
                    letter = line.letter or kana_at(place)
                    self.letters[id(line)] = letter
                    number = category or 0
                    name = subsection_name(number, letter) if letter else ""
                    anchor = f"subsection-{number}-{place}"
                    title = line.title.text
                    span = _reaching(line.letter_span or line.title.span, line.title.span)
                    target = Target(TargetKind.SUBSECTION, name, anchor, span, title)
                    self._target(line, target, again)

    def _chapter_targets(self, tree: ChapterTree) -> None:
        path: list[int] = []
        for line in tree.nodes:
            if isinstance(line, HeadingLine):
                path = [*path[: line.level], *[0] * (line.level - len(path)), line.ordinal]
                anchor = "chapter-" + "-".join(map(str, path))
                name, span = _heading_name(path), _reaching(line.mark, line.title)
                title = line.title.text
                self._target(line, Target(TargetKind.CHAPTER, name, anchor, span, title))

    def _target(self, line: object, target: Target, again: bool = False) -> None:
        """Keep a target; the first of a name keeps the name, each gets its own anchor."""
        if again and target.name in self.targets:
            self.places[id(line)] = self.targets[target.name]
            return
        anchor = target.anchor
        times = self.anchors[anchor] = self.anchors.get(anchor, 0) + 1
        if times > 1:
            target = target._replace(anchor=f"{anchor}-again-{times}")
        self.places[id(line)] = target
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
        extras = dict.fromkeys(
            head.cell.text
            for line in tree.all(HeadLine)
            for head in line.heads
            if head and head.column is None
        )
        titles = tree.all(Title)
        categories = tuple(self._categories(tree.nodes))
        measures = tuple(m for category in categories for m in category.measures)
        supplements = tuple(map(self._supplement, beside))
        second = second_period(categories, supplements)
        cards = (measure for supplement in supplements for measure in supplement.measures)
        filled = dict.fromkeys(extra.head for m in measures for extra in m.extras)
        # Excel leaves empty columns as margins; only one that holds something is a column.
        unnamed = UNNAMED_HEAD in filled
        filled.pop(UNNAMED_HEAD, None)
        drafted = tuple(self._chapter(tree) for tree in chapters)
        return Guideline(
            configuration=self.configuration,
            sources=sources,
            sheet=sheet,
            title=_plain(titles[0].cell) if titles else None,
            notes=tuple(_plain(line.cell) for line in tree.all(NoteLine)),
            tiers=self.tiers,
            summary=AchievementSummary(tuple(self._summary(tree.all(TierLine)))),
            categories=categories,
            strays=tuple(tree.all(Stray)),
            measures=measures,
            supplements=supplements,
            second=second.categories,
            new=second.new,
            homeless=second.homeless,
            renumbered=self.renumbered,
            passages=tuple(_passages((*measures, *cards), drafted)),
            references=tuple(self.references),
            # A card may have columns that no head line names.
            extra_heads=tuple(extras | filled) + ((UNNAMED_HEAD,) if unnamed else ()),
            chapters=drafted,
            chapter_trees=chapters,
            missing=self.missing,
            targets=self.targets,
        )

    def _supplement(self, tree: SheetTree) -> Supplement:
        return Supplement(tree, tuple(self._categories(tree.nodes, beside=True)))

    def _categories(self, lines: Iterable[object], beside: bool = False) -> Iterator[Category]:
        """Group rows under their headings; where one is missing it is implicit.

        ``beside``: the lines are cards that add to a sheet.
        """
        line: CategoryLine | None = None
        subsections: list[Subsection] = []
        heading: SubsectionLine | None = None
        measures: list[Measure] = []

        def close_subsection() -> None:
            if heading is not None or measures:
                subsections.append(self._subsection(line, heading, tuple(measures)))
                measures.clear()

        for node in lines:
            match node:
                case RowLine():
                    measures.append(self._measure(node, beside))
                case CategoryLine():
                    close_subsection()
                    if line is not None or subsections:
                        yield self._category(line, tuple(subsections))
                    line, heading, subsections = node, None, []
                case SubsectionLine():
                    close_subsection()
                    heading = node
        close_subsection()
        if line is not None or subsections:
            yield self._category(line, tuple(subsections))

    def _category(
        self, line: CategoryLine | None, subsections: tuple[Subsection, ...]
    ) -> Category:
        if line is None:
            return Category(None, None, None, "category-none", subsections, None)
        anchor = self.places[id(line)].anchor
        title = _plain(line.title)
        return Category(line.number, line.number_span, title, anchor, subsections, line.span)

    def _subsection(
        self,
        category: CategoryLine | None,
        line: SubsectionLine | None,
        measures: tuple[Measure, ...],
    ) -> Subsection:
        if line is None:
            above = self.places[id(category)].anchor if category else "none"
            return Subsection(None, None, None, None, f"{above}-measures", measures, None)
        return Subsection(
            line.letter,
            self.letters[id(line)],
            line.letter_span,
            _plain(line.title),
            self.places[id(line)].anchor,
            measures,
            line.span,
        )

    def _measure(self, line: RowLine, beside: bool) -> Measure:
        layout = self._layout(line.head)
        cells = line.cells
        size = len(cells)
        try:
            picked = layout.pick(cells)
        except IndexError:
            # A column is missing, or the row ends before it.
            end = cells[-1].span.end
            missing = Cell(Span(line.span.source, end, end))
            picked = tuple(cells[at] if at < size else missing for at in layout.order)
        title, tier, status, results, proposal, rationale = picked
        surplus = [extra.span for extra in cells[layout.width :] if extra.text]
        extras = tuple(self._extras(cells, layout)) if layout.extras else ()
        plan: tuple[Extra, ...] = ()
        if line.card:
            # In a whole table of cards only what 第2期 adds is no column of the table.
            second = self.configuration.vocabulary.second_heads
            plan = tuple(extra for extra in extras if beside or extra.head in second)
            extras = () if beside else tuple(e for e in extras if e.head not in second)
        return Measure(
            number=line.number,
            number_span=line.number_cell.span,
            anchor=self.places[id(line)].anchor,
            title=self._passage(title),
            tier=self._tier_term(tier),
            status=self._status_term(status),
            results=self._passage(results),
            proposal=self._proposal(proposal),
            rationale=self._passage(rationale),
            extras=extras,
            columns=layout.columns,
            surplus=(
                Span(line.span.source, surplus[0].start, surplus[-1].end) if surplus else None
            ),
            span=line.span,
            plan=plan,
        )

    def _extras(self, cells: tuple[Cell, ...], layout: _Layout) -> Iterator[Extra]:
        for place, head in layout.extras:
            if place < len(cells) and cells[place]:
                yield Extra(head, self._passage(cells[place]))

    def _layout(self, head: HeadLine | None) -> _Layout:
        """The layout of the rows under a head line, worked out once."""
        layout = self.layouts.get(id(head))
        if layout is None:
            layout = self.layouts[id(head)] = _Layout.of(head)
        return layout

    def _passage(self, cell: Cell) -> Passage:
        marks = references(cell.span)
        found = self._resolved(marks) if marks else ()
        return Passage(cell.span, cell.text, found, (), cell.writing)

    def _resolved(self, marks: Iterable[ReferenceMark]) -> tuple[CrossReference, ...]:
        found = tuple(self._found(marks))
        self.references += found
        return found

    def _found(self, marks: Iterable[ReferenceMark]) -> Iterator[CrossReference]:
        for mark in marks:
            target = self.targets.get(mark.subject)
            if target is None and self._is_year(mark):
                continue
            if mark.fault is Fault.ENCLOSED and mark.intended not in self.targets:
                continue
            yield CrossReference(mark, target)

    def _is_year(self, mark: ReferenceMark) -> bool:
        return mark.category in _YEARS and f"({mark.category})" not in self.targets

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
        return Proposal(span, read.completed, read.tier, mark, read.look_alike)

    def _read_proposal(self, text: str) -> _Read:
        """``○``, a tier, or ``○→`` and a tier; the tier may stand in 【】."""
        completed, at = _split_completed(text, self.configuration.vocabulary)
        match = _PROPOSED.fullmatch(text, at)
        if match is None:
            return _Read(completed=completed)
        mark = _trimmed(match, match.lastgroup or "other")
        tier, look_alike = self._tier(text[slice(*mark)])
        # ○→ and an unknown word is not a completion that anyone could rely on.
        return _Read(mark, None, tier, look_alike, completed and tier is not None)

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
            yield SummaryLine(tier, shares, bool(line.unread), line.bracket)

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
                    target = self.places[id(node)]
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
        found = self._resolved(references(line.text, chapters=True))
        rubies = tuple(_behind(ruby, found) for ruby in line.rubies)
        apart = tuple(r for r in found if not any(_overlap(r.span, y.span) for y in rubies))
        return Passage(line.text, line.text.text, apart, rubies)


def _behind(ruby: Ruby, found: Iterable[CrossReference]) -> Ruby:
    """A ruby that begins behind the reference it would cut into: 第1章協働《きょうどう》."""
    ends = [r.span.end for r in found if r.span.start < ruby.span.start < r.span.end]
    lost = max(ends, default=ruby.span.start) - ruby.span.start
    if not 0 < lost < len(ruby.base):
        return ruby
    span = Span(ruby.span.source, ruby.span.start + lost, ruby.span.end)
    return Ruby(span, ruby.base[lost:], ruby.reading)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


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


def _heading_name(path: list[int]) -> str:
    """``第2章1(2)``, and deeper ``第2章1(2)ア(ア)``; levels that are skipped leave no trace."""
    if 0 not in path and len(path) <= 3:
        return chapter_name(path)
    forms = ("第{}章", "{}", "({})", "{}", "({})")
    names = [str(n) if level < 3 else kana_at(n) or str(n) for level, n in enumerate(path)]
    return "".join(form.format(name) for form, name, n in zip(forms, names, path) if n)


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
