"""A project as pages: the overview, the draft, the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.places import Places
from guideline_docs.model.section import Section
from guideline_docs.outputs import Since
from guideline_docs.render import draft_html, html, overview_html
from guideline_docs.render.page import Live
from guideline_docs.render.templates import Templates
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.services.preview.ways import Ways
from guideline_docs.syntax.columns import Column
from guideline_docs.views.beside import Besides
from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import Draft, Line, Table, Title
from guideline_docs.views.draft_screen import draft_screen
from guideline_docs.views.leads import Leads
from guideline_docs.views.overview import PreviewWords, overview
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.heads import HeadKind, Heads
from guideline_docs.views.text import source_place

OVERVIEW, DRAFT, TABLE = "/", "/draft", "/table"


def pages(
    snapshot: Snapshot,
    diagnostics: Sequence[Diagnostic],
    templates: Templates,
    editor: str = "",
    *,
    beside_editor: bool = False,
    old: Since | None = None,
) -> tuple[dict[str, bytes], Ways]:
    """The pages by their paths, and the ways from them to the sources.

    ``editor`` is the pattern of the address that opens a place, or empty;
    ``beside_editor``: one that runs is told of clicks instead. ``old`` is the version since
    which changes are shown. Raises CannotRun where a template does not fit.
    """
    guideline, wording = snapshot.guideline, templates.wording()
    words = wording.phrases(PreviewWords, "preview")
    files = {source.path: source.file for source in snapshot.sources if source.file}
    settings = (snapshot.location.settings, snapshot.location.accepted)
    files.update((place.name, place.path) for place in settings if place)
    leads = Leads(files, editor)

    text = draft(guideline, diagnostics, wording, options=snapshot.configuration.draft)
    sources = [source.path for source in guideline.written]
    table = progress_table(guideline, diagnostics, wording)
    beside: Besides = {}
    told, listed = "", None
    if old:
        from guideline_docs.views.draft_since import DraftSince
        from guideline_docs.views.progress_table.since import marked
        from guideline_docs.views.since import since

        earlier = since(old.name, old.snapshot.guideline, guideline)
        changed = DraftSince(guideline, earlier, wording, text)
        beside, told, listed = changed.besides(), changed.told, changed.listed(leads)
        table = marked(table, guideline, earlier, wording)
    screen = draft_screen(text, sources, wording, leads, beside, told)
    anchors = {key: finding.anchor for key, finding in screen.findings.items()}
    first = overview(text.title + text.stage, diagnostics, anchors, words, leads, listed)
    places = {
        place.name: leads.lead(place.source) for line in table.remarks for place in line.places
    }
    rows = _rows(guideline, table.heads, leads) if beside_editor else {}
    live = Live(words, beside_editor=beside_editor)
    made = {
        OVERVIEW: overview_html.render(first, templates, live),
        DRAFT: draft_html.render(screen, templates, live),
        TABLE: html.render(
            progress_screen(table, wording), templates, live._replace(leads=places, rows=rows)
        ),
    }
    shown = {
        DRAFT: [screen.origins[key].lead.text for key in _keys(text) if key in screen.origins],
        TABLE: [name for row in rows.values() for name in row],
    }
    return made, Ways(leads, shown)


def _keys(draft: Draft) -> Iterator[str]:
    """The keys of what stands on the page; some texts are only part of another."""
    for block in (block for section in draft.sections for block in section.blocks):
        if isinstance(block, Title | Line):
            yield block.key
        elif isinstance(block, Table):
            yield from (cell.key for row in block.rows for cell in row.cells)


def _rows(guideline: Guideline, heads: Heads, leads: Leads) -> dict[str, tuple[str, ...]]:
    """Anchor of a row of the table → what the places of its cells are called, column by
    column; what has no cell of its own stands where the row does."""
    columns: dict[str, int] = {}
    for at, head in enumerate(heads.columns):
        for key in (head.key, *((Column.TIER, Column.PROPOSAL) if head.kind is HeadKind.MOVE else ())):
            columns.setdefault(key, at)
    found: dict[str, list[str]] = {}
    begun: dict[str, str] = {}
    for source in guideline.sources:
        # A row comes before its cells.
        for spot in guideline.once(Places).within(source):
            if isinstance(spot.part, Section | Measure):
                anchor, name = spot.part.anchor, leads.lead(source_place(spot.span)).text
                row = found.setdefault(anchor, [name] * len(heads.columns))
                at = columns.get(spot.column or "")
                if at is not None and row[at] == begun.setdefault(anchor, row[at]):
                    row[at] = name
    return {anchor: tuple(row) for anchor, row in found.items()}
