"""Where a page of the 目次 may end."""

from __future__ import annotations

import pytest
from wordcase import made
from wordfile import WordFile, val, w

from guideline_docs.render.word.contents import kept


def pages(levels: str, lines: int) -> list[str]:
    """Fill pages of so many lines with entries of the levels, as a word processor does."""
    blocks = [""]
    for level, together in zip(levels, kept([int(level) for level in levels]), strict=True):
        blocks[-1] += level
        if not together:
            blocks.append("")
    found = [""]
    for block in filter(None, blocks):
        if found[-1] and len(found[-1]) + len(block) > lines:
            found.append("")
        found[-1] += block
    return found


@pytest.mark.parametrize(
    ("levels", "lines", "expected"),
    [
        ("", 38, [""]),
        ("011011", 38, ["011011"]),
        # A page ends between two chapters,
        ("0111" * 6, 10, ["0111" * 2, "0111" * 2, "0111" * 2]),
        # the last holds six lines at the least,
        ("0111" * 3 + "0", 12, ["0111", "011101110"]),
        ("0" * 10, 9, ["0" * 4, "0" * 6]),
        # and where nothing is above the sections, it ends between them.
        ("1" * 10 + "122", 12, ["1" * 7, "111122"]),
    ],
)
def test_pages_end_between_chapters(levels: str, lines: int, expected: list[str]) -> None:
    assert expected == pages(levels, lines)


@pytest.mark.parametrize(
    ("levels", "lines", "expected"),
    [
        # Neither a chapter's first line alone nor its last,
        ("0" + "1" * 30, 14, ["0" + "1" * 13, "1" * 11, "1" * 6]),
        ("0" + "1" * 22 + "0111111", 22, ["0" + "1" * 20, "110111111"]),
        # nor a section without what is below it.
        ("0" + "12" * 15, 12, ["0" + "12" * 5, "12" * 6, "12" * 4]),
    ],
)
def test_a_long_chapter_is_parted_well(levels: str, lines: int, expected: list[str]) -> None:
    assert expected == pages(levels, lines)


def test_the_last_entry_stays_with_the_note() -> None:
    file = WordFile(made())
    entries = [p for p in file.body.iter(w("p")) if "toc" in file.style_name(val(p, "pPr/pStyle"))]
    assert entries[-1].find(f"{w('pPr')}/{w('keepNext')}") is not None
