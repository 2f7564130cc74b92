"""``guideline-docs renumber``."""

from __future__ import annotations

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.sources import default_path
from guideline_docs.edits.renumber import GAPS, Renumbering, plan
from guideline_docs.failure import one_line
from guideline_docs.render.reports import concise
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.workspace import Workspace

# As many as the text formats of check show of a kind.
_MOST = concise.MOST_OF_A_KIND


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("path", required=False, metavar="[プロジェクト]")
@click.option("--write", is_flag=True, help="書き換えます（なければ変わるところを表示するだけです）")
@click.option("--close-gaps", is_flag=True, help="番号が飛んでいるところを詰めます")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(path: str | None, write: bool, close_gaps: bool) -> int:
    """大項目・小項目・施策の番号を並びの順に付け直し、参照もすべて合わせて直します。

    変わるところを表示するか書き換えれば 0、番号や参照に誤りが残っていて断れば 1、
    できなければ 2 で終わります。
    """
    workspace = Workspace(path or default_path())
    planned = plan(workspace.snapshot(), close_gaps)
    if planned.changes is None:
        _refuse(planned.obstacles)
        return 1
    if planned.refusals:
        _listed(planned.refusals)
        click.echo("番号を付け直しませんでした", err=True)
        return 1
    if not planned.patch:
        click.echo("番号は続いています。付け直すところはありません")
        return 0
    click.echo(planned.patch.diff(), nl=False)
    _tell(planned.changes)
    if not write:
        click.echo("書き換えるには --write を付けてください", err=True)
        return 0
    for written in workspace.apply(planned.patch):
        click.echo(f"書き換えました: {one_line(written.as_posix())}", err=True)
    return 0


def _refuse(obstacles: list[Diagnostic]) -> None:
    """Every obstacle, and what helps: of gaps alone it may be that they are meant."""
    _listed(
        [
            f"{d.span.place}: {d.code} "
            f"{concise.said(d.finding.message)}"
            for d in obstacles
        ]
    )
    told = "番号を付け直しませんでした。確認済みのものも含めて、上の誤りを直してください"
    if all(d.code in GAPS for d in obstacles):
        told += "。抜けたものがなければ、--close-gaps で詰められます"
    click.echo(told, err=True)


def _listed(lines: list[str]) -> None:
    for line in lines[:_MOST]:
        click.echo(line, err=True)
    if len(lines) > _MOST:
        click.echo(f"ほかに {len(lines) - _MOST} か所あります", err=True)


def _tell(changes: Renumbering) -> None:
    """How much changes, and what does not although it may have to."""
    counts = [f"{name} {number}" for name, number in changes.numbers.counts]
    click.echo(f"変わる番号: {'、'.join(counts)}、参照 {changes.references} か所", err=True)
    _listed(
        [
            f"{span.place}: 「{concise.said(span.text)}」は"
            "参照と見ないので変えません。確かめてください"
            for span in changes.left
        ]
    )
