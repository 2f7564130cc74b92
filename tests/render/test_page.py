"""Pages that are one file: the policy names exactly the style and script that are inside."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import notation
import pytest
from htmlpage import Page
from notation import row

from guideline_docs.render import overview_html
from guideline_docs.render.page import Live
from guideline_docs.render.templates import Templates, packaged
from guideline_docs.views.leads import Lead, Leads
from guideline_docs.views.overview import PreviewWords, overview
from guideline_docs.views.text import SourcePlace


def shown(templates: Templates, leads: dict[str, Lead]) -> Page:
    """The overview of a sheet with a fault."""
    words = templates.wording().phrases(PreviewWords, "preview")
    found = notation.diagnostics(notation.source(notation.sheet(row(1), row(1))))
    view = overview("標題", found, {}, words, Leads({}))
    return Page(overview_html.render(view, templates, Live(words, leads)).decode())


def sums(page: Page) -> dict[str, str]:
    policy = next(e["content"] for e in page.find("meta") if "http-equiv" in e)
    return dict(re.findall(r"(style|script)-src '(sha256-[^']+)'", policy))


def sha256(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_policy_names_what_a_browser_reads(tmp_path: Path, ending: str) -> None:
    for name in ("preview.css", "preview_bar.css", "preview_bar.js"):
        text = (packaged() / name).read_text("utf-8")
        (tmp_path / name).write_bytes(text.replace("\n", ending).encode())
    page = shown(Templates([tmp_path]), {})
    style, script = page.find("style")[0]["text"], page.find("script")[0]["text"]
    assert {"style": sha256(style), "script": sha256(script)} == sums(page)


@pytest.mark.parametrize("evil", ["</script><b>", "<!--<script>", "'\"\\\u2028"])
def test_what_the_bar_is_told_ends_no_script(evil: str) -> None:
    lead = Lead(evil, SourcePlace(evil, 1, 1), f"vscode://{evil}")
    page = shown(Templates(), {"remark-1": lead})
    (script,) = page.find("script")
    assert {
        "style": sha256(page.find("style")[0]["text"]),
        "script": sha256(script["text"]),
    } == sums(page)
    told = script["text"].splitlines()[0] if "\u2028" not in evil else script["text"].split("\n")[0]
    assert told.startswith("const PREVIEW = {")
    assert "<" not in told
