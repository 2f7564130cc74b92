"""Codes are numbers; a scheme says how the office writes them."""

from __future__ import annotations

import pytest

from guideline_docs.model.code import CHAPTERS, SHEET, Code, Codes, Level, Scheme, Series
from guideline_docs.syntax.headings import MARKS
from guideline_docs.syntax.marks import Mark


@pytest.mark.parametrize(
    ("code", "name", "mark", "anchor"),
    [
        (Code(0, (3,)), "(3)", "（3）", "category-3"),
        (Code(1, (3, 1)), "(3)-ア", "ア", "subsection-3-1"),
        (Code(2, (6,)), "No.6", "No.6", "measure-6"),
        (Code(1, (0, 2)), "(0)-イ", "イ", "subsection-0-2"),
        (Code(1, (3, 47)), "(3)-47", "47", "subsection-3-47"),
    ],
)
def test_the_sheet_s_own_codes(code: Code, name: str, mark: str, anchor: str) -> None:
    assert (name, mark, anchor) == (SHEET.spell(code), SHEET.mark(code), SHEET.anchor(code))


def test_the_marks_of_the_sheet_are_their_own_examples() -> None:
    for scheme in (SHEET, CHAPTERS):
        assert [Mark.of(level.mark.example) for level in scheme.levels] == [
            level.mark for level in scheme.levels
        ]
    assert Mark.of(MARKS.measure.example) == MARKS.measure


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ((2,), "第2章"),
        ((2, 1), "第2章1"),
        ((2, 1, 2), "第2章1(2)"),
        ((2, 1, 2, 1, 3), "第2章1(2)ア(ウ)"),
        ((2, 0, 2), "第2章(2)"),
        ((0, 3), "3"),
    ],
)
def test_levels_left_out_leave_no_trace(path: tuple[int, ...], name: str) -> None:
    assert name == CHAPTERS.spell(Code(len(path) - 1, path))


LEVELS = (
    Level("基本目標", Mark.of("基本目標Ⅰ"), "category"),
    Level("重点課題", Mark.of("重点課題１"), "subsection", Series.ALL),
    Level("施策の方向", Mark.of("①"), "section"),
)


def test_another_city_s_levels() -> None:
    scheme = Scheme(LEVELS, Level("事業", Mark.of("事業1"), "measure", Series.ALL))
    assert "基本目標Ⅱ" == scheme.spell(Code(0, (2,)))
    assert "重点課題3" == scheme.spell(Code(1, (2, 3)))
    assert "重点課題３" == scheme.mark(Code(1, (2, 3)))
    assert "重点課題3-②" == scheme.spell(Code(2, (2, 3, 2)))
    assert "事業12" == scheme.spell(scheme.measure_code(12))
    assert "section-2-3-2" == scheme.anchor(Code(2, (2, 3, 2)))


@pytest.mark.parametrize(
    ("example", "names"),
    [
        ("事業1", ["事業1", "事業9", "事業10", "事業100"]),
        ("事業01", ["事業01", "事業09", "事業10", "事業100"]),
        ("事業001", ["事業001", "事業009", "事業010", "事業100"]),
        ("第1事業", ["第1事業", "第9事業", "第10事業", "第100事業"]),
    ],
)
def test_a_measure_is_called_as_the_example_counts(example: str, names: list[str]) -> None:
    scheme = Scheme(LEVELS, Level("事業", Mark.of(example), "measure", Series.ALL))
    numbers = [1, 9, 10, 100]
    assert names == [scheme.measure_name(number) for number in numbers]
    assert names == [scheme.spell(scheme.measure_code(number)) for number in numbers]
    assert dict(zip(names, numbers)) == scheme.measure_names(numbers)


def test_a_bare_figure_needs_what_is_above_it() -> None:
    levels = (LEVELS[0], Level("重点課題", Mark.of("1"), "subsection", Series.ALL))
    scheme = Scheme(levels, Level("事業", Mark.of("1"), "measure", Series.ALL))
    assert "基本目標Ⅱ-3" == scheme.spell(Code(1, (2, 3)))
    assert "No.12" == scheme.spell(scheme.measure_code(12))


def test_codes_follow_one_after_the_other() -> None:
    codes = Codes(LEVELS)
    headings = [(0, 1), (1, 1), (2, 1), (2, None), (0, 2), (1, None), (2, None), (0, None), (2, 1)]
    assert [(1,), (1, 1), (1, 1, 1), (1, 1, 2), (2,), (2, 2), (2, 2, 1), (3,), (3, 0, 1)] == [
        codes.next(level, number).path for level, number in headings
    ]
