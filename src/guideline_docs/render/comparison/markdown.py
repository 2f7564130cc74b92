"""Changes for the summary of a job or a comment on a pull request.

Every word of the sources is text: no sign of theirs is Markdown or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from guideline_docs.compare.words import GONE, NEW, SAME
from guideline_docs.failure import one_line
from guideline_docs.render.comparison.text import words_of
from guideline_docs.render.reports.concise import said
from guideline_docs.views.changes import ChangeLine, ChangeList

_SIGNS = re.compile(r"[\\`*_\[\]#|~<>@:&]")
_MARKS = {SAME: "{}", GONE: "<del>{}</del>", NEW: "<ins>{}</ins>"}
# A comment may hold so many characters; the rest is counted.
_MOST = 60_000


def render(found: ChangeList, named: Callable[[str], str] = str) -> str:
    """``named`` is what to call a file."""
    out = [f"### {found.title}\n\n{_plain(found.summary)}\n"]
    size = 0
    for at, line in enumerate(found.lines):
        item = "".join(_item(line, named))
        size += len(item)
        if size > _MOST:
            left = len(found.lines) - at
            out.append(f"\n{_plain(found.more.format(n=left))}\n")
            break
        out.append(f"\n{item}" if at == 0 else item)
    return "".join(out)


def _item(line: ChangeLine, named: Callable[[str], str]) -> Iterator[str]:
    told = " ".join(filter(None, (said(line.head), line.kind)))
    path = _plain(f"{one_line(named(line.place.source.path))}:{line.place.line}")
    yield f"- **{_plain(said(line.name))}** {_plain(told)} <sub>{path}</sub>"
    if any(part.text for part in line.parts):
        yield "<br>" + words_of(line, lambda kind, words: _MARKS[kind].format(_plain(words)))
    yield "\n"


def _plain(text: str) -> str:
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", text)
