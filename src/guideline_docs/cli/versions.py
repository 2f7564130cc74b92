"""A version by its name: a file, a project, or the project here at a revision of git."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from guideline_docs.cli.sources import default_path
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.outputs import Since
from guideline_docs.source.git import PREFIX, at_revision
from guideline_docs.source.project import is_text, locate
from guideline_docs.source.record import NamedTuple
from guideline_docs.workspace import Workspace

if TYPE_CHECKING:
    from guideline_docs.model.configuration import Configuration
    from guideline_docs.model.guideline import Guideline
    from guideline_docs.rules.snapshot import Snapshot


class Version(NamedTuple):
    """A version as it was read; ``name`` is what it was named by.

    ``folder`` holds the files of a revision while it is looked at.
    """

    snapshot: Snapshot
    name: str
    folder: str = ""
    home: Path | None = None
    """Where the project of a revision stands."""

    @property
    def root(self) -> Path:
        """Where documents of it are put."""
        return self.home or self.snapshot.location.root

    @property
    def said(self) -> str:
        """What it is called in a document: a revision, a file, the folder of a project."""
        if self.folder:
            return self.name
        return os.path.basename(os.path.realpath(self.file or self.root))

    @property
    def file(self) -> str:
        """The file that was named; empty where it is a whole project."""
        file = self.snapshot.location.file
        return file.name if file else ""


class Names:
    """What files are called: those of a revision by it, ``git:HEAD:sources/….txt``."""

    def __init__(self, *versions: Version) -> None:
        self.versions = [version for version in versions if version.folder]

    def __call__(self, path: str) -> str:
        for version in self.versions:
            if path.startswith(version.folder):
                return f"{version.name}:{path.removeprefix(version.folder).lstrip('/')}"
        return path


@contextmanager
def versions(old: str, new: str | None) -> Iterator[tuple[Version, Version]]:
    """Two versions by their names; without a new one that is the project here.

    A file outside of any project is read as the other one's settings say. Raises CannotRun.
    """
    if new is None and not Path(default_path()).exists():
        raise CannotRun(
            "比べる相手がありません。新しい版（ファイル、案件のフォルダー、git:版）も指定してください"
        )
    new = new or default_path()
    for name in (old, new):
        _must_be_there(name)
    here = next((name for name in (new, old) if not name.startswith(PREFIX)), default_path())
    if _stands_alone(old):
        with version(new, here) as after:
            yield Version(_read(old, after.snapshot.configuration), old), after
        return
    with version(old, here) as before:
        if _stands_alone(new):
            yield before, Version(_read(new, before.snapshot.configuration), new)
            return
        with version(new, here) as after:
            yield before, after


@contextmanager
def version(name: str, here: str) -> Iterator[Version]:
    """A version by its name; ``here`` is the project whose revisions are meant.

    Raises CannotRun where there is none.
    """
    if not name.startswith(PREFIX):
        yield Version(_read(name), name)
        return
    location = locate(here)
    place = location.file.path if location.file else location.folder.path
    root = os.path.realpath(location.root)
    inside = os.path.relpath(os.path.realpath(place), root)
    mark = os.path.realpath(location.settings.path) if location.settings else ""
    mark = Path(os.path.relpath(mark, root)).as_posix() if mark else ""
    with at_revision(name.removeprefix(PREFIX), location.root, mark) as folder:
        shown = folder.as_posix()
        then = folder / inside
        try:
            snapshot = _read((then if then.exists() else folder).as_posix())
        except CannotRun as error:
            raise CannotRun(str(error).replace(shown, name)) from None
        yield Version(snapshot, name, shown, location.root)


@contextmanager
def since(name: str, here: str) -> Iterator[Since]:
    """The version since which changes are told, as long as its files are needed.

    Raises CannotRun where there is none.
    """
    with version(name, here) as found:
        yield Since(found.snapshot, found.name)


def scoped(before: Version, after: Version) -> tuple[Guideline, Guideline]:
    """What is compared: the projects, or what a file that is named says."""
    from guideline_docs.compare.scope import like, of_file

    old, new = (
        of_file(each.snapshot.guidelines, each.file) if each.file else each.snapshot.guideline
        for each in (before, after)
    )
    if before.file and not after.file:
        return old, like(old, new)
    if after.file and not before.file:
        return like(new, old), new
    return old, new


def _read(name: str, configuration: Configuration | None = None) -> Snapshot:
    return Workspace(name, configuration).snapshot()


def _stands_alone(name: str) -> bool:
    """Whether it is a file without settings of its own."""
    if name.startswith(PREFIX) or not Path(name).is_file():
        return False
    return locate(name).settings is None


def _must_be_there(name: str) -> None:
    """Raise CannotRun, with what may have been meant, where a path leads nowhere."""
    if not name.startswith(PREFIX) and not Path(name).exists():
        shown = one_line(name)
        revision = not (Path(name).is_absolute() or name.startswith(".") or is_text(name))
        hint = f"（git の版なら {PREFIX}{shown} と書いてください）" if revision else ""
        raise CannotRun(f"{shown}: ファイルもフォルダーもありません{hint}")
