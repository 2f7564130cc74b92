"""The map 第1期 No ↔ 第2期 No: ``renumbered.toml``, kept over any number of renumberings."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from guideline_docs.source.toml import TomlFile

RENUMBERED = "renumbered.toml"

_HEAD = """\
# 番号の付け直しの記録。guideline-docs renumber が書き、付け直すたびに改めます。
# 左が第1期の番号、右が第2期の番号です。第2期にないものの右は "" です。
# 第1期にない新しいものは、その行を削ってください。
"""
_TABLES = ("measures", "subsections", "categories")


class Renumbered(NamedTuple):
    """Each name of 第1期 and what it is in 第2期; empty where it is no more.

    Measures go by their bare numbers, ``6``; the others by their names, ``(3)-ア``, ``(3)``.
    """

    measures: dict[str, str] = {}
    subsections: dict[str, str] = {}
    categories: dict[str, str] = {}

    def then(self, step: Renumbered) -> Renumbered:
        """This map with a further step behind it.

        What the step knows and this map does not is new in 第2期, and has no place in it.
        """
        if not any(self):
            return step
        return Renumbered(
            *(
                {old: after.get(new, "") for old, new in before.items()}
                for before, after in zip(self, step, strict=True)
            )
        )

    def toml(self) -> str:
        """The file; the same map gives the same bytes."""
        parts = [_HEAD]
        for name, table in zip(_TABLES, self, strict=True):
            parts.append(f"\n[{name}]\n")
            parts += [f"{_value(old)} = {_value(new)}\n" for old, new in table.items()]
        return "".join(parts)


def read_renumbered(path: Path, name: str) -> Renumbered:
    """The map so far; empty where there is no file. Raises CannotRun where it cannot be meant."""
    if not path.is_file():
        return Renumbered()
    file = TomlFile(path, name)
    file.known(file.data, _TABLES)
    return Renumbered(*(_table(file, table) for table in _TABLES))


def _table(file: TomlFile, name: str) -> dict[str, str]:
    table = file.table(name)
    return {old: _name(file, table, old) for old in table}


def _name(file: TomlFile, table: dict[str, Any], key: str) -> str:
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int | str):
        file.fail(table, key, f'「{key}」の右は番号か "" にしてください')
    return str(value)


def _value(name: str) -> str:
    return name if name.isdecimal() else f'"{name}"'
