"""What a person wrote over what a field shows: a number, a page, a line of the 目次.

A field is what it leads to, and what it shows is the program's: as it was sent, or counted
anew. Anything else a person typed there. A reference that is certain becomes what it leads
to, with the words beside it; all else is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import is_

from guideline_docs.edits.receiving.numbered import Numbered
from guideline_docs.edits.receiving.references import Number, SentReferences
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import TITLE, Field, Said, bookmark_name, shown
from guideline_docs.model.labels import folded
from guideline_docs.readback.word.parts import Cell, Paragraph, Returned, Row, Shown, Table
from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import KANA_LETTERS
from guideline_docs.source.record import NamedTuple

_NUMBER = "参照の番号の上に書かれています。番号はプログラムが書きます。原稿で参照を直してください"
_STRUCK = "参照の番号が消されています。要らなければ、原稿で参照を消してください"
_COUNT = "頁や表の番号の上に書かれています。番号はプログラムが書くので、原稿には入りません"
_CONTENTS = "目次の行が書き換えられています。目次は見出しから作るので、見出しを直してください"
# What a page number or a count is.
_COUNTED = expression(r"[0-9ivxlcdmIVXLCDM\-]*\Z")
# What a heading may bear that a person put in.
_LABEL = expression(
    rf"(?:第?[0-9]{{1,3}}[章節]?|\([0-9]{{1,3}}\)|\(?[{KANA_LETTERS}]\)?|No\.[0-9]+)?\Z"
)


class Typed(NamedTuple):
    """Words over what a field shows; ``key`` is the text that they stand in or behind."""

    text: str
    key: str
    why: str


def settled(returned: Returned, guideline: Guideline) -> tuple[Returned, tuple[Typed, ...]]:
    """What came back with every field as what it now says, and what nobody can be sure of."""
    reader = _Reader(returned, guideline)
    blocks = tuple(map(reader.block, returned.blocks))
    return returned._replace(blocks=blocks), tuple(reader.typed)


class _Piece(NamedTuple):
    """A piece of a text in its words, which begin at ``start``; ``shows`` is a field's."""

    said: Said
    words: str
    shows: Shown | None = None
    start: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.words)


