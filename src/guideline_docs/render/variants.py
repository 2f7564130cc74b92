"""What a PDF is for: to be read by everyone, to be kept, to be printed by a press."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guideline_docs.failure import CannotRun, reason

if TYPE_CHECKING:
    import pydyf


class Variant(StrEnum):
    """Each is an option of ``build``: ``--accessible``, ``--archive``, ``--press``."""

    ACCESSIBLE = "accessible"
    """PDF/UA-1: tags that a screen reader can follow."""
    ARCHIVE = "archive"
    """PDF/A-3a with the same tags, and the data it was made of inside."""
    PRESS = "press"
    """PDF/X-4 with trim marks and bleed; black is black ink alone."""

    @property
    def standard(self) -> str:
        """The name of the variant in WeasyPrint."""
        return {"accessible": "pdf/ua-1", "archive": "pdf/a-3a", "press": "pdf/x-4"}[self]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside the file. ``name`` is ASCII: not every reader shows more.

    ``relationship`` is PDF/A-3's word: Source for what the document was made of,
    Alternative for the same in another form.
    """

    name: str
    data: bytes
    description: str
    relationship: str


def profile(path: Path | None) -> bytes | None:
    """The printer's ICC file. Raises CannotRun where it cannot be read."""
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{path.as_posix()}: 読めません（{reason(error)}）") from None


# The earliest day a zip can name, too: a document has no clock of its own.
NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)

_XMP_END = b"</rdf:RDF>"
_XMP_UA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed\
</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

# pydyf writes one operation a colour: ``.2 .2 .2 rg``.
_NEUTRAL = re.compile(rb"(\S+) \1 \1 (rg|RG)")
_RANDOM = re.compile(rb"xmp\.did:[0-9a-f-]{36}")


def attachments(enclosures: Sequence[Enclosure]) -> list[Any]:
    """The enclosures as WeasyPrint takes them, in the order of their names, as PDF has it."""
    from weasyprint import Attachment

    return [
        Attachment(
            string=one.data,
            name=one.name,
            description=one.description,
            relationship=one.relationship,
            created=NO_DATE,
            modified=NO_DATE,
        )
        for one in sorted(enclosures, key=lambda one: one.name)
    ]


def complete_archive(pdf: pydyf.PDF) -> None:
    """PDF/A that says it is PDF/UA as well, and names each enclosure once.

    WeasyPrint writes one standard a file; metadata given to it would become a second
    RDF, which PDF/A forbids.
    """
    metadata = _metadata(pdf)
    metadata.stream[0] = metadata.stream[0].replace(_XMP_END, _XMP_UA + _XMP_END, 1)
    if files := pdf.catalog.get("AF"):
        files[:] = list(dict.fromkeys(files))


def complete_press(pdf: pydyf.PDF) -> None:
    """Grey and black in black ink alone, and an identifier that is the content's own.

    What is written in the stylesheet is CMYK already; the patterns and the trim marks
    are RGB, and four inks of them would blur.
    """
    in_black(pdf)
    digest = hashlib.sha256()
    for thing in pdf.objects:
        if thing is not pdf.objects[0] and thing is not _metadata(pdf):
            digest.update(thing.data)
    name = digest.hexdigest()
    identifier = "-".join((name[:8], name[8:12], name[12:16], name[16:20], name[20:32]))
    metadata = _metadata(pdf)
    metadata.stream[0] = _RANDOM.sub(b"xmp.did:" + identifier.encode(), metadata.stream[0])


def in_black(pdf: pydyf.PDF) -> None:
    """Every neutral colour in black ink."""
    for thing in pdf.objects:
        operations = getattr(thing, "stream", None)
        if isinstance(operations, list):
            operations[:] = [_in_black(one) for one in operations]


def _metadata(pdf: pydyf.PDF) -> Any:
    return pdf.objects[int(pdf.catalog["Metadata"].split()[0])]


def _in_black(operation: Any) -> Any:
    if not isinstance(operation, bytes):
        return operation
    match = _NEUTRAL.fullmatch(operation)
    if match is None:
        return operation
    ink = b"%.4g" % (1 - float(match[1]))
    return b"0 0 0 " + ink + (b" K" if match[2] == b"RG" else b" k")
