"""A hover as Markdown.

Every word of the sources is text. Signs are escaped only where they would be taken for
Markdown: some editors show the text as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.render import rule_page
from guideline_docs.render.rule_page import escaped
from guideline_docs.views.hover import Glance, Hover


def render(found: Hover) -> str:
    parts = ["\n".join(_glance(each)) for each in found.glances]
    parts += [rule_page.markdown(rule) for rule in found.rules]
    return "\n\n---\n\n".join(parts)


def _glance(glance: Glance) -> Iterator[str]:
    yield f"**{escaped(glance.name)}**　{escaped(glance.title)}".rstrip("　")
    if glance.lines:
        yield ""
    for label, text in glance.lines:
        said = escaped(text).replace("\n", "  \n  ")
        yield f"- **{escaped(label)}**: {said}" if label else f"- {said}"
