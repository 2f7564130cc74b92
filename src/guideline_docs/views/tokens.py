"""What each stretch of a text means, for editors that colour it: none lies over another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.mentions import Mention, Mentions
from guideline_docs.model.section import walk
from guideline_docs.model.terms import Tier, Words
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple
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


def tokens(guideline: Guideline, source: SourceText) -> tuple[Token, ...]:
    """The tokens of a source, in their order."""
    found = chain(
        (token for each in guideline.once(Mentions).within(source) for token in _of_mention(each)),
        _of_lines(guideline, source),
        _of_rows(guideline, source),
        _placeholders(source),
    )
    return tuple(each for token in _apart(found) for each in _by_line(token))


def _of_mention(mention: Mention) -> Iterator[Token]:
    """A number and the title behind it; a tier; a reference."""
    span = mention.span
    if mention.references:
        leads = all(each.target and not each.mark.fault for each in mention.references)
        yield Token(span, TokenKind.REFERENCE if leads else TokenKind.DANGLING)
    elif isinstance(mention.named[0], Tier):
        yield Token(span, TokenKind.TIER)
    elif mention.number is None:
        yield Token(span, TokenKind.TITLE)
    else:
        yield Token(Span(span.source, span.start, mention.number.end), TokenKind.NUMBER)
        behind = span.source.text[mention.number.end : span.end]
        start = span.end - len(behind.lstrip())
        yield Token(Span(span.source, start, span.end), TokenKind.TITLE)


def _of_lines(guideline: Guideline, source: SourceText) -> Iterator[Token]:
    """What whole lines are: heads, notes, annotations; furigana in the others."""
    for table in guideline.tables:
        if table.source is source:
            yield from _of_table(table)
    for tree in guideline.chapter_trees:
        for line in tree.nodes if tree.source is source else ():
            match line:
                case AnnotationLine(place=place):
                    yield Token(place, TokenKind.ANNOTATION)
                case TextLine(rubies=rubies) | HeadingLine(rubies=rubies):
                    yield from (Token(ruby.span, TokenKind.RUBY) for ruby in rubies)


def _of_table(tree: SheetTree) -> Iterator[Token]:
    for head in tree.all(HeadLine):
        yield from (Token(each.cell.span, TokenKind.COLUMN) for each in head.heads if each)
    for note in tree.all(NoteLine):
        yield from (Token(cell.span, TokenKind.NOTE) for cell in note.cells)
    for row in tree.all(RowLine):
        if row.card:
            at = row.span.start
            for line in LINE_END.split(row.span.text):
                if field := field_in(line):
                    start, end = field.span("head")
                    yield Token(Span(tree.source, at + start, at + end), TokenKind.COLUMN)
                at += len(line)
                at += 2 if tree.source.text.startswith("\r\n", at) else 1


def _of_rows(guideline: Guideline, source: SourceText) -> Iterator[Token]:
    """The closed words of the rows, as far as they are understood."""
    tables = [guideline.edition.table, *(each.table for each in guideline.supplements)]
    trees = [tree.source for tree in guideline.tables]
    judged = [(each.column, Words(each.statuses)) for each in guideline.judgements]
    for table, own in zip(tables if guideline.sheet else tables[1:], trees):
        for *_, section in walk(table) if own is source else ():
            for measure in section.measures:
                for row in measure.each:
                    yield from _of_row(row, judged)


def _of_row(row: Measure, judged: Iterable[tuple[Column, Words[Status]]]) -> Iterator[Token]:
    if row.status.status:
        yield Token(row.status.span, TokenKind.STATUS)
    for column, words in judged:
        if words.find(row[column].text):
            yield Token(row[column].span, TokenKind.STATUS)
    proposal = row.proposal
    if proposal.direction:
        yield Token(proposal.span, TokenKind.COMPLETED)
    elif proposal.completed:
        mark = proposal.mark
        end = mark.start if mark else proposal.span.end
        yield Token(Span(proposal.span.source, proposal.span.start, end), TokenKind.COMPLETED)


def _placeholders(source: SourceText) -> Iterator[Token]:
    for found in PLACEHOLDER.finditer(source.text):
        yield Token(source.span(*found.span()), TokenKind.PLACEHOLDER)


def _apart(found: Iterable[Token]) -> Iterator[Token]:
    """The tokens one behind the other; what stands within another cuts it in two."""
    open_: list[Token] = []
    at = 0
    ordered = sorted(found, key=lambda token: (token.span.start, -token.span.end))
    for token in (*ordered, None):
        start = token.span.start if token else None
        while open_ and (start is None or open_[-1].span.end <= start):
            inner = open_.pop()
            yield from _cut(inner, at, inner.span.end)
            at = max(at, inner.span.end)
        if token is None:
            return
        if open_:
            yield from _cut(open_[-1], at, token.span.start)
        at = max(at, token.span.start)
        open_.append(token)


def _cut(token: Token, start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield Token(Span(token.span.source, start, end), token.kind)


def _by_line(token: Token) -> Iterator[Token]:
    """A token of several lines as one of each."""
    span = token.span
    if "\n" not in span.text and "\r" not in span.text:
        yield token
        return
    at = 0
    for end in (*LINE_END.finditer(span.text), None):
        stop = end.start() if end else len(span.text)
        if at < stop:
            yield Token(span.part(at, stop), token.kind)
        at = end.end() if end else stop
