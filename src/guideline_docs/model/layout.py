"""Which cell of a row is of which column: worked out once for all rows below one head.

    No  内容  重点  担当課       cells of the row, each with its column
        内容  実績  理由  担当課  cells of the measure: text as it is written

Tier, status and proposal are closed words, which the measure holds as what they mean.
"""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple

from guideline_docs.model.vocabulary import Vocabulary
from guideline_docs.source.glyphs import distinct, fold_head
from guideline_docs.source.record import own_key
from guideline_docs.syntax.columns import PROSE, Column, ColumnKind
from guideline_docs.syntax.nodes import Cell, HeadLine
from guideline_docs.syntax.sheet import columns_of

# What every measure has, in a table without such a column as an empty cell.
CLOSED = (Column.TIER, Column.STATUS, Column.PROPOSAL)
USUAL = (*CLOSED, *PROSE)


@own_key
class Layout(NamedTuple):
    """The columns of the rows below one head line.

    ``given`` are those of the cells of a row, no two alike; ``order`` the places of the
    usual cells in it, beyond every row's end for columns that are not there, and ``pick``
    takes them out of a row that has them all; ``further`` are the places of the others.
    ``kept`` are the columns of a measure's cells, ``places`` their places there; ``prose``:
    all of them hold running text. ``unnamed`` are columns without a head.
    """

    given: tuple[Column, ...]
    columns: frozenset[Column]
    order: tuple[int, ...]
    pick: Callable[[tuple[Cell, ...]], tuple[Cell, ...]]
    further: tuple[int, ...]
    kept: tuple[Column, ...]
    places: Mapping[Column, int]
    prose: bool
    unnamed: frozenset[Column]
    again: Column | None = None
    """The column that says of a row that it repeats another: 再掲."""
    card: bool = False
    """The rows are cards: their cells are fields."""

    @classmethod
    def of(
        cls,
        head: HeadLine | None,
        columns: Mapping[Column, Column],
        second: Collection[str] | None = (),
    ) -> "Layout":
        """The layout below a head line, or of a sheet without any.

        ``columns`` are those of the settings; ``second`` the heads of what 第2期 adds, or
        None where all does that the documents do not know.
        """
        known = [column and columns.get(column, column) for column in columns_of(head)]
        written = [each.cell.text if each else "" for each in head.heads] if head else []
        taken = {fold_head(column.name) for column in known if column}
        given: list[Column] = []
        unnamed = set()
        for place, column in enumerate(known):
            if column is None:
                name = distinct(written[place] or f"列{place + 1}", taken)
                if second is None or written[place] in second:
                    column = Column.added(name, written[place])
                else:
                    column = Column.named(name)
                if not written[place]:
                    unnamed.add(column)
            elif second is None and not column.known:
                column = Column.added(column.name)
            given.append(column)
        places = {column: place for place, column in enumerate(given)}
        order = tuple(places.get(column, sys.maxsize) for column in USUAL)
        further = tuple(
            n
            for n, column in enumerate(given)
            if not column.known and column.kind is not ColumnKind.LEVEL
        )
        kept = (*PROSE, *(given[place] for place in further))
        return cls(
            given=tuple(given),
            columns=frozenset(column for column in given if not column.second),
            order=order,
            pick=itemgetter(*order),
            further=further,
            kept=kept,
            places=_places(kept),
            prose=_all_prose(kept),
            unnamed=frozenset(unnamed),
            again=next((c for c in given if not c.known and fold_head(c.name) == "再掲"), None),
        )

    def with_added(self, columns: Iterable[Column]) -> "Layout":
        """The same with fields that cards add; of two of one name each is its own."""
        kept, taken = list(self.kept), {fold_head(column) for column in self.kept}
        for column in columns:
            key = distinct(column, taken)
            kept.append(Column(key, column.heads, column.kind, column.unit, column.second))
        return self._replace(kept=tuple(kept), places=_places(kept), prose=_all_prose(kept))


class Layouts:
    """The layout of the rows under each head line, worked out once.

    ``columns`` is every column that is declared, as it is in the settings.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.columns = {column: column for column in vocabulary.columns}
        self.second_heads = vocabulary.second_heads
        self._known: dict[tuple[HeadLine | None, bool, bool], Layout] = {}

    def of(self, head: HeadLine | None, card: bool = False, beside: bool = False) -> Layout:
        """The layout of rows, or of cards.

        Of cards ``beside`` a sheet every further field is what 第2期 adds; in a whole table
        of cards only what the settings call so.
        """
        key = head, card, beside
        layout = self._known.get(key)
        if layout is None:
            added = self.second_heads if card else ()
            layout = Layout.of(head, self.columns, None if card and beside else added)
            layout = layout._replace(card=card)
            self._known[key] = layout
        return layout


def _places(columns: Iterable[Column]) -> dict[Column, int]:
    return {column: place for place, column in enumerate(columns)}


def _all_prose(columns: Iterable[Column]) -> bool:
    return all(column.prose for column in columns)
