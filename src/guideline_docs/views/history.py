"""経年の推移: how each measure has come along through the editions, as all documents say it.

A strip of statuses a measure, what has become of it since the edition before, and the
counts of each edition, all together and by tier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.history import Course, History, State, Track, history
from guideline_docs.model.lineage import Tie
from guideline_docs.model.section import Section
from guideline_docs.model.terms import Tier
from guideline_docs.source.era import ERA_NAMES
from guideline_docs.source.lexicon import DIGITS
from guideline_docs.syntax.columns import Column
from guideline_docs.views.achievement import (
    AchievementWords,
    Achiever,
    StatusColumn,
    StatusKey,
    TierRow,
    achievement_words,
    status_looks,
    tier_look,
)
from guideline_docs.views.courses import CourseWords
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording, naming, phrase


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """``[history]`` in wording.toml."""

    title: str
    continued: str = phrase("name")
    lead: str = phrase("first", "last", "n", "measure")
    moves_title: str = phrase("before", "last")
    course: str
    measures: str
    count: str
    moved: str = phrase("sign", "word", "n")
    strips_title: str
    courses_since: str = phrase("edition")
    counts_title: str
    time: str
    everything: str
    """What the counts of all tiers together are of."""
    chart: str = phrase("name")
    bar: str = phrase("edition", "n")
    absent: str
    gone: str
    number_then: str = phrase("edition", "name")
    tier_then: str = phrase("edition", "tier")
    between: str
    more: str = phrase("n")
    strips_description: str
    moves_description: str
    counts_description: str
    note_signs: str
    note_bold: str
    """Of the strips in a draft, which have no signs."""
    note_content: str = phrase("measures", "measure")
    note_unclear: str = phrase("edition", "n", "measure")
    note_unclear_untiered: str = phrase("edition", "n", "measure")
    number_of: str = phrase("name", "edition")
    none: str
    courses: CourseWords
    signs: CourseWords


@dataclass(frozen=True, slots=True)
class Stage:
    """A measure in one edition: a cell of its strip.

    ``look`` is the class of its fill, empty where its status is not understood; ``begins``:
    it is not as it was in the edition before, ``ends``: the next one does not have it.
    ``sign`` says whether that is more or less.
    """

    edition: str
    text: str
    look: str
    begins: bool
    ends: bool
    there: bool
    sign: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A measure with its strip; ``anchor`` is empty where today's table does not have it."""

    number: str
    """As the list prints it: 6, 1-(2)-③."""
    name: str
    """What it is called below its heading: No.6, 取組2."""
    listed: str
    """What it is called away from its heading."""
    anchor: str
    title: str
    beside: str
    """Other numbers and tiers that it had."""
    tier: str
    tier_look: str
    stages: tuple[Stage, ...]
    course: Course
    sign: str
    word: str
    since: str


