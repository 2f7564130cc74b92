"""``guideline-docs compare``."""

from __future__ import annotations

import os
import sys

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.output import for_programs, text_or_json
from guideline_docs.cli.sources import default_path
from guideline_docs.cli.version import Names, version
from guideline_docs.compare import compare
from guideline_docs.outputs import looks
from guideline_docs.source.git import PREFIX


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("old", metavar="旧")
@click.argument("new", required=False, metavar="[新]")
@text_or_json
@click.help_option("-h", "--help", help="この説明を表示します")
def command(old: str, new: str | None, format_name: str) -> int:
    """旧と新で変わったところを表示します（新がなければ、ここの案件）。

    旧と新には、一覧のファイル、案件のフォルダー、git:版（git:HEAD~1 など）を指定できます。
    違いがなければ 0、あれば 1、比べられなければ 2 で終わります。
    """
    here = new if new and not new.startswith(PREFIX) else default_path()
    with version(old, here) as before, version(new or here, here) as after:
        found = compare(before.snapshot.guideline, after.snapshot.guideline)
        names = Names(before, after)
        if format_name == "json":
            from guideline_docs.render.comparison import json

            for_programs(json.render(found, names))
        else:
            from guideline_docs.render.comparison import text
            from guideline_docs.views.changes import change_list

            guideline = after.snapshot.guideline
            listed = change_list(found, guideline, looks(after.snapshot).wording())
            mark = _coloured if sys.stdout.isatty() and "NO_COLOR" not in os.environ else text.plain
            click.echo(text.render(listed, mark, names), nl=False)
    return 1 if found else 0


def _coloured(kind: str, words: str) -> str:
    return click.style(words, fg="red" if kind == "-" else "green", strikethrough=kind == "-")
