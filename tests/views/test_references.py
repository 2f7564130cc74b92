"""Who refers to what."""

from __future__ import annotations

import json

import pytest
from notation import category, guideline, row, sheet, subsection

from guideline_docs.render.references import json as as_json
from guideline_docs.render.references import text as as_text
from guideline_docs.views.references import asked, list_references

TEXT = sheet(
    category(1, "場"),
    subsection("ア", "拠点"),
    row(1, title="構築", rationale="(1)-ア、イ、(2)-1とともに、施策2と進める。"),
    subsection("イ", "設備"),
    row(2, title="利用", results="⑴アに関連し、説明した。", rationale="No.9による。"),
)
CHAPTER = "　第2章のとおり。\n\n第1章　総括\n\n1　状況\n\n　（１）のアからイまでを第1章1に示す。\n"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("(3)-ア", ["(3)-ア"]),
        ("（３）－ア", ["(3)-ア"]),
        (" ⑶ア ", ["(3)-ア"]),
        ("(3)-\u200bア", ["(3)-ア"]),
        ("施策6、7", ["No.6", "No.7"]),
        ("施策6～8", ["No.6", "No.7", "No.8"]),
        ("(3)のｱ", ["(3)-ア"]),
        ("(3)-ア、イ、(5)-イ", ["(3)-ア", "(3)-イ", "(5)-イ"]),
        ("(3)-ア～ウ", ["(3)-ア", "(3)-イ", "(3)-ウ"]),
        ("(5)-2", ["(5)-2"]),
        ("（３）", ["(3)"]),
        ("⑶", ["(3)"]),
        ("施策６", ["No.6"]),
        ("No.6", ["No.6"]),
        ("№6", ["No.6"]),
        ("第２章", ["第2章"]),
        ("第2章1(2)", ["第2章1(2)"]),
        ("sources", []),
        ("sources/(3)-ア.txt", []),
        ("(3)-アのこと", []),
        ("", []),
    ],
)
def test_target_is_read_in_every_spelling(written: str, names: list[str]) -> None:
    assert [mark.subject for mark in asked(written)] == names


def shown(*names: str) -> str:
    wanted = [mark for name in names for mark in asked(name)]
    return as_text.render(list_references([guideline(TEXT, CHAPTER)], wanted))


def test_every_reference_says_where_it_goes() -> None:
    assert shown() == (
        "sheet.txt:10:23: No.1 理由「(1)-ア」 → sheet.txt:9 (1)-ア 拠点\n"
        "sheet.txt:10:29: No.1 理由「イ」（(1)-イ） → sheet.txt:11 (1)-イ 設備\n"
        "sheet.txt:10:31: No.1 理由「(2)-1」 → 行き先がありません\n"
        "sheet.txt:10:41: No.1 理由「施策2」（No.2） → sheet.txt:12 No.2 利用\n"
        "sheet.txt:12:12: No.2 実績「⑴ア」（(1)-ア） → sheet.txt:9 (1)-ア 拠点\n"
        "sheet.txt:12:27: No.2 理由「No.9」 → 行き先がありません\n"
        "01.txt:1:2: 01.txt「第2章」 → 行き先がありません\n"
        "01.txt:7:2: 第1章1「（１）のアからイまで」（(1)-ア） → sheet.txt:9 (1)-ア 拠点\n"
        "01.txt:7:2: 第1章1「（１）のアからイまで」（(1)-イ） → sheet.txt:11 (1)-イ 設備\n"
        "01.txt:7:13: 第1章1「第1章1」 → 01.txt:5 第1章1 状況\n"
        "参照 10（うち行き先のないもの 3）\n"
    )


def test_target_says_who_refers_to_it() -> None:
    assert shown("(1)-イ") == (
        "sheet.txt:11 (1)-イ 設備\n"
        "  sheet.txt:10:29: No.1 理由「イ」（(1)-イ） → sheet.txt:11 (1)-イ 設備\n"
        "  01.txt:7:2: 第1章1「（１）のアからイまで」（(1)-イ） → sheet.txt:11 (1)-イ 設備\n"
        "2 か所から参照されています\n"
    )


def test_missing_target_is_told_with_who_wants_it() -> None:
    assert shown("No.9") == (
        "No.9 はありません\n"
        "  sheet.txt:12:27: No.2 理由「No.9」 → 行き先がありません\n"
        "1 か所から参照されています\n"
    )


