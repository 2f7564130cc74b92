"""確認事項: findings that say the same are one line, whose places are named."""

from __future__ import annotations

import notation
from notation import row

from guideline_docs.render.templates import Templates
from guideline_docs.rules import catalogue
from guideline_docs.syntax.columns import Column
from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import Draft, DraftRole, Table
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.parts import ProgressTable
from guideline_docs.views.remarks import RemarkLine
from guideline_docs.views.text import PieceRole

WORDING = Templates().wording()


def table(*lines: str) -> ProgressTable:
    source = notation.source(notation.sheet(*lines))
    return progress_table(notation.guideline(source), notation.diagnostics(source), WORDING)


def said(sheet: str, chapter: str) -> Draft:
    guideline = notation.guideline(sheet, chapter)
    return draft(guideline, catalogue.run(guideline, lambda: None), WORDING)


def shown(line: RemarkLine) -> str:
    """A line as it reads."""
    places = "、".join(place.text for place in line.places)
    return " ".join(filter(None, (line.mark, line.message, line.hint, places, line.more)))


SAME = "「I」は凡例の「Ⅰ」とよく似た別の文字です 「Ⅰ」に直してください"


def test_what_is_the_same_is_one_line_with_its_places() -> None:
    view = table(row(1, proposal="I"), row(2), row(3, proposal="I"))
    assert [f"※1 {SAME} No.1 2期案、No.3 2期案"] == [shown(line) for line in view.remarks]
    assert ["measure-1", "measure-3"] == [place.anchor for place in view.remarks[0].places]
    assert "原稿の確認で見つかった事柄（2件）。" == view.findings_lead.partition("※")[0]


def test_the_marks_at_all_places_lead_to_the_line() -> None:
    view = table(row(1, proposal="I"), row(2, rationale="(9)-アによる。"), row(3, proposal="I"))
    rows = [one for block in view.blocks for part in block.all for one in part.rows]
    texts = [text for one in rows for text in (one.move.marks, one.texts[Column.RATIONALE])]
    marks = [(p.text, p.anchor) for text in texts for p in text if p.role is PieceRole.MARK]
    assert [("※1", "remark-1"), ("※2", "remark-2"), ("※1", "remark-1")] == marks
    assert ["remark-1", "remark-2"] == [line.anchor for line in view.remarks]


def test_twenty_places_are_named_and_the_others_counted() -> None:
    view = table(*(row(n, proposal="I") for n in range(1, 24)))
    (line,) = view.remarks
    assert [f"No.{n} 2期案" for n in range(1, 21)] == [place.text for place in line.places]
    assert "ほか 3か所" == line.more
    assert 23 == len(line.keys)


def test_a_place_with_many_of_the_same_is_named_once() -> None:
    view = table(row(1, rationale="。".join(["(9)-アによる"] * 229)), row(2, rationale="(9)-ア"))
    (line,) = view.remarks
    assert ["No.1 理由（229か所）", "No.2 理由"] == [place.text for place in line.places]
    assert "" == line.more


def test_what_has_the_same_advice_stands_together_and_gives_it_once() -> None:
    chapter = (
        "第1章　始めに\n\n　【要設定】による。\n\n　第9章を見る。\n\n　【要確認】とする。\n\n　【要設定】も。\n"
    )
    view = said(notation.sheet(row(1)), chapter)
    advice = "決まったことを書いて、目印を消してください"
    assert [
        f"1 【要設定】が残っています {advice} 第1章（2か所）",
        "2 【要確認】が残っています 同上 第1章",
        "3 参照先「第9章」が原稿にありません 原稿にあるのは 第1章 です 第1章",
    ] == [shown(line) for line in view.remarks]
    assert [1, 1, 2, 3] == [remark.number for remark in view.comments.values()]


def test_the_draft_lists_what_the_table_lists() -> None:
    sheet = notation.sheet(row(1, proposal="I"), row(2), row(3, proposal="I"))
    view = said(sheet, "第1章　施策\n\n［＃施策］\n")
    (listed,) = [
        block
        for section in view.sections
        for block in section.blocks
        if isinstance(block, Table) and block.role is DraftRole.FINDING_TABLE
    ]
    words = [["".join(p.text for p in cell.text) for cell in line.cells] for line in listed.rows[1:]]
    told = "GD304　「I」は凡例の「Ⅰ」とよく似た別の文字です\n案：「Ⅰ」に直してください"
    assert [["1", told, "No.1 2期案、No.3 2期案"]] == words
