"""The measures as open data: CSV that spreadsheets and programs read alike."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from guideline_docs.model.code import Level
from guideline_docs.model.guideline import Guideline
from guideline_docs.source.glyphs import distinct
from guideline_docs.source.lexicon import DASHES, DIGITS
from guideline_docs.views.columns import column_heads
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

    Before them stand two for each level of headings, which has its name from the settings;
    one for a level without numbers.
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
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    levels = guideline.scheme.levels
    writer.writerow(
        _safe(distinct(head, taken))
        for head in (
            *(head for level in levels for head in _heads(level)),
            *(getattr(heads, name) for name in _FIELDS),
            *map(column_heads(wording), guideline.further),
            *([heads.surplus] if surplus else []),
        )
    )
    for row in rows:
        record = row if isinstance(row, Record) else row.record
        cells = [
            text
            for level, each in zip(levels, row.sections, strict=True)
            for text in (printable(each.numeral or ""), each.title)[0 if level.numbered else 1 :]
        ]
        cells += (_cell(record, name, moves) if record else "" for name in _FIELDS)
        cells += (record.texts[column] if record else "" for column in guideline.further)
        if surplus:
            cells.append(_surplus(row))
        writer.writerow(map(_safe, cells))
    return b"\xef\xbb\xbf" + target.getvalue().encode()


_FIELDS = tuple(name for name in DataWords.__dataclass_fields__ if name != "surplus")


def _heads(level: Level) -> tuple[str, ...]:
    """The heads of a level's columns: its numbers, where it has any, and its titles."""
    return (level.name + level.noun, level.name)[0 if level.numbered else 1 :]


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
            value = row.number_written if row.number is None else row.code
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
