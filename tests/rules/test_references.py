"""GD4xx: what is referred to exists, and is written so that it can be found."""

from __future__ import annotations

from itertools import product

import notation
import pytest
from notation import category, row, sheet, subsection

from guideline_docs.model.configuration import Bibliography, Configuration
from guideline_docs.syntax.columns import Column

# (1)-ア: 1, 2; (1)-イ: 3; (2)-ア: 4.
FRAME = [category(1), subsection("ア"), row(1, title="{1}", rationale="{0}"), row(2), subsection("イ"), row(3), category(2), subsection("ア"), row(4)]


def text(sentence: str, *more: str) -> str:
    """A sheet in which measure 1 of (1)-ア says a sentence."""
    return sheet(*FRAME, *more).replace("{0}", sentence).replace("{1}", "研修の実施")


def told(sentence: str, *more: str) -> list[str]:
    found = notation.diagnostics(text(sentence, *more))
    return [f"{d.code} {d.finding.subject}「{d.span.text}」" for d in found]


def resolved(sentence: str) -> list[str]:
    """The anchors that the sentence leads to."""
    first, *_ = notation.guideline(text(sentence)).measures
    references = first[Column.RATIONALE].references
    return [reference.target.anchor for reference in references if reference.target]


# --- every spelling finds its target ---------------------------------------------------------

CATEGORIES = ["(2)", "（2）", "（２）", "⑵"]
JOINTS = ["-", "－", "‐", "\u2011", "−", "–", "ー", " - ", "の", ""]
LETTERS = ["ア", "ｱ"]
ENDS = ["", "、", "に基づき", "及び施策4", "）"]


@pytest.mark.parametrize(("name", "joint"), list(product(CATEGORIES, JOINTS)))
def test_reference_in_every_spelling_is_resolved(name: str, joint: str) -> None:
    for letter, end in product(LETTERS, ENDS):
        expected = ["subsection-2-1", *(["measure-4"] if "施策" in end else [])]
        assert expected == resolved(f"これは{name}{joint}{letter}{end}")


@pytest.mark.parametrize(
    ("sentence", "anchors"),
    [
        ("(1)-イ、(2)-アと進める。", ["subsection-1-2", "subsection-2-1"]),
        ("(1)-ア～イ", ["subsection-1-1", "subsection-1-2"]),
        ("(1)アからイまで", ["subsection-1-1", "subsection-1-2"]),
        ("施策2、No.3、№4", ["measure-2", "measure-3", "measure-4"]),
    ],
)
def test_references_of_a_list_lead_to_their_places(sentence: str, anchors: list[str]) -> None:
    assert anchors == resolved(sentence)


# --- what does not exist -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("(2)-イを", ["GD401 (2)-イ「(2)-イ」"]),
        ("（２）のイを", ["GD401 (2)-イ「（２）のイ」"]),
        ("(9)-アを", ["GD401 (9)-ア「(9)-ア」"]),
        ("(2)-ア、イを", ["GD401 (2)-イ「イ」"]),
        ("(2)-ア、イ、ウを", ["GD401 (2)-イ「イ」", "GD401 (2)-ウ「ウ」"]),
        ("(1)-イ～エを", ["GD401 (1)-ウ「(1)-イ～エ」", "GD401 (1)-エ「(1)-イ～エ」"]),
        ("(1)-イからウまでを", ["GD401 (1)-ウ「(1)-イからウまで」"]),
        ("(2)-ア、ウ～エを", ["GD401 (2)-ウ「ウ～エ」", "GD401 (2)-エ「ウ～エ」"]),
        ("施策5を", ["GD404 No.5「施策5」"]),
        ("No.99を", ["GD404 No.99「No.99」"]),
        ("施策0を", ["GD404 No.0「施策0」"]),
    ],
)
def test_missing_target_is_told(sentence: str, expected: list[str]) -> None:
    assert expected == told(sentence)


def test_every_letter_of_the_category_is_suggested_in_order() -> None:
    more = [subsection("ウ"), row(5), subsection("イ"), row(6)]
    found = [d for d in notation.diagnostics(text("(2)-カを", *more)) if d.code == "GD401"]
    assert ("(2)-ア", "(2)-イ", "(2)-ウ") == found[0].finding.suggestions


