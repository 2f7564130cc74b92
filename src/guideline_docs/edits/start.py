"""A new project in a folder, its sheet taken out of whatever holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guideline_docs.edits.proposal import Proposal, names_columns, propose
from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration
from guideline_docs.source.delimited import rows_of, text_of_rows
from guideline_docs.source.edit import Patch, apply
from guideline_docs.source.formats import OLE, ZIP, format_of
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import decode, must_be_text, read_bytes, text_of
from guideline_docs.source.write import settle
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

if TYPE_CHECKING:
    from guideline_docs.source.workbook import Worksheet


class Taken(NamedTuple):
    """A sheet that was taken from a file.

    ``source`` says what from, if not byte for byte; ``head`` is the row of the worksheet
    that names the columns, 0 where there is none. ``proposal`` are the settings that read
    it, None where the usual ones do.
    """

    data: bytes
    source: str = ""
    worksheet: Worksheet | None = None
    head: int = 0
    proposal: Proposal | None = None


def start(
    folder: Path,
    skeleton: Callable[[bytes | None, Proposal | None], Mapping[str, bytes]],
    take: Callable[[], Taken] | None = None,
) -> tuple[list[Path], Taken | None]:
    """Make a new project; the files written, and what its sheet was taken from.

    ``skeleton`` gives the files of a project by their names, with a sheet and the settings
    that are proposed for it, if there are any;
    ``take`` gives the sheet. Raises CannotRun where a file would be overwritten.
    """
    settle([folder])
    for above in (folder, *folder.parents):
        if above.is_file():
            raise CannotRun(f"{above.as_posix()}: フォルダーではありません")
    taken = take() if take else None
    content = skeleton(taken.data, taken.proposal) if taken else skeleton(None, None)
    files = {folder / name: data for name, data in content.items()}
    there = [path for path, content in files.items() if _differs(path, content)]
    if there:
        others = f" など {len(there)} 個" if len(there) > 1 else ""
        raise CannotRun(
            f"{there[0].as_posix()}{others}: すでにあるので、何も作りませんでした。"
            "別のフォルダーを指定してください"
        )
    return apply(Patch(files=files)), taken


def taken_from(path: Path, worksheet: str | None = None, hidden_columns: bool = False) -> Taken:
    """The first sheet of a project, out of whatever holds it.

    ``path`` is a text file, taken byte for byte, a table between commas, or an Excel
    workbook, of which ``worksheet`` names the one to take, with its hidden columns if they
    are wanted. Raises CannotRun for what is no sheet.
    """
    name = path.as_posix()
    data = read_bytes(path, name)
    form = format_of(data, path.name)
    if data.startswith((ZIP, OLE)):
        return _from_workbook(path, worksheet, hidden_columns)
    if form:
        raise CannotRun(f"{name}: {form.what}です。{form.how(name)}")
    if worksheet is not None or hidden_columns:
        what = "ワークシートは選べません" if worksheet is not None else "隠れている列はありません"
        raise CannotRun(f"{name}: Excel のブックではないので、{what}")
    source, heads = text_of(data, name), Configuration().heads
    must_be_text(source)
    said = ""
    if isinstance(kind := kind_of(source, Role.SOURCES, heads), Unused) and kind.format:
        source = SourceText(name, text_of_rows(rows_of(source.text, DELIMITERS[kind.format])))
        data, said = source.text.encode(), kind.format.what
    if not is_sheet(source) or _look(source, heads) is None:
        raise CannotRun(f"{name}: 一覧ではありません（列の見出しも施策の行もありません）")
    return Taken(data, said, proposal=propose(source))


def _from_workbook(path: Path, name: str | None, hidden_columns: bool) -> Taken:
    """The worksheet of a name, or the only one that has a head line.

    Raises CannotRun where that is none or several, and where formulas have no values.
    """
    from guideline_docs.source.workbook import listed, read_workbook

    book, heads = path.as_posix(), Configuration().heads
    worksheets = read_workbook(path, hidden_columns)
    sources = {each.name: decode(each.text.encode(), book) for each in worksheets}
    looks = {each: table_look(source, heads) for each, source in sources.items()}
    if name is not None or HeadLine not in looks.values():
        looks = {each: _look(source, heads) for each, source in sources.items()}
    chosen = _chosen_worksheets(worksheets, name, looks)
    names = "、".join(f"「{each}」" for each in looks)
    if name is not None and not chosen:
        raise CannotRun(f"{book}: ワークシート「{name}」がありません（あるのは {names}）")
    if len(chosen) > 1:
        names = "、".join(f"「{each.name}」" for each in chosen)
        raise CannotRun(
            f"{book}: 一覧が {len(chosen)} つのワークシートにあります（{names}）。"
            "--worksheet で一つを指定してください"
        )
    for each in chosen or worksheets:
        if each.uncalculated:
            raise CannotRun(
                f"{book}: ワークシート「{each.name}」の {listed(each.uncalculated)} に計算の結果が"
                "保存されていません。Excel で開いて保存し直してください"
            )
    if not chosen:
        raise CannotRun(
            f"{book}: 列の見出しのあるワークシートがありません（あるのは {names}）。"
            "見出しのない一覧なら --worksheet で指定してください"
        )
    (taken,) = chosen
    if looks[taken.name] is None:
        raise CannotRun(
            f"{book}: ワークシート「{taken.name}」は一覧ではありません"
            "（列の見出しも施策の行もありません）"
        )
    said = f"ワークシート「{taken.name}」"
    source = sources[taken.name]
    head = head_place(source, heads)
    if head is None and (line := names_columns(source)):
        head = line - 1
    row = taken.rows[head] if head is not None else 0
    return Taken(taken.text.encode(), said, taken, row, propose(source))


def _look(
    source: SourceText, heads: Mapping[str, Column]
) -> type[HeadLine | RowLine] | None:
    """What makes a text a sheet, a head line of another office's too; None without either."""
    own = table_look(source, heads)
    return own if own is HeadLine or not names_columns(source) else HeadLine


def _chosen_worksheets(
    worksheets: Sequence[Worksheet],
    name: str | None,
    looks: Mapping[str, type[HeadLine | RowLine] | None],
) -> list[Worksheet]:
    """Those of a name, or those that name their columns."""
    if name is None:
        # A hidden one is last year's, kept for its numbers: it is taken only if asked for.
        return [each for each in worksheets if each.visible and looks[each.name] is HeadLine]
    # Blanks in a name are seen by nobody.
    exact = [each for each in worksheets if each.name == name]
    seen = "".join(name.split())
    return exact or [each for each in worksheets if "".join(each.name.split()) == seen]


def _differs(path: Path, data: bytes) -> bool:
    """Whether writing would change what stands at a path."""
    try:
        return path.read_bytes() != data
    except OSError as error:
        return not isinstance(error, FileNotFoundError)
