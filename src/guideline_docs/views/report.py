"""A report that is read as a workbook or as one table: what came back, by rows.

Which sheets and columns there are, each report says itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How the cells of a column are set."""

    TEXT = "text"
    SHORT = "short"
    FIGURE = "figure"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of a sheet; ``share`` is what it gets of the sheet's width."""

    head: str
    look: Look
    share: float


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The cells of a row; ``strong``: somebody has to do something about it."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A sheet: a title, what it comes to, a table, and what stands below."""

    name: str
    title: str
    lead: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    empty: str
    """What is said instead of rows."""
    notes_head: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report, as sheets and as one table; ``page`` is what is printed at the foot."""

    title: str
    sheets: tuple[ReportSheet, ...]
    table: tuple[tuple[str, ...], ...]
    page: str
