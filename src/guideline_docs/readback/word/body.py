"""Paragraphs and tables in reading order, as they read once all changes are taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guideline_docs.model.keys import Field
from guideline_docs.readback.word.keys import Names
from guideline_docs.readback.word.package import body_of, related, w
from guideline_docs.readback.word.parts import Block, Cell, Paragraph, Row, Table
from guideline_docs.readback.word.revisions import Revisions
from guideline_docs.readback.word.runs import Runs, Told
from guideline_docs.source.workbook.package import Package

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ENDS = tuple(
    w(name) for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
)
_AROUND = (w("ins"), w("moveTo"), w("customXml"), w("smartTag"))
_GONE, _COME = "deleted", "inserted"


class Body:
    """One walk over the document. ``quotes``: what each comment lies on."""

    def __init__(self, package: Package, names: Names, revisions: Revisions) -> None:
        self.package = package
        self.names = names
        self.revisions = revisions
        self.runs = Runs(names, revisions, dict(_notes(package)))
        self.styles = dict(_styles(package))
        self.waiting: Told | None = None
        """A paragraph whose end was taken out: the next one goes on with it."""
        self.struck = ""
        """The identity of the style of the paragraph before, if all of it was struck."""

    @property
    def quotes(self) -> dict[str, str]:
        return {number: "".join(words) for number, words in self.runs.quotes.items()}

    def blocks(self) -> Iterator[Block]:
        yield from self._blocks(body_of(self.package))
        yield from self._flushed()

    def _flushed(self) -> Iterator[Paragraph]:
        """What waits for a next paragraph that never comes."""
        if self.waiting is not None:
            yield self._paragraph(self.waiting, "")
            self.waiting = None

    def _blocks(self, element: Element) -> Iterator[Block]:
        for child in element:
            if child.tag == w("p"):
                yield from self._read(child)
            elif child.tag == w("tbl"):
                yield from self._flushed()
                yield self._table(child)
            elif child.tag == w("sdt"):
                yield from self._control(child)
            elif child.tag in _AROUND:
                yield from self._blocks(child)
            elif child.tag in _ENDS:
                self.runs.between(child)

    def _control(self, control: Element) -> Iterator[Block]:
        """What stands in a control that holds whole paragraphs: all of it bears its key."""
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        key = self.names.of_tag(tag.get(w("val"), "") if tag is not None else "")
        content = control.find(w("sdtContent"))
        self.runs.controls.append(key)
        if content is not None:
            yield from self._blocks(content)
        self.runs.controls.pop()

    # --- a paragraph ------------------------------------------------------------------------

    def _read(self, element: Element) -> Iterator[Paragraph]:
        told = self.runs.paragraph(element)
        properties = element.find(w("pPr"))
        style = None if properties is None else properties.find(w("pStyle"))
        identity = "" if style is None else style.get(w("val"), "")
        struck, self.struck = self.struck, "" if told.said or not told.authors else identity
        if self.waiting is not None:
            told = _joined(self.waiting, told)
            self.waiting = None
        mark = None if properties is None else properties.find(w("rPr"))
        gone = self._gone(mark)
        if gone is not None:
            told.authors[self.revisions.author(gone)] = None
            self.waiting = told
            return
        read = self._paragraph(told, self.styles.get(identity, identity))
        yield read._replace(inherits=True) if struck and struck == identity else read

    def _paragraph(self, told: Told, style: str) -> Paragraph:
        return Paragraph(
            tuple(told.said),
            tuple(told.keys),
            style,
            tuple(filter(None, told.authors)),
            tuple(told.comments),
            tuple(told.strange),
            told.formatted,
            tuple(told.shows),
            tuple(told.counts),
            told.contents,
        )

    # --- a table ----------------------------------------------------------------------------

    def _table(self, table: Element) -> Table:
        # No range of a text goes on into a table.
        self.runs.open_keys.clear()
        return Table(tuple(self._rows(table)))

    def _rows(self, table: Element) -> Iterator[Row]:
        for child in table:
            if child.tag == w("tr"):
                row = self._row(child)
                if self._gone(child.find(w("trPr"))) is None:
                    yield row
            elif child.tag in (w("sdt"), *_AROUND):
                content = child.find(w("sdtContent"))
                yield from self._rows(child if content is None else content)
            elif child.tag in _ENDS:
                self.runs.between(child)

    def _row(self, row: Element) -> Row:
        change, author = "", ""
        properties = row.find(w("trPr"))
        for kind, name in ((_COME, "ins"), (_GONE, "del")):
            mark = None if properties is None else properties.find(w(name))
            if mark is not None and not self.revisions.is_sent(mark):
                change, author = kind, self.revisions.author(mark)
        return Row(tuple(self._cells(row)), change, author)

    def _gone(self, properties: Element | None) -> Element | None:
        """What says of a row, or of the end of a paragraph, that it is not there."""
        for name in ("ins", "del"):
            mark = None if properties is None else properties.find(w(name))
            if mark is not None and not self.revisions.stays(mark, name == "ins"):
                return mark
        return None

    def _cells(self, row: Element) -> Iterator[Cell]:
        for child in row:
            if child.tag == w("tc"):
                yield self._cell(child)
            elif child.tag in (w("sdt"), *_AROUND):
                content = child.find(w("sdtContent"))
                yield from self._cells(child if content is None else content)
            elif child.tag in _ENDS:
                self.runs.between(child)

    def _cell(self, cell: Element) -> Cell:
        properties = cell.find(w("tcPr"))
        span = None if properties is None else properties.find(w("gridSpan"))
        merge = None if properties is None else properties.find(w("vMerge"))
        joins = merge is not None and merge.get(w("val"), "continue") == "continue"
        inner: list[Paragraph] = []
        for block in self._blocks(cell):
            inner += [block] if isinstance(block, Paragraph) else block.paragraphs
        across = "1" if span is None else span.get(w("val"), "1")
        return Cell(tuple(inner), int(across) if across.isdecimal() else 1, joins)


def _joined(first: Told, second: Told) -> Told:
    """Two paragraphs as one, the end of the first being taken out."""
    if not first.said:
        # All of it was taken out with its end: nothing of it stands in the next one.
        first.keys.clear()
    shows = iter(second.shows)
    for said in second.said:
        if isinstance(said, Field):
            first.add_field(said, next(shows))
        else:
            first.add(said)
    for name in ("keys", "authors", "comments", "strange"):
        getattr(first, name).update(getattr(second, name))
    first.formatted += second.formatted
    first.counts += second.counts
    first.contents += second.contents
    return first


def _notes(package: Package) -> Iterator[tuple[tuple[str, str], str]]:
    """The words of footnotes and the like, by the element and the number that refer to them."""
    for kind in ("footnote", "endnote"):
        root = related(package, f"{kind}s")
        for note in root.iter(w(kind)) if root is not None else ():
            words = "".join(each.text or "" for each in note.iter(w("t")))
            yield (w(f"{kind}Reference"), note.get(w("id"), "")), words


def _styles(package: Package) -> Iterator[tuple[str, str]]:
    """The names of styles by their identities."""
    root = related(package, "styles")
    for style in root.iter(w("style")) if root is not None else ():
        name = style.find(w("name"))
        if name is not None:
            yield style.get(w("styleId"), ""), name.get(w("val"), "")
