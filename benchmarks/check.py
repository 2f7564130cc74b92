"""How long ``check`` takes: .venv/bin/python benchmarks/check.py

Prints the tables of the README. Typst is compared where its package is installed:
.venv/bin/pip install -c constraints.txt typst
"""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from measure import Job, in_turn, table
from sheets import FLAT_LEVELS, SHEET, flat_sheet, long_sheet, typst_source

RUNS = 7
PROGRAM = str(Path(sys.executable).with_name("guideline-docs"))

# What no checker can do without: read, split into cells, one expression over them.
FLAT = """\
import re, sys
reference = re.compile(r"\\((\\d+)\\)-([ア-ン])")
found = 0
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file.read().split("\\n"):
        for cell in line.split("\\t"):
            found += len(reference.findall(cell))
print(found)
"""
# The same, content with the first reference of a cell: nothing that looks at the cells is faster.
FIRST = FLAT.replace("len(reference.findall(cell))", "reference.search(cell) is not None")
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[1] + '.pdf')"


def main() -> None:
    python = sys.executable
    print("実物の一覧（23施策）\n")
    click = Job("python -c 'import click'", (python, "-c", "import click"))
    real = Job("check（プロセス全体）", (PROGRAM, "check", str(SHEET)))
    print(table(in_turn((click, real), 3 * RUNS), click.name))
    with tempfile.TemporaryDirectory() as folder:
        for measures in (2_000, 20_000):
            for mended in (True, False):
                sheet = Path(folder) / f"{measures}-{mended}.txt"
                sheet.write_text(long_sheet(measures, mended), encoding="utf-8", newline="")
                kind = "誤りの少ない行" if mended else "実物のままの行"
                print(f"\n{measures:,}施策（{kind}）\n")
                flat = Job("読んで区切り、正規表現を一つ当てるだけ", (python, "-c", FLAT, str(sheet)))
                first = Job("同上（初めの一つだけ）", (python, "-c", FIRST, str(sheet)))
                check = Job("check --format json", (PROGRAM, "check", str(sheet), "--format", "json"))
                print(table(in_turn((flat, first, check), RUNS), flat.name))
        print("\n20,000施策（三つの段が列にある平らな表）\n")
        banded = Path(folder) / "20000-True.txt"
        (Path(folder) / "flat").mkdir()
        (Path(folder) / "flat" / "guideline.toml").write_text(FLAT_LEVELS, encoding="utf-8")
        flat_table = Path(folder) / "flat" / "table.txt"
        flat_table.write_text(flat_sheet(20_000), encoding="utf-8", newline="")
        rows = (
            Job("見出しの行のある一覧", (PROGRAM, "check", str(banded), "--format", "json")),
            Job("段が列にある一覧", (PROGRAM, "check", str(flat_table), "--format", "json")),
        )
        print(table(in_turn(rows, RUNS), rows[0].name))
        if find_spec("typst"):
            sheet = Path(folder) / "2000-True.txt"
            document = Path(folder) / "2000.typ"
            document.write_text(typst_source(sheet.read_text("utf-8")), encoding="utf-8")
            print("\n2,000施策を Typst の表として組む時間との比較\n")
            check = Job("check --format json", (PROGRAM, "check", str(sheet), "--format", "json"))
            typst = Job("typst（表・ラベル・参照）", (python, "-c", TYPST, str(document)))
            print(table(in_turn((check, typst), RUNS), check.name))


if __name__ == "__main__":
    main()
