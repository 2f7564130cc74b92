"""Findings as JSON, for programs: every finding, accepted ones with their reason.

Lines and columns count from 1, a column is a code point, ``end_column`` is exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from guideline_docs.render.reports.concise import count
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.span import Span

SCHEMA_VERSION = 1


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One diagnostic a line: as quick to write as to compare."""
    counts = json.dumps(count(diagnostics))
    # One encoder for all: json.dumps makes a new one for each call with arguments.
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = [encode(_diagnostic(d)) for d in diagnostics]
    body = ",\n  ".join(lines)
    inner = f"\n  {body}\n " if body else ""
    return f'{{"schema_version": {SCHEMA_VERSION},\n "counts": {counts},\n "diagnostics": [{inner}]}}\n'


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    finding = diagnostic.finding
    edits = [{**place(edit.span), "replacement": edit.replacement} for edit in finding.fix]
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "path": diagnostic.path,
        **place(finding.span),
        "text": finding.span.text,
        "subject": finding.subject,
        "message": finding.message,
        "hint": finding.hint,
        "suggestions": list(finding.suggestions),
        "related": [
            {"path": r.span.source.path, **place(r.span), "message": r.message}
            for r in finding.related
        ],
        "fix": {"edits": edits} if edits else None,
        "accepted": diagnostic.accepted,
    }


def place(span: Span) -> dict[str, int]:
    """The four numbers of a place."""
    line, column = span.position
    end_line, end_column = span.end_position
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
