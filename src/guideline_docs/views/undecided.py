"""What is still undecided in a finished view: the placeholders that would be printed.

A rule tells those of the sources. Settings, phrases of the office and numbers that are
not given yet are no sources, and a placeholder may only come together in print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from guideline_docs.syntax.placeholder import PLACEHOLDER
from guideline_docs.views.draft.parts import NumberOf
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.text import Piece


def undecided(view: object) -> Iterator[str]:
    """Every text of a view, or of finished data in UTF-8, that holds a placeholder."""
    for text in _texts(view):
        if "【" in text and PLACEHOLDER.search(text):
            yield text


def _texts(part: object) -> Iterator[str]:
    match part:
        case Enum() | DraftWords():
            pass  # the phrases of a draft are all copied to where they are printed
        case str():
            yield part
        case bytes():
            yield from part.decode("utf-8", "ignore").splitlines()
        case Piece() | NumberOf():
            yield _text(part)
        case tuple() | list():
            # Running text is read as one, whatever it was cut into.
            if part and all(isinstance(each, Piece | NumberOf) for each in part):
                yield "".join(map(_text, part))
            else:
                for each in part:
                    yield from _texts(each)
        case Mapping():
            for each in part.values():
                yield from _texts(each)
        case _ if is_dataclass(part):
            for field in fields(part):
                yield from _texts(getattr(part, field.name))


def _text(part: object) -> str:
    return part.text if isinstance(part, Piece) else part.written if isinstance(part, NumberOf) else ""