def test_category_stands_for_all_in_it() -> None:
    assert shown("(2)") == (
        "(2) はありません\n"
        "  sheet.txt:10:31: No.1 理由「(2)-1」 → 行き先がありません\n"
        "1 か所から参照されています\n"
    )
    assert shown("(1)").endswith("\n5 か所から参照されています\n")


def test_nobody_refers() -> None:
    assert shown("No.1") == "sheet.txt:10 No.1 構築\nどこからも参照されていません\n"
    assert as_text.render(list_references([guideline(sheet())])) == "参照はありません\n"


def test_json_holds_both_ends() -> None:
    found = list_references([guideline(TEXT, CHAPTER)], [*asked("No.2"), *asked("No.9")])
    goal = {
        "kind": "measure",
        "name": "No.2",
        "title": "利用",
        "anchor": "measure-2",
        "path": "sheet.txt",
        "line": 12,
    }
    assert json.loads(as_json.render(found)) == {
        "schema_version": 1,
        "asked": [{"name": "No.2", "target": goal}, {"name": "No.9", "target": None}],
        "references": [
            {
                "path": "sheet.txt",
                "line": 10,
                "column": 41,
                "end_line": 10,
                "end_column": 44,
                "text": "施策2",
                "subject": "No.2",
                "kind": "measure",
                "origin": "No.1 理由",
                "fault": None,
                "target": goal,
            },
            {
                "path": "sheet.txt",
                "line": 12,
                "column": 27,
                "end_line": 12,
                "end_column": 31,
                "text": "No.9",
                "subject": "No.9",
                "kind": "measure",
                "origin": "No.2 理由",
                "fault": None,
                "target": None,
            },
        ],
    }


def test_json_without_references() -> None:
    empty = as_json.render(list_references([guideline(sheet())]))
    assert empty == '{"schema_version": 1,\n "asked": [],\n "references": []}\n'


OTHERS = sheet(
    category(1, "場"),
    subsection("ア", "拠点"),
    row(1, title="構築", rationale="総合計画の(1)-ア、イ、取組(1)-アと進める。県の施策31。"),
    row(2, title="利用", results="会報 No.2、取組(9)-アに載せた。", rationale="施策1、2、9及び総合計画の(1)-アの施策2による。"),
)


def test_numbers_of_other_papers_are_listed_as_such() -> None:
    assert as_text.render(list_references([guideline(OTHERS, "　条例第9章、総合計画の\n第3章1による。\n")])) == (
        "sheet.txt:10:28: No.1 理由「(1)-ア」 → 他の文書\n"
        "sheet.txt:10:34: No.1 理由「イ」（(1)-イ） → 他の文書\n"
        "sheet.txt:10:38: No.1 理由「(1)-ア」 → sheet.txt:9 (1)-ア 拠点\n"
        "sheet.txt:10:50: No.1 理由「施策31」（No.31） → 他の文書\n"
        "sheet.txt:11:15: No.2 実績「No.2」 → 他の文書\n"
        "sheet.txt:11:22: No.2 実績「(9)-ア」 → 他の文書\n"
        "sheet.txt:11:35: No.2 理由「施策1」（No.1） → sheet.txt:10 No.1 構築\n"
        "sheet.txt:11:39: No.2 理由「2」（No.2） → sheet.txt:11 No.2 利用\n"
        "sheet.txt:11:41: No.2 理由「9」（No.9） → 行き先がありません\n"
        "sheet.txt:11:49: No.2 理由「(1)-ア」 → 他の文書\n"
        "sheet.txt:11:55: No.2 理由「施策2」（No.2） → 他の文書\n"
        "01.txt:1:4: 01.txt「第9章」 → 他の文書\n"
        "01.txt:2:1: 01.txt「第3章1」 → 他の文書\n"
        "参照 4（うち行き先のないもの 1）、他の文書の番号 9\n"
    )


def test_nobody_asks_for_numbers_of_other_papers() -> None:
    found = list_references([guideline(OTHERS)], asked("No.2"))
    assert [reference.span.text for reference in found.references] == ["2"]


def test_json_says_what_is_of_another_paper() -> None:
    found = json.loads(as_json.render(list_references([guideline(OTHERS)])))["references"]
    assert [reference.get("document") for reference in found][:3] == ["他の文書", "他の文書", None]
