"""Findings as JSON, for programs: every finding, accepted ones with their reason.

Lines and columns count from 1, a column is a code point, ``end_column`` is exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from json.encoder import encode_basestring

from guideline_docs.render.reports.concise import count
from guideline_docs.rules.diagnostic import Diagnostic, Related
from guideline_docs.source.edit import Edit
from guideline_docs.source.span import Span

SCHEMA_VERSION = 1


# Strings are all that needs care in JSON, and json.dumps takes twice as long for a
# dictionary of them as the lines below.
_text = encode_basestring


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One diagnostic a line: as quick to write as to compare."""
    counts = json.dumps(count(diagnostics))
    head = f'{{"schema_version": {SCHEMA_VERSION},\n "counts": {counts},\n "diagnostics": ['
    lines = [_diagnostic(diagnostic) for diagnostic in diagnostics]
    if not lines:
        return f"{head}]}}\n"
    # All is joined at once: the report of a long sheet is too long to be copied again.
    lines[0] = f"{head}\n  {lines[0]}"
    lines[-1] = f"{lines[-1]}\n ]}}\n"
    return ",\n  ".join(lines)


def _diagnostic(diagnostic: Diagnostic) -> str:
    span, subject, message, hint, suggestions, related, fixes = diagnostic.finding
    fix = diagnostic.finding.certain_fix if fixes else None
    edits = ", ".join(map(_edit, fix.edits)) if fix else ""
    mend = f'{{"edits": [{edits}]}}' if edits else "null"
    accepted = "null" if diagnostic.accepted is None else _text(diagnostic.accepted)
    return (
        f'{{"code": "{diagnostic.code}", "name": "{diagnostic.name}", '
        f'"severity": "{diagnostic.severity}", '
        f'"path": {_text(span.source.path)}, {_place(span)}, '
        f'"text": {_text(span.verbatim.text)}, "subject": {_text(subject)}, '
        f'"message": {_text(message)}, "hint": {_text(hint)}, '
        f'"suggestions": [{", ".join(map(_text, suggestions))}], '
        f'"related": [{", ".join(map(_related, related))}], '
        f'"fix": {mend}, "accepted": {accepted}}}'
    )


def _related(related: Related) -> str:
    span, message = related
    return f'{{"path": {_text(span.source.path)}, {_place(span)}, "message": {_text(message)}}}'


def _edit(edit: Edit) -> str:
    return f'{{{_place(edit.span)}, "replacement": {_text(edit.text)}}}'


def _place(span: Span) -> str:
    line, column, end_line, end_column = span.positions
    return f'"line": {line}, "column": {column}, "end_line": {end_line}, "end_column": {end_column}'


def place(span: Span) -> dict[str, int]:
    """The four numbers of a place."""
    line, column, end_line, end_column = span.positions
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
