"""``guideline-docs import``."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.output import for_programs, text_or_json
from guideline_docs.cli.printed import own, printed
from guideline_docs.cli.sources import default_path
from guideline_docs.edits.importing import plan
from guideline_docs.edits.taking import taken_from
from guideline_docs.failure import one_line
from guideline_docs.render.reports.concise import said
from guideline_docs.render.reports.incoming import FORMATS
from guideline_docs.workspace import Workspace


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("file", metavar="ファイル")
@click.argument("path", required=False, metavar="[プロジェクト]")
@click.option("--write", is_flag=True, help="書き換えます（なければ変わるところを表示するだけです）")
@click.option(
    "--worksheet",
    "worksheets",
    multiple=True,
    metavar="名前",
    help="ブックのどのワークシートかを指定します（いくつも指定すると、その順につなげます）",
)
@click.option("--hidden-columns", is_flag=True, help="ブックの隠れている列も読みます")
@text_or_json
@click.help_option("-h", "--help", help="この説明を表示します")
def command(
    file: str,
    path: str | None,
    write: bool,
    worksheets: tuple[str, ...],
    hidden_columns: bool,
    format_name: str,
) -> int:
    """新しい表の違うところだけを、一覧に取り込みます。

    表は Excel や LibreOffice のブック、CSV、タブ区切りの文字ファイル、Word の中の表です。
    番号だけで照らし合わせることはなく、表にないものも消しません。

    取り込めないところがなければ 0、あれば 1、できなければ 2 で終わります。
    """
    workspace = Workspace(path or default_path())
    snapshot = workspace.snapshot()
    taken = taken_from(Path(file), worksheets, hidden_columns, snapshot.configuration, own(snapshot))
    incoming, patch = plan(snapshot, taken, partial(printed, snapshot))
    report = FORMATS[format_name](incoming, patch)
    (for_programs if format_name == "json" else lambda text: click.echo(text, nl=False))(report)
    if taken.said:
        click.echo(f"読みました: {said(taken.said)}", err=True)
    for line in taken.told:
        click.echo(f"注意: {said(line)}", err=True)
    if patch and not write:
        click.echo("書き換えるには --write を付けてください", err=True)
    for written in workspace.apply(patch) if write and patch else ():
        click.echo(f"書き換えました: {one_line(written.as_posix())}", err=True)
    return 1 if incoming.is_open else 0
