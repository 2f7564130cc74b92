"""Which page each heading stands on, estimated from lines.

Word alone knows; but where every style of the template has an exact line pitch, where
tables are fixed and the fonts monospaced, counting lines leads to the same pages, in a
fraction of the time that a word processor takes to start. A template of which this is
not true is told by ``Metrics``; its 目次 is then printed without page numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from guideline_docs.render.lines import EM, lines
from guideline_docs.render.word.template import Template
from guideline_docs.render.word.xml import w
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.parts import DraftRole, Row, SectionKind

# Fonts in which every character is one or half an em wide.
_MONOSPACED = frozenset(
    (
        "BIZ UDMincho",
        "BIZ UDMincho Medium",
        "BIZ UD明朝",
        "BIZ UD明朝 Medium",
        "BIZ UDGothic",
        "BIZ UDゴシック",
        "MS Mincho",
        "ＭＳ 明朝",
        "MS Gothic",
        "ＭＳ ゴシック",
        "IPAMincho",
        "IPAGothic",
        "IPA明朝",
        "IPAゴシック",
    )
)


class Metrics(NamedTuple):
    """The measures of a paragraph style, in twentieths of a point."""

    size: int
    pitch: int
    before: int
    after: int
    left: int
    right: int
    first: int
    frame: int
    """What borders and their distance add to the height."""
    keep_next: bool
    keep_lines: bool
    new_page: bool

    def room(self, width: int) -> int:
        """What a line holds in a column of ``width``."""
        return (width - self.left - self.right) * EM // self.size

    def lines(self, text: str, width: int) -> int:
        """How many lines a text takes in a column of ``width``."""
        return lines(text, self.room(width), max(self.first, 0) * EM // self.size)

    def cell_height(self, text: str, room: int) -> int:
        """How high a text stands in a cell."""
        return self.before + lines(text, room, 0, False) * self.pitch + self.after


class TableMetrics(NamedTuple):
    """What a table's style adds to the text of a cell, and its rules between rows."""

    across: int
    down: int
    top: int
    inner: int
    bottom: int
    below_head: int
    above_total: int

    def height(self, text: int, row: int, rows: int, heads: int, total: bool) -> int:
        """The height of a row: its text, its margins and the rule above it.

        The last row has the rule that closes the table too.
        """
        rule = self.inner
        if row == 0:
            rule = self.top
        elif row == heads:
            rule = max(rule, self.below_head)
        last = row == rows - 1
        if last and total:
            rule = max(rule, self.above_total)
        return text + self.down + rule + (self.bottom if last else 0)


class Box(NamedTuple):
    """The text area of a section's pages.

    ``start`` is the number of the first page, or None; that of the upright pages counts,
    whichever pages come first behind the 目次.
    """

    width: int
    height: int
    start: int | None


class _Item(NamedTuple):
    """What is set as one: a paragraph of lines or a row."""

    before: int
    line: int
    lines: int
    frame: int
    after: int
    keep_next: bool
    whole: bool
    marks: tuple[str, ...]
    head: int = 0
    """The height of the table's head, repeated where a row begins a page."""
    pitch: int = 0
    """Of the lines of a row."""

    @property
    def height(self) -> int:
        return self.line * self.lines + self.frame

    @property
    def least(self) -> int:
        """What has to fit where it begins: all of it, or two lines."""
        if self.whole or self.lines < 4:
            return self.height
        return self.line * 2


