"""A Word file that comes back: its paragraphs and tables as they now read, and its comments.

    package    the file: a Word document among other files
    parts      what is read of it
    runs       the text of a paragraph: fields, ruby, tracked changes
    keys       which paragraphs bear which key
    body       paragraphs and tables in reading order
    comments   comments, their replies and what they lie on
    revisions  which tracked changes count
    origins    what the file carries from when it was made

Nothing here knows the guideline: whose text a key names and what becomes of it is decided
where edits are made.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import ParseError, parse
from zipfile import BadZipFile
from zlib import error as ZlibError

from guideline_docs.failure import CannotRun
from guideline_docs.readback.word.body import Body
from guideline_docs.readback.word.comments import comments_of
from guideline_docs.readback.word.keys import Names
from guideline_docs.readback.word.origins import origins_of, read_origins
from guideline_docs.readback.word.package import margins, opened
from guideline_docs.readback.word.parts import Origins, Returned
from guideline_docs.readback.word.revisions import Revisions
from guideline_docs.source.text import read_bytes
from guideline_docs.source.workbook.package import Guarded, Package

_DAMAGE = (
    *(BadZipFile, ZlibError, ParseError, KeyError),
    *(EOFError, NotImplementedError, RuntimeError, OSError, ValueError),
)


Kept = Callable[[Origins], Origins]
"""What was kept of a document that says no more than which one it is."""


def read_returned(path: Path, kept: Kept | None = None, accepted_only: bool = False) -> Returned:
    """A file that came back. ``kept`` tells what it carried, where it has lost that itself.

    Tracked changes are taken as accepted; with ``accepted_only`` those that nobody has
    accepted are taken as rejected. Raises CannotRun for what is no Word file.
    """
    package = opened(path)
    try:
        return _read(package, kept, accepted_only)
    except _DAMAGE:
        raise CannotRun(f"{package.name}: Word の文書が壊れています。もう一度写してください") from None


def read_sent(path: Path) -> Origins:
    """What a file says that was sent: a draft, or what was kept of one (.xml)."""
    name = path.as_posix()
    try:
        if path.suffix.lower() == ".xml":
            return read_origins(parse(Guarded(BytesIO(read_bytes(path, name)), name)).getroot())
        return origins_of(opened(path))
    except _DAMAGE:
        raise CannotRun(f"{name}: 送った素案として読めません") from None


def _read(package: Package, kept: Kept | None, accepted_only: bool) -> Returned:
    origins = origins_of(package)
    known = origins if origins.texts or kept is None else kept(origins)
    body = Body(package, Names.of(known), Revisions(accepted_only, known.tracked))
    blocks = tuple(body.blocks())
    comments = tuple(comments_of(package, body.quotes))
    return Returned(package.name, known, blocks, comments, tuple(margins(package)))
