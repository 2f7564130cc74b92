"""版: the table at one time, and the cards that make the next one of it."""

from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section, Trail, walk
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.nodes import SheetTree


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
        return tuple(chain.from_iterable([section.measures for section in self.sections]))

    @cached_property
    def own(self) -> tuple[Measure, ...]:
        """The measures, each where it belongs: without the rows that repeat one (再掲)."""
        return tuple([measure for measure in self.measures if not measure.again])

    @cached_property
    def trails(self) -> tuple[Trail, ...]:
        """Each section with those it stands in, as ``walk`` gives them."""
        return tuple(walk(self.table))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every section in the order of the table, the root first."""
        return tuple([trail[-1] for trail in self.trails])

    @cached_property
    def digest(self) -> str:
        """What tells it from every other: 16 digits of its numbers and what bears them.

        A number is no identity, so the titles are in it; the rest of a row may change.
        """
        from hashlib import sha256  # who only checks need not pay for it

        told = [
            f"{'.'.join(map(str, section.code.path))}\t{section.title.text}"
            for section in self.sections
            if section.title
        ]
        told += [f"No.{measure.key}\t{measure.title.text}" for measure in self.measures]
        return sha256("\n".join(told).encode()).hexdigest()[:16]


class Supplement(NamedTuple):
    """A file of cards beside the sheet: what 第2期 adds, under the headings of the sheet."""

    tree: SheetTree
    table: Section
    """Notes of cards are for who writes them: they are not in it."""

    @property
    def measures(self) -> Iterator[Measure]:
        return self.table.all_measures
