"""What a row of the progress table says, and what it means."""

from __future__ import annotations

from notation import row
from tablecase import rows, table, written

from guideline_docs.model.moves import MoveKind
from guideline_docs.syntax.columns import Column


def test_a_status_nobody_knows_stands_as_written() -> None:
    (one,) = rows(table(row(1, status="おおむね済")))
    assert ("おおむね済", "", "") == (one.status.text, one.keys.status, one.keys.status_look)


def test_a_row_hands_over_what_it_means() -> None:
    (one,) = rows(table(row(7, tier="Ⅱ-ア", status="済", proposal="Ⅰ")))
    keys = one.keys
    assert keys.code and 7 == keys.code.number
    assert ("Ⅱ-ア", "済", MoveKind.PROMOTION) == (keys.tier, keys.status, keys.move)
    assert keys.tier_look and keys.status_look


def test_an_empty_cell_says_so() -> None:
    one = rows(table(row(1, status="未", results="")))[0]
    assert "—" == written(one.texts[Column.RESULTS])


def test_cells_beyond_the_head_are_printed() -> None:
    one = rows(table(f"{row(1)}｜余り"))[0]
    assert ["余り"] == [written(extra.text) for extra in one.extras]
