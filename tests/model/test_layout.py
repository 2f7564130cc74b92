"""Columns that nobody declared are kept, those without a head too."""

from __future__ import annotations

from pathlib import Path

from guideline_docs import check, load
from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.snapshot import errors

HEAD = "No\t内容\t重点\t施策の実施\t実績\t2期案\t理由"


def guideline(tmp_path: Path, head: str, row: str):
    sheet = tmp_path / "sheet.txt"
    lines = ["一覧", "【達成状況】", "【Ⅰ】\t高い", head, "（1）あ", "ア い", row]
    sheet.write_text("\n".join(lines), "utf-8")
    project = load(str(sheet))
    assert {"GD105"} >= {d.code for d in errors(check(project))}
    return project.guideline


def further(guideline: Guideline) -> list[str]:
    return [column.name for column in guideline.columns if not column.known]


def test_a_filled_cell_under_an_empty_head_is_kept(tmp_path: Path) -> None:
    kept = guideline(tmp_path, f"{HEAD}\t\t担当課", "1\tう\tⅠ\t未\t\tⅠ\tえ\t覚え\t協働課")
    assert ["列8", "担当課"] == further(kept)
    extras = [(column.name, passage.text) for column, passage in kept.measures[0].further]
    assert [("列8", "覚え"), ("担当課", "協働課")] == extras


def test_an_empty_column_is_a_margin(tmp_path: Path) -> None:
    kept = guideline(tmp_path, f"{HEAD}\t\t担当課", "1\tう\tⅠ\t未\t\tⅠ\tえ\t\t協働課")
    assert ["担当課"] == further(kept)


def test_columns_of_one_head_or_none_have_names_of_their_own(tmp_path: Path) -> None:
    kept = guideline(
        tmp_path,
        f"{HEAD}\t担当課\t\t担当課\t担当課 (2)\t担当",
        "1\tう\tⅠ\t未\t\tⅠ\tえ\t一\t二\t三\t四\t五",
    )
    assert ["担当課", "列9", "担当課 (2)", "担当課 (2) (2)", "担当"] == further(kept)
    assert ["一", "二", "三", "四", "五"] == [kept.measures[0][column].text for column in kept.further]


def test_a_number_under_an_empty_head_is_no_further_cell(tmp_path: Path) -> None:
    kept = guideline(tmp_path, HEAD.replace("No", ""), "1\tう\tⅠ\t未\t\tⅠ\tえ")
    assert [] == further(kept)
