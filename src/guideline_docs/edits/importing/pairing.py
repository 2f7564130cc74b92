"""Which row of the newer table is which measure here.

The key that it carries goes first, then number and title together, the title alone, the
content where exactly one is near. Never a number alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from guideline_docs.edits.cells import printed, says
from guideline_docs.edits.importing.newer import Newer
from guideline_docs.edits.importing.tables import rows_in
from guideline_docs.edits.incoming import Note, Unplaced, called
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry import InquiryKey
from guideline_docs.model.lineage import Identity, Tie, lineage, near_to
from guideline_docs.model.measure import Measure
from guideline_docs.rules.diagnostic import short
from guideline_docs.source.glyphs import fold_width


class Match(NamedTuple):
    """A measure here and its row there; by a key it is known whatever the row says."""

    ours: Measure
    theirs: Measure
    tie: Tie


class Paired(NamedTuple):
    """All rows of both tables: together, new there, gone there; and what is told of them."""

    matches: tuple[Match, ...]
    new: tuple[Measure, ...]
    gone: tuple[Measure, ...]
    told: tuple[Note | Unplaced, ...]


def paired(ours: Guideline, newer: Newer) -> Paired:
    """Pair the measures of two tables, each where it belongs (not where it is told again)."""
    pairing = _Pairing(ours, newer)
    pairing.by_key()
    pairing.drop_copies()
    pairing.by_number_and_title()
    pairing.by_lineage()
    return pairing.paired()


class _Pairing:
    def __init__(self, ours: Guideline, newer: Newer) -> None:
        self.guideline = ours
        self.newer = newer
        self.ours = dict.fromkeys(rows_in(ours.edition))
        """Who has no row yet."""
        self.theirs = dict.fromkeys(rows_in(newer.edition))
        """Which row has nobody yet."""
        self.matches: list[Match] = []
        self.told: list[Note | Unplaced] = []

    def paired(self) -> Paired:
        place = {measure: at for at, measure in enumerate(rows_in(self.newer.edition))}
        matches = sorted(self.matches, key=lambda match: place[match.theirs])
        new = tuple(self._strangers())
        return Paired(tuple(matches), new, tuple(self.ours), tuple(self.told))

    def match(self, ours: Measure, theirs: Measure, tie: Tie) -> None:
        self.matches.append(Match(ours, theirs, tie))
        self.ours.pop(ours, None)
        self.theirs.pop(theirs, None)

    def by_key(self) -> None:
        """Who carries a key of an edition that is known, today's or one that was renumbered."""
        keys = self.newer.keys
        if not keys:
            return
        here = _alone((measure.key, measure) for measure in self.ours)
        named = _alone((_named(measure), measure) for measure in self.ours)
        for row, key in keys.items():
            goal = here.get(self._today(key))
            if goal is None or row not in self.theirs:
                continue
            other = named.get(_named(row), goal)
            if other is not goal:
                self.tell(row, f"照会キーは {self.name(goal)}、番号と名前は {self.name(other)} のものです")
            elif goal in self.ours:
                self.match(goal, row, Tie.MAP)

    def _today(self, key: InquiryKey) -> int | str | None:
        """The number today of what a key names; None where nobody knows."""
        editions = (self.guideline.second.digest, self.guideline.edition.digest)
        if key.edition in editions:
            return key.measure
        moved = self.guideline.renumbered.since(key.edition)
        return None if moved is None or key.measure is None else moved.get(key.measure, key.measure)

    def drop_copies(self) -> None:
        """Of rows that say the same in every cell one is enough."""
        for rows in _grouped(self.theirs, _named).values():
            first, *others = rows
            for row in others:
                if row.layout is first.layout and _cells(row) == _cells(first):
                    del self.theirs[row]
                    cell = self.newer.cell(row.span)
                    text = f"{self.newer.cell(first.span)} の行と同じです: {_shown(row)}"
                    self.told.append(Note(text, self.newer.file, cell))

    def by_number_and_title(self) -> None:
        """Where as many have both here as there, they are the same in their order."""
        here, there = _grouped(self.ours, _named), _grouped(self.theirs, _named)
        for named, rows in there.items():
            measures = here.get(named, [])
            if len(rows) == len(measures):
                for measure, row in zip(measures, rows, strict=True):
                    self.match(measure, row, Tie.NUMBER_AND_TITLE)
            elif len(rows) > 1 or len(measures) > 1:
                places = "、".join(self.newer.cell(row.span) for row in rows)
                why = (
                    f"同じ番号と名前の行が {len(rows)} つあり、書いてあることが違います（{places}）"
                    if len(rows) > 1
                    else f"同じ番号と名前の施策が一覧に {len(measures)} つあります"
                )
                for row in rows:
                    self.tell(row, why)
                for measure in measures:
                    self.ours.pop(measure)

    def by_lineage(self) -> None:
        """The title alone, then the content."""
        before, after = list(self.theirs), list(self.ours)
        found = lineage(list(map(_identity, before)), list(map(_identity, after)))
        for pair in found.pairs:
            row, measure = before[pair.before], after[pair.after]
            self.match(measure, row, pair.tie)
            if pair.tie is Tie.CONTENT:
                text = f"内容で照らし合わせた: {self.name(measure)} と {_shown(row)}"
                self.told.append(Note(text, self.newer.file, self.newer.cell(row.span)))

    def _strangers(self) -> Iterator[Measure]:
        """The rows that are new; who is like somebody here, and not like him alone, is told."""
        rows, measures = list(self.theirs), list(self.ours)
        likes = near_to(list(map(_identity, rows)), list(map(_identity, measures)))
        numbers = {measure.key: measure for measure in self.guideline.measures}
        for row, places in zip(rows, likes, strict=True):
            like = [measures[place] for place in places]
            if len(like) > 1:
                names = "、".join(map(self.name, like))
                self.tell(row, f"似た施策が {len(like)} つあり（{names}）、どれのことか分かりません")
            elif like:
                self.tell(row, f"{self.name(like[0])} に似ていますが、確かではありません")
            elif not row.title:
                self.tell(row, "施策の名前のない行です")
            elif row.key is None:
                self.tell(row, "番号のない行です")
            elif row.key in numbers:
                self.tell(row, f"{self.name(numbers[row.key])} と同じ番号ですが、名前も内容も違います")
            else:
                yield row

    def tell(self, row: Measure, why: str) -> None:
        """A row that nobody gets; all it says stays in the report."""
        self.theirs.pop(row, None)
        self.told += untaken(self.newer, row, why)

    def name(self, measure: Measure) -> str:
        name = called(self.guideline, measure)[1]
        title = short(measure.title.text)
        return name if name == measure.title.text else f"{name}「{title}」"


