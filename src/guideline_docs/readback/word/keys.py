"""Which paragraphs bear which key: by the tag of a control, else by a bookmark.

A tag survives that all of a text is overtyped, a bookmark that LibreOffice saves the file.
A range of a bookmark may end a character early: it stands for the paragraphs it touches.
"""

from __future__ import annotations

from collections.abc import Mapping

from guideline_docs.model.keys import TAG, TITLE, bookmark_name
from guideline_docs.readback.word.parts import Origins
from guideline_docs.source.record import NamedTuple


class Names(NamedTuple):
    """Keys by the names of their bookmarks. Of a title it is that of what it belongs to."""

    by_bookmark: Mapping[str, str]

    @classmethod
    def of(cls, origins: Origins) -> Names:
        names: dict[str, str] = {}
        for key in origins.texts:
            owner, _, part = key.rpartition(":")
            names.setdefault(bookmark_name(key), key)
            if part == TITLE:
                names.setdefault(bookmark_name(owner), key)
        return cls(names)

    def of_tag(self, tag: str) -> str:
        """The key that a tag says; empty for a control of somebody else's."""
        return tag.removeprefix(TAG) if tag.startswith(TAG) else ""

    def of_bookmark(self, name: str) -> str:
        return self.by_bookmark.get(name, "")
