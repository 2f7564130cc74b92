"""Counting: how many measures each tier has, and how many of each status.

A measure is counted where its tier and its status are understood; the others are
kept apart, so that whoever compares knows how far the truth may be off.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.terms import Tier
from guideline_docs.model.vocabulary import Status
from guideline_docs.syntax.columns import Column


class TierCount(NamedTuple):
    """The counts of one tier (``tier`` None: of all measures together).

    ``total`` is the number of measures; ``counts`` the number by status word, each
    measure once, under the word that stands in its row.
    """

    tier: Tier | None
    total: int
    counts: dict[str, int]

    def count(self, status: Status) -> int:
        """How many rows hold this very word."""
        return self.counts.get(status.word, 0)

    def counting_as(self, word: str, statuses: Iterable[Status]) -> int:
        """How many rows count as ``word``: 済 takes in 済・継."""
        return sum(
            self.counts.get(status.word, 0)
            for status in statuses
            if word in (status.word, status.counts_as)
        )


class Tally(NamedTuple):
    """The true counts, tier by tier in the order of the legend."""

    tiers: tuple[TierCount, ...]
    overall: TierCount
    unclear: tuple[Measure, ...]
    """Measures whose tier or status is not understood; they are in no tier's counts."""
    unread: tuple[Measure, ...]
    """Measures whose tier or status is not understood, as far as the table has them: not
    all of a table without tiers, or without statuses."""
    shifted: tuple[Measure, ...]
    """Measures that no tier counts because their cells may have shifted."""


def tally(guideline: Guideline) -> Tally:
    """Count the rows. ``overall`` holds every measure, the unclear ones without status."""
    totals: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {tier.mark: Counter() for tier in guideline.tiers}
    everything: Counter[str] = Counter()
    unclear: list[Measure] = []
    unread: list[Measure] = []
    shifted: list[Measure] = []
    tiered, judged = guideline.tiered, Column.STATUS in guideline.columns
    number = 0
    for measure in guideline.measures:
        number += 1
        tier, status = measure.tier.tier, measure.status.status
        if status is not None:
            everything[status.word] += 1
        if tier is None or status is None or measure.surplus is not None:
            unclear.append(measure)
            if (tiered and tier is None) or (judged and status is None):
                unread.append(measure)
            elif tiered and measure.surplus is not None:
                shifted.append(measure)
            continue
        totals[tier.mark] += 1
        counts[tier.mark][status.word] += 1
    return Tally(
        tuple(
            TierCount(tier, totals[tier.mark], dict(counts[tier.mark]))
            for tier in guideline.tiers
        ),
        TierCount(None, number, dict(everything)),
        tuple(unclear),
        tuple(unread),
        tuple(shifted),
    )
