"""Numbers and dates as a spreadsheet shows them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guideline_docs.source.figure_column import reader_of
from guideline_docs.source.number_format import BUILT_IN, Value, shown, shown_text

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


MAY_DAY = 43586  # 2019-05-01, the first of 令和


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        # Eras without a year, a month or a day of ours.
        (45280, '[$-411]ggge"年度"', "令和5年度"),
        (45280, "[$-411]ge", "R5"),
        (45280, "[$-411]gg", "令"),
        (45280, "[$-411]e", "5"),
        (45280, '[$-411]ee"年"', "05年"),
        (45280, "[$-411]rr", "令和05"),
        (MAY_DAY - 1, 'ggge"年度"', "平成31年度"),
        (MAY_DAY, 'ggge"年度"', "令和1年度"),
        (MAY_DAY, '[$-ja-JP-x-gannen]ggge"年"', "令和元年"),
        # Kanji: counted with General and in dates, else one by one.
        (1234, "[DBNum1][$-411]General", "千二百三十四"),
        (12345, "[DBNum2][$-411]General", "壱萬弐阡参百四拾伍"),
        (12345, "[DBNum3][$-411]General", "１万２千３百４十５"),
        (1234, "[DBNum3][$-411]G/標準", "千２百３十４"),
        (105, "[DBNum1]General", "百五"),
        (0, "[DBNum1]General", "〇"),
        (-10, "[DBNum1]General", "-十"),
        (12345, "[DBNum1]#,##0", "一二,三四五"),
        (12, "[DBNum3]0", "１２"),
        (45280, '[DBNum1][$-411]ggge"年"m"月"d"日"', "令和五年十二月二十日"),
        (45280, '[DBNum1]yyyy"年"mm"月"', "二〇二三年十二月"),
        (45293, '[DBNum1]yyyy"年"mm"月"', "二〇二四年〇一月"),
        (45280, '[DBNum3][$-411]ggge"年"m"月"d"日"', "令和５年１２月２０日"),
        # As many digits as a cell shows, then powers.
        (1e15, "General", "1E+15"),
        (123456789012, "General", "1.23457E+11"),
        (12345678901, "General", "12345678901"),
        (99999999999.5, "General", "1E+11"),
        (1 / 3, "General", "0.333333333"),
        (1234567.891234, "General", "1234567.891"),
        (0.0001234567891, "General", "0.000123457"),
        (0.0000123456, "General", "1.23456E-05"),
        (0.00001, "General", "0.00001"),
        (12, 'General"件"', "12件"),
        (12345, "0.00E+00", "1.23E+04"),
        (0.00012, "0.0E-0", "1.2E-4"),
        (12345, "##0.0E+0", "12.3E+3"),
        (999500, "0.0E+0", "1.0E+6"),
        # Fractions.
        (2.5, "# ?/?", "2 1/2"),
        (0.5, "# ?/?", " 1/2"),
        (3.14159, "# ??/??", "3 14/99"),
        (1.5, "?/?", "3/2"),
        (1.5, "# ?/10", "1 5/10"),
        (-1.25, "# ?/?", "-1 1/4"),
        # Conditions, words, texts.
        (150, '[>=100]0"以上";0"未満"', "150以上"),
        (50, '[>=100]0"以上";0"未満"', "50未満"),
        (0, '[=0]"なし";0"件"', "なし"),
        (-5, '[<0]"▲"0;0', "▲5"),
        (70, '[Red][<60]0"点";[Blue][>=80]"優"0;0', "70"),
        (5, "@", "5"),
        (-1234, '#,##0;"▲ "#,##0', "▲ 1,234"),
        (0, '#,##0;"△"#,##0;"－"', "－"),
        # Halves are rounded up, by the fifteen digits that count.
        (0.285, "0%", "29%"),
        (1.005, "0.00", "1.01"),
        (2.675, "0.00", "2.68"),
        (-2.25, "#,##0.0;[Red]▲#,##0.0", "▲2.3"),
        # Days that Excel counts otherwise, or not at all.
        (1, "yyyy/m/d", "1900/1/1"),
        (59, "yyyy/m/d", "1900/2/28"),
        (60, "yyyy/m/d", "1900/2/29"),
        (61, "yyyy/m/d", "1900/3/1"),
        (-1, "yyyy/m/d", "-1"),
        (2958466, "yyyy/m/d", "2958466"),
        (45280, "[$-411]dddd", "水曜日"),
        (45280.75, '[$-411]AM/PM h"時"', "午後 6時"),
        (45280.75, 'h"時"mm"分"', "18時00分"),
        (1.25, "[h]:mm", "30:00"),
        (0.1, "[mm]:ss", "144:00"),
        (0.0123456, "mm:ss.0", "17:46.7"),
    ],
)
def test_what_excel_shows(value: Value, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text
    written = repr(value)
    assert reader_of(number_format)(written) == text.strip()


def test_days_may_be_counted_from_1904() -> None:
    assert shown(43818, "yyyy/m/d", from_1904=True) == "2023/12/20"
    assert reader_of("yyyy/m/d", from_1904=True)("0") == "1904/1/1"


@pytest.mark.parametrize(
    ("number", "text"),
    [(14, "2023/12/20"), (22, "2023/12/20 12:00"), (27, "R5.12.20"), (51, "令和5年12月20日")],
)
def test_formats_by_number_are_those_of_a_japanese_excel(number: int, text: str) -> None:
    assert shown(45280.5, BUILT_IN[number]) == text


def test_texts_pass_through_the_part_for_texts() -> None:
    assert shown_text("甲", '0;-0;0;"第"@"号"') == "第甲号"
    assert shown_text("甲", "#,##0") == "甲"


FORMATS = st.text('0#?.,%;"\\[]@/EgymdhsaE+-_*年$4<>=DBNum1A', max_size=24)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False)
)


@given(number_format=FORMATS, number=NUMBERS)
def test_any_format_shows_something(number_format: str, number: float) -> None:
    assert isinstance(shown(number, number_format), str)
    quick = reader_of(number_format)(repr(number))
    assert quick == shown(number, number_format).strip()


PLAIN = st.sampled_from(["0", "#,##0", "0.0", "0.00%", "0%", '#,##0;"▲ "#,##0', '0.0"件"', "General"])


@given(number_format=PLAIN, number=st.one_of(NUMBERS, st.decimals(-1000, 1000, places=3).map(float)))
def test_quick_and_close_look_are_one(number_format: str, number: float) -> None:
    assert reader_of(number_format)(repr(number)) == shown(number, number_format).strip()
