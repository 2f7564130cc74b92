"""What each stretch of a text means, for editors that colour it: none lies over another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guideline_docs.model.chapter import Heading
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.mentions import Mention, Mentions
from guideline_docs.model.places import Part, Places
from guideline_docs.model.section import Section
from guideline_docs.model.summary import SummaryLine
from guideline_docs.model.terms import Words
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import LINE_END, SourceText, Span
from guideline_docs.syntax.cards import field_in
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import (
    AnnotationLine,
    ChapterTree,
    HeadingLine,
    HeadLine,
    NoteLine,
    RowLine,
    SheetTree,
    TextLine,
)
from guideline_docs.syntax.placeholder import PLACEHOLDER


class TokenKind(StrEnum):
    """What a stretch of text is."""

    NUMBER = "number"
    """The number that a heading, a row or a card bears."""
    TITLE = "title"
    """The words of a heading or measure."""
    TIER = "tier"
    STATUS = "status"
    COMPLETED = "completed"
    """○ of 2期案."""
    COLUMN = "column"
    """The head of a column, the name of a field."""
    REFERENCE = "reference"
    DANGLING = "dangling"
    """A reference that leads nowhere, or is in no form of this guideline."""
    ANNOTATION = "annotation"
    PLACEHOLDER = "placeholder"
    RUBY = "ruby"
    NOTE = "note"


class Token(NamedTuple):
    """A stretch of one line."""

    span: Span
    kind: TokenKind


# Start, end, kind: a long sheet has tens of thousands of them.
_Stretch = tuple[int, int, TokenKind]


def tokens(guideline: Guideline, source: SourceText, part: Span | None = None) -> tuple[Token, ...]:
    """The tokens of a source, in their order; those of a ``part`` of it alone."""
    part = part or source.span(0, len(source.text))
    return tuple(
        new(Token, (new(Span, (source, start, end)), kind))
        for stretch in _apart([*_stretches(guideline, source, part)])
        for start, end, kind in _by_line(source.text, stretch)
        if start < part.end and part.start < end
    )


def _stretches(guideline: Guideline, source: SourceText, part: Span) -> Iterator[_Stretch]:
    """What the lines in a part of a source hold, one over the other."""
    judged = [(each.column, Words(each.statuses)) for each in guideline.judgements]
    for line in guideline.once(Places).lines.within(source):
        if line.span.overlaps(part):
            yield from _of_row(line.part, line.row, judged) if line.row else _of_line(line.part)
    for mention in guideline.once(Mentions).references_in(source):
        yield _of_reference(mention)
    for tree in guideline.tables:
        if tree.source is source:
            yield from _of_table(tree, part)
    for chapter in guideline.chapter_trees:
        if chapter.source is source:
            yield from _of_chapter(chapter)
    for match in PLACEHOLDER.finditer(source.text):
        yield *match.span(), TokenKind.PLACEHOLDER


def _stretch(span: Span, kind: TokenKind) -> _Stretch:
    return span.start, span.end, kind


def _of_reference(mention: Mention) -> _Stretch:
    leads = all(each.target and not each.mark.fault for each in mention.references)
    return _stretch(mention.span, TokenKind.REFERENCE if leads else TokenKind.DANGLING)


def _of_line(part: Part) -> Iterator[_Stretch]:
    """The number and the title of a heading; the tier of a line of the legend."""
    match part:
        case SummaryLine(span=span):
            yield _stretch(span, TokenKind.TIER)
        case Section(mark=mark, title=title) | Heading(mark=mark, title=title) if title:
            if mark:
                yield _stretch(mark, TokenKind.NUMBER)
            yield _stretch(title.span, TokenKind.TITLE)


def _of_row(
    part: Part, row: Measure, judged: Iterable[tuple[Column, Words[Status]]]
) -> Iterator[_Stretch]:
    """The number and title of a measure, and its closed words as far as they are understood."""
    number = row.number_span
    if row is part:
        start = row.span.start if row.layout.card else number.start
        yield start, number.end, TokenKind.NUMBER
        yield _stretch(row.title.span, TokenKind.TITLE)
    for term in (row.tier, row.proposal):
        if term.tier and (mark := term.mark):
            yield _stretch(mark, TokenKind.TIER)
    if row.meaning.status:
        yield _stretch(row.status.span, TokenKind.STATUS)
    for column, words in judged:
        if words.find(row[column].text):
            yield _stretch(row[column].span, TokenKind.STATUS)
    proposal = row.proposal
    if proposal.direction:
        yield _stretch(proposal.span, TokenKind.COMPLETED)
    elif proposal.completed:
        mark = proposal.mark
        yield proposal.span.start, mark.start if mark else proposal.span.end, TokenKind.COMPLETED


def _of_chapter(tree: ChapterTree) -> Iterator[_Stretch]:
    """The annotations, and furigana in the text."""
    for line in tree.nodes:
        match line:
            case AnnotationLine(place=place):
                yield _stretch(place, TokenKind.ANNOTATION)
            case TextLine(rubies=rubies) | HeadingLine(rubies=rubies):
                yield from (_stretch(ruby.span, TokenKind.RUBY) for ruby in rubies)


def _of_table(tree: SheetTree, part: Span) -> Iterator[_Stretch]:
    """The heads of columns, the notes, the names of the fields of cards."""
    for head in tree.all(HeadLine):
        yield from (_stretch(each.cell.span, TokenKind.COLUMN) for each in head.heads if each)
    for note in tree.all(NoteLine):
        yield from (_stretch(cell.span, TokenKind.NOTE) for cell in note.cells)
    for row in tree.all(RowLine):
        if row.card and row.span.overlaps(part):
            yield from _of_fields(row)


def _of_fields(card: RowLine) -> Iterator[_Stretch]:
    text, at = card.span.source.text, card.span.start
    for end in (*LINE_END.finditer(text, at, card.span.end), None):
        stop = end.start() if end else card.span.end
        if field := field_in(text[at:stop]):
            start, behind = field.span("head")
            yield at + start, at + behind, TokenKind.COLUMN
        at = end.end() if end else stop


def _apart(found: list[_Stretch]) -> Iterator[_Stretch]:
    """The stretches one behind the other; what stands within another cuts it in two."""
    open_: list[_Stretch] = []
    at = 0
    found.sort(key=lambda each: (each[0], -each[1]))
    for stretch in (*found, None):
        while open_ and (stretch is None or open_[-1][1] <= stretch[0]):
            _, end, kind = open_.pop()
            if at < end:
                yield at, end, kind
                at = end
        if stretch is None:
            return
        start = stretch[0]
        if open_ and at < start:
            yield at, start, open_[-1][2]
        at = max(at, start)
        open_.append(stretch)


def _by_line(text: str, stretch: _Stretch) -> Iterator[_Stretch]:
    """A stretch of several lines as one of each."""
    start, end, kind = stretch
    if text.find("\n", start, end) < 0 and text.find("\r", start, end) < 0:
        yield stretch
        return
    for line_end in LINE_END.finditer(text, start, end):
        if start < line_end.start():
            yield start, line_end.start(), kind
        start = line_end.end()
    if start < end:
        yield start, end, kind
