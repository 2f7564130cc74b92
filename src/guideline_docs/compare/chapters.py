"""What changed in the chapters: headings, paragraphs, what they ask for."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guideline_docs.compare.changes import Change, ChangeKind
from guideline_docs.compare.follow import Follow
from guideline_docs.compare.lines import Line, paired
from guideline_docs.compare.words import changes
from guideline_docs.model.chapter import Annotation, Heading, Paragraph
from guideline_docs.model.guideline import Guideline
from guideline_docs.source.span import Span

# A text of fewer characters is too common to be known again elsewhere.
_KNOWN_AGAIN = 8


class _Block(NamedTuple):
    """A heading, a paragraph or an annotation, and the heading that it stands under."""

    thing: Heading | Paragraph | Annotation
    name: str
    text: str
    place: Span


class Chapters:
    """The chapters of two versions; ``names`` is what each heading was → is called."""

    def __init__(self, old: Guideline, new: Guideline) -> None:
        before = [_line(block) for block in _blocks(old)]
        after = [_line(block) for block in _blocks(new)]
        self.pairs = list(paired(before, after))
        self.names = {
            was.thing.name: now.thing.name
            for was, now in self.pairs
            if was and now and isinstance(now.thing.thing, Heading)
        }

    def changes(self, follow: Follow) -> Iterator[Change]:
        """The changes as they are read; a text that went and came elsewhere has moved."""
        gone = _alone(was for was, now in self.pairs if was and not now)
        came = _alone(now for was, now in self.pairs if now and not was)
        moved = gone.keys() & came.keys()
        for was, now in self.pairs:
            if was and now:
                yield from self._changed(was.thing, now.thing, follow)
            elif was and (was.kind, was.text) not in moved:
                block = was.thing
                yield Change(
                    *(ChangeKind.REMOVED, "", block.name, _field(block), block.place),
                    *(block.text, "", changes(block.text, ""), _kept(block), None),
                )
            elif now and (now.kind, now.text) in moved:
                before, block = gone[now.kind, now.text].thing, now.thing
                yield Change(
                    *(ChangeKind.MOVED, block.name, before.name, "section", block.place),
                    *(before.name, block.name, changes(before.name, block.name)),
                    *(_kept(before), _kept(block)),
                )
            elif now:
                block = now.thing
                yield Change(
                    *(ChangeKind.ADDED, block.name, "", _field(block), block.place),
                    *("", block.text, changes("", block.text), None, _kept(block)),
                )

    def _changed(self, was: _Block, now: _Block, follow: Follow) -> Iterator[Change]:
        names = now.name, was.name
        things = _kept(was), _kept(now)
        if isinstance(was.thing, Heading) and isinstance(now.thing, Heading):
            if was.thing.ordinal != now.thing.ordinal:
                told = was.name, now.name, changes(was.name, now.name)
                yield Change(ChangeKind.RENUMBERED, *names, "number", now.place, *told, *things)
        if was.text != now.text and not _follows(was.thing, now.thing, follow):
            told = was.text, now.text, changes(was.text, now.text)
            yield Change(ChangeKind.CHANGED, *names, _field(now), now.place, *told, *things)


def _blocks(guideline: Guideline) -> Iterator[_Block]:
    for chapter in guideline.chapters:
        name = ""
        for thing in chapter.blocks:
            match thing:
                case Heading():
                    name = thing.name
                    yield _Block(thing, name, thing.title.text, thing.title.span)
                case Paragraph():
                    text = "".join(passage.text for passage in thing.passages)
                    yield _Block(thing, name, text, thing.passages[0].span)
                case Annotation():
                    yield _Block(thing, name, thing.place.text, thing.place)


def _line(block: _Block) -> Line[_Block]:
    thing = block.thing
    kind = thing.level if isinstance(thing, Heading) else type(thing).__name__
    kind = thing.kind if isinstance(thing, Paragraph) else kind
    return Line(kind, block.text, block)


def _alone(lines: Iterable[Line[_Block]]) -> dict[tuple[object, str], Line[_Block]]:
    """The lines by kind and words, those that only one has and that say something."""
    found: dict[tuple[object, str], Line[_Block]] = {}
    twice = set()
    for line in lines:
        key = line.kind, line.text
        if len(line.text) < _KNOWN_AGAIN or found.setdefault(key, line) is not line:
            twice.add(key)
    return {key: line for key, line in found.items() if key not in twice}


def _follows(old: object, new: object, follow: Follow) -> bool:
    """Whether only numbers differ, and each names what it named."""
    if not (isinstance(old, Paragraph) and isinstance(new, Paragraph)):
        return False
    if len(old.passages) != len(new.passages):
        return False
    return all(map(follow.same, old.passages, new.passages))


def _field(block: _Block) -> str:
    match block.thing:
        case Heading():
            return "title"
        case Paragraph():
            return "text"
    return "annotation"


def _kept(block: _Block) -> Heading | Paragraph | None:
    return None if isinstance(block.thing, Annotation) else block.thing
