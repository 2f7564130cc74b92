"""Tables of a draft whose columns are those that the sheet has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from guideline_docs.model.code import SHEET
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.syntax.columns import Column
from guideline_docs.views.draft.parts import DraftRole, Row, Table, head_row
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.text import printable


class Tables:
    """Leaves out what tells of columns that the sheet has not."""

    def __init__(self, guideline: Guideline, words: DraftWords) -> None:
        self.words = words
        self.vocabulary = guideline.configuration.vocabulary
        own, usual = guideline.scheme.measure, SHEET.measure
        named = own and usual and own.name != usual.name
        self.measure = printable(own.name) if own and named else words.tables.measure
        """What the office calls a measure."""
        self.columns = {*guideline.columns, *_columns_of_new(guideline.second.new)}

    def kept(self, width: int, needed: dict[int, Column]) -> tuple[int, ...]:
        """The places of a table's columns without those that tell of what the sheet has not."""
        return tuple(at for at in range(width) if needed.get(at) in (None, *self.columns))

    def head(self, column: Column) -> str:
        """What this project calls a column."""
        return printable(self.vocabulary.head(column))

    def parted(
        self,
        what: tuple[DraftRole, str, str],
        names: Sequence[str],
        rows: Sequence[Row],
        kept: tuple[int, ...],
    ) -> Table:
        """A table with those of its columns that are kept.

        ``what`` are its role, title and description; the latter is of all columns.
        """
        role, title, description = what
        if len(kept) == len(names):
            return Table(role, title, description, (head_row(names), *rows))
        names = [names[at] for at in kept]
        rows = [row._replace(cells=tuple(row.cells[at] for at in kept)) for row in rows]
        described = self.description(name.replace("\n", "") for name in names)
        return Table(role, title, described, (head_row(names), *rows), kept)

    def description(self, names: Iterable[str]) -> str:
        """What a table with other columns than usual shows, for those who hear it."""
        heads = self.words.tables.between_heads.join(map(printable, names))
        return self.words.tables.description_of.format(heads=heads)


def _columns_of_new(measures: Iterable[Measure]) -> Iterator[Column]:
    """The columns that the sheet need not have: what stands in the cards of new measures."""
    for measure in measures:
        if measure.tier.span.text or measure.proposal.span.text:
            yield Column.PROPOSAL
