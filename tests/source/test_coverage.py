"""What the print fonts hold is known from a list, whatever fonts this machine has."""

from __future__ import annotations

import pytest

from guideline_docs.source.coverage import is_common, uncommon, unprintable
from guideline_docs.source.glyphs import unseen


@pytest.mark.parametrize(
    "text",
    [
        "市民活動・協働の指針（第2期）【Ⅱ-ア】○→Ⅰ①㈱№㎡～※",
        "髙﨑 塚德",
        "か\u3099 ハ\u309a",
        "ゼロ幅\u200b\u2060\ufeff\xad、\u2011",
        "辻\U000e0100",
        "\t\r\n",
        "制御\x0bは別の規則",
        "é ü ☃",
        "行末\r\n\U000e0100選択子だけ",
    ],
)
def test_what_the_fonts_hold_is_silent(text: str) -> None:
    assert [] == list(unprintable(text, uncommon(text)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("𠮷野家", ["𠮷"]),
        ("✔と☑", ["✔", "☑"]),
        ("外字\ue000\uf8ff", ["\ue000", "\uf8ff"]),
        ("\U0010fffd", ["\U0010fffd"]),
        ("絵文字😀", ["😀"]),
        ("辻\U000e01ef", ["辻\U000e01ef"]),
        ("𠮷\U000e0100", ["𠮷\U000e0100"]),
        ("C1\x85", ["\x85"]),
        ("丸囲みⒶ", ["Ⓐ"]),
    ],
)
def test_what_they_lack_is_told_at_its_place(text: str, told: list[str]) -> None:
    assert told == [text[start:end] for start, end in unprintable(text, uncommon(text))]


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("市民活動・協働の指針（第2期）【Ⅱ-ア】○→Ⅰ①㈱№㎡～※髙﨑\t\r\n", ""),
        ("市民\x0b活動\x0c\x7f", "\x0b\x0c\x7f"),
        ("外字\ue000と\uf8ff", "\ue000\uf8ff"),
        ("C1\x80\x85", "\x80\x85"),
        ("𠮷と✔と\x00", "𠮷✔\x00"),
        ("\uffff\ud800", "\uffff\ud800"),
    ],
)
def test_uncommon_is_what_cp932_lacks_and_what_is_no_character(text: str, characters: str) -> None:
    assert set(characters) == uncommon(text)


def test_nothing_is_unseen_in_a_common_text() -> None:
    """What is read as nothing, as a blank or as a kanji, cp932 does not have."""
    everything = map(chr, range(0x20000))
    assert [] == [char for char in everything if is_common(f"あ{char}") and list(unseen(f"あ{char}"))]
