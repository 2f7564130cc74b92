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

What the program says itself and nobody may edit stands there as prints, three letters each,
in reading order: so whatever a hand struck, moved or typed there is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha1, sha256
from uuid import NAMESPACE_URL, UUID

from guideline_docs.model.keys import (
    NAMESPACE,
    TAG,
    TITLE,
    Field,
    Ruby,
    Said,
    bookmark_name,
    print_of,
    shown,
)
from guideline_docs.model.labels import (
    REPEATED,
    SHORT,
    folded,
    print_of_margin,
    print_of_shown,
    usual_forms,
)
from guideline_docs.model.targets import TargetKind
from guideline_docs.render.archive import LongText
from guideline_docs.render.word.survey import Goal
from guideline_docs.render.xml import DECLARATION, escape
from guideline_docs.views.draft.parts import (
    Caption,
    Cell,
    Chart,
    Contents,
    Draft,
    Inline,
    Inlines,
    Line,
    NumberOf,
    Picture,
    Row,
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


def origins_xml(
    draft: Draft, goals: Mapping[str, Goal], margins: Iterable[str] = (), author: str = ""
) -> tuple[LongText, str]:
    """The custom XML part, and the digest of what it says.

    ``margins`` are the lines above and below the text of its pages. ``author``: in whose name
    the draft tracks what changed since an earlier version.
    """
    body = LongText()
    digest = sha256(f"{draft.edition}{author}".encode())
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
    printed = Printed(draft, goals)
    further = "".join(sorted({*printed.further(), *map(print_of_margin, filter(None, margins))}))
    blocks = (block for section in draft.sections for block in section.blocks)
    figures = sum(isinstance(block, Chart | Picture) for block in blocks)
    tracked = f' tracked="{escape(author)}"' if author else ""
    part = LongText()
    part.write(
        f'{DECLARATION}<origins xmlns="{NAMESPACE}" edition="{draft.edition}" build="{build}"'
        f' figures="{figures}" further="{further}"{tracked}>'
    )
    for source in draft.sources:
        part.write(f'<source name="{escape(source.name)}" sha256="{source.digest}"/>')
    for piece in body:
        part.write(piece.decode())
    part.write("<printed>")
    for piece in printed.prints():
        part.write(piece)
    part.write("</printed></origins>")
    return part, build


class Printed:
    """What the program says itself and nobody may edit, by its prints: what else comes back
    without a key, a person wrote.

    What the texts of a measure say stands in further tables, too, in its row: it is known by
    that.
    """

    def __init__(self, draft: Draft, goals: Mapping[str, Goal]) -> None:
        self.draft, self.goals = draft, goals
        self.own: dict[str, str] = {}
        """The prints of the texts of each measure; in one string they take least room."""
        self.measures: dict[str, str] = {}
        """Bookmark → the measure."""
        self.cells: dict[tuple[Inlines, str], tuple[str, str]] = {}
        """The prints of cells, of all that is said and of what is shown; those of a measure
        stand in several tables. Empty: nothing is shown."""
        for key, origin in draft.origins.items():
            owner, _, part = key.rpartition(":")
            if owner.startswith(f"{TargetKind.MEASURE}-"):
                self.own[owner] = f"{self.own.get(owner, '')} {print_of(said(origin.text, goals))}"
                self.measures.update({bookmark_name(owner): owner} if part == TITLE else {})

    def prints(self) -> Iterator[str]:
        """Those of paragraphs and cells, in reading order."""
        for section in self.draft.sections:
            for block in section.blocks:
                match block:
                    case Title() | Line() if not block.key:
                        yield from self._print(block.text)
                    case Caption():
                        yield print_of((block.series, *map(self._as_shown, block.text)))[:SHORT]
                    case Table():
                        yield from self._table(block)
                    case Contents():
                        yield print_of((block.title,))[:SHORT]

    def _table(self, table: Table) -> Iterator[str]:
        keys = {cell.key.rpartition(":")[0] for row in table.rows for cell in row.cells if cell.key}
        whose = keys.pop() if len(keys) == 1 else ""
        for row in table.rows:
            own = self.own.get(whose or self._numbered(row), "").split()
            for cell in row.cells:
                if cell.key:
                    continue
                told, print_ = self._of_cell(cell)
                if print_:
                    yield REPEATED if told in own else print_

    def _of_cell(self, cell: Cell) -> tuple[str, str]:
        known = self.cells.get((cell.text, cell.rate))
        if known is None:
            words = tuple(said(cell.text, self.goals))
            print_ = "".join(self._print(cell.text, cell.rate))
            known = print_of((*words, cell.rate)), print_
            self.cells[cell.text, cell.rate] = known
        return known

    def _numbered(self, row: Row) -> str:
        """The measure whose number stands alone in a cell of a row, in the first that has one."""
        for cell in row.cells:
            words = [each for each in said(cell.text, self.goals) if each != ""]
            if len(words) == 1 and isinstance(words[0], Field) and words[0].bookmark in self.measures:
                return self.measures[words[0].bookmark]
        return ""

    def _print(self, text: Inlines, rate: str = "") -> Iterator[str]:
        if shown(tuple(said(text, self.goals))).strip():
            yield print_of((*map(self._as_shown, text), rate))[:SHORT]

    def _as_shown(self, part: Inline) -> Said:
        """A number that Word keeps, by what it leads to; what only leads somewhere, in words."""
        told = _said(part, self.goals)
        if isinstance(told, Field) and not self._label(part):
            return self._written(part)
        return told

    def further(self) -> Iterator[str]:
        """Those of lines of which the document has one, and of numbers that look unusual."""
        for section in self.draft.sections:
            for block in section.blocks:
                if isinstance(block, Contents):
                    notes = filter(None, (block.counted, block.measured, block.unknown))
                    yield from (print_of((note,))[:SHORT] for note in notes)
        for bookmark, words in dict.fromkeys(self._numbers()):
            if folded(words) not in usual_forms(bookmark):
                yield print_of_shown(bookmark, words)

    def _numbers(self) -> Iterator[tuple[str, str]]:
        """What is shown of each number that a text with a key says, and of each that Word
        keeps, by its bookmark."""
        for origin in self.draft.origins.values():
            for part in origin.text:
                told = _said(part, self.goals)
                if isinstance(told, Field):
                    yield told.bookmark, self._label(part) or self._written(part)
        for goal in self.goals.values():
            if goal.label:
                yield goal.bookmark, goal.label

    def _written(self, part: Inline) -> str:
        return part.written if isinstance(part, NumberOf) else part.text  # type: ignore[union-attr]

    def _label(self, part: Inline) -> str:
        goal = self.goals.get(part.anchor) if isinstance(part, NumberOf) else None
        return goal.label if goal else ""


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
