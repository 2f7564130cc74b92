"""新旧対照表: what changed, as a committee reads it: new, old, and a remark beside them.

What did not change is left out, of long text too; neighbours that only bear other
numbers share one row.

    parts     bands of rows, and the words of their two sides
    bands     the headings that changes stand under
    rows      what changed, side by side
    omission  what is skipped in long text
    summary   主な変更点
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from guideline_docs.compare.changes import Change, ChangeKind, Comparison
from guideline_docs.model.chapter import Paragraph
from guideline_docs.model.guideline import Guideline
from guideline_docs.views.changes import ChangeWords
from guideline_docs.views.comparison.bands import Bands
from guideline_docs.views.comparison.parts import (
    Band,
    ComparisonView,
    ComparisonWords,
    Version,
)
from guideline_docs.views.comparison.rows import Rows
from guideline_docs.views.comparison.summary import summary
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording


def comparison_view(
    found: Comparison,
    old: Guideline,
    new: Guideline,
    wording: Wording,
    names: tuple[str, str] = ("", ""),
) -> ComparisonView:
    """``names`` is what the versions are called, the old one first.

    Raises CannotRun where a phrase is missing.
    """
    words = wording.phrases(ComparisonWords, "comparison")
    called = wording.phrases(ChangeWords, "changes")
    facts = new.configuration.bibliography
    sheet = new.title.text if new.title and not new.chapters else ""
    name = printable(facts.title or sheet)
    return ComparisonView(
        words=words,
        title=words.title_of.format(title=words.title, name=name) if name else words.title,
        author=printable(facts.author or facts.department or facts.municipality),
        number=printable(facts.draft_number),
        versions=tuple(_versions(old, new, words, names)),
        summary=tuple(summary(found, new, words, called)),
        bands=tuple(_bands(found, old, new, words, called)),
        none="" if found else called.none,
    )


def _versions(
    old: Guideline, new: Guideline, words: ComparisonWords, names: tuple[str, str]
) -> Iterator[Version]:
    """By stage and date where they tell the two apart, and otherwise by their names."""
    facts = [each.configuration.bibliography for each in (new, old)]
    told = [words.version.format(stage=each.stage, date=each.date).strip() for each in facts]
    if told[0] == told[1]:
        told = list(reversed(names))
    yield Version(words.new_version, printable(told[0]))
    yield Version(words.old_version, printable(told[1]))


def _bands(
    found: Comparison,
    old: Guideline,
    new: Guideline,
    words: ComparisonWords,
    called: ChangeWords,
) -> Iterator[Band]:
    says = Rows(old, new, words, called)
    rows = says.of(found.changes)
    before, after = Bands(old, words), Bands(new, words)

    def over(change: Change) -> str:
        """What was removed stands under what its heading is called now, if that is there."""
        if change.kind is not ChangeKind.REMOVED:
            return after.of(change, change.after)
        now = found.names.get(change.old_name, "")
        if isinstance(change.before, Paragraph) and now in after.by_heading:
            return after.by_heading[now]
        return before.of(change, change.before)

    placed = ((over(change), each) for change, each in rows)
    for at, (title, group) in enumerate(groupby(placed, key=lambda each: each[0]), 1):
        yield Band(title, f"band-{at}", tuple(row for _, each in group for row in each))
    if numbered := tuple(says.numbered(found.changes)):
        yield Band(words.numbers, "numbers", numbered)
