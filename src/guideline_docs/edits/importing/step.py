"""One thing that an import changes, with the edits that do it and what is read then."""

from __future__ import annotations

from typing import NamedTuple

from guideline_docs.edits.incoming import Change, Note, Unplaced
from guideline_docs.source.edit import Edit
from guideline_docs.source.record import own_key
from guideline_docs.source.span import Span


class Wanted(NamedTuple):
    """What a cell of a line is to say when it is read again."""

    line: Span
    place: int
    text: str


@own_key
class Step(NamedTuple):
    """``wanted`` is looked for in what is read again; ``adds`` rows are put in, if any."""

    change: Change
    edits: tuple[Edit, ...]
    wanted: tuple[Wanted, ...] = ()
    adds: int = 0

    def untaken(self, why: str) -> Unplaced:
        """What is told where it cannot be done."""
        change = self.change
        near = f"{change.name} {change.head}".strip()
        return Unplaced(change.theirs, near, why, change.file, change.cell)


class Loose(NamedTuple):
    """What a line beside the rows comes to; nothing where our own workbook prints all its
    ``texts`` there."""

    texts: tuple[str, ...]
    told: tuple[Step | Unplaced, ...]


Told = Step | Unplaced | Note | Loose
"""What each part of an import finds."""
