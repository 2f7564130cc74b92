"""What changed of a sheet beside its headings and rows: title, legend, counts, notes."""

from collections.abc import Iterator

from guideline_docs.compare.changes import Change, ChangeKind
from guideline_docs.compare.lines import Line, paired
from guideline_docs.compare.words import changes
from guideline_docs.model.guideline import Guideline
from guideline_docs.source.span import Span
from guideline_docs.syntax.nodes import (
    CountLine,
    NoteLine,
    Stray,
    SummaryHead,
    TierLine,
    Title,
)

_FIELDS = {
    Title: "title",
    SummaryHead: "summary",
    CountLine: "summary",
    TierLine: "legend",
    NoteLine: "note",
    Stray: "line",
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
        names = (_name(now) if now else ""), (_name(was) if was else "")
        yield Change(kind, *names, _FIELDS[type(line.thing)], _span(line), *texts, changes(*texts))


def _lines(guideline: Guideline) -> Iterator[Line[object]]:
    for node in guideline.sheet.lines if guideline.sheet else ():
        if type(node) in _FIELDS:
            # Of the legend each line is its tier's.
            kind = node.mark.text if isinstance(node, TierLine) else type(node)
            yield Line(kind, " ".join(node.span.text.split()), node)


def _name(line: Line[object]) -> str:
    return f"【{line.thing.mark.text}】" if isinstance(line.thing, TierLine) else ""


def _span(line: Line[object]) -> Span:
    """The line without its end."""
    span: Span = line.thing.span  # type: ignore[attr-defined]
    return span.part(0, len(span.text.rstrip()))
