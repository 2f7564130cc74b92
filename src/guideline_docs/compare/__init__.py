"""Versions compared: two guidelines to what a reader would call the changes.

    changes   one change, and all of them
    words     within a text: the phrases that are gone and those that are new
    order     sequences: what has moved, what in a gap is like what
    follow    numbers that only follow what they name
    lines     lines without numbers, by their words
    chapters  headings and paragraphs of the chapters
    tables    headings, measures and cells of the table
    sheets    what stands round it
"""

from guideline_docs.compare.changes import Comparison
from guideline_docs.model.guideline import Guideline


def compare(old: Guideline, new: Guideline) -> Comparison:
    """Everything that changed from one version to another."""
    # Who only checks need not load any of it.
    from guideline_docs.compare.chapters import Chapters
    from guideline_docs.compare.follow import Follow
    from guideline_docs.compare.sheets import sheet_changes
    from guideline_docs.compare.tables import Tables

    chapters, tables = Chapters(old, new), Tables(old, new)
    follow = Follow(tables.names | chapters.names)
    found = (*chapters.changes(follow), *sheet_changes(old, new), *tables.changes(follow))
    return Comparison(found)
