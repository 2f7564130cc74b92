"""A project as pages: the overview, the draft, the table."""

from __future__ import annotations

from collections.abc import Sequence

from guideline_docs.outputs import Since
from guideline_docs.render import draft_html, html, overview_html
from guideline_docs.render.page import Live
from guideline_docs.render.templates import Templates
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.beside import Besides
from guideline_docs.views.draft import draft
from guideline_docs.views.draft_screen import draft_screen
from guideline_docs.views.leads import Leads
from guideline_docs.views.overview import PreviewWords, overview
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table

OVERVIEW, DRAFT, TABLE = "/", "/draft", "/table"


def pages(
    snapshot: Snapshot,
    diagnostics: Sequence[Diagnostic],
    templates: Templates,
    editor: str,
    old: Since | None = None,
) -> dict[str, bytes]:
    """The pages by their paths; ``old`` is the version since which changes are shown.

    Raises CannotRun where a template does not fit.
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
    return {
        OVERVIEW: overview_html.render(first, templates, Live(words)),
        DRAFT: draft_html.render(screen, templates, Live(words)),
        TABLE: html.render(progress_screen(table, wording), templates, Live(words, places)),
    }
