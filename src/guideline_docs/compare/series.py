"""Numbers that moved on together: neighbours that follow one another in both versions."""

from collections.abc import Hashable, Iterable, Iterator

from guideline_docs.compare.changes import Change, ChangeKind
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section


def series(changes: Iterable[Change], new: Guideline) -> Iterator[tuple[Change, ...]]:
    """Each change by itself, but numbers that moved on together as one, at the first of them.

    ``new`` is the version that they are in.
    """
    found: list[list[Change]] = []
    last: dict[Hashable, tuple[int, int, list[Change]]] = {}
    for change in changes:
        place = _place(change, new)
        if place is None:
            found.append([change])
            continue
        key, was, now = place
        before = last.get(key)
        if before and before[:2] == (was - 1, now - 1):
            group = before[2]
            group.append(change)
        else:
            group = [change]
            found.append(group)
        last[key] = was, now, group
    return map(tuple, found)


def _place(change: Change, new: Guideline) -> tuple[Hashable, int, int] | None:
    """What two must share to be neighbours, and the numbers; None of what is told by itself."""
    was, now = change.before, change.after
    if change.kind is not ChangeKind.RENUMBERED or was is None or now is None:
        return None
    if isinstance(was, Measure | Section) and isinstance(now, Measure | Section):
        if not (was.code and now.code):
            return None
        above = was.code.level, was.code.above, now.code.above
        return above, was.code.number, now.code.number
    target = new.targets.get(change.name)
    if target is None:
        return None
    return (
        ("chapters", target.code.above),
        was.ordinal,  # type: ignore[union-attr]
        now.ordinal,  # type: ignore[union-attr]
    )
