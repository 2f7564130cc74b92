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
from functools import cache
from pathlib import Path

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

# How deep in what a draft says its blocks stand.
_BLOCKS = 5


def look(templates: Templates) -> bytes:
    """A digest of what all documents share: the templates and the program."""
    found = hashlib.sha256(_program())
    for folder in templates.folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                found.update(name.encode("utf-8", "surrogatepass") + b"\0" + _bytes(path) + b"\0")
    return found.digest()


def digest(look: bytes, says: object) -> str:
    """A digest of what one document is made of.

    ``says`` is data that tells itself by its ``repr``: strings, numbers, records of them.
    """
    found = hashlib.sha256(look)
    for part in _told(says):
        found.update(part.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _told(says: object, depth: int = _BLOCKS) -> Iterator[str]:
    """The ``repr`` of data a part at a time: whole, that of a long draft fills the memory."""
    if depth and isinstance(says, Mapping):
        says = tuple(says.items())
    # A row of texts is one part.
    texts = type(says) is tuple and says and type(says[0]) is type(says[-1]) is str
    if depth and isinstance(says, tuple) and not texts:
        yield f"{type(says).__name__}("
        for part in says:
            yield from _told(part, depth - 1)
            yield ","
        yield ")"
    else:
        yield repr(says)


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
    own = [path for path in home.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    found = (sys.version, sys.platform, zlib.ZLIB_RUNTIME_VERSION, *state_of([*own, *_libraries()]))
    return repr(found).encode("utf-8", "surrogatepass")


def state_of(files: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """The files in order, each with what shows that it was changed: size and time."""
    for path in sorted(files):
        try:
            found = path.stat()
        except OSError:
            continue
        yield path.as_posix(), found.st_size, found.st_mtime_ns


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
