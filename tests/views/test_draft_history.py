"""［＃経年の推移］ in a draft."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest
from draftcase import blocks, lines, said, tables, words
from notation import category, subsection
from yearcase import SETTINGS, past, today, two_years, written

from guideline_docs import load
from guideline_docs.render.templates import Templates
from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import Caption, Chart, Draft, SectionKind, Term

WORDING = Templates().wording()
CASE = Path(__file__).parents[1] / "cases" / "three-years"


@pytest.fixture(scope="module")
def view() -> Draft:
    return draft(load(str(CASE)).guideline, (), WORDING)


def test_tables_and_charts_come_in_this_order(view: Draft) -> None:
    captions = [words(block.text) for block in blocks(view) if isinstance(block, Caption)]
    assert [
        "重点区分ごとの施策数と実施状況",
        "令和4年度から令和5年度までの動き",
        "施策ごとの推移",
        "件数の推移",
        "実施状況の推移（全体）",
        "実施状況の推移（Ⅰ 重点）",
        "実施状況の推移（Ⅱ）",
        "実施状況の推移（Ⅲ）",
    ] == captions


def test_a_strip_a_measure_what_moved_in_bold(view: Draft) -> None:
    [strips] = tables(view, "comparison_table")
    assert ["No", "内容", "令和\n3年度", "令和\n4年度", "令和\n5年度", "動き"] == strips[0]
    assert ["（1）地域の備え"] == strips[1]
    assert ["No.2", "Ⅰ　防災リーダーの養成講座", "済", "済", "着手中", "↓ 戻った"] == strips[3]
    assert [
        "No.8",
        "Ⅰ　避難行動要支援者の個別避難計画の作成（令和4年度は No.9）",
        *("―", "着手中", "一部済", "↑ 進んだ"),
    ] == strips[10]
    assert ["No.8", "Ⅲ　災害時の掲示板の設置", "済", "済", "―", "－ 一覧から外れた"] == strips[13]
    bold = [
        part.text
        for block in blocks(view)
        if getattr(block, "title", "") == "施策ごとの推移"
        for row in block.rows
        for cell in row.cells[2:]
        for part in cell.text
        if isinstance(part, Term)
    ]
    assert ["済", "着手中", "着手中", "一部済", "済", "一部済"] == bold


def test_the_charts_say_their_figures_in_words(view: Draft) -> None:
    first = next(block for block in blocks(view) if isinstance(block, Chart))
    assert ("令和3年度（8件）", "令和4年度（9件）", "令和5年度（9件）") == first.bars
    assert {"済・継": (0, 0, 0), "済": (2, 2, 2), "一部済": (1, 2, 2), "着手中": (2, 4, 3), "未": (2, 1, 2)} == {
        series.name: series.values for series in first.series
    }
    assert first.description.startswith("令和3年度 全体 の施策 8件の実施状況の内訳は、済 2件、")


def test_many_editions_lie_across_the_page(tmp_path: Path) -> None:
    sheet = notation.sheet(category(1), subsection("ア"), today(1, "研修", "未"))
    settings = "".join(
        f'[[edition]]\nname = "令和{n}年度"\nsheet = "r{n}.txt"\n' for n in range(1, 7)
    )
    home = written(tmp_path, settings, **{f"r{n}": sheet for n in range(1, 7)})
    (home / "draft").mkdir()
    (home / "draft" / "01.txt").write_text("第1章　総括\n\n　次のとおり。\n\n［＃経年の推移］\n", "utf-8")
    view = draft(load(str(home)).guideline, (), WORDING)
    [turned] = [section for section in view.sections if section.kind is SectionKind.TURNED]
    # With the heading that leads to it.
    assert "総括" == words(turned.blocks[0].text)
    assert "progress_table" in {getattr(block, "role", "") for block in turned.blocks}


def test_a_draft_without_chapters_has_it_too(tmp_path: Path) -> None:
    project = two_years(tmp_path, [past(1, "研修", "未")], [today(1, "研修", "済", "開いた。")])
    view = draft(project.guideline, (), WORDING)
    assert any("経年の推移" == words(getattr(block, "text", ())) for block in blocks(view))


def test_one_edition_alone_is_said_to_be_so() -> None:
    view = said("第1章　総括\n\n［＃経年の推移］\n")
    assert ["【要確認】一覧が一時点のものだけのため、ここに載せる推移がない。"] == lines(view, "text")


def test_settings_that_only_name_the_edition_make_no_history(tmp_path: Path) -> None:
    text = notation.sheet(today(1, "研修", "未"))
    home = written(tmp_path, SETTINGS.split("[[edition]]")[2].join(["[[edition]]", ""]), r5=text)
    assert () == load(str(home)).guideline.editions