def test_nothing_is_suggested_where_the_category_is_missing() -> None:
    (found,) = notation.diagnostics(text("(9)-アを"))
    assert ((), "大項目 (9) がありません") == (found.finding.suggestions, found.finding.hint)


def test_category_is_shown_where_it_exists() -> None:
    (found,) = notation.diagnostics(text("(2)-イを"))
    assert [14] == [related.span.line for related in found.finding.related]


# --- malformed -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected", "suggestions"),
    [
        ("(1)-2を", ["GD402 (1)-2「(1)-2」"], ("(1)-イ",)),
        ("（１）－２を", ["GD402 (1)-2「（１）－２」"], ("(1)-イ",)),
        ("(1)-ァを", ["GD402 (1)-ァ「(1)-ァ」"], ("(1)-ア",)),
        ("(1)-(イ)を", ["GD402 (1)-(イ)「(1)-(イ)」"], ("(1)-イ",)),
        ("(1-イ)を", ["GD402 (1-イ)「(1-イ)」"], ("(1)-イ",)),
        # A digit for a letter that is not there: all that are there.
        ("(1)-3を", ["GD402 (1)-3「(1)-3」"], ("(1)-ア", "(1)-イ")),
        ("(1)-zを", ["GD402 (1)-z「(1)-z」"], ("(1)-ア", "(1)-イ")),
        ("(9)-1を", ["GD402 (9)-1「(9)-1」"], ()),
        ("(1)-イ～アを", ["GD402 (1)-イ～ア「(1)-イ～ア」"], ()),
    ],
)
def test_malformed_reference(
    sentence: str, expected: list[str], suggestions: tuple[str, ...]
) -> None:
    assert expected == told(sentence)
    assert suggestions == notation.diagnostics(text(sentence))[0].finding.suggestions


@pytest.mark.parametrize("sentence", ["(1-ウ)を", "(9-ア)を", "（3－ア）を"])
def test_letter_inside_the_parentheses_is_text_without_a_target(sentence: str) -> None:
    assert [] == told(sentence)


# --- itself --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("施策1を", ["GD403 No.1「施策1」"]),
        ("No.1を", ["GD403 No.1「No.1」"]),
        ("(1)-アを", ["GD403 (1)-ア「(1)-ア」"]),
        ("(1)-ア、イを", ["GD403 (1)-ア「(1)-ア」"]),
        ("(1)-ア～イを", ["GD403 (1)-ア「(1)-ア～イ」"]),
        ("施策2を", []),
        ("(1)-イを", []),
    ],
)
def test_reference_to_oneself(sentence: str, expected: list[str]) -> None:
    assert expected == told(sentence)


# --- numbers of years, of other papers -------------------------------------------------------


@pytest.mark.parametrize("sentence", ["平成12（2000）のアに", "（2014）-アに", "(1900)-ア", "(2100)-2"])
def test_year_in_parentheses_is_no_category(sentence: str) -> None:
    assert [] == told(sentence)


@pytest.mark.parametrize("sentence", ["(1899)-アを", "(2101)-アを"])
def test_other_large_numbers_are_categories(sentence: str) -> None:
    assert ["GD401"] == [each.split()[0] for each in told(sentence)]


def test_year_that_is_a_category_is_one() -> None:
    lines = [category(2024), subsection("ア"), row(1), category(2), subsection("ア"), row(2, rationale="(2024)-アを")]
    found = notation.diagnostics(sheet(*lines))
    assert ["GD201 8:1 (2024)"] == notation.told(found)
    (_, second) = notation.guideline(sheet(*lines)).measures
    assert ["(2024)-ア"] == [reference.subject for reference in second[Column.RATIONALE].references]


@pytest.mark.parametrize("sentence", ["第5条(9)アに", "総合計画(9)-アに", "県の指針(9)のアに", "4-(9)-ウに", "資料No.99に", "計画施策99に"])
def test_numbers_of_other_papers_are_not_looked_for(sentence: str) -> None:
    assert [] == told(sentence)


