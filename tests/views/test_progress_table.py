"""What the progress table says."""

from __future__ import annotations

import notation
import pytest
from notation import category, row, subsection
from tablecase import WORDING, marks, rows, table, written

from guideline_docs.failure import CannotRun
from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import Column
from guideline_docs.views.achievement import rate
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.text import PieceRole
from guideline_docs.views.wording import Wording


@pytest.fixture(scope="module")
def real_source(real_sheet: str) -> SourceText:
    return notation.source(real_sheet)


@pytest.fixture(scope="module")
def real(real_source: SourceText) -> Guideline:
    return notation.guideline(real_source)


@pytest.fixture(scope="module")
def real_findings(real_source: SourceText) -> list[Diagnostic]:
    return notation.diagnostics(real_source)


class TestTheRealSheet:
    def test_every_measure_stands_under_its_headings(self, real: Guideline) -> None:
        view = progress_table(real, (), WORDING)
        assert [str(n) for n in range(1, 24)] == [row.number for row in rows(view)]
        assert [2, 3, 7, 2, 2, 1, 6] == [
            sum(len(part.rows) for part in block.all) for block in view.blocks
        ]
        assert "（3）情報の提供に関すること（続き）" == view.blocks[2].running
        assert ["ア", "ウ", "エ", "オ"] == [
            part.band.mark for part in view.blocks[2].blocks if part.band
        ]

    def test_the_counts_are_those_of_the_rows(self, real: Guideline) -> None:
        view = progress_table(real, (), WORDING)
        said = {
            line.counts.name: [line.counts.total]
            + [f"{figure.count} {figure.rate}".strip() for figure in line.counts.figures]
            for line in view.summary
        }
        assert {
            "Ⅰ": ["6", "4 66.7%", "2", "0", "1 16.7%", "1 16.7%"],
            "Ⅱ-ア": ["6", "1 16.7%", "0", "2 33.3%", "1 16.7%", "2 33.3%"],
            "Ⅱ-イ": ["9", "6 66.7%", "4", "1 11.1%", "0", "2 22.2%"],
            "Ⅲ": ["2", "0", "0", "0", "0", "2 100.0%"],
            "全体": ["23", "11 47.8%", "6", "3 13.0%", "2 8.7%", "7 30.4%"],
        } == said

    def test_the_sheets_own_figures_are_told_where_they_differ(self, real: Guideline) -> None:
        note = written(progress_table(real, (), WORDING).achievement.notes[-1])
        assert note.endswith(
            "Ⅰ（済 5/6、未 1/6）、"
            "Ⅱ-ア（済 1/6、着手中 2/6、一部済 1/6、未 2/6）、"
            "Ⅱ-イ（済 5/8、一部済 1/6、未 2/6）"
        )

    def test_the_bar_of_a_tier_is_whole(self, real: Guideline) -> None:
        for line in progress_table(real, (), WORDING).summary:
            parts = [float(s.part.rstrip("%")) for s in line.counts.segments]
            assert sum(parts) == pytest.approx(100, abs=0.001)

    def test_the_moves_are_counted(self, real: Guideline) -> None:
        view = progress_table(real, (), WORDING)
        assert {
            "昇格": "6件",
            "降格": "5件",
            "継続": "8件",
            "完了": "2件",
            "完了→新たな取組": "2件",
        } == {move.word: move.count for move in view.moves}

    def test_references_that_exist_lead_there(self, real: Guideline) -> None:
        view = progress_table(real, (), WORDING)
        anchors = {part.band.anchor for b in view.blocks for part in b.all if part.band}
        text = rows(view)[21].texts[Column.RATIONALE]
        links = [(piece.text, piece.anchor) for piece in text if piece.role is PieceRole.LINK]
        assert [("(3)-ア", "subsection-3-1"), ("オ", "subsection-3-5")] == links
        assert anchors.issuperset(anchor for _, anchor in links)

    def test_references_that_do_not_exist_stand_as_written(self, real: Guideline) -> None:
        text = rows(progress_table(real, (), WORDING, final=True))[19].texts[Column.RATIONALE]
        assert written(text).startswith("(3)-ア、イ、(5)-2とともに")
        assert ["イ", "(5)-2"] == [p.text for p in text if p.role is PieceRole.UNRESOLVED]

    def test_every_finding_is_marked_and_its_place_is_listed(
        self, real: Guideline, real_findings: list[Diagnostic]
    ) -> None:
        view = progress_table(real, real_findings, WORDING)
        assert {d.code for d in real_findings} == {line.code for line in view.remarks}
        found = marks(view)
        assert len(real_findings) == len(found)
        assert {line.mark for line in view.remarks} == set(found)
        places = {
            (place.text, place.anchor)
            for line in view.remarks
            for place in line.places
            if line.code in ("GD401", "GD202", "GD503")
        }
        assert {
            ("No.20 理由", "measure-20"),
            ("（3）ウ の見出し", "subsection-3-3"),
            ("達成状況 Ⅰ", ""),
        } == places

    def test_final_paper_has_no_marks_and_no_stage(
        self, real: Guideline, real_findings: list[Diagnostic]
    ) -> None:
        view = progress_table(real, real_findings, WORDING, final=True)
        assert () == view.remarks
        assert [] == marks(view)
        assert "" == view.stage


