"""The sheet's rows as cards, for a text editor and for diffs; and back, byte for byte.

    施策6　個別に実施している協働事業に関する情報の集約と提供
    　重点：【Ⅱ-ア】
    　理由：協働事業の報告書をホームページで公開しているが、…
    　　次の行も同じ欄の続き。

A row becomes a card where the card says all of it; every other line stands in the
cards as it stands in the sheet. So nothing is lost, whatever a sheet holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import LINE_END, Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.cards import (
    CARD,
    FIELD,
    FORM,
    KEPT,
    MORE,
    Line,
    block_of,
    card_in,
    field_in,
    is_inside,
    lines_of,
    parted,
    slips_of,
)
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.headings import MARKS, Headings, Marks
from guideline_docs.syntax.nodes import (
    HeadLine,
    RowLine,
    SectionLine,
    SheetNode,
)
from guideline_docs.syntax.sheet import parse_sheet


class Fault(NamedTuple):
    """Something in the cards that no row can be made of."""

    span: Span
    message: str


class _Form(NamedTuple):
    bold: bool
    pad: int

    @property
    def line(self) -> str:
        parts = ["：見出しは太字"] if self.bold else []
        if self.pad:
            parts.append(f"{'｜' if parts else '：'}見出しの後に区切り{self.pad}")
        return f"［＃カード{''.join(parts)}］"

    def written(self, heading: str) -> str:
        return (f"<b>{heading}</b>" if self.bold else heading) + "\t" * self.pad


# --- sheet → cards ----------------------------------------------------------------------


def cards_of(source: SourceText, heads: Mapping[str, Column], marks: Marks = MARKS) -> str:
    """The cards of a sheet."""
    nodes = parse_sheet(source, heads, marks).nodes
    headings = Headings(marks)
    form = _form(nodes)
    end = next((match[0] for match in LINE_END.finditer(source.text)), "\n")
    parts = [form.line + end]
    below_card = False
    known: dict[HeadLine | None, list[str] | None] = {}
    for node in nodes:
        text = node.span.text
        line, own_end = parted(text)
        if isinstance(node, HeadLine):
            # Rows become cards only below heads that the cards can tell.
            known[node] = _head_in(line, heads) if _kept(line, headings) == line else None
        card = None
        if isinstance(node, RowLine) and (head := known.get(node.head)):
            card = _card(line, head, own_end or end)
        heading = _heading(node, line, form, headings)
        # The blank line between: of the end above it, since CR and LF would be one end.
        if card is not None:
            parts.append(end + card + own_end)
            below_card = True
        elif heading is not None:
            parts.append((end if below_card else "") + heading + own_end)
            below_card = False
        else:
            for each in lines_of(SourceText("", text)):
                part = each.text
                # What is a head line only by itself must not become one.
                other = not isinstance(node, HeadLine) and _head_in(part, heads)
                parts.append((_marked(part) if other else _kept(part, headings)) + each.end)
            below_card = below_card and not line
        end = own_end or end
    return "".join(parts)


def _form(nodes: tuple[SheetNode, ...]) -> _Form:
    """What most of the headings have."""
    forms = Counter(
        _Form(line.startswith("<b>"), len(line) - len(line.rstrip("\t")))
        for node in nodes
        if isinstance(node, SectionLine)
        for line, _ in [parted(node.span.text)]
    )
    return forms.most_common(1)[0][0] if forms else _Form(False, 0)


def _heading(node: SheetNode, line: str, form: _Form, headings: Headings) -> str | None:
    """A heading without what the form gives back, if that is all that goes."""
    if not isinstance(node, SectionLine):
        return None
    bare = line.rstrip("\t").removeprefix("<b>").removesuffix("</b>")
    return bare if _is_heading(bare, headings) and form.written(bare) == line else None


def _card(line: str, head: list[str], end: str) -> str | None:
    """The card of a row, without the last line's end; None if it does not say all of it."""
    cells = line.split("\t")
    if len(cells) != len(head):
        return None
    number, title = head.index(Column.NUMBER), head.index(Column.TITLE)
    lines = [f"施策{cells[number]}　{cells[title]}"]
    if not CARD.fullmatch(lines[0]) or LINE_END.search(lines[0]):
        return None
    for place, name in enumerate(head):
        if cells[place] and place not in (number, title):
            written = cells[place]
            if LINE_END.search(written):
                written = written[1:-1].replace('""', '"')
            first, *more = re.split(r"(\r\n|\r|\n)", written)
            lines.append(f"　{name}：{first}")
            for ending, text in zip(more[::2], more[1::2], strict=True):
                if ending != end:
                    return None
                lines.append(f"　　{text}")
    card = end.join(lines)
    source = SourceText("", card)
    made, faults = _row([line._replace(end=end) for line in lines_of(source)], head)
    return card if made == line and not faults else None


