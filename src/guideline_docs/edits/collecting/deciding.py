"""What becomes of the answers: each cell of the table, with all that was answered to it.

Three ways, by the text that was sent: theirs is as it was sent: nothing; ours is: a change;
both say the same: it is in already; otherwise a person decides. Answers of two departments,
or two files of one, are one if they say the same, and none if they do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from guideline_docs.edits.cells import Unwritable, cell_edit, held, says
from guideline_docs.edits.collecting.records import Matter, Open, Taken
from guideline_docs.edits.collecting.replies import Reply
from guideline_docs.edits.importing.step import Step, Wanted
from guideline_docs.edits.incoming import Change, called, field_of
from guideline_docs.model.asked import AskedRow
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.syntax.columns import Column

_GETA = "〓"
"""What stands in a form for a character that no cell can hold."""


class Planned(NamedTuple):
    """A change with the edit that makes it."""

    taken: Taken
    step: Step

    def untaken(self, why: str) -> Open:
        """What is told where it cannot be written after all."""
        change = self.taken.change
        return Open(
            Matter.UNWRITABLE,
            why,
            change.theirs,
            "・".join(self.taken.departments),
            change.key,
            change.name,
            self.taken.title,
            change.field,
            change.head,
            change.path,
            change.line,
            change.base,
            change.ours,
            change.file,
            change.cell,
        )


class Decided(NamedTuple):
    """All cells that were answered, decided or left open; ``same`` need nothing."""

    planned: tuple[Planned, ...]
    open: tuple[Open, ...]
    same: int


def decide(guideline: Guideline, replies: Iterable[Reply]) -> Decided:
    """What the answers change, and what a person must decide."""
    cells: dict[tuple[Measure, Column], list[Reply]] = {}
    for reply in replies:
        cells.setdefault((reply.row.row, reply.field.column), []).append(reply)
    order = {measure: place for place, measure in enumerate(_rows(guideline))}
    named = dict.fromkeys((*guideline.columns, *(column for _, column in cells)))
    columns = {column: place for place, column in enumerate(named)}
    planned: list[Planned] = []
    found: list[Open] = []
    same = 0
    for place in sorted(cells, key=lambda each: (order.get(each[0], len(order)), columns[each[1]])):
        outcome = list(_cell(guideline, cells[place]))
        same += not outcome
        planned += (each for each in outcome if isinstance(each, Planned))
        found += (each for each in outcome if isinstance(each, Open))
    return Decided(tuple(planned), tuple(found), same)


def _rows(guideline: Guideline) -> Iterator[Measure]:
    return (row for measure in guideline.second.measures for row in measure.each)


def _cell(guideline: Guideline, replies: Sequence[Reply]) -> Iterator[Planned | Open]:
    """What becomes of one cell of the table."""
    first = replies[0]
    ours = says(first.row.row, first.field.column)
    results = {_result(reply, ours): reply for reply in reversed(replies)}
    if len(results) > 1:
        why = _unlike(replies)
        yield from (_open(guideline, Matter.UNLIKE, why, reply, ours) for reply in replies)
        return
    ((result, reply),) = results.items()
    bases = [each.base for each in replies]
    if result == ours or any(base is not None and held(base) == result for base in bases):
        return
    if any(base is not None and _as_sent(held(base), ours) for base in bases) or (
        all(base is None for base in bases) and not ours
    ):
        yield _planned(guideline, replies, result, ours)
        return
    known = reply.base is not None
    why = "送ったあとに、ここで変わっています" if known else "送ったときの内容が分からず、今の内容と違います"
    yield _open(guideline, Matter.MOVED, why, reply, ours)


def _result(reply: Reply, ours: str) -> str:
    """What an answer would have the cell say."""
    if reply.result is not None:
        return reply.result
    return ours if reply.base is None or _as_sent(held(reply.base), ours) else held(reply.base)


def _as_sent(base: str, ours: str) -> bool:
    """Whether what was sent is what stands here, as far as a cell can hold that."""
    if base == ours:
        return True
    if _GETA not in base or len(base) != len(ours):
        return False
    return re.fullmatch(re.escape(base).replace(_GETA, "."), ours, re.DOTALL) is not None


def _unlike(replies: Sequence[Reply]) -> str:
    """Who says unlike things: departments, or files of one."""
    departments = list(dict.fromkeys(reply.department for reply in replies))
    if len(departments) > 1:
        return f"{'・'.join(departments)}の回答が違います"
    files = dict.fromkeys(reply.file for reply in replies)
    return "同じ課から違う回答が届いています" if len(files) > 1 else "一つのファイルに違う回答があります"


def _open(guideline: Guideline, matter: Matter, why: str, reply: Reply, ours: str) -> Open:
    column = reply.field.column
    key, name = called(guideline, reply.row.measure)
    span = reply.row.row[column].span
    return Open(
        matter,
        why,
        reply.text,
        reply.department,
        key,
        name,
        reply.row.measure.title.text,
        field_of(column),
        reply.field.head,
        span.source.path,
        span.line,
        reply.base,
        ours,
        reply.file,
        reply.cell,
    )


def _planned(
    guideline: Guideline, replies: Sequence[Reply], result: str, ours: str
) -> Planned | Open:
    reply = replies[0]
    row, column = reply.row, reply.field.column
    home = _home(guideline, row, column)
    if home is None:
        why = f"{called(guideline, row.measure)[1]} のカードがありません。「{reply.field.head}」を書くカードを作ってください"
        return _open(guideline, Matter.UNWRITABLE, why, reply, ours)
    edit = cell_edit(home, column, result)
    if isinstance(edit, Unwritable):
        return _open(guideline, Matter.UNWRITABLE, f"書き込めません（{edit.why}）", reply, ours)
    key, name = called(guideline, row.measure)
    span = home[column].span
    change = Change(
        key,
        name,
        field_of(column),
        reply.field.head,
        span.source.path,
        edit.span.line,
        reply.base,
        reply.text,
        ours,
        result,
        reply.file,
        reply.cell,
    )
    departments = tuple(dict.fromkeys(each.department for each in replies if each.department))
    given = home.layout.given
    wanted = (Wanted(home.span, given.index(column), result),) if column in given else ()
    return Planned(Taken(change, row.measure.title.text, departments), Step(change, (edit,), wanted))


def _home(guideline: Guideline, row: AskedRow, column: Column) -> Measure | None:
    """Where a column of a row is written: in the row, or in the card that adds it."""
    if not column.second or row.row.layout.card:
        return row.row
    cards = [card for card in guideline.cards if card.code == row.measure.code]
    filled = (card for card in cards if card.layout.places.get(column) is not None and card[column])
    return next(filled, next(iter(cards), None))
