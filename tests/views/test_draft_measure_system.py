"""施策の体系 of a draft."""

from __future__ import annotations

from draftcase import lines, said, tables, titles, with_cards

from guideline_docs.views.draft.parts import DraftRole


def test_the_system_leads_from_category_to_measure() -> None:
    (table,) = tables(said(), DraftRole.SYSTEM_TABLE)
    assert [
        ["ア　事業の情報", "No.6", "情報の集約", "Ⅱ-ア", "Ⅰ"],
        ["ウ　資金の情報", "No.10", "情報の提供", "Ⅱ-イ", "○"],
    ] == table[1:]
    assert ["（3）　情報の提供", "（3）　情報の提供"] == lines(said(), DraftRole.BAND)


def test_new_measures_and_headings_have_their_place_in_the_system() -> None:
    view = with_cards()
    systems = tables(view, DraftRole.SYSTEM_TABLE)
    assert [
        ["ア　事業の情報", "No.6", "情報の集約", "Ⅱ-ア", "Ⅰ"],
        ["", "No.11", "新しい施策", "―", "Ⅰ"],
        ["ウ　資金の情報", "No.10", "情報の提供", "Ⅱ-イ", "○"],
    ] == systems[0][1:]
    assert [["ア　新しい小項目", "No.12", "次の施策", "―", "Ⅲ"]] == systems[1][1:]
    assert ("item", 4, "新しい大項目") in titles(view)
    assert ("measure", 12, "次の施策") in titles(view)
