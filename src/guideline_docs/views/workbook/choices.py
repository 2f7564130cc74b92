"""The words that the cells of a closed column offer, written as the office writes them, and
the shapes that they have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.syntax.columns import Column
from guideline_docs.views.text import printable
from guideline_docs.views.workbook.parts import Look, SheetColumn, Summary

# A tier that nobody has written yet, written as the others are.
_BRACKETS = "【", "】"


def with_choices(
    guideline: Guideline, columns: Sequence[SheetColumn], summaries: Sequence[Summary]
) -> tuple[SheetColumn, ...]:
    """The columns with the words that their cells offer and the shapes these have."""
    judged = {each.column: each.statuses for each in guideline.judgements}
    looks: Mapping[str, tuple[Look, ...]] = {
        summary.column: summary.word_looks for summary in summaries
    }
    tiers = next((summary.tier_looks for summary in summaries if summary.tier_looks), ())
    found = []
    for each in columns:
        choices: Iterable[str] = ()
        match each.column:
            case Column.TIER:
                choices = _tiers(guideline)
            case Column.STATUS:
                choices = (s.word for s in guideline.configuration.vocabulary.statuses)
            case Column.PROPOSAL:
                choices = _proposals(guideline)
            case column if column in judged:
                choices = (status.word for status in judged[column])
        shapes = tiers if each.column == Column.TIER else looks.get(each.key, ())
        found.append(each._replace(choices=tuple(map(printable, choices)), looks=shapes))
    return tuple(found)


def _tiers(guideline: Guideline) -> Iterator[str]:
    """Each tier as most of its rows write it."""
    if not guideline.tiered:
        return
    written = _written(guideline.measures)
    bracketed = any(texts and next(iter(texts))[0] == _BRACKETS[0] for texts in written.values())
    for tier in guideline.tiers:
        texts = written.get(tier.mark)
        if texts:
            yield texts.most_common(1)[0][0]
        else:
            yield tier.mark.join(_BRACKETS) if bracketed else tier.mark


def _written(measures: Iterable[Measure]) -> dict[str, Counter[str]]:
    written: dict[str, Counter[str]] = {}
    for measure in measures:
        term = measure.tier
        if term.tier and not term.look_alike and term.span.text:
            written.setdefault(term.tier.mark, Counter())[term.span.text] += 1
    return written


def _proposals(guideline: Guideline) -> Iterator[str]:
    """What may become of a measure: a direction, or its end and the tiers it may go to."""
    vocabulary = guideline.configuration.vocabulary
    if vocabulary.directions:
        yield from (direction.word for direction in vocabulary.directions)
    elif guideline.tiers:
        yield vocabulary.completed
        yield from (tier.mark for tier in guideline.tiers)
        first = guideline.tiers[0].mark
        yield f"{vocabulary.completed}{vocabulary.arrow}{first}"
