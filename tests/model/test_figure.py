"""Figures and dates as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from guideline_docs.model.figure import day, figure


@pytest.mark.parametrize(
    ("text", "value", "step", "unit", "alone"),
    [
        ("3,823人", "3823", "1", "人", True),
        ("５．５‰", "5.5", "0.1", "‰", True),
        ("40.0", "40.0", "0.1", "", True),
        ("▲2", "-2", "1", "", True),
        ("－3.5", "-3.5", "0.1", "", True),
        ("100人以上", "100", "1", "人以上", True),
        ("2(1)", "2", "1", "", False),
        ("累計120人", "120", "1", "人", False),
        ("約10", "10", "1", "", False),
    ],
)
def test_figures(text: str, value: str, step: str, unit: str, alone: bool) -> None:
    assert (Decimal(value), Decimal(step), unit, alone) == figure(text)


@pytest.mark.parametrize("text", ["", "－", "累計", "未定", "1/3", "R5.4.1", "3～5", "1,20"])
def test_what_is_no_figure(text: str) -> None:
    assert figure(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("令和5年4月1日", (2023, 4, 1)),
        ("令和元年", (2019, 0, 0)),
        ("R4.10", (2022, 10, 0)),
        ("平成31年4月", (2019, 4, 0)),
        ("2024/4/1", (2024, 4, 1)),
        ("R5年度", (2023, 0, 0)),
        ("令和5年度から", (2023, 0, 0)),
    ],
)
def test_dates(text: str, date: tuple[int, int, int]) -> None:
    assert date == day(text)


def test_what_is_no_date() -> None:
    assert [None, None] == list(map(day, ("未定", "")))
