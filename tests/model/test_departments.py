"""Which departments a cell names; only what is certain is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guideline_docs.model.departments import Departments, alike, fold_department


def names(cell: str, *others: str, known: tuple[str, ...] = ()) -> list[str]:
    return [each.name for each in Departments([cell, *others], known).of(cell)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("市民協働課", ["市民協働課"]),
        ("市民協働課、企画課", ["市民協働課", "企画課"]),
        ("市民協働課,企画課，総務課/税務課／防災課;福祉課", ["市民協働課", "企画課", "総務課", "税務課", "防災課", "福祉課"]),
        ("市民協働課\n企画課", ["市民協働課", "企画課"]),
        ("・福祉課\n・防災課", ["福祉課", "防災課"]),
        ("◎市民協働課（主）／企画課（副）", ["市民協働課", "企画課"]),
        ("総務課及び税務課", ["総務課", "税務課"]),
        ("総務課と税務課", ["総務課", "税務課"]),
        ("市民協働課 企画課", ["市民協働課", "企画課"]),
        ("市民協働課、企画課、市民協働課", ["市民協働課", "企画課"]),
        ("税務課、", ["税務課"]),
        ("市民協働課ほか", ["市民協働課"]),
        ("企画部　企画課", ["企画部 企画課"]),
        ("総務課（人事係）", ["総務課（人事係）"]),
        ("まちづくり推進課", ["まちづくり推進課"]),
        ("防災と安全の課", ["防災と安全の課"]),
    ],
)
def test_what_surely_stands_apart_is_cut(cell: str, expected: list[str]) -> None:
    assert expected == names(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("企画課・広報課", ["企画課", "広報課"]),
        ("企画課･秘書室", ["企画課", "秘書室"]),
        ("図書館・公民館", ["図書館", "公民館"]),
        ("企画・広報課", ["企画・広報課"]),
        ("企画・広報課・総務課", ["企画・広報課", "総務課"]),
        ("総務課・企画・広報課", ["総務課", "企画・広報課"]),
        ("保健・医療センター", ["保健・医療センター"]),
        ("公園・緑地課", ["公園・緑地課"]),
        ("市場・流通課", ["市場・流通課"]),
        ("こども・若者課、福祉課", ["こども・若者課", "福祉課"]),
    ],
)
def test_a_dot_inside_a_name_cuts_nothing(cell: str, expected: list[str]) -> None:
    assert expected == names(cell)


def test_a_dot_between_names_that_stand_alone_elsewhere_cuts() -> None:
    assert ["広報", "企画"] == names("広報・企画", "広報", "企画")
    assert ["広報・企画"] == names("広報・企画", "広報")
    assert ["企画・広報課"] == names("企画・広報課", "企画", "総務課")
    assert ["図書館", "総務課"] == names("図書館・総務課", "図書館")


def test_a_listed_name_is_never_cut() -> None:
    assert ["課税課・収納課"] == names("課税課・収納課", known=("課税課・収納課",))


@pytest.mark.parametrize("cell", ["", "　", "－", "【要設定】", "未定", "検討中", "、", "・"])
def test_an_open_cell_names_none(cell: str) -> None:
    assert [] == names(cell)


def test_blanks_and_widths_make_no_other_department() -> None:
    found = Departments(["市民協働課", "市民協働 課", "市民協働課", "ＩＣＴ推進室", "ICT推進室", "ICT推進室"])
    assert ["市民協働課"] == [each.name for each in found.of("市民協働 課")]
    assert ["ICT推進室"] == [each.name for each in found.of("ＩＣＴ推進室")]


def test_names_are_printed_as_the_settings_list_them() -> None:
    assert ["ＩＣＴ推進室"] == names("ICT推進室", known=("ＩＣＴ推進室", "税務課"))


def test_a_slip_is_told_from_two_of_a_kind() -> None:
    cells = ["市民協働課", "市民協同課", "第一図書館", "第二図書館", "総務課", "税務課", "東部支所", "西部支所"]
    found = Departments(cells)
    pairs = alike(each for cell in cells for each in found.of(cell))
    assert [("市民協働課", "市民協同課")] == [(one.name, other.name) for one, other in pairs]


_WRITTEN = st.text(st.sampled_from("市民課室館園・･、，／ 　\n（主）〃ほか及びと－【要設定】A1"), max_size=24)


@given(st.lists(_WRITTEN, max_size=6))
def test_whatever_is_written_each_name_is_there_once(cells: list[str]) -> None:
    found = Departments(cells)
    names: dict[str, str] = {}
    for cell in cells:
        departments = found.of(cell)
        assert len({each.key for each in departments}) == len(departments)
        for each in departments:
            assert each.name.strip() and each.name == names.setdefault(each.key, each.name)
            # Nothing is made up: each character stands in the cell, whatever its width.
            assert set(each.key) <= set(fold_department(cell))
