"""What can be opened from a text: what a reference names, the files that are named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guideline_docs.model.chapter import Annotation
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.mentions import Mentions
from guideline_docs.model.targets import Target
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.views.text import printable


class Link(NamedTuple):
    """``span`` leads to a place of a source, or to a file; ``text`` says to what."""

    span: Span
    goal: Span | Path
    text: str


def links(snapshot: Snapshot, source: SourceText) -> Iterator[Link]:
    """The links of a source, or of the settings, in the order of the text."""
    settings = snapshot.configuration.file
    guideline = snapshot.guideline_of(source)
    if settings and settings.source is source:
        found = list(_settings(snapshot.configuration))
    elif guideline:
        found = [*_references(guideline, source), *_images(guideline, source)]
    else:
        return
    yield from sorted(found, key=lambda link: link.span.start)


def _references(guideline: Guideline, source: SourceText) -> Iterator[Link]:
    for mention in guideline.once(Mentions).references_in(source):
        if mention.named:
            goal = mention.named[0]
            if isinstance(goal, Target):
                yield Link(mention.span, goal.span, printable(f"{goal.name} {goal.title}".strip()))


def _images(guideline: Guideline, source: SourceText) -> Iterator[Link]:
    for chapter in guideline.chapters:
        for block in chapter.blocks if chapter.source is source else ():
            if isinstance(block, Annotation) and block.image and block.image.path:
                start = source.text.find(block.arguments[0], block.place.start)
                span = source.span(start, start + len(block.arguments[0]))
                yield Link(span, block.image.path, "画像")


def _settings(configuration: Configuration) -> Iterator[Link]:
    """The files and the folder that the settings name."""
    folder = configuration.folder
    if folder is None:
        return
    for key, what in (("sheet", "一覧"), ("chapters", "原稿のフォルダー")):
        if place := configuration.place(key):
            yield Link(place, folder / place.text, what)
    known = configuration.place("sheet")
    for edition in configuration.editions:
        if edition.sheet and edition.place != known:
            yield Link(edition.place, folder / edition.sheet, f"{edition.name}の一覧")
