"""Whole phases against whole texts: the first file that differs names the guilty phase.

Every folder of ``tests/cases`` is a case: ``source.txt`` stands alone, ``sources/`` is a
project. What a phase makes of it stands beside, and is rewritten by ``--update-golden``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from editorcase import editor_text
from golden import compare, diagnostics_text, guideline_text, tree_text

from guideline_docs import check, load
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.snapshot import Snapshot

HERE = Path(__file__).parent / "cases"
CASES = sorted(path for path in HERE.iterdir() if path.is_dir())


def tree(project: Snapshot, found: Sequence[Diagnostic]) -> str:
    texts = []
    for guideline in project.guidelines:
        if guideline.sheet:
            texts.append(tree_text(guideline.sheet))
        texts += (tree_text(supplement.tree) for supplement in guideline.supplements)
        texts += map(tree_text, guideline.chapter_trees)
    return "\n".join(texts)


def guideline(project: Snapshot, found: Sequence[Diagnostic]) -> str:
    return "\n".join(map(guideline_text, project.guidelines))


def diagnostics(project: Snapshot, found: Sequence[Diagnostic]) -> str:
    return diagnostics_text(found)


def editor(project: Snapshot, found: Sequence[Diagnostic]) -> str:
    return editor_text(project)


PHASES: dict[str, Callable[[Snapshot, Sequence[Diagnostic]], str]] = {
    "tree.txt": tree,
    "guideline.txt": guideline,
    "diagnostics.txt": diagnostics,
    "editor.txt": editor,
}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(
    case: Path, phase: str, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    monkeypatch.chdir(case)
    project = load("sources" if Path("sources").is_dir() else "source.txt")
    compare(case / phase, PHASES[phase](project, check(project)), update_golden)


def test_real_sheet_is_a_case_byte_for_byte() -> None:
    sheet = HERE.parents[1] / "sources" / "phase1-progress.txt"
    assert sheet.read_bytes() == (HERE / "real-sheet" / "source.txt").read_bytes()
