"""Running text as it is printed: pieces, each naming its role."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from guideline_docs.model.passage import Passage
from guideline_docs.rules.diagnostic import Severity
from guideline_docs.source.era import ERA_NAMES, RECENT_LETTERS
from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import (
    CLOSE,
    CONTROLS,
    DIGITS,
    HYPHENS,
    KATAKANA,
    NONCHARACTERS,
    NUMBER_SIGN,
    OPEN,
    ROMAN,
    WAVES,
)
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.placeholder import PLACEHOLDER


class PieceRole(StrEnum):
    """How a piece of running text is set; templates and styles know these names."""

    PLAIN = "plain"
    CODE = "code"
    """Never broken over two lines: Ⅱ-イ, 5/6, 1～2年, No.6."""
    LINK = "link"
    """A resolved reference; ``anchor`` is where it leads."""
    UNRESOLVED = "unresolved"
    """A reference without target: printed as written."""
    PLACEHOLDER = "placeholder"
    """【要設定】 and its like."""
    BREAK = "break"
    """Between what several departments have in one cell."""
    MARK = "mark"
    """※n, the mark of a remark; ``text`` is the whole mark."""

    __repr__ = str.__repr__


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    text: str
    role: PieceRole = PieceRole.PLAIN
    anchor: str = ""
    reading: str = ""
    """Ruby over the text."""
    remarks: tuple[int, ...] = ()
    """The numbers of the remarks told at this piece."""

    def __repr__(self) -> str:
        # A long draft has a hundred thousand, and each build is known by what all of them are.
        return f"Piece({self.text!r}, {self.role!r}, {self.anchor!r}, {self.reading!r}, {self.remarks!r})"


Text = tuple[Piece, ...]


class SourcePlace(NamedTuple):
    """Where the text of a finding is to be mended: a file as findings name it, from 1."""

    path: str
    line: int
    column: int

    __repr__ = tuple.__repr__  # a receipt is told thousands


def source_place(span: Span) -> SourcePlace:
    return SourcePlace(span.source.path, *span.position)


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as a reader of the document meets it (確認事項).

    ``number`` is that of its line in the list; findings that say the same have one.
    """

    number: int
    code: str
    place: str
    """Where: ``No.20 理由``."""
    message: str
    hint: str
    severity: Severity
    source: SourcePlace
    anchor: str = ""
    """Where the place stands in the document; empty where it has none to lead to."""


# What a reader takes in at one glance, and no line may end within.
_SPECIAL = expression(
    rf"""(?x)
    (?P<placeholder>{PLACEHOLDER.pattern})
  | (?P<code>
    (?:[○]→)?[{ROMAN}](?:[{HYPHENS}][{KATAKANA}])?
  | [{OPEN}][{DIGITS}]+[{CLOSE}][{HYPHENS}][{KATAKANA}0-9]+
  | (?:{NUMBER_SIGN}|施策)[{DIGITS}]+
  | (?:{ERA_NAMES}|[{RECENT_LETTERS}])(?:[{DIGITS}]+|元)(?:年度?)?
  | [{DIGITS}]{{1,2}}月[{DIGITS}]{{1,2}}日
  | [{DIGITS}][{DIGITS},，.]*(?:[/／{WAVES}][{DIGITS}][{DIGITS},，.]*)*(?:年度|年間|[件年月日回人円％%])?
  )"""
)

# XML holds no control characters and paper shows none: the printer's mark for a
# character that is not to be had stands in their place. A rule tells them.
_UNPRINTABLE = re.compile(f"[{CONTROLS}{NONCHARACTERS}\ufffd]")
GETA = "〓"

_NOWHERE: tuple[list[int], list[tuple[int, int, int]]] = ([], [])


