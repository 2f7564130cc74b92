"""照会: what the workbook of each department says, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guideline_docs.model.asked import Asked, AskedDepartment, AskedField, AskedRow, today
from guideline_docs.model.configuration import UNSET
from guideline_docs.model.due import printed_due
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry import OPEN, FormColumn, Role, Sent, form_columns
from guideline_docs.model.section import Section
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.views.columns import FIGURES, column_heads
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording, phrase


@dataclass(frozen=True, slots=True)
class InquiryWords:
    """``[inquiry]`` in wording.toml."""

    to: str = phrase("department")
    title: str = phrase("title")
    untitled: str
    message: str = phrase("measure", "count", "fields", "department")
    measures: str = phrase("measure")
    counted: str = phrase("count", "number", "names")
    fields: str
    due: str
    reply: str
    sender: str
    answerer: str
    left: str
    left_unit: str
    how: str
    steps: tuple[str, ...]
    protected: str
    between: str
    heading: str = phrase("mark", "title")
    heading_closed: str = phrase("mark", "title")
    page_left: str = phrase("title", "department")
    page_right: str = phrase("title", "department")
    page_foot: str = phrase("page", "pages")
    unknown_title: str
    unknown: str = phrase("head", "words")


class Look(StrEnum):
    """What the cells of a column hold, for those who set them."""

    HIDDEN = "hidden"
    NUMBER = "number"
    TEXT = "text"
    FIGURE = "figure"
    LAST = "last"
    LAST_WORD = "last-word"
    ANSWER = "answer"
    WORD = "word"
    """An answer out of closed words."""
    AMOUNT = "amount"
    """An answer that is a figure."""
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column of the sheet of answers. ``unknown`` is said of a word that is none of ``words``."""

    form: FormColumn
    look: Look
    words: tuple[str, ...] = ()
    unknown: str = ""

    @property
    def head(self) -> str:
        return self.form.head

    @property
    def open(self) -> bool:
        return self.form.role in OPEN


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The cells of a row; ``closed`` are the places of answers that the row has no place for."""

    cells: tuple[str, ...]
    closed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of the covering sheet; ``strong`` must not be overlooked."""

    label: str
    text: str
    strong: bool = False

    @property
    def unset(self) -> bool:
        return self.text == UNSET


@dataclass(frozen=True, slots=True)
class InquiryBook:
    """The workbook of one department."""

    sent: Sent
    author: str
    to: str
    sender: str
    title: str
    message: str
    lines: tuple[CoverLine, ...]
    answerer: str
    left: str
    left_unit: str
    how: str
    steps: tuple[str, ...]
    protected: str
    columns: tuple[AnswerColumn, ...]
    naming: int
    """So many of the columns that are shown say which measure it is; they come first."""
    rows: tuple[AnswerRow, ...]
    unknown_title: str
    page_left: str
    page_right: str
    page_foot: str


def inquiry_books(
    guideline: Guideline, asked: Asked, due: str, wording: Wording
) -> tuple[InquiryBook, ...]:
    """The workbooks in the order of the departments; ``due`` is what is asked for instead of
    the settings' day. Raises CannotRun where a phrase is missing."""
    words = wording.phrases(InquiryWords, "inquiry")
    until = printed_due(due or guideline.configuration.inquiry.due)
    books = _Books(guideline, asked, words, until, column_heads(wording))
    return tuple(map(books.book, asked.departments))