def untaken(newer: Newer, row: Measure, why: str) -> Iterator[Unplaced]:
    """Each filled cell of a row that has no place, the first with the reason."""
    for part in row.each:
        for column in part.layout.given:
            if text := says(part, column):
                yield Unplaced(text, _shown(row), why, newer.file, newer.cell_of(part, column))


def _shown(row: Measure) -> str:
    """A row as people know it: number and title."""
    return f"{row.number_span.text} {short(row.title.text)}".strip()


def _named(measure: Measure) -> Hashable:
    return measure.key, fold_width(printed(measure.title.text))


def grouped_by_name(measures: Iterable[Measure]) -> Mapping[Hashable, list[Measure]]:
    """Measures of one number and title together, in their order."""
    return _grouped(measures, _named)


def _cells(row: Measure) -> list[str]:
    return [says(part, column) for part in row.each for column in part.layout.given]


def _identity(measure: Measure) -> Identity:
    content = "".join(part.text for part in measure.passages)
    return Identity(measure.key, printed(measure.title.text), content)


def _grouped(
    measures: Iterable[Measure], key: Callable[[Measure], Hashable]
) -> Mapping[Hashable, list[Measure]]:
    groups: dict[Hashable, list[Measure]] = {}
    for measure in measures:
        groups.setdefault(key(measure), []).append(measure)
    return groups


def _alone(pairs: Iterable[tuple[Hashable, Measure]]) -> dict[Hashable, Measure]:
    """Who alone has a key."""
    groups: dict[Hashable, list[Measure]] = {}
    for key, measure in pairs:
        groups.setdefault(key, []).append(measure)
    return {key: found[0] for key, found in groups.items() if len(found) == 1}
