"""What stands under the headings of the table: sections, measures, loose lines."""

from collections.abc import Iterable, Iterator

from guideline_docs.model.code import Code
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import Cell


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

    @classmethod
    def of(cls, cells: Iterable[Cell], span: Span, stray: bool = False) -> "LooseLine":
        """A line that stands in no columns."""
        return cls(tuple(LooseCell(Passage.of(cell)) for cell in cells), stray, None, span)


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
    above: tuple[int, ...] = ()
    """The numbers of the headings above as its own mark repeats them."""

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
    waiting = [(*above, section)]
    while waiting:
        trail = waiting.pop()
        yield trail
        if sections := trail[-1].sections:
            waiting += [(*trail, inner) for inner in reversed(sections)]
