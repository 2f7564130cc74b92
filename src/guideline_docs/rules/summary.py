"""GD5xx: the sheet's own summary against its rows.

A row whose tier or status is not understood counts nowhere, but may be what makes
a figure true: a figure is told only if no reading of those rows does.
"""

from collections.abc import Iterable, Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.summary import Share, SummaryLine
from guideline_docs.model.tally import TierCount, tally
from guideline_docs.model.terms import Tier
from guideline_docs.model.vocabulary import Status
from guideline_docs.rules.diagnostic import Finding, Related, Severity
from guideline_docs.rules.rule import rule
from guideline_docs.rules.stated import Count, wrong_counts, wrong_totals
from guideline_docs.source.edit import Edit, Fix
from guideline_docs.source.glyphs import full_digits
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span


@rule("GD501", Severity.ERROR)
def tally_mismatch(guideline: Guideline) -> Iterator[Finding]:
    """達成状況の件数が一覧と合わない

    ## 何を見るか
    達成状況の「5/6：済」の件数（5）が、その区分でその状況にある施策の数と同じか。済には済・継も数えます（その行に済・継の欄があれば別に数えます）。重点区分のない一覧では、「完了 10」のような行の件数を、一覧全体と比べます。
    ## なぜ困るか
    委員が最初に見る数字が誤っています。
    ## 悪い例
    【Ⅰ】｜…｜2/1：済
    1｜…｜【Ⅰ】｜済｜…｜…｜…
    ## 良い例
    【Ⅰ】｜…｜1/1：済
    1｜…｜【Ⅰ】｜済｜…｜…｜…
    ## 直し方
    一覧から数え直した件数に直してください。
    """
    yield from wrong_counts(guideline)
    rows = _Rows.of(guideline)
    for line in _judged(guideline, rows):
        own = {share.status.word for share in line.shares if share.status}
        for share in line.shares:
            if share.status is None:
                continue
            count = rows.count(line.tier, share.status.word, own)
            if not count.certain <= share.count <= count.possible:
                word = share.status.word
                yield Finding(
                    share.count_span,
                    f"【{line.tier.mark}】{word}",
                    f"【{line.tier.mark}】の「{word}」は {share.count} 件とありますが、"
                    f"一覧では {count.said} 件です",
                    "一覧の行を数え直してください",
                    fixes=_counted([share.count_span], count),
                )


@rule("GD502", Severity.ERROR)
def uneven_denominator(guideline: Guideline) -> Iterator[Finding]:
    """達成状況の全数が一覧と合わない

    ## 何を見るか
    達成状況の「5/6：済」の全数（6）が、同じ区分の中でそろい、その区分の施策の数と同じか。重点区分のない一覧では、「施策数 163」や「合計 163」が、一覧の施策の数と同じか。
    ## なぜ困るか
    同じ区分の割合を比べられません。
    ## 悪い例
    【Ⅰ】｜…｜1/3：済｜1/2：未
    1｜…｜【Ⅰ】｜済｜…｜…｜…
    2｜…｜【Ⅰ】｜未｜｜…｜…
    ## 良い例
    【Ⅰ】｜…｜1/2：済｜1/2：未
    1｜…｜【Ⅰ】｜済｜…｜…｜…
    2｜…｜【Ⅰ】｜未｜｜…｜…
    ## 直し方
    その区分の施策の数にそろえてください。
    """
    yield from wrong_totals(guideline)
    rows = _Rows.of(guideline)
    for line in _judged(guideline, rows):
        total = rows.total(line.tier)
        given = [share for share in line.shares if share.denominator is not None]
        wrong = next((share for share in given if not _fits(share, total)), None)
        if wrong is None:
            wrong = next((s for s in given if s.denominator != given[0].denominator), None)
        if wrong is not None and wrong.denominator_span is not None:
            written = "・".join(str(share.denominator) for share in given)
            yield Finding(
                wrong.denominator_span,
                f"【{line.tier.mark}】",
                f"【{line.tier.mark}】の全数は {written} とありますが、"
                f"一覧では {total.said} 件です",
                f"全数を {total.said} にそろえてください"
                if total.certain == total.possible
                else "読めない行を直してから、全数を一覧の件数にそろえてください",
                fixes=_counted([s.denominator_span for s in given if not _fits(s, total)], total),
            )


@rule("GD503", Severity.ERROR)
def status_missing_from_summary(guideline: Guideline) -> Iterator[Finding]:
    """達成状況にない実施状況の施策がある

    ## 何を見るか
    一覧にある実施状況が、その区分の達成状況の行にも挙げられているか。
    ## なぜ困るか
    その施策がなかったことになります。
    ## 悪い例
    【Ⅰ】｜…｜1/2：済
    1｜…｜【Ⅰ】｜済｜…｜…｜…
    2｜…｜【Ⅰ】｜着手中｜…｜…｜…
    ## 良い例
    【Ⅰ】｜…｜1/2：済｜1/2：着手中
    1｜…｜【Ⅰ】｜済｜…｜…｜…
    2｜…｜【Ⅰ】｜着手中｜…｜…｜…
    ## 直し方
    達成状況の行に、その状況の件数を加えてください。
    """
    rows = _Rows.of(guideline)
    for line in _judged(guideline, rows):
        # A share that could not be read may be the very one that seems to be missing.
        if any(share.status is None for share in line.shares) or line.unread:
            continue
        listed = {share.status.word for share in line.shares if share.status}
        counts = rows.counts[line.tier.mark]
        for status in guideline.configuration.vocabulary.statuses:
            number = counts.count(status)
            if number and status.word not in listed and status.counts_as not in listed:
                yield Finding(
                    line.span,
                    f"【{line.tier.mark}】{status.word}",
                    f"【{line.tier.mark}】には「{status.word}」の施策が {number} 件ありますが、"
                    "達成状況に挙げられていません",
                    f"「{number}/{counts.total}：{status.word}」を加えてください",
                    related=_examples(guideline, line.tier, status),
                )


