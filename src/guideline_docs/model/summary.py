"""達成状況 as the sheet states it: what its own summary says of each tier."""

from collections import Counter
from collections.abc import Iterable, Iterator

from guideline_docs.model.terms import Terms, Tier
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.glyphs import fold_term
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import CountLine, TierLine


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


class StatedCount(NamedTuple):
    """How many measures the summary says a word has, where there are no tiers.

    ``status`` is None for all of them together (施策数, 合計); ``column`` is the one in
    which the word stands, 施策の実施 or a further one.
    """

    word: Span
    status: Status | None
    column: Column | None
    count: int
    count_span: Span
    denominator: int | None
    denominator_span: Span | None
    rate_span: Span | None


class AchievementSummary(NamedTuple):
    """達成状況 as the sheet states it (the true counts are in ``model.tally``)."""

    lines: tuple[SummaryLine, ...] = ()
    counts: tuple[StatedCount, ...] = ()
    """What it says without tiers."""


def read_summary(
    lines: Iterable[TierLine], counts: Iterable[CountLine], terms: Terms, measures: Iterable[str]
) -> AchievementSummary:
    """What the summary says; ``measures`` is what the table calls its rows."""
    totals = {fold_term(name + noun) for name in measures for noun in ("数", "件数", "総数")}
    totals |= {fold_term(word) for word in TOTALS}
    stated = [each for line in counts for each in _counts(line, terms, totals)]
    times = Counter((each.column, each.status and each.status.word) for each in stated)
    # What is said twice is said of two things, and nobody knows which.
    once = (each for each in stated if times[each.column, each.status and each.status.word] == 1)
    return AchievementSummary(tuple(_summary_lines(lines, terms)), tuple(once))


TOTALS = ("合計", "総計", "計", "総数", "全体", "全件")


def _counts(line: CountLine, terms: Terms, totals: set[str]) -> Iterator[StatedCount]:
    """The words of a line that are statuses or stand for all; of the others nothing is known."""
    for cell in line.counts:
        column, status = terms.judged(cell.word.text)
        if status is None and fold_term(cell.word.text) not in totals:
            continue
        yield StatedCount(
            cell.word,
            status,
            column,
            int(cell.count.text),
            cell.count,
            int(cell.denominator.text) if cell.denominator else None,
            cell.denominator,
            cell.rate,
        )


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
