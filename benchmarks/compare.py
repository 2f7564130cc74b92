"""How long ``compare`` takes: .venv/bin/python benchmarks/compare.py

Two sheets with a tenth of changes, moves and renumberings among them, against ``check`` of one
of them: once whose titles are each their own, once whose rows come again and again.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from measure import Job, in_turn, table
from sheets import long_sheet

RUNS = 5
PROGRAM = str(Path(sys.executable).with_name("guideline-docs"))


def edited(sheet: str, changes: int, renumbered: bool = False) -> str:
    """The sheet with so many changes of each kind in turn: a word in a cell, a row put in, one
    taken out, one that stands elsewhere; ``renumbered``: counted anew behind that."""
    chance, lines = random.Random(5), sheet.split("\n")
    rows = [at for at, line in enumerate(lines) if line.split("\t")[0].isdigit()]
    for turn, at in enumerate(sorted(chance.sample(rows, changes), reverse=True)):
        cells = lines[at].split("\t")
        match turn % 5:
            case 0 | 1:
                cells[6] = f"引き続き、市民と共に進める。{cells[6]}"
                lines[at] = "\t".join(cells)
            case 2:
                lines.insert(at, "\t".join([str(90_000 + turn), f"新たな取組その{turn}", *cells[2:]]))
            case 3:
                del lines[at]
            case 4:
                lines.insert(min(at + 40, len(lines)), lines.pop(at))  # what is below is done
    if renumbered:
        number = 0
        for at, line in enumerate(lines):
            first, tab, rest = line.partition("\t")
            if first.isdigit():
                number += 1
                lines[at] = f"{number}{tab}{rest}"
    return "\n".join(lines)


def titled(sheet: str) -> str:
    """The sheet with a title of its own for each row."""
    lines = sheet.split("\n")
    for at, line in enumerate(lines):
        cells = line.split("\t")
        if cells[0].isdigit():
            cells[1] = f"{cells[1]}（第{cells[0]}地区）"
            lines[at] = "\t".join(cells)
    return "\n".join(lines)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, change, renumbered in (
            ("題がすべて違う", titled, False),
            ("題がすべて違い、番号を付け直した", titled, True),
            ("同じ行が繰り返す", str, False),
            ("同じ行が繰り返し、番号を付け直した", str, True),
        ):
            for measures in (2_500, 5_000, 10_000):
                old, new = (Path(folder) / f"{which}-{measures}.txt" for which in ("old", "new"))
                sheet = change(long_sheet(measures, mended=True))
                old.write_text(sheet, encoding="utf-8", newline="")
                text = edited(sheet, measures // 10, renumbered)
                new.write_text(text, encoding="utf-8", newline="")
                print(f"\n{measures:,}施策、変更 {measures // 10}（{name}）\n")
                check = Job("check --format json", (PROGRAM, "check", str(old), "--format", "json"))
                compare = Job(
                    "compare --format json",
                    (PROGRAM, "compare", str(old), str(new), "--format", "json"),
                )
                print(table(in_turn((check, compare), RUNS), check.name))


if __name__ == "__main__":
    main()
