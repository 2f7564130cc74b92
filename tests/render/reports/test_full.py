"""The report for the eye: the line itself, carets under the place, what to do."""

from __future__ import annotations

import re
import unicodedata

import notation
import pytest
from notation import row, sheet

from guideline_docs.render.reports import full
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.text import SourceText


def above_the_carets(block: str, ambiguous: int = 1) -> str:
    """What a terminal shows above the carets of a block."""
    shown, carets = re.findall(r"^ +\d* \| (.*)$", block, re.MULTILINE)
    first = len(carets) - len(carets.lstrip())
    last = len(carets)
    column = 0
    marked = []
    for char in shown:
        wide = unicodedata.east_asian_width(char)
        width = 2 if wide in "WF" or (wide == "A" and ambiguous == 2) else 1
        width = 0 if unicodedata.combining(char) or 0xE0100 <= ord(char) <= 0xE01EF else width
        if first <= column < last and (width or marked):
            marked.append(char)
        column += width
    return "".join(marked)


def blocks(found: list[Diagnostic], ambiguous: int = 1) -> list[str]:
    """The blocks of a report without its closing line."""
    return full.render(found, ambiguous=ambiguous).split("\n\n")[:-1]


def test_finding_is_told_with_its_line_and_what_to_do() -> None:
    found = notation.diagnostics(sheet(row(1, rationale="(1)-イに関連し、検討する。")))
    assert (
        "sheet.txt:10:28: エラー GD401 参照先「(1)-イ」がありません\n"
        "  10 | …】 済 職員に説明した。 Ⅰ (1)-イに関連し、検討する。\n"
        "     |                           ^^^^^^\n"
        "  ヒント: (1) の小項目は ア です\n"
        "  候補: (1)-ア\n"
        "  参考: sheet.txt:8:1: (1) はここです\n"
        "\n"
        "エラー 1 件、警告 0 件、注意 0 件\n"
    ) == full.render(found)


def test_nothing_to_tell_is_said() -> None:
    assert "指摘はありません\n" == full.render(notation.diagnostics(sheet()))


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_carets_stand_under_the_place(real_sheet: str, ambiguous: int) -> None:
    found = notation.diagnostics(real_sheet)
    for diagnostic, block in zip(found, blocks(found, ambiguous), strict=True):
        marked = above_the_carets(block, ambiguous)
        expected = diagnostic.span.text.replace("\t", " ")
        # A place that is longer than the excerpt is shown as far as the excerpt goes.
        assert expected[: len(marked.rstrip("…"))] == marked.rstrip("…")
        assert len(marked) >= min(len(expected), 20)


@pytest.mark.parametrize(
    ("before", "marked"),
    [
        ("", "【要確認】"),
        ("あいう", "【要確認】"),
        ("ｱｲｳ", "【要確認】"),
        ("Ⅰ○→", "【要確認】"),
        ("か\u3099", "【要確認】"),
        ("葛\U000e0100城", "【要確認】"),
        ("𠮟る", "【要確認】"),
        ("あ" * 100, "【要確認】"),
        ("a" * 100, "【要確認】"),
        ("<b>", "【要確認】"),
    ],
)
@pytest.mark.parametrize("ambiguous", [1, 2])
def test_carets_behind_characters_of_any_width(before: str, marked: str, ambiguous: int) -> None:
    told = notation.diagnostics(sheet(row(1, results=f"{before}{marked}した。")))
    found = [diagnostic for diagnostic in told if diagnostic.code == "GD802"]
    (block,) = blocks(found, ambiguous)
    assert marked == above_the_carets(block, ambiguous)


@pytest.mark.parametrize("place", [(0, 0), (3, 3)])
def test_place_without_width_has_one_caret(place: tuple[int, int]) -> None:
    (found,) = [d for d in notation.diagnostics(sheet().replace("済", "済み")) if d.code == "GD302"]
    source = found.span.source
    empty = found._replace(finding=found.finding._replace(span=source.span(*place)))
    (block,) = blocks([empty])
    assert ["^"] == re.findall(r"\^+", block)


def test_long_line_is_cut_on_both_sides() -> None:
    found = notation.diagnostics(sheet(row(1, results="あ" * 80 + "【要確認】" + "い" * 80)))
    (block,) = blocks(found)
    line = block.split("\n")[1].partition(" | ")[2]
    assert line.startswith("…あ") and line.endswith("い…")
    assert sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) <= 76


def test_message_and_line_are_never_obeyed_by_a_terminal() -> None:
    found = notation.diagnostics(sheet(row(1, status="実施\x1b[31m中\x7f")))
    text = full.render(found)
    assert "\x1b" not in text
    assert "\x7f" not in text
    assert "実施状況「実施␛[31m中␡」は決められた言葉ではありません" in text


def test_quoted_line_end_does_not_break_a_message() -> None:
    found = notation.diagnostics(sheet(row(1, status="@@")).replace("@@", '"実施\n中"'))
    assert "実施状況「実施 中」は決められた言葉ではありません" in full.render(found)


def test_colours_change_no_character(real_sheet: str) -> None:
    found = notation.diagnostics(real_sheet)
    painted = full.render(found, paint=lambda text, severity: f"<{severity}>{text}</>")
    assert full.render(found) == re.sub(r"</>|<(?:error|warning|note|None)>", "", painted)


def test_accepted_findings_are_counted_not_shown() -> None:
    found = notation.diagnostics(sheet(row(1, rationale="(1)-イを")))
    accepted = [d._replace(accepted="公表時のまま残す") for d in found]
    assert "指摘はありません（ほかに確認済み 1 件）\n" == full.render(accepted)


def test_most_of_a_code_and_file_are_fifty() -> None:
    found = notation.diagnostics(sheet(*(row(n, tier="Ⅸ") for n in range(1, 121))))
    shown = blocks(found)
    assert 51 == sum("GD301" in block for block in shown)
    assert "sheet.txt: GD301 はほかに 70 件あります" in shown[50].split("\n")


def test_place_in_a_source_without_line_end() -> None:
    source = SourceText("sheet.txt", "【要確認】")
    found = notation.diagnostics(sheet(), "【要確認】")
    (block,) = blocks(found)
    assert block.startswith("01.txt:1:1: 警告 GD802 ")
    assert source.text == above_the_carets(block)
