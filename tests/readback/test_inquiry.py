"""An answer as plain records: heads, rows, and whatever else stands in the workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from answercase import Form, answered, eleven, send

from guideline_docs.model.inquiry import ANSWERS, COVER
from guideline_docs.readback.inquiry import AnswerBook, read_answers

FIELDS, TITLES = ("施策の実施", "実績"), ("内容",)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("form")
    return send(eleven(folder / "project"), folder)["福祉課"]


def _read(path: Path) -> AnswerBook:
    book = read_answers(path, FIELDS, TITLES)
    assert book is not None
    return book


def test_a_book_as_it_was_sent_says_whose_it_is_and_nothing_more(form: Path) -> None:
    book = _read(form)
    assert book.sent is not None
    assert ("福祉課", ("status", "results"), FIELDS) == (book.sent.department, book.sent.fields, book.fields)
    assert ([], (), ()) == ([*book.missing], book.elsewhere, book.things)
    assert ["3", "14"] == [row.context["No"].text for row in book.rows]
    first = book.rows[0]
    assert ("", "着手中", "着手中") == tuple(cell.text for cell in first.answers[0][1:4] if cell)
    assert "J2" == first.answers[0].answer.place


def test_two_sheets_of_answers_are_read_both(form: Path, tmp_path: Path) -> None:
    def copy(filled: Form) -> None:
        filled.book.copy_worksheet(filled.sheet).title = "回答 (2)"
        filled.book["回答 (2)"][filled.cell(3, "実績")] = "写しの回答"

    book = _read(answered(form, tmp_path / "a.xlsx", {(3, "実績"): "回答"}, copy))
    told = [(row.sheet, row.answers[1].answer.text) for row in book.rows if row.answers[1].answer.text]
    assert [(ANSWERS, "回答"), ("回答 (2)", "写しの回答")] == told
    assert "回答 (2)!L2" == book.place("回答 (2)", "L2")


def test_the_covering_sheet_is_known_under_another_name(form: Path, tmp_path: Path) -> None:
    def rename(filled: Form) -> None:
        filled.book[COVER].title = "おねがい"

    book = _read(answered(form, tmp_path / "a.xlsx", {}, rename))
    assert ((), True) == (book.elsewhere, bool(book.cover))


def test_a_book_without_a_table_of_answers_is_none(form: Path, tmp_path: Path) -> None:
    def remove(filled: Form) -> None:
        del filled.book[ANSWERS]

    assert read_answers(answered(form, tmp_path / "a.xlsx", {}, remove), FIELDS, TITLES) is None
