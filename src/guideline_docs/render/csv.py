"""The measures as open data: CSV that spreadsheets and programs read alike."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from guideline_docs.model.guideline import Guideline
from guideline_docs.source.lexicon import DASHES, DIGITS
from guideline_docs.views.open_data import OpenData, history_data, table_data
from guideline_docs.views.wording import Wording

# A spreadsheet runs a cell that begins so. Full-width forms too: Excel for Japanese
# takes ＝１＋１ for a formula. A dash alone runs nothing, and a negative number is one;
# a number with + would lose its sign (+81).
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_HARMLESS = re.compile(
    rf"[{re.escape(DASHES)}\s]*|\s*[-－][{DIGITS}][{DIGITS},，]*(?:[.．][{DIGITS}]+)?\s*[%％]?\s*"
)


def render(guideline: Guideline, wording: Wording) -> bytes:
    """One row a measure, in UTF-8 with BOM (Excel takes it for cp932 without) and CRLF.

    Raises CannotRun where a phrase is missing.
    """
    return _file(table_data(guideline, wording))


def render_history(guideline: Guideline, wording: Wording) -> bytes:
    """One row a measure and edition, written as ``render`` writes its rows.

    Raises CannotRun where a phrase is missing.
    """
    return _file(history_data(guideline, wording))


def _file(data: OpenData) -> bytes:
    return delimited([[column.head for column in data.columns], *data.rows])


def delimited(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a file that a spreadsheet opens by itself, in which no cell is a formula."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerows(map(_safe, row) for row in rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _safe(text: str) -> str:
    """Text that stays text in a spreadsheet: an apostrophe goes before a formula."""
    runs = _FORMULA.match(text) and not _HARMLESS.fullmatch(text)
    return f"'{text}" if runs else text
