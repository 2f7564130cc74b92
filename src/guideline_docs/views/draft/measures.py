"""The measures in a draft: their system, their entries, and the tables of all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple
from unicodedata import normalize

from guideline_docs.model.chapter import Annotation, AnnotationKind
from guideline_docs.model.code import CHAPTERS
from guideline_docs.model.configuration import DraftOptions
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import LooseLine, Section, walk
from guideline_docs.model.terms import Tier, TierTerm
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import COLUMNS, PROSE, Column, ColumnKind
from guideline_docs.views.draft.parts import (
    HEADINGS,
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

# The notes of the office: prose beside the title.
NOTES = tuple(column for column in PROSE if column is not Column.TITLE)

# What has nothing to say without measures.
OF_MEASURES = frozenset((*HOMES, AnnotationKind.ACHIEVEMENT, AnnotationKind.ACHIEVEMENT_CHART))
# The headings of the table stand below chapter and section.
_ROLES = (DraftRole.ITEM, DraftRole.LETTER, DraftRole.INNER)

# Cells of words begin where their column does; marks, figures and dates stand in the middle.
_WORDS = (ColumnKind.TEXT, ColumnKind.DEPARTMENT)


class _Row(NamedTuple):
    """The cells of one measure, as all tables print them."""

    number: Cell
    said: dict[Column, Inlines]
    """What is printed of each column that the measure has, the number's apart."""


