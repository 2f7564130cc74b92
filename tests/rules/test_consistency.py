"""GD6xx: the cells of one row do not contradict each other."""

from __future__ import annotations

import notation
import pytest
from notation import row, sheet


def told(line: str) -> list[str]:
    """``GD601「Ⅲに降格」`` for each finding."""
    return [f"{d.code}「{d.span.text}」" for d in notation.diagnostics(sheet(line))]


# --- GD601 ---------------------------------------------------------------------------------

MOVES = ["降格", "昇格", "格上げ", "格下げ", "変更", "移行", "引上げ", "引下げ", "引き上げ", "引き下げ"]


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("particle", ["に", "へ"])
def test_reason_that_names_another_tier(particle: str, move: str) -> None:
    phrase = f"Ⅲ{particle}{move}"
    assert [f"GD601「{phrase}」"] == told(row(1, rationale=f"需要が減ったため{phrase}する。"))
    assert [] == told(row(1, proposal="Ⅲ", rationale=f"需要が減ったため{phrase}する。"))


@pytest.mark.parametrize(
    ("proposal", "rationale", "expected"),
    [
        ("Ⅰ", "Ⅲに降格し、努めていく", ["GD601「Ⅲに降格」"]),
        ("Ⅰ", "【Ⅲ】に降格する。", ["GD601「【Ⅲ】に降格」"]),
        ("Ⅰ", "Ⅱ-アに移行する。", ["GD601「Ⅱ-アに移行」"]),
        ("Ⅱ-イ", "Ⅱ-アに移行する。", ["GD601「Ⅱ-アに移行」"]),
        ("○→Ⅰ", "Ⅲに降格する。", ["GD601「Ⅲに降格」"]),
        # Half a tier fits both of its halves, and no other.
        ("Ⅱ-ア", "Ⅱに移行する。", []),
        ("Ⅱ-イ", "Ⅱに降格する。", []),
        ("Ⅰ", "Ⅱに降格する。", ["GD601「Ⅱに降格」"]),
        # The tier as it is decided.
        ("Ⅲ", "Ⅲに降格する。", []),
        ("【Ⅲ】", "【Ⅲ】に降格する。", []),
        ("○→Ⅰ", "Ⅰに昇格する。", []),
        # Nothing is decided against which it could be held.
        ("", "Ⅲに降格する。", []),
        ("○", "Ⅲに降格する案もあった。", []),
        # What is not done is no decision.
        ("Ⅰ", "Ⅲに降格しない。", []),
        ("Ⅰ", "Ⅲには降格しない。", []),
        ("Ⅰ", "Ⅲに降格せず、続ける。", []),
        ("Ⅰ", "Ⅲに降格することは見送る。", []),
        ("Ⅰ", "Ⅲへの降格は行わない。", []),
        ("Ⅰ", "Ⅲへの降格は見送る。", []),
        ("Ⅰ", "Ⅲに変更する必要はない。", []),
        ("Ⅰ", "Ⅲに変更する必要がない。", []),
        ("Ⅰ", "Ⅲに変更する予定はない。", []),
        ("Ⅰ", "Ⅲに降格すべきではない。", []),
        ("Ⅰ", "Ⅲに降格させない。", []),
        ("Ⅰ", "Ⅲに降格できない。", []),
        ("Ⅰ", "Ⅲに降格とせず、続ける。", []),
        # A decision stays one, whatever follows it.
        ("Ⅰ", "Ⅲに降格するが、見直しはやめない。", ["GD601「Ⅲに降格」"]),
        ("Ⅰ", "Ⅲに降格する。必要はない。", ["GD601「Ⅲに降格」"]),
        ("Ⅰ", "Ⅲに降格する必要がある。", ["GD601「Ⅲに降格」"]),
        # Tiers that nobody moves to.
        ("Ⅰ", "Ⅲと合わせて進める。", []),
        ("Ⅰ", "Ⅲから昇格した。", []),
        ("Ⅰ", "Ⅲの施策に近い。", []),
        ("Ⅰ", "XⅢに変更する。", []),
        ("Ⅰ", "担当課を総務課に変更する。", []),
    ],
)
def test_reason_and_proposal(proposal: str, rationale: str, expected: list[str]) -> None:
    assert expected == told(row(1, proposal=proposal, rationale=rationale))


def test_tier_of_another_legend_is_judged_by_its_own_marks() -> None:
    lines = ["【A】｜優先", "【B】｜通常", row(1, tier="【A】", proposal="A", rationale="Bに変更する。")]
    assert ["GD601"] == [d.code for d in notation.diagnostics(sheet(*lines))]


def test_words_of_other_columns_decide_nothing() -> None:
    assert [] == told(row(1, results="Ⅲに降格した。"))


# --- GD602, GD603 ----------------------------------------------------------------------------

NOTHING = ["", "-", "－", "―", "ー", "ｰ", "—", "−", "‐", "‑", "–", "─", "━", "〜", "～", "--", "ｰ ｰ", "なし", "なし。", "特になし", "無し", "ない"]


@pytest.mark.parametrize("results", NOTHING)
def test_no_results_before_the_start(results: str) -> None:
    assert [] == told(row(1, status="未", results=results))


@pytest.mark.parametrize("results", ["説明会を開いた。", "なしとする方向", "予定", "1件"])
def test_results_before_the_start_are_told_at_the_results(results: str) -> None:
    assert [f"GD602「{results}」"] == told(row(1, status="未", results=results))


