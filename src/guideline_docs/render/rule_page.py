"""The page of a rule: what ``explain`` prints, and what an editor shows of a finding."""

from __future__ import annotations

import re

from guideline_docs.rules.catalogue import RULES
from guideline_docs.rules.rule import Rule

PAGES = "RULES.ja.md"
"""The file that holds every page, for editors to open; it comes with the program."""

_OF_EXAMPLES = "例の ｜ は列の区切り（タブ）、… は省いた部分です"
# In these sections stand lines of sources.
_EXAMPLES = frozenset(("悪い例", "良い例"))
# What Markdown would take for a sign of its own; <重点> is no tag, nor is R5_2 emphasis.
_SIGNS = re.compile(r"[\\`*\[\]~]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])|(?m:^)[#>+-](?=\s)")


def escaped(text: str) -> str:
    """A text in which nothing is Markdown."""
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)


def text(rule: Rule) -> str:
    """The page for a terminal, without a line end at its end."""
    page = rule.page
    sections = (f"\n{name}\n{_indented(body)}" for name, body in page.sections.items())
    head = f"{rule.code} {rule.name}（{rule.severity.word}）\n{page.title}"
    return "\n".join([head, *sections, f"\n{_OF_EXAMPLES}"])


def markdown(rule: Rule) -> str:
    """The page as Markdown; examples stand as they are."""
    page = rule.page
    parts = [f"**{rule.code} {rule.name}**（{rule.severity.word}）　{escaped(page.title)}"]
    for name, body in page.sections.items():
        told = f"```\n{body}\n```" if name in _EXAMPLES else escaped(body)
        parts.append(f"**{name}**\n\n{told}")
    return "\n\n".join([*parts, _OF_EXAMPLES])


def every() -> str:
    """All pages, as Markdown: the file that is called ``PAGES``."""
    pages = (f"{heading(rule.code)}\n\n{markdown(rule)}\n" for rule in RULES)
    return "# 指摘の一覧と直し方\n\n" + "\n".join(pages)


def heading(code: str) -> str:
    """The line at which the page of a code begins in ``PAGES``."""
    return f"## {code}"


def _indented(body: str) -> str:
    return "\n".join(f"  {line}" for line in body.splitlines())
