"""``guideline-docs compare``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.output import for_programs
from guideline_docs.cli.versions import Names, scoped, versions
from guideline_docs.compare import compare
from guideline_docs.outputs import looks

if TYPE_CHECKING:
    from guideline_docs.compare.changes import Comparison
    from guideline_docs.model.guideline import Guideline
    from guideline_docs.views.wording import Wording

FORMATS = ("text", "json", "markdown")


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("old", metavar="旧")
@click.argument("new", required=False, metavar="[新]")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="text",
    metavar="形式",
    help=f"表示の形式: {'・'.join(FORMATS)}（何もなければ text）",
)
@click.help_option("-h", "--help", help="この説明を表示します")
def command(old: str, new: str | None, format_name: str) -> int:
    """旧と新で変わったところを表示します（新がなければ、ここの案件）。

    旧と新には、一覧や章のファイル、案件のフォルダー、git:版（git:HEAD~1 など）を指定できます。
    違いがなければ 0、あれば 1、比べられなければ 2 で終わります。
    """
    with versions(old, new) as (before, after):
        ours, theirs = scoped(before, after)
        found = compare(ours, theirs)
        wording = looks(after.snapshot).wording()
        _show(found, theirs, wording, Names(before, after), format_name)
    return 1 if found else 0


def _show(
    found: Comparison, new: Guideline, wording: Wording, names: Names, format_name: str
) -> None:
    if format_name == "json":
        from guideline_docs.render.comparison import json

        for_programs(json.render(found, names))
        return
    from guideline_docs.views.changes import change_list

    listed = change_list(found, new, wording)
    if format_name == "markdown":
        from guideline_docs.render.comparison import markdown

        for_programs(markdown.render(listed, names))
        return
    from guideline_docs.render.comparison import text

    mark = _coloured if sys.stdout.isatty() and "NO_COLOR" not in os.environ else text.plain
    click.echo(text.render(listed, mark, names), nl=False)


def _coloured(kind: str, words: str) -> str:
    if kind == "=":
        return words
    return click.style(words, fg="red" if kind == "-" else "green", strikethrough=kind == "-")
