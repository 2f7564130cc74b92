"""Closed words, each the only one of its kind, that cost next to nothing to declare.

``enum`` takes a tenth of a thousandth of a second for a class of five words, and each check
declares sixteen. Of what it can do, here is what the house asks of it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any


class _Declaration(type):
    """Makes of the strings in a class its words."""

    _words: dict[str, "_Word"]

    def __new__(
        kind, name: str, bases: tuple[type, ...], namespace: dict[str, Any]
    ) -> "_Declaration":
        made = super().__new__(kind, name, bases, namespace)
        made._words = {}
        for key, value in namespace.items():
            if type(value) is str and not key.startswith("_"):
                word = made._words[value] = str.__new__(made, value)
                word.name = key
                setattr(made, key, word)
        return made

    def __call__(kind, value: str) -> "_Word":
        """The word of a value; never a new one."""
        if value not in kind._words:
            raise ValueError(f"{value!r} is not a valid {kind.__name__}")
        return kind._words[value]

    def __iter__(kind) -> Iterator["_Word"]:
        return iter(kind._words.values())

    def __len__(kind) -> int:
        return len(kind._words)

    def __contains__(kind, value: object) -> bool:
        return value in kind._words


class _Word(str, metaclass=_Declaration):
    name: str

    @property
    def value(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}.{self.name}: {str(self)!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self),)


if TYPE_CHECKING:
    from enum import StrEnum as StrEnum
else:
    StrEnum = _Word