# --- where references are looked for -------------------------------------------------------


def test_titles_results_and_reasons_are_read() -> None:
    lines = row(1, title="(9)-アの見直し", results="(9)-イに続き実施した。", rationale="(9)-ウを見直す。")
    found = notation.diagnostics(sheet(lines))
    assert ["(9)-ア", "(9)-イ", "(9)-ウ"] == [d.finding.subject for d in found]


def test_undeclared_columns_are_read() -> None:
    head = f"{notation.HEAD}｜備考"
    found = notation.diagnostics(sheet(head, "1｜…｜…｜…｜…｜…｜…｜(9)-アを参照"))
    assert ["GD103", "GD401"] == [d.code for d in found]


@pytest.mark.parametrize(
    "line",
    ["（1）(9)-アに関すること", "※ (9)-アを参照"],
)
def test_headings_and_notes_are_not_read(line: str) -> None:
    lines = [line, subsection("ア", "(9)-イの取組"), row(1)] if line.startswith("（") else [row(1), line]
    assert [] == notation.codes(sheet(*lines))


def test_title_and_legend_are_not_read() -> None:
    legend = "【Ⅰ】<(9)-ア>｜(9)-アのように優先するもの"
    assert [] == notation.codes(sheet(notation.TITLE, "(9)-アを除く。", notation.SUMMARY, legend, row(1)))


def test_references_within_a_quoted_cell_are_read_line_by_line() -> None:
    written = sheet(row(1, rationale="@@")).replace("@@", '"(1)-ア、\nイと""(9)-ウ""を"')
    found = notation.diagnostics(written)
    assert [
        ("GD403", "(1)-ア", 10),
        ("GD401", "(9)-ウ", 11),
    ] == [(d.code, d.finding.subject, d.span.line) for d in found]


# --- chapters --------------------------------------------------------------------------------

CHAPTERS = ("第1章　策定に当たって\n\n1　趣旨\n\n(1)　背景\n\n", "第2章　総括\n\n1　成果\n\n")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("第2章のとおり", []),
        ("第1章1(1)のとおり", []),
        ("第9章のとおり", ["GD405 第9章「第9章」"]),
        ("第2章2のとおり", ["GD405 第2章2「第2章2」"]),
        ("第1章1(2)のとおり", ["GD405 第1章1(2)「第1章1(2)」"]),
        ("(1)-アと施策1のとおり", []),
        ("(9)-アのとおり", ["GD401 (9)-ア「(9)-ア」"]),
        ("(1)-1のとおり", ["GD402 (1)-1「(1)-1」"]),
        ("施策99のとおり", ["GD404 No.99「施策99」"]),
        ("総合計画第9章のとおり", []),
        ("国の指針第9章のとおり", []),
    ],
)
def test_references_of_a_chapter(sentence: str, expected: list[str]) -> None:
    first, second = CHAPTERS
    found = notation.diagnostics(sheet(row(1)), first, f"{second}　{sentence}、進める。\n")
    assert expected == [f"{d.code} {d.finding.subject}「{d.span.text}」" for d in found]


def test_headings_of_a_chapter_are_not_read() -> None:
    found = notation.diagnostics(sheet(row(1)), "第1章　(9)-アと第9章について\n\n　本文。\n")
    assert [] == notation.told(found)


def test_measures_and_chapters_do_not_take_each_others_numbers() -> None:
    found = notation.diagnostics(sheet(row(1, rationale="第9章のとおり進める。")), *CHAPTERS)
    assert [] == notation.told(found)


# --- look-alikes ---------------------------------------------------------------------------


@pytest.mark.parametrize("sentence", ["(2)_アを", "(二)-アを", "（二）アと", "②-アと", "施策④に", "施策2-4に"])
def test_look_alike_of_what_exists_is_told(sentence: str) -> None:
    (found,) = [d for d in notation.diagnostics(text(sentence)) if d.code != "GD403"]
    assert ("GD406", "warning", sentence[:-1], ()) == (
        *(found.code, found.severity.value, found.span.text),
        found.finding.fixes,
    )
    (form,) = found.finding.suggestions
    assert [] == [d.code for d in notation.diagnostics(text(f"{form}を")) if d.code != "GD403"]


