"""A table taken out of whatever holds it: a workbook, a Word document, a text file.

What is taken keeps its places (``B12``), so that whatever is said of a line later can be
found where it came from; and what nobody would see of how it was taken is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from guideline_docs.edits.proposal import names_columns
from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration
from guideline_docs.rules.diagnostic import short
from guideline_docs.source.delimited import rows_of, text_of_rows
from guideline_docs.source.formats import OLE, ZIP, format_of
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import decode, must_be_text, read_bytes, text_of
from guideline_docs.source.workbook import HiddenColumn, Worksheet, listed, read_workbook
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
    ``data`` what a file of it holds. ``worksheets`` are what was taken, in the order of the
    text, each with the row of its head line (0 where there is none).
    """

    source: SourceText
    data: bytes
    said: str = ""
    worksheets: tuple[Worksheet, ...] = ()
    heads: tuple[int, ...] = ()
    hidden_columns: bool = False
    origins: tuple[tuple[int, int], ...] = ()
    """Of each line of the text, where several worksheets are in it: which one, and which
    of its lines."""

    def place(self, line: int, cell: int) -> str:
        """Where a cell of the text stood, line and cell counted from 0: ``B12``.

        A line is what a row became; a cell in quotation marks may hold line ends.
        """
        if line < len(self.origins):
            number, line = self.origins[line]
            worksheet = self.worksheets[number]
            place = worksheet.place(line, cell)
            return place if worksheet.in_document else f"{worksheet.name}!{place}"
        return self.worksheets[0].place(line, cell)

    @property
    def told(self) -> list[str]:
        """What nobody would see in what was taken of each worksheet, by cell."""
        return [
            f"{worksheet.name}: {line}" if len(self.worksheets) > 1 else line
            for worksheet, head in zip(self.worksheets, self.heads, strict=True)
            for line in _told(worksheet, head, self.hidden_columns)
        ]


def taken_from(
    path: Path,
    worksheets: Sequence[str] = (),
    hidden_columns: bool = False,
    configuration: Configuration = Configuration(),
    own: Collection[str] = (),
) -> Taken:
    """The table that a file holds.

    ``path`` is a text file, taken byte for byte, a table between commas, or a workbook, of
    which ``worksheets`` names those to take, with their hidden columns if they are wanted.
    Several become one text in that order. ``configuration`` knows the heads of the table;
    ``own`` are those that it has here, by which one of several is known.
    Raises CannotRun for what is no table.
    """
    name = path.as_posix()
    data = read_bytes(path, name)
    if data.startswith((ZIP, OLE)):
        return _from_workbook(path, worksheets, hidden_columns, configuration, own)
    if form := format_of(data, path.name):
        raise CannotRun(f"{name}: {form.what}です。{form.how(name)}")
    if worksheets or hidden_columns:
        what = "ワークシートは選べません" if worksheets else "隠れている列はありません"
        raise CannotRun(f"{name}: Excel のブックではないので、{what}")
    source, heads = text_of(data, name), configuration.heads
    must_be_text(source)
    said = ""
    if isinstance(kind := kind_of(source, Role.SOURCES, heads), Unused) and kind.format:
        source = SourceText(name, text_of_rows(rows_of(source.text, DELIMITERS[kind.format])))
        data, said = source.text.encode(), kind.format.what
    if not is_sheet(source) or _look(source, heads) is None:
        raise CannotRun(f"{name}: 一覧ではありません（列の見出しも施策の行もありません）")
    return Taken(source, data, said, (Worksheet(path.stem, source.text),), (0,))


def _from_workbook(
    path: Path,
    names: Sequence[str],
    hidden_columns: bool,
    configuration: Configuration,
    own: Collection[str],
) -> Taken:
    """The worksheets of these names, or the only one that has a head line.

    Raises CannotRun where that is none or several, and where formulas have no values.
    """
    book, heads = path.as_posix(), configuration.heads
    worksheets = read_workbook(path, hidden_columns)
    sources = {each.name: decode(each.text.encode(), book) for each in worksheets}
    looks: dict[str, _Look] = {n: table_look(source, heads) for n, source in sources.items()}
    if names or HeadLine not in looks.values():
        looks = {n: _look(source, heads) for n, source in sources.items()}
    if not names:
        names = _known(worksheets, looks, own)
    chosen = _chosen(book, worksheets, names, looks)
    for each in chosen or worksheets:
        if each.uncalculated:
            raise CannotRun(
                f"{book}: ワークシート「{each.name}」の {listed(each.uncalculated)} に計算の結果が"
                "保存されていません。Excel で開いて保存し直してください"
            )
    if not chosen:
        raise CannotRun(
            f"{book}: 列の見出しのあるワークシートがありません（あるのは {_named(worksheets)}）。"
            "見出しのない一覧なら --worksheet で指定してください"
        )
    for each in chosen:
        if looks[each.name] is None:
            raise CannotRun(
                f"{book}: ワークシート「{each.name}」は一覧ではありません"
                "（列の見出しも施策の行もありません）"
            )
    said = "、".join(f"ワークシート「{each.name}」" for each in chosen)
    rows = tuple(_head_row(each, sources[each.name], heads) for each in chosen)
    text, origins = _joined(chosen)
    source = decode(text.encode(), book)
    return Taken(source, text.encode(), said, tuple(chosen), rows, hidden_columns, origins)


