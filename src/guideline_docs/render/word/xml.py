"""Words of WordprocessingML that every module of the Word renderer uses."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KEEP = "<w:keepNext/>"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Numbers:
    """Numbers for bookmarks, comments and revisions: Word takes them for one series."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last += 1
        return self.last


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


def escape(text: str) -> str:
    """Text as content or attribute of an element."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )
