"""The measures as open data: CSV that spreadsheets and programs read alike."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from guideline_docs.model.guideline import Guideline
from guideline_docs.source.glyphs import distinct
from guideline_docs.source.lexicon import DASHES, DIGITS
from guideline_docs.views.columns import column_heads
from guideline_docs.views.courses import CourseWords, TieWords, tracks
from guideline_docs.views.moves import MoveWords
from guideline_docs.views.records import LooseKind, LooseRecord, Record, lines
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording

# A spreadsheet runs a cell that begins so. Full-width forms too: Excel for Japanese
# takes ＝１＋１ for a formula. A dash alone runs nothing, and a negative number is one;
# a number with + would lose its sign (+81).
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_HARMLESS = re.compile(
    rf"[{re.escape(DASHES)}\s]*|\s*[-－][{DIGITS}][{DIGITS},，]*(?:[.．][{DIGITS}]+)?\s*[%％]?\s*"
)


@dataclass(frozen=True, slots=True)
class DataWords:
    """``[progress_data]`` in wording.toml: the heads of the columns, in their order.

    Before them stand two for each level of headings, which has its name from the settings.
    """

    number: str
    title: str
    tier: str
    tier_label: str
    status: str
    counts_as: str
    results: str
    proposal_completed: str
    proposal_tier: str
    move: str
    rationale: str
    surplus: str


def render(guideline: Guideline, wording: Wording) -> bytes:
    """One row a measure, in UTF-8 with BOM (Excel takes it for cp932 without) and CRLF.

    A line of no kind is a row, too: in its columns as far as it stands in any.
    Raises CannotRun where a phrase is missing.
    """
    heads = wording.phrases(DataWords, "progress_data")
    moves = wording.phrases(MoveWords, "progress.words")
    rows = [
        line
        for line in lines(guideline)
        if isinstance(line, Record) or line.kind is LooseKind.STRAY
    ]
    surplus = any(map(_surplus, rows))
    taken: set[str] = set()
    levels = guideline.scheme.levels
    names = (
        *(head for level in levels for head in (level.name + level.noun, level.name)),
        *(getattr(heads, name) for name in _FIELDS),
        *map(column_heads(wording), guideline.further),
        *([heads.surplus] if surplus else []),
    )
    written = [[distinct(head, taken) for head in names]]
    for row in rows:
        record = row if isinstance(row, Record) else row.record
        cells = [
            text for each in row.sections for text in (printable(each.numeral or ""), each.title)
        ]
        cells += (_cell(record, name, moves) if record else "" for name in _FIELDS)
        cells += (record.texts[column] if record else "" for column in guideline.further)
        if surplus:
            cells.append(_surplus(row))
        written.append(cells)
    return _file(written)


@dataclass(frozen=True, slots=True)
class HistoryDataWords:
    """``[history_data]`` in wording.toml: the heads of the columns, in their order."""

    edition: str
    number_today: str
    number: str
    title: str
    tier: str
    status: str
    counts_as: str
    results: str
    course: str
    tie: str


def render_history(guideline: Guideline, wording: Wording) -> bytes:
    """One row a measure and edition, written as ``render`` writes its rows.

    Raises CannotRun where a phrase is missing.
    """
    heads = wording.phrases(HistoryDataWords, "history_data")
    courses = wording.phrases(CourseWords, "history.courses")
    ties = wording.phrases(TieWords, "history.ties")
    names = HistoryDataWords.__dataclass_fields__
    written = [[getattr(heads, name) for name in names]]
    for track in tracks(guideline):
        today = next((each.number for each in track.stages if each.today), "")
        for stage in track.stages:
            said = {
                "number_today": today,
                "course": courses[stage.course] if stage.course else "",
                "tie": ties[stage.tie] if stage.tie else "",
                "counts_as": stage.counts_as or "",
                "status": stage.status or stage.status_written,
                "tier": stage.tier or stage.tier_written,
            }
            written.append([said[n] if n in said else getattr(stage, n) or "" for n in names])
    return _file(written)


def _file(rows: Iterable[Iterable[str]]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerows(map(_safe, row) for row in rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


_FIELDS = tuple(name for name in DataWords.__dataclass_fields__ if name != "surplus")


def _surplus(row: Record | LooseRecord) -> str:
    """What stands in no column."""
    record = row if isinstance(row, Record) else row.record
    if record:
        return record.surplus
    return " ".join(text for _, text in row.cells)


def _cell(row: Record, name: str, moves: MoveWords) -> str:
    """The cell of a column."""
    match name:
        case "number":
            value = row.number_written if row.number is None else row.number
        case "move":
            value = getattr(moves, row.move) if row.move else ""
        case "tier" | "status":
            # What is not understood stands as it is written.
            value = getattr(row, name) or getattr(row, f"{name}_written")
        case "proposal_tier" if row.proposal_completed is None:
            value = row.proposal_written
        case "proposal_completed" if row.proposal_completed is not None:
            value = int(row.proposal_completed)
        case _ if name in row.texts:
            value = row.texts[name]
        case _:
            value = getattr(row, name)
    return "" if value is None else str(value)


def _safe(text: str) -> str:
    """Text that stays text in a spreadsheet: an apostrophe goes before a formula."""
    runs = _FORMULA.match(text) and not _HARMLESS.fullmatch(text)
    return f"'{text}" if runs else text
