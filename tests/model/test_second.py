"""第2期: what cards add, and where it stands."""

from __future__ import annotations

from notation import category, diagnostics, guideline, row, sheet, subsection

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.section import walk

SHEET = sheet(
    category(1, "場"),
    subsection("ア", "拠点"),
    row(1, title="甲"),
    category(2, "情報"),
    subsection("ア", "事業"),
    row(2, title="乙"),
)


def second(*cards: str) -> list[str]:
    """The headings and measures of 第2期, new ones with a plus, with their plans."""
    return list(_lines(guideline(SHEET, cards=cards)))


def _lines(read: Guideline) -> list[str]:
    lines = []
    for *_, section in list(walk(read.second.table))[1:]:
        lines.append(read.name(section).rpartition("-")[2])
        for measure in section.measures:
            plan = "".join(f" {column.name}={text.text}" for column, text in measure.added)
            lines.append(f"{'+' if measure.new else ''}{measure.number}{plan}")
    return lines


def test_without_cards_it_is_the_sheet() -> None:
    read = guideline(SHEET)
    assert read.second.table is read.edition.table
    assert () == read.second.new


def test_a_card_adds_to_the_measure_of_its_number_wherever_it_stands() -> None:
    assert ["(1)", "ア", "1 指標=三", "(2)", "ア", "2 担当課=一 指標=二"] == second(
        "施策2\n　担当課：一\n", "（1）場\n施策2\n　指標：二\n施策1\n　指標：三\n"
    )


def test_a_new_measure_stands_at_the_end_of_its_heading() -> None:
    assert ["(1)", "ア", "1", "+3 担当課=一", "イ", "+4", "(2)", "ア", "2", "(3)", "ア", "+5"] == second(
        "（1）場\nア 拠点\n施策3　丙\n　担当課：一\nイ 設備\n施策4　丁\n（3）資金\nア 基金\n施策5　戊\n"
    )


def test_a_heading_that_the_sheet_lacks_stands_where_its_number_belongs() -> None:
    gappy = sheet(
        category(1), subsection("ア"), row(1), subsection("ウ"), row(2), category(3), "ア …", row(3)
    )
    cards = "（2）新\nア 新\n施策4　丙\n（1）市民活動の支援\nイ 新\n施策5　丁\n"
    assert ["(1)", "ア", "1", "イ", "+5", "ウ", "2", "(2)", "ア", "+4", "(3)", "ア", "3"] == _lines(
        guideline(gappy, cards=[cards])
    )
    # What cards fill is no gap.
    assert [] == [d.code for d in diagnostics(gappy, cards=[cards])]


def test_of_two_new_measures_of_one_number_the_first_has_both_plans() -> None:
    assert "+3 担当課=一 指標=二" in second(
        "（1）場\nア 拠点\n施策3　丙\n　担当課：一\n施策3　丁\n　指標：二\n"
    )


def test_a_card_without_place_or_title_is_homeless() -> None:
    read = guideline(SHEET, cards=["施策3　丙\n（1）場\nア 拠点\n施策4\n　担当課：一\n"])
    assert [3, 4] == [measure.number for measure in read.second.homeless]
    assert () == read.second.new


def test_references_lead_to_new_measures_and_headings() -> None:
    read = guideline(
        SHEET,
        "第1章　施策\n\n　施策3及び(1)-イを加える。\n",
        cards=["（1）場\nイ 設備\n施策3　丙\n　取組内容：施策2、(1)-アと行う。\n"],
    )
    assert [
        ("No.2", "乙"),
        ("(1)-ア", "拠点"),
        ("No.3", "丙"),
        ("(1)-イ", "設備"),
    ] == [(r.subject, r.target.title if r.target else None) for r in read.references]


def test_anchors_are_those_of_the_sheet_and_unique() -> None:
    read = guideline(SHEET, cards=["（1）場\nア 拠点\n施策3　丙\n施策1　甲\n"])
    anchors = [measure.anchor for measure in read.second.measures]
    assert ["measure-1", "measure-3", "measure-2"] == anchors
    (supplement,) = read.supplements
    assert ["category-1"] == [section.anchor for section in supplement.table.sections]
