"""What an editor shows behind a reference: the title of what it names."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.mentions import Mention, Mentions
from guideline_docs.model.targets import Target
from guideline_docs.rules.diagnostic import short
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.views.text import printable

_LONGEST = 16


class Inlay(NamedTuple):
    """``text`` behind the reference ``span``; ``titles`` are those of all that it names, whole."""

    span: Span
    text: str
    titles: tuple[str, ...]


def inlays(guideline: Guideline, span: Span) -> Iterator[Inlay]:
    """The titles behind the references that stand in a span, or reach into it."""
    for mention in guideline.once(Mentions).references_in(span.source):
        place = mention.span
        if place.start <= span.end and span.start <= place.end:
            if mention.named:
                yield Inlay(place, _text(mention), tuple(_titles(mention)))


def _text(mention: Mention) -> str:
    """One title, or of a range the first and the last."""
    titles = [f"「{short(title, _LONGEST)}」" for title in _titles(mention)]
    return titles[0] if len(titles) == 1 else f"{titles[0]}～{titles[-1]}"


def _titles(mention: Mention) -> Iterator[str]:
    for named in mention.named:
        if isinstance(named, Target):
            yield printable(named.title) or named.name
