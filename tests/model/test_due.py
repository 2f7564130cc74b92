"""The day by which: as it is typed, and as official papers print it."""

from __future__ import annotations

import pytest

from guideline_docs.model.due import due_fault, printed_due


@pytest.mark.parametrize(
    "written",
    [
        *("2027-01-15", "2027/1/15", "2027年1月15日", "20270115", "令和9年1月15日", "令和９年１月15日"),
        *("R9.1.15", "Ｒ９．１．１５", "r9/1/15", "令和9年1月15日（金）", "令和9年 1月 15日 (金曜日)"),
    ],
)
def test_a_day_is_printed_as_official_papers_do(written: str) -> None:
    assert ("", "令和9年1月15日（金）") == (due_fault(written), printed_due(written))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("2019-05-01", "令和元年5月1日（水）"),
        ("令和元年5月1日", "令和元年5月1日（水）"),
        ("2019-04-30", "平成31年4月30日（火）"),
        ("2028-02-29", "令和10年2月29日（火）"),
    ],
)
def test_eras_begin_on_their_day(written: str, printed: str) -> None:
    assert printed == printed_due(written)


@pytest.mark.parametrize(
    "words",
    ["12月末", "来週の金曜日", "1月15日（金）17時まで", "令和9年1月15日（金）必着", "令和8年度末", "1/15", "2/29", ""],
)
def test_other_words_stay_as_they_are(words: str) -> None:
    assert ("", words) == (due_fault(words), printed_due(words))


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("2027-02-29", "「2027-02-29」という日はありません"),
        ("令和9年2月30日まで", "「令和9年2月30日」という日はありません"),
        ("2月30日", "「2月30日」という日はありません"),
        ("13/1", "「13/1」という日はありません"),
        ("2027-13-01", "「2027-13-01」という日はありません"),
        ("27-1-15", "「27-1-15」の年が分かりません"),
        ("令和9年1月15日（月）", "「令和9年1月15日(月)」は金曜日です"),
        ("令和9年1月15日（月）必着", "「令和9年1月15日(月)」は金曜日です"),
    ],
)
def test_a_day_that_does_not_exist_is_told(written: str, fault: str) -> None:
    assert (fault, written) == (due_fault(written), printed_due(written))
