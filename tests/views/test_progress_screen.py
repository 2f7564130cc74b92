"""Filters and orders of the page: by what a row means, not by how it is written."""

from __future__ import annotations

import notation
import pytest
from notation import row

from guideline_docs.render.templates import Templates
from guideline_docs.views.progress_screen import Place, ProgressScreen, progress_screen
from guideline_docs.views.progress_table import progress_table

WORDING = Templates().wording()


def screen(*lines: str) -> ProgressScreen:
    table = progress_table(notation.guideline(notation.sheet(*lines)), (), WORDING)
    return progress_screen(table, WORDING)


def place(*lines: str) -> Place:
    return screen(*lines).places["measure-1"]


def options(view: ProgressScreen, field: str) -> list[str]:
    return [o.label for f in view.filters if f.field == field for o in f.options]


@pytest.mark.parametrize(
    ("written", "status"),
    [("済", "済"), ("済･継", "済・継"), ("一部 済", "一部済"), ("着手　中", "着手中"), ("検討", ""), ("", "")],
)
def test_a_status_is_found_and_sorted_by_what_it_means(written: str, status: str) -> None:
    found = place(row(1, status=written))
    as_known = place(row(1, status=status or "不明"))
    assert (status, as_known.by_status) == (found.status, found.by_status)


@pytest.mark.parametrize(
    ("written", "tier"),
    [("【Ⅰ】", "Ⅰ"), ("【I】", "Ⅰ"), ("【Ⅰ】<休止>", "Ⅰ"), ("【Ⅱ－ア】", "Ⅱ-ア"), ("Ⅰ", "Ⅰ"), ("【Ⅸ】", "")],
)
def test_a_tier_is_found_and_sorted_by_what_it_means(written: str, tier: str) -> None:
    found = place(row(1, tier=written, proposal="Ⅰ"))
    as_known = place(row(1, tier=f"【{tier or 'Ⅸ'}】", proposal="Ⅰ"))
    assert (tier, as_known.by_move) == (found.tier, found.by_move)


def test_words_of_one_meaning_are_counted_under_it() -> None:
    view = screen(row(1, status="済･継"), row(2, status="済・継"), row(3, status="検討"))
    assert ["済・継（2件）", "済（0件）", "一部済（0件）", "着手中（0件）", "未（0件）", "その他（1件）"] == (
        options(view, "status")
    )


def test_what_the_table_has_not_is_no_filter() -> None:
    view = screen("No｜内容｜施策の実施", "1｜研修｜済")
    assert ["category", "status"] == [each.field for each in view.filters]
    assert [] == [each.field for each in screen("No｜内容", "1｜研修").filters if each.field != "category"]


def test_what_is_no_measure_is_in_no_filter() -> None:
    view = screen(row(1), "二｜冊子｜【Ⅰ】｜済", "覚え書き", row(3))
    assert ("2", ["measure-1", "measure-3"]) == (view.total, list(view.places))
