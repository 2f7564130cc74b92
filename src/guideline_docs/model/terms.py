"""Closed words: the tiers that the legend declares, and what a row's cells say in them.

A word nobody knows keeps its text and has ``None`` where its meaning would be.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from guideline_docs.model.vocabulary import Direction, DirectionKind, Status, Vocabulary
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_look_alike, fold_marks, fold_term
from guideline_docs.source.lexicon import CLOSE, OPEN
from guideline_docs.source.record import NamedTuple, own_key
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import TierLine

_TIER_CELL = expression(
    r"""(?x)
    (?: 【(?P<bracketed>[^】]*)】 | (?P<mark>[^<＜〈(（\s【】]+) ) \s*
    (?:[<＜〈(（](?P<label>[^>＞〉)）]*)[>＞〉)）]? | (?P<bare>\S.*))?"""
)
# What opens a mark or a label. Most proposals are a mark alone.
_OPENING = frozenset("【<＜〈")
# The legend's own 【Ⅰ】<重点> is a tier here, too.
_PROPOSED = expression(
    r"""(?xs)
    (?: 【(?P<bracketed>[^】]*)】 | (?P<mark>[^<＜〈]*[^<＜〈\s]) ) \s*
        (?:[<＜〈](?P<label>[^>＞〉]*)[>＞〉])?
  | (?P<other>\S.*)"""
)

# 済（令和4年度）: what stands behind a closed word is a note.
_NOTED = expression(rf"(?P<word>.+?)[{OPEN}][^{OPEN}{CLOSE}]*[{CLOSE}]")

Word = TypeVar("Word", Status, Direction)


class Tier(NamedTuple):
    """重点区分, as the sheet's own legend declares it (``【Ⅰ】<重点>`` and its words)."""

    mark: str
    label: str
    description: str
    order: int
    """0 for the first line of the legend; a smaller order is a higher tier."""
    span: Span

    def beside(self, label: Span | None) -> str:
        """What a label says that the legend's does not: 重点施策 is 重点, 休止 is not."""
        written = label.text.strip() if label else ""
        kinds = ("施策", "事業", "項目", "取組") if self.label else ()
        known = written in self.label or written in (self.label + kind for kind in kinds)
        return "" if known else written


class Read(NamedTuple):
    """The text of a closed cell, read: offsets of its mark and label, and their meaning.

    The cells of a long sheet say the same few words, so one reading is that of many cells.
    """

    mark: tuple[int, int] | None = None
    label: tuple[int, int] | None = None
    tier: Tier | None = None
    look_alike: bool = False
    """The mark is the tier's only after look-alike letters are replaced (I for Ⅰ)."""
    completed: bool = False
    direction: Direction | None = None

    @property
    def understood(self) -> bool:
        """Whether it says what becomes of a measure."""
        return self.completed or self.tier is not None or self.direction is not None

    @property
    def completes(self) -> bool:
        """Whether the measure is done with, by mark or by word."""
        direction = self.direction
        return self.completed or (direction is not None and direction.kind is DirectionKind.COMPLETION)


UNREAD = Read()


@own_key
class Meaning(NamedTuple):
    """What the closed words of a row mean: all rows of a table that say the same have one.

    So they are told apart by it, and what it says is asked once for all of them.
    """

    tier: Read = UNREAD
    status: Status | None = None
    proposal: Read = UNREAD


UNKNOWN = Meaning()
"""That of a row whose words nobody reads."""


class TierTerm(NamedTuple):
    """The tier cell of a row: ``span`` all of it, ``mark`` and ``label`` the parts of it."""

    span: Span
    read: Read = UNREAD

    @property
    def mark(self) -> Span | None:
        return self.span.part(*self.read.mark) if self.read.mark else None

    @property
    def label(self) -> Span | None:
        return self.span.part(*self.read.label) if self.read.label else None

    @property
    def tier(self) -> Tier | None:
        return self.read.tier

    @property
    def look_alike(self) -> bool:
        return self.read.look_alike


class StatusTerm(NamedTuple):
    """The 施策の実施 cell of a row."""

    span: Span
    status: Status | None = None


class Proposal(NamedTuple):
    """2期案: completed (○), moved to a tier, or both (○→Ⅰ: a new effort after completion);
    or a direction, where the office says it in words."""

    span: Span
    read: Read = UNREAD

    mark = TierTerm.mark
    label = TierTerm.label
    tier = TierTerm.tier
    look_alike = TierTerm.look_alike

    @property
    def completed(self) -> bool:
        return self.read.completed

    @property
    def direction(self) -> Direction | None:
        return self.read.direction

    @property
    def understood(self) -> bool:
        return self.read.understood

    @property
    def completes(self) -> bool:
        return self.read.completes


