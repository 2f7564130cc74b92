"""``guideline-docs convert``."""

from __future__ import annotations

from pathlib import Path

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.output import as_it_is
from guideline_docs.edits.convert import convert
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.render.reports.concise import said
from guideline_docs.source.write import write
from guideline_docs.workspace import load


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("path", metavar="ファイル")
@click.option("--second", is_flag=True, help="第2期で加える欄を書き込むためのカードを作ります")
@click.option("--output", metavar="ファイル", help="表示する代わりにファイルに書きます")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(path: str, second: bool, output: str | None) -> int:
    """一覧を施策のカードに、カードを一覧に変えます（文字コードは変えません）。

    変えれば 0、一覧に戻せないカードがあれば 1、できなければ 2 で終わります。
    """
    if second and output is not None and Path(output).exists():
        raise CannotRun(f"{Path(output).as_posix()}: すでにあるので、書きませんでした")
    data, faults = (_second(path), []) if second else convert(path)
    for fault in faults:
        click.echo(f"{fault.span.place}: {said(fault.message)}", err=True)
    if faults:
        click.echo("変えませんでした", err=True)
        return 1
    if output is None:
        as_it_is(data)
    else:
        write(Path(output), data)
        click.echo(f"書きました: {one_line(Path(output).as_posix())}", err=True)
    return 0


def _second(path: str) -> bytes:
    """The cards to begin 第2期 with, of the sheet that a path leads to."""
    from guideline_docs.views.plan_cards import plan_cards

    guideline = load(path).guideline
    if not guideline.measures:
        raise CannotRun(f"{path}: 施策がないので、カードを作れません")
    return plan_cards(guideline).encode()
