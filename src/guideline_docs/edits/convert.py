"""A sheet as cards, or cards as a sheet: what a file would be in the other notation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guideline_docs.failure import CannotRun
from guideline_docs.model.files import located, must_be_ours
from guideline_docs.rules.snapshot import configured
from guideline_docs.source.text import must_be_text, read_bytes, text_of
from guideline_docs.syntax.kinds import Kind, Role, kind_of

if TYPE_CHECKING:
    from guideline_docs.syntax.conversion import Fault


def convert(name: str) -> tuple[bytes, list[Fault]]:
    """A sheet as cards, or cards as a sheet, in the encoding of the file; and what is wrong.

    Raises CannotRun for what is neither, and where the file would not come back as it is.
    """
    from guideline_docs.syntax.conversion import cards_of, sheet_of

    location = located(name)
    if location.file is None:
        raise CannotRun(f"{location.folder.name}: フォルダーです。ファイルを指定してください")
    configuration = configured(location)
    data = read_bytes(location.file.path, location.file.name)
    must_be_ours(data, location.file, Role.ALONE, configuration)
    # Every character comes back, also those that nobody sees.
    source, heads = text_of(data, location.file.name).verbatim, configuration.heads
    must_be_text(source)
    if source.bom + source.text.encode(source.encoding) != data:
        raise CannotRun(
            f"{source.path}: 同じ文字に二通りのバイトがあり、元に戻せなくなります。"
            "UTF-8 で保存し直してください"
        )
    faults: list[Fault] = []
    match kind_of(source, Role.SOURCES, heads, configuration.fields):
        case Kind.CARDS:
            text, faults = sheet_of(source, heads, configuration.scheme.marks)
        case Kind.SHEET:
            text = cards_of(source, heads, configuration.scheme.marks)
        case _:
            raise CannotRun(f"{source.path}: 一覧でもカードでもありません")
    return source.bom + text.encode(source.encoding), faults
