"""推移: each measure through the editions of its table, the oldest first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from guideline_docs.model.guideline import EditionPart, Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.model.tally import TierCount
from guideline_docs.model.terms import Tier, Words
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.placeholder import says_nothing

if TYPE_CHECKING:
    from guideline_docs.model.lineage import Tie


class State(NamedTuple):
    """A measure in one edition. ``status`` is None where the word is not understood.

    ``results`` is None where the edition has none of its own; ``tie`` tells by what it is
    one with that of the edition before (None: it is new, or the very same row).
    """

    measure: Measure
    tier: Tier | None
    place: Span
    """Of the status."""
    status: Status | None
    results: Passage | None
    tie: "Tie | None" = None
    parts: tuple[Status | None, ...] = ()
    """How far its further departments are, where each of them is counted."""


class Course(StrEnum):
    """What has become of a measure from one edition to another."""

    ADVANCED = "advanced"
    DONE = "done"
    """It was done already."""
    STILL = "still"
    BACK = "back"
    CHANGED = "changed"
    """To a status of which nobody knows whether it is more or less."""
    NEW = "new"
    GONE = "gone"
    UNCLEAR = "unclear"


class Track(NamedTuple):
    """A measure through the editions; None in those that do not have it."""

    states: tuple[State | None, ...]

    @property
    def last(self) -> State:
        """The newest."""
        return next(state for state in reversed(self.states) if state)


class History(NamedTuple):
    """All measures of all editions: today's in their order, then those that are no more."""

    editions: tuple[EditionPart, ...]
    tracks: tuple[Track, ...]
    ranks: Mapping[str, int]
    """Word of a status → how far that is; empty where the vocabulary does not say."""
    tiers: tuple[Tier, ...]
    """Those of today's legend, then what only those of the past declare."""

    def count(self, at: int, tier: Tier | None = None) -> TierCount:
        """The measures of an edition, of a tier or all, counted as ``tally`` counts today's."""
        states = [state for track in self.tracks if (state := track.states[at])]
        if tier:
            states = [state for state in states if state.tier and not state.measure.surplus]
            states = [state for state in states if state.tier and state.tier.mark == tier.mark]
        units = [status for state in states for status in (state.status, *state.parts)]
        words = Counter(status for status in units if status)
        return TierCount.of(tier, words.total() if tier else len(units), words)

    def course(self, before: State | None, after: State | None) -> Course:
        """What has become of a measure between two editions that need not be neighbours."""
        if before is None or after is None:
            return Course.GONE if before else Course.NEW
        if before.status is None or after.status is None:
            return Course.UNCLEAR
        if before.status.word == after.status.word:
            return Course.DONE if after.status.done else Course.STILL
        ranks = [self.ranks.get(state.status.word) for state in (before, after) if state.status]
        first, second = ranks
        if first is None or second is None:
            return Course.CHANGED
        if first == second:
            return Course.DONE if after.status.done else Course.STILL
        return Course.ADVANCED if second > first else Course.BACK

    def since(self, track: Track) -> int:
        """The first of the editions through which a measure has had the status that it has."""
        first = last = len(track.states) - 1
        while first and self._same(track.states[first - 1], track.states[last]):
            first -= 1
        return first

    def _same(self, one: State | None, other: State | None) -> bool:
        return self.course(one, other) in (Course.STILL, Course.DONE)


def history(guideline: Guideline) -> History | None:
    """The measures through the editions; None where there is one edition alone."""
    if not guideline.editions:
        return None
    statuses = guideline.configuration.vocabulary.statuses
    tiers = {tier.mark: tier for part in guideline.editions for tier in _tiers(guideline, part)}
    order = {tier.mark: tier for tier in guideline.tiers} | tiers if guideline.tiered else {}
    ranks = _ranks(statuses)
    return History(guideline.editions, tuple(_tracks(guideline)), ranks, tuple(order.values()))


def _tiers(guideline: Guideline, part: EditionPart) -> tuple[Tier, ...]:
    return (part.sheet or guideline).tiers


