"""A project as pages: the overview, the draft, the table."""

from __future__ import annotations

from collections.abc import Sequence

from guideline_docs.render import draft_html, html, overview_html
from guideline_docs.render.page import Live
from guideline_docs.render.templates import Templates
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.draft import draft
from guideline_docs.views.draft_screen import draft_screen
from guideline_docs.views.leads import Leads
from guideline_docs.views.overview import PreviewWords, overview
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table

OVERVIEW, DRAFT, TABLE = "/", "/draft", "/table"


def pages(
    snapshot: Snapshot, diagnostics: Sequence[Diagnostic], templates: Templates, editor: str
) -> dict[str, bytes]:
    """The pages by their paths. Raises CannotRun where a template does not fit."""
    guideline, wording = snapshot.guideline, templates.wording()
    words = wording.phrases(PreviewWords, "preview")
    files = {source.path: source.file for source in snapshot.sources if source.file}
    settings = (snapshot.location.settings, snapshot.location.accepted)
    files.update((place.name, place.path) for place in settings if place)
    leads = Leads(files, editor)

    text = draft(guideline, diagnostics, wording, options=snapshot.configuration.draft)
    sources = [source.path for source in guideline.written]
    screen = draft_screen(text, sources, wording, leads)
    anchors = {key: finding.anchor for key, finding in screen.findings.items()}
    first = overview(text.title + text.stage, diagnostics, anchors, words, leads)
    table = progress_table(guideline, diagnostics, wording)
    places = {
        place.name: leads.lead(place.source) for line in table.remarks for place in line.places
    }
    return {
        OVERVIEW: overview_html.render(first, templates, Live(words)),
        DRAFT: draft_html.render(screen, templates, Live(words)),
        TABLE: html.render(progress_screen(table, wording), templates, Live(words, places)),
    }
