"""The tables of a returned document: what the cells of measures say now, wherever they stand.

A cell goes by its key, or by the measure whose number stands in its row and the head over
it. What else differs from what the program printed is told: nobody can say what it means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import TITLE, Field, Said, bookmark_name, print_of, shown, worded
from guideline_docs.model.labels import REPEATED, SHORT
from guideline_docs.model.targets import TargetKind
from guideline_docs.readback.word.parts import Cell, Returned, Row, Table
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column

_MEASURE = f"{TargetKind.MEASURE}-"
NO_PLACE = "表の中のここは、原稿に戻す場所がありません。原稿か一覧で直してください"
_ADDED = "表の行が加えられています。一覧の行は、一覧で加えてください"
_STRUCK = "表の行が削られています。要らなければ、一覧の行を消してください"


class InCell(NamedTuple):
    """What a key says in a cell; ``near`` is where that stands."""

    key: str
    said: tuple[Said, ...]
    authors: tuple[str, ...]
    near: str
    keyed: bool = True
    """It bears the key itself; else the row and the head over it tell."""


class Strange(NamedTuple):
    """Something in a table that has no place in the sources, and why."""

    text: str
    near: str
    why: str
    key: str = ""
    """A text that it belongs to or stands behind."""
    struck: bool = False


class Printed(NamedTuple):
    """What stands in the document without a key: a cell, a paragraph; ``key`` is the text that
    it belongs to or stands behind. ``is_ours``: the program says it somewhere."""

    print: str
    text: str
    key: str
    is_ours: bool
    in_table: bool = False


class Repeat(NamedTuple):
    """A cell without a key that says what a text of its measure says, in a table that has a row
    a measure. ``column``: the heads of the table, and which of its cells; ``parts``: which of
    the texts say that."""

    column: tuple[tuple[str, ...], int]
    parts: frozenset[str]
    cell: Strange


class Grids(NamedTuple):
    cells: tuple[InCell, ...]
    strange: tuple[Strange, ...]
    comments: Mapping[str, str]
    """Number of a comment → the key of the cell it lies on."""
    printed: Mapping[int, tuple[Printed, ...]] = {}
    """Table by its place among the blocks → its cells without keys."""


def grids_of(returned: Returned, guideline: Guideline) -> Grids:
    """All tables, in reading order."""
    reader, found, before = _Reader(returned, guideline), list[InCell | Strange](), ""
    printed: dict[int, tuple[Printed, ...]] = {}
    for at, block in enumerate(returned.blocks):
        if isinstance(block, Table):
            reader.printed = []
            found += (
                each._replace(key=each.key or before) if isinstance(each, Strange) else each
                for each in reader.table(block)
            )
            printed[at] = tuple(each._replace(key=each.key or before) for each in reader.printed)
        for paragraph in block.paragraphs if isinstance(block, Table) else (block,):
            before = next((key for key in paragraph.keys if key in reader.sent), before)
    found += (*written_over(reader.repeats), *reader.struck())
    return Grids(
        tuple(each for each in found if isinstance(each, InCell)),
        tuple(each for each in found if isinstance(each, Strange)),
        reader.comments,
        printed,
    )


def written_over(repeats: Iterable[Repeat]) -> Iterator[Strange]:
    """The cells that say another text of their measure than their column does.

    A column repeats one text, Ⅱ-イ of 2期案; which one, most rows of all tables with the same
    heads tell. Where as many say one as another, all of them are told: nobody knows.
    """
    columns: dict[object, list[Repeat]] = {}
    for each in repeats:
        columns.setdefault(each.column, []).append(each)
    for column in columns.values():
        counts = Counter(part for each in column for part in each.parts)
        most = max(counts.values())
        likeliest = {part for part, count in counts.items() if count == most}
        if most < len(column):
            yield from (each.cell for each in column if not likeliest <= each.parts)


class _Reader:
    def __init__(self, returned: Returned, guideline: Guideline) -> None:
        self.sent = returned.origins.texts
        self.of: dict[str, dict[str, set[str]]] = {}
        """What the texts of each measure say, and which of them says it."""
        for key, sent in self.sent.items():
            owner, _, part = key.rpartition(":")
            self.of.setdefault(owner, {}).setdefault(worded(sent.said), set()).add(part)
        self.repeats: list[Repeat] = []
        self.over: tuple[str, ...] = ()
        """The heads of the table that is read."""
        self.own = frozenset(words for texts in self.of.values() for words in texts)
        self.prints: dict[str, str] = {}
        self.labels: dict[str, Column | None] = {}
        self.made = returned.origins.made
        self.printed: list[Printed] = []
        """The cells without keys of the table that is read."""
        heads = guideline.configuration.heads
        self.heads: Mapping[str, Column] = heads
        owners = dict.fromkeys(key.rpartition(":")[0] for key in self.sent)
        self.comments: dict[str, str] = {}
        self.seen: dict[str, None] = {}
        """The measures whose rows were read."""
        self.titles = {
            key.rpartition(":")[0]: key
            for key in self.sent
            if key.startswith(_MEASURE) and key.endswith(f":{TITLE}")
        }
        self.owners = {bookmark_name(owner): owner for owner in owners}
        self.columns = {
            (key.rpartition(":")[0], sent.column): key for key, sent in self.sent.items() if sent.column
        }

    def table(self, table: Table) -> Iterator[InCell | Strange]:
        columns = self._columns(table)
        of = "" if columns else self._of(table)
        near = shown(_said(table.rows[0].cells[0])) if table.rows and table.rows[0].cells else ""
        here: list[str] = []
        self.over = tuple(shown(_said(cell)) for row in table.rows[:1] for cell in row.cells)
        for row in table.rows:
            owner = self._owner(row, columns)
            if row.change or owner in here or (columns and self._is_new(row, columns)):
                title = self.titles.get(owner, "")
                yield Strange(_text(row), "" if title else near, _ADDED, title)
                continue
            here += [owner] if owner else []
            yield from self._row(row, columns, owner or of)
        if not columns and self._is_damaged(table):
            here += filter(None, map(self._numbered, table.rows))
        self.seen.update(dict.fromkeys(here))

    def _is_damaged(self, table: Table) -> bool:
        """Whether somebody wrote over its heads, so that nobody can say what it lists."""
        heads = (cell for row in table.rows[:1] for cell in row.cells)
        return any(self._print(cell) not in self.made for cell in heads)

    def _of(self, table: Table) -> str:
        """The measure that all texts of a table belong to; empty where there are several."""
        found = {key.rpartition(":")[0] for p in table.paragraphs for key in p.keys if key in self.sent}
        return found.pop() if len(found) == 1 else ""

    def _is_new(self, row: Row, columns: Mapping[int, Column]) -> bool:
        """Whether a number was typed that the program has not printed."""
        at = 0
        for cell in row.cells:
            if columns.get(at) == Column.NUMBER:
                said = _said(cell)
                typed = all(isinstance(each, str) for each in said)
                return typed and bool(said) and not self._is_ours(self._print(cell, self.own))
            at += cell.across
        return False

    def struck(self) -> Iterator[Strange]:
        """The measures that stand in none of the tables of rows, where those of their source do."""
        sources = {self.sent[self.titles[owner]].source for owner in self.seen if owner in self.titles}
        for owner, title in self.titles.items():
            if owner not in self.seen and self.sent[title].source in sources:
                yield Strange(shown(self.sent[title].said), "", _STRUCK, title, True)

    def _row(
        self, row: Row, columns: Mapping[int, Column], owner: str
    ) -> Iterator[InCell | Strange]:
        at, label, title = 0, "", self.titles.get(owner or self._named(row), "")
        own = self.of.get(owner or self._numbered(row), {})
        for cell in row.cells:
            said = _said(cell)
            keys = [key for p in cell.paragraphs for key in p.keys if key in self.sent]
            column = columns.get(at) or (self._labelled(label) if owner and not keys else None)
            at += cell.across
            found = self.columns.get((owner, str(column))) if owner and column else None
            for number in (number for p in cell.paragraphs for number in p.comments):
                self.comments.setdefault(number, keys[0] if keys else found or title)
            if keys:
                yield InCell(keys[0], said, _authors(cell), label)
            elif found and column:
                if self.sent[found].said:
                    self.printed.append(Printed(REPEATED, shown(said), found, False, True))
                yield InCell(found, said, _authors(cell), column.name, False)
            elif said:
                print, text = self._print(cell, own), "\n".join(p.text for p in cell.paragraphs)
                ours = self._is_ours(print)
                self.printed.append(Printed(print, text, title, ours, True))
                strange = Strange(text, "" if title else label, NO_PLACE, title)
                if not ours:
                    yield strange
                elif print == REPEATED and not owner:
                    parts = frozenset(own[worded(said)])
                    self.repeats.append(Repeat((self.over, at), parts, strange))
            label = shown(said) if said else label

    def _is_ours(self, print: str) -> bool:
        """Whether the program says that."""
        return print == REPEATED or print in self.made

    def _print(self, cell: Cell, own: Container[str] = ()) -> str:
        """The print of a cell, as those of the program are kept; ``own`` is what the texts of
        its measure say."""
        if worded(_said(cell)) in own:
            return REPEATED
        words = worded(each for p in cell.paragraphs for each in p.printed)
        if words not in self.prints:
            self.prints[words] = print_of((words,))[:SHORT]
        return self.prints[words]

    def _numbered(self, row: Row) -> str:
        """The measure whose number stands alone in a cell of a row, in the first that has one."""
        for said in map(_said, row.cells):
            if len(said) == 1 and isinstance(said[0], Field):
                owner = self.owners.get(said[0].bookmark, "")
                if owner in self.titles:
                    return owner
        return ""

    def _labelled(self, label: str) -> Column | None:
        """The column that the cell before names, of one that has no key and stands alone."""
        if label not in self.labels:
            column = self.heads.get(fold_head(label))
            self.labels[label] = column if column == Column.STATUS else None
        return self.labels[label]

    def _named(self, row: Row) -> str:
        """The measure that the first cell of a row names."""
        first = _said(row.cells[0]) if row.cells else ()
        fields = [each for each in first if isinstance(each, Field)]
        return self.owners.get(fields[0].bookmark, "") if len(fields) == 1 else ""

    def _columns(self, table: Table) -> dict[int, Column]:
        """The columns of a table whose first row names those of the sheet."""
        found: dict[int, Column] = {}
        at = 0
        for cell in table.rows[0].cells if table.rows else ():
            if column := self.heads.get(fold_head(shown(_said(cell)))):
                found[at] = column
            at += cell.across
        # What is named twice, since somebody wrote over a head, nobody can tell apart.
        named = Counter(found.values())
        found = {at: column for at, column in found.items() if named[column] == 1}
        return found if {Column.NUMBER, Column.TITLE} <= set(found.values()) and len(found) > 2 else {}

    def _owner(self, row: Row, columns: Mapping[int, Column]) -> str:
        """The measure whose number stands in the column of numbers."""
        at = 0
        for cell in row.cells:
            if columns.get(at) == Column.NUMBER:
                fields = [each for each in _said(cell) if isinstance(each, Field)]
                return self.owners.get(fields[0].bookmark, "") if len(fields) == 1 else ""
            at += cell.across
        return ""


def _said(cell: Cell) -> tuple[Said, ...]:
    """A cell's paragraphs as one text, a line each."""
    out: list[Said] = []
    for paragraph in cell.paragraphs:
        if paragraph.is_empty:
            continue
        if out:
            out.append("\n")
        out += paragraph.said
    return tuple(_joined(out))


def _authors(cell: Cell) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for p in cell.paragraphs for name in p.authors))


def _joined(said: list[Said]) -> Iterator[Said]:
    words = ""
    for each in said:
        if isinstance(each, str):
            words += each
            continue
        if words:
            yield words
        yield each
        words = ""
    if words:
        yield words


def _text(row: Row) -> str:
    return "　".join(filter(None, (shown(_said(cell)) for cell in row.cells)))
