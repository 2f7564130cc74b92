"""References resolved: from a mark in running text to the target that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from guideline_docs.model.bearings import Bearings
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.passage import CrossReference, Passage
from guideline_docs.model.targets import Target, TargetsByName
from guideline_docs.source.span import Span
from guideline_docs.syntax.naming import (
    Fault,
    ReferenceKind,
    ReferenceMark,
    category_name,
)
from guideline_docs.syntax.nodes import Cell, Ruby, TextLine
from guideline_docs.syntax.owner import Owner
from guideline_docs.syntax.references import numbers, numbers_likely

# Years, 平成26（2014）のア and 施策2030, are no numbers unless there is one.
_YEARS = range(1900, 2101)


class References:
    """Reads running text, and keeps every reference in it in the order of reading.

    ``targets`` are all that there are, by their names, ``every`` those of one name, too;
    ``others`` are the numbers of other papers in the same texts.
    """

    def __init__(
        self,
        targets: TargetsByName,
        every: Iterable[Target],
        configuration: Configuration,
    ) -> None:
        self.targets = targets
        self.scheme = configuration.scheme
        self.names, self.grammar = configuration.names, configuration.grammar
        self.bearings = Bearings(self.scheme, every)
        self._is_level = any(level.name == "施策" for level in self.scheme.levels)
        self.here: tuple[int, ...] = ()
        """The path of the heading that the text stands below."""
        self.all: list[CrossReference] = []
        self.others: list[ReferenceMark] = []

    @cached_property
    def may_be_in(self) -> Callable[..., object]:
        """Whether a text, or what is between two places of it, may hold a reference: most
        lines of a long sheet hold none."""
        return self.grammar.likely.search

    def passage(self, cell: Cell) -> Passage:
        """A cell that may hold references, with these."""
        found = self._resolved(numbers_likely(cell.span, False, self.names, self.grammar))
        return Passage.of(cell, found)

    def running(self, line: TextLine) -> Passage:
        """A line of a chapter with its references, and rubies that cut into none."""
        found = self._resolved(numbers(line.text, True, self.names, self.grammar))
        rubies = tuple(_behind(ruby, found) for ruby in line.rubies)
        apart = tuple(r for r in found if not any(r.span.overlaps(y.span) for y in rubies))
        return Passage.at(line.text, line.text.text, apart, rubies)

    def _resolved(self, marks: Iterable[ReferenceMark]) -> tuple[CrossReference, ...]:
        found = tuple(self._found(marks))
        self.all += found
        return found

    def _found(self, marks: Iterable[ReferenceMark]) -> Iterator[CrossReference]:
        for mark in marks:
            if mark.levels and not mark.fault:
                yield from self._of_scheme(mark)
                continue
            target = self.targets.of_mark(mark)
            if mark.fault is Fault.ENCLOSED and self.targets.intended(mark) is None:
                continue
            # What names no paper is a reference as far as there is something to refer to.
            unsaid = mark.owner is Owner.UNSAID or self._is_foreign(mark)
            if mark.owner is Owner.OTHERS or (unsaid and target is None):
                self.others.append(mark)
            else:
                yield CrossReference(mark, target)

    def _of_scheme(self, mark: ReferenceMark) -> Iterator[CrossReference]:
        """A reference in a form of the scheme, called by what it leads to."""
        code, target, sure = self.bearings.find(mark, self.here)
        named = mark._replace(name=target.name if target else self.scheme.spell(code))
        if mark.owner is Owner.OTHERS or (target is None and not (sure and mark.owner is Owner.OURS)):
            self.others.append(named)
        else:
            yield CrossReference(named, target, target.code if target else code)

    def _is_foreign(self, mark: ReferenceMark) -> bool:
        """Whether a number is more likely none of ours: a year, or a form that we do not use."""
        if mark.kind is ReferenceKind.MEASURE and not mark.fault:
            # Where numbers begin anew under each heading one alone may be any, and where a
            # level is called 施策 that word means no measure.
            other_word = self._is_level and mark.span.text.startswith("施策")
            return mark.path[0] in _YEARS or self.scheme.measures_restart or other_word
        if mark.kind is ReferenceKind.SUBSECTION and not self.scheme.speaks_as_sheet:
            return True
        return mark.category in _YEARS and category_name(mark.path[0]) not in self.targets


class Unsearched(References):
    """The same where nobody asks what is referred to: the words of the cells, and no more."""

    @cached_property
    def may_be_in(self) -> Callable[..., object]:
        return lambda *_: None

    def passage(self, cell: Cell) -> Passage:
        return Passage.of(cell)


def _behind(ruby: Ruby, found: Iterable[CrossReference]) -> Ruby:
    """A ruby that begins behind the reference it would cut into: 第1章協働《きょうどう》."""
    ends = [r.span.end for r in found if r.span.start < ruby.span.start < r.span.end]
    lost = max(ends, default=ruby.span.start) - ruby.span.start
    if not 0 < lost < len(ruby.base):
        return ruby
    span = Span(ruby.span.source, ruby.span.start + lost, ruby.span.end)
    return Ruby(span, ruby.base[lost:], ruby.reading)
