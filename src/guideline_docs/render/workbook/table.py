"""The sheet that people read: title, 達成状況, the table, what is noted below it."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.utility import xl_rowcol_to_cell

from guideline_docs.render.lines import EM
from guideline_docs.render.workbook.book import HIGHEST, Area, Book, Contents, Sheet, Told
from guideline_docs.render.workbook.extent import ems, extent, lines_of
from guideline_docs.render.workbook.figures import as_shown
from guideline_docs.render.workbook.fit import AIR, BUTTON, Fit
from guideline_docs.render.workbook.formulas import Rows, filled, holds
from guideline_docs.render.workbook.summary import Grid
from guideline_docs.syntax.columns import ColumnKind
from guideline_docs.views.achievement import rate
from guideline_docs.views.workbook.parts import (
    ColumnLook,
    LineKind,
    Marks,
    SheetColumn,
    SheetLine,
    Summary,
    SummaryLine,
    TableSheet,
)

# The deepest heading that has a form of its own.
_DEEPEST = 3
# Columns stay in sight where the table is wider than a screen, in millimetres.
_SCREEN = 330.0
# The smallest type, in points, of a text that is too long for the highest row.
_LEAST = 4.0
_ROLES = {ColumnLook.TITLE: "name"}
# The kinds of columns whose cells may be numbers.
_NUMBERS = frozenset((ColumnKind.CODE, ColumnKind.NUMBER, ColumnKind.PERCENT))


class _Known(dict[str, tuple[str, int]]):
    """Text → what its cell holds in a column of some room, and how many lines it takes."""

    def __init__(self, contents: Contents, room: float) -> None:
        self._contents = contents
        self._room = room

    def __missing__(self, text: str) -> tuple[str, int]:
        found = self[text] = self._contents[text], lines_of(text, self._room) if text else 1
        return found


class TableWriter:
    """Writes the sheet; afterwards it knows where what is told stands."""

    def __init__(self, book: Book, sheet: Sheet, view: TableSheet, fit: Fit) -> None:
        self.book = book
        self.sheet = sheet
        self.view = view
        self.fit = fit
        self.looks = book.looks
        self.width = max(len(view.columns), 1)
        self.told: dict[int, tuple[int, int]] = {}
        """Where a finding is told first, by the number of its line."""
        self.tallied = view.tallied
        self.head = 2 + len(self.tallied.lines if self.tallied else ())
        last = self.head + max(len(view.lines), 1)
        self.rows = Rows(sheet.name, self.head + 1, last, self.width)
        self._remarks = {line.number: line for line in view.remarks}
        self._roles = [_ROLES.get(column.look, str(column.look)) for column in view.columns]
        self._reads = [
            as_shown if each.column is not None and each.column.kind in _NUMBERS else None
            for each in view.columns
        ]
        self._known = [
            _Known(book.contents(role, read), self._room(place, role))
            for place, (role, read) in enumerate(zip(self._roles, self._reads, strict=True))
        ]
        # In one row there is room for so many lines.
        self._most = int((HIGHEST - AIR) / (self.looks.size("text") * self.looks.base.leading))
        self._heights = [self._high(lines, self.looks.size("text")) for lines in range(self._most + 1)]
        self._running: dict[str, tuple[float, float, Contents, list[str]]] = {}
        """What a text over all columns is written with, by its role."""
        self._notes: dict[tuple[int, ...], tuple[str, int]] = {}
        self._all = sum(fit.widths)

    def write(self, grid: Grid | None) -> None:
        """All of it; ``grid`` is where the counts of 達成状況 stand one by one."""
        self.sheet.widths(self.fit.widths)
        self._masthead()
        if self.tallied and grid:
            self._tally(self.tallied, grid)
        self._head()
        lines = self.view.lines
        for place, line in enumerate(lines):
            below = lines[place + 1] if place + 1 < len(lines) else None
            self._line(self.head + 1 + place, line, below)
        self._excluded()
        self._rules()
        self._below(self.rows.last + 1)
        self._page()

    # --- above the table ----------------------------------------------------------------------

    def _masthead(self) -> None:
        top, words = self.view.masthead, self.view.words
        self._across(0, top.title + top.stage, "title")
        facts = [
            words.fact.format(label=fact.label, text="".join(piece.text for piece in fact.text))
            for fact in top.facts
        ]
        if top.number:
            facts.insert(0, words.number.format(number=top.number))
        if self.tallied:
            self.sheet.text(1, 0, self.tallied.title, "heading", align="left")
        self.sheet.text(1, self.width - 1, words.between.join(facts), "facts")
        self.sheet.height(1, self.looks.size("heading") * 1.6, fixed=True)

    def _tally(self, summary: Summary, grid: Grid) -> None:
        """達成状況, a line a tier: its measures, and how far they have come."""
        words = self.view.words
        names = [words.name.format(mark=line.mark, label=line.label) if line.label else line.mark for line in summary.lines]
        counts, shares = self._spans(max(map(extent, names)))
        size = self.looks.size("tally_shares")
        room = ems(sum(self.fit.widths[shares:]) - self.looks.table.pad, size)
        right = max(self.width - 1, shares)
        for place, line in enumerate(summary.lines):
            row = 2 + place
            self.sheet.merged(Area(row, 0, row, counts - 1), names[place], "tally_name")
            self._tell(row, ((0, line.marks),) if line.marks else ())
            self._total(Area(row, counts, row, shares - 1), line)
            formula, said = self._shares(summary, place, grid)
            self.sheet.merged(Area(row, shares, row, right), "", "tally_shares")
            if formula:
                self.sheet.formula(row, shares, formula, said, "tally_shares")
            self.sheet.height(row, self._high(lines_of(said, room), size), fixed=True)

    def _spans(self, widest: int) -> tuple[int, int]:
        """The columns where the number of a tier and its shares begin."""
        size, pad = self.looks.size("tally_name"), self.looks.table.pad
        found, end = [], 0
        for need, left in ((widest, 2), (4 * EM, 1)):
            start = end
            end += 1
            while end < self.width - left and ems(sum(self.fit.widths[start:end]) - pad, size) < need:
                end += 1
            found.append(end)
        return found[0], found[1]

    def _total(self, area: Area, line: SummaryLine) -> None:
        shown, count = self.view.words.count, line.total
        self.sheet.merged(area, "", "tally_count")
        if count.conditions is None:
            self.sheet.number(area.top, area.left, count.value, "tally_count", shown)
        else:
            formula = self.rows.count(count.conditions)
            self.sheet.formula(area.top, area.left, formula, count.value, "tally_count", shown)

    def _shares(self, summary: Summary, line: int, grid: Grid) -> tuple[str, str]:
        """How far the measures of a line have come: the formula that says it, and what it says."""
        words = self.view.words
        counts, base = summary.lines[line].counts, summary.lines[line].base
        pieces: list[str] = []
        said: list[str] = []
        for place, (word, share) in enumerate(zip(summary.words, counts, strict=True)):
            n = share.count.value
            values = {"word": f'"{word}"', "n": grid.count(line, place)}
            none = "&".join(filled(words.share_within if share.within else words.share_none, values))
            if share.rated:
                values["rate"] = f'TEXT({grid.rate(line, place)},"0.0%")'
                some = "&".join(filled(words.share, values))
                pieces.append(f"IF({values['n']}=0,{none},{some})")
            else:
                pieces.append(none)
            form = words.share if share.rated and n else words.share_within if share.within else words.share_none
            said.append(form.format(word=word, n=n, rate=f"{rate(n, base)}%"))
        between = f'&"{words.between_shares}"&'
        return ("=" + between.join(pieces) if pieces else ""), words.between_shares.join(said)

    # --- the table ----------------------------------------------------------------------------

    def _head(self) -> None:
        heads = [column.head for column in self.view.columns]
        self.sheet.row(self.head, heads, "head")
        button = ems(BUTTON, self.looks.size("head"))
        rooms = (self._room(place, "head") - button for place in range(len(heads)))
        lines = max(map(lines_of, heads, rooms), default=1)
        self.sheet.height(self.head, self._high(lines, self.looks.size("head")))

    def _line(self, row: int, line: SheetLine, below: SheetLine | None) -> None:
        match line.kind:
            case LineKind.BAND:
                self._across(row, line.texts[0], f"band_{min(line.level, _DEEPEST)}")
            case LineKind.ACROSS:
                self._across(row, line.texts[0], "across")
            case LineKind.MEASURE if below is None or below.kind is not LineKind.PART:
                self._row(row, line)
            case _:
                self._row_of_several(row, line, below)
        self._tell(row, line.marks)

    def _row(self, row: int, line: SheetLine) -> None:
        found = [known[text] for known, text in zip(self._known, line.texts, strict=True)]
        needed = max([lines for _, lines in found])
        if needed > self._most:
            self._row_of_several(row, line, None)
        else:
            self.sheet.contents(row, [content for content, _ in found])
            self.sheet.height(row, self._heights[needed])

    def _row_of_several(self, row: int, line: SheetLine, below: SheetLine | None) -> None:
        """A row that is one with others, is of no kind, or holds more than fits."""
        under = below.texts if below and below.kind is LineKind.PART else None
        size, lines = self.looks.size("text"), 1
        for place, (text, role) in enumerate(zip(line.texts, self._roles, strict=True)):
            if line.kind is LineKind.STRAY and role in ("number", "name", "text"):
                role = "stray"
            more: dict[str, float] = {}
            _, needed = self._known[place][text]
            if needed > self._most:
                # No row is higher: type of half the size takes a quarter of the room.
                more["font_size"] = max(round(size * (self._most / needed) ** 0.5, 1), _LEAST)
            lines = max(lines, min(needed, self._most))
            if line.kind is LineKind.PART and not text:
                more["top"] = 0
            if under and not under[place]:
                more["bottom"] = 0
            content = self.book.contents(role, self._reads[place], **more)[text]
            self.sheet.content(row, place, content)
        self.sheet.height(row, self._high(lines, size))

    def _across(self, row: int, text: str, role: str) -> None:
        """A text over all columns. One that fits runs over the empty cells beside its own, so
        that rows can be sorted; a longer one stands in a merged cell, which alone may be broken."""
        if role not in self._running:
            size = self.looks.size(role)
            begins = self.book.contents(role, text_wrap=False, align="left")
            room = ems(self._all - self.looks.table.pad, size)
            self._running[role] = size, room, begins, [self.book.contents(role)[""]] * (self.width - 1)
        size, room, begins, rest = self._running[role]
        lines = lines_of(text, room)
        if lines > 1 and rest:
            self.sheet.merged(Area(row, 0, row, self.width - 1), text, role, text_wrap=True)
        else:
            self.sheet.contents(row, [begins[text], *rest])
        self.sheet.height(row, self._high(lines, size), fixed=True)

    def _high(self, lines: int, size: float) -> float:
        return lines * size * self.looks.base.leading + AIR

    def _room(self, column: int, role: str) -> float:
        return ems(self.fit.widths[column] - self.looks.table.pad, self.looks.size(role))

    def _tell(self, row: int, marks: Marks) -> None:
        """What is told of the cells of a row, as notes at them."""
        for column, numbers in marks:
            for number in numbers:
                self.told.setdefault(number, (row, column))
            if numbers not in self._notes:
                self._notes[numbers] = self._note(numbers)
            self.sheet.note(row, column, *self._notes[numbers])

    def _note(self, numbers: Iterable[int]) -> tuple[str, int]:
        """What a note says, and how many lines that takes."""
        words, said = self.view.words, []
        for number in numbers:
            remark = self._remarks[number]
            said.append(words.note.format(mark=remark.mark, message=remark.message))
            if remark.advice:
                said.append(words.note_hint.format(hint=remark.advice))
        look, text = self.looks.note, "\n".join(said)
        return text, lines_of(text, ems(look.width - 4, look.size))

    def _excluded(self) -> None:
        """The hidden column of what counts leave out."""
        if not self.view.excluded:
            return
        self.sheet.text(self.head, self.width, self.view.words.excluded, "plain")
        for place, mark in enumerate(self.view.excluded):
            if mark:
                self.sheet.text(self.head + 1 + place, self.width, mark, "plain")
        self.sheet.hide(self.width, self.width)

    def _rules(self) -> None:
        """What cells offer, and the shapes of closed words."""
        first, last = self.rows.first, self.rows.last
        words = self.view.words
        for place, column in enumerate(self.view.columns):
            told = Told(words.other_title, words.other.format(head=column.head))
            self.sheet.choices(Area(first, place, last, place), column.choices, told)
            self._shapes(Area(first, place, last, place), column)

    def _shapes(self, area: Area, column: SheetColumn) -> None:
        cell = xl_rowcol_to_cell(area.top, area.left)
        for look in column.looks:
            if look.criteria:
                rule = {"type": "formula", "criteria": holds(cell, look.criteria), "format": self.book.shape(look.role)}
                self.sheet.writer.conditional_format(*area, rule)

    # --- below it, and the page ---------------------------------------------------------------

    def _below(self, row: int) -> None:
        words, notes = self.view.words, [(line.texts[0], line.marks) for line in self.view.notes]
        if self.view.legend:
            notes.append((self.view.legend_title, ()))
        notes += (
            (words.legend.format(mark=line.mark, label=line.label, description=line.description), ())
            for line in self.view.legend
        )
        for place, (text, marks) in enumerate(notes, row + 1):
            self._across(place, text, "lead")
            self._tell(place, marks)

    def _page(self) -> None:
        view, sheet, top = self.view, self.sheet, self.view.masthead
        frozen = 0
        if self._all > _SCREEN:
            titles = [n for n, each in enumerate(view.columns) if each.look is ColumnLook.TITLE]
            frozen = next((n + 1 for n in titles if sum(self.fit.widths[: n + 1]) < _SCREEN / 2), 0)
        sheet.freeze(self.head + 1, frozen)
        sheet.filter(Area(self.head, 0, self.rows.last, self.width - 1))
        sheet.print_titles(self.head, self.head)
        number = view.words.number.format(number=top.number) if top.number else ""
        sheet.page(self.fit.paper, top.title + top.stage, number, view.words.page)
        sheet.as_text(Area(self.rows.first, 0, self.rows.last, self.width - 1))
