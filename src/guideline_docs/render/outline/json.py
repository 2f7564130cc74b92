"""The tree as JSON, for programs and editors.

Lines and columns count from 1, a column is a code point, ``end_column`` is exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from guideline_docs.render.reports.json import place
from guideline_docs.views.outline import Entry, SourceOutline

SCHEMA_VERSION = 1


def render(sources: Sequence[SourceOutline]) -> str:
    """One entry of the outermost level a line: as quick to write as to compare."""
    body = ",\n  ".join(map(_source, sources))
    inner = f"\n  {body}\n " if body else ""
    return f'{{"schema_version": {SCHEMA_VERSION},\n "sources": [{inner}]}}\n'


def _source(source: SourceOutline) -> str:
    path = json.dumps(source.path, ensure_ascii=False)
    lines = ",\n    ".join(json.dumps(_entry(e), ensure_ascii=False) for e in source.entries)
    return f'{{"path": {path}, "entries": [\n    {lines}]}}'


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind.value,
        "name": entry.name,
        "title": entry.title,
        "anchor": entry.anchor,
        **place(entry.span),
        "entries": [_entry(inner) for inner in entry.entries],
    }
