"""GD2xx: numbers and letters that run on, and a place for every measure."""

from __future__ import annotations

import notation
import pytest
from notation import category, row, sheet, subsection


def told(*lines: str) -> list[str]:
    return notation.told(notation.diagnostics(sheet(*lines)))


def numbered(numbers: list[int | str]) -> list[str]:
    """What is told of measures with these numbers, by the place of each in the list."""
    found = notation.diagnostics(sheet(*(row(number) for number in numbers)))
    first = 10
    return [f"{d.code} {d.span.line - first} {d.finding.subject}" for d in found]


# --- series ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3], []),
        ([2, 3], ["GD203 0 No.2"]),
        ([0, 1, 2], ["GD203 0 No.0"]),
        ([1, 3, 4], ["GD203 1 No.3"]),
        ([1, 2, 4], ["GD203 2 No.4"]),
        # The series goes on from the wrong number, or from the one that was expected.
        ([1, 2, 30, 31, 32], ["GD203 2 No.30"]),
        ([1, 2, 30, 4, 5], ["GD203 2 No.30"]),
        # Two rows changed places: told where the sequence jumps.
        ([1, 3, 2, 4], ["GD203 1 No.3"]),
        # Two slips are two findings.
        ([1, 3, 4, 6, 7], ["GD203 1 No.3", "GD203 3 No.6"]),
        ([1, 30, 40, 4, 5], ["GD203 1 No.30", "GD203 2 No.40"]),
        # The second of two with one number is told, and told once.
        ([1, 2, 2, 3], ["GD204 2 No.2"]),
        ([1, 2, 2, 4], ["GD204 2 No.2"]),
        ([1, 1, 2], ["GD204 1 No.1"]),
        ([1, 2, 1, 3], ["GD204 2 No.1"]),
        ([1, 2, 3, 3, 3, 4], ["GD204 3 No.3", "GD204 4 No.3"]),
        ([1, 3, 3, 5], ["GD203 1 No.3", "GD204 2 No.3"]),
    ],
)
def test_series_of_measures(numbers: list[int | str], expected: list[str]) -> None:
    assert expected == numbered(numbers)


def test_row_without_readable_number_may_have_taken_one() -> None:
    unread = "？｜研修｜【Ⅰ】｜済｜した。｜Ⅰ｜理由"
    assert ["GD101 11:1 ？"] == told(row(1), unread, row(2))
    assert ["GD101 11:1 ？"] == told(row(1), unread, row(3))
    assert ["GD101 11:1 ？", "GD203 12:1 No.4"] == told(row(1), unread, row(4))


def test_measures_are_numbered_through_the_whole_sheet() -> None:
    lines = [category(1), subsection("ア"), row(1), category(2), subsection("ア")]
    assert [] == told(*lines, row(2))
    assert ["GD204 13:1 No.1"] == told(*lines, row(1))


def test_letters_are_numbered_in_their_category() -> None:
    first = [category(1), subsection("ア"), row(1), subsection("イ"), row(2), category(2)]
    assert [] == told(*first, subsection("ア"), row(3))
    assert ["GD202 14:1 (2)-ウ"] == told(*first, subsection("ウ"), row(3))


def test_letters_follow_the_order_of_items() -> None:
    lines = [category(1)]
    for place, letter in enumerate("アイウエオカキクケコサ", start=1):
        lines += [subsection(letter), row(place)]
    assert [] == told(*lines)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("イ", ["GD202 9:1 (1)-イ"]),
        ("アウ", ["GD202 11:1 (1)-ウ"]),
        ("アウエ", ["GD202 11:1 (1)-ウ"]),
        ("アウウエ", ["GD202 11:1 (1)-ウ", "GD204 13:1 (1)-ウ"]),
        ("アア", ["GD204 11:1 (1)-ア"]),
        ("アアイ", ["GD204 11:1 (1)-ア"]),
        ("アアウ", ["GD204 11:1 (1)-ア"]),
        ("アイエウオ", ["GD202 13:1 (1)-エ"]),
    ],
)
def test_series_of_letters(letters: str, expected: list[str]) -> None:
    lines = [category(1)]
    for place, letter in enumerate(letters, start=1):
        lines += [subsection(letter), row(place)]
    assert expected == told(*lines)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3], []),
        ([2, 3], ["GD201 8:1 (2)"]),
        ([1, 3, 4], ["GD201 11:1 (3)"]),
        ([1, 3, 2], ["GD201 11:1 (3)"]),
        ([1, 9, 3], ["GD201 11:1 (9)"]),
        ([1, 1, 2], ["GD204 11:1 (1)"]),
        ([1, 1, 3], ["GD204 11:1 (1)"]),
    ],
)
def test_series_of_categories(numbers: list[int], expected: list[str]) -> None:
    lines = []
    for place, number in enumerate(numbers, start=1):
        lines += [category(number), subsection("ア"), row(place)]
    assert expected == told(*lines)


