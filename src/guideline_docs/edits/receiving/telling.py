"""What is told of a text that came back: changes, conflicts, what has no place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guideline_docs.edits.incoming import Change, Conflict, Unplaced, field_of, head_of
from guideline_docs.edits.receiving.here import Here
from guideline_docs.edits.receiving.ours import Fact, Kind, Ours
from guideline_docs.model.keys import Said, shown

BOTH = "送った後に、どちらでも書き換えられています"
GONE = "ここでは、もうなくなっている文です"
STRUCK = "Word では削られ、ここでは書き換えられています"
TWICE = "同じ施策の別の場所で、違う直し方をしています"


class Teller:
    """Makes the records; ``file`` is what came."""

    def __init__(self, here: Here) -> None:
        self.here = here

    def change(
        self, key: str, ours: Ours, theirs: Iterable[Said], result: str, authors: Sequence[str] = ()
    ) -> Change:
        base, where = shown(tuple(self.here.base(key))), (ours.span.source.path, ours.span.line)
        return Change(
            *(ours.key, ours.name, *field(ours), *where),
            *(base, shown(tuple(theirs)), ours.text, result, self.here.file),
            author="、".join(authors),
            tracked=bool(authors),
        )

    def conflict(
        self, key: str, theirs: str, why: str, ours: Ours | None = None, authors: Sequence[str] = ()
    ) -> Conflict:
        here, sent = self.here, self.here.sent[key]
        ours = ours or here.matched.ours.get(key)
        names = field(ours) if ours else ("text", "本文")
        path, line = (ours.span.source.path, ours.span.line) if ours else (sent.source, sent.line)
        base = shown(tuple(here.base(key)))
        where = (ours.key if ours else key), here.name(key), *names, path, line
        told = base, theirs, ours.text if ours else "", why
        return Conflict(*where, *told, here.file, author="、".join(authors))

    def unplaced(self, text: str, near: str, why: str) -> Unplaced:
        return Unplaced(text, near, why, self.here.file)


def field(ours: Ours) -> tuple[str, str]:
    """What of a thing a text is, for programs and for people."""
    if ours.column is not None:
        return field_of(ours.column), head_of(ours.column)
    if isinstance(ours.thing, Fact):
        return ours.thing.key, ours.thing.key
    return ("text", "本文") if ours.kind is Kind.PARAGRAPH else ("title", "見出し")
