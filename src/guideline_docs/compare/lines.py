"""What changed among lines that bear no numbers: by their words, and where they stand."""

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from guideline_docs.compare.order import alike
from guideline_docs.source.record import NamedTuple

Thing = TypeVar("Thing")


class Line(NamedTuple, Generic[Thing]):
    """A line by what is compared: its kind, its words, and the words as they now read."""

    kind: Hashable
    text: str
    thing: Thing


def paired(old: Sequence[Line[Thing]], new: Sequence[Line[Thing]]) -> Iterator[
    tuple[Line[Thing] | None, Line[Thing] | None]
]:
    """The lines of both in reading order: equal ones, those that were rewritten, the rest."""
    keys = [[(line.kind, line.text) for line in side] for side in (old, new)]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(old[i:j], new[k:m], strict=True)
        else:
            yield from alike(old[i:j], new[k:m], lambda line: line.text, lambda line: line.kind)
