"""Timing of whole processes: run in turn, so that a slow minute slows all alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

# Import time counts, so every run must find its modules compiled, as an installed
# program does.
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Job:
    """A command to time; ``stdin`` and output go nowhere."""

    name: str
    command: Sequence[str]


@dataclass(frozen=True)
class Timed:
    """Seconds of wall time (median) and the largest peak of memory in MiB."""

    name: str
    seconds: float
    peak: float


def in_turn(jobs: Sequence[Job], runs: int) -> list[Timed]:
    """Each job once to warm up, then all of them in turn, ``runs`` times."""
    samples: dict[str, list[tuple[float, float]]] = {job.name: [] for job in jobs}
    for turn in range(runs + 1):
        for job in jobs:
            sample = _run(job.command)
            if turn:
                samples[job.name].append(sample)
    return [
        Timed(
            name,
            statistics.median(seconds for seconds, _ in taken),
            max(peak for _, peak in taken),
        )
        for name, taken in samples.items()
    ]


def _run(command: Sequence[str]) -> tuple[float, float]:
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    # Linux counts kibibytes, macOS bytes.
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return seconds, usage.ru_maxrss / unit


def table(timed: Sequence[Timed], against: str) -> str:
    """A Markdown table with the ratio to one of the jobs."""
    base = next(each.seconds for each in timed if each.name == against)
    lines = ["| 測ったもの | 秒（中央値） | 比 | 最大メモリ |", "|---|---:|---:|---:|"]
    lines += [
        f"| {each.name} | {each.seconds:.3f} | {each.seconds / base:.2f} | {each.peak:.0f} MiB |"
        for each in timed
    ]
    return "\n".join(lines)
