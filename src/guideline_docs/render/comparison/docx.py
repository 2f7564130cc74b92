"""新旧対照表 as a Word file: the draft's own tables, styles and turned pages."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.render import word
from guideline_docs.render.templates import Templates
from guideline_docs.views.comparison.parts import Band, ComparisonView, Line, Row, WordRole
from guideline_docs.views.draft import parts
from guideline_docs.views.draft.parts import (
    Block,
    Cell,
    Draft,
    DraftRole,
    Inlines,
    Section,
    SectionKind,
    Table,
    Term,
    head_row,
    plain,
)
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.text import Piece

_STYLED = {WordRole.CHANGED: DraftRole.CHANGED, WordRole.HEAD: DraftRole.FIELD}


def render(view: ComparisonView, templates: Templates) -> bytes:
    """The Word file. Raises CannotRun with all that the template or ``[styles]`` lacks."""
    words = templates.wording().phrases(DraftWords, "draft")
    draft = Draft(
        words=words,
        title=view.title,
        stage="",
        number=view.number,
        author=view.author,
        watermark="",
        line_numbers=False,
        sections=(Section(SectionKind.TURNED, tuple(_blocks(view))),),
        comments={},
        remarks=(),
        sources=(),
        edition="",
        origins={},
    )
    return word.render(draft, templates, without=())


def _blocks(view: ComparisonView) -> Iterator[Block]:
    words = view.words
    yield parts.Line(DraftRole.FRONT, plain(view.title))
    gap = "　"
    versions = gap.join(f"{each.label}{gap}{each.name}" for each in view.versions)
    yield parts.Line(DraftRole.TABLE_NOTE, plain(versions))
    if view.none:
        yield parts.Line(DraftRole.TEXT, plain(view.none))
        return
    yield parts.Line(DraftRole.BAND, plain(words.summary))
    for line in view.summary:
        yield parts.Line(DraftRole.ENTRY, plain(line))
    yield parts.Line(DraftRole.BAND, plain(words.list))
    yield parts.Line(DraftRole.TABLE_LEAD, plain(words.note))
    head = head_row((words.new, words.old, words.remarks))
    rows = (row for band in view.bands for row in _rows(band))
    yield Table(DraftRole.VERSIONS_TABLE, words.title, words.description, (head, *rows))


def _rows(band: Band) -> Iterator[parts.Row]:
    title = (Term(band.title, DraftRole.FIELD),)
    yield parts.Row((Cell(DraftRole.CELL_LABEL, title, across=3),), keep=True)
    for at, row in enumerate(band.rows):
        goes_on = at + 1 < len(band.rows) and not band.rows[at + 1].begins
        yield parts.Row(_cells(row), keep=row.begins and goes_on)


def _cells(row: Row) -> tuple[Cell, ...]:
    texts = _inlines(row.new), _inlines(row.old), plain(row.remark)
    return tuple(Cell(DraftRole.CELL, text) for text in texts)


def _inlines(line: Line) -> Inlines:
    return tuple(
        Term(word.text, _STYLED[word.role]) if word.role in _STYLED else Piece(word.text)
        for word in line
    )
