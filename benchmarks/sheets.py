"""Long sheets for measuring: the real sheet's rows under ever new categories.

Each round of the 23 rows gets categories, numbers and references of its own, so the
faults of the sheet come again and again, and every reference has to be looked up.
"""

from __future__ import annotations

import re
from pathlib import Path

SHEET = Path(__file__).parents[1] / "sources" / "phase1-progress.txt"

_CATEGORY = re.compile(r"(?P<before><b>（)(?P<number>\d+)(?P<behind>）)")
_REFERENCE = re.compile(r"\((?P<number>\d+)\)(?=-)")
_ROW = re.compile(r"\A(?P<number>\d+)(?=\t)")


# The faults that are no broken numbers or references; what is left is about four a round.
_MENDS = (
    ("\tI\t", "\tⅠ\t"),
    ("○→I\t", "○→Ⅰ\t"),
    ("<重点施策>", "<重点>"),
    ("Ⅲに降格し、", ""),
    ("や、優先度が低いが見逃しがちな課題を", "を"),
    ("側面から継続", "側面から実施"),
    ("向上を継続して", "向上に努めて"),
)


def long_sheet(measures: int, mended: bool = False) -> str:
    """A sheet of at least ``measures`` rows, whole rounds of the real one's."""
    lines = SHEET.read_text(encoding="utf-8").split("\n")
    first = next(at for at, line in enumerate(lines) if _CATEGORY.match(line))
    head, body = lines[:first], lines[first:]
    rows = sum(bool(_ROW.match(line)) for line in body)
    categories = sum(bool(_CATEGORY.match(line)) for line in body)
    rounds = -(-measures // rows)
    text = head[:]
    for turn in range(rounds):
        text += [_moved(line, turn * categories, turn * rows) for line in body]
    sheet = "\n".join(text)
    for fault, mend in _MENDS if mended else ():
        sheet = sheet.replace(fault, mend)
    return sheet


FLAT_LEVELS = """\
[[level]]
name = "政策"
column = "政策"
mark = "（1）"
[[level]]
name = "施策の方向"
column = "施策の方向"
mark = "ア"
[[level]]
name = "基本事業"
column = "基本事業"
"""


def flat_sheet(measures: int) -> str:
    """The rows of the long sheet without headings: each row names its three levels itself."""
    lines = long_sheet(measures, mended=True).split("\n")
    text: list[str] = []
    category = subsection = ""
    rows = letter = 0
    for line in lines:
        cell = line.split("\t")[0].replace("<b>", "").replace("</b>", "")
        if line.startswith("No\t"):
            text.append(f"政策\t施策の方向\t基本事業\t{line}")
        elif _CATEGORY.match(line):
            category, letter = cell, 0
        elif line.startswith("<b>"):
            # Marks without gaps: what is measured is the reading, not the telling.
            subsection = "アイウエオカキクケコ"[letter] + "　" + cell.lstrip("アイウエオカキクケコ 　")
            letter, rows = letter + 1, 0
        elif _ROW.match(line):
            text.append(f"{category}\t{subsection}\t事業の柱{rows // 2 + 1}\t{line}")
            rows += 1
        else:
            text.append(line)
    return "\n".join(text)


def typst_source(sheet: str) -> str:
    """The same rows as a Typst document: a table a subsection, labels, references."""
    parts = ['#set page(paper: "a4", flipped: true)\n#set heading(numbering: "1.1")\n']
    rows: list[str] = []
    category, labels = 0, set(re.findall(r"<b>（(\d+)）", sheet))

    def close() -> None:
        if rows:
            parts.append("#table(columns: 7,\n" + ",\n".join(rows) + ")\n")
            rows.clear()

    for line in sheet.split("\n"):
        cells = line.split("\t")
        if match := _CATEGORY.match(line):
            close()
            category = int(match["number"])
            parts.append(f"= {_typst(cells[0])} <c{category}>\n")
        elif line.startswith("<b>"):
            close()
            parts.append(f"== {_typst(cells[0])}\n")
        elif _ROW.match(line):
            shown = [_typst(cell) for cell in (cells + [""] * 7)[:7]]
            shown[6] = _REFERENCE.sub(
                lambda m: f"@c{m['number']} " if m["number"] in labels else m[0], shown[6]
            )
            rows.append(", ".join(f"[{cell}]" for cell in shown))
    close()
    return "".join(parts)


def _typst(text: str) -> str:
    return re.sub(r"([\\#*_`$<>@\[\]=/-])", r"\\\1", text.replace("<b>", "").replace("</b>", ""))


def _moved(line: str, categories: int, rows: int) -> str:
    line = _CATEGORY.sub(
        lambda m: f"{m['before']}{int(m['number']) + categories}{m['behind']}", line
    )
    line = _REFERENCE.sub(lambda m: f"({int(m['number']) + categories})", line)
    return _ROW.sub(lambda m: str(int(m["number"]) + rows), line)
