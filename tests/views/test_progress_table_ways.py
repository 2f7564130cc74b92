"""The way of a measure, from its tier to what is proposed."""

from __future__ import annotations

import pytest
from notation import row
from tablecase import rows, table

from guideline_docs.model.moves import MoveKind


@pytest.mark.parametrize(
    ("tier", "proposal", "kind", "way"),
    [
        ("Ⅱ-ア", "Ⅰ", MoveKind.PROMOTION, "Ⅱ-ア→Ⅰ"),
        ("Ⅱ-ア", "I", MoveKind.PROMOTION, "Ⅱ-ア→Ⅰ"),
        ("Ⅰ", "Ⅱ-イ", MoveKind.DEMOTION, "Ⅰ→Ⅱ-イ"),
        ("Ⅲ", "Ⅲ", MoveKind.CONTINUATION, "Ⅲ→Ⅲ"),
        ("Ⅰ", "○", MoveKind.COMPLETION, "Ⅰ→○"),
        ("Ⅰ", "○→Ⅰ", MoveKind.RENEWAL, "Ⅰ→○→Ⅰ"),
        ("Ⅰ", "検討中", MoveKind.UNCLEAR, "Ⅰ→検討中"),
        ("Ⅸ", "Ⅰ", MoveKind.UNCLEAR, "【Ⅸ】→Ⅰ"),
        ("Ⅰ", "", MoveKind.UNCLEAR, "Ⅰ→—"),
    ],
)
def test_a_move_is_named(tier: str, proposal: str, kind: MoveKind, way: str) -> None:
    (one,) = rows(table(row(1, tier=tier, proposal=proposal)))
    assert kind == one.keys.move
    assert way == "".join(token.text for token in one.move.way)


def test_what_stands_beside_a_tier_is_printed_unless_it_is_its_label() -> None:
    view = table(
        row(1, tier="【Ⅰ】<重点>", proposal="Ⅱ-ア<様子見>"),
        row(2, tier="【Ⅰ】<重点施策>", proposal="Ⅰ"),
        row(3, tier="【Ⅰ】<休止>", proposal="Ⅰ"),
    )
    assert ["Ⅰ→Ⅱ-ア（様子見）", "Ⅰ→Ⅰ", "Ⅰ（休止）→Ⅰ"] == [
        "".join(token.text for token in row.move.way) for row in rows(view)
    ]
