"""Findings as SARIF 2.1.0, for code scanning: every rule with its page, every finding.

Columns are code points (``columnKind``); paths are relative to the working folder.
A fingerprint is made of what is said of what, not of the line, so that a line put in
above does not make old findings new ones.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from guideline_docs.render.reports.json import place
from guideline_docs.rules.catalogue import RULES
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.rule import Rule
from guideline_docs.source.span import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "SRCROOT"


def render(diagnostics: Sequence[Diagnostic]) -> str:
    indexes = {rule.code: index for index, rule in enumerate(RULES)}
    seen: Counter[str] = Counter()
    results = [_result(diagnostic, indexes, seen) for diagnostic in diagnostics]
    driver = {
        "name": "guideline-docs",
        "version": version("guideline-docs"),
        "language": "ja-JP",
        "rules": [_descriptor(rule) for rule in RULES],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": "ja-JP",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "検査を始めたフォルダー"}}},
        "results": results,
    }
    report = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    # Not indented: json's indentation is written in Python, many times slower.
    return json.dumps(report, ensure_ascii=False) + "\n"


def _descriptor(rule: Rule) -> dict[str, Any]:
    page = rule.page
    sections = page.sections.items()
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.sections["何を見るか"]},
        "help": {
            "text": "\n\n".join(f"{name}\n{text}" for name, text in sections),
            "markdown": "\n\n".join(_markdown(name, text) for name, text in sections),
        },
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _markdown(name: str, text: str) -> str:
    return f"## {name}\n\n```text\n{text}\n```" if "例" in name else f"## {name}\n\n{text}"


def _result(
    diagnostic: Diagnostic, indexes: dict[str, int], seen: Counter[str]
) -> dict[str, Any]:
    finding = diagnostic.finding
    told = "\n".join(filter(None, (finding.message, finding.hint)))
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": indexes[diagnostic.code],
        "level": diagnostic.severity.value,
        "message": {"text": told},
        "locations": [{"physicalLocation": _location(finding.span)}],
        "partialFingerprints": {"subject/v1": _fingerprint(diagnostic, seen)},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(related.span),
                "message": {"text": related.message},
            }
            for number, related in enumerate(finding.related)
        ]
    if fix := finding.certain_fix:
        replacements = [
            {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
            for edit in fix.edits
        ]
        change = {
            "artifactLocation": _artifact(finding.span.source.path),
            "replacements": replacements,
        }
        result["fixes"] = [
            {"description": {"text": finding.hint}, "artifactChanges": [change]}
        ]
    if diagnostic.accepted is not None:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": diagnostic.accepted}
        ]
    return result


def _location(span: Span) -> dict[str, Any]:
    return {"artifactLocation": _artifact(span.source.path), "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    names = {"line": "startLine", "column": "startColumn"}
    names |= {"end_line": "endLine", "end_column": "endColumn"}
    return {names[name]: number for name, number in place(span).items()}


def _artifact(path: str) -> dict[str, str]:
    """Relative to the working folder; what lies outside is named by its whole address."""
    whole = Path(path).absolute()
    try:
        relative = whole.relative_to(Path.cwd())
    except ValueError:
        return {"uri": whole.as_uri()}
    return {"uri": quote(relative.as_posix()), "uriBaseId": _ROOT}


def _fingerprint(diagnostic: Diagnostic, seen: Counter[str]) -> str:
    """The same while code, file, subject and text stay; of several alike, by their order."""
    finding = diagnostic.finding
    parts = (diagnostic.code, diagnostic.path, finding.subject, finding.span.text)
    key = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
    seen[key] += 1
    return f"{key}:{seen[key]}"
