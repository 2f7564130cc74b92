"""The way from a page back into the sources: file:line:column, and an address that opens it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from urllib.parse import quote

from guideline_docs.failure import CannotRun
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.text import SourcePlace

# Editors that open a place by an address, by the name that --editor takes.
EDITORS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
}
_NAMES = ("path", "line", "column")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# What a browser runs or loads itself: no editor listens there.
_OF_BROWSERS = frozenset(
    "about blob data file filesystem ftp http https javascript vbscript view-source ws wss".split()
)


class Lead(NamedTuple):
    """``text`` is path:line:column; ``href`` opens an editor there, empty where none is set."""

    text: str
    place: SourcePlace
    href: str


class Leads:
    """Makes leads. ``files`` are the files of the sources by the names that findings use."""

    def __init__(self, files: Mapping[str, Path], pattern: str = "") -> None:
        self.files = files
        self.pattern = pattern
        self.made: dict[str, SourcePlace] = {}
        """Every place that a lead was made to, by the text of the lead."""

    def lead(self, place: SourcePlace) -> Lead:
        path, line, column = place
        href = ""
        if self.pattern and path in self.files:
            file = quote("/" + self.files[path].resolve().as_posix().lstrip("/"), safe="/:")
            href = self.pattern.format(path=file, line=line, column=column)
        text = f"{path}:{line}:{column}"
        self.made[text] = place
        return Lead(text, place, href)


def pattern_of(editor: str) -> str:
    """The address that opens a place: of an editor by its name, or as it is given.

    Raises CannotRun for what no editor can listen to.
    """
    pattern = EDITORS.get(editor.lower(), editor)
    scheme = _SCHEME.match(pattern)
    if scheme is None:
        known = "・".join(EDITORS)
        raise CannotRun(
            f"--editor の「{editor}」は使えません。使えるのは {known} か、"
            "vscode://file{path}:{line}:{column} のようなアドレスです"
        )
    if scheme[1].lower() in _OF_BROWSERS:
        raise CannotRun(f"--editor に {scheme[0]} のアドレスは使えません")
    try:
        asked = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        plain = pattern.format(path="", line=1, column=1)
    except (ValueError, KeyError, IndexError, AttributeError):
        asked, plain = {""}, ""
    if not (plain and "path" in asked and asked <= set(_NAMES)):
        able = "・".join(f"{{{name}}}" for name in _NAMES)
        raise CannotRun(f"--editor のアドレスには {{path}} が要ります。使えるのは {able} です")
    return pattern
