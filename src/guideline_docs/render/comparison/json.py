"""Changes as JSON, for programs. Lines count from 1; ``parts`` joined are old and new.

Of a removed thing, ``path`` and ``line`` are of the old version.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from guideline_docs.compare.changes import Change, Comparison

SCHEMA_VERSION = 1


def render(comparison: Comparison, named: Callable[[str], str] = str) -> str:
    """One change a line; ``named`` is what to call a file."""
    lines = [json.dumps(_change(each, named), ensure_ascii=False) for each in comparison.changes]
    body = "[\n  " + ",\n  ".join(lines) + "\n ]" if lines else "[]"
    return f'{{"schema_version": {SCHEMA_VERSION},\n "changes": {body}}}\n'


def _change(change: Change, named: Callable[[str], str]) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "name": change.name,
        "old_name": change.old_name,
        "field": change.field,
        "path": named(change.place.source.path),
        "line": change.place.line,
        "old": change.old,
        "new": change.new,
        "parts": [[part.kind, part.text] for part in change.parts],
    }
