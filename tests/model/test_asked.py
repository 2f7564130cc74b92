"""Who is asked about what."""

from __future__ import annotations

from pathlib import Path

import pytest
from inquirycase import HEAD, SETTINGS, guideline, told

from guideline_docs.failure import CannotRun
from guideline_docs.model.asked import asked, today
from guideline_docs.syntax.columns import Column
from guideline_docs.workspace import load

CASES = Path(__file__).parents[1] / "cases"


def test_a_measure_goes_to_each_of_its_departments(tmp_path: Path) -> None:
    inquiry = asked(guideline(tmp_path))
    assert {"市民協働課": ["1", "2"], "企画・広報課": ["2", "3"]} == told(inquiry)
    assert [4] == [row.measure.number for row in inquiry.without]


def test_a_row_knows_everybody_who_is_asked_about_it(tmp_path: Path) -> None:
    rows = asked(guideline(tmp_path)).departments[0].rows
    assert [["市民協働課"], ["市民協働課", "企画・広報課"]] == [[d.name for d in row.departments] for row in rows]


def test_status_and_results_are_asked_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    found = guideline(tmp_path, settings='[inquiry]\nfields = ["実績"]\n')
    assert ["施策の実施", "実績"] == [f.head for f in asked(guideline(tmp_path / "b")).fields]
    assert ["実績"] == [field.head for field in asked(found).fields]
    assert ["施策の実施"] == [field.head for field in asked(found, fields=["status"]).fields]


def test_closed_words_come_with_their_field(tmp_path: Path) -> None:
    status, results = asked(guideline(tmp_path)).fields
    assert (("済・継", "済", "一部済", "着手中", "未"), ()) == (status.words, results.words)


def test_a_column_is_asked_for_by_what_the_program_calls_it(tmp_path: Path) -> None:
    found = load((CASES / "equality-plan" / "sources").as_posix()).guideline
    assert ["令和5年度の実績"] == [field.head for field in asked(found, fields=["実績"]).fields]


def test_parts_go_to_their_own_departments() -> None:
    found = told(asked(load((CASES / "equality-plan" / "sources").as_posix()).guideline))
    assert ["2/2"] == found["生涯学習課"]
    assert ["1", "2", "7", "11/2"] == found["人権推進課"]


def test_what_repeats_a_measure_is_not_asked_again() -> None:
    found = told(asked(load((CASES / "equality-plan" / "sources").as_posix()).guideline))
    assert "8" not in [key for keys in found.values() for key in keys]


def test_a_part_without_a_department_belongs_to_the_measures(tmp_path: Path) -> None:
    head = "No\t内容\t実施主体\t施策の実施\t実績\t担当課"
    rows = ("（1）…", "ア　…", "1\t講座\t市\t済\t開いた。\t学習課", "\t\t団体\t未\t\t")
    found = guideline(tmp_path, *rows, head=head, settings='[measure]\npart = "実施主体"\n[inquiry]\nby = "担当課"\n')
    assert {"学習課": ["1", "1/2"]} == told(asked(found))


def test_a_ditto_mark_is_the_department_of_the_row_above(tmp_path: Path) -> None:
    rows = ("（1）…", "ア　…", "1\t甲\t済\t\t総務課", "2\t乙\t済\t\t〃", "3\t丙\t済\t\t同上", "4\t丁\t済\t\t税務課")
    assert {"総務課": ["1", "2", "3"], "税務課": ["4"]} == told(asked(guideline(tmp_path, *rows)))


def test_headings_may_be_the_departments(tmp_path: Path) -> None:
    rows = ("◆総務課", "1\t甲\t済\t\t", "◆税務課", "2\t乙\t済\t\t", "3\t丙\t済\t\t")
    settings = '[[level]]\nname = "所管"\nmark = "◆"\n[inquiry]\nby = "所管"\n'
    found = guideline(tmp_path, *rows, head="No\t内容\t施策の実施\t実績", settings=settings)
    assert {"総務課": ["1"], "税務課": ["2", "3"]} == told(asked(found))


CARDS = """\
（1）活動の場に関すること
ア　活動拠点の確保
施策1
　担当課：市民協働課
施策2
　担当課：【要設定】
施策9　新しい施策
　担当課：防災課
　指標：件数
"""


