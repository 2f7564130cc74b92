"""Where the files of a project are: sources, settings, acceptances, templates."""

import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import ModuleType

from guideline_docs.failure import CannotRun
from guideline_docs.source.formats import IMAGE, LOOKED_AT, format_named
from guideline_docs.source.record import NamedTuple

SETTINGS = "guideline.toml"
ACCEPTED = "accepted.toml"
SOURCES = "sources"
DOCUMENTS = ("guideline-draft", "progress-table", "progress-history", "comparison")
"""What documents are called, whatever their suffix: they may be built among the sources."""
INQUIRY = "照会一覧.csv"
"""What stands in the folder of an inquiry: neither it nor the workbooks beside it are sources."""
INQUIRY_BEGINS = "照会_"
_SUFFIXES = (".txt", ".tsv")
_MARKDOWN = (".md", ".markdown", ".text", ".rst")

# What systems, editors and version control leave in any folder (4913 is how vim asks
# whether it may write there).
_LEFT_BEGINS = (".", "~", "#", "$")
_LEFT_ENDS = (
    *("~", ".bak", ".tmp", ".temp", ".swp", ".swo", ".orig", ".rej", ".old", ".wbk"),
    *(".lock", ".part", ".crdownload"),
)
_LEFT = ("4913", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "__pycache__")
# What a folder has to say of itself, by names that everybody knows.
_ABOUT = ("readme", "license", "licence", "copying", "changelog", "contributing")
_ABOUT_BEGINS = tuple(word + sign for word in _ABOUT for sign in "._-")
_LISTS = ("requirements", "constraints")
DIST = "dist"
"""The folder of a project's documents, where no other is asked for."""
# Folders of a project that hold no sources.
_NO_SOURCES = (DIST, "templates", "node_modules", "venv", "env", "build")
# A folder may be the top of a whole share; of many files in it nobody reads a list.
_MOST_LOOKED_AT = 2_000
_FEW = 5


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
            raise CannotRun(none + document_hint(folder))
        file = None
    else:
        file = Place(path, shown)
        folder = beside(file)
    settings = _above(folder, SETTINGS)
    accepted = _above(folder, ACCEPTED)
    home = (settings.path.parent if settings else folder.path).resolve()
    root = home.parent if home.name == SOURCES else home
    return Location(folder, root, file, settings, accepted)


def settings_of(file: Path) -> Place | None:
    """The settings of a file, which need not be there."""
    return _above(Place(file.parent, file.parent.as_posix()), SETTINGS)


def here() -> Location:
    """This folder, for a source that is no file."""
    folder = Place(Path("."), ".")
    return Location(folder, folder.path, None, _above(folder, SETTINGS), None)


def texts(folder: Place, unsaved: Collection[Path] = ()) -> list[Place]:
    """The text files of a folder, by name; none where there is no such folder.

    Files that are ``unsaved`` are there, too.
    Raises CannotRun for what is called a text and is none: to pass over a chapter in
    silence would be worse.
    """
    places = called_texts(folder)
    for place in places:
        if problem := no_file(place.path):
            raise CannotRun(f"{place.name}: {problem}")
    known = {place.path.name for place in places}
    new = [_under(folder, each.name) for each in _new_texts(folder, unsaved) if each.name not in known]
    return sorted([*places, *new], key=lambda place: place.path) if new else places


def _new_texts(folder: Place, unsaved: Collection[Path]) -> list[Path]:
    """The files in a folder that would be called texts."""
    return [
        file
        for file in unsaved
        if is_text(file.name) and file.name[0] not in ".~" and same_file(file.parent, folder.path)
    ]


def called_texts(folder: Place) -> list[Place]:
    """What is called a text in a folder, whatever it is."""
    if not folder.path.is_dir():
        return []
    return [
        _under(folder, path.name)
        for path in sorted(folder.path.iterdir())
        if path.suffix.lower() in _SUFFIXES and path.name[0] not in ".~"
    ]


def is_text(name: str) -> bool:
    """Whether a file is called a text."""
    return name.lower().endswith(_SUFFIXES)


def is_of_the_folder(place: Place) -> bool:
    """Whether a file is a README or its like, which says nothing of the guideline."""
    name = place.path.name.casefold()
    return (
        name in (*_ABOUT, "cmakelists.txt", "robots.txt")
        or name.startswith(_ABOUT_BEGINS)
        or (name.startswith(_LISTS) and name.endswith(".txt"))
    )


def _is_left_behind(name: str) -> bool:
    """Whether nobody has put a file there: a lock, a backup, what a system remembers."""
    name = name.casefold()
    return name.startswith(_LEFT_BEGINS) or name.endswith(_LEFT_ENDS) or name in _LEFT


class Stranger(NamedTuple):
    """Something that stands among the sources and is not called a text.

    ``folder`` is the one that it stands in or is, where the sources do not reach;
    ``inside`` are the texts and documents in a folder of many, by name.
    """

    place: Place
    folder: Path | None = None
    inside: tuple[str, ...] = ()


