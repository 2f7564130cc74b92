"""番号の移り変わり: who is who between two editions of a table.

A number is no identity: measures 1 and 3, renumbered, are 1 and 2. So in this order: what
``renumbered.toml`` says, number and title together, the title where it is one's own on
both sides, the words where exactly one is near. Never a number alone.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise, zip_longest

from guideline_docs.model.edition import Edition
from guideline_docs.model.measure import Measure
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.glyphs import fold_width
from guideline_docs.source.record import NamedTuple

# Two texts are near from this share of common pairs of characters on, and only if the next
# best is as far behind: of two that are alike nobody knows which is meant.
_NEAR = 0.6
_AHEAD = 0.15
_RAREST = 24
# What more of them have than that tells nobody from the others, and of those that share most
# of it so many are compared: who is like nobody in a long table costs no more for its length.
_COMMON = 64
_LIKELY = 32
# Two titles under one number are one from this ratio on.
_NEARLY = 0.75


class Tie(StrEnum):
    """By what two are one."""

    MAP = "map"
    NUMBER_AND_TITLE = "number-and-title"
    TITLE = "title"
    CONTENT = "content"


class Identity(NamedTuple):
    """What a measure is known by; ``content`` is its running text, title included, or what
    says it: most are known by their titles, and nobody asks for it."""

    number: Hashable
    title: str
    content: str | Callable[[], str] = ""

    @property
    def words(self) -> str:
        return self.content if isinstance(self.content, str) else self.content()


class Pair(NamedTuple):
    """The places of one measure among those of the two editions (``Edition.own``)."""

    before: int
    after: int
    tie: Tie


class Lineage(NamedTuple):
    """The measures of two editions, paired."""

    pairs: tuple[Pair, ...]
    """In the order of the edition after."""
    gone: tuple[int, ...]
    """The places before of those that are no more."""
    new: tuple[int, ...]
    """The places after of those that were not there."""


def lineage(
    before: Sequence[Identity],
    after: Sequence[Identity],
    numbers: Mapping[Hashable, Hashable | None] | None = None,
) -> Lineage:
    """Pair two editions; ``numbers`` is what is known of them, None for what is no more."""
    found = _Found(before, after)
    if numbers is not None:
        found.by_map(numbers)
    # Letter by letter first: so it is of most, and to see through widths takes a while.
    found.by(Tie.NUMBER_AND_TITLE, lambda each: (each.number, each.title))
    titles = cache(fold_width)
    found.by(Tie.NUMBER_AND_TITLE, lambda each: (each.number, titles(each.title)))
    found.by(Tie.TITLE, lambda each: titles(each.title))
    found.by_content()
    return found.lineage()


def between(before: Edition, after: Edition, renumbered: Renumbered) -> Lineage:
    """The measures of two editions of one guideline, by its map as far as it knows the first."""
    moved: Mapping[int | str, int | str] | None = {}
    if not _named_alike(before, after):
        moved = renumbered.since(before.digest) if renumbered.steps else None
    numbers = None
    if moved is not None:
        numbers = {each.key: moved.get(each.key or 0, each.key) for each in before.measures}
    return lineage(_identities(before), _identities(after), numbers)


def _named_alike(before: Edition, after: Edition) -> bool:
    """Whether both have the same numbers and titles, as ``Edition.digest`` tells."""
    pairs = zip_longest(_names(before), _names(after))
    return all(ours == theirs for ours, theirs in pairs)


def _names(edition: Edition) -> Iterator[tuple[Hashable, str]]:
    for section in edition.sections:
        if section.title:
            yield section.code.path, section.title.text
    for measure in edition.measures:
        yield measure.key, measure.title.text


def by_near_title(found: Lineage, before: Sequence[Measure], after: Sequence[Measure]) -> Lineage:
    """Those that are left, paired where one number has nearly one title on both sides.

    What a row tells differs from year to year: then the title is enough.
    """
    left = _alone((before[place].key, place) for place in found.gone)
    nearly = cache(_nearly)
    near: dict[int, int] = {}
    for place in found.new:
        earlier = left.get(after[place].key)
        if earlier is not None and nearly(before[earlier].title.text, after[place].title.text):
            near[place] = left.pop(after[place].key)
    pairs = [*found.pairs, *(Pair(earlier, place, Tie.CONTENT) for place, earlier in near.items())]
    kept = set(near.values())
    return Lineage(
        tuple(sorted(pairs, key=lambda pair: pair.after)),
        tuple(place for place in found.gone if place not in kept),
        tuple(place for place in found.new if place not in near),
    )


def _nearly(one: str, other: str) -> bool:
    length = len(one) + len(other)
    # What is more than the ratio at any rate costs next to nothing.
    if 2.0 * min(len(one), len(other)) < _NEARLY * length:
        return False
    if 2.0 * (Counter(one) & Counter(other)).total() < _NEARLY * length:
        return False
    from difflib import SequenceMatcher  # only what comes back pays for it

    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEARLY


def _identities(edition: Edition) -> list[Identity]:
    return [Identity(each.key, each.title.text, partial(_words, each)) for each in edition.own]


def _words(measure: Measure) -> str:
    return "".join(part.text for part in measure.passages)


def likeness(one: str, other: str) -> float:
    """How much two texts share, from 0 to 1."""
    own, others = _grams(one), _grams(other)
    size = len(own) + len(others)
    return 2 * len(own & others) / size if size else float(one == other)


def near_to(strangers: Sequence[Identity], others: Sequence[Identity]) -> list[list[int]]:
    """For each stranger the places of those that it could be by its words, the nearest first.

    Where there are several, or one that is not far ahead of a worse one, a person decides.
    """
    grams = {place: _grams(other.words) for place, other in enumerate(others)}
    holders = _holders(grams)
    scores = (_scores(_grams(stranger.words), grams, holders) for stranger in strangers)
    return [[place for score, place in found if score >= _NEAR] for found in scores]


class _Found:
    """Pairs so far, and who is left on either side."""

    def __init__(self, before: Sequence[Identity], after: Sequence[Identity]) -> None:
        self.before = before
        self.after = after
        self.left = dict.fromkeys(range(len(before)))
        self.right = dict.fromkeys(range(len(after)))
        self.pairs: list[Pair] = []
        self.struck: list[int] = []

    def pair(self, before: int, after: int, tie: Tie) -> None:
        self.pairs.append(Pair(before, after, tie))
        self.left.pop(before, None)
        self.right.pop(after, None)

    def lineage(self) -> Lineage:
        pairs = sorted(self.pairs, key=lambda pair: pair.after)
        gone = sorted([*self.left, *self.struck])
        return Lineage(tuple(pairs), tuple(gone), tuple(self.right))

    def by_map(self, numbers: Mapping[Hashable, Hashable | None]) -> None:
        """What the office has renumbered; what it struck has no descendant."""
        places = _alone((self.after[place].number, place) for place in self.right)
        for place in list(self.left):
            number = self.before[place].number
            if number not in numbers:
                continue
            goal = places.get(numbers[number])
            if goal is not None:
                self.pair(place, goal, Tie.MAP)
            elif numbers[number] is None:
                self.struck.append(place)
                del self.left[place]

    def by(self, tie: Tie, key: Callable[[Identity], Hashable]) -> None:
        """Pair those whose key is one's own on both sides."""
        ours = _alone((key(self.before[place]), place) for place in self.left)
        theirs = _alone((key(self.after[place]), place) for place in self.right)
        for wanted, place in ours.items():
            if wanted in theirs and self.before[place].title:
                self.pair(place, theirs[wanted], tie)

    def by_content(self) -> None:
        """Pair those of which exactly one is near, seen from either side."""
        if not (self.left and self.right):
            return
        # Rows that come again and again are cut, and looked for, once.
        cut = cache(_grams)
        grams = {place: cut(self.after[place].words) for place in self.right}
        holders = _holders(grams)
        nearest = cache(lambda words: _nearest(cut(words), grams, holders))
        near: dict[int, int] = {}
        for place in self.left:
            if (best := nearest(self.before[place].words)) is not None:
                near[place] = best
        wanted = Counter(near.values())
        for place, goal in near.items():
            if wanted[goal] == 1:
                self.pair(place, goal, Tie.CONTENT)


