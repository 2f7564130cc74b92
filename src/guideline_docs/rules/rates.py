"""Rates of achievement that are not what the figures beside them make them: what GD610 tells."""

from collections.abc import Iterator
from decimal import Decimal

from guideline_docs.model.figure import Figure, figure
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.rate import RateColumns, rates, reckoned
from guideline_docs.rules.diagnostic import Finding, Related
from guideline_docs.rules.stated import sums, totals_of
from guideline_docs.source.record import NamedTuple


def in_summary(guideline: Guideline) -> Iterator[Finding]:
    """The rates that are not those of the counts beside them."""
    stated = guideline.summary.counts
    wholes = {each.count for each in stated if each.status is None} | sums(stated)
    for each in stated:
        rate = figure(each.rate_span.text) if each.rate_span else None
        if rate is None or each.rate_span is None or each.status is None:
            continue
        own = {each.denominator} if each.denominator else wholes
        rows = {n for total in totals_of(guideline, each) for n in (total.certain, total.possible)}
        every = sorted(whole for whole in own | rows if whole)
        shares = [Decimal(100 * each.count) / whole for whole in every]
        if shares and not any(abs(share - rate.value) < rate.step for share in shares):
            word, whole = each.status.word, (sorted(own) or every)[0]
            true = (Decimal(100 * each.count) / whole).quantize(rate.step)
            yield Finding(
                each.rate_span,
                word,
                f"「{word}」の割合は {each.rate_span.text}% とありますが、"
                f"{whole} 件のうち {each.count} 件は {true}% です",
                "件数と割合の、どちらが正しいか確かめてください",
            )


def in_rows(guideline: Guideline) -> Iterator[Finding]:
    """The rates of rows that are not those of their figures."""
    for columns in rates(guideline):
        wrong = [each for each in _rates(guideline, columns) if not each.fits]
        if _is_capped(wrong, guideline, columns):
            continue
        for each in wrong:
            yield _finding(guideline, columns, each)


class _Rate(NamedTuple):
    """The rate of a row, and what it may be."""

    row: Measure
    written: Figure
    forms: tuple[tuple[Decimal, Decimal], ...]

    @property
    def fits(self) -> bool:
        """Whether it is what it may be, rounded or cut off; 0.82 is 82%, too."""
        values = [(self.written.value, self.written.step)]
        if not self.written.unit and self.written.step < 1:
            values.append((100 * self.written.value, 100 * self.written.step))
        return any(
            low - step < value < high + step for value, step in values for low, high in self.forms
        )


def _rates(guideline: Guideline, columns: RateColumns) -> Iterator[_Rate]:
    """The rates of the rows that can be reckoned."""
    for row in guideline.rows:
        written, actual, target = (
            figure(row[column].text) for column in (columns.rate, columns.actual, columns.target)
        )
        base = figure(row[columns.base].text) if columns.base else None
        if not (written and actual and target) or (columns.base and base is None):
            continue
        if written.alone and written.unit in ("", "%"):
            if forms := reckoned(actual, target, base, columns.less):
                yield _Rate(row, written, forms)


def _is_capped(wrong: list[_Rate], guideline: Guideline, columns: RateColumns) -> bool:
    """Whether the column says 100 of all that is more: nothing in it is, and this more than once."""
    if len(wrong) < 2:
        return False
    every = (figure(row[columns.rate].text) for row in guideline.rows)
    more = any(each.value > 100 for each in every if each)
    return not more and all(
        each.written.value == 100 and each.forms[0][0] > 100 for each in wrong
    )


def _finding(guideline: Guideline, columns: RateColumns, rate: _Rate) -> Finding:
    row, (low, high) = rate.row, rate.forms[0]
    cell, actual, target = row[columns.rate], row[columns.actual], row[columns.target]
    true = ((low + high) / 2).quantize(min(rate.written.step, Decimal(1)))
    return Finding(
        cell.span,
        guideline.name(row),
        f"{columns.rate.name}は「{cell.text}」とありますが、{columns.actual.name}「{actual.text}」と"
        f"{columns.target.name}「{target.text}」からは {true}% です",
        f"{columns.actual.name}、{columns.target.name}、{columns.rate.name}のどれが正しいか確かめてください",
        related=(
            Related(actual.span, f"{columns.actual.name}はここです"),
            Related(target.span, f"{columns.target.name}はここです"),
        ),
    )
