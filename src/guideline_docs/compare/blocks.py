"""The chapters of two versions, block by block: which is which, and which stands elsewhere."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import groupby

from guideline_docs.compare.lines import Line, paired
from guideline_docs.model.chapter import Annotation, Heading, Paragraph
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.lineage import Identity, lineage
from guideline_docs.source.record import NamedTuple, own_key
from guideline_docs.source.span import Span

# A text of fewer characters is too common to be known again elsewhere: as it was, and
# reworded.
_KNOWN_AGAIN, _KNOWN_REWORDED = 8, 16


@own_key
class Block(NamedTuple):
    """A heading, a paragraph or an annotation.

    ``name`` is that of the heading it stands under, or of the heading that it is, ``home``
    that of the heading which a heading stands under.
    """

    thing: Heading | Paragraph | Annotation
    name: str
    home: str
    text: str
    place: Span

    @property
    def kind(self) -> Hashable:
        """What two must share to be one."""
        return self.thing.kind if isinstance(self.thing, Paragraph) else type(self.thing)

    @property
    def picture(self) -> bytes:
        """What an annotation of an image shows."""
        image = self.thing.image if isinstance(self.thing, Annotation) else None
        return image.data if image else b""

    @property
    def is_heading(self) -> bool:
        return isinstance(self.thing, Heading)


Pair = tuple[Block | None, Block | None]


def blocks(guideline: Guideline) -> Iterator[Block]:
    """The blocks of all chapters, in their order."""
    for chapter in guideline.chapters:
        above: list[Heading] = []
        for thing in chapter.blocks:
            if isinstance(thing, Heading):
                above = [each for each in above if each.level < thing.level]
                home = above[-1].name if above else ""
                yield Block(thing, thing.name, home, thing.title.text, thing.title.span)
                above.append(thing)
                continue
            name = above[-1].name if above else ""
            if isinstance(thing, Paragraph):
                text = "".join(passage.text for passage in thing.passages)
                yield Block(thing, name, name, text, thing.passages[0].span)
            else:
                yield Block(thing, name, name, thing.place.text, thing.place)


def pairs_of(old: Iterable[Block], new: Iterable[Block]) -> list[Pair]:
    """The blocks of both in reading order: the same, what was reworded, the rest."""
    lines = [[Line(block.kind, block.text, block) for block in side] for side in (old, new)]
    found = [
        (was.thing if was else None, now.thing if now else None)
        for was, now in paired(lines[0], lines[1])
    ]
    return list(_by_body(list(_retitled(found))))


def _by_body(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """A heading is also the one under which what stood below it stands, most of it."""
    onward: dict[str, Counter[str]] = {}
    back: dict[str, Counter[str]] = {}
    for was, now in pairs:
        if was and now and not now.is_heading:
            onward.setdefault(was.name, Counter())[now.name] += 1
            back.setdefault(now.name, Counter())[was.name] += 1
    gone = {was.name: was for was, now in pairs if was and not now and was.is_heading}
    came = {now.name: now for was, now in pairs if now and not was and now.is_heading}
    one: dict[Block, Block] = {}
    for name, block in came.items():
        (before, _), *_ = back.get(name, Counter()).most_common(1) or [("", 0)]
        if before in gone and onward[before].most_common(1)[0][0] == name:
            one[block] = gone[before]
    left = frozenset(one.values())
    for was, now in pairs:
        if now in one and not was:
            yield one[now], now
        elif not (was in left and not now):
            yield was, now


def _retitled(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """A heading that went where one of its number came is that, whatever it is called."""
    for alone, group in groupby(pairs, lambda pair: None in pair):
        run = list(group)
        gone = [was for was, now in run if was and not now and was.is_heading]
        came = [now for was, now in run if now and not was and now.is_heading]
        if not (alone and len(gone) == len(came) == 1 and gone[0].name == came[0].name):
            yield from run
            continue
        at = run.index((None, came[0]))
        for place, pair in enumerate(run):
            if place == at:
                yield gone[0], came[0]
            elif pair != (gone[0], None):
                yield pair


_Key = Callable[[Block], Hashable]


class Moved:
    """What went at one place and came at another. ``came``: each as it is → as it was."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._gone = dict.fromkeys(was for was, now in pairs if was and not now)
        self._new = dict.fromkeys(now for was, now in pairs if now and not was)
        self.came: dict[Block, Block] = {}
        self._by(_words, _words)
        self.homes = {was.name: now.name for now, was in self.came.items() if now.is_heading}
        """Of the headings that moved what each was called → is called."""
        # With its heading the shortest line has moved.
        names = dict.fromkeys(self.homes.values(), "")
        self._by(
            lambda was: (was.kind, self.homes[was.name], was.text) if was.name in self.homes else None,
            lambda now: (now.kind, now.name, now.text) if now.name in names else None,
        )
        # An item that is a paragraph now says what it said.
        self._by(_words_alone, _words_alone)
        self._by_nearness()
        self.gone = frozenset(self.came.values())

    def _by(self, was: _Key, now: _Key) -> None:
        """Those whose key is one's own on both sides; None is nobody's."""
        ours, theirs = _alone(self._gone, was), _alone(self._new, now)
        for key in theirs.keys() & ours.keys():
            self._one(ours[key], theirs[key])

    def _by_nearness(self) -> None:
        """Those that were reworded on their way, where exactly one is near."""
        sides = [[b for b in side if _is_long(b)] for side in (self._gone, self._new)]
        told = [[Identity(None, "", block.text) for block in side] for side in sides]
        for pair in lineage(*told).pairs:
            was, now = sides[0][pair.before], sides[1][pair.after]
            if was.kind == now.kind:
                self._one(was, now)

    def _one(self, was: Block, now: Block) -> None:
        self.came[now] = was
        del self._gone[was], self._new[now]


def _words(block: Block) -> Hashable:
    # What stands alone on its line asks for one thing, however short it is.
    long = len(block.text) >= _KNOWN_AGAIN or not isinstance(block.thing, Paragraph)
    return (block.kind, block.text) if long else None


def _words_alone(block: Block) -> Hashable:
    known = isinstance(block.thing, Paragraph) and len(block.text) >= _KNOWN_AGAIN
    return block.text if known else None


def _is_long(block: Block) -> bool:
    return len(block.text) >= _KNOWN_REWORDED and isinstance(block.thing, Paragraph)


def _alone(blocks: Iterable[Block], key: _Key) -> dict[Hashable, Block]:
    """The blocks by what only one of them says."""
    counts = Counter(map(key, blocks))
    return {each: block for block in blocks if (each := key(block)) and counts[each] == 1}
