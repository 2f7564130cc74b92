"""The writer of workbooks, on XlsxWriter: a sheet is filled in cell by cell, each by its role.

A cell that is given as text is text: no formula, no link, no number, and what XML cannot
hold stands as 〓. No clock, no user and no machine is in the file: the same calls give the
same bytes. Rows and columns count from 0, widths and heights are in millimetres and points.

    book = Book(looks, title="照会")
    sheet = book.sheet("回答")
    sheet.row(0, ["No", "内容"], "head")
    sheet.text(1, 0, "=1+1", "cell")
    data = book.bytes()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_range, xl_range_abs, xl_rowcol_to_cell

from guideline_docs.render.archive import office_archive
from guideline_docs.render.workbook.figures import Number
from guideline_docs.render.workbook.looks import Looks
from guideline_docs.render.workbook.notes import Note, NoteForm
from guideline_docs.render.workbook.text import cell_text, cut, in_one_list, is_taken, sheet_name
from guideline_docs.render.workbook.writer import GrowingSheet, UnzippedBook
from guideline_docs.render.xml import escape
from guideline_docs.source.record import NamedTuple, new

# What stands for the time at which a file was made.
_NO_TIME = datetime(1980, 1, 1)
# What the days of a spreadsheet are counted from (its 29 February 1900 was none).
_DAY_ZERO = date(1899, 12, 30)
# The version whose reckoning the values are of: an older one would be reckoned anew, and
# whoever only looks would be asked whether to save.
_RECKONED_BY = 191029
# The width of a column of which nothing is said, by that of a digit: how the writer knows it.
_STANDARD = {6: 56, 7: 64, 8: 72, 9: 80, 11: 96, 12: 104, 13: 120}
_PIXELS_PER_MM = 96 / 25.4
_MM_PER_INCH = 25.4
# The longest that a header, a message of a rule and its title may be.
_MOST_OF_A_HEADER, _MOST_OF_A_MESSAGE, _MOST_OF_A_TITLE = 255, 255, 32
# How hard the parts are pressed: the usual 6 takes twice as long for a tenth less.
_PRESSED = 4
# The highest that a row may be, in points.
HIGHEST = 409.0

PAPERS = {"A4": 9, "A3": 8}


class Area(NamedTuple):
    """Cells from a corner to the opposite one, both taken in."""

    top: int
    left: int
    bottom: int
    right: int


class Told(NamedTuple):
    """What is said of a word that is not in a list: a title and a sentence."""

    title: str
    message: str


class Contents(dict[str, str]):
    """Text → what is written behind the place of a cell that says it, in the form of a role.

    Found once for each text: a table of thousands of rows says the same words again and
    again. ``read`` is what finds out that a text is a number or a day.
    """

    def __init__(
        self, book: Book, role: str, more: dict[str, Any], read: Callable[[str], Number | date | None] | None
    ) -> None:
        self._book = book
        self._role = role
        self._more = more
        self._read = read
        self._numbers: dict[str, int] = {}
        """The forms of numbers, by the formats that they are shown in."""

    def __missing__(self, text: str) -> str:
        found = self._read(text) if self._read else None
        if found is None:
            content = self._book.text(text, self._role, self._more)
        elif isinstance(found, date):
            content = self._book.day(found, self._role, self._more)
        else:
            form = self._numbers.get(found.shown)
            if form is None:
                more = {**self._more, "num_format": found.shown}
                form = self._numbers[found.shown] = self._book.form(self._role, more)
            content = _number(found.value, form)
        self[text] = content
        return content


class Book:
    """A workbook that is being written. ``sheet_of_lists`` names the hidden sheet of the words
    that are too many for a rule."""

    def __init__(
        self,
        looks: Looks,
        title: str = "",
        author: str = "",
        subject: str = "",
        sheet_of_lists: str = "選択肢",
    ) -> None:
        base = looks.base
        options = {
            "in_memory": True,
            "default_format_properties": {"font_name": base.font, "font_size": base.size, "font_scheme": False},
            "default_column_width": _STANDARD.get(base.digit, 64),
        }
        self.looks = looks
        note = looks.note
        self._book = UnzippedBook(
            options, NoteForm(base.font, note.size, note.color, round(note.width * _PIXELS_PER_MM))
        )
        self._book.set_size(1800, 1100)
        self._book.set_calc_mode("auto", _RECKONED_BY)
        self._book.calc_on_load = False
        properties = {"title": title, "author": author, "subject": subject}
        self._book.set_properties(
            {key: cell_text(text) for key, text in properties.items()} | {"created": _NO_TIME}
        )
        self._names: set[str] = set()
        self._forms: dict[object, int] = {}
        self._shapes: dict[str, Format] = {}
        self._contents: dict[object, Contents] = {}
        self._sheet_of_lists = sheet_of_lists
        self._lists: Sheet | None = None
        self._listed = 0

    def sheet(self, name: str, tab: str = "") -> Sheet:
        """A further sheet; ``tab`` is a key of ``[tab]``. Its name is made one that Excel takes."""
        sheet = self._book.add_worksheet(sheet_name(name, self._names), GrowingSheet)
        if tab:
            sheet.set_tab_color(self.looks.tab(tab))
        return Sheet(self, sheet)

    def define(self, name: str, sheet: Sheet, area: Area) -> None:
        """Give an area a name that lasts while rows are sorted and put in."""
        self._book.define_name(name, f"={quote_sheetname(sheet.name)}!{xl_range_abs(*area)}")

    def carry(self, name: str, text: str) -> None:
        """A custom property of the document, which Excel and LibreOffice keep when they save."""
        self._book.set_custom_property(name, cut(cell_text(text), 255), "text")

    def contents(
        self, role: str, read: Callable[[str], Number | date | None] | None = None, **more: object
    ) -> Contents:
        """What cells of a role hold, by their texts; ``more`` is what their form has besides
        that of the role, by the names that XlsxWriter has for it."""
        key = (role, read, *more.items())
        found = self._contents.get(key)
        if found is None:
            found = self._contents[key] = Contents(self, role, more, read)
        return found

    def text(self, text: str, role: str, more: dict[str, Any]) -> str:
        """What is written behind the place of a cell that holds text, whatever it looks like."""
        text = cell_text(text)
        if not text:
            return f' s="{self.form(role, more)}"/>'
        if is_taken(text):
            # It stays text, too, for whoever steps into the cell and out of it.
            more = {**more, "quote_prefix": True}
        return f' s="{self.form(role, more)}" t="s"><v>{self._book.text(text)}</v></c>'

    def number(self, value: float, role: str, more: dict[str, Any]) -> str:
        return _number(value, self.form(role, more))

    def day(self, value: date, role: str, more: dict[str, Any]) -> str:
        more = {"num_format": "yyyy-mm-dd", **more}
        return self.number((value - _DAY_ZERO).days, role, more)

    def formula(self, formula: str, value: float | str, role: str, more: dict[str, Any]) -> str:
        kind, said = (' t="str"', escape(value)) if isinstance(value, str) else ("", f"{value:.16G}")
        return f' s="{self.form(role, more)}"{kind}><f>{escape(formula[1:])}</f><v>{said}</v></c>'

    def form(self, role: str, more: dict[str, Any]) -> int:
        """The number of the format of a role, with what a cell needs besides."""
        key = (role, *more.items())
        number = self._forms.get(key)
        if number is None:
            form = self._book.add_format({**self.looks.form(role), **more})
            number = self._forms[key] = form._get_xf_index()
        return number

    def shape(self, role: str) -> Format:
        """What a rule adds to the format of a cell: its own font and size stay."""
        if role not in self._shapes:
            self._shapes[role] = self._book.add_format(dict(self.looks.form(role)))
        return self._shapes[role]

    def chart(self) -> Chart:
        """A chart of bars that are each as long as the others."""
        return self._book.add_chart({"type": "bar", "subtype": "percent_stacked"})

    def words(self, words: Sequence[str]) -> str:
        """Where the words of a list stand, as a formula: in a column of a hidden sheet."""
        if self._lists is None:
            self._lists = self.sheet(self._sheet_of_lists)
            self._lists.writer.hide()
        column = self._listed
        self._listed += 1
        for row, word in enumerate(words):
            self._lists.text(row, column, word, "plain")
        place = xl_range_abs(0, column, len(words) - 1, column)
        return f"={quote_sheetname(self._lists.name)}!{place}"

    def bytes(self) -> bytes:
        """The file. Nothing can be written any more."""
        return office_archive(self._book.parts(), _PRESSED)


class Sheet:
    """A sheet of a workbook."""

    def __init__(self, book: Book, writer: GrowingSheet) -> None:
        self.book = book
        self.writer = writer
        """The sheet as XlsxWriter has it, for what is asked here of nobody else."""

    @property
    def name(self) -> str:
        return self.writer.get_name()

    # --- cells ------------------------------------------------------------------------------

    def text(self, row: int, column: int, text: str, role: str, **more: object) -> None:
        """A cell that holds text; ``more`` is what its form has besides that of the role, by
        the names that XlsxWriter has for it."""
        self.writer.put(row, column, self.book.contents(role, **more)[text])

    def row(self, row: int, texts: Iterable[str], roles: str | Sequence[str], column: int = 0) -> None:
        """Texts from a column on, in one role or each in its own."""
        for place, text in enumerate(texts):
            role = roles if isinstance(roles, str) else roles[place]
            self.text(row, column + place, text, role)

    def content(self, row: int, column: int, content: str) -> None:
        """A cell of what the book's ``contents`` hold."""
        self.writer.put(row, column, content)

    def contents(self, row: int, contents: Sequence[str]) -> None:
        """A whole row of what the book's ``contents`` hold; no cell where one is empty."""
        self.writer.put_row(row, contents)

    def number(
        self, row: int, column: int, value: float, role: str, shown: str = "", **more: object
    ) -> None:
        """A number; ``shown`` is the format of numbers that it is shown in."""
        if shown:
            more["num_format"] = shown
        self.writer.put(row, column, self.book.number(value, role, more))

    def day(self, row: int, column: int, value: date, role: str) -> None:
        self.writer.put(row, column, self.book.day(value, role, {}))

    def formula(
        self, row: int, column: int, formula: str, value: float | str, role: str, shown: str = ""
    ) -> None:
        """A formula of our own; ``value`` is what comes out, for whoever does not reckon."""
        more = {"num_format": shown} if shown else {}
        self.writer.put(row, column, self.book.formula(formula, value, role, more))

    def link(self, row: int, column: int, text: str, sheet: Sheet, to: tuple[int, int], role: str) -> None:
        """A text that leads to a cell of this workbook."""
        self.writer.put_link(row, column, f"{quote_sheetname(sheet.name)}!{xl_rowcol_to_cell(*to)}")
        self.text(row, column, text, role)

    def merged(self, area: Area, text: str, role: str, **more: object) -> None:
        """One cell over an area. A row that holds no other does not grow with it: set its height."""
        if area[:2] != area[2:]:
            self.writer.put_merged(area)
            empty = self.book.contents(role, **more)[""]
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    self.writer.put(row, column, empty)
        self.text(area.top, area.left, text, role, **more)

    def note(self, row: int, column: int, text: str, lines: int) -> None:
        """A note at a cell, of so many lines. It is not printed."""
        height = (lines * self.book.looks.note.size * 1.25 + 12) * 96 / 72
        self.writer.put_note(new(Note, (row, column, text, round(height))))

    # --- rows and columns -------------------------------------------------------------------

    def height(self, row: int, points: float, fixed: bool = False) -> None:
        """How high a row is at first. It grows with what is typed there unless it is fixed,
        as one has to be whose text stands in a merged cell."""
        self.writer.put_height(row, min(points, HIGHEST))
        if fixed:
            self.writer.fixed_rows.add(row)

    def widths(self, millimetres: Sequence[float], column: int = 0) -> None:
        """The widths of columns from one on."""
        for place, width in enumerate(millimetres, column):
            self.writer.set_column_pixels(place, place, max(round(width * _PIXELS_PER_MM), 1))

    def hide(self, first: int, last: int) -> None:
        """Columns that are there and not seen."""
        self.writer.set_column(first, last, None, None, {"hidden": True})

    def freeze(self, row: int, column: int = 0) -> None:
        """Rows above and columns before stay in sight."""
        self.writer.freeze_panes(row, column)

    def filter(self, area: Area) -> None:
        """Buttons to choose rows with, in the first row of an area."""
        self.writer.autofilter(*area)

    def choices(self, area: Area, words: Sequence[str], told: Told) -> None:
        """Cells that offer words. Another one is told, and may stay."""
        words = [word for word in dict.fromkeys(map(cell_text, words)) if word]
        if not words:
            return
        source = words if in_one_list(words) else self.book.words(words)
        self.writer.data_validation(
            *area,
            {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "error_title": cut(told.title, _MOST_OF_A_TITLE),
                "error_message": cut(told.message, _MOST_OF_A_MESSAGE),
            },
        )

    # --- the sheet --------------------------------------------------------------------------

    def page(
        self, paper: str, left: str = "", right: str = "", foot: str = "", upright: bool = False
    ) -> None:
        """How the sheet is printed: one page wide, with words at the head and the foot of a
        page, in which ``{page}`` and ``{pages}`` count."""
        margins, look = self.book.looks.page, self.book.looks
        writer = self.writer
        writer.set_portrait() if upright else writer.set_landscape()
        writer.set_paper(PAPERS[paper])
        writer.fit_to_pages(1, 0)
        writer.set_margins(*(each / _MM_PER_INCH for each in margins[:4]))
        writer.center_horizontally()
        form = f'&"{look.base.font},Regular"&{margins.size:g} '
        said = [f"{sign}{form}{text}" for sign, text in (("&L", _headed(left)), ("&R", _headed(right))) if text]
        header = "".join(said)
        if header:
            writer.set_header(header, {"margin": margins.header / _MM_PER_INCH})
        if foot:
            counted = _headed(foot).replace("{pages}", "&N").replace("{page}", "&P")
            writer.set_footer(f"&C{form}{counted}", {"margin": margins.footer / _MM_PER_INCH})

    def print_titles(self, first: int, last: int) -> None:
        """Rows that are printed again on each page."""
        self.writer.repeat_rows(first, last)

    def print_area(self, area: Area) -> None:
        self.writer.print_area(*area)

    def protect(self) -> None:
        """Let nothing be written but in unlocked cells; without a password. What people do
        with a list, they still can: sort it, filter it, make columns wider."""
        allowed = ("sort", "autofilter", "format_columns", "format_rows", "format_cells")
        self.writer.protect("", dict.fromkeys(allowed, True))

    def as_text(self, area: Area) -> None:
        """No cell of an area is marked for being a number that stands as text."""
        self.writer.ignore_errors({"number_stored_as_text": xl_range(*area)})


def _number(value: float, form: int) -> str:
    return f' s="{form}"><v>{value:.16G}</v></c>'


def _headed(text: str) -> str:
    """A text in a header: & is a sign there. It is cut where a header holds no more."""
    return cut(cell_text(text).replace("\n", " "), _MOST_OF_A_HEADER // 3).replace("&", "&&")
