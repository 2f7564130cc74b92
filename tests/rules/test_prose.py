"""GD004, GD7xx and GD8xx: the words themselves."""

from __future__ import annotations

import notation
import pytest
from notation import row, sheet

from guideline_docs.model.configuration import Configuration, Style
from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY, Status


def told(sentence: str, style: Style = Style()) -> list[str]:
    """``GD701「…」`` for each finding about what the results say."""
    configuration = Configuration(style=style)
    found = notation.diagnostics(sheet(row(1, results=sentence)), configuration=configuration)
    return [f"{d.code}「{d.span.text}」" for d in found]


# --- GD004 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["\ue000", "\uf8ff", "\U000f0000", "✔", "☑", "\U0001f600"])
def test_character_that_the_print_fonts_lack(written: str) -> None:
    assert [f"GD004「{written}」"] == told(f"説明{written}した。")


@pytest.mark.parametrize(
    "written",
    ["Ⅰ", "①", "㈱", "№", "㎡", "髙", "﨑", "○", "→", "～", "―", "✓", "\u2011", "ｱ", "々", "𠮟", "※", "“", "♪"],
)
def test_character_that_the_print_fonts_have(written: str) -> None:
    assert [] == told(f"説明{written}した。")


# --- GD701 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "優先度は低いが見逃しがちな課題や、優先度が低いが見逃しがちな課題を記載する。",
            ["GD701「優先度が低いが見逃しがちな課題」"],
        ),
        ("様々な方法を検討していく、様々な方法を検討していく。", ["GD701「様々な方法を検討していく」"]),
        ("様々な方法を検討していく。様々な方法が検討していく。", ["GD701「様々な方法が検討していく」"]),
        ("様々な方法を検討していく、様々な方法を検討していくも進まない。", ["GD701「様々な方法を検討していく」"]),
        # What goes on to another thing is a list.
        ("市民活動団体への支援、市民活動団体への支援体制の構築を行う。", []),
        ("新たな協働事業の提案、新たな協働事業の提案に対する支援を行う。", []),
        # Nine characters, or two clauses apart: the echo of a list.
        ("様々な方法を検討し、様々な方法を検討し、進める。", []),
        ("様々な方法を検討していく、結果を示す、様々な方法を検討していく。", []),
        ("様々な方法を検討していく、様々な施設を検討していく。", []),
        ("市民活動団体等への周知、市民活動団体等への助成を行う。", []),
    ],
)
def test_clause_that_stands_twice(sentence: str, expected: list[str]) -> None:
    assert expected == told(sentence)


def test_clauses_of_two_cells_are_not_adjacent() -> None:
    line = row(1, results="様々な方法を検討していく", rationale="様々な方法を検討していく")
    assert [] == notation.codes(sheet(line))


# --- GD702 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("令和4年度に始め、令和5年度に広げた。", []),
        ("R4に始め、R5に広げた。", []),
        ("2022年に始め、2023年度に広げた。", []),
        ("平成26（2014）年に始め、令和5（2023）年に広げた。", []),
        ("令和4年度に始め、令和5年度に広げ、R6に終えた。", ["GD702「R6」"]),
        ("令和4年度に始め、令和5年度に広げ、R6に見直し、R7に終えた。", ["GD702「R6」"]),
        ("令和4年度に始め、令和5年度に広げ、R6に見直し、2025年に終えた。", ["GD702「R6」", "GD702「2025年」"]),
        ("A4判の地図でR134号線とH2Oの看板を直した。令和4年度のことである。", []),
    ],
)
def test_years_in_one_form(sentence: str, expected: list[str]) -> None:
    assert expected == told(sentence)


# --- GD703, GD704: only against what the office has set -----------------------------------------


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style(), []),
        (Style(digits="half"), ["GD703「１２」", "GD703「３」"]),
        (Style(digits="full"), ["GD703「4」", "GD703「56」"]),
        (Style(digits="single-full"), ["GD703「１２」", "GD703「4」"]),
        (Style(parentheses="full"), ["GD703「(」", "GD703「)」"]),
        (Style(parentheses="half"), ["GD703「（」", "GD703「）」"]),
    ],
)
def test_widths(style: Style, expected: list[str]) -> None:
    assert expected == told("１２件（内３件）、4件(内56人)", style)


def test_width_has_one_certain_mend() -> None:
    found = notation.diagnostics(
        sheet(row(1, results="１２件")), configuration=Configuration(style=Style(digits="half"))
    )
    assert [("１２", "12")] == [
        (e.span.text, e.text) for d in found for fix in d.finding.fixes for e in fix.edits
    ]


