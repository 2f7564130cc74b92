"""Running text, source by source as one text."""

from __future__ import annotations

import notation
from notation import row, sheet


def test_prose_knows_the_places_of_each_source() -> None:
    guideline = notation.guideline(
        sheet(row(1, results='"「""例""」"', rationale="理由")), "原稿の\n二行"
    )
    of_sheet, of_chapter = guideline.prose
    for prose in (of_sheet, of_chapter):
        for row_of_it, start in zip(prose.rows, prose.starts, strict=True):
            for passage in row_of_it:
                end = start + len(passage.written)
                assert passage.written == prose.text[start:end]
                assert passage.span == prose.place(start, end)
                assert "\n" == prose.text[start - 1]
                assert prose.place(start - 1, end) is None
                assert [passage, passage] == [*prose.near([start]), *prose.near([end, start, end])]
                start = end + 1
    assert "\n原稿の\n二行" == of_chapter.text
    assert '「""例""」' in of_sheet.text
