"""Which columns the progress table has."""

from __future__ import annotations

import notation
from notation import row
from tablecase import WORDING, rows, table, written

from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.parts import Across, ProgressTable, Row


def names(view: ProgressTable) -> list[str]:
    """The heads of the columns."""
    return [head.name for head in view.heads.columns]


def own(view: ProgressTable, one: Row) -> list[str]:
    """The cells of a row below the heads that are not in every table."""
    return [written(one.texts[head.key]) for head in view.heads.own]


def test_unknown_columns_of_short_words_are_columns() -> None:
    view = table(f"{notation.HEAD}｜担当課", f"{row(1)}｜協働推進課")
    (one,) = rows(view)
    assert [("担当課", "narrow")] == [(head.name, head.look) for head in view.heads.own]
    assert (["協働推進課"], ()) == (own(view, one), one.extras)


def test_a_table_without_tiers_and_proposals_has_nothing_of_them() -> None:
    view = table("No｜内容｜施策の実施｜実績", "1｜研修｜済｜した", "2｜冊子｜未｜", "3｜広報｜検討｜した")
    assert ["No", "内容", "施策の実施", "実績"] == [head.name for head in view.heads.columns]
    assert ("results", False) == (view.heads.long, view.heads.usual)
    assert (["overall"], ()) == ([line.role for line in view.summary], view.moves)
    assert ("施策数と実施状況", "範囲") == (view.achievement.caption, view.achievement.head)
    assert [
        "「済」の件数は、済と済・継を合わせたもの。",
        "割合は施策数に対するもの。端数処理のため合計が100%にならない場合がある。",
        "実施状況を読み取れない施策 1件（No.3）は、状況ごとの件数に含めていない。",
    ] == [written(note) for note in view.achievement.notes]


def test_tier_or_proposal_alone_is_no_move() -> None:
    view = table("No｜内容｜重点｜施策の実施", "1｜研修｜【Ⅰ】｜済")
    assert (["No", "内容", "施策の実施", "重点"], ()) == (names(view), view.moves)
    assert ["Ⅰ"] == [token.text for token in rows(view)[0].move.way]
    view = table("No｜内容｜2期案｜施策の実施", "1｜研修｜○→Ⅰ｜済")
    assert ("2期案", ["○", "→", "Ⅰ"]) == (
        names(view)[-1],
        [token.text for token in rows(view)[0].move.way],
    )


def test_long_further_columns_are_set_below_the_long_texts() -> None:
    prose = "関係する団体との調整が要るため、令和6年度に改めて検討する。"
    head = f"{notation.HEAD}｜担当課｜備考｜期限"
    view = table(head, f"{row(1)}｜協働課｜{prose}｜R6")
    (one,) = rows(view)
    assert ["担当課", "期限"] == [head.name for head in view.heads.own]
    assert ["協働課", "R6"] == own(view, one)
    assert [("備考：", prose)] == [(extra.label, written(extra.text)) for extra in one.extras]


def test_where_reasons_are_missing_a_long_column_has_their_room() -> None:
    prose = "関係する団体との調整が要るため、令和6年度に改めて検討する。"
    view = table("No｜内容｜施策の実施｜備考｜背景", f"1｜研修｜済｜{prose}｜{prose}")
    assert [("備考", "wide"), ("背景", "wide")] == [(e.name, e.look) for e in view.heads.own]


def test_two_columns_of_one_name_are_two() -> None:
    view = table(f"{notation.HEAD}｜実績｜｜理由", f"{row(1)}｜後の実績｜無名｜後の理由")
    assert ["実績 (2)", "列9", "理由 (2)"] == [head.name for head in view.heads.own]
    assert ["後の実績", "無名", "後の理由"] == own(view, rows(view)[0])


def test_a_table_of_unknown_heads_is_printed_as_it_stands() -> None:
    guideline = notation.guideline("題\n指標\t基準値\t目標値\n子育て\n①婚姻率\t5.5\t5.9\n")
    view = progress_table(guideline, (), WORDING)
    assert ("", ["指標", "基準値", "目標値"]) == (
        view.heads.number,
        [head.name for head in view.heads.own],
    )
    across, row_ = view.blocks[0].lines
    assert isinstance(across, Across) and isinstance(row_, Row)
    assert ("子育て", ["①婚姻率", "5.5", "5.9"]) == (
        written(across.across),
        own(view, row_),
    )
