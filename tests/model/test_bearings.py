"""References in the forms of a scheme: where they lead, from where they stand."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration, read_configuration

BANDS = """\
[columns]
title = ["事業名"]
status = ["状況"]
required = ["number", "title", "status"]
[[level]]
name = "基本目標"
mark = "基本目標Ⅰ"
[[level]]
name = "重点課題"
mark = "1"
[[level]]
name = "施策の方向"
mark = "(1)"
[measure]
name = "事業"
"""
TABLE = (
    *("基本目標Ⅰ 人", "1 啓発", "(1)広報", "1\ta\t済\t{first}", "(2)学習", "2\tb\t済", "2 相談", "(1)窓口"),
    *("3\tc\t済", "基本目標Ⅱ 仕", "1 両立", "(1)保育", "4\td\t済", "(2)介護", "5\te\t済\t{last}"),
)
RESTART = """\
[columns]
title = ["事業名"]
status = ["状況"]
required = ["number", "title", "status"]
[[level]]
name = "方針"
mark = "方針1"
[[level]]
name = "目標"
mark = "(1)"
[measure]
name = "事業"
series = "restart"
"""
TWO = (
    *("方針1 人", "(1)甲", "1\ta\t済\t{first}", "2\tb\t済", "(2)乙", "1\tc\t済"),
    *("方針2 仕", "(1)丙", "1\td\t済\t{last}", "(2)丁", "1\te\t済", "2\tf\t済"),
)


def settings(tmp_path: Path, text: str) -> Configuration:
    path = tmp_path / "guideline.toml"
    path.write_text(text, encoding="utf-8")
    return read_configuration(path, "guideline.toml")


def found(
    configuration: Configuration, lines: tuple[str, ...], first: str = "", last: str = ""
) -> list[tuple[str, str | None]]:
    """What is a reference in the first or last row, and where it leads."""
    body = "\n".join(lines).format(first=first, last=last)
    text = f"一覧\nNo\t事業名\t状況\t実績\n{body}\n"
    references = notation.guideline(text, configuration=configuration).references
    return [(each.span.text, each.target.name if each.target else None) for each in references]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("基本目標Ⅱ-1-(1)とともに", [("基本目標Ⅱ-1-(1)", "基本目標Ⅱ-1-(1)")]),
        ("基本目標Ⅱ－１－（１）", [("基本目標Ⅱ－１－（１）", "基本目標Ⅱ-1-(1)")]),
        ("基本目標II-1-(1)", [("基本目標II-1-(1)", "基本目標Ⅱ-1-(1)")]),
        ("基本目標Ⅰの2の(1)", [("基本目標Ⅰの2の(1)", "基本目標Ⅰ-2-(1)")]),
        ("基本目標Ⅱ-1-(1)、(2)", [("基本目標Ⅱ-1-(1)", "基本目標Ⅱ-1-(1)"), ("(2)", "基本目標Ⅱ-1-(2)")]),
        ("基本目標Ⅰ・Ⅱ", [("基本目標Ⅰ", "基本目標Ⅰ"), ("Ⅱ", "基本目標Ⅱ")]),
        ("基本目標Ⅰ、基本目標Ⅱ", [("基本目標Ⅰ", "基本目標Ⅰ"), ("基本目標Ⅱ", "基本目標Ⅱ")]),
        ("基本目標Ⅲ", [("基本目標Ⅲ", None)]),
        ("事業4と事業9", [("事業4", "No.4"), ("事業9", None)]),
        ("事業4～事業5", [("事業4～事業5", "No.4"), ("事業4～事業5", "No.5")]),
        ("重点課題2-(1)", [("重点課題2-(1)", "基本目標Ⅰ-2-(1)")]),
        ("重点課題1-(2)", [("重点課題1-(2)", "基本目標Ⅰ-1-(2)")]),
        ("重点課題9-(2)", [("重点課題9-(2)", None)]),
        ("基本目標3つ、事業3件、1-2月、R5-1-(2)、基本目標に、重点課題5か所", []),
        ("総合計画の基本目標Ⅲ、県の基本目標Ⅳ、市民白書の基本目標Ⅴ", []),
        ("重点基本目標Ⅲ、重点事業9", []),
    ],
)
def test_of_headings_in_lines(
    tmp_path: Path, written: str, expected: list[tuple[str, str | None]]
) -> None:
    assert expected == found(settings(tmp_path, BANDS), TABLE, first=written)


def test_what_is_left_out_is_where_the_text_stands(tmp_path: Path) -> None:
    configuration = settings(tmp_path, BANDS)
    assert [("重点課題1-(1)", "基本目標Ⅱ-1-(1)")] == found(configuration, TABLE, last="重点課題1-(1)")
    # Of what one's own parent does not have, the only one there is.
    assert [("重点課題2-(1)", "基本目標Ⅰ-2-(1)")] == found(configuration, TABLE, last="重点課題2-(1)")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("目標(2)の事業1", [("目標(2)の事業1", "方針1-(2)-事業1")]),
        ("方針2-(2)の事業2", [("方針2-(2)の事業2", "方針2-(2)-事業2")]),
        ("目標(2)-1", [("目標(2)-1", "方針1-(2)-事業1")]),
        ("事業2", [("事業2", "方針1-(1)-事業2")]),
        ("目標(2)の事業1、事業2", [("目標(2)の事業1", "方針1-(2)-事業1"), ("事業2", None)]),
        # 方針1 has a (2), and no second measure in it: that of 方針2 is not meant.
        ("目標(2)の事業2", [("目標(2)の事業2", None)]),
        ("事業7、施策7、No.7", []),
    ],
)
def test_where_measures_begin_anew(
    tmp_path: Path, written: str, expected: list[tuple[str, str | None]]
) -> None:
    assert expected == found(settings(tmp_path, RESTART), TWO, first=written)


def test_a_measure_of_another_mark_is_none_of_one_s_own(tmp_path: Path) -> None:
    assert [("事業1", "方針1-(1)-事業1")] == found(settings(tmp_path, RESTART), TWO, first="事業1")
    assert [] == found(settings(tmp_path, RESTART), TWO, first="②の事業1")
    assert [("目標(2)の事業1", "方針1-(2)-事業1")] == found(
        settings(tmp_path, RESTART), TWO, first="目標(2)の事業1"
    )


def test_the_settings_may_show_further_forms_and_papers(tmp_path: Path) -> None:
    more = BANDS + '[reference]\nforms = ["1-(2)", "取組12"]\nother = ["まちの本"]\n'
    configuration = settings(tmp_path, more)
    assert [("1-(2)", "基本目標Ⅱ-1-(2)"), ("1-(9)", None), ("取組3", "No.3")] == found(
        configuration, TABLE, last="1-(2)、1-(9)、また取組3、まちの本の基本目標Ⅳ"
    )


def test_a_form_may_write_the_numbers_from_the_top_otherwise(tmp_path: Path) -> None:
    configuration = settings(tmp_path, BANDS + '[reference]\nforms = ["①-②"]\n')
    assert [("②-①", "基本目標Ⅱ-1"), ("②-⑨", None)] == found(configuration, TABLE, last="②-①と②-⑨。")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('forms = ["1-2-3-4-5"]', "forms の「1-2-3-4-5」が、どの段の番号を並べたものか分かりません"),
        ('forms = ["そのほか"]', "forms の「そのほか」が、どの段の番号を並べたものか分かりません"),
        ('form = ["1-(2)"]', "[reference] の「form」は知らない項目です。「forms」の誤りではありませんか"),
        ("other = 3", "「other」は [\"…\", \"…\"] の形にしてください"),
    ],
)
def test_what_cannot_be_meant_is_told(tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(CannotRun) as stopped:
        settings(tmp_path, f"{BANDS}[reference]\n{table}\n")
    assert message in str(stopped.value)
    assert str(stopped.value).startswith("guideline.toml:17:")


def test_a_path_of_a_measure_is_one_below_one_s_own_heading(tmp_path: Path) -> None:
    levels = BANDS.replace('name = "事業"', 'name = "事業"\nmark = "1-(1)-①"')
    lines = ("基本目標Ⅰ 人", "1 啓発", "(1)広報", "1-(1)-①\ta\t済\t{first}", "1-(1)-②\tb\t済", "基本目標Ⅱ 仕", "1 両立", "(1)保育", "1-(1)-①\tc\t済\t{last}")
    configuration = settings(tmp_path, levels)
    assert [("1-(1)-②", "1-(1)-②")] == found(configuration, lines, first="1-(1)-②とともに")
    assert [("1-(1)-②", None), ("1-(9)-①", None)] == found(configuration, lines, last="1-(1)-②、1-(9)-①")


def test_a_value_is_no_number_of_a_level(tmp_path: Path) -> None:
    levels = BANDS.replace('mark = "基本目標Ⅰ"', 'mark = "1"').replace('"基本目標"', '"目標"')
    lines = ("1 人", "1 啓発", "(1)広報", "1\ta\t済\t{first}", "{last}")
    configuration = settings(tmp_path, levels)
    assert [("目標2", None)] == found(configuration, lines, first="目標80を下回り、目標2を見直す。")
