"""How long the paper takes: .venv/bin/python benchmarks/paper.py [MEASURES...]

Prints the tables of the README. Chromium and Typst stand in them where they are there:
.venv/bin/pip install -c constraints.txt typst; apt-get install chromium
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from measure import Job
from sheets import SHEET, long_sheet, typst_source

RUNS = 5
ROOT = Path(__file__).parents[1]
PROGRAM = str(Path(sys.executable).with_name("guideline-docs"))
CHROMIUM = shutil.which("chromium")

BARE = """\
import sys
from weasyprint import HTML
HTML(sys.argv[1]).write_pdf(sys.argv[1] + ".pdf", pdf_variant="pdf/ua-1")
"""
PAGE = """\
import sys
from pathlib import Path
from guideline_docs import check, load
from guideline_docs.render import pdf
from guideline_docs.render.templates import Templates
from guideline_docs.views.progress_table import progress_table

project, templates = load(sys.argv[1]), Templates()
view = progress_table(project.guideline, check(project), templates.wording())
Path(sys.argv[1] + ".html").write_text(pdf.page(view, templates), encoding="utf-8")
"""
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[1] + '.pdf')"


def main() -> None:
    wanted = [int(each) for each in sys.argv[1:]] or [1_000, 4_000]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The page names its stylesheet and patterns; they stand beside it for the others.
        for path in (ROOT / "templates").glob("progress*.css"):
            shutil.copy(path, folder)
        shutil.copytree(ROOT / "templates" / "patterns", folder / "patterns")
        print("実物の一覧（23施策）。build は検査と、すべての文書を作るまで\n")
        real = folder / "real.txt"
        shutil.copy(SHEET, real)
        jobs = _others(real)
        out = folder / "dist"
        build = (sys.executable, "-c", _fresh(str(ROOT), out))
        jobs.insert(1, Job("build（変わったところがある）", build))
        jobs.append(Job("build（前と同じ）", (PROGRAM, "build", str(ROOT), "--out", str(out))))
        print(_measured(jobs, 2 * RUNS))
        for measures in wanted:
            sheet = folder / f"{measures}.txt"
            sheet.write_text(long_sheet(measures), encoding="utf-8", newline="")
            print(f"\n{measures:,}施策と、実物と同じ割合の指摘。読み取り、検査から PDF まで\n")
            jobs = _others(sheet)
            alone = _fresh(str(sheet), out, "--only", "pdf")
            jobs.insert(1, Job("build --only pdf", (sys.executable, "-c", alone)))
            print(_measured(jobs, RUNS if measures < 2_000 else 3))


def _fresh(project: str, out: Path, *options: str) -> str:
    """A build into a folder that holds nothing of an earlier one."""
    command = [PROGRAM, "build", project, "--out", str(out), *options]
    return (
        "import shutil, subprocess, sys\n"
        f"shutil.rmtree({str(out)!r}, ignore_errors=True)\n"
        f"sys.exit(subprocess.call({command!r}))"
    )


def _others(sheet: Path) -> list[Job]:
    """What the same rows cost elsewhere; the first is what the others are compared with."""
    subprocess.run([sys.executable, "-c", PAGE, str(sheet)], check=True)
    page = f"{sheet}.html"
    jobs = [Job("WeasyPrint だけ（同じ HTML と CSS、pdf/ua-1）", (sys.executable, "-c", BARE, page))]
    if CHROMIUM:
        command = (
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu",
            f"--print-to-pdf={sheet}.chromium.pdf", "--no-pdf-header-footer", f"file://{page}",
        )  # fmt: skip
        jobs.append(Job("Chromium（同じ HTML と CSS）", command))
    if find_spec("typst"):
        document = sheet.with_suffix(".typ")
        document.write_text(typst_source(sheet.read_text("utf-8")), encoding="utf-8")
        jobs.append(Job("Typst（同じ行、簡素な表）", (sys.executable, "-c", TYPST, str(document))))
    return jobs


def _measured(jobs: Sequence[Job], runs: int) -> str:
    """Each once to warm up, then in turn; CPU and memory are those of all processes of a run."""
    samples: dict[str, list[tuple[float, float, float]]] = {job.name: [] for job in jobs}
    for turn in range(runs + 1):
        for job in jobs:
            sample = _run(job)
            if turn:
                samples[job.name].append(sample)
    rows = {
        name: (
            statistics.median(seconds for seconds, _, _ in taken),
            statistics.median(cpu for _, cpu, _ in taken),
            max(peak for _, _, peak in taken),
        )
        for name, taken in samples.items()
    }
    base = rows[jobs[0].name][0]
    lines = [
        "| 測ったもの | 秒（中央値） | 比 | CPU の秒 | メモリの合計（最大） |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {seconds:.2f} | {seconds / base:.2f} | {cpu:.2f} | {peak:.0f} MiB |"
        for name, (seconds, cpu, peak) in rows.items()
    ]
    return "\n".join(lines)


def _run(job: Job) -> tuple[float, float, float]:
    """Seconds of wall and of CPU, and the peak of memory in MiB."""
    begun, before = time.perf_counter(), _cpu()
    process = subprocess.Popen(
        job.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            peak[0] = max(peak[0], memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = process.wait()
    seconds = time.perf_counter() - begun
    done.set()
    watcher.join()
    if status:
        sys.exit(f"{job.name}: {status}")
    return seconds, _cpu() - before, peak[0]


def _cpu() -> float:
    """Seconds of CPU that all ended processes took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory(pid: int) -> float:
    """MiB that a process and what it started hold (Linux; 0 elsewhere).

    The proportional share: what several processes hold in common is counted once.
    """
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            behind = path.read_text().rpartition(")")[2].split()
            children.setdefault(int(behind[1]), []).append(int(path.parent.name))
        except (OSError, IndexError):
            continue
    total, stack = 0, [pid]
    while stack:
        one = stack.pop()
        stack += children.get(one, [])
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main()
