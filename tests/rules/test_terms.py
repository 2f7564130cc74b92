"""GD3xx: tiers, statuses and proposals, column by column."""

from __future__ import annotations

import notation
import pytest
from notation import row, sheet

from guideline_docs.rules.terms import says_nothing
from guideline_docs.source.lexicon import DASHES


def told(*lines: str) -> list[str]:
    """``GD301「Ⅳ」`` for each finding."""
    return [f"{d.code}「{d.span.text}」" for d in notation.diagnostics(sheet(*lines))]


# --- tiers are what the legend declares ---------------------------------------------------


@pytest.mark.parametrize("tier", ["【Ⅳ】", "【Ⅱ】", "【Ⅱ-ウ】", "【重点】", "【Ⅱ-ア-1】"])
def test_tier_the_legend_lacks(tier: str) -> None:
    assert [f"GD301「{tier[1:-1]}」"] == told(row(1, tier=tier))


@pytest.mark.parametrize(
    ("legend", "tier", "expected"),
    [
        ("【A】｜優先", "【A】", []),
        ("【Ⅳ】｜将来", "【Ⅳ】", []),
        ("【最重点】｜優先", "【最重点】", []),
        ("【◎】｜優先", "【◎】", []),
        ("【A】｜優先", "【B】", ["GD301「B」"]),
        ("【Ⅰ】｜優先", "【Ⅲ】", ["GD301「Ⅲ」"]),
    ],
)
def test_any_system_of_tiers(legend: str, tier: str, expected: list[str]) -> None:
    mark = legend[1 : legend.index("】")]
    assert expected == told(legend, row(1, tier=tier, proposal=mark))


def test_without_a_legend_no_tier_rule_speaks() -> None:
    lines = [row(1, tier="【Ⅸ】<謎>", proposal="I", rationale="Ⅲに降格"), row(2, tier="II-イ", proposal="◇")]
    text = sheet(*lines)
    legend = "".join(line.replace("｜", "\t") + "\n" for line in notation.LEGEND)
    assert notation.codes(text) != []
    assert [] == notation.codes(text.replace(legend, ""))


@pytest.mark.parametrize("cell", ["", "-", "－", "―", "ー", "—", "‐", "−", "～"])
def test_empty_cells_and_dashes_are_no_unknown_words(cell: str) -> None:
    assert [] == told("1｜研修｜" + f"{cell}｜{cell}｜｜{cell}｜")


@pytest.mark.parametrize("dash", DASHES)
def test_a_dash_alone_says_nothing(dash: str) -> None:
    assert says_nothing(dash)
    assert says_nothing(f" {dash}　{dash}\n")
    assert not says_nothing(f"{dash}1")


@pytest.mark.parametrize("cell", ["【要　設定】", "【要\n　　確認】", "【要\u200b更新：件数】", "【要設定"])
def test_a_torn_placeholder_says_nothing(cell: str) -> None:
    assert says_nothing(cell)
    assert not says_nothing(f"{cell}した。")


@pytest.mark.parametrize("cell", ["【要設定】", "【要確認】", "【要更新】", "【要確認：担当課】"])
def test_placeholders_are_no_unknown_words(cell: str) -> None:
    assert [f"GD802「{cell}」"] * 3 == told(f"1｜研修｜{cell}｜{cell}｜｜{cell}｜")


# --- the column decides the code ------------------------------------------------------------


@pytest.mark.parametrize("word", ["Ⅳ", "最重点", "実施中", "？？", "×"])
def test_column_decides_the_code(word: str) -> None:
    assert [f"GD301「{word}」"] == told(row(1, tier=f"【{word}】"))
    assert [f"GD302「{word}」"] == told(row(1, status=word))
    assert [f"GD303「{word}」"] == told(row(1, proposal=word))


def test_status_in_the_column_of_tiers_and_the_other_way_round() -> None:
    assert [
        "GD301「済」",
        "GD302「Ⅰ」",
        "GD303「未」",
    ] == told(row(1, tier="【済】", status="Ⅰ", proposal="未"))


@pytest.mark.parametrize("status", ["済・継", "済", "一部済", "着手中", "済･継", " 済 ・ 継 ", "一部 済"])
def test_statuses_and_their_variants(status: str) -> None:
    assert [] == told(row(1, status=status))


def test_measure_that_is_not_begun() -> None:
    assert [] == told(row(1, status="未", results=""))


@pytest.mark.parametrize("status", ["済み", "完了", "未着手", "継続", "済継", "済、継", "○", "済・"])
def test_statuses_that_are_none(status: str) -> None:
    assert [f"GD302「{status}」"] == told(row(1, status=status))


@pytest.mark.parametrize(
    "proposal",
    [
        "○",
        "〇",
        "◯",
        "○→Ⅰ",
        "〇→Ⅰ",
        "○⇒Ⅰ",
        "○ → Ⅰ",
        "○→【Ⅰ】",
        "Ⅰ",
        "【Ⅰ】",
        "【 Ⅰ 】",
        "Ⅱ-ア",
        "【Ⅰ】<重点>",
        "Ⅰ<重点>",
        "○→【Ⅰ】<重点>",
        "Ⅰ ＜重点施策＞",
    ],
)
def test_proposals_and_their_variants(proposal: str) -> None:
    assert [] == told(row(1, proposal=proposal))


