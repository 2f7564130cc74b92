"""Trees and configuration to the guideline: every reference resolved, once.

Never fails: a word nobody knows keeps its text, a heading that is missing is an
implicit one, and the rules say what is wrong with either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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
    Paragraph,
    ParagraphKind,
    Passage,
    Proposal,
    Share,
    StatusTerm,
    Subsection,
    SummaryLine,
    Target,
    TargetKind,
    Tier,
    TierTerm,
)
from guideline_docs.model.vocabulary import Status, Vocabulary
from guideline_docs.source.glyphs import fold_look_alike, fold_marks, fold_term, kana_at, kana_place
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
    SheetTree,
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
_PROPOSED = re.compile(r"【(?P<bracketed>[^】]*)】|(?P<mark>\S.*)", re.DOTALL)

# Years in parentheses, 平成26（2014）のア, are no categories unless there is one.
_YEARS = range(1900, 2101)


def resolve(
    sheet: SheetTree | None,
    chapters: Iterable[ChapterTree],
    configuration: Configuration,
    sources: Iterable[SourceText] = (),
) -> Guideline:
    """Say what the trees mean; ``sources`` are the files that have no tree too."""
    trees = tuple(chapters)
    resolver = _Resolver(configuration)
    resolver.headings(sheet, trees)
    return resolver.guideline(sheet, trees, tuple(sources))


@dataclass(slots=True)
class _Resolver:
    """One walk to learn what can be referred to, a second one to build the parts."""

    configuration: Configuration
    targets: dict[str, Target] = field(default_factory=dict)
    anchors: dict[str, int] = field(default_factory=dict)
    places: dict[int, Target] = field(default_factory=dict)
    """Offset-and-source identity of a heading or row → its target."""
    letters: dict[int, str | None] = field(default_factory=dict)
    """The same for a subsection → the letter it holds."""
    tiers: tuple[Tier, ...] = ()
    tiers_by_mark: dict[str, Tier] = field(default_factory=dict)
    tiers_by_look: dict[str, Tier | None] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)

    # --- what can be referred to ------------------------------------------------

    def headings(self, sheet: SheetTree | None, chapters: tuple[ChapterTree, ...]) -> None:
        """Learn tiers and targets."""
        vocabulary = self.configuration.vocabulary
        self.statuses = {fold_term(status.word): status for status in vocabulary.statuses}
        lines = sheet.nodes if sheet else ()
        self.tiers = tuple(_tiers(line for line in lines if isinstance(line, TierLine)))
        for tier in self.tiers:
            self.tiers_by_mark.setdefault(tier.mark, tier)
            look = fold_look_alike(tier.mark)
            # Two tiers that look alike cannot be told apart by their look.
            self.tiers_by_look[look] = None if look in self.tiers_by_look else tier
        self._sheet_targets(lines)
        for tree in chapters:
            self._chapter_targets(tree)

    def _sheet_targets(self, lines: Iterable[object]) -> None:
        category: int | None = None
        place = 0
        for line in lines:
            match line:
                case CategoryLine():
                    category, place = line.number, 0
                    name = f"({line.number})"
                    self._target(
                        line, TargetKind.CATEGORY, name, f"category-{line.number}", line.title
                    )
                case SubsectionLine():
                    place = (kana_place(line.letter) if line.letter else None) or place + 1
                    letter = line.letter or kana_at(place)
                    self.letters[id(line)] = letter
                    number = category or 0
                    name = subsection_name(number, letter) if letter else ""
                    anchor = f"subsection-{number}-{place}"
                    self._target(line, TargetKind.SUBSECTION, name, anchor, line.title)
                case RowLine():
                    name = measure_name(line.number)
                    anchor = f"measure-{line.number}"
                    columns = columns_of(line.head)
                    title = _cell_at(line, columns, Column.TITLE)
                    self._target(line, TargetKind.MEASURE, name, anchor, title)

    def _chapter_targets(self, tree: ChapterTree) -> None:
        path: list[int] = []
        for line in tree.nodes:
            if isinstance(line, HeadingLine):
                path = [*path[: line.level], *[0] * (line.level - len(path)), line.ordinal]
                anchor = "chapter-" + "-".join(map(str, path))
                self._target(line, TargetKind.CHAPTER, _heading_name(path), anchor, line.title)

    def _target(
        self,
        line: CategoryLine | SubsectionLine | RowLine | HeadingLine,
        kind: TargetKind,
        name: str,
        anchor: str,
        title: Cell | Span | None,
    ) -> None:
        """Make a target; the first of a name keeps the name, each gets its own anchor."""
        times = self.anchors[anchor] = self.anchors.get(anchor, 0) + 1
        if times > 1:
            anchor = f"{anchor}-again-{times}"
        target = Target(kind, name, anchor, line.span, title.text if title else "")
        self.places[id(line)] = target
        if name:
            self.targets.setdefault(name, target)

    # --- the parts --------------------------------------------------------------

    def guideline(
        self,
        sheet: SheetTree | None,
        chapters: tuple[ChapterTree, ...],
        sources: tuple[SourceText, ...],
    ) -> Guideline:
        lines = sheet.nodes if sheet else ()
        heads = [line for line in lines if isinstance(line, HeadLine)]
        extras = dict.fromkeys(
            head.cell.text
            for line in heads
            for head in line.heads
            if head and head.column is None
        )
        title = next((line.cell for line in lines if isinstance(line, Title)), None)
        categories = tuple(self._categories(lines))
        return Guideline(
            configuration=self.configuration,
            sources=sources,
            sheet=sheet,
            title=_plain(title) if title else None,
            notes=tuple(_plain(line.cell) for line in lines if isinstance(line, NoteLine)),
            tiers=self.tiers,
            summary=AchievementSummary(
                tuple(self._summary(line for line in lines if isinstance(line, TierLine)))
            ),
            categories=categories,
            measures=tuple(m for category in categories for m in category.measures),
            extra_heads=tuple(extras),
            chapters=tuple(self._chapter(tree) for tree in chapters),
            chapter_trees=chapters,
            targets=self.targets,
        )

    def _categories(self, lines: Iterable[object]) -> Iterator[Category]:
        """Group rows under their headings; where one is missing it is implicit."""
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
                case CategoryLine():
                    close_subsection()
                    if line is not None or subsections:
                        yield self._category(line, tuple(subsections))
                    line, heading, subsections = node, None, []
                case SubsectionLine():
                    close_subsection()
                    heading = node
                case RowLine():
                    measures.append(self._measure(node))
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

    def _measure(self, line: RowLine) -> Measure:
        columns = columns_of(line.head)
        heads = line.head.heads if line.head else ()
        cells: dict[Column, Cell] = {}
        extras: list[Extra] = []
        for place, cell in enumerate(line.cells[: len(columns)]):
            column = columns[place]
            if column is not None:
                cells[column] = cell
            elif cell and (head := heads[place]):
                extras.append(Extra(head.cell.text, self._passage(cell)))
        missing = Cell(Span(line.span.source, line.cells[-1].span.end, line.cells[-1].span.end))
        surplus = [cell.span for cell in line.cells[len(columns) :] if cell]
        return Measure(
            number=line.number,
            number_span=line.number_cell.span,
            anchor=self.places[id(line)].anchor,
            title=self._passage(cells.get(Column.TITLE, missing)),
            tier=self._tier_term(cells.get(Column.TIER, missing)),
            status=self._status_term(cells.get(Column.STATUS, missing)),
            results=self._passage(cells.get(Column.RESULTS, missing)),
            proposal=self._proposal(cells.get(Column.PROPOSAL, missing)),
            rationale=self._passage(cells.get(Column.RATIONALE, missing)),
            extras=tuple(extras),
            columns=frozenset(column for column in columns if column),
            surplus=(
                Span(line.span.source, surplus[0].start, surplus[-1].end) if surplus else None
            ),
            span=line.span,
        )

    def _passage(self, cell: Cell) -> Passage:
        marks = references(cell.span) if cell else ()
        return Passage(cell.span, tuple(self._resolved(marks)), (), cell.quoted)

    def _resolved(self, marks: Iterable[ReferenceMark]) -> Iterator[CrossReference]:
        for mark in marks:
            target = self.targets.get(mark.subject)
            if target is None and mark.category in _YEARS:
                continue
            if mark.fault is Fault.ENCLOSED and mark.intended not in self.targets:
                continue
            yield CrossReference(mark, target)

    # --- closed words -----------------------------------------------------------

    def _tier(self, mark: str) -> tuple[Tier | None, bool]:
        """The tier of a mark, and whether only its look told it."""
        if tier := self.tiers_by_mark.get(mark):
            return tier, False
        tier = self.tiers_by_look.get(fold_look_alike(mark))
        return tier, tier is not None

    def _tier_term(self, cell: Cell) -> TierTerm:
        match = _TIER_CELL.fullmatch(cell.span.text)
        if match is None:
            return TierTerm(cell.span, cell.span if cell else None)
        group = "bracketed" if match["bracketed"] is not None else "mark"
        mark = _trimmed(cell.span.part(*match.span(group)))
        label = "label" if match["label"] is not None else "bare" if match["bare"] else None
        tier, look_alike = self._tier(mark.text)
        return TierTerm(
            cell.span,
            mark,
            cell.span.part(*match.span(label)) if label else None,
            tier,
            look_alike,
        )

    def _status_term(self, cell: Cell) -> StatusTerm:
        return StatusTerm(cell.span, self.statuses.get(fold_term(cell.text)))

    def _proposal(self, cell: Cell) -> Proposal:
        """``○``, a tier, or ``○→`` and a tier; the tier may stand in 【】."""
        vocabulary = self.configuration.vocabulary
        completed, rest = _split_completed(cell.span, vocabulary)
        match = _PROPOSED.fullmatch(rest.text)
        if match is None:
            return Proposal(cell.span, completed)
        group = "bracketed" if match["bracketed"] is not None else "mark"
        mark = _trimmed(rest.part(*match.span(group)))
        tier, look_alike = self._tier(mark.text)
        if tier is None:
            # ○→ and an unknown word is not a completion that anyone could rely on.
            return Proposal(cell.span, False, None, mark)
        return Proposal(cell.span, completed, tier, mark, look_alike)

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
            yield SummaryLine(tier, shares, line.bracket)

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
                        Passage(node.title, rubies=node.rubies),
                        target.anchor,
                        node.span,
                    )
                case AnnotationLine():
                    yield _annotation(node)
                case Blank() | None:
                    pass

    def _paragraph(self, lines: list[TextLine]) -> Paragraph:
        first, last = lines[0], lines[-1]
        return Paragraph(
            ParagraphKind(first.kind),
            tuple(self._running(line) for line in lines),
            Span(first.span.source, first.span.start, last.span.end),
        )

    def _running(self, line: TextLine) -> Passage:
        marks = references(line.text, chapters=True)
        return Passage(line.text, tuple(self._resolved(marks)), line.rubies)


def _tiers(lines: Iterable[TierLine]) -> Iterator[Tier]:
    for order, line in enumerate(lines):
        description = line.description.text if line.description else ""
        label = line.label.text if line.label else ""
        yield Tier(line.mark.text.strip(), label, description, order, line.bracket)


def _annotation(node: AnnotationLine) -> Annotation:
    word = node.word.text.strip()
    kind = AnnotationKind(word) if word in set(AnnotationKind) else None
    arguments = tuple(part.text.strip() for part in node.arguments)
    return Annotation(kind, word, arguments, _trimmed(node.span), node.span)


def _heading_name(path: list[int]) -> str:
    """``第2章1(2)``, and deeper ``第2章1(2)ア(ア)``; levels that are skipped leave no trace."""
    if 0 not in path and len(path) <= 3:
        return chapter_name(path)
    forms = ("第{}章", "{}", "({})", "{}", "({})")
    names = [str(n) if level < 3 else kana_at(n) or str(n) for level, n in enumerate(path)]
    return "".join(form.format(name) for form, name, n in zip(forms, names, path) if n)


def _split_completed(span: Span, vocabulary: Vocabulary) -> tuple[bool, Span]:
    """Whether the cell begins with the mark of completion, and what stands behind it."""
    text = fold_marks(span.text)
    if not text.startswith(vocabulary.completed):
        return False, span
    at = len(vocabulary.completed)
    rest = text[at:].lstrip()
    if rest and not rest.startswith(vocabulary.arrow):
        return False, span
    rest = rest.removeprefix(vocabulary.arrow).lstrip()
    return True, span.part(len(text) - len(rest), len(text))


def _cell_at(line: RowLine, columns: tuple[Column | None, ...], column: Column) -> Cell | None:
    place = columns.index(column) if column in columns else len(line.cells)
    return line.cells[place] if place < len(line.cells) else None


def _plain(cell: Cell) -> Passage:
    return Passage(cell.span, escaped=cell.quoted)


def _trimmed(span: Span) -> Span:
    text = span.text
    kept = text.strip()
    lead = text.find(kept)
    return span.part(lead, lead + len(kept))
