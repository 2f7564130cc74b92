"""達成状況: how many measures of each tier have come how far, counted row by row.

The counts and rates are finished strings. Word draft and progress table say the
same figures because both take them from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.summary import SummaryLine
from guideline_docs.model.tally import TierCount, tally, tally_of
from guideline_docs.model.terms import Tier
from guideline_docs.model.vocabulary import Judgement, Status
from guideline_docs.syntax.columns import Column
from guideline_docs.views.text import Piece, PieceRole, Text, plain, printable
from guideline_docs.views.wording import Wording, naming, phrase


@dataclass(frozen=True, slots=True)
class AchievementWords:
    """``[achievement]`` in wording.toml; ``{measure}`` is what the office calls a measure."""

    title: str
    caption: str
    caption_untiered: str
    caption_judged: str = phrase("head", "measure")
    """Of the counts by a further column of closed words."""
    tier: str
    whole: str
    """Head of the first column where there are no tiers."""
    total: str
    within: str = phrase("word")
    """Head of a column that another one takes in: うち済・継."""
    chart: str
    chart_judged: str = phrase("head")
    overall: str
    rate: str = phrase("rate")
    count: str = phrase("n")
    chart_tier: str = phrase("name")
    chart_row: str = phrase("name", "total", "shares", "measure")
    chart_row_judged: str = phrase("name", "total", "head", "shares", "measure")
    chart_share: str = phrase("word", "n", "rate")
    chart_none: str = phrase("name", "measure")
    note_counts_as: str = phrase("word", "words")
    both: str
    note_rounding: str
    note_rounding_untiered: str
    note_differs: str = phrase("lines")
    note_unclear: str = phrase("n", "numbers", "measure")
    note_unclear_untiered: str = phrase("n", "numbers", "measure")
    note_unclear_judged: str = phrase("head", "n", "numbers", "measure")
    note_unjudged: str = phrase("head", "n", "measure")
    note_uncounted: str = phrase("words")
    note_shifted: str = phrase("n", "numbers", "measure")
    share: str = phrase("word", "count", "denominator")
    share_alone: str = phrase("word", "count")
    comma: str
    stated: str = phrase("name", "shares")
    between: str


@dataclass(frozen=True, slots=True)
class StatusColumn:
    """A column of the table.

    ``role`` is ``status``, or ``within`` where the count is part of the column before it.
    """

    word: str
    role: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell: the count and, where it stands for itself and is not zero, its rate.

    ``role`` is the column's, with ``zero`` behind it where nothing was counted.
    """

    head: str
    count: str
    rate: str
    role: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar; ``part`` is its length as a percentage of the bar."""

    look: str
    word: str
    number: int
    count: str
    part: str


@dataclass(frozen=True, slots=True)
class TierRow:
    """``look`` names the tier's frame; empty for the row of all measures."""

    look: str
    name: str
    label: str
    total: str
    figures: tuple[Figure, ...]
    segments: tuple[Segment, ...]
    alternative: str
    """The bar in words."""


@dataclass(frozen=True, slots=True)
class StatusKey:
    look: str
    word: str


@dataclass(frozen=True, slots=True)
class Achievement:
    """``columns`` is empty where the table says of no measure how far it has come."""

    words: AchievementWords
    title: str
    chart: str
    """The title of the bars."""
    caption: str
    head: str
    """Of the first column."""
    columns: tuple[StatusColumn, ...]
    rows: tuple[TierRow, ...]
    """A row a tier, in the order of the legend; none where measures have no tiers."""
    overall: TierRow
    keys: tuple[StatusKey, ...]
    """Every status in the order of the bars, with the look of its fill; without those that
    stand outside the denominator."""
    notes: tuple[Text, ...]


# How many tiers and statuses the templates can tell apart by shape and fill alone.
TIER_LOOKS = 6
STATUS_LOOKS = {"done": 3, "part": 4, "open": 2}


def tier_look(tier: Tier | None) -> str:
    """The class of a tier's frame: by its place, so that a legend may hold any number."""
    if tier is None:
        return "tier-unclear"
    return f"tier-{min(tier.order + 1, TIER_LOOKS)}"


