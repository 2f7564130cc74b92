"""``guideline-docs receive``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.output import for_programs, text_or_json
from guideline_docs.cli.sources import default_path
from guideline_docs.edits.receiving import receive
from guideline_docs.edits.receiving.kept import Base
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.outputs import looks
from guideline_docs.readback.word import read_returned
from guideline_docs.render.reports.incoming import FORMATS
from guideline_docs.render.word.carried import SENT
from guideline_docs.source.project import DIST
from guideline_docs.source.write import write_all
from guideline_docs.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guideline_docs.edits.receiving.comments import Opinion
    from guideline_docs.rules.snapshot import Snapshot

_LISTS = (".csv", ".xlsx")


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("file", metavar="ファイル.docx")
@click.argument("path", required=False, metavar="[プロジェクト]")
@click.option("--write", is_flag=True, help="書き換えます（なければ変わるところを表示するだけです）")
@click.option(
    "--accepted-only",
    is_flag=True,
    help="変更履歴のうち、承諾されたものだけを取り込みます（なければ、すべて承諾されたものと見ます）",
)
@click.option(
    "--base",
    metavar="送った素案.docx",
    help="送った素案のファイル（返ってきたファイルが、送ったときの文を失っているとき）",
)
@click.option(
    "--comments",
    "opinions",
    metavar="ファイル",
    help="コメントを意見一覧として、ブック（.xlsx）か表（.csv）に書きます",
)
@text_or_json
@click.help_option("-h", "--help", help="この説明を表示します")
def command(
    file: str,
    path: str | None,
    write: bool,
    accepted_only: bool,
    base: str | None,
    opinions: str | None,
    format_name: str,
) -> int:
    """返ってきた Word の素案で直されたところを、原稿と一覧に取り込みます。

    送ったとき・返ってきたもの・今の原稿の三つを比べ、どちらでも同じ言葉が直されていれば、
    書き換えずに知らせます。

    すべて取り込めれば 0、決めることや場所のないものがあれば 1、できなければ 2 で終わります。
    """
    listed = _free(Path(opinions)) if opinions else None
    workspace = Workspace(path or default_path())
    snapshot = workspace.snapshot()
    kept = Base(file, snapshot.location.root / DIST / SENT, Path(base) if base else None)
    returned = read_returned(Path(file), kept, accepted_only)
    patch, incoming, comments, _ = receive(snapshot, returned)
    report = FORMATS[format_name](incoming, patch, comments)
    (for_programs if format_name == "json" else lambda text: click.echo(text, nl=False))(report)
    if patch and not write:
        click.echo("書き換えるには --write を付けてください", err=True)
    for written in workspace.apply(patch) if write and patch else ():
        click.echo(f"書き換えました: {one_line(written.as_posix())}", err=True)
    if listed:
        _write_opinions(listed, comments, snapshot)
        click.echo(f"意見一覧を書きました: {one_line(listed.as_posix())}", err=True)
    return 1 if incoming.is_open else 0


def _free(path: Path) -> Path:
    """Where the list of opinions may be written: what stands there may hold answers."""
    name = one_line(path.as_posix())
    if path.suffix.casefold() not in _LISTS:
        raise CannotRun(f"--comments に使えるのは {'・'.join(_LISTS)} のファイルです")
    if path.exists():
        raise CannotRun(f"{name}: すでにあります。別の名前を指定してください（対応の書き込みを消さないためです）")
    return path


def _write_opinions(path: Path, comments: Sequence[Opinion], snapshot: Snapshot) -> None:
    from guideline_docs.render.csv import delimited
    from guideline_docs.render.workbook.looks import Looks
    from guideline_docs.render.workbook.report import render
    from guideline_docs.views.opinions import opinion_list

    templates = looks(snapshot)
    view = opinion_list(comments, templates.wording())
    workbook = path.suffix.casefold() == ".xlsx"
    write_all({path: render(view, Looks(templates)) if workbook else delimited(view.table)})