def test_cards_name_the_departments_of_the_tables_measures(tmp_path: Path) -> None:
    head = "No\t内容\t施策の実施\t実績"
    rows = ("（1）活動の場に関すること", "ア　活動拠点の確保", "1\t甲\t済\t\t", "2\t乙\t未\t\t")
    found = guideline(tmp_path, *rows, head=head, cards=CARDS)
    inquiry = asked(found)
    assert ["second:担当課"] == list(inquiry.by)
    assert {"市民協働課": ["1"]} == told(inquiry)
    assert [2] == [row.measure.number for row in inquiry.without]


def test_a_new_measure_is_asked_about_what_cards_hold(tmp_path: Path) -> None:
    head = "No\t内容\t施策の実施\t実績"
    rows = ("（1）活動の場に関すること", "ア　活動拠点の確保", "1\t甲\t済\t\t", "2\t乙\t未\t\t")
    inquiry = asked(guideline(tmp_path, *rows, head=head, cards=CARDS), fields=["実績", "指標"])
    assert {"市民協働課": ["1"], "防災課": ["9"]} == told(inquiry)
    results, indicator = inquiry.fields
    new = inquiry.departments[1].rows[0]
    assert (False, True, "件数") == (new.takes(results), new.takes(indicator), today(new, indicator.column))


def test_the_tables_cell_counts_before_the_cards(tmp_path: Path) -> None:
    rows = ("（1）活動の場に関すること", "ア　活動拠点の確保", "1\t甲\t済\t\t総務課", "2\t乙\t未\t\t")
    cards = CARDS.replace("担当課：【要設定】", "担当課：税務課")
    found = guideline(tmp_path, *rows, settings='[inquiry]\nby = "担当課"\n', cards=cards)
    assert {"総務課": ["1"], "税務課": ["2"]} == told(asked(found))


def test_departments_that_are_listed_come_in_their_order(tmp_path: Path) -> None:
    found = guideline(tmp_path, settings='[inquiry]\ndepartments = ["企画・広報課", "市民協働課", "税務課"]\n')
    assert ["企画・広報課", "市民協働課"] == list(told(asked(found)))


def test_a_department_that_is_not_listed_is_told(tmp_path: Path) -> None:
    found = guideline(tmp_path, settings='[inquiry]\ndepartments = ["市民協同課", "企画・広報課"]\n')
    told_of = "「市民協働課」は [inquiry] の departments にない課です（「市民協同課」の誤りではありませんか）"
    assert (told_of,) == asked(found).notes


def test_names_that_differ_in_one_character_are_told(tmp_path: Path) -> None:
    rows = ("（1）…", "ア　…", "1\t甲\t済\t\t市民協働課", "2\t乙\t未\t\t市民協同課")
    said = "「市民協働課」と「市民協同課」は、別の課として照会します。同じ課なら名前をそろえてください"
    assert (said,) == asked(guideline(tmp_path, *rows)).notes


def test_what_may_be_several_departments_is_told(tmp_path: Path) -> None:
    cells = ("市民協働・企画課", "市民協働課", "企画課", "各課")
    rows = ("（1）…", "ア　…", *(f"{n}\t甲\t済\t\t{cell}" for n, cell in enumerate(cells, 1)))
    assert (
        "「市民協働・企画課」は一つの課として照会します。いくつかの課なら「、」で区切ってください",
        "「各課」も一つの課として照会します。課の名前に直してください",
    ) == asked(guideline(tmp_path, *rows)).notes


def test_context_is_what_helps_and_takes_little_room(tmp_path: Path) -> None:
    head = f"{HEAD}\t事業費\t単位\t経緯"
    long = "長い文は一覧に任せ、照会には載せない。"
    rows = ("（1）…", "ア　…", f"1\t甲\t済\t\t総務課\t12\t千円\t{long}")
    settings = '[[column]]\nhead = "事業費"\nkind = "number"\n'
    found = guideline(tmp_path, *rows, head=head, settings=settings)
    assert ["事業費", "単位"] == [column.name for column in asked(found).context]
    chosen = guideline(tmp_path / "b", *rows, head=head, settings=settings + '[inquiry]\ncontext = ["経緯"]\n')
    assert ["経緯"] == [column.name for column in asked(chosen).context]
    none = guideline(tmp_path / "c", *rows, head=head, settings=settings + "[inquiry]\ncontext = []\n")
    assert () == asked(none).context


