"""Versions compared: two guidelines to what a reader would call the changes.

    changes   one change, and all of them
    words     within a text: the phrases that are gone and those that are new
    order     sequences: what has moved, what in a gap is like what
    follow    numbers that only follow what they name
    lines     lines without numbers, by their words
    settings  what stands on a cover
    blocks    the chapters: which is which, which stands elsewhere
    chapters  what changed of that
    tables    headings, measures and cells of the table
    sheets    what stands round it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guideline_docs.compare.changes import Comparison
from guideline_docs.model.guideline import Guideline
from guideline_docs.source.record import NamedTuple

if TYPE_CHECKING:
    from guideline_docs.compare.chapters import Chapters
    from guideline_docs.compare.tables import Tables


class Paired(NamedTuple):
    """What of an old version is what of a new one: in its chapters, in its table."""

    chapters: Chapters
    tables: Tables


def paired(old: Guideline, new: Guideline) -> Paired:
    """Both versions against each other, before anything is said of it."""
    # Who only checks need not load any of it.
    from guideline_docs.compare.chapters import Chapters
    from guideline_docs.compare.tables import Tables

    return Paired(Chapters(old, new), Tables(old, new))


def compare(old: Guideline, new: Guideline, pairs: Paired | None = None) -> Comparison:
    """Everything that changed from one version to another.

    The editions before today's come last, each against what it was. ``pairs`` is what
    ``paired`` has found, if that is known already.
    """
    from guideline_docs.compare.follow import Follow
    from guideline_docs.compare.settings import settings_changes
    from guideline_docs.compare.sheets import sheet_changes
    from guideline_docs.compare.tables import Tables

    chapters, tables = pairs or paired(old, new)
    follow = Follow(tables.names | chapters.names)
    found = [
        *settings_changes(old, new),
        *chapters.changes(follow),
        *sheet_changes(old, new),
        *tables.changes(follow),
    ]
    before = {part.name: part.sheet for part in old.editions if part.sheet}
    for part in new.editions:
        if part.sheet and (earlier := before.get(part.name)):
            found += sheet_changes(earlier, part.sheet)
            past = Tables(earlier, part.sheet)
            found += past.changes(Follow(past.names))
    return Comparison(tuple(found), follow.names)
