"""The body of a returned document: which text stands under which key, what is new, what is gone.

A text goes by its key, the first paragraph that bears it. What bears a key again is new,
as where Enter was pressed in a text; what bears two was joined; what bears none was put in,
unless the program says so itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from guideline_docs.compare.order import out_of_order
from guideline_docs.edits.receiving.matching import Matched, is_of_chapters
from guideline_docs.model.chapter import Heading, Paragraph, ParagraphKind
from guideline_docs.model.keys import Said, print_of, shown, worded
from guideline_docs.model.labels import SHORT
from guideline_docs.readback.word.parts import Paragraph as Read
from guideline_docs.readback.word.parts import Returned
from guideline_docs.source.record import NamedTuple

# What a program shows of a field that it has taken for words.
_LEAKS = ("REF gd_", "HYPERLINK \\l", "MERGEFORMAT")

# What programs call the style of text that nobody has given one.
_PLAIN = ("", "normal", "normal (web)", "標準", "standard", "list paragraph", "body text", "no spacing")

Style = ParagraphKind | int
"""What a paragraph of a style is: text, item, note, or a heading of a depth."""


class Theirs(NamedTuple):
    """What a key says now."""

    said: tuple[Said, ...]
    read: tuple[Read, ...]
    """The paragraphs that say it."""

    @property
    def authors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for each in self.read for name in each.authors))


class Added(NamedTuple):
    """A paragraph that no text was sent for. ``behind``: the key it stands behind, if any;
    ``at``: where it stands in the document."""

    behind: str
    at: int
    read: Read
    style: Style | None
    """None where nobody knows what it is."""
    known: bool = True
    """It looks like what people write, not like what the program does or nobody knows."""


class Moved(NamedTuple):
    """``behind``: the key that it now stands behind, empty for the first."""

    behind: str
    at: int


class Flow(NamedTuple):
    theirs: Mapping[str, Theirs]
    added: tuple[Added, ...]
    gone: tuple[str, ...]
    """The keys of chapters that no paragraph bears any more."""
    joined: Mapping[str, str]
    """Key → the one that its text now stands in."""
    moved: Mapping[str, Moved]
    leaked: tuple[Read, ...]
    """Paragraphs in which a program shows the inside of a field."""
    kinds: Mapping[str, Style]
    """What the paragraphs of keys are, by their styles."""


def flow_of(returned: Returned, matched: Matched) -> Flow:
    """The paragraphs between the tables, each in its place."""
    return _Reader(returned, matched).flow()


def _most_often(pairs: Iterable[tuple[str, Style]]) -> dict[str, Style]:
    """What each style means most often: one text may have been given another's."""
    found: dict[str, Counter[Style]] = {}
    for style, kind in pairs:
        found.setdefault(style, Counter())[kind] += 1
    return {style: kinds.most_common(1)[0][0] for style, kinds in found.items()}


def _letters(said: tuple[Said, ...]) -> str:
    return "".join(shown(said).split())


