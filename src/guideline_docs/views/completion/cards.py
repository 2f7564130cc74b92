"""The first line of a card, and the names of its fields."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.lexicon import BLANKS
from guideline_docs.source.span import LINE_END, Span
from guideline_docs.syntax.cards import field_in
from guideline_docs.syntax.columns import Column
from guideline_docs.views.completion.items import Item, ItemKind
from guideline_docs.views.completion.places import Typing, card_lines
from guideline_docs.views.text import printable

_INDENT = "　"
_CARD = "施策"


def first_items(typing: Typing) -> Iterator[Item]:
    """``施策6　…`` for the measures of the sheet that have no card in this file yet."""
    guideline, begun = typing.guideline, typing.before
    if not begun or not (_CARD.startswith(begun) or begun.startswith(_CARD)):
        return
    source = typing.line.source
    tables = (each for each in guideline.supplements if each.tree.source is source)
    taken = {measure.code for table in tables for measure in table.measures}
    for measure in guideline.own:
        if measure.code and measure.code not in taken and "\n" not in measure.title.text:
            text = f"{_CARD}{measure.number}　{printable(measure.title.text)}"
            if text.startswith(begun):
                yield Item(ItemKind.CARD, text, text, Span(*typing.line), "一覧の施策")


def field_items(typing: Typing) -> Iterator[Item]:
    """The names of the fields that a card does not have yet."""
    if typing.column is not None or (typing.before and typing.before[0] not in BLANKS):
        return
    source, line = typing.line.source, typing.line
    card = card_lines(source, line)
    if not card:
        return
    begun = typing.before.strip(BLANKS)
    if "：" in begun or ":" in begun:
        return
    named = [field_in(each.text) for each in (*card[1:], *_below(typing))]
    taken = {fold_head(found["head"]) for found in named if found}
    span = Span(source, line.start, max(typing.offset, _name_end(line)))
    for name in _fields(typing.guideline, source is not _sheet(typing.guideline)):
        if fold_head(name) not in taken and name.startswith(begun):
            yield Item(ItemKind.FIELD, name, f"{_INDENT}{name}：", span, "カードの欄")


def _sheet(guideline: Guideline) -> object:
    return guideline.sheet and guideline.sheet.source


def _below(typing: Typing) -> Iterator[Span]:
    """The lines of the card below the one that is typed."""
    text, line = typing.line.source.text, typing.line
    while line_end := LINE_END.match(text, line.end):
        line = Span(line.source, line_end.end(), line_end.end()).whole_line
        if not line.text.strip() or line.text[0] not in BLANKS:
            return
        yield line


def _name_end(line: Span) -> int:
    """Where the name that stands in the line ends, with its colon."""
    text = line.text
    ends = [at + 1 for sign in "：:" if (at := text.find(sign)) >= 0]
    return line.start + min(ends, default=len(text))


def _fields(guideline: Guideline, beside: bool) -> Iterator[str]:
    """The fields that a card may have: what 第2期 adds, and the columns of the table."""
    vocabulary = guideline.configuration.vocabulary
    added = [*vocabulary.second_heads]
    columns = [
        vocabulary.head(column)
        for column in (*vocabulary.columns, *vocabulary.declared)
        if column not in (Column.NUMBER, Column.TITLE)
    ]
    yield from dict.fromkeys([*added, *columns] if beside else [*columns, *added])