def status_looks(statuses: tuple[Status, ...]) -> dict[str, str]:
    """Status word → class of its fill: done, under way or not begun, and which of these.

    A status that counts as another comes behind it, so that the plain fill is the
    plain word's (済 before 済・継).
    """
    looks: dict[str, str] = {}
    places = dict.fromkeys(STATUS_LOOKS, 0)
    for status in sorted(statuses, key=lambda s: (s.counts_as is not None, s.order)):
        family = "done" if status.done else "part" if status.started else "open"
        places[family] = min(places[family] + 1, STATUS_LOOKS[family])
        looks[status.word] = f"{family}-{places[family]}"
    return looks


def rate(count: int, total: int) -> str:
    """A share in per cent with one decimal, half rounded up; empty where nothing is shared.

    In whole numbers: 1/16 is 6.3 and not 6.2, as a float would have it.
    """
    if not total:
        return ""
    tenths = (2000 * count + total) // (2 * total)
    return f"{tenths // 10}.{tenths % 10}"


def achievement_words(guideline: Guideline, wording: Wording) -> AchievementWords:
    """The phrases with the name of the measures in them. Raises CannotRun for a missing one."""
    words = wording.phrases(AchievementWords, "achievement")
    level = guideline.scheme.measure
    name = printable(level.name) if level else ""
    return naming(words, name)


def achievement(guideline: Guideline, words: AchievementWords) -> Achievement:
    """Count the guideline's measures and say it."""
    return Achiever(guideline, words).view()


def judged(guideline: Guideline, words: AchievementWords) -> tuple[Achievement, ...]:
    """The same for each further column of closed words."""
    return tuple(Achiever(guideline, words, each).view() for each in guideline.judgements)


