"""One line a finding."""

from __future__ import annotations

import notation
from notation import row, sheet

from guideline_docs.render.reports import concise


def test_line_is_place_severity_code_and_message() -> None:
    found = notation.diagnostics(sheet(row(1, tier="II-イ", rationale="(1)-イを")))
    assert (
        "sheet.txt:10:12: 警告 GD304 「II-イ」は凡例の「Ⅱ-イ」とよく似た別の文字です\n"
        "sheet.txt:10:31: エラー GD401 参照先「(1)-イ」がありません\n"
        "エラー 1 件、警告 1 件、注意 0 件\n"
    ) == concise.render(found)


def test_finding_is_one_line_whatever_it_quotes() -> None:
    found = notation.diagnostics(sheet(row(1, status="@@")).replace("@@", '"実施\n\x1b中"'))
    first, *_ = concise.render(found).split("\n")
    assert "sheet.txt:10:16: エラー GD302 実施状況「実施 ␛中」は決められた言葉ではありません" == first


def test_fifty_of_a_code_and_file_are_shown_and_the_others_counted() -> None:
    rows = [row(n, tier="Ⅸ", proposal="Ⅰ") for n in range(1, 53)]
    lines = concise.render(notation.diagnostics(sheet(*rows))).split("\n")
    assert 51 == sum("GD301" in line for line in lines)
    assert ["sheet.txt: GD301 はほかに 2 件あります", "エラー 52 件、警告 0 件、注意 0 件", ""] == lines[-3:]


def test_exactly_fifty_are_all_shown() -> None:
    rows = [row(n, tier="Ⅸ", proposal="Ⅰ") for n in range(1, 51)]
    lines = concise.render(notation.diagnostics(sheet(*rows))).split("\n")
    assert [] == [line for line in lines if "ほかに" in line]
    assert 52 == len(lines)


def test_fifty_are_counted_by_file() -> None:
    chapters = [f"第{n}章　総括\n" + "\n　【要確認】\n" * 40 for n in (1, 2)]
    lines = concise.render(notation.diagnostics(sheet(), *chapters)).split("\n")
    assert 80 == sum("GD802" in line for line in lines)


def test_accepted_findings_are_counted_apart() -> None:
    found = notation.diagnostics(sheet(row(1, rationale="(1)-イ、ウを")))
    first, second = found
    kept = [first._replace(accepted="公表時のまま残す"), second]
    assert "エラー 1 件、警告 0 件、注意 0 件（ほかに確認済み 1 件）" == concise.render(kept).split("\n")[-2]
