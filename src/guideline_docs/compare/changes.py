"""What a comparison is made of: one change after the other, told apart by what they do."""

from collections.abc import Mapping
from enum import StrEnum

from guideline_docs.compare.words import Part
from guideline_docs.model.chapter import Heading, Paragraph
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span

Thing = Measure | Section | Heading | Paragraph


class ChangeKind(StrEnum):
    """What became of something. Numbers, places and ways are told apart from words."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """It stands elsewhere: under another heading, or among others."""
    RENUMBERED = "renumbered"
    """It bears another number, and is what it was."""
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    COMPLETED = "completed"


OF_NAMES = frozenset(("number", "section", "order", "form"))
"""The fields of which old and new are names: of things, of kinds of paragraphs."""


class Change(NamedTuple):
    """One change. ``place`` is in the new version, of what was removed in the old one.

    ``field`` is what of it changed: the key of a column, ``title``, ``number``,
    ``section``, ``order``, ``text``, ``form``; ``head`` is how people call that. ``name`` and
    ``old_name`` are canonical names, empty where it is not there.
    """

    kind: ChangeKind
    name: str
    old_name: str
    field: str
    place: Span
    old: str
    new: str
    parts: tuple[Part, ...]
    before: Thing | None = None
    after: Thing | None = None
    behind: Thing | None = None
    """Of what was removed, what it stood behind that is there still; None: it was the first."""


class Comparison(NamedTuple):
    """All changes between two versions, in reading order: the chapters, then the table."""

    changes: tuple[Change, ...]
    names: Mapping[str, str] = {}
    """What each heading and measure that is there still was called → is called."""

    def __bool__(self) -> bool:
        return bool(self.changes)