class _Reader:
    def __init__(self, returned: Returned, guideline: Guideline) -> None:
        self.returned, self.guideline = returned, guideline
        self.numbered = Numbered(returned)
        self.references = SentReferences(guideline, returned.origins.texts)
        self.sent = returned.origins.texts
        self.typed: list[Typed] = []
        self.last = ""
        """The key before."""

    def block(self, block: Paragraph | Table) -> Paragraph | Table:
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        rows = [self._row(row) for row in block.rows]
        return block if _same(rows, block.rows) else Table(tuple(rows))

    def _row(self, row: Row) -> Row:
        cells = [self._cell(cell) for cell in row.cells]
        return row if _same(cells, row.cells) else row._replace(cells=tuple(cells))

    def _cell(self, cell: Cell) -> Cell:
        read = [self.paragraph(each) for each in cell.paragraphs]
        return cell if _same(read, cell.paragraphs) else cell._replace(paragraphs=tuple(read))

    def paragraph(self, read: Paragraph) -> Paragraph:
        self.last = next((key for key in read.keys if key in self.sent), self.last)
        for each in read.counts:
            if not _COUNTED.match(folded(each.words)):
                self._tell(each.words, _COUNT)
        if read.contents.strip() and not self._is_entry(read.contents):
            self._tell(" ".join(read.contents.split()), _CONTENTS)
        if read.shows and not all(self._is_programs(*pair) for pair in _fields(read)):
            return self._typed(read)
        return read

    def _tell(self, text: str, why: str) -> None:
        self.typed.append(Typed(text, self.last, why))

    # --- numbers ----------------------------------------------------------------------------

    def _is_programs(self, field: Field, shows: Shown) -> bool:
        return shows.waits or self.numbered.shows(field.bookmark, shows.words, shows.live)

    def _typed(self, read: Paragraph) -> Paragraph:
        """A paragraph in which something was typed over a number."""
        pieces = list(_pieces(read))
        odd = [each for each in pieces if each.shows and not self._is_programs(each.said, each.shows)]
        out: list[_Piece]
        if any(key in self.sent for key in read.keys):
            out = list(self._read_anew(pieces, odd))
        else:
            # Of what stands in no text of the sources all words are told.
            links = [each for each in odd if not each.shows.live]
            self._tell_all(each for each in odd if each.shows.live)
            out = [_words(each) if each in links else each for each in pieces]
        said: list[Said] = []
        for each in out:
            if isinstance(each.said, str) and said and isinstance(said[-1], str):
                said[-1] += each.said
            elif each.said != "":
                said.append(each.said)
        return read._replace(said=tuple(said), shows=tuple(p.shows for p in out if p.shows))

    def _read_anew(self, pieces: list[_Piece], odd: list[_Piece]) -> Iterator[_Piece]:
        """The pieces of a text, with the references that the source would read where one was
        typed; where it would read none, the number stays and the words are told."""
        text = "".join(each.words for each in pieces)
        found = list(self.references.found(text))
        stretches = []
        for each in odd:
            stretch = _stretch(each, pieces, found)
            known = stretch and all(n.bookmark in self.references.bookmarks for n in _inside(found, stretch))
            if stretch and known:
                stretches.append(stretch)
            else:
                self._tell_all([each])
        at = 0
        for start, end in _merged(stretches):
            yield from (each for each in _cut(pieces, at, start))
            place = start
            for number in _inside(found, (start, end)):
                yield _Piece(text[place : number.start], text[place : number.start])
                words = text[number.start : number.end]
                yield _Piece(Field(number.bookmark), words, Shown(words))
                place = number.end
            yield _Piece(text[place:end], text[place:end])
            at = end
        yield from _cut(pieces, at, len(text))

    def _tell_all(self, odd: Iterable[_Piece]) -> None:
        for each in odd:
            self._tell(each.words or shown((each.said,)), _NUMBER if each.words else _STRUCK)

    # --- 目次 ---------------------------------------------------------------------------------

    def _is_entry(self, line: str) -> bool:
        """Whether a line of the 目次 is a heading with its number and page."""
        words = folded(line)
        for end in range(len(words), -1, -1):
            if not _COUNTED.match(words[end:]):
                return False
            for start in range(end + 1):
                marks = self.titles.get(words[start:end])
                if marks is not None and self._is_label(words[:start], marks):
                    return True
        return False

    def _is_label(self, label: str, bookmarks: set[str]) -> bool:
        if _LABEL.match(label):
            return True
        return any(self.numbered.shows(each, label, True) for each in bookmarks)

    @cached_property
    def titles(self) -> dict[str, set[str]]:
        """The words of all headings, as they were sent and as they came, and their bookmarks."""
        found: dict[str, set[str]] = {}
        for key, sent in self.sent.items():
            owner, _, part = key.rpartition(":")
            if part == TITLE:
                text = folded(shown(sent.said).removeprefix(sent.lead))
                found.setdefault(text, set()).add(bookmark_name(owner))
        for block in self.returned.blocks:
            if isinstance(block, Paragraph) and not block.contents and not block.is_empty:
                marks = (bookmark_name(key.rpartition(":")[0]) for key in block.keys)
                found.setdefault(folded(block.text), set()).update(marks)
        return found


def _same(new: Sequence[object], old: Sequence[object]) -> bool:
    return all(map(is_, new, old))


def _fields(read: Paragraph) -> Iterator[tuple[Field, Shown]]:
    fields = (each for each in read.said if isinstance(each, Field))
    return zip(fields, read.shows, strict=True)


def _pieces(read: Paragraph) -> Iterator[_Piece]:
    """The pieces of a paragraph, each with its words and its place among all."""
    shows, at = iter(read.shows), 0
    for each in read.said:
        own = next(shows) if isinstance(each, Field) else None
        words = own.words if own else shown((each,))
        yield _Piece(each, words, own, at)
        at += len(words)


def _words(piece: _Piece) -> _Piece:
    return _Piece(piece.words, piece.words)


def _stretch(odd: _Piece, pieces: list[_Piece], found: list[Number]) -> tuple[int, int] | None:
    """From where to where the text is read anew for what was typed: over all of the references
    that reach into it, if these say every number there."""
    met = [each for each in found if each.first < odd.end and odd.start < each.last]
    if not met:
        return None
    start = min(odd.start, *(each.first for each in met))
    end = max(odd.end, *(each.last for each in met))
    places = {(each.start, each.end) for each in met}
    fields = (p for p in pieces if p.shows and p is not odd and p.start < end and start < p.end)
    return (start, end) if all((p.start, p.end) in places for p in fields) else None


def _inside(found: list[Number], stretch: tuple[int, int]) -> list[Number]:
    return [each for each in found if stretch[0] <= each.start and each.end <= stretch[1]]


def _merged(stretches: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = -1, -1
    for first, last in sorted(stretches):
        if first < end:
            end = max(end, last)
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end


def _cut(pieces: list[_Piece], start: int, end: int) -> Iterator[_Piece]:
    """The pieces from a place to another one, at which only words are cut in two."""
    for each in pieces:
        if each.start < end and start < each.end:
            if isinstance(each.said, str):
                yield _words(each._replace(words=each.words[max(0, start - each.start) : end - each.start]))
            else:
                yield each
