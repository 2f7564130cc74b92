"""Formulas, letter by letter."""

from __future__ import annotations

import pytest

from guideline_docs.render.workbook.formulas import Rows, filled, holds
from guideline_docs.views.workbook.parts import Condition, Criterion

ROWS = Rows("進捗状況一覧", 8, 59, 7)


@pytest.mark.parametrize(
    ("conditions", "formula"),
    [
        ([Condition(2, (Criterion("Ⅰ"),))], '=COUNTIFS($C$9:$C$60,"Ⅰ")'),
        (
            [Condition(2, (Criterion("Ⅰ"), Criterion("【Ⅰ】", True))), Condition(3, (Criterion("済"), Criterion("済（", True)))],
            '=SUMPRODUCT(COUNTIFS($C$9:$C$60,{"Ⅰ","【Ⅰ】*"},$D$9:$D$60,{"済";"済（*"}))',
        ),
        ([Condition(1, (Criterion(""),), True), Condition(-1, (Criterion("×"),), True)], '=COUNTIFS($B$9:$B$60,"<>",$H$9:$H$60,"<>×")'),
        # Signs of comparison, wild characters and quotes are text.
        ([Condition(0, (Criterion("<重点>"),))], '=COUNTIFS($A$9:$A$60,"=<重点>")'),
        ([Condition(0, (Criterion('済?*~"'),))], '=COUNTIFS($A$9:$A$60,"済~?~*~~""")'),
    ],
)  # fmt: skip
def test_conditions(conditions: list[Condition], formula: str) -> None:
    assert formula == ROWS.count(conditions)


def test_from_another_sheet() -> None:
    assert "=COUNTIFS('進捗状況一覧'!$A$9:$A$60,\"済\")" == ROWS.count([Condition(0, (Criterion("済"),))], away=True).replace("進捗状況一覧!", "'進捗状況一覧'!")


def test_a_shape_asks_one_cell() -> None:
    assert '=COUNTIF(C9,"済")>0' == holds("C9", [Criterion("済")])
    assert '=OR(COUNTIF(C9,"Ⅰ"),COUNTIF(C9,"【Ⅰ】*"))' == holds("C9", [Criterion("Ⅰ"), Criterion("【Ⅰ】", True)])


def test_a_phrase_in_a_formula() -> None:
    assert ['"済 "', "B4", '"件"'] == filled("済 {n}件", {"n": "B4"})
