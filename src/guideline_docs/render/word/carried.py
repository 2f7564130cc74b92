"""What a draft carries for the way back, kept beside it: programs lose it on the way.

Under the digest of all that the draft says, which programs keep as a property.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from guideline_docs.source.expression import expression

SENT = ".sent"
"""The folder that it is kept in, beside the documents."""

_PART = "customXml/item1.xml"
_BUILD = expression(rb'<origins [^>]*\bbuild="(?P<build>[0-9a-f]+)"')


def carried(document: bytes) -> tuple[str, bytes] | None:
    """The name of its file and what it holds; None for a draft that leads back nowhere."""
    with ZipFile(BytesIO(document)) as package:
        if _PART not in package.namelist():
            return None
        part = package.read(_PART)
    match = _BUILD.search(part)
    if match is None or b"<text " not in part:
        return None
    return f"{match['build'].decode()}.xml", part
