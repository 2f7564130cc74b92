"""A table taken out of whatever holds it: a workbook, a Word document, a text file.

What is taken keeps its places (``B12``), so that whatever is said of a line later can be
found where it came from; and what nobody would see of how it was taken is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from string import ascii_uppercase
from unicodedata import normalize

from guideline_docs.edits.joining import Table, joined, served
from guideline_docs.edits.proposal import names_columns
from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration
from guideline_docs.rules.diagnostic import short
from guideline_docs.source.delimited import named_delimiter, rows_of
from guideline_docs.source.formats import format_of
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import decode, must_be_text, read_bytes, text_of
from guideline_docs.source.workbook import (
    CellText,
    HiddenColumn,
    Worksheet,
    listed,
    plain_table,
    read_workbook,
)
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.kinds import (
    DELIMITERS,
    Role,
    Unused,
    head_place,
    is_sheet,
    kind_of,
    table_look,
)
from guideline_docs.syntax.nodes import HeadLine, RowLine

# A head is a name, with the one above it at most.
_LONGEST_HEAD = 60

_Look = type[HeadLine | RowLine] | None


class Taken(NamedTuple):
    """A table that was taken from a file.

    ``said`` tells what it was taken from, if not byte for byte; ``source`` is its text,
    ``data`` what a file of it holds. ``tables`` are the worksheets that it was taken from.
    """

    source: SourceText
    data: bytes
    said: str = ""
    tables: tuple[Table, ...] = ()
    hidden_columns: bool = False
    origins: tuple[tuple[int, int], ...] = ()
    """Of each line of the text, where several worksheets are in it: which one, and which
    of its lines."""

    @property
    def worksheets(self) -> tuple[Worksheet, ...]:
        """What was taken, in the order of the text."""
        return tuple(table.worksheet for table in self.tables)

    def place(self, line: int, cell: int) -> str:
        """Where a cell of the text stood, line and cell counted from 0: ``B12``.

        A line is what a row became; a cell in quotation marks may hold line ends.
        """
        if line < len(self.origins):
            number, line = self.origins[line]
            worksheet = self.tables[number].worksheet
            place = worksheet.place(line, cell)
            return place if worksheet.in_document else f"{worksheet.name}!{place}"
        return self.tables[0].worksheet.place(line, cell)

    @property
    def told(self) -> list[str]:
        """What nobody would see in what was taken of each worksheet, by cell."""
        return [
            f"{table.worksheet.name}: {line}" if len(self.tables) > 1 else line
            for table in self.tables
            for line in _told(table, self.hidden_columns)
        ]


class Own(NamedTuple):
    """What is known of a table that is here already: its heads, and what the worksheet is
    called that ``build`` makes of it."""

    heads: Collection[str] = ()
    name: str = ""


def taken_from(
    path: Path,
    worksheets: Sequence[str] = (),
    hidden_columns: bool = False,
    configuration: Configuration = Configuration(),
    own: Own | None = None,
) -> Taken:
    """The table that a file holds.

    ``path`` is a text file, taken byte for byte, a table between commas, a workbook or a
    Word document, of which ``worksheets`` names the tables to take, with their hidden
    columns if they are wanted. Several become one text in that order. ``configuration``
    knows the heads of the table; ``own`` is what is known of it here, by which one of
    several is told. Raises CannotRun for what is no table.
    """
    name = path.as_posix()
    # What it is, its bytes say: a text that is called .xls is a text.
    if format_of(data := read_bytes(path, name), "") is not None:
        return _from_workbook(path, worksheets, hidden_columns, configuration, own)
    if worksheets or hidden_columns:
        what = "ワークシートは選べません" if worksheets else "隠れている列はありません"
        raise CannotRun(f"{name}: Excel のブックではないので、{what}")
    source, heads = text_of(data, name), configuration.heads
    must_be_text(source)
    said = ""
    worksheet = Worksheet(path.stem, source.text)
    kind = kind_of(source, Role.SOURCES, heads)
    form = kind.format if isinstance(kind, Unused) else None
    if form or named_delimiter(source.text)[0]:
        worksheet = plain_table(source, path.stem, DELIMITERS.get(form, "") if form else "")
        source, said = SourceText(name, worksheet.text), form.what if form else ""
        data = source.text.encode()
    if not is_sheet(source) or _look(source, heads) is None:
        raise CannotRun(f"{name}: 一覧ではありません（列の見出しも施策の行もありません）")
    return Taken(source, data, said, (Table(worksheet, None),))


def _from_workbook(
    path: Path,
    names: Sequence[str],
    hidden_columns: bool,
    configuration: Configuration,
    own: Own | None,
) -> Taken:
    """The worksheets of these names, or the only one that has a head line.

    Raises CannotRun where that is none or several, and where formulas have no values.
    """
    book, heads = path.as_posix(), configuration.heads
    worksheets = read_workbook(path, hidden_columns)
    sources = {each.name: decode(each.text.encode(), book) for each in worksheets}
    looks = {name: _own_look(source, heads) for name, source in sources.items()}
    if names or HeadLine not in looks.values():
        looks = {name: _look(source, heads) for name, source in sources.items()}
    if own and not names:
        names = _known(worksheets, looks, own)
    chosen = _chosen(book, worksheets, names, looks)
    taken = [Table(each, _head_line(sources[each.name], heads)) for each in chosen]
    _must_be_calculated(book, taken or [Table(each, None) for each in worksheets], own is not None)
    if not chosen:
        raise CannotRun(_none_of(book, worksheets))
    for each in chosen:
        if looks[each.name] is None:
            raise CannotRun(
                f"{book}: {_called(each)}は一覧ではありません（列の見出しも施策の行もありません）"
            )
    text, kept, origins = joined(list(map(served, taken)))
    said = "、".join(map(_called, chosen))
    data = text.encode()
    return Taken(decode(data, book), data, said, kept, hidden_columns, origins)


def _must_be_calculated(book: str, tables: Iterable[Table], known: bool) -> None:
    """Raise CannotRun where formulas have no values.

    Where the table is ``known`` what is counted above it is no part of it.
    """
    for worksheet, head, *_ in tables:
        above = worksheet.rows[head] if known and head is not None else 0
        if missing := [place for place in worksheet.uncalculated if _row_of(place) >= above]:
            raise CannotRun(
                f"{book}: {_called(worksheet)}の {listed(missing)} に計算の結果が"
                "保存されていません。Excel で開いて保存し直してください"
            )


def _row_of(place: str) -> int:
    """The row of a cell: 5 of ``B5``."""
    return int(place.lstrip(ascii_uppercase) or 0)


def _head_line(source: SourceText, heads: Mapping[str, Column]) -> int | None:
    """The line of a table that names its columns, from 0."""
    head = head_place(_beginning(source), heads)
    if head is None:
        head = head_place(source, heads)
    if head is None and (line := names_columns(source)):
        head = line - 1
    return head


def _own_look(source: SourceText, heads: Mapping[str, Column]) -> _Look:
    """What makes a text a sheet by the heads that are known."""
    look = table_look(_beginning(source), heads)
    return look if look is HeadLine else table_look(source, heads)


_FIRST_LINES = 200


def _beginning(source: SourceText) -> SourceText:
    """The first lines of a text: the heads of a table stand there, if they stand anywhere."""
    lines = source.text.split("\n", _FIRST_LINES)
    if len(lines) <= _FIRST_LINES:
        return source
    return SourceText(source.path, "\n".join(lines[:-1]) + "\n")


def _look(source: SourceText, heads: Mapping[str, Column]) -> _Look:
    """What makes a text a sheet, a head line of another office's too; None without either."""
    own = _own_look(source, heads)
    return own if own is HeadLine or not names_columns(source) else HeadLine


