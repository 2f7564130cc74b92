"""The counts and rates of a summary without tiers, against the rows.

A row whose word is not understood counts nowhere, but may be what makes a figure true;
and so may each of the words that several departments have for one measure.
"""

from collections.abc import Callable, Iterable, Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.summary import TOTALS, StatedCount
from guideline_docs.model.terms import Words
from guideline_docs.model.vocabulary import Status
from guideline_docs.rules.diagnostic import Finding
from guideline_docs.source.glyphs import fold_term
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.placeholder import says_nothing


class Count(NamedTuple):
    """A number of rows: at least ``certain``, at most ``possible``."""

    certain: int
    possible: int

    @property
    def said(self) -> str:
        if self.certain == self.possible:
            return str(self.certain)
        return f"{self.certain} から {self.possible}"

    def holds(self, number: int) -> bool:
        return self.certain <= number <= self.possible


def wrong_counts(guideline: Guideline) -> Iterator[Finding]:
    """The words whose counts the rows do not have."""
    stated = guideline.summary.counts
    columns = {each.column: _Rows.of(guideline, each.column) for each in stated if each.column}
    own = {(each.column, each.status.word) for each in stated if each.status}
    for each in stated:
        if each.status is None or each.column is None:
            continue
        rows, word = columns[each.column], each.status.word
        # 済 takes in 済・継 unless the summary tells 済・継 by itself.
        taken = [
            status
            for status in rows.statuses
            if status.word == word
            or (status.counts_as == word and (each.column, status.word) not in own)
        ]
        count = rows.count(taken)
        if not count.holds(each.count):
            yield Finding(
                each.count_span,
                word,
                f"「{word}」は {each.count} 件とありますが、一覧では {count.said} 件です",
                "一覧の行を数え直してください",
            )


def wrong_totals(guideline: Guideline) -> Iterator[Finding]:
    """The totals, and the wholes of single counts, that are not the number of the rows."""
    stated = guideline.summary.counts
    for each in stated:
        wholes = [(each.denominator, each.denominator_span)]
        if each.status is None:
            wholes.append((each.count, each.count_span))
        for number, span in wholes:
            known = sums(stated) if span is not each.count_span or _is_sum(each) else ()
            if number is None or span is None or number in known:
                continue
            totals = list(totals_of(guideline, each))
            if not any(total.holds(number) for total in totals):
                word, of = each.word.text.strip(), "の全数" if each.status else ""
                yield Finding(
                    span,
                    word,
                    f"「{word}」{of}は {number} とありますが、一覧では {totals[0].said} 件です",
                    "一覧の行を数え直してください",
                )


def _is_sum(stated: StatedCount) -> bool:
    """Whether it says that it sums up what stands beside it, not that it counts measures."""
    return fold_term(stated.word.text) in TOTALS


def sums(stated: Iterable[StatedCount]) -> set[int]:
    """The counts of each column added up: what a total may be of."""
    added: dict[Column, int] = {}
    for each in stated:
        if each.column and each.status:
            added[each.column] = added.get(each.column, 0) + each.count
    return set(added.values())


def totals_of(guideline: Guideline, stated: StatedCount) -> Iterator[Count]:
    """The numbers of rows that a whole may be: all, or those that are counted."""
    columns = [stated.column] if stated.column else [each.column for each in guideline.judgements]
    for column in (Column.STATUS, *columns):
        if column is not None:
            rows = _Rows.of(guideline, column)
            yield Count(rows.number, rows.number + rows.strays)
            apart = rows.count([status for status in rows.statuses if not status.counted])
            yield Count(rows.number - apart.possible, rows.number + rows.strays - apart.certain)


class _Rows(NamedTuple):
    """The rows as a summary should have counted them by the words of one column."""

    statuses: tuple[Status, ...]
    found: tuple[frozenset[Status | None], ...]
    """The words of each measure; None for one that is not understood."""
    strays: int
    """Lines that may be rows."""

    @classmethod
    def of(cls, guideline: Guideline, column: Column) -> "_Rows":
        vocabulary = guideline.configuration.vocabulary
        statuses, read = vocabulary.statuses, _status
        for judgement in guideline.judgements:
            if judgement.column == column:
                statuses, read = judgement.statuses, _reader(column, Words(judgement.statuses))
        parted = vocabulary.count_parts
        units = (each for measure in guideline.own for each in (measure.each if parted else (measure,)))
        found = []
        for unit in units:
            rows = (unit,) if parted else tuple(unit.each)
            if column is Column.STATUS or not all(says_nothing(row[column].text) for row in rows):
                found.append(frozenset(None if row.surplus else read(row) for row in rows))
        return cls(statuses, tuple(found), sum(bool(stray.row) for stray in guideline.strays))

    @property
    def number(self) -> int:
        return len(self.found)

    def count(self, taken: Iterable[Status]) -> Count:
        wanted = frozenset[Status | None](taken)
        certain = sum(words <= wanted for words in self.found)
        possible = sum(bool(words & (wanted | {None})) for words in self.found)
        return Count(certain, possible + self.strays)


def _status(measure: Measure) -> Status | None:
    return measure.meaning.status


def _reader(column: Column, words: Words[Status]) -> Callable[[Measure], Status | None]:
    return lambda measure: words.find(measure[column].text)
