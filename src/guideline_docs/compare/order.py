"""Sequences against each other: which have moved, and what in a gap is like what."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import TypeVar

from guideline_docs.source.record import NamedTuple

Item = TypeVar("Item")

# Two texts of one kind are one that was rewritten from this share of common pairs on.
_ALIKE = 0.45
# Two that differ in more places are not led along each other.
_MOST_STEPS = 1_500
# A gap of more pairs than this is not searched: nobody rewrites a whole paper line by line.
_MOST_PAIRS = 250_000


def out_of_order(places: Sequence[int]) -> set[int]:
    """Of places that should rise, the fewest that must go so that the others do.

    What is left is a longest rising sequence (patience sorting, n log n).
    """
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        rank = bisect_left(tops, place)
        before.append(ends[rank - 1] if rank else -1)
        tops[rank:rank + 1] = [place]
        ends[rank:rank + 1] = [at]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return {places[at] for at in range(len(places)) if at not in kept}


class Stretch(NamedTuple):
    """Places of two sequences that are the same, or of which none is: ``old`` and ``new``."""

    same: bool
    old: slice
    new: slice


def stretches(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Stretch]:
    """Two sequences in order, by their longest runs in common."""
    if old == new:
        # So it is of most paragraphs and tables, and this is soon seen.
        if old:
            yield Stretch(True, slice(0, len(old)), slice(0, len(new)))
        return
    from difflib import SequenceMatcher

    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield Stretch(kind == "equal", slice(i, j), slice(k, m))


def in_step(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of those that are the same in both, most of them and in order.

    Greedy, after Myers: as long as the two are as long as they differ. Of two that differ
    too much only what they begin with is told.
    """
    ours, theirs = len(old), len(new)
    most = min(ours + theirs, _MOST_STEPS)
    # Of each way (how many more are skipped in the old than in the new) how far it goes.
    middle = most + 1
    furthest = [0] * (2 * middle + 1)
    steps: list[list[int]] = []
    for depth in range(most + 1):
        steps.append(furthest[middle - depth - 1 : middle + depth + 2])
        first, last = middle - depth, middle + depth
        for way in range(first, last + 1, 2):
            if way == first or (way != last and furthest[way - 1] < furthest[way + 1]):
                i = furthest[way + 1]
            else:
                i = furthest[way - 1] + 1
            j = i - way + middle
            while i < ours and j < theirs and old[i] == new[j]:
                i, j = i + 1, j + 1
            furthest[way] = i
            if i >= ours and j >= theirs:
                return _steps_back(steps, ours, theirs)
    pairs = zip(old, new, strict=False)
    return [(at, at) for at, _ in enumerate(takewhile(lambda pair: pair[0] == pair[1], pairs))]


def _steps_back(steps: Sequence[Sequence[int]], i: int, j: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for depth in range(len(steps) - 1, -1, -1):
        furthest, middle = steps[depth], depth + 1
        way = middle + i - j
        first, last = middle - depth, middle + depth
        down = way == first or (way != last and furthest[way - 1] < furthest[way + 1])
        before = way + 1 if down else way - 1
        start = furthest[before] if depth else 0
        while i > max(start + (not down and depth > 0), 0) and j > 0:
            i, j = i - 1, j - 1
            found.append((i, j))
        i, j = start, start - before + middle
    return found[::-1]


def in_turn(
    old: Sequence[Item],
    new: Sequence[Item],
    known: Mapping[int, int],
    key: Callable[[Item], Hashable],
) -> dict[int, int]:
    """Those that nothing but their order tells apart: the first is the first, and so on.

    ``known`` are the places that are paired already.
    """
    taken = set(known.values())
    waiting: dict[Hashable, deque[int]] = {}
    for j, item in enumerate(new):
        if j not in taken:
            waiting.setdefault(key(item), deque()).append(j)
    found: dict[int, int] = {}
    for i, item in enumerate(old) if waiting else ():
        if i not in known and (places := waiting.get(key(item))):
            found[i] = places.popleft()
    return found


def alike(
    old: Sequence[Item],
    new: Sequence[Item],
    text: Callable[[Item], str],
    kind: Callable[[Item], object],
) -> Iterator[tuple[Item | None, Item | None]]:
    """Two stretches between what did not change, in order: pairs that are alike, and the rest.

    Of all ways to pair them the one with the most likeness; what was taken out comes before
    what was put in.
    """
    pairs = _paired(old, new, text, kind) if len(old) * len(new) <= _MOST_PAIRS else []
    at, to = 0, 0
    for i, j in [*pairs, (len(old), len(new))]:
        yield from ((item, None) for item in old[at:i])
        yield from ((None, item) for item in new[to:j])
        if i < len(old):
            yield old[i], new[j]
        at, to = i + 1, j + 1


def _paired(
    old: Sequence[Item],
    new: Sequence[Item],
    text: Callable[[Item], str],
    kind: Callable[[Item], object],
) -> list[tuple[int, int]]:
    """The places of those that are one, by the likeness of all of them together."""
    ours, theirs = [_pairs(text(item)) for item in old], [_pairs(text(item)) for item in new]
    likeness = [
        [
            _likeness(one, other) if kind(old[i]) == kind(new[j]) else 0.0
            for j, other in enumerate(theirs)
        ]
        for i, one in enumerate(ours)
    ]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            here = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= _ALIKE else 0.0
            best[i][j] = max(here, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if likeness[i][j] >= _ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters; of one character that."""
    return frozenset(map("".join, pairwise(text))) or frozenset(text)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0