def _known(
    worksheets: Sequence[Worksheet], looks: Mapping[str, _Look], own: Own
) -> list[str]:
    """Of several tables the only one that is called as ours, or has all heads of ours."""
    tables = [each for each in worksheets if each.visible and looks[each.name] is HeadLine]
    if len(tables) < 2:
        return []
    wanted = set(map(fold_head, own.heads))
    for found in (
        [each.name for each in tables if each.name == own.name],
        [each.name for each in tables if wanted and wanted <= _heads_in(each)],
    ):
        if len(found) == 1:
            return found
    return []


def _heads_in(worksheet: Worksheet) -> set[str]:
    """What may be a head in a worksheet."""
    rows = rows_of(worksheet.text, "\t")
    return {fold_head(cell) for row in rows for cell in row if len(cell) < _LONGEST_HEAD}


def _chosen(
    book: str, worksheets: Sequence[Worksheet], names: Sequence[str], looks: Mapping[str, _Look]
) -> list[Worksheet]:
    """The worksheets of these names, or the only one that names its columns."""
    if names:
        found = {each.name: each for name in names for each in (_named(book, worksheets, name),)}
        return list(found.values())
    # A hidden one is last year's, kept for its numbers: it is taken only if asked for.
    chosen = [each for each in worksheets if each.visible and looks[each.name] is HeadLine]
    if len(chosen) > 1:
        raise _several(book, chosen)
    return chosen


