"""Findings to text: one file a format, all from the one list of diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.record import NamedTuple


class Format(NamedTuple):
    """A format of a report: its name, and that of its module here, which has a ``render``.

    ``wants`` are what that takes besides the diagnostics, of what ``report`` is given.
    What is ``for_programs`` is UTF-8 wherever it is printed.
    """

    name: str
    for_programs: bool = False
    wants: tuple[str, ...] = ()


FORMATS = (
    Format("full", wants=("paint", "ambiguous")),
    Format("concise"),
    Format("json", for_programs=True),
    Format("github"),
    Format("sarif", for_programs=True),
    Format("junit", for_programs=True, wants=("paths",)),
)
"""Any of them is imported only when it is asked for; the first is the default."""


def format_called(name: str) -> Format:
    return next(each for each in FORMATS if each.name == name)


def report(form: Format, diagnostics: Sequence[Diagnostic], **given: object) -> str:
    """The report in a format: ``paths`` are the files that were checked, ``paint`` and
    ``ambiguous`` what a screen looks like (see ``full``)."""
    module = import_module(f"{__name__}.{form.name}")
    told: str = module.render(diagnostics, *(given[name] for name in form.wants))
    return told
