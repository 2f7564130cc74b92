"""The chapters: words, headings, and what stands elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from comparecase import between, changed, chapters

from guideline_docs.workspace import load

FIRST = """第1章　初めに

1　趣旨

　この指針は、市民活動と協働を進めるための考え方を示す。

　策定に当たっては、市民の意見を聴いた。

2　位置付け

　総合計画の下に位置付ける。（施策3）

・上位の計画　総合計画
・関連する計画　地域福祉計画

※　計画の名称は、策定の時点のものである。
"""
SECOND = """第2章　これまでの取組

1　実績

　第1期の実績を、第1章1の趣旨に照らして振り返る。

［＃達成状況］

2　課題

　情報の提供が、十分とはいえない。
"""


def edited(*replaced: tuple[str, str]) -> list[str]:
    return between(chapters(FIRST, SECOND), chapters(*_edited(*replaced)))


def _edited(*replaced: tuple[str, str]) -> list[str]:
    parts = "\f".join((FIRST, SECOND))
    for old, new in replaced:
        assert parts.count(old) == 1, old
        parts = parts.replace(old, new)
    return parts.split("\f")


def test_equal_chapters() -> None:
    assert [] == edited()


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        (
            [("市民の意見を聴いた", "市民と団体の意見を聴いた")],
            ["changed 第1章1 text: 策定に当たっては、市民{+と団体+}の意見を聴いた。"],
        ),
        ([("2　課題", "2　残る課題")], ["changed 第2章2 title: {+残る+}課題"]),
        ([("1　趣旨", "1　目的")], ["changed 第1章1 title: [-趣旨-]{+目的+}"]),
        (
            [("・上位の計画　総合計画\n", "")],
            ["removed 第1章2 text: [-上位の計画　総合計画-]"],
        ),
        (
            [("計画の名称は", "計画の名称及び期間は")],
            ["changed 第1章2 text: 計画の[-名称-]{+名称及び期間+}は、策定の時点のものである。"],
        ),
        ([("［＃達成状況］", "［＃達成状況のグラフ］")], [
            "changed 第2章1 annotation: ［＃達成状況{+のグラフ+}］",
        ]),
        ([("［＃達成状況］\n", "")], ["removed 第2章1 annotation: [-［＃達成状況］-]"]),
        (
            [("協働を進める", "｜協働《きょうどう》を進める")],
            ["changed 第1章1 text: この指針は、市民活動と[-協働-]{+｜協働《きょうどう》+}を進めるための考え方を示す。"],
        ),
        ([("（施策3）", "（施策2）")], [
            "changed 第1章2 text: 総合計画の下に位置付ける。（施策[-3-]{+2+}）",
        ]),
    ],
)
def test_one_thing_changed(replaced: list[tuple[str, str]], expected: list[str]) -> None:
    assert expected == edited(*replaced)


def test_a_paragraph_broken_in_two() -> None:
    one = "第1章　初め\n\n　市民の意見を聴いた。団体の意見も聴いた。\n"
    two = one.replace("。団体", "。\n\n　団体")
    expected = "changed 第1章 text: 市民の意見を聴いた。{+\n+}団体の意見も聴いた。"
    assert [expected] == between(chapters(one), chapters(two))
    expected = "changed 第1章 text: 市民の意見を聴いた。[-\n-]団体の意見も聴いた。"
    assert [expected] == between(chapters(two), chapters(one))


def test_lines_of_one_paragraph_may_break_anywhere() -> None:
    one = "第1章　初め\n\n　市民の意見を聴いた。\n団体の意見も聴いた。\n"
    assert [] == between(chapters(one), chapters(one.replace("。\n団", "。団")))


def test_a_heading_put_in_renumbers_those_behind_it_and_no_reference_changes() -> None:
    inner = SECOND.replace("1　実績", "2　実績").replace("2　課題", "3　課題")
    inner = inner.replace("2　実績", "1　経過\n\n　経過を書く。\n\n2　実績")
    first = FIRST.replace("（施策3）", "（第2章2）")
    second = inner.replace("照らして", "照らして、")
    found = between(chapters(first, SECOND), chapters(first.replace("第2章2", "第2章3"), second))
    assert [
        "added 第2章1 title: {+経過+}",
        "added 第2章1 text: {+経過を書く。+}",
        "renumbered 第2章2 number: [-第2章1-]{+第2章2+}",
        "changed 第2章2 text: 第1期の実績を、第1章1の趣旨に照らして{+、+}振り返る。",
        "renumbered 第2章3 number: [-第2章2-]{+第2章3+}",
    ] == found


def test_a_chapter_put_in_between() -> None:
    new = "第2章　調査\n\n　調査の結果を書く。\n"
    last = SECOND.replace("第2章", "第3章")
    found = between(chapters(FIRST, SECOND), chapters(FIRST, new, last))
    assert [
        "added 第2章 title: {+調査+}",
        "added 第2章 text: {+調査の結果を書く。+}",
        "renumbered 第3章 number: [-第2章-]{+第3章+}",
    ] == found


def test_a_paragraph_that_stands_elsewhere() -> None:
    text = "　策定に当たっては、市民の意見を聴いた。\n\n"
    found = between(
        chapters(FIRST, SECOND), chapters(FIRST.replace(text, ""), SECOND.replace("2　課題", f"{text}2　課題"))
    )
    assert ["moved 第2章1 section: [-第1章1-]{+第2章1+}"] == found


def test_a_paragraph_that_was_reworded_on_its_way() -> None:
    text = "　策定に当たっては、市民の意見を聴いた。\n\n"
    new = text.replace("市民の意見", "市民や団体の意見")
    found = between(
        chapters(FIRST, SECOND), chapters(FIRST.replace(text, ""), SECOND.replace("2　課題", f"{new}2　課題"))
    )
    assert [
        "moved 第2章1 section: [-第1章1-]{+第2章1+}",
        "changed 第2章1 text: 策定に当たっては、市民{+や団体+}の意見を聴いた。",
    ] == found


def test_a_section_that_moved_takes_its_text_along() -> None:
    head, _, body = FIRST.partition("2　位置付け")
    first, second = head, SECOND + "\n3　位置付け" + body
    found = between(chapters(FIRST, SECOND), chapters(first, second))
    assert ["moved 第2章3 section"] == [each.partition(":")[0] for each in found]


def test_two_sections_that_changed_places() -> None:
    head, _, rest = SECOND.partition("1　実績")
    first, _, second = rest.partition("2　課題")
    turned = f"{head}1　課題{second}\n2　実績{first}"
    found = [each.partition(":")[0] for each in between(chapters(FIRST, SECOND), chapters(FIRST, turned))]
    assert 2 == len(found)
    assert {"moved", "renumbered"} == {each.split()[0] for each in found}


def test_a_heading_of_another_level_is_that_heading() -> None:
    found = edited(("2　課題", "(1)　課題"))
    assert ["renumbered 第2章1(1) number"] == [each.partition(":")[0] for each in found]


def test_a_picture_that_is_another_one(tmp_path: Path) -> None:
    for name, colour in (("old", 0), ("new", 255)):
        folder = tmp_path / name / "sources" / "draft"
        folder.mkdir(parents=True)
        (folder.parent / "guideline.toml").write_text("[guideline]\n")
        (folder / "01.txt").write_text("第1章　図\n\n［＃画像：map.png｜地図］\n", "utf-8")
        (folder / "map.png").write_bytes(_png(colour))
    old, new = (load(str(tmp_path / name)).guideline for name in ("old", "new"))
    assert ["changed 第1章 image: ［＃画像：map.png｜地図］"] == between(old, new)


def _png(grey: int) -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((0, grey)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_the_table_and_the_chapters_follow_each_other() -> None:
    """A measure that is renumbered is no change of a chapter that names it."""
    from comparecase import MEASURES, table

    old = table(*MEASURES)
    lines = [line for line in MEASURES if not line.startswith("2｜")]
    lines = [*changed(("3｜備", "2｜備"), ("4｜広", "3｜広"), ("5｜メ", "4｜メ"), ("6｜相", "5｜相"), ("施策5", "施策4"), lines=lines)]
    import notation

    text = "第1章　初め\n\n　貸出し（施策{}）と広報（施策{}から施策{}まで）を行う。\n"
    old = notation.guideline(notation.sheet(*MEASURES), text.format(3, 4, 6))
    new = notation.guideline(notation.sheet(*lines), text.format(2, 3, 5))
    assert {"removed", "renumbered"} == {each.split()[0] for each in between(old, new)}


def test_a_heading_that_is_called_otherwise_and_has_another_number() -> None:
    second = SECOND.replace("2　課題", "3　第2期に向けて取り組むこと").replace("1　実績", "1　経過\n\n　経過を書く。\n\n2　実績")
    found = between(chapters(FIRST, SECOND), chapters(FIRST, second))
    assert [
        "added 第2章1 title: {+経過+}",
        "added 第2章1 text: {+経過を書く。+}",
        "renumbered 第2章2 number: [-第2章1-]{+第2章2+}",
        "renumbered 第2章3 number: [-第2章2-]{+第2章3+}",
        "changed 第2章3 title: [-課題-]{+第2期に向けて取り組むこと+}",
    ] == found


def test_what_stands_alone_on_its_line_moves_however_short_it_is() -> None:
    text = "第1章　総括\n1　達成\n［＃達成状況］\n2　課題\n　課題を述べる文である。\n"
    moved = text.replace("［＃達成状況］\n", "") + "［＃達成状況］\n"
    assert ["moved 第1章2 section: [-第1章1-]{+第1章2+}"] == between(chapters(text), chapters(moved))


def test_an_item_that_is_a_paragraph_now_says_what_it_said() -> None:
    one = "第1章　総括\n1　区分\n・優先度が高く、短期的に進めるもの\n・充実を図るもの\n"
    two = one.replace("・優先度", "　優先度")
    assert ["changed 第1章1 form: [-item-]{+text+}"] == between(chapters(one), chapters(two))
    assert ["changed 第1章1 form: [-text-]{+item+}"] == between(chapters(two), chapters(one))
