"""A report of a collection that somebody may have gone on working in."""

from __future__ import annotations

from pathlib import Path

from guideline_docs.failure import CannotRun
from guideline_docs.source.span import SourceText
from guideline_docs.source.workbook import read_workbook
from guideline_docs.syntax.cells import lines_of_cells


def is_written_in(path: Path, sheet: str, head: str) -> bool:
    """Whether a workbook has something below a head of a sheet, where a person decides.

    Raises CannotRun for what stands there and is no workbook.
    """
    if not path.exists():
        return False
    found = next((each for each in read_workbook(path) if each.name == sheet), None)
    if found is None:
        raise CannotRun(f"{path.as_posix()}: 照会の回答の報告ではありません。別の名前を指定してください")
    column = None
    for _, cells in lines_of_cells(SourceText("", found.text)):
        texts = [cell.text for cell in cells]
        if column is None:
            column = texts.index(head) if head in texts else None
        elif any(texts[column:]):
            return True
    return False
