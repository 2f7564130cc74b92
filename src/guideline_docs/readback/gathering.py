"""The files of an inquiry that came back: answers, and what lies beside them.

One file that cannot be read keeps no other from being read. Each is named, so that nothing
a department sent is passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from guideline_docs.failure import CannotRun
from guideline_docs.model.inquiry import INDEX
from guideline_docs.model.inquiry_index import IndexRow, index_rows
from guideline_docs.readback.inquiry import AnswerBook, read_answers
from guideline_docs.source.delimited import rows_of
from guideline_docs.source.formats import (
    ARCHIVE,
    BINARY_WORKBOOK,
    CALC,
    COMMAS,
    IMAGE,
    LOCKED,
    OFFICE,
    OLD_WORKBOOK,
    PDF,
    WORKBOOK,
    Format,
    format_of,
)
from guideline_docs.source.text import decode, read_bytes

# What systems and programs leave behind for themselves.
_NOBODYS = frozenset((".ds_store", "thumbs.db", "desktop.ini", "__macosx"))
_LOCKS = ("~$", ".~lock.")
_TABLES = (WORKBOOK, OLD_WORKBOOK, BINARY_WORKBOOK, CALC, OFFICE, COMMAS)
_TEXTS = (".csv", ".tsv", ".txt")

_AGAIN = "「回答」のシートのあるブックで返してもらってください"
_WHY = {
    PDF: f"PDF です。書いてあることは取り込めません。{_AGAIN}",
    IMAGE: f"画像です。書いてあることは取り込めません。{_AGAIN}",
    LOCKED: "パスワードが付いています。外して返してもらってください",
    ARCHIVE: "圧縮されたファイルです。展開してから、もう一度指定してください",
}


class Other(NamedTuple):
    """A file that is no answer, and why; ``open``: an answer may be lost with it."""

    file: str
    why: str
    open: bool = True


class Gathered(NamedTuple):
    """Everything under the paths, in the order of the names."""

    books: tuple[AnswerBook, ...]
    others: tuple[Other, ...]
    index: tuple[IndexRow, ...] = ()
    """What was sent, as the lists beside them tell."""


def gather(paths: Iterable[str], fields: Sequence[str], titles: Sequence[str]) -> Gathered:
    """Read all files that are named, and those in the folders that are.

    ``fields`` and ``titles`` are as for ``read_answers``. Raises CannotRun for a path where
    nothing is.
    """
    books: list[AnswerBook] = []
    others: list[Other] = []
    index: list[IndexRow] = []
    files = list(dict.fromkeys(file for path in paths for file in _files(Path(path))))
    copies = _copies(files)
    for path in files:
        name = path.as_posix()
        if path.name == INDEX:
            index += read_index(path) or ()
        elif path.name.startswith(_LOCKS):
            others.append(Other(name, "開いている間だけできるファイルです。読みません", open=False))
        elif path in copies:
            others.append(Other(name, f"{copies[path].as_posix()} と同じファイルです", open=False))
        else:
            found = _read(path, fields, titles)
            if isinstance(found, AnswerBook):
                books.append(found)
            else:
                others.append(found)
    return Gathered(tuple(books), tuple(others), tuple(index))


def read_index(path: Path) -> tuple[IndexRow, ...] | None:
    """The rows of 照会一覧.csv; None where it is none. Raises CannotRun if it cannot be read."""
    source = decode(read_bytes(path, path.as_posix()), path.as_posix())
    found = (index_rows(rows_of(source.text, comma)) for comma in ",\t;")
    return next((rows for rows in found if rows is not None), None)


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise CannotRun(f"{path.as_posix()}: ファイルもフォルダーもありません")
    if not path.is_dir():
        yield path
        return
    try:
        inner = sorted(path.iterdir(), key=lambda each: each.name)
    except OSError:
        raise CannotRun(f"{path.as_posix()}: フォルダーを開けません") from None
    for each in inner:
        if each.name.casefold() in _NOBODYS or (each.is_symlink() and each.is_dir()):
            continue
        yield from _files(each) if each.is_dir() else [each]


def _copies(files: Iterable[Path]) -> dict[Path, Path]:
    """Files that hold what another one holds, which has the shortest name."""
    same: dict[bytes, list[Path]] = {}
    for path in files:
        try:
            data = path.read_bytes()
        except OSError:
            continue  # it is told when it is read
        if data:
            same.setdefault(sha256(data).digest(), []).append(path)
    found: dict[Path, Path] = {}
    for paths in same.values():
        first = min(paths, key=lambda each: (len(each.name), each))
        found |= {path: first for path in paths if path != first}
    return found


def _read(path: Path, fields: Sequence[str], titles: Sequence[str]) -> AnswerBook | Other:
    name = path.as_posix()
    try:
        data = read_bytes(path, name)
        if not data:
            return Other(name, "ファイルが空です")
        form = format_of(data, path.name)
        if form is not None and form not in _TABLES:
            return Other(name, _why(form))
        if form is None and path.suffix.casefold() not in _TEXTS:
            return Other(name, f"照会の回答ではありません。{_AGAIN}")
        book = read_answers(path, fields, titles)
    except CannotRun as error:
        return Other(name, str(error).removeprefix(f"{name}: "))
    if book is None:
        return Other(name, "照会の回答ではありません（「照会キー」や「内容」と回答の欄の見出しがありません）")
    return book


def _why(form: Format) -> str:
    return _WHY.get(form) or f"{form.what}です。書いてあることは取り込めません。{_AGAIN}"
