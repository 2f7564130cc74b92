"""The pages of the rules, run: what a page shows as wrong is told, what it shows as right is not."""

from __future__ import annotations

import notation
import pytest

from guideline_docs.rules.catalogue import RULES
from guideline_docs.rules.rule import SECTIONS, Rule

# Their faults are in bytes, in other files, in what is missing or against a setting:
# examples of these pages are remarks, and tests of their own show the faults.
TOLD_IN_WORDS = {
    ("GD001", "悪い例"),
    ("GD001", "良い例"),
    ("GD002", "悪い例"),
    ("GD002", "良い例"),
    ("GD104", "悪い例"),
    ("GD106", "悪い例"),
    ("GD106", "良い例"),
    ("GD208", "悪い例"),
    ("GD208", "良い例"),
    ("GD209", "悪い例"),
    ("GD209", "良い例"),
    ("GD405", "悪い例"),
    ("GD405", "良い例"),
    ("GD607", "悪い例"),
    ("GD607", "良い例"),
    ("GD608", "悪い例"),
    ("GD608", "良い例"),
    ("GD609", "悪い例"),
    ("GD609", "良い例"),
    ("GD610", "悪い例"),
    ("GD610", "良い例"),
    ("GD703", "悪い例"),
    ("GD703", "良い例"),
    ("GD704", "悪い例"),
    ("GD704", "良い例"),
    ("GD801", "悪い例"),
    ("GD801", "良い例"),
    ("GD803", "悪い例"),
    ("GD803", "良い例"),
    ("GD901", "悪い例"),
    ("GD901", "良い例"),
    ("GD902", "悪い例"),
    ("GD902", "良い例"),
}

EXAMPLES = [
    pytest.param(rule, section, id=f"{rule.code}-{section}")
    for rule in RULES
    for section in ("悪い例", "良い例")
    if (rule.code, section) not in TOLD_IN_WORDS
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page_has_a_title_and_every_section(rule: Rule) -> None:
    page = rule.page
    assert page.title.strip()
    assert list(SECTIONS) == list(page.sections)
    assert [] == [name for name, text in page.sections.items() if not text.strip()]


def test_only_the_examples_told_in_words_are_remarks() -> None:
    remarks = {
        (rule.code, section)
        for rule in RULES
        for section in ("悪い例", "良い例")
        if rule.page.sections[section].startswith("※")
    }
    assert TOLD_IN_WORDS == remarks


@pytest.mark.parametrize(("rule", "section"), EXAMPLES)
def test_example_does_what_the_page_says(rule: Rule, section: str) -> None:
    expected = [rule.code] if section == "悪い例" else []
    assert expected == notation.codes(notation.sheet(rule.page.sections[section]))


def test_smallest_valid_sheet_is_silent() -> None:
    assert [] == notation.codes(notation.sheet())
