"""Chapters: lines to paragraphs."""

from __future__ import annotations

import notation
from notation import sheet


def test_paragraph_holds_the_lines_that_go_on() -> None:
    chapter = "　一行目\n二行目\n　次の段落\n・項目\n続き\n"
    (read,) = notation.guideline(sheet(), chapter).chapters
    texts = [[passage.text for passage in block.passages] for block in read.blocks]  # type: ignore[union-attr]
    assert [["一行目", "二行目"], ["次の段落"], ["項目", "続き"]] == texts
