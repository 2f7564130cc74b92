"""The tree for the eye: the file, then a line an entry with its line number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from guideline_docs.failure import one_line
from guideline_docs.render.reports.concise import said
from guideline_docs.views.outline import Entry, SourceOutline

_STEP = "  "


def render(sources: Sequence[SourceOutline]) -> str:
    if not sources:
        return "見出しも施策もありません\n"
    return "\n".join("".join(f"{line}\n" for line in _lines(source)) for source in sources)


def _lines(source: SourceOutline) -> Iterator[str]:
    yield one_line(source.path)
    rows = list(_rows(source.entries, ""))
    width = max(len(str(line)) for line, _ in rows)
    for line, words in rows:
        yield f"  {line:>{width}}  {words}"


def _rows(entries: Iterable[Entry], indent: str) -> Iterator[tuple[int, str]]:
    for entry in entries:
        yield entry.span.line, indent + said(f"{entry.name} {entry.title}".strip())
        yield from _rows(entry.entries, indent + _STEP)
