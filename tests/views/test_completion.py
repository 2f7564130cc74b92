"""What is offered to somebody who types, in lines that are not finished."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest
from notation import HEAD, category, row, sheet, subsection
from settingscase import Settings
from test_cases import CASES

from guideline_docs import load
from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.completion import Completion, complete

CURSOR = "▮"
SHEET = sheet(
    f"{HEAD}｜担当課",
    category(1, "場"),
    subsection("ア", "拠点"),
    f"{row(1, title='構築', tier='Ⅰ')}｜協働課",
    subsection("イ", "設備"),
    f"{row(2, title='利用', tier='Ⅱ-ア')}｜総務課",
    category(2, "資金"),
    subsection("ア", "基金"),
    f"{row(12, title='設置', tier='Ⅲ')}｜総務課",
)
CHAPTER = "第1章　総括\n\n1　状況\n\n(1)　件数\n\n第2章　方針\n\n　{}\n"
CARDS = "（1）場\nア　拠点\n\n施策1　構築\n　取組内容：地図を配る。\n{}\n"


def offered(guideline: Guideline, text: str) -> list[str]:
    """What is offered where the cursor stands: the new text, and what it stands for."""
    (source,) = [one for one in guideline.sources if text.replace(CURSOR, "") in one.text]
    offset = source.text.index(text.replace(CURSOR, "")) + text.index(CURSOR)
    return shown(complete(_alone(guideline), source, offset))


def shown(found: Completion) -> list[str]:
    return [
        f"{item.text} ← {item.span.text}{' ' + item.detail if item.detail else ''}"
        for item in found.items
    ]


def _alone(guideline: Guideline) -> Snapshot:
    return Snapshot(None, guideline.configuration, (guideline,), (), frozenset(), ())  # type: ignore[arg-type]


def in_chapter(line: str) -> list[str]:
    text = CHAPTER.format(line)
    return offered(notation.guideline(SHEET, text.replace(CURSOR, "")), f"　{line}\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("これは(▮", ["(1)-ア ← ( 拠点", "(1)-イ ← ( 設備", "(2)-ア ← ( 基金"]),
        ("これは（▮）。", ["（１）－ア ← （ 拠点", "（１）－イ ← （ 設備", "（２）－ア ← （ 基金"]),
        ("(1)▮", ["(1)-ア ← (1) 拠点", "(1)-イ ← (1) 設備"]),
        ("( 1 )－▮", ["( 1 )－ア ← ( 1 )－ 拠点", "( 1 )－イ ← ( 1 )－ 設備"]),
        ("⑴の▮", ["⑴のア ← ⑴の 拠点", "⑴のイ ← ⑴の 設備"]),
        ("(1)-▮アによる", ["(1)-ア ← (1)-ア 拠点", "(1)-イ ← (1)-ア 設備"]),
        ("(3)-▮", []),
        ("(1)-ア、▮", ["イ ← "" 設備"]),
        ("(1)-ア及びイ▮", ["イ ← イ 設備"]),
        ("施策▮", ["施策1 ← 施策 構築", "施策2 ← 施策 利用", "施策12 ← 施策 設置"]),
        ("施策１▮", ["施策１ ← 施策１ 構築", "施策１２ ← 施策１ 設置"]),
        ("Ｎｏ．▮", ["Ｎｏ．1 ← Ｎｏ． 構築", "Ｎｏ．2 ← Ｎｏ． 利用", "Ｎｏ．12 ← Ｎｏ． 設置"]),
        ("№1▮", ["№1 ← №1 構築", "№12 ← №1 設置"]),
        ("施策1、▮", ["2 ← "" 利用", "12 ← "" 設置"]),
        ("重点施策▮", []),
        ("第▮", ["第1章 ← 第 総括", "第2章 ← 第 方針"]),
        ("第１章▮", ["第１章 ← 第１章 総括", "第１章１ ← 第１章 状況"]),
        ("第1章1(▮", ["第1章1(1) ← 第1章1( 件数"]),
        ("第2章1(▮", []),
        ("第2章１（▮", []),
        ("次第▮", []),
        ("【要▮", ["【要設定】 ← 【要 まだ決まっていないこと", "【要確認】 ← 【要 確かめてから書くこと", "【要更新】 ← 【要 新しくすること"]),
        ("［＃達▮", ["［＃達成状況］ ← ［＃達 重点区分ごとの達成状況の表", "［＃達成状況のグラフ］ ← ［＃達 達成状況のグラフ"]),
        ("［＃画▮］", ["［＃画像： ← ［＃画］ 画像と、その説明"]),
        ("文の中の［＃▮", []),
        ("文だけ▮", []),
    ],
)
def test_chapters_are_offered_what_they_may_refer_to(line: str, expected: list[str]) -> None:
    assert expected == in_chapter(line)


STATUSES = [
    "済・継 ← {} 「済」に数えます",
    "済 ← {}",
    "一部済 ← {}",
    "着手中 ← {}",
    "未 ← {}",
]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "3\t題\t▮",
            [
                "【Ⅰ】 ←  優先して実施するもの",
                "【Ⅱ-ア】 ←  中期的に実施するもの",
                "【Ⅱ-イ】 ←  充実を図るもの",
                "【Ⅲ】 ←  段階的に実施するもの",
            ],
        ),
        ("3\t題\t【Ⅰ】\t▮", [each.format("") for each in STATUSES]),
        ("3\t題\t【Ⅰ】\t 着▮手 \t\t", [each.format("着手") for each in STATUSES]),
        ("\t\t\t▮\t\t\t", [each.format("") for each in STATUSES]),
        (
            "3\t題\t【Ⅰ】\t済\t\t○▮",
            [
                "Ⅰ ← ○ 優先して実施するもの",
                "Ⅱ-ア ← ○ 中期的に実施するもの",
                "Ⅱ-イ ← ○ 充実を図るもの",
                "Ⅲ ← ○ 段階的に実施するもの",
                "○ ← ○ 完了とする",
                "○→Ⅰ ← ○ 完了とし、新たにⅠとする",
                "○→Ⅱ-ア ← ○ 完了とし、新たにⅡ-アとする",
                "○→Ⅱ-イ ← ○ 完了とし、新たにⅡ-イとする",
                "○→Ⅲ ← ○ 完了とし、新たにⅢとする",
            ],
        ),
        ("3\t題\t【Ⅰ】\t済\t\t○\t(1)-▮", ["(1)-ア ← (1)- 拠点", "(1)-イ ← (1)- 設備"]),
        ("3\t題\t【Ⅰ】\t済\t\t○\t理由\t▮", ["総務課 ←  2 施策", "協働課 ←  1 施策"]),
        ("▮\t題", ["13 ←  次の番号"]),
        ("第▮", []),
    ],
)
def test_cells_are_offered_what_their_columns_may_hold(line: str, expected: list[str]) -> None:
    text = SHEET.replace("（2）資金", line.replace(CURSOR, "") + "\n（2）資金")
    assert expected == offered(notation.guideline(text), f"\n{line}\n")


def test_without_a_head_line_the_columns_are_the_offices_own() -> None:
    guideline = notation.guideline("【達成状況】\n【Ⅰ】\t優先\n1\t題\t【Ⅰ】\t\n")
    assert [each.format("") for each in STATUSES] == offered(guideline, "1\t題\t【Ⅰ】\t▮\n")


LEVELS = """\
[[level]]
name = "基本目標"
mark = "基本目標Ⅰ"
[[level]]
name = "推進方策"
mark = "①"
[measure]
name = "取組"
mark = "1"
series = "restart"
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("基本▮", ["基本目標Ⅰ", "基本目標Ⅰ-①", "基本目標Ⅰ-①-取組1", "基本目標Ⅰ-①-取組2", "基本目標Ⅰ-②", "基本目標Ⅱ"]),
        ("基本目標I▮", ["基本目標I", "基本目標I-①", "基本目標I-①-取組1", "基本目標I-①-取組2", "基本目標I-②"]),
        ("基本目標Ⅱ▮", ["基本目標Ⅱ", "基本目標Ⅱ-①"]),
        ("推進方策▮", ["推進方策①", "推進方策①の取組1", "推進方策①の取組2", "推進方策②"]),
        ("推進方策①の▮", ["推進方策①の取組1", "推進方策①の取組2"]),
        ("取組▮", ["取組1", "取組2"]),
        ("活動の推進▮", ["推進方策①", "推進方策①の取組1", "推進方策①の取組2", "推進方策②"]),
        ("活動推進▮", []),
    ],
)
def test_other_schemes_are_offered_their_own_names_and_what_stands_beside(
    settings: Settings, line: str, expected: list[str]
) -> None:
    text = (
        "No\t内容\t理由\n基本目標Ⅰ 甲\n①乙\n1\t検診\t{}\n2\t教室\t\n②丙\n基本目標Ⅱ 丁\n①戊\n"
    )
    configuration = settings(LEVELS)
    guideline = notation.guideline(text.format(line.replace(CURSOR, "")), configuration=configuration)
    found = offered(guideline, f"検診\t{line}\n")
    assert expected == [each.partition(" ← ")[0] for each in found][:6]


