"""Eras and the years that they count."""

from __future__ import annotations

import pytest

from guideline_docs.source.era import ERA_LETTERS, ERA_NAMES, ERAS, RECENT_LETTERS, era_of, year_of


@pytest.mark.parametrize(
    ("day", "name", "count"),
    [
        ((2019, 5, 1), "令和", 1),
        ((2019, 4, 30), "平成", 31),
        ((1989, 1, 8), "平成", 1),
        ((1989, 1, 7), "昭和", 64),
        ((1926, 12, 25), "昭和", 1),
        ((1926, 12, 24), "大正", 15),
        ((1912, 7, 30), "大正", 1),
        ((1912, 7, 29), "明治", 45),
        ((1868, 1, 1), "明治", 1),
    ],
)
def test_the_first_and_the_last_day_of_an_era(
    day: tuple[int, int, int], name: str, count: int
) -> None:
    era, counted = era_of(day)
    assert (name, count) == (era.name, counted)
    assert day[0] == year_of(name, count) == year_of(era.letter, count)


def test_before_the_first_era_there_is_none() -> None:
    assert era_of((1867, 12, 31)) is None


def test_names_and_letters_for_patterns() -> None:
    assert ERA_NAMES == "令和|平成|昭和|大正|明治"
    assert ERA_LETTERS == "RHSTM"
    assert {era.letter for era in ERAS[:3]} < set(RECENT_LETTERS)
