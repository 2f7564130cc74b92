"""The way back: which text of the document comes from which place of the sources.

Every text that staff may edit (a paragraph or heading of a chapter; title, results and
rationale of a measure) has a key such as ``measure-6:results``. It stands in the
document twice: as the tag ``gd:measure-6:results`` of an unseen content control, which
survives that all of its text is overtyped, and as the bookmark ``gd_measure_6_results``
round the control, which survives LibreOffice, where every tag is lost. The custom XML
part ``customXml/item1.xml`` says for each tag the source and the line it was read from,
and of every source the SHA-256 of its text (in UTF-8, as read): so a reader knows
whether the sources are still those that the document was made of. A number is no
identity: after a renumbering ``measure-2`` is another one. So the part names the edition
whose measures the keys mean, by its digest, and so does the document's own property
``guideline-docs.edition``, which survives the programs that lose the part; with it
``renumbered.toml`` leads from the key to today's number. Who reads it looks
for the tag at any level (Word makes a block of a control when Enter is pressed in it),
then for the bookmark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha1
from uuid import NAMESPACE_URL, UUID, uuid5

from guideline_docs.render.archive import LongText
from guideline_docs.render.word.xml import DECLARATION, escape
from guideline_docs.views.draft.parts import Draft

TAG = "gd:"
EDITION = "guideline-docs.edition"
NAMESPACE = "urn:guideline-docs:origins"
_MOST = 40


def bookmark_name(key: str) -> str:
    """A key or anchor as Word can hold it: letters, digits and _, forty at the most."""
    name = "gd_" + re.sub(r"[^A-Za-z0-9]", "_", key)
    if len(name) <= _MOST:
        return name
    return f"{name[: _MOST - 9]}_{uuid5(NAMESPACE_URL, key).hex[:8]}"


def origins_xml(draft: Draft) -> LongText:
    """The custom XML part."""
    part = LongText()
    part.write(f'{DECLARATION}<origins xmlns="{NAMESPACE}" edition="{draft.edition}">')
    for source in draft.sources:
        part.write(f'<source name="{escape(source.name)}" sha256="{source.digest}"/>')
    for key, origin in draft.origins.items():
        part.write(
            f'<text tag="{TAG}{escape(key)}" source="{origin.source}" line="{origin.line}"/>'
        )
    part.write("</origins>")
    return part


def properties_xml(origins: Iterable[bytes]) -> bytes:
    """The properties of the part: an identity that its content gives it.

    It is the ``uuid5`` of the content, which need not be in one piece.
    """
    digest = sha1(NAMESPACE_URL.bytes, usedforsecurity=False)
    for piece in origins:
        digest.update(piece)
    identity = str(UUID(bytes=digest.digest()[:16], version=5)).upper()
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="{space}" ds:itemID="{{{identity}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
