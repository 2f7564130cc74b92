"""The list of changes: what each line is called, and where it leads."""

from __future__ import annotations

import notation
from comparecase import MEASURES, chapters, table, words
from notation import row

from guideline_docs.compare import compare
from guideline_docs.model.guideline import Guideline
from guideline_docs.render.templates import Templates
from guideline_docs.views.changes import change_list

WORDING = Templates().wording()


def listed(old: Guideline, new: Guideline) -> list[str]:
    found = change_list(compare(old, new), new, WORDING)
    lines = [f"{each.name} {each.head} {each.kind}: {words(each.parts)}" for each in found.lines]
    return [*lines, found.summary]


def test_a_place_is_told_as_a_whole() -> None:
    lines = [*MEASURES]
    lines.insert(7, lines.pop(2))
    assert ["No.1 場所 移動: [-(1)-ア-]{+(2)-ア+}", "移動 1"] == listed(table(), table(*lines))


def test_where_one_stands_that_follows_none() -> None:
    lines = [*MEASURES]
    lines.insert(4, lines.pop(2))
    assert "No.1 並び 移動: [-先頭-]{+No.3の次+}" == listed(table(), table(*lines))[0]


def test_a_paragraph_that_moved_is_told_by_its_words() -> None:
    text = "　策定に当たっては、市民の意見を広く聴くとともに、団体の意見も聴いた。\n\n"
    one = f"第1章　初め\n\n1　趣旨\n\n{text}　趣旨を書く。\n\n2　経過\n\n　経過を書く。\n"
    two = one.replace(text, "").replace("　経過を書く。\n", f"　経過を書く。\n\n{text}")
    assert [
        "第1章2 場所 移動: [-第1章1-]{+第1章2+}「策定に当たっては、市民の意見を広く聴くとともに、…」",
        "移動 1",
    ] == listed(chapters(one), chapters(two))


def test_what_has_no_name_is_called_by_where_it_stands() -> None:
    text = notation.sheet(*MEASURES)
    found = listed(notation.guideline(text), notation.guideline(text.replace(notation.TITLE, "別の一覧の標題")))
    assert found[0].startswith("一覧 見出し 変更: ")
    found = listed(chapters("　前書き。\n\n第1章　初め\n"), chapters("　前書きです。\n\n第1章　初め\n"))
    assert "原稿 本文 変更: 前書き{+です+}。" == found[0]


def test_columns_are_called_as_the_office_calls_them() -> None:
    head = "No｜内容｜重点｜施策の実施｜取組実績｜2期案｜理由"
    old, new = (table(head, row(1, results=word)) for word in ("始めた。", "終えた。"))
    assert "変更 1" == listed(old, new)[-1]


def test_none() -> None:
    assert ["違いはありません"] == listed(table(), table())
