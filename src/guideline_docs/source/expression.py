"""Regular expressions that are compiled when they are first asked something.

Compiling those that a check may need took half of the time of its imports, and a check
asks a third of them: the others speak of what is not in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast


def expression(pattern: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, later; a fault in it shows as late."""
    return cast(re.Pattern[str], _Expression(pattern, flags))


def places(text: str, words: Iterable[str]) -> list[int]:
    """Where any of some words stands in a text, in order.

    What begins with one of a set of characters is looked for from there, where they are rare:
    re asks of each character whether it is in the set, and that takes it fifty times as long
    as to look for one of them.
    """
    found: list[int] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + 1)
    found.sort()
    return found


class _Expression:
    def __init__(self, pattern: str, flags: re.RegexFlag | int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> object:
        """Asked the first time only: afterwards the attribute is there, as fast as any."""
        value = getattr(re.compile(*self._written), name)
        setattr(self, name, value)
        return value
