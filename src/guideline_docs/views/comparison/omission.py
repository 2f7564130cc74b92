"""What is skipped in long text: the sentences that did not change are （略）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guideline_docs.compare.words import GONE, NEW, SAME, Part
from guideline_docs.syntax.chapters import RUBY
from guideline_docs.views.comparison.parts import Line, Word, WordRole
from guideline_docs.views.text import printable

# A stretch of more characters that did not change is skipped, but for what stands next to
# a change: as far as its clause goes, and no farther than so many characters.
_LONG, _CLAUSE = 70, 32


def sides(parts: Sequence[Part], left_out: str) -> tuple[Line, Line]:
    """The words of the new side and of the old one."""
    return tuple(_side(parts, NEW, left_out)), tuple(_side(parts, GONE, left_out))


def in_one(parts: Sequence[Part], left_out: str) -> Iterator[Part]:
    """The words of both sides in one, with what is skipped of long stretches."""
    for at, part in enumerate(parts):
        if part.kind != SAME or not part.text:
            yield part._replace(tokens=(read(part.text),))
            continue
        for word in _shortened(read(part.text), at > 0, at < len(parts) - 1, left_out):
            yield Part(SAME, (word.text,))


def _side(parts: Sequence[Part], kind: str, left_out: str) -> Iterator[Word]:
    for at, part in enumerate(parts):
        if part.kind == kind:
            yield Word(read(part.text), WordRole.CHANGED)
        elif part.kind == SAME:
            yield from _shortened(read(part.text), at > 0, at < len(parts) - 1, left_out)


def _shortened(text: str, behind: bool, before: bool, left_out: str) -> Iterator[Word]:
    """What did not change; ``behind`` and ``before`` a change stands next to it."""
    first = _beginning(text) if behind else ""
    last = _beginning(text[::-1], _ENDS)[::-1] if before and text[-1] not in "。\n" else ""
    if len(text) <= _LONG or len(first) + len(last) >= len(text):
        yield Word(text)
        return
    if first:
        yield Word(first)
    yield Word(left_out, WordRole.ASIDE)
    if last:
        yield Word(last)


_STOPS = re.compile("[^。\n]*[。\n]|[^、]*、")
_ENDS = re.compile("[^。\n]+(?=[。\n])|[^、]+(?=、)")


def _beginning(text: str, clause: re.Pattern[str] = _STOPS) -> str:
    """The first clause, if it is no longer than a reader wants for it."""
    found = clause.match(text)
    return found[0] if found and len(found[0]) <= _CLAUSE else text[:_CLAUSE]


def read(text: str) -> str:
    """A text as paper has it; a reading stands behind its word."""
    text = printable(text)
    if "《" not in text:
        return text
    return re.sub(RUBY, lambda ruby: f"{ruby['marked'] or ruby['kanji']}（{ruby['reading']}）", text)
