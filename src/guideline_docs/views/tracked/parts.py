"""Two versions of a draft, and the document that they become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.parts import (
    Block,
    Draft,
    DraftRole,
    Inlines,
    Mark,
    NumberOf,
    Row,
    Section,
)


class Versions(NamedTuple):
    """A draft and what it was before; all that the document depends on."""

    draft: Draft
    before: Draft
    names: Mapping[str, str]
    """What links lead to in the old version → what that is in the new one."""
    measures: Mapping[str, int]
    """Of the new version's, those that are measures; and their places."""
    author: str
    """Who is said to have made the changes."""


class Printed(NamedTuple):
    """What numbers say in a document: their words, and whether Word keeps them."""

    words: Callable[[NumberOf], str]
    is_live: Callable[[NumberOf], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A block of the old version, of the new one, or of both.

    ``said`` is the text of a paragraph with its marks; of two that are of no one kind, and
    of one that is gone, it is the old one's. ``end`` is the mark of the paragraph's own
    end. ``role`` is whose style it has, if that is not the block's, and ``before`` whose it
    had: the last paragraphs of two versions share one end.
    Of a table ``rows`` are those of both, and ``struck`` the places of the deleted ones
    among the old version's.
    """

    was: Block | None
    now: Block | None
    said: Inlines = ()
    end: Mark = Mark.SAME
    role: DraftRole | None = None
    before: DraftRole | None = None
    rows: tuple[Row, ...] = ()
    struck: tuple[int, ...] = ()


class Tracked(NamedTuple):
    """The document: its sections are the new version's, with what is gone from them."""

    draft: Draft
    before: Draft
    author: str
    sections: tuple[Section, ...]
