"""The outline of a text with what each entry takes up of it: for editors that show and fold it."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.places import Places
from guideline_docs.model.targets import TargetKind
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.glyphs import fold_width
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.nodes import CountLine, RowLine, SummaryHead, TierLine
from guideline_docs.views.outline import Entry, entries_of


class Symbol(NamedTuple):
    """An entry of the outline; ``span`` is all that it takes up, whole lines without the last
    line end."""

    entry: Entry
    span: Span
    symbols: tuple[Symbol, ...] = ()


class Found(NamedTuple):
    """An entry that was looked for; ``above`` is the name of what it stands under."""

    entry: Entry
    above: str = ""


def symbols(guideline: Guideline, source: SourceText) -> tuple[Symbol, ...]:
    """The symbols of a source, as ``outline`` has its entries."""
    entries = entries_of(guideline, source)
    if any(chapter.source is source for chapter in guideline.chapters):
        return tuple(_reaching(entries, len(source.text)))
    return tuple(_holding(guideline, entry) for entry in entries)


def _reaching(entries: tuple[Entry, ...], end: int) -> Iterator[Symbol]:
    """Headings, each with the text up to the next one."""
    ends = [entry.span.start for entry in entries[1:]]
    for entry, until in zip(entries, (*ends, end)):
        source = entry.span.source
        held = source.text[entry.span.start : until].rstrip()
        span = Span(source, entry.span.start, entry.span.start + len(held))
        yield Symbol(entry, span, tuple(_reaching(entry.entries, until)))


def _holding(guideline: Guideline, entry: Entry) -> Symbol:
    """A heading of a table with its rows, or a row."""
    inner = tuple(_holding(guideline, each) for each in entry.entries)
    own = entry.span.whole_line
    if entry.kind is TargetKind.MEASURE:
        line = guideline.once(Places).lines.around(entry.span)
        if line and isinstance(line.part, Measure):
            own = line.part.span
    start = min([own.start, *(each.span.start for each in inner)])
    end = max([own.end, *(each.span.end for each in inner)])
    held = own.source.text[start:end].rstrip("\r\n\t 　")
    return Symbol(entry, Span(own.source, start, max(start + len(held), entry.span.end)), inner)


def folds(guideline: Guideline, source: SourceText) -> tuple[Span, ...]:
    """What can be folded, in the order of the text: all that takes up more than one line."""
    found = {symbol.span for symbol in _every(symbols(guideline, source))}
    for tree in guideline.tables:
        if tree.source is source:
            found |= {_without_end(row.span) for row in tree.all(RowLine)}
            summary = [*tree.all(SummaryHead)[:1], *tree.all(TierLine), *tree.all(CountLine)]
            if summary:
                end = max(line.span.end for line in summary)
                found.add(_without_end(Span(source, summary[0].span.start, end)))
    several = (span for span in found if "\n" in span.text or "\r" in span.text)
    return tuple(sorted(several, key=lambda span: (span.start, -span.end)))


def _without_end(span: Span) -> Span:
    return span.part(0, len(span.text.rstrip("\r\n")))


def _every(several: tuple[Symbol, ...]) -> Iterator[Symbol]:
    for symbol in several:
        yield symbol
        yield from _every(symbol.symbols)


def find(snapshot: Snapshot, words: str) -> Iterator[Found]:
    """The headings and measures of a project whose name or title holds some words.

    Width and case do not count; without words it is all of them.
    """
    wanted = [fold_width(word).casefold() for word in words.split()]
    for guideline in snapshot.guidelines:
        sources = (*(tree.source for tree in guideline.tables), *(c.source for c in guideline.chapters))
        for source in sources:
            for found in _below(entries_of(guideline, source), ""):
                text = fold_width(f"{found.entry.name} {found.entry.title}").casefold()
                if all(word in text for word in wanted):
                    yield found


def _below(entries: tuple[Entry, ...], above: str) -> Iterator[Found]:
    for entry in entries:
        yield Found(entry, above)
        yield from _below(entry.entries, f"{entry.name} {entry.title}".strip())
