"""Running text in a draft: its remarks, its references, and the way back to its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import groupby, pairwise
from sys import intern

from guideline_docs.model.configuration import SETTINGS_TABLE
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import COVER, key_of
from guideline_docs.model.numbers import bits
from guideline_docs.model.passage import CrossReference, Passage
from guideline_docs.source.project import SETTINGS
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.placeholder import PLACEHOLDER
from guideline_docs.views.draft.parts import Inline, Inlines, NumberOf, Origin, Source, plain
from guideline_docs.views.remarks import Remarks
from guideline_docs.views.text import Piece, PieceRole, Remark, pieces, printable

_PLACEHOLDER = re.compile(f"({PLACEHOLDER.pattern})")


class Passages:
    """Turns text into pieces and remembers what was said where."""

    def __init__(
        self, guideline: Guideline, remarks: Remarks, final: bool, returnable: bool = True
    ) -> None:
        self.guideline = guideline
        self.final = final
        self.returnable = returnable and not final
        self.remarks = remarks
        self.places: dict[str, tuple[Passage, str, str]] = {}
        """Key of a text → itself, in which column of a measure it stands, what leads it in."""
        self.seen: set[PieceRole] = set()

    # --- text and remarks -------------------------------------------------------

    def fixed(self, text: str) -> Inlines:
        """Words that are no source text; their placeholders are seen as such."""
        parts = _PLACEHOLDER.split(text)
        if len(parts) > 1:
            self.seen.add(PieceRole.PLACEHOLDER)
        return tuple(
            Piece(part, PieceRole.PLACEHOLDER if place % 2 else PieceRole.PLAIN)
            for place, part in enumerate(parts)
            if part
        )

    def text(self, passage: Passage, home: bool = False) -> Inlines:
        """A passage; where it is at home its new remarks lie on what they are about."""
        told = []
        if home and (here := self.remarks.index.within(passage.span)):
            fresh = set(self.remarks.mark(key for _, _, key in here))
            told = [one for one in here if one[2] in fresh]
        written = passage.text
        if "【" in written and PLACEHOLDER.search(written):
            self.seen.add(PieceRole.PLACEHOLDER)
        if told or passage.references or passage.rubies:
            return tuple(self._cut(passage, told))
        # Most cells hold neither placeholder nor code that a line could end within.
        if "-" in written or "【" in written:
            return pieces(passage)
        return plain(printable(written))

    def told_whole(self, text: Inlines, *spans: Span | None) -> Inlines:
        """The text with what is told within the spans, and was not marked before, on all of it."""
        keys = self.remarks.mark_within(*spans)
        return tuple(remarked(text or (Piece(""),), keys)) if keys else text

    def unresolved(self, written: str) -> Inlines:
        """What leads nowhere stands as written, and is seen to do so in a draft."""
        if self.final:
            return plain(written)
        self.seen.add(PieceRole.UNRESOLVED)
        return (Piece(written, PieceRole.UNRESOLVED),)

    def _cut(self, passage: Passage, told: list[tuple[int, int, int]]) -> Iterator[Inline]:
        """The passage in parts that begin or end where a reference or a remark does."""
        groups = {
            (span.start, span.end): tuple(group)
            for span, group in groupby(passage.references, key=lambda r: r.span)
        }
        whole = [*groups, *((ruby.span.start, ruby.span.end) for ruby in passage.rubies)]
        edges = {passage.span.start, passage.span.end}
        edges.update(edge for ends in groups for edge in ends)
        for start, end, _ in told:
            edges.update(
                edge
                for edge in (start, end)
                if not any(first < edge < last for first, last in whole)
            )
        for start, end in pairwise(sorted(edges)):
            numbers = tuple(n for first, last, n in told if first < end and last > start)
            yield from remarked(self._part(passage, start, end, groups), numbers)
        at_point = tuple(number for first, last, number in told if first == last)
        if at_point:
            yield Piece("", remarks=at_point)

    def _part(
        self,
        passage: Passage,
        start: int,
        end: int,
        groups: Mapping[tuple[int, int], tuple[CrossReference, ...]],
    ) -> Inlines:
        rubies = tuple(r for r in passage.rubies if start <= r.span.start < end)
        span = Span(passage.span.source, start, end)
        text = passage.writing.read(span.text)
        part = Passage.at(span, text, rubies=rubies, writing=passage.writing)
        group = groups.get((start, end))
        if group is None:
            return pieces(part)
        if not all(reference.target for reference in group):
            return self.unresolved(printable(part.text))
        return tuple(self._reference(group))

    def _reference(self, group: Sequence[CrossReference]) -> Iterator[Inline]:
        """A resolved reference, each of its numbers bound to what bears it."""
        text = group[0].mark.span.source.text
        for bit in bits(self.guideline, group):
            written = text[bit.start : bit.end]
            if bit.joint:
                # What joins the two is no text of its own: no line ends at it.
                if joint := written.strip():
                    yield Piece(joint, PieceRole.CODE)
            elif bit.is_number:
                # The heading bears 「No.6」: with 施策 before it, it would be said twice.
                name = intern(written)  # there are few, each many times
                yield NumberOf(bit.target.anchor, name) if bit.target else Piece(name)
            else:
                yield from plain(written)

    def told(self) -> dict[int, Remark]:
        """The remarks in reading order, those without a place in the document last."""
        found = self.remarks
        rest = (key for key in found.told if key not in found.marked)
        return dict(found.remarks(found.numbers((*found.marked, *rest))))

    # --- the way back -----------------------------------------------------------

    def key(
        self, owner: str, part: str, passage: Passage, column: str = "", lead: str = ""
    ) -> str:
        """A name for a text by which it is found again; each text has one, in one place.

        ``lead`` is what the document says before it: a number that no list counts.
        """
        key = key_of(owner, part)
        if not self.returnable or key in self.places:
            return ""
        self.places[key] = passage, column, lead
        return key

    def fact(self, name: str, lead: str = "") -> str:
        """The key of a fact on the cover; only settings that are written can take it back.

        ``lead``: it is not known, and this stands before the mark that says so.
        """
        file, key = self.guideline.configuration.file, key_of(COVER, name)
        if not self.returnable or file is None or key in self.places:
            return ""
        value = getattr(self.guideline.configuration.bibliography, name)
        span = file.place(file.table(SETTINGS_TABLE), name)
        self.places[key] = Passage.at(span, value), "", lead
        return key

    def sources(self) -> Iterator[Source]:
        """The sources by their names in the project: where it stands is nobody's business.

        A document that leads back to none has none.
        """
        if not self.places:
            return
        folder = self.guideline.configuration.chapters
        chapters = {chapter.source for chapter in self.guideline.chapters}
        for source in self.guideline.sources:
            parent, _, name = source.path.rpartition("/")
            # Cards may stand among the chapters, too.
            if source in chapters or parent.rpartition("/")[2] == folder:
                name = f"{folder}/{name}"
            yield Source(name, _digest(source))
        if self.guideline.configuration.file:
            # What else the settings say is no business of the document's: no digest of them.
            yield Source(SETTINGS, "")

    def origins(self, texts: Mapping[str, Inlines]) -> Iterator[tuple[str, Origin]]:
        """Key → origin; ``texts`` is what each of them says in the document."""
        numbers = {source: n for n, source in enumerate(self.guideline.written)}
        for key, (passage, column, lead) in self.places.items():
            span, text = passage.span, texts.get(key, ())
            if (number := numbers.get(span.source)) is not None:
                line, character = span.position
                yield key, Origin(number, line, text, column, lead, not passage, character)


def _digest(source: SourceText) -> str:
    return sha256(source.text.encode()).hexdigest()[:16]


def remarked(text: Iterable[Inline], numbers: tuple[int, ...]) -> Iterator[Inline]:
    for part in text:
        told = (*part.remarks, *numbers)
        if not numbers:
            yield part
        elif isinstance(part, Piece):
            yield replace(part, remarks=told)
        else:
            yield part._replace(remarks=told)