class RemarkIndex:
    """Where the remarks of a document stand, found by place.

    ``remarks`` are the places of findings with their numbers.
    """

    def __init__(self, remarks: Iterable[tuple[Span, int]] = ()) -> None:
        found: dict[SourceText, list[tuple[int, int, int]]] = {}
        for place, number in remarks:
            span = place.reading
            found.setdefault(span.source, []).append((span.end, span.start, number))
        # For each source where they end, and beside that where they begin and their numbers.
        self._by_source = {
            source: ([end for end, _, _ in places], places)
            for source, places in ((source, sorted(places)) for source, places in found.items())
        }

    def within(self, span: Span) -> list[tuple[int, int, int]]:
        """(start, end, number) of the remarks that end in a span, start cut to it."""
        source, begin, stop = span
        ends, places = self._by_source.get(source, _NOWHERE)
        first = bisect_left(ends, begin)
        last = bisect_right(ends, stop, first)
        if first == last:
            return []
        return [
            (max(start, begin), end, number)
            for end, start, number in places[first:last]
            if end > begin or start == end
        ]


NO_REMARKS = RemarkIndex()


def printable(text: str) -> str:
    """The text as paper and XML can hold it; line ends are one ``\\n``."""
    if text.isprintable() and "\ufffd" not in text:
        return text  # what is to be replaced below is nothing that Python would print
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub(GETA, text)


class Printed(dict[str, str]):
    """Text → the same as it is printed: what a table says again and again is looked at once."""

    def __missing__(self, text: str) -> str:
        found = self[text] = printable(text)
        return found


def pieces(passage: Passage, remarks: RemarkIndex = NO_REMARKS) -> Text:
    """Cut a passage where its role changes and where a remark begins or ends.

    A remark is carried by the piece that ends where the finding ends.
    """
    return tuple(_cut(passage, remarks.within(passage.span)))


def plain(text: str) -> Text:
    """Fixed words as running text."""
    return (Piece(text),) if text else ()


def _cut(passage: Passage, here: list[tuple[int, int, int]]) -> Iterator[Piece]:
    at = passage.span.start
    for start, end, piece in _special(passage):
        yield from _plain_pieces(passage, at, start, here)
        numbers = tuple(number for _, stop, number in here if start < stop <= end)
        yield replace(piece, remarks=numbers)
        at = end
    yield from _plain_pieces(passage, at, passage.span.end, here)
    if not passage:
        numbers = tuple(number for _, _, number in here)
        if numbers:
            yield Piece("", remarks=numbers)


def _plain_pieces(
    passage: Passage, start: int, end: int, here: list[tuple[int, int, int]]
) -> Iterator[Piece]:
    """Plain text between two special pieces, cut at the ends of remarks."""
    if start == end:
        return
    cuts = {edge for first, last, _ in here for edge in (first, last) if start < edge < end}
    edges = [start, *sorted(cuts), end]
    for first, last in pairwise(edges):
        numbers = tuple(number for _, stop, number in here if first < stop <= last)
        yield Piece(_written(passage, first, last), remarks=numbers)


def _special(passage: Passage) -> list[tuple[int, int, Piece]]:
    """The pieces that are not plain, in order, none over another."""
    span = passage.span
    found: list[tuple[int, int, Piece]] = []
    for place, references in groupby(passage.references, key=lambda r: r.span):
        group = list(references)
        written = _written(passage, place.start, place.end)
        target = group[0].target
        if all(reference.target for reference in group) and target:
            piece = Piece(written, PieceRole.LINK, target.anchor)
        else:
            piece = Piece(written, PieceRole.UNRESOLVED)
        found.append((place.start, place.end, piece))
    for ruby in passage.rubies:
        piece = Piece(printable(ruby.base), reading=printable(ruby.reading))
        found.append((ruby.span.start, ruby.span.end, piece))
    fixed = sorted(found, key=lambda item: item[0])
    edges = [span.start, *(end for _, end, _ in fixed)]
    stops = [*(start for start, _, _ in fixed), span.end]
    for first, last in zip(edges, stops, strict=True):
        for match in _SPECIAL.finditer(span.source.text, first, last):
            role = PieceRole(match.lastgroup)
            piece = Piece(_written(passage, *match.span()), role)
            found.append((*match.span(), piece))
    return sorted(found, key=lambda item: item[0])


def _written(passage: Passage, start: int, end: int) -> str:
    text = passage.span.source.text[start:end]
    return printable(passage.writing.read(text))
