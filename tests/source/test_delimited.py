"""Rows between commas, and the text that Excel copies of rows."""

from __future__ import annotations

import pytest

from guideline_docs.source.delimited import rows_of, text_of_rows


@pytest.mark.parametrize(
    ("text", "delimiter", "copied"),
    [
        ("No,内容\n1,研修\n", ",", "No\t内容\n1\t研修\n"),
        ("No;内容\r\n1;研修\r\n", ";", "No\t内容\n1\t研修\n"),
        ('1,"一つ, 二つ"\n', ",", "1\t一つ, 二つ\n"),
        ('1,"一行\r\n二行"\n', ",", '1\t"一行\n二行"\n'),
        ('1,"""引用""だけ"\n', ",", '1\t"""引用""だけ"\n'),
        ("1,タブ\tの後\n", ",", "1\tタブ の後\n"),
        ("題\n\n1,2", ",", "題\n\n1\t2\n"),
        ("", ",", ""),
    ],
)
def test_table_becomes_what_excel_copies(text: str, delimiter: str, copied: str) -> None:
    assert copied == text_of_rows(rows_of(text, delimiter))


def test_a_long_cell_is_a_cell() -> None:
    assert [["1", "あ" * 200_000]] == list(rows_of("1," + "あ" * 200_000, ","))
