"""One printed document: view, template and stylesheet to the pages of a PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from guideline_docs.failure import CannotRun
from guideline_docs.render.fitting import Fit
from guideline_docs.render.printing import (
    families,
    fetcher,
    known_classes,
    only,
    parsed,
    ready,
    silence,
    with_glyphs,
)
from guideline_docs.render.tagging import (
    FAR,
    LIST,
    put_right,
    tables,
    without_empty_resources,
)
from guideline_docs.render.templates import Templates
from guideline_docs.render.variants import (
    NO_DATE,
    Enclosure,
    Variant,
    attachments,
    complete_archive,
    complete_press,
    in_black,
)
from guideline_docs.views.progress_table.parts import ProgressTable

if TYPE_CHECKING:
    from weasyprint import Document

TEMPLATE = "progress_table.html.jinja"
NUMBERS = "progress_numbers.html.jinja"
STYLE = "progress_table.css"
PRESS_STYLE = "progress_press.css"

# The name by which the stylesheet of the press asks for the printer's profile.
_PROFILE = "printer.icc"


@dataclass(frozen=True, slots=True)
class Extent:
    """Which part of the document a file is: all of it, or one of several to be joined."""

    opens: bool = True
    """Title, 達成状況 and legend stand in it."""
    rows: bool = True
    """Rows of the list do."""
    notes: bool = True
    history: bool = True
    """経年の推移 does."""
    findings: bool = True
    """確認事項 does."""
    above: tuple[tuple[int, str], ...] = ()
    """Level and anchor of the bands of earlier parts that its first rows stand under."""

    @property
    def whole(self) -> bool:
        return self.opens and self.rows and self.notes and self.history and self.findings

    @property
    def role(self) -> str:
        """The class of the page: a part has no page numbers, they are known at the end."""
        return "" if self.whole else "part" if self.opens else "continued"


WHOLE = Extent()


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be printed, and how. ``links``: anchor → where it is, in words.

    ``enclosures`` go into an archive; ``profile`` is the printer's ICC file, without
    which nothing can be made for a press.
    """

    view: ProgressTable
    paper: str = "A4"
    variant: Variant = Variant.ACCESSIBLE
    enclosures: tuple[Enclosure, ...] = ()
    profile: bytes | None = None
    extent: Extent = WHOLE
    links: Mapping[str, str] = field(default_factory=dict)
    fit: Fit | None = None
    """Widths and type of a list whose columns the stylesheet has no widths for."""


class Printed(NamedTuple):
    data: bytes
    pages: int


def write(job: Job, templates: Templates) -> Printed:
    """Print. Raises CannotMake where the machine cannot, CannotRun where templates do
    not fit and where paper that leaves the office would show 〓."""
    document = lay_out(job, templates)
    with silence(templates, STYLE):
        if job.variant is Variant.PRESS:
            day = NO_DATE.isoformat().replace("+00:00", "Z")
            document.metadata.created = document.metadata.modified = day
        archived = job.variant is Variant.ARCHIVE and job.extent.opens
        data: bytes = document.write_pdf(
            pdf_variant=job.variant.standard,
            attachments=attachments(job.enclosures) if archived else None,
            finisher=lambda laid_out, file: _finish(laid_out, file, job),
        )
    only(families(templates, STYLE), document, templates, STYLE)
    return Printed(data, len(document.pages))


def lay_out(job: Job, templates: Templates) -> Document:
    """The pages before they are written. Raises what ``write`` raises."""
    if job.variant is Variant.PRESS and job.profile is None:
        raise CannotRun("印刷所に渡す PDF には、印刷所の ICC プロファイル（.icc）が要ります")
    ready()
    named = families(templates, STYLE)
    files = fetcher(templates, {_PROFILE: job.profile} if job.profile is not None else {})

    def laid_out(tall: Set[str]) -> Document:
        html = with_glyphs(page(job, templates, tall), named, job.view.final, STYLE)
        source = parsed(html, files)
        document: Document = source.render(pdf_variant=job.variant.standard)
        return document

    with silence(templates, STYLE):
        document = laid_out(frozenset())
        if tall := _too_tall(document, job.view):
            document = laid_out(tall)
    if job.variant is Variant.PRESS and "device-cmyk" not in document.color_profiles:
        raise CannotRun("ICC プロファイルが読めません（CMYK の .icc か確かめてください）")
    return document


def page(job: Job, templates: Templates, tall: Set[str] = frozenset()) -> str:
    """The page that is printed, as HTML.

    ``tall`` are the anchors of rows that may be split. Raises CannotRun where the
    stylesheet lacks a class that the page uses.
    """
    styles = [STYLE, PRESS_STYLE] if job.variant is Variant.PRESS else [STYLE]
    html = templates.render(
        TEMPLATE,
        table=job.view,
        looks=f"{_paper(job.paper)} {job.extent.role}".strip(),
        styles=styles,
        extent=job.extent,
        fit=job.fit,
        tall=tall,
    )
    known_classes(html, templates, STYLE)
    return html if job.extent.whole else _with_far_links(html)


def numbers(job: Job, pages: range, total: int, templates: Templates) -> bytes:
    """Empty pages with nothing but their numbers, to be laid over the joined ones.

    ``pages`` counts from 1.
    """
    html = templates.render(
        NUMBERS,
        looks=_paper(job.paper),
        styles=[STYLE, PRESS_STYLE] if job.variant is Variant.PRESS else [STYLE],
        pages=pages,
        total=total,
    )
    known_classes(html, templates, STYLE)
    files = fetcher(templates, {_PROFILE: job.profile} if job.profile is not None else {})
    with silence(templates, STYLE):
        source = parsed(html, files)
        data: bytes = source.write_pdf(finisher=lambda _, file: _bare(file, job))
    return data


def _bare(file: Any, job: Job) -> None:
    without_empty_resources(file)
    if job.variant is Variant.PRESS:
        in_black(file)


def _paper(name: str) -> str:
    return f"paper-{name.lower()}"


def _with_far_links(html: str) -> str:
    """Links to anchors of other parts, as addresses that WeasyPrint need not find."""
    here = set(re.findall(r'\bid="([^"]*)"', html))
    return re.sub(
        r'href="#([^"]*)"',
        lambda link: link[0] if link[1] in here else f'href="{FAR}{link[1]}"',
        html,
    )


def _finish(document: Document, file: Any, job: Job) -> None:
    """The last touch before the file is written."""
    if job.variant is Variant.PRESS:
        complete_press(file)
        return
    extent = job.extent
    charts = extent.opens or extent.history
    put_right(document, file, job.links, extent.opens, extent.above, charts)
    if job.variant is Variant.ARCHIVE:
        complete_archive(file)


def _too_tall(document: Document, view: ProgressTable) -> frozenset[str]:
    """The anchors of measures that are taller than a page; other lines may be split.

    A row that may not be split and does not fit loses the repeated head: on the page
    where the head is missing, the first measure is the one.
    """
    measures = {row.anchor for top in view.blocks for block in top.all for row in block.rows}
    tall = set()
    for box in tables(document):
        if box.element.get("class") == LIST and box.children and not box.children[0].is_header:
            tall.add(_first_of(measures, box))
    return frozenset(tall - {""})


def _first_of(anchors: Set[str], table: Any) -> str:
    """The first of some anchors that stands in a table; empty where none does."""
    found = (box.element.get("id", "") for box in table.descendants() if box.element is not None)
    return next((anchor for anchor in found if anchor in anchors), "")


