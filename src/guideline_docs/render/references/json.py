"""References as JSON, for programs and editors.

Lines and columns count from 1, a column is a code point, ``end_column`` is exclusive.
A number that is not of this guideline has a ``document``, 他の文書, and is no reference.
"""

from __future__ import annotations

import json
from typing import Any

from guideline_docs.model.targets import Target
from guideline_docs.render.references.text import OTHER
from guideline_docs.render.reports.json import place
from guideline_docs.views.references import Reference, References

SCHEMA_VERSION = 1


def render(references: References) -> str:
    """One reference a line; ``asked`` is empty where no target was named."""
    asked = _listed([{"name": a.name, "target": _target(a.target)} for a in references.asked])
    found = _listed([_reference(reference) for reference in references.references])
    return (
        f'{{"schema_version": {SCHEMA_VERSION},\n "asked": {asked},\n "references": {found}}}\n'
    )


def _listed(items: list[dict[str, Any]]) -> str:
    body = ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"[\n  {body}\n ]" if body else "[]"


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "path": reference.span.source.path,
        **place(reference.span),
        "text": reference.span.verbatim.text,
        "subject": reference.subject,
        "kind": reference.kind.value,
        "origin": reference.origin,
        "fault": reference.fault,
        "target": _target(reference.target),
        **({"document": OTHER} if reference.is_other else {}),
    }


def _target(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    return {
        "kind": target.kind.value,
        "name": target.name,
        "title": target.title,
        "anchor": target.anchor,
        "path": target.span.source.path,
        "line": target.span.line,
    }
