"""The sheet's own summary where there are no tiers: counts by words.

    取組中  65  94.2%
    a 88  b 66  c 9
    施策数  163
"""

from __future__ import annotations

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import CLOSE, DIGITS, HYPHENS, OPEN
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
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
    (?P<word>[^\s{DIGITS}:：/／、,，.．%％‰{OPEN}{CLOSE}<>]+)
    (?:[{OPEN}][^{OPEN}{CLOSE}]*[{CLOSE}])?\s*[:：=＝]?\s*
    (?P<count>[{DIGITS}]{{1,7}})(?![{DIGITS},，.．])\s*[件個]?
    (?:\s*[/／]\s*(?P<of>[{DIGITS}]{{1,7}})\s*[件個]?)?
    (?:\s*[{OPEN}]?\s*(?P<rate>[{DIGITS}]{{1,3}}(?:[.．][{DIGITS}]+)?)\s*[%％]\s*[{CLOSE}]?)?
    (?:\s*[{HYPHENS}+＋▲△±]\s*[{DIGITS}.．]*\s*(?:件|%|％|ポイント|pt)?)*
    [\s、,，;；]*"""
)
_LONGEST_LINE = 400
_NUMBER = expression(rf"(?P<count>[{DIGITS}]{{1,7}})\s*[件個]?")
_FIGURE = expression(rf"[{DIGITS}]")


def find_counts(nodes: list[SheetNode]) -> None:
    """Without tiers the lines of a summary are counts by words; what is none is a note."""
    summary, tiered = False, True
    read: dict[int, SheetNode] = {}
    above: tuple[Cell, ...] = ()
    for place, node in enumerate(nodes):
        match node:
            case TierLine():
                return
            case SummaryHead():
                summary = True
            case NoteLine(cells=cells):
                read[place] = _counts(node.span, cells, above) or node
                above = cells
            case Stray(span=span, cell=cell, row=row) if summary:
                cells = tuple(filter(None, row)) or (cell,)
                read[place] = _counts(span, cells, above) or NoteLine(span, cells)
                above = cells
            case HeadLine(columns=columns):
                tiered = Column.TIER in columns
                break
            case RowLine() | SectionLine():
                break
    # A table of tiers has a legend, and these may be what is left of it.
    if not tiered or any(isinstance(node, CountLine) for node in read.values()):
        for place, node in read.items():
            nodes[place] = node


def _counts(span: Span, cells: tuple[Cell, ...], above: tuple[Cell, ...]) -> CountLine | None:
    return _count_line(span, cells) or _line_below(span, cells, above)


def _line_below(span: Span, cells: tuple[Cell, ...], above: tuple[Cell, ...]) -> CountLine | None:
    """A line of counts below one of words: 完了, 取組中, 計 and below it 件数, 10, 65, 75."""
    label = len(cells) - 1 if not _NUMBER.fullmatch(cells[0].text) else len(cells)
    figures = cells[-label:] if label else ()
    if len(figures) < 2 or not 0 <= len(above) - len(figures) <= 1:
        return None
    words = above[len(above) - len(figures) :]
    if any(map(_FIGURE.search, (cell.text for cell in words))):
        return None
    found = [
        CountCell(word.span, cell.span.part(*match.span("count")), None, None)
        for word, cell in zip(words, figures, strict=True)
        if (match := _NUMBER.fullmatch(cell.text))
    ]
    return CountLine(span, cells, tuple(found)) if len(found) == len(figures) else None


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
