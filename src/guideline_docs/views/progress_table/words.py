"""The words of 進捗状況一覧 that are not the sheet's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from guideline_docs.model.code import SHEET
from guideline_docs.model.guideline import Guideline
from guideline_docs.views.moves import MoveWords
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording, naming, phrase


@dataclass(frozen=True, slots=True)
class ProgressFindingWords:
    title: str
    lead: str = phrase("n")
    mark: str = phrase("n")
    number: str
    place: str
    message: str
    hint: str
    code: str


@dataclass(frozen=True, slots=True)
class ProgressWords:
    """``[progress]`` in wording.toml: what the paper and the screen both print."""

    title: str
    stage: str = phrase("stage")
    number: str
    municipality: str
    department: str
    as_of: str
    meeting: str
    list_title: str
    list_title_named: str = phrase("measure")
    """Where measures are called otherwise."""
    tiers: str
    statuses: str
    moves: str
    move_head: str
    heading: str = phrase("mark", "title")
    heading_closed: str = phrase("mark", "title")
    """The same with a mark that needs no blank behind it: （1）."""
    count: str = phrase("n")
    continued: str = phrase("name")
    empty: str
    none: str
    unclear_moves: str
    """Name in the legend of the moves about which nothing is said in the rows."""
    arrow: str
    beside: str = phrase("label")
    """What is written beside a tier and is not its label."""
    extra: str = phrase("head")
    between_cells: str
    """Between the cells of a line that stands in no columns."""
    caption: str
    link: str = phrase("name")
    """What a reader hears of a link."""
    signs: MoveWords
    legend: MoveWords
    words: MoveWords
    findings: ProgressFindingWords


def progress_words(guideline: Guideline, wording: Wording) -> ProgressWords:
    """The phrases with the name of the measures in them. Raises CannotRun for a missing one."""
    own = guideline.scheme.measure
    words = naming(wording.phrases(ProgressWords, "progress"), printable(own.name) if own else "")
    if own and SHEET.measure and own.name != SHEET.measure.name:
        words = replace(words, list_title=words.list_title_named)
    return words
