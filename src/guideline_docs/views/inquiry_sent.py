"""What the forms of an inquiry said when they went out, as far as today's would say it."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.edits.collecting import AsSent
from guideline_docs.model.asked import Asked
from guideline_docs.model.departments import fold_department
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry import Role
from guideline_docs.views.inquiry import InquiryBook, inquiry_books
from guideline_docs.views.wording import Wording


def as_sent(guideline: Guideline, asked: Asked, due: str, wording: Wording) -> AsSent:
    """What the locked cells and the covering sheets say of an inquiry about these fields."""
    context: dict[str, dict[str, str]] = {}
    cover: dict[str, tuple[str, ...]] = {}
    for book in inquiry_books(guideline, asked, due, wording):
        cover[fold_department(book.sent.department)] = tuple(_cover(book))
        keys = [at for at, column in enumerate(book.columns) if column.form.role is Role.KEY]
        for row in book.rows:
            locked = context.setdefault(row.cells[keys[0]], {})
            for column, text in zip(book.columns, row.cells, strict=True):
                if column.form.role is Role.CONTEXT:
                    locked[column.head] = text
    return AsSent(context, cover)


def _cover(book: InquiryBook) -> Iterator[str]:
    """Every text of a covering sheet."""
    yield from (book.to, book.sender, book.title, book.message)
    for line in book.lines:
        yield from (line.label, line.text)
    yield from (book.answerer, book.left, book.how, book.protected)
    for number, step in enumerate(book.steps, start=1):
        yield from (str(number), step)
    answers = sum(column.form.role is Role.ANSWER for column in book.columns) * len(book.rows)
    yield from (f"{count}{book.left_unit}" for count in range(answers + 1))
