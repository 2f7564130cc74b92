"""One thing that came back, with the edits that take it up and what is read then."""

from __future__ import annotations

from guideline_docs.edits.incoming import Change, Conflict, Note, Unplaced
from guideline_docs.edits.receiving.ours import Ours
from guideline_docs.model.chapter import ParagraphKind
from guideline_docs.source.edit import Edit
from guideline_docs.source.record import NamedTuple, own_key


class New(NamedTuple):
    """A paragraph, or a heading of a depth with its number, put in behind a text.

    ``at`` is its place in the document that came: of several behind one text the order.
    """

    behind: Ours
    at: int
    kind: ParagraphKind | int
    text: str
    number: int = 0


@own_key
class Step(NamedTuple):
    """``texts``: what stands for a key once it is made, paragraph by paragraph."""

    change: Change
    edits: tuple[Edit, ...] = ()
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    new: New | None = None

    def untaken(self) -> Unplaced:
        """What is told where it cannot be done."""
        change = self.change
        near = f"{change.name} {change.head}".strip()
        if self.new or change.result:
            why = "原稿に書くと、別のもの（見出し・注釈など）として読まれます。書き方を変えてください"
            return Unplaced(change.result or change.theirs, near, why, change.file)
        why = "消すと、前後が別のものとして読まれます。原稿で消してください"
        return Unplaced(change.ours, near, why, change.file)


Told = Step | Conflict | Unplaced | Note
"""What each part of a reception finds."""
