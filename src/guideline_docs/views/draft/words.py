"""What is printed in any draft: ``[draft]`` in wording.toml."""

from __future__ import annotations

from dataclasses import dataclass

from guideline_docs.views.moves import MoveWords
from guideline_docs.views.wording import phrase


@dataclass(frozen=True, slots=True)
class CoverWords:
    number: str
    title: str
    date: str
    municipality: str
    department: str


@dataclass(frozen=True, slots=True)
class LegendWords:
    title: str
    lead: str
    mark: str
    meaning: str
    placeholder: str
    unresolved: str
    unresolved_sample: str
    comment: str
    comment_sample: str
    note: str


@dataclass(frozen=True, slots=True)
class SkeletonWords:
    achievement: str
    system: str
    measures: str
    comparison: str


@dataclass(frozen=True, slots=True)
class TableWords:
    number: str
    measure: str
    before: str
    after: str
    move: str
    kind: str
    number_before: str
    number_after: str
    tier_before: str
    tier_after: str
    achievement_description: str
    achievement_untiered: str
    """The same where there are no tiers."""
    description_of: str = phrase("heads")
    """Of any table that lacks columns of what its own description says."""
    between_heads: str
    surplus: str
    """Label of what stands beyond the last column."""
    system_description: str = phrase("heading")
    measure_description: str = phrase("name")
    progress_description: str
    comparison_caption: str
    comparison_description: str
    comparison_note: str
    comparison_renumbered: str
    """The note where the numbers of 第2期 are given."""
    progress_note: str


@dataclass(frozen=True, slots=True)
class FindingWords:
    title: str
    lead: str = phrase("n")
    mark: str = phrase("n")
    number: str
    place: str
    message: str
    between: str
    """What stands between the places of a line."""
    message_code: str = phrase("code", "message")
    description: str
    hint: str = phrase("hint")


@dataclass(frozen=True, slots=True)
class DraftWords:
    """``[draft]`` in wording.toml."""

    stage: str = phrase("stage")
    watermark: str
    unset: str = phrase("name")
    contents: str
    pages_counted: str
    pages_measured: str
    pages_unknown: str
    table: str
    figure: str
    bar: str = phrase("name", "n")
    tier: str = phrase("mark")
    way_from: str
    way_to: str
    way_kind: str = phrase("kind")
    way_new: str
    """Before the tier of a measure that 第1期 did not have."""
    new: str
    arrow: str
    beside: str = phrase("label")
    blank: str
    owner: str = phrase("name")
    """The department before its own text, where one cell holds those of several."""
    gap: str
    """Between a number and what it numbers."""
    open_number: str
    no_number: str
    no_measures: str
    no_statuses: str = phrase("head")
    no_proposals: str = phrase("head")
    cover: CoverWords
    legend: LegendWords
    moves: MoveWords
    skeleton: SkeletonWords
    tables: TableWords
    findings: FindingWords
