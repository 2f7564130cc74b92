"""The numbers that the headings of a returned document bear, once a program counts anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from guideline_docs.model.keys import TITLE, bookmark_name
from guideline_docs.model.labels import folded, goal_of, print_of_shown, usual_forms
from guideline_docs.model.targets import TargetKind
from guideline_docs.readback.word.parts import Paragraph, Returned
from guideline_docs.readback.word.runs import BROKEN
from guideline_docs.source.expression import expression
from guideline_docs.syntax.marks import ARABIC, KANA, KANJI, ROMAN, Numeral

_NUMERALS = (ARABIC, KANA, ROMAN, KANJI)

# How deep the lists of the template count what the table has; what is not here is counted
# through.
_DEPTHS = {TargetKind.CATEGORY: 3, TargetKind.SUBSECTION: 4}
_Goal = tuple[TargetKind, tuple[int, ...]]


class Numbered:
    """What a field may show that no person has touched."""

    def __init__(self, returned: Returned) -> None:
        self.returned = returned
        self.further = returned.origins.further
        self.known: dict[tuple[str, str], bool] = {}

    def shows(self, bookmark: str, words: str, live: bool) -> bool:
        """Whether a program shows these words of what leads there: as they were sent, or
        counted anew where it is ``live``."""
        asked = bookmark, words
        found = self.known.get(asked)
        if found is None:
            found = self.known[asked] = self._is_sent(bookmark, folded(words))
        return found or (live and self._is_counted(bookmark, folded(words)))

    def _is_sent(self, bookmark: str, words: str) -> bool:
        return words in usual_forms(bookmark) or print_of_shown(bookmark, words) in self.further

    def _is_counted(self, bookmark: str, words: str) -> bool:
        """Whether it is the number as it was sent, but for what a program has counted."""
        if BROKEN.match(words):
            return True
        goal = goal_of(bookmark)
        numbers = self.counted.get(bookmark, ())
        return goal is not None and any(
            value in numbers and self._is_sent(bookmark, folded(before + own + behind))
            for before, value, own, behind in _numbers(words, goal[1][-1])
        )

    @cached_property
    def counted(self) -> dict[str, set[int]]:
        """Bookmark → the numbers that its heading may bear: counted on from the one that it
        was sent with, or from 1 where a program has lost that numbers jump."""
        return dict(self._count())

    def _count(self) -> Iterator[tuple[str, set[int]]]:
        titles = [key for key in self.returned.origins.texts if key.endswith(f":{TITLE}")]
        goals = {key: goal for key in titles if (goal := goal_of(_bookmark(key)))}
        body = [each for each in self.returned.blocks if isinstance(each, Paragraph)]
        depths = dict(_depths(body, goals))
        places, jumps = _sent(goals)
        count, own = Counter[str](), Counter[str]()
        for read in body:
            if read.style not in depths or read.is_empty:
                continue
            keys = [key for key in read.keys if key in goals]
            count[read.style] += 1
            # LibreOffice counts a number that jumps in a list of its own.
            own[read.style] += not jumps.issuperset(keys or [""])
            for style, depth in depths.items():
                if 0 < depths[read.style] < depth:
                    count[style] = own[style] = 0
            for key in keys:
                went_on = goals[key][1][-1] + count[read.style] - places[key]
                yield _bookmark(key), {count[read.style], own[read.style], went_on}


def _depths(body: Iterable[Paragraph], goals: Mapping[str, _Goal]) -> Iterator[tuple[str, int]]:
    """Style → how deep its headings are counted, as most of them are; 0 for one count."""
    found: dict[str, Counter[int]] = {}
    for read in body:
        for kind, path in (goals[key] for key in read.keys if key in goals):
            depth = len(path) if kind is TargetKind.CHAPTER else _DEPTHS.get(kind, 0)
            found.setdefault(read.style, Counter())[depth] += 1
    for style, depths in found.items():
        yield style, depths.most_common(1)[0][0]


def _sent(goals: Mapping[str, _Goal]) -> tuple[dict[str, int], set[str]]:
    """Of every heading its place among those that it was sent with, and which did not go on
    from the number before."""
    places, jumps = dict[str, int](), set[str]()
    last: dict[_Goal, tuple[int, int]] = {}
    for key, (kind, path) in goals.items():
        place, number = last.get((kind, path[:-1]), (0, 0))
        places[key] = place + 1
        if path[-1] != number + 1:
            jumps.add(key)
        last[kind, path[:-1]] = place + 1, path[-1]
    return places, jumps


def _bookmark(key: str) -> str:
    return bookmark_name(key.rpartition(":")[0])


def _numbers(words: str, own: int) -> Iterator[tuple[str, int, str, str]]:
    """Each number in words: what stands before it, its value, the own one as it would be
    written there, what stands behind it."""
    for numeral in _NUMERALS:
        yield from _of(numeral, words, own)


def _of(numeral: Numeral, words: str, own: int) -> Iterator[tuple[str, int, str, str]]:
    for match in expression(numeral.pattern).finditer(words):
        value, spelled = numeral.value(match[0]), numeral.spell(own)
        if value is not None and spelled is not None:
            yield words[: match.start()], value, spelled, words[match.end() :]
