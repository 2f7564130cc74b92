"""What a collection finds: what is taken in, what a person must decide, who has answered."""

from collections.abc import Mapping
from enum import StrEnum
from os.path import commonprefix
from typing import NamedTuple

from guideline_docs.edits.incoming import Change, Note
from guideline_docs.model.departments import Department
from guideline_docs.readback.gathering import Other
from guideline_docs.source.edit import Patch


class Matter(StrEnum):
    """Why a person must look at something, in the order in which that is best done."""

    UNLIKE = "unlike"
    """Answers to one cell that differ."""
    MOVED = "moved"
    """The cell has changed here since it was sent, or nobody knows what was sent."""
    WORD = "word"
    """None of the words of the column."""
    UNCLEAR = "unclear"
    """Words of which nobody knows what they stand for: 同上, a merged cell, an error."""
    ROW = "row"
    """A row that is nobody's: added, of a measure that is no more, asked of others."""
    LOCKED = "locked"
    """A cell that was not asked has another text."""
    REMARK = "remark"
    """What stands in 備考."""
    BESIDE = "beside"
    """Written outside the cells of the answers: a note, a box, a picture, another sheet."""
    UNWRITABLE = "unwritable"
    """Clear, and the sources have no place for it."""
    FILE = "file"
    """A file of which this or that could not be read."""


class Open(NamedTuple):
    """Something that a person must decide; nothing of it is written.

    ``theirs`` is what was written, ``base`` what was sent (None: nobody knows, or it was no
    answer), ``ours`` what stands here.
    """

    matter: Matter
    why: str
    theirs: str
    department: str = ""
    key: str = ""
    name: str = ""
    title: str = ""
    field: str = ""
    head: str = ""
    path: str = ""
    line: int = 0
    base: str | None = None
    ours: str = ""
    file: str = ""
    cell: str = ""

    @property
    def place(self) -> tuple[str, int, str, str]:
        """The cell of the table that it is about."""
        return self.path, self.line, self.name, self.field


class Taken(NamedTuple):
    """An answer that is sure: what it changes, and whose it is."""

    change: Change
    title: str
    departments: tuple[str, ...]


class Empty(NamedTuple):
    """A cell that was asked and says nothing."""

    name: str
    title: str
    head: str
    cell: str


class Progress(StrEnum):
    """How far a department is."""

    DONE = "done"
    PARTLY = "partly"
    BLANK = "blank"
    """It has sent the workbook back, and nothing is in it."""
    NONE = "none"
    """Nothing has come."""


class State(NamedTuple):
    """A department that was asked, and what has come from it.

    ``asked`` and ``answered`` count cells, ``taken`` those of them that change something,
    ``open`` those of which something is to be decided.
    """

    department: Department
    files: tuple[str, ...]
    measures: int
    asked: int
    answered: int
    empty: tuple[Empty, ...]
    answerers: tuple[str, ...] = ()
    due: str = ""
    taken: int = 0
    open: int = 0

    @property
    def progress(self) -> Progress:
        if not self.files:
            return Progress.NONE
        if self.asked and not self.answered:
            return Progress.BLANK
        return Progress.PARTLY if self.empty else Progress.DONE


class Collected(NamedTuple):
    """All that came."""

    states: tuple[State, ...]
    taken: tuple[Taken, ...]
    open: tuple[Open, ...]
    notes: tuple[Note, ...]
    others: tuple[Other, ...]
    patch: Patch
    same: int = 0
    """Answers that say what stands here already."""

    @property
    def folder(self) -> str:
        """The folder that all files stand in, with its stroke."""
        files = [file for state in self.states for file in state.files]
        files += [each.file for each in (*self.others, *self.open, *self.notes) if each.file]
        folders = {tuple(file.split("/")[:-1]) for file in files}
        return "".join(f"{part}/" for part in commonprefix(list(folders)))

    @property
    def decisions(self) -> int:
        """How much is to be decided: unlike answers to one cell are one thing."""
        unlike = {each.place for each in self.open if each.matter is Matter.UNLIKE}
        return len(unlike) + sum(each.matter is not Matter.UNLIKE for each in self.open)

    @property
    def is_open(self) -> bool:
        """Whether something is missing or to be decided."""
        lacking = any(state.progress is not Progress.DONE for state in self.states)
        return bool(lacking or self.open or any(other.open for other in self.others))


class AsSent(NamedTuple):
    """What the forms said that went out, as far as they can be made again today.

    ``context`` holds, for each key, the locked cells by their heads; ``cover`` what the
    covering sheets say, by the department's key; of what they count, every number that it
    may come to.
    """

    context: Mapping[str, Mapping[str, str]] = {}
    cover: Mapping[str, tuple[str, ...]] = {}
