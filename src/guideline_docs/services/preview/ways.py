"""The ways between pages and sources: what a click leads to, and what a cursor stands in.

A page calls a place by a name that was printed on it (``path:line:column``). The name is
looked up among those that were printed, and never taken apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from pathlib import Path

from guideline_docs.source.project import identity
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.leads import Leads


class Way(NamedTuple):
    """A place in a file; line and column count from 1."""

    file: Path
    line: int
    column: int


class Ways:
    """The places that pages lead to.

    ``shown`` are the names of those at which something of a page stands, page by page.
    """

    def __init__(self, leads: Leads | None = None, shown: Mapping[str, Iterable[str]] | None = None) -> None:
        files = leads.files if leads else {}
        made = leads.made if leads else {}
        self._known = {
            name: Way(files[place.path], place.line, place.column)
            for name, place in made.items()
            if place.path in files
        }
        self._by_page = {page: self._in_files(names) for page, names in (shown or {}).items()}

    def to(self, name: str) -> Way | None:
        """Where a name leads that was printed; None for any other text."""
        return self._known.get(name)

    def around(self, place: Way) -> dict[str, str]:
        """Page by page what stands there, or in its line, or begins last before it, by its name."""
        found = {}
        for page, by_file in self._by_page.items():
            inside = by_file.get(identity(place.file), ())
            at = bisect_right(inside, (place.line, place.column), key=lambda each: each[:2])
            before, behind = inside[max(at - 1, 0) : at], inside[at : at + 1]
            in_line = [each for each in (*before, *behind) if each[0] == place.line]
            for near in (*in_line, *before)[:1]:
                found[page] = near[2]
        return found

    def _in_files(self, names: Iterable[str]) -> dict[object, list[tuple[int, int, str]]]:
        """The places of a page in each file, in the order of its text."""
        found: dict[Path, list[tuple[int, int, str]]] = {}
        for name in dict.fromkeys(names):
            if way := self._known.get(name):
                found.setdefault(way.file, []).append((way.line, way.column, name))
        return {identity(file): sorted(places) for file, places in found.items()}
