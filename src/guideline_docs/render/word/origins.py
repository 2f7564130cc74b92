"""The way back: which text of the document comes from which place, and what it said.

Every text that staff may edit (a paragraph or heading of a chapter; title, results and
rationale of a measure) has a key such as ``measure-6:results`` (``model.keys``). It stands
in the document twice: as the tag ``gd:measure-6:results`` of an unseen content control,
which survives that all of its text is overtyped, and as the bookmark ``gd_measure_6_results``
round the control, which survives LibreOffice, where every tag is lost. Of a heading, whose
links lead to it, the bookmark is the goal's, ``gd_chapter_1``.

The custom XML part ``customXml/item1.xml`` says for each key the source and line it was read
from (where they are not those of the key before) and the text as it was printed, a number that Word works out by the bookmark it leads to;
the closed words of a measure, which have no control, stand there too. It names the edition
whose measures the keys mean, by its digest, and by another one all that it says. Both stand
in the document's own properties as well, which survive the programs that lose the part: with
the first ``renumbered.toml`` leads from a key to today's number, and under the second the
part is kept beside the sources. Of every source it has 16 digits of the SHA-256 of its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha1, sha256
from uuid import NAMESPACE_URL, UUID

from guideline_docs.model.keys import NAMESPACE, TAG, Field, Ruby, Said, print_of
from guideline_docs.render.archive import LongText
from guideline_docs.render.word.survey import Goal
from guideline_docs.render.xml import DECLARATION, escape
from guideline_docs.views.draft.parts import (
    Caption,
    Chart,
    Contents,
    Draft,
    Inline,
    Inlines,
    Line,
    NumberOf,
    Picture,
    Table,
    Term,
    Title,
)
from guideline_docs.views.text import PieceRole


def said(text: Inlines, goals: Mapping[str, Goal]) -> Iterator[Said]:
    """What a text says in this document."""
    for part in text:
        yield _said(part, goals)


def _said(part: Inline, goals: Mapping[str, Goal]) -> Said:
    match part:
        case NumberOf():
            goal = goals.get(part.anchor)
            return Field(goal.bookmark) if goal else part.written
        case Term():
            return part.text
    if part.reading:
        return Ruby(part.text, part.reading)
    goal = goals.get(part.anchor) if part.role is PieceRole.LINK else None
    return Field(goal.bookmark) if goal else part.text


def origins_xml(draft: Draft, goals: Mapping[str, Goal]) -> tuple[LongText, str]:
    """The custom XML part, and the digest of what it says."""
    body = LongText()
    digest = sha256(draft.edition.encode())
    before = ""
    for key, origin in draft.origins.items():
        words = "".join(map(_xml, said(origin.text, goals)))
        named = key.rpartition(":")[2] == origin.column
        column = "" if named or not origin.column else f' column="{escape(origin.column)}"'
        lead = f' lead="{escape(origin.lead)}"' if origin.lead else ""
        empty = ' empty="1"' if origin.empty and words else ""
        here = f' source="{origin.source}" line="{origin.line}"'
        place, before = "" if here == before else here, here
        entry = f'<text tag="{TAG}{escape(key)}"{place}{column}{lead}{empty}>{words}</text>'
        digest.update(entry.encode())
        body.write(entry)
    build = digest.hexdigest()[:16]
    blocks = (block for section in draft.sections for block in section.blocks)
    figures = sum(isinstance(block, Chart | Picture) for block in blocks)
    part = LongText()
    part.write(
        f'{DECLARATION}<origins xmlns="{NAMESPACE}" edition="{draft.edition}" build="{build}"'
        f' figures="{figures}">'
    )
    for source in draft.sources:
        part.write(f'<source name="{escape(source.name)}" sha256="{source.digest}"/>')
    for piece in body:
        part.write(piece.decode())
    # What a text with a key says stands in further tables, too.
    own = {print_of(said(origin.text, goals)) for origin in draft.origins.values()}
    part.write(f"<made>{' '.join(sorted({*_made(draft, goals)} - own))}</made></origins>")
    return part, build


def _made(draft: Draft, goals: Mapping[str, Goal]) -> Iterator[str]:
    """The prints of all that the program says and nobody may edit: what else comes back
    without a key, a person wrote."""
    for section in draft.sections:
        for block in section.blocks:
            match block:
                case Title() | Line() if not block.key:
                    yield print_of(said(block.text, goals))
                case Caption():
                    yield print_of((block.series, *said(block.text, goals)))
                case Table():
                    for cell in (cell for row in block.rows for cell in row.cells):
                        if not cell.key:
                            yield print_of((*said(cell.text, goals), cell.rate))
                case Contents():
                    for line in (block.title, block.counted, block.measured, block.unknown):
                        yield print_of((line,))


def _xml(each: Said) -> str:
    match each:
        case Field(bookmark=bookmark):
            return f'<number of="{bookmark}"/>'
        case Ruby(base=base, reading=reading):
            return f'<ruby reading="{escape(reading)}">{escape(base)}</ruby>'
    return escape(each)


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