class Measures:
    """What the template says of heights and widths; ``unknown`` if that cannot be counted."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.sheet = template.style_sheet
        self.unknown = ""
        self.of: dict[DraftRole, Metrics] = {}
        self.of_table: dict[DraftRole, TableMetrics] = {}
        for role, identity in template.styles.items():
            style = self.sheet.by_id[identity]
            kind = style.get(w("type"), "paragraph")
            if kind == "paragraph":
                self.of[role] = self._metrics(role, style)
            elif kind == "table":
                self.of_table[role] = self._table(style)
        self.boxes = {kind: _box(xml) for kind, xml in template.sections.items()}

    def _metrics(self, role: DraftRole, style: Any) -> Metrics:
        said = self.sheet.said
        size = self.template.sizes[role] * 10
        rule = said(style, "pPr", "spacing", attribute="lineRule")
        pitch = said(style, "pPr", "spacing", attribute="line")
        fixed = rule is not None and rule.get(w("lineRule")) == "exact"
        if not fixed and role not in (DraftRole.FIGURE, DraftRole.COMMENT):
            self.unknown = self.unknown or role
        face = said(style, "rPr", "rFonts", attribute="eastAsia")
        if face is None or face.get(w("eastAsia")) not in _MONOSPACED:
            self.unknown = self.unknown or role
        indents = {
            name: self._indent(role, style, name)
            for name in ("left", "right", "firstLine", "hanging")
        }
        return Metrics(
            size=size,
            pitch=int(pitch.get(w("line"))) if fixed else size,
            before=self._number(style, "spacing", "before"),
            after=self._number(style, "spacing", "after"),
            left=indents["left"],
            right=indents["right"],
            first=indents["firstLine"] - indents["hanging"],
            frame=self._frame(style),
            keep_next=self._switch(style, "keepNext"),
            keep_lines=self._switch(style, "keepLines"),
            new_page=self._switch(style, "pageBreakBefore"),
        )

    def _number(self, style: Any, name: str, attribute: str) -> int:
        element = self.sheet.said(style, "pPr", name, attribute=attribute)
        return 0 if element is None else int(element.get(w(attribute)))

    def _indent(self, role: DraftRole, style: Any, name: str) -> int:
        own = style.find(f"{w('pPr')}/{w('ind')}")
        if own is not None and own.get(w(name)) is not None:
            return int(own.get(w(name)))
        level = self.template.levels.get(role)
        if level is not None:
            indent = level.element.find(f"{w('pPr')}/{w('ind')}")
            return 0 if indent is None else int(indent.get(w(name), "0"))
        return self._number(style, "ind", name)

    def _switch(self, style: Any, name: str) -> bool:
        element = self.sheet.said(style, "pPr", name)
        return element is not None and element.get(w("val"), "1") not in ("0", "false", "off")

    def _frame(self, style: Any) -> int:
        borders = self.sheet.said(style, "pPr", "pBdr")
        if borders is None:
            return 0
        total = 0
        for side in ("top", "bottom"):
            border = borders.find(w(side))
            if thickness := _thickness(border):
                total += thickness + int(border.get(w("space"), "0")) * 20
        return total

    def _table(self, style: Any) -> TableMetrics:
        margins = {
            side: self.sheet.said(style, "tblPr", "tblCellMar", side)
            for side in ("left", "right", "top", "bottom")
        }
        size = {
            side: 0 if element is None else int(element.get(w("w")))
            for side, element in margins.items()
        }
        rules = {
            side: _thickness(self.sheet.said(style, "tblPr", "tblBorders", side))
            for side in ("top", "insideH", "bottom")
        }
        return TableMetrics(
            across=size["left"] + size["right"],
            down=size["top"] + size["bottom"],
            top=rules["top"],
            inner=rules["insideH"],
            bottom=rules["bottom"],
            below_head=_conditional(style, "firstRow", "bottom"),
            above_total=_conditional(style, "lastRow", "top"),
        )


def _thickness(border: Any) -> int:
    """Of a rule, which the file gives in eighths of a point."""
    if border is None or border.get(w("val")) in ("nil", "none"):
        return 0
    return int(border.get(w("sz"), "0")) * 20 // 8


def _conditional(style: Any, part: str, side: str) -> int:
    for condition in style.iter(w("tblStylePr")):
        if condition.get(w("type")) == part:
            return _thickness(condition.find(f"{w('tcPr')}/{w('tcBorders')}/{w(side)}"))
    return 0


def _box(xml: str) -> Box:
    from guideline_docs.render.word.xml import W
    from guideline_docs.render.xml import R

    section = etree.fromstring(
        xml.replace("<w:sectPr", f'<w:sectPr xmlns:w="{W}" xmlns:r="{R}"', 1)
    )
    size, margin = section.find(w("pgSz")), section.find(w("pgMar"))
    start = section.find(w("pgNumType"))

    def inner(outer: str, *sides: str) -> int:
        return int(size.get(w(outer))) - sum(abs(int(margin.get(w(side)))) for side in sides)

    return Box(
        inner("w", "left", "right"),
        inner("h", "top", "bottom"),
        int(start.get(w("start"))) if start is not None and start.get(w("start")) else None,
    )


def kept_rows(rows: Sequence[Row], heights: Sequence[int], page: int) -> list[bool]:
    """Which rows of a table stand on one page with the next one.

    Those that are to, if they fill no more than half a page: of more the first two and the
    last two stay together, as those of every table do.
    """
    keep = [row.keep for row in rows]
    count, heads = len(rows), sum(row.head for row in rows)
    if heads < count - 1:
        keep[heads] = keep[count - 2] = True
    if 2 * sum(heights) <= page:
        return keep
    first = 0
    while first < count:
        last = first
        while last < count - 1 and rows[last].keep:
            last += 1
        if 2 * sum(heights[first : last + 1]) > page:
            keep[first + 1 : last - 1] = [False] * max(last - first - 2, 0)
        first = last + 1
    for place in range(count - 1):
        # With the headings above them two rows are to fit on a page.
        if keep[place] and 5 * (heights[place] + heights[place + 1]) > 4 * page:
            keep[place] = False
    return keep


@dataclass(slots=True)
class Flow:
    """Fills pages in order; ``pages`` tells where every mark came to stand.

    The distance of two paragraphs is the larger of what the upper leaves below and
    the lower above itself; what a page begins with leaves nothing above, unless it was
    made to begin the page.
    """

    boxes: Mapping[SectionKind, Box]
    pages: dict[str, int] = field(default_factory=dict)
    page: int = 0
    y: int = 0
    _height: int = 0
    _below: int = 0
    """What the last paragraph leaves below itself."""
    _fresh: bool = True
    """Nothing stands on the page that was begun by itself."""
    _chain: list[_Item] = field(default_factory=list)
    _restarted: bool = False

    def section(self, kind: SectionKind) -> None:
        """Begin a section on a new page."""
        self.flush()
        box = self.boxes[kind]
        self._height = box.height
        self._new_page()
        self._fresh = False
        if kind is not SectionKind.FRONT and not self._restarted:
            self._restarted = True
            start = self.boxes[SectionKind.UPRIGHT].start
            self.page = self.page if start is None else start

    def paragraph(
        self, metrics: Metrics, count: int, marks: Iterable[str] = (), new_page: bool = False
    ) -> None:
        if metrics.new_page or new_page:
            self.turn()
        self._add(
            _Item(
                before=metrics.before,
                line=metrics.pitch,
                lines=count,
                frame=metrics.frame,
                after=metrics.after,
                keep_next=metrics.keep_next,
                whole=metrics.keep_lines,
                marks=tuple(marks),
            )
        )

    def figure(self, metrics: Metrics, height: int, new_page: bool = False) -> None:
        """A picture or chart of a height, alone in its line."""
        self.paragraph(metrics._replace(pitch=height), 1, (), new_page)

    def turn(self) -> None:
        """What follows begins a page."""
        self.flush()
        if self.y:
            self._new_page()
        self._fresh = False

    def rows(self, rows: Iterable[tuple[int, bool, bool]], pitch: int) -> None:
        """The rows of a table: height, keep with next, head; ``pitch`` is that of their lines."""
        head = 0
        for height, keep, is_head in rows:
            self._add(_Item(0, height, 1, 0, 0, keep, True, (), 0 if is_head else head, pitch))
            if is_head:
                head += height

    def flush(self) -> None:
        """Set what waits for what it is kept with."""
        chain, self._chain = self._chain, []
        if not chain:
            return
        need = below = 0
        for item in chain:
            need += max(below, item.before) + item.height
            below = item.after
        need += chain[-1].least - chain[-1].height
        over = self.y + need + max(self._below - chain[0].before, 0) > self._height
        if self.y and over and need <= self._height:
            self._new_page()
            self.y += chain[0].head
        for item in chain:
            self._set(item)

    def _add(self, item: _Item) -> None:
        self._chain.append(item)
        if not item.keep_next:
            self.flush()

    def _set(self, item: _Item) -> None:
        gap = max(self._below, item.before)
        tall = item.height > self._height
        if self.y and not tall and self.y + gap + item.least > self._height:
            self._new_page()
            self.y += item.head
        if self._fresh:
            gap = 0
        for mark in item.marks:
            self.pages.setdefault(mark, self.page)
        self.y += gap
        if tall and item.lines == 1:
            self._set_tall(item)
            return
        left = item.lines
        while self.y + left * item.line > self._height and left > 1:
            fit = max((self._height - self.y) // item.line, 1)
            # Two lines at the least stay together on either page.
            left -= max(min(fit, left - 2), 1)
            self._new_page()
        self.y += left * item.line + item.frame
        self._below = item.after
        self._fresh = False

    def _set_tall(self, item: _Item) -> None:
        """A row that no page can hold is split between its lines."""
        left = item.height
        pitch = item.pitch or left
        around = left % pitch
        while self.y + left > self._height:
            fit = (self._height - self.y - around) // pitch
            if self.y == item.head:
                # A page takes something in any case.
                fit = max(fit, 1)
            left -= min(max(fit, 0) * pitch, left)
            self._new_page()
            self.y += item.head
        self.y += left
        self._below = 0
        self._fresh = False

    def _new_page(self) -> None:
        self.page += 1
        self.y = 0
        self._below = 0
        self._fresh = True
