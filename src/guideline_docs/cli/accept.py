"""``guideline-docs accept``."""

from __future__ import annotations

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.output import for_programs, text_or_json
from guideline_docs.cli.sources import default_path
from guideline_docs.edits.accepting import accepting, asked, open_ones
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.model.files import accepted_place
from guideline_docs.render.reports.accepting import FORMATS, json
from guideline_docs.workspace import Workspace


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("code", metavar="番号")
@click.argument("subject", metavar="対象")
@click.argument("path", required=False, metavar="[プロジェクト]")
@click.option("--reason", required=True, metavar="理由", help="なぜ残すのか（次の担当者が読みます）")
@click.option(
    "--path", "file", default="", metavar="ファイル", help="同じ指摘がいくつかのファイルにあるとき、どれか"
)
@click.option(
    "--count",
    type=click.IntRange(min=1),
    metavar="件数",
    help="いくつまで確認済みにするか（なければ、同じ対象のものすべて）",
)
@click.option("--write", is_flag=True, help="書き換えます（なければ変わるところを表示するだけです）")
@text_or_json
@click.help_option("-h", "--help", help="この説明を表示します")
def command(
    code: str,
    subject: str,
    path: str | None,
    reason: str,
    file: str,
    count: int | None,
    write: bool,
    format_name: str,
) -> int:
    """分かったうえで残す指摘を、理由とともに accepted.toml に書きます。

    番号と対象は、check が表示したとおりに指定します: accept GD401 "(3)-イ" --reason …
    確認済みにできるのは、今ある指摘だけです。

    変わるところを表示するか書き換えれば 0、できなければ 2 で終わります。
    """
    if not reason.strip():
        raise CannotRun("--reason に、なぜ残すのかを書いてください")
    workspace = Workspace(path or default_path())
    snapshot = workspace.snapshot()
    found = asked(snapshot, code, subject, file)
    left = open_ones(found)
    if not left:
        already = f"{found[0].code}「{one_line(found[0].finding.subject)}」は、もう確認済みです"
        click.echo(f"{already}（{one_line(found[0].accepted or '')}）", err=format_name == "json")
        if format_name == "json":
            for_programs(json.nothing(accepted_place(snapshot.location).name))
        return 0
    if count and count > len(left):
        raise CannotRun(f"{one_line(left[0].path)}: --count は {count} ですが、当たる指摘は {len(left)} 件です")
    accepted = accepting(snapshot, left[0], reason, count)
    report = FORMATS[format_name](accepted)
    (for_programs if format_name == "json" else lambda text: click.echo(text, nl=False))(report)
    if len(accepted.findings) < len(left):
        click.echo(f"あと {len(left) - len(accepted.findings)} 件は、確認済みになりません", err=True)
    if not write:
        click.echo("書き換えるには --write を付けてください", err=True)
        return 0
    for written in workspace.apply(accepted.patch):
        click.echo(f"書き換えました: {one_line(written.as_posix())}", err=True)
    return 0
