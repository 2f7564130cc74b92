"""How long ``build --only xlsx`` takes: .venv/bin/python benchmarks/workbook_out.py

Against XlsxWriter writing the bare cells of the same table, whole process against whole
process. Two sheets of 3,000 rows: with the faults of the real one, and with few.
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
            jobs = (
                Job("XlsxWriter で中身だけ", (sys.executable, "-c", BARE, str(sheet), f"{folder}/bare.xlsx")),
                Job("check", (PROGRAM, "check", str(project), "--format", "json")),
                Job(
                    "build --only xlsx --force",
                    (PROGRAM, "build", str(project), "--only", "xlsx", "--out", out, "--force"),
                ),
            )
            print(table(in_turn(jobs, RUNS), jobs[0].name))


if __name__ == "__main__":
    main()
