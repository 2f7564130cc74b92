"""How long the yearly inquiry takes: .venv/bin/python benchmarks/inquiry.py

Sixty departments are asked about ten measures each; all of them answer.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Job, in_turn, table

RUNS = 5
PROGRAM = str(Path(sys.executable).with_name("guideline-docs"))
DEPARTMENTS, EACH = 60, 10

# What nothing that reads these books with a library of Python's can do without.
LOADED = """\
import sys
from pathlib import Path
from openpyxl import load_workbook
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    load_workbook(path)
"""
HEAD = "No\t内容\t施策の実施\t実績\t担当課"


def sheet() -> str:
    """A table of ten measures a department, in sections of thirty."""
    lines = ["一覧\t", HEAD]
    for number in range(1, DEPARTMENTS * EACH + 1):
        if number % 30 == 1:
            lines.append(f"（{number // 30 + 1}）大項目その{number // 30 + 1}\nア 小項目")
        department = f"第{(number - 1) % DEPARTMENTS + 1}課"
        results = f"令和5年度に{number}回実施し、延べ{number * 7}人が参加した。" * 3
        lines.append(f"{number}\t施策その{number}の推進と充実\t着手中\t{results}\t{department}")
    return "\n".join(lines) + "\n"


def answer(path: Path, target: Path) -> None:
    """A book with an answer in each open cell."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    rows = book["回答"]
    heads = {cell.value: cell.column for cell in rows[1]}
    for row in range(2, rows.max_row + 1):
        rows.cell(row, heads["施策の実施"]).value = "済"
        rows.cell(row, heads["実績"]).value = f"令和6年度に実施し、終えた。{path.stem}の{row}行目。"
    book.save(target)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, sent, back = (Path(folder) / name for name in ("project", "sent", "back"))
        home.mkdir()
        back.mkdir()
        (home / "table.txt").write_text(sheet(), encoding="utf-8", newline="")
        settings = '[columns]\nextra = ["担当課"]\nrequired = ["number", "title"]\n'
        (home / "guideline.toml").write_text(settings, encoding="utf-8")
        ask = (PROGRAM, "ask", str(home), "--out", str(sent))
        subprocess.run(ask, check=True, capture_output=True)
        for path in sent.glob("*.xlsx"):
            answer(path, back / path.name)
        print(f"{DEPARTMENTS} 冊の回答（施策 {EACH} 件ずつ、回答 {DEPARTMENTS * EACH * 2} か所）\n")
        loaded = Job("openpyxl で 60 冊を開くだけ", (sys.executable, "-c", LOADED, str(back)))
        collect = Job("collect", (PROGRAM, "collect", str(back), "--project", str(home)))
        report = Path(folder) / "report.xlsx"
        reported = Job("collect --report 報告.xlsx", (*collect.command, "--report", str(report)))
        print(table(in_turn((loaded, collect, reported), RUNS), loaded.name))


if __name__ == "__main__":
    main()
