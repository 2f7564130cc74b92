"""The last paragraphs of a section in two versions, which share its end.

The end of a section stands in its last paragraph and can neither go nor come. So where
a text was added behind the last one, what is new is the end of the one before it; and where
it was taken away, that end is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guideline_docs.views.draft.parts import DraftRole, Mark, PageBreak
from guideline_docs.views.tracked.blocks import BETWEEN, Entry


def ended(found: Iterable[Entry]) -> Iterator[Entry]:
    """The entries with the ends of their paragraphs as the ends of sections ask for it."""
    section: list[Entry] = []
    for entry in found:
        if not entry.ends_section:
            section.append(entry)
            continue
        if entry.was:
            _share_end(section)
        yield from section
        section = []
        yield entry
    assert not section


def _share_end(section: list[Entry]) -> None:
    """Make the last paragraph of a section the last one of both versions."""
    was = next((entry for entry in reversed(section) if entry.was), None)
    now = next((entry for entry in reversed(section) if entry.now and not _turns(entry)), None)
    if now is not None and now.derived:
        if was is not None and was.now is None and was.was.block is BETWEEN:
            section.remove(was)  # what is derived stands where the old version ended
        return
    if was is None or now is None or was is now:
        return
    if was.now is None and now.was is None:
        section.remove(was)
        section.remove(now)
        last = Entry(was.was, now.now, Mark.SAME, before=_other(_role(was), _role(now)))
        section.append(last)
    elif was.now is not None:
        was.end, now.end = Mark.INSERTED, Mark.SAME
        now.before = _other(_role(was), _role(now))
    else:
        now.end, was.end = Mark.DELETED, Mark.SAME
        was.role, was.before = _role(now), _other(_role(was), _role(now))


def _turns(entry: Entry) -> bool:
    """Whether it only says where a page begins."""
    return bool(entry.now) and isinstance(entry.now.block, PageBreak)


def _role(entry: Entry) -> DraftRole:
    item = entry.now or entry.was
    return getattr(item.block, "role", DraftRole.FIGURE)


def _other(before: DraftRole, now: DraftRole) -> DraftRole | None:
    return before if before is not now else None