def test_look_alike_says_how_it_is_written() -> None:
    (found,) = notation.diagnostics(text("(2)_アを"))
    assert (
        "(2)-ア",
        "「(2)_ア」は参照の形ではありません",
        "「(2)-ア 市民活動の支援」のことなら「(2)-ア」と書いてください",
        ["(2)-ア はここです"],
    ) == (
        *(found.finding.subject, found.finding.message, found.finding.hint),
        [related.message for related in found.finding.related],
    )


@pytest.mark.parametrize("sentence", ["(9)_アを", "(2)_イを", "(九)-アを", "9-アを", "施策⑨に", "施策3-9に"])
def test_look_alike_of_what_does_not_exist_is_text(sentence: str) -> None:
    assert [] == told(sentence)


def test_number_before_a_letter_may_be_a_tier() -> None:
    # The legend has Ⅱ-ア and Ⅱ-イ, and Ⅰ.
    assert [] == told("2-アを")
    assert ["GD406 (1)-イ「1-イ」"] == told("1-イを")


def test_look_alike_in_a_chapter_is_told() -> None:
    found = notation.diagnostics(text("見直す。"), "第1章　総括\n\n　これは(2)：アによる。\n")
    assert ["GD406 3:5 (2)-ア"] == notation.told(found)


# --- other papers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    ["総合計画の(1)-イ、(2)-アに", "県の施策2、3に", "会報 No.2に", "別紙(2)-アに", "条例(5)-2に", "総合計画の(2)_アに"],
)
def test_number_of_another_paper_leads_nowhere(sentence: str) -> None:
    found = [r.span.text for r in notation.guideline(text(sentence)).references]
    assert ([], []) == (told(sentence), found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("取組(2)-アに", ["subsection-2-1"]),
        ("市民活動支援の(2)-アに", ["subsection-2-1"]),
        ("子育て支援の施策4に", ["measure-4"]),
        ("取組(9)-アに", []),
        ("子ども施策2025に", []),
    ],
)
def test_number_of_what_is_no_paper_leads_where_it_can(sentence: str, expected: list[str]) -> None:
    assert ([], expected) == (told(sentence), resolved(sentence))


@pytest.mark.parametrize(
    "before", ["本指針の", "本計画の", "この指針の", "第1期指針の", "大項目", "小項目", "上記の", "前記", "下記の", "同", "本章の", "支援は", "団体と", "「", "（"]
)
def test_number_of_this_guideline_must_exist(before: str) -> None:
    closing = {"「": "」", "（": "）"}.get(before, "")
    assert ["GD401 (9)-ア「(9)-ア」"] == told(f"{before}(9)-アを{closing}")


def test_title_of_the_settings_is_this_guideline() -> None:
    bibliography = Bibliography(title="第2期みなと協働推進計画（案）")
    found = notation.diagnostics(
        text("みなと協働推進計画の(9)-ア、みなと総合計画の(8)-アを"),
        configuration=Configuration(bibliography=bibliography),
    )
    assert ["(9)-ア"] == [d.finding.subject for d in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("施策2、99を", ["GD404 No.99「99」 参照先「施策99」がありません"]),
        ("施策3～5を", ["GD404 No.5「施策3～5」 参照先「施策5」がありません"]),
        ("No.99を", ["GD404 No.99「No.99」 参照先「No.99」がありません"]),
        ("施策4～2を", ["GD402 No.4～2「施策4～2」 参照「施策4～2」は範囲の向きが逆です"]),
    ],
)
def test_each_number_of_a_list_must_exist(sentence: str, expected: list[str]) -> None:
    found = notation.diagnostics(text(sentence))
    assert expected == [
        f"{d.code} {d.finding.subject}「{d.span.text}」 {d.finding.message}" for d in found
    ]


@pytest.mark.parametrize("sentence", ["施策2030に", "施策2、2030に"])
def test_year_is_no_measure(sentence: str) -> None:
    assert [] == told(sentence)