def _repeats(text: str, base: str) -> bool:
    """Whether a text begins with a beginning of another one twice."""
    for length in range(2, len(text) // 2 + 1):
        if not base.startswith(text[:length]):
            return False
        again = text[:length] * 2
        if text.startswith(again) and not base.startswith(again):
            return True
    return False


class _Reader:
    def __init__(self, returned: Returned, matched: Matched) -> None:
        self.sent = returned.origins.texts
        self.made = returned.origins.made
        self.matched = matched
        self.body = [each for each in returned.blocks if isinstance(each, Read)]
        # Of a style that no text has which stands as it was sent, others tell.
        self.styles = _most_often(self._styles(False)) | _most_often(self._styles(True))
        self.first: dict[str, list[Read]] = {}
        self.places: dict[str, int] = {}
        """Key → where its first paragraph stands, in the order in which they came."""
        self.added: list[Added] = []
        self.joined: dict[str, str] = {}
        self.leaked: list[Read] = []
        self.before = ""
        """The key of the paragraph before."""

    def flow(self) -> Flow:
        for at, read in enumerate(self.body):
            keys = [key for key in read.keys if key in self.sent]
            if read.is_empty and not read.strange:
                continue
            if any(leak in shown(read.said) for leak in _LEAKS):
                self.leaked.append(read)
                self._known(keys)
            elif not keys:
                if not self._is_made(read):
                    self._add(self.before, at, read)
            else:
                self._keyed(keys, at, read)
            self.before = keys[-1] if keys else self.before
        chapters = [key for key in self.sent if is_of_chapters(key)]
        pasted = dict(self._pasted(chapters))
        self._repeated()
        theirs = {key: Theirs(read[0].said, tuple(read)) for key, read in self.first.items()}
        gone = tuple(key for key in chapters if key not in theirs and key not in self.joined)
        kinds = {
            key: self.styles[read[0].style]
            for key, read in self.first.items()
            if read[0].style in self.styles and not read[0].inherits
        }
        moved = dict(self._moved(chapters)) | pasted
        return Flow(theirs, tuple(self.added), gone, self.joined, moved, tuple(self.leaked), kinds)

    def _repeated(self) -> None:
        """Texts whose beginning a program has written several times, as LibreOffice does
        where Enter was pressed in one: nobody can say what they say."""
        bases = {key: _letters(sent.said) for key, sent in self.sent.items() if is_of_chapters(key)}
        for key, read in list(self.first.items()):
            text = "".join(_letters(each.said) for each in read)
            if key in bases and text != bases[key] and _repeats(text, bases[key]):
                self._give_up(key)
        for added in list(self.added):
            text = _letters(added.read.said)
            of = [key for key, base in bases.items() if _repeats(text, base)]
            if of:
                self.added.remove(added)
                self.leaked.append(added.read)
                self._give_up(of[0])

    def _give_up(self, key: str) -> None:
        self.leaked += self.first.pop(key, ())
        self._known([key])

    def _pasted(self, chapters: list[str]) -> Iterator[tuple[str, Moved]]:
        """Texts that were cut out and put in elsewhere without their keys."""
        bare: dict[str, list[Added]] = {}
        for added in self.added:
            bare.setdefault(worded(added.read.said), []).append(added)
        for key in chapters:
            found = bare.pop(worded(self.sent[key].said), [])
            if len(found) == 1 and key not in self.first and key not in self.joined:
                [added] = found
                self.added.remove(added)
                self.first[key] = [added.read]
                yield key, Moved(added.behind, added.at)

    def _add(self, behind: str, at: int, read: Read) -> None:
        style = self.styles.get(read.style)
        known = style is not None or read.style.lower() in _PLAIN
        self.added.append(Added(behind, at, read, style, known))

    def _known(self, keys: Iterable[str]) -> None:
        """Keys that are there, though nobody can say what they say."""
        for key in keys:
            self.joined.setdefault(key, key)

    def _keyed(self, keys: list[str], at: int, read: Read) -> None:
        fresh = [key for key in keys if key not in self.first]
        if not fresh:
            self._again(keys[0], at, read)
            return
        own = [key for key in fresh if self._is_as_sent(key, read)]
        first = (own or fresh)[0]
        self.first[first] = [read]
        self.places[first] = at
        # Of a text that stands there as it was sent nothing was joined to it.
        self.joined.update({} if own else dict.fromkeys(fresh[1:], first))

    def _again(self, key: str, at: int, read: Read) -> None:
        """A second paragraph of one text: the rest of it, or a copy."""
        found = self.first[key]
        if self._is_as_sent(key, read) and not self._is_as_sent(key, found[0]):
            # Of two with one key the one that says what was sent is the one that was.
            self.first[key] = [read]
            place, self.places[key] = self.places[key], at
            for each in found:
                self._add(self._before(place), place, each)
        elif key == self.before and not self._is_as_sent(key, found[0]) and self._goes_on(key, read):
            found.append(read)
        else:
            self._add(self.before or key, at, read)

    def _before(self, at: int) -> str:
        """The key that stands before a place."""
        return next((key for key, place in reversed(self.places.items()) if place < at), "")

    def _goes_on(self, key: str, read: Read) -> bool:
        """Whether a paragraph is one of the text that its key means, parted by Enter."""
        ours = self.matched.ours.get(key)
        is_text = ours is None or isinstance(ours.thing, Paragraph)
        return is_text and read.style == self.first[key][0].style

    def _is_as_sent(self, key: str, read: Read) -> bool:
        return read.said == self.sent[key].said or worded(read.said) == worded(self.sent[key].said)

    def _is_made(self, read: Read) -> bool:
        return not read.strange and print_of(read.printed)[:SHORT] in self.made

    def _styles(self, as_sent: bool) -> Iterator[tuple[str, Style]]:
        """What the styles of this very file mean: as those of the texts that were sent have them."""
        for read in self.body:
            for key in read.keys:
                ours = self.matched.ours.get(key)
                if ours is None or len(read.keys) > 1 or read.inherits:
                    continue
                if isinstance(ours.thing, Paragraph) and (not as_sent or self._is_as_sent(key, read)):
                    yield read.style, ours.thing.kind
                elif isinstance(ours.thing, Heading):
                    yield read.style, ours.thing.level

    def _moved(self, chapters: list[str]) -> Iterator[tuple[str, Moved]]:
        """Those that stand elsewhere among the others."""
        places = {key: at for at, key in enumerate(chapters)}
        order = sorted((key for key in self.places if key in places), key=self.places.__getitem__)
        stray = {chapters[at] for at in out_of_order([places[key] for key in order])}
        before = ""
        for key in order:
            if key in stray:
                yield key, Moved(before, self.places[key])
            before = key
