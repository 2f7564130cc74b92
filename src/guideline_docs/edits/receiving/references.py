"""What the numbers that a person typed lead to: those of the document that lay before them.

A number is no identity. Who types 施策3 into a draft means what was No.3 when it was made,
whatever bears that number here today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby

from guideline_docs.model.chapter import ParagraphKind
from guideline_docs.model.code import CHAPTERS, Code
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import TITLE, Field, Said, bookmark_name, shown
from guideline_docs.model.labels import goal_of
from guideline_docs.model.layout import Layouts
from guideline_docs.model.numbers import bits
from guideline_docs.model.references import References
from guideline_docs.model.targets import Target, TargetKind, TargetsByName
from guideline_docs.readback.word.parts import Sent
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.naming import measure_name
from guideline_docs.syntax.nodes import TextLine


class Number(NamedTuple):
    """A number in a text and what it leads to; ``first`` to ``last`` is the whole reference."""

    start: int
    end: int
    bookmark: str
    first: int
    last: int


class SentReferences:
    """Reads references as the document was numbered when it was sent."""

    def __init__(self, guideline: Guideline, texts: Mapping[str, Sent]) -> None:
        self.texts = texts
        self._today = guideline

    @cached_property
    def bookmarks(self) -> dict[str, str]:
        """What leads to what was sent, with the name that it had."""
        return {bookmark_name(target.anchor): target.name for target in self._as_sent.targets.values()}

    @cached_property
    def _as_sent(self) -> Guideline:
        today = self._today
        targets = TargetsByName(today.scheme, Layouts(today.configuration.vocabulary))
        for key, sent in self.texts.items():
            owner, _, part = key.rpartition(":")
            goal = goal_of(bookmark_name(owner))
            if part == TITLE and goal:
                for target in self._targets(owner, *goal, shown(sent.said).removeprefix(sent.lead)):
                    targets.add(target)
        return today._replace(targets=targets)

    def _targets(
        self, anchor: str, kind: TargetKind, path: tuple[int, ...], title: str
    ) -> Iterator[Target]:
        """What bears a number, by each of its names."""
        scheme = self._today.scheme
        if kind is TargetKind.MEASURE:
            code = scheme.measure_code(path[-1])
            names = [scheme.measure_name(path[-1]), measure_name(path[-1])] if len(path) == 1 else []
        else:
            code = Code(len(path) - 1, path)
            speaks = CHAPTERS if kind is TargetKind.CHAPTER else scheme
            known = len(path) <= len(speaks.levels) and speaks.has_name(code)
            names = [speaks.spell(code)] if known else []
        nowhere = Span(SourceText("", ""), 0, 0)
        yield from (Target(kind, code, name, anchor, nowhere, title) for name in names)

    def found(self, text: str) -> Iterator[Number]:
        """The numbers in a text that led somewhere."""
        guideline, source = self._as_sent, SourceText("", text)
        span, targets = Span(source, 0, len(text)), guideline.targets
        reader = References(targets, list(targets.values()), guideline.configuration)
        passage = reader.running(TextLine(span, ParagraphKind.TEXT, True, span, ()))
        for whole, group in groupby(passage.references, key=lambda each: each.span):
            references = list(group)
            if all(each.target for each in references):
                for bit in bits(guideline, references):
                    if bit.is_number and bit.target:
                        bookmark = bookmark_name(bit.target.anchor)
                        yield Number(bit.start, bit.end, bookmark, whole.start, whole.end)

    def bound(
        self, said: tuple[Said, ...], base: tuple[Said, ...], moved: Mapping[str, str]
    ) -> tuple[Said, ...]:
        """What was said, with the numbers that were typed bound to what they led to, as far as
        that bears another number today; ``base`` is what was sent."""
        words = [self._words(each) for each in said]
        text, before = "".join(words), "".join(map(self._words, base))
        found = [
            each
            for each in self.found(text)
            if moved.get(each.bookmark) != each.bookmark
            and text.count(text[each.first : each.last]) > before.count(text[each.first : each.last])
        ]
        out: list[Said] = []
        at = 0
        for each, own in zip(said, words, strict=True):
            inner = [n for n in found if at <= n.start and n.end <= at + len(own)]
            if isinstance(each, str) and inner:
                place = at
                for number in inner:
                    out += [text[place : number.start], Field(number.bookmark)]
                    place = number.end
                out.append(text[place : at + len(own)])
            else:
                out.append(each)
            at += len(own)
        return tuple(each for each in out if each != "")

    def _words(self, each: Said) -> str:
        if isinstance(each, Field):
            return self.bookmarks.get(each.bookmark, "")
        return shown((each,))