def _named(book: str, worksheets: Sequence[Worksheet], name: str) -> Worksheet:
    """The worksheet of a name; blanks in it are seen by nobody, nor is the width of letters."""
    found = [each for each in worksheets if each.name == name] or [
        each for each in worksheets if _folded(each.name) == _folded(name)
    ]
    if not found:
        what = "表" if _in_document(worksheets) else "ワークシート"
        there = f"あるのは {_all_of(worksheets)}" if worksheets else "一つもありません"
        raise CannotRun(f"{book}: {what}「{name}」がありません（{there}）")
    if len(found) > 1:
        raise _several(book, found)
    return found[0]


def _folded(name: str) -> str:
    return "".join(normalize("NFKC", name).split())


def _several(book: str, chosen: Sequence[Worksheet]) -> CannotRun:
    many = f"{len(chosen)} つ"
    where = f"の表が {many}あります" if _in_document(chosen) else f"が {many}のワークシートにあります"
    return CannotRun(
        f"{book}: 一覧{where}（{_all_of(chosen)}）。--worksheet で一つを指定してください"
    )


def _none_of(book: str, worksheets: Sequence[Worksheet]) -> str:
    """That no table is one of ours."""
    if not worksheets:
        return f"{book}: 表がありません"
    what = "表" if _in_document(worksheets) else "ワークシート"
    return (
        f"{book}: 列の見出しのある{what}がありません（あるのは {_all_of(worksheets)}）。"
        "見出しのない一覧なら --worksheet で指定してください"
    )


def _in_document(worksheets: Sequence[Worksheet]) -> bool:
    return any(each.in_document for each in worksheets)


def _called(worksheet: Worksheet) -> str:
    return worksheet.name if worksheet.in_document else f"ワークシート「{worksheet.name}」"


def _all_of(worksheets: Sequence[Worksheet]) -> str:
    return listed([f"「{each.name}」" for each in worksheets])


# --- what is told -------------------------------------------------------------------


def _told(table: Table, hidden_columns: bool) -> Iterator[str]:
    """What nobody would see of the worksheet in what was taken of it, by cell."""
    worksheet = table.worksheet
    for what, cells in (
        ("見出しの行より上の文字", table.left),
        ("取り消し線の付いた文字", worksheet.struck),
        ("変更履歴で削除された文字", worksheet.deleted),
    ):
        if cells:
            yield f"{what}は写していません: {listed([*map(_quoted, cells)])}"
    if table.served:
        yield f"結合されたセルの文字を、それぞれの行に写しました: {listed(table.served)}"
    if worksheet.errors:
        errors = [f"{place} {text}" for place, text in worksheet.errors]
        yield f"計算の誤りがあります。ブックで直してください: {listed(errors)}"
    if worksheet.uncalculated:
        yield f"計算の結果が保存されていないので読んでいません: {listed(worksheet.uncalculated)}"
    if worksheet.hidden_columns:
        columns = listed([_column(column, table.head_row) for column in worksheet.hidden_columns])
        if hidden_columns:
            yield f"隠れている列も写しました: {columns}。要らなければ消してください"
        else:
            yield f"隠れている列は写していません: {columns}。要るなら --hidden-columns を付けてください"
    if worksheet.hidden_rows:
        rows = listed(list(_ranges(worksheet.hidden_rows)))
        yield f"隠れている行も写しました: {rows}。要らなければ消してください"


def _quoted(cell: CellText) -> str:
    return f"{cell.place}「{short(cell.text)}」"


def _column(column: HiddenColumn, head: int) -> str:
    """A column by its letter and its head, at the least by what stands first in it."""
    text = column.texts.get(head) or next(iter(column.texts.values()))
    return f"{column.letter} 列「{short(text)}」"


def _ranges(rows: Iterable[int]) -> Iterator[str]:
    """Rows by their numbers, neighbours together: 3 行、5～8 行."""
    for _, group in groupby(enumerate(rows), lambda each: each[1] - each[0]):
        first, *others = (row for _, row in group)
        yield f"{first}～{others[-1]} 行" if others else f"{first} 行"
