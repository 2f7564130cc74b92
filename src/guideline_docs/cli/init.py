"""``guideline-docs init``."""

from __future__ import annotations

from pathlib import Path

import click

from guideline_docs import pipeline
from guideline_docs.cli.command import Command


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("folder", metavar="フォルダー")
@click.option("--from", "sheet", metavar="ファイル", help="この一覧（タブ区切りの文字ファイル）から始めます")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(folder: str, sheet: str | None) -> None:
    """新しい案件のフォルダーを作ります。そのまま build できます。

    すでにあるファイルは書き換えません。
    """
    home = Path(folder)
    for path in pipeline.init(home, Path(sheet) if sheet else None):
        click.echo(f"作りました: {path.as_posix()}")
    click.echo(f"\nはじめに {(home / 'README.md').as_posix()} を読んでください。文書を作るには:")
    click.echo(f"  guideline-docs build {_quoted(home.as_posix())}")


def _quoted(name: str) -> str:
    """As a shell of any system takes it."""
    return f'"{name}"' if " " in name or "　" in name else name
