"""GD610: a rate is what the figures beside it make it."""

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.diagnostic import Finding, Severity
from guideline_docs.rules.rule import rule


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
    shares = any(each.rate_span for each in guideline.summary.counts)
    if shares or guideline.configuration.vocabulary.rates:
        from guideline_docs.rules.rates import in_rows, in_summary  # few need exact fractions

        yield from in_summary(guideline)
        yield from in_rows(guideline)
