"""推移 as data: each measure with what it was in every edition, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.history import Course, State, history
from guideline_docs.model.lineage import Tie
from guideline_docs.views.text import printable


@dataclass(frozen=True, slots=True)
class CourseWords:
    """A word or sign for each course of a measure."""

    advanced: str
    done: str
    still: str
    back: str
    changed: str
    new: str
    gone: str
    unclear: str

    def __getitem__(self, course: Course) -> str:
        said: str = getattr(self, course)
        return said


@dataclass(frozen=True, slots=True)
class TieWords:
    """By what a measure is taken for one of the edition before."""

    map: str
    number_and_title: str
    title: str
    content: str

    def __getitem__(self, tie: Tie) -> str:
        said: str = getattr(self, tie.replace("-", "_"))
        return said


@dataclass(frozen=True, slots=True)
class Stage:
    """A measure in one edition. ``…_written`` is the cell; what it means is None if unknown.

    ``course`` is what has become of it since the edition before (None: there is none), and
    ``tie`` by what it is one with it (None: it is new, or stands in the same row).
    """

    edition: str
    today: bool
    ordinal: int | None
    """Its number alone; None where nobody can read it."""
    number: str
    """The same as it is printed, or written."""
    listed: str
    """What it is called away from its heading."""
    title: str
    tier: str | None
    tier_written: str
    status: str | None
    counts_as: str | None
    status_written: str
    results: str
    course: Course | None
    tie: Tie | None

    @property
    def is_path(self) -> bool:
        """Whether it is called by more than its number."""
        return self.ordinal is not None and self.number != str(self.ordinal)


@dataclass(frozen=True, slots=True)
class StagedMeasure:
    """``anchor`` is None for a measure that today's table does not have."""

    anchor: str | None
    course: Course
    """From the last edition but one to today's."""
    since: str
    """The edition since which it has the status that it has."""
    stages: tuple[Stage, ...]
    """Those of the editions that have it."""


def tracks(guideline: Guideline) -> Iterator[StagedMeasure]:
    """Every measure of every edition; none where there is one edition alone."""
    found = guideline.once(history)
    if found is None:
        return
    names = [printable(part.name) for part in found.editions]
    last = len(names) - 1
    for track in found.tracks:
        stages = []
        for at, state in enumerate(track.states):
            if state:
                course = found.course(track.states[at - 1], state) if at else None
                stages.append(_stage(guideline, state, names[at], at == last, course))
        yield StagedMeasure(
            track.last.measure.anchor if track.states[-1] else None,
            found.course(track.states[-2], track.states[-1])
            if any(track.states[-2:])
            else Course.GONE,
            names[found.since(track)],
            tuple(stages),
        )


def _stage(
    guideline: Guideline, state: State, edition: str, today: bool, course: Course | None
) -> Stage:
    measure, status = state.measure, state.status
    return Stage(
        edition=edition,
        today=today,
        ordinal=measure.number,
        number=_line(guideline.row_number(measure)),
        listed=_line(guideline.listed(measure)),
        title=_line(measure.title.text),
        tier=printable(state.tier.mark) if state.tier else None,
        tier_written=_line(measure.tier.span.text),
        status=printable(status.word) if status else None,
        counts_as=printable(status.counts_as or status.word) if status else None,
        status_written=_line(state.place.text),
        results=_line(state.results.text) if state.results else "",
        course=course,
        tie=state.tie,
    )


def _line(text: str) -> str:
    """Text on one line: a line break in a cell is there for looks."""
    return " ".join(printable(text).split())
