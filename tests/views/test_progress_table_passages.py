"""Text of the progress table: its marks and its links."""

from __future__ import annotations

import notation
from notation import row
from tablecase import WORDING, marks, rows, written

from guideline_docs.rules import catalogue
from guideline_docs.syntax.columns import Column
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.text import PieceRole


def test_accepted_findings_are_not_marked() -> None:
    source = notation.source(notation.sheet(row(1, tier="Ⅸ")))
    found = notation.diagnostics(source)
    assert "GD301" in {d.code for d in found}
    accepted = [d._replace(accepted="方針どおり") for d in found]
    view = progress_table(notation.guideline(source), accepted, WORDING)
    assert () == view.remarks
    assert [] == marks(view)


def test_findings_of_other_files_are_left_out() -> None:
    guideline = notation.guideline(notation.sheet(row(1)))
    view = progress_table(guideline, notation.diagnostics(notation.sheet(row(7))), WORDING)
    assert () == view.remarks


def test_what_nobody_sees_is_marked_in_its_cell() -> None:
    text = notation.sheet(row(1, results="実施\u200bした。"), row(2, results="\u00ad説明\u2060"))
    read = notation.guideline(text)
    view = progress_table(read, list(catalogue.run(read)), WORDING)
    places = [(place.text, line.code) for line in view.remarks for place in line.places]
    assert [("No.1 実績", "GD005"), ("No.2 実績", "GD005"), ("No.2 実績", "GD005")] == places
    assert len(marks(view)) == 3


def test_what_only_cards_have_is_no_link_in_the_table() -> None:
    sheet = notation.sheet(row(1, rationale="施策2と施策1を進める。"))
    card = "（1）場\nア　拠点\n\n施策2　新しい施策\n　2期案：Ⅰ\n"
    view = progress_table(notation.guideline(sheet, cards=[card]), (), WORDING)
    (only,) = rows(view)
    links = [p for p in only.texts[Column.RATIONALE] if p.role is PieceRole.LINK]
    assert ["measure-1"] == [piece.anchor for piece in links]
    assert "施策2と施策1を進める。" == written(only.texts[Column.RATIONALE])
