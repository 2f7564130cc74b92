"""The table: what became of measures, headings and cells."""

from __future__ import annotations

import notation
import pytest
from comparecase import MEASURES, between, changed, table
from notation import category, row, subsection

from guideline_docs.compare import compare


def test_equal_versions_have_no_changes() -> None:
    assert [] == between(table(), table())
    assert not compare(table(), table())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("年4回", "年6回", "changed No.4 results: 年[-4-]{+6+}回発行した。"),
        ("地図を配った。", "＊", "changed No.2 results: [-地図を配った。-]{+＊+}"),
        ("備品の貸出し", "備品と機材の貸出し", "changed No.3 title: 備品{+と機材+}の貸出し"),
        ("発行した。｜Ⅱ-ア", "発行した。｜Ⅰ", "promoted No.4 proposal: [-Ⅱ-ア-]{+Ⅰ+}"),
        ("発行した。｜Ⅱ-ア", "発行した。｜Ⅲ", "demoted No.4 proposal: [-Ⅱ-ア-]{+Ⅲ+}"),
        ("配信｜【Ⅱ-イ】｜未｜｜Ⅱ-イ", "配信｜【Ⅱ-イ】｜未｜｜Ⅲ", "demoted No.5 proposal: [-Ⅱ-イ-]{+Ⅲ+}"),
        ("発行した。｜Ⅱ-ア", "発行した。｜○", "completed No.4 proposal: [-Ⅱ-ア-]{+○+}"),
        ("発行した。｜Ⅱ-ア", "発行した。｜未定", "changed No.4 proposal: [-Ⅱ-ア-]{+未定+}"),
        ("【Ⅱ-ア】", "【Ⅰ】", "promoted No.4 tier: 【[-Ⅱ-ア-]{+Ⅰ+}】"),
        ("【Ⅱ-ア】", "【Ⅲ】", "demoted No.4 tier: 【[-Ⅱ-ア-]{+Ⅲ+}】"),
        ("【Ⅲ】｜…", "【Ⅲ】｜着手中", "changed No.6 status: [-済-]{+着手中+}"),
        ("｜未｜", "｜済｜", "completed No.5 status: [-未-]{+済+}"),
        ("場の提供", "活動の場の提供", "changed (1) title: {+活動の+}場の提供"),
        ("イ 相談", "イ 相談と支援", "changed (2)-イ title: 相談{+と支援+}"),
    ],
)
def test_one_thing_changed(old: str, new: str, expected: str) -> None:
    lines = list(MEASURES)
    lines[7] = row(4, title="広報紙の発行", tier="Ⅱ-ア", results="年4回発行した。", proposal="Ⅱ-ア")
    before = "\n".join(lines)
    assert before.count(old) == 1
    after = before.replace(old, new).split("\n")
    assert [expected] == between(table(*lines), table(*after))


def test_a_tier_that_is_spelled_otherwise_is_that_tier() -> None:
    found = between(table(), table(*changed(("【Ⅱ-ア】", "【II-ア】"))))
    assert ["changed No.4 tier"] == [each.partition(":")[0] for each in found]


def test_a_measure_put_in_renumbers_those_behind_it() -> None:
    lines = [*MEASURES]
    lines[4:] = [
        row(3, title="印刷機の開放", results="印刷機を置いた。"),
        *changed(("6｜相", "7｜相"), ("5｜メ", "6｜メ"), ("4｜広", "5｜広"), ("3｜備", "4｜備"), ("施策5", "施策6"), lines=lines[4:]),
    ]
    expected = [
        "added No.3 title: {+印刷機の開放+}",
        *(f"renumbered No.{n} number: [-No.{n - 1}-]{{+No.{n}+}}" for n in (4, 5, 6, 7)),
    ]
    assert expected == between(table(), table(*lines))


def test_a_measure_taken_out() -> None:
    lines = [line for line in MEASURES if not line.startswith("2｜")]
    lines = [*changed(("3｜備", "2｜備"), ("4｜広", "3｜広"), ("5｜メ", "4｜メ"), ("6｜相", "5｜相"), ("施策5", "施策4"), lines=lines)]
    expected = [
        "removed No.2 title: [-活動拠点の地図の作成-]",
        *(f"renumbered No.{n} number: [-No.{n + 1}-]{{+No.{n}+}}" for n in (2, 3, 4, 5)),
    ]
    assert expected == between(table(), table(*lines))


def test_a_reference_that_names_another_measure_is_a_change() -> None:
    found = between(table(), table(*changed(("施策5", "施策6"))))
    assert ["changed No.3 rationale: 施策[-5-]{+6+}と行う。"] == found


def test_references_follow_a_renumbered_heading() -> None:
    lines = [
        *MEASURES[:5],
        category(2, "人材の育成"),
        subsection("ア", "研修"),
        row(7, title="研修の開催", results="研修を開いた。"),
        *changed(("（2）", "（3）"), lines=MEASURES[5:]),
    ]
    lines[3] = lines[3].replace("(2)-ア", "(3)-ア")
    expected = [
        "added (2) title: {+人材の育成+}",
        "added (2)-ア title: {+研修+}",
        "added No.7 title: {+研修の開催+}",
        "renumbered (3) number: [-(2)-]{+(3)+}",
    ]
    assert expected == between(table(), table(*lines))


def test_a_measure_under_another_heading() -> None:
    lines = [*MEASURES]
    lines.insert(7, lines.pop(2))
    assert ["moved No.1 section: [-(1)-ア-]{+(2)-ア+}"] == between(table(), table(*lines))


def test_a_measure_among_others() -> None:
    lines = [*MEASURES]
    lines.insert(4, lines.pop(2))
    assert ["moved No.1 order: {+No.3+}"] == between(table(), table(*lines))


