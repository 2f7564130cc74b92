"""A number in the spelling of another, and where it stands in the mark of a heading."""

from __future__ import annotations

import notation
import pytest

from guideline_docs.syntax.numerals import numeral, respelled


@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [
        ("3", 12, "12"),
        ("３", 12, "１２"),
        ("03", 4, "04"),
        ("００3", 12, "０１２"),
        ("099", 100, "100"),
        ("⑶", 20, "⒇"),
        ("⑶", 21, "(21)"),
        ("ア", 45, "ヲ"),
        ("ｱ", 45, "ｦ"),
        ("ｦ", 1, "ｱ"),
        ("ア", 47, None),
        ("ｱ", 47, None),
    ],
)
def test_respelled(written: str, value: int, expected: str | None) -> None:
    assert respelled(written, value) == expected


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("（０３）", "０３"),
        ("⑶", "⑶"),
        ("ア", "ア"),
        ("(ｦ)", "ｦ"),
        ("施策6", "6"),
        ("Ｎｏ．６", "６"),
        ("6.", "6"),
        ("・", None),
    ],
)
def test_numeral_of_a_heading(mark: str, expected: str | None) -> None:
    source = notation.source(f"前{mark}後")
    found = numeral(source.span(1, 1 + len(mark)))
    assert (found and found.text) == expected
