"""Characters: item order, look-alikes, widths."""

from __future__ import annotations

import pytest

from guideline_docs.source.glyphs import (
    display_width,
    fold_head,
    fold_look_alike,
    fold_term,
    full_kana,
    half_kana,
    kana_at,
    kana_like,
    kana_place,
    number,
)
from guideline_docs.source.lexicon import KANA_ORDER


@pytest.mark.parametrize(("place", "letter"), [(1, "ア"), (2, "イ"), (6, "カ"), (11, "サ"), (44, "ワ")])
def test_place_of_an_item_letter(place: int, letter: str) -> None:
    assert (letter, place) == (kana_at(place), kana_place(letter))


@pytest.mark.parametrize("place", [0, -1, len(KANA_ORDER) + 1])
def test_no_letter_at_a_place(place: int) -> None:
    assert kana_at(place) is None


@pytest.mark.parametrize("letter", ["ァ", "ガ", "ー", "あ", "a", "1", "工", "ｱ"])
def test_no_place_of_a_character(letter: str) -> None:
    assert kana_place(letter) is None


@pytest.mark.parametrize(("digits", "value"), [("12", 12), ("１２", 12), ("０７", 7), ("1２", 12)])
def test_digits_of_either_width(digits: str, value: int) -> None:
    assert value == number(digits)


@pytest.mark.parametrize(("half", "full"), [("ｱ", "ア"), ("ﾝ", "ン"), ("ｦ", "ヲ"), ("ア", "ア"), ("a", "a"), ("", "")])
def test_full_width_kana(half: str, full: str) -> None:
    assert full == full_kana(half)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ァ", "ア"), ("ｧ", "ア"), ("ヵ", "カ"), ("あ", "ア"), ("工", "エ"), ("力", "カ"), ("口", "ロ"), ("卜", "ト"), ("夕", "タ")],
)
def test_letter_that_was_meant(typed: str, meant: str) -> None:
    assert meant == kana_like(typed)


@pytest.mark.parametrize("name", ["No", "NO.", "Ｎｏ．", " N o ", "no"])
def test_head_names_fold_width_spaces_and_dots(name: str) -> None:
    assert "no" == fold_head(name)


@pytest.mark.parametrize("mark", ["Ⅱ-イ", "II-イ", "ＩＩ－イ", "Ⅱ－イ", "Ⅱ−イ", "Ⅱ‐ｲ", "ⅱ-イ", " Ⅱ - イ ", "ll-イ"])
def test_marks_that_look_alike(mark: str) -> None:
    assert fold_look_alike("Ⅱ-イ") == fold_look_alike(mark)


@pytest.mark.parametrize("mark", ["Ⅲ-イ", "Ⅱ-ア", "Ⅱ", "Ⅰ-イ", "2-イ", "Ⅱイ"])
def test_marks_that_do_not_look_alike(mark: str) -> None:
    assert fold_look_alike(mark) != fold_look_alike("Ⅱ-イ")


@pytest.mark.parametrize(("term", "folded"), [("〇", "○"), ("◯", "○"), ("○⇒Ⅰ", "○→Ⅰ"), ("済･継", "済・継"), ("済 ・ 継", "済・継")])
def test_variants_of_one_mark(term: str, folded: str) -> None:
    assert folded == fold_term(term)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("施策", 4),
        ("ｱｲ", 2),
        ("（3）", 5),
        ("Ⅰ○", 2),
        ("か\u3099", 2),
        ("葛\U000e0100", 2),
        ("𠮷", 2),
        ("", 0),
    ],
)
def test_columns_of_a_terminal(text: str, width: int) -> None:
    assert width == display_width(text)


def test_ambiguous_characters_are_wide_where_the_console_says_so() -> None:
    assert 6 == display_width("Ⅰ○施", ambiguous=2)


def test_half_width_letter_is_the_other_way_round() -> None:
    assert [half_kana(letter) for letter in "アヲン5"] == ["ｱ", "ｦ", "ﾝ", "5"]
    assert [full_kana(half_kana(letter)) for letter in KANA_ORDER] == list(KANA_ORDER)
