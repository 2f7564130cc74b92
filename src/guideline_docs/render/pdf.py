"""The progress table on paper: the door. Short tables are one document, long ones parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from guideline_docs.render import paper as printed
from guideline_docs.render import parts
from guideline_docs.render.fitting import fitted
from guideline_docs.render.fonts import Requirement, requirements, sets_with
from guideline_docs.render.paper import Job
from guideline_docs.render.templates import Templates
from guideline_docs.render.variants import Enclosure, Variant
from guideline_docs.syntax.columns import Column
from guideline_docs.views.progress_table.parts import Block, ProgressTable
from guideline_docs.views.text import PieceRole

if TYPE_CHECKING:
    from weasyprint import Document

    from guideline_docs.render.printer import Pending, Printer

__all__ = [
    "Enclosure",
    "Requirement",
    "Variant",
    "begin",
    "lay_out",
    "page",
    "render",
    "requirements",
    "sets_with",
    "started",
]


def render(
    view: ProgressTable,
    templates: Templates,
    paper: str = "A4",
    variant: Variant = Variant.ACCESSIBLE,
    enclosures: Sequence[Enclosure] = (),
    profile: bytes | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The progress table as a PDF; the same view and templates give the same bytes.

    ``enclosures`` go into an archive; ``profile`` is the printer's ICC file, without
    which nothing can be made for a press. ``progress`` hears how many of how many
    parts are done.
    Raises CannotMake where the machine cannot print, CannotRun where the templates do
    not fit and where paper that leaves the office would show 〓.
    """
    job = _job(view, templates, paper, variant, enclosures, profile)
    if not parts.wanted(view):
        return printed.write(job, templates).data
    with started() as printer:
        return printer.begin(job, templates).result(progress)


def started() -> Printer:
    """A process that gets ready to print while this one does something else."""
    from guideline_docs.render.printer import Printer

    return Printer()


def begin(
    printer: Printer,
    view: ProgressTable,
    templates: Templates,
    paper: str = "A4",
    variant: Variant = Variant.ACCESSIBLE,
    enclosures: Sequence[Enclosure] = (),
    profile: bytes | None = None,
) -> Pending:
    """``render`` in a printer that is started; its result raises what ``render`` raises."""
    return printer.begin(_job(view, templates, paper, variant, enclosures, profile), templates)


def lay_out(
    view: ProgressTable,
    templates: Templates,
    paper: str = "A4",
    variant: Variant = Variant.ACCESSIBLE,
    profile: bytes | None = None,
) -> Document:
    """The pages of one document before they are written. Raises what ``render`` raises."""
    return printed.lay_out(_job(view, templates, paper, variant, (), profile), templates)


def page(view: ProgressTable, templates: Templates, paper: str = "A4") -> str:
    """The page that is printed, as HTML. Raises CannotRun where templates do not fit."""
    return printed.page(_job(view, templates, paper, Variant.ACCESSIBLE, (), None), templates)


def _job(
    view: ProgressTable,
    templates: Templates,
    paper: str,
    variant: Variant,
    enclosures: Sequence[Enclosure],
    profile: bytes | None,
) -> Job:
    paper, fit = fitted(view, templates, printed.STYLE, paper)
    return Job(view, paper, variant, tuple(enclosures), profile, links=_links(view), fit=fit)


def _links(view: ProgressTable) -> dict[str, str]:
    """Anchor → where a link to it leads, in words."""
    names = {line.anchor: f"{view.words.findings.title} {line.mark}" for line in view.remarks}
    for block in view.blocks:
        names.update(_names(block, "", view.heads.number))
    return {anchor: view.words.link.format(name=name) for anchor, name in names.items()}


def _names(block: Block, above: str, head: str) -> Iterator[tuple[str, str]]:
    """What stands at the anchors of a block: its headings with those above, its rows."""
    if block.band:
        above = f"{above} {block.band.name}".strip()
        yield block.band.anchor, above
    for row in block.rows:
        title = "".join(p.text for p in row.texts[Column.TITLE] if p.role is not PieceRole.MARK)
        yield row.anchor, f"{head}.{row.number} {title}"
    for inner in block.blocks:
        yield from _names(inner, above, head)
