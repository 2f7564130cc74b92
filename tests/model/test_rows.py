"""Rows to measures."""

from __future__ import annotations

import notation
from notation import sheet

from guideline_docs.syntax.columns import Column


def test_row_that_is_shorter_than_the_head_has_empty_cells() -> None:
    (measure,) = notation.guideline(sheet("1｜研修")).measures
    assert ("研修", "", False) == (measure.title.text, measure[Column.RATIONALE].text, bool(measure[Column.RATIONALE]))
