"""Who is who between two editions: never by a number alone."""

from __future__ import annotations

from notation import category, guideline, row, sheet, subsection

from guideline_docs.model.lineage import Identity, Tie, between, lineage
from guideline_docs.model.renumbered import Renumbered, Step

SPACE = "空き教室を活動の場とすることを検討し、管理の決まりを定める。"
SITE = "登録団体の情報をホームページで公開し、年に二度新しくする。"
FUND = "市民が出し合う基金のあり方を、先に始めた市の例から調べる。"


def pairs(
    before: list[Identity], after: list[Identity], numbers: dict[int, int | None] | None = None
) -> list[tuple[str, str, Tie]]:
    found = lineage(before, after, numbers)
    return [(before[b].title, after[a].title, tie) for b, a, tie in found.pairs]


def test_a_number_alone_makes_nobody_one() -> None:
    before = [Identity(1, "空き教室", SPACE), Identity(3, "ホームページ", SITE)]
    after = [Identity(1, "ホームページ", SITE), Identity(2, "基金", FUND)]
    assert [("ホームページ", "ホームページ", Tie.TITLE)] == pairs(before, after)
    found = lineage(before, after)
    assert ((0,), (1,)) == (found.gone, found.new)


def test_the_map_comes_first() -> None:
    before = [Identity(1, "同じ題", SPACE), Identity(3, "同じ題", SITE)]
    after = [Identity(1, "同じ題", SITE), Identity(2, "同じ題", SPACE)]
    assert [("同じ題", "同じ題", Tie.MAP)] * 2 == pairs(before, after, {1: 2, 3: 1})
    assert [(1, 0), (0, 1)] == [pair[:2] for pair in lineage(before, after, {1: 2, 3: 1}).pairs]


def test_what_was_struck_has_no_descendant() -> None:
    before, after = [Identity(1, "題", SPACE)], [Identity(1, "題", SPACE)]
    found = lineage(before, after, {1: None})
    assert ((), (0,), (0,)) == found


def test_titles_that_stand_twice_need_their_number() -> None:
    before = [Identity(1, "研修"), Identity(2, "研修")]
    after = [Identity(2, "研 修"), Identity(5, "研修")]
    found = lineage(before, after)
    assert [(1, 0, Tie.NUMBER_AND_TITLE), (0, 1, Tie.TITLE)] == [tuple(p) for p in found.pairs]


def test_a_reworded_title_is_known_by_the_words_of_the_row() -> None:
    before = [Identity(1, "空き教室の活用", "空き教室の活用" + SPACE), Identity(2, "基金", FUND)]
    after = [Identity(9, "教室の活用", "教室の活用" + SPACE), Identity(2, "公園", SITE)]
    assert [("空き教室の活用", "教室の活用", Tie.CONTENT)] == pairs(before, after)


def test_of_two_that_are_alike_neither_is_guessed() -> None:
    before = [Identity(1, "甲", SPACE)]
    after = [Identity(2, "乙", SPACE), Identity(3, "丙", SPACE)]
    assert [] == pairs(before, after)


def test_measures_without_a_title_are_nobody() -> None:
    assert [] == pairs([Identity(None, "")], [Identity(None, "")])


def test_two_editions_are_led_by_the_map_from_the_first() -> None:
    """Measures 1 and 3, renumbered, are 1 and 2, whatever their titles became."""
    rows = (row(1, title="空き教室"), row(3, title="ホームページ"))
    before = guideline(sheet(*rows)).second
    after = guideline(sheet(row(1, title="登録団体"), row(2, title="公表"))).second
    known = Renumbered(steps=(Step(before.digest, {"3": "2"}),))
    assert [(0, 0, Tie.MAP), (1, 1, Tie.MAP)] == [tuple(p) for p in between(before, after, known).pairs]
    unknown = Renumbered(steps=(Step(after.digest, {"3": "2"}),))
    assert Tie.MAP not in [pair.tie for pair in between(before, after, unknown).pairs]


def test_an_edition_is_told_by_its_numbers_and_what_bears_them() -> None:
    one = guideline(sheet(row(1, title="甲"), row(2, title="乙"))).edition.digest
    assert one == guideline(sheet(row(1, title="甲"), row(2, title="乙", results="済"))).edition.digest
    others = (
        sheet(row(1, title="甲"), row(3, title="乙")),
        sheet(row(1, title="乙"), row(2, title="甲")),
        sheet(category(1), subsection("ア"), row(1, title="甲"), subsection("イ"), row(2, title="乙")),
    )
    assert one not in [guideline(text).edition.digest for text in others]
