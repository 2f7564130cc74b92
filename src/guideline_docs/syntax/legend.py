"""The legend of a sheet: its tiers, and the shares of each that are done.

    【Ⅰ】<重点>  優先度が高いもの  5/6：済  1/6：未
"""

from __future__ import annotations

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import DIGITS, FIGURES
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.nodes import Cell, ShareCell, TierLine
from guideline_docs.syntax.placeholder import PLACEHOLDER

SUMMARY_HEAD = expression(r"【[^】]*達成状況[^】]*】")

_TIER = expression(r"(?s)【(?P<mark>[^】]+)】\s*(?P<behind>.*)")
# 【凡例】 is no tier, and 【達成状況】 is the head of them.
_NO_TIERS = frozenset(("凡例", "注", "備考", "参考", "資料", "出典"))
# What stands round a label; one without them is as good.
_OPEN, _CLOSE = frozenset("<＜〈(（"), frozenset(">＞〉)）")
# A share says its count and its status, in whichever order.
_FIGURES = frozenset(FIGURES)
_COUNT_ENDS = _FIGURES | {"件"}
_COUNT = rf"(?P<count>[{DIGITS}]{{1,7}})\s*件?\s*(?:[/／]\s*(?P<of>[{DIGITS}]{{1,7}}))?\s*件?"
_COUNT_FIRST = expression(rf"{_COUNT}\s*[:：]?\s*(?P<status>[^{DIGITS}/／:：.．,，\s].*)")
_STATUS_FIRST = expression(
    rf"(?P<status>[^{DIGITS}/／:：\s][^{DIGITS}/／:：]*?)\s*[:：]?\s*{_COUNT}"
)
# 「1234567件/1234567件：」 and a status; a longer cell is prose that holds a number.
_LONGEST_SHARE = 60


class TierCell(NamedTuple):
    """``【Ⅰ】<重点>``: where in a cell the mark of a tier stands, and its label."""

    mark: tuple[int, int]
    label: tuple[int, int] | None


def tier(text: str) -> TierCell | None:
    """A tier, its mark and its label; a placeholder is none."""
    match = _TIER.fullmatch(text)
    if match is None or match["mark"] in _NO_TIERS or ("要" in text and PLACEHOLDER.match(text)):
        return None
    behind, (start, end) = match["behind"], match.span("behind")
    if behind[:1] in _OPEN and behind[1:] and behind[-1] in _CLOSE:
        if _CLOSE.isdisjoint(behind[1:-1]):
            start, end = start + 1, end - 1
            return TierCell(match.span("mark"), (start, end) if start < end else None)
    if "\n" in behind:
        return None
    return TierCell(match.span("mark"), (start, end) if behind else None)


def tier_line(span: Span, first: Cell, rest: list[Cell], tier: TierCell) -> TierLine:
    """A line of the legend; the first cell that is no share is the description."""
    description: Cell | None = None
    shares: list[ShareCell] = []
    unread: list[Cell] = []
    for place, cell in enumerate(rest):
        if found := share(cell):
            shares.append(found)
        elif place == 0:
            description = cell
        else:
            unread.append(cell)
    start, end = tier.mark
    return TierLine(
        span,
        first.span.part(start - 1, end + 1),
        first.span.part(start, end),
        first.span.part(*tier.label) if tier.label else None,
        description,
        tuple(shares),
        tuple(unread),
    )


def share(cell: Cell) -> ShareCell | None:
    text = cell.written
    if not 0 < len(text) <= _LONGEST_SHARE:
        return None
    if text[0] in _FIGURES:
        match = _COUNT_FIRST.fullmatch(text)
    else:
        match = _STATUS_FIRST.fullmatch(text) if text[-1] in _COUNT_ENDS else None
    if match is None:
        return None
    return ShareCell(
        cell,
        cell.span.part(*match.span("count")),
        cell.span.part(*match.span("of")) if match["of"] else None,
        cell.span.part(*match.span("status")),
    )
