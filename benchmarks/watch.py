"""How long a change takes to reach the documents: .venv/bin/python benchmarks/watch.py [REBUILDS]

The real project, all documents: `build` as a process of its own, and `watch` after a line
of a chapter and after a cell of the sheet. Prints the table of the README, then what the
processes of `watch` hold in memory, and after how many rebuilds.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from paper import PROGRAM, ROOT, memory

TURNS = 10
CHAPTER, SHEET = "draft/06-推進体制と進行管理.txt", "phase1-progress.txt"
_DONE = re.compile(r"（([\d.]+) 秒）")


def main() -> None:
    rebuilds = int(sys.argv[1]) if sys.argv[1:] else 200
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        city = Path(name)
        shutil.copytree(ROOT / "sources", city / "sources")
        measured(city)
        watched(city, rebuilds)


def measured(city: Path) -> None:
    """A build, a line and a cell in turn, so that a slow minute slows all alike."""
    cold, line, cell = [], [], []
    with Watch(city) as watch:
        for turn in range(TURNS + 1):
            taken = _built(city), watch.after(_line(turn)), watch.after(_cell(turn))
            if turn:
                cold.append(taken[0])
                line.append(taken[1])
                cell.append(taken[2])
    base = statistics.median(cold)
    print("| 測ったもの | 秒（中央値） | 比 | 保存から |\n|---|---:|---:|---:|")
    print(f"| build（プロセス全体） | {base:.2f} | 1.00 | |")
    for name, times in (("原稿の1行を変えたとき", line), ("一覧の1欄を変えたとき", cell)):
        seconds = statistics.median(own for own, _ in times)
        saved = statistics.median(whole for _, whole in times)
        print(f"| watch、{name} | {seconds:.2f} | {seconds / base:.2f} | {saved:.2f} |")


def watched(city: Path, rebuilds: int) -> None:
    """Whether memory grows, a line and a cell in turn."""
    print("\n| 作り直した回数 | watch のプロセスの合計 |\n|---:|---:|")
    with Watch(city) as watch:
        for count in range(rebuilds + 1):
            if count in (0, 10) or count % 50 == 0:
                # What is thrown away is swept when nobody waits.
                time.sleep(1)
                print(f"| {count} | {memory(watch.process.pid):.0f} MiB |", flush=True)
            watch.after((_cell if count % 2 else _line)(count))


def _built(city: Path) -> float:
    begun = time.perf_counter()
    command = [PROGRAM, "build", "--force", "--out", "cold"]
    subprocess.run(command, cwd=city, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def _line(turn: int) -> Callable[[Path], None]:
    def edit(sources: Path) -> None:
        chapter = sources / CHAPTER
        text = chapter.read_text("utf-8").partition("\n　見直しの")[0]
        chapter.write_text(f"{text}\n　見直しの{turn}回目である。\n", "utf-8")

    return edit


def _cell(turn: int) -> Callable[[Path], None]:
    def edit(sources: Path) -> None:
        sheet = sources / SHEET
        text = sheet.read_text("utf-8")
        words = ("ホームページ", "ウェブサイト")
        old, new = words if words[0] in text else words[::-1]
        sheet.write_text(text.replace(old, new, 1), "utf-8")

    return edit


class Watch:
    """``watch`` on a project, in a ``with``."""

    def __init__(self, city: Path) -> None:
        self._sources = city / "sources"
        self.process = subprocess.Popen(
            [PROGRAM, "watch", "--out", "warm"],
            cwd=city,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )

    def __enter__(self) -> Watch:
        self._told("見張っています")
        return self

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.communicate()

    def after(self, edit: Callable[[Path], None]) -> tuple[float, float]:
        """Seconds of the rebuild after an edit, and of the whole way from saving it."""
        edit(self._sources)
        begun = time.perf_counter()
        match = _DONE.search(self._told("→"))
        assert match
        return float(match[1]), time.perf_counter() - begun

    def _told(self, word: str) -> str:
        assert self.process.stdout
        for line in self.process.stdout:
            if word in line:
                return line
        sys.exit("watch ended")


if __name__ == "__main__":
    main()
