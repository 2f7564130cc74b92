"""達成状況 as the sheet states it: what its own summary says of each tier."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guideline_docs.model.terms import Terms, Tier
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.span import Span
from guideline_docs.syntax.nodes import TierLine


class Share(NamedTuple):
    """One cell of the sheet's own summary: ``5/6：済``."""

    span: Span
    count: int
    count_span: Span
    denominator: int | None
    denominator_span: Span | None
    status_span: Span
    status: Status | None


class SummaryLine(NamedTuple):
    """What the sheet itself says of a tier; ``span`` is the 【…】."""

    tier: Tier
    shares: tuple[Share, ...]
    unread: tuple[Span, ...]
    """The cells where a share was expected and none could be read."""
    span: Span


class AchievementSummary(NamedTuple):
    """達成状況 as the sheet states it (the true counts are in ``model.tally``)."""

    lines: tuple[SummaryLine, ...] = ()


def read_summary(lines: Iterable[TierLine], terms: Terms) -> AchievementSummary:
    """What the lines of the legend say beside their tiers."""
    return AchievementSummary(tuple(_summary_lines(lines, terms)))


def _summary_lines(lines: Iterable[TierLine], terms: Terms) -> Iterator[SummaryLine]:
    for tier, line in zip(terms.tiers, lines, strict=True):
        shares = tuple(
            Share(
                span=share.cell.span,
                count=int(share.count.text),
                count_span=share.count,
                denominator=int(share.denominator.text) if share.denominator else None,
                denominator_span=share.denominator,
                status_span=share.status,
                status=terms.status(share.status.text),
            )
            for share in line.shares
        )
        unread = tuple(cell.span for cell in line.unread)
        yield SummaryLine(tier, shares, unread, line.bracket)
