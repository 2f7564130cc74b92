"""``guideline-docs refs``."""

from __future__ import annotations

from pathlib import Path

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.output import for_programs, text_or_json
from guideline_docs.cli.sources import default_path
from guideline_docs.failure import CannotRun
from guideline_docs.views.references import asked, list_references
from guideline_docs.workspace import load

_NO_TARGET = "「{target}」は行き先ではありません。'(3)-ア'・施策6・第2章1 のように書いてください"


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("target", required=False, metavar="[行き先]")
@click.argument("path", required=False, metavar="[原稿のファイルかフォルダー]")
@text_or_json
@click.help_option("-h", "--help", help="この説明を表示します")
def command(target: str | None, path: str | None, format_name: str) -> None:
    """行き先（'(3)-ア'・施策6・第2章1 など）がどこから参照されているかを表示します。

    行き先を指定しなければ、すべての参照とその行き先を表示します。
    """
    if target and path is None and not asked(target) and Path(target).exists():
        target, path = None, target  # what is no target is a path, if it is one
    if target and not asked(target) and not Path(path or default_path()).exists():
        raise CannotRun(_NO_TARGET.format(target=target))
    snapshot = load(path or default_path())
    wanted = asked(target, snapshot.guideline) if target else ()
    if target and not wanted:
        raise CannotRun(_NO_TARGET.format(target=target))
    found = list_references(snapshot.guidelines, wanted)
    kept = tuple(r for r in found.references if r.span.source.path in snapshot.told)
    found = found._replace(references=kept)
    if format_name == "json":
        from guideline_docs.render.references import json

        for_programs(json.render(found))
    else:
        from guideline_docs.render.references import text

        click.echo(text.render(found), nl=False)