def test_two_measures_that_changed_places_and_numbers() -> None:
    lines = [*MEASURES]
    lines[3], lines[4] = changed(("3｜", "2｜"), lines=[lines[4]]) + changed(
        ("2｜", "3｜"), lines=[lines[3]]
    )
    expected = [
        "renumbered No.2 number: [-No.3-]{+No.2+}",
        "moved No.2 order: [-No.2-]{+No.1+}",
        "renumbered No.3 number: [-No.2-]{+No.3+}",
    ]
    assert expected == between(table(), table(*lines))


def test_two_measures_made_one() -> None:
    lines = [line for line in changed(("地図を配った。", "地図を配った。机を貸し出した。")) if not line.startswith("3｜")]
    expected = [
        "changed No.2 results: 地図を配った。{+机を貸し出した。+}",
        "removed No.3 title: [-備品の貸出し-]",
    ]
    assert expected == between(table(), table(*lines))


def test_a_title_reworded_beyond_its_words_is_known_by_the_rest() -> None:
    found = between(table(), table(*changed(("相談窓口の設置", "相談窓口の設置と運営"))))
    assert ["changed No.6 title: 相談窓口の設置{+と運営+}"] == found


def test_headings_that_changed_places() -> None:
    lines = [
        *MEASURES[:5],
        category(2, "情報の提供"),
        subsection("ア", "相談"),
        MEASURES[10],
        subsection("イ", "広報"),
        *MEASURES[7:9],
    ]
    expected = [
        "renumbered (2)-ア number: [-(2)-イ-]{+(2)-ア+}",
        "moved (2)-ア order: [-(2)-ア-]",
        "renumbered (2)-イ number: [-(2)-ア-]{+(2)-イ+}",
    ]
    assert expected == between(table(), table(*lines))


def test_a_heading_moved_with_its_measures() -> None:
    lines = [*MEASURES[:5], subsection("イ", "相談"), MEASURES[10], *MEASURES[5:9]]
    assert ["moved (1)-イ section: [-(2)-]{+(1)+}"] == between(table(), table(*lines))


def test_rows_that_only_their_order_tells_apart() -> None:
    twice = (*MEASURES, row(7, title="同じもの"), row(7, title="同じもの"))
    assert [] == between(table(*twice), table(*twice))
    found = between(table(*twice), table(*twice[:-1]))
    assert ["removed No.7 title: [-同じもの-]"] == found


# --- columns ------------------------------------------------------------------------------

HEAD = "No｜内容｜重点｜施策の実施｜実績｜2期案｜理由｜担当課"
ROWS = tuple(
    f"{n}｜{title}｜…｜…｜…｜…｜…｜{by}"
    for n, title, by in ((1, "講座", "総務課"), (2, "窓口", "市民課"), (3, "基金", "財政課"))
)


def test_a_cell_of_a_column_that_nobody_knows() -> None:
    after = table(HEAD, *changed(("市民課", "協働課"), lines=ROWS))
    assert ["changed No.2 担当課: [-市民課-]{+協働課+}"] == between(table(HEAD, *ROWS), after)


def test_a_column_put_in_is_told_by_its_head_and_its_cells() -> None:
    before = table(HEAD.rpartition("｜")[0], *(each.rpartition("｜")[0] for each in ROWS))
    found = between(before, table(HEAD, *ROWS))
    assert "changed heads" in found[0].replace("  ", " ")
    assert [f"changed No.{n} 担当課" for n in (1, 2, 3)] == [each.partition(":")[0] for each in found[1:]]


def test_a_column_that_is_called_otherwise_is_one_change() -> None:
    found = between(table(HEAD, *ROWS), table(HEAD.replace("担当課", "所管"), *ROWS))
    assert ["changed  heads: No 内容 重点 施策の実施 実績 2期案 理由 [-担当課-]{+所管+}"] == found


def test_columns_in_another_order_are_one_change() -> None:
    heads, cells = HEAD.split("｜"), [each.split("｜") for each in ROWS]
    order = [0, 1, 7, 2, 3, 4, 5, 6]
    after = table(*("｜".join(each[n] for n in order) for each in (heads, *cells)))
    found = between(table(HEAD, *ROWS), after)
    assert 1 == len(found) and found[0].startswith("changed  heads: ")


def test_a_cell_beyond_the_last_head() -> None:
    found = between(table(*MEASURES), table(*MEASURES[:-1], f"{MEASURES[-1]}｜余り"))
    assert ["changed No.6 surplus: {+余り+}"] == found


# --- cards ----------------------------------------------------------------------------------

CARD = "（1）場の提供\nア　活動拠点\n\n施策1　会議室の開放\n　取組内容：会議室を増やす。\n"


def with_cards(cards: str) -> notation.Guideline:
    return notation.guideline(notation.sheet(*MEASURES), cards=[cards])


def test_a_field_of_a_card() -> None:
    after = with_cards(CARD.replace("増やす", "改修する"))
    found = between(with_cards(CARD), after)
    assert ["changed No.1 取組内容: 会議室を[-増やす-]{+改修する+}。"] == found


def test_a_measure_that_is_new_in_the_second_period() -> None:
    card = "施策7　夜間の開放\n　理由：要望が多い。\n"
    assert ["added No.7 title: {+夜間の開放+}"] == between(with_cards(CARD), with_cards(CARD + card))


def test_a_card_that_has_no_place() -> None:
    found = between(with_cards(CARD), with_cards(CARD + "（9）\n施策9\n　理由：題がない。\n"))
    assert found and all(each.startswith("added") for each in found)