def test_category_number_is_its_place() -> None:
    (finding,) = notation.diagnostics(sheet(category(1), category(3)))
    assert "（3）" == finding.span.text


def test_repeated_number_names_the_first_one() -> None:
    (found,) = notation.diagnostics(sheet(row(1), row(1)))
    assert [(10, "一度目はここです")] == [(r.span.line, r.message) for r in found.finding.related]


# --- headings without letter ---------------------------------------------------------------


def test_unlettered_heading_is_told_with_its_text_and_category() -> None:
    lines = [category(1), subsection("ア"), row(1), category(2), "<b>多様な連携</b>", row(2)]
    (found,) = notation.diagnostics(sheet(*lines))
    assert ("GD205", "多様な連携", "(2)") == (found.code, found.span.text, found.finding.subject)


def test_unlettered_heading_holds_the_next_letter() -> None:
    lines = [category(1), subsection("ア"), row(1), "<b>多様な連携</b>", row(2)]
    assert ["GD205 11:4 (1)"] == told(*lines, subsection("ウ"), row(3))
    assert ["GD205 11:4 (1)", "GD204 13:1 (1)-イ"] == told(*lines, subsection("イ"), row(3))


def test_unlettered_heading_can_be_referred_to_by_the_letter_it_holds() -> None:
    lines = [category(1), row(1, rationale="(2)-アと進める。"), category(2), "多様な連携", row(2)]
    assert ["GD205 12:1 (2)"] == told(category(1), subsection("ア"), *lines[1:])


@pytest.mark.parametrize(
    "line", ["多様な連携", "<b>多様な連携</b>", "<b>多様な連携</b>｜｜", "　多様な連携"]
)
def test_line_directly_below_a_category_is_a_heading(line: str) -> None:
    assert ["GD205"] == [each.split()[0] for each in told(category(1), line, row(1))]


def test_plain_line_elsewhere_is_no_heading() -> None:
    assert ["GD101 11:1 多様な連携"] == told(row(1), "多様な連携", row(2))


def test_blank_line_keeps_what_stands_directly_below_a_category() -> None:
    assert ["GD205 10:1 (1)"] == told(category(1), "", "多様な連携", row(1))


# --- measures without a place ----------------------------------------------------------------


def test_measure_before_any_heading_is_told() -> None:
    text = sheet(row(1), row(2)).replace("（1）市民活動の支援\nア 市民活動の支援\n", "")
    assert ["GD206 8:1 No.1", "GD206 9:1 No.2"] == notation.told(notation.diagnostics(text))


def test_measure_below_a_category_without_subsection_is_told_where_others_have_one() -> None:
    lines = [category(1), row(1), category(2), subsection("ア"), row(2)]
    assert ["GD206 9:1 No.1"] == told(*lines)


def test_measure_between_category_and_subsection_is_told() -> None:
    lines = [category(1), row(1), subsection("ア"), row(2)]
    assert ["GD206 9:1 No.1"] == told(*lines)


def test_sheet_of_categories_alone_is_silent() -> None:
    assert [] == told(category(1), row(1), category(2), row(2))


# --- headings without measures -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([category(1), subsection("ア"), subsection("イ"), row(1)], ["GD207 9"]),
        ([category(1), subsection("ア"), row(1), subsection("イ")], ["GD207 11"]),
        ([category(1), category(2), subsection("ア"), row(1)], ["GD207 8"]),
        ([category(1), subsection("ア"), row(1), category(2)], ["GD207 11"]),
        # The innermost of empty headings is told alone.
        ([category(1), subsection("ア"), category(2), subsection("ア"), row(1)], ["GD207 9"]),
        ([category(1), "<b>連携</b>", category(2), subsection("ア"), row(1)], ["GD205 9", "GD207 9"]),
        # A row that cannot be read is a row all the same.
        ([category(1), subsection("ア"), row("一"), subsection("イ"), row(2)], ["GD101 10"]),
    ],
)
def test_empty_heading(lines: list[str], expected: list[str]) -> None:
    found = notation.diagnostics(sheet(*lines))
    assert expected == [f"{d.code} {d.span.line}" for d in found]


# --- chapters ------------------------------------------------------------------------------------


