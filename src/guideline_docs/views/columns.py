"""What the documents call a column that they have no name of their own for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording, phrase

# What is read from the right: its units stand below each other.
FIGURES = frozenset((ColumnKind.NUMBER, ColumnKind.PERCENT))


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """``[columns]`` in wording.toml."""

    with_unit: str = phrase("head", "unit")


def column_heads(wording: Wording) -> Callable[[Column], str]:
    """What prints the head of a column, with its unit. Raises CannotRun for a missing phrase."""
    words = wording.phrases(ColumnWords, "columns")

    def head(column: Column) -> str:
        name = printable(column.name)
        if not column.unit:
            return name
        return words.with_unit.format(head=name, unit=printable(column.unit))

    return head
