"""What changed in the chapters: headings, paragraphs, what they ask for."""

from collections.abc import Iterator, Sequence

from guideline_docs.compare.blocks import Block, Moved, Pair, blocks, pairs_of
from guideline_docs.compare.changes import OF_NAMES, Change, ChangeKind, Thing
from guideline_docs.compare.follow import Follow
from guideline_docs.compare.words import GONE, NEW, SAME, Part, changes, exchanged
from guideline_docs.model.chapter import Annotation, Heading, Paragraph
from guideline_docs.model.guideline import Guideline

_BREAK = "\n"


class Chapters:
    """The chapters of two versions; ``names`` is what each heading was → is called."""

    def __init__(self, old: Guideline, new: Guideline) -> None:
        self.pairs = pairs_of(blocks(old), blocks(new))
        self.moved = Moved(self.pairs)
        every = [*self.pairs, *((was, now) for now, was in self.moved.came.items())]
        self.names = {was.name: now.name for was, now in every if was and now and now.is_heading}

    def changes(self, follow: Follow) -> Iterator[Change]:
        """The changes as they are read; a text that went and came elsewhere has moved."""
        at = 0
        behind: Thing | None = None
        while at < len(self.pairs):
            if broken := _broken(self.pairs[at : at + 2]):
                yield broken
                behind = broken.after
                at += 2
                continue
            yield from self._of(self.pairs[at], follow, behind)
            if now := self.pairs[at][1]:
                behind = _kept(now) or behind
            at += 1

    def _of(self, pair: Pair, follow: Follow, behind: Thing | None) -> Iterator[Change]:
        was, now = pair
        if was and now:
            yield from self._numbered(was, now)
            yield from _reworded(was, now, follow)
        elif was and was not in self.moved.gone:
            told = was.text, "", changes(was.text, ""), _kept(was), None, behind
            yield Change(ChangeKind.REMOVED, "", was.name, _field(was), was.place, *told)
        elif now and (before := self.moved.came.get(now)):
            yield from self._moved(before, now)
            yield from _reworded(before, now, follow)
        elif now:
            told = "", now.text, changes("", now.text), None, _kept(now)
            yield Change(ChangeKind.ADDED, now.name, "", _field(now), now.place, *told)

    def _numbered(self, was: Block, now: Block) -> Iterator[Change]:
        """A heading of another number or level; what stands above it is told there."""
        if isinstance(was.thing, Heading) and isinstance(now.thing, Heading):
            if (was.thing.level, was.thing.ordinal) != (now.thing.level, now.thing.ordinal):
                yield _told(ChangeKind.RENUMBERED, was, now, "number", was.name, now.name)

    def _moved(self, was: Block, now: Block) -> Iterator[Change]:
        """What stands elsewhere; what went there with its heading is not told again."""
        if self.moved.homes.get(was.home) == now.home:
            return
        stays = self.names.get(was.home, was.home) == now.home
        if was.kind != now.kind:
            yield _told(ChangeKind.CHANGED, was, now, "form", str(was.kind), str(now.kind))
            if stays:
                return
        field = "order" if stays else "section"
        yield _told(ChangeKind.MOVED, was, now, field, was.name, now.name)


def _told(
    kind: ChangeKind, was: Block, now: Block, field: str, old: str, new: str
) -> Change:
    things = _kept(was), _kept(now)
    parts = (exchanged if field in OF_NAMES else changes)(old, new)
    return Change(kind, now.name, was.name, field, now.place, old, new, parts, *things)


def _reworded(was: Block, now: Block, follow: Follow) -> Iterator[Change]:
    if was.text != now.text and not _follows(was, now, follow):
        yield _told(ChangeKind.CHANGED, was, now, _field(now), was.text, now.text)
    elif was.picture != now.picture:
        yield _told(ChangeKind.CHANGED, was, now, "image", was.text, now.text)


def _broken(pairs: Sequence[Pair]) -> Change | None:
    """A paragraph that was broken in two, or two that were joined, without another word."""
    ours = [was for was, _ in pairs if was and isinstance(was.thing, Paragraph)]
    theirs = [now for _, now in pairs if now and isinstance(now.thing, Paragraph)]
    if len(ours) + len(theirs) != 3 or not (ours and theirs):
        return None
    old, new = (_BREAK.join(each.text for each in side) for side in (ours, theirs))
    if old.replace(_BREAK, "") != new.replace(_BREAK, ""):
        return None
    kind, long = (NEW, new) if len(theirs) == 2 else (GONE, old)
    first, _, second = long.partition(_BREAK)
    parts = Part(SAME, (first,)), Part(kind, (_BREAK,)), Part(SAME, (second,))
    told = _told(ChangeKind.CHANGED, ours[0], theirs[0], "text", "", "")
    return told._replace(old=old, new=new, parts=parts)


def _follows(old: Block, new: Block, follow: Follow) -> bool:
    """Whether only numbers differ, and each names what it named."""
    if not (isinstance(old.thing, Paragraph) and isinstance(new.thing, Paragraph)):
        return False
    ours, theirs = old.thing.passages, new.thing.passages
    return len(ours) == len(theirs) and all(map(follow.same, ours, theirs))


def _field(block: Block) -> str:
    match block.thing:
        case Heading():
            return "title"
        case Paragraph():
            return "text"
    return "annotation"


def _kept(block: Block) -> Heading | Paragraph | None:
    return None if isinstance(block.thing, Annotation) else block.thing
