"""One project for an editor: read when somebody asks, the last good reading kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guideline_docs.failure import CannotRun, reason
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.project import identity, locate, no_file
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import LINE_END, SourceText, Span
from guideline_docs.source.text import decode
from guideline_docs.workspace import Workspace


class Problem(NamedTuple):
    """What stopped a reading: one message, and the place it speaks of where it is known."""

    message: str
    span: Span | None = None


class Project:
    """A project that is open in an editor. ``name`` is what its folder or file is called."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._workspace = Workspace(name)
        self.problem: Problem | None = None
        """What stopped the newest reading; ``snapshot`` then is the best that is left."""
        self._good: Snapshot | None = None
        self._is_stale = True

    def overlay(self, file: Path, text: str | None) -> None:
        """Let an unsaved text count; None: the file again.

        A text that says what its file says is the file: what its bytes tell stays told. So
        it does where the client cannot read them.
        """
        if text is not None and _is_saved(file, text):
            text = None
        self._workspace.overlay(file, text)
        self._is_stale = True

    def changed(self) -> None:
        """Something on the disk is not what it was."""
        self._is_stale = True

    def snapshot(self) -> Snapshot | None:
        """The project as it is now, or was when it could last be read; None before that."""
        if self._is_stale:
            self._is_stale = False
            self.problem, snapshot = self._read()
            if snapshot is None and self._good:
                snapshot = self._read_with_good_settings(self._good)
            self._good = snapshot or self._good
        return self._good

    def _read(self) -> tuple[Problem | None, Snapshot | None]:
        try:
            return None, self._workspace.snapshot()
        except CannotRun as error:
            span = error.span if isinstance(error.span, Span) else None
            return Problem(str(error), span), None
        except OSError as error:
            # A file or folder went while it was being looked for.
            return Problem(f"{error.filename or self.name}: 読めません（{reason(error)}）"), None

    def _read_with_good_settings(self, good: Snapshot) -> Snapshot | None:
        """The texts as they are now, under the settings that were good.

        Settings are broken while they are typed: what stands in the texts is told all the same.
        """
        broken = self.problem.span.source.file if self.problem and self.problem.span else None
        kept = {file: text for file, text in _settings(good) if file == broken}
        if not kept:
            return None
        with self._workspace.instead(kept):
            return self._read()[1]

    def source(self, file: Path) -> SourceText | None:
        """The source of a file, as it reads; None where the project has none such."""
        snapshot = self.snapshot()
        if snapshot is None:
            return None
        wanted = identity(file)
        found = (s for s in snapshot.sources if s.file and identity(s.file) == wanted)
        return next(found, None)


def _settings(snapshot: Snapshot) -> Iterator[tuple[Path, str]]:
    """The files of settings, and what they said."""
    for file in (snapshot.configuration.file, snapshot.accepted):
        if file and file.source.file:
            yield file.source.file, file.source.text


def _is_saved(file: Path, text: str) -> bool:
    """Whether the text of a client is what its file holds, or as much of it as the client
    can show: whoever takes cp932 for UTF-8 shows it with a sign for what it cannot read."""
    try:
        saved = decode(file.read_bytes(), file.name).verbatim
    except OSError:
        return False
    if "\ufffd" in text and saved.encoding != "utf-8" and "\ufffd" not in saved.text:
        return True
    return _lines(text) == _lines(saved.text)


def _lines(text: str) -> str:
    """A text whatever line ends it is held with."""
    return LINE_END.sub("\n", text) if "\r" in text else text