class Measures:
    """Says the measures, each way that a chapter can ask for."""

    def __init__(
        self,
        guideline: Guideline,
        words: DraftWords,
        passages: Passages,
        options: DraftOptions,
        head_of: Callable[[Column], str],
    ) -> None:
        self.guideline = guideline
        self.words = words
        self.passages = passages
        self.options = options
        self.head_of = head_of
        """What prints the head of a column of the sheet's own."""
        self.vocabulary = guideline.configuration.vocabulary
        self.scheme = guideline.scheme
        self.heads = {column: column.name for column in self.vocabulary.columns}
        self.labels: dict[str, Cell] = {}
        self.rows: dict[Measure, _Row] = {}
        """The cells without remarks."""
        asked = [
            block.kind
            for chapter in guideline.chapters
            for block in chapter.blocks
            if isinstance(block, Annotation)
        ]
        self.home = next((kind for kind in HOMES if kind in asked), AnnotationKind.MEASURES)
        self.with_notes = AnnotationKind.PROGRESS_TABLE not in asked
        """The notes of the sheet, which stand at its table, stand behind the entries."""
        self.columns = {*guideline.columns, *_columns_of_new(guideline.second.new)}
        self.before = {new: old for old, new in guideline.renumbered.measures.items() if new}
        """Number in 第2期 → number in 第1期."""

    # --- 施策の体系 -----------------------------------------------------------------

    def system(self) -> Iterator[Block]:
        here, words = AnnotationKind.MEASURE_SYSTEM, self.words.tables
        inner = words.between_heads.join(level.name for level in self.scheme.levels[1:])
        names = (printable(inner), words.number, words.measure, words.before, words.after)
        kept = self._kept(5, {3: Column.TIER, 4: Column.PROPOSAL})
        description = words.system_description.format(heading=printable(inner))
        for top in _filled(self.guideline.second.table):
            yield from self._band(top, here)
            rows = [row for _, *trail in walk(top) for row in self._system_rows(trail or [top], here)]
            what = (DraftRole.SYSTEM_TABLE, self._section_words(top), description)
            yield self._parted(what, names, rows, kept if inner else kept[1:])

    def _system_rows(self, trail: Sequence[Section], here: AnnotationKind) -> Iterator[Row]:
        """The measures of a section; ``trail`` is what stands in their first cell."""
        section = trail[-1]
        for measure in section.measures:
            first = measure is section.measures[0]
            row = self._row(measure, here)
            cells = (
                Cell(
                    DraftRole.CELL,
                    self._trail_name(trail) if first else (),
                    joins=not first,
                    anchor=self._home_anchor(section, here) if first and section.code.level else "",
                ),
                row.number,
                Cell(DraftRole.CELL, row.said[Column.TITLE]),
                Cell(DraftRole.CELL_CENTRE, row.said[Column.TIER]),
                Cell(DraftRole.CELL_CENTRE, row.said[Column.PROPOSAL]),
            )
            yield Row(cells, keep=measure is not section.measures[-1])

    def _trail_name(self, trail: Sequence[Section]) -> Inlines:
        """The headings of a row below the first level, each on a line."""
        lines = [self._section_name(section) for section in trail if section.code.level > 0]
        return tuple(
            part for n, line in enumerate(lines) for part in (*plain("\n" if n else ""), *line)
        )

    # --- 施策 --------------------------------------------------------------------

    def entries(self) -> Iterator[Block]:
        for *_, section in self.guideline.second.trails:
            if section.title is not None:
                yield self._heading(section, section.title)
            for line in _in_order(section.measures, section.loose):
                if isinstance(line, LooseLine):
                    yield self._loose_line(line)
                else:
                    yield from self._measure(line)
        if self.with_notes:
            yield from map(self._loose_line, self.guideline.notes)

    def _loose_line(self, line: LooseLine) -> Line:
        """A line that is no measure, as a paragraph between the measures."""
        return Line(DraftRole.TEXT if line.stray else DraftRole.TABLE_NOTE, self._cells(line))

    def _cells(self, line: LooseLine) -> Inlines:
        """The cells of a line that stands in no columns, without what is not to be printed."""
        hidden = NOTES if self.options.omit_notes else ()
        between: Inlines = ()
        text: Inlines = ()
        for cell in line.cells:
            if cell.column is None or cell.column not in hidden:
                text += (*between, *self.passages.text(cell.passage, home=True))
                between = plain(self.words.gap)
        return text

    def _heading(self, section: Section, title: Passage) -> Title:
        """A heading of its level's style; its number is the style's where that counts so."""
        level = section.code.level
        role = _ROLES[min(level, len(_ROLES) - 1)]
        number = section.code.number if section.mark else None
        text = self._title(section)
        if number is None:
            role = DraftRole.LETTER_UNNUMBERED if role is DraftRole.LETTER else role
        elif not self._is_counted(level):
            number = None
            text = (*plain(self.scheme.mark(section.code) + self.words.gap), *text)
        key = self.passages.key(section.anchor, "title", title)
        return Title(role, text, number, section.anchor, key)

    def _is_counted(self, level: int) -> bool:
        """Whether the headings of chapters have the same marks at this depth: (1), below it ア."""
        depth = HEADINGS.index(_ROLES[0]) + level
        if depth >= len(CHAPTERS.levels):
            return False
        marks = (self.scheme.levels[level].mark, CHAPTERS.levels[depth].mark)
        first, second = (normalize("NFKC", mark.example) for mark in marks)
        return first == second

    def _title(self, section: Section) -> Inlines:
        text = self.passages.text(section.title, home=True) if section.title else ()
        return self.passages.told_whole(text, section.span)

    def _measure(self, measure: Measure) -> Iterator[Block]:
        words, heads = self.words.tables, self.heads
        row = self._row(measure, AnnotationKind.MEASURES)
        key = self.passages.key(measure.anchor, "title", measure.title)
        yield Title(DraftRole.MEASURE, row.said[Column.TITLE], measure.number, measure.anchor, key)
        short: list[tuple[str, Inlines]] = []
        if {Column.TIER, Column.PROPOSAL} & self.columns:
            short.append((words.move, self._way(measure, row)))
        # What has not begun has no state, and nothing to be noted unless it is written.
        if Column.STATUS in self.columns and not measure.new:
            short.append((heads[Column.STATUS], row.said[Column.STATUS]))
        across = 1 if len(short) > 1 else 3
        cells = [
            (self._label(name), Cell(DraftRole.CELL, text, across=across)) for name, text in short
        ]
        rows = [tuple(chain.from_iterable(cells))] if short else []
        names = [name for name, _ in short]
        further = [
            (heads[column], row.said[column], str(column), measure[column])
            for column in NOTES
            if column in self._noted and (measure[column] or not measure.new)
        ]
        for part, fields in (("extra", measure.further), ("plan", self._plan(measure))):
            for place, (column, passage) in enumerate(fields, 1):
                name = self.head_of(column)
                further.append((name, row.said[column], f"{part}-{place}", passage))
        for name, text, part, passage in further:
            key = self.passages.key(measure.anchor, part, passage)
            rows.append((self._label(name), Cell(DraftRole.CELL, text, across=3, key=key)))
            names.append(name)
        if measure.surplus and not self.options.omit_notes:
            text = plain(printable(measure.surplus.text))
            rows.append((self._label(words.surplus), Cell(DraftRole.CELL, text, across=3)))
        if not rows:
            return
        title = self.guideline.name(measure)
        description = words.measure_description.format(name=title)
        if not self.columns.issuperset(COLUMNS):
            description = self._description(names)
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
            return (*plain(words.way_new), *self._bracketed(row.said[Column.PROPOSAL]), *plain(kind))
        kind = getattr(words.moves, move_kind(measure))
        text: Inlines = ()
        if Column.TIER in self.columns:
            text += (*plain(words.way_from), *self._bracketed(row.said[Column.TIER]))
        if Column.PROPOSAL in self.columns:
            to = words.way_to if text else words.way_new
            text += (*plain(to), *self._bracketed(row.said[Column.PROPOSAL]))
        return (*text, *plain(kind and words.way_kind.format(kind=kind)))

    def _bracketed(self, text: Inlines) -> Iterator[Inline]:
        for part in text:
            if isinstance(part, Term):
                part = part._replace(text=self.words.tier.format(mark=part.text))
            yield part

    # --- 進捗状況一覧 ----------------------------------------------------------------

    def progress_table(self) -> Iterator[Block]:
        here, words, heads = AnnotationKind.PROGRESS_TABLE, self.words.tables, self.heads
        shown, further = self._columns(), self.guideline.further
        names = [*(heads[column] for column in shown), *map(self.head_of, further)]
        head = head_row(printable(name) for name in names)
        usual = set(self.guideline.columns) >= set(COLUMNS)
        description = words.progress_description if usual else self._description(names)
        places = (*map(COLUMNS.index, shown), *range(len(COLUMNS), len(COLUMNS) + len(further)))
        shown += further
        yield Line(DraftRole.TABLE_NOTE, self.passages.fixed(words.progress_note))
        for note in self.guideline.notes:
            yield Line(DraftRole.TABLE_NOTE, self._cells(note))
        tops = list(self.guideline.edition.table.tops)
        if further and not tops:
            yield Table(DraftRole.PROGRESS_TABLE, words.measure, description, (head,), places)
        for top in tops:
            yield from self._band(top, here)
            body = [row for *_, each in walk(top) for row in self._progress_part(each, here, shown)]
            if body:
                title, rows = self._section_words(top), (head, *body)
                yield Table(DraftRole.PROGRESS_TABLE, title, description, rows, places)

    def _progress_part(
        self, section: Section, here: AnnotationKind, shown: tuple[Column, ...]
    ) -> Iterator[Row]:
        """The rows of a section, below its heading where that is no band."""
        if section.code.level > 0:
            name, anchor = self._section_name(section), self._home_anchor(section, here)
            across = len(shown)
            cell = Cell(DraftRole.CELL_LABEL, name, across=across, anchor=anchor)
            yield Row((cell,), keep=True)
        yield from self._progress_rows(section.measures, section.loose, here, shown)

    def _columns(self) -> tuple[Column, ...]:
        kept = set(self.guideline.columns)
        if self.guideline.measures:
            kept.add(Column.NUMBER)
        if self.options.omit_notes:
            kept -= set(NOTES)
        return tuple(column for column in COLUMNS if column in kept)

    def _progress_rows(
        self,
        measures: Iterable[Measure],
        loose: Iterable[LooseLine],
        here: AnnotationKind,
        columns: tuple[Column, ...],
    ) -> Iterator[Row]:
        """The rows below a heading; what stands in no columns goes across them."""
        across = len(columns)
        for line in _in_order(measures, loose):
            row = line.row if isinstance(line, LooseLine) else line
            if isinstance(line, LooseLine) and not row:
                yield Row((Cell(DraftRole.CELL, self._cells(line), across=across),))
            elif row:
                yield self._progress_row(row, here, columns)

    def _progress_row(
        self, measure: Measure, here: AnnotationKind, columns: tuple[Column, ...]
    ) -> Row:
        row = self._row(measure, here)
        shown = []
        for column in columns:
            if column is Column.NUMBER:
                shown.append(row.number)
            else:
                role = DraftRole.CELL if column.kind in _WORDS else DraftRole.CELL_CENTRE
                shown.append(Cell(role, row.said.get(column, ())))
        if measure.surplus and not self.options.omit_notes:
            # It may be of any column; the last one is where it stands.
            text = (*shown[-1].text, *plain("\n" + printable(measure.surplus.text)))
            shown[-1] = shown[-1]._replace(text=text)
        return Row(tuple(shown))

    # --- 新旧対照表 -----------------------------------------------------------------

    @property
    def has_proposals(self) -> bool:
        """Whether anything is said of 第2期: by a proposal, a new measure, a new number."""
        second = self.guideline.second
        return bool(self.before or second.new) or any(
            measure.proposal.span.text.strip() for measure in second.measures
        )

    def comparison(self) -> Iterator[Block]:
        here, words = AnnotationKind.COMPARISON, self.words.tables
        names = (
            *(words.number_before, words.measure, words.tier_before),
            *(words.tier_after, words.kind, words.number_after),
        )
        kept = self._kept(6, {2: Column.TIER, 3: Column.PROPOSAL, 4: Column.PROPOSAL})
        yield Caption(DraftRole.CAPTION, self.words.table, plain(words.comparison_caption))
        # Behind the last table a note might stand on a page alone.
        note = words.comparison_renumbered if self.before else words.comparison_note
        if self.before or Column.PROPOSAL in self.columns:
            yield Line(DraftRole.TABLE_NOTE, self.passages.fixed(note))
        if not self.has_proposals:
            head = self.guideline.configuration.vocabulary.head(Column.PROPOSAL)
            said = self.words.no_proposals.format(head=printable(head))
            yield Line(DraftRole.TABLE_NOTE, self.passages.fixed(said))
        for top in _filled(self.guideline.second.table):
            yield from self._band(top, here)
            rows = [self._comparison_row(measure, here) for measure in top.all_measures]
            title, description = self._section_words(top), words.comparison_description
            what = (DraftRole.COMPARISON_TABLE, title, description)
            yield self._parted(what, names, rows, kept)

    def _comparison_row(self, measure: Measure, here: AnnotationKind) -> Row:
        row, kind, words = self._row(measure, here), move_kind(measure), self.words
        gone = kind is MoveKind.COMPLETION
        before, after = row.number, self.passages.fixed(words.open_number)
        if measure.new or self.before:
            # The sources bear the numbers of 第2期; those of 第1期 are in the map.
            old = self.before.get(str(measure.number), "")
            written = self.scheme.measure_name(int(old)) if old.isdecimal() else old or words.no_number
            before, after = Cell(DraftRole.CELL, plain(written)), row.number.text
        elif gone:
            after = plain(words.no_number)
        elif self.passages.final:
            # Where nothing was renumbered, 第2期 is published with the numbers it has.
            after = row.number.text
        return Row(
            (
                before,
                Cell(DraftRole.CELL, row.said[Column.TITLE]),
                Cell(DraftRole.CELL_CENTRE, row.said[Column.TIER]),
                Cell(DraftRole.CELL_CENTRE, row.said[Column.PROPOSAL]),
                Cell(
                    DraftRole.CELL_CENTRE,
                    plain(words.new if measure.new else getattr(words.moves, kind)),
                ),
                Cell(DraftRole.CELL_CENTRE, after),
            )
        )

    # --- what the tables share -------------------------------------------------

    @property
    def _noted(self) -> set[Column]:
        """The columns of notes that are printed."""
        return set() if self.options.omit_notes else self.columns.intersection(NOTES)

    def _kept(self, width: int, needed: dict[int, Column]) -> tuple[int, ...]:
        """The places of a table's columns without those that tell of what the sheet has not."""
        return tuple(at for at in range(width) if needed.get(at) in (None, *self.columns))

    def _parted(
        self,
        what: tuple[DraftRole, str, str],
        names: Sequence[str],
        rows: Sequence[Row],
        kept: tuple[int, ...],
    ) -> Table:
        """A table with those of its columns that are kept.

        ``what`` are its role, title and description; the latter is of all columns.
        """
        role, title, description = what
        if len(kept) == len(names):
            return Table(role, title, description, (head_row(names), *rows))
        names = [names[at] for at in kept]
        rows = [row._replace(cells=tuple(row.cells[at] for at in kept)) for row in rows]
        described = self._description(name.replace("\n", "") for name in names)
        return Table(role, title, described, (head_row(names), *rows), kept)

    def _description(self, names: Iterable[str]) -> str:
        """What a table with other columns than usual shows, for those who hear it."""
        heads = self.words.tables.between_heads.join(map(printable, names))
        return self.words.tables.description_of.format(heads=heads)

    def _band(self, section: Section, here: AnnotationKind) -> Iterator[Line]:
        """The name of a section of the first level over its table."""
        if section.title is None:
            return
        if here is self.home:
            mark = plain(self.scheme.mark(section.code) + self.words.gap) if section.mark else ()
            text = (*mark, *self._title(section))
        else:
            text = self._section_name(section)
        yield Line(DraftRole.BAND, text, self._home_anchor(section, here))

    def _home_anchor(self, section: Section, here: AnnotationKind) -> str:
        return section.anchor if here is self.home else ""

    def _section_words(self, section: Section) -> str:
        """A section's name for those who hear the document."""
        if section.title is None:
            return self.words.tables.measure
        title = printable(section.title.text)
        return self.scheme.mark(section.code) + self.words.gap + title if section.mark else title

    def _section_name(self, section: Section) -> Inlines:
        title = self.passages.text(section.title) if section.title else ()
        if section.mark is None:
            return title
        number = NumberOf(section.anchor, self.scheme.mark(section.code))
        return (number, *plain(self.words.gap), *title)

    # --- the cells of a measure ------------------------------------------------

    def _row(self, measure: Measure, here: AnnotationKind) -> _Row:
        """The cells of a measure, with the remarks on it where its home is."""
        if here is not self.home:
            return self._row_again(measure)
        spans = (measure.span, *(passage.span for _, passage in measure.added))
        if not any(self.passages.remarks.index.within(span) for span in spans):
            return self._row_again(measure)
        said = self._said(measure, home=True)
        # What is told of the row as a whole, or of a part that is not printed.
        said[Column.TITLE] = self.passages.told_whole(said[Column.TITLE], measure.span)
        return _Row(self._number_cell(measure, here), said)

    def _row_again(self, measure: Measure) -> _Row:
        """The cells without remarks; made once, for all tables."""
        row = self.rows.get(measure)
        if row is None:
            row = _Row(self._number_cell(measure, None), self._said(measure))
            self.rows[measure] = row
        return row

    def _said(self, measure: Measure, home: bool = False) -> dict[Column, Inlines]:
        """What is printed of each column, in reading order."""
        said: dict[Column, Inlines] = {}
        for column in COLUMNS:
            match column.kind:
                case ColumnKind.TIER:
                    text = self._origin(measure)
                case ColumnKind.STATUS:
                    text = self._status(measure)
                case ColumnKind.PROPOSAL:
                    text = self._destination(measure)
                case ColumnKind.TEXT if column in NOTES:
                    said[column] = self._note(measure[column], home)
                    continue
                case ColumnKind.TEXT:
                    said[column] = self.passages.text(measure[column], home)
                    continue
                case _:
                    continue
            told = self.passages.told_whole(text, measure[column].span) if home else text
            said[column] = told
        for column, passage in (*measure.further, *self._plan(measure)):
            said[column] = self.passages.text(passage, home)
        return said

    def _plan(self, measure: Measure) -> list[tuple[Column, Passage]]:
        """What 第2期 adds, in one order for all measures, whatever order a card has."""
        order = self.vocabulary.second_heads
        return sorted(
            measure.added,
            key=lambda cell: order.index(cell[0].name) if cell[0].name in order else len(order),
        )

    def _note(self, passage: Passage, home: bool = False) -> Inlines:
        """A note of the office; where it is empty, the mark of that."""
        if self.options.omit_notes:
            return ()
        text = self.passages.text(passage, home)
        return text if passage else (*text, *plain(self.words.blank))

    def _number_cell(self, measure: Measure, here: AnnotationKind | None) -> Cell:
        if measure.number is None:  # a row whose number nobody can read
            return Cell(DraftRole.CELL, plain(printable(measure.number_span.text)))
        written = self.guideline.name(measure)
        if here is self.home:
            return Cell(DraftRole.CELL, plain(written), anchor=measure.anchor)
        return Cell(DraftRole.CELL, (NumberOf(measure.anchor, written),))

    def _origin(self, measure: Measure) -> Inlines:
        return plain(self.words.blank) if measure.new else self._tier(measure.tier)

    def _tier(self, term: TierTerm) -> Inlines:
        if term.tier is not None:
            return self._mark(term.tier, term.label)
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
            parts.extend(self._mark(proposal.tier, proposal.label))
        return tuple(parts)

    def _mark(self, tier: Tier, label: Span | None) -> Inlines:
        """The mark of a tier, and what is written beside it if that is not its label."""
        beside = printable(tier.beside(label))
        return (
            Term(printable(tier.mark), DraftRole.TIER),
            *plain(beside and self.words.beside.format(label=beside)),
        )

    def _status(self, measure: Measure) -> Inlines:
        return plain(printable(measure.status.span.text) or self.words.blank)


def _in_order(
    measures: Iterable[Measure], loose: Iterable[LooseLine]
) -> Iterator[Measure | LooseLine]:
    """The measures below a heading with the lines that stand between them.

    A line of a file whose further measures stand elsewhere comes last.
    """
    waiting = deque(loose)
    for measure in measures:
        source, start = measure.span.source, measure.span.start
        while waiting and waiting[0].span.source is source and waiting[0].span.start < start:
            yield waiting.popleft()
        yield measure
    yield from waiting


def _columns_of_new(measures: Iterable[Measure]) -> Iterator[Column]:
    """The columns that the sheet need not have: what stands in the cards of new measures."""
    for measure in measures:
        if measure.tier.span.text or measure.proposal.span.text:
            yield Column.PROPOSAL


def _filled(table: Section) -> Iterator[Section]:
    """The sections of the first level that hold measures: an empty table says nothing."""
    return (section for section in table.tops if any(section.all_measures))