@pytest.mark.parametrize(
    ("proposal", "place"),
    [
        ("完了", "完了"),
        ("◎", "◎"),
        ("Ⅱ", "Ⅱ"),
        ("Ⅱイ", "Ⅱイ"),
        ("Ⅰ・Ⅲ", "Ⅰ・Ⅲ"),
        ("Ⅰか", "Ⅰか"),
        ("→Ⅰ", "→Ⅰ"),
        ("○→完了", "完了"),
        ("○Ⅰ", "○Ⅰ"),
        ("○→", "○→"),
        ("○ → ", "○ →"),
        ("Ⅰ<重点", "Ⅰ<重点"),
        ("<重点>", "<重点>"),
        ("Ⅳ<重点>", "Ⅳ"),
        ("1", "1"),
    ],
)
def test_proposals_that_are_none(proposal: str, place: str) -> None:
    assert [f"GD303「{place}」"] == told(row(1, proposal=proposal))


# --- look-alikes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("I", "Ⅰ"),
        ("Ｉ", "Ⅰ"),
        ("ⅰ", "Ⅰ"),
        ("l", "Ⅰ"),
        ("III", "Ⅲ"),
        ("ＩＩＩ", "Ⅲ"),
        ("II-イ", "Ⅱ-イ"),
        ("Ⅱ－イ", "Ⅱ-イ"),
        ("Ⅱ−イ", "Ⅱ-イ"),
        ("Ⅱ‐イ", "Ⅱ-イ"),
        ("Ⅱ\u2011イ", "Ⅱ-イ"),
        ("Ⅱーイ", "Ⅱ-イ"),
        ("Ⅱ-ｲ", "Ⅱ-イ"),
        ("Ⅱ-ィ", "Ⅱ-イ"),
        ("II－ア", "Ⅱ-ア"),
        ("Ⅱ - イ", "Ⅱ-イ"),
    ],
)
def test_look_alike_is_told_with_the_whole_mark_and_mended(written: str, meant: str) -> None:
    rows = row(1, tier=f"【{written}】", proposal=meant), row(1, tier=meant, proposal=written)
    for line in (*rows, row(1, tier=meant, proposal=f"【{written}】")):
        (found,) = notation.diagnostics(sheet(line))
        assert ("GD304", written, (meant,)) == (found.code, found.span.text, found.finding.suggestions)
        assert [(found.span, meant)] == [
            (edit.span, edit.text) for fix in found.finding.fixes for edit in fix.edits
        ]


def test_look_alike_behind_a_completion() -> None:
    assert ["GD304「I」"] == told(row(1, proposal="○→I"))


@pytest.mark.parametrize("text", ["Iに昇格する。", "II-イとして進める。", "Ⅱ－イ"])
def test_look_alikes_in_running_text_are_silent(text: str) -> None:
    assert [] == told(row(1, results=text))


def test_marks_that_look_like_two_tiers_are_unknown() -> None:
    assert ["GD301「Ｉ」"] == told("【I】｜優先", "【Ⅰ】｜通常", row(1, tier="【Ｉ】", proposal="I"))


# --- labels -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("【Ⅰ】<重点>", []),
        ("【Ⅰ】", []),
        ("【Ⅰ】 <重点>", []),
        ("【Ⅰ】<重点施策>", ["GD305「重点施策」"]),
        ("【Ⅰ】<最重点>", ["GD305「最重点」"]),
    ],
)
def test_label_of_a_row_is_that_of_the_legend(tier: str, expected: list[str]) -> None:
    assert expected == told(row(1, tier=tier))


# --- the summary's own words ----------------------------------------------------------------


@pytest.mark.parametrize("share", ["1/1：済", "1/1:済", "1／1：済", "１/１：済", "済：1/1", "1/1件：済", "1件/1件：済", "済：1/1件", "1：済", "1件：済", "済：1", "済 1/1", "1/1 済"])
def test_every_reading_of_a_share(share: str) -> None:
    assert [] == told(f"【Ⅰ】<重点>｜優先｜{share}", row(1))
    wrong = share.replace("1", "3").replace("１", "３")
    assert told(f"【Ⅰ】<重点>｜優先｜{wrong}", row(1))[0] in ("GD501「3」", "GD501「３」")


@pytest.mark.parametrize("share", ["一件：済", "1/1", "済", "1/1/1：済", "約1/1：済", "1/：済", "？"])
def test_share_that_cannot_be_read(share: str) -> None:
    lines = ("【Ⅰ】<重点>｜優先｜1/1：済｜" + share, row(1))
    assert [f"GD101「{share}」"] == told(*lines)


def test_share_of_an_unknown_status() -> None:
    lines = ("【Ⅰ】<重点>｜優先｜1/1：済｜0/1：実施中", row(1))
    (found,) = notation.diagnostics(sheet(*lines))
    assert ("GD302", "実施中", "【Ⅰ】実施中") == (found.code, found.span.text, found.finding.subject)


@pytest.mark.parametrize(
    ("status", "meant"),
    [("一部済み", "一部済"), ("着手", "着手中"), ("未着手", "未"), ("済・継続", "済・継")],
)
def test_misspelt_status_is_suggested(status: str, meant: str) -> None:
    (found,) = notation.diagnostics(sheet(row(1, status=status)))
    assert meant == found.finding.suggestions[0]


def test_words_of_new_measures_are_judged_and_those_of_others_are_the_sheets() -> None:
    card = "（1）市民活動の支援\nア 市民活動の支援\n施策2　新\n　重点：【Ⅸ】\n　施策の実施：半分\n　2期案：I\n"
    found = notation.diagnostics(notation.sheet(notation.row(1)), cards=[card])
    assert ["GD301 4:6 No.2", "GD302 5:8 No.2", "GD304 6:6 No.2"] == notation.told(found)
