"""What each stretch of a text means, for editors that colour it: none lies over another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.mentions import Mention, Mentions
from guideline_docs.model.section import walk
from guideline_docs.model.terms import Tier, Words
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import LINE_END, SourceText, Span
from guideline_docs.syntax.cards import field_in
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import (
    AnnotationLine,
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


_Marked = tuple[Span, TokenKind]
# The same by its two ends: a long sheet has tens of thousands of them.
_Stretch = tuple[int, int, TokenKind]


def tokens(guideline: Guideline, source: SourceText) -> tuple[Token, ...]:
    """The tokens of a source, in their order."""
    found = [
        *(each for m in guideline.once(Mentions).within(source) for each in _of_mention(m)),
        *(_stretch(span, kind) for span, kind in _of_lines(guideline, source)),
        *(_stretch(span, kind) for span, kind in _of_rows(guideline, source)),
        *((*placeholder.span(), TokenKind.PLACEHOLDER) for placeholder in _placeholders(source)),
    ]
    return tuple(
        new(Token, (new(Span, (source, start, end)), kind))
        for stretch in _apart(found)
        for start, end, kind in _by_line(source.text, stretch)
    )


def _stretch(span: Span, kind: TokenKind) -> _Stretch:
    return span.start, span.end, kind


def _placeholders(source: SourceText) -> Iterator[re.Match[str]]:
    return PLACEHOLDER.finditer(source.text)


def _of_mention(mention: Mention) -> Iterator[_Stretch]:
    """A number and the title behind it; a tier; a reference."""
    source, start, end = mention.span
    if mention.references:
        leads = all(each.target and not each.mark.fault for each in mention.references)
        yield start, end, TokenKind.REFERENCE if leads else TokenKind.DANGLING
    elif isinstance(mention.named[0], Tier):
        yield start, end, TokenKind.TIER
    elif mention.number is None:
        yield start, end, TokenKind.TITLE
    else:
        number = mention.number.end
        yield start, number, TokenKind.NUMBER
        if number < end:
            behind = source.text[number:end]
            yield end - len(behind.lstrip()), end, TokenKind.TITLE


def _of_lines(guideline: Guideline, source: SourceText) -> Iterator[_Marked]:
    """What whole lines are: heads, notes, annotations; furigana in the others."""
    for table in guideline.tables:
        if table.source is source:
            yield from _of_table(table)
    for tree in guideline.chapter_trees:
        for line in tree.nodes if tree.source is source else ():
            match line:
                case AnnotationLine(place=place):
                    yield place, TokenKind.ANNOTATION
                case TextLine(rubies=rubies) | HeadingLine(rubies=rubies):
                    yield from ((ruby.span, TokenKind.RUBY) for ruby in rubies)


def _of_table(tree: SheetTree) -> Iterator[_Marked]:
    for head in tree.all(HeadLine):
        yield from ((each.cell.span, TokenKind.COLUMN) for each in head.heads if each)
    for note in tree.all(NoteLine):
        yield from ((cell.span, TokenKind.NOTE) for cell in note.cells)
    for row in tree.all(RowLine):
        if row.card:
            at = row.span.start
            for line in LINE_END.split(row.span.text):
                if field := field_in(line):
                    start, end = field.span("head")
                    yield Span(tree.source, at + start, at + end), TokenKind.COLUMN
                at += len(line)
                at += 2 if tree.source.text.startswith("\r\n", at) else 1


def _of_rows(guideline: Guideline, source: SourceText) -> Iterator[_Marked]:
    """The closed words of the rows, as far as they are understood."""
    tables = [guideline.edition.table, *(each.table for each in guideline.supplements)]
    trees = [tree.source for tree in guideline.tables]
    judged = [(each.column, Words(each.statuses)) for each in guideline.judgements]
    for table, own in zip(tables if guideline.sheet else tables[1:], trees):
        for *_, section in walk(table) if own is source else ():
            for measure in section.measures:
                for row in measure.each:
                    yield from _of_row(row, judged)


def _of_row(row: Measure, judged: Iterable[tuple[Column, Words[Status]]]) -> Iterator[_Marked]:
    if row.status.status:
        yield row.status.span, TokenKind.STATUS
    for column, words in judged:
        if words.find(row[column].text):
            yield row[column].span, TokenKind.STATUS
    proposal = row.proposal
    if proposal.direction:
        yield proposal.span, TokenKind.COMPLETED
    elif proposal.completed:
        mark = proposal.mark
        end = mark.start if mark else proposal.span.end
        yield Span(proposal.span.source, proposal.span.start, end), TokenKind.COMPLETED


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
