"""The measures as a table for machines: one row a measure, one cell one datum, levels as
columns (機械判読可能なデータの表記方法の統一ルール). CSV and workbook both hold it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from guideline_docs.model.code import SHEET, Level
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY
from guideline_docs.source.glyphs import distinct
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import COLUMNS, Column, ColumnKind
from guideline_docs.views.columns import column_heads
from guideline_docs.views.moves import MoveWords
from guideline_docs.views.records import LooseKind, LooseRecord, Record, Standing, lines
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording, phrase


class DataColumn(NamedTuple):
    """``kind`` is what its cells hold: those of numbers and dates may be more than text."""

    head: str
    kind: ColumnKind = ColumnKind.TEXT


class OpenData(NamedTuple):
    """``rows`` have a text for each column."""

    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DataWords:
    """``[progress_data]`` in wording.toml: the heads of the columns, in their order.

    Before them stand two for each level of headings, which has its name from the settings;
    one for a level without numbers. A column of the table that the settings call otherwise
    has its name from there, too: ``head`` is what it is called.
    """

    number: str
    number_named: str = phrase("measure")
    """Where the settings call the measures otherwise: 事業番号."""
    title: str
    title_named: str = phrase("measure")
    tier: str
    tier_label: str = phrase("head")
    status: str
    counts_as: str = phrase("head")
    results: str
    proposal: str
    proposal_completed: str = phrase("head")
    proposal_tier: str = phrase("head", "tier")
    move: str = phrase("head")
    rationale: str
    surplus: str
    between_parts: str
    """Between what several departments have in a column."""


def table_data(guideline: Guideline, wording: Wording) -> OpenData:
    """One row a measure.

    A line of no kind is a row, too: in its columns as far as it stands in any. There is no
    column for what the table has not. Raises CannotRun where a phrase is missing.
    """
    words = wording.phrases(DataWords, "progress_data")
    moves = wording.phrases(MoveWords, "progress.words")
    rows = [
        line
        for line in lines(guideline)
        if isinstance(line, Record) or line.kind is LooseKind.STRAY
    ]
    heads = _heads(guideline, words)
    surplus = any(map(_surplus, rows))
    taken: set[str] = set()
    levels = guideline.scheme.levels
    head_of = column_heads(wording)
    names = (
        *(head for level in levels for head in _of_level(level)),
        *(DataColumn(head, _KINDS.get(name, ColumnKind.TEXT)) for name, head in heads.items()),
        *(DataColumn(head_of(column), column.kind) for column in guideline.further),
        *([DataColumn(words.surplus)] if surplus else []),
    )
    columns = tuple(each._replace(head=distinct(each.head, taken)) for each in names)
    fields = [
        (_reader(name, moves), None if name in ("number", "title") else words.between_parts)
        for name in (*heads, *guideline.further)
    ]
    written = []
    standing: tuple[Standing, ...] | None = None
    above: list[str] = []
    for row in rows:
        record = row if isinstance(row, Record) else row.record
        if row.sections is not standing:
            standing = row.sections
            above = [
                text
                for level, each in zip(levels, standing, strict=True)
                for text in (printable(each.numeral or ""), each.title)[0 if level.numbered else 1 :]
            ]
        cells = _cells(record, fields) if record else [""] * len(fields)
        if surplus:
            cells.append(_surplus(row))
        written.append((*above, *cells))
    return OpenData(columns, tuple(written))


# What a word ends in that has a note behind it.
_NOTED = ("）", ")")
# The fields that are numbers wherever a number stands in them.
_KINDS = {"number": ColumnKind.CODE, "proposal_completed": ColumnKind.CODE}


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


def history_data(guideline: Guideline, wording: Wording) -> OpenData:
    """One row a measure and edition. Raises CannotRun where a phrase is missing."""
    from guideline_docs.model.history import history
    from guideline_docs.views.courses import CourseWords, TieWords, tracks

    heads = wording.phrases(HistoryDataWords, "history_data")
    courses = wording.phrases(CourseWords, "history.courses")
    ties = wording.phrases(TieWords, "history.ties")
    found = guideline.once(history)
    tiered = found is not None and bool(found.tiers)
    names = [n for n in HistoryDataWords.__dataclass_fields__ if n != "tier" or tiered]
    numbers = ("number", "number_today")
    columns = (
        DataColumn(getattr(heads, name), ColumnKind.CODE if name in numbers else ColumnKind.TEXT)
        for name in names
    )
    written = []
    for track in tracks(guideline):
        today = next((each.listed for each in track.stages if each.today), "")
        for stage in track.stages:
            said = {
                "number_today": today,
                "number": stage.listed,
                "course": courses[stage.course] if stage.course else "",
                "tie": ties[stage.tie] if stage.tie else "",
                "counts_as": stage.counts_as or "",
                "status": stage.status or stage.status_written,
                "tier": stage.tier or stage.tier_written,
            }
            cells = (said[n] if n in said else getattr(stage, n) or "" for n in names)
            written.append(tuple(cells))
    return OpenData(tuple(columns), tuple(written))


def _heads(guideline: Guideline, words: DataWords) -> dict[str, str]:
    """The fields that the table has, in their order, each with its head."""
    measure = printable(guideline.scheme.measure.name if guideline.scheme.measure else "")
    usual = {str(column): getattr(words, column) for column in COLUMNS}
    if measure != (SHEET.measure and SHEET.measure.name):
        usual |= {
            str(Column.NUMBER): words.number_named.format(measure=measure),
            str(Column.TITLE): words.title_named.format(measure=measure),
        }
    names = {
        str(column): usual[column]
        if head == DEFAULT_VOCABULARY.head(column)
        else printable(head)
        for column in COLUMNS
        for head in [guideline.configuration.vocabulary.head(column)]
    }
    tier, proposal = names[Column.TIER], names[Column.PROPOSAL]
    fields: list[tuple[str, Column, str]] = [
        ("number", Column.NUMBER, names[Column.NUMBER]),
        ("title", Column.TITLE, names[Column.TITLE]),
        ("tier", Column.TIER, tier),
        ("tier_label", Column.TIER, words.tier_label.format(head=tier)),
        ("status", Column.STATUS, names[Column.STATUS]),
        ("counts_as", Column.STATUS, words.counts_as.format(head=names[Column.STATUS])),
        ("results", Column.RESULTS, names[Column.RESULTS]),
        ("proposal_completed", Column.PROPOSAL, words.proposal_completed.format(head=proposal)),
        ("proposal_tier", Column.PROPOSAL, words.proposal_tier.format(head=proposal, tier=tier)),
        ("move", Column.PROPOSAL, words.move.format(head=proposal)),
        ("rationale", Column.RATIONALE, names[Column.RATIONALE]),
    ]
    if guideline.configuration.vocabulary.directions:
        place = next(n for n, (name, *_) in enumerate(fields) if name == "proposal_completed")
        fields[place : place + 3] = [("direction", Column.PROPOSAL, proposal)]
    kept = {*guideline.columns, *([Column.NUMBER] if guideline.measures else [])}
    return {name: head for name, column, head in fields if column in kept}


Reader = Callable[[Record], object]


def _cells(row: Record, fields: Sequence[tuple[Reader, str | None]]) -> list[str]:
    """The cells of the fields; of several departments each, where they differ and something
    may stand between."""
    said = ["" if value is None else str(value) for value in [read(row) for read, _ in fields]]
    if row.parts:
        parts = [_cells(part, fields) for part in row.parts]
        for at, (_, between) in enumerate(fields):
            every = [said[at], *(part[at] for part in parts)]
            if between is not None and any(every[1:]) and len(set(every)) > 1:
                said[at] = between.join(every)
    return said


def _of_level(level: Level) -> tuple[DataColumn, ...]:
    """A level's columns: its numbers, where it has any, and its titles."""
    numbers = DataColumn(level.name + level.noun, ColumnKind.CODE)
    return (numbers, DataColumn(level.name))[0 if level.numbered else 1 :]


def _surplus(row: Record | LooseRecord) -> str:
    """What stands in no column."""
    record = row if isinstance(row, Record) else row.record
    if record:
        return record.surplus
    return " ".join(text for _, text in row.cells)


def _reader(name: str, moves: MoveWords) -> Reader:
    """What reads the cell of a field. What is not understood stands as it is written."""
    match name:
        case "number":
            return lambda row: row.number_written if row.number is None else row.code
        case "move":
            return lambda row: getattr(moves, row.move) if row.move else ""
        case "tier":
            return lambda row: row.tier or row.tier_written
        case "status":
            # One with a note stands with it.
            return lambda row: (
                row.status if row.status and not row.status_written.endswith(_NOTED) else row.status_written
            )
        case "direction":
            return lambda row: row.direction or row.proposal_written
        case "proposal_tier":
            return lambda row: row.proposal_written if row.proposal_completed is None else row.proposal_tier
        case "proposal_completed":
            return lambda row: None if row.proposal_completed is None else int(row.proposal_completed)
        case "tier_label" | "counts_as":
            return attrgetter(name)
    return lambda row: (
        row.words[name] if row.words.get(name) and not row.texts[name].endswith(_NOTED) else row.texts[name]
    )
