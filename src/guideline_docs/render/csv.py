"""The measures as open data: CSV that spreadsheets and programs read alike."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from guideline_docs.model.guideline import Guideline
from guideline_docs.syntax.lexicon import DASHES
from guideline_docs.views.moves import MoveWords
from guideline_docs.views.records import Record, records
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording

# A spreadsheet runs a cell that begins so. Full-width forms too: Excel for Japanese
# takes ＝１＋１ for a formula. A dash alone runs nothing, and a negative number is one;
# a number with + would lose its sign (+81).
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_HARMLESS = re.compile(
    rf"[{re.escape(DASHES)}\s]*|\s*[-－][0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s*[%％]?\s*"
)


@dataclass(frozen=True, slots=True)
class DataWords:
    """``[progress_data]`` in wording.toml: the heads of the columns, in their order."""

    category_number: str
    category: str
    subsection_letter: str
    subsection: str
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

    Raises CannotRun where a phrase is missing.
    """
    heads = wording.phrases(DataWords, "progress_data")
    moves = wording.phrases(MoveWords, "progress.words")
    rows = list(records(guideline))
    surplus = any(row.surplus for row in rows)
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(
        _safe(head)
        for head in (
            *(getattr(heads, name) for name in _FIELDS),
            *map(printable, guideline.extra_heads),
            *([heads.surplus] if surplus else []),
        )
    )
    for row in rows:
        cells = [_cell(row, name, moves) for name in _FIELDS]
        cells.extend(cell for _, cell in row.extras)
        if surplus:
            cells.append(row.surplus)
        writer.writerow(map(_safe, cells))
    return b"\xef\xbb\xbf" + target.getvalue().encode()


_FIELDS = tuple(name for name in DataWords.__dataclass_fields__ if name != "surplus")


def _cell(row: Record, name: str, moves: MoveWords) -> str:
    match name:
        case "move":
            return str(getattr(moves, row.move))
        case "tier" | "status":
            # What is not understood stands as it is written.
            value = getattr(row, name) or getattr(row, f"{name}_written")
        case "proposal_tier" if row.proposal_completed is None:
            value = row.proposal_written
        case "proposal_completed" if row.proposal_completed is not None:
            value = int(row.proposal_completed)
        case _:
            value = getattr(row, name)
    return "" if value is None else str(value)


def _safe(text: str) -> str:
    """Text that stays text in a spreadsheet: an apostrophe goes before a formula."""
    runs = _FORMULA.match(text) and not _HARMLESS.fullmatch(text)
    return f"'{text}" if runs else text
