"""Numbers and dates as a spreadsheet shows them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from guideline_docs.source.number_format import Value, shown

DAY = datetime(2023, 12, 20, 15, 4)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1, "General", "1"),
        (1.0, "General", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
        (7, "000", "007"),
        (-5, "0", "-5"),
        (2.25, "0.0", "2.3"),
        (1.5, "0.0#", "1.5"),
        (-0.001, "0.0", "0.0"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "#,##0.00", "1,234.50"),
        (5, "00,000", "00,005"),
        (12345, '#,##0,"千円"', "12千円"),
        (0.833, "0%", "83%"),
        (3, '0"件"', "3件"),
        (3, '"No."0', "No.3"),
        (-5, "#,##0;▲#,##0", "▲5"),
        (0, '0;-0;"―"', "―"),
        (0, "#,##0;;", ""),
        (9800123, "000\\-0000", "980-0123"),
        (1500, "\\¥#,##0;[Red]\\¥-#,##0", "¥1,500"),
        (1500, "[$¥-411]#,##0", "¥1,500"),
        (12.5, "_ * #,##0.0_ ", " 12.5 "),
    ],
)
def test_number(value: Value, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (DAY, "yyyy/m/d", "2023/12/20"),
        (DAY, "mm-dd-yy", "12-20-23"),
        (DAY, "d-mmm-yy", "20-Dec-23"),
        (DAY, "[$-411]ge.m.d", "R5.12.20"),
        (DAY, '[$-411]ggge"年"m"月"d"日";@', "令和5年12月20日"),
        (DAY, 'm"月"d"日"(aaa)', "12月20日(水)"),
        (DAY, "h:mm AM/PM", "3:04 PM"),
        (datetime(2023, 4, 1, 9, 5), "yyyy/mm/dd hh:mm", "2023/04/01 09:05"),
        (datetime(2019, 4, 30), 'ggge"年"', "平成31年"),
        (date(2019, 5, 1), 'ggge"年"', "令和1年"),
        (time(9, 5), "h:mm", "9:05"),
        (time(1, 2, 3, 450000), "mm:ss.00", "02:03.45"),
        (timedelta(hours=30), "[h]:mm:ss", "30:00:00"),
    ],
)
def test_date(value: Value, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize("number_format", ["# ?/?", "0.00E+00", "[<10]0;00", "@", "yyyy/m/d"])
def test_what_is_beyond_the_reader_is_shown_without_format(number_format: str) -> None:
    assert shown(2.5, number_format) == "2.5"
