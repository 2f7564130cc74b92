"""照会一覧.csv: which workbook went to whom, beside the workbooks."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from guideline_docs.source.glyphs import fold_head

INDEX_HEADS = ("担当課", "ファイル", "件数", "回答期限", "一覧の印", "ファイルの印")


class IndexRow(NamedTuple):
    """A workbook: ``edition`` is the digest of the table that was asked about, ``digest``
    tells whether the file is still as it was made."""

    department: str
    file: str
    count: str
    due: str
    edition: str
    digest: str


def index_rows(rows: Iterable[Sequence[str]]) -> tuple[IndexRow, ...] | None:
    """The rows of an index, whatever stands beside its columns; None where it is none.

    An office may have added columns, moved them, or let a spreadsheet save it.
    """
    head, *body = [[cell.strip().removeprefix("\ufeff") for cell in row] for row in rows] or [[]]
    places = {fold_head(cell): place for place, cell in enumerate(head)}
    wanted = [places.get(fold_head(name)) for name in INDEX_HEADS]
    if None in wanted[:2]:
        return None
    return tuple(
        IndexRow(*("" if at is None or at >= len(row) else row[at] for at in wanted))
        for row in body
        if any(row)
    )


def index_table(rows: Iterable[IndexRow]) -> list[Sequence[str]]:
    """The rows with their heads above."""
    return [INDEX_HEADS, *rows]
