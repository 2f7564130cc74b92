"""GD610: a rate is what the figures beside it make it."""

from __future__ import annotations

import pytest
from settingscase import Settings, told

RATE = """\
level = []
[columns]
title = "指標"
[[column]]
head = "達成率"
kind = "percent"
target = "目標値"
"""
HEAD = "No｜指標｜目標値｜実績値｜達成率"
ACTUAL = '[[column]]\nhead = "実績値"\nkind = "number"\n'


def rates(settings: Settings, *rows: str, text: str = "", head: str = HEAD) -> list[str]:
    lines = (f"{n}｜指標{n}｜{row}" for n, row in enumerate(rows, 1))
    return told(settings(RATE + text + ACTUAL), head, *lines)


def test_a_rate_that_the_figures_do_not_give(settings: Settings) -> None:
    assert [
        "GD610 85% 達成率は「85%」とありますが、実績値「90件」と目標値「120件」からは 75% です"
    ] == rates(settings, "4,000人｜3,823人｜95.6%", "120件｜90件｜85%")


@pytest.mark.parametrize(
    "row",
    [
        "6.0‰｜5.5‰｜91.7%",
        "3｜2｜66.6%",  # cut off, not rounded
        "3｜2｜66.7",
        "3｜2｜67%",
        "100人以上｜82人｜82%",
        "100｜82｜0.82",
        "100｜▲5｜▲5%",
        # The figures have been rounded, too: 1.2 of 1.5 may be 1.15 of 1.5.
        "1.5億円｜1.2億円｜77%",
    ],
)
def test_rounding_is_no_fault(settings: Settings, row: str) -> None:
    assert [] == rates(settings, row)


@pytest.mark.parametrize(
    "row",
    [
        "0｜2｜50%",
        "10｜2(1)｜50%",
        "10｜累計5｜80%",
        "－｜5｜80%",
        "10｜5｜－",
        "10件｜5人｜80%",
        "10｜5｜達成",
        "10｜5｜約80%",
    ],
)
def test_where_the_form_is_not_known_nothing_is_told(settings: Settings, row: str) -> None:
    assert [] == rates(settings, row)


def test_the_way_from_a_base(settings: Settings) -> None:
    head = "No｜指標｜目標値｜実績値｜達成率｜基準値"
    based = 'base = "基準値"\nbetter = "less"\n'
    assert [
        "GD610 75% 達成率は「75%」とありますが、実績値「40」と目標値「20」からは 80% です"
    ] == rates(settings, "20｜40｜80%｜120", "20｜40｜75%｜120", "20｜40｜75%｜", text=based, head=head)


def test_less_may_be_better(settings: Settings) -> None:
    less = 'better = "less"\n'
    wrong = ["GD610 90% 達成率は「90%」とありますが、実績値「80」と目標値「100」からは 125% です"]
    assert wrong == rates(settings, "100｜80｜125%", "100｜80｜120%", "100｜80｜90%", text=less)


def test_a_column_that_says_100_of_all_that_is_more_is_capped(settings: Settings) -> None:
    assert [] == rates(settings, "10｜12｜100%", "10｜15｜100%", "10｜5｜50%")
    assert 1 == len(rates(settings, "10｜12｜100%", "10｜5｜50%"))


def test_the_actual_figure_may_name_its_target_and_years_go_together(settings: Settings) -> None:
    text = """\
level = []
[columns]
title = "指標"
[[column]]
head = "R5実績値"
kind = "number"
target = "R5目標値"
[[column]]
head = "R4実績値"
kind = "number"
target = "R4目標値"
[[column]]
head = "R4達成率"
kind = "percent"
[[column]]
head = "R5達成率"
kind = "percent"
"""
    head = "No｜指標｜R4目標値｜R4実績値｜R4達成率｜R5目標値｜R5実績値｜R5達成率"
    assert [
        "GD610 60% R5達成率は「60%」とありますが、R5実績値「10」とR5目標値「20」からは 50% です"
    ] == told(settings(text), head, "1｜甲｜10｜5｜50%｜20｜10｜60%")


def test_two_columns_that_could_be_meant_are_not_guessed(settings: Settings) -> None:
    head = "No｜指標｜目標値｜実績値A｜実績値B｜達成率"
    text = RATE + '[[column]]\nhead = "実績値A"\nkind = "number"\n[[column]]\nhead = "実績値B"\nkind = "number"\n'
    assert [] == told(settings(text), head, "1｜甲｜10｜5｜6｜90%")
    assert 1 == len(told(settings(text.replace('target', 'actual = "実績値A"\ntarget')), head, "1｜甲｜10｜5｜6｜90%"))


def test_the_rates_of_a_summary(settings: Settings) -> None:
    text = 'level = []\n[columns]\nstatus = "進捗"\n[[status]]\nword = "完了"\n[[status]]\nword = "取組中"\n'
    rows = ("No｜内容｜進捗", "1｜甲｜完了", "2｜乙｜取組中", "3｜丙｜取組中")
    assert [] == told(settings(text), "【達成状況】", "完了｜1｜33.3%", "取組中｜2｜66.7%｜＋1", *rows)
    assert [
        "GD610 69.2 「取組中」の割合は 69.2% とありますが、3 件のうち 2 件は 66.7% です"
    ] == told(settings(text), "【達成状況】", "完了｜1｜33.3%", "取組中｜2｜69.2%", *rows)
