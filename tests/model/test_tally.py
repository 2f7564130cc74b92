"""Counting: what the summary should have said."""

from __future__ import annotations

import notation
from notation import row, sheet

from guideline_docs.model.tally import tally


def test_real_sheet(real_sheet: str) -> None:
    guideline = notation.guideline(real_sheet)
    counted = tally(guideline)
    statuses = guideline.configuration.vocabulary.statuses
    words = [status.word for status in statuses if not status.counts_as]
    actual = {
        each.tier.mark: (each.total, {word: each.counting_as(word, statuses) for word in words})
        for each in counted.tiers
        if each.tier
    }
    assert {
        "Ⅰ": (6, {"済": 4, "一部済": 0, "着手中": 1, "未": 1}),
        "Ⅱ-ア": (6, {"済": 1, "一部済": 2, "着手中": 1, "未": 2}),
        "Ⅱ-イ": (9, {"済": 6, "一部済": 1, "着手中": 0, "未": 2}),
        "Ⅲ": (2, {"済": 0, "一部済": 0, "着手中": 0, "未": 2}),
    } == actual
    assert 23 == counted.overall.total
    assert {"済・継": 6, "済": 5, "一部済": 3, "着手中": 2, "未": 7} == counted.overall.counts
    assert () == counted.unclear


def test_measure_that_is_not_understood_is_in_no_tier() -> None:
    lines = [row(1), row(2, tier="Ⅸ"), row(3, status="実施中"), "4｜…｜…｜…｜…｜…｜…｜余り", row(5, tier="II-ア")]
    counted = tally(notation.guideline(sheet(*lines)))
    assert [
        ("Ⅰ", 1),
        ("Ⅱ-ア", 1),
    ] == [(each.tier.mark, each.total) for each in counted.tiers if each.tier and each.total]
    assert [2, 3, 4] == [measure.number for measure in counted.unclear]
    assert 5 == counted.overall.total
