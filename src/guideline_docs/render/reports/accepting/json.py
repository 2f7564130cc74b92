"""What is accepted as JSON, for programs: the entry, and a finding a line."""

from __future__ import annotations

import json

from guideline_docs.edits.accepting import Accepting

SCHEMA_VERSION = 1


def nothing(file: str) -> str:
    """That there is nothing to accept, in the same shape: no entry and no finding."""
    told = {"schema_version": SCHEMA_VERSION, "file": file, "accept": None, "findings": []}
    return json.dumps(told, ensure_ascii=False) + "\n"


def render(accepting: Accepting) -> str:
    """``file`` is accepted.toml as it is called, ``accept`` what is written there."""
    findings = []
    for each in accepting.findings:
        line, column, end_line, end_column = each.span.positions
        told = {
            "path": each.path,
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
            "message": each.finding.message,
        }
        findings.append(json.dumps(told, ensure_ascii=False))
    body = ",\n  ".join(findings)
    entry = json.dumps(accepting.entry._asdict(), ensure_ascii=False)
    file = json.dumps(accepting.file.name, ensure_ascii=False)
    return (
        f'{{"schema_version": {SCHEMA_VERSION},\n "file": {file},\n "accept": {entry},\n'
        f' "findings": [\n  {body}\n ]}}\n'
    )
