"""Which cell of a row is of which column: worked out once for all rows below one head.

    No  内容  重点  担当課       cells of the row, each with its column
        内容  実績  理由  担当課  cells of the measure: text as it is written

Tier, status and proposal are closed words, which the measure holds as what they mean.
"""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import itemgetter

from guideline_docs.model.vocabulary import Vocabulary
from guideline_docs.source.glyphs import distinct, fold_head
from guideline_docs.source.record import NamedTuple, own_key
from guideline_docs.syntax.columns import PROSE, Column, ColumnKind
from guideline_docs.syntax.nodes import HeadLine
from guideline_docs.syntax.sheet import columns_of

# What every measure has, in a table without such a column as an empty cell.
CLOSED = (Column.TIER, Column.STATUS, Column.PROPOSAL)


@own_key
class Layout(NamedTuple):
    """The columns of the rows below one head line.

    ``given`` are those of the cells of a row, no two alike; ``closed`` the places of the
    closed words in it, beyond every row's end for columns that are not there, ``texts`` those
    of the columns that a measure keeps, which are ``kept``; ``pick`` takes the texts of both
    out of a row that has them all. ``places`` are the places of the kept ones among the
    measure's cells; ``running`` the places there of what is running text. ``unnamed`` are
    columns without a head.
    """

    given: tuple[Column, ...]
    columns: frozenset[Column]
    closed: tuple[int, ...]
    texts: tuple[int, ...]
    pick: Callable[[list[str]], tuple[str, ...]]
    kept: tuple[Column, ...]
    places: Mapping[Column, int]
    running: tuple[int, ...]
    unnamed: frozenset[Column]
    again: Column | None = None
    """The column that says of a row that it repeats another: 再掲."""
    card: bool = False
    """The rows are cards: their cells are fields."""

    def picked(self, texts: list[str]) -> tuple[str, ...]:
        """The closed words of a row, then the texts that a measure keeps, by the texts of its
        cells; empty ones where the row or the table has none."""
        try:
            return self.pick(texts)
        except IndexError:
            size = len(texts)
            return tuple(
                [texts[at] if at < size else "" for at in (*self.closed, *self.texts)]
            )

    @property
    def further(self) -> tuple[int, ...]:
        """The places in a row of the columns that the documents do not know."""
        return self.texts[len(PROSE) :]

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
        closed, texts = (
            tuple(places.get(column, sys.maxsize) for column in columns) for columns in (CLOSED, PROSE)
        )
        further = tuple(
            n
            for n, column in enumerate(given)
            if not column.known and column.kind is not ColumnKind.LEVEL
        )
        kept = (*PROSE, *(given[place] for place in further))
        return cls(
            given=tuple(given),
            columns=frozenset(column for column in given if not column.second),
            closed=closed,
            texts=(*texts, *further),
            pick=itemgetter(*closed, *texts, *further),
            kept=kept,
            places=_places(kept),
            running=_running(kept),
            unnamed=frozenset(unnamed),
            again=next((c for c in given if not c.known and fold_head(c.name) == "再掲"), None),
        )

    def with_added(self, columns: Iterable[Column]) -> "Layout":
        """The same with fields that cards add; of two of one name each is its own."""
        kept, taken = list(self.kept), {fold_head(column) for column in self.kept}
        for column in columns:
            key = distinct(column, taken)
            kept.append(Column(key, column.heads, column.kind, column.unit, column.second))
        return self._replace(kept=tuple(kept), places=_places(kept), running=_running(kept))


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


def _running(columns: Iterable[Column]) -> tuple[int, ...]:
    return tuple(place for place, column in enumerate(columns) if column.prose)
