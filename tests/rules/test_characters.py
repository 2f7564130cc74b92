"""GD0xx: files that can be read, and characters that nobody sees or prints."""

from __future__ import annotations

import random

import notation
import pytest
from mutation import changes
from notation import category, row, sheet, subsection

from guideline_docs.edits.mend import mend
from guideline_docs.source.text import decode
from guideline_docs.syntax.columns import Column


def told(text: str) -> list[str]:
    return notation.told(notation.diagnostics(text))


# --- encodings ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (sheet().encode("cp932"), ["GD002 1:1 cp932"]),
        (b"\xff\xfe" + sheet().encode("utf-16-le"), ["GD002 1:1 UTF-16"]),
        (b"\xfe\xff" + sheet().encode("utf-16-be"), ["GD002 1:1 UTF-16"]),
        (sheet().encode("utf-8-sig"), []),
        (sheet().encode("utf-8"), []),
    ],
)
def test_legacy_encoding_is_told_before_the_first_character(
    data: bytes, expected: list[str]
) -> None:
    found = notation.diagnostics(decode(data, "sheet.txt"))
    assert expected == notation.told(found)
    assert [""] * len(expected) == [d.span.text for d in found]


@pytest.mark.parametrize("encoding", ["cp932", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_real_sheet_has_its_findings_in_every_encoding(real_sheet: str, encoding: str) -> None:
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    source = decode(bom + real_sheet.encode(encoding), "sheet.txt")
    name = {"cp932": "cp932", "utf-8-sig": None}.get(encoding, "UTF-16")
    expected = [f"+GD002 1 {name}「」"] if name else []
    assert expected == changes(notation.diagnostics(real_sheet), notation.diagnostics(source))


# --- control characters ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        ("\x00", "U+0000"),
        ("\x08", "U+0008"),
        ("\x0b", "U+000B"),
        ("\x0c", "U+000C"),
        ("\x1b", "U+001B"),
        ("\x1f", "U+001F"),
        ("\x7f", "U+007F"),
        ("\x0b\x0c", "U+000B U+000C"),
        ("\x01\x01\x01", "U+0001"),
    ],
)
@pytest.mark.parametrize("place", ["説{}明した。", "{}説明した。", "説明した。{}"])
def test_control_characters_are_told_once_a_run(place: str, written: str, subject: str) -> None:
    text = sheet(row(1, results=place.format(written)))
    (found,) = notation.diagnostics(text)
    assert ("GD003", written, subject) == (found.code, found.span.text, found.finding.subject)


def test_runs_apart_are_told_apart() -> None:
    text = sheet(row(1, results="説\x0b明\x0bした。"))
    assert ["GD003 10:18 U+000B", "GD003 10:20 U+000B"] == told(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [*((each, each) for each in "\u3000\u2028\u2029\x85"), ("\xa0", " "), ("\u200b", ""), ("\ufeff", "")],
)
def test_other_blanks_are_no_control_characters_and_end_no_line(written: str, read: str) -> None:
    text = sheet(row(1, results=f"説{written}明した。"), row(2))
    (first, second) = notation.guideline(text).measures
    assert (
        f"説{read}明した。",
        11,
    ) == (first[Column.RESULTS].text, second.span.source.position(second.span.start)[0])
    assert "GD003" not in notation.codes(text)


