"""What may stand where somebody is typing: references, closed words, fields, annotations.

What it is made of
    items       what is offered, and instead of which characters
    places      what the line is that somebody types in: a cell and its column, a card, a chapter
    names       the names of all that can be referred to, in the forms that texts use

What is offered
    references  a reference that is begun, and the next of a list
    words       the closed words of a column, as the sheet writes them
    cards       the first line of a card, the names of its fields
    chapters    ［＃…］ and what it takes

What is typed already is replaced whole, and what is to come is written as the text writes.
"""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.span import SourceText
from guideline_docs.views.completion.cards import field_items, first_items
from guideline_docs.views.completion.chapters import annotation_items, placeholder_items
from guideline_docs.views.completion.items import Completion, Item
from guideline_docs.views.completion.places import Notation, Typing, typing_at
from guideline_docs.views.completion.references import reference_items
from guideline_docs.views.completion.words import word_items

__all__ = ["Completion", "Item", "complete"]

MOST = 100
"""So many are offered at once; who types on is offered others."""


def complete(snapshot: Snapshot, source: SourceText, offset: int) -> Completion:
    """What may stand at an offset of a source, whatever state its line is in."""
    guideline = snapshot.guideline_of(source)
    typing = typing_at(guideline, source, offset) if guideline else None
    if typing is None:
        return Completion()
    found: list[Item] = []
    for item in _items(typing):
        if len(found) == MOST:
            return Completion(tuple(found), is_whole=False)
        found.append(item)
    return Completion(tuple(found))


def _items(typing: Typing) -> Iterator[Item]:
    """The items of a place; what only may stand there leaves no room for anything else."""
    if typing.column is not None and (closed := list(word_items(typing))):
        yield from closed
        return
    match typing.notation:
        case Notation.CHAPTER:
            yield from annotation_items(typing)
        case Notation.CARDS:
            yield from first_items(typing)
            yield from field_items(typing)
    if typing.is_prose:
        yield from placeholder_items(typing)
        yield from reference_items(typing)
