"""GD608, GD609, and what is told of the sheets of the past."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest
from notation import category, subsection
from yearcase import PAST, SETTINGS, one_sheet, past, today, two_years, written

from guideline_docs import load
from guideline_docs.rules.snapshot import Snapshot


def told(project: Snapshot) -> list[str]:
    return [
        f"{d.code} {d.path.rpartition('/')[2]}:{d.span.position[0]} {d.span.text} {d.finding.subject}"
        for d in project.diagnostics
    ]


BACK = "「済」から令和5年度の「着手中」に戻っていますが、実績も理由も変わっていません"


class TestStatusWentBack:
    def test_what_went_back_with_the_same_results(self, tmp_path: Path) -> None:
        project = two_years(
            tmp_path,
            [past(1, "研修", "済", "二回開いた。")],
            [today(1, "研修", "着手中", "二回開いた。")],
        )
        assert ["GD608 r5.txt:10 着手中 No.1"] == told(project)
        finding = project.diagnostics[0].finding
        assert f"令和4年度の{BACK}" == finding.message
        assert "状況が正しいか確かめ、正しければ、戻った事情を実績か理由に書いてください" == finding.hint
        [related] = finding.related
        assert "済" == related.span.text and related.span.source.path.endswith("r4.txt")

    @pytest.mark.parametrize(
        ("before", "after"), [("済", "済・継"), ("着手中", "一部済"), ("未", "着手中"), ("着手中", "着手中")]
    )
    def test_what_did_not_go_back_is_silent(self, tmp_path: Path, before: str, after: str) -> None:
        project = two_years(
            tmp_path, [past(1, "研修", before, "開いた。")], [today(1, "研修", after, "開いた。")]
        )
        assert [] == told(project)

    def test_other_results_explain_it(self, tmp_path: Path) -> None:
        project = two_years(
            tmp_path,
            [past(1, "研修", "済", "二回開いた。")],
            [today(1, "研修", "着手中", "方法を改めるため、休んでいる。")],
        )
        assert [] == told(project)

    def test_another_reason_explains_it_where_both_have_one(self, tmp_path: Path) -> None:
        def row(status: str, reason: str) -> str:
            return notation.row(
                1, title="研修", tier="Ⅰ", status=status, results="開いた。", rationale=reason
            )

        r4 = notation.sheet(row("済", "続けるため。"))
        r5 = notation.sheet(row("着手中", "方法を改めるため。"))
        assert [] == told(load(str(written(tmp_path, SETTINGS, r4=r4, r5=r5))))
        r5 = notation.sheet(row("着手中", "続けるため。"))
        home = written(tmp_path, SETTINGS, r4=r4, r5=r5)
        assert ["GD608"] == [d.code for d in load(str(home)).diagnostics]

    def test_columns_of_one_sheet(self, tmp_path: Path) -> None:
        project = one_sheet(
            tmp_path,
            'status = ["R4 進捗", "R5 進捗"]',
            "No｜内容｜重点｜R4 進捗｜R5 進捗｜実績｜2期案｜理由",
            "1｜研修｜【Ⅰ】｜済｜着手中｜開いた。｜Ⅰ｜続ける。",
        )
        assert ["GD608 table.txt:10 着手中 No.1"] == told(project)
        assert "R4の「済」からR5の「着手中」に戻って" in project.diagnostics[0].finding.message


class TestResultsCopied:
    def test_the_same_results_of_what_is_not_done(self, tmp_path: Path) -> None:
        results = "相談窓口の設置に向けて協議した。"
        project = two_years(
            tmp_path, [past(1, "研修", "着手中", results)], [today(1, "研修", "着手中", results)]
        )
        assert [f"GD609 r5.txt:10 {results} No.1"] == told(project)
        finding = project.diagnostics[0].finding
        assert f"実績「{results}」が、令和4年度のものと同じです" == finding.message

    @pytest.mark.parametrize(
        ("status", "then", "now"),
        [
            ("済", "講座を二回開いて終えた。", "講座を二回開いて終えた。"),
            ("着手中", "協議した。", "協議した。"),
            ("着手中", "講座を一回、市内で開いた。", "講座を二回、市内で開いた。"),
        ],
    )
    def test_what_is_done_short_or_new_is_silent(
        self, tmp_path: Path, status: str, then: str, now: str
    ) -> None:
        project = two_years(
            tmp_path, [past(1, "研修", status, then)], [today(1, "研修", status, now)]
        )
        assert [] == told(project)

    def test_columns_of_one_sheet(self, tmp_path: Path) -> None:
        project = one_sheet(
            tmp_path,
            'status = ["R4 進捗", "R5 進捗"]\nresults = ["R4 実績", "R5 実績"]',
            "No｜内容｜重点｜R4 進捗｜R4 実績｜R5 進捗｜R5 実績｜2期案｜理由",
            "1｜研修｜【Ⅰ】｜未｜窓口の設置を協議した。｜着手中｜窓口の設置を協議した。｜Ⅰ｜続ける。",
        )
        assert ["GD609 table.txt:10 窓口の設置を協議した。 No.1"] == told(project)


class TestSheetsOfThePast:
    def test_only_what_makes_their_reading_unsafe_is_told(self, tmp_path: Path) -> None:
        r4 = notation.sheet(
            PAST,
            category(2),
            subsection("ウ", "(9)-アの説明"),
            past(7, "研修(9)-ア", "済"),
            past(9, "説明会", "実施中", "開いた。"),
            past(9, "相談会", "未", tier="Ⅸ"),
            "｜番号のない行｜【Ⅰ】｜未｜",
        )
        r5 = notation.sheet(today(1, "研修(9)-ア", "済", "開いた。"))
        home = written(tmp_path, SETTINGS, r4=r4, r5=r5)
        assert [
            "GD302 r4.txt:11 実施中 No.9",
            "GD204 r4.txt:12 9 No.9",
            "GD301 r4.txt:12 Ⅸ No.9",
            "GD101 r4.txt:13 番号のない行 番号のない行",
        ] == [line for line in told(load(str(home))) if " r4.txt" in line]

    def test_they_are_no_second_sheet_and_may_stand_elsewhere(self, tmp_path: Path) -> None:
        text = notation.sheet(today(1, "研修", "済", "開いた。"))
        home = written(tmp_path, SETTINGS.replace('"r4.txt"', '"old/r4.txt"'), r5=text)
        (home / "old").mkdir()
        (home / "old" / "r4.txt").write_text(text, "utf-8")
        assert [] == told(load(str(home)))

    def test_one_that_is_no_table_is_told_and_left_out(self, tmp_path: Path) -> None:
        text = notation.sheet(today(1, "研修", "済", "開いた。"))
        project = load(str(written(tmp_path, SETTINGS, r4="会議の覚え書き\n", r5=text)))
        assert ["GD106 r4.txt:1 会議の覚え書き r4.txt"] == told(project)
        assert () == project.guideline.editions

    def test_bytes_that_nobody_can_read_stand_alone(self, tmp_path: Path) -> None:
        home = written(tmp_path, SETTINGS, r5=notation.sheet(today(1, "研修", "未")))
        (home / "r4.txt").write_bytes(b"\x80\xa0\xfd\tx\n")
        assert ["GD001"] == [d.code for d in load(str(home)).diagnostics]


def test_the_column_of_a_named_year_is_missing(tmp_path: Path) -> None:
    settings = "".join(f'[[edition]]\nname = "令和{n}年度"\n' for n in (3, 4, 5))
    project = one_sheet(
        tmp_path,
        'status = ["R3 進捗", "R4 進捗", "R5 進捗"]',
        "No｜内容｜重点｜R3 進捗｜R5 進捗｜実績｜2期案｜理由",
        "1｜研修｜【Ⅰ】｜未｜着手中｜開いた。｜Ⅰ｜続ける。",
        settings=settings,
    )
    assert [("GD105", "R4 進捗", "見出し行に「R4 進捗」の列がありません")] == [
        (d.code, d.finding.subject, d.finding.message) for d in project.diagnostics
    ]
    assert ["令和3年度", "令和5年度"] == [part.name for part in project.guideline.editions]