# --- what nobody sees ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "subject", "message", "hint", "mended"),
    [
        ("\u200b", "U+200B", "目に見えない文字（U+200B 幅のない空白）があります", "この文字を削ってください（check --fix で直せます）", ""),
        ("\u200c", "U+200C", "目に見えない文字（U+200C 幅のない切れ目）があります", "この文字を削ってください（check --fix で直せます）", ""),
        ("\u200d", "U+200D", "目に見えない文字（U+200D 幅のないつなぎ）があります", "この文字を削ってください（check --fix で直せます）", ""),
        ("\u2060", "U+2060", "目に見えない文字（U+2060 幅のないつなぎ）があります", "この文字を削ってください（check --fix で直せます）", ""),
        ("\ufeff", "U+FEFF", "目に見えない文字（U+FEFF BOM）があります", "この文字を削ってください（check --fix で直せます）", ""),
        ("\xad", "U+00AD", "目に見えない文字（U+00AD ソフトハイフン）があります", "この文字を削ってください（check --fix で直せます）", ""),
        ("\u200e", "U+200E", "目に見えない文字（U+200E）があります", "この文字を削ってください（check --fix で直せます）", ""),
        ("\xa0", "U+00A0", "目に見えない文字（U+00A0 改行しない空白）があります", "ふつうの空白に打ち直してください（check --fix で直せます）", " "),
        ("\u202f", "U+202F", "目に見えない文字（U+202F 幅の狭い改行しない空白）があります", "ふつうの空白に打ち直してください（check --fix で直せます）", " "),
        ("\u2003", "U+2003", "目に見えない文字（U+2003 全角幅の空白）があります", "ふつうの空白に打ち直してください（check --fix で直せます）", "　"),
        ("か\u3099", "U+304B U+3099", "「が」が二つの文字（U+304B U+3099）でできています", "「が」の一字に打ち直してください（check --fix で直せます）", "が"),
        ("⼿", "U+2F3F", "「手」に見える部首の文字（U+2F3F）があります", "漢字の「手」に打ち直してください（check --fix で直せます）", "手"),
    ],
)
def test_what_nobody_sees_is_told_with_its_mend(
    written: str, subject: str, message: str, hint: str, mended: str
) -> None:
    (found,) = notation.diagnostics(sheet(row(1, results=f"説{written}明した。")))
    (edit,) = found.finding.fixes[0].edits
    assert ("GD005", "warning", subject, (10, 18)) == (
        *(found.code, found.severity.value, found.finding.subject),
        found.span.position,
    )
    assert (message, hint) == (found.finding.message, found.finding.hint)
    assert (written, mended) == (found.span.text, edit.text)
    assert edit.span == found.span


def test_one_kind_in_a_line_is_told_once_and_mended_wholly() -> None:
    found = notation.diagnostics(
        sheet(row(1, results="説\u200b\u200b明し\u200dた。", rationale="\u200bか\u3099き\u3099"), row(2, title="研\u200b修"))
    )
    assert notation.told(found) == [
        "GD005 10:18 U+200B",
        "GD005 10:22 U+200D",
        "GD005 10:29 U+304B U+3099",
        "GD005 11:4 U+200B",
    ]
    assert [3, 1, 2, 1] == [len(d.finding.fixes[0].edits) for d in found]
    assert found[0].finding.hint == "この文字を削ってください（check --fix で直せます）。この行に 3 か所あります"


def test_joiners_of_an_emoji_are_left_alone() -> None:
    assert "GD005" not in notation.codes(sheet(row(1, results="👨\u200d👩\u200d👧、❤\ufe0f\u200d🔥を配った。")))


def test_all_mends_of_a_text_make_it_as_it_reads() -> None:
    dice = random.Random(5)
    odd = [*"\u200b\u200d\u2060\ufeff\xad\xa0\u3099\u309a", "\u2007", "\u2003", "か\u3099", "⼀", "👨\u200d👩"]
    text = sheet(category(3), subsection("ア"), row(1, rationale="(3)-ア、施策2と進める。"), row(2))
    for _ in range(200):
        hurt = text
        for _ in range(dice.randint(1, 5)):
            at = dice.randrange(len(hurt))
            hurt = hurt[:at] + dice.choice(odd) + hurt[at:]
        found = [d for d in notation.diagnostics(hurt) if d.code == "GD005"]
        read = found[0].span.source.reading if found else notation.source(hurt)
        mended_text = mend(found).text(read)
        assert read.text == mended_text == notation.source(mended_text).verbatim.text
        assert "GD005" not in notation.codes(mended_text)
