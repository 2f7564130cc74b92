"""Which files a project is read from: what is looked at by all that stays running."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from guideline_docs.model.chapter import Annotation
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.files import strangers_of
from guideline_docs.model.renumbered import RENUMBERED
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.image import image_places
from guideline_docs.source.project import (
    ACCEPTED,
    SETTINGS,
    Location,
    below,
    beside,
    called_texts,
)


def files_of(location: Location, known: Snapshot | None) -> list[Path]:
    """What a project is read from and would be read from, whether it is there or not.

    ``known`` is the project as it could be read last.
    """
    found = list(_settings(location))
    with suppress(OSError):
        found += _texts(location, known.configuration if known else Configuration())
    if known:
        found += [source.file for source in known.sources if source.file]
        found += _images(known)
    return found


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
    around = [stranger.place for stranger in strangers_of(location, settings)]
    return [place.path for place in (*folders, *named, *inside, *around)]


def _images(snapshot: Snapshot) -> list[Path]:
    """Where the images that the chapters name stand, or would be looked for."""
    home = snapshot.configuration.folder
    return [
        path
        for chapter in snapshot.guideline.chapters
        for block in chapter.blocks
        if isinstance(block, Annotation) and block.image
        for folder in (chapter.source.file and chapter.source.file.parent, home)
        if folder
        for path in image_places(block.image.name, [folder])
    ]