class _Books:
    """What all workbooks of an inquiry have in common."""

    def __init__(
        self,
        guideline: Guideline,
        asked: Asked,
        words: InquiryWords,
        due: str,
        head: Callable[[Column], str],
    ) -> None:
        self.guideline = guideline
        self.asked = asked
        self.words = words
        self.due = printable(due)
        self.head = head
        self.settings = guideline.configuration.inquiry
        self.bibliography = guideline.configuration.bibliography
        measure = guideline.scheme.measure
        self.measure = printable(measure.name if measure else "")
        own = guideline.title.text if guideline.title else ""
        self.table = _line(self.bibliography.table_title or own) or words.untitled
        self.title = printable(self.settings.title) or words.title.format(title=self.table)
        self.fields = tuple(head(field.column) for field in asked.fields)

    def book(self, own: AskedDepartment) -> InquiryBook:
        words, name = self.words, printable(own.department.name)
        columns, values = self._columns(own)
        sender = printable(self.settings.sender or self.bibliography.department) or UNSET
        from_whom = "　".join(filter(None, (printable(self.bibliography.municipality), sender)))
        said = {"title": self.table, "department": name}
        return InquiryBook(
            sent=Sent(
                self.asked.edition,
                name,
                tuple(str(field.column) for field in self.asked.fields),
                self.fields,
                self.due,
            ),
            author="" if sender == UNSET else sender,
            to=words.to.format(department=name),
            sender=from_whom,
            title=self.title,
            message=self._message(own, name),
            lines=tuple(self._lines(own, sender)),
            answerer=words.answerer,
            left=words.left,
            left_unit=words.left_unit,
            how=words.how,
            steps=words.steps,
            protected=words.protected,
            columns=columns,
            naming=self._naming(own),
            rows=tuple(self._row(row, columns, values) for row in own.rows),
            unknown_title=words.unknown_title,
            page_left=words.page_left.format(**said),
            page_right=words.page_right.format(**said),
            page_foot=words.page_foot,
        )

    # --- the covering sheet -----------------------------------------------------------------

    def _message(self, own: AskedDepartment, name: str) -> str:
        if self.settings.message:
            return printable(self.settings.message)
        return self.words.message.format(
            measure=self.measure,
            count=len(own.rows),
            fields=self.words.between.join(f"「{head}」" for head in self.fields),
            department=name,
        )

    def _lines(self, own: AskedDepartment, sender: str) -> Iterator[CoverLine]:
        words = self.words
        names = words.between.join(dict.fromkeys(self._name(row) for row in own.rows))
        label = words.measures.format(measure=self.measure)
        number = printable(self.guideline.configuration.vocabulary.head(Column.NUMBER))
        said = words.counted.format(count=len(own.rows), number=number, names=names)
        yield CoverLine(label, said)
        yield CoverLine(words.fields, words.between.join(self.fields))
        yield CoverLine(words.due, self.due or UNSET, strong=True)
        yield CoverLine(words.reply, printable(self.settings.reply) or UNSET)
        yield CoverLine(words.sender, sender)

    def _name(self, row: AskedRow) -> str:
        """The number of a measure; of one without any its title."""
        return self._number(row) or _line(row.measure.title.text)

    # --- the sheet of answers ---------------------------------------------------------------

    def _columns(
        self, own: AskedDepartment
    ) -> tuple[tuple[AnswerColumn, ...], tuple[Callable[[AskedRow], str], ...]]:
        """The columns, and what each context cell says of a row."""
        context = list(self._context(own))
        forms = form_columns([head for head, _, _ in context], self.fields)
        columns = tuple(self._column(form, [look for _, look, _ in context]) for form in forms)
        return columns, tuple(value for _, _, value in context)

    def _naming(self, own: AskedDepartment) -> int:
        levels = range(len(self.guideline.scheme.levels))
        return 2 + sum(any(self._heading(row, level) for row in own.rows) for level in levels)

    def _context(
        self, own: AskedDepartment
    ) -> Iterator[tuple[str, Look, Callable[[AskedRow], str]]]:
        guideline = self.guideline
        head = guideline.configuration.vocabulary.head
        yield printable(head(Column.NUMBER)), Look.NUMBER, self._number
        for place, level in enumerate(guideline.scheme.levels):
            if any(self._heading(row, place) for row in own.rows):
                yield printable(level.name), Look.TEXT, lambda row, place=place: self._heading(row, place)
        yield printable(head(Column.TITLE)), Look.TEXT, lambda row: _cell(row.measure.title.text)
        if any(len(row.departments) > 1 for row in own.rows):
            yield self.asked.by[0].name, Look.TEXT, self._departments
        for column in self.asked.context:
            look = Look.FIGURE if column.kind in _FIGURES else Look.TEXT
            yield self.head(column), look, lambda row, column=column: _cell(_own(row, column))

    def _column(self, form: FormColumn, looks: Sequence[Look]) -> AnswerColumn:
        match form.role:
            case Role.KEY | Role.SENT:
                return AnswerColumn(form, Look.HIDDEN)
            case Role.CONTEXT:
                return AnswerColumn(form, looks[form.of])
            case Role.REMARK:
                return AnswerColumn(form, Look.REMARK)
        field = self.asked.fields[form.of]
        words, figure = tuple(map(printable, field.words)), field.column.kind in _FIGURES
        if form.role is Role.LAST:
            closed = Look.LAST_WORD if words else Look.LAST
            return AnswerColumn(form, Look.FIGURE if figure else closed)
        if not words:
            return AnswerColumn(form, Look.AMOUNT if figure else Look.ANSWER)
        listed = self.words.between.join(words)
        unknown = self.words.unknown.format(head=form.head, words=listed)
        return AnswerColumn(form, Look.WORD, words, unknown)

    def _row(
        self,
        row: AskedRow,
        columns: Sequence[AnswerColumn],
        values: Sequence[Callable[[AskedRow], str]],
    ) -> AnswerRow:
        cells: list[str] = []
        closed: list[int] = []
        for place, column in enumerate(columns):
            form = column.form
            match form.role:
                case Role.KEY:
                    cells.append(str(row.key))
                case Role.CONTEXT:
                    cells.append(values[form.of](row))
                case Role.SENT | Role.LAST:
                    cells.append(self._last(row, self.asked.fields[form.of]))
                case _:
                    cells.append("")
                    if form.role is Role.ANSWER and not row.takes(self.asked.fields[form.of]):
                        closed.append(place)
        return AnswerRow(tuple(cells), tuple(closed))

    def _last(self, row: AskedRow, field: AskedField) -> str:
        return _cell(today(row, field.column))

    def _number(self, row: AskedRow) -> str:
        return printable(self.guideline.listed(row.measure))

    def _departments(self, row: AskedRow) -> str:
        return self.words.between.join(printable(each.name) for each in row.departments)

    def _heading(self, row: AskedRow, level: int) -> str:
        section = next((each for each in row.trail if each.code.level == level), None)
        return self._titled(section) if section and section.title else ""

    def _titled(self, section: Section) -> str:
        scheme, title = self.guideline.scheme, _line(section.title.text if section.title else "")
        mark = printable(scheme.mark(section.code)) if section.mark else ""
        if not mark:
            return title
        glued = scheme.level(section.code).mark.glued
        form = self.words.heading_closed if glued else self.words.heading
        return form.format(mark=mark, title=title)


_FIGURES = (*FIGURES, ColumnKind.DATE)


def _own(row: AskedRow, column: Column) -> str:
    """What stands in a column: of the part, or of the measure as a whole."""
    return row.row[column].text or row.measure[column].text


def _cell(text: str) -> str:
    return printable(text)


def _line(text: str) -> str:
    return " ".join(printable(text).split())
