"""The measures as data: one record each, the headings it stands under as fields of it.

Nothing is joined, abbreviated or left out because it stands in the row above: so
the records serve as open data (機械判読可能なデータの表記方法の統一ルール).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.moves import MoveKind, move_kind
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import LooseLine, Section, Trail
from guideline_docs.model.terms import Words
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.syntax.columns import PROSE, Column
from guideline_docs.views.text import Printed, printable


class Referred(NamedTuple):
    """A reference in a record's text: what is written, what it means, where it leads."""

    field: str
    text: str
    subject: str
    anchor: str | None
    """The target's anchor; None where there is no target."""


class Standing(NamedTuple):
    """A heading of one level that something stands under; empty where there is none.

    ``numeral`` is its number as it is spelled, alone: ``3``, ``ア``.
    """

    number: int | None = None
    numeral: str | None = None
    title: str = ""


_NOWHERE = Standing()


class Record(NamedTuple):
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
    teller = _Teller(guideline)
    everything: list[tuple[int, Record | LooseRecord]] = [
        (line.span.start, teller.loose(teller.of_levels(()), line)) for line in guideline.notes
    ]
    above: list[_Heading] = []
    for trail in guideline.edition.trails:
        above = teller.above(above, trail)
        section, standing = trail[-1], teller.of_levels(above)
        if section.span and not any(section.all_measures):
            everything.append((section.span.start, teller.heading(section, standing)))
        for measure in section.measures:
            everything.append((measure.span.start, teller.record(standing, measure)))
        for line in section.loose:
            everything.append((line.span.start, teller.loose(standing, line)))
    everything.sort(key=itemgetter(0))
    return (line for _, line in everything)


_Heading = tuple[Section, Standing]


class _OnOneLine(dict[str, str]):
    """Text → the same as it is printed, on one line: a line break in a cell is there for looks."""

    def __missing__(self, text: str) -> str:
        said = printable(text)
        # Of blanks Python would print the plain one alone.
        if " " in said or not said.isprintable():
            said = " ".join(said.split())
        self[text] = said
        return said


class _Teller:
    """Tells of the lines of one guideline."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.scheme = guideline.scheme
        self.columns = (*PROSE, *guideline.further)
        self.judgements = [(each.column, Words(each.statuses)) for each in guideline.judgements]
        self.moves = Column.PROPOSAL in guideline.columns
        self.printed = Printed()
        self.said = _OnOneLine()

    def above(self, known: Sequence[_Heading], trail: Trail) -> list[_Heading]:
        """The headings of a trail; ``known`` are those of the one before, mostly the same."""
        levels = len(self.scheme.levels)
        found: list[_Heading] = []
        for section in trail:
            at = len(found)
            if at < len(known) and known[at][0] is section:
                found.append(known[at])
            elif 0 <= section.code.level < levels:
                number, numeral = section.code.number, self.scheme.numeral(section.code)
                title = self.said[section.title.text] if section.title else ""
                found.append((section, new(Standing, (number, numeral, title))))
        return found

    def of_levels(self, above: Sequence[_Heading]) -> tuple[Standing, ...]:
        """The headings from the top, one for each level."""
        found = [_NOWHERE] * len(self.scheme.levels)
        for section, standing in above:
            found[section.code.level] = standing
        return tuple(found)

    def heading(self, section: Section, standing: tuple[Standing, ...]) -> LooseRecord:
        title = self.said[section.title.text] if section.title else ""
        return LooseRecord(LooseKind.HEADING, standing, ((None, title),), None)

    def loose(self, standing: tuple[Standing, ...], line: LooseLine) -> LooseRecord:
        cells = (
            (each.column.name if each.column else None, self.said[each.passage.text])
            for each in line.cells
        )
        row = self.record(standing, line.row) if line.row else None
        return LooseRecord(LooseKind.STRAY if line.stray else LooseKind.NOTE, standing, tuple(cells), row)

    def record(self, standing: tuple[Standing, ...], measure: Measure) -> Record:
        meaning, said, printed = measure.meaning, self.said, self.printed
        tier, status, proposal = meaning.tier.tier, meaning.status, meaning.proposal
        # What the closed cells say as they are written.
        of_tier, of_status, of_proposal = measure.closed
        passages = [(column, measure[column]) for column in self.columns]
        # In the order of the fields: of a long table this is made thousands of times.
        fields = (
            measure.anchor,
            standing,
            measure.number,
            self.guideline.row_number(measure),
            said[measure.number_cell.written],
            printed[tier.mark] if tier else None,
            printed[tier.label] if tier else "",
            said[of_tier.written],
            printed[status.word] if status else None,
            printed[status.counts_as or status.word] if status else None,
            said[of_status.written],
            proposal.completed if proposal.understood else None,
            printed[proposal.tier.mark] if proposal.tier else None,
            said[of_proposal.written],
            move_kind(measure) if self.moves else None,
            {column: said[passage.text] for column, passage in passages},
            said[measure.surplus.text] if measure.surplus else "",
            tuple([each for pair in passages if pair[1].references for each in self._referred(*pair)]),
            printed[proposal.direction.word] if proposal.direction else None,
            {column: self._judged(words, measure[column]) for column, words in self.judgements},
            measure.again,
            tuple([self.record(standing, part) for part in measure.parts]),
        )
        return new(Record, fields)

    def _judged(self, words: Words[Status], passage: Passage) -> str | None:
        found = words.find(passage.text)
        return self.printed[found.word] if found else None

    def _referred(self, column: Column, passage: Passage) -> Iterator[Referred]:
        field = str(column) if column.known else column.name
        for each in passage.references:
            anchor = each.target.anchor if each.target else None
            yield Referred(field, self.said[each.span.text], each.subject, anchor)
