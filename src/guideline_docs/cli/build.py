"""``guideline-docs build``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import click

from guideline_docs import outputs
from guideline_docs.cli import process
from guideline_docs.cli.command import Command
from guideline_docs.cli.order import kinds, order, ordered, shown, tell_findings
from guideline_docs.failure import one_line
from guideline_docs.workspace import load


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("project", default=".", metavar="[プロジェクト]")
@ordered
@click.option("--force", is_flag=True, help="前と同じでも作り直します")
@click.option("--watch", is_flag=True, help="終わらずに、変わるたびに作り直します（watch と同じ）")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(project: str, force: bool, watch: bool, **asked: Any) -> int:
    """検査してから、文書を作ります（何も指定しなければこのフォルダー）。

    作れば 0、--final で断れば 1、作れなければ 2 で終わります。
    """
    if watch:
        from guideline_docs.cli.watch import keep_building

        return keep_building(project, partial(order, force=force, **asked))
    process.makes_garbage()
    with outputs.started(kinds(asked["only"])) as printer:
        snapshot = load(project)
        diagnostics = snapshot.diagnostics
        tell_findings(diagnostics)
        reasons = outputs.refusal(snapshot, diagnostics, asked["final"])
        wanted = order(snapshot.location, force=force, keeps=True, **asked)
        if wanted.final and not reasons:
            reasons = list(outputs.still_open(snapshot, diagnostics, wanted))
        if reasons:
            for reason in reasons:
                click.echo(f"作りませんでした: {one_line(reason)}", err=True)
            return 1
        with _progress() as progress:
            built = outputs.build(snapshot, diagnostics, wanted, printer, progress)
    for path in built.written:
        click.echo(f"作りました: {shown(path)}")
    if built.kept and not (built.written or built.failed):
        click.echo("原稿もテンプレートも前と同じなので、作り直しませんでした")
    elif built.kept:
        click.echo(f"前と同じ: {'、'.join(shown(path) for path in built.kept)}")
    for reason in built.failed:
        click.echo(f"エラー: {one_line(reason)}", err=True)
    return 2 if built.failed else 0


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal for a table that is printed in parts; nothing anywhere else."""
    bars: list[Any] = []

    def progress(done: int, parts: int) -> None:
        if not bars and sys.stderr.isatty():
            bar = click.progressbar(length=parts, label="一覧を組んでいます", file=sys.stderr)
            bars.append(bar.__enter__())
        for bar in bars:
            bar.update(done - bar.pos)

    try:
        yield progress
    finally:
        for bar in bars:
            bar.__exit__(None, None, None)
