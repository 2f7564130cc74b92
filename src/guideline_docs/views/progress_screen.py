"""進捗状況一覧 on a screen: the same table, and the ways to find something in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guideline_docs.views.progress_table.parts import Band, Block, ProgressTable, Row
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
    """The order of a row in each column that can be sorted, and what it is found by.

    ``levels`` are the names of its headings of further levels that rows are found by.
    """

    category: str
    levels: tuple[str, ...]
    by_number: str
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
        self.rows = [each for block in table.blocks for each in _with_bands(block, ())]
        self.first: dict[str, str] = {}
        """What a heading is called → its anchor, of those that stand again the first."""
        codes = sorted({row.keys.code.path for _, row in self.rows if row.keys.code})
        self.order = {path: place for place, path in enumerate(codes, 1)}

    def screen(self) -> ProgressScreen:
        places = {row.anchor: self._place(bands, row) for bands, row in self.rows}
        return ProgressScreen(
            self.words, self.table, tuple(self._filters(places)), places, str(len(self.rows))
        )

    def _place(self, bands: tuple[Band, ...], row: Row) -> Place:
        code, names = row.keys.code, {band.level: band.name for band in bands}
        top = next((band for band in bands if band.level == 0), None)
        return Place(
            category=self.first.setdefault(top.name, top.anchor) if top else "",
            levels=tuple(names.get(level, "") for level, _ in self.table.inner),
            by_number=str(self.order[code.path]) if code and code.above else row.number,
            tier=row.keys.tier,
            status=row.keys.status,
            move=row.keys.move,
            by_status=_rank(self.statuses, row.keys.status),
            by_move=f"{_rank(self.kinds, row.keys.move)}-{_rank(self.tiers, row.keys.tier)}",
        )

    def _filters(self, places: dict[str, Place]) -> Iterator[Filter]:
        words, table, at = self.words, self.table, list(places.values())
        bands = {self.first.get(b.band.name, b.band.anchor): b.band.name for b in table.blocks if b.band}
        moves = [(move.kind.value, move.word) for move in table.moves]
        choices = (
            ("category", table.outermost, list(bands.items()), [place.category for place in at]),
            *self._inner(at),
            ("tier", words.tier, [(mark, mark) for mark in self.tiers], [p.tier for p in at]),
            ("status", words.status, [(w, w) for w in self.statuses], [p.status for p in at]),
            ("move", words.move, moves, [place.move for place in at]),
        )
        for field, label, known, values in choices:
            if known:
                yield Filter(field, label, tuple(self._options(known, values)))

    def _inner(
        self, places: list[Place]
    ) -> Iterator[tuple[str, str, list[tuple[str, str]], list[str]]]:
        """The choices of the further levels that are columns, by the names of the headings."""
        for at, (level, name) in enumerate(self.table.inner):
            values = [place.levels[at] for place in places]
            known = [(value, value) for value in dict.fromkeys(values) if value]
            yield f"level{level}", name, known, values

    def _options(
        self, known: Iterable[tuple[str, str]], values: Iterable[str]
    ) -> Iterator[Option]:
        counts = Counter(values)
        for value, name in known:
            yield Option(value, self.words.option.format(name=name, n=counts.pop(value, 0)))
        if others := sum(counts.values()):
            # An empty value would be everything.
            yield Option("-", self.words.option.format(name=self.words.other, n=others))


def _with_bands(block: Block, above: tuple[Band, ...]) -> Iterator[tuple[tuple[Band, ...], Row]]:
    """The rows of a block, each with the headings that it stands under."""
    bands = (*above, block.band) if block.band else above
    yield from ((bands, row) for row in block.rows)
    for inner in block.blocks:
        yield from _with_bands(inner, bands)


def _rank(order: list[str], value: str) -> str:
    """The place of a word as digits that sort as text; what is unknown comes last."""
    return f"{order.index(value) if value in order else len(order):02}"