def _joined(chosen: Sequence[Worksheet]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of several worksheets, and where each of its lines stood."""
    if len(chosen) == 1:
        return chosen[0].text, ()
    origins = ((n, line) for n, each in enumerate(chosen) for line in range(len(each.rows)))
    return "".join(each.text for each in chosen), tuple(origins)


def _head_row(worksheet: Worksheet, source: SourceText, heads: Mapping[str, Column]) -> int:
    """The row of a worksheet that names its columns; 0 where none does."""
    head = head_place(source, heads)
    if head is None and (line := names_columns(source)):
        head = line - 1
    return worksheet.rows[head] if head is not None else 0


def _look(source: SourceText, heads: Mapping[str, Column]) -> _Look:
    """What makes a text a sheet, a head line of another office's too; None without either."""
    own = table_look(source, heads)
    return own if own is HeadLine or not names_columns(source) else HeadLine


def _known(
    worksheets: Sequence[Worksheet], looks: Mapping[str, _Look], own: Collection[str]
) -> list[str]:
    """Of several tables the only one that has all heads of the table here."""
    tables = [each for each in worksheets if each.visible and looks[each.name] is HeadLine]
    wanted = set(map(fold_head, own))
    if len(tables) < 2 or not wanted:
        return []
    found = [each.name for each in tables if wanted <= _heads_in(each)]
    return found if len(found) == 1 else []


def _heads_in(worksheet: Worksheet) -> set[str]:
    """What may be a head in a worksheet."""
    rows = rows_of(worksheet.text, "\t")
    return {fold_head(cell) for row in rows for cell in row if len(cell) < _LONGEST_HEAD}


def _chosen(
    book: str, worksheets: Sequence[Worksheet], names: Sequence[str], looks: Mapping[str, _Look]
) -> list[Worksheet]:
    """The worksheets of these names, or the only one that names its columns."""
    if names:
        return [_called(book, worksheets, name) for name in names]
    # A hidden one is last year's, kept for its numbers: it is taken only if asked for.
    chosen = [each for each in worksheets if each.visible and looks[each.name] is HeadLine]
    if len(chosen) > 1:
        raise _several(book, chosen)
    return chosen


def _called(book: str, worksheets: Sequence[Worksheet], name: str) -> Worksheet:
    """The worksheet of a name; blanks in it are seen by nobody."""
    seen = "".join(name.split())
    found = [each for each in worksheets if each.name == name] or [
        each for each in worksheets if "".join(each.name.split()) == seen
    ]
    if not found:
        raise CannotRun(
            f"{book}: ワークシート「{name}」がありません（あるのは {_named(worksheets)}）"
        )
    if len(found) > 1:
        raise _several(book, found)
    return found[0]


def _several(book: str, chosen: Sequence[Worksheet]) -> CannotRun:
    return CannotRun(
        f"{book}: 一覧が {len(chosen)} つのワークシートにあります（{_named(chosen)}）。"
        "--worksheet で一つを指定してください"
    )


def _named(worksheets: Sequence[Worksheet]) -> str:
    return "、".join(f"「{each.name}」" for each in worksheets)


# --- what is told -------------------------------------------------------------------


def _told(worksheet: Worksheet, head: int, hidden_columns: bool) -> Iterator[str]:
    """What nobody would see of the worksheet in what was taken of it, by cell."""
    if worksheet.struck:
        struck = [f"{place}「{short(text)}」" for place, text in worksheet.struck]
        yield f"取り消し線の付いた文字は写していません: {listed(struck)}"
    if worksheet.errors:
        errors = [f"{place} {text}" for place, text in worksheet.errors]
        yield f"計算の誤りをそのまま写しました。ブックで直してください: {listed(errors)}"
    if worksheet.hidden_columns:
        columns = listed([_column(column, head) for column in worksheet.hidden_columns])
        if hidden_columns:
            yield f"隠れている列も写しました: {columns}。要らなければ消してください"
        else:
            yield f"隠れている列は写していません: {columns}。要るなら --hidden-columns を付けてください"
    if worksheet.hidden_rows:
        rows = listed(list(_ranges(worksheet.hidden_rows)))
        yield f"隠れている行も写しました: {rows}。要らなければ消してください"


def _column(column: HiddenColumn, head: int) -> str:
    """A column by its letter and its head, at the least by what stands first in it."""
    text = column.texts.get(head) or next(iter(column.texts.values()))
    return f"{column.letter} 列「{short(text)}」"


def _ranges(rows: Iterable[int]) -> Iterator[str]:
    """Rows by their numbers, neighbours together: 3 行、5～8 行."""
    for _, group in groupby(enumerate(rows), lambda each: each[1] - each[0]):
        first, *others = (row for _, row in group)
        yield f"{first}～{others[-1]} 行" if others else f"{first} 行"
