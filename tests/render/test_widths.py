"""Widths of columns from what stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guideline_docs.render.widths import Content, height, shared

TEXTS = st.lists(st.integers(0, 3000), min_size=5, max_size=5)
COLUMNS = st.lists(st.builds(Content, st.integers(10, 120), TEXTS), min_size=2, max_size=6)


@given(COLUMNS, st.integers(50, 3000))
def test_the_room_is_taken_and_nothing_that_holds_together_is_cut(
    columns: list[Content], room: int
) -> None:
    widths = shared(columns, room)
    assert room == sum(widths)
    if room >= sum(column.least for column in columns):
        assert all(w >= c.least for w, c in zip(widths, columns, strict=True))


@given(COLUMNS, st.integers(800, 3000))
def test_rows_are_no_higher_than_in_even_columns(columns: list[Content], room: int) -> None:
    each = room // len(columns)
    if max(column.least for column in columns) <= each:
        even = height(columns, [each] * len(columns))
        assert height(columns, shared(columns, room)) <= even * 1.02


def test_no_column_is_wider_than_its_longest_text() -> None:
    short, long = Content(100, [100] * 9), Content(80, [2000] * 9)
    assert [100, 600] == shared([short, long], 700)


def test_columns_of_the_same_texts_are_about_as_wide() -> None:
    column = Content(60, [900, 300, 1200, 40])
    widths = shared([column, column, column], 900)
    assert max(widths) - min(widths) <= 60


def test_a_text_beside_a_longer_one_of_its_row_asks_for_nothing() -> None:
    """It makes no row higher: the other column is the one that does."""
    first, second = shared([Content(60, [400, 400]), Content(60, [1600, 1600])], 600)
    assert second == pytest.approx(480, abs=40) and first == pytest.approx(120, abs=40)


def test_what_is_left_where_all_stands_on_one_line_is_shared_out() -> None:
    assert [200, 400] == shared([Content(50, [100]), Content(50, [200])], 600)
    # A number needs no more than it has.
    assert [50, 150, 400] == shared([Content(50, [0]), Content(50, [60]), Content(50, [160])], 600)


def test_where_words_do_not_fit_all_are_cut_alike() -> None:
    assert [50, 100] == shared([Content(100, []), Content(200, [])], 150)
