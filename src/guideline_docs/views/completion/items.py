"""What is offered to somebody who types."""

from __future__ import annotations

from guideline_docs.model.targets import Target
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span


class ItemKind(StrEnum):
    """What kind of thing an item is; editors show a sign for it."""

    REFERENCE = "reference"
    WORD = "word"
    FIELD = "field"
    CARD = "card"
    ANNOTATION = "annotation"
    PLACEHOLDER = "placeholder"
    FILE = "file"


class Item(NamedTuple):
    """``text`` instead of the characters of ``span``, all that is typed of it so far.

    ``label`` is what the list shows, ``detail`` what stands beside it; ``target`` is what a
    reference leads to, for who shows more of it.
    """

    kind: ItemKind
    label: str
    text: str
    span: Span
    detail: str = ""
    target: Target | None = None


class Completion(NamedTuple):
    """``items`` stand in the order in which they are likely. Not ``is_whole``: there are more,
    and who has typed on should ask again."""

    items: tuple[Item, ...] = ()
    is_whole: bool = True
