"""What a person may choose mends the finding, wherever there is something to choose."""

from __future__ import annotations

from pathlib import Path

import pytest

from guideline_docs.edits.suggested import fixes_of
from guideline_docs.rules.diagnostic import Diagnostic, Finding, Severity
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.edit import Patch
from guideline_docs.source.span import SourceText
from guideline_docs.workspace import Workspace

CASES = sorted(path for path in (Path(__file__).parents[1] / "cases").iterdir() if path.is_dir())


def _folder(case: Path) -> Path:
    return case / "sources" if (case / "sources").is_dir() else case


def _key(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.code, diagnostic.finding.subject, diagnostic.span.text


def _after(folder: Path, snapshot: Snapshot, diagnostic: Diagnostic, patch: Patch) -> int:
    """How many findings of the kind are left at the place once a patch is made."""
    workspace = Workspace(str(folder))
    for source in patch.edits:
        assert source.file
        workspace.overlay(source.file, patch.text(source))
    key, line = _key(diagnostic), diagnostic.span.line
    return sum(_key(d) == key and d.span.line == line for d in workspace.snapshot().diagnostics)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_choice_mends_the_finding(case: Path) -> None:
    folder = _folder(case)
    snapshot = Workspace(str(folder)).snapshot()
    for diagnostic in snapshot.diagnostics:
        if diagnostic.finding.suggestions and not diagnostic.finding.fixes:
            key, line = _key(diagnostic), diagnostic.span.line
            before = sum(_key(d) == key and d.span.line == line for d in snapshot.diagnostics)
            for fix in fixes_of(diagnostic)[:2]:
                after = _after(folder, snapshot, diagnostic, Patch.of(fix.edits))
                assert before - 1 == after, (diagnostic, fix)


@pytest.mark.parametrize(
    ("written", "subject", "suggestion", "text"),
    [
        ("(3)-イ", "(3)-イ", "(3)-ア", "(3)-ア"),
        ("（3）－イ", "(3)-イ", "(3)-ア", "（3）－ア"),
        ("⑶-イ", "(3)-イ", "(3)-ア", "⑶-ア"),
        ("（３）のイ", "(3)-イ", "(3)-ア", "（３）のア"),
        ("(3)イ", "(3)-イ", "(3)-ア", "(3)-ア"),
        ("イ", "(3)-イ", "(3)-ア", "ア"),
        ("施策1-9", "1-9", "1-1", "施策1-1"),
        ("(1)-④", "基本方針2-(1)-④", "基本方針2-(1)-①", "(1)-①"),
        ("第９章", "第9章", "第2章", "第2章"),
    ],
)
def test_a_reference_keeps_its_spelling(
    written: str, subject: str, suggestion: str, text: str
) -> None:
    span = SourceText("", written).span(0, len(written))
    finding = Finding(span, subject, "", suggestions=(suggestion,))
    told = Diagnostic("GD401", "dangling-reference", Severity.ERROR, finding)
    assert [text] == [edit.text for fix in fixes_of(told) for edit in fix.edits]
