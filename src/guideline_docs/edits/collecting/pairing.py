"""Whose a row of an answer is: the row of a measure, or of a part of it, that was asked.

The key that it carries goes first, led through ``renumbered.toml``; but a row that was
copied, sorted apart from its hidden columns or typed over shows another measure than its
key names, and who answered saw only what is shown. Then number and title together, the
title alone, the title where exactly one is near. Never a number alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from guideline_docs.model.asked import AskedRow
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry import InquiryKey
from guideline_docs.model.lineage import Identity, Tie, lineage
from guideline_docs.readback.inquiry import AnswerBook, AnswerRow
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head, fold_width, number
from guideline_docs.source.lexicon import DIGITS


class Match(NamedTuple):
    """A row of an answer and the row that it is; ``tie`` tells by what."""

    row: AnswerRow
    asked: AskedRow
    tie: Tie
    sorted_apart: bool = False
    """Its key is another's: what stands hidden beside it belongs there, too."""


class Strange(NamedTuple):
    """A row that is nobody's, and why."""

    row: AnswerRow
    why: str
    near: AskedRow | None = None


class Heads(NamedTuple):
    """The heads that the columns of numbers and titles may have in the form."""

    number: frozenset[str]
    title: frozenset[str]


class Pairing:
    """Pairs the rows of answers with those that are asked about today."""

    def __init__(self, guideline: Guideline, rows: Iterable[AskedRow], heads: Heads) -> None:
        self.guideline = guideline
        self.heads = heads
        self.rows = tuple(rows)
        self.edition = guideline.second.digest
        self.by_key: dict[object, list[AskedRow]] = {}
        for row in self.rows:
            self.by_key.setdefault(row.measure.key, []).append(row)

    def pair(self, book: AnswerBook, department: str) -> list[Match | Strange]:
        """The rows of a book in their order; ``department`` is the key of who answers."""
        found: dict[int, Match | Strange] = {}
        left: dict[int, AnswerRow] = {}
        for place, row in enumerate(book.rows):
            match = self._by_key(row, book, department)
            if match:
                found[place] = match
            else:
                left[place] = row
        own = [row for row in self.rows if not department or department in _keys(row)]
        claimed = {match.asked for match in found.values() if isinstance(match, Match)}
        free = [row for row in own if row not in claimed]
        # A row like one that has been found is another one, unless it says the very same.
        for rows, ties in ((free, tuple(Tie)), (own, (Tie.NUMBER_AND_TITLE, Tie.TITLE))):
            for place, match in list(self._by_words(left, rows)):
                if match.tie in ties:
                    found[place] = match
                    del left[place]
        for place, match in list(self._by_words(left, self.rows)):
            if match.tie is Tie.CONTENT:
                continue
            asked = match.asked
            names = "・".join(each.name for each in asked.departments) or "どの課でもない"
            why = f"この課には聞いていない施策です（担当は{names}）"
            found[place] = Strange(left.pop(place), why, asked)
        for place, row in left.items():
            found[place] = Strange(row, self._why(row, book))
        return [found[place] for place in sorted(found)]

    # --- by what it carries -------------------------------------------------------------

    def _by_key(self, row: AnswerRow, book: AnswerBook, department: str) -> Match | None:
        key = InquiryKey.read(row.key)
        number = self._today(key) if key else None
        if key is None or number is None:
            return None
        asked = self._of(number, key.part, row, department)
        if asked is None:
            return None
        title, shown = self._title(row), self._number(row)
        same_title = not title or _same(title, asked.measure.title.text)
        if shown is None or shown in (_last(key.measure), _last(number)):
            if same_title:
                return Match(row, asked, Tie.MAP)
            # A copied row that was typed over still has the key, and often the number.
            copied = any(
                _same(self._title(other), asked.measure.title.text)
                for other in book.rows
                if other.key == row.key and other is not row
            )
            renamed = key.edition != self.edition or _like(title, asked.measure.title.text)
            if renamed and not copied and not self._another(title):
                return Match(row, asked, Tie.MAP)
        elif title and same_title and not self._another(title, shown):
            return Match(row, asked, Tie.MAP)
        return None

    def _today(self, key: InquiryKey) -> object:
        """The number that a measure of the form has today; None where nobody knows."""
        if key.measure is None:
            return None
        if key.edition == self.edition:
            return key.measure
        moved = self.guideline.renumbered.since(key.edition)
        return None if moved is None else moved.get(key.measure, key.measure)

    def _of(
        self, number: object, part: int, row: AnswerRow, department: str
    ) -> AskedRow | None:
        """The row of a number: the department's, the one of its place, the one of its title."""
        rows = self.by_key.get(number, [])
        titled = [each for each in rows if _same(self._title(row), each.measure.title.text)]
        if len({each.measure for each in rows}) > 1:
            rows = titled
        own = [each for each in rows if department and department in _keys(each)]
        if len(own) == 1:
            return own[0]
        placed = [each for each in own or rows if each.key.part == part]
        return placed[0] if len(placed) == 1 else None

    def _another(self, title: str, number: int | None = None) -> bool:
        """Whether a title, with a number or without, is that of a measure here."""
        return any(
            _same(title, each.measure.title.text) and number in (None, each.measure.number)
            for each in self.rows
        )

    # --- by what is shown ---------------------------------------------------------------

    def _by_words(
        self, left: Mapping[int, AnswerRow], rows: Sequence[AskedRow]
    ) -> Iterator[tuple[int, Match]]:
        places = [place for place in left if self._title(left[place])]
        if not places:
            return
        before = [
            Identity(self._number(left[place]), self._title(left[place]), self._title(left[place]))
            for place in places
        ]
        after = [
            Identity(each.measure.number, each.measure.title.text, each.measure.title.text)
            for each in rows
        ]
        for pair in lineage(before, after).pairs:
            row = left[places[pair.before]]
            yield places[pair.before], Match(row, rows[pair.after], pair.tie, self._apart(row))

    def _apart(self, row: AnswerRow) -> bool:
        """Whether the key of a row whose words were believed is that of another."""
        key = InquiryKey.read(row.key)
        shown = self._number(row)
        if key is None:
            return False
        return self._today(key) is not None or (shown is not None and shown != _last(key.measure))

    def _title(self, row: AnswerRow) -> str:
        return _first(row, self.heads.title)

    def _number(self, row: AnswerRow) -> int | None:
        """The last number of what stands under the head of numbers."""
        found = _DIGITS.findall(_first(row, self.heads.number))
        return number(found[-1]) if found else None

    def _why(self, row: AnswerRow, book: AnswerBook) -> str:
        key = InquiryKey.read(row.key)
        if key is None:
            title = self._title(row)
            return "加えられた行です" if title else "加えられた行です（どの施策か書いてありません）"
        if self._today(key) is None:
            return "今の一覧に、番号と内容の合う施策がありません"
        if any(other.key == row.key and other is not row for other in book.rows):
            return "行を写して書き換えたものです。どの施策か決められません"
        return "鍵（照会キー）と、見えている番号・内容が食い違います。どの施策か決められません"


_DIGITS = expression(f"[{DIGITS}]+")


def _first(row: AnswerRow, heads: frozenset[str]) -> str:
    """What stands under the first of some heads."""
    return next((cell.text for head, cell in row.context.items() if fold_head(head) in heads), "")


def _last(key: object) -> int | None:
    """The number itself of a key that may hold those of headings above."""
    text = str(key).rpartition("-")[2]
    return int(text) if text.isdecimal() else None


def _same(one: str, other: str) -> bool:
    return fold_width(one) == fold_width(other)


# Two titles are one that was edited from this ratio on.
_ALIKE = 0.6


def _like(one: str, other: str) -> bool:
    pair = fold_width(one), fold_width(other)
    return SequenceMatcher(None, *pair, autojunk=False).ratio() >= _ALIKE


def _keys(row: AskedRow) -> frozenset[str]:
    return frozenset(each.key for each in row.departments)