@pytest.mark.parametrize("results", NOTHING)
@pytest.mark.parametrize("status", ["済・継", "済", "一部済", "着手中"])
def test_missing_results_are_told_at_the_status(status: str, results: str) -> None:
    assert [f"GD603「{status}」"] == told(row(1, status=status, results=results))


def test_results_are_not_missed_without_their_column_or_a_status() -> None:
    text = sheet("No｜内容｜重点｜施策の実施｜2期案｜理由", "1｜研修｜【Ⅰ】｜済｜Ⅰ｜理由")
    assert ["GD105"] == notation.codes(text)
    assert [] == told(row(1, status="―", results=""))
    assert ["GD302「実施」"] == told(row(1, status="実施", results=""))


# --- GD604, GD605 ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "proposal", "expected"),
    [
        ("済", "○", []),
        ("済・継", "○", []),
        ("済", "○→Ⅰ", []),
        ("一部済", "○", ["GD604「○」"]),
        ("着手中", "○", ["GD604「○」"]),
        ("着手中", "〇", ["GD604「〇」"]),
        ("着手中", "○→Ⅰ", ["GD604「○→Ⅰ」"]),
        ("着手中", "Ⅰ", []),
        ("未", "○", ["GD604「○」"]),
        ("―", "○", []),
    ],
)
def test_completion_needs_what_is_done(status: str, proposal: str, expected: list[str]) -> None:
    assert expected == told(row(1, status=status, proposal=proposal))


@pytest.mark.parametrize(
    ("tier", "proposal", "rationale", "expected"),
    [
        ("Ⅰ", "Ⅲ", "", ["GD605「Ⅲ」"]),
        ("Ⅰ", "Ⅲ", "―", ["GD605「Ⅲ」"]),
        ("Ⅰ", "Ⅲ", "なし", ["GD605「Ⅲ」"]),
        ("Ⅱ-ア", "Ⅱ-イ", "", ["GD605「Ⅱ-イ」"]),
        ("Ⅰ", "○", "", ["GD605「○」"]),
        ("Ⅰ", "○→Ⅰ", "", ["GD605「○→Ⅰ」"]),
        ("Ⅰ", "Ⅰ", "", []),
        ("Ⅰ", "【Ⅰ】", "", []),
        ("Ⅰ", "", "", []),
        ("Ⅰ", "―", "", []),
        ("Ⅰ", "Ⅲ", "需要が減ったため。", []),
    ],
)
def test_move_needs_a_reason(
    tier: str, proposal: str, rationale: str, expected: list[str]
) -> None:
    assert expected == told(row(1, tier=tier, proposal=proposal, rationale=rationale))


def test_look_alike_proposal_is_no_move() -> None:
    assert ["GD304「I」"] == told(row(1, proposal="I", rationale=""))


def test_reason_is_not_missed_without_its_column() -> None:
    text = sheet("No｜内容｜重点｜施策の実施｜実績｜2期案", "1｜研修｜【Ⅰ】｜済｜した。｜Ⅲ")
    assert ["GD105"] == notation.codes(text)


# --- GD606 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "rationale", "expected"),
    [
        ("済", "団体支援の側面から継続", ["GD606「継続」"]),
        ("済", "改革・向上を継続していく。", ["GD606「継続」"]),
        ("済・継", "団体支援の側面から継続", []),
        ("一部済", "できる限り継続する。", []),
        ("済", "継続的に見直す。", []),
        ("済", "継続性に欠ける。", []),
        ("済", "継続しない。", []),
        ("未", "未着手。検討する。", []),
        ("着手中", "未着手。検討する。", ["GD606「未着手」"]),
        ("済", "未着手ではない。", []),
        ("着手中", "完了", ["GD606「完了」"]),
        ("着手中", "令和6年度に完了予定。", []),
        ("着手中", "完了していない。", []),
        ("済", "完了", []),
        ("一部済", "完了に向けて進める。", []),
    ],
)
def test_reason_and_status(status: str, rationale: str, expected: list[str]) -> None:
    assert expected == told(row(1, status=status, rationale=rationale))


# --- GD607 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("施策1\n　担当課：一\n", []),
        ("（１）場\nア　拠 点\n施策1　公共施設 の利用\n　重点：【Ⅰ】\n　理由：\n", []),
        ("施策1　公共施設の整備\n", ["GD607 1:5 No.1"]),
        ("施策1\n　重点：【Ⅲ】\n　2期案：○\n", ["GD607 2:5 No.1", "GD607 3:6 No.1"]),
        ("（1）広場\nア 会場\n施策1\n　理由：別の理由\n", ["GD607 1:4 (1)", "GD607 2:3 (1)-ア", "GD607 4:5 No.1"]),
    ],
)
def test_cards_say_what_the_sheet_says(card: str, expected: list[str]) -> None:
    lines = ("（1）場", "ア 拠点", row(1, title="公共施設の利用", tier="Ⅰ", proposal="Ⅰ"))
    found = notation.diagnostics(sheet(*lines), cards=[card])
    assert expected == notation.told(found)


def test_card_is_told_what_the_sheet_says() -> None:
    found = notation.diagnostics(sheet(row(1, title="研修", rationale="")), cards=["施策1　会議\n　理由：要る。\n"])
    assert [
        "カードの「会議」は、一覧では「研修」です",
        "カードの「要る。」は、一覧では空です",
    ] == [d.finding.message for d in found if d.code == "GD607"]
