"""``guideline-docs compare``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.order import shown
from guideline_docs.cli.output import for_programs
from guideline_docs.cli.versions import Names, Version, scoped, versions
from guideline_docs.compare import compare
from guideline_docs.failure import CannotMake, CannotRun, one_line
from guideline_docs.outputs import looks
from guideline_docs.render.comparison import KINDS
from guideline_docs.source.project import DIST
from guideline_docs.source.write import settle, write_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guideline_docs.compare.changes import Comparison
    from guideline_docs.model.guideline import Guideline
    from guideline_docs.render.templates import Templates

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
@click.option("--out", metavar="フォルダー", help="新旧対照表を書くフォルダー")
@click.option("--only", metavar="種類,…", help=f"作る新旧対照表: {','.join(KINDS)}")
@click.option("--templates", metavar="フォルダー", help="先に探すテンプレートのフォルダー")
@click.help_option("-h", "--help", help="この説明を表示します")
def command(
    old: str,
    new: str | None,
    format_name: str,
    out: str | None,
    only: str | None,
    templates: str | None,
) -> int:
    """旧と新で変わったところを表示します（新がなければ、ここの案件）。

    旧と新には、一覧や章のファイル、案件のフォルダー、git:版（git:HEAD~1 など）を指定できます。

    --out か --only があれば、新旧対照表も作ります（--only だけなら dist に）。

    違いがなければ 0、あれば 1、比べられなければ 2 で終わります。
    """
    kinds = _kinds(only) if out or only else ()
    with versions(old, new) as (before, after):
        ours, theirs = scoped(before, after)
        found = compare(ours, theirs)
        look = looks(after.snapshot, Path(templates) if templates else None)
        _show(found, theirs, look, Names(before, after), format_name)
        made: dict[str, bytes] = {}
        failed: list[str] = []
        for kind in kinds:
            try:
                made |= _document(kind, found, (ours, theirs), (before, after), look)
            except CannotMake as error:
                failed.append(str(error))
        if made:
            _write(made, Path(out) if out else after.root / DIST)
    for reason in failed:
        click.echo(f"エラー: {one_line(reason)}", err=True)
    return 2 if failed else 1 if found else 0


def _kinds(only: str | None) -> Sequence[str]:
    wanted = [kind.strip().lower() for kind in (only or "").split(",") if kind.strip()]
    for kind in wanted:
        if kind not in KINDS:
            raise CannotRun(
                f"--only の「{kind}」は作れません。使えるのは {'・'.join(KINDS)} です"
            )
    return tuple(dict.fromkeys(wanted)) or KINDS


def _document(
    kind: str,
    found: Comparison,
    guidelines: tuple[Guideline, Guideline],
    versions: tuple[Version, Version],
    look: Templates,
) -> dict[str, bytes]:
    from guideline_docs.render.comparison import documents
    from guideline_docs.views.comparison import comparison_view

    old, new = guidelines
    names = versions[0].said, versions[1].said
    view = comparison_view(found, old, new, look.wording(), names)
    return documents(view, look, (kind,), new.configuration.paper)


def _write(made: dict[str, bytes], out: Path) -> None:
    settle([out])
    write_all({out / name: data for name, data in made.items()})
    for name in made:
        click.echo(f"作りました: {shown(out / name)}", err=True)


def _show(
    found: Comparison, new: Guideline, look: Templates, names: Names, format_name: str
) -> None:
    if format_name == "json":
        from guideline_docs.render.comparison import json

        for_programs(json.render(found, names))
        return
    from guideline_docs.views.changes import change_list

    listed = change_list(found, new, look.wording())
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
