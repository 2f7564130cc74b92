"""Closed words: what they mean, and that those that nobody knows keep their text."""

from __future__ import annotations

import notation
import pytest
from notation import row, sheet


@pytest.mark.parametrize(
    ("written", "completed", "tier"),
    [
        ("○", True, None),
        ("○→Ⅰ", True, "Ⅰ"),
        ("〇⇒【Ⅰ】", True, "Ⅰ"),
        ("Ⅱ-ア", False, "Ⅱ-ア"),
        ("○→Ⅸ", False, None),
        ("完了", False, None),
        ("", False, None),
    ],
)
def test_proposal(written: str, completed: bool, tier: str | None) -> None:
    (measure,) = notation.guideline(sheet(row(1, proposal=written))).measures
    proposal = measure.proposal
    mark = proposal.tier.mark if proposal.tier else None
    assert (written, completed, tier) == (proposal.span.text, proposal.completed, mark)


def test_word_that_is_not_understood_keeps_its_text() -> None:
    (measure,) = notation.guideline(sheet(row(1, tier="Ⅸ", status="実施中", proposal="継続"))).measures
    assert (None, "【Ⅸ】") == (measure.tier.tier, measure.tier.span.text)
    assert (None, "実施中") == (measure.status.status, measure.status.span.text)
    assert (False, "継続") == (measure.proposal.understood, measure.proposal.span.text)
