"""The progress table with the marks of what changed since an earlier version."""

from __future__ import annotations

from dataclasses import replace

import notation
import pytest
from comparecase import MEASURES, changed
from notation import category, row
from tablecase import WORDING, written

from guideline_docs.model.configuration import Bibliography, Configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.parts import Gone, Marked, ProgressTable, Row
from guideline_docs.views.progress_table.since import marked
from guideline_docs.views.since import since


def table(*lines: str) -> Guideline:
    return notation.guideline(notation.sheet(*(lines or MEASURES)))


def view(old: Guideline, new: Guideline) -> ProgressTable:
    plain = progress_table(new, (), WORDING)
    return marked(plain, new, since("git:v1", old, new), WORDING)


def _signed(mark: Marked | None) -> str:
    return "・".join(mark.signs) + " " if mark else ""


def said(found: ProgressTable) -> list[str]:
    """The lines in reading order: their signs, what they are, and what is told in which cell."""
    lines: list[str] = []
    for block in (part for top in found.blocks for part in top.all):
        if block.band:
            lines.append(_signed(block.band.since) + block.band.name)
        for line in block.lines:
            if isinstance(line, Gone):
                lines.append(_signed(line.since) + line.gone)
            elif isinstance(line, Row):
                cells = line.since.changes if line.since else {}
                told = "".join(f" [{key}: {_words(each)}]" for key, each in cells.items())
                lines.append(f"{_signed(line.since)}{line.number}{told}")
            else:
                lines.append(_signed(line.since) + written(line.across))
    return lines


def _words(changes: tuple[object, ...]) -> str:
    marks = {"": "{}", "del": "-{}-", "ins": "+{}+"}
    return "、".join(
        f"{each.head} " + "".join(marks[word.mark].format(word.text) for word in each.words)  # type: ignore[attr-defined]
        for each in changes
    )


def marked_lines(old: Guideline, new: Guideline) -> list[str]:
    signs = ("新規", "変更", "移動", "番号", "削除")
    return [line for line in said(view(old, new)) if line.startswith(signs)]


def test_nothing_changed_is_said() -> None:
    found = view(table(), table()).since
    assert found is not None
    assert ((), "", "変わった行はありません") == (found.kinds, found.around, found.words.none)
    assert [] == marked_lines(table(), table())


def test_a_changed_cell_is_told_in_its_column() -> None:
    new = table(*changed(("年4回発行した。", "年6回発行した。")))
    assert ["変更 4 [results: 実績 年-4-+6+回発行した。]"] == marked_lines(table(), new)


def test_tier_and_proposal_are_told_where_the_way_stands() -> None:
    now = row(4, title="広報紙の発行", tier="Ⅰ", results="年4回発行した。", proposal="Ⅲ")
    new = table(*MEASURES[:7], now, *MEASURES[8:])
    assert ["変更 4 [move: 重点 【-Ⅱ-ア-+Ⅰ+】、2期案 -Ⅱ-ア-+Ⅲ+]"] == marked_lines(table(), new)


def test_a_new_row_is_told_as_such_and_none_of_its_cells() -> None:
    lines = (*MEASURES, row(7, title="出張相談の実施"))
    assert ["新規 7"] == marked_lines(table(), table(*lines))


def test_a_row_that_is_gone_stands_struck_where_it_stood() -> None:
    new = table(*(line for line in MEASURES if "地図" not in line))
    found = said(view(table(), new))
    assert ["1", "削除 No.2　活動拠点の地図の作成", "3"] == found[2:5]


def test_the_first_row_that_is_gone_stands_below_its_heading() -> None:
    new = table(*(line for line in MEASURES if "会議室" not in line))
    assert ["ア　活動拠点", "削除 No.1　会議室の開放", "2"] == said(view(table(), new))[1:4]


def test_a_heading_that_is_gone_is_told_with_its_rows() -> None:
    new = table(*MEASURES[:-2])
    found = said(view(table(), new))
    assert ["5", "削除 (2)-イ　相談", "削除 No.6　相談窓口の設置"] == found[-3:]


def test_what_was_first_of_all_comes_before_all() -> None:
    new = table(category(2, "情報の提供"), *MEASURES[6:])
    found = said(view(table(), new))
    assert "削除 (1)　場の提供" == found[0]
    assert 5 == sum(line.startswith("削除") for line in found)


def test_a_row_under_another_heading_and_one_among_others_have_moved() -> None:
    rows = list(MEASURES)
    rows[2], rows[4] = rows[4], rows[2]
    found = marked_lines(table(), table(*rows))
    assert found
    assert all(line.startswith("移動") for line in found)


