"""A project that is built again and again by one process, whatever happens to its files."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from guideline_docs import pipeline
from guideline_docs.failure import CannotRun, reason
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.guideline import Annotation
from guideline_docs.model.renumbered import RENUMBERED
from guideline_docs.pipeline import Built, Order, Project
from guideline_docs.render.templates import packaged
from guideline_docs.rules.appeared import appeared
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.image import image_places
from guideline_docs.source.project import (
    ACCEPTED,
    SETTINGS,
    Location,
    below,
    beside,
    called_texts,
    locate,
)

if TYPE_CHECKING:
    from guideline_docs.render.printer import Printer


class Rebuilt(NamedTuple):
    """What one build has come to.

    ``refused`` is why nothing was made, ``stopped`` the one message of what stopped it;
    in both cases the documents of the build before stay as they are. ``new`` are the
    findings that were not there before, ``gone`` says how many are there no longer.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    new: tuple[Diagnostic, ...] = ()
    gone: int = 0
    built: Built | None = None
    refused: tuple[str, ...] = ()
    stopped: str | None = None


class Workshop:
    """Use it in a ``with``: until its end the process that prints stays ready.

    ``order`` says what to build where, for the place the project was found at.
    Raises CannotRun where there is no project, and for a file that is no text of ours.
    """

    def __init__(self, name: str, order: Callable[[Location], Order]) -> None:
        self._name = name
        self._location = locate(name)
        pipeline.must_be_ours(self._location)
        self._known: Project | None = None
        self._told: Sequence[Diagnostic] = ()
        self._printer: Printer | None = None
        self._open = ExitStack()
        self.order = order(self._location)

    def __enter__(self) -> Self:
        self._printer = self._open.enter_context(pipeline.started(self.order.only))
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    @property
    def project(self) -> Project | None:
        """The project as it was read last; None before it could be read."""
        return self._known

    def rebuild(self) -> Rebuilt:
        """Load, check and build; never raises for what stands in the project's files."""
        try:
            return self._rebuilt()
        except CannotRun as error:
            return Rebuilt(stopped=str(error))
        except OSError as error:
            # A file or folder went while it was being looked for.
            return Rebuilt(stopped=f"{error.filename or self._name}: 読めません（{reason(error)}）")

    def _rebuilt(self) -> Rebuilt:
        project = pipeline.load(self._name)
        if lost := self._lost(project):
            others = f" など {len(lost)} 個" if len(lost) > 1 else ""
            raise CannotRun(
                f"{lost[0]}{others}: なくなりました。戻せば作り直します"
                "（消したままにするなら、いったん終わって始め直してください）"
            )
        diagnostics = tuple(pipeline.check(project))
        if unreadable := pipeline.refusal(project, diagnostics, final=False):
            # A file is only half there: what is found in the rest is no news.
            return Rebuilt(refused=tuple(unreadable))
        self._known = project
        new, gone = appeared(self._told, diagnostics), appeared(diagnostics, self._told)
        self._told = diagnostics
        found = Rebuilt(diagnostics, tuple(new), len(gone))
        if refused := pipeline.refusal(project, diagnostics, self.order.final):
            return found._replace(refused=tuple(refused))
        try:
            if self.order.final and (
                refused := list(pipeline.still_open(project, diagnostics, self.order))
            ):
                return found._replace(refused=tuple(refused))
            built = pipeline.build(project, diagnostics, self.order, self._printer)
        except CannotRun as error:
            return found._replace(stopped=str(error))
        return found._replace(built=built)

    def _lost(self, project: Project) -> list[str]:
        """Sources that went and were not renamed: there are fewer than there were."""
        known = self._known.files if self._known else {}
        if len(project.files) >= len(known):
            return []
        # One that is still there is left out by new settings.
        return [name for name, path in known.items() if not path.is_file()]

    def files(self) -> list[Path]:
        """What the documents are made of and would be made of, whether it is there or not.

        What is known of the project stays known while it cannot be loaded.
        """
        with suppress(CannotRun, OSError):
            self._location = locate(self._name)
        location, known = self._location, self._known
        settings = known.configuration if known else Configuration()
        found = list(_settings(location))
        with suppress(OSError):
            found += _texts(location, settings)
        if known:
            found += [*known.files.values(), *_images(known)]
        for folder in (self.order.templates, location.root / "templates", packaged()):
            with suppress(OSError):
                found += _templates(folder) if folder else ()
        if self.order.profile:
            found.append(self.order.profile)
        # The first name of each: the one by which the user called the project.
        return list({os.path.realpath(path): path for path in reversed(found)}.values())[::-1]


def _settings(location: Location) -> list[Path]:
    """Settings and acceptances: those that are read, and where they may be put."""
    places = (location.settings, location.accepted)
    known = [place.path for place in places if place]
    homes = dict.fromkeys([location.folder.path, *(path.parent for path in known), location.root])
    return known + [home / name for home in homes for name in (SETTINGS, ACCEPTED, RENUMBERED)]


def _texts(location: Location, settings: Configuration) -> list[Path]:
    """The sources, and the folders in which others may appear."""
    if location.settings is None and location.file is not None:
        return [location.file.path]
    home = beside(location.settings) if location.settings else location.folder
    folders = [location.folder, home, below(home, settings.chapters)]
    named = [below(home, settings.sheet)] if settings.sheet else []
    inside = [place for folder in folders for place in called_texts(folder)]
    # What is in no document is told when it comes and when it goes.
    around = [stranger.place for stranger in pipeline.strangers_of(location, settings)]
    return [place.path for place in (*folders, *named, *inside, *around)]


def _images(project: Project) -> list[Path]:
    """Where the images that the chapters name stand, or would be looked for."""
    home = project.configuration.folder
    return [
        path
        for chapter in project.guideline.chapters
        for block in chapter.blocks
        if isinstance(block, Annotation) and block.image
        for folder in (project.files[chapter.source.path].parent, home)
        if folder
        for path in image_places(block.image.name, [folder])
    ]


def _templates(folder: Path) -> list[Path]:
    """A folder of templates and all files in it, without what editors leave behind."""
    if not folder.is_dir():
        return [folder]
    inside = sorted(folder.rglob("*"))
    kept = [path for path in inside if path.name[0] not in ".~" and not path.name.endswith("~")]
    return [folder, *kept]
