"""Rows between commas, and the text that Excel copies of rows."""

from __future__ import annotations

import pytest

from guideline_docs.source.delimited import named_delimiter, rows_of, text_of_rows


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


@pytest.mark.parametrize(
    ("text", "delimiter", "below"),
    [
        ("sep=;\r\nNo;内容\r\n", ";", "No;内容\r\n"),
        ('"sep=,"\nNo,内容', ",", "No,内容"),
        ("SEP=\t\n", "\t", ""),
        ("sep=;", ";", ""),
        ("sep=;次の行\n", "", "sep=;次の行\n"),
        ("No;内容\nsep=;\n", "", "No;内容\nsep=;\n"),
        ("sep=\n1", "", "sep=\n1"),
    ],
)
def test_a_first_line_may_name_the_delimiter(text: str, delimiter: str, below: str) -> None:
    assert (delimiter, below) == named_delimiter(text)
