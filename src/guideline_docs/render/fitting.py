"""A list whose columns nobody designed, fitted to its paper: widths, size of type, the paper.

What columns need is estimated from their text, what they may have stands in the first
block of the stylesheet: paper, margins, type and its least size, the gap between columns
and the least width of running text. The usual columns have widths of their own there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import AUTO, PAPERS
from guideline_docs.render.line_ends import (
    held_together,
    is_name,
    last_phrase,
    narrow_head,
    parts_of,
    titled,
)
from guideline_docs.render.lines import EM, width
from guideline_docs.render.templates import Templates
from guideline_docs.render.widths import Content, height, shared
from guideline_docs.syntax.columns import Column
from guideline_docs.views.progress_table.heads import ColumnHead, HeadKind
from guideline_docs.views.progress_table.parts import Move, ProgressTable, Row
from guideline_docs.views.text import Piece, PieceRole, Text

# Points of what lengths are written in.
_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75, "Q": 18 / 25.4}
# Width and height of upright sheets, in points.
_SHEETS = {name: (w * 72 / 25.4, h * 72 / 25.4) for name, w, h in (("A5", 148, 210), ("A4", 210, 297), ("A3", 297, 420))}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r":root(?:\.([\w-]+))?\s*\{([^}]*)\}")
_PROPERTY = re.compile(r"--([\w-]+)\s*:\s*([^;]+)")
_LENGTH = re.compile(r"([0-9.]+)([a-zA-Z]+)")

# Sizes of type that are tried differ by half a point.
_STEP = 0.5

# The type of the list is proportional: a Latin letter or digit is three quarters of an em.
_LATIN = re.compile("[0-9A-Za-z]")
_LATIN_MORE = EM // 4
# A Latin word; a longer one is an address, which may be broken.
_WORD = re.compile(r"(?<![!-~])[!-~]{2,24}(?![!-~])")
# What is held together is given a little more than it is estimated to need.
_SLACK = EM // 5
# What lines lose that end between phrases.
_RAGGED = 1.15
# Heads are broken behind years where the rows become lower by a tenth.
_LOWER = 0.9
# The square before a status, and the longest status that stands on one line in any case.
_SQUARE, _WORD_OF_STATUS = 3 * EM // 2, 6
# A mark is set smaller; a tier stands in a frame; between what goes and where stands an arrow.
_MARK, _FRAME, _ARROW = 0.75, EM, 3 * EM // 2


@dataclass(frozen=True, slots=True)
class Fit:
    """``size`` of the type in points; the part of the width that each column has, in percent,
    and last that of the counts behind the headings."""

    size: float
    widths: tuple[float, ...]
    heads: tuple[str, ...]
    """As they may be broken."""
    phrased: frozenset[str]
    """The keys of columns of names, whose cells break between phrases as titles do."""
    margin: float = 0.0
    """The part of the width that the marks have which stand in the margin, in percent."""


def fitted(view: ProgressTable, templates: Templates, style: str, paper: str) -> tuple[str, Fit | None]:
    """The paper, chosen where it is to be, and how the list is fitted to it.

    Raises CannotRun where the stylesheet says no lengths.
    """
    css = _COMMENT.sub("", templates.text(style))
    place = templates.path(style).as_posix()
    if view.heads.usual or not view.heads.columns:
        return (PAPERS[0] if paper == AUTO else paper), None
    rows = list(_rows(view))
    contents = [_Needs(head, rows) for head in view.heads.columns]
    names = PAPERS if paper == AUTO else (paper,)
    for name in names:
        looks = _Looks(css, place, name)
        fit = _fit(contents, looks)
        if fit.size >= looks.points("small"):
            break
    return name, _beside_margin(fit, looks) if view.since else fit


def _beside_margin(fit: Fit, looks: _Looks) -> Fit:
    """The same widths where the list is wider by the marks in the margin."""
    margin = looks.points("since") / looks.across
    return replace(
        fit,
        widths=tuple(round(width / (1 + margin), 3) for width in fit.widths),
        margin=round(100 * margin / (1 + margin), 3),
    )


class _Looks:
    """What the first block of the stylesheet says for a paper."""

    def __init__(self, css: str, place: str, paper: str) -> None:
        self.place = place
        self.said: dict[str, str] = {}
        for block in _BLOCK.finditer(css):
            if block[1] in (None, f"paper-{paper.lower()}"):
                self.said |= {name: value.strip() for name, value in _PROPERTY.findall(block[2])}

    def points(self, name: str) -> float:
        length = _LENGTH.fullmatch(self.said.get(name, ""))
        if length is None or length[2] not in _POINTS:
            raise CannotRun(
                f"{self.place}: --{name} を「10mm」「9pt」のような長さで書いてください（列の幅を求めるのに使います）"
            )
        return float(length[1]) * _POINTS[length[2]]

    @property
    def across(self) -> float:
        """What lies between the margins."""
        words = self.said.get("paper", "").split()
        lengths = [_LENGTH.fullmatch(word) for word in words]
        if words and words[0] in _SHEETS:
            outer = _SHEETS[words[0]]["landscape" in words]
        elif lengths and lengths[0] and lengths[0][2] in _POINTS:
            outer = float(lengths[0][1]) * _POINTS[lengths[0][2]]
        else:
            raise CannotRun(f"{self.place}: --paper を「A4 landscape」か「297mm 210mm」のように書いてください（列の幅を求めるのに使います）")
        return outer - 2 * self.points("sides")


def _rows(view: ProgressTable) -> Iterator[Row]:
    for top in view.blocks:
        for block in top.all:
            yield from (line for line in block.lines if isinstance(line, Row))


class _Needs:
    """What a column needs, in twentieths of an em."""

    def __init__(self, head: ColumnHead, rows: Sequence[Row]) -> None:
        self.key = head.key
        self.head, self.narrow_head = titled(head.name), narrow_head(head.name)
        cells = [_cell(head, row) for row in rows]
        said = [line for text in cells for line in _said(text).split("\n")]
        self.prose = head.kind not in (HeadKind.CODE, HeadKind.MOVE)
        self.phrased = head.key == Column.TITLE or all(map(is_name, said))
        self.cells = [int(_length(t) * (_RAGGED if self.phrased else 1)) for t in cells]
        if not self.prose:
            self.held = max(self.cells, default=0)
            self.cells = [0] * len(rows)
        elif head.kind in (HeadKind.STATUS, HeadKind.JUDGED):
            self.held = max(map(_status, cells), default=0)
        elif self.phrased:
            self.held = max((_set(p) for line in said for p in held_together(line)), default=0)
        else:
            self.held = max(map(_widest, cells), default=0)

    def content(self, least: int, head: str) -> Content:
        """``least`` is the width of running text, where there is any."""
        held = max(self.held, *map(_set, parts_of(head))) + _SLACK
        if not self.prose:
            return Content(held, self.cells)
        return Content(max(held, min(least, max(self.cells, default=0))), self.cells)


def _cell(head: ColumnHead, row: Row) -> Text:
    """What stands in a cell, with what stands before it or round it as blanks."""
    match head.kind:
        case HeadKind.CODE:
            return (Piece(row.number, PieceRole.CODE), *row.number_marks)
        case HeadKind.STATUS:
            return (Piece(row.status.text), *row.status.marks)
        case HeadKind.MOVE:
            return (Piece("　" * -(-_move(row.move) // EM)),)
        case _:
            return row.texts.get(head.key, ())


def _move(move: Move) -> int:
    """The longer of the way and of what is said below it, which ends with one mark or more."""
    way = sum(
        _ARROW if token.role == "arrow" else _set(token.text) + _FRAME * token.role.startswith("tier")
        for token in move.way
    )
    marks = [_length((mark,)) for mark in move.marks]
    return max(way, _set(f"{move.sign} {move.word}") + max(marks, default=0))


def _length(text: Text) -> int:
    """Of the longest line, or of all lines where they are many: rows are as high as these."""
    return sum(
        int(_set(piece.text) * (_MARK if piece.role is PieceRole.MARK else 1)) for piece in text
    )


def _said(text: Text) -> str:
    return "".join(piece.text for piece in text if piece.role is not PieceRole.MARK)


def _status(text: Text) -> int:
    """What a status needs behind its square, with its marks: all of it, or, where it is one
    with a note, the widest of its parts."""
    words = [
        part
        for line in _said(text).split("\n")
        for part in ([line] if len(line) <= _WORD_OF_STATUS else held_together(line))
    ]
    marks = tuple(piece for piece in text if piece.role is PieceRole.MARK)
    return _SQUARE + max(map(_set, words), default=0) + _length(marks)


def _widest(text: Text) -> int:
    """The widest thing in running text that is not to be broken."""
    whole = (_set(p.text) for p in text if p.role not in (PieceRole.PLAIN, PieceRole.MARK))
    words = (_set(word) for p in text for word in _WORD.findall(p.text))
    return max(chain(whole, words, [_set(last_phrase(_said(text)))]))


def _set(text: str) -> int:
    """How wide a text is in the type of the list."""
    return width(text) + _LATIN_MORE * len(_LATIN.findall(text))


def _fit(columns: Sequence[_Needs], looks: _Looks) -> Fit:
    """The largest type in which all columns have what they need.

    First heads give way, broken behind years, which they do also for rows that are lower;
    where no type is small enough, running text does before a word.
    """
    setting = _Setting(columns, looks)
    smallest = looks.points("least")
    while setting.needed > looks.across:
        if not setting.narrow_heads:
            setting.narrow_heads = True
        elif setting.size > smallest:
            setting.size = max(setting.size - _STEP, smallest)
        elif setting.least > 0:
            setting.least = max(setting.least - setting.size, 0)
        else:
            break
    if not setting.narrow_heads:
        before = setting.height
        setting.narrow_heads = True
        setting.narrow_heads = setting.height < _LOWER * before
    return Fit(
        setting.size,
        setting.widths(),
        tuple(setting.heads),
        frozenset(column.key for column in columns if column.phrased),
    )


class _Setting:
    """How the columns may be set; lengths in points."""

    def __init__(self, columns: Sequence[_Needs], looks: _Looks) -> None:
        self.columns = columns
        self.looks = looks
        self.size = looks.points("body")
        self.least = looks.points("narrow")
        """The least width of running text."""
        self.narrow_heads = False

    @property
    def heads(self) -> list[str]:
        return [c.narrow_head if self.narrow_heads else c.head for c in self.columns]

    @property
    def contents(self) -> list[Content]:
        least = int(self.least * EM / self.size)
        contents = [c.content(least, head) for c, head in zip(self.columns, self.heads, strict=True)]
        # The last column goes on below the counts, and must be a little wider.
        count = int(self.looks.points("count") / self.looks.points("body") * EM) + EM // 2
        contents[-1] = contents[-1]._replace(least=max(contents[-1].least, count))
        return contents

    @property
    def gaps(self) -> float:
        return self.looks.points("between") * (len(self.columns) - 1)

    @property
    def needed(self) -> float:
        return sum(each.least for each in self.contents) * self.size / EM + self.gaps

    @property
    def shares(self) -> list[int]:
        return shared(self.contents, int((self.looks.across - self.gaps) * EM / self.size))

    @property
    def height(self) -> float:
        return height(self.contents, self.shares)

    def widths(self) -> tuple[float, ...]:
        """In percent, that of the counts last."""
        looks, unit, shares = self.looks, self.size / EM, self.shares
        gap, last = looks.points("between"), shares[-1] * unit
        count = min(looks.points("count") * self.size / looks.points("body"), last * 0.9)
        widths = [*(each * unit + gap for each in shares[:-1]), last - count, count]
        return tuple(round(100 * each / sum(widths), 3) for each in widths)
