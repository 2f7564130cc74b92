"""What our own workbook of a table says: when it comes back, that is no news."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from guideline_docs.edits.cells import held
from guideline_docs.edits.importing.newer import Newer
from guideline_docs.failure import CannotRun
from guideline_docs.model.guideline import Guideline
from guideline_docs.source.glyphs import fold_head


class Printed(NamedTuple):
    """``texts`` are the cells of the sheet for people, as ``held``; ``machine`` are the heads
    of the one for machines, folded, and ``people`` is the name of the former."""

    texts: frozenset[str] = frozenset()
    machine: frozenset[str] = frozenset()
    people: str = ""

    def title(self, ours: str, theirs: str) -> str:
        """A title as the sheet has it: without what is printed behind it, （素案）."""
        behind = [text[len(ours) :] for text in self.texts if ours and text.startswith(ours)]
        found = [each for each in behind if each and theirs.endswith(each)]
        return theirs.removesuffix(max(found, key=len)) if found else theirs


PrintedBy = Callable[[Guideline], Printed]
"""Makes the workbook of a guideline, and reads it: only where a table asks for it."""


def nothing(_: Guideline) -> Printed:
    return Printed()


# So many heads that are not here make a table of another form.
_STRANGE = 3


def must_be_for_people(newer: Newer, heads: Mapping[object, str], printed: Callable[[], Printed]) -> None:
    """Raise CannotRun for the sheet for machines, whose words are not those of the sheet."""
    own = set(map(fold_head, heads.values()))
    there = set(map(fold_head, newer.heads.values()))
    if len(there - own) < _STRANGE:
        return
    known = printed()
    if known.machine and known.machine <= there:
        raise CannotRun(
            f"{newer.file}: 機械で読むためのデータです。人が読むワークシート「{known.people}」を"
            "直し、それを取り込んでください"
        )


def texts_of(cells: Iterable[str]) -> frozenset[str]:
    return frozenset(map(held, cells))
