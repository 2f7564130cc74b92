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


def long_sheet(measures: int) -> str:
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
    return "\n".join(text)


def _moved(line: str, categories: int, rows: int) -> str:
    line = _CATEGORY.sub(
        lambda m: f"{m['before']}{int(m['number']) + categories}{m['behind']}", line
    )
    line = _REFERENCE.sub(lambda m: f"({int(m['number']) + categories})", line)
    return _ROW.sub(lambda m: str(int(m["number"]) + rows), line)
