"""Kill ``renumber --write`` while it writes ten files, and look what the next command finds.

    .venv/bin/python benchmarks/kill.py [times]

A sheet and eight chapters refer to each other by numbers that all change, so that a file
that is old beside one that is new names the wrong measure. Each run is killed (SIGKILL)
at a random moment from the first file it makes on; then ``check`` is run. Printed is how
many runs were all old, all new, a mixture, and how many left other files: as they were
found, and after ``check``.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

RENUMBER = [sys.executable, "-m", "guideline_docs", "renumber", "--close-gaps", "--write"]
CHECK = [sys.executable, "-m", "guideline_docs", "check", "--format", "concise"]
CHAPTERS = 8
MEASURES = 40


def project(folder: Path) -> Path:
    """Measures 2, 4, 6, … and chapters that name them."""
    draft = folder / "sources" / "draft"
    draft.mkdir(parents=True)
    (folder / "sources/guideline.toml").write_text("", "utf-8")
    rows = [f"{2 * n}\t事業{n}\t施策{2 * n % (2 * MEASURES) + 2}による。" for n in range(1, MEASURES + 1)]
    head = "No\t内容\t理由\n（1）場\nア 拠点\n"
    (folder / "sources/一覧.txt").write_text(head + "\n".join(rows) + "\n", "utf-8")
    for chapter in range(1, CHAPTERS + 1):
        lines = [f"　施策{2 * n}は(1)-アによる。" for n in range(1, MEASURES + 1)]
        text = f"第{chapter}章　総括\n\n" + "\n".join(lines) + "\n"
        (draft / f"{chapter:02}.txt").write_text(text, "utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def state(found: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> str:
    """Old, new or a mixture, whatever else there is."""
    known = {name: data for name, data in found.items() if name in new}
    return "前のまま" if known == old else "すべて新しい" if known == new else "混ざっている"


def killed(folder: Path, after: float) -> None:
    """Renumber, and kill it so many seconds after it has made its first file."""
    known = {folder / name for name in contents(folder)}
    process = subprocess.Popen(RENUMBER, cwd=folder, stdout=-3, stderr=-3)
    while process.poll() is None and not set(_files(folder)) - known:
        pass
    until = time.perf_counter() + after
    while process.poll() is None and time.perf_counter() < until:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()


def _files(folder: Path) -> list[Path]:
    names = []
    for place in (folder / "sources", folder / "sources" / "draft"):
        names += [place / entry.name for entry in os.scandir(place) if not entry.is_dir()]
    return names


def writing(folder: Path) -> float:
    """How long a run that is not killed takes from its first file on."""
    known = set(_files(folder))
    process = subprocess.Popen(RENUMBER, cwd=folder, stdout=-3, stderr=-3)
    while process.poll() is None and not set(_files(folder)) - known:
        pass
    begun = time.perf_counter()
    assert process.wait() == 0
    return time.perf_counter() - begun


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    chance = random.Random(10)
    at_once: Counter[str] = Counter()
    after: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        first = project(home / "old")
        old = contents(first)
        runs = [shutil.copytree(first, home / f"new{run}") for run in range(5)]
        # The longest: a busy machine is slower later.
        seconds = max(map(writing, runs))
        new = contents(runs[0])
        for run in range(times):
            folder = shutil.copytree(first, home / str(run))
            killed(folder, chance.random() * seconds)
            found = contents(folder)
            at_once[state(found, old, new)] += 1
            at_once["余分なファイルがある"] += bool(found.keys() - new.keys())
            done = subprocess.run(CHECK, cwd=folder, capture_output=True, check=False)
            found = contents(folder)
            after[state(found, old, new)] += 1
            after["余分なファイルがある"] += bool(found.keys() - new.keys())
            after["一行で知らせた"] += "途中で止まっていた書き換えを" in done.stderr.decode()
    written = sum(old.get(name) != data for name, data in new.items())
    print(f"{written} 個のファイルを書く renumber --write（{seconds:.3f} 秒）を {times} 回止めた\n")
    print("| | 止めたとき | 次の check のあと |\n|---|---:|---:|")
    for what in ("前のまま", "すべて新しい", "混ざっている", "余分なファイルがある"):
        print(f"| {what} | {at_once[what]} | {after[what]} |")
    print(f"\ncheck が一行で知らせた: {after['一行で知らせた']}")


if __name__ == "__main__":
    main()
