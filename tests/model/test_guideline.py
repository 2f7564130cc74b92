"""What several rules ask a guideline for."""

from __future__ import annotations

import notation
from notation import category, row, sheet, subsection

from guideline_docs.model.tally import tally


def test_rows_are_the_measures_whose_cells_stand_in_their_columns() -> None:
    guideline = notation.guideline(sheet(row(1), row(2) + "\tはみ出し", row(3)))
    assert [1, 2, 3] == [measure.number for measure in guideline.measures]
    assert [1, 3] == [measure.number for measure in guideline.rows]


def test_unresolved_are_references_that_lead_nowhere_or_are_malformed() -> None:
    text = "(1)-ア、イとともに、(1)-1と施策1に関連する。"
    guideline = notation.guideline(
        sheet(category(1), subsection("ア"), row(1, rationale=text))
    )
    assert ["(1)-ア", "(1)-イ", "(1)-1", "No.1"] == [r.subject for r in guideline.references]
    assert ["(1)-イ", "(1)-1"] == [r.subject for r in guideline.unresolved]


def test_what_is_made_of_it_is_made_once() -> None:
    guideline = notation.guideline(sheet(row(1), row(2)))
    assert 2 == guideline.once(tally).overall.total
    assert guideline.once(tally) is guideline.once(tally)


def test_rows_that_say_the_same_have_one_meaning() -> None:
    told = notation.guideline(sheet(row(1), row(2, status="未", results=""), row(3), row(4, tier="【Ⅰ】<別>")))
    first, second, third, fourth = told.measures
    assert first.meaning is third.meaning
    assert first.meaning is not second.meaning and first.meaning != fourth.meaning
    assert first.meaning.status is first.status.status
    by_meaning = told.rows_by_meaning
    assert [[first, third], [second], [fourth]] == list(by_meaning.values())
    assert set(told.rows) == {row for rows in by_meaning.values() for row in rows}


def test_places_of_closed_words_are_those_of_their_own_row() -> None:
    first, _, third = notation.guideline(sheet(row(1), row(2), row(3))).measures
    assert first.tier.span.text == third.tier.span.text == "【Ⅰ】"
    assert first.tier.span != third.tier.span
    assert third.tier.mark and "Ⅰ" == third.tier.mark.text
