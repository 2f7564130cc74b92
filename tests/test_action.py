"""action.yml: what its steps run, run as a runner would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from program import ROOT, copied, rewrite

ACTION = (ROOT / "action.yml").read_text("utf-8")


def step(name: str) -> str:
    """The command of a step."""
    found = re.search(rf"(?ms)^    - name: {name}$.*?^      run: (.*?)$", ACTION)
    assert found
    return found[1]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The real project under git."""
    city = copied(tmp_path / "city")
    for arguments in (
        ("init", "--quiet"),
        ("add", "--all"),
        ("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "版"),
    ):
        subprocess.run(["git", *arguments], cwd=city, check=True)
    return city


def run(command: str, folder: Path, **variables: str) -> int:
    program = folder.parent / "bin"
    program.mkdir(exist_ok=True)
    (program / "guideline-docs").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m guideline_docs "$@"\n')
    (program / "guideline-docs").chmod(0o755)
    environment = {**os.environ, "PATH": f"{program}:{os.environ['PATH']}", **variables}
    return subprocess.run(["bash", "-e", "-c", command], cwd=folder, env=environment, check=False).returncode


@pytest.mark.parametrize(
    ("since", "edit", "status", "told"),
    [
        ("HEAD", False, 0, "違いはありません"),
        ("HEAD", True, 0, "<del>4</del><ins>6</ins>"),
        ("nowhere", False, 1, ""),
    ],
)
def test_the_changes_stand_in_the_summary_of_the_job(
    city: Path, since: str, edit: bool, status: int, told: str
) -> None:
    if edit:
        rewrite(city / "sources" / "phase1-progress.txt", "年4回", "年6回")
    summary = city.parent / "summary.md"
    done = run(
        step("変わったところを概要に書く"),
        city,
        GD_SINCE=since,
        GD_PATHS="sources",
        GITHUB_STEP_SUMMARY=str(summary),
    )
    assert (status, True) == (done, told in summary.read_text("utf-8"))
