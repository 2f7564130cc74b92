"""The sections that measures stand in: their names, in bands, cells and running text."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.chapter import AnnotationKind
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.section import Section
from guideline_docs.views.draft.parts import DraftRole, Inlines, Line, NumberOf, plain
from guideline_docs.views.draft.passages import Passages
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.text import printable


class Sections:
    """Says the names of sections; what is told of one lies on its name at its home."""

    def __init__(
        self, guideline: Guideline, words: DraftWords, passages: Passages, home: AnnotationKind
    ) -> None:
        self.scheme = guideline.scheme
        self.words = words
        self.passages = passages
        self.home = home

    def band(self, section: Section, here: AnnotationKind) -> Iterator[Line]:
        """The name of a section of the first level over its table."""
        if section.title is None:
            return
        if here is self.home:
            mark = plain(self.scheme.mark(section.code) + self.words.gap) if section.mark else ()
            text = (*mark, *self.title(section))
        else:
            text = self.name(section)
        yield Line(DraftRole.BAND, text, self.anchor(section, here))

    def title(self, section: Section) -> Inlines:
        """Its title at its home, with what is told of the section."""
        text = self.passages.text(section.title, home=True) if section.title else ()
        return self.passages.told_whole(text, section.span)

    def words_of(self, section: Section) -> str:
        """A section's name for those who hear the document."""
        if section.title is None:
            return self.words.tables.measure
        title = printable(section.title.text)
        return self.scheme.mark(section.code) + self.words.gap + title if section.mark else title

    def name(self, section: Section) -> Inlines:
        """Number and title, where they are repeated."""
        title = self.passages.text(section.title) if section.title else ()
        if section.mark is None:
            return title
        number = NumberOf(section.anchor, self.scheme.mark(section.code))
        return (number, *plain(self.words.gap), *title)

    def anchor(self, section: Section, here: AnnotationKind) -> str:
        """What links lead to; empty where its home is elsewhere."""
        return section.anchor if here is self.home else ""


def filled(table: Section) -> Iterator[Section]:
    """The sections of the first level that hold measures: an empty table says nothing."""
    return (section for section in table.tops if any(section.all_measures))
