"""What changed among lines that bear no numbers: by their words, and where they stand."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Generic, TypeVar

from guideline_docs.compare.order import alike, stretches
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
    for stretch in stretches(*keys):
        gone, came = old[stretch.old], new[stretch.new]
        if stretch.same:
            yield from zip(gone, came, strict=True)
        else:
            yield from alike(gone, came, lambda line: line.text, lambda line: line.kind)
