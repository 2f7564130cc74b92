"""The measures as open data: CSV that spreadsheets and programs read alike."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from guideline_docs.model.code import SHEET, Level
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.history import history
from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY
from guideline_docs.source.glyphs import distinct
from guideline_docs.source.lexicon import DASHES, DIGITS
from guideline_docs.syntax.columns import COLUMNS, Column
from guideline_docs.views.columns import column_heads
from guideline_docs.views.courses import CourseWords, TieWords, tracks
from guideline_docs.views.moves import MoveWords
from guideline_docs.views.records import LooseKind, LooseRecord, Record, lines
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording, phrase

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


def render(guideline: Guideline, wording: Wording) -> bytes:
    """One row a measure, in UTF-8 with BOM (Excel takes it for cp932 without) and CRLF.

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
    names = (
        *(head for level in levels for head in _of_level(level)),
        *heads.values(),
        *map(column_heads(wording), guideline.further),
        *([words.surplus] if surplus else []),
    )
    written = [[distinct(head, taken) for head in names]]
    for row in rows:
        record = row if isinstance(row, Record) else row.record
        cells = [
            text
            for level, each in zip(levels, row.sections, strict=True)
            for text in (printable(each.numeral or ""), each.title)[0 if level.numbered else 1 :]
        ]
        fields = (*heads, *guideline.further)
        cells += (_said(record, name, moves, words.between_parts) if record else "" for name in fields)
        if surplus:
            cells.append(_surplus(row))
        written.append(cells)
    return delimited(written)


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
    found = guideline.once(history)
    tiered = found is not None and bool(found.tiers)
    names = [n for n in HistoryDataWords.__dataclass_fields__ if n != "tier" or tiered]
    written = [[getattr(heads, name) for name in names]]
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
            written.append([said[n] if n in said else getattr(stage, n) or "" for n in names])
    return delimited(written)


def delimited(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a file that a spreadsheet opens by itself, in which no cell is a formula."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerows(map(_safe, row) for row in rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


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


def _said(row: Record, name: str, moves: MoveWords, between: str) -> str:
    """The cell of a field; of several departments each, where they differ."""
    said = _cell(row, name, moves)
    if not row.parts or name in ("number", "title"):
        return said
    every = [said, *(_cell(part, name, moves) for part in row.parts)]
    return between.join(every) if any(every[1:]) and len(set(every)) > 1 else said


def _of_level(level: Level) -> tuple[str, ...]:
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
        case "status" if row.status and row.status_written.endswith(("）", ")")):
            value = row.status_written  # with its note
        case _ if row.words.get(name) and not row.texts[name].endswith(("）", ")")):
            value = row.words[name]
        case "tier" | "status":
            # What is not understood stands as it is written.
            value = getattr(row, name) or getattr(row, f"{name}_written")
        case "direction":
            value = row.direction or row.proposal_written
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