def test_headings_in_a_column_are_offered_as_they_stand(settings: Settings) -> None:
    configuration = settings('[[level]]\nname = "政策"\ncolumn = "政策"\nmark = "01"\n')
    text = "政策\tNo\t内容\n01 健康\t1\t検診\n02 学び\t2\t教室\n01 健康\t3\t体操\n\t4\t\n"
    guideline = notation.guideline(text, configuration=configuration)
    assert ["01 健康 ←  政策", "02 学び ←  政策"] == offered(guideline, "\n▮\t4")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("　▮", ["担当課", "指標", "スケジュール", "重点", "施策の実施", "実績", "2期案", "理由"]),
        ("　担▮", ["担当課"]),
        ("　施▮", ["施策の実施"]),
        ("▮", ["担当課", "指標", "スケジュール", "重点", "施策の実施", "実績", "2期案", "理由"]),
    ],
)
def test_cards_are_offered_the_fields_they_lack(line: str, expected: list[str]) -> None:
    guideline = notation.guideline(SHEET, cards=[CARDS.format(line.replace(CURSOR, ""))])
    assert [
        f"　{name}： ← {line.replace(CURSOR, '')} カードの欄" for name in expected
    ] == offered(guideline, f"配る。\n{line}\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("　施策の実施：▮", [each.format("") for each in STATUSES]),
        ("　施策の実施：一▮部", [each.format("一部") for each in STATUSES]),
        ("　理由：(1)-▮", ["(1)-ア ← (1)- 拠点", "(1)-イ ← (1)- 設備"]),
        ("　　続きも施策1▮", ["施策1 ← 施策1 構築", "施策12 ← 施策1 設置"]),
        ("\n施▮", ["施策2　利用 ← 施 一覧の施策", "施策12　設置 ← 施 一覧の施策"]),
        ("\n施策1▮", ["施策12　設置 ← 施策1 一覧の施策", "施策1 ← 施策1 構築", "施策12 ← 施策1 設置"]),
    ],
)
def test_fields_are_offered_what_they_may_hold(line: str, expected: list[str]) -> None:
    guideline = notation.guideline(SHEET, cards=[CARDS.format(line.replace(CURSOR, ""))])
    assert expected == offered(guideline, f"配る。\n{line}\n")


def test_images_beside_the_chapter_are_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "図").mkdir()
    (tmp_path / "図" / "推移.png").write_bytes(b"")
    (tmp_path / "図" / "memo.txt").write_bytes(b"")
    Path("01.txt").write_text("第1章　総括\n\n［＃画像：図/\n", encoding="utf-8")
    project = load("01.txt")
    (source,) = project.sources
    found = complete(project, source, source.text.index("図/") + 2)
    assert ["［＃画像：図/推移.png｜説明］ ← ［＃画像：図/ 画像"] == shown(found)


def test_many_are_offered_as_far_as_they_fit() -> None:
    guideline = notation.guideline(sheet(*(row(n) for n in range(1, 201))), "第1章　総括\n\n　施策\n")
    source = guideline.sources[1]
    found = complete(_alone(guideline), source, source.text.index("施策") + 2)
    assert (100, False) == (len(found.items), found.is_whole)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_place_of_every_case_can_be_typed_at(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case)
    project = load("sources" if Path("sources").is_dir() else "source.txt")
    for source in project.sources:
        for offset in range(0, len(source.text) + 1, 5):
            for item in complete(project, source, offset).items:
                assert item.span.start <= offset <= item.span.end
                assert "\n" not in item.span.text
