"""Where the settings say what a head or a closed word of the table means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.places import Places
from guideline_docs.source.glyphs import fold_head, fold_term
from guideline_docs.source.span import SourceText, Span
from guideline_docs.source.toml import TomlFile
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.syntax.nodes import Cell, HeadLine


def declared_at(guideline: Guideline, source: SourceText, offset: int) -> Span | None:
    """Where the settings declare the head or word at an offset; None where they do not."""
    file = guideline.configuration.file
    if file is None:
        return None
    if head := _head_at(guideline, source, offset):
        return next(_column(file, fold_head(head.text)), None)
    spot = guideline.once(Places).at(source, offset)
    if spot and spot.column is not None and isinstance(spot.part, Measure):
        return next(_word(file, _tables(file, spot.column), fold_term(spot.span.text)), None)
    return None


def _tables(file: TomlFile, column: Column) -> Iterator[dict[str, Any]]:
    """The tables of the settings that declare the words of a column."""
    match column.kind:
        case ColumnKind.STATUS if column == Column.STATUS:
            yield from file.tables("status")
        case ColumnKind.STATUS:
            yield from (t for t in file.tables("column") if fold_head(file.text(t, "head")) == fold_head(column.name))
        case ColumnKind.PROPOSAL:
            yield from file.tables("direction")


def _head_at(guideline: Guideline, source: SourceText, offset: int) -> Cell | None:
    """The cell of a head line at an offset."""
    for tree in guideline.tables:
        for line in tree.all(HeadLine) if tree.source is source else ():
            for head in line.heads if line.span.start <= offset <= line.span.end else ():
                if head and head.cell.span.start <= offset <= head.cell.span.end:
                    return head.cell
    return None


def _column(file: TomlFile, head: str) -> Iterator[Span]:
    """The places that name a column by its head, folded."""
    columns = file.table("columns")
    for key in columns:
        if head in map(fold_head, file.texts(columns, key)):
            yield file.place(columns, key)
    for name, key in (("column", "head"), ("level", "column")):
        for table in file.tables(name):
            if head == fold_head(file.text(table, key)):
                yield file.place(table, key)


def _word(file: TomlFile, tables: Iterable[dict[str, Any]], word: str) -> Iterator[Span]:
    """The places that declare a closed word, folded, or another spelling of it."""
    for table in tables:
        inner = table.get("word")
        if isinstance(inner, list):
            yield from _word(file, inner, word)
        for key in ("words", "aliases") if isinstance(inner, list) else ("word", "words", "aliases"):
            if key in table and word in map(fold_term, file.texts(table, key)):
                yield file.place(table, key)
