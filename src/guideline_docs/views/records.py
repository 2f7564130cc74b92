"""The measures as data: one record each, the headings it stands under as fields of it.

Nothing is joined, abbreviated or left out because it stands in the row above: so
the records serve as open data (機械判読可能なデータの表記方法の統一ルール).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from operator import itemgetter

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.moves import MoveKind, move_kind
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import LooseLine, Section, Trail
from guideline_docs.model.terms import Words
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import PROSE, Column
from guideline_docs.views.text import printable


@dataclass(frozen=True, slots=True)
class Referred:
    """A reference in a record's text: what is written, what it means, where it leads."""

    field: str
    text: str
    subject: str
    anchor: str | None
    """The target's anchor; None where there is no target."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A heading of one level that something stands under; empty where there is none.

    ``numeral`` is its number as it is spelled, alone: ``3``, ``ア``.
    """

    number: int | None = None
    numeral: str | None = None
    title: str = ""


_NOWHERE = Standing()


@dataclass(frozen=True, slots=True)
class Record:
    """One measure. ``…_written`` is the cell; the field beside it what it means, or None."""

    anchor: str
    sections: tuple[Standing, ...]
    """One for each level of the scheme, from the top."""
    number: int | None
    code: str
    """The number as it is printed, with those of the headings that it repeats."""
    number_written: str
    tier: str | None
    tier_label: str
    tier_written: str
    status: str | None
    counts_as: str | None
    """The status under which it is counted: 済 for 済・継."""
    status_written: str
    proposal_completed: bool | None
    """None where the proposal is not understood."""
    proposal_tier: str | None
    proposal_written: str
    move: MoveKind | None
    """None where the table has no column of proposals."""
    texts: Mapping[Column, str]
    """The other cells, in the order of the columns, empty ones too."""
    surplus: str
    """What stands beyond the last column of the sheet."""
    references: tuple[Referred, ...]
    direction: str | None
    """The word of the proposal, where words say what becomes of measures."""
    words: Mapping[Column, str | None]
    """What the cells of further closed columns mean."""
    again: bool
    """It repeats a measure that has a record of its own (再掲)."""
    parts: tuple["Record", ...]
    """What further departments do for it."""


class LooseKind(StrEnum):
    NOTE = "note"
    STRAY = "stray"
    """A line of no kind."""
    HEADING = "heading"
    """A heading below which no measure stands: no record tells of it."""


@dataclass(frozen=True, slots=True)
class LooseRecord:
    """A line that is no measure.

    ``record`` holds its cells in their columns where it looks like a row, ``cells`` all of
    them with the heads they stand under (None: under none).
    """

    kind: LooseKind
    sections: tuple[Standing, ...]
    cells: tuple[tuple[str | None, str], ...]
    record: Record | None


def records(guideline: Guideline) -> Iterator[Record]:
    """Every measure in the order of the sheet."""
    return (line for line in lines(guideline) if isinstance(line, Record))


def lines(guideline: Guideline) -> Iterator[Record | LooseRecord]:
    """Every measure, and every line that is none, where it stands in the sheet.

    What stands above the table and below it comes first and last.
    """
    everything: list[tuple[int, Record | LooseRecord]] = [
        (line.span.start, _loose(guideline, _of_levels(guideline, ()), line))
        for line in guideline.notes
    ]
    above: list[tuple[Section, Standing]] = []
    for trail in guideline.edition.trails:
        above = _above(guideline, above, trail)
        section, standing = trail[-1], _of_levels(guideline, above)
        if section.span and not any(section.all_measures):
            everything.append((section.span.start, _heading(section, standing)))
        everything += (
            (measure.span.start, _record(guideline, standing, measure))
            for measure in section.measures
        )
        everything += (
            (line.span.start, _loose(guideline, standing, line)) for line in section.loose
        )
    everything.sort(key=itemgetter(0))
    return (line for _, line in everything)


def _above(
    guideline: Guideline, known: Sequence[tuple[Section, Standing]], trail: Trail
) -> list[tuple[Section, Standing]]:
    """The headings of a trail; ``known`` are those of the one before, mostly the same."""
    scheme = guideline.scheme
    headings = [each for each in trail if 0 <= each.code.level < len(scheme.levels)]
    same = sum(1 for _ in takewhile(lambda pair: pair[0][0] is pair[1], zip(known, headings)))
    fresh = (
        (each, Standing(each.code.number, scheme.numeral(each.code), _words(each.title)))
        for each in headings[same:]
    )
    return [*known[:same], *fresh]


def _of_levels(
    guideline: Guideline, above: Sequence[tuple[Section, Standing]]
) -> tuple[Standing, ...]:
    """The headings from the top, one for each level."""
    by_level = {section.code.level: standing for section, standing in above}
    return tuple([by_level.get(level, _NOWHERE) for level in range(len(guideline.scheme.levels))])


def _heading(section: Section, standing: tuple[Standing, ...]) -> LooseRecord:
    return LooseRecord(LooseKind.HEADING, standing, ((None, _words(section.title)),), None)


def _loose(
    guideline: Guideline, standing: tuple[Standing, ...], line: LooseLine
) -> LooseRecord:
    return LooseRecord(
        LooseKind.STRAY if line.stray else LooseKind.NOTE,
        standing,
        tuple((cell.column.name if cell.column else None, _words(cell.passage)) for cell in line.cells),
        _record(guideline, standing, line.row) if line.row else None,
    )


def _record(
    guideline: Guideline, standing: tuple[Standing, ...], measure: Measure
) -> Record:
    tier, status, proposal = measure.tier.tier, measure.status.status, measure.proposal
    return Record(
        anchor=measure.anchor,
        sections=standing,
        number=measure.number,
        code=guideline.row_number(measure),
        number_written=_cell(measure.number_span),
        tier=printable(tier.mark) if tier else None,
        tier_label=printable(tier.label) if tier else "",
        tier_written=_cell(measure.tier.span),
        status=printable(status.word) if status else None,
        counts_as=printable(status.counts_as or status.word) if status else None,
        status_written=_cell(measure.status.span),
        proposal_completed=proposal.completed if proposal.understood else None,
        proposal_tier=printable(proposal.tier.mark) if proposal.tier else None,
        proposal_written=_cell(proposal.span),
        move=move_kind(measure) if Column.PROPOSAL in guideline.columns else None,
        texts={
            column: _words(measure[column]) for column in (*PROSE, *guideline.further)
        },
        surplus=_cell(measure.surplus) if measure.surplus else "",
        references=tuple(_referred(guideline, measure)),
        direction=printable(proposal.direction.word) if proposal.direction else None,
        words={
            each.column: printable(found.word)
            if (found := Words(each.statuses).find(measure[each.column].text))
            else None
            for each in guideline.judgements
        },
        again=measure.again,
        parts=tuple(_record(guideline, standing, part) for part in measure.parts),
    )


def _referred(guideline: Guideline, measure: Measure) -> Iterator[Referred]:
    for column in (*PROSE, *guideline.further):
        field = str(column) if column.known else column.name
        for reference in measure[column].references:
            anchor = reference.target.anchor if reference.target else None
            yield Referred(field, _cell(reference.span), reference.subject, anchor)


def _words(passage: Passage | None) -> str:
    """A cell's text on one line: a line break in a cell is there for looks."""
    return _on_one_line(passage.text) if passage else ""


def _cell(span: Span) -> str:
    return _on_one_line(span.text)


def _on_one_line(text: str) -> str:
    text = printable(text)
    # Of blanks Python would print the plain one alone.
    return text if text.isprintable() and " " not in text else " ".join(text.split())
