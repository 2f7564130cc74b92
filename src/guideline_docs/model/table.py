"""The lines of a table put under their headings, and the columns that it has."""

from collections.abc import Iterable, Iterator

from guideline_docs.model.code import ROOT, Code
from guideline_docs.model.layout import Layouts
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.model.rows import Rows
from guideline_docs.model.section import LooseLine, Section
from guideline_docs.model.targets import Targets
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.syntax.columns import COLUMNS, Column
from guideline_docs.syntax.nodes import (
    Cell,
    CountLine,
    HeadLine,
    NoteLine,
    RowLine,
    SectionLine,
    SheetTree,
    Stray,
    SummaryHead,
    Title,
    UnnumberedRow,
)
from guideline_docs.syntax.placeholder import says_nothing
from guideline_docs.syntax.unnumbered import says_again

_AGAIN = "再掲"


class Table(NamedTuple):
    """The lines of a table under their headings; ``notes`` stand above and below the table."""

    root: Section
    notes: tuple[LooseLine, ...]


def read_table(tree: SheetTree, rows: Rows, targets: Targets, beside: bool = False) -> Table:
    """Put rows and what stands between them under their headings.

    ``beside``: the lines are cards that add to a sheet; their notes are for who writes.
    """
    parts = _Grouping(rows.terms.vocabulary.repeats, _AGAIN in tree.source.text)
    rows.references.here = ()
    for node in tree.lines:
        match node:
            case RowLine():
                parts.row(node, rows.measure(node, beside))
            case SectionLine():
                code, anchor = targets.of(node)
                rows.references.here = code.path
                parts.heading(node, code, anchor)
            case UnnumberedRow(part=True):
                parts.part(rows, node)
            case UnnumberedRow():
                parts.stray(rows.again(node))
            case Stray():
                parts.stray(rows.stray(node))
            case NoteLine(cells=cells) | CountLine(cells=cells) if not beside:
                parts.note(LooseLine.of(cells, node.span))
            case HeadLine():
                parts.below = True
            case Title(rest=cells) | SummaryHead(cells=cells) if cells:
                parts.note(LooseLine.of(cells, node.span))
    return parts.grouped()


def columns_of_table(
    tree: SheetTree, measures: Iterable[Measure], layouts: Layouts
) -> Iterator[Column]:
    """The columns of the table, as they are printed.

    Excel leaves empty columns as margins: one without a head is one if it holds something.
    """
    heads = [layouts.of(line) for line in tree.all(HeadLine)]
    used = {*heads, *{measure.layout for measure in measures}}
    has = frozenset().union(*(each.columns for each in used)) if used else COLUMNS
    if tree.titled:
        has |= {Column.NUMBER}  # which stands before the titles
    yield from (layouts.columns.get(column, column) for column in COLUMNS if column in has)
    filled: dict[Column, None] = {}
    if any(each.further for each in used):
        for measure in measures:
            filled |= {column: None for column, _ in measure.further}
    for stray in tree.all(Stray):
        layout, row = layouts.of(stray.head), stray.row
        places = (at for at in layout.further if row[at : at + 1] and row[at])
        filled |= {layout.given[at]: None for at in places}
    further = (layout.given[at] for layout in heads for at in layout.further)
    named = dict.fromkeys(column for column in further if not column.earlier)
    unnamed = frozenset().union(*(layout.unnamed for layout in heads))
    yield from (column for column in named if column in filled or column not in unnamed)
    yield from (column for column in filled if column not in named)


class _Open:
    """A section while its lines come in: what stands before them in its record, and behind."""

    __slots__ = ("before", "behind", "level", "loose", "measures", "sections")

    def __init__(
        self, code: Code, before: tuple[object, ...], behind: tuple[object, ...]
    ) -> None:
        self.level = code.level
        self.before = code, *before
        self.behind = behind
        self.sections: list[Section] = []
        self.measures: list[Measure] = []
        self.loose: list[LooseLine] = []

    def closed(self) -> Section:
        inside = tuple(self.sections), tuple(self.measures), tuple(self.loose)
        return new(Section, self.before + inside + self.behind)


class _Grouping:
    """The lines of a sheet, one after the other, put under the headings that are open."""

    def __init__(self, repeated: bool, told: bool) -> None:
        """``repeated``: a row that is as an earlier one repeats it; ``told``: 再掲 stands
        somewhere in the table."""
        self.below = False
        """The table has begun: a note stands in it unless no row comes any more."""
        self.notes: list[LooseLine] = []
        self.waiting: list[LooseLine] = []
        """Notes below the last row so far."""
        self.open = [_Open(ROOT, (None, None, ""), (None, ()))]
        """From the root to the innermost heading."""
        self.first: dict[Code, Measure] = {}
        """The first row of each number."""
        self.repeated = repeated
        self.told = told

    def row(self, line: RowLine, measure: Measure) -> None:
        if self.waiting or not self.below:
            self._settle()
        if (self.told or self.repeated or measure.layout.again) and self._repeats(line, measure):
            measure = measure._replace(again=True)
        self.open[-1].measures.append(measure)

    def _repeats(self, line: RowLine, measure: Measure) -> bool:
        """Whether a row says that it stands elsewhere, too, or has the number and title of
        an earlier one; right below that it is a slip."""
        if measure.code is None:
            return False
        if self.repeated and self._is_told_before(measure.code, measure):
            return True
        if measure.layout.again and not says_nothing(measure[measure.layout.again].text):
            return True
        source, start, end = line.span
        if not self.told or source.text.find(_AGAIN, start, end) < 0:
            return False
        return says_again(line.cells, Cell.at(line.span, measure.title.text))

    def _is_told_before(self, code: Code, measure: Measure) -> bool:
        known = self.first.setdefault(code, measure)
        if known is measure or known.title.text != measure.title.text:
            return False
        above = self.open[-1].measures
        return not (above and above[-1].code == code)

    def part(self, rows: Rows, line: UnnumberedRow) -> None:
        """A row that goes on with the last measure."""
        measures = self.open[-1].measures
        measure = measures[-1]
        measures[-1] = measure._replace(parts=(*measure.parts, rows.part(line, measure)))

    def heading(self, line: SectionLine, code: Code, anchor: str) -> None:
        if self.waiting or not self.below:
            self._settle()
        span, level, _, mark, title, rest, above, _ = line
        self._close(level)
        here = _Open(code, (mark, Passage.of(title), anchor), (span, above))
        self.open.append(here)
        if rest:
            # What stands beside a heading is printed below it.
            here.loose.append(LooseLine.of(rest, span))

    def stray(self, line: LooseLine) -> None:
        self._settle()
        self.open[-1].loose.append(line)

    def note(self, line: LooseLine) -> None:
        (self.waiting if self.below else self.notes).append(line)

    def grouped(self) -> Table:
        self._close(ROOT.level + 1)
        return Table(self.open[0].closed(), (*self.notes, *self.waiting))

    def _close(self, level: int) -> None:
        """The sections of a level and below it are over."""
        held = self.open
        while held[-1].level >= level:
            closed = held.pop().closed()
            held[-1].sections.append(closed)

    def _settle(self) -> None:
        """The table goes on: the notes so far stand in it."""
        self.below = True
        if self.waiting:
            self.open[-1].loose.extend(self.waiting)
            self.waiting.clear()
