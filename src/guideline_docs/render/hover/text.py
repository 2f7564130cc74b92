"""A hover for editors that show plain text."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.render import rule_page
from guideline_docs.views.hover import Glance, Hover


def render(found: Hover) -> str:
    parts = ["\n".join(_glance(each)) for each in found.glances]
    parts += [rule_page.text(rule) for rule in found.rules]
    return "\n\n".join(parts)


def _glance(glance: Glance) -> Iterator[str]:
    yield f"{glance.name}　{glance.title}".rstrip()
    for label, text in glance.lines:
        yield f"  {label}: {text}" if label else f"  {text}"
