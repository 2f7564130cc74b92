"""``guideline-docs init``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guideline_docs import pipeline
from guideline_docs.cli.command import Command
from guideline_docs.failure import CannotRun
from guideline_docs.render.reports.concise import said

if TYPE_CHECKING:
    from guideline_docs.source.workbook import Worksheet


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("folder", metavar="フォルダー")
@click.option(
    "--from",
    "sheet",
    metavar="ファイル",
    help="この一覧から始めます（Excel のブックか、タブ区切りの文字ファイル）",
)
@click.option("--worksheet", metavar="名前", help="ブックのどのワークシートかを指定します")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(folder: str, sheet: str | None, worksheet: str | None) -> None:
    """新しい案件のフォルダーを作ります。そのまま build できます。

    すでにあるファイルは書き換えません。
    """
    home = Path(folder)
    if worksheet is not None and sheet is None:
        raise CannotRun("--worksheet は --from と一緒に指定してください")
    started = pipeline.init(home, Path(sheet) if sheet else None, worksheet)
    for path in started.written:
        click.echo(f"作りました: {path.as_posix()}")
    if started.worksheet:
        for line in _taken(started.worksheet):
            click.echo(line)
    click.echo(f"\nはじめに {(home / 'README.md').as_posix()} を読んでください。文書を作るには:")
    click.echo(f"  guideline-docs build {_quoted(home.as_posix())}")


def _taken(worksheet: Worksheet) -> Iterator[str]:
    """Which worksheet it was, and what of it nobody had seen."""
    yield f"写しました: ワークシート「{said(worksheet.name)}」"
    hidden = [(worksheet.hidden_rows, "行"), (worksheet.hidden_columns, "列")]
    if told := "と".join(f"{kind} {count} つ" for count, kind in hidden if count):
        yield f"注意: 隠れている{told}も写しました。要らなければ消してください"


def _quoted(name: str) -> str:
    """As a shell of any system takes it."""
    return f'"{name}"' if " " in name or "　" in name else name
