"""What is told beside a text of a page and is no finding: another reading of it, word by word.

One slot for all who have something to tell: what changed since a version, what came back and
is not written. Each says under which key of the draft it stands, ``measure-6:results`` or
``text-2-3:text``; the page puts it there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from enum import StrEnum

from guideline_docs.compare.words import GONE, SAME, Part
from guideline_docs.model.keys import TITLE, key_of
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.leads import Lead
from guideline_docs.views.text import printable


class WordMark(StrEnum):
    """Whether words are in both readings, in the first one or in the second; the tags know
    these names."""

    SAME = ""
    GONE = "del"
    NEW = "ins"


class Word(NamedTuple):
    text: str
    mark: WordMark = WordMark.SAME


class Beside(NamedTuple):
    """A card beside a text.

    ``look`` is its class; ``title`` says in a word what it tells, ``head`` of what, empty of
    the text itself; ``words`` are both readings in one. ``lead`` goes to where the other
    one is, if that can be opened. ``anchor`` is its own, where something leads to it.
    """

    look: str
    title: str
    head: str = ""
    words: tuple[Word, ...] = ()
    lead: Lead | None = None
    anchor: str = ""


Besides = Mapping[str, tuple[Beside, ...]]
"""Key of a text → what stands beside it."""


def words_of(parts: Iterable[Part]) -> tuple[Word, ...]:
    """The parts of two readings as they are shown."""
    return tuple(
        Word(
            printable(part.text),
            WordMark.SAME
            if part.kind == SAME
            else WordMark.GONE
            if part.kind == GONE
            else WordMark.NEW,
        )
        for part in parts
        if part.text
    )


def place_of(key: str, shown: Container[str]) -> str:
    """Where a card about a text stands, of the keys of a page: at the text, or at the title of
    what it belongs to, for closed words have no place of their own; empty where at neither."""
    title = key_of(key.partition(":")[0], TITLE)
    return next((each for each in (key, title) if each in shown), "")


def together(*all_told: Besides) -> dict[str, tuple[Beside, ...]]:
    """What several have to tell, in their order."""
    found: dict[str, tuple[Beside, ...]] = {}
    for told in all_told:
        for key, cards in told.items():
            found[key] = (*found.get(key, ()), *cards)
    return found
