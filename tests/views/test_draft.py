"""What the Word draft says."""

from __future__ import annotations

import notation
import pytest
from draftcase import SHEET, WORDING, blocks, lines, parts, said, tables, titles, with_cards, words
from notation import category, row

from guideline_docs.failure import CannotRun
from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import (
    Cell,
    Contents,
    Draft,
    DraftRole,
    Line,
    NumberOf,
    PageBreak,
    SectionKind,
    Table,
    Term,
)
from guideline_docs.views.text import Piece, PieceRole
from guideline_docs.views.wording import Wording


def reference(text: str) -> list[tuple[str, str]]:
    """What a chapter that says this becomes: (text, where its number is from)."""
    view = said(f"第1章　始めに\n\n　{text}\n\n1　節\n\n(1)　項\n\n第2章　施策\n\n［＃施策］\n")
    line = next(b for b in blocks(view) if isinstance(b, Line) and b.role is DraftRole.TEXT)
    return [
        (part.written, part.anchor) if isinstance(part, NumberOf) else (part.text, "")
        for part in line.text
    ]


# --- cover -------------------------------------------------------------------------


def test_what_is_not_known_is_not_invented() -> None:
    cover = said().sections[0]
    assert cover.kind is SectionKind.FRONT
    assert [
        ("cover_number", "資料番号 【要設定】"),
        ("cover_title", "標題 【要設定】"),
        ("cover_stage", "（素案）"),
        ("cover_date", "年月 【要設定】"),
        ("cover_municipality", "市町村名 【要設定】"),
        ("cover_department", "担当課名 【要設定】"),
    ] == [(b.role.value, words(b.text)) for b in cover.blocks[:6] if isinstance(b, Line)]


def test_the_cover_says_what_the_settings_say() -> None:
    view = said(
        title="第2期みなと協働指針",
        municipality="港町",
        department="協働課",
        meeting="第3回策定委員会",
        stage="案",
        date="令和7年8月",
        draft_number="資料2",
    )
    assert [
        "資料2",
        "第3回策定委員会",
        "第2期みなと協働指針",
        "（案）",
        "令和7年8月",
        "港町",
        "協働課",
    ] == [words(b.text) for b in view.sections[0].blocks[:7] if isinstance(b, Line)]
    assert ("第2期みなと協働指針", "（案）", "資料2", "協働課") == (
        view.title,
        view.stage,
        view.number,
        view.author,
    )


def test_a_final_document_has_neither_stage_nor_marks() -> None:
    view = said("第1章　始めに\n\n　(9)-アによる。\n", final=True, accepted=False, title="指針")
    assert "" == view.stage
    assert [] == lines(view, DraftRole.COVER_STAGE)
    assert [] == lines(view, DraftRole.FRONT)
    assert {} == view.comments
    assert PieceRole.UNRESOLVED not in {p.role for p in parts(view) if isinstance(p, Piece)}


# --- chapters ----------------------------------------------------------------------


def test_a_sheet_without_chapters_gives_a_whole_draft() -> None:
    view = said()
    assert [
        ("chapter", 1, "第1期の総括"),
        ("chapter", 2, "施策の体系"),
        ("chapter", 3, "具体的な施策"),
        ("item", 3, "情報の提供"),
        ("letter", 1, "事業の情報"),
        ("measure", 6, "情報の集約"),
        ("letter", 3, "資金の情報"),
        ("measure", 10, "情報の提供"),
        ("chapter", 4, "第1期と第2期の対照"),
    ] == titles(view)
    assert isinstance(view.sections[0].blocks[-1], Contents)


def test_headings_bear_the_numbers_of_the_source() -> None:
    view = said("第2章　総括\n\n1　成果\n\n(2)　課題\n\nア　人\n\n(イ)　金\n")
    assert [
        ("chapter", 2, "総括"),
        ("section", 1, "成果"),
        ("item", 2, "課題"),
        ("letter", 1, "人"),
        ("inner", 2, "金"),
    ] == titles(view)


def test_a_heading_without_letter_bears_no_number() -> None:
    sheet = notation.sheet(category(6, "連携"), "<b>多様な連携</b>", row(17, title="交流"))
    assert ("letter_unnumbered", None, "多様な連携") in titles(said(sheet=sheet))


def test_paragraphs_items_and_notes_are_told_apart() -> None:
    view = said("第1章　始めに\n\n　本文は\n二行でも一つ。\n・項目\n※注記\n")
    assert ["本文は二行でも一つ。"] == lines(view, DraftRole.TEXT)
    assert ["項目"] == lines(view, DraftRole.ENTRY)
    assert ["注記"] == lines(view, DraftRole.NOTE)


