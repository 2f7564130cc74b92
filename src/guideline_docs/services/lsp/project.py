"""One project for an editor: read when somebody asks, the last good reading kept."""

from __future__ import annotations

from pathlib import Path

from guideline_docs.failure import CannotRun, reason
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.project import identity
from guideline_docs.source.span import SourceText
from guideline_docs.workspace import Workspace


class Project:
    """A project that is open in an editor. ``name`` is what its folder or file is called.

    Raises CannotRun as ``Workspace.open`` does.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.workspace = Workspace.open(name)
        self.problem: str | None = None
        """What stopped the newest reading; then ``snapshot`` is the one before."""
        self._good: Snapshot | None = None
        self._is_stale = True

    def overlay(self, file: Path, text: str | None) -> None:
        """Let an unsaved text count; None: the file again."""
        self.workspace.overlay(file, text)
        self._is_stale = True

    def changed(self) -> None:
        """Something on the disk is not what it was."""
        self._is_stale = True

    def snapshot(self) -> Snapshot | None:
        """The project as it is now, or was when it could last be read; None before that."""
        if self._is_stale:
            self._is_stale, self.problem = False, None
            try:
                self._good = self.workspace.snapshot()
            except CannotRun as error:
                self.problem = str(error)
            except OSError as error:
                self.problem = f"{error.filename or self.name}: 読めません（{reason(error)}）"
        return self._good

    def source(self, file: Path) -> SourceText | None:
        """The source of a file, as it reads; None where the project has none such."""
        snapshot = self.snapshot()
        if snapshot is None:
            return None
        wanted = identity(file)
        found = (s for s in snapshot.sources if s.file and identity(s.file) == wanted)
        return next(found, None)
