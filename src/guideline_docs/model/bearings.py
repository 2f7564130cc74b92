"""Where a reference in a form of the scheme leads: what it leaves out, its own place tells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property

from guideline_docs.model.code import Code, Scheme, Series
from guideline_docs.model.targets import Target, TargetKind
from guideline_docs.source.lexicon import HYPHENS
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.forms import Forms, Rank
from guideline_docs.syntax.marks import ARABIC, Mark
from guideline_docs.syntax.naming import ReferenceMark

# So far beyond the last of its level a number alone is rather a value: 目標80を下回る.
_FAR = 20


class Bearing(NamedTuple):
    """What a form is found to name; ``sure``: there must be such a number here."""

    code: Code
    target: Target | None
    sure: bool


class Bearings:
    """Finds the headings and measures that forms name, as far as their text stands below one."""

    def __init__(self, scheme: Scheme, targets: Iterable[Target]) -> None:
        self.scheme = scheme
        self.depth = len(scheme.levels)
        self._targets = targets

    @cached_property
    def by_end(self) -> dict[tuple[int, int], list[Target]]:
        """Level and own number → the targets."""
        by_end: dict[tuple[int, int], list[Target]] = {}
        for target in self._targets:
            if target.kind is not TargetKind.CHAPTER and target.code.path and target.name:
                by_end.setdefault((target.code.level, target.code.number), []).append(target)
        return by_end

    @cached_property
    def chapters(self) -> set[str]:
        """What the chapters beside the table are called: 第2章 may be one of either."""
        return {each.name for each in self._targets if each.kind is TargetKind.CHAPTER}

    def find(self, mark: ReferenceMark, here: tuple[int, ...]) -> Bearing:
        """Where a mark leads from below the heading of a path."""
        levels, path = mark.levels, mark.path
        fitting = [
            target
            for target in self.by_end.get((levels[-1], path[-1]), ())
            if self._fits(target.code, levels, path)
        ]
        first = levels[0]
        near = [each for each in fitting if each.code.path[:first] == here[:first]]
        whole = self._is_whole(mark)
        code = self._code(levels, path, () if whole and first == 0 else here)
        if whole or not near:
            # From without, only what is one alone is meant; from within, what stands there.
            known = near or fitting
            sure = whole or (not fitting and len(levels) > 1)
            inside = not whole and len(levels) > 1 and self._is_here(levels, path, here)
            if inside and not near:
                return Bearing(code, None, True)
            target = known[0] if known and (whole or len(known) == 1) else None
            return Bearing(code, target, sure and not self._may_be_none(mark))
        return Bearing(code, near[0], True)

    def _fits(self, code: Code, levels: Sequence[int], path: Sequence[int]) -> bool:
        above = code.above
        if code.level == self.depth and not above:
            return True  # one series of measures: the number is enough
        return all(
            level < len(above) and above[level] == number
            for level, number in zip(levels[:-1], path)
        )

    def _is_whole(self, mark: ReferenceMark) -> bool:
        """Whether nothing is left out that must be known: from the top, or in one series."""
        first = mark.levels[0]
        rank = self.scheme.measure if first == self.depth else self.scheme.levels[first]
        return first == 0 or (rank is not None and rank.series is Series.ALL)

    def _is_here(self, levels: Sequence[int], path: Sequence[int], here: tuple[int, ...]) -> bool:
        """Whether all but the last number of a form is a heading below one's own parent."""
        first = levels[0]
        above = (*here[:first], *path[:-1])
        if len(here) < first or levels[-2] - first != len(levels) - 2:
            return False
        held = self.by_end.get((levels[-2], path[-2]), ())
        return any(target.code.path == above for target in held)

    def _code(self, levels: Sequence[int], path: Sequence[int], here: tuple[int, ...]) -> Code:
        """The code that is meant, whether there is such a one or not."""
        numbers = dict(zip(levels, path))
        if levels[-1] == self.depth:
            if not self.scheme.measures_restart:
                return self.scheme.measure_code(path[-1])
            top = max(len(here), levels[-2] + 1 if len(levels) > 1 else 0)
            if len(levels) > 1:
                top = levels[-2] + 1
            above = tuple(numbers.get(n, here[n] if n < len(here) else 0) for n in range(top))
            return Code(self.depth, (*above, path[-1]))
        first = levels[0]
        return Code(
            levels[-1],
            tuple(
                numbers.get(n, here[n] if n < first and n < len(here) else 0)
                for n in range(levels[-1] + 1)
            ),
        )

    def _may_be_none(self, mark: ReferenceMark) -> bool:
        """Whether a number is likely something else: a date, 1-2-3, a value, 目標80, a chapter."""
        text = unicodedata.normalize("NFKC", mark.span.text)
        if text in self.chapters or all(char.isdecimal() or char in HYPHENS for char in mark.span.text):
            return True
        level, number = mark.levels[-1], mark.path[-1]
        highest = max((last for at, last in self.by_end if at == level), default=0)
        return len(mark.levels) == 1 and number > 2 * highest + _FAR


def forms_of(
    scheme: Scheme,
    words: Sequence[str] = (),
    examples: Iterable[tuple[int, ...]] = (),
    others: Iterable[Mark] = (),
) -> Forms:
    """The forms in which texts refer to what a scheme numbers, beside the office's own.

    ``others`` write the numbers from the top otherwise than the headings do: 1-(2) for
    基本目標Ⅰ and below it 2.
    """
    levels = scheme.levels
    own = [
        Rank(place, level.name, level.mark) for place, level in enumerate(levels) if level.numbered
    ]
    named = list(words)
    measure = scheme.measure
    if measure is not None:
        first = measure.mark.parts[0] if measure.mark.parts else ""
        one = not measure.repeats and all(s.numeral is ARABIC for s in measure.mark.slots)
        if not measure.numbered:
            pass  # no text can refer by a number that nobody sees
        elif one and not scheme.measures_restart:
            named += [measure.name, first if isinstance(first, str) else ""]
        else:
            own.append(Rank(len(levels), measure.name, measure.mark, is_measure=True))
    for mark in others:
        place = len(mark.slots) - 1
        is_measure = place == len(levels)
        rank = measure if is_measure and measure else levels[place]
        own.append(Rank(place, rank.name, mark, is_measure))
    usual = ("施策", "No.", "")
    named = [word for word in dict.fromkeys(named) if word.strip(" 　") not in usual]
    if scheme.speaks_as_sheet and len(levels) == 2:
        own = [rank for rank in own if rank.is_measure]
    return Forms(own, named, examples, office=scheme.speaks_as_sheet)


def example_of(scheme: Scheme, mark: Mark) -> tuple[int, ...] | None:
    """The places of the levels whose numerals an example shows, 1-(2)-③; None if of none."""
    ranks = [*scheme.levels, *([scheme.measure] if scheme.measure else [])]
    shown = mark.shapes
    kinds = [rank.mark.shapes[-1:] for rank in ranks]
    for first in range(len(ranks) - len(shown), -1, -1):
        if all(kinds[first + n] == (shape,) for n, shape in enumerate(shown)):
            return tuple(range(first, first + len(shown)))
    return None
