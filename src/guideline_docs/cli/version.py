"""Versions by the names that commands are given: a sheet, a project, ``git:REV``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from guideline_docs.failure import CannotRun
from guideline_docs.source.git import PREFIX, at_revision
from guideline_docs.source.project import locate
from guideline_docs.workspace import load

if TYPE_CHECKING:
    from guideline_docs.rules.snapshot import Snapshot


class Version(NamedTuple):
    """A version as it was read; files in ``folder`` are called by ``name``."""

    snapshot: Snapshot
    folder: str = ""
    name: str = ""


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
def version(name: str, here: str) -> Iterator[Version]:
    """A version by its name: a sheet, a project, or the project here at a revision of git.

    Raises CannotRun where there is none.
    """
    if not name.startswith(PREFIX):
        yield Version(load(name))
        return
    location = locate(here)
    place = location.file.path if location.file else location.folder.path
    inside = os.path.relpath(os.path.realpath(place), os.path.realpath(location.root))
    with at_revision(name.removeprefix(PREFIX), location.root) as folder:
        shown = folder.as_posix()
        then = folder / inside
        try:
            snapshot = load((then if then.exists() else folder).as_posix())
        except CannotRun as error:
            raise CannotRun(str(error).replace(shown, name)) from None
        yield Version(snapshot, shown, name)
