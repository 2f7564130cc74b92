"""Comments that came back: who says what, of which place of the sources.

Those that the program set are its findings, and no business of anybody; what was answered
to one is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guideline_docs.edits.receiving.matching import Matched
from guideline_docs.model.keys import PROGRAM
from guideline_docs.readback.word.parts import Comment, Paragraph, Returned, Table
from guideline_docs.source.record import NamedTuple


class Reply(NamedTuple):
    author: str
    date: str
    text: str


class Opinion(NamedTuple):
    """A comment at its place; ``name`` is what people call that, empty where nobody knows."""

    name: str
    path: str
    line: int
    author: str
    date: str
    text: str
    quote: str
    resolved: bool
    replies: tuple[Reply, ...]
    key: str = ""
    """The key of that place's text."""


def opinions(
    returned: Returned, matched: Matched, cells: Mapping[str, str] = {}
) -> Iterator[Opinion]:
    """The comments that people made, in the order of the document, each with its answers.

    ``cells``: the keys of the cells that comments lie on, which their tables tell.
    """
    places = {
        number: (cells.get(number) or key, words) for number, (key, words) in _places(returned)
    }
    by_number = {each.number: each for each in returned.comments}
    replies: dict[str, list[Comment]] = {}
    for each in returned.comments:
        replies.setdefault(_first(each, by_number), []).append(each)
    order = {number: at for at, number in enumerate(places)}
    for number in sorted(replies, key=lambda number: order.get(number, len(order))):
        first = by_number[number]
        thread = [each for each in replies[number] if each is not first]
        if first.author == PROGRAM:
            if not thread:
                continue
            first, *thread = thread
        yield _opinion(first, thread, by_number[number].quote, places.get(number, ("", "")), matched)


def _first(comment: Comment, by_number: dict[str, Comment]) -> str:
    """The comment that a thread begins with."""
    seen = {comment.number}
    while comment.parent in by_number and comment.parent not in seen:
        comment = by_number[comment.parent]
        seen.add(comment.number)
    return comment.number


def _opinion(
    first: Comment,
    thread: Sequence[Comment],
    quote: str,
    place: tuple[str, str],
    matched: Matched,
) -> Opinion:
    key, words = place
    ours = matched.ours.get(key)
    path, line = (ours.span.source.path, ours.span.line) if ours else ("", 0)
    head = ours.column.name if ours and ours.column else ""
    name = " ".join(filter(None, (ours.name, head))) if ours else ""
    answers = tuple(Reply(each.author, each.date, each.text) for each in thread)
    where = name, path, line
    said = first.author, first.date, first.text, quote or words, first.resolved
    return Opinion(*where, *said, answers, ours.key if ours else "")


def _places(returned: Returned) -> Iterator[tuple[str, tuple[str, str]]]:
    """Comment → the key of the text it lies on, and that text."""
    known: set[str] = set()
    last = ""
    for read in _paragraphs(returned):
        keys = [key for key in read.keys if key in returned.origins.texts]
        last = keys[0] if keys else last
        for number in read.comments:
            if number not in known:
                known.add(number)
                yield number, (keys[0] if keys else last, read.text)


def _paragraphs(returned: Returned) -> Iterator[Paragraph]:
    for block in returned.blocks:
        yield from block.paragraphs if isinstance(block, Table) else (block,)
