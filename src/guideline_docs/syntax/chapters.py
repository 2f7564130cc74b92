"""A chapter in plain text to a tree: total, lossless, a node a line.

Headings carry the numbers of official documents (第1章, 1, (1), ア, (ア)) and a blank
behind them; what is not text is a 青空文庫 annotation on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import full_kana, kana_place, number
from guideline_docs.source.lexicon import (
    BLANKS,
    CLOSE,
    DIGITS,
    KANJI,
    OPEN,
    PARENTHESISED,
)
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.nodes import (
    AnnotationLine,
    Blank,
    ChapterNode,
    ChapterTree,
    HeadingLine,
    Ruby,
    TextLine,
)

# In the order of the levels; the names of the groups are the levels. Whether a letter is one
# of the items' own, is asked afterwards.
_HEADING = expression(
    rf"""(?x)
    第(?P<chapter>[{DIGITS}]{{1,4}})章
  | (?P<section>[{DIGITS}]{{1,4}})
  | [{OPEN}](?P<item>[{DIGITS}]{{1,4}})[{CLOSE}]
  | (?P<ring>[{PARENTHESISED}])
  | (?P<letter>\w)
  | [{OPEN}](?P<inner>\w)[{CLOSE}]"""
)
_LEVELS = ("chapter", "section", "item", "letter", "inner")
_ANNOTATION = tuple(opening + sign for opening in "［[" for sign in "＃#")
_CLOSING = frozenset("］]")
_BETWEEN = frozenset("：:｜|")
RUBY = (
    rf"(?:｜(?P<marked>[^｜《》\r\n]+)|(?<![{KANJI}々])(?P<kanji>[{KANJI}々]+))《(?P<reading>[^《》\r\n]+)》"
)
_KINDS = {"・": "item", "･": "item", "※": "note"}


def parse_chapter(source: SourceText) -> ChapterTree:
    """Parse a chapter file. Never fails: any line is a paragraph at the least."""
    return ChapterTree(source, tuple(_nodes(source)))


def _nodes(source: SourceText) -> Iterator[ChapterNode]:
    starts = True
    for at, after in source.lines():
        node = _node(Span(source, at, after), source.text[at:after].rstrip("\r\n"), starts)
        starts = not isinstance(node, TextLine)
        yield node


def _node(span: Span, line: str, starts: bool) -> ChapterNode:
    kept = line.strip()
    if not kept:
        return Blank(span)
    lead = line.find(kept)
    words = span.part(lead, lead + len(kept))
    if annotation := _annotation(span, words, kept):
        return annotation
    match = None if lead else _HEADING.match(kept)
    if match and (numbered := _level(match)) and (at := _title(kept, match.end())):
        level, ordinal = numbered
        mark, title = span.part(0, match.end()), words.part(at, len(kept))
        return HeadingLine(span, level, ordinal, mark, title, _rubies(title))
    if kind := _KINDS.get(kept[0]):
        body = kept[1:].lstrip()
        item = words.part(len(kept) - len(body), len(kept))
        return TextLine(span, kind, True, item, _rubies(item))
    return TextLine(span, "text", starts or line.startswith("　"), words, _rubies(words))


def _annotation(span: Span, words: Span, line: str) -> AnnotationLine | None:
    """``［＃word：argument｜argument］``, if a line is that and nothing else."""
    if not line.startswith(_ANNOTATION) or line[2:][-1:] not in _CLOSING:
        return None
    if not _CLOSING.isdisjoint(line[2:-1]):
        return None
    between = [at for at, char in enumerate(line) if char in _BETWEEN]
    ends = pairwise((1, *between, len(line) - 1))
    word, *arguments = (words.part(before + 1, behind) for before, behind in ends)
    return AnnotationLine(span, words, word, tuple(arguments))


def _rubies(span: Span) -> tuple[Ruby, ...]:
    text = span.text
    if "《" not in text:
        return ()  # few texts have any, and all of them are full of kanji
    return tuple(
        Ruby(span.part(*match.span()), match["marked"] or match["kanji"], match["reading"])
        for match in re.finditer(RUBY, text)
    )


def _title(line: str, end: int) -> int | None:
    """Where the title begins behind a number that ends at a place; None without a blank."""
    title = line[end:].lstrip(BLANKS + "\t")
    at = len(line) - len(title)
    return at if end < at < len(line) and not title[0].isspace() else None


def _level(match: re.Match[str]) -> tuple[int, int] | None:
    """The level of a heading and its number; None for a kana that is no item letter."""
    if match.lastgroup == "ring":
        return _LEVELS.index("item"), PARENTHESISED.index(match["ring"]) + 1
    level = next(name for name in _LEVELS if match[name])
    written = match[level]
    if level in ("letter", "inner"):
        place = kana_place(full_kana(written))
        return (_LEVELS.index(level), place) if place else None
    return _LEVELS.index(level), number(written)
