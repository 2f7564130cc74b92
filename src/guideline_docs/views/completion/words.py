"""The closed words of a column, as the sheet writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from guideline_docs.model.departments import LIKELY_HEADS
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.terms import Tier
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.views.completion.items import Item, ItemKind
from guideline_docs.views.completion.places import Typing
from guideline_docs.views.text import printable


def word_items(typing: Typing) -> Iterator[Item]:
    """The words that a closed column may hold; none where the column is open."""
    guideline, column = typing.guideline, typing.column
    assert column is not None
    vocabulary = guideline.configuration.vocabulary
    judged = {each.column: each.statuses for each in vocabulary.judgements}
    match column.kind:
        case ColumnKind.TIER:
            yield from _tiers(typing)
        case ColumnKind.STATUS:
            yield from _statuses(typing, judged.get(column, vocabulary.statuses))
        case ColumnKind.PROPOSAL:
            yield from _proposals(typing)
        case ColumnKind.DEPARTMENT:
            yield from _known_cells(typing, column)
        case ColumnKind.CODE:
            yield from _next_number(typing)
        case ColumnKind.LEVEL:
            yield from _headings(typing, column)
        case ColumnKind.TEXT if fold_head(column.name) in LIKELY_HEADS:
            yield from _known_cells(typing, column)


def _item(typing: Typing, text: str, detail: str = "") -> Item:
    return Item(ItemKind.WORD, text, text, typing.place, detail)


def _tiers(typing: Typing) -> Iterator[Item]:
    """The tiers of the legend, each as most rows write it."""
    guideline = typing.guideline
    written = guideline.once(_written_tiers)
    for tier in guideline.tiers:
        label = f"<{tier.label}>" if tier.label else ""
        text = written.get(tier, f"【{tier.mark}】{label}")
        yield _item(typing, text, printable(tier.description))


def _written_tiers(guideline: Guideline) -> dict[Tier, str]:
    return _usual(guideline.measures, lambda row: (row.meaning.tier.tier, row.tier.span, row.meaning.tier.look_alike))


def _written_proposals(guideline: Guideline) -> dict[Tier, str]:
    return _usual(
        (row for row in guideline.measures if not row.meaning.proposal.completed),
        lambda row: (row.meaning.proposal.tier, row.proposal.span, row.meaning.proposal.look_alike),
    )


def _usual(
    rows: Iterable[Measure], said: Callable[[Measure], tuple[Tier | None, Span, bool]]
) -> dict[Tier, str]:
    """How most rows write each tier; what only looks like one is none."""
    counts: dict[Tier, Counter[str]] = {}
    for row in rows:
        tier, span, look_alike = said(row)
        if tier and not look_alike:
            counts.setdefault(tier, Counter())[span.text] += 1
    return {tier: found.most_common(1)[0][0] for tier, found in counts.items()}


def _statuses(typing: Typing, statuses: Iterable[Status]) -> Iterator[Item]:
    for status in statuses:
        counted = f"「{status.counts_as}」に数えます" if status.counts_as else ""
        yield _item(typing, status.word, counted if status.counted else "割合の母数に入れません")


def _proposals(typing: Typing) -> Iterator[Item]:
    """A tier, the mark of completion, or both; or the words of the office."""
    guideline = typing.guideline
    vocabulary = guideline.configuration.vocabulary
    for direction in vocabulary.directions:
        yield _item(typing, direction.word)
    written = guideline.once(_written_proposals)
    marks = [(tier, written.get(tier, tier.mark)) for tier in guideline.tiers]
    for tier, mark in marks:
        yield _item(typing, mark, printable(tier.description))
    if vocabulary.completed and not vocabulary.directions:
        yield _item(typing, vocabulary.completed, "完了とする")
        for tier, _ in marks:
            text = f"{vocabulary.completed}{vocabulary.arrow}{tier.mark}"
            yield _item(typing, text, f"完了とし、新たに{tier.mark}とする")


def _known_cells(typing: Typing, column: Column) -> Iterator[Item]:
    """What other rows say in the column, the most frequent first."""
    counts: Counter[str] = Counter()
    measure_level = typing.guideline.scheme.measure
    name = measure_level.name if measure_level else ""
    for measure in typing.guideline.second.measures:
        for row in measure.each:
            counts.update(
                passage.text for own, passage in row.beyond if own == column or own.name == column.name
            )
    for text, times in counts.most_common():
        if text != typing.place.text and "\n" not in text:
            yield _item(typing, text, f"{times} {name}")


def _headings(typing: Typing, column: Column) -> Iterator[Item]:
    """The headings that stand in the column, as they are written."""
    scheme = typing.guideline.scheme
    seen: set[str] = set()
    for section in typing.guideline.edition.sections:
        if section.title and section.span and scheme.level(section.code).column == column:
            first = section.mark or section.title.span
            end = max(first.end, section.title.span.end)
            text = Span(first.source, first.start, end).text
            if text not in seen and "\n" not in text:
                seen.add(text)
                yield _item(typing, text, scheme.level(section.code).name)


def _next_number(typing: Typing) -> Iterator[Item]:
    """The number behind the last one, where one series runs through the table."""
    guideline = typing.guideline
    scheme = guideline.scheme
    if scheme.measures_restart or not scheme.marks.measure.numbered:
        return
    last = max((measure.number or 0 for measure in guideline.second.measures), default=0)
    yield _item(typing, scheme.row_number(scheme.measure_code(last + 1)), "次の番号")
