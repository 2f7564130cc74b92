"""GD610: a rate is what the figures beside it make it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from guideline_docs.model.figure import Figure, figure
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.rate import RateColumns, rates, reckoned
from guideline_docs.rules.diagnostic import Finding, Related, Severity
from guideline_docs.rules.rule import rule
from guideline_docs.rules.stated import wrong_rates


@rule("GD610", Severity.WARNING)
def rate_mismatch(guideline: Guideline) -> Iterator[Finding]:
    """達成率が実績と目標に合わない

    ## 何を見るか
    guideline.toml の [[column]] に target（目標値の列）を書いた達成率が、実績値÷目標値（base があれば（実績値－基準値）÷（目標値－基準値））と、端数の範囲で同じか。重点区分のない達成状況の「取組中 65 94.2%」の割合も見ます。求め方の分からない欄（－、2(1)、累計 など）では何も言いません。
    ## なぜ困るか
    目標に届いたかどうかの判断を誤ります。
    ## 悪い例
    ※ 目標値 100、実績値 82 で、達成率 80% とあるもの
    ## 良い例
    ※ 目標値 100、実績値 82 で、達成率 82% とあるもの
    ## 直し方
    実績値、目標値、達成率のどれが正しいか確かめて直してください。少ないほど良い指標なら、guideline.toml の [[column]] に better = "less" と書きます。
    """
    yield from wrong_rates(guideline)
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
