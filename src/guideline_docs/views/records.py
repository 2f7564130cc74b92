"""The measures as data: one record each, category and subsection as fields of it.

Nothing is joined, abbreviated or left out because it stands in the row above: so
the records serve as open data (機械判読可能なデータの表記方法の統一ルール).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guideline_docs.model.guideline import Category, Guideline, Measure, Passage, Subsection
from guideline_docs.views.moves import MoveKind, move_kind
from guideline_docs.views.text import printable


@dataclass(frozen=True, slots=True)
class Record:
    """One measure. A word that is not understood stands as it is written."""

    category_number: int | None
    category: str
    subsection_letter: str
    subsection: str
    number: int | None
    title: str
    tier: str
    tier_label: str
    status: str
    counts_as: str
    """The status under which it is counted: 済 for 済・継."""
    results: str
    proposal_completed: bool | None
    """None where the proposal is not understood."""
    proposal_tier: str
    move: MoveKind
    rationale: str
    extras: tuple[str, ...]
    """The cells of the undeclared columns, in the order of ``Guideline.extra_heads``."""
    surplus: str
    """What stands beyond the last column of the sheet."""


def records(guideline: Guideline) -> Iterator[Record]:
    """Every measure in the order of the sheet."""
    for category in guideline.categories:
        for subsection in category.subsections:
            for measure in subsection.measures:
                yield _record(guideline, category, subsection, measure)


def _record(
    guideline: Guideline, category: Category, subsection: Subsection, measure: Measure
) -> Record:
    tier, status, proposal = measure.tier.tier, measure.status.status, measure.proposal
    extras = {extra.head: _words(extra.passage) for extra in measure.extras}
    return Record(
        category_number=category.number,
        category=_words(category.title),
        subsection_letter=subsection.position_letter or "",
        subsection=_words(subsection.title),
        number=measure.number,
        title=_words(measure.title),
        tier=printable(tier.mark if tier else measure.tier.span.text),
        tier_label=printable(tier.label) if tier else "",
        status=printable(status.word if status else measure.status.span.text),
        counts_as=(status.counts_as or status.word) if status else "",
        results=_words(measure.results),
        proposal_completed=proposal.completed if proposal.understood else None,
        proposal_tier=printable(
            (proposal.tier.mark if proposal.tier else "")
            if proposal.understood
            else proposal.span.text
        ),
        move=move_kind(measure),
        rationale=_words(measure.rationale),
        extras=tuple(extras.get(head, "") for head in guideline.extra_heads),
        surplus=printable(measure.surplus.text) if measure.surplus else "",
    )


def _words(passage: Passage | None) -> str:
    """A cell's text on one line: a line break in a cell is there for looks."""
    return " ".join(printable(passage.text).split()) if passage else ""
