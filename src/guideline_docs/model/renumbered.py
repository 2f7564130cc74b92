"""The map 第1期 No ↔ 第2期 No: ``renumbered.toml``, kept over any number of renumberings."""

from pathlib import Path
from typing import Any

from guideline_docs.source.expression import expression
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.toml import TomlFile

RENUMBERED = "renumbered.toml"

_HEAD = """\
# 番号の付け直しの記録。guideline-docs renumber が書き、付け直すたびに改めます。
# 左が第1期の番号、右が第2期の番号です。第2期にないものの右は "" です。
# 第1期にない新しいものは、その行を削ってください。
"""
_TABLES = ("measures", "subsections", "categories")


_STEPS = """\

# 付け直すたびの記録。edition は付け直す前の一覧を表す印で、その一覧から作った Word の素案にも
# 入っています。素案が返ってきたとき施策を取り違えないためのものです。書き換えないでください。
"""


class Step(NamedTuple):
    """One renumbering: the digest of the edition it began from, and the numbers that moved."""

    edition: str
    measures: dict[str, str] = {}


class Renumbered(NamedTuple):
    """Each name of 第1期 and what it is in 第2期; empty where it is no more.

    Measures go by their bare numbers, ``6``, or those of their headings and their own,
    ``1-2-6``; the others by their names, ``(3)-ア``, ``(3)``.
    """

    measures: dict[str, str] = {}
    subsections: dict[str, str] = {}
    categories: dict[str, str] = {}
    steps: tuple[Step, ...] = ()
    """The renumberings so far, in their order."""

    def since(self, edition: str) -> dict[int | str, int | str] | None:
        """The numbers of measures that moved since an edition: what they were, what they are.

        None where no renumbering began from it: of another edition nothing is known.
        """
        begun = [place for place, step in enumerate(self.steps) if step.edition == edition]
        if not begun:
            return None
        moved: dict[int | str, int | str] = {}
        for step in self.steps[begun[-1] :]:
            numbers = {_key(old): _key(new) for old, new in step.measures.items()}
            # Who has moved before moves on; all others still have the number they had.
            onward = {first: numbers.pop(now, now) for first, now in moved.items()}
            moved = onward | {old: new for old, new in numbers.items() if old not in onward}
        return moved

    def then(self, step: "Renumbered") -> "Renumbered":
        """This map with a further step behind it.

        What the step knows and this map does not is new in 第2期, and has no place in it.
        """
        steps = (*self.steps, *step.steps)
        if not any(self[:3]):
            return step._replace(steps=steps)
        return Renumbered(
            *(
                {old: after.get(new, "") for old, new in before.items()}
                for before, after in zip(self[:3], step[:3], strict=True)
            ),
            steps,
        )

    def toml(self) -> str:
        """The file; the same map gives the same bytes."""
        parts = [_HEAD]
        for name, table in zip(_TABLES, self[:3], strict=True):
            parts.append(f"\n[{name}]\n")
            parts += _entries(table)
        for step in self.steps:
            parts.append(_STEPS if step is self.steps[0] else "\n")
            parts.append(f'[[step]]\nedition = "{step.edition}"\n[step.measures]\n')
            parts += _entries(step.measures)
        return "".join(parts)


def read_renumbered(path: Path, name: str, data: bytes | None = None) -> Renumbered:
    """The map so far; empty where there is no file. Raises CannotRun where it cannot be meant.

    ``data`` is what it says where it is not saved yet.
    """
    if data is None and not path.is_file():
        return Renumbered()
    file = TomlFile(path, name, data)
    file.known(file.data, (*_TABLES, "step"))
    tables = (_names(file, file.table(name)) for name in _TABLES)
    return Renumbered(*tables, tuple(_step(file, table) for table in file.tables("step")))


def _step(file: TomlFile, table: dict[str, Any]) -> Step:
    file.known(table, Step._fields, "[[step]]")
    measures = table.get("measures", {})
    if not isinstance(measures, dict):
        file.fail(table, "measures", "[step.measures] の形で書いてください")
    moved = _names(file, measures)
    for old, new in moved.items():
        if not (_KEY.fullmatch(old) and _KEY.fullmatch(new)):
            file.fail(measures, old, "[step.measures] には、施策の番号を 3 = 2 のように書いてください")
    return Step(file.text(table, "edition"), moved)


_KEY = expression("[0-9]+(?:-[0-9]+)*")


def _key(name: str) -> int | str:
    """What a measure is kept by, as ``Measure.key``."""
    return int(name) if name.isdecimal() else name


def _names(file: TomlFile, table: dict[str, Any]) -> dict[str, str]:
    return {old: _name(file, table, old) for old in table}


def _name(file: TomlFile, table: dict[str, Any], key: str) -> str:
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int | str):
        file.fail(table, key, f'「{key}」の右は番号か "" にしてください')
    return str(value)


def _entries(table: dict[str, str]) -> list[str]:
    return [f"{_value(old)} = {_value(new)}\n" for old, new in table.items()]


def _value(name: str) -> str:
    return name if name.isdecimal() else f'"{name}"'
