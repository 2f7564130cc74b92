"""Editors ask at every moment: whatever a text is, nothing fails, and all stands inside it."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_cases import CASES

from guideline_docs import load
from guideline_docs.edits.rename import numbered_at
from guideline_docs.failure import CannotRun
from guideline_docs.model.declarations import declared_at
from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.span import SourceText, Span
from guideline_docs.views.completion import complete
from guideline_docs.views.hover import hover
from guideline_docs.views.inlays import inlays
from guideline_docs.views.links import links
from guideline_docs.views.symbols import Symbol, folds, symbols
from guideline_docs.views.tokens import tokens
from guideline_docs.workspace import Workspace


def mutilated(text: str, chance: random.Random) -> Iterator[tuple[str, int]]:
    """A text that somebody is in the middle of typing, and where."""
    lines = text.splitlines(keepends=True)
    for _ in range(3):
        at = chance.randrange(len(text) + 1)
        yield text[:at], at
        cut = chance.randrange(len(text) + 1)
        yield text[: min(at, cut)] + text[max(at, cut) :], min(at, cut)
        sign = chance.choice("\t\n（(［＃【《｜\"第施-、\u200b\r")
        yield text[:at] + sign + text[at:], at + 1
        drop = chance.randrange(len(lines))
        yield "".join(lines[:drop] + lines[drop + 1 :]), len("".join(lines[:drop]))


def spans(project: Snapshot, source: SourceText, offset: int) -> Iterator[Span]:
    """All places that an editor is told when it asks at an offset."""
    guideline = project.guideline_of(source)
    if guideline is None:
        return
    whole = source.span(0, len(source.text))
    yield from (item.span for item in complete(project, source, offset).items)
    if shown := hover(project, source, offset):
        yield shown.span
    if declared := declared_at(guideline, source, offset):
        yield declared
    try:
        yield numbered_at(project, source, offset).span
    except CannotRun as why:
        assert str(why)
    yield from (each.span for each in inlays(guideline, whole))
    yield from (each.span for each in links(project, source))
    yield from folds(guideline, source)
    yield from _of(symbols(guideline, source))
    end, every = 0, tokens(guideline, source)
    part = source.span(offset // 2, offset)
    assert tokens(guideline, source, part) == tuple(t for t in every if t.span.overlaps(part))
    for token in every:
        assert end <= token.span.start < token.span.end
        assert set("\r\n").isdisjoint(token.span.text)
        end = token.span.end
        yield token.span


def _of(several: tuple[Symbol, ...]) -> Iterator[Span]:
    for symbol in several:
        own, place = symbol.entry.span, symbol.span
        assert place.start <= own.start and own.end <= place.end
        yield from (own, place)
        yield from _of(symbol.symbols)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_fails_while_a_text_is_typed(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    name = "sources" if Path("sources").is_dir() else "source.txt"
    chance = random.Random(case.name)
    workspace = Workspace(name)
    for source in load(name).sources:
        assert source.file
        for text, at in mutilated(source.verbatim.text, chance):
            if not text.strip():
                continue
            workspace.overlay(source.file, text)
            try:
                project = workspace.snapshot()
            except CannotRun:
                continue
            for now in (one for one in project.sources if one.file == source.file):
                offset = now.verbatim.span(min(at, len(now.verbatim.text)), len(now.verbatim.text)).reading.start
                for span in spans(project, now, offset):
                    assert 0 <= span.start <= span.end <= len(span.source.text)
        workspace.overlay(source.file, None)


@pytest.mark.parametrize("case", ["cards", "three-years", "reform-plan"])
def test_what_was_asked_about_is_gone_with_its_snapshot(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each keystroke makes a snapshot: without circles none waits for the collector."""
    monkeypatch.chdir(CASES[0].parent / case)
    gc.collect()
    gc.disable()
    try:
        before = sum(isinstance(each, Guideline) for each in gc.get_objects())
        project = load("sources")
        for source in project.sources:
            assert list(spans(project, source, len(source.text) // 2))
        for measure in project.guideline.measures:
            assert hover(project, measure.span.source, measure.number_span.start)
        del project, measure, source
        assert before == sum(isinstance(each, Guideline) for each in gc.get_objects())
    finally:
        gc.enable()
