"""``guideline-docs outline``."""

from __future__ import annotations

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.output import for_programs, text_or_json
from guideline_docs.cli.sources import default_path
from guideline_docs.views.outline import outline
from guideline_docs.workspace import load


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("path", required=False, metavar="[原稿のファイルかフォルダー]")
@text_or_json
@click.help_option("-h", "--help", help="この説明を表示します")
def command(path: str | None, format_name: str) -> None:
    """章・大項目・小項目・施策の組み立てを、行の番号とともに表示します。

    何も指定しなければ sources のものを表示します。
    """
    snapshot = load(path or default_path())
    sources = tuple(s for s in outline(snapshot.guidelines) if s.path in snapshot.told)
    if format_name == "json":
        from guideline_docs.render.outline import json

        for_programs(json.render(sources))
    else:
        from guideline_docs.render.outline import text

        click.echo(text.render(sources), nl=False)
