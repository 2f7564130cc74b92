"""What editors are told of a text, as lines: its symbols and folds, and what stands in each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.diagnostic import short
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.span import SourceText, Span
from guideline_docs.views.inlays import inlays
from guideline_docs.views.links import links
from guideline_docs.views.symbols import Symbol, folds, symbols
from guideline_docs.views.tokens import tokens


def editor_text(project: Snapshot) -> str:
    """Every source of a project, one after the other."""
    lines: list[str] = []
    for source in project.sources:
        guideline = project.guideline_of(source)
        if guideline:
            lines += [source.path, *_source(project, guideline, source), ""]
    return "\n".join(lines)


def _source(project: Snapshot, guideline: Guideline, source: SourceText) -> Iterator[str]:
    yield from _symbols(symbols(guideline, source), "  ")
    yield from (f"  fold {_lines(span)}" for span in folds(guideline, source))
    behind = {each.span: each.text for each in inlays(guideline, source.span(0, len(source.text)))}
    for line, found in groupby(tokens(guideline, source), key=lambda token: token.span.line):
        told = (
            f"{token.kind}「{short(token.span.text, 12)}」{behind.get(token.span, '')}" for token in found
        )
        yield f"  {line}: {' '.join(told)}"
    for link in links(project, source):
        goal = link.goal if isinstance(link.goal, Path) else link.goal.place
        yield f"  link {link.span.position[0]}:{link.span.position[1]} → {goal}"


def _symbols(several: Iterable[Symbol], indent: str) -> Iterator[str]:
    for symbol in several:
        yield f"{indent}{symbol.entry.name} {short(symbol.entry.title, 12)} {_lines(symbol.span)}"
        yield from _symbols(symbol.symbols, indent + "  ")


def _lines(span: Span) -> str:
    first, _, last, _ = span.positions
    return f"{first}-{last}"
