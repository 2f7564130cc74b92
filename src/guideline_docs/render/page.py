"""A page for a browser that is one file: style and script inside, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from guideline_docs.failure import CannotRun
from guideline_docs.render.templates import Templates
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.leads import Lead
from guideline_docs.views.overview import PreviewWords

LIVE_SCRIPT, LIVE_STYLE = "preview_bar.js", "preview_bar.css"


class Live(NamedTuple):
    """A page that follows its sources, as the preview serves it.

    ``words`` are what its bar says; ``leads`` are put where an anchor of the page stands.
    ``beside_editor``: a click has an editor open the place; ``rows`` are then the names of
    the places of the cells of a row, by its anchor.
    """

    words: PreviewWords
    leads: Mapping[str, Lead] = {}
    rows: Mapping[str, Sequence[str]] = {}
    beside_editor: bool = False


def page(
    templates: Templates,
    template: str,
    styles: Sequence[str],
    script: str = "",
    *,
    rules: str = "",
    styled_in_place: bool = False,
    images: bool = False,
    live: Live | None = None,
    **context: object,
) -> bytes:
    """Fill in a template with its styles and script, under a policy that allows no more.

    ``rules`` are further rules of the style, made by the program; ``styled_in_place``
    allows ``style=""`` in the template, ``images`` pictures that are part of the page.
    Raises CannotRun where a template does not fit.
    """
    from markupsafe import Markup

    parts = [*(_style(templates, name) for name in styles), rules]
    scripts = [_script(templates, script)] if script else []
    if live:
        parts += [_style(templates, LIVE_STYLE)]
        scripts += [f"const PREVIEW = {_told(live)};", _script(templates, LIVE_SCRIPT)]
    whole_style, whole_script = "\n".join(filter(None, parts)), "\n".join(scripts)
    # Nothing is fetched and no other script runs, whatever a cell says.
    policy = ["default-src 'none'"]
    policy += ["style-src 'unsafe-inline'" if styled_in_place else f"style-src {_sum(whole_style)}"]
    policy += [f"script-src {_sum(whole_script)}"]
    policy += ["img-src data:"] if images else []
    policy += ["connect-src 'self'"] if live else []
    policy += ["base-uri 'none'", "form-action 'none'"]
    text = templates.render(
        template,
        style=Markup(whole_style),  # noqa: S704 — files of the look, not of the source
        script=Markup(whole_script),  # noqa: S704
        policy="; ".join(policy),
        **context,
    )
    return text.encode()


def _told(live: Live) -> str:
    """What the script of the bar is told, as JSON that ends no script."""
    leads = {anchor: (lead.text, lead.href) for anchor, lead in live.leads.items()}
    told = {"words": asdict(live.words), "leads": leads}
    if live.beside_editor:
        told["rows"] = dict(live.rows)
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _sum(text: str) -> str:
    """What a policy calls a style or script by: the digest of its very characters."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _style(templates: Templates, name: str) -> str:
    text = _inside(templates, name, "</style")
    bare = re.sub(r"/\*.*?\*/", lambda c: "\n" * c[0].count("\n"), text, flags=re.DOTALL)
    if found := re.search(r"url\(|@import", bare):
        line = bare.count("\n", 0, found.start()) + 1
        raise CannotRun(
            f"{templates.path(name).as_posix()}:{line}: 1つのファイルで済むように、"
            "ほかのファイルは使えません（url(…)、@import）"
        )
    return text


def _script(templates: Templates, name: str) -> str:
    return _inside(templates, name, "</script")


def _inside(templates: Templates, name: str, end: str) -> str:
    """A file that stands inside an element, and may not end it."""
    # A browser reads line ends as \n, and so takes the digest.
    text = templates.text(name).replace("\r\n", "\n").replace("\r", "\n")
    if end in text.lower():
        raise CannotRun(f"{templates.path(name).as_posix()}: {end} は書けません")
    return text
