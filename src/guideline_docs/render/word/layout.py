"""Which page each heading stands on, asked of LibreOffice.

It takes seconds and depends on what is installed, so it is done on request only.
LibreOffice writes every heading of the document into the outline of its PDF; the
objects of that file are plain text and are read without a PDF library.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from guideline_docs.failure import CannotRun
from guideline_docs.render.fonts import sets_with
from guideline_docs.render.receipt import state_of

_MINUTES = 20
_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path(r"C:\Program Files\LibreOffice\program\soffice.exe"),
)
_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_FIRST = re.compile(rb"/First (\d+) 0 R")
_NEXT = re.compile(rb"/Next (\d+) 0 R")
_DESTINATION = re.compile(rb"/Dest\s*\[\s*(\d+) 0 R")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_OUTLINE = re.compile(rb"/Outlines (\d+) 0 R")
_REFERENCE = re.compile(rb"(\d+) 0 R")


def libreoffice() -> str | None:
    """Where LibreOffice is: its installers for macOS and Windows put it on no PATH."""
    if found := shutil.which("soffice") or shutil.which("libreoffice"):
        return found
    return next((str(place) for place in _PLACES if place.is_file()), None)


def lays_out_with() -> tuple[object, ...]:
    """LibreOffice and its fonts, so that a changed one is seen; asked without starting it."""
    program = libreoffice()
    if program is None:
        return ()
    real = Path(os.path.realpath(program))
    # A script starts the program that stands beside it, with what says its version.
    beside = [real.with_name(name) for name in ("soffice.bin", "versionrc", "version.ini")]
    return (*state_of([real, *beside]), *sets_with())


def heading_pages(document: bytes) -> list[int]:
    """The page of every heading in the order of the document, counted from 0.

    Raises CannotRun where LibreOffice is missing or does not do its work.
    """
    return outline_pages(printed(document))


def printed(document: bytes) -> bytes:
    """The document as LibreOffice prints it to PDF."""
    program = libreoffice()
    if program is None:
        raise CannotRun(
            "LibreOffice がないため、ページ番号を求められません（--pages を外すと行から数えます）"
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "draft.docx"
        source.write_bytes(document)
        command = [
            program,
            # A profile of its own: the user's may be open, or locked by another build.
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            name,
            str(source),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_MINUTES * 60)
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise CannotRun(f"LibreOffice で素案を組めませんでした（{error}）") from None


def outline_pages(pdf: bytes) -> list[int]:
    """The pages that the bookmarks of a PDF lead to, in their order, counted from 0."""
    objects = {int(match[1]): match[2] for match in _OBJECT.finditer(pdf)}
    pages = {}
    root = next((o for o in objects.values() if b"/Type/Pages" in o.replace(b" ", b"")), b"")
    if kids := _KIDS.search(root):
        pages = {int(number): place for place, number in enumerate(_REFERENCE.findall(kids[1]))}
    catalogue = next((o for o in objects.values() if _OUTLINE.search(o)), b"")
    root_of_outline = _OUTLINE.search(catalogue)
    outline = objects.get(int(root_of_outline[1]), b"") if root_of_outline else b""
    return [pages[page] for page in _followed(objects, outline) if page in pages]


def _followed(objects: Mapping[int, bytes], parent: bytes) -> list[int]:
    """The destinations below an outline item, each before those below it."""
    found = []
    waiting = [int(first[1])] if (first := _FIRST.search(parent)) else []
    while waiting:
        item = objects.get(waiting.pop(), b"")
        if destination := _DESTINATION.search(item):
            found.append(int(destination[1]))
        if following := _NEXT.search(item):
            waiting.append(int(following[1]))
        if first := _FIRST.search(item):
            waiting.append(int(first[1]))
    return found