def _tracks(guideline: Guideline) -> Iterator[Track]:
    """The tracks of today's measures, then those that ended, the latest first."""
    editions = guideline.editions
    tiers = {tier.mark: tier for tier in guideline.tiers}
    states = [list(_states(guideline, edition, tiers)) for edition in editions]
    open_tracks = [[state] for state in states[0]]
    ended: list[list[State | None]] = []
    for at, (before, after) in enumerate(pairwise(editions), 1):
        ties = _ties(guideline, before, after)
        goes_on = []
        for place, state in enumerate(states[at]):
            earlier, tie = ties.get(place, (None, None))
            above = [None] * at if earlier is None else open_tracks[earlier]
            goes_on.append([*above, state and state._replace(tie=tie)])
        kept = {earlier for earlier, _ in ties.values()}
        lost = [track for place, track in enumerate(open_tracks) if place not in kept]
        ended = [*lost, *ended]
        open_tracks = goes_on
    for track in (*open_tracks, *ended):
        yield Track((*track, *[None] * (len(editions) - len(track))))


def _states(
    guideline: Guideline, edition: EditionPart, tiers: Mapping[str, Tier]
) -> Iterator[State | None]:
    """The measures of an edition, None for a row that it does not have yet.

    A table without a legend has today's tiers.
    """
    read = guideline.once(_statuses)
    in_columns = not edition.sheet and edition is not guideline.editions[-1]
    counts_parts = guideline.configuration.vocabulary.count_parts
    for measure in (edition.sheet or guideline).own:
        mark = measure.tier.mark
        tier = measure.meaning.tier.tier or (tiers.get(mark.text.strip()) if mark else None)
        parts = measure.parts if counts_parts else ()
        if in_columns:
            yield _in_columns(measure, edition, tier, read)
        else:
            yield State(
                measure,
                tier,
                measure.status.span,
                measure.meaning.status,
                measure[Column.RESULTS] if Column.RESULTS in measure.columns else None,
                parts=tuple(part.meaning.status for part in parts),
            )


def _in_columns(
    measure: Measure, edition: EditionPart, tier: Tier | None, read: Words[Status]
) -> State | None:
    """A measure in an edition that stands in columns of today's sheet."""
    cell = measure[edition.status] if edition.status else None
    results = measure[edition.results] if edition.results else None
    status = read.find(cell.text) if cell else None
    if status is None and all(says_nothing(each.text) for each in (cell, results) if each):
        return None
    place = cell.span if cell is not None else measure.status.span.part(0, 0)
    return State(measure, tier, place, status, results)


def _statuses(guideline: Guideline) -> Words[Status]:
    return Words(guideline.configuration.vocabulary.statuses)


def _ties(
    guideline: Guideline, before: EditionPart, after: EditionPart
) -> "dict[int, tuple[int, Tie | None]]":
    """Place after → place before, and by what the two are one."""
    first, second = before.sheet or guideline, after.sheet or guideline
    if first is second:
        return {place: (place, None) for place in range(len(first.own))}
    # Few tables have several editions.
    from guideline_docs.model.lineage import Tie, between, by_near_title

    # The map of the numbers leads to those of today.
    known = guideline.renumbered if second is guideline else Renumbered()
    found = by_near_title(between(first.edition, second.edition, known), first.own, second.own)
    ties: dict[int, tuple[int, Tie | None]] = {p.after: (p.before, p.tie) for p in found.pairs}
    if first.edition.digest == second.edition.digest:
        # Nothing was renumbered: it is no map that tells who is who.
        ties = {place: (before, Tie.NUMBER_AND_TITLE) for place, (before, _) in ties.items()}
    return ties


def _ranks(statuses: Sequence[Status]) -> dict[str, int]:
    """How far each status is: not begun, under way by the order of the words, done.

    Which end of the vocabulary is the better one is told by what is done or not begun.
    """
    done = [status for status in statuses if status.done]
    waiting = [status for status in statuses if not (status.started or status.done)]
    begun = [status for status in statuses if status.started and not status.done]
    kinds = [kind for kind in (done, begun, waiting) if kind]
    if len(kinds) < 2:
        return {}
    best_first = kinds[0][0].order < kinds[-1][0].order
    upwards = sorted(begun, key=lambda status: status.order, reverse=best_first)
    ranks = dict.fromkeys((status.word for status in waiting), 0)
    ranks |= {status.word: rank for rank, status in enumerate(upwards, 1)}
    ranks |= dict.fromkeys((status.word for status in done), len(begun) + 1)
    return ranks | {s.word: ranks[s.counts_as] for s in statuses if s.counts_as in ranks}
