"""``guideline-docs build``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import click

from guideline_docs import outputs
from guideline_docs.cli import process
from guideline_docs.cli.command import Command
from guideline_docs.cli.order import earlier, kinds, order, ordered, shown, tell_findings
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.workspace import load

# Documents that are strings put together: nothing in them is a cycle.
_STRINGS = frozenset(("csv", "json", "xlsx"))


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("project", default=".", metavar="[プロジェクト]")
@ordered
@click.option(
    "--since",
    metavar="旧",
    help="旧（一覧のファイル・案件のフォルダー・git:版）からの変更を、素案は変更履歴、一覧は欄外の印で示します",
)
@click.option("--force", is_flag=True, help="前と同じでも作り直します")
@click.option("--watch", is_flag=True, help="終わらずに、変わるたびに作り直します（watch と同じ）")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(project: str, since: str | None, force: bool, watch: bool, **asked: Any) -> int:
    """検査してから、文書を作ります（何も指定しなければこのフォルダー）。

    作れば 0、--final で断れば 1、作れなければ 2 で終わります。
    """
    if since is not None:
        _refuse(asked, watch)
    if watch:
        from guideline_docs.cli.watch import keep_building

        return keep_building(project, partial(order, force=force, **asked))
    wanted_kinds = kinds(asked["only"])
    with earlier(since, project) as old, outputs.started(wanted_kinds) as printer:
        snapshot = load(project)
        diagnostics = snapshot.diagnostics
        if not _STRINGS.issuperset(wanted_kinds):
            process.keeps()
            process.makes_garbage()
        tell_findings(diagnostics)
        reasons = outputs.refusal(snapshot, diagnostics, asked["final"])
        wanted = order(snapshot.location, force=force, keeps=True, **asked)._replace(since=old)
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
    if old is not None:
        _tell_marked(old.name, wanted_kinds)
    if built.kept and not (built.written or built.failed):
        click.echo("原稿もテンプレートも前と同じなので、作り直しませんでした")
    elif built.kept:
        click.echo(f"前と同じ: {'、'.join(shown(path) for path in built.kept)}")
    for reason in built.failed:
        click.echo(f"エラー: {one_line(reason)}", err=True)
    return 2 if built.failed else 0


def _refuse(asked: dict[str, Any], watch: bool) -> None:
    """What cannot be asked for with --since. Raises CannotRun."""
    if not set(outputs.MARKED) & set(kinds(asked["only"])):
        raise CannotRun(
            "--since は、素案（docx）に変更履歴、一覧（pdf・html）に変更の印を付けます。"
            "--only にどれかを入れてください"
        )
    if asked["final"]:
        raise CannotRun(
            "--since と --final は一緒に使えません"
            "（消した言葉の残る文書は公表できません。見せる相手のためなら --final を外してください）"
        )
    if watch:
        raise CannotRun("--since と --watch は一緒に使えません")


def _tell_marked(name: str, wanted: Sequence[str]) -> None:
    """What bears marks against a version, and what is as it always is."""
    if "docx" in wanted:
        click.echo(
            f"変更履歴: 素案の本文と表に、{one_line(name)} からの変更を付けました"
            "（目次・確認事項・グラフ・ヘッダーは新しいほうのままです）"
        )
    tables = [kind.upper() for kind in wanted if kind in outputs.MARKED and kind != "docx"]
    if tables:
        click.echo(f"変更の印: 一覧（{'・'.join(tables)}）に、{one_line(name)} からの変更の印を付けました")
    rest = [kind.upper() for kind in wanted if kind not in outputs.MARKED]
    if rest:
        click.echo(f"{'・'.join(rest)} には印を付けません（今の内容です）")


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
