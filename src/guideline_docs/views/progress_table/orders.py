"""By what the rows of a further column are sorted and chosen: as its kind asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from guideline_docs.model.figure import day, figure
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.terms import Words
from guideline_docs.source.glyphs import fold_term
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column, ColumnKind

# One cell may name several departments.
_BETWEEN = re.compile(r"[、，,・／/\n\r;；]+")


class Choice(NamedTuple):
    """What a row means in a column: the values that it is chosen by, and its rank.

    Ranks are digits that sort as text; what nobody can read comes last.
    """

    values: tuple[str, ...]
    rank: str


class Order(NamedTuple):
    """A column that rows can be sorted by; ``choices`` are the values to choose among, in
    their order, empty where they are too many to be chosen."""

    column: Column
    choices: tuple[str, ...]
    rows: dict[Measure, Choice]


def orders(guideline: Guideline) -> tuple[Order, ...]:
    """The order of each further column that has one; running text has none."""
    words = {each.column: each.statuses for each in guideline.judgements}
    found = []
    for column in guideline.further:
        match column.kind:
            case ColumnKind.NUMBER | ColumnKind.PERCENT:
                found.append(_by(guideline, column, lambda text: (f := figure(text)) and f.value))
            case ColumnKind.DATE:
                found.append(_by(guideline, column, day))
            case ColumnKind.DEPARTMENT:
                found.append(_chosen(guideline, column, departments, ()))
            case ColumnKind.STATUS:
                statuses = words.get(column, ())
                known = tuple(status.word for status in statuses)
                read = Words(statuses).find
                found.append(_chosen(guideline, column, _word(read), known))
    return tuple(found)


def departments(text: str) -> tuple[str, ...]:
    """The departments that a cell names."""
    return tuple(filter(None, (name.strip() for name in _BETWEEN.split(text))))


def _word(find: Callable[[str], Any]) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        status = find(text)
        return (status.word,) if status else tuple(filter(None, [text.strip()]))

    return read


def _cells(measure: Measure, column: Column) -> Iterable[str]:
    return (row[column].text for row in measure.each)


def _by(guideline: Guideline, column: Column, read: Callable[[str], Any]) -> Order:
    """Rows in the order of what is read in them."""
    values = {
        measure: next(filter(lambda value: value is not None, map(read, _cells(measure, column))), None)
        for measure in guideline.measures
    }
    ranks = _ranks(sorted({value for value in values.values() if value is not None}))
    rows = {measure: Choice((), ranks.get(value, _last(ranks))) for measure, value in values.items()}
    return Order(column, (), rows)


def _chosen(
    guideline: Guideline,
    column: Column,
    read: Callable[[str], tuple[str, ...]],
    known: tuple[str, ...],
) -> Order:
    """Rows to be chosen by a word; ``known`` are those that have an order of their own."""
    values = {
        measure: tuple(dict.fromkeys(word for cell in _cells(measure, column) for word in read(cell)))
        for measure in guideline.measures
    }
    told = {word for words in values.values() for word in words}
    free = tuple(sorted(told, key=fold_term)) if not known else ()
    ranks = _ranks(known or free)
    rows = {
        measure: Choice(words, ranks.get(words[0] if words else "", _last(ranks)))
        for measure, words in values.items()
    }
    return Order(column, known or free, rows)


def _ranks(values: Iterable[Any]) -> dict[Any, str]:
    return {value: f"{place:05}" for place, value in enumerate(values)}


def _last(ranks: dict[Any, str]) -> str:
    return f"{len(ranks):05}"