class Words(Generic[Word]):
    """Closed words by the forms that they are written in: blanks and the variants of one
    mark apart, by an alias, with a note in parentheses behind: 済（令和4年度）."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._by_form = {
            fold_term(form): word for word in words for form in (word.word, *word.aliases)
        }
        self._known: dict[str, Word | None] = {}

    def find(self, text: str) -> Word | None:
        """The word of a cell; None for one that nobody knows."""
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _find(self, text: str) -> Word | None:
        form = fold_term(text)
        return self._by_form.get(form) or self._by_form.get(without_note(form))


def without_note(text: str) -> str:
    """A closed word without the note behind it: 済 of 済（令和4年度）."""
    noted = _NOTED.fullmatch(text) if text.endswith(tuple(CLOSE)) else None
    return noted["word"].strip() if noted else text


class Terms:
    """What the words of the closed columns mean in one sheet.

    ``legend`` are the lines that declare its tiers.
    """

    def __init__(self, legend: Iterable[TierLine], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.tiers = tuple(_tiers(legend))
        self._by_mark: dict[str, Tier] = {}
        self._by_look: dict[str, Tier | None] = {}
        for tier in self.tiers:
            self._by_mark.setdefault(tier.mark, tier)
            look = fold_look_alike(tier.mark)
            # Two tiers that look alike cannot be told apart by their look.
            self._by_look[look] = None if look in self._by_look else tier
        self._statuses = Words(vocabulary.statuses)
        self._directions = Words(vocabulary.directions)
        self._read_tiers: dict[str, Read] = {}
        self._proposals: dict[str, Read] = {}
        self._meanings: dict[tuple[str, str, str], Meaning] = {}

    def meaning(self, written: tuple[str, str, str]) -> Meaning:
        """What the three closed cells of a row say, tier and proposal as they are written."""
        known = self._meanings.get(written)
        if known is None:
            known = Meaning(self.tier(written[0]), self._statuses.find(written[1]), self.proposal(written[2]))
            self._meanings[written] = known
        return known

    def tier(self, written: str) -> Read:
        """What a text says as the tier of a row."""
        return _of_text(self._read_tiers, written, self._read_tier)

    def proposal(self, written: str) -> Read:
        """What a text says as its 2期案."""
        return _of_text(self._proposals, written, self._read_proposal)

    def judged(self, word: str) -> tuple[Column | None, Status | None]:
        """The status that a word means in any closed column, and that column."""
        if status := self._statuses.find(word):
            return Column.STATUS, status
        for column, statuses in self.vocabulary.judgements:
            if status := Words(statuses).find(word):
                return column, status
        return None, None

    def status(self, word: str) -> Status | None:
        """The status that a word of the sheet's own summary means."""
        return self._statuses.find(word)

    def _read_tier(self, text: str) -> Read:
        if read := self._as_declared(text):
            return read
        match = _TIER_CELL.fullmatch(text)
        if match is None:
            return Read((0, len(text)) if text else None)
        mark = _trimmed(match, "bracketed" if match["bracketed"] is not None else "mark")
        label = "label" if match["label"] is not None else "bare" if match["bare"] else None
        tier, look_alike = self._tier(text[slice(*mark)])
        return Read(mark, match.span(label) if label else None, tier, look_alike)

    def _as_declared(self, text: str) -> Read | None:
        """A cell that is as the legend declares tiers, 【Ⅰ】 or 【Ⅰ】<重点>, as most are."""
        mark, closing, label = text[1:].partition("】")
        tier = self._by_mark.get(mark) if closing and text.startswith("【") else None
        if tier is None or (label and not (label[0] == "<" and label.find(">") == len(label) - 1)):
            return None
        end = 1 + len(mark)
        return Read((1, end), (end + 2, len(text) - 1) if label else None, tier)

    def _read_proposal(self, text: str) -> Read:
        """``○``, a tier, or ``○→`` and a tier; the tier may stand in 【】. Or a direction."""
        if direction := self._directions.find(text):
            return Read((0, len(text)), direction=direction)
        completed, at = _split_completed(text, self.vocabulary)
        if at == len(text):
            return Read(completed=completed)
        mark, label = (at, len(text)), None
        if not _OPENING.isdisjoint(text[at:]) and (match := _PROPOSED.fullmatch(text, at)):
            groups = ("bracketed", "mark", "other")
            mark = _trimmed(match, next(name for name in groups if match[name] is not None))
            label = match.span("label") if match["label"] else None
        tier, look_alike = self._tier(text[slice(*mark)])
        # ○→ and an unknown word is not a completion that anyone could rely on.
        return Read(mark, label, tier, look_alike, completed and tier is not None)

    def _tier(self, mark: str) -> tuple[Tier | None, bool]:
        """The tier of a mark, and whether only its look told it."""
        if tier := self._by_mark.get(mark):
            return tier, False
        tier = self._by_look.get(fold_look_alike(mark))
        return tier, tier is not None


def _tiers(lines: Iterable[TierLine]) -> Iterator[Tier]:
    for order, line in enumerate(lines):
        description = line.description.text if line.description else ""
        label = line.label.text if line.label else ""
        yield Tier(line.mark.text.strip(), label, description, order, line.bracket)


def _split_completed(text: str, vocabulary: Vocabulary) -> tuple[bool, int]:
    """Whether a cell begins with the mark of completion, and where the rest begins."""
    text = fold_marks(text)
    if not vocabulary.completed or not text.startswith(vocabulary.completed):
        return False, 0
    rest = text[len(vocabulary.completed) :].lstrip()
    if rest and not rest.startswith(vocabulary.arrow):
        return False, 0
    behind = rest.removeprefix(vocabulary.arrow).lstrip()
    if rest and not behind:
        return False, 0  # an arrow that leads nowhere
    return True, len(text) - len(behind)


def _trimmed(match: re.Match[str], group: str) -> tuple[int, int]:
    """The two ends of a group without the blanks around it."""
    written = match[group]
    kept = written.strip()
    start = match.start(group) + written.find(kept)
    return start, start + len(kept)


def _of_text(known: dict[str, Read], text: str, read: Callable[[str], Read]) -> Read:
    """What a cell's text was read as: a long sheet says the same few words in every row."""
    if text not in known:
        known[text] = read(text)
    return known[text]