@rule("GD504", Severity.ERROR)
def tier_missing_from_summary(guideline: Guideline) -> Iterator[Finding]:
    """達成状況と一覧の片方にしかない区分がある

    ## 何を見るか
    施策のある区分の達成状況に件数があるか、件数のある区分に施策があるか。達成状況に件数が一つもない一覧では何も言いません。
    ## なぜ困るか
    区分が一つまるごと、集計か一覧から漏れています。
    ## 悪い例
    【Ⅰ】｜…｜1/1：済
    【Ⅱ】｜…
    1｜…｜【Ⅰ】｜済｜…｜…｜…
    2｜…｜【Ⅱ】｜済｜…｜…｜…
    ## 良い例
    【Ⅰ】｜…｜1/1：済
    【Ⅱ】｜…｜1/1：済
    1｜…｜【Ⅰ】｜済｜…｜…｜…
    2｜…｜【Ⅱ】｜済｜…｜…｜…
    ## 直し方
    達成状況に件数を加えるか、失われた施策の行を戻してください。
    """
    rows = _Rows.of(guideline)
    if not any(line.shares for line in guideline.summary.lines):
        return
    for line in guideline.summary.lines:
        number = rows.counts[line.tier.mark].total
        if number and not line.shares and not line.unread:
            yield Finding(
                line.span,
                f"【{line.tier.mark}】",
                f"【{line.tier.mark}】の施策が {number} 件ありますが、達成状況に件数がありません",
                "達成状況に件数を加えてください",
            )
        elif _without_rows(line, rows):
            yield Finding(
                line.span,
                f"【{line.tier.mark}】",
                f"【{line.tier.mark}】は達成状況に件数がありますが、一覧に施策がありません",
                "失われた行がないか確かめてください",
            )


class _Rows(NamedTuple):
    """The rows as the summary should have counted them."""

    counts: dict[str, TierCount]
    unclear: tuple[tuple[Tier | None, Status | None], ...]
    """What is known of each row that is not understood."""
    statuses: tuple[Status, ...]

    @classmethod
    def of(cls, guideline: Guideline) -> "_Rows":
        counted = guideline.once(tally)
        unclear: list[tuple[Tier | None, Status | None]] = [
            (None, None) if measure.surplus else (measure.meaning.tier.tier, measure.meaning.status)
            for measure in counted.unclear
        ]
        unclear += [(None, None) for stray in guideline.strays if stray.row]
        return cls(
            {count.tier.mark: count for count in counted.tiers if count.tier},
            tuple(unclear),
            guideline.configuration.vocabulary.statuses,
        )

    def total(self, tier: Tier) -> Count:
        certain = self.counts[tier.mark].total
        return Count(certain, certain + sum(t in (None, tier) for t, _ in self.unclear))

    def count(self, tier: Tier, word: str, own: set[str]) -> Count:
        """How many rows a share of ``word`` stands for.

        済 takes in 済・継 unless the line tells 済・継 by itself (``own``: its words).
        """
        taken = [
            status
            for status in self.statuses
            if status.word == word or (status.counts_as == word and status.word not in own)
        ]
        certain = sum(self.counts[tier.mark].count(status) for status in taken)
        maybe = sum(
            t in (None, tier) and (s is None or s in taken) for t, s in self.unclear
        )
        return Count(certain, certain + maybe)


def _judged(guideline: Guideline, rows: _Rows) -> Iterator[SummaryLine]:
    """The lines whose shares can be held against rows: GD504 excludes the others."""
    for line in guideline.summary.lines:
        if line.shares and not _without_rows(line, rows):
            yield line


def _without_rows(line: SummaryLine, rows: _Rows) -> bool:
    """The line counts measures, and no row can be one of them."""
    return rows.total(line.tier).possible == 0 and any(share.count for share in line.shares)


def _fits(share: Share, total: Count) -> bool:
    return share.denominator is not None and (
        total.certain <= share.denominator <= total.possible
    )


def _counted(figures: Iterable[Span | None], count: Count) -> tuple[Fix, ...]:
    """The mend of figures, in the width they were written in, if the rows leave no doubt."""
    digits = str(count.certain)
    edits = tuple(
        Edit(span, digits if span.text.isascii() else full_digits(digits))
        for span in figures
        if span is not None
    )
    certain = count.certain == count.possible
    return (Fix(f"「{digits}」に直す", edits),) if edits and certain else ()


def _examples(guideline: Guideline, tier: Tier, status: Status) -> tuple[Related, ...]:
    """The rows that a summary leaves out."""
    return tuple(
        Related(measure.status.span, f"{guideline.name(measure)} は「{status.word}」です")
        for measure in guideline.measures
        if measure.meaning.status is status and measure.meaning.tier.tier is tier
    )
