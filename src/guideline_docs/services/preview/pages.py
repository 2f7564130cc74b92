"""A project as pages: the overview, the draft, the table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
from guideline_docs.views.beside import Beside, Besides, together
from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import keys_of
from guideline_docs.views.draft_screen import draft_screen
from guideline_docs.views.leads import Lead, Leads
from guideline_docs.views.overview import PreviewWords, overview
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.heads import HeadKind, Heads
from guideline_docs.views.progress_table.parts import ProgressTable
from guideline_docs.views.text import source_place

if TYPE_CHECKING:
    from guideline_docs.views.draft_received import Back

OVERVIEW, DRAFT, TABLE = "/", "/draft", "/table"


def pages(
    snapshot: Snapshot,
    diagnostics: Sequence[Diagnostic],
    templates: Templates,
    editor: str = "",
    *,
    beside_editor: bool = False,
    old: Since | None = None,
    backs: Sequence[Back] = (),
) -> tuple[dict[str, bytes], Ways]:
    """The pages by their paths, and the ways from them to the sources.

    ``editor`` is the pattern of the address that opens a place, or empty;
    ``beside_editor``: one that runs is told of clicks instead. ``old`` is the version since
    which changes are shown, ``backs`` are the drafts that came back. Raises CannotRun where a
    template does not fit.
    """
    guideline, wording = snapshot.guideline, templates.wording()
    words = wording.phrases(PreviewWords, "preview")
    leads = Leads(_files(snapshot), editor)
    text = draft(guideline, diagnostics, wording, options=snapshot.configuration.draft)
    sources = [source.path for source in guideline.written]
    table = progress_table(guideline, diagnostics, wording)
    beside: Besides = {}
    told, listed = list[str](), None
    above: tuple[Beside, ...] = ()
    if old:
        from guideline_docs.views.draft_since import DraftSince
        from guideline_docs.views.progress_table.since import marked
        from guideline_docs.views.since import since

        earlier = since(old.name, old.snapshot.guideline, guideline)
        changed = DraftSince(guideline, earlier, wording, text)
        beside, listed = changed.besides(), changed.listed(leads)
        told.append(changed.told)
        table = marked(table, guideline, earlier, wording)
    if backs:
        from guideline_docs.views.draft_received import DraftReceived

        received = DraftReceived(backs, wording, text)
        beside, above = together(beside, received.besides()), received.above()
        told.append(received.told)
    screen = draft_screen(text, sources, wording, leads, beside, "\n".join(told), above)
    anchors = {key: finding.anchor for key, finding in screen.findings.items()}
    first = overview(text.title + text.stage, diagnostics, anchors, words, leads, listed)
    rows = _rows(guideline, table.heads, leads) if beside_editor else {}
    live = Live(words, beside_editor=beside_editor)
    table_live = live._replace(leads=_named(table, leads), rows=rows)
    made = {
        OVERVIEW: overview_html.render(first, templates, live),
        DRAFT: draft_html.render(screen, templates, live),
        TABLE: html.render(progress_screen(table, wording), templates, table_live),
    }
    shown = {
        DRAFT: [screen.origins[key].lead.text for key in keys_of(text) if key in screen.origins],
        TABLE: [name for row in rows.values() for name in row],
    }
    return made, Ways(leads, shown)


def _named(table: ProgressTable, leads: Leads) -> dict[str, Lead]:
    """The places that findings of the table name, each with the way to it."""
    return {place.name: leads.lead(place.source) for line in table.remarks for place in line.places}


def _files(snapshot: Snapshot) -> dict[str, Path]:
    """The files of a project by their names."""
    files = {source.path: source.file for source in snapshot.sources if source.file}
    settings = (snapshot.location.settings, snapshot.location.accepted)
    files.update((place.name, place.path) for place in settings if place)
    return files


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
