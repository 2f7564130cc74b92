"""[[edition]] in ``guideline.toml``: the times of a table, and where each is written."""

from collections.abc import Sequence
from typing import Any

from guideline_docs.model.settings import SETTINGS
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.source.toml import TomlFile


class EditionSettings(NamedTuple):
    """What the table of a time is called, and the sheet that holds it.

    Without ``sheet`` it stands in today's sheet, in columns of its own. ``place`` is where
    the settings name the sheet, or else the edition.
    """

    name: str
    sheet: str
    place: Span


def read_editions(file: TomlFile, sheet: str, years: int) -> tuple[EditionSettings, ...]:
    """The editions, oldest first; none where the settings name none.

    ``sheet`` is today's as [sources] names it, ``years`` how many editions today's sheet
    may hold. Raises CannotRun for what cannot be meant.
    """
    tables = file.tables("edition")
    editions: list[EditionSettings] = []
    for table in tables:
        file.fits(table, SETTINGS["edition"])
        edition = _edition(file, table)
        for other in editions:
            if edition.name == other.name:
                file.fail(table, "name", f"版「{edition.name}」が二度あります。違う名前にしてください")
            if edition.sheet and _same(edition.sheet, other.sheet):
                both = f"「{other.name}」と「{edition.name}」"
                file.fail(table, "sheet", f"版{both}の sheet が同じ「{edition.sheet}」です。別の一覧にしてください")
        editions.append(edition)
    if editions:
        _hold_against(file, tables, editions, sheet, years)
    return tuple(editions)


def _edition(file: TomlFile, table: dict[str, Any]) -> EditionSettings:
    name, sheet = file.text(table, "name"), file.text(table, "sheet")
    if not name:
        advice = '[[edition]] にはそれぞれ name が要ります（name = "令和4年度" のように）'
        file.fail(table, "name" if "name" in table else None, advice)
    return EditionSettings(name, sheet, file.place(table, "sheet" if sheet else "name"))


def _hold_against(
    file: TomlFile,
    tables: Sequence[dict[str, Any]],
    editions: Sequence[EditionSettings],
    sheet: str,
    years: int,
) -> None:
    """Each edition has a sheet or a column of today's sheet, and today's is one."""
    last = editions[-1]
    if sheet and last.sheet and not _same(sheet, last.sheet):
        file.fail(
            tables[-1],
            "sheet",
            f"最後の版「{last.name}」の sheet は今の一覧ですが、[sources] の sheet は「{sheet}」です。"
            "どちらかに合わせてください",
        )
    bare = [place for place, each in enumerate(editions[:-1]) if not each.sheet]
    if bare and len(bare) + 1 != years:
        name = editions[bare[0]].name
        file.fail(
            tables[bare[0]],
            "name",
            f"版「{name}」の一覧が分かりません。sheet にその年の一覧のファイルを書くか、"
            f"[columns] の status に、年ごとの見出しを古い順に {len(bare) + 1} つ書いてください",
        )


def _same(one: str, other: str) -> bool:
    return one.replace("\\", "/").removeprefix("./") == other.replace("\\", "/").removeprefix("./")
