"""Tracked changes: how much is marked, and how long it takes: .venv/bin/python benchmarks/since.py

Whole processes: `build --since` against a plain `build --only docx`, on the real project with
four small edits, and on a sheet of 1,000 measures with 100 changes. Beside them
python-redlines compares the two plain drafts of the first, if it is installed:
.venv/bin/pip install "python-redlines[docxodus]"
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

from measure import Job, in_turn, table
from sheets import SHEET, long_sheet

RUNS = 3
PROGRAM = str(Path(sys.executable).with_name("guideline-docs"))
SOURCES = SHEET.parent
_MARKED = re.compile(r"<w:(ins|del)\b[^>]*>(.*?)</w:\1>", re.DOTALL)
_TEXT = re.compile(r"<w:(?:t|delText)\b[^>]*>([^<]*)</w:")

# A word, a paragraph, a section that moves the numbers of others, a cell.
FOUR = (
    ("04-施策の体系.txt", "短期的（1～2年）", "中期的（1～3年）"),
    ("06-推進体制と進行管理.txt", "\n3　見直し", "\n　結果は、毎年公表する。\n\n3　見直し"),
    (
        "07-資料編.txt",
        "3　策定経過\n",
        "3　用いた資料\n\n　統計は、市の公表したものを用いた。\n\n4　策定経過\n",
    ),
    (SHEET.name, "エール基金の開始", "エール基金を始めた"),
)
_RENUMBERED = ((4, "委員名簿"), (5, "設置要綱"), (6, "市民等"), (7, "意見募集"), (8, "用語"))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        old, new = _two(Path(name))
        four_edits(new)
        _measure("実際の原稿に小さな修正を四つ", old, new)
        # Of a long draft it is not to be waited for.
        if find_spec("python_redlines_docxodus"):
            _redlines(old, new)
    with tempfile.TemporaryDirectory() as name:
        old, new = _two(Path(name))
        for project in (old, new):
            text = long_sheet(1_000, mended=True)
            (project / SHEET.name).write_text(text, encoding="utf-8", newline="")
        hundred_edits(new)
        _measure("1,000施策に変更を百", old, new)


def four_edits(project: Path) -> None:
    for name, was, now in FOUR:
        file = next(project.rglob(name))
        text = file.read_bytes().decode()
        assert was in text, was
        file.write_bytes(text.replace(was, now, 1).encode())
    file = next(project.rglob("07-*"))
    text = file.read_text("utf-8")
    for number, title in reversed(_RENUMBERED):
        text = text.replace(f"\n{number}　{title}", f"\n{number + 1}　{title}")
    file.write_text(text, encoding="utf-8")


def hundred_edits(project: Path) -> None:
    """Words changed in sixty rows, twenty rows gone, twenty moved."""
    file = project / SHEET.name
    lines = file.read_bytes().decode().split("\n")
    rows = [at for at, line in enumerate(lines) if line.split("\t")[0].isdecimal()]
    for at in rows[5::17][:60]:
        cells = lines[at].split("\t")
        cells[6] = f"見直しの結果、{cells[6]}"
        lines[at] = "\t".join(cells)
    moved = rows[9::50][:20]
    gone = rows[12::50][:20]
    for at in sorted([*moved, *gone], reverse=True):
        line = lines.pop(at)
        if at in moved:
            lines.insert(at + 2, line)
    file.write_bytes("\n".join(lines).encode())


def _two(folder: Path) -> tuple[Path, Path]:
    old, new = folder / "old", folder / "new"
    return Path(shutil.copytree(SOURCES, old)), Path(shutil.copytree(SOURCES, new))


def _measure(title: str, old: Path, new: Path) -> None:
    out = new.with_name("dist")
    build = f"'{PROGRAM}' build '{new}' --only docx --out '{out}'"

    def job(name: str, command: str) -> Job:
        # What was built of the same sources before would not be built again.
        return Job(name, ("sh", "-c", f"rm -rf '{out}'; {command}"))

    jobs = [
        job("build --only docx --since", f"exec {build} --since '{old}'"),
        job("build --only docx", f"exec {build}"),
    ]
    print(f"\n{title}\n")
    print(table(in_turn(jobs, RUNS), jobs[-1].name))
    in_turn(jobs[:1], 1)
    print(f"\n印の付いた字: {marked((out / 'guideline-draft.docx').read_bytes()):,}")


def marked(data: bytes) -> int:
    """How many characters are marked as inserted or deleted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    return sum(len(text) for _, runs in _MARKED.findall(xml) for text in _TEXT.findall(runs))


def _redlines(old: Path, new: Path) -> None:
    """The same by a comparison of two files."""
    import subprocess
    import time

    from python_redlines import DocxodusEngine

    files = []
    for project in (old, new):
        out = project.with_name(f"{project.name}-dist")
        command = [PROGRAM, "build", str(project), "--only", "docx", "--out", str(out)]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        files.append((out / "guideline-draft.docx").read_bytes())
    begun = time.perf_counter()
    made, *_ = DocxodusEngine().run_redline("guideline-docs", *files)
    seconds = time.perf_counter() - begun
    print(f"python-redlines: {seconds:.2f} 秒（二つの docx から）、印の付いた字 {marked(made):,}")


if __name__ == "__main__":
    main()
