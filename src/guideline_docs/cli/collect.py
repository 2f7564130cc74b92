"""``guideline-docs collect``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.output import for_programs, text_or_json
from guideline_docs.cli.sources import default_path
from guideline_docs.edits.collecting import AsSent, Collected, collect, title_heads
from guideline_docs.edits.collecting.replies import Form
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.model.asked import Asked, asked, asked_field
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry_index import IndexRow
from guideline_docs.outputs import looks
from guideline_docs.readback.gathering import gather, read_index
from guideline_docs.readback.inquiry import AnswerBook
from guideline_docs.readback.report import is_written_in, must_be_report
from guideline_docs.render.reports.collected import FORMATS
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.write import write_all
from guideline_docs.views.collected import CollectedWords, collected_report
from guideline_docs.views.inquiry_sent import as_sent
from guideline_docs.views.report import Report
from guideline_docs.views.wording import Wording
from guideline_docs.workspace import Workspace

_REPORTS = (".csv", ".xlsx")


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("paths", nargs=-1, required=True, metavar="回答のファイルかフォルダー…")
@click.option("--project", metavar="プロジェクト", help="回答を取り込むプロジェクト（なければ、ここの sources）")
@click.option("--write", is_flag=True, help="確かな回答を書き込みます（なければ変わるところを表示するだけです）")
@click.option("--report", metavar="ファイル", help="報告をブック（.xlsx）か表（.csv）にも書きます")
@click.option("--by", default="", metavar="列", help="担当課の書いてある列か、カードの欄の名前（照会したときと同じもの）")
@click.option("--asked", "index", metavar="ファイル", help="照会したときの照会一覧.csv（回答と同じところにあれば要りません）")
@text_or_json
@click.help_option("-h", "--help", help="この説明を表示します")
def command(
    paths: tuple[str, ...],
    project: str | None,
    write: bool,
    report: str | None,
    by: str,
    index: str | None,
    format_name: str,
) -> int:
    """返ってきた照会の回答（Excel・LibreOffice のブックか CSV）を取り込みます。

    ファイルの名前や行の順は問いません。空の欄は、回答なしです。言葉や行が確かでない回答、
    送ったあとに変わったところ、食い違う回答は、書き込まずに報告します。
    催促のあとで何度使っても、新しい回答だけを取り込みます。

    すべての課の回答がそろい、決めることがなければ 0、まだの課や空欄、決めることがあれば 1、
    できなければ 2 で終わります。
    """
    if report and Path(report).suffix.casefold() not in _REPORTS:
        raise CannotRun(f"--report に使えるのは {'・'.join(_REPORTS)} のファイルです")
    workspace = Workspace(project or default_path())
    snapshot = workspace.snapshot()
    wording = looks(snapshot).wording()
    if report:
        _must_be_free(Path(report), wording)
    collected = _collected(snapshot, paths, by.strip(), index, wording)
    told = FORMATS[format_name](collected)
    (for_programs if format_name == "json" else lambda text: click.echo(text, nl=False))(told)
    if collected.patch and not write:
        click.echo("書き込むには --write を付けてください", err=True)
    for written in workspace.apply(collected.patch) if write and collected.patch else ():
        click.echo(f"書き換えました: {one_line(written.as_posix())}", err=True)
    if report:
        _write_report(Path(report), snapshot, collected_report(collected, write, wording))
        click.echo(f"報告を書きました: {one_line(Path(report).as_posix())}", err=True)
    return 1 if collected.is_open else 0


def _collected(
    snapshot: Snapshot, paths: tuple[str, ...], by: str, index: str | None, wording: Wording
) -> Collected:
    guideline = snapshot.guideline
    if not guideline.measures:
        raise CannotRun("施策がないので、回答を取り込めません")
    everybody = asked(guideline, by)
    fields = [field.head for field in everybody.fields]
    gathered = gather(paths, fields, title_heads(guideline))
    sent = _index(Path(index)) if index else gathered.index
    form = _forms(guideline, by, everybody, wording)
    return collect(snapshot, everybody, gathered, form, sent)


def _index(path: Path) -> tuple[IndexRow, ...]:
    rows = read_index(path)
    if rows is None:
        raise CannotRun(f"{path.as_posix()}: 照会一覧ではありません（「担当課」と「ファイル」の列がありません）")
    return rows


def _forms(guideline: Guideline, by: str, everybody: Asked, wording: Wording) -> Form:
    """What tells of a book what its form said: made once for all that asked the same."""

    @cache
    def made(heads: tuple[str, ...], due: str) -> AsSent:
        fields = (asked_field(guideline, head) for head in heads)
        known = [str(field.column) for field in fields if field]
        return as_sent(guideline, asked(guideline, by, known) if known else everybody, due, wording)

    def form(book: AnswerBook) -> AsSent:
        return made(book.sent.fields if book.sent else book.fields, book.sent.due if book.sent else "")

    return form


def _must_be_free(path: Path, wording: Wording) -> None:
    """Raise CannotRun where no report of that name can be written, and where one holds what
    somebody has decided."""
    if not path.absolute().parent.is_dir():
        raise CannotRun(f"{path.parent.as_posix()}: フォルダーがありません")
    words = wording.phrases(CollectedWords, "collected")
    if path.suffix.casefold() == ".csv":
        must_be_report(path, words.heads)
    elif is_written_in(path, words.open, words.decision):
        raise CannotRun(
            f"{path.as_posix()}: 「{words.decision}」に書き込みがあるので、書き換えません。別の名前を指定してください"
        )


def _write_report(path: Path, snapshot: Snapshot, view: Report) -> None:
    from guideline_docs.render.csv import delimited
    from guideline_docs.render.workbook.looks import Looks
    from guideline_docs.render.workbook.report import render

    workbook = path.suffix.casefold() == ".xlsx"
    data = render(view, Looks(looks(snapshot))) if workbook else delimited(view.table)
    write_all({path: data})
