"""The sheet's own summary where there are no tiers: counts by words.

    取組中  65  94.2%
    a 88  b 66  c 9
    施策数  163
"""

from __future__ import annotations

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import CLOSE, DIGITS, HYPHENS, OPEN
from guideline_docs.source.span import Span
from guideline_docs.syntax.nodes import (
    Cell,
    CountCell,
    CountLine,
    HeadLine,
    NoteLine,
    RowLine,
    SectionLine,
    SheetNode,
    Stray,
    SummaryHead,
    TierLine,
)

# 取組中 65 94.2%, a 88 b 66, 完了：10/13件（76.9％）; behind a rate, what has been gained.
_COUNT = expression(
    rf"""(?x)
    (?P<word>[^\s{DIGITS}:：/／、,，.．%％‰{OPEN}{CLOSE}<>]+)\s*[:：=＝]?\s*
    (?P<count>[{DIGITS}]{{1,7}})(?![{DIGITS},，.．])\s*[件個]?
    (?:\s*[/／]\s*(?P<of>[{DIGITS}]{{1,7}})\s*[件個]?)?
    (?:\s*[{OPEN}]?\s*(?P<rate>[{DIGITS}]{{1,3}}(?:[.．][{DIGITS}]+)?)\s*[%％]\s*[{CLOSE}]?)?
    (?:\s*[{HYPHENS}+＋▲△±]\s*[{DIGITS}.．]*\s*(?:件|%|％|ポイント|pt)?)*
    [\s、,，;；]*"""
)
_LONGEST_LINE = 400


def find_counts(nodes: list[SheetNode]) -> None:
    """Without tiers the lines of a summary are counts by words; beside these, notes."""
    summary = False
    read: dict[int, SheetNode] = {}
    for place, node in enumerate(nodes):
        match node:
            case TierLine():
                return
            case SummaryHead():
                summary = True
            case NoteLine(cells=cells):
                read[place] = _count_line(node.span, cells) or node
            case Stray(span=span, cell=cell, row=row) if summary:
                cells = tuple(filter(None, row)) or (cell,)
                read[place] = _count_line(span, cells) or NoteLine(span, cells)
            case HeadLine() | RowLine() | SectionLine():
                break
    if any(isinstance(node, CountLine) for node in read.values()):
        for place, node in read.items():
            nodes[place] = node


def _count_line(span: Span, cells: tuple[Cell, ...]) -> CountLine | None:
    """A line that is words with their counts, and nothing else."""
    text = span.text.rstrip()
    start = len(text) - len(text.lstrip())
    if len(text) > _LONGEST_LINE:
        return None
    counts: list[CountCell] = []
    while start < len(text):
        match = _COUNT.match(text, start)
        if match is None:
            return None
        word, count, of, rate = (
            span.part(*match.span(group)) if match[group] else None
            for group in ("word", "count", "of", "rate")
        )
        assert word and count  # the expression has them
        counts.append(CountCell(word, count, of, rate))
        start = match.end()
    return CountLine(span, cells, tuple(counts)) if counts else None
