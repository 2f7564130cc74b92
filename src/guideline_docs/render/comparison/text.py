"""Changes for the eye: a line each, and below it the words that are gone and new.

    sources/….txt:28: No.12 実績 変更
        …を作成し、[-市民-]{+町民+}に…

In a terminal that shows colours the words are red and green instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from guideline_docs.compare.words import GONE, NEW, SAME, Part
from guideline_docs.failure import one_line
from guideline_docs.render.reports.concise import said
from guideline_docs.views.changes import ChangeLine, ChangeList

Mark = Callable[[str, str], str]
"""Of the kind of a part and its words: how they are shown."""

_PLAIN = {SAME: "{}", GONE: "[-{}-]", NEW: "{{+{}+}}"}
# Of what did not change so many characters are shown on either side.
_AROUND = 20


def plain(kind: str, words: str) -> str:
    """As ``git diff --word-diff`` writes it."""
    return _PLAIN[kind].format(words)


def render(found: ChangeList, mark: Mark = plain, named: Callable[[str], str] = str) -> str:
    """``named`` is what to call a file."""
    return "".join(f"{line}\n" for line in _lines(found, mark, named))


def _lines(found: ChangeList, mark: Mark, named: Callable[[str], str]) -> Iterator[str]:
    for line in found.lines:
        path = one_line(named(line.place.source.path))
        told = " ".join(filter(None, (said(line.name), said(line.head), line.kind)))
        yield f"{path}:{line.place.line}: {told}"
        if any(part.text for part in line.parts):
            yield f"    {words_of(line, mark)}"
    yield found.summary


def words_of(line: ChangeLine, mark: Mark) -> str:
    """The words of a change, of those that did not change what stands near; on one line."""
    return "".join(_words(line, mark))


def _words(line: ChangeLine, mark: Mark) -> Iterator[str]:
    parts: Sequence[Part] = line.parts
    for at, (kind, text) in enumerate((part.kind, said(part.text)) for part in parts):
        if kind == SAME:
            text = _near(text, at > 0, at < len(parts) - 1)
        if text:
            yield mark(kind, text)


def _near(text: str, behind: bool, before: bool) -> str:
    """What did not change, as far as it stands by a change."""
    if len(text) <= 2 * _AROUND:
        return text
    first = text[:_AROUND] if behind else ""
    last = text[-_AROUND:] if before else ""
    return f"{first}…{last}"
