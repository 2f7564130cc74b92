"""What came back as JSON, for programs: an entry a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from guideline_docs.edits.incoming import Incoming
from guideline_docs.edits.receiving.comments import Opinion
from guideline_docs.source.edit import Patch
from guideline_docs.source.record import NamedTuple

SCHEMA_VERSION = 1


def render(incoming: Incoming, patch: Patch, comments: Sequence[Opinion] | None = None) -> str:
    parts = [f'"{name}": {_listed(getattr(incoming, name))}' for name in incoming._fields]
    if comments is not None:
        answered = [each._replace(replies=[r._asdict() for r in each.replies]) for each in comments]  # type: ignore[arg-type]
        parts.append(f'"comments": {_listed(answered)}')
    return f'{{"schema_version": {SCHEMA_VERSION},\n ' + ",\n ".join(parts) + "}\n"


def _listed(records: Iterable[NamedTuple]) -> str:
    body = ",\n  ".join(json.dumps(each._asdict(), ensure_ascii=False) for each in records)
    return f"[\n  {body}\n ]" if body else "[]"
