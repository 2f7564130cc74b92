"""Where the files of a project are: sources, settings, acceptances, templates."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import NamedTuple

from guideline_docs.failure import CannotRun

SETTINGS = "guideline.toml"
ACCEPTED = "accepted.toml"
SOURCES = "sources"
_SUFFIXES = (".txt", ".tsv")


class Place(NamedTuple):
    """A file and what to call it: as the user named it, with ``/`` on every system."""

    path: Path
    name: str


class Location(NamedTuple):
    """What a path on the command line stands for.

    ``folder`` holds the sources, ``root`` is where dist/ and templates/ stand.
    ``file`` is set where one file was named.
    """

    folder: Place
    root: Path
    file: Place | None
    settings: Place | None
    accepted: Place | None


def locate(name: str) -> Location:
    """Find the project that a path belongs to.

    A folder is a project if it has a folder ``sources`` or holds sources itself.
    Settings and acceptances are looked for there and in the folders above.
    Raises CannotRun where nothing is found.
    """
    path = Path(name)
    shown = name.replace(os.sep, "/")
    if not path.exists():
        raise CannotRun(f"{shown}: ファイルもフォルダーもありません")
    if path.is_dir():
        folder = Place(path, shown)
        # A project's root may hold other texts (a README, a list of packages).
        if not (path / SETTINGS).is_file() and _holds_sources(path / SOURCES):
            folder = _under(folder, SOURCES)
        if not _holds_sources(folder.path):
            none = f"{shown}: 原稿（.txt）も {SETTINGS} もないフォルダーです"
            raise CannotRun(none + workbook_hint(folder))
        file = None
    else:
        file = Place(path, shown)
        folder = beside(file)
    settings = _above(folder, SETTINGS)
    accepted = _above(folder, ACCEPTED)
    home = (settings.path.parent if settings else folder.path).resolve()
    root = home.parent if home.name == SOURCES else home
    return Location(folder, root, file, settings, accepted)


def here() -> Location:
    """This folder, for a source that is no file."""
    folder = Place(Path("."), ".")
    return Location(folder, folder.path, None, _above(folder, SETTINGS), None)


def texts(folder: Place) -> list[Place]:
    """The text files of a folder, by name; none where there is no such folder.

    Raises CannotRun for what is called a text and is none: to pass over a chapter in
    silence would be worse.
    """
    places = called_texts(folder)
    for place in places:
        if problem := no_file(place.path):
            raise CannotRun(f"{place.name}: {problem}")
    return places


def called_texts(folder: Place) -> list[Place]:
    """What is called a text in a folder, whatever it is."""
    if not folder.path.is_dir():
        return []
    return [
        _under(folder, path.name)
        for path in sorted(folder.path.iterdir())
        if path.suffix.lower() in _SUFFIXES and path.name[0] not in ".~"
    ]


def no_file(path: Path) -> str:
    """Why nothing can be read at a path that is there, or nothing.

    A pipe or a device would be waited for without end.
    """
    if path.is_file():
        return ""
    if path.is_dir():
        return "ファイルではなくフォルダーです"
    if path.is_symlink() and not path.exists():
        return "リンクの先にファイルがありません"
    return "普通のファイルではありません" if path.exists() else "ファイルがありません"


def below(folder: Place, relative: str) -> Place:
    """A path written in the settings, seen from a folder."""
    return _under(folder, relative.replace("\\", "/"))


def beside(file: Place) -> Place:
    """The folder that a file stands in."""
    return Place(file.path.parent, Path(file.name).parent.as_posix())


def same_file(one: Path, other: Path) -> bool:
    return identity(one) == identity(other)


def identity(path: Path) -> tuple[object, ...]:
    """What a file is by whatever name: links, ``..`` and, where a disk takes them for one,
    upper and lower case or composed and decomposed kana make no other of it.

    Hard links are files of their own: the names do not lead to each other.
    """
    # Path.resolve() raises for a link that leads to itself.
    real = os.path.realpath(path)
    try:
        found = os.stat(real)
    except OSError:
        return (os.path.normcase(real),)
    return found.st_dev, found.st_ino, unicodedata.normalize("NFC", real).casefold()


def workbook_hint(folder: Place) -> str:
    """What to do with a workbook that stands where texts are looked for; empty without one."""
    for place in (folder.path, folder.path / SOURCES):
        for book in sorted(place.glob("[!.~]*.xls*")):
            return f"。{book.name} は guideline-docs init 新しいフォルダー --from {book.name} で文字にします"
    return ""


def _under(folder: Place, relative: str) -> Place:
    name = relative if folder.name in ("", ".") else f"{folder.name.rstrip('/')}/{relative}"
    return Place(folder.path / relative, name)


def _holds_sources(folder: Path) -> bool:
    return (folder / SETTINGS).is_file() or bool(texts(Place(folder, "")))


def _above(folder: Place, name: str) -> Place | None:
    """The nearest file of a name, from the folder upwards."""
    place = _under(folder, name)
    if place.path.is_file():
        return place
    for parent in folder.path.resolve().parents:
        if (parent / name).is_file():
            relative = Path(os.path.relpath(parent / name)).as_posix()
            return Place(parent / name, relative)
    return None