@dataclass(frozen=True, slots=True)
class HistoryBand:
    """What stands under a heading of the first level; ``name`` is empty for none."""

    name: str
    count: str
    rows: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The measures of one course: how many, and which; ``more`` are not named."""

    course: Course
    sign: str
    word: str
    count: str
    measures: tuple[HistoryRow, ...]
    more: str


@dataclass(frozen=True, slots=True)
class HistoryCounts:
    """The counts of all editions, of a tier (``look`` and ``name``) or all measures."""

    look: str
    name: str
    label: str
    description: str
    rows: tuple[TierRow, ...]
    """One an edition, which is its name."""


@dataclass(frozen=True, slots=True)
class HistoryView:
    words: HistoryWords
    running: str
    """What the head of a page says on which it goes on."""
    total: str
    """Head of the numbers of measures."""
    chart: str
    """Head of the bars."""
    lead: str
    number_head: str
    title_head: str
    tier_head: str
    heads: tuple[tuple[str, ...], ...]
    """The name of each edition, in the parts between which a line may end."""
    moves_title: str
    moves: tuple[Moved, ...]
    tiered: bool
    bands: tuple[HistoryBand, ...]
    longest_number: int
    """How many half-width letters the longest number has: 1-1-①-1 has eight."""
    columns: tuple[StatusColumn, ...]
    keys: tuple[StatusKey, ...]
    counts: tuple[HistoryCounts, ...]
    notes: tuple[str, ...]
    part: int = 0
    """Which part of the strips it holds, from 0; what stands above them is in the first."""
    last: bool = True
    """What stands below the strips is in the last part."""


_ERA = re.compile(rf"(?<={ERA_NAMES})(?=[{DIGITS}元])")
_MOVES = (Course.ADVANCED, Course.BACK)
# So many measures of one course are named; a longer list nobody reads.
_MOST_NAMED = 40


def history_view(guideline: Guideline, wording: Wording) -> HistoryView | None:
    """Say the history; None where there is one edition alone.

    Raises CannotRun where a phrase is missing.
    """
    found = guideline.once(history)
    if found is None:
        return None
    level = guideline.scheme.measure
    words = naming(wording.phrases(HistoryWords, "history"), printable(level.name) if level else "")
    counted = achievement_words(guideline, wording)
    return _Teller(guideline, found, words, counted).view()


class _Teller:
    """One walk over the history."""

    def __init__(
        self, guideline: Guideline, found: History, words: HistoryWords, counted: AchievementWords
    ) -> None:
        self.guideline = guideline
        self.found = found
        self.words = words
        self.counted = counted
        self.achiever = Achiever(guideline, counted)
        # Those of all words: today's table need not have a status.
        self.looks = status_looks(guideline.configuration.vocabulary.statuses)
        self.names = tuple(printable(part.name) for part in found.editions)
        self.shown = {tier.mark: tier for tier in found.tiers}
        self.rows = [self._row(track) for track in found.tracks]

    def view(self) -> HistoryView:
        words, names, achieved = self.words, self.names, self.achiever.view()
        head = self.guideline.configuration.vocabulary.head
        return HistoryView(
            words=words,
            running=words.continued.format(name=words.title),
            total=self.counted.total,
            chart=achieved.chart,
            lead=words.lead.format(first=names[0], last=names[-1], n=len(names)),
            number_head=printable(head(Column.NUMBER)),
            title_head=printable(head(Column.TITLE)),
            tier_head=printable(head(Column.TIER)),
            heads=tuple(tuple(_ERA.split(name, maxsplit=1)) for name in names),
            moves_title=words.moves_title.format(before=names[-2], last=names[-1]),
            moves=tuple(self._moves()),
            tiered=bool(self.found.tiers),
            bands=tuple(self._bands()),
            longest_number=max(map(_letters, (row.number for row in self.rows)), default=0),
            columns=achieved.columns,
            keys=achieved.keys,
            counts=tuple(self._counts(tier) for tier in (None, *self.found.tiers)),
            notes=tuple(self._notes()),
        )

    # --- measures ---------------------------------------------------------------

    def _row(self, track: Track) -> HistoryRow:
        last = track.last
        course = self._course(track)
        since = self.found.since(track)
        stays = course in (Course.STILL, Course.DONE)
        mark = last.tier.mark if last.tier else ""
        return HistoryRow(
            number=self._number(last),
            name=printable(self.guideline.label(last.measure)) or self._number(last),
            listed=printable(self.guideline.listed(last.measure)),
            anchor=last.measure.anchor if track.states[-1] else "",
            title=printable(last.measure.title.text),
            beside=self._beside(track),
            tier=printable(mark or last.measure.tier.span.text),
            tier_look=tier_look(self.shown.get(mark)) if mark else "",
            stages=tuple(self._stages(track)),
            course=course,
            sign=self.words.signs[course],
            word=self.words.courses[course],
            since=self.words.courses_since.format(edition=self.names[since]) if stays else "",
        )

    def _course(self, track: Track) -> Course:
        """From the edition before to today's; what was gone by then is gone."""
        if not any(track.states[-2:]):
            return Course.GONE
        return self.found.course(track.states[-2], track.states[-1])

    def _stages(self, track: Track) -> Iterator[Stage]:
        states = (None, *track.states, None)
        for at, name in enumerate(self.names):
            before, state, after = states[at : at + 3]
            course = self.found.course(before, state) if before or state else Course.GONE
            if state is None:
                yield Stage(name, self.words.absent, "", False, False, False, "")
                continue
            word = state.status.word if state.status else state.place.text
            yield Stage(
                edition=name,
                text=printable(word) or self.words.absent,
                look=self.looks[state.status.word] if state.status else "",
                begins=course not in (Course.STILL, Course.DONE),
                ends=after is None,
                there=True,
                sign=self.words.signs[course] if course in _MOVES else "",
            )

    def _beside(self, track: Track) -> str:
        """Other numbers and tiers of a measure, each with the edition that had it last."""
        words, last = self.words, track.last
        said: dict[str, str] = {}
        for name, state in zip(self.names, track.states, strict=True):
            if state and (number := self._name_of(state)) != self._name_of(last):
                said[number] = words.number_then.format(edition=name, name=number)
            if state and state.tier and last.tier and (mark := state.tier.mark) != last.tier.mark:
                said[mark] = words.tier_then.format(edition=name, tier=printable(mark))
        return words.between.join(said.values())

    def _bands(self) -> Iterator[HistoryBand]:
        by_anchor = {row.anchor: row for row in self.rows if row.anchor}
        for top in self.guideline.edition.table.tops:
            measures = (measure for measure in top.all_measures if not measure.again)
            rows = tuple(by_anchor[measure.anchor] for measure in measures)
            if rows:
                yield self._band(self._name(top), rows)
        if gone := tuple(row for row in self.rows if not row.anchor):
            yield self._band(self.words.gone, gone)

    def _band(self, name: str, rows: tuple[HistoryRow, ...]) -> HistoryBand:
        return HistoryBand(name, self.counted.count.format(n=len(rows)), rows)

    def _name(self, section: Section) -> str:
        if section.title is None:
            return ""
        scheme, title = self.guideline.scheme, printable(section.title.text)
        if not section.mark:
            return title
        glued = scheme.level(section.code).mark.glued
        return scheme.mark(section.code) + ("" if glued else "　") + title

    def _name_of(self, state: State) -> str:
        return printable(self.guideline.name(state.measure)) or self._number(state)

    def _number(self, state: State) -> str:
        """Its number as the list prints it, or as it is written."""
        return printable(self.guideline.row_number(state.measure))

    # --- counts -------------------------------------------------------------------

    def _moves(self) -> Iterator[Moved]:
        """Every course that some measure has taken since the edition before."""
        # What was gone by then has no part in it.
        rows = [row for row in self.rows if row.anchor or row.stages[-2].there]
        for course in Course:
            held = [row for row in rows if row.course is course]
            more = len(held) - _MOST_NAMED
            if held:
                yield Moved(
                    course,
                    self.words.signs[course],
                    self.words.courses[course],
                    str(len(held)),
                    tuple(held[:_MOST_NAMED]),
                    self.words.more.format(n=more) if more > 0 else "",
                )

    def _counts(self, tier: Tier | None) -> HistoryCounts:
        rows = []
        for at, name in enumerate(self.names):
            counted = self.found.count(at, tier)
            row = self.achiever.row(counted)
            heard = self.achiever.in_words(
                f"{name} {self.counted.chart_tier.format(name=row.name) if tier else row.name}", counted
            )
            rows.append(replace(row, look="", name=name, label="", alternative=heard))
        return HistoryCounts(
            look=tier_look(tier) if tier else "",
            name=printable(tier.mark) if tier else self.counted.overall,
            label=printable(tier.label) if tier else "",
            description=printable(tier.description) if tier else self.words.everything,
            rows=tuple(rows),
        )

    # --- notes ---------------------------------------------------------------------

    def _notes(self) -> Iterator[str]:
        words = self.words
        yield words.note_signs
        by_content = [
            words.number_of.format(name=self._name_of(state), edition=name)
            for track in self.found.tracks
            for name, state in zip(self.names, track.states, strict=True)
            if state and state.tie is Tie.CONTENT
        ]
        if by_content:
            yield words.note_content.format(measures=words.between.join(by_content))
        unclear = Counter(
            name
            for track in self.found.tracks
            for name, state in zip(self.names, track.states, strict=True)
            if state and (state.status is None or (self.found.tiers and state.tier is None))
        )
        for name in self.names:
            if unclear[name]:
                note = words.note_unclear if self.found.tiers else words.note_unclear_untiered
                yield note.format(edition=name, n=unclear[name])


def _letters(text: str) -> int:
    """The half-width letters that a text is as wide as."""
    return sum(1 + (char > "\u00ff") for char in text)
