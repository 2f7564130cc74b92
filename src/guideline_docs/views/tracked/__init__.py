"""素案 in two versions, set into one document for Word to track what changed.

    old draft, new draft → what of one is what of the other → blocks, rows and words marked

The new version is the ground, and of the old one only what is gone is added. What is
derived is the new version's and bears no mark: 目次, 確認事項, the marks explained, comments,
the bars of a chart; nor does a number that goes on naming what it named.

    parts       the two versions, and what they become
    identity    headings and measures of the one that are those of the other
    blocks      blocks against each other, in reading order
    ends        the last paragraphs of a section, which share its end
    rows        the rows of two tables against each other
    text        words within a paragraph or a cell
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from guideline_docs.views.draft.parts import Block, Chart, Mark, Section, Table, Title
from guideline_docs.views.tracked.blocks import Entry, entries
from guideline_docs.views.tracked.ends import ended
from guideline_docs.views.tracked.parts import Pair, Printed, Tracked, Versions
from guideline_docs.views.tracked.rows import inserted_rows, merged_table, struck_rows
from guideline_docs.views.tracked.text import Reading, Texts, text_of


def tracked(
    versions: Versions, before: Printed, now: Printed, keeps: Callable[[Title, Title], bool]
) -> Tracked:
    """Both versions as one document.

    ``before`` and ``now`` say what numbers print in either; ``keeps`` whether a heading
    that is in both goes on under the number that the new version says it bears.
    """
    found = list(entries(versions, keeps))
    follows = dict(_followed(found))
    texts = Texts(
        Reading(Mark.DELETED, before, versions.names, follows),
        Reading(Mark.INSERTED, now, {}, {goal: goal for goal in follows.values()}),
    )
    kinds = (section.kind for section in versions.draft.sections)
    sections: list[Section] = []
    blocks: list[Block | Pair] = []
    for entry in ended(found):
        if entry.ends_section:
            sections.append(Section(next(kinds), tuple(blocks)))
            blocks = []
        else:
            blocks.append(_said(entry, texts))
    return Tracked(versions.draft, versions.before, versions.author, tuple(sections))


def _followed(found: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """What links lead to, of what is in both: its name before → its name now."""
    for entry in found:
        if entry.was and entry.now:
            was, now = (getattr(item.block, "anchor", "") for item in (entry.was, entry.now))
            if was and now:
                yield was, now
            yield from entry.rows.followed() if entry.rows else ()


def _said(entry: Entry, texts: Texts) -> Block | Pair:
    """A block as it goes into the document: as it is, or with its marks."""
    was = entry.was.block if entry.was else None
    now = entry.now.block if entry.now else None
    if now is not None and (entry.derived or (was is not None and isinstance(now, Chart) and entry.is_plain)):
        return now
    if entry.rows:
        return merged_table(entry.rows, texts)
    if isinstance(was, Table):
        rows = struck_rows(was, texts)
        return Pair(was._replace(rows=rows), None, rows=rows, struck=tuple(range(len(rows))))
    if isinstance(now, Table):
        return Pair(None, now, rows=inserted_rows(now))
    marks = entry.end, entry.role, entry.before
    if now is None:
        assert was is not None
        return Pair(was, None, texts.struck(text_of(was)), *marks)
    if was is None:
        return Pair(None, now, text_of(now), *marks)
    if type(was) is not type(now):  # the last of both in their section
        return Pair(was, now, texts.struck(text_of(was)), *marks)
    said = texts.merged(text_of(was), text_of(now))
    if said == text_of(now) and entry.is_plain and not isinstance(now, Title):
        return now
    return Pair(was, now, said, *marks)
