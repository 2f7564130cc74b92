"""References resolved: what is one, what is a year, in which order."""

from __future__ import annotations

import notation
from notation import category, row, sheet, subsection


def test_they_are_kept_in_the_order_of_reading() -> None:
    lines = [
        category(1),
        subsection("ア"),
        row(1, rationale="(1)-アと施策9を見る。"),
        row(2, results="施策1"),
    ]
    guideline = notation.guideline(sheet(*lines), "第1章　総括\n\n　(1)-アに続く。\n")
    subjects = [(each.subject, each.target is not None) for each in guideline.references]
    assert [("(1)-ア", True), ("No.9", False), ("No.1", True), ("(1)-ア", True)] == subjects


def test_a_year_is_none_unless_there_is_such_a_measure() -> None:
    text = "施策2030に向けて"
    assert () == notation.guideline(sheet(row(1, rationale=text))).references
    (found,) = notation.guideline(sheet(row(2030, rationale=text))).references
    assert found.target is not None
