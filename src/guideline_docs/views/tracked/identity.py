"""Who is who in two versions: what links lead to, by the comparison of what they are made of."""

from __future__ import annotations

from dataclasses import dataclass

from guideline_docs.compare import Paired
from guideline_docs.model.chapter import Heading
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section
from guideline_docs.syntax.placeholder import PLACEHOLDER
from guideline_docs.views.draft.parts import Draft
from guideline_docs.views.tracked.parts import Versions
from guideline_docs.views.wording import Wording


@dataclass(frozen=True, slots=True)
class TrackedWords:
    """``[tracked]`` in wording.toml."""

    author: str
    """Who changed it, where the project names nobody."""


def versions(
    draft: Draft, before: Draft, pairs: Paired, new: Guideline, wording: Wording
) -> Versions:
    """Two drafts with what of one is what of the other, by ``pairs``.

    Raises CannotRun where a phrase is missing.
    """
    tables = pairs.tables
    names = {
        was.thing.anchor: _name(was.thing, now and now.thing)
        for was, now in pairs.chapters.pairs
        if was and isinstance(was.thing, Heading)
    }
    for ours, theirs, pairs in (
        (tables.before.sections, tables.after.sections, tables.sections),
        (tables.before.measures, tables.after.measures, tables.measures),
    ):
        for i, was in enumerate(ours):
            names[was.anchor] = _name(was, theirs[pairs[i]] if i in pairs else None)
    measures = {measure.anchor: place for place, measure in enumerate(new.second.measures)}
    author = draft.author
    if not author or PLACEHOLDER.search(author):
        author = wording.phrases(TrackedWords, "tracked").author
    return Versions(draft, before, names, measures, author)


def _name(was: Heading | Section | Measure, now: Heading | Section | Measure | None) -> str:
    """What it is called now; what is no more has a name that nothing has."""
    return now.anchor if now else f"gone-{was.anchor}"
