"""The words of the workbook that are not the sheet's."""

from __future__ import annotations

from dataclasses import dataclass

from guideline_docs.views.wording import phrase


@dataclass(frozen=True, slots=True)
class WorkbookWords:
    """``[workbook]`` in wording.toml."""

    table: str
    """Name of the sheet for people."""
    data: str
    history: str
    summary: str
    findings: str
    lists: str
    number: str = phrase("number")
    """The number of the paper in the head of a page."""
    page: str = phrase("page", "pages")
    fact: str = phrase("label", "text")
    between: str
    between_shares: str
    between_places: str
    name: str = phrase("mark", "label")
    """A tier in 達成状況."""
    count: str
    """The number format of a count: 0"件"."""
    share: str = phrase("word", "n", "rate")
    share_none: str = phrase("word", "n")
    """Where nothing was counted, or no rate is to be had."""
    share_within: str = phrase("word", "n")
    rate: str
    """The head of a column of rates."""
    legend: str = phrase("mark", "label", "description")
    note: str = phrase("mark", "message")
    note_hint: str = phrase("hint")
    other_title: str
    other: str = phrase("head")
    """What is said of a word that is not in the list of its column."""
    excluded: str
    """The head of a hidden column that says which lines are not counted."""
