"""The body of a returned document: which text stands under which key, what is new, what is gone.

A text goes by its key, the first paragraph that bears it. What bears a key again is new,
as where Enter was pressed in a text; what bears two was joined; what bears none was put in,
unless the program says so itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from guideline_docs.compare.order import out_of_order
from guideline_docs.edits.receiving.matching import Matched, is_of_chapters
from guideline_docs.model.chapter import Heading, Paragraph, ParagraphKind
from guideline_docs.model.keys import Said, print_of, shown
from guideline_docs.readback.word.parts import Paragraph as Read
from guideline_docs.readback.word.parts import Returned

# What a program shows of a field that it has taken for words.
_LEAKS = ("REF gd_", "HYPERLINK \\l", "MERGEFORMAT")

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
    """A paragraph that no text was sent for. ``behind``: the key it stands behind, if any."""

    behind: str
    read: Read
    style: Style | None
    """None where nobody knows what it is."""


class Flow(NamedTuple):
    theirs: Mapping[str, Theirs]
    added: tuple[Added, ...]
    gone: tuple[str, ...]
    """The keys of chapters that no paragraph bears any more."""
    joined: Mapping[str, str]
    """Key → the one that its text now stands in."""
    moved: Mapping[str, str]
    """Key → the one that it now stands behind; empty for the first."""
    leaked: tuple[Read, ...]
    """Paragraphs in which a program shows the inside of a field."""


def flow_of(returned: Returned, matched: Matched) -> Flow:
    """The paragraphs between the tables, each in its place."""
    return _Reader(returned, matched).flow()


class _Reader:
    def __init__(self, returned: Returned, matched: Matched) -> None:
        self.sent = returned.origins.texts
        self.made = returned.origins.made
        self.matched = matched
        self.body = [each for each in returned.blocks if isinstance(each, Read)]
        self.styles = dict(self._styles())
        self.first: dict[str, list[Read]] = {}
        self.order: list[str] = []
        self.added: list[Added] = []
        self.joined: dict[str, str] = {}
        self.leaked: list[Read] = []

    def flow(self) -> Flow:
        behind = ""
        for read in self.body:
            keys = [key for key in read.keys if key in self.sent]
            if read.is_empty and not read.strange:
                continue
            if any(leak in shown(read.said) for leak in _LEAKS):
                self.leaked.append(read)
                self._known(keys, read)
            elif not keys:
                if not self._is_made(read):
                    self.added.append(Added(behind, read, self.styles.get(read.style)))
            else:
                self._keyed(keys, read, behind)
            behind = keys[-1] if keys else behind
        theirs = {key: Theirs(read[0].said, tuple(read)) for key, read in self.first.items()}
        chapters = [key for key in self.sent if is_of_chapters(key)]
        gone = tuple(key for key in chapters if key not in theirs and key not in self.joined)
        moved = dict(self._moved(chapters))
        return Flow(theirs, tuple(self.added), gone, self.joined, moved, tuple(self.leaked))

    def _known(self, keys: Iterable[str], read: Read) -> None:
        """Keys that are there, though nobody can say what they say."""
        for key in keys:
            self.joined.setdefault(key, key)

    def _keyed(self, keys: list[str], read: Read, behind: str) -> None:
        first, *others = keys
        fresh = [key for key in keys if key not in self.first]
        if not fresh:
            copy = self.first[first][0]
            if self._is_as_sent(first, read) and not self._is_as_sent(first, copy):
                # Of two with one key the one that says what was sent is the one that was.
                self.first[first] = [read]
                self.added.append(Added(behind, copy, self.styles.get(copy.style)))
            else:
                self.added.append(Added(behind or first, read, self.styles.get(read.style)))
            return
        self.first[fresh[0]] = [read]
        self.order.append(fresh[0])
        for key in fresh[1:]:
            self.joined[key] = fresh[0]

    def _is_as_sent(self, key: str, read: Read) -> bool:
        return print_of(read.said) == print_of(self.sent[key].said)

    def _is_made(self, read: Read) -> bool:
        return not read.strange and print_of(read.said) in self.made

    def _styles(self) -> Iterator[tuple[str, Style]]:
        """What the styles of this very file mean: as those of the texts that were sent have them."""
        for read in self.body:
            for key in read.keys:
                ours = self.matched.ours.get(key)
                if ours is None or len(read.keys) > 1:
                    continue
                if isinstance(ours.thing, Paragraph) and self._is_as_sent(key, read):
                    yield read.style, ours.thing.kind
                elif isinstance(ours.thing, Heading):
                    yield read.style, ours.thing.level

    def _moved(self, chapters: list[str]) -> Iterator[tuple[str, str]]:
        """Those that stand elsewhere among the others, each with what it now stands behind."""
        places = {key: at for at, key in enumerate(chapters)}
        order = [key for key in self.order if key in places]
        stray = {chapters[at] for at in out_of_order([places[key] for key in order])}
        before = ""
        for key in order:
            if key in stray:
                yield key, before
            before = key
