"""Where references begin, and how measures are named in them: 施策6, No.6, 事業12.

The office's own forms are understood in every project; those of its levels and of
``[reference]`` come to them.
"""

import re

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import (
    BLANKS,
    CIRCLED,
    DIGITS,
    HYPHENS,
    NUMBER_SIGN,
    OPEN,
    PARENTHESISED,
)
from guideline_docs.syntax.forms import NO_FORMS, Forms

_NAME = rf"(?:施策[{BLANKS}]*(?:{NUMBER_SIGN}[{BLANKS}]*)?|{NUMBER_SIGN}[{BLANKS}]*)"

# Where any of the forms can begin; a cell without one is done after one search. A pattern
# that begins with one set of characters is searched for many times faster than alternatives.
_FIRST = f"{OPEN}{PARENTHESISED}施NＮ№第"
_BEHIND = (
    rf"(?<=[{OPEN}])[{BLANKS}]*[{DIGITS}]|(?<=施)策|(?<=[NＮ])(?i:[oｏ])|(?<=第)(?=[{DIGITS}])"
    rf"|(?<=[{PARENTHESISED}№])"
)
_START = rf"[{_FIRST}](?:{_BEHIND})"


class Grammar:
    """Where references begin and how measures are named; ``forms`` are those of the scheme."""

    def __init__(self, forms: Forms = NO_FORMS) -> None:
        self.forms = forms
        words = "|".join(map(re.escape, forms.words))
        self.name = rf"(?:{_NAME}|(?:{words})[{BLANKS}]*)" if words else _NAME
        parts = [_START, *([f"(?:{words})(?=[{BLANKS}{DIGITS}])"] if words else [])]
        parts += [forms.start.pattern] if forms.ranks else []
        self.start = expression("|".join(parts))
        self.likely = expression(self._likely())
        """The same, and more than that, for the one search that most cells are done after."""
        self.measure = expression(rf"{self.name}(?P<digits>[{DIGITS}]{{1,5}})")

    def _likely(self) -> str:
        """One set of characters and what may stand behind each, as in ``_START``."""
        words = (*self.forms.words, *self.forms.openings)
        if any(len(word) < 2 for word in words):
            return self.start.pattern
        firsts = re.escape("".join(dict.fromkeys(word[0] for word in words)))
        rest = "".join(f"|(?<={re.escape(word[0])}){re.escape(word[1])}" for word in dict.fromkeys(words))
        figures = rf"|(?<=[{DIGITS}])(?=[{BLANKS}]*[{HYPHENS}の{OPEN}{CIRCLED}{DIGITS}])"
        if self.forms.opens_bare:
            firsts, rest = firsts + DIGITS, rest + figures
        return rf"[{_FIRST}{firsts}](?:{_BEHIND}{rest})"


OFFICE = Grammar()
"""The forms of the office's own sheet, which every scheme has: (3)-ア, 施策6, No.6."""
