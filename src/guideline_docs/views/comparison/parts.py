"""What a 新旧対照表 is made of: bands of rows, and the words of their two sides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from guideline_docs.source.record import NamedTuple
from guideline_docs.views.wording import phrase


@dataclass(frozen=True, slots=True)
class ThingWords:
    """What 主な変更点 calls the things that changed."""

    measure: str
    heading: str
    text: str
    table: str
    cover: str


@dataclass(frozen=True, slots=True)
class ComparisonWords:
    """``[comparison]`` of wording.toml."""

    things: ThingWords
    title: str
    summary: str
    list: str
    new: str
    old: str
    remarks: str
    new_version: str
    old_version: str
    number: str
    note: str
    skip: str
    added: str
    """Stands on the old side of what is new."""
    removed: str
    """Stands on the new side of what is gone."""
    left_out: str
    empty: str
    """Stands where a field held nothing, or holds nothing any more."""
    broken: str
    """Remark on a text that only breaks elsewhere."""
    comma: str
    cover: str
    around: str
    """Heading of what stands round the rows of the table."""
    rows: str
    """Heading of rows that stand under none."""
    numbers: str
    """Heading of what only bears another number."""
    description: str
    title_of: str = phrase("title", "name")
    version: str = phrase("stage", "date")
    head: str = phrase("head")
    name: str = phrase("name", "title")
    band: str = phrase("above", "below")
    counted: str = phrase("what", "kind", "n", "names")
    more: str = phrase("n")
    remark: str = phrase("head", "kind")
    moved: str = phrase("old", "new")
    formed: str = phrase("old", "new")
    """An item that is a paragraph now."""


class WordRole(StrEnum):
    """How words of a row are set."""

    PLAIN = "plain"
    CHANGED = "changed"
    """They stand on this side only."""
    HEAD = "head"
    """What the words behind them are of."""
    ASIDE = "aside"
    """（略）, （新設）: said by the table, not by the guideline."""


class Word(NamedTuple):
    text: str
    role: WordRole = WordRole.PLAIN


Line = tuple[Word, ...]


class Row(NamedTuple):
    """What one thing says on either side; of a measure each field is a row of its own.

    ``begins``: the rows before are of another thing.
    """

    new: Line
    old: Line
    remark: str = ""
    begins: bool = True


class Band(NamedTuple):
    """The rows below a heading."""

    title: str
    anchor: str
    rows: tuple[Row, ...]


class Version(NamedTuple):
    """``label`` says which of the two, ``name`` what it is called."""

    label: str
    name: str


@dataclass(frozen=True, eq=False)
class ComparisonView:
    """The whole document; ``none`` is what it says where nothing changed."""

    words: ComparisonWords
    title: str
    author: str
    number: str
    versions: tuple[Version, ...]
    summary: tuple[str, ...]
    bands: tuple[Band, ...]
    none: str
