"""達成状況: the counts of the model, each with what a spreadsheet counts it by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.summary import SummaryLine as Stated
from guideline_docs.model.tally import TierCount
from guideline_docs.model.terms import Words
from guideline_docs.model.vocabulary import Judgement, Status
from guideline_docs.source.lexicon import OPEN
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.placeholder import says_nothing
from guideline_docs.views.achievement import Achiever, achievement_words, tier_look
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording
from guideline_docs.views.workbook.counting import Counter
from guideline_docs.views.workbook.listing import Listing
from guideline_docs.views.workbook.parts import (
    Condition,
    Criterion,
    Look,
    Summary,
    SummaryCount,
    SummaryLine,
)
from guideline_docs.views.workbook.words import WorkbookWords


def summaries(
    guideline: Guideline,
    wording: Wording,
    words: WorkbookWords,
    counter: Counter,
    listing: Listing,
) -> Iterator[Summary]:
    """The counts by status, then those by each further column of closed words."""
    said = achievement_words(guideline, wording)
    for judgement in (None, *guideline.judgements):
        achiever = Achiever(guideline, said, judgement)
        if achiever.statuses or judgement is None:
            yield _Summing(guideline, achiever, counter, listing, judgement).summary()


class _Summing:
    def __init__(
        self,
        guideline: Guideline,
        achiever: Achiever,
        counter: Counter,
        listing: Listing,
        judgement: Judgement | None,
    ) -> None:
        self.guideline = guideline
        self.achiever = achiever
        self.counter = counter
        self.listing = listing
        self.places = {each.column: n for n, each in enumerate(listing.columns) if each.column}
        self.column = judgement.column if judgement else Column.STATUS
        self.judgement = judgement
        words = Words(judgement.statuses) if judgement else None
        self._read: Callable[[Measure], Status | None] = (
            (lambda row: words.find(row[self.column].text)) if words else (lambda row: row.meaning.status)
        )
        self._rows = [row for measure in guideline.measures for row in (measure, *measure.parts)]
        self.status_criteria = self._status_criteria()
        self.tier_criteria = self._tier_criteria()

    def summary(self) -> Summary:
        view = self.achiever.view()
        stated: Mapping[str, Stated] = {line.tier.mark: line for line in self.achiever.lines}
        heads, words, fills, apart = [], [], [], []
        for word, parts in self.achiever.parts.items():
            if word in self.achiever.apart:
                apart.append(len(heads))
            heads.append(word)
            words.append(word)
            fills.append(self.achiever.looks[word])
            for part in parts:
                heads.append(self.achiever.words.within.format(word=part.word))
                words.append(part.word)
                fills.append(self.achiever.looks[part.word])
        counts = [*(self.achiever.tally.tiers if self.achiever.tiered else ()), self.achiever.tally.overall]
        return Summary(
            column=str(self.column),
            title=view.title,
            head=view.head,
            total_head=self.achiever.words.total,
            words=tuple(words),
            heads=tuple(heads),
            fills=tuple(fills),
            apart=tuple(apart),
            lines=tuple(self._line(count, stated) for count in counts),
            notes=tuple("".join(piece.text for piece in note) for note in view.notes),
            chart=view.chart,
            word_looks=tuple(
                Look(self.achiever.looks[word], criteria)
                for word, criteria in self.status_criteria.items()
            ),
            tier_looks=tuple(
                Look(tier_look(tier), self.tier_criteria[tier.mark])
                for tier in self.guideline.tiers
                if tier.mark in self.tier_criteria
            ),
        )

    def _line(self, count: TierCount, stated: Mapping[str, Stated]) -> SummaryLine:
        row, tier = self.achiever.row(count), count.tier
        line = stated.get(tier.mark) if tier else None
        spans = [line.span, *(share.span for share in line.shares), *line.unread] if line else []
        where = self._tier(count)
        everything = tuple(c for each in self.status_criteria.values() for c in each)
        judged = [Condition(self.places[self.column], everything)] if tier and everything else []
        if not tier and self.judgement:
            judged = [self._judged()]
        return SummaryLine(
            row.name,
            row.label,
            row.look,
            self.counter.count(count.total, (*where, *judged), bool(tier)),
            count.base,
            tuple(self._counts(count, where)),
            self.listing.marks(*spans),
        )

    def _counts(self, count: TierCount, where: tuple[Condition, ...]) -> Iterator[SummaryCount]:
        statuses = self.achiever.statuses
        for word, parts in self.achiever.parts.items():
            taken = [s for s in statuses if word in (s.word, s.counts_as)]
            rated = word not in self.achiever.apart
            yield self._count(count.counting_as(word, statuses), taken, where, count, (rated, False))
            for part in parts:
                yield self._count(count.count(part), [part], where, count, (False, True))

    def _count(
        self,
        value: int,
        statuses: list[Status],
        where: tuple[Condition, ...],
        count: TierCount,
        how: tuple[bool, bool],
    ) -> SummaryCount:
        criteria = tuple(c for status in statuses for c in self.status_criteria[status.word])
        conditions = (*where, Condition(self.places[self.column], criteria))
        return SummaryCount(self.counter.count(value, conditions, count.tier is not None), *how)

    def _tier(self, count: TierCount) -> tuple[Condition, ...]:
        if count.tier is None:
            return ()
        return (Condition(self.places[Column.TIER], self.tier_criteria[count.tier.mark]),)

    def _judged(self) -> Condition:
        """The cells in which the column says something."""
        column = self.places[self.column]
        silent = {
            texts[column] for texts in self.counter.texts
            if says_nothing(texts[column]) and not any(
                c.holds(texts[column]) for each in self.status_criteria.values() for c in each
            )
        }  # fmt: skip
        return Condition(column, tuple(map(Criterion, sorted({"", *silent}))), without=True)

    def _status_criteria(self) -> dict[str, tuple[Criterion, ...]]:
        """What each status is written as, by its word."""
        if self.column not in self.places or not self.achiever.statuses:
            return {}
        written: defaultdict[str, set[str]] = defaultdict(set)
        for row in self._rows:
            if status := self._read(row):
                written[status.word].add(row[self.column].text if self.judgement else row.status.span.text)
        place = self.places[self.column]
        found = {}
        for status in self.achiever.statuses:
            forms = (status.word, *status.aliases)
            noted = (form + opening for form in forms for opening in OPEN[::-1])
            texts = map(printable, written.get(status.word, ()))
            found[status.word] = self.counter.criteria(place, forms, noted, texts)
        return found

    def _tier_criteria(self) -> dict[str, tuple[Criterion, ...]]:
        """What each tier is written as, by its mark."""
        if not self.achiever.tiered:
            return {}
        written: defaultdict[str, set[str]] = defaultdict(set)
        for row in self._rows:
            if row.meaning.tier.tier:
                written[row.meaning.tier.tier.mark].add(row.tier.span.text)
        place = self.places[Column.TIER]
        return {
            tier.mark: self.counter.criteria(
                place,
                (printable(tier.mark),),
                (f"【{printable(tier.mark)}】",),
                map(printable, written.get(tier.mark, ())),
            )
            for tier in self.guideline.tiers
        }
