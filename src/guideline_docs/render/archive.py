"""A zip archive whose bytes depend on nothing but its contents.

No clock, no file system, no order of insertion: Word and LibreOffice files that are
made of the same parts are the same file, on every machine and in every time zone.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

# The earliest moment a zip can name; a real one would differ from build to build.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PLAIN_FILE = 0o644 << 16
_LEVEL = 6


def archive(parts: Mapping[str, bytes], first: tuple[str, ...] = ()) -> bytes:
    """Zip ``parts`` (name → content): those of ``first``, then the others by name."""
    names = [*first, *sorted(name for name in parts if name not in first)]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as file:
        for name in names:
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, parts[name], compresslevel=_LEVEL)
    return target.getvalue()


def office_archive(parts: Mapping[str, bytes]) -> bytes:
    """The same for an OOXML package: readers look for its table of contents first."""
    return archive(parts, ("[Content_Types].xml", "_rels/.rels"))
