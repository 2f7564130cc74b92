import re

import pytest

from guideline_docs.source.expression import expression


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
