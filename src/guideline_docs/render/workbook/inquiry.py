"""照会_課名.xlsx: the workbook of one department.

The sheet of answers is protected without a password: a context cell that is changed by
mistake is the commonest way to lose a row, and whoever means it unprotects it. Filters work
in a protected sheet; sorting does not, since Excel sorts no locked cell whatever it allows,
so the covering sheet says how to unprotect it. What was changed all the same, ``collect``
tells.

What LibreOffice 7.4 keeps when it saves the workbook, read again by way of .xlsx:

                                        .xlsx    .xls     .ods
    hidden columns (key, text as sent)  yes      yes      yes
    custom properties, line breaks too  yes      yes      yes
    defined names                       yes      yes      yes
    lists, and that others may stay     yes      yes      yes
    locked and open cells, protection   yes      yes      yes
    filters allowed while protected     yes      yes      no
    filter, repeated head, widths       yes      yes      yes

A CSV keeps the cells of one sheet alone, the hidden columns among them.
"""

from __future__ import annotations

from typing import NamedTuple

from guideline_docs.model.inquiry import (
    ANSWERER_NAME,
    ANSWERS,
    COVER,
    KEY_NAME,
    LISTS,
    REMARK_NAME,
    TABLE_NAME,
    Role,
    answer_name,
)
from guideline_docs.render.lines import EM
from guideline_docs.render.widths import Content, shared
from guideline_docs.render.workbook.book import HIGHEST, Area, Book, Sheet, Told
from guideline_docs.render.workbook.extent import ems, extent, lines_of, millimetres
from guideline_docs.render.workbook.fit import AIR
from guideline_docs.render.workbook.looks import Looks
from guideline_docs.views.inquiry import AnswerColumn, InquiryBook, Look

_ROLES = {
    Look.HIDDEN: "inquiry_hidden",
    Look.NUMBER: "inquiry_number",
    Look.TEXT: "inquiry_context",
    Look.FIGURE: "inquiry_figure",
    Look.LAST: "inquiry_last",
    Look.LAST_WORD: "inquiry_number",
    Look.ANSWER: "answer",
    Look.WORD: "answer_word",
    Look.AMOUNT: "answer_figure",
    Look.REMARK: "answer_remark",
}
_NAMES = {Role.KEY: KEY_NAME, Role.REMARK: REMARK_NAME}

# A head that is longer is broken, into lines of no less than the second.
_WHOLE_HEAD, _OF_HEADS = 7 * EM, 5 * EM
# The longest text that is not broken in a column of short ones.
_WHOLE = 5 * EM
# Above and below each line of the covering sheet, and the least that its entries take, in points.
_SPACE, _ENTRY = 4.0, 28.0
# What an indent takes, in millimetres.
_INDENT = 4.0
# Columns stay in sight while the others are moved, if they leave as much of a small screen.
_MOST_FROZEN = 170.0


class _Widths(NamedTuple):
    """``[inquiry]`` in workbook.toml, in millimetres; ``row`` in points."""

    width: float
    answer: float
    closed: float
    remark: float
    last: float
    label: float
    number: float
    value: float
    row: float


def render(view: InquiryBook, looks: Looks) -> bytes:
    """The workbook. Raises CannotRun where a role or a length is missing."""
    widths = _Widths(*looks.lengths("inquiry", _Widths._fields))
    book = Book(looks, view.title, view.author, sheet_of_lists=LISTS)
    cover, answers = book.sheet(COVER, "people"), book.sheet(ANSWERS, "answers")
    blanks = _answers(answers, view, widths)
    _cover(cover, view, widths, blanks)
    for name, text in view.sent.properties.items():
        if text:
            book.carry(name, text)
    return book.bytes()


# --- the covering sheet ---------------------------------------------------------------------


