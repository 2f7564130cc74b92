"""GD5xx: the sheet's own summary against its rows."""

from __future__ import annotations

import notation
import pytest
from notation import row, sheet


def measures(*statuses: str, tier: str = "Ⅰ", start: int = 1) -> list[str]:
    return [row(n, tier=tier, status=status) for n, status in enumerate(statuses, start)]


def told(*lines: str) -> list[str]:
    """``GD501 【Ⅰ】済「5」`` for each finding."""
    found = notation.diagnostics(sheet(*lines))
    return [f"{d.code} {d.finding.subject}「{d.span.text}」" for d in found]


ROWS = measures("済・継", "済・継", "済", "一部済", "着手中", "未")


# --- shares ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        # 済 takes in 済・継, but not where the line tells 済・継 by itself.
        ("3/6：済｜1/6：一部済｜1/6：着手中｜1/6：未", []),
        ("2/6：済・継｜1/6：済｜1/6：一部済｜1/6：着手中｜1/6：未", []),
        ("1/6：済｜1/6：一部済｜1/6：着手中｜1/6：未", ["GD501 【Ⅰ】済「1」"]),
        ("2/6：済・継｜3/6：済｜1/6：一部済｜1/6：着手中｜1/6：未", ["GD501 【Ⅰ】済「3」"]),
        ("3/6：済・継｜1/6：済｜1/6：一部済｜1/6：着手中｜1/6：未", ["GD501 【Ⅰ】済・継「3」"]),
        # Each wrong share by itself.
        (
            "2/6：済｜2/6：一部済｜1/6：着手中｜1/6：未",
            ["GD501 【Ⅰ】済「2」", "GD501 【Ⅰ】一部済「2」"],
        ),
        ("3/6：済｜1/6：一部済｜1/6：着手中｜0/6：未", ["GD501 【Ⅰ】未「0」"]),
        # A status that the line leaves out.
        ("3/6：済｜1/6：一部済｜1/6：未", ["GD503 【Ⅰ】着手中「【Ⅰ】」"]),
        ("3/6：済", ["GD503 【Ⅰ】一部済「【Ⅰ】」", "GD503 【Ⅰ】着手中「【Ⅰ】」", "GD503 【Ⅰ】未「【Ⅰ】」"]),
        (
            "2/6：済・継｜1/6：一部済｜1/6：着手中｜1/6：未",
            ["GD503 【Ⅰ】済「【Ⅰ】」"],
        ),
        # One finding a line for its totals, at the first that is wrong.
        ("3/6：済｜1/7：一部済｜1/6：着手中｜1/8：未", ["GD502 【Ⅰ】「7」"]),
        ("3/5：済｜1/5：一部済｜1/5：着手中｜1/5：未", ["GD502 【Ⅰ】「5」"]),
        ("3/5：済｜1/6：一部済｜1/6：着手中｜1/6：未", ["GD502 【Ⅰ】「5」"]),
        # Figures without a total have none that could be wrong.
        ("3：済｜1：一部済｜1件：着手中｜未：1", []),
        ("3：済｜1：一部済｜1/7：着手中｜1：未", ["GD502 【Ⅰ】「7」"]),
        ("3/6：済｜1/6：一部済｜1/6：着手中｜1/6：未｜0/6：済・継", ["GD501 【Ⅰ】済「3」", "GD501 【Ⅰ】済・継「0」"]),
    ],
)
def test_line_of_the_summary(shares: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(told(f"【Ⅰ】｜優先｜{shares}", *ROWS))


def test_status_that_no_row_has_may_be_told_as_none() -> None:
    assert [] == told("【Ⅰ】｜優先｜2/2：済｜0/2：未", *measures("済", "済"))


def test_number_of_rows_is_in_the_message() -> None:
    (found,) = notation.diagnostics(sheet("【Ⅰ】｜優先｜5/1：済", row(1)))
    assert "【Ⅰ】の「済」は 5 件とありますが、一覧では 1 件です" == found.finding.message


def test_tiers_are_counted_apart() -> None:
    lines = [*measures("済"), *measures("済", "未", tier="Ⅲ", start=2)]
    assert [] == told("【Ⅰ】｜優先｜1/1：済", "【Ⅲ】｜段階｜1/2：済｜1/2：未", *lines)
    assert [
        "GD501 【Ⅰ】済「2」",
        "GD502 【Ⅰ】「3」",
        "GD501 【Ⅰ】未「1」",
    ] == told("【Ⅰ】｜優先｜2/3：済｜1/3：未", "【Ⅲ】｜段階｜1/2：済｜1/2：未", *lines)


def test_look_alike_tiers_are_counted() -> None:
    found = notation.diagnostics(sheet("【Ⅰ】｜優先｜2/2：済", row(1), row(2, tier="I", proposal="Ⅰ")))
    assert ["GD304"] == [d.code for d in found]


# --- tiers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # A tier without shares, and shares without rows: nothing else is told of the line.
        (
            ["【Ⅰ】｜優先｜1/1：済", "【Ⅲ】｜段階", *measures("済"), *measures("未", tier="Ⅲ", start=2)],
            ["GD504 【Ⅲ】「【Ⅲ】」"],
        ),
        (["【Ⅰ】｜優先｜1/1：済", "【Ⅲ】｜段階｜2/2：未｜1/3：済", *measures("済")], ["GD504 【Ⅲ】「【Ⅲ】」"]),
        # A tier that nobody uses needs no shares.
        (["【Ⅰ】｜優先｜1/1：済", "【Ⅲ】｜段階", *measures("済")], []),
        # A sheet without any share has no summary to be held against rows.
        (["【Ⅰ】｜優先", "【Ⅲ】｜段階", *measures("済"), *measures("未", tier="Ⅲ", start=2)], []),
    ],
)
def test_tier_that_is_in_one_of_the_two_only(lines: list[str], expected: list[str]) -> None:
    assert expected == told(*lines)


