"""``guideline-docs preview``."""

from __future__ import annotations

import signal
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guideline_docs.cli import process
from guideline_docs.cli.command import Command
from guideline_docs.cli.order import earlier
from guideline_docs.failure import one_line
from guideline_docs.render.reports import concise
from guideline_docs.services.preview import renew
from guideline_docs.services.preview.server import PORT, Server
from guideline_docs.services.preview.showcase import Showcase
from guideline_docs.services.watch import Read, Watch
from guideline_docs.source.changes import changes
from guideline_docs.views.leads import EDITORS, pattern_of

if TYPE_CHECKING:
    from guideline_docs.services.preview.returned import ReturnedDrafts


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("project", default=".", metavar="[プロジェクト]")
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="番号",
    help=f"ポート（何もなければ {PORT} から空いているもの）",
)
@click.option("--open", "opens", is_flag=True, help="ブラウザーを開きます")
@click.option(
    "--editor",
    metavar="名前",
    help=f"行を開く編集プログラム: {'・'.join(EDITORS)} か、{{path}} と {{line}} のあるアドレス",
)
@click.option(
    "--poll", is_flag=True, help="知らせを待たずに見比べます（共有フォルダーやコンテナで）"
)
@click.option("--templates", metavar="フォルダー", help="先に探すテンプレートのフォルダー")
@click.option(
    "--since",
    metavar="旧",
    help="旧（一覧のファイル・案件のフォルダー・git:版）からの変更を、書きながら示します",
)
@click.option(
    "--received",
    multiple=True,
    metavar="ファイル.docx",
    help="返ってきた素案の直し・競合・コメントのうち、まだ原稿にないものを、その文の横に示します（何度でも）",
)
@click.help_option("-h", "--help", help="この説明を表示します")
def command(
    project: str,
    port: int | None,
    opens: bool,
    editor: str | None,
    poll: bool,
    templates: str | None,
    since: str | None,
    received: tuple[str, ...],
) -> int:
    """素案と一覧をブラウザーで見ながら、原稿を書きます（何も指定しなければこのフォルダー）。

    原稿を保存すると、頁が新しくなります。この機械で、表示されたアドレスを開いたブラウザーからしか
    見られません。Ctrl-C で終わります。
    """
    process.stays()
    process.makes_garbage()
    # Whoever ends a program politely gets what Ctrl-C gets.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    pattern = pattern_of(editor) if editor else ""
    folder = Path(templates) if templates else None
    returned = _returned(received)
    with earlier(since, project) as old:
        watch = Watch(project, [folder])
        server = Server(showcase := Showcase(), port)
        server.start()

        def renewed() -> None:
            _tell(renew(watch, showcase, pattern, folder, old, returned))

        try:
            # Begun first, so that nothing is missed that changes while pages are made.
            changed = changes(watch.files, poll=poll)
            renewed()
            click.echo(f"{server.url} をブラウザーで開いてください（終わるには Ctrl-C）")
            if opens:
                webbrowser.open(server.url)
            for _ in changed:
                renewed()
        except KeyboardInterrupt:
            process.ends()
            click.echo("\nプレビューを終わりました")
        finally:
            server.stop()
    return 0


def _returned(names: tuple[str, ...]) -> ReturnedDrafts | None:
    """The drafts that came back, if any. Raises CannotRun where one cannot be read."""
    if not names:
        return None
    from guideline_docs.services.preview.returned import ReturnedDrafts

    return ReturnedDrafts(tuple(map(Path, names)))


def _tell(made: Read) -> None:
    if made.problem:
        click.echo(f"エラー: {one_line(made.problem)}", err=True)
    else:
        click.echo(f"検査: {concise.summary(made.diagnostics)}")
