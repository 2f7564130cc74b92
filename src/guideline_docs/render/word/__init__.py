"""The Word draft: what the view says, in the looks of ``draft.docx``.

The template is a Word file that an office edits in Word. Its styles give every block
and word its look, its lists the numbers, its specimen tables the widths of columns,
its three sections (cover, upright, turned) the paper; its words are not printed.
python-docx opens it and holds its parts together. The body is written as XML below
python-docx, which knows neither fields nor links and is slow where tables are long,
and the parts are zipped so that the same draft is the same file.
"""

from __future__ import annotations

from guideline_docs.render.templates import Templates
from guideline_docs.views.draft import Draft

TEMPLATE = "draft.docx"


def render(draft: Draft, templates: Templates) -> bytes:
    """The draft as a .docx file.

    Raises CannotRun with all that the template or ``[styles]`` lacks.
    """
    from guideline_docs.render.word.body import Body
    from guideline_docs.render.word.package import Package
    from guideline_docs.render.word.template import read_template

    template = read_template(templates, TEMPLATE)
    package = Package(template)
    body = Body(draft, template)
    package.document(body.xml())
    package.numbering(body.lists.jumps)
    package.comments(body.comments, draft.comments)
    package.page_marks(draft)
    package.properties(draft)
    return package.bytes()