SPELLING = Style(spelling=(("取組", ("取り組み", "取組み")), ("子ども", ("子供", "こども"))))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("取組を進め、子どもに伝える。", []),
        ("取り組みを進め、子供に伝える。", ["GD704「取り組み」", "GD704「子供」"]),
        ("取組みを進める。", ["GD704「取組み」"]),
    ],
)
def test_spellings(sentence: str, expected: list[str]) -> None:
    assert expected == told(sentence, SPELLING)
    assert [] == told(sentence)


# --- GD705 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("（簡易なもの）を作成した。", []),
        ("（簡易なもの)を作成した。", []),
        ("(簡易なもの）を作成した。", []),
        ("「市民（団体（法人を含む）を含む）」に伝えた。", []),
        ("<簡易なもの>を作成した。", []),
        ("5 < 6 である。", []),
        ("<簡易なものを作成した。", []),
        ("1）周知、2）相談の順に進めた。", []),
        ("１）周知をした。 ２）相談を受けた。", []),
        ("ア）周知、イ）相談の順に進めた。", []),
        ("1)周知、2)相談の順に進めた。", []),
        ("（簡易なものを作成した。", ["GD705「（」"]),
        ("簡易なもの）を作成した。", ["GD705「）」"]),
        ("「簡易なものを作成した。", ["GD705「「」"]),
        ("簡易なもの』を作成した。", ["GD705「』」"]),
        ("【簡易なものを作成した。", ["GD705「【」"]),
        ("［簡易なものを作成した。", ["GD705「［」"]),
        ("〔簡易なもの）を作成した。", ["GD705「〔」", "GD705「）」"]),
        ("（簡易なもの（案）を作成した。", ["GD705「（」"]),
        ("「簡易なもの』を作成した。", ["GD705「「」", "GD705「』」"]),
    ],
)
def test_brackets_are_paired(sentence: str, expected: list[str]) -> None:
    assert expected == told(sentence)


def test_brackets_are_paired_within_one_cell() -> None:
    line = row(1, results="（簡易なものを", rationale="作成した。）")
    assert ["GD705", "GD705"] == notation.codes(sheet(line))


def test_brackets_of_a_paragraph_are_paired_over_its_lines() -> None:
    assert [] == chapter("　本市では（市民\nと団体）が進める。\n")
    assert ["GD705 1「（」", "GD705 3「）」"] == chapter("　本市では（市民\n\n　と団体）が進める。\n")


# --- GD801, GD802 ------------------------------------------------------------------------------


def chapter(text: str) -> list[str]:
    found = notation.diagnostics(sheet(), text)
    return [f"{d.code} {d.span.line}「{d.span.text}」" for d in found]


@pytest.mark.parametrize(
    "line",
    [
        "［＃改ページ］",
        "［＃達成状況］",
        "［＃達成状況のグラフ］",
        "［＃施策の体系］",
        "［＃施策］",
        "［＃進捗状況一覧］",
        "［＃新旧対照表］",
        "｜協働《きょうどう》を進める。",
        "協働《きょうどう》を進める。",
    ],
)
def test_known_annotations(line: str) -> None:
    assert [] == chapter(f"第1章　総括\n\n{line}\n\n　本文。\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("［＃達成の状況］", "GD801 3「［＃達成の状況］」"),
        ("　［＃目次］", "GD801 3「［＃目次］」"),
        ("　次の［＃達成状況］のとおり。", "GD801 3「［＃達成状況］」"),
    ],
)
def test_unknown_annotation_is_told(line: str, expected: str) -> None:
    assert [expected] == chapter(f"第1章　総括\n\n{line}\n\n　本文。\n")


def test_misspelt_annotation_is_suggested() -> None:
    (found,) = notation.diagnostics(sheet(), "［＃達成の状況］\n")
    assert "［＃達成状況］" == found.finding.suggestions[0]


@pytest.mark.parametrize("written", ["【要確認】", "【要設定】", "【要更新】", "【要確認：担当課】"])
def test_placeholders_are_told_in_sheet_and_chapters(written: str) -> None:
    assert [f"GD802「{written}」"] == told(f"説明{written}した。")
    assert [f"GD802 3「{written}」"] == chapter(f"第1章　総括\n\n　担当は{written}。\n")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("【要\n設定】", "【要設定】"),
        ("【要　設定】", "【要設定】"),
        ("【 要設定：担当\n課 】", "【要設定：担当課】"),
        ("【要\u200b確認】", "【要確認】"),
        ("【要確\u00ad認】", "【要確認】"),
        ("【\ufeff要更\u00a0新】", "【要更新】"),
        ("【要設定", "【要設定"),
    ],
)
def test_nothing_tears_a_placeholder_apart(written: str, name: str) -> None:
    found = [d for d in notation.diagnostics(sheet(), f"第1章　総括\n\n　担当は{written}。\n") if d.code == "GD802"]
    assert [(written, name, f"{name}が残っています")] == [(d.span.verbatim.text, d.finding.subject, d.finding.message) for d in found]


