"""One project for an editor: read when somebody asks, the last good reading kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from guideline_docs.failure import CannotRun, cannot_read
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.services.files import files_of
from guideline_docs.services.lsp.documents import Document, with_line_feeds
from guideline_docs.source.changes import Seen, look
from guideline_docs.source.project import identity, locate
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.source.text import decode
from guideline_docs.workspace import Workspace, load_text


class Problem(NamedTuple):
    """What stopped a reading: one message, and the place it speaks of where it is known."""

    message: str
    span: Span | None = None


class Project:
    """A project that is open in an editor. ``name`` is what its folder or file is called,
    whose settings, if it has any, stand in ``home``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.home = Path(name)
        self._workspace = Workspace(name)
        self.problem: Problem | None = None
        """What stopped the newest reading; ``snapshot`` then is the best that is left."""
        self.revision = 0
        """Counts up whenever something may have changed."""
        self._good: Snapshot | None = None
        self._read_at = -1
        self._looked = self._look()

    def overlay(self, file: Path, text: str | None) -> None:
        """Let an unsaved text count; None: the file again.

        A text that says what its file says is the file: what its bytes tell stays told. So
        it does where the client cannot read them.
        """
        if text is not None and _is_saved(file, text):
            text = None
        self._workspace.overlay(file, text)
        self.changed()

    def changed(self) -> None:
        """Something on the disk is not what it was."""
        self.revision += 1

    def look(self) -> None:
        """See for ourselves whether something has changed on the disk."""
        before, self._looked = self._looked, self._look()
        if before != self._looked:
            self.changed()

    def _look(self) -> Seen:
        with suppress(CannotRun, OSError):
            return look(files_of(locate(self.name), self._good))
        return {}

    def snapshot(self) -> Snapshot | None:
        """The project as it is now, or was when it could last be read; None before that."""
        if self._read_at != self.revision:
            self._read_at = self.revision
            self.problem, snapshot = self._read()
            if snapshot is None and self._good:
                snapshot = self._read_with_good_settings(self._good)
            self._good = snapshot or self._good
        return self._good

    def _read(self) -> tuple[Problem | None, Snapshot | None]:
        return self._caught(self._workspace.snapshot)

    def _caught(self, read: Callable[[], Snapshot]) -> tuple[Problem | None, Snapshot | None]:
        try:
            return None, read()
        except CannotRun as error:
            span = error.span if isinstance(error.span, Span) else None
            return Problem(str(error), span), None
        except OSError as error:
            # A file or folder went while it was being looked for.
            return Problem(cannot_read(error, self.name)), None

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

    def source(self, document: Document) -> SourceText | None:
        """A text as it reads; None where it is no source of the project."""
        snapshot = self.snapshot()
        sources = snapshot.sources if snapshot else ()
        if document.file is None:
            return next((s for s in sources if s.path == document.uri), None)
        wanted = identity(document.file)
        return next((s for s in sources if s.file and identity(s.file) == wanted), None)


class Loose(Project):
    """A text that belongs to no project and is no file, or none yet: it stands alone."""

    def __init__(self, uri: str) -> None:
        super().__init__(uri)
        self._text = ""

    def overlay(self, file: Path, text: str | None) -> None:
        self._text = text or ""
        self.changed()

    def _read(self) -> tuple[Problem | None, Snapshot | None]:
        if not self._text.strip():
            return None, None  # nothing is wrong with an empty page
        return self._caught(lambda: load_text(self._text.encode(), self.name))


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
    return with_line_feeds(text) == with_line_feeds(saved.text)
