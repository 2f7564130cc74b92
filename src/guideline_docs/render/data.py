"""The progress table as JSON, as ``progress-table.schema.json`` beside this file describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.history import history
from guideline_docs.model.tally import TierCount, tally, tally_of
from guideline_docs.model.vocabulary import Status
from guideline_docs.syntax.columns import COLUMNS, Column, ColumnKind
from guideline_docs.views.courses import Stage, tracks
from guideline_docs.views.records import LooseRecord, Record, Standing, lines
from guideline_docs.views.text import printable

SCHEMA_VERSION = 1


def render(guideline: Guideline) -> bytes:
    """The whole table in UTF-8, a line a value, so that versions can be compared."""
    text = json.dumps(table(guideline), ensure_ascii=False, indent=2)
    return text.encode() + b"\n"


def table(guideline: Guideline) -> dict[str, Any]:
    """The table as values. What is not known is null, never an empty string."""
    bibliography, vocabulary = guideline.configuration.bibliography, guideline.configuration.vocabulary
    directions = [
        {"word": printable(each.word), "kind": each.kind.value} for each in vocabulary.directions
    ]
    judgements = [
        {"head": printable(each.column.name), "statuses": list(map(_status, each.statuses))}
        for each in guideline.judgements
    ]
    counted = guideline.once(tally)
    title = bibliography.table_title or (guideline.title.text if guideline.title else "")
    everything = list(lines(guideline))
    measures = [_measure(line) for line in everything if isinstance(line, Record)]
    loose = [_loose(line) for line in everything if isinstance(line, LooseRecord)]
    return {
        "schema_version": SCHEMA_VERSION,
        "title": _known(title),
        "stage": _known(bibliography.stage),
        "municipality": _known(bibliography.municipality),
        "department": _known(bibliography.department),
        "meeting": _known(bibliography.meeting),
        "as_of": _known(bibliography.as_of),
        "document_number": _known(bibliography.table_number),
        "tiers": [
            {
                "mark": printable(tier.mark),
                "label": _known(tier.label),
                "description": _known(tier.description),
            }
            for tier in guideline.tiers
        ],
        "statuses": list(map(_status, vocabulary.statuses)),
        **({"directions": directions} if directions else {}),
        **({"judgements": judgements} if judgements else {}),
        "summary": {
            "tiers": [_count(count) for count in counted.tiers if guideline.tiered],
            "overall": _count(counted.overall),
            "unclear": [measure.anchor for measure in (*counted.unread, *counted.shifted)],
            "stated": [
                {
                    "tier": printable(line.tier.mark),
                    "status": printable(share.status_span.text),
                    "count": share.count,
                    "denominator": share.denominator,
                }
                for line in guideline.summary.lines
                for share in line.shares
            ],
            **_unread(guideline),
            **_judged(guideline),
        },
        "measures": measures,
        # What is no measure is there only where there is such a line.
        **({"lines": loose} if loose else {}),
        **_history(guideline),
    }


def _history(guideline: Guideline) -> dict[str, Any]:
    """The measures through the editions, where there are several."""
    found = guideline.once(history)
    if found is None:
        return {}
    return {
        "history": {
            "editions": [printable(part.name) for part in found.editions],
            "measures": [
                {
                    "id": track.anchor,
                    "course": track.course.value,
                    "since": track.since,
                    "states": [_stage(stage) for stage in track.stages],
                }
                for track in tracks(guideline)
            ],
            "counts": [
                {
                    "edition": printable(part.name),
                    "tiers": [_count(found.count(at, tier)) for tier in found.tiers],
                    "overall": _count(found.count(at)),
                }
                for at, part in enumerate(found.editions)
            ],
        }
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "edition": stage.edition,
        "number": stage.ordinal,
        **({"code": stage.number} if stage.is_path else {}),
        "title": stage.title or None,
        "tier": {"mark": stage.tier, "written": stage.tier_written},
        "status": {
            "word": stage.status,
            "counts_as": stage.counts_as,
            "written": stage.status_written,
        },
        "results": stage.results or None,
        "course": stage.course.value if stage.course else None,
        "tie": stage.tie.value if stage.tie else None,
    }


def _status(status: Status) -> dict[str, Any]:
    return {
        "word": printable(status.word),
        "counts_as": printable(status.counts_as or status.word),
        "started": status.started,
        "done": status.done,
        **({} if status.counted else {"counted": False}),
    }


def _judged(guideline: Guideline) -> dict[str, Any]:
    """The counts by the words of further columns, if there are such columns."""
    counts = [
        {
            "head": printable(each.column.name),
            "tiers": [_count(count) for count in counted.tiers if guideline.tiered],
            "overall": _count(counted.overall),
        }
        for each in guideline.judgements
        for counted in [tally_of(guideline, each)]
    ]
    return {"judgements": counts} if counts else {}


def _unread(guideline: Guideline) -> dict[str, Any]:
    """The cells of the sheet's own summary that nobody can read, if there are any."""
    cells = [
        {"tier": printable(line.tier.mark), "text": printable(cell.text)}
        for line in guideline.summary.lines
        for cell in line.unread
    ]
    return {"unread": cells} if cells else {}