@pytest.mark.parametrize("cell", ['"【要\n設定】"', "【要\u3000設定】", "【 要設定 】"])
def test_a_placeholder_in_a_tier_s_place_is_none(cell: str) -> None:
    found = notation.diagnostics(sheet(row(1, tier="…", proposal=cell)).replace("【Ⅰ】\t済", f"{cell}\t済"))
    assert ["GD802", "GD802"] == [d.code for d in found if d.code not in ("GD004", "GD005")]


OPEN = [
    *("【要検討】", "【未定】", "【未記入】", "【検討中】", "【仮】", "【調整中】", "【未定稿】", "【TBD】", "【要修正】", "【未入力】"),
    *("【未定：担当課】", "【仮：10件】", "【要検討（予算）】", "【検討中、8月まで】"),
]


@pytest.mark.parametrize("written", OPEN)
def test_other_marks_of_what_is_open_are_told(written: str) -> None:
    assert [f"GD802「{written}」"] == told(f"説明{written}した。")
    assert [f"GD802 3「{written}」"] == chapter(f"第1章　総括\n\n　担当は{written}。\n")


@pytest.mark.parametrize(("written", "name"), [("【未\n定】", "【未定】"), ("【 要　検討 】", "【要検討】"), ("【検\u200b討中】", "【検討中】")])
def test_nothing_tears_such_a_mark_apart(written: str, name: str) -> None:
    found = [d for d in notation.diagnostics(sheet(), f"第1章　総括\n\n　担当は{written}。\n") if d.code == "GD802"]
    assert [(written, name)] == [(d.span.verbatim.text, d.finding.subject) for d in found]


def test_words_of_the_legend_and_of_the_vocabulary_are_decided() -> None:
    text = sheet("【要検討】｜考え直すもの", "【Ⅰ】｜優先", row(1, tier="要検討", proposal="Ⅰ"), row(2))
    assert [] == [d for d in notation.diagnostics(text) if d.code == "GD802"]
    statuses = (*DEFAULT_VOCABULARY.statuses, Status("検討中", 9))
    configuration = Configuration(vocabulary=DEFAULT_VOCABULARY._replace(statuses=statuses))
    found = notation.diagnostics(sheet(row(1, results="今は【検討中】である。")), configuration=configuration)
    assert "GD802" not in [d.code for d in found]


@pytest.mark.parametrize("cell", ["【未定】", "【要検討】", "【仮】"])
def test_what_is_open_is_no_unknown_word(cell: str) -> None:
    found = notation.diagnostics(sheet(row(1, tier=cell, status=cell, proposal=cell)))
    assert ["GD802"] * 3 == [d.code for d in found]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"])
@pytest.mark.parametrize("cell", ["title", "results", "rationale"])
def test_error_of_excel_in_a_cell_is_told(cell: str, error: str) -> None:
    (found,) = notation.diagnostics(sheet(row(1, **{cell: error}), row(2)))
    assert ("GD802", error, error, f"「{error}」は Excel の計算の誤りです", "元の表で式を直してから、貼り直してください") == (
        *(found.code, found.span.text, found.finding.subject),
        *(found.finding.message, found.finding.hint),
    )


def test_error_of_excel_is_told_wherever_it_stands() -> None:
    text = sheet(row(1, results="件数 #N/A", rationale="####"), row(2)).replace("理由\n", "理由\t予算\n")
    text = text.replace("####", "####\t #REF! ").rstrip("\n")
    assert ["#N/A", "####", "#REF!"] == [d.span.text for d in notation.diagnostics(text) if d.code == "GD802"]


@pytest.mark.parametrize("written", ["#1", "# 見出し", "#REF!の誤りを直した。", "No.#N/Aを", "C#", "#協働"])
def test_other_number_signs_are_text(written: str) -> None:
    assert [] == told(written)


@pytest.mark.parametrize(
    "written",
    [
        *("【確認】", "【達成状況】", "要確認", "【参考】", "【新規】", "【拡充】", "【重点】", "【継続】", "【再掲】", "【未実施】", "【未着手】"),
        *("【要約】", "【要望】", "【要支援】", "【仮称】", "【検討結果】", "【検討中の取組】", "【未定義】", "【廃止】", "【実施中】", "（未定）"),
    ],
)
def test_other_words_in_brackets_are_no_placeholders(written: str) -> None:
    assert [] == told(f"説明{written}した。")
