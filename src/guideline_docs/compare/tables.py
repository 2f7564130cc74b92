"""What changed in the table: its headings, its measures, their cells, the lines round it.

Who is who is ``model.lineage``'s business. A measure whose number alone moved is one
change, and a text whose references follow what they name is none.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import TypeVar

from guideline_docs.compare.changes import OF_NAMES, Change, ChangeKind
from guideline_docs.compare.follow import Follow
from guideline_docs.compare.order import in_step, in_turn, out_of_order
from guideline_docs.compare.words import changes, exchanged
from guideline_docs.model.edition import Edition
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.lineage import Identity, between, by_near_title, lineage
from guideline_docs.model.measure import Measure
from guideline_docs.model.moves import MoveKind, move_kind
from guideline_docs.model.section import Section
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import COLUMNS, Column, ColumnKind

Thing = TypeVar("Thing", Section, Measure)

_MOVES = {
    MoveKind.PROMOTION: ChangeKind.PROMOTED,
    MoveKind.DEMOTION: ChangeKind.DEMOTED,
    MoveKind.COMPLETION: ChangeKind.COMPLETED,
}

# A column is another one by name alone if so many of its cells hold what they held.
_RENAMED = 0.8


class _Reading(NamedTuple):
    """A table in reading order: its sections, its measures, and where each of them stands.

    All is told by places: of ``sections``, and of ``measures``.
    """

    sections: tuple[Section, ...]
    parents: tuple[int, ...]
    """Of each section the one it stands in; of the root itself."""
    measures: tuple[Measure, ...]
    homes: tuple[int, ...]
    """Of each measure the section it stands in."""
    order: tuple[tuple[bool, int], ...]
    """Sections (False) and measures (True) as they are read."""

    @classmethod
    def of(cls, edition: Edition) -> "_Reading":
        places = {measure: place for place, measure in enumerate(edition.own)}
        homes = [0] * len(places)
        parents: list[int] = []
        order: list[tuple[bool, int]] = []
        open_sections: list[int] = []
        for at, trail in enumerate(edition.trails):
            open_sections[len(trail) - 1 :] = [at]
            parents.append(open_sections[-2] if len(trail) > 1 else at)
            order.append((False, at))
            for measure in trail[-1].measures:
                if measure in places:
                    homes[places[measure]] = at
                    order.append((True, places[measure]))
        sections = tuple(trail[-1] for trail in edition.trails)
        return cls(sections, tuple(parents), edition.own, tuple(homes), tuple(order))


class Tables:
    """The tables of two versions, paired when they are first looked at.

    ``names`` is what each thing was called → what it is called.
    """

    def __init__(self, old: Guideline, new: Guideline) -> None:
        self.old, self.new = old, new
        self.before, self.after = _Reading.of(old.second), _Reading.of(new.second)
        found = between(old.second, new.second, new.renumbered)
        found = by_near_title(found, old.second.own, new.second.own)
        self.measures = {pair.before: pair.after for pair in found.pairs}
        ours, theirs = self.before.measures, self.after.measures
        self.measures |= _led_along(ours, theirs, self.measures, _title)
        self.measures |= in_turn(ours, theirs, self.measures, _said)
        self.sections = dict(self._paired_sections())
        headings = self.before.sections, self.after.sections
        self.sections |= _led_along(*headings, self.sections, _title)
        self.sections |= in_turn(*headings, self.sections, _code_and_title)
        self.renamed = dict(self._renamed_columns())
        self.names = dict(self._names())

    def _paired_sections(self) -> Iterator[tuple[int, int]]:
        """Headings by number and title, by title, by the measures that stand under them."""
        yield 0, 0  # the roots
        now = {
            was: self.after.measures[place].title.text for was, place in self.measures.items()
        }
        told = [now.get(place, each.title.text) for place, each in enumerate(self.before.measures)]
        ours = list(_identities(self.before, told))
        theirs = list(_identities(self.after, [each.title.text for each in self.after.measures]))
        for pair in lineage(ours[1:], theirs[1:]).pairs:
            yield pair.before + 1, pair.after + 1

    def _renamed_columns(self) -> Iterator[tuple[Column, Column]]:
        """Columns that have another head and hold what they held: that is told of the heads."""
        gone = [column for column in self.old.columns if column not in self.new.columns]
        new = [column for column in self.new.columns if column not in self.old.columns]
        for column in new if gone else ():
            for other in gone:
                told = [
                    (self.before.measures[i][other].text, self.after.measures[j][column].text)
                    for i, j in self.measures.items()
                ]
                filled = [pair for pair in told if any(pair)]
                same = sum(was == now for was, now in filled)
                if same and same >= len(filled) * _RENAMED:
                    yield column, other
                    gone.remove(other)
                    break

    def _names(self) -> Iterator[tuple[str, str]]:
        pairs: list[tuple[Section | Measure, Section | Measure]] = [
            *((self.before.sections[i], self.after.sections[j]) for i, j in self.sections.items()),
            *((self.before.measures[i], self.after.measures[j]) for i, j in self.measures.items()),
        ]
        for was, now in pairs:
            if (name := self.old.name(was)) and (called := self.new.name(now)):
                yield name, called

    def changes(self, follow: Follow) -> Iterator[Change]:
        """All changes as they are read; what was removed stands behind what it followed."""
        last = 0
        place = {each: at for at, each in enumerate(self.after.order)}
        found: list[tuple[int, int, int, list[Change]]] = []
        for at, (is_measure, i) in enumerate(self.before.order):
            j = (self.measures if is_measure else self.sections).get(i)
            if j is None:
                behind = self._thing(*self.after.order[last]) if last else None
                told = [self._removed(is_measure, i)._replace(behind=behind)]
                found.append((last, 1, at, told))
            else:
                last = place[is_measure, j]
        kept = {(True, j): i for i, j in self.measures.items()}
        kept |= {(False, j): i for i, j in self.sections.items()}
        moved = self._out_of_order()
        turned = self._sections_out_of_order()
        for at, (is_measure, j) in enumerate(self.after.order):
            i = kept.get((is_measure, j))
            if i is None:
                told = [self._added(is_measure, j)]
            elif is_measure:
                told = list(self._measure(i, j, j in moved, follow))
            else:
                told = list(self._section(i, j, j in turned))
            if told:
                found.append((at, 0, 0, told))
        for *_, told in sorted(found, key=lambda each: each[:3]):
            yield from told

    def _out_of_order(self) -> set[int]:
        """The measures that stand elsewhere among those that are under their heading still."""
        back = {j: i for i, j in self.measures.items()}
        found: set[int] = set()
        by_home: dict[int, list[int]] = {}
        for j, home in enumerate(self.after.homes):
            i = back.get(j)
            if i is not None and self.sections.get(self.before.homes[i]) == home:
                by_home.setdefault(home, []).append(i)
        for places in by_home.values():
            found |= {self.measures[i] for i in out_of_order(places)}
        return found

    def _sections_out_of_order(self) -> set[int]:
        """The same of headings under one heading."""
        found: set[int] = set()
        under: dict[int, list[int]] = {}
        back = {j: i for i, j in self.sections.items()}
        for j, above in enumerate(self.after.parents):
            i = back.get(j)
            if i and self.sections.get(self.before.parents[i]) == above:
                under.setdefault(above, []).append(i)
        for places in under.values():
            found |= {self.sections[i] for i in out_of_order(places)}
        return found

    def _thing(self, is_measure: bool, j: int) -> Section | Measure:
        return self.after.measures[j] if is_measure else self.after.sections[j]

    # --- one thing ----------------------------------------------------------------------

    def _removed(self, is_measure: bool, i: int) -> Change:
        thing = (self.before.measures if is_measure else self.before.sections)[i]
        text = thing.title.text if thing.title else ""
        name, place = self.old.name(thing), _place(thing)
        parts = changes(text, "")
        return Change(ChangeKind.REMOVED, "", name, "title", place, text, "", parts, thing)

    def _added(self, is_measure: bool, j: int) -> Change:
        thing = self._thing(is_measure, j)
        text = thing.title.text if thing.title else ""
        name, place = self.new.name(thing), _place(thing)
        parts = changes("", text)
        return Change(ChangeKind.ADDED, name, "", "title", place, "", text, parts, None, thing)

    def _section(self, i: int, j: int, turned: bool) -> Iterator[Change]:
        was, now = self.before.sections[i], self.after.sections[j]
        if not now.code.path:
            return
        above, home = self.sections.get(self.before.parents[i]), self.after.parents[j]
        if above != home:
            yield self._changed(ChangeKind.MOVED, was, now, "section", *self._homes(
                self.before.parents[i], home
            ))
        else:
            if was.code.number != now.code.number and was.mark and now.mark:
                names = self.old.name(was), self.new.name(now)
                yield self._changed(ChangeKind.RENUMBERED, was, now, "number", *names)
            if turned:
                names = self._before(self.before, i), self._before(self.after, j)
                yield self._changed(ChangeKind.MOVED, was, now, "order", *names)
        old, new = (each.title.text if each.title else "" for each in (was, now))
        if old != new:
            yield self._changed(ChangeKind.CHANGED, was, now, "title", old, new)

    def _measure(self, i: int, j: int, moved: bool, follow: Follow) -> Iterator[Change]:
        was, now = self.before.measures[i], self.after.measures[j]
        if was.number != now.number:
            names = self.old.name(was), self.new.name(now)
            yield self._changed(ChangeKind.RENUMBERED, was, now, "number", *names)
        home = self.before.homes[i]
        if self.sections.get(home) != self.after.homes[j]:
            homes = self._homes(home, self.after.homes[j])
            yield self._changed(ChangeKind.MOVED, was, now, "section", *homes)
        elif moved:
            names = self._neighbour(self.before, i), self._neighbour(self.after, j)
            yield self._changed(ChangeKind.MOVED, was, now, "order", *names)
        yield from self._cells(was, now, was, now, follow)
        for before, after in zip_longest(was.parts, now.parts):
            yield from self._part(was, now, before, after, follow)

    def _part(
        self,
        was: Measure,
        now: Measure,
        before: Measure | None,
        after: Measure | None,
        follow: Follow,
    ) -> Iterator[Change]:
        """What a further department does for a measure."""
        if before and after:
            yield from self._cells(was, now, before, after, follow)
            return
        text = _said(before or after or was)
        place = (after or before or now).span
        kind = ChangeKind.ADDED if after else ChangeKind.REMOVED
        old, new = ("", text) if after else (text, "")
        yield self._changed(kind, was, now, "part", old, new, place)

    def _cells(
        self, was: Measure, now: Measure, before: Measure, after: Measure, follow: Follow
    ) -> Iterator[Change]:
        if _says_the_same(before, after):
            return
        renamed = set(self.renamed.values())
        for column in columns_of(before, after):
            if column in renamed:
                continue
            old, new = before[self.renamed.get(column, column)], after[column]
            if not follow.same(old, new):
                kind = self._kind(column, before, after)
                field = field_of(column)
                yield self._changed(kind, was, now, field, old.text, new.text, new.span)
        old, new = (row.surplus.text if row.surplus else "" for row in (before, after))
        if old != new:
            place = after.surplus or after.span
            yield self._changed(ChangeKind.CHANGED, was, now, "surplus", old, new, place)

    def _kind(self, column: Column, was: Measure, now: Measure) -> ChangeKind:
        """What a change of a closed word means."""
        if column == Column.TIER and was.meaning.tier.tier and now.meaning.tier.tier:
            ranks = {tier.mark: tier.order for tier in self.new.tiers}
            old, new = ranks.get(was.meaning.tier.tier.mark), ranks.get(now.meaning.tier.tier.mark)
            if old is not None and new is not None:
                return _by_rank(old, new)
        if column == Column.STATUS and now.meaning.status and now.meaning.status.done:
            if not (was.meaning.status and was.meaning.status.done):
                return ChangeKind.COMPLETED
        if column == Column.PROPOSAL:
            old, new = (each.proposal for each in (was, now))
            plain = not (old.completed or new.completed or old.direction or new.direction)
            if plain and old.tier and new.tier:
                return _by_rank(old.tier.order, new.tier.order)
            if move_kind(was) is not move_kind(now):
                return _MOVES.get(move_kind(now), ChangeKind.CHANGED)
        return ChangeKind.CHANGED

    def _changed(
        self,
        kind: ChangeKind,
        was: Section | Measure,
        now: Section | Measure,
        field: str,
        old: str,
        new: str,
        place: Span | None = None,
    ) -> Change:
        names = self.new.name(now), self.old.name(was)
        where = place or _place(now)
        parts = (exchanged if field in OF_NAMES else changes)(old, new)
        return Change(kind, *names, field, where, old, new, parts, was, now)

    def _homes(self, i: int, j: int) -> tuple[str, str]:
        return self.old.name(self.before.sections[i]), self.new.name(self.after.sections[j])

    def _before(self, reading: _Reading, place: int) -> str:
        """The heading that one stands behind; empty where it is the first."""
        guideline = self.old if reading is self.before else self.new
        here = reading.parents[place]
        above = (at for at in range(place - 1, 0, -1) if reading.parents[at] == here)
        found = next(above, None)
        return guideline.name(reading.sections[found]) if found else ""

    def _neighbour(self, reading: _Reading, place: int) -> str:
        """The measure that one stands behind; empty where it is the first of its heading."""
        guideline = self.old if reading is self.before else self.new
        if place and reading.homes[place - 1] == reading.homes[place]:
            return guideline.name(reading.measures[place - 1])
        return ""


def _identities(reading: _Reading, titles: Sequence[str]) -> Iterator[Identity]:
    """The headings by number, title and the measures right under them."""
    under: dict[int, list[str]] = {}
    for title, home in zip(titles, reading.homes, strict=True):
        under.setdefault(home, []).append(title)
    for at, section in enumerate(reading.sections):
        title = section.title.text if section.title else ""
        content = partial("".join, [title, *under.get(at, ())])
        yield Identity(section.code.path, title, content)


def _by_rank(old: int, new: int) -> ChangeKind:
    """A smaller order is a higher tier."""
    if old == new:
        return ChangeKind.CHANGED
    return ChangeKind.PROMOTED if new < old else ChangeKind.DEMOTED


def _led_along(
    old: Sequence[Thing],
    new: Sequence[Thing],
    known: Mapping[int, int],
    key: Callable[[Thing], Hashable],
) -> dict[int, int]:
    """Of those that are not known yet, which is which by what follows what."""
    taken = set(known.values())
    ours = [i for i in range(len(old)) if i not in known]
    theirs = [j for j in range(len(new)) if j not in taken]
    if not (ours and theirs):
        return {}
    pairs = in_step([key(old[i]) for i in ours], [key(new[j]) for j in theirs])
    return {ours[i]: theirs[j] for i, j in pairs}


def _title(thing: Section | Measure) -> str:
    return thing.title.text if thing.title else ""


def _code_and_title(section: Section) -> Hashable:
    return section.code.path, section.title.text if section.title else ""


def _says_the_same(before: Measure, after: Measure) -> bool:
    """Whether no cell of a row is another: so it is of most rows, and this is soon seen."""
    if before.layout.kept != after.layout.kept or before.surplus or after.surplus:
        return False
    cells = zip(before.cells, after.cells, strict=True)
    # A number may be the beginning of a title.
    if _as_written(before) == _as_written(after) and before.title.text == after.title.text:
        # What stands in the row is the same, and what cards add stands elsewhere.
        home, other = before.span.source, after.span.source
        cells = (
            pair
            for pair in cells
            if pair[0].span.source is not home or pair[1].span.source is not other
        )
    elif any(was.span.text != now.span.text for was, now in zip(before.closed, after.closed, strict=True)):
        return False
    return all(was.text == now.text for was, now in cells)


def _as_written(row: Measure) -> tuple[str, str]:
    """A row without its number: what stands before that, and what behind it."""
    span, number = row.span, row.number_span
    text = span.source.text
    return text[span.start : number.start], text[number.end : span.end]


def _place(thing: Section | Measure) -> Span:
    if isinstance(thing, Measure):
        return thing.number_span
    found = thing.mark or (thing.title.span if thing.title else thing.span)
    assert found is not None  # only the root stands nowhere
    return found


def columns_of(*rows: Measure) -> Iterable[Column]:
    """The columns that rows have, in the order in which they are printed."""
    known = [column for column in COLUMNS if any(column in row.columns for row in rows)]
    further = (column for row in rows for column, passage in row.beyond if passage)
    return [
        column
        for column in dict.fromkeys((*known, *further))
        if column.kind not in (ColumnKind.CODE, ColumnKind.LEVEL)
    ]


def field_of(column: Column) -> str:
    """What a column is called in data: its key, of one that is known by its head that."""
    return str(column) if column.known else column.name


def _said(row: Measure) -> str:
    """All that a row says, for one that is there or not as a whole."""
    texts = (row[column].text for column in columns_of(row))
    return "　".join(text for text in texts if text)
