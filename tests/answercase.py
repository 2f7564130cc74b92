"""Answers to an inquiry: workbooks that went out, as departments fill them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from inquirycase import project
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from guideline_docs.edits.collecting import AsSent, Collected, collect, title_heads
from guideline_docs.model.asked import asked
from guideline_docs.model.inquiry import ANSWERS, COVER
from guideline_docs.readback.gathering import gather
from guideline_docs.readback.inquiry import AnswerBook
from guideline_docs.render.templates import Templates
from guideline_docs.render.workbook.inquiry import render
from guideline_docs.render.workbook.looks import Looks
from guideline_docs.views.inquiry import inquiry_books
from guideline_docs.views.inquiry_sent import as_sent
from guideline_docs.workspace import load

# Eleven departments; a measure of two of them.
HEAD = "No\t内容\t重点\t施策の実施\t実績\t担当課"
DEPARTMENTS = "市民課 企画課 福祉課 子育て課 環境課 防災課 学習課 商工課 道路課 公園課 図書館".split()
TITLES = (
    *("窓口での案内", "会議の公開", "見守り活動の支援", "子ども食堂の紹介", "清掃活動の実施", "防災訓練の共催"),
    *("講座の開催", "商店街との連携", "歩道の花植え", "公園の愛護会", "読み聞かせの会", "掲示板の設置"),
    *("広報紙の配布", "相談会の開催", "遊び場づくり", "ごみ分別の説明会", "避難所の運営", "出前講座の実施"),
    *("空き店舗の活用", "街路灯の点検", "草刈り機の貸出し", "移動図書館の運行"),
)


def _rows() -> Iterable[str]:
    yield "一覧\t"
    yield "【達成状況】"
    yield "【Ⅰ】<重点>\t優先するもの"
    yield "【Ⅱ】<一般>\tその他のもの"
    yield HEAD
    for number, title in enumerate(TITLES, start=1):
        if number % 11 == 1:
            yield f"（{number // 11 + 1}）{'活動の支援' if number == 1 else '場の整備'}"
            yield "ア 取組"
        own = DEPARTMENTS[(number - 1) % 11]
        shared = "環境課、防災課" if number == 5 else own
        yield f"{number}\t{title}\t【{'ⅠⅡ'[number % 2]}】\t着手中\t{number}回実施した。\t{shared}"


ELEVEN = "\n".join(_rows()) + "\n"
SETTINGS = """\
[guideline]
municipality = "○○市"
department = "市民課"
[columns]
extra = ["担当課"]
required = ["number", "title"]
[inquiry]
reply = "内線 1"
due = "2027-01-15"
"""


def eleven(folder: Path, text: str = ELEVEN) -> Path:
    """A project of eleven departments."""
    made = project(folder, settings=SETTINGS)
    (made / "table.txt").write_text(text, "utf-8")
    return made


def send(made: Path, out: Path, fields: tuple[str, ...] = ()) -> dict[str, Path]:
    """The workbooks of the inquiry, by department."""
    out.mkdir(parents=True, exist_ok=True)
    guideline = load(made.as_posix()).guideline
    sent = {}
    for book in inquiry_books(guideline, asked(guideline, "", fields), "", Templates().wording()):
        name = book.sent.department
        sent[name] = out / f"照会_{name}.xlsx"
        sent[name].write_bytes(render(book, Looks(Templates())))
    return sent


Change = Callable[["Form"], None]


class Form:
    """A workbook that is filled in as a person does, by number and head."""

    def __init__(self, path: Path) -> None:
        self.book = load_workbook(path)
        self.sheet: Worksheet = self.book[ANSWERS]
        self.cover: Worksheet = self.book[COVER]

    @property
    def heads(self) -> dict[str, int]:
        return {str(cell.value): cell.column for cell in self.sheet[1] if cell.value}

    def row(self, number: int) -> int:
        column = self.heads["No"]
        found = (cell.row for (cell,) in self.sheet.iter_rows(min_col=column, max_col=column))
        return next(row for row in found if str(self.sheet.cell(row, column).value) == str(number))

    def cell(self, number: int, head: str) -> str:
        return self.sheet.cell(self.row(number), self.heads[head]).coordinate

    def put(self, number: int, head: str, text: object) -> None:
        self.sheet[self.cell(number, head)].value = text

    def fill(self, answers: Mapping[tuple[int, str], object]) -> None:
        for (number, head), text in answers.items():
            self.put(number, head, text)

    def save(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(path)
        return path


def answered(
    source: Path, target: Path, answers: Mapping[tuple[int, str], object], *changes: Change
) -> Path:
    """A workbook that was filled in, and saved under another name."""
    form = Form(source)
    form.fill(answers)
    for change in changes:
        change(form)
    return form.save(target)


def copied(source: Path, target: Path, answers: Mapping[tuple[int, str], object]) -> Path:
    """What people see, copied into a new book: no keys, no properties, no names."""
    form = Form(source)
    form.fill(answers)
    new = Workbook()
    sheet = new.active
    assert sheet is not None
    seen = [
        column for head, column in form.heads.items() if not head.startswith(("照会キー", "送付時"))
    ]
    for row in form.sheet.iter_rows(max_row=form.sheet.max_row):
        for place, column in enumerate(seen, start=1):
            sheet.cell(row[0].row, place).value = row[column - 1].value
    target.parent.mkdir(parents=True, exist_ok=True)
    new.save(target)
    return target


def collecting(made: Path, *paths: Path) -> Collected:
    """What a collection comes to; nothing is written."""
    snapshot = load(made.as_posix())
    guideline = snapshot.guideline
    everybody = asked(guideline)
    fields = [field.head for field in everybody.fields]
    gathered = gather([path.as_posix() for path in paths], fields, title_heads(guideline))
    sent: AsSent = as_sent(guideline, everybody, "", Templates().wording())

    def form(_: AnswerBook) -> AsSent:
        return sent

    return collect(snapshot, everybody, gathered, form, gathered.index)


def changes(collected: Collected) -> list[str]:
    """``No.6 実績: 「a」→「b」`` of each change."""
    told = (each.change for each in collected.taken)
    return [f"{c.name} {c.head}: 「{c.ours}」→「{c.result}」" for c in told]


def opened(collected: Collected) -> list[str]:
    """``word No.6 施策の実施 F7「完了」`` of what is open, without the reasons."""
    return [
        " ".join(filter(None, (each.matter, each.name, each.head, f"{each.cell}「{each.theirs}」")))
        for each in collected.open
    ]


def reasons(collected: Collected) -> list[str]:
    return [each.why for each in collected.open]
