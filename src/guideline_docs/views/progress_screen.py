"""進捗状況一覧 on a screen: the same table, and the ways to find something in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from guideline_docs.syntax.columns import Column
from guideline_docs.views.progress_table.heads import HeadKind
from guideline_docs.views.progress_table.parts import Band, Block, ProgressTable, Row
from guideline_docs.views.wording import Wording, phrase


@dataclass(frozen=True, slots=True)
class ScreenWords:
    """``[progress_screen]`` in wording.toml."""

    skip: str
    filters: str
    search: str
    search_hint: str
    everything: str
    option: str = phrase("name", "n")
    other: str
    reset: str
    shown: str = phrase("n", "total")
    all_shown: str = phrase("total")
    none_shown: str
    sort_hint: str = phrase("number", "level")
    sort_hint_flat: str
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
class OwnPlace:
    """The same in a further column: ``values`` are what a row is chosen by, each on a line."""

    field: str
    values: str
    rank: str


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
    own: tuple[OwnPlace, ...]


@dataclass(frozen=True, slots=True)
class ProgressScreen:
    words: ScreenWords
    table: ProgressTable
    filters: tuple[Filter, ...]
    places: dict[str, Place]
    """Anchor of a measure → where it is."""
    sorts: dict[str, str]
    """Key of a column → the field that its rows are sorted by."""
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
        self.statuses = list(table.statuses)
        self.ways = [move.way for move in table.moves]
        self.fields = {order.column: f"own-{n}" for n, order in enumerate(table.orders, 1)}
        self.rows = [each for block in table.blocks for each in _with_bands(block, ())]
        self.first: dict[str, str] = {}
        """What a heading is called → its anchor, of those that stand again the first."""
        codes = sorted({row.keys.code.path for _, row in self.rows if row.keys.code})
        self.order = {path: place for place, path in enumerate(codes, 1)}

    def screen(self) -> ProgressScreen:
        places = {row.anchor: self._place(bands, row) for bands, row in self.rows}
        total = sum(not row.keys.again for _, row in self.rows)
        filters = (*self._filters(places), *self._own_filters())
        words, table = self.words, self.table
        hint = words.sort_hint.format(number=table.heads.number, level=table.outermost)
        if not any(block.band for block in table.blocks):
            hint = words.sort_hint_flat
        return ProgressScreen(
            replace(words, sort_hint=hint), table, filters, places, dict(self._sorts()), str(total)
        )

    def _sorts(self) -> Iterator[tuple[str, str]]:
        kinds = {
            HeadKind.CODE: "number", HeadKind.STATUS: "byStatus", HeadKind.MOVE: "byMove",
        }
        for head in self.table.heads.columns:
            if field := self.fields.get(head.key):
                yield head.key, f"by{field.capitalize()}"
            elif head.kind in kinds:
                yield head.key, kinds[head.kind]

    def _place(self, bands: tuple[Band, ...], row: Row) -> Place:
        code, names = row.keys.code, {band.level: band.name for band in bands}
        top = next((band for band in bands if band.level == 0), None)
        return Place(
            category=self.first.setdefault(top.name, top.anchor) if top else "",
            levels=tuple(names.get(level, "") for level, _ in self.table.inner),
            by_number=str(self.order[code.path]) if code and code.above else row.number,
            tier=row.keys.tier,
            status=row.keys.status,
            move=row.keys.way,
            by_status=_rank(self.statuses, row.keys.status),
            by_move=f"{_rank(self.ways, row.keys.way)}-{_rank(self.tiers, row.keys.tier)}",
            own=tuple(
                OwnPlace(self.fields[column], "\n".join(choice.values), choice.rank)
                for column, choice in row.keys.own.items()
            ),
        )

    def _filters(self, places: dict[str, Place]) -> Iterator[Filter]:
        table, at = self.table, list(places.values())
        bands = {self.first.get(b.band.name, b.band.anchor): b.band.name for b in table.blocks if b.band}
        moves = [(str(move.way), move.word) for move in table.moves]
        choices = (
            ("category", table.outermost, list(bands.items()), [place.category for place in at]),
            *self._inner(at),
            ("tier", table.names[Column.TIER], [(mark, mark) for mark in self.tiers], [p.tier for p in at]),
            ("status", table.names[Column.STATUS], [(w, w) for w in self.statuses], [p.status for p in at]),
            ("move", table.names[Column.PROPOSAL], moves, [place.move for place in at]),
        )
        for field, label, known, values in choices:
            if known:
                yield Filter(field, label, tuple(self._options(known, values)))

    def _own_filters(self) -> Iterator[Filter]:
        """The further columns of words; what a row has none of is told last."""
        heads = {head.key: head.name for head in self.table.heads.columns}
        for order in self.table.orders:
            rows = [row.keys.own.get(order.column) for _, row in self.rows if not row.keys.again]
            values = [value for each in rows if each for value in each.values or ("",)]
            if order.choices:
                known = [(word, word) for word in order.choices]
                label = heads.get(order.column, order.column.name)
                yield Filter(
                    self.fields[order.column], label, tuple(self._options(known, values))
                )

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
