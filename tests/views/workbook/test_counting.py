"""Counts that a spreadsheet can repeat: what cells are held against, and when it is not tried."""

from __future__ import annotations

from guideline_docs.views.workbook.counting import APART, Counter
from guideline_docs.views.workbook.parts import (
    ColumnLook,
    Condition,
    Criterion,
    LineKind,
    SheetColumn,
    SheetLine,
)

COLUMNS = tuple(SheetColumn(key, key, ColumnLook.TEXT, None) for key in ("No", "内容", "実施"))


def line(*texts: str, kind: LineKind = LineKind.MEASURE, counted: bool = True) -> SheetLine:
    return SheetLine(kind, texts, counted=counted, by_tier=counted)


def counter(*statuses: str) -> Counter:
    rows = (line(str(n), f"施策{n}", status) for n, status in enumerate(statuses, 1))
    return Counter(COLUMNS, (line("（1）見出し", kind=LineKind.BAND, counted=False), *rows))


def test_a_word_is_found_with_its_note_and_as_it_is_written() -> None:
    found = counter("済", "済（R5）", "濟", "未").criteria(2, ("済",), ("済（",), {"済", "済（R5）", "濟"})
    assert (Criterion("済"), Criterion("済（", open=True), Criterion("濟")) == found


def test_a_word_that_begins_as_another_with_a_note_is_told_from_it() -> None:
    found = counter("済", "済（予定）").criteria(2, ("済",), ("済（",), {"済"})
    assert (Criterion("済"),) == found


def test_a_count_has_conditions_where_they_come_to_it() -> None:
    asked = Condition(2, (Criterion("済"),))
    assert (asked,) == counter("済", "未", "済").count(2, [asked]).conditions
    assert counter("済", "未", "済").count(3, [asked]).conditions is None


def test_headings_are_no_rows() -> None:
    found = counter("済", "未").count(2, [])
    assert (Condition(1, (Criterion(""),), without=True),) == found.conditions


def test_what_repeats_a_measure_is_marked_and_not_counted() -> None:
    again = line("3", "施策1", "済", counted=False)
    found = Counter(COLUMNS, (line("1", "施策1", "済"), again))
    assert ("", APART) == found.marks
    asked = Condition(2, (Criterion("済"),))
    assert (asked, Condition(-1, (Criterion(APART),), without=True)) == found.count(1, [asked]).conditions


def test_two_lists_can_be_held_against_each_other_and_three_cannot() -> None:
    two = (Criterion("済"), Criterion("未"))
    lists = [Condition(place, two) for place in (0, 1, 2)]
    found = Counter(COLUMNS, (line("済", "済", "済"), line("未", "x", "未")))
    assert found.count(1, lists[:2]).conditions
    assert found.count(1, lists).conditions is None
