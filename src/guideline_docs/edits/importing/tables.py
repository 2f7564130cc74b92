"""The rows of a table as an import sees them: those of measures, and those that were to be some."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.edition import Edition
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section


def rows_in(edition: Edition) -> list[Measure]:
    """The measures, each where it belongs, and the rows without a number that can be read."""
    found = [*edition.own, *(row for _, row in _loose(edition, stray=True))]
    return sorted(found, key=lambda row: row.span.start)


def again_in(edition: Edition) -> list[Measure]:
    """The rows that repeat a measure which stands elsewhere."""
    found = [each for each in edition.measures if each.again]
    found += [row for _, row in _loose(edition, stray=False)]
    return sorted(found, key=lambda row: row.span.start)


def sections_of(edition: Edition) -> dict[Measure, Section]:
    """The section that each row stands in."""
    found = {
        measure: section for *_, section in edition.trails for measure in section.measures
    }
    for stray in (True, False):
        found |= {row: section for section, row in _loose(edition, stray)}
    return found


def _loose(edition: Edition, stray: bool) -> Iterator[tuple[Section, Measure]]:
    for *_, section in edition.trails:
        for line in section.loose:
            if line.row and line.stray is stray:
                yield section, line.row
