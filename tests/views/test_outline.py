"""The tree of a guideline: what stands under what, and where."""

from __future__ import annotations

import json

from notation import category, guideline, row, sheet, subsection

from guideline_docs.render.outline import json as as_json
from guideline_docs.render.outline import text as as_text
from guideline_docs.views.outline import outline


def shown(*arguments: str) -> str:
    return as_text.render(outline([guideline(*arguments)]))


def test_sheet_and_chapters_are_trees() -> None:
    text = sheet(
        category(1, "場"),
        subsection("ア", "拠点"),
        row(1, title="構築"),
        row(2, title="利用"),
        category(2, "資金"),
        subsection("ア", "基金"),
        row(3, title="設置"),
    )
    chapter = "第1章　総括\n\n1　状況\n\n　本文\n\n(1)　件数\n\nア　内訳\n\n2　課題\n\n第2章　方針\n"
    assert shown(text, chapter) == (
        "sheet.txt\n"
        "   8  (1) 場\n"
        "   9    (1)-ア 拠点\n"
        "  10      No.1 構築\n"
        "  11      No.2 利用\n"
        "  12  (2) 資金\n"
        "  13    (2)-ア 基金\n"
        "  14      No.3 設置\n"
        "\n"
        "01.txt\n"
        "   1  第1章 総括\n"
        "   3    第1章1 状況\n"
        "   7      第1章1(1) 件数\n"
        "   9        第1章1(1)ア 内訳\n"
        "  11    第1章2 課題\n"
        "  13  第2章 方針\n"
    )


def test_what_has_no_heading_stands_at_the_edge() -> None:
    text = "No\t内容\n1\tひとつ\nア 章のない小項目\n2\tふたつ\n（1）大項目\n3\tみっつ\n"
    assert shown(text) == (
        "sheet.txt\n"
        "  2  No.1 ひとつ\n"
        "  3  (0)-ア 章のない小項目\n"
        "  4    No.2 ふたつ\n"
        "  5  (1) 大項目\n"
        "  6    No.3 みっつ\n"
    )


def test_missing_letter_is_the_next_one_and_its_place_the_title() -> None:
    text = sheet(category(1), "<b>連携</b>", row(1, title="交流"))
    (source,) = outline([guideline(text)])
    (inner,) = source.entries[0].entries
    assert (inner.name, inner.span.text, inner.span.position) == ("(1)-ア", "連携", (9, 4))


def test_level_that_is_skipped_leaves_no_step() -> None:
    (source,) = outline([guideline(sheet(), "ア　内訳\n\n第1章　総括\n\n(1)　件数\n")][:1])[1:]
    names = [(e.name, [inner.name for inner in e.entries]) for e in source.entries]
    assert names == [("ア", []), ("第1章", ["第1章(1)"])]


def test_title_stays_on_its_line() -> None:
    text = sheet(row(1, title='"一行目\n二行目\x1b[31m"'))
    assert "No.1 一行目 二行目␛[31m\n" in shown(text)


def test_nothing_is_said_of_a_sheet_without_headings() -> None:
    assert shown("【達成状況】\n") == "見出しも施策もありません\n"
    assert as_json.render(()) == '{"schema_version": 1,\n "sources": []}\n'


def test_json_names_every_place() -> None:
    text = sheet(category(1, "場"), subsection("ア", "拠点"), row(1, title="構築"))
    written = json.loads(as_json.render(outline([guideline(text)])))
    measure = {
        "kind": "measure",
        "name": "No.1",
        "title": "構築",
        "anchor": "measure-1",
        "line": 10,
        "column": 1,
        "end_line": 10,
        "end_column": 2,
        "entries": [],
    }
    inner = {
        "kind": "subsection",
        "name": "(1)-ア",
        "title": "拠点",
        "anchor": "subsection-1-1",
        "line": 9,
        "column": 1,
        "end_line": 9,
        "end_column": 2,
        "entries": [measure],
    }
    outer = {
        "kind": "category",
        "name": "(1)",
        "title": "場",
        "anchor": "category-1",
        "line": 8,
        "column": 1,
        "end_line": 8,
        "end_column": 4,
        "entries": [inner],
    }
    assert written == {
        "schema_version": 1,
        "sources": [{"path": "sheet.txt", "entries": [outer]}],
    }
