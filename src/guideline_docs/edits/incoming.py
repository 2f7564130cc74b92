"""What comes back to the sources, told one way: changes, conflicts, what has no place.

``file`` and ``cell`` say where it stands in what came (``B12``), ``path`` and ``line`` where
it belongs here; a person finds both without the program.
"""

from collections.abc import Iterable

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column


class Change(NamedTuple):
    """A text that becomes another one.

    ``base`` is what was sent, None where nobody knows; ``theirs`` what came, ``ours`` what
    stands here, ``result`` what will.
    """

    key: str
    """What the measure is kept by (``Measure.key``); empty for what is no measure."""
    name: str
    """What it is called: No.6, (3)-ア."""
    field: str
    """The column's key for programs: results, or its head."""
    head: str
    """The same for people: 実績."""
    path: str
    line: int
    base: str | None
    theirs: str
    ours: str
    result: str
    file: str = ""
    cell: str = ""
    author: str = ""
    tracked: bool = False
    """It came as a tracked change."""


class Conflict(NamedTuple):
    """Texts of which nobody can say which one is meant; nothing is written."""

    key: str
    name: str
    field: str
    head: str
    path: str
    line: int
    base: str | None
    theirs: str
    ours: str
    why: str
    file: str = ""
    cell: str = ""
    author: str = ""


class Unplaced(NamedTuple):
    """What a person must look at: a text that came and has no place here, and why.

    ``near`` is what it belongs to or stands by, as far as that is known.
    """

    text: str
    near: str
    why: str
    file: str = ""
    cell: str = ""


class Note(NamedTuple):
    """What is good to know and asks for nothing."""

    text: str
    file: str = ""
    cell: str = ""


class Incoming(NamedTuple):
    """All that came, sorted."""

    edits: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a person must decide something."""
        return bool(self.conflicts or self.unplaced)

    @classmethod
    def of(cls, found: Iterable[Change | Conflict | Unplaced | Note]) -> "Incoming":
        """Sorted by kind, each in the order in which it was found; the same note once."""
        found = list(found)
        return cls(
            tuple(each for each in found if isinstance(each, Change)),
            tuple(each for each in found if isinstance(each, Conflict)),
            tuple(each for each in found if isinstance(each, Unplaced)),
            tuple(dict.fromkeys(each for each in found if isinstance(each, Note))),
        )


def field_of(column: Column) -> str:
    """What programs call a column: its key, or its head where it has no other name."""
    return str(column) if column.known else head_of(column)


def head_of(column: Column) -> str:
    """What people call it; of a head a year the last is today's."""
    return column.heads[-1] if column.yearly else column.name


def called(guideline: Guideline, measure: Measure) -> tuple[str, str]:
    """The key and the name of a measure; one that nobody can number goes by its title."""
    key = "" if measure.key is None else str(measure.key)
    return key, guideline.name(measure) or measure.title.text
