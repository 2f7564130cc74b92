"""``guideline-docs init``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guideline_docs.cli.command import Command
from guideline_docs.edits.start import start
from guideline_docs.edits.taking import taken_from
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.render.reports.concise import said
from guideline_docs.render.skeleton import skeleton

if TYPE_CHECKING:
    from guideline_docs.edits.proposal import Proposal


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("folder", metavar="フォルダー")
@click.option(
    "--from",
    "sheet",
    metavar="ファイル",
    help="この一覧から始めます（Excel のブック、CSV か、タブ区切りの文字ファイル）",
)
@click.option(
    "--worksheet",
    "worksheets",
    multiple=True,
    metavar="名前",
    help="ブックのどのワークシートかを指定します（いくつも指定すると、その順につなげます）",
)
@click.option("--hidden-columns", is_flag=True, help="ブックの隠れている列も写します")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(
    folder: str, sheet: str | None, worksheets: tuple[str, ...], hidden_columns: bool
) -> None:
    """新しい案件のフォルダーを作ります。そのまま build できます。

    すでにあるファイルは書き換えません。
    """
    home = Path(folder)
    if sheet is None and (worksheets or hidden_columns):
        option = "--worksheet" if worksheets else "--hidden-columns"
        raise CannotRun(f"{option} は --from と一緒に指定してください")
    take = partial(taken_from, Path(sheet), worksheets, hidden_columns) if sheet else None
    written, taken, proposal = start(home, skeleton, take)
    for path in written:
        click.echo(f"作りました: {one_line(path.as_posix())}")
    if taken and taken.said:
        click.echo(f"写しました: {said(taken.said)}")
    for line in taken.told if taken else ():
        click.echo(f"注意: {said(line)}", err=True)
    if proposal:
        for line in (*_proposed(proposal), *_misread(home)):
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


def _quoted(name: str) -> str:
    """As a shell of any system takes it."""
    return f'"{name}"' if " " in name or "　" in name else name