def _cover(sheet: Sheet, view: InquiryBook, widths: _Widths, blanks: str) -> None:
    cover = _Cover(sheet, widths)
    cover.line(view.to, "inquiry_to", 26)
    cover.line(view.sender, "inquiry_sender", 26)
    cover.line(view.title, "inquiry_title", 54)
    cover.line(view.message, "inquiry_message", 46)
    for each in view.lines:
        role = "inquiry_unset" if each.unset else "inquiry_strong" if each.strong else "inquiry_value"
        cover.entry(each.label, each.text, role)
    sheet.book.define(ANSWERER_NAME, sheet, cover.entry(view.answerer, "", "inquiry_answerer"))
    unit, count = view.left_unit.replace('"', '""'), _open_answers(view)
    place = cover.entry(view.left, "", "inquiry_value")
    counted = f'={blanks}&"{unit}"', f"{count}{view.left_unit}"
    sheet.formula(place.top, place.left, *counted, "inquiry_value")
    cover.line("", "inquiry_message")
    for number, step in enumerate(view.steps, start=1):
        cover.step(view.how if number == 1 else "", str(number), step)
    cover.line(view.protected, "lead", 40)
    sheet.page("A4", foot=view.page_foot, upright=True)
    sheet.print_area(Area(0, 0, cover.row - 1, 2))
    sheet.protect()


class _Cover:
    """The covering sheet, line by line: a label over two narrow columns and a wide one."""

    def __init__(self, sheet: Sheet, widths: _Widths) -> None:
        self.sheet = sheet
        self.widths = widths
        self.row = 0
        sheet.widths([widths.label - widths.number, widths.number, widths.value])

    def _high(self, text: str, width: float, role: str, least: float) -> float:
        return max(_height(self.sheet.book.looks, text, width, role) + _SPACE, least)

    def line(self, text: str, role: str, least: float = 0) -> None:
        """A text over all columns."""
        self.sheet.merged(Area(self.row, 0, self.row, 2), text, role)
        height = self._high(text, self.widths.label + self.widths.value, role, least)
        self.sheet.height(self.row, height, fixed=True)
        self.row += 1

    def entry(self, label: str, text: str, role: str) -> Area:
        """A label and what stands beside it; the cell of that."""
        row = self.row
        self.sheet.merged(Area(row, 0, row, 1), label, "inquiry_label")
        self.sheet.text(row, 2, text, role)
        self.sheet.height(row, self._high(text, self.widths.value - _INDENT, role, _ENTRY))
        self.row += 1
        return Area(row, 2, row, 2)

    def step(self, label: str, number: str, text: str) -> None:
        row = self.row
        self.sheet.text(row, 0, label, "inquiry_how")
        self.sheet.text(row, 1, number, "inquiry_step_number")
        self.sheet.text(row, 2, text, "inquiry_step")
        self.sheet.height(row, self._high(text, self.widths.value, "inquiry_step", 0) + _SPACE)
        self.row += 1


# --- the sheet of answers -------------------------------------------------------------------


def _answers(sheet: Sheet, view: InquiryBook, widths: _Widths) -> str:
    """Fill in the sheet; the formula that counts the answers that are still empty."""
    columns, last = view.columns, len(view.rows)
    whole = Area(0, 0, last, len(columns) - 1)
    measures = _measured(view, widths, sheet.book.looks)
    sheet.widths(measures)
    hidden = [place for place, column in enumerate(columns) if column.look is Look.HIDDEN]
    sheet.hide(hidden[0], hidden[-1])
    heads = ["answer_head" if c.open else "inquiry_hidden" if c.look is Look.HIDDEN else "head" for c in columns]
    written = list(map(_head, columns))
    sheet.row(0, written, heads)
    looks = sheet.book.looks
    seen = [(head, width) for head, width in zip(written, measures, strict=True) if width]
    sheet.height(0, max(_height(looks, head, width, "head") for head, width in seen) + AIR)
    roles = [_ROLES[column.look] for column in columns]
    for number, row in enumerate(view.rows, start=1):
        own = [
            "inquiry_context" if place in row.closed else role for place, role in enumerate(roles)
        ]
        sheet.row(number, row.cells, own)
        heights = (
            _height(looks, text, width, role)
            for text, width, role in zip(row.cells, measures, own, strict=True)
            if text and width
        )
        sheet.height(number, max(widths.row, *heights))
    for place, column in enumerate(columns):
        _named(sheet, column, Area(1, place, last, place))
        if column.words:
            told = Told(view.unknown_title, column.unknown)
            sheet.choices(Area(1, place, last, place), column.words, told)
    sheet.book.define(TABLE_NAME, sheet, whole)
    sheet.as_text(whole)
    shown = len(hidden)
    frozen = shown + view.naming
    sheet.freeze(1, frozen if sum(measures[shown:frozen]) <= _MOST_FROZEN else 0)
    # Who sorts by a filter's button sorts its area: the hidden columns go with their rows.
    sheet.filter(whole)
    sheet.page("A4", view.page_left, view.page_right, view.page_foot)
    sheet.print_titles(0, 0)
    sheet.print_area(Area(0, shown, last, len(columns) - 1))
    sheet.protect()
    return _blanks(view)