def test_a_tier_is_offered_as_the_cells_write_it() -> None:
    found = load((CASES / "excel-quoted" / "source.txt").as_posix()).guideline
    tier = asked(found, "担当課", ["重点"]).fields[0]
    assert tier.words and all(word.startswith("【") for word in tier.words)
    assert Column.TIER == tier.column


def test_a_proposal_is_a_mark_a_tier_or_both() -> None:
    found = load((CASES / "excel-quoted" / "source.txt").as_posix()).guideline
    words = asked(found, "担当課", ["2期案"]).fields[0].words
    marks = [tier.mark for tier in found.tiers]
    assert ["○", *marks, *(f"○→{mark}" for mark in marks)] == list(words)


THERE = "一覧にあるのは No・内容・施策の実施・実績・担当課 です"


@pytest.mark.parametrize(
    ("by", "fields", "message"),
    [
        ("担当", (), f"--by の「担当」という列も欄もありません。「担当課」の誤りではありませんか。{THERE}"),
        ("", ("実積",), f"--fields の「実積」という列も欄もありません。「実績」の誤りではありませんか。{THERE}"),
        ("", ("予算",), f"--fields の「予算」という列も欄もありません。{THERE}"),
        ("", ("内容",), "--fields の「内容」は施策を見分けるものなので、照会できません"),
    ],
)
def test_a_name_that_is_none_is_told(tmp_path: Path, by: str, fields: tuple[str, ...], message: str) -> None:
    found = guideline(tmp_path)
    with pytest.raises(CannotRun) as error:
        asked(found, by, fields)
    assert message == str(error.value)


def test_a_wrong_setting_is_told_by_its_line(tmp_path: Path) -> None:
    found = guideline(tmp_path, settings='[inquiry]\nby = "所管"\n')
    with pytest.raises(CannotRun) as error:
        asked(found)
    line = SETTINGS.count("\n") + 2
    assert f"{tmp_path}/guideline.toml:{line}: [inquiry] の by の「所管」という列も欄もありません。{THERE}" == str(
        error.value
    )


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (
            "所管",
            "どの列に担当課が書いてあるかが分かりません。その列の名前を、guideline.toml の [inquiry] に "
            'by = "所管" と書くか、--by 所管 と指定してください。一覧にあるのは No・内容・施策の実施・実績・所管 です',
        ),
        (
            "備考",
            "どの列に担当課が書いてあるかが分かりません。その列の名前を、guideline.toml の [inquiry] に "
            'by = "列の名前" と書くか、--by 列の名前 と指定してください。担当課の列がなければ、一覧に加えるか、'
            "施策のカード（convert --second）に書いてください。一覧にあるのは No・内容・施策の実施・実績・備考 です",
        ),
    ],
)
def test_where_nobody_names_the_column_it_is_said_how_to(tmp_path: Path, head: str, said: str) -> None:
    with pytest.raises(CannotRun) as error:
        asked(guideline(tmp_path, head=HEAD.replace("担当課", head)))
    assert said == str(error.value)


def test_of_two_columns_of_departments_one_is_to_be_named(tmp_path: Path) -> None:
    settings = '[[column]]\nhead = "主管"\nkind = "department"\n[[column]]\nhead = "関係"\nkind = "department"\n'
    head = "No\t内容\t実績\t主管\t関係"
    found = guideline(tmp_path, "（1）…", "ア　…", "1\t甲\t\t総務課\t税務課", head=head, settings=settings)
    with pytest.raises(CannotRun) as error:
        asked(found)
    assert str(error.value).startswith("担当課の列が 2 つあります（主管・関係）。照会先を決める列の名前を、")
    assert {"総務課": ["1"]} == told(asked(found, "主管"))


def test_a_table_in_which_no_department_is_named_cannot_be_asked(tmp_path: Path) -> None:
    with pytest.raises(CannotRun) as error:
        asked(guideline(tmp_path, "（1）…", "ア　…", "1\t甲\t済\t\t【要設定】"))
    assert "「担当課」に課の名前が一つもないので、照会できません。施策ごとに書いてください" == str(error.value)
