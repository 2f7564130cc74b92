"""Counting: how many measures each tier has, and how many of each status.

A measure is counted where its tier and its status are understood; the others are
kept apart, so that whoever compares knows how far the truth may be off.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.terms import Tier, Words
from guideline_docs.model.vocabulary import Judgement, Status
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.placeholder import says_nothing


class TierCount(NamedTuple):
    """The counts of one tier (``tier`` None: of all measures together).

    ``total`` is the number of measures; ``counts`` the number by status word, each
    measure once, under the word that stands in its row; ``base`` how many of them are the
    denominator of a rate: without those whose status is not counted (該当事業なし).
    """

    tier: Tier | None
    total: int
    counts: dict[str, int]
    base: int

    @classmethod
    def of(cls, tier: Tier | None, total: int, counts: Mapping[Status, int]) -> "TierCount":
        apart = sum(number for status, number in counts.items() if not status.counted)
        words = {status.word: number for status, number in counts.items()}
        return cls(tier, total, words, total - apart)

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
    judged = Column.STATUS in guideline.columns
    return _tally(guideline, _units(guideline), attrgetter("meaning.status"), judged)


def tally_of(guideline: Guideline, judgement: Judgement) -> Tally:
    """Count the rows by the words of a further column, those in which it says something."""
    column, words = judgement.column, Words(judgement.statuses)
    units = (each for each in _units(guideline) if _is_judged(each, column, words))
    return _tally(guideline, units, lambda measure: words.find(measure[column].text), True)


def _is_judged(measure: Measure, column: Column, words: Words[Status]) -> bool:
    text = measure[column].text
    return not says_nothing(text) or words.find(text) is not None


def _tally(
    guideline: Guideline,
    units: Iterable[Measure],
    status_of: Callable[[Measure], Status | None],
    judged: bool,
) -> Tally:
    # By their words, which are told apart sooner than the statuses themselves; in no Counter,
    # which takes ten times as long to count one more.
    known: dict[str, Status] = {}
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    everything: defaultdict[str, int] = defaultdict(int)
    unclear: list[Measure] = []
    unread: list[Measure] = []
    shifted: list[Measure] = []
    tiered, number = guideline.tiered, 0
    for measure in units:
        number += 1
        tier, status = measure.meaning.tier.tier, status_of(measure)
        if status is not None:
            known[status.word] = status
            everything[status.word] += 1
        if tier is None or status is None or measure.surplus is not None:
            unclear.append(measure)
            if (tiered and tier is None) or (judged and status is None):
                unread.append(measure)
            elif tiered and measure.surplus is not None:
                shifted.append(measure)
            continue
        counts[tier.mark, status.word] += 1
    of_tiers: dict[str, dict[Status, int]] = {tier.mark: {} for tier in guideline.tiers}
    for (mark, word), count in counts.items():
        of_tiers[mark][known[word]] = count
    tiers = (
        TierCount.of(tier, sum(of_tiers[tier.mark].values()), of_tiers[tier.mark])
        for tier in guideline.tiers
    )
    overall = TierCount.of(None, number, {known[word]: count for word, count in everything.items()})
    return Tally(tuple(tiers), overall, tuple(unclear), tuple(unread), tuple(shifted))


def _units(guideline: Guideline) -> Iterator[Measure]:
    """What is counted: each measure once, or each of its departments."""
    if guideline.configuration.vocabulary.count_parts:
        return (part for measure in guideline.own for part in measure.each)
    return iter(guideline.own)
