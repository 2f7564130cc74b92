"""経年の推移 as every document says it."""

from __future__ import annotations

from pathlib import Path

import pytest
from yearcase import past, today, two_years

from guideline_docs import load
from guideline_docs.model.tally import tally
from guideline_docs.render.templates import Templates
from guideline_docs.views.history import HistoryView, history_view

CASE = Path(__file__).parents[1] / "cases" / "three-years"
WORDING = Templates().wording()


@pytest.fixture(scope="module")
def view() -> HistoryView:
    found = history_view(load(str(CASE)).guideline, WORDING)
    assert found is not None
    return found


def test_one_edition_alone_says_nothing() -> None:
    real = load(str(Path(__file__).parents[2] / "sources"))
    assert history_view(real.guideline, WORDING) is None


def test_the_moves_since_the_edition_before_name_their_measures(view: HistoryView) -> None:
    assert "令和4年度から令和5年度までの動き" == view.moves_title
    assert [
        "↑ 進んだ 3: 1 6 8",
        "→ 変わらない 4: 3 4 5 7",
        "↓ 戻った 1: 2",
        "＋ 新規 1: 9",
        "－ 一覧から外れた 1: 8",
    ] == [
        f"{m.sign} {m.word} {m.count}: {' '.join(row.number for row in m.measures)}"
        for m in view.moves
    ]


def test_a_strip_a_measure_under_its_heading(view: HistoryView) -> None:
    assert ["（1）地域の備え 5件", "（2）情報の伝達 4件", "今の一覧にない施策 1件"] == [
        f"{band.name} {band.count}" for band in view.bands
    ]
    strips = {
        row.title: " ".join(stage.sign + stage.text for stage in row.stages)
        for band in view.bands
        for row in band.rows
    }
    assert {
        "自主防災組織の結成の支援": "着手中 着手中 ↑済",
        "防災リーダーの養成講座": "済 済 ↓着手中",
        "防災資機材の貸出し": "未 ↑着手中 着手中",
        "地区ごとの避難訓練の実施": "一部済 一部済 一部済",
        "夜間の避難訓練の実施": "未 未 未",
        "防災行政無線の更新": "着手中 ↑一部済 ↑済",
        "防災メールと防災アプリの登録の呼び掛け": "実施中 着手中 着手中",
        "避難行動要支援者の個別避難計画の作成": "― 着手中 ↑一部済",
        "福祉避難所の開設訓練": "― ― 未",
        "災害時の掲示板の設置": "済 済 ―",
    } == strips


def test_a_strip_is_cut_where_it_changes_and_where_it_ends(view: HistoryView) -> None:
    rows = {row.title: row for band in view.bands for row in band.rows}

    def cut(title: str) -> str:
        return " ".join(
            f"{'[' * stage.begins}{stage.look or '-'}{']' * stage.ends}"
            for stage in rows[title].stages
        )

    assert "[part-2 part-2 [done-1]" == cut("自主防災組織の結成の支援")
    assert "[done-1 done-1] -" == cut("災害時の掲示板の設置")
    assert "[- [part-2 part-2]" == cut("防災メールと防災アプリの登録の呼び掛け")


def test_what_stays_says_since_when(view: HistoryView) -> None:
    rows = [row for band in view.bands for row in band.rows]
    assert {"3": "令和4年度から", "4": "令和3年度から", "5": "令和3年度から", "7": "令和4年度から"} == {
        row.number: row.since for row in rows if row.since
    }


def test_numbers_of_the_past_stand_beside_the_title(view: HistoryView) -> None:
    rows = [row for band in view.bands for row in band.rows]
    assert {"避難行動要支援者の個別避難計画の作成": "令和4年度は No.9"} == {
        row.title: row.beside for row in rows if row.beside
    }


def test_tiers_of_the_past_stand_beside_the_title(tmp_path: Path) -> None:
    project = two_years(
        tmp_path, [past(1, "研修", "未", tier="Ⅱ-イ")], [today(1, "研修", "済", "開いた。")]
    )
    found = history_view(project.guideline, WORDING)
    assert found is not None
    [band] = found.bands
    assert "令和4年度は Ⅱ-イ" == band.rows[0].beside


def test_counts_of_each_edition_all_together_and_by_tier(view: HistoryView) -> None:
    assert ["全体", "Ⅰ", "Ⅱ", "Ⅲ"] == [group.name for group in view.counts]
    overall, first, *_ = view.counts
    assert ["令和3年度 8", "令和4年度 9", "令和5年度 9"] == [
        f"{row.name} {row.total}" for row in overall.rows
    ]
    assert [["1", "0", "0", "2", "0"], ["1", "0", "1", "2", "0"], ["2", "0", "1", "1", "0"]] == [
        [figure.count for figure in row.figures] for row in first.rows
    ]
    assert (
        "令和5年度 重点区分 Ⅰ の施策 4件の実施状況の内訳は、済 2件、一部済 1件、着手中 1件です。"
        == first.rows[-1].alternative
    )


def test_todays_counts_are_those_of_the_achievement(view: HistoryView) -> None:
    counted = tally(load(str(CASE)).guideline)
    assert [str(c.total) for c in (counted.overall, *counted.tiers)] == [
        group.rows[-1].total for group in view.counts
    ]


def test_notes_tell_what_was_matched_by_content_and_what_nobody_could_read(
    view: HistoryView,
) -> None:
    assert (
        "↑は前の時点より進んだもの、↓は戻ったもの。「―」は、その時点の一覧にないもの。",
        "題が変わっているため、内容で照らし合わせた施策：No.7（令和5年度）",
        "令和3年度の一覧で重点区分又は実施状況を読み取れない施策が1件ある。"
        "区分や状況ごとの件数には含めていない。",
    ) == view.notes


def test_a_long_list_of_measures_is_cut(tmp_path: Path) -> None:
    numbers = range(1, 51)
    found = history_view(
        two_years(
            tmp_path,
            [past(n, f"施策{n}号の実施", "未") for n in numbers],
            [today(n, f"施策{n}号の実施", "未") for n in numbers],
        ).guideline,
        WORDING,
    )
    assert found is not None
    [moved] = found.moves
    assert ("50", 40, "ほか 10件") == (moved.count, len(moved.measures), moved.more)


def test_an_old_table_without_legend_has_todays_tiers(tmp_path: Path) -> None:
    project = two_years(tmp_path, [past(1, "研修", "未")], [today(1, "研修", "済", "開いた。")])
    old = tmp_path / "sources" / "r4.txt"
    lines = [line for line in old.read_text("utf-8").splitlines() if not line.startswith("【")]
    old.write_text("\n".join(lines) + "\n", "utf-8")
    found = history_view(load(str(tmp_path)).guideline, WORDING)
    assert project.guideline.tiers and found is not None
    first = found.counts[1]
    assert ("Ⅰ", ["1", "1"]) == (first.name, [row.total for row in first.rows])


def test_a_table_of_today_without_a_status_has_the_strips_of_the_past(tmp_path: Path) -> None:
    project = two_years(tmp_path, [past(1, "研修", "着手中")], [today(1, "研修", "未")])
    new = tmp_path / "sources" / "r5.txt"
    new.write_text(new.read_text("utf-8").replace("施策の実施", "庁内の欄"), "utf-8")
    found = history_view(load(str(tmp_path)).guideline, WORDING)
    assert project.guideline.editions and found is not None
    [band] = found.bands
    assert ["着手中 part-2", "― "] == [f"{stage.text} {stage.look}" for stage in band.rows[0].stages]
