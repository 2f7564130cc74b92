"""Where the page of a rule is that a client can open without a network: a line of a file."""

from __future__ import annotations

from functools import cache

from guideline_docs.render.rule_page import PAGES, heading
from guideline_docs.render.templates import packaged
from guideline_docs.rules.catalogue import CODES


def page_of(code: str) -> str | None:
    """The URI of the page of a code; None where the pages were not installed."""
    return _pages().get(code)


@cache
def _pages() -> dict[str, str]:
    file = packaged().parent / PAGES
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except OSError:
        return {}
    uri, headings = file.as_uri(), {heading(code): code for code in CODES}
    # Editors take #L for a line.
    places = enumerate(lines, start=1)
    return {headings[line]: f"{uri}#L{number}" for number, line in places if line in headings}