def test_an_annotation_nobody_knows_is_printed_as_written() -> None:
    view = said("第1章　始めに\n\n［＃目標の図］\n")
    line = next(b for b in blocks(view) if isinstance(b, Line) and b.role is DraftRole.TEXT)
    assert (Piece("［＃目標の図］", PieceRole.UNRESOLVED),) == line.text


def test_a_page_break_is_one() -> None:
    assert PageBreak() in list(blocks(said("第1章　始めに\n\n［＃改ページ］\n\n　続き。\n")))


def test_the_table_of_progress_turns_the_page_with_the_headings_that_lead_to_it() -> None:
    view = said(
        "第1章　始めに\n\n　本文。\n\n第2章　資料編\n\n1　一覧\n\n［＃進捗状況一覧］\n",
        "2　対照表\n\n［＃新旧対照表］\n",
    )
    assert [
        ("front", "資料番号 【要設定】"),
        ("upright", "始めに"),
        ("turned", "資料編"),
        ("upright", "対照表"),
    ] == [(s.kind.value, words(s.blocks[0].text)) for s in view.sections]


def test_without_measures_a_draft_says_that_there_are_none() -> None:
    empty = notation.guideline("港の一覧\n", "第1章　資料\n\n［＃施策］\n\n［＃進捗状況一覧］\n")
    view = draft(empty, (), WORDING)
    words_ = "【要確認】施策の一覧がないため、ここに載せるものがない。"
    assert [words_, words_] == lines(view, DraftRole.TEXT)
    assert {SectionKind.FRONT, SectionKind.UPRIGHT} == {section.kind for section in view.sections}


# --- references --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(3)-アによる。",
            [("(3)", "category-3"), ("-", ""), ("ア", "subsection-3-1"), ("による。", "")],
        ),
        (
            "（３）のウまで。",
            [("（３）", "category-3"), ("の", ""), ("ウ", "subsection-3-3"), ("まで。", "")],
        ),
        (
            "(3)-ア、ウとする。",
            [
                ("(3)", "category-3"),
                ("-", ""),
                ("ア", "subsection-3-1"),
                ("、", ""),
                ("ウ", "subsection-3-3"),
                ("とする。", ""),
            ],
        ),
        ("施策6を見る。", [("施策6", "measure-6"), ("を見る。", "")]),
        ("No.10を見る。", [("No.10", "measure-10"), ("を見る。", "")]),
        (
            "施策6及び10を見る。",
            [("施策6", "measure-6"), ("及び", ""), ("10", "measure-10"), ("を見る。", "")],
        ),
        (
            "第1章1(1)のとおり。",
            [
                ("第1章", "chapter-1"),
                ("1", "chapter-1-1"),
                ("(1)", "chapter-1-1-1"),
                ("のとおり。", ""),
            ],
        ),
    ],
)
def test_each_number_of_a_reference_is_bound_to_its_heading(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert expected == reference(text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("施策1～3", [("施策1", "measure-1"), ("～", ""), ("3", "measure-3")]),
        ("No.1 ～ No.3", [("No.1", "measure-1"), (" ～ ", ""), ("No.3", "measure-3")]),
        (
            "施策1から施策3まで",
            [("施策1", "measure-1"), ("から", ""), ("施策3", "measure-3"), ("まで", "")],
        ),
    ],
)
def test_each_end_of_a_range_is_bound_to_its_heading(
    written: str, expected: list[tuple[str, str]]
) -> None:
    view = said(f"第1章　始めに\n\n　{written}\n", sheet=notation.sheet(row(1), row(2), row(3)))
    line = next(b for b in blocks(view) if isinstance(b, Line) and b.role is DraftRole.TEXT)
    assert expected == [
        (part.written, part.anchor) if isinstance(part, NumberOf) else (part.text, "")
        for part in line.text
    ]


def test_a_reference_that_leads_nowhere_stands_as_written_and_is_marked() -> None:
    view = said()
    found = [p for p in parts(view) if isinstance(p, Piece) and p.role is PieceRole.UNRESOLVED]
    assert "イ" in {piece.text for piece in found}
    legend = tables(view, DraftRole.LEGEND_TABLE)
    assert "書かれたとおりに載せた参照で、指す先の見出しがないもの。" in [
        row[1] for row in legend[0]
    ]


# --- tables ------------------------------------------------------------------------


