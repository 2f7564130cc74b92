"""Workflow commands that GitHub turns into annotations beside the changed lines.

GitHub shows ten annotations of each kind a step and drops the others in silence
(actions/toolkit, docs/problem-matchers.md), so the worst come first and the last
line says how many nobody sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from guideline_docs.render.reports import concise
from guideline_docs.rules.diagnostic import Diagnostic, Severity

_KIND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SHOWN_OF_A_KIND = 10


def render(diagnostics: Sequence[Diagnostic]) -> str:
    open_findings = [d for d in diagnostics if d.accepted is None]
    lines: list[str] = []
    for severity in Severity:
        lines += [_annotation(d) for d in open_findings if d.severity is severity]
    kinds = Counter(d.severity for d in open_findings)
    hidden = sum(max(0, number - _SHOWN_OF_A_KIND) for number in kinds.values())
    last = concise.summary(diagnostics)
    if hidden:
        last += f"。注釈に表示されない指摘が {hidden} 件あります（全件はこのログにあります）"
    return "\n".join([*lines, last]) + "\n"


def _annotation(diagnostic: Diagnostic) -> str:
    line, column = diagnostic.span.position
    end_line, end_column = diagnostic.span.end_position
    finding = diagnostic.finding
    message = "\n".join(filter(None, (finding.message, finding.hint)))
    # GitHub ignores columns of a place over several lines, and counts them inclusively.
    columns = f",col={column},endColumn={max(column, end_column - 1)}" if line == end_line else ""
    return (
        f"::{_KIND[diagnostic.severity]} file={_property(diagnostic.path)},line={line},"
        f"endLine={end_line}{columns},title={_property(diagnostic.code)}::{_data(message)}"
    )


def _data(text: str) -> str:
    """Escaped as workflow commands want their message."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escaped as workflow commands want their properties."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