class Achiever:
    """Says counts; those of other editions, too.

    ``judgement``: those by the words of that column, not by 施策の実施.
    """

    def __init__(
        self, guideline: Guideline, words: AchievementWords, judgement: Judgement | None = None
    ) -> None:
        self.words = words
        self.row_number = guideline.row_number
        self.tiered = guideline.tiered
        if judgement:
            self.column = printable(judgement.column.name)
            self.tally = tally_of(guideline, judgement)
            self.lines: tuple[SummaryLine, ...] = ()
            statuses = judgement.statuses
        else:
            self.column = ""
            self.tally = guideline.once(tally)
            self.lines = guideline.summary.lines
            known = Column.STATUS in guideline.columns
            statuses = guideline.configuration.vocabulary.statuses if known else ()
        self.statuses = tuple(sorted(statuses, key=lambda status: status.order))
        self.looks = status_looks(statuses)
        self.unjudged = guideline.once(tally).overall.total - self.tally.overall.total
        """How many measures the column says nothing of."""
        words_known = {status.word for status in statuses}
        self.parts = {
            status.word: tuple(s for s in self.statuses if s.counts_as == status.word)
            for status in self.statuses
            if status.counts_as not in words_known
        }
        """Status that stands for itself → the statuses that count as it."""
        self.apart = tuple(status.word for status in self.statuses if not status.counted)
        """What stands outside the denominator."""

    def view(self) -> Achievement:
        words, column = self.words, self.column
        caption = words.caption if self.tiered else words.caption_untiered
        return Achievement(
            words=words,
            title=column or words.title,
            chart=words.chart_judged.format(head=column) if column else words.chart,
            caption=words.caption_judged.format(head=column) if column else caption,
            head=self.words.tier if self.tiered else self.words.whole,
            columns=tuple(self._columns()),
            rows=tuple(self.row(count) for count in self.tally.tiers if self.tiered),
            overall=self.row(self.tally.overall),
            keys=tuple(
                StatusKey(self.looks[s.word], s.word) for s in self.statuses if s.counted
            ),
            notes=tuple(self._notes()),
        )

    def _columns(self) -> Iterator[StatusColumn]:
        for word, parts in self.parts.items():
            yield StatusColumn(word, "status")
            for part in parts:
                yield StatusColumn(self.words.within.format(word=part.word), "within")

    def row(self, count: TierCount) -> TierRow:
        words, tier = self.words, count.tier
        name = printable(tier.mark) if tier else words.overall
        segments = tuple(self._segments(count))
        return TierRow(
            look=tier_look(tier) if tier else "",
            name=name,
            label=printable(tier.label) if tier else "",
            total=str(count.total),
            figures=tuple(self._figures(count)),
            segments=segments,
            alternative=self.in_words(
                words.chart_tier.format(name=name) if tier else name, count
            ),
        )

    def _figures(self, count: TierCount) -> Iterator[Figure]:
        for word, parts in self.parts.items():
            number = count.counting_as(word, self.statuses)
            share = self.words.rate.format(rate=rate(number, count.base)) if number else ""
            if word in self.apart:
                share = ""
            yield Figure(word, str(number), share, "status" if number else "status zero")
            for part in parts:
                number = count.count(part)
                head = self.words.within.format(word=part.word)
                yield Figure(head, str(number), "", "within" if number else "within zero")

    def _segments(self, count: TierCount) -> Iterator[Segment]:
        for status in self.statuses:
            if status.counted and (number := count.count(status)):
                # Rounded down: together they must not be longer than the bar.
                share = 1_000_000 * number // count.base
                part = f"{share // 10_000}.{share % 10_000:04}%"
                yield Segment(self.looks[status.word], status.word, number, str(number), part)

    def in_words(self, name: str, count: TierCount) -> str:
        words = self.words
        shares = words.comma.join(
            words.chart_share.format(
                word=status.word, n=count.count(status), rate=rate(count.count(status), count.base)
            )
            for status in self.statuses
            if status.counted and count.count(status)
        )
        if not shares:
            return words.chart_none.format(name=name)
        said = {"name": name, "total": count.base, "shares": shares}
        if self.column:
            return words.chart_row_judged.format(head=self.column, **said)
        return words.chart_row.format(**said)

    def _notes(self) -> Iterator[Text]:
        words = self.words
        for word, parts in self.parts.items():
            if parts:
                counted = words.both.join([word, *(part.word for part in parts)])
                yield plain(words.note_counts_as.format(word=word, words=counted))
        if self.statuses:
            tiered = self.tiered
            yield plain(words.note_rounding if tiered else words.note_rounding_untiered)
            if self.apart:
                yield plain(words.note_uncounted.format(words=words.comma.join(self.apart)))
            note = words.note_unclear if tiered else words.note_unclear_untiered
            if self.column and self.unjudged:
                yield plain(words.note_unjudged.format(head=self.column, n=self.unjudged))
            if self.column:
                note = words.note_unclear_judged.replace("{head}", self.column)
            yield from self._left_out(note, self.tally.unread)
            yield from self._left_out(words.note_shifted, self.tally.shifted)
        counts = {count.tier.mark: count for count in self.tally.tiers if count.tier}
        differing = [
            words.stated.format(name=printable(line.tier.mark), shares=self._as_stated(line))
            for line in self.lines
            if line.unread or (line.shares and self._differs(line, counts[line.tier.mark]))
        ]
        if differing:
            before, _, after = words.note_differs.partition("{lines}")
            yield (*plain(before), *self._listed(differing), *plain(after))

    def _left_out(self, note: str, measures: tuple[Measure, ...]) -> Iterator[Text]:
        if measures:
            numbers = self.words.comma.join(dict.fromkeys(map(self.row_number, measures)))
            yield plain(note.format(n=len(measures), numbers=numbers))

    def _listed(self, terms: list[str]) -> Iterator[Piece]:
        """Terms that are not to be broken over two lines."""
        for place, term in enumerate(terms):
            if place:
                yield Piece(self.words.between)
            yield Piece(term, PieceRole.CODE)

    def _differs(self, line: SummaryLine, count: TierCount) -> bool:
        """Whether the sheet's own shares of a tier are not what its rows say."""
        stated = {share.status.word for share in line.shares if share.status}
        told = 0
        for share in line.shares:
            if share.status is None:
                return True
            # 済 takes in 済・継 only where the line has no share of its own for it.
            taken = [s for s in self.statuses if s.word == share.status.word] + [
                s
                for s in self.statuses
                if s.counts_as == share.status.word and s.word not in stated
            ]
            number = sum(count.count(status) for status in taken)
            told += number
            if share.count != number or share.denominator not in (None, count.total):
                return True
        return told != count.total

    def _as_stated(self, line: SummaryLine) -> str:
        words = self.words
        shares = [
            words.share_alone.format(word=printable(share.status_span.text), count=share.count)
            if share.denominator is None
            else words.share.format(
                word=printable(share.status_span.text),
                count=share.count,
                denominator=share.denominator,
            )
            for share in line.shares
        ]
        # What could not be read stands as it is written.
        return words.comma.join([*shares, *(printable(cell.text) for cell in line.unread)])
