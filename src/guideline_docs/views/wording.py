"""The printed phrases of ``wording.toml``, each asked for before anything is printed.

What a document needs is declared as a dataclass: a field is a phrase, a nested
dataclass a sub-table. So one look at the file tells every phrase that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from string import Formatter
from typing import Any, TypeVar, get_type_hints

from guideline_docs.failure import CannotRun

T = TypeVar("T")


def phrase(*names: str) -> Any:
    """A phrase that is filled in: ``{n}件`` may name what ``names`` lists, nothing else."""
    return field(metadata={"names": names})


@dataclass(frozen=True, slots=True)
class Wording(Mapping[str, Any]):
    """``wording.toml`` as it was read; ``file`` is its name in messages."""

    file: str
    tables: Mapping[str, Any]

    def __getitem__(self, table: str) -> Any:
        return self.tables[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def phrases(self, kind: type[T], table: str) -> T:
        """The phrases of a table (``progress.words``: of a table within) as ``kind``.

        Raises CannotRun with all that is missing or cannot be used.
        """
        faults: list[str] = []
        entries: Any = self.tables
        for name in table.split("."):
            entries = entries.get(name) if isinstance(entries, Mapping) else None
        found = _read(kind, entries, table, faults)
        if faults:
            raise CannotRun(f"{self.file}: " + "、".join(faults))
        return found


def naming(words: T, measure: str) -> T:
    """Phrases with what the office calls its measures for ``{measure}``."""
    said = ((each.name, getattr(words, each.name)) for each in fields(words))  # type: ignore[arg-type]
    named = {key: text.replace("{measure}", measure) for key, text in said if isinstance(text, str)}
    return replace(words, **named)  # type: ignore[type-var]


def _read(kind: type[T], table: object, path: str, faults: list[str]) -> T:
    hints = get_type_hints(kind)
    entries = table if isinstance(table, Mapping) else {}
    values: dict[str, Any] = {}
    for item in fields(kind):  # type: ignore[arg-type]
        name = f"{path}.{item.name}"
        if is_dataclass(hint := hints[item.name]):
            values[item.name] = _read(hint, entries.get(item.name), name, faults)
        elif item.name not in entries:
            faults.append(f"「{name}」がありません")
        else:
            value = entries[item.name]
            values[item.name] = tuple(value) if isinstance(value, list) else value
            faults.extend(f"「{name}」{fault}" for fault in _faults(item, hint, value))
    return kind(**values) if not faults else None  # type: ignore[return-value]


def _faults(item: Field[Any], hint: object, value: object) -> Iterator[str]:
    texts = value if isinstance(value, list) and hint != str else [value]
    if not all(isinstance(text, str) for text in texts):
        yield "は文字列で書いてください"
        return
    allowed = item.metadata.get("names")
    if allowed is None:
        return
    for text in texts:
        try:
            used = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError:
            yield "の { と } が対になっていません"
            continue
        for name in sorted(used.difference(allowed)):
            able = "".join(f"{{{one}}}" for one in allowed)
            yield f"の {{{name}}} は使えません（使えるのは {able}）"
