"""The Word draft: what the view says, in the looks of ``draft.docx``.

The template is a Word file that an office edits in Word. Its styles give every block
and word its look, its lists the numbers, its specimen tables the widths of columns,
its three sections (cover, upright, turned) the paper; its words are not printed.
python-docx opens it and holds its parts together. The body is written as XML below
python-docx, which knows neither fields nor links and is slow where tables are long,
and the parts are zipped so that the same draft is the same file.

What is known before anything is written
    template    styles, lists, specimen tables and paper of ``draft.docx``
    survey      every heading counted, every anchor known
    lists       the numbers that the lists print, and where they jump

The body
    body        sections, headings and lines, in reading order
    paragraphs  their XML, and the page that they stand on
    runs        text in a paragraph: links, live numbers, ruby, comments
    bookmarks   what links and the way back find a text by
    tables      columns, rows, and how high they are
    grids       widths of columns: the specimen's, or what the text asks for
    columns     figures under each other
    figures     charts and pictures
    contents    目次

What changed since another version
    tracked         the body of both versions
    tracked_tables  their tables
    revisions       the marks: what came, what is gone

What fits on a page
    pages       the pages that paragraphs and rows fill
    layout      the same by LibreOffice, where it is asked for

The file
    package     the parts, zipped
    origins     which text comes from which place of the sources
    carried     the same, kept beside the draft
    chart       the part of a chart
    workbook    the figures of a chart, for those who edit them
    xml         names and escapes of the format
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from guideline_docs.render.templates import Templates
from guideline_docs.views.draft.parts import OF_VERSIONS, Draft, DraftRole

if TYPE_CHECKING:
    from guideline_docs.views.tracked.parts import Versions

TEMPLATE = "draft.docx"
COUNTED, MEASURED = "estimate", "libreoffice"


def lays_out_with(pages: str = COUNTED) -> tuple[object, ...]:
    """What besides the view and the templates the page numbers of a draft depend on."""
    if pages != MEASURED:
        return (pages,)
    from guideline_docs.render.word import layout

    return (pages, *layout.lays_out_with())


def render(
    draft: Draft | Versions,
    templates: Templates,
    pages: str = COUNTED,
    without: Container[DraftRole] = OF_VERSIONS,
) -> bytes:
    """The draft as a .docx file; ``pages`` says how the 目次 gets its page numbers.

    Of two versions it is the new one, with what changed as Word tracks it. The template need
    not know what the draft is ``without``.

    Raises CannotRun with all that the template or ``[styles]`` lacks, and where
    LibreOffice is asked for and not there.
    """
    measured = None
    if pages == MEASURED:
        from guideline_docs.render.word.layout import heading_pages

        # The numbers do not change how many lines the 目次 has: one pass is enough. The
        # pages are those of the new version, where nothing that is gone takes room.
        new = draft if isinstance(draft, Draft) else draft.draft
        measured = heading_pages(_rendered(new, templates, None, without))
    return _rendered(draft, templates, measured, without)


def _rendered(
    said: Draft | Versions,
    templates: Templates,
    measured: list[int] | None,
    without: Container[DraftRole],
) -> bytes:
    from guideline_docs.render.word.body import Body
    from guideline_docs.render.word.package import Package
    from guideline_docs.render.word.template import read_template

    template = read_template(templates, TEMPLATE, without)
    package = Package(template)
    if isinstance(said, Draft):
        draft, author, body = said, "", Body(said, template, measured)
    else:
        from guideline_docs.render.word.tracked import TrackedBody

        draft, author = said.draft, said.author
        body = TrackedBody(said, template, measured)
    package.document(body.xml())
    package.numbering(body.all_jumps)
    package.comments(body.comments, draft.comments)
    package.charts(body.figures.charts)
    package.pictures(body.figures.pictures)
    package.page_marks(draft)
    package.origins(draft, body.bookmarks.goals, author)
    package.properties(draft)
    return package.data()