def strangers(folder: Place, known: Collection[str], whole: bool) -> Iterator[Stranger]:
    """What people have put into a folder of sources beside its texts, by name.

    ``known`` are the names of what belongs to the project and is no text. Unless the
    folder is there for sources as a ``whole`` (the root of a project is not), only
    documents are somebody's business, and no folder is.
    """
    for path in _entries(folder.path):
        place = _under(folder, path.name)
        if path.name in known or path.stem in DOCUMENTS or is_of_the_folder(place):
            continue
        if _is_of_an_inquiry(path):
            continue
        if path.is_dir():
            inside = tuple(_texts_inside(path)) if whole and path.name not in _NO_SOURCES else ()
            if len(inside) > _FEW:
                yield Stranger(place, path, inside)
            else:
                yield from (Stranger(_under(place, name), path) for name in inside)
        elif (whole and format_named(path.name) is not IMAGE) or _is_document(path.name):
            yield Stranger(place)


def _is_of_an_inquiry(path: Path) -> bool:
    """Whether something belongs to an inquiry, which may stand among the sources as ``dist/`` may."""
    if path.name.startswith(INQUIRY_BEGINS):
        return (path.parent / INQUIRY).is_file()
    return path.name == INQUIRY or (path.is_dir() and (path / INQUIRY).is_file())


def misnamed_settings(root: Path) -> Iterator[Stranger]:
    """Settings above the sources that an editor has called a text."""
    for name in (f"{SETTINGS}.txt", f"{ACCEPTED}.txt"):
        if (root / name).is_file():
            yield Stranger(Place(root / name, seen_from(os.getcwd(), str(root / name))))


def _entries(folder: Path) -> list[Path]:
    """What people have put into a folder and not called a text."""
    if not folder.is_dir():
        return []
    return [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() not in _SUFFIXES and not _is_left_behind(path.name)
    ]


def _texts_inside(folder: Path) -> Iterator[str]:
    """The texts and documents in a folder and in those below it, as seen from it."""
    names = (
        Path(parent, name)
        for parent, folders, files in _walk(folder)
        for name in sorted(files)
    )
    for path in islice(names, _MOST_LOOKED_AT):
        text = path.suffix.lower() in _SUFFIXES or _is_document(path.name)
        about = is_of_the_folder(Place(path, path.name))
        if text and not (about or _is_left_behind(path.name)):
            yield path.relative_to(folder).as_posix()


def _walk(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_left_behind(name))
        yield parent, folders, files


def _is_document(name: str) -> bool:
    """Whether a file is what people write text or tables in."""
    form = format_named(name)
    return name.lower().endswith(_MARKDOWN) if form is None else form is not IMAGE


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


def head_of(path: Path) -> bytes:
    """The first bytes of a file, enough to see what it is; none where it cannot be read."""
    if no_file(path):
        return b""
    try:
        with path.open("rb") as file:
            return file.read(LOOKED_AT)
    except OSError:
        return b""


def below(folder: Place, relative: str) -> Place:
    """A path written in the settings, seen from a folder."""
    return _under(folder, relative.replace("\\", "/"))


def beside(file: Place) -> Place:
    """The folder that a file stands in."""
    return Place(file.path.parent, Path(file.name).parent.as_posix())


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths have one identity. What the system knows to be two files is asked no
    more: to follow each path of a project from its root takes a hundred calls."""
    try:
        return os.path.samefile(one, other) and identity(one) == identity(other)
    except OSError:
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


def resolved(paths: Iterable[Path]) -> list[Path]:
    """Files by their paths from the root, links followed; each folder is followed once."""
    folders: dict[Path, Path] = {}
    found: list[Path] = []
    for path in paths:
        folder = path.parent
        if folder not in folders:
            folders[folder] = folder.resolve()
        found.append(path.resolve() if path.is_symlink() else folders[folder] / path.name)
    return found


def document_hint(folder: Place) -> str:
    """What to do with a document that stands where texts are looked for; empty without one."""
    for place in (folder.path, folder.path / SOURCES):
        for path in _entries(place):
            form = format_named(path.name)
            if form and form is not IMAGE:
                return f"。{path.name} は、{form.what}です。{form.how(path.name)}"
    return ""


def _under(folder: Place, relative: str) -> Place:
    bare = folder.name in ("", ".") or os.path.isabs(relative)
    name = relative if bare else f"{folder.name.rstrip('/')}/{relative}"
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
            return Place(parent / name, seen_from(os.getcwd(), str(parent / name)))
    return None


def seen_from(folder: str, path: str, system: ModuleType = os.path) -> str:
    """A path as it is seen from a folder; whole where it cannot be, as from another drive."""
    try:
        path = system.relpath(path, folder)
    except ValueError:
        pass
    return path.replace(system.sep, "/")