def test_counts_are_those_of_the_rows() -> None:
    (table,) = tables(said(), DraftRole.ACHIEVEMENT_TABLE)
    assert ["Ⅱ-ア", "1", "0", "0", "0", "0", "1"] == table[2]
    assert ["全体", "2", "1", "0", "0", "0", "1"] == table[-1]


def test_rates_stand_beside_their_counts() -> None:
    rows = [block for block in blocks(said()) if isinstance(block, Table)]
    (table,) = [block for block in rows if block.role is DraftRole.ACHIEVEMENT_TABLE]
    assert ["", "", "50.0%", "", "", "", "50.0%"] == [cell.rate for cell in table.rows[-1].cells]


def test_a_column_of_the_office_is_printed() -> None:
    sheet = notation.sheet(
        "No｜内容｜重点｜施策の実施｜実績｜2期案｜理由｜担当", "1｜…｜…｜…｜…｜…｜…｜総務課"
    )
    view = said("第1章　資料\n\n［＃施策］\n\n［＃進捗状況一覧］\n", sheet=sheet)
    assert ["担当", "総務課"] == tables(view, DraftRole.MEASURE_TABLE)[0][-1]
    assert ["担当", "総務課"] == [row[-1] for row in tables(view, DraftRole.PROGRESS_TABLE)[0][::2]]


def test_rows_are_as_wide_as_their_heads() -> None:
    view = said(
        "第1章　資料\n\n［＃達成状況］\n［＃施策の体系］\n［＃施策］\n",
        "［＃進捗状況一覧］\n［＃新旧対照表］\n",
    )
    for block in blocks(view):
        if isinstance(block, Table):
            widths = {sum(cell.across for cell in row.cells) for row in block.rows}
            assert 1 == len(widths), block.title


# --- remarks -----------------------------------------------------------------------


def marked(view: Draft) -> list[tuple[str, str]]:
    """(code, the characters it is marked at) in the order of the list."""
    found: dict[int, str] = {}
    for part in parts(view):
        for key in part.remarks:
            text = part.written if isinstance(part, NumberOf) else part.text
            found[key] = found.get(key, "") + text
    return [(remark.code, found.get(key, "")) for key, remark in view.comments.items()]


def test_findings_lie_on_the_characters_they_are_about() -> None:
    sheet = notation.sheet(
        row(1, tier="Ⅰ", proposal="I", rationale="需要が減り、Ⅲに降格する。(1)-イを見る。")
    )
    assert [
        ("GD304", "【Ⅰ】"),
        ("GD601", "Ⅲに降格"),
        ("GD401", "(1)-イ"),
    ] == marked(said(sheet=sheet, accepted=False))


def test_findings_lie_on_what_cards_add() -> None:
    view = with_cards(told=True)
    assert [("No.6 スケジュール", "GD802")] == [
        (remark.place, remark.code)
        for remark in view.comments.values()
        if "【要設定】" in remark.message
    ]
    marked_texts = [part.text for part in parts(view) if isinstance(part, Piece) and part.remarks]
    assert "【要設定】" in marked_texts


def test_a_finding_is_marked_once_where_the_measure_is_at_home() -> None:
    sheet = notation.sheet(row(1, tier="Ⅰ", proposal="I"))
    chapter = "第1章　資料\n\n［＃施策の体系］\n［＃新旧対照表］\n［＃進捗状況一覧］\n"
    view = said(chapter, sheet=sheet, accepted=False)
    homes = [
        block.role
        for block in blocks(view)
        if isinstance(block, Table)
        for row_ in block.rows
        for cell in row_.cells
        if any(part.remarks for part in cell.text)
    ]
    assert [DraftRole.PROGRESS_TABLE] == homes


def test_the_list_of_findings_leads_to_their_places() -> None:
    view = said(sheet=notation.sheet(row(1, tier="Ⅰ", proposal="I")), accepted=False)
    table = next(b for b in blocks(view) if isinstance(b, Table) and b.role == "finding_table")
    number, message, place = table.rows[1].cells
    assert (Piece("1"),) == number.text
    assert (Piece("No.1 2期案", PieceRole.LINK, "measure-1"),) == place.text
    assert words(message.text).startswith("GD304　")


def test_a_finding_without_a_place_in_the_document_is_listed_last() -> None:
    sheet = notation.sheet(f"{notation.HEAD}｜担当課", row(1, tier="Ⅰ", proposal="I"))
    view = said(sheet=sheet, accepted=False)
    assert [("GD304", 1), ("GD103", 2)] == [(r.code, r.number) for r in view.comments.values()]
    assert "sheet.txt 7行目" == list(view.comments.values())[-1].place