def test_measures_that_are_not_understood_are_counted_apart() -> None:
    view = table(row(1), row(2, tier="Ⅸ"))
    assert "2" == view.summary[-1].counts.total
    assert "No.2" in "".join(written(note) for note in view.achievement.notes)


def test_a_table_without_statuses_counts_none() -> None:
    view = table("No｜内容｜実績", "1｜研修｜した")
    assert ((), ()) == (view.summary, view.achievement.notes)


def test_only_rows_that_cannot_be_read_are_said_not_to_be() -> None:
    view = table(row(1), row(2, tier="Ⅸ"), row(3, status="検討"), f"{row(4)}｜余り")
    assert [
        "重点区分又は実施状況を読み取れない施策 2件（No.2、3）は、区分ごとの件数に含めていない。",
        "見出しの列より右に記載のある施策 1件（No.4）は、区分ごとの件数に含めていない。",
    ] == [written(note) for note in view.achievement.notes[2:4]]


def test_a_share_that_cannot_be_read_is_printed_as_it_stands() -> None:
    view = table("【Ⅰ】<重点>｜優先｜1/1：済｜一件：未", row(1, tier="Ⅰ", status="済"))
    assert written(view.achievement.notes[-1]).endswith("Ⅰ（済 1/1、一件：未）")


def test_what_is_not_known_is_to_be_set() -> None:
    view = table(row(1))
    assert "【要設定】" == view.number
    assert {"市町村": "【要設定】", "担当課": "【要設定】", "基準日": "【要設定】"} == {
        fact.label: written(fact.text) for fact in view.facts
    }


def test_the_bibliography_is_printed() -> None:
    view = table(row(1), department="協働課", as_of="令和6年1月1日", meeting="第1回", stage="案")
    assert ["【要設定】", "協働課", "第1回", "令和6年1月1日"] == [
        written(fact.text) for fact in view.facts
    ]
    assert "（案）" == view.stage


def test_tiers_are_as_many_as_the_legend_declares() -> None:
    legend = [f"【{mark}】｜説明" for mark in "ABCDEFGH"]
    view = table(*legend, row(1, tier="H", proposal="A"))
    assert [f"tier-{min(n, 6)}" for n in range(1, 9)] == [tier.look for tier in view.tiers]


def test_a_summary_that_is_true_is_not_repeated() -> None:
    view = table("【Ⅰ】<重点>｜説明｜1/1：済", category(1), subsection("ア"), row(1, status="済"))
    assert "【達成状況】" not in "".join(written(note) for note in view.achievement.notes)


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [(1, 16, "6.3"), (2, 3, "66.7"), (0, 9, "0.0"), (2, 2, "100.0"), (0, 0, "")],
)
def test_a_rate_rounds_half_up(count: int, total: int, expected: str) -> None:
    assert expected == rate(count, total)


def test_all_missing_phrases_are_told_at_once() -> None:
    progress = {k: v for k, v in WORDING["progress"].items() if k not in ("title", "arrow")}
    progress["words"] = {**progress["words"], "promotion": 3}
    progress["count"] = "{m}件"
    broken = Wording("templates/wording.toml", {**WORDING.tables, "progress": progress})
    with pytest.raises(CannotRun) as told:
        progress_table(notation.guideline(notation.sheet(row(1))), (), broken)
    assert (
        "templates/wording.toml: 「progress.title」がありません、"
        "「progress.count」の {m} は使えません（使えるのは {n}）、"
        "「progress.arrow」がありません、"
        "「progress.words.promotion」は文字列で書いてください"
    ) == str(told.value)
