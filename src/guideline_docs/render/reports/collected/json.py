"""What was collected as JSON, for programs: an entry a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from guideline_docs.edits.collecting import Collected, Matter, Open, State, Taken

SCHEMA_VERSION = 1

# Of these all three texts are known, and a cell of the table that they belong to.
_CONFLICTS = (Matter.UNLIKE, Matter.MOVED)


def render(collected: Collected) -> str:
    parts: dict[str, Iterable[Mapping[str, Any]]] = {
        "departments": map(_state, collected.states),
        "edits": map(_edit, collected.taken),
        "conflicts": (_conflict(each) for each in collected.open if each.matter in _CONFLICTS),
        "unplaced": (_unplaced(each) for each in collected.open if each.matter not in _CONFLICTS),
        "files": (each._asdict() for each in collected.others),
        "notes": (each._asdict() for each in collected.notes),
    }
    told = ",\n ".join(f'"{name}": {_listed(entries)}' for name, entries in parts.items())
    return f'{{"schema_version": {SCHEMA_VERSION},\n {told}}}\n'


def _listed(entries: Iterable[Mapping[str, Any]]) -> str:
    body = ",\n  ".join(json.dumps(each, ensure_ascii=False) for each in entries)
    return f"[\n  {body}\n ]" if body else "[]"


def _state(state: State) -> dict[str, Any]:
    return {
        "department": state.department.name,
        "state": state.progress,
        "files": state.files,
        "answerers": state.answerers,
        "due": state.due,
        "measures": state.measures,
        "asked": state.asked,
        "answered": state.answered,
        "edits": state.taken,
        "open": state.open,
        "empty": [each._asdict() for each in state.empty],
    }


def _edit(taken: Taken) -> dict[str, Any]:
    return taken.change._asdict() | {"title": taken.title, "departments": taken.departments}


def _conflict(each: Open) -> dict[str, Any]:
    told = each._asdict()
    return {"kind": told.pop("matter"), **told}


def _unplaced(each: Open) -> dict[str, Any]:
    told = each._asdict()
    near = f"{each.name} {each.head}".strip()
    return {"kind": told.pop("matter"), "text": told.pop("theirs"), "near": near, **told}
