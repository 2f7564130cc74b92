"""Which findings are new: those that were not among the ones told before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable

from guideline_docs.rules.diagnostic import Diagnostic


def appeared(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings of ``after`` that ``before`` lacks, accepted ones left out on both sides.

    A finding is known by file, code and subject, as an acceptance knows it: its line may
    move and be rewritten. Of several alike, those in lines that were there are the old ones.
    """
    old = [diagnostic for diagnostic in before if diagnostic.accepted is None]
    new = [diagnostic for diagnostic in after if diagnostic.accepted is None]
    for known_by in (_line, _subject):
        old, new = _unmatched(new, old, known_by), _unmatched(old, new, known_by)
    return new


def _unmatched(
    these: Iterable[Diagnostic],
    among: Iterable[Diagnostic],
    known_by: Callable[[Diagnostic], Hashable],
) -> list[Diagnostic]:
    """Those of ``among`` that are left when each of ``these`` has taken one like it."""
    taken = Counter(map(known_by, these))
    left: list[Diagnostic] = []
    for diagnostic in among:
        name = known_by(diagnostic)
        if not taken[name]:
            left.append(diagnostic)
        taken[name] -= taken[name] > 0
    return left


def _subject(diagnostic: Diagnostic) -> Hashable:
    return diagnostic.path, diagnostic.code, diagnostic.finding.subject


def _line(diagnostic: Diagnostic) -> Hashable:
    span = diagnostic.span
    return _subject(diagnostic), span.source.line_text(span.line)
