"""What a document was made of, kept beside it: the same again need not be made.

The receipt holds, for each document, a digest of all that it is made of (what it says,
templates, the program itself and the libraries it draws with; for a PDF also the fonts
and what sets them) and one of the document; a document that somebody has edited since is
not the one the receipt tells of. A change of the sources that does not change what a
document says leaves it alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from guideline_docs.render.templates import Templates

RECEIPT = ".made-of.json"
# Those that documents are made with, and what these are made with in turn.
LIBRARIES = frozenset(
    """
    brotli budoux cffi cssselect2 fonttools jinja2 lxml markupsafe packaging
    pikepdf pillow pycparser pydyf pyphen python-docx tinycss2 tinyhtml5 typing-extensions
    weasyprint webencodings xlsxwriter zopfli
    """.split()
)
_INSTALLED = re.compile(r"(.+?)-\d.*\.(dist|egg)-info")

# So many records of one kind are not worth to be told by their fields.
_FEW = 100
# How deep in what a draft says its blocks stand.
_BLOCKS = 5


def look(templates: Templates) -> bytes:
    """A digest of what all documents share: the templates and the program."""
    found = hashlib.sha256(_program())
    for folder in templates.folders:
        for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in _files(folder)):
            found.update(name.encode("utf-8", "surrogatepass") + b"\0" + _bytes(path) + b"\0")
    return found.digest()


def _files(folder: Path) -> Iterator[Path]:
    """Those in a folder and below it."""
    return (Path(above, name) for above, _, names in os.walk(folder) for name in names)


def digest(look: bytes, says: object) -> str:
    """A digest of what one document is made of.

    ``says`` is data: strings, numbers, records of them, and what tells itself by its ``repr``.
    """
    found = hashlib.sha256(look)
    for part in _told(says):
        found.update(part.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _told(says: object, depth: int = _BLOCKS) -> Iterator[str]:
    """Data a part at a time: whole, the ``repr`` of a long draft fills the memory.

    A text stands as it is behind its kind and length; of a row of texts, all of them.
    """
    kind = type(says)
    if isinstance(says, str):
        yield f"{kind.__name__} {len(says)} {says}\n"
    elif kind is tuple and says and (together := _together(says)):
        yield together
    elif depth and kind is tuple and says and _alike(says):
        # The fields of many lines one behind the other are told sooner than line by line.
        yield f"{len(says)} {type(says[0]).__name__}\n"
        for column in zip(*says, strict=True):
            yield from _told(column, depth - 1)
    elif depth and isinstance(says, tuple | Mapping):
        parts = says.items() if isinstance(says, Mapping) else says
        yield f"{kind.__name__} {len(says)}\n"
        for part in parts:
            yield from _told(part, depth - 1)
    elif depth and is_dataclass(says):
        yield f"{kind.__name__}\n"
        for each in fields(says):
            yield from _told(getattr(says, each.name), depth - 1)
    else:
        yield f"{says!r}\n"


def _alike(parts: tuple[Any, ...]) -> bool:
    """Whether they are many records of one kind."""
    kind = type(parts[0])
    return len(parts) > _FEW and hasattr(kind, "_fields") and {*map(type, parts)} == {kind}


def _together(parts: tuple[Any, ...]) -> str:
    """All of a row of texts or of numbers, of many rows of texts, or of tuples that are mostly
    empty; nothing where it holds something else."""
    first = parts[0]
    if isinstance(first, int | float):
        return f"{parts!r}\n" if all(isinstance(part, int | float) for part in parts) else ""
    try:
        if type(first) is tuple:
            row, sizes = "\1".join(map("\0".join, parts)), [*map(len, parts)]
        elif isinstance(first, str):
            row, sizes = "\0".join(parts), [len(parts)]
        else:
            return ""
    except TypeError:
        return f"{parts!r}\n" if _is_of_tuples(parts) else ""
    # What is printed holds neither of these characters; where it does, it is told text by text.
    if row.count("\1") != len(sizes) - 1 or row.count("\0") != sum(sizes) - len(sizes) + sizes.count(0):
        return ""
    return f"{type(first).__name__} {sizes} {row}\n"


def _is_of_tuples(parts: tuple[Any, ...]) -> bool:
    return all(type(part) is tuple and all(type(each) is tuple for each in part) for part in parts)


def is_current(document: Path, made_of: str) -> bool:
    """Whether a document is there, as it was made, of just this."""
    told = _read(document.parent).get(document.name)
    if not isinstance(told, dict) or told.get("made_of") != made_of:
        return False
    return document.is_file() and told.get("sha256") == _sha256(_bytes(document))


def receipt(folder: Path, documents: dict[str, tuple[str, bytes]]) -> bytes:
    """The folder's receipt with new documents (name → what of, bytes) put in."""
    known = _read(folder)
    for name, (made_of, data) in documents.items():
        known[name] = {"made_of": made_of, "sha256": _sha256(data)}
    return (json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _read(folder: Path) -> dict[str, object]:
    """The receipt of a folder; a broken one knows nothing."""
    try:
        known = json.loads((folder / RECEIPT).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


@cache
def _program() -> bytes:
    """The program and what it draws with: a changed one makes other documents.

    Told once: what changes later is not what this process runs.
    """
    home = Path(__file__).parents[1]
    own = [path for path in _files(home) if path.suffix != ".pyc"]
    found = (sys.version, sys.platform, zlib.ZLIB_RUNTIME_VERSION, *state_of([*own, *_libraries()]))
    return repr(found).encode("utf-8", "surrogatepass")


def state_of(files: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """The files in order, each with what shows that it was changed: size and time."""
    for path in sorted(map(os.fspath, files)):
        try:
            found = os.stat(path)
        except OSError:
            continue
        yield path, found.st_size, found.st_mtime_ns


def _libraries() -> Iterator[Path]:
    """What the installer has written of each library: its version is in the path.

    ``importlib.metadata`` would say the same, and takes a third of a build that makes
    nothing to be imported.
    """
    for folder in map(Path, dict.fromkeys(sys.path)):
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            installed = _INSTALLED.fullmatch(name)
            if installed and re.sub("[-_.]+", "-", installed[1]).lower() in LIBRARIES:
                place = folder / name
                yield from (place / "METADATA", place / "PKG-INFO") if place.is_dir() else [place]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
