"""The measures in a draft: their system, their entries, and the tables of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guideline_docs.model.configuration import DraftOptions
from guideline_docs.model.guideline import (
    Annotation,
    AnnotationKind,
    Category,
    Extra,
    Guideline,
    Measure,
    Passage,
    Subsection,
    TierTerm,
)
from guideline_docs.source.glyphs import full_kana, kana_place
from guideline_docs.syntax.nodes import Column
from guideline_docs.syntax.references import measure_name
from guideline_docs.views.draft.parts import (
    Block,
    Caption,
    Cell,
    DraftRole,
    Inline,
    Inlines,
    Line,
    NumberOf,
    Row,
    Table,
    Term,
    Title,
    head_row,
    plain,
)
from guideline_docs.views.draft.passages import Passages
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.moves import MoveKind, move_kind
from guideline_docs.views.text import Piece, printable

# A measure stands in several places; what is told of it is told, and what refers to it
# leads, to the first of these that the chapters ask for.
HOMES = (
    AnnotationKind.MEASURES,
    AnnotationKind.PROGRESS_TABLE,
    AnnotationKind.COMPARISON,
    AnnotationKind.MEASURE_SYSTEM,
)

# What has nothing to say without measures.
OF_MEASURES = frozenset((*HOMES, AnnotationKind.ACHIEVEMENT, AnnotationKind.ACHIEVEMENT_CHART))
_COLUMNS = (
    Column.NUMBER,
    Column.TITLE,
    Column.TIER,
    Column.STATUS,
    Column.RESULTS,
    Column.PROPOSAL,
    Column.RATIONALE,
)


class _Row(NamedTuple):
    """The cells of one measure, as all tables print them."""

    number: Cell
    title: Inlines
    before: Inlines
    status: Inlines
    results: Inlines
    after: Inlines
    rationale: Inlines
    extras: tuple[tuple[str, Inlines], ...]
    plan: tuple[tuple[str, Inlines], ...]


class Measures:
    """Says the measures, each way that a chapter can ask for."""

    def __init__(
        self, guideline: Guideline, words: DraftWords, passages: Passages, options: DraftOptions
    ) -> None:
        self.guideline = guideline
        self.words = words
        self.passages = passages
        self.options = options
        self.vocabulary = guideline.configuration.vocabulary
        self.heads = {column: names[0] for column, names in self.vocabulary.heads.items()}
        self.labels: dict[str, Cell] = {}
        self.rows: dict[int, _Row] = {}
        """Measures by identity → their cells without remarks."""
        asked = [
            block.kind
            for chapter in guideline.chapters
            for block in chapter.blocks
            if isinstance(block, Annotation)
        ]
        self.home = next((kind for kind in HOMES if kind in asked), AnnotationKind.MEASURES)
        self.before = {new: old for old, new in guideline.renumbered.measures.items() if new}
        """Number in 第2期 → number in 第1期."""

    # --- 施策の体系 -----------------------------------------------------------------

    def system(self) -> Iterator[Block]:
        here, words = AnnotationKind.MEASURE_SYSTEM, self.words.tables
        head = head_row((words.subsection, words.number, words.measure, words.before, words.after))
        for category in _filled(self.guideline.second):
            yield from self._band(category, here)
            rows = [head]
            for subsection in category.subsections:
                for measure in subsection.measures:
                    first = measure is subsection.measures[0]
                    row = self._row(measure, here)
                    cells = (
                        Cell(
                            DraftRole.CELL,
                            self._subsection_name(subsection) if first else (),
                            joins=not first,
                            anchor=self._home_anchor(subsection, here) if first else "",
                        ),
                        row.number,
                        Cell(DraftRole.CELL, row.title),
                        Cell(DraftRole.CELL_CENTRE, row.before),
                        Cell(DraftRole.CELL_CENTRE, row.after),
                    )
                    rows.append(Row(cells, keep=measure is not subsection.measures[-1]))
            title = self._category_words(category)
            yield Table(DraftRole.SYSTEM_TABLE, title, words.system_description, tuple(rows))

    # --- 施策 --------------------------------------------------------------------

    def entries(self) -> Iterator[Block]:
        for category in self.guideline.second:
            if category.title is not None:
                yield self._category_heading(category)
            for subsection in category.subsections:
                if subsection.title is not None:
                    yield self._subsection_heading(subsection)
                for measure in subsection.measures:
                    yield from self._measure(measure)

    def _category_heading(self, category: Category) -> Title:
        text = self._category_title(category)
        key = self.passages.key(category.anchor, "title", category.title) if category.title else ""
        return Title(DraftRole.ITEM, text, category.number, category.anchor, key)

    def _category_title(self, category: Category) -> Inlines:
        text = self.passages.text(category.title, home=True) if category.title else ()
        return self.passages.told_whole(text, category.span)

    def _subsection_heading(self, subsection: Subsection) -> Title:
        text = self.passages.text(subsection.title, home=True) if subsection.title else ()
        text = self.passages.told_whole(text, subsection.span)
        number = _ordinal(subsection)
        role = DraftRole.LETTER_UNNUMBERED if number is None else DraftRole.LETTER
        key = (
            self.passages.key(subsection.anchor, "title", subsection.title)
            if subsection.title
            else ""
        )
        return Title(role, text, number, subsection.anchor, key)

    def _measure(self, measure: Measure) -> Iterator[Block]:
        words, heads = self.words.tables, self.heads
        row = self._row(measure, AnnotationKind.MEASURES)
        key = self.passages.key(measure.anchor, "title", measure.title)
        yield Title(DraftRole.MEASURE, row.title, measure.number, measure.anchor, key)
        way = (self._label(words.move), Cell(DraftRole.CELL, self._way(measure, row)))
        status = (self._label(heads[Column.STATUS]), Cell(DraftRole.CELL, row.status))
        rows: list[tuple[Cell, ...]] = [(*way, *status)]
        further = []
        if not self.options.omit_notes:
            further = [
                (heads[Column.RESULTS], row.results, "results", measure.results),
                (heads[Column.RATIONALE], row.rationale, "rationale", measure.rationale),
            ]
        if measure.new:
            # What has not begun has no state, and nothing to be noted unless it is written.
            rows = [(way[0], way[1]._replace(across=3))]
            further = [field for field in further if field[3]]
        for part, texts, fields in (
            ("extra", row.extras, measure.extras),
            ("plan", row.plan, self._plan(measure)),
        ):
            for place, ((head, text), extra) in enumerate(zip(texts, fields, strict=True), 1):
                further.append((head, text, f"{part}-{place}", extra.passage))
        for name, text, part, passage in further:
            key = self.passages.key(measure.anchor, part, passage)
            rows.append((self._label(name), Cell(DraftRole.CELL, text, across=3, key=key)))
        title = measure_name(measure.number or 0)
        description = words.measure_description.format(name=title)
        yield Table(
            DraftRole.MEASURE_TABLE,
            title,
            description,
            tuple(Row(cells, keep=cells is not rows[-1]) for cells in rows),
        )

    def _label(self, name: str) -> Cell:
        """The name of a field; one cell for all tables."""
        cell = self.labels.get(name)
        if cell is None:
            cell = self.labels[name] = Cell(DraftRole.CELL_LABEL, plain(name))
        return cell

    def _way(self, measure: Measure, row: _Row) -> Inlines:
        """第1期【Ⅱ-ア】 → 第2期案【Ⅰ】（昇格）"""
        words = self.words
        if measure.new:
            kind = words.way_kind.format(kind=words.new)
            return (*plain(words.way_new), *self._bracketed(row.after), *plain(kind))
        kind = getattr(words.moves, move_kind(measure))
        return (
            *plain(words.way_from),
            *self._bracketed(row.before),
            *plain(words.way_to),
            *self._bracketed(row.after),
            *plain(kind and words.way_kind.format(kind=kind)),
        )

    def _bracketed(self, text: Inlines) -> Iterator[Inline]:
        for part in text:
            if isinstance(part, Term):
                part = part._replace(text=self.words.tier.format(mark=part.text))
            yield part

    # --- 進捗状況一覧 ----------------------------------------------------------------

    def progress_table(self) -> Iterator[Block]:
        here, words, heads = AnnotationKind.PROGRESS_TABLE, self.words.tables, self.heads
        shown = self._columns()
        names = [heads[column] for column in shown] + list(self.guideline.extra_heads)
        head = head_row(printable(name) for name in names)
        places = tuple(_COLUMNS.index(column) for column in shown)
        further = range(len(_COLUMNS), len(_COLUMNS) + len(self.guideline.extra_heads))
        yield Line(DraftRole.TABLE_NOTE, self.passages.fixed(words.progress_note))
        for note in self.guideline.notes:
            yield Line(DraftRole.TABLE_NOTE, self.passages.text(note))
        for category in _filled(self.guideline.categories):
            yield from self._band(category, here)
            rows = [head]
            for subsection in category.subsections:
                if subsection.title is not None:
                    name = self._subsection_name(subsection)
                    anchor = self._home_anchor(subsection, here)
                    cell = Cell(DraftRole.CELL_LABEL, name, across=len(names), anchor=anchor)
                    rows.append(Row((cell,), keep=True))
                rows += (self._progress_row(m, here, shown) for m in subsection.measures)
            title = self._category_words(category)
            yield Table(
                DraftRole.PROGRESS_TABLE,
                title,
                words.progress_description,
                tuple(rows),
                (*places, *further),
            )

    def _columns(self) -> tuple[Column, ...]:
        notes = (Column.RESULTS, Column.RATIONALE) if self.options.omit_notes else ()
        return tuple(column for column in _COLUMNS if column not in notes)

    def _progress_row(
        self, measure: Measure, here: AnnotationKind, columns: tuple[Column, ...]
    ) -> Row:
        row = self._row(measure, here)
        cells = {
            Column.NUMBER: row.number,
            Column.TITLE: Cell(DraftRole.CELL, row.title),
            Column.TIER: Cell(DraftRole.CELL_CENTRE, row.before),
            Column.STATUS: Cell(DraftRole.CELL_CENTRE, row.status),
            Column.RESULTS: Cell(DraftRole.CELL, row.results),
            Column.PROPOSAL: Cell(DraftRole.CELL_CENTRE, row.after),
            Column.RATIONALE: Cell(DraftRole.CELL, row.rationale),
        }
        extras = dict(row.extras)
        further = [extras.get(printable(head), ()) for head in self.guideline.extra_heads]
        return Row(
            (
                *(cells[column] for column in columns),
                *(Cell(DraftRole.CELL, text) for text in further),
            )
        )

    # --- 新旧対照表 -----------------------------------------------------------------

    def comparison(self) -> Iterator[Block]:
        here, words = AnnotationKind.COMPARISON, self.words.tables
        head = head_row(
            (
                words.number_before,
                words.measure,
                words.tier_before,
                words.tier_after,
                words.kind,
                words.number_after,
            )
        )
        yield Caption(DraftRole.CAPTION, self.words.table, plain(words.comparison_caption))
        # Behind the last table a note might stand on a page alone.
        note = words.comparison_renumbered if self.before else words.comparison_note
        yield Line(DraftRole.TABLE_NOTE, self.passages.fixed(note))
        for category in _filled(self.guideline.second):
            yield from self._band(category, here)
            rows = tuple(self._comparison_row(m, here) for m in category.measures)
            title = self._category_words(category)
            description = words.comparison_description
            yield Table(DraftRole.COMPARISON_TABLE, title, description, (head, *rows))

    def _comparison_row(self, measure: Measure, here: AnnotationKind) -> Row:
        row, kind, words = self._row(measure, here), move_kind(measure), self.words
        gone = kind is MoveKind.COMPLETION
        before, after = row.number, self.passages.fixed(words.open_number)
        if measure.new or self.before:
            # The sources bear the numbers of 第2期; those of 第1期 are in the map.
            old = self.before.get(str(measure.number), "")
            written = measure_name(int(old)) if old.isdecimal() else old or words.no_number
            before, after = Cell(DraftRole.CELL, plain(written)), row.number.text
        elif gone:
            after = plain(words.no_number)
        return Row(
            (
                before,
                Cell(DraftRole.CELL, row.title),
                Cell(DraftRole.CELL_CENTRE, row.before),
                Cell(DraftRole.CELL_CENTRE, row.after),
                Cell(
                    DraftRole.CELL_CENTRE,
                    plain(words.new if measure.new else getattr(words.moves, kind)),
                ),
                Cell(DraftRole.CELL_CENTRE, after),
            )
        )

    # --- what the tables share -------------------------------------------------

    def _band(self, category: Category, here: AnnotationKind) -> Iterator[Line]:
        """A category's name over its table."""
        if category.title is None:
            return
        if here is self.home:
            number: Inlines = plain(self.words.category.format(number=category.number))
            title = self._category_title(category)
        else:
            written = self.words.category.format(number=category.number)
            number = (NumberOf(category.anchor, written),)
            title = self.passages.text(category.title)
        text = (*number, *plain(self.words.gap), *title)
        yield Line(DraftRole.BAND, text, self._home_anchor(category, here))

    def _home_anchor(self, part: Category | Subsection, here: AnnotationKind) -> str:
        return part.anchor if here is self.home else ""

    def _category_words(self, category: Category) -> str:
        """A category's name for those who hear the document."""
        if category.title is None:
            return self.words.tables.measure
        number = self.words.category.format(number=category.number)
        return number + self.words.gap + printable(category.title.text)

    def _subsection_name(self, subsection: Subsection) -> Inlines:
        if subsection.title is None:
            return ()
        title = self.passages.text(subsection.title)
        if not subsection.letter:
            return title
        number = NumberOf(subsection.anchor, subsection.letter)
        return (number, *plain(self.words.gap), *title)

    # --- the cells of a measure ------------------------------------------------

    def _row(self, measure: Measure, here: AnnotationKind) -> _Row:
        """The cells of a measure, with the remarks on it where its home is."""
        if here is not self.home:
            return self._row_again(measure)
        spans = (measure.span, *(extra.passage.span for extra in measure.plan))
        if not any(self.passages.remarks.index.within(span) for span in spans):
            return self._row_again(measure)
        row = _Row(
            number=self._number_cell(measure, here),
            title=self.passages.text(measure.title, home=True),
            before=self.passages.told_whole(self._origin(measure), measure.tier.span),
            status=self.passages.told_whole(self._status(measure), measure.status.span),
            results=self._note(measure.results, home=True),
            after=self.passages.told_whole(self._destination(measure), measure.proposal.span),
            rationale=self._note(measure.rationale, home=True),
            extras=tuple(
                (printable(extra.head), self.passages.text(extra.passage, home=True))
                for extra in measure.extras
            ),
            plan=tuple(
                (printable(extra.head), self.passages.text(extra.passage, home=True))
                for extra in self._plan(measure)
            ),
        )
        # What is told of the row as a whole, or of a part that is not printed.
        return row._replace(title=self.passages.told_whole(row.title, measure.span))

    def _row_again(self, measure: Measure) -> _Row:
        """The cells without remarks; made once, for all tables."""
        row = self.rows.get(id(measure))
        if row is None:
            row = self.rows[id(measure)] = _Row(
                number=self._number_cell(measure, None),
                title=self.passages.text(measure.title),
                before=self._origin(measure),
                status=self._status(measure),
                results=self._note(measure.results),
                after=self._destination(measure),
                rationale=self._note(measure.rationale),
                extras=tuple(
                    (printable(extra.head), self.passages.text(extra.passage))
                    for extra in measure.extras
                ),
                plan=tuple(
                    (printable(extra.head), self.passages.text(extra.passage))
                    for extra in self._plan(measure)
                ),
            )
        return row

    def _plan(self, measure: Measure) -> list[Extra]:
        """What 第2期 adds, in one order for all measures, whatever order a card has."""
        order = self.vocabulary.second_heads
        return sorted(
            measure.plan,
            key=lambda extra: order.index(extra.head) if extra.head in order else len(order),
        )

    def _note(self, passage: Passage, home: bool = False) -> Inlines:
        """A note of the office; where it is empty, the mark of that."""
        if self.options.omit_notes:
            return ()
        text = self.passages.text(passage, home)
        return text if passage else (*text, *plain(self.words.blank))

    def _number_cell(self, measure: Measure, here: AnnotationKind | None) -> Cell:
        written = measure_name(measure.number or 0)
        if here is self.home:
            return Cell(DraftRole.CELL, plain(written), anchor=measure.anchor)
        return Cell(DraftRole.CELL, (NumberOf(measure.anchor, written),))

    def _origin(self, measure: Measure) -> Inlines:
        return plain(self.words.blank) if measure.new else self._tier(measure.tier)

    def _tier(self, term: TierTerm) -> Inlines:
        if term.tier is not None:
            return (Term(printable(term.tier.mark), DraftRole.TIER),)
        return plain(printable(term.span.text) or self.words.blank)

    def _destination(self, measure: Measure) -> Inlines:
        proposal = measure.proposal
        if measure.new and not proposal.span.text:
            return self._tier(measure.tier)
        if not proposal.understood:
            return plain(printable(proposal.span.text) or self.words.blank)
        parts: list[Inline] = []
        if proposal.completed:
            parts.append(Piece(self.vocabulary.completed))
        if proposal.completed and proposal.tier:
            parts.append(Piece(self.words.arrow))
        if proposal.tier:
            parts.append(Term(printable(proposal.tier.mark), DraftRole.TIER))
        return tuple(parts)

    def _status(self, measure: Measure) -> Inlines:
        return plain(printable(measure.status.span.text) or self.words.blank)


def _filled(categories: Iterable[Category]) -> Iterator[Category]:
    """The categories that hold measures: an empty table says nothing."""
    return (category for category in categories if any(category.measures))


def _ordinal(subsection: Subsection) -> int | None:
    """The place of a subsection's own letter; None where it is written without one."""
    return kana_place(full_kana(subsection.letter)) if subsection.letter else None