def test_a_heading_carries_what_is_told_of_it() -> None:
    assert ("GD202", "資金の情報") in marked(said(accepted=False))


def test_the_sheets_own_summary_is_corrected_where_it_is_counted() -> None:
    sheet = notation.sheet("【Ⅰ】<重点>｜…｜2/2：済", row(1, status="済", tier="Ⅰ"))
    view = said(sheet=sheet, accepted=False)
    assert {("GD501", "Ⅰ　重点"), ("GD502", "Ⅰ　重点")} & set(marked(view))
    assert "達成状況 Ⅰ" in {remark.place for remark in view.comments.values()}


# --- wording -----------------------------------------------------------------------


def test_every_missing_phrase_is_told() -> None:
    tables_ = {name: dict(table) for name, table in WORDING.items()}
    del tables_["draft"]["stage"]
    tables_["draft"] = {**tables_["draft"], "moves": {}}
    with pytest.raises(CannotRun) as stop:
        draft(notation.guideline(SHEET), (), Wording("w.toml", tables_))
    assert "「draft.stage」がありません" in str(stop.value)
    assert "「draft.moves.promotion」がありません" in str(stop.value)


def test_tiers_have_a_look_of_their_own() -> None:
    cell = Cell(DraftRole.CELL_CENTRE, (Term("Ⅱ-ア", DraftRole.TIER),))
    assert cell in [
        cell
        for block in blocks(said())
        if isinstance(block, Table)
        for row_ in block.rows
        for cell in row_.cells
    ]


def test_tables_have_the_columns_that_the_sheet_has() -> None:
    sheet = notation.sheet("No｜内容｜施策の実施｜実績", "1｜研修｜済｜した")
    view = said("［＃施策の体系］\n\n［＃施策］\n\n［＃新旧対照表］\n\n［＃進捗状況一覧］\n", sheet=sheet)
    assert ["小項目", "No", "施策"] == tables(view, "system_table")[0][0]
    assert ["第1期\nNo", "施策", "第2期\nNo"] == tables(view, "comparison_table")[0][0]
    assert ["No", "内容", "施策の実施", "実績"] == tables(view, "progress_table")[0][0]
    assert [["施策の実施", "済"], ["実績", "した"]] == tables(view, "measure_table")[0]
    described = {b.role: b.description for b in blocks(view) if isinstance(b, Table)}
    assert ("施策の実施、実績を示す表。", "小項目、No、施策を示す表。") == (
        described[DraftRole.MEASURE_TABLE],
        described[DraftRole.SYSTEM_TABLE],
    )


@pytest.mark.parametrize(
    "sheet",
    [
        notation.sheet("No｜内容｜施策の実施｜実績", "1｜研修｜済｜した"),
        notation.sheet(row(1, proposal="", rationale=""), row(2, proposal="", rationale="")),
    ],
)
def test_a_comparison_without_proposals_says_so(sheet: str) -> None:
    note = "【要確認】一覧に2期案の記載がないため、第2期での扱いを示していない。"
    assert note in lines(said("［＃新旧対照表］\n", sheet=sheet), "table_note")
    assert [] == tables(said(sheet=sheet), "comparison_table")  # nobody asked for it


@pytest.mark.parametrize("proposal", ["○", "Ⅰ", "【要設定】"])
def test_a_comparison_with_a_proposal_has_something_to_say(proposal: str) -> None:
    sheet = notation.sheet(row(1, proposal=""), row(2, proposal=proposal))
    view = said("［＃新旧対照表］\n", sheet=sheet)
    assert not any("記載がない" in line for line in lines(view, "table_note"))
    assert tables(said(sheet=sheet), "comparison_table")


def test_a_sheet_without_statuses_has_no_counts() -> None:
    sheet = notation.sheet("No｜内容｜実績", "1｜研修｜した")
    assert ["【要確認】一覧に施策の実施の列がないため、ここに載せるものがない。"] == lines(
        said("［＃達成状況］\n", sheet=sheet), "text"
    )
    assert "第1期の総括" not in str(titles(said(sheet=sheet)))


def test_cells_beyond_the_last_head_are_printed_in_every_table() -> None:
    view = said("［＃施策］\n\n［＃進捗状況一覧］\n", sheet=notation.sheet(f"{row(1)}｜余り"))
    assert ["表の外の記載", "余り"] == tables(view, "measure_table")[0][-1]
    assert "引き続き取り組む。\n余り" == tables(view, "progress_table")[0][-1][-1]
