"""A reference in its numbers: each with the heading or measure that bears it.

What prints a reference binds each of its numbers to what bears it, so that both move
together; what reads it back knows by that which number was meant.
"""

from collections.abc import Iterator, Sequence

from guideline_docs.model.code import Code
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.passage import CrossReference
from guideline_docs.model.targets import Target
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.naming import Part, ReferenceKind


class Bit(NamedTuple):
    """A stretch of a reference, ``start`` to ``end`` of its source.

    ``target`` bears the number that stands there, if there is one; ``joint`` is what joins
    two numbers, at which no line ends.
    """

    start: int
    end: int
    is_number: bool = False
    target: Target | None = None
    joint: bool = False


def bits(guideline: Guideline, group: Sequence[CrossReference]) -> Iterator[Bit]:
    """The stretches of a resolved reference; of a range ``group`` holds every letter."""
    mark = group[0].mark
    at = mark.span.start
    for place, (part, target) in enumerate(named_parts(guideline, group)):
        if part.end <= at:
            continue  # a carried letter's category, which stands before it
        if at < part.start:
            joint = place == 1 and mark.kind is ReferenceKind.SUBSECTION
            yield Bit(at, part.start, joint=joint)
        yield Bit(part.start, part.end, True, target)
        at = part.end
    if at < mark.span.end:
        yield Bit(at, mark.span.end)


def named_parts(
    guideline: Guideline, group: Sequence[CrossReference]
) -> Iterator[tuple[Part, Target | None]]:
    """What names a number in a reference, each with what bears it."""
    first, last = group[0], group[-1]
    above, parts = above_of(guideline, first), first.mark.parts
    yield from zip(parts, map(guideline.targets.get, above))
    # Of a range both ends bear numbers.
    yield from zip(parts[len(above) :], (first.target, last.target))


def above_of(guideline: Guideline, reference: CrossReference) -> tuple[str, ...]:
    """The names of the headings that a reference says before the one it leads to."""
    code, spell = reference.code, guideline.scheme.spell
    if code is None:
        return reference.mark.above
    return tuple(
        spell(Code(level, code.path[: level + 1])) if level < len(code.above) else ""
        for level in reference.mark.levels[:-1]
    )
