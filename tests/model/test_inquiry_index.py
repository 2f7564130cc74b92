"""照会一覧.csv: read as it is written, and as a spreadsheet leaves it."""

from __future__ import annotations

from guideline_docs.model.inquiry_index import INDEX_HEADS, IndexRow, index_rows, index_table

ROW = IndexRow("総務課", "照会_総務課.xlsx", "3", "12月末", "0123456789abcdef", "fedcba9876543210")


def test_it_is_read_as_it_is_written() -> None:
    assert (ROW,) == index_rows(index_table([ROW]))


def test_columns_that_the_office_adds_are_passed_over() -> None:
    head = ["\ufeff送付日", *reversed(INDEX_HEADS)]
    assert (ROW,) == index_rows([head, ["1/8", *reversed(ROW)], ["", "", ""]])


def test_what_lacks_a_column_is_read_as_far_as_it_goes() -> None:
    assert (IndexRow("総務課", "a.xlsx", "", "", "", ""),) == index_rows([INDEX_HEADS[:2], ["総務課", "a.xlsx"]])


def test_another_table_is_none() -> None:
    assert index_rows([["担当課", "施策"], ["総務課", "1"]]) is None
    assert index_rows([]) is None
