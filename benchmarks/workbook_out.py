"""How long ``build --only xlsx`` takes: .venv/bin/python benchmarks/workbook_out.py

Against XlsxWriter and against openpyxl writing the bare cells of the same table, each as its
manual begins: a book in memory, a call a cell, whole process against whole process. Two
sheets of 3,000 rows: with the faults of the real one, and with few.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import Job, in_turn, table
from sheets import long_sheet

ROWS, RUNS = 3_000, 7
PROGRAM = str(Path(sys.executable).with_name("guideline-docs"))

BARE = """\
import sys, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[2], {"strings_to_formulas": False, "strings_to_urls": False})
sheet = book.add_worksheet()
with open(sys.argv[1], encoding="utf-8") as file:
    for row, line in enumerate(file.read().split("\\n")):
        for column, cell in enumerate(line.split("\\t")):
            if cell:
                sheet.write_string(row, column, cell)
book.close()
"""
BARE_OPENPYXL = """\
import sys, openpyxl
book = openpyxl.Workbook()
sheet = book.active
with open(sys.argv[1], encoding="utf-8") as file:
    for row, line in enumerate(file.read().split("\\n"), 1):
        for column, cell in enumerate(line.split("\\t"), 1):
            if cell:
                sheet.cell(row, column, cell)
book.save(sys.argv[2])
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for mended, kind in ((False, "実物のままの行"), (True, "誤りの少ない行")):
            project = Path(folder) / str(mended)
            project.mkdir()
            sheet = project / "progress.txt"
            sheet.write_text(long_sheet(ROWS, mended), encoding="utf-8", newline="")
            (project / "guideline.toml").touch()
            print(f"\n{ROWS:,}施策（{kind}）\n")
            out = str(project / "dist")
            bare = f"{folder}/bare.xlsx"
            jobs = (
                Job("XlsxWriter で中身だけ", (sys.executable, "-c", BARE, str(sheet), bare)),
                Job("openpyxl で中身だけ", (sys.executable, "-c", BARE_OPENPYXL, str(sheet), bare)),
                Job("check", (PROGRAM, "check", str(project), "--format", "json")),
                Job(
                    "build --only xlsx --force",
                    (PROGRAM, "build", str(project), "--only", "xlsx", "--out", out, "--force"),
                ),
            )
            timed = in_turn(jobs, RUNS)
            for against in jobs[:2]:
                print(table(timed, against.name) + "\n")


if __name__ == "__main__":
    main()
