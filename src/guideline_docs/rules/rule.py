"""A rule: one function that yields findings, one page, one line in the catalogue."""

import re
from collections.abc import Callable, Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.diagnostic import Finding, Severity
from guideline_docs.source.expression import expression
from guideline_docs.source.record import NamedTuple

Check = Callable[[Guideline], Iterator[Finding]]

# The parts of a page, in this order; the first line of the docstring is its title.
SECTIONS = ("何を見るか", "なぜ困るか", "悪い例", "良い例", "直し方")
_SECTION = expression(rf"^## ({'|'.join(SECTIONS)})\n", re.MULTILINE)


class Page(NamedTuple):
    """What ``explain`` shows. Examples are lines of a sheet with ``｜`` for the tab
    and ``…`` for any valid cell; a line that begins with ※ is a remark."""

    title: str
    sections: dict[str, str]


class Rule(NamedTuple):
    """``name`` tells the fault: ``dangling-reference``."""

    code: str
    name: str
    severity: Severity
    check: Check
    docstring: str

    @property
    def page(self) -> Page:
        """The docstring, taken apart."""
        from inspect import cleandoc  # 4 ms that only the reader of a page pays

        title, _, body = cleandoc(self.docstring).partition("\n")
        parts = _SECTION.split(body + "\n")
        sections = zip(parts[1::2], parts[2::2], strict=True)
        return Page(title, {name: text.strip("\n") for name, text in sections})


def rule(code: str, severity: Severity) -> Callable[[Check], Rule]:
    """Make a rule of a function; nothing registers itself."""

    def make(check: Check) -> Rule:
        name = check.__name__.replace("_", "-")
        return Rule(code, name, severity, check, check.__doc__ or "")

    return make
