"""The progress table for the web: one file that asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import re

from guideline_docs.failure import CannotRun
from guideline_docs.render.templates import Templates
from guideline_docs.views.progress_screen import ProgressScreen

TEMPLATE = "progress_screen.html.jinja"
STYLE = "progress_screen.css"
SCRIPT = "progress_screen.js"


def render(view: ProgressScreen, templates: Templates) -> bytes:
    """The page, its style and script inside. Raises CannotRun where templates do not fit."""
    from markupsafe import Markup

    style, script = templates.text(STYLE), templates.text(SCRIPT)
    for name, text, end in ((STYLE, style, "</style"), (SCRIPT, script, "</script")):
        if end in text.lower():
            raise CannotRun(f"{templates.path(name).as_posix()}: {end} は書けません")
    bare = re.sub(r"/\*.*?\*/", lambda c: "\n" * c[0].count("\n"), style, flags=re.DOTALL)
    if found := re.search(r"url\(|@import", bare):
        line = bare.count("\n", 0, found.start()) + 1
        raise CannotRun(
            f"{templates.path(STYLE).as_posix()}:{line}: 1つのファイルで済むように、"
            "ほかのファイルは使えません（url(…)、@import）"
        )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = templates.render(
        TEMPLATE,
        screen=view,
        table=view.table,
        style=Markup(style),  # noqa: S704 — a file of the look, not of the source
        script=Markup(script),  # noqa: S704
        # Nothing is fetched and no other script runs, whatever a cell says.
        policy=(
            "default-src 'none'; style-src 'unsafe-inline'; "
            f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        ),
    )
    return page.encode()