def _alone(places: Iterable[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """The place of each key that only one has."""
    found: dict[Hashable, int] = {}
    twice: set[Hashable] = set()
    for key, place in places:
        if key in found:
            twice.add(key)
        else:
            found[key] = place
    for key in twice:
        del found[key]
    return found


def _grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters."""
    folded = fold_width(text)
    return frozenset(map("".join, pairwise(folded)))


def _holders(grams: Mapping[int, frozenset[str]]) -> dict[str, list[int]]:
    """Who has each pair of characters."""
    alike: dict[frozenset[str], list[int]] = {}
    for place, held in grams.items():
        alike.setdefault(held, []).append(place)
    holders: dict[str, list[int]] = {}
    for held, places in alike.items():
        for gram in held:
            holders.setdefault(gram, []).extend(places)
    return holders


def _nearest(
    own: frozenset[str], others: Mapping[int, frozenset[str]], holders: Mapping[str, list[int]]
) -> int | None:
    """The one whose words are near, if it is far ahead of the next."""
    best, second = ([*_scores(own, others, holders), (0.0, -1), (0.0, -1)])[:2]
    return best[1] if best[0] >= _NEAR and best[0] - second[0] >= _AHEAD else None


def _scores(
    own: frozenset[str], others: Mapping[int, frozenset[str]], holders: Mapping[str, list[int]]
) -> list[tuple[float, int]]:
    """How near the others are, the nearest first."""
    # Who is near shares most pairs, so also most of the rarest; all others need no look.
    telling = (gram for gram in own if 0 < len(holders.get(gram, ())) <= _COMMON)
    rarest = sorted(telling, key=lambda gram: (len(holders[gram]), gram))
    shared = Counter(place for gram in rarest[:_RAREST] for place in holders[gram])
    near = [place for place, _ in shared.most_common(_LIKELY)]
    return sorted(
        (
            (2 * len(own & others[place]) / (len(own) + len(others[place])), place)
            for place in near
        ),
        reverse=True,
    )
