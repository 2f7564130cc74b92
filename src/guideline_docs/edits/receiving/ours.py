"""What the sources say now: each text that a document can bring back, piece by piece.

A piece is what the document prints and what stands in the source for it; so what comes back
is put into the source without touching a character that nobody changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from guideline_docs.compare.words import tokens
from guideline_docs.model.chapter import Heading, Paragraph
from guideline_docs.model.configuration import SETTINGS_TABLE
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import (
    COVER,
    EXTRA,
    PLAN,
    TEXT,
    TITLE,
    Field,
    Ruby,
    Said,
    bookmark_name,
    key_of,
    paragraph_owner,
)
from guideline_docs.model.measure import Measure
from guideline_docs.model.numbers import bits
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import Section
from guideline_docs.source.project import SETTINGS
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.source.toml import TomlFile
from guideline_docs.syntax.columns import COLUMNS, Column
from guideline_docs.syntax.nodes import Writing


class Piece(NamedTuple):
    """``said`` is what is printed, ``written`` how the source writes it at ``start`` to ``end``."""

    said: Said
    written: str
    start: int = 0
    end: int = 0


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    CELL = "cell"
    FACT = "fact"
    """A fact of the settings, as the cover prints it."""


class Fact(NamedTuple):
    """A key of the settings; ``span`` is its value without quotes, ``file`` is where it is."""

    key: str
    file: TomlFile
    span: Span


class _Ours(NamedTuple):
    key: str
    kind: Kind
    guideline: Guideline
    passages: tuple[Passage, ...]
    thing: Heading | Paragraph | Section | Measure | Fact
    name: str
    """What people call the place: 第2章1, No.6."""
    column: Column | None = None
    chapter: int = 0
    """Of a chapter's text its number, from 1."""


class Ours(_Ours):
    """A text as it stands. ``passages`` are its lines, ``thing`` what it belongs to.

    Most texts are never changed: what takes long is found out when it is first asked for.
    """

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        if self.kind is Kind.FACT:
            return tuple(Piece(word, word) for word in tokens(self.text))
        lines = (pieces_of(self.guideline, passage) for passage in self.passages)
        return tuple(piece for line in lines for piece in line)

    @cached_property
    def text(self) -> str:
        """How the source reads."""
        if self.kind is Kind.FACT:
            return self.passages[0].text
        spans = ((passage.writing, passage.span) for passage in self.passages)
        return "".join(
            _one_end(writing.read(span.source.text[span.start : span.end]))
            for writing, span in spans
        )

    @property
    def span(self) -> Span:
        first, last = self.passages[0].span, self.passages[-1].span
        return Span(first.source, first.start, last.end)


def ours_of(guideline: Guideline) -> Iterator[Ours]:
    """Every text with a key, in reading order: the cover, the chapters, then the table."""
    yield from _facts(guideline)
    for number, chapter in enumerate(guideline.chapters, 1):
        name, paragraphs = "", 0
        for block in chapter.blocks:
            if isinstance(block, Heading):
                name, key = block.name, key_of(block.anchor, TITLE)
                yield Ours(key, Kind.HEADING, guideline, (block.title,), block, name, None, number)
            elif isinstance(block, Paragraph):
                paragraphs += 1
                key = key_of(paragraph_owner(number, paragraphs), TEXT)
                lines = block.passages
                yield Ours(key, Kind.PARAGRAPH, guideline, lines, block, name, None, number)
    for *_, section in guideline.second.trails:
        if section.title is not None:
            key, name = key_of(section.anchor, TITLE), guideline.name(section)
            yield Ours(key, Kind.SECTION, guideline, (section.title,), section, name)
        for measure in section.measures:
            yield from _cells(guideline, measure)


def _facts(guideline: Guideline) -> Iterator[Ours]:
    file = guideline.configuration.file
    if file is None:
        return
    table = file.table(SETTINGS_TABLE)
    for key, value in guideline.configuration.bibliography._asdict().items():
        passage = Passage.at(file.place(table, key), value)
        fact = Fact(key, file, passage.span)
        yield Ours(key_of(COVER, key), Kind.FACT, guideline, (passage,), fact, SETTINGS)


def _cells(guideline: Guideline, measure: Measure) -> Iterator[Ours]:
    """The cells of a measure that are one text: not those of several departments."""
    order = guideline.configuration.vocabulary.second_heads
    second = sorted(
        (column for column, _ in measure.added),
        key=lambda column: order.index(column.name) if column.name in order else len(order),
    )
    parts: list[tuple[str, Column]] = [
        (str(column), column) for column in COLUMNS[1:] if column in measure.columns
    ]
    parts += [(f"{EXTRA}-{at}", column) for at, column in enumerate(measure.filled, 1)]
    parts += [(f"{PLAN}-{at}", column) for at, column in enumerate(second, 1)]
    name = guideline.name(measure) or measure.title.text
    for part, column in parts:
        if not measure.is_parted(column):
            key = key_of(measure.anchor, part)
            yield Ours(key, Kind.CELL, guideline, (measure[column],), measure, name, column)


# --- pieces -----------------------------------------------------------------------------------


def pieces_of(guideline: Guideline, passage: Passage) -> tuple[Piece, ...]:
    """A passage piece by piece: joined, what is written is how its source reads."""
    return tuple(_pieces(guideline, passage))


def _pieces(guideline: Guideline, passage: Passage) -> Iterator[Piece]:
    special = sorted([*_numbers(guideline, passage), *_rubies(passage)], key=lambda p: p.start)
    at = passage.span.start
    for piece in special:
        yield from _words(passage, at, piece.start)
        yield piece
        at = piece.end
    yield from _words(passage, at, passage.span.end)


def _numbers(guideline: Guideline, passage: Passage) -> Iterator[Piece]:
    """What a document binds to what it names; a reference that leads nowhere is words."""
    text = passage.span.source.text
    for _, group in groupby(passage.references, key=lambda reference: reference.span):
        found = list(group)
        if not all(reference.target for reference in found):
            continue
        for bit in bits(guideline, found):
            written = passage.writing.read(text[bit.start : bit.end])
            if bit.is_number and bit.target:
                said: Said = Field(bookmark_name(bit.target.anchor))
            else:
                said = written.strip() if bit.joint else written
            yield Piece(said, written, bit.start, bit.end)


def _rubies(passage: Passage) -> Iterator[Piece]:
    for ruby in passage.rubies:
        span = ruby.span
        yield Piece(Ruby(ruby.base, ruby.reading), span.text, span.start, span.end)


def _words(passage: Passage, start: int, end: int) -> Iterator[Piece]:
    if start == end:
        return
    written = passage.span.source.text[start:end]
    read = _one_end(passage.writing.read(written))
    plain = passage.writing is Writing.PLAIN and read == written
    at = start
    for word in tokens(read):
        # Of a cell that is quoted the whole is written anew: places are of no use there.
        last = at + len(word) if plain else end
        yield Piece(word, word, at, last)
        at = last


def _one_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cut(said: Sequence[Said]) -> list[Said]:
    """What a document says in the smallest pieces that are compared."""
    return [
        word for each in said for word in (tokens(each) if isinstance(each, str) else [each])
    ]