def _kept(line: str, headings: Headings) -> str:
    """A line as it is, marked where the cards would read something else in it."""
    own = card_in(line) or KEPT.fullmatch(line) or FORM.fullmatch(line)
    if own or is_inside(line) or _is_heading(line, headings):
        return _marked(line)
    return line


def _marked(line: str) -> str:
    return f"［＃そのまま：{line}］"


# --- cards → sheet ----------------------------------------------------------------------


def sheet_of(
    source: SourceText, heads: Mapping[str, Column], marks: Marks = MARKS
) -> tuple[str, list[Fault]]:
    """The sheet of the cards, and what in them no row can be made of."""
    headings = Headings(marks)
    lines = list(lines_of(source))
    parts: list[str] = []
    faults: list[Fault] = []
    form, head, below_card = _Form(False, 0), None, False
    blanks: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if at == 1 and (said := FORM.fullmatch(line.text)):
            form = _Form(bool(said["bold"]), int(said["pad"] or 0))
        elif not line.text:
            blanks.append(line.end)
        elif card_in(line.text):
            parts += blanks[:-1]
            block = block_of(lines, at - 1)
            at += len(block) - 1
            if head is None:
                faults.append(Fault(line.span, "列の見出し行より前にカードがあります"))
            else:
                made, wrong = _row(block, head)
                parts.append(made + block[-1].end)
                faults += wrong
            blanks, below_card = [], True
        else:
            heading = _is_heading(line.text, headings)
            parts += blanks[:-1] if heading and below_card else blanks
            blanks = []
            if heading:
                parts.append(form.written(line.text) + line.end)
            else:
                kept = KEPT.fullmatch(line.text)
                parts.append((kept["line"] if kept else line.text) + line.end)
                head = head if kept else _head_in(line.text, heads) or head
            below_card = False
    return "".join([*parts, *blanks]), faults


def _row(block: list[Line], head: list[str]) -> tuple[str, list[Fault]]:
    """A row of a card's lines."""
    faults = [Fault(slip, f"「{slip.text}」のところに全角の空白がありません") for slip in slips_of(block)]
    cells: dict[str, str] = {}
    first = card_in(block[0].text)
    assert first is not None  # a block begins with it
    cells[Column.NUMBER], cells[Column.TITLE] = first["number"], first["title"] or ""
    name, end = Column.TITLE, block[0].end
    broken: set[str] = set()
    for line in block[1:]:
        if field := field_in(line.text):
            name = field["head"]
            if name not in head or name in cells:
                said = "が二度あります" if name in cells else "という列は見出し行にありません"
                faults.append(Fault(line.span.part(*field.span("head")), f"「{name}」{said}"))
            cells[name] = field["text"]
        elif line.text.strip():
            more = MORE.fullmatch(line.text)
            cells[name] += end + (more["text"] if more else line.text.lstrip("　 "))
            broken.add(name)
        if "\t" in line.text:
            faults.append(Fault(line.span, "カードの中にタブがあります"))
        if line.text.strip():
            end = line.end
    for each in broken:
        doubled = cells[each].replace('"', '""')
        cells[each] = f'"{doubled}"'
    return "\t".join(cells.get(name, "") for name in head), faults


# --- lines and cells --------------------------------------------------------------------


def _is_heading(line: str, headings: Headings) -> bool:
    return headings.begins(line) and "\t" not in line


def _head_in(line: str, heads: Mapping[str, Column]) -> list[str] | None:
    """The heads of a head line as written, number and title by their columns.

    None for any other line, and where cards cannot be: two columns of one name, or a name
    that a field cannot have, would be lost.
    """
    if "\t" not in line or LINE_END.search(line):
        return None
    node = next(iter(parse_sheet(SourceText("", line), heads).nodes), None)
    if not isinstance(node, HeadLine):
        return None
    names = line.split("\t")
    for place, each in enumerate(node.heads):
        if each and each.column in (Column.NUMBER, Column.TITLE):
            names[place] = each.column
    fields = [name for name in names if name]
    usable = all(FIELD.fullmatch(f"　{name}：") for name in fields)
    wanted = {Column.NUMBER, Column.TITLE} <= set(fields)
    return names if usable and wanted and len(set(fields)) == len(fields) else None
