"""The rows of a table as an import sees them: those of measures, and those that were to be some."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section


def rows_in(guideline: Guideline) -> list[Measure]:
    """The measures, each where it belongs, and the rows without a number that can be read."""
    found = [*guideline.own, *(row for _, row in _loose(guideline, stray=True))]
    return sorted(found, key=lambda row: row.span.start)


def again_in(guideline: Guideline) -> list[Measure]:
    """The rows that repeat a measure which stands elsewhere."""
    found = [each for each in guideline.measures if each.again]
    found += [row for _, row in _loose(guideline, stray=False)]
    return sorted(found, key=lambda row: row.span.start)


def sections_of(guideline: Guideline) -> dict[Measure, Section]:
    """The section that each row stands in."""
    found = {
        measure: section for *_, section in guideline.edition.trails for measure in section.measures
    }
    for stray in (True, False):
        found |= {row: section for section, row in _loose(guideline, stray)}
    return found


def _loose(guideline: Guideline, stray: bool) -> Iterator[tuple[Section, Measure]]:
    for *_, section in guideline.edition.trails:
        for line in section.loose:
            if line.row and line.stray is stray:
                yield section, line.row