def _head(column: AnswerColumn) -> str:
    """A head as it is set: 施策の実施（前回） on two lines, where one is too long for it."""
    head = column.head
    if column.form.role is Role.LAST and extent(head) > _WHOLE_HEAD:
        name, bracket, rest = head.rpartition("（")
        return f"{name}\n{bracket}{rest}" if name else head
    return head


def _named(sheet: Sheet, column: AnswerColumn, area: Area) -> None:
    form = column.form
    name = answer_name(form.of) if form.role is Role.ANSWER else _NAMES.get(form.role)
    if name:
        sheet.book.define(name, sheet, area)


def _blanks(view: InquiryBook) -> str:
    """What counts the empty answers; cells that are no answers are empty, too."""
    names = [answer_name(c.form.of) for c in view.columns if c.form.role is Role.ANSWER]
    counted = "+".join(f"COUNTBLANK({name})" for name in names)
    closed = sum(len(row.closed) for row in view.rows)
    return f"({counted}-{closed})"


def _open_answers(view: InquiryBook) -> int:
    """How many cells wait for an answer."""
    answers = sum(column.form.role is Role.ANSWER for column in view.columns)
    return answers * len(view.rows) - sum(len(row.closed) for row in view.rows)


def _measured(view: InquiryBook, widths: _Widths, looks: Looks) -> list[float]:
    """The widths of the columns: those of answers are fixed, the others share what is left."""
    fixed = {
        Look.ANSWER: widths.answer,
        Look.WORD: widths.closed,
        Look.AMOUNT: widths.closed,
        Look.REMARK: widths.remark,
    }
    found = [fixed.get(column.look, 0.0) for column in view.columns]
    others = [p for p, column in enumerate(view.columns) if column.look not in (*fixed, Look.HIDDEN)]
    size, pad = looks.size("inquiry_context"), looks.table.pad
    contents = [_content(view, place, int(ems(widths.last - pad, size))) for place in others]
    free = ems(widths.width - sum(found) - pad * len(others), size)
    room = max(int(free), sum(content.least for content in contents))
    for place, width in zip(others, shared(contents, room), strict=True):
        found[place] = millimetres(width, size) + pad
    return found


def _content(view: InquiryBook, place: int, last: int) -> Content:
    """What stands in a column; ``last`` is the width that an earlier answer has at the least."""
    column = view.columns[place]
    head = extent(_head(column))
    head = head if head <= _WHOLE_HEAD else _OF_HEADS
    cells = [extent(row.cells[place]) for row in view.rows]
    whole = last if column.look is Look.LAST else _WHOLE
    return Content(max(head, min(max(cells, default=0), whole)) + EM // 4, cells)


def _height(looks: Looks, text: str, width: float, role: str) -> float:
    """How high a text is in a column of a width."""
    size = looks.size(role)
    lines = lines_of(text, ems(width - looks.table.pad, size))
    return min(lines * size * looks.base.leading + AIR, HIGHEST)
