"""What a file of settings may hold: its tables, their keys, the words that a key takes.

Declared once, for the reader, who refuses what is not there, and for the editor, which
offers what is.
"""

from __future__ import annotations

from collections.abc import Mapping

from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple


class Kind(StrEnum):
    """What a key is written with."""

    TEXT = "text"
    TEXTS = "texts"
    """A list of texts, or one."""
    FLAG = "flag"
    WHOLE = "whole"
    WHOLES = "wholes"
    TABLES = "tables"


class Names(StrEnum):
    """What of the project a text names; it can be chosen among what there is."""

    NOTHING = ""
    HEAD = "head"
    """A column, by its head."""
    FIELD = "field"
    """A column or a field of cards."""
    SHEET = "sheet"
    FOLDER = "folder"
    WORD = "word"
    """The ``word`` of another table of its kind."""
    CODE = "code"
    """A rule."""
    SOURCE = "source"
    """A file that has findings."""
    SUBJECT = "subject"


class Key(NamedTuple):
    """``said`` is what it means, in a line for its users.

    ``words`` are all that it takes, each with a line of its own that may be empty; where
    there are none it takes any.
    """

    said: str
    words: Mapping[str, str] = {}
    kind: Kind = Kind.TEXT
    names: Names = Names.NOTHING


class Form(NamedTuple):
    """A table: ``heading`` as it is written, ``[paper]`` or ``[[level]]``.

    ``others`` is what every key means that is not one of ``keys``; None: there is none
    such. ``inside`` are the tables that it may hold, by the keys that hold them.
    """

    heading: str
    said: str
    keys: Mapping[str, Key]
    others: Key | None = None
    inside: Mapping[str, Form] = {}


FLAGS = {"true": "はい", "false": "いいえ"}


def flag(said: str) -> Key:
    return Key(said, FLAGS, Kind.FLAG)
