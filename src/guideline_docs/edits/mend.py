"""The certain fixes of findings, as a patch."""

from __future__ import annotations

from collections.abc import Iterable

from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.edit import Edit, Fix, Patch, changed
from guideline_docs.source.project import identity
from guideline_docs.source.span import SourceText

MOST_ROUNDS = 10
"""So often what waited is mended after the rest, and findings that only then show."""


def mend(diagnostics: Iterable[Diagnostic]) -> Patch:
    """The certain fixes of what is not accepted that can be made together.

    A fix is made whole; one that overlaps another waits for the next round.
    Raises CannotRun where a file was read twice and was not the same.
    """
    seen = _Seen()
    fixes = (d.finding.certain_fix for d in diagnostics if d.accepted is None)
    patch, _ = Patch.of_fixes(seen.of_one_source(fix) for fix in fixes if fix)
    return patch


class _Seen:
    """A file that two names have led to is one source."""

    def __init__(self) -> None:
        self._first: dict[object, SourceText] = {}
        self._known: dict[SourceText, SourceText] = {}

    def of_one_source(self, fix: Fix) -> Fix:
        spans = [edit.span.verbatim for edit in fix.edits]
        moved = zip(spans, fix.edits, strict=True)
        edits = (Edit(s._replace(source=self._one(s.source)), edit.text) for s, edit in moved)
        return fix._replace(edits=tuple(edits))

    def _one(self, source: SourceText) -> SourceText:
        if source not in self._known:
            # Standard input is no file.
            key = identity(source.file) if source.file else source
            one = self._known[source] = self._first.setdefault(key, source)
            if one.text != source.text:
                raise changed(source)
        return self._known[source]
