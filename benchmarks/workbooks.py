"""How long reading a workbook takes: .venv/bin/python benchmarks/workbooks.py

Beside it calamine's bare reading, which gives values: no number as it is shown, no text
that is struck through, no hidden row. The book is an office's: bands of merged cells,
formats, dates of two kinds, line breaks, borders, here and there a struck text.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from measure import Job, in_turn, table

RUNS = 5
ROWS = 20_000

CALAMINE = """\
import sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
tables = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
"""
# As a command reads: without the collector (cli/process.py).
OURS = """\
import gc, sys
gc.disable()
from pathlib import Path
from guideline_docs.source.workbook import read_workbook
tables = read_workbook(Path(sys.argv[1]))
"""
TAKEN = OURS.replace("source.workbook import read_workbook", "edits.taking import taken_from").replace(
    "read_workbook(", "taken_from("
)
OPENPYXL = """\
import sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[1], data_only=True, rich_text=True)
tables = [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]
"""


def write_book(path: Path, rows: int) -> None:
    """A book of so many rows of ten cells."""
    from xlsxwriter import Workbook

    chance = random.Random(13)
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("一覧")

        def look(**more: object) -> object:
            return book.add_format({"border": 1, "text_wrap": True, "valign": "top", **more})

        text, number, bold = look(), look(num_format="0"), look(bold=True)
        struck, money = look(font_strikeout=True), look(num_format='#,##0;"▲ "#,##0')
        rate, day = look(num_format="0.0%"), look(num_format="yyyy/m/d")
        era = look(num_format='[$-411]ggge"年"m"月"d"日";@')
        sheet.merge_range(0, 0, 0, 9, "令和5年度 具体施策の進捗状況一覧", bold)
        heads = "No 内容 重点 施策の実施 実績 2期案 理由 担当課 予算額（千円） 執行率"
        sheet.write_row(2, 0, heads.split(), bold)
        line = 2
        for count in range(1, rows + 1):
            if count % 50 == 1:
                line += 1
                sheet.merge_range(line, 0, line, 9, f"（{count // 50 + 1}）場の提供に関すること", bold)
            line += 1
            sheet.write_number(line, 0, count, number)
            sheet.write_string(line, 1, f"事業に関する情報の集約と提供 その{count}", text)
            sheet.write_string(line, 2, chance.choice(["【Ⅰ】", "【Ⅱ-ア】", "【Ⅲ】"]), text)
            sheet.write_string(line, 3, chance.choice(["済", "未", "着手中"]), text)
            done = f"R5年度に{count % 37}回開催し、延べ{count}人が参加した。\n次年度の内容を見直す。"
            sheet.write_string(line, 4, done, struck if count % 97 == 0 else text)
            sheet.write_datetime(line, 5, datetime(2023, 4, 1 + count % 28), era if count % 2 else day)
            sheet.write_string(line, 6, "引き続き取り組む。", text)
            sheet.write_string(line, 7, chance.choice(["企画課", "財政課", "市民協働課"]), text)
            sheet.write_number(line, 8, chance.randint(-500, 99_999), money)
            sheet.write_number(line, 9, chance.random(), rate)


def main() -> None:
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "一覧.xlsx"
        write_book(book, ROWS)
        for kind in ("xlsx", "xls", "ods"):
            path = book.with_suffix(f".{kind}")
            if kind != "xlsx" and not _saved(book, kind):
                continue
            bare = Job("calamine（値だけ）", (python, "-c", CALAMINE, str(path)))
            jobs = [bare, Job("表示のとおりの文字まで（read_workbook）", (python, "-c", OURS, str(path)))]
            if kind == "xlsx":
                jobs.append(Job("一覧として選ぶまで（taken_from）", (python, "-c", TAKEN, str(path))))
                if find_spec("openpyxl"):
                    jobs.append(Job("openpyxl（値と書式）", (python, "-c", OPENPYXL, str(path))))
            print(f"\n.{kind}（{ROWS:,} 行 × 10 列）\n")
            print(table(in_turn(jobs, RUNS), bare.name))


def _saved(book: Path, kind: str) -> bool:
    """Whether LibreOffice is there and has saved the book in another format."""
    from guideline_docs.render.word.layout import libreoffice

    if (office := libreoffice()) is None:
        return False
    profile = f"-env:UserInstallation={(book.parent / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", kind, "--outdir", str(book.parent), str(book)]
    subprocess.run(command, check=True, capture_output=True)
    return True


if __name__ == "__main__":
    main()
