"""Sequences: the fewest that moved, the likeliest pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guideline_docs.compare.order import alike, in_turn, out_of_order


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ([], set()),
        ([0, 1, 2, 3], set()),
        ([1, 2, 3, 0], {0}),
        ([3, 0, 1, 2], {3}),
        ([0, 3, 1, 2, 4], {3}),
        ([1, 0], {1}),
    ],
)
def test_the_fewest_that_moved(places: list[int], moved: set[int]) -> None:
    assert moved == out_of_order(places)


@given(st.permutations(range(12)))
def test_the_others_rise(places: list[int]) -> None:
    moved = out_of_order(places)
    rest = [place for place in places if place not in moved]
    assert sorted(rest) == rest


def pairs(old: list[str], new: list[str]) -> list[tuple[str | None, str | None]]:
    return list(alike(old, new, str, lambda text: text[0] == "※"))


def test_texts_that_were_reworded_are_pairs() -> None:
    old = ["講座を4回開いた。", "窓口を置いた。"]
    new = ["窓口を駅前に置いた。", "基金を設けた。"]
    expected = [
        ("講座を4回開いた。", None),
        ("窓口を置いた。", "窓口を駅前に置いた。"),
        (None, "基金を設けた。"),
    ]
    assert expected == pairs(old, new)


def test_what_is_of_another_kind_is_no_pair() -> None:
    old, new = ["※講座を4回開いた。"], ["講座を4回開いた。"]
    assert [(old[0], None), (None, new[0])] == pairs(old, new)


def test_all_are_told_once_and_in_order() -> None:
    old, new = [f"文章{n}を書いた。" for n in range(9)], [f"文章{n}を書く。" for n in range(3, 12)]
    found = pairs(old, new)
    assert old == [was for was, _ in found if was]
    assert new == [now for _, now in found if now]


def test_doubles_are_paired_in_turn() -> None:
    assert {0: 1, 2: 2} == in_turn("aba", "bac"[:2] + "a", {1: 0}, str)
    assert {} == in_turn("ab", "cd", {}, str)
