"""The answers to an inquiry into the sources: what is sure, and what a person must decide.

    pairing    rows of the answers ↔ rows that were asked about
    words      what an answer says, or why nobody can tell
    replies    a file: each answer with its cell, and all that is no answer
    deciding   a cell of the table: all that was answered to it
    records    what comes of that

Nothing is erased: an empty answer is none. Nothing that a department wrote goes without a
line: it is a change, is said here already, or is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from guideline_docs.edits.collecting.deciding import Planned, decide
from guideline_docs.edits.collecting.pairing import Heads, Match, Pairing, Strange
from guideline_docs.edits.collecting.records import (
    AsSent,
    Collected,
    Empty,
    Matter,
    Open,
    Progress,
    State,
    Taken,
)
from guideline_docs.edits.collecting.replies import Asking, BookReplies, Form, Reader
from guideline_docs.edits.importing.trying import patch_of, sure
from guideline_docs.edits.incoming import called
from guideline_docs.model.asked import Asked, AskedDepartment, AskedRow
from guideline_docs.model.departments import Department, fold_department
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry import FILE_BEGINS
from guideline_docs.model.inquiry_index import IndexRow
from guideline_docs.readback.gathering import Gathered
from guideline_docs.readback.inquiry import AnswerBook
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.text import must_be_text
from guideline_docs.syntax.columns import Column

__all__ = ["AsSent", "Collected", "Matter", "Open", "Progress", "State", "Taken", "collect", "title_heads"]


def title_heads(guideline: Guideline) -> tuple[str, ...]:
    """What the column of titles may be called in a form."""
    return _heads(guideline, Column.TITLE)


def collect(
    snapshot: Snapshot,
    asked: Asked,
    gathered: Gathered,
    form: Form,
    index: Sequence[IndexRow] = (),
) -> Collected:
    """Hold all answers against the project; nothing is written yet.

    ``asked`` is what the project asks, ``form`` says of a book what its form said, ``index``
    tells what was sent, where that is still known.
    """
    guideline = snapshot.guideline
    for source in snapshot.sources:
        must_be_text(source)
    rows = dict.fromkeys(row for each in asked.departments for row in each.rows)
    rows |= dict.fromkeys(asked.without)
    heads = Heads(
        frozenset(map(fold_head, _heads(guideline, Column.NUMBER))),
        frozenset(map(fold_head, title_heads(guideline))),
    )
    # What lies beside the answers just as it was sent has not come back.
    unsent = {row.digest for row in index} - {""}
    came = [book for book in gathered.books if book.digest not in unsent]
    pairing = Pairing(guideline, rows, heads)
    reader = Reader(guideline, pairing, form, came)
    books = [reader.read(book, _department(book, asked, pairing)) for book in came]
    decided = decide(guideline, [reply for book in books for reply in book.replies])
    kept = set(sure(snapshot, [planned.step for planned in decided.planned]))
    found = [*decided.open, *(each for book in books for each in book.open)]
    found += _untaken(decided.planned, kept)
    found += _uninvited(books)
    taken = tuple(each.taken for each in decided.planned if each.step in kept)
    order = list(Matter)
    opened = tuple(sorted(found, key=lambda each: order.index(each.matter)))
    states = tuple(
        _state(guideline, own, asked, books, taken, opened)
        for own in _expected(asked, index)
    )
    return Collected(
        states,
        taken,
        opened,
        tuple(note for book in books for note in book.notes),
        gathered.others,
        patch_of(each.step for each in decided.planned if each.step in kept),
        decided.same,
    )


def _heads(guideline: Guideline, column: Column) -> tuple[str, ...]:
    vocabulary = guideline.configuration.vocabulary
    named = (each.names for each in vocabulary.columns if each == column)
    return (*next(named, ()), vocabulary.head(column))


def _untaken(planned: Iterable[Planned], kept: set[object]) -> Iterator[Open]:
    why = "書くと、その行が別のものとして読まれます"
    return (each.untaken(why) for each in planned if each.step not in kept)


def _uninvited(books: Iterable[BookReplies]) -> Iterator[Open]:
    """The books of departments that nobody asked, or that do not say whose they are."""
    for book in books:
        if book.department is None:
            name = book.book.sent.department if book.book.sent else ""
            why = f"「{name}」には、今の一覧では照会していません" if name else "どの課の回答か分かりません"
            yield Open(Matter.FILE, f"{why}。行は鍵（照会キー）か番号と内容で照らし合わせました", "", name, file=book.book.file)


# --- whose a book is ------------------------------------------------------------------------


def _department(book: AnswerBook, asked: Asked, pairing: Pairing) -> Department | None:
    """Whose answer it is: by what it says of itself, by its name, by the rows that it has."""
    known = {each.department.key: each.department for each in asked.departments}
    if book.sent and (named := fold_department(book.sent.department)):
        return known.get(named)
    path = PurePath(book.file)
    for part in (path.stem, *reversed(path.parent.parts)):
        named = fold_department(part.removeprefix(FILE_BEGINS))
        if named in known:
            return known[named]
        within = [key for key in known if key in named]
        longest = [key for key in within if not any(key in other and key != other for other in within)]
        if len(longest) == 1:
            return known[longest[0]]
    return _by_rows(pairing.pair(book, ""))


def _by_rows(found: Iterable[Match | Strange]) -> Department | None:
    """The only department that is asked about all rows of a book."""
    asked = [match.asked.departments for match in found if isinstance(match, Match)]
    common = [each for each in asked[0] if all(each in row for row in asked)] if asked else []
    return common[0] if len(common) == 1 else None


def _expected(asked: Asked, index: Sequence[IndexRow]) -> Iterator[AskedDepartment]:
    """Who was asked: by the list of what was sent, or all whom the project would ask.

    One that the project no longer asks is expected all the same, with no rows.
    """
    sent = {fold_department(row.department): row for row in index}
    own = {each.department.key: each for each in asked.departments}
    yield from (each for key, each in own.items() if not sent or key in sent)
    for key, row in sent.items():
        if key not in own:
            yield AskedDepartment(Department(key, row.department), ())


# --- who has answered -----------------------------------------------------------------------


def _state(
    guideline: Guideline,
    own: AskedDepartment,
    asked: Asked,
    books: Sequence[BookReplies],
    taken: Sequence[Taken],
    opened: Sequence[Open],
) -> State:
    name = own.department.name
    mine = [book for book in books if book.department and book.department.key == own.department.key]
    cells: dict[tuple[AskedRow, str], list[Asking]] = {}
    for book in mine:
        for each in book.asking:
            cells.setdefault((each.row, str(each.field.column)), []).append(each)
    wanted = {str(field.column): field for field in asked.fields}
    fields = {str(each.field.column): each.field for book in mine for each in book.asking} or wanted
    empty: list[Empty] = []
    count = 0
    for row in own.rows:
        for key, field in fields.items():
            if not row.takes(field):
                continue
            count += 1
            replies = cells.get((row, key), [])
            if not any(each.answered for each in replies):
                cell = replies[0].cell if replies else ""
                label = called(guideline, row.measure)[1]
                empty.append(Empty(label, row.measure.title.text, field.head, cell))
    sent = [book.book.sent for book in mine if book.book.sent]
    return State(
        own.department,
        tuple(book.book.file for book in mine),
        len(own.rows),
        count,
        count - len(empty),
        tuple(empty),
        tuple(dict.fromkeys(book.book.answerer for book in mine if book.book.answerer)),
        next((each.due for each in sent if each.due), ""),
        sum(name in each.departments for each in taken),
        sum(name == each.department for each in opened),
    )
