"""``guideline-docs ask``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from guideline_docs.cli.command import Command
from guideline_docs.cli.order import shown
from guideline_docs.cli.output import for_programs, text_or_json
from guideline_docs.cli.sources import default_path
from guideline_docs.failure import CannotRun
from guideline_docs.model.asked import Asked, AskedRow, asked
from guideline_docs.model.due import due_fault
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry import FILE_BEGINS, FILE_ENDS, INDEX, file_names
from guideline_docs.model.inquiry_index import IndexRow, index_rows, index_table
from guideline_docs.model.measure import Measure
from guideline_docs.outputs import looks
from guideline_docs.render.reports.concise import said
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.delimited import rows_of
from guideline_docs.source.sending import Sending, file_digest, sending
from guideline_docs.source.text import decode
from guideline_docs.source.write import settle
from guideline_docs.views.inquiry import InquiryBook, inquiry_books
from guideline_docs.workspace import load

_MOST_NAMED = 5


@click.command(cls=Command, options_metavar="[指定]…", add_help_option=False)
@click.argument("project", required=False, metavar="[プロジェクト]")
@click.option("--out", metavar="フォルダー", help="ブックを書くフォルダー（なければ作ります）")
@click.option("--due", default="", metavar="日付", help="回答期限（2027-01-15、令和9年1月15日、「12月末」など）")
@click.option("--by", default="", metavar="列", help="担当課の書いてある列か、カードの欄の名前")
@click.option("--fields", default="", metavar="列,…", help="照会する列か、カードの欄の名前（例: 実績,施策の実施）")
@click.option("--templates", metavar="フォルダー", help="先に探すテンプレートのフォルダー")
@text_or_json
@click.help_option("-h", "--help", help="この説明を表示します")
def command(
    project: str | None,
    out: str | None,
    due: str,
    by: str,
    fields: str,
    templates: str | None,
    format_name: str,
) -> int:
    """担当課への照会のブック（照会_課名.xlsx）を、課ごとに一つ作ります。

    すべての施策を照会できれば 0、担当課のない施策があれば 1、できなければ 2 で終わります。
    回答の入ったブックは書き換えません。返ってきた回答は collect で取り込みます。
    """
    if not out:
        raise CannotRun("--out に、ブックを書くフォルダーを指定してください（例: --out 照会）")
    if fault := due_fault(due):
        raise CannotRun(f"--due の{fault}。2027-01-15 か「令和9年1月15日」のように指定してください")
    snapshot = load(project or default_path())
    if not snapshot.guideline.measures:
        raise CannotRun("施策がないので、照会できません")
    inquiry = asked(snapshot.guideline, by.strip(), _listed(fields))
    made = _made(snapshot, inquiry, due.strip(), Path(out), Path(templates) if templates else None)
    if format_name == "json":
        for_programs(_json(snapshot.guideline, inquiry, made))
    else:
        _tell(snapshot.guideline, inquiry, made)
    return 1 if inquiry.without else 0


class _Made:
    """The workbooks of an inquiry, and what became of their files."""

    def __init__(self, folder: Path, names: Sequence[str], books: Sequence[InquiryBook], plan: Sending) -> None:
        self.folder = folder
        self.names = names
        self.books = books
        self.plan = plan

    def is_written(self, name: str) -> bool:
        return self.folder / name in self.plan.write


def _made(
    snapshot: Snapshot, inquiry: Asked, due: str, folder: Path, templates: Path | None
) -> _Made:
    """Write the workbooks and the list of them, all or none. Raises CannotRun where one of
    the folder's files holds something that nobody here has written."""
    from guideline_docs.render.csv import delimited
    from guideline_docs.render.workbook.inquiry import render
    from guideline_docs.render.workbook.looks import Looks

    if folder.exists() and not folder.is_dir():
        raise CannotRun(f"{folder.as_posix()}: フォルダーではありません。--out にはフォルダーを指定してください")
    settle([folder])
    files_of_looks = looks(snapshot, templates)
    books = inquiry_books(snapshot.guideline, inquiry, due, files_of_looks.wording())
    names = file_names([book.sent.department for book in books])
    forms = Looks(files_of_looks)
    files = {name: render(book, forms) for name, book in zip(names, books, strict=True)}
    rows = [_index_row(name, book, files[name]) for name, book in zip(names, books, strict=True)]
    files[INDEX] = delimited(index_table(rows))
    plan = sending(folder, files, _before(folder))
    if plan.changed:
        listed = [path.name for path in plan.changed[:_MOST_NAMED]]
        more = f" ほか {len(plan.changed) - len(listed)} 個" if len(plan.changed) > len(listed) else ""
        raise CannotRun(
            f"{folder.as_posix()}: 作ったあとで書き換えられたファイルがあるので、何も書きませんでした"
            f"（{'、'.join(listed)}{more}）。回答が入っていれば collect で取り込み、"
            "別のフォルダーを --out に指定してください"
        )
    plan.apply()
    return _Made(folder, names, books, plan)