def test_a_number_alone_is_a_kind_of_its_own() -> None:
    new = table(
        *MEASURES[:2],
        row(1, title="活動拠点の地図の作成", results="地図を配った。", rationale="(2)-アに続く。"),
        row(2, title="備品の貸出し", results="机を借りた。", rationale="施策5と行う。"),
        *MEASURES[5:],
    )
    assert [
        "削除 No.1　会議室の開放",
        "番号 1 [title: 番号 -No.2-+No.1+]",
        "変更 2 [title: 番号 -No.3-+No.2+] [results: 実績 机を-貸し出した-+借りた+。]",
    ] == marked_lines(table(), new)


def test_a_heading_is_marked_like_a_row() -> None:
    new = table(*changed(("ア 広報", "ア 広聴")))
    assert ["変更 ア　広聴"] == marked_lines(table(), new)


def test_the_kinds_are_counted_in_the_order_of_the_legend() -> None:
    new = table(
        *changed(("年4回発行した。", "年6回発行した。"), lines=(*MEASURES[:3], *MEASURES[4:])),
        row(7, title="出張相談の実施"),
    )
    found = view(table(), new).since
    assert found is not None
    assert ["新規 1件", "変更 1件", "削除 1件"] == [each.text for each in found.kinds]


def test_notes_in_the_table_are_marked_and_those_that_went_are_told_round_it() -> None:
    old = table(*MEASURES[:3], "※ 数は四月のもの", *MEASURES[3:], "以上")
    new = table(*MEASURES[:3], "※ 数は五月のもの", *MEASURES[3:])
    assert ["変更 ※ 数は五月のもの"] == marked_lines(old, new)
    found = view(old, new).since
    assert found is not None
    assert "ほかに変わったところ：注「以上」（削除）" == found.around


def test_what_stands_on_the_head_of_the_paper_is_told_round_it() -> None:
    def of(**facts: str) -> Guideline:
        configuration = Configuration(bibliography=Bibliography(**facts))
        return notation.guideline(notation.sheet(*MEASURES), configuration=configuration)

    found = view(of(as_of="四月", title="指針"), of(as_of="五月", title="新しい指針")).since
    assert found is not None
    assert "ほかに変わったところ：基準日" == found.around


def test_what_only_chapters_say_is_on_other_paper() -> None:
    old, new = (
        notation.guideline(notation.sheet(*MEASURES), f"第1章　総則\n　{text}\n")
        for text in ("短期的に進める。", "中期的に進める。")
    )
    found = view(old, new).since
    assert found is not None
    assert ((), "") == (found.kinds, found.around)


def test_what_a_chapter_asks_for_is_on_other_paper() -> None:
    old, new = (
        notation.guideline(notation.sheet(*MEASURES), f"第1章　総則\n{text}")
        for text in ("［＃達成状況］\n", "［＃改ページ］\n")
    )
    found = view(old, new).since
    assert found is not None
    assert "" == found.around


def test_the_table_says_what_it_says_without_marks() -> None:
    new = table(*changed(("年4回発行した。", "年6回発行した。")))
    plain, found = progress_table(new, (), WORDING), view(table(), new)
    bare = [
        [replace(line, since=None) for line in part.lines if not isinstance(line, Gone)]
        for top in found.blocks
        for part in top.all
    ]
    assert [list(part.lines) for top in plain.blocks for part in top.all] == bare
    assert plain.remarks == found.remarks


@pytest.mark.parametrize("name", ["git:v1", "../前回の案", "去年.txt"])
def test_the_version_is_called_what_its_user_calls_it(name: str) -> None:
    new = table()
    found = marked(progress_table(new, (), WORDING), new, since(name, new, new), WORDING)
    assert found.since is not None
    assert (f"{name} から", f"　{name} からの変更") == (found.since.against, found.since.running)


def test_rows_of_a_column_of_the_sheets_own_are_told_there() -> None:
    heads = "No｜内容｜重点｜施策の実施｜実績｜2期案｜理由｜所管".replace("｜", "\t")
    line = "1｜会議室｜【Ⅰ】｜済｜開いた。｜Ⅰ｜続ける。｜{}".replace("｜", "\t")
    old, new = (
        notation.guideline(f"題\n【Ⅰ】<重点>\t説明\n{heads}\n（1）場\nア 場\n{line.format(each)}\n")
        for each in ("広報課", "企画課")
    )
    assert ["変更 1 [head:所管: 所管 -広報課-+企画課+]"] == marked_lines(old, new)
