"""Projects of several years, written into a folder and loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import notation
from notation import category, row, subsection

from guideline_docs import load
from guideline_docs.model.history import History, history
from guideline_docs.rules.snapshot import Snapshot

# A table of the past: what is planned is in today's alone.
PAST = "No｜内容｜重点｜施策の実施｜実績"


def past(number: int, title: str, status: str, results: str = "", tier: str = "Ⅰ") -> str:
    return f"{number}｜{title}｜【{tier}】｜{status}｜{results}"


def today(number: int, title: str, status: str, results: str = "", tier: str = "Ⅰ") -> str:
    return row(number, title=title, status=status, results=results, tier=tier)


def written(folder: Path, settings: str, **sheets: str) -> Path:
    """A project with sheets by their names, ``r4`` for ``r4.txt``."""
    home = folder / "sources"
    home.mkdir(exist_ok=True)
    (home / "guideline.toml").write_text(settings, encoding="utf-8", newline="\n")
    for name, text in sheets.items():
        (home / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    return home


SETTINGS = """\
[[edition]]
name = "令和4年度"
sheet = "r4.txt"
[[edition]]
name = "令和5年度"
sheet = "r5.txt"
"""


def two_years(folder: Path, before: Sequence[str], after: Sequence[str]) -> Snapshot:
    """The sheets of two years, of rows alone."""
    r4 = notation.sheet(PAST, category(1), subsection("ア"), *before)
    r5 = notation.sheet(category(1), subsection("ア"), *after)
    return load(str(written(folder, SETTINGS, r4=r4, r5=r5)))


def one_sheet(folder: Path, columns: str, *lines: str, settings: str = "") -> Snapshot:
    """Several years in columns of one sheet; ``columns`` is what [columns] says."""
    text = notation.sheet(*lines)
    return load(str(written(folder, f"[columns]\n{columns}\n{settings}", table=text)))


def through(snapshot: Snapshot) -> History:
    found = history(snapshot.guideline)
    assert found is not None
    return found


def strips(snapshot: Snapshot) -> list[list[str]]:
    """Each measure: its title, then its status in each edition (― where it is not)."""
    return [
        [
            track.last.measure.title.text,
            *(state.place.text if state else "―" for state in track.states),
        ]
        for track in through(snapshot).tracks
    ]
