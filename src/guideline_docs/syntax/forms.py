"""References in the forms of a scheme: ``基本目標Ⅱ-1-(1)``, ``推進方策1-(2)``, ``目標(2)の事業5``.

The office's own forms, (3)-ア and 施策6, are in ``references``. Here a form is what the marks
of the levels show, one behind the other; what is left out above is where the text stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import BLANKS, CIRCLED, CLOSE, HYPHENS, OPEN, WAVES
from guideline_docs.source.record import NamedTuple, own_key
from guideline_docs.source.span import Span
from guideline_docs.syntax.boundaries import COUNTER, FIGURE, SEPARATOR, ends, goes_on, is_noun
from guideline_docs.syntax.marks import ARABIC, Mark, Slot, typed
from guideline_docs.syntax.naming import Fault, Part, ReferenceKind, ReferenceMark

_JOINT = expression(rf"[{BLANKS}]*(?:[{HYPHENS}]|の)[{BLANKS}]*")
_RANGE = expression(rf"[{BLANKS}]*[{WAVES}][{BLANKS}]*")
_LONGEST_RANGE = 100
_OF_A_MARK = expression(rf"[{CIRCLED}{CLOSE}]の[{BLANKS}]*\Z")


@own_key
class Rank(NamedTuple):
    """A level that texts may refer to, or the measures below them; ``place`` counts from the top."""

    place: int
    name: str
    mark: Mark
    is_measure: bool = False

    @property
    def repeats(self) -> bool:
        return len(self.mark.slots) > 1


class _Item(NamedTuple):
    """One number of a form; a mark that repeats those above has several values."""

    rank: Rank
    parts: tuple[Part, ...]
    end: int
    led: bool
    """Words say what it is."""


class Forms:
    """Finds the references of a scheme's own forms; empty where it has none of its own.

    ``examples`` are further forms, ``1-(2)-③``, by the places of the levels that they name.
    """

    def __init__(
        self,
        ranks: Sequence[Rank] = (),
        words: Sequence[str] = (),
        examples: Iterable[tuple[int, ...]] = (),
        office: bool = False,
    ) -> None:
        self.ranks = tuple(ranks)
        self.words = tuple(words)
        """What stands before the number of a measure beside 施策 and No.: 事業."""
        self.examples = frozenset(examples)
        self.office = office
        """(3)-ア is one of the scheme's names, and read as the office's own form."""

    @cached_property
    def start(self) -> re.Pattern[str]:
        """Where any of the forms can begin."""
        patterns: list[str] = []
        for rank in self.ranks:
            patterns += [*_led(rank), *([rank.mark.pattern] if rank.repeats else [])]
            if any(example[0] == rank.place for example in self._opening):
                patterns.append(f"{rank.mark.pattern}{_BEHIND}")
        return re.compile("|".join(patterns))

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """The words that forms begin with; one that is no word where a form may begin otherwise."""
        found = []
        for rank in self.ranks:
            first = rank.mark.parts[0]
            found += [rank.name, *([first.strip()] if isinstance(first, str) and _has_words(rank.mark) else [])]
            bare = rank.repeats or any(example[0] == rank.place for example in self._opening)
            if bare and not _has_words(rank.mark) and not _begins_with_figure(rank.mark):
                found.append("")
        return tuple(dict.fromkeys(found))

    @cached_property
    def opens_bare(self) -> bool:
        """Whether a form may begin with a figure."""
        return any(isinstance(rank.mark.parts[0], Slot) for rank in self.ranks)

    @cached_property
    def _opening(self) -> frozenset[tuple[int, ...]]:
        """The places of what bare marks may begin with: the whole path, and the examples."""
        return self.examples | {tuple(rank.place for rank in self.ranks)}

    @cached_property
    def _patterns(self) -> dict[Rank, tuple[tuple[re.Pattern[str], bool], ...]]:
        """Of each rank how it is written, and whether words then say what it is: with its
        words, by its bare mark, and by the numeral alone, the last."""
        found = {}
        for rank in self.ranks:
            led = _led(rank)
            bare = rank.mark.pattern, not led and _has_words(rank.mark)
            alone = f"({rank.mark.slots[-1].pattern})", False
            written = *((each, True) for each in led), bare, alone
            found[rank] = tuple((re.compile(pattern), is_led) for pattern, is_led in written)
        return found

    def find(self, span: Span, text: str, begin: int) -> tuple[list[ReferenceMark], int]:
        """The references that begin at a place, with the list behind them, and their end."""
        chain = self._begun(text, begin, span.start)
        if not chain:
            return [], begin
        if self.office and [item.rank.place for item in chain] == [0, 1]:
            return [], begin
        marks, end = self._marks(span, text, begin, chain)
        while separator := SEPARATOR.match(text, end):
            at = separator.end()
            carried = self._item(text, at, span.start, chain[-1].rank, inner=True)
            if carried is None or not _ends(text, carried):
                break
            # 基本目標Ⅰ、基本目標Ⅱ are two; 目標(2)の事業1、事業2 goes on below 目標(2).
            own = self._begun(text, at, span.start)
            if own and (len(own) > 1 or len(chain) < 2 or not own[0].rank.is_measure):
                break
            # 2-(2)-①、② goes on below 2-(2).
            lacking = len(chain[-1].parts) - len(carried.parts)
            carried = carried._replace(parts=(*chain[-1].parts[:lacking], *carried.parts))
            more, end = self._marks(span, text, at, [*chain[:-1], carried])
            marks += more
        return marks, end

    def _begun(self, text: str, begin: int, base: int) -> list[_Item]:
        """The longest form that begins at a place; empty where there is none."""
        longest: list[_Item] = []
        for rank in self.ranks:
            chain = self._chain(text, begin, base, rank)
            if chain and (not longest or chain[-1].end > longest[-1].end):
                longest = chain if self._stands_alone(text, begin, chain) else longest
        return longest

    def _stands_alone(self, text: str, begin: int, chain: list[_Item]) -> bool:
        """Whether what is found is a reference, and no piece of a longer number or word."""
        first, before = chain[0], text[begin - 1 : begin]
        if first.rank.is_measure and _OF_A_MARK.search(text, max(0, begin - 4), begin):
            return False  # ②の取組1: not the one below one's own heading
        if first.led:
            return True
        if before and (before in HYPHENS or before.isalnum() and before.isascii() or before.isdecimal()):
            return False
        if first.rank.repeats:
            return not is_noun(before)
        places = tuple(item.rank.place for item in chain)
        known = (opening[: len(places)] == places for opening in self._opening)
        return len(chain) > 1 and any(known)

    def _chain(
        self, text: str, begin: int, base: int, rank: Rank, inner: bool = False
    ) -> list[_Item]:
        """The longest form from a rank on; empty where there is none.

        ``inner``: it goes on behind - or の, where a numeral alone is enough.
        """
        item = self._item(text, begin, base, rank, inner)
        if item is None:
            return []
        longest: list[_Item] = [item] if _ends(text, item) else []
        at = _joint(text, item.end)
        joined = at > item.end
        for below in self.ranks[self.ranks.index(rank) + 1 :] if not rank.repeats else ():
            rest = self._chain(text, at, base, below, inner=joined)
            if rest and not (joined or rest[0].led or _is_closed(rest[0])):
                continue
            if rest and rest[-1].end > (longest[-1].end if longest else 0):
                longest = [item, *rest]
        return longest

    def _item(
        self, text: str, begin: int, base: int, rank: Rank, inner: bool = False
    ) -> _Item | None:
        """One number of a form at a place, with the words before it or without."""
        patterns = self._patterns[rank]
        for pattern, is_led in patterns if inner else patterns[:-1]:
            match = pattern.match(text, begin)
            if match is None:
                continue
            parts, start = [], begin
            for slot, group in zip(rank.mark.slots[-len(match.groups()) :], range(1, 9)):
                value = slot.numeral.value(match[group])
                if value is None:
                    return None
                first, last = match.span(group)
                parts.append(Part(base + start, base + last, base + first, base + last, value))
                start = last
            parts[-1] = parts[-1]._replace(end=base + match.end())
            return _Item(rank, tuple(parts), match.end(), is_led)
        return None

    def _marks(
        self, span: Span, text: str, begin: int, chain: list[_Item]
    ) -> tuple[list[ReferenceMark], int]:
        """The mark of a chain, or those of the range that it begins, and the end."""
        last, base = chain[-1], span.start
        parts = tuple(part for item in chain for part in item.parts)
        levels = tuple(level for item in chain for level in _levels(item))
        kind = ReferenceKind.MEASURE if last.rank.is_measure else ReferenceKind.SECTION
        path = tuple(part.value for part in parts)
        end = last.end
        to = _RANGE.match(text, end)
        tail = to and self._item(text, to.end(), base, last.rank, inner=True)
        if to and tail and _ends(text, tail):
            low, high = last.parts[-1].value, tail.parts[-1].value
            place = span.part(begin, tail.end)
            if not low < high <= low + _LONGEST_RANGE:
                fault = Fault.REVERSED
                return [ReferenceMark(place, kind, path, (), fault, place.text, levels=levels)], tail.end
            held = [
                ReferenceMark(place, kind, (*path[:-1], n), (*parts, tail.parts[-1]), levels=levels)
                for n in range(low, high + 1)
            ]
            return held, tail.end
        return [ReferenceMark(span.part(begin, end), kind, path, parts, levels=levels)], end


_BEHIND = rf"(?=[{BLANKS}]*(?:[{HYPHENS}]|の|[（({CIRCLED}]))"


def _led(rank: Rank) -> list[str]:
    """How the number of a rank is written with words before it: 基本目標Ⅰ, 目標(2), 事業5."""
    mark = rank.mark
    if rank.repeats:
        return [f"{typed(rank.name)}[{BLANKS}]*{mark.pattern}"]
    found = [mark.pattern] if _has_words(mark) else []
    if not mark.example.startswith(rank.name):
        behind = mark.pattern if not _has_words(mark) else f"({mark.slots[0].pattern})"
        found.append(f"{typed(rank.name)}[{BLANKS}]*{behind}")
    return found


def _has_words(mark: Mark) -> bool:
    """Whether words stand in a mark, 基本目標Ⅰ, 第1節, and not brackets alone."""
    return any(isinstance(part, str) and re.search(r"\w", part) for part in mark.parts)


def _begins_with_figure(mark: Mark) -> bool:
    """Whether a mark begins with a figure, or with a bracket round one: 1-1, (1)."""
    first, *rest = mark.parts
    slot = first if isinstance(first, Slot) else rest[0] if first in OPEN and rest else None
    return isinstance(slot, Slot) and slot.numeral is ARABIC


def _levels(item: _Item) -> Iterator[int]:
    """The places of the numbers of an item: a mark that repeats those above names their levels."""
    last = item.rank.place
    yield from range(last - len(item.parts) + 1, last + 1)


def _joint(text: str, at: int) -> int:
    """Where the next number of a form may begin: behind - or の, or at once."""
    joint = _JOINT.match(text, at)
    return joint.end() if joint else at


def _is_closed(item: _Item) -> bool:
    return item.rank.mark.closed and not _has_words(item.rank.mark)


def _ends(text: str, item: _Item) -> bool:
    """Whether a number stands by itself: 事業3件 and 目標1つ are counts."""
    if item.rank.mark.closed and text[item.end - 1 : item.end] in f"{CLOSE}{CIRCLED}":
        return True
    slot, end = item.rank.mark.slots[-1], item.end
    if _is_figure(slot) and (FIGURE.match(text, end) or COUNTER.match(text, end)):
        return False
    return ends(text, end) or (text[end - 2 : end - 1] in HYPHENS and not goes_on(text, end))


def _is_figure(slot: Slot) -> bool:
    return slot.numeral is ARABIC


NO_FORMS = Forms()
"""Of a scheme that has none but the office's own."""
