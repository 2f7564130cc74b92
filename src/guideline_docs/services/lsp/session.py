"""What a client has open, and the projects that these texts belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from lsprotocol import types

from guideline_docs.failure import CannotRun
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.services.lsp.addresses import Addresses
from guideline_docs.services.lsp.client import Abilities
from guideline_docs.services.lsp.documents import Document, file_of
from guideline_docs.services.lsp.positions import Positions
from guideline_docs.services.lsp.project import Loose, Project
from guideline_docs.source.project import SOURCES, identity, locate, settings_of
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span


class Asked(Protocol):
    """Any parameters that are about one text."""

    text_document: types.TextDocumentIdentifier


class Here(NamedTuple):
    """A text that is asked about, and what is known of it.

    ``source`` is the text as it reads, one of the sources of ``snapshot``; where the
    project could not be read since, both are what they were before.
    """

    project: Project
    snapshot: Snapshot
    source: SourceText
    positions: Positions
    bom: bool

    def offset(self, position: types.Position) -> int:
        """The offset in ``source`` of a position of the client."""
        return self.span(types.Range(position, position)).start

    def span(self, range_: types.Range) -> Span:
        """The characters of ``source`` in a range of the client."""
        return self.positions.span(self.source, range_, self.bom)

    def range(self, span: Span) -> types.Range:
        """A place in ``source``, for the client."""
        return self.positions.range(span, self.bom)


class Settings(NamedTuple):
    """A file of settings that is asked about, as the client holds it.

    ``snapshot`` is the project, as it could be read last.
    """

    source: SourceText
    snapshot: Snapshot | None
    positions: Positions
    bom: bool

    def offset(self, position: types.Position) -> int:
        """The offset in ``source`` of a position of the client."""
        return self.positions.offset(self.source, position, self.bom)

    def range(self, span: Span) -> types.Range:
        """A place in ``source``, for the client."""
        return self.positions.range(span, self.bom)


class Session:
    """One client: what it can, its open texts, its projects, how it counts positions."""

    def __init__(self) -> None:
        self.client = Abilities()
        self.positions = Positions()
        self.documents: dict[str, Document] = {}
        """The open texts, the one that was changed last at the end."""
        self.say: Callable[[str], None] = print
        """Tell the user something that is no answer."""
        self._folders: list[Path] = []
        self._projects: dict[object, Project] = {}

    @property
    def projects(self) -> list[Project]:
        """The projects that are open, in the order in which they were opened."""
        return list(self._projects.values())

    @property
    def stamp(self) -> object:
        """What is another whenever a project may have changed."""
        return tuple((project, project.revision) for project in self._projects.values())

    # --- what the client does --------------------------------------------------------

    def add_folders(self, folders: Iterable[Path]) -> None:
        """The client has opened folders; a project in one of them is open from now on."""
        self._folders += folders
        self._look_into_folders()

    def remove_folders(self, folders: Iterable[Path]) -> None:
        """The client has closed folders; what is open of them stays so."""
        gone = set(folders)
        self._folders = [folder for folder in self._folders if folder not in gone]

    def open(self, uri: str, version: int | None, text: str) -> None:
        """The client has opened a text: from now on its copy counts."""
        document = self.documents[uri] = Document(uri, version, text)
        self._count(document)

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        """The client has changed an open text."""
        asked = params.text_document
        if document := self.documents.get(asked.uri):
            document.change(params.content_changes, asked.version, self.positions)
            self.documents[asked.uri] = self.documents.pop(asked.uri)
            self._count(document)

    def save(self, uri: str) -> None:
        """The client has written a text into its file."""
        if document := self.documents.get(uri):
            self._count(document)
        self.look_again()

    def close(self, uri: str) -> None:
        """The client has closed a text: the file counts again."""
        if document := self.documents.pop(uri, None):
            project = self._project_of(document.file, uri)
            if document.file:
                project.overlay(document.file, self._other_view(document.file))
        self.look_again()

    def look_again(self) -> None:
        """Something on the disk is not what it was."""
        alone = {self._key(d.file, d.uri) for d in self.documents.values()}
        for key, project in list(self._projects.items()):
            # Who stands alone is of no interest when it is closed.
            if key not in alone and not Path(project.name).is_dir():
                del self._projects[key]
            else:
                project.changed()
        self._look_into_folders()

    def _look_into_folders(self) -> None:
        """Open the projects that are in the folders; one may have been made only now."""
        for folder in self._folders:
            if home := _project_in(folder):
                self._opened(home)

    def look(self) -> None:
        """See for ourselves whether something has changed on the disk."""
        for project in self._projects.values():
            project.look()

    def _count(self, document: Document) -> None:
        project = self._project_of(document.file, document.uri)
        project.overlay(document.file or Path(document.uri), document.text)

    def _other_view(self, file: Path) -> str | None:
        """The text of a file as it is still open under another URI."""
        wanted = identity(file)
        for other in reversed(self.documents.values()):
            if other.file and identity(other.file) == wanted:
                return other.text
        return None

    # --- which project ---------------------------------------------------------------

    def _project_of(self, file: Path | None, uri: str) -> Project:
        """The project of a text, opened where it is not yet."""
        if file is None or not (home := self._home(file)):
            return self._projects.setdefault(uri, Loose(uri))
        return self._opened(home)

    def _key(self, file: Path | None, uri: str) -> object:
        home = self._home(file) if file else None
        return identity(home) if home else uri

    def _opened(self, home: Path) -> Project:
        key = identity(home)
        if key not in self._projects:
            project = self._projects[key] = Project(_shown(home))
            for document in self.documents.values():
                if document.file and self._key(document.file, document.uri) == key:
                    project.overlay(document.file, document.text)
        return self._projects[key]

    def _home(self, file: Path) -> Path | None:
        """The folder of the project that a file belongs to, or the file itself where it
        stands alone; None where it is not there."""
        if settings := settings_of(file):
            return settings.path.parent.resolve()
        for folder in sorted(self._folders, key=lambda each: len(each.parts), reverse=True):
            if folder in file.parents and (home := _project_in(folder)) and home in file.parents:
                return home
        return file if file.is_file() else None

    # --- what is asked ---------------------------------------------------------------

    def here(self, params: Asked) -> Here | None:
        """What is known of the text that is asked about; None where that is nothing."""
        uri = params.text_document.uri
        document = self.documents.get(uri) or Document(uri, None, "")
        project = self.project_of(uri)
        snapshot = project.snapshot() if project else None
        source = project.source(document) if project else None
        if project is None or snapshot is None or source is None:
            return None
        return Here(project, snapshot, source, self.positions, document.bom)

    def settings(self, params: Asked) -> Settings | None:
        """The open file of settings that is asked about; None where it is none."""
        document = self.documents.get(params.text_document.uri)
        file = document.file if document else None
        if document is None or file is None or file.suffix != ".toml":
            return None
        project = self.project_of(document.uri)
        source = SourceText(file.as_posix(), document.text, file=file)
        snapshot = project.snapshot() if project else None
        return Settings(source, snapshot, self.positions, document.bom)

    def project_of(self, uri: str) -> Project | None:
        """The project of a text; None where it is neither open nor a file."""
        file = file_of(uri)
        if uri not in self.documents and not (file and file.is_file()):
            return None
        return self._project_of(file, uri)

    def addresses(self) -> Addresses:
        """What the client calls sources now."""
        return Addresses(self.documents.values(), self.positions)


def _project_in(folder: Path) -> Path | None:
    """The folder of the project that a folder is or holds; None without one.

    Texts that stand about in any folder are none: each of them stands alone.
    """
    try:
        location = locate(str(folder))
    except CannotRun:
        return None
    if location.settings:
        return location.settings.path.parent
    return location.folder.path if location.folder.path.name == SOURCES else None


def _shown(path: Path) -> str:
    """What a project is called: as ``check`` would be given it where the server was started."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