def _loose(line: LooseRecord) -> dict[str, Any]:
    return {
        "kind": line.kind.value,
        **_sections(line.sections),
        "cells": [
            {"head": _known(head or ""), "text": _known(text)} for head, text in line.cells
        ],
    }


def _sections(sections: tuple[Standing, ...]) -> dict[str, Any]:
    """The headings above: of a third and further levels as a list, if there are such levels."""
    category, subsection, *further = (*sections, Standing(), Standing())[: max(2, len(sections))]
    said: dict[str, Any] = {
        "category": {"number": category.number, "title": _known(category.title)},
        "subsection": {"letter": subsection.numeral, "title": _known(subsection.title)},
    }
    if further:
        said["sections"] = [
            {"number": each.number, "numeral": each.numeral, "title": _known(each.title)}
            for each in further
        ]
    return said


def _count(count: TierCount) -> dict[str, Any]:
    return {
        "tier": printable(count.tier.mark) if count.tier else None,
        "total": count.total,
        # The denominator, where some stand outside of it.
        **({"base": count.base} if count.base != count.total else {}),
        "statuses": {printable(word): number for word, number in count.counts.items()},
    }


def _measure(record: Record) -> dict[str, Any]:
    return {
        "id": record.anchor,
        "number": record.number,
        **({"code": printable(record.code)} if _is_path(record) else {}),
        **_sections(record.sections),
        **dict(chain.from_iterable(_cells(record, column) for column in COLUMNS)),
        "extras": _extras(record),
        "surplus": _known(record.surplus),
        "references": [
            {"field": r.field, "text": r.text, "subject": r.subject, "target": r.anchor}
            for r in record.references
        ],
        **({"again": True} if record.again else {}),
        **({"parts": list(map(_part, record.parts))} if record.parts else {}),
    }


def _is_path(record: Record) -> bool:
    """Whether a measure is called by more than its number."""
    return record.number is not None and record.code != str(record.number)


def _part(record: Record) -> dict[str, Any]:
    """What a further department does for a measure."""
    own = (column for column in COLUMNS if column is not Column.TITLE)
    return {
        **dict(chain.from_iterable(_cells(record, column) for column in own)),
        "extras": _extras(record),
    }


def _extras(record: Record) -> list[dict[str, Any]]:
    return [
        {
            "head": printable(column.name),
            **_declared(column),
            **({"word": record.words[column]} if column in record.words else {}),
            "text": _known(text),
        }
        for column, text in record.texts.items()
        if not column.known
    ]


def _cells(record: Record, column: Column) -> Iterator[tuple[str, Any]]:
    """What a measure has of one of the seven columns, beside the number that it is called by."""
    match column.kind:
        case ColumnKind.TIER:
            yield column, {"mark": record.tier, "written": record.tier_written}
        case ColumnKind.STATUS:
            yield (
                column,
                {
                    "word": record.status,
                    "counts_as": record.counts_as,
                    "written": record.status_written,
                },
            )
        case ColumnKind.PROPOSAL:
            yield (
                column,
                {
                    "completed": record.proposal_completed,
                    "tier": record.proposal_tier,
                    "written": record.proposal_written,
                    **({"direction": record.direction} if record.direction else {}),
                },
            )
            yield "move", record.move.value if record.move else None
        case ColumnKind.TEXT:
            yield column, _known(record.texts[column])


def _declared(column: Column) -> dict[str, str]:
    """What the settings say of a column, where that is more than its name."""
    kind = {"kind": column.kind.value} if column.kind is not ColumnKind.TEXT else {}
    return kind | ({"unit": printable(column.unit)} if column.unit else {})


def _known(text: str) -> str | None:
    return printable(text) or None
