"""``guideline-docs init``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guideline_docs.cli.command import Command
from guideline_docs.edits.start import start, taken_from
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.render.reports.concise import said
from guideline_docs.render.skeleton import skeleton
from guideline_docs.rules.diagnostic import short

if TYPE_CHECKING:
    from guideline_docs.edits.proposal import Proposal
    from guideline_docs.source.workbook import HiddenColumn, Worksheet


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("folder", metavar="フォルダー")
@click.option(
    "--from",
    "sheet",
    metavar="ファイル",
    help="この一覧から始めます（Excel のブック、CSV か、タブ区切りの文字ファイル）",
)
@click.option("--worksheet", metavar="名前", help="ブックのどのワークシートかを指定します")
@click.option("--hidden-columns", is_flag=True, help="ブックの隠れている列も写します")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(folder: str, sheet: str | None, worksheet: str | None, hidden_columns: bool) -> None:
    """新しい案件のフォルダーを作ります。そのまま build できます。

    すでにあるファイルは書き換えません。
    """
    home = Path(folder)
    if sheet is None and (worksheet is not None or hidden_columns):
        option = "--worksheet" if worksheet is not None else "--hidden-columns"
        raise CannotRun(f"{option} は --from と一緒に指定してください")
    take = partial(taken_from, Path(sheet), worksheet, hidden_columns) if sheet else None
    written, taken = start(home, skeleton, take)
    for path in written:
        click.echo(f"作りました: {one_line(path.as_posix())}")
    if taken and taken.source:
        click.echo(f"写しました: {said(taken.source)}")
    if taken and taken.worksheet:
        for line in _told(taken.worksheet, taken.head, hidden_columns):
            click.echo(f"注意: {said(line)}", err=True)
    if taken and taken.proposal:
        for line in (*_proposed(taken.proposal), *_misread(home)):
            click.echo(line)
    click.echo(f"\nはじめに {one_line((home / 'README.md').as_posix())} を読んでください。文書を作るには:")
    click.echo(f"  guideline-docs build {_quoted(one_line(home.as_posix()))}")


def _proposed(proposal: Proposal) -> Iterator[str]:
    """What was guessed, in short, and what a person must decide."""
    yield "\n一覧の見出し・番号・言葉から、sources/guideline.toml の設定を見立てました。違うところは書き換えてください。"
    if proposal.asked:
        yield "次のところは、一覧だけでは決められませんでした。"
        yield from (f"  - {said(line)}" for line in proposal.asked)


# What says that a table is otherwise than its settings: its lines, numbers, words and counts.
_OF_THE_TABLE = ("GD1", "GD2", "GD3", "GD5")
_MOST = 5


def _misread(home: Path) -> Iterator[str]:
    """What a check says of the table as it is read now, the first of it."""
    from guideline_docs.rules.snapshot import check
    from guideline_docs.workspace import load

    found = [each for each in check(load(home.as_posix())) if each.code.startswith(_OF_THE_TABLE)]
    if found:
        yield f"この設定で読むと、一覧に {len(found)} 件の指摘があります。一覧の誤りか、設定の違いかを確かめてください。"
    for each in found[:_MOST]:
        yield f"  - {each.span.position[0]} 行目: {said(each.finding.message)}"
    if len(found) > _MOST:
        yield f"  - ほか {len(found) - _MOST} 件（guideline-docs check {_quoted(one_line(home.as_posix()))}）"


def _told(worksheet: Worksheet, head: int, hidden_columns: bool) -> Iterator[str]:
    """What nobody would see of the worksheet in what was taken of it, by cell."""
    from guideline_docs.source.workbook import listed

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


def _quoted(name: str) -> str:
    """As a shell of any system takes it."""
    return f'"{name}"' if " " in name or "　" in name else name
