"""進捗状況一覧 on a screen: the same table, and the ways to find something in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guideline_docs.views.progress_table.parts import ProgressTable, Row
from guideline_docs.views.wording import Wording, phrase


@dataclass(frozen=True, slots=True)
class ScreenWords:
    """``[progress_screen]`` in wording.toml."""

    skip: str
    filters: str
    search: str
    search_hint: str
    tier: str
    status: str
    move: str
    everything: str
    option: str = phrase("name", "n")
    other: str
    reset: str
    shown: str = phrase("n", "total")
    all_shown: str = phrase("total")
    none_shown: str
    sort_hint: str
    sorted_by: str = phrase("head")
    top: str
    remarks: str


@dataclass(frozen=True, slots=True)
class Option:
    """``value`` is what the rows carry; ``label`` says how many they are."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice among the values of one field; ``field`` is its name in the page."""

    field: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The order of a row in each column that can be sorted, and what it is found by."""

    category: str
    tier: str
    status: str
    move: str
    by_status: str
    by_move: str


@dataclass(frozen=True, slots=True)
class ProgressScreen:
    words: ScreenWords
    table: ProgressTable
    filters: tuple[Filter, ...]
    places: dict[str, Place]
    """Anchor of a measure → where it is."""
    total: str


def progress_screen(table: ProgressTable, wording: Wording) -> ProgressScreen:
    """The table with its filters. Raises CannotRun where a phrase is missing."""
    words = wording.phrases(ScreenWords, "progress_screen")
    return _Arranger(table, words).screen()


class _Arranger:
    def __init__(self, table: ProgressTable, words: ScreenWords) -> None:
        self.table = table
        self.words = words
        self.tiers = [tier.mark for tier in table.tiers if table.achievement.rows]
        self.statuses = [key.word for key in table.achievement.keys]
        self.kinds = [move.kind for move in table.moves]
        self.rows = [
            (block.band.anchor if block.band else "", row)
            for block in table.blocks
            for part in block.all
            for row in part.rows
        ]

    def screen(self) -> ProgressScreen:
        places = {row.anchor: self._place(category, row) for category, row in self.rows}
        return ProgressScreen(
            self.words, self.table, tuple(self._filters(places)), places, str(len(self.rows))
        )

    def _place(self, category: str, row: Row) -> Place:
        return Place(
            category=category,
            tier=row.keys.tier,
            status=row.keys.status,
            move=row.keys.move,
            by_status=_rank(self.statuses, row.keys.status),
            by_move=f"{_rank(self.kinds, row.keys.move)}-{_rank(self.tiers, row.keys.tier)}",
        )

    def _filters(self, places: dict[str, Place]) -> Iterator[Filter]:
        words, table, at = self.words, self.table, list(places.values())
        bands = [(b.band.anchor, b.band.name) for b in table.blocks if b.band]
        moves = [(move.kind.value, move.word) for move in table.moves]
        choices = (
            ("category", self.table.outermost, bands, [place.category for place in at]),
            ("tier", words.tier, [(mark, mark) for mark in self.tiers], [p.tier for p in at]),
            ("status", words.status, [(w, w) for w in self.statuses], [p.status for p in at]),
            ("move", words.move, moves, [place.move for place in at]),
        )
        for field, label, known, values in choices:
            if known:
                yield Filter(field, label, tuple(self._options(known, values)))

    def _options(
        self, known: Iterable[tuple[str, str]], values: Iterable[str]
    ) -> Iterator[Option]:
        counts = Counter(values)
        for value, name in known:
            yield Option(value, self.words.option.format(name=name, n=counts.pop(value, 0)))
        if others := sum(counts.values()):
            # An empty value would be everything.
            yield Option("-", self.words.option.format(name=self.words.other, n=others))


def _rank(order: list[str], value: str) -> str:
    """The place of a word as digits that sort as text; what is unknown comes last."""
    return f"{order.index(value) if value in order else len(order):02}"
