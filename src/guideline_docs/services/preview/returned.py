"""The drafts that came back, received anew whenever the sources have changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from guideline_docs.edits.receiving import receive
from guideline_docs.edits.receiving.kept import Base
from guideline_docs.readback.word import read_returned
from guideline_docs.render.word.carried import SENT
from guideline_docs.source.changes import Seen, look
from guideline_docs.source.project import DIST

if TYPE_CHECKING:
    from guideline_docs.readback.word.parts import Returned
    from guideline_docs.rules.snapshot import Snapshot
    from guideline_docs.views.draft_received import Back


class ReturnedDrafts:
    """Files, each read again only when somebody has saved it.

    Raises CannotRun for what is no Word file; what has lost its own word of what it said asks
    for what is kept beside the documents.
    """

    def __init__(self, files: tuple[Path, ...]) -> None:
        self._read: dict[Path, tuple[Seen, Returned]] = {}
        for file in files:
            self._read[file] = look([file]), read_returned(file)

    def __call__(self, snapshot: Snapshot) -> list[Back]:
        """What of them the sources do not say."""
        from guideline_docs.views.draft_received import Back

        folder = snapshot.location.root / DIST / SENT
        found = []
        for file, (seen, returned) in self._read.items():
            if not returned.origins.texts or seen != look([file]):
                returned = read_returned(file, Base(file.as_posix(), folder))
                self._read[file] = look([file]), returned
            found.append(Back(file.name, receive(snapshot, returned)))
        return found