def _index_row(name: str, book: InquiryBook, data: bytes) -> IndexRow:
    sent = book.sent
    return IndexRow(sent.department, name, str(len(book.rows)), sent.due, sent.edition, file_digest(data))


def _before(folder: Path) -> Mapping[str, str]:
    """The digests of the files that an earlier inquiry has made in a folder, as its list
    tells them; the list itself counts only as it was written."""
    from guideline_docs.render.csv import delimited

    try:
        data = (folder / INDEX).read_bytes()
    except OSError:
        return {}
    rows = index_rows(rows_of(decode(data, INDEX).text, ",")) or ()
    made = {row.file: row.digest for row in rows}
    if delimited(index_table(rows)) == data:
        made[INDEX] = file_digest(data)
    return made


def _listed(fields: str) -> tuple[str, ...]:
    """The names of an option, between commas of any kind."""
    for comma in "、，":
        fields = fields.replace(comma, ",")
    return tuple(name.strip() for name in fields.split(",") if name.strip())


# --- what is told ---------------------------------------------------------------------------


def _tell(guideline: Guideline, inquiry: Asked, made: _Made) -> None:
    same = []
    for name, book in zip(made.names, made.books, strict=True):
        if made.is_written(name):
            click.echo(f"作りました: {shown(made.folder / name)}（{len(book.rows)}件）")
        else:
            same.append(name)
    if made.is_written(INDEX):
        click.echo(f"作りました: {shown(made.folder / INDEX)}")
    if same:
        click.echo(f"前と同じなので、そのままです: {len(same)}個のブック")
    count = sum(len(each.rows) for each in inquiry.departments)
    fields = "・".join(field.head for field in inquiry.fields)
    due = "".join(f"、回答期限 {book.sent.due}" for book in made.books[:1] if book.sent.due)
    click.echo(f"照会: 照会先 {len(inquiry.departments)}、延べ {count}件（{said(fields)}）{said(due)}")
    for note in (*inquiry.notes, *_unset(made.books), *_left(made)):
        click.echo(f"注意: {said(note)}", err=True)
    if inquiry.without:
        names = "、".join(dict.fromkeys(_name(guideline, row.measure) for row in inquiry.without))
        told = f"「{inquiry.by[0].name}」に課の名前がないので、照会しなかった施策が"
        click.echo(f"{said(told)} {len(inquiry.without)}件あります: {said(names)}", err=True)


def _name(guideline: Guideline, measure: Measure) -> str:
    return guideline.name(measure) or f"「{measure.title.text}」"


def _unset(books: Iterable[InquiryBook]) -> Iterator[str]:
    """What the covering sheets leave open: whoever sends them should know."""
    first = next(iter(books), None)
    names = [line.label for line in first.lines if line.unset] if first else []
    if names:
        yield f"{'・'.join(names)}は【要設定】のままです。guideline.toml の [inquiry] に書いてください（期限は --due でも）"


def _left(made: _Made) -> Iterator[str]:
    """The workbooks of an earlier inquiry that are none of this one."""
    there = sorted(path.name for path in made.folder.glob(f"{FILE_BEGINS}*{FILE_ENDS}"))
    names = [name for name in there if name not in made.names]
    if names:
        yield f"{shown(made.folder)} に、この照会にないブックがあります: {'、'.join(names)}"


def _json(guideline: Guideline, inquiry: Asked, made: _Made) -> str:
    import json

    told = {
        "schema_version": 1,
        "edition": inquiry.edition,
        "by": inquiry.by[0].name,
        "fields": [field.head for field in inquiry.fields],
        "due": made.books[0].sent.due if made.books else "",
        "workbooks": [
            {
                "department": book.sent.department,
                "file": (made.folder / name).as_posix(),
                "written": made.is_written(name),
                "measures": [_place(guideline, row) for row in each.rows],
            }
            for name, book, each in zip(made.names, made.books, inquiry.departments, strict=True)
        ],
        "without": [_place(guideline, row) for row in inquiry.without],
        "notes": [*inquiry.notes, *_unset(made.books), *_left(made)],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _place(guideline: Guideline, row: AskedRow) -> dict[str, object]:
    measure, part = row.measure, row.row
    line, _ = part.span.position
    return {
        "name": guideline.name(measure),
        "title": measure.title.text,
        "part": row.key.part,
        "path": part.span.source.path,
        "line": line,
    }