# --- rows that are not understood ----------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("1/1：済", []),
        ("2/2：済", []),
        ("0/1：済", ["GD501 【Ⅰ】済「0」"]),
        ("3/3：済", ["GD501 【Ⅰ】済「3」", "GD502 【Ⅰ】「3」"]),
        ("1/2：済", []),
    ],
)
@pytest.mark.parametrize(
    "unclear",
    [
        "2｜研修｜【Ⅸ】｜済｜した。｜Ⅰ｜理由",
        "2｜研修｜【Ⅰ】｜実施中｜した。｜Ⅰ｜理由",
        "2｜研修｜｜済｜した。｜Ⅰ｜理由",
        "2｜研修｜【Ⅰ】｜―｜した。｜Ⅰ｜理由",
        "2｜研修｜【Ⅰ】｜済｜した。｜Ⅰ｜理由｜余り",
        "？｜研修｜【Ⅰ】｜済｜した。｜Ⅰ｜理由",
    ],
)
def test_share_is_told_only_if_no_reading_of_unclear_rows_makes_it_true(
    unclear: str, share: str, expected: list[str]
) -> None:
    found = told(f"【Ⅰ】｜優先｜{share}", *measures("済"), unclear)
    assert expected == [each for each in found if each.startswith("GD5")]


def test_row_of_another_tier_is_no_reading() -> None:
    lines = [*measures("済"), "2｜研修｜【Ⅲ】｜実施中｜した。｜Ⅲ｜理由"]
    assert [
        "GD501 【Ⅰ】済「2」",
        "GD502 【Ⅰ】「2」",
        "GD302 No.2「実施中」",
    ] == told("【Ⅰ】｜優先｜2/2：済", "【Ⅲ】｜段階｜1/1：未", *lines)


def test_row_of_another_status_is_no_reading_of_a_share_but_of_its_total() -> None:
    lines = [*measures("済"), "2｜研修｜【Ⅸ】｜未｜｜Ⅰ｜理由"]
    assert ["GD501 【Ⅰ】済「2」", "GD301 No.2「Ⅸ」"] == told("【Ⅰ】｜優先｜2/2：済", *lines)


def test_status_is_not_missing_where_a_share_could_not_be_read() -> None:
    lines = measures("済", "着手中")
    assert ["GD101 【Ⅰ】一件：着手中「一件：着手中」"] == told("【Ⅰ】｜優先｜1/2：済｜一件：着手中", *lines)
    assert ["GD302 【Ⅰ】着手「着手」"] == told("【Ⅰ】｜優先｜1/2：済｜1/2：着手", *lines)


# --- mends -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "mends"),
    [
        ("5/2：済", [("5", "1")]),
        ("1/5：済", [("5", "2")]),
        ("５/２：済", [("５", "１")]),
        ("済：5/5", [("5", "1"), ("5", "2")]),
    ],
)
def test_figure_is_mended_from_the_rows_in_the_width_it_has(
    share: str, mends: list[tuple[str, str]]
) -> None:
    found = notation.diagnostics(sheet(f"【Ⅰ】｜優先｜{share}｜1/2：未", *measures("済", "未")))
    assert mends == [
        (e.span.text, e.text) for d in found for fix in d.finding.fixes for e in fix.edits
    ]


def test_figure_that_unclear_rows_leave_open_is_not_mended() -> None:
    found = notation.diagnostics(sheet("【Ⅰ】｜優先｜5/5：済", row(1), row(2, status="実施中")))
    assert [("GD501", ()), ("GD502", ()), ("GD302", ())] == [(d.code, d.finding.fixes) for d in found]
