"""Words of WordprocessingML that every module of the Word renderer uses."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KEEP = "<w:keepNext/>"


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
