"""Three ways at once: what was sent, what came back, what stands here now (diff3).

What changed on one side only is taken; what changed on both in the same way is one change;
where both changed the same words, or words that touch, nobody can say what is meant.
"""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from guideline_docs.edits.receiving.ours import Piece
from guideline_docs.model.keys import Said
from guideline_docs.source.record import NamedTuple


class Region(NamedTuple):
    """``start`` to ``end`` of what was sent became ``first`` to ``last`` of another version."""

    start: int
    end: int
    first: int
    last: int


class Replaced(NamedTuple):
    """The pieces ``start`` to ``end`` of ours become ``said``."""

    start: int
    end: int
    said: tuple[Said, ...]


Says = Callable[[Sequence[Piece], Sequence[Said]], bool]
"""Whether pieces say the same as what came, however that is written."""


def alike(pieces: Sequence[Piece], said: Sequence[Said]) -> bool:
    """The same, word by word."""
    return [piece.said for piece in pieces] == list(said)


def merge(
    base: Sequence[Said], theirs: Sequence[Said], ours: Sequence[Piece], says: Says = alike
) -> list[Replaced] | None:
    """What of ours changes; None where both changed the same words otherwise."""
    if says(ours, theirs):
        return []
    found = _merged(base, theirs, ours, says)
    return found and [each for each in found if not says(ours[each.start : each.end], each.said)]


def _merged(
    base: Sequence[Said], theirs: Sequence[Said], ours: Sequence[Piece], says: Says
) -> list[Replaced] | None:
    here = [piece.said for piece in ours]
    coming, own = _regions(base, theirs), _regions(base, here)
    found: list[Replaced] = []
    for region in coming:
        said = tuple(theirs[region.first : region.last])
        met = [each for each in own if _touch(region, each)]
        if not met:
            shift = sum(
                (each.last - each.first) - (each.end - each.start)
                for each in own
                if each.end <= region.start
            )
            found.append(Replaced(region.start + shift, region.end + shift, said))
        elif [region[:2]] != [each[:2] for each in met] or not says(
            ours[met[0].first : met[0].last], said
        ):
            return None
    return found


def applied(ours: Sequence[Piece], changes: Sequence[Replaced]) -> list[Piece | Said]:
    """Ours with the changes made: pieces that stay, and what is new between them."""
    out: list[Piece | Said] = []
    at = 0
    for start, end, said in sorted(changes):
        out += [*ours[at:start], *said]
        at = end
    return [*out, *ours[at:]]


def _regions(base: Sequence[Said], other: Sequence[Said]) -> list[Region]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [Region(i, j, k, m) for kind, i, j, k, m in matcher.get_opcodes() if kind != "equal"]


def _touch(one: Region, other: Region) -> bool:
    return one.start <= other.end and other.start <= one.end
