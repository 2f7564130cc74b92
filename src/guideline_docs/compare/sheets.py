"""What changed of a sheet beside its headings and rows: title, legend, counts, heads, notes."""

from collections.abc import Iterator
from typing import NamedTuple

from guideline_docs.compare.changes import Change, ChangeKind
from guideline_docs.compare.lines import Line, paired
from guideline_docs.compare.words import changes
from guideline_docs.model.guideline import Guideline
from guideline_docs.source.span import Span
from guideline_docs.syntax.nodes import (
    CountLine,
    HeadLine,
    NoteLine,
    Stray,
    SummaryHead,
    TierLine,
    Title,
    UnnumberedRow,
)

_FIELDS = {
    Title: "title",
    SummaryHead: "summary",
    CountLine: "summary",
    TierLine: "legend",
    HeadLine: "heads",
    NoteLine: "note",
    Stray: "line",
    UnnumberedRow: "line",
}


def sheet_changes(old: Guideline, new: Guideline) -> Iterator[Change]:
    """The changes in the order of the lines; blanks between cells are none."""
    for was, now in paired(list(_lines(old)), list(_lines(new))):
        if was and now and was.text == now.text:
            continue
        line = now or was
        assert line is not None  # a pair has one at the least
        texts = was.text if was else "", now.text if now else ""
        kind = ChangeKind.CHANGED if was and now else ChangeKind.ADDED if now else ChangeKind.REMOVED
        names = _name(now), _name(was)
        yield Change(kind, *names, line.thing.field, line.thing.place, *texts, changes(*texts))


class _Thing(NamedTuple):
    """What a line is: a field, where it stands, and of the legend the mark of its tier."""

    field: str
    place: Span
    mark: str = ""


def _lines(guideline: Guideline) -> Iterator[Line[_Thing]]:
    """The lines of the sheet, then what else is printed with the table and is no row of it."""
    told: set[tuple[str, int]] = set()
    for node in guideline.sheet.lines if guideline.sheet else ():
        field = _FIELDS.get(type(node), "")
        if field and not (isinstance(node, UnnumberedRow) and node.part):
            told.add(_key(node.span))
            # Of the legend each line is its tier's.
            mark = node.mark.text if isinstance(node, TierLine) else ""
            yield _line(node.span, field, mark)
    for trail in guideline.second.trails:
        for loose in trail[-1].loose:
            if _key(loose.span) not in told:
                yield _line(loose.span, "line")
    # What repeats a measure, and cards that have no place.
    edition = guideline.second
    for row in (*(each for each in edition.measures if each.again), *edition.homeless):
        yield _line(row.span, "line")


def _key(span: Span) -> tuple[str, int]:
    return span.source.path, span.start


def _line(span: Span, field: str, mark: str = "") -> Line[_Thing]:
    words = span.text.split()
    place = span.part(0, len(span.text.rstrip()))
    return Line((field, mark), " ".join(words), _Thing(field, place, mark))


def _name(line: Line[_Thing] | None) -> str:
    return f"【{line.thing.mark}】" if line and line.thing.mark else ""
