import re

import pytest

from guideline_docs.source.expression import expression, places


def test_asks_as_re_does() -> None:
    letters = expression(r"(?P<letter>[ア-ン])(?P<rest>.*)", re.DOTALL)
    match = letters.fullmatch("イ\n次")
    assert match is not None and match.groupdict() == {"letter": "イ", "rest": "\n次"}
    assert letters.match("x") is None
    assert letters.groupindex == {"letter": 1, "rest": 2}


def test_nothing_is_compiled_before_it_is_asked() -> None:
    faulty = expression("(")
    with pytest.raises(re.error):
        faulty.search("")


def test_places_of_words_are_those_that_re_finds() -> None:
    text = "令和5年、昭和の（19年）と20年。2019年も（令和）"
    words = ("令", "昭", "（", "19", "20")
    assert [m.start() for m in re.finditer("(?=令|昭|（|19|20)", text)] == places(text, words)
    assert [0, 1, 2] == places("あああ", ["あ"])
    assert [] == places("", words) == places(text, [])
