"""A newer table into the sheet of a project: what differs, what has no place, who is told.

    tables     the rows that are compared
    newer      the table, read with the project's settings, and the places of its cells
    pairing    rows ↔ measures
    headings   headings ↔ headings; who stands under another one
    comparing  cell by cell: columns, parts
    rows       measures that are new
    around     title, legend, counts, notes
    step       one change with its edits
    printed    what our own workbook says beside the rows
    trying     what is read once it is written: all as before but what was meant

Only cells that differ change; nothing is erased for being absent, moved or renumbered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, partial
from itertools import chain

from guideline_docs.edits.importing.around import Around
from guideline_docs.edits.importing.comparing import Comparing
from guideline_docs.edits.importing.headings import headings, moved, reordered
from guideline_docs.edits.importing.newer import Newer, must_be_importable, written_heads
from guideline_docs.edits.importing.pairing import Paired, paired
from guideline_docs.edits.importing.printed import Printed, PrintedBy, must_be_for_people, nothing
from guideline_docs.edits.importing.rows import Adding
from guideline_docs.edits.importing.step import Loose, Step, Told
from guideline_docs.edits.importing.trying import patch_of, sure
from guideline_docs.edits.incoming import Change, Incoming, Note, Unplaced, called
from guideline_docs.edits.taking import Taken
from guideline_docs.edits.trial import tried
from guideline_docs.failure import CannotRun
from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.edit import Patch
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.text import must_be_text
from guideline_docs.syntax.kinds import Role, is_sheet
from guideline_docs.syntax.nodes import SheetTree


class Import(NamedTuple):
    """What an import comes to; nothing is written yet."""

    incoming: Incoming
    patch: Patch


def plan(snapshot: Snapshot, taken: Taken, printed: PrintedBy = nothing) -> Import:
    """Compare a newer table with the sheet of a project.

    ``printed`` tells what our own workbook would say. Raises CannotRun where there is no
    sheet, and for a table that cannot be compared.
    """
    ours = snapshot.guideline
    sheet = _sheet(snapshot)
    newer = Newer(taken, snapshot.configuration)
    must_be_importable(newer, ours)
    today = cache(partial(printed, ours))
    must_be_for_people(newer, written_heads(sheet), today)
    told = list(_told(ours, newer, today))
    known = _printed(snapshot, told, today, printed)
    told = list(chain.from_iterable(_without(each, known) for each in told))
    kept = sure(snapshot, [each for each in told if isinstance(each, Step)])
    return Import(Incoming.of(_settled(told, set(kept))), patch_of(kept))


def _sheet(snapshot: Snapshot) -> SheetTree:
    """The sheet that a table can go into.

    Raises CannotRun where there is none, or another one was named.
    """
    sheet, location = snapshot.guideline.sheet, snapshot.location
    if sheet is None:
        for source in snapshot.sources:
            must_be_text(source)
        raise CannotRun(
            f"{location.folder.name}: 一覧がありません。"
            "一覧から始めるには guideline-docs init フォルダー --from ファイル"
        )
    for source, _, role, _ in snapshot.texts:
        named = location.file is not None and source.path == location.file.name
        if named and source is not sheet.source and role is Role.SOURCES and is_sheet(source):
            raise CannotRun(
                f"{source.path}: 取り込めるのは、指針の一覧 {sheet.source.path} だけです"
            )
    return sheet


def _printed(
    snapshot: Snapshot, told: Iterable[Told], today: Callable[[], Printed], printed: PrintedBy
) -> frozenset[str]:
    """What our own workbook says beside the rows, if anybody must know: as the rows are, and
    as they will be, for the counts of a workbook are those of its own rows."""
    loose = {text for each in told if isinstance(each, Loose) for text in each.texts}
    if not loose:
        return frozenset()
    known = today().texts
    steps = [each for each in told if isinstance(each, Step)]
    if known and steps and not loose <= known:
        known |= printed(tried(snapshot, patch_of(sure(snapshot, steps)))).texts
    return known


def _without(told: Told, known: Collection[str]) -> Iterator[Step | Unplaced | Note]:
    """What is told of a line beside the rows, unless it is no news."""
    if not isinstance(told, Loose):
        yield told
    elif not all(text in known for text in told.texts):
        yield from told.told


def _told(ours: Guideline, newer: Newer, printed: Callable[[], Printed]) -> Iterator[Told]:
    """All that differs, in the order of the table."""
    around, comparing = Around(ours, newer, printed), Comparing(ours, newer)
    yield from around.told()
    found = headings(ours, newer)
    yield from found.told
    who = paired(ours, newer)
    yield from comparing.told(who)
    yield from around.again(comparing)
    yield from Adding(ours, newer, comparing).told(who, found)
    yield from moved(ours, newer, who, found)
    yield from reordered(ours, newer, who)
    yield from who.told
    yield from _gone(ours, who, newer)


def _gone(ours: Guideline, who: Paired, newer: Newer) -> Iterator[Unplaced]:
    """The measures that the newer table has not: nothing is deleted for that."""
    for measure in who.gone:
        name = called(ours, measure)[1]
        why = "新しい表にありません。消していません（なくなったのなら、一覧から行を消してください）"
        yield Unplaced(measure.title.text, name, why, newer.file)


def _settled(
    told: Iterable[Step | Unplaced | Note], kept: Collection[Step]
) -> Iterator[Change | Unplaced | Note]:
    """What is told in the end: what cannot be written has no place."""
    for each in told:
        if not isinstance(each, Step):
            yield each
        elif each in kept:
            yield each.change
        else:
            yield each.untaken("書くと、その行が別のものとして読まれます")