def chapters(*texts: str) -> list[str]:
    found = notation.diagnostics(sheet(), *texts)
    return [f"{d.code} {d.path} {d.span.line} {d.finding.subject}" for d in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第1章　策定に当たって\n\n1　趣旨\n\n(1)　背景\n\n(2)　目的\n\n2　位置付け\n", []),
        # A level may be left out, and begins anew below each heading.
        ("第1章　策定に当たって\n\n(1)　背景\n\nア　経緯\n\n(ア)　はじめ\n\n(2)　目的\n\nア　経緯\n", []),
        ("第1章　策定に当たって\n\n1　趣旨\n\n第2章　総括\n\n1　成果\n", []),
        ("第１章　策定に当たって\n\n１　趣旨\n\n（１）　背景\n", []),
        ("第1章　策定に当たって\n\n第3章　総括\n", ["GD208 01.txt 3 第3章"]),
        ("第1章　策定に当たって\n\n1　趣旨\n\n3　位置付け\n", ["GD208 01.txt 5 第1章3"]),
        ("第1章　策定に当たって\n\n1　趣旨\n\n1　位置付け\n", ["GD208 01.txt 5 第1章1"]),
        ("第1章　策定に当たって\n\n2　趣旨\n", ["GD208 01.txt 3 第1章2"]),
        ("第1章　策定に当たって\n\n(1)　背景\n\n(3)　目的\n", ["GD208 01.txt 5 第1章(3)"]),
        ("第1章　策定に当たって\n\nア　背景\n\nウ　目的\n", ["GD208 01.txt 5 第1章ウ"]),
        ("第1章　策定に当たって\n\n(ア)　背景\n\n(ウ)　目的\n", ["GD208 01.txt 5 第1章(ウ)"]),
    ],
)
def test_headings_of_a_chapter(text: str, expected: list[str]) -> None:
    assert expected == chapters(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("第1章　策定に当たって\n\n3　背景\n", "ここの番号は 1 のはずです"),
        ("第1章　策定に当たって\n\nア　背景\n\nウ　目的\n", "ここの番号は イ のはずです"),
    ],
)
def test_expected_number_is_said_as_it_is_written(text: str, hint: str) -> None:
    (found,) = notation.diagnostics(sheet(), text)
    assert hint == found.finding.hint


def test_chapters_are_numbered_through_the_files() -> None:
    assert [] == chapters("第1章　策定に当たって\n", "第2章　総括\n")
    assert ["GD208 02.txt 1 第3章"] == chapters("第1章　策定に当たって\n", "第3章　総括\n")


# --- cards beside the sheet ------------------------------------------------------------------


def told_of_cards(*cards: str) -> list[str]:
    """What is told of cards beside a sheet with the measures 1 and 2 in (1)-ア and (2)-ア."""
    text = sheet(category(1), subsection("ア"), row(1), category(2), subsection("ア"), row(2))
    return notation.told(notation.diagnostics(text, cards=cards))


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("施策1\n　担当課：一\n", []),
        ("（1）\nア\n施策3　新\n施策4　新\n", []),
        ("（3）新\nア 新\n施策3　新\n（4）新\nア 新\n施策4　新\n", []),
        ("（1）\nイ 新\n施策3　新\n", []),
        ("（1）\nア\n施策4　新\n", ["GD203 3:3 No.4"]),
        ("（1）\nウ 新\n施策3　新\n", ["GD202 2:1 (1)-ウ"]),
        ("（4）新\nア 新\n施策3　新\n", ["GD201 1:1 (4)"]),
        ("施策1\n　担当課：一\n施策1\n　指標：二\n", ["GD204 3:3 No.1"]),
        ("（1）\nア\n施策3　新\n施策3　新\n", ["GD204 4:3 No.3"]),
        ("（3）新\n題だけの見出し\n施策3　新\n", ["GD205 2:1 (3)"]),
        ("（1）\n施策3　新\n", ["GD206 2:3 No.3"]),
        ("施策3　新\n　担当課：一\n", ["GD404 1:3 No.3"]),
        ("（1）\nア\n施策99\n　担当課：一\n", ["GD404 3:3 No.99"]),
    ],
)
def test_cards_go_on_with_the_series_of_the_sheet(card: str, expected: list[str]) -> None:
    card = card.replace("（1）\n", "（1）市民活動の支援\n").replace("ア\n", "ア 市民活動の支援\n")
    assert expected == told_of_cards(card)


def test_new_measures_may_stand_between_the_rows() -> None:
    text = sheet(row(1), row(3), row(5))
    card = "（1）市民活動の支援\nア 市民活動の支援\n施策4　新\n施策2　新\n"
    assert [] == notation.told(notation.diagnostics(text, cards=[card]))


def test_cards_of_two_files_are_one_series() -> None:
    cards = ("施策2\n　担当課：一\n", "施策2\n　指標：二\n")
    assert ["GD204 1:3 No.2"] == told_of_cards(*cards)


def test_heading_that_only_cards_fill_is_not_empty() -> None:
    text = sheet(category(1), subsection("ア"), row(1), subsection("イ", "空"))
    assert ["GD207 11:3 イ 空"] == notation.told(notation.diagnostics(text))
    card = "（1）市民活動の支援\nイ 空\n施策2　新\n"
    assert [] == notation.told(notation.diagnostics(text, cards=[card]))
