"""Lists whose columns nobody designed: widths, type and paper, and what is printed."""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path
from typing import Any

import notation
import pytest
from notation import row

from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration, read_configuration
from guideline_docs.render import parts, pdf
from guideline_docs.render.fitting import Fit, fitted
from guideline_docs.render.paper import STYLE
from guideline_docs.render.templates import Templates, packaged
from guideline_docs.source.phrases import phrases
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.parts import ProgressTable

TEMPLATES = Templates()

# 15 columns, as a table of indicators has them.
KPI = (
    "No｜施策｜担当課｜指標｜単位｜基準値（令和3年度）｜令和4年度実績｜令和5年度実績"
    "｜令和6年度実績｜目標値（令和8年度）｜達成率｜評価｜評価の理由｜今後の方向｜備考"
)
ROWS = (
    "1｜地域子育て支援拠点の充実｜子育て支援課｜拠点の延べ利用者数｜人｜45,800｜50,380｜54,960"
    "｜59,540｜64,119｜47.4%｜Ａ｜感染症の影響が薄れ、参加者が増えたため。｜継続｜参考値",
    "2｜高校生と地元企業をつなぐインターンシップの実施｜商工観光課、農林水産課｜参加した高校生の数｜人"
    "｜12｜13｜14｜15｜16｜58.5%｜Ｂ"
    "｜補助制度の周知が足りず、申請が伸びなかった。次年度は金融機関と連携して周知を図る。"
    "｜内容を見直して継続｜県の統計による。",
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Configuration:
    path = tmp_path_factory.mktemp("kpi") / "guideline.toml"
    figures = ("基準値（令和3年度）", "令和4年度実績", "令和5年度実績", "令和6年度実績", "目標値（令和8年度）")
    kinds = {name: "number" for name in figures} | {"達成率": "percent", "担当課": "department"}
    heads = KPI.split("｜")[2:]
    declared = (f'[[column]]\nhead = "{h}"\nkind = "{kinds.get(h, "text")}"\n' for h in heads)
    path.write_text('[columns]\ntitle = ["施策"]\n' + "".join(declared), encoding="utf-8")
    return read_configuration(path, "guideline.toml")


def told(*lines: str, configuration: Configuration | None = None) -> ProgressTable:
    sheet = "題\n" + "\n".join(lines).replace("｜", "\t") + "\n"
    guideline = notation.guideline(sheet, configuration=configuration or Configuration())
    return progress_table(guideline, (), TEMPLATES.wording())


@pytest.fixture(scope="module")
def kpi(settings: Configuration) -> ProgressTable:
    return told(KPI, *ROWS * 6, configuration=settings)


def cells(document: Any) -> list[tuple[Any, list[Any]]]:
    """Each cell of the list with its lines."""
    from weasyprint.formatting_structure.boxes import LineBox, TableCellBox

    return [
        (cell, [box for box in cell.descendants() if isinstance(box, LineBox)])
        for page in document.pages
        for cell in page._page_box.descendants()
        if isinstance(cell, TableCellBox)
    ]


def said(line: Any) -> str:
    from weasyprint.formatting_structure.boxes import TextBox

    text = "".join(box.text for box in line.descendants() if isinstance(box, TextBox))
    return re.sub("[\u2060\u200b]", "", text)


def fit(view: ProgressTable, paper: str) -> Fit:
    _, made = fitted(view, TEMPLATES, STYLE, paper)
    assert made is not None
    return made


def test_the_usual_columns_keep_the_widths_of_the_stylesheet(real_sheet: str) -> None:
    view = progress_table(notation.guideline(real_sheet), (), TEMPLATES.wording())
    assert ("A3", None) == fitted(view, TEMPLATES, STYLE, "A3")
    assert ("A4", None) == fitted(view, TEMPLATES, STYLE, "auto")


def test_fifteen_columns_all_have_a_place(kpi: ProgressTable) -> None:
    assert KPI.split("｜") == [head.name for head in kpi.heads.columns]
    assert () == next(iter(kpi.blocks[0].rows)).extras


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_type_is_smaller_within_the_limit_and_widths_fill_the_table(
    kpi: ProgressTable, paper: str
) -> None:
    made = fit(kpi, paper)
    assert 7.5 <= made.size <= 10.5
    assert 16 == len(made.widths) and min(made.widths) > 0
    assert 100 == pytest.approx(sum(made.widths), abs=0.1)
    # Those of figures have what these need and no more than the text beside them.
    assert made.widths[7] < made.widths[1] and made.widths[7] < made.widths[12]


def test_the_paper_is_chosen_by_the_columns(kpi: ProgressTable) -> None:
    assert "A3" == fitted(kpi, TEMPLATES, STYLE, "auto")[0]
    few = told("No｜内容｜施策の実施｜実績", "1｜研修｜済｜職員の研修を年に2回実施した。")
    assert "A4" == fitted(few, TEMPLATES, STYLE, "auto")[0]
    assert (1587, 1122) == tuple(
        int(each) for each in (pdf.lay_out(kpi, TEMPLATES, "auto").pages[0].width,
                               pdf.lay_out(kpi, TEMPLATES, "auto").pages[0].height)
    )


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_nothing_is_broken_and_nothing_leaves_its_cell(kpi: ProgressTable, paper: str) -> None:
    document = pdf.lay_out(kpi, TEMPLATES, paper)
    years = re.compile("年度$")
    seen = 0
    for cell, lines in cells(document):
        assert all(line.width <= cell.width + 0.5 for line in lines), [said(e) for e in lines]
        printed = [said(line) for line in lines]
        whole = "".join(printed)
        # A last phrase that is held does not end before its 。.
        assert not [line for line in printed if line.startswith(("。", "、", "）"))], printed
        if cell.element.tag == "th" or "。" not in whole:
            seen += len(printed) > 1
            ends = set(accumulate(map(len, phrases(whole))))
            for end in accumulate(map(len, printed[:-1])):
                assert end in ends or years.search(whole[:end]), printed
        if "figure" in (cell.element.get("class") or "") and cell.element.tag == "td":
            assert 1 == len(printed), printed
    assert seen > 5


def test_a_table_of_short_words_keeps_the_size_of_its_type() -> None:
    view = told("No｜内容｜施策の実施｜実績｜担当課", "1｜研修｜済｜した｜協働推進課")
    assert 10.5 == fit(view, "A4").size


def test_a_code_and_a_status_stay_whole() -> None:
    words = ("関係機関と協議中", "未")
    lines = [f"{n}｜{'長い題の施策の実施' * 4}｜{words[n % 2]}｜{'実績の文が続く。' * 9}" for n in (1, 1111)]
    view = told("No｜内容｜施策の実施｜実績｜担当課", *(f"{line}｜協働推進課" for line in lines))
    for cell, printed in cells(pdf.lay_out(view, TEMPLATES)):
        whole = "".join(map(said, printed))
        if whole in ("1111", "協働推進課", *words):
            assert 1 == len(printed), whole


def test_the_parts_of_a_long_list_are_set_alike(settings: Configuration) -> None:
    lines = [re.sub(r"^\d+", str(n), ROWS[n % 2]) for n in range(1, 301)]
    job = pdf._job(told(KPI, *lines, configuration=settings), TEMPLATES, "auto", pdf.Variant.ACCESSIBLE, (), None)
    each = parts.jobs(job)
    assert len(each) > 1
    assert {("A3", job.fit)} == {(one.paper, one.fit) for one in each}


@pytest.mark.parametrize("old", ["--least: 7.5pt", "--sides: 15mm", "--paper: A4 landscape"])
def test_a_length_that_cannot_be_read_is_named(tmp_path: Path, old: str, kpi: ProgressTable) -> None:
    css = (packaged() / STYLE).read_text(encoding="utf-8")
    assert old in css
    name = old.partition(":")[0]
    css = css.replace(old, f"{name}: calc(1mm + 2mm)").replace(":root.paper-a4 { --paper: A4 landscape }", "")
    (tmp_path / STYLE).write_text(css, encoding="utf-8")
    with pytest.raises(CannotRun, match=f"{STYLE}: {name} を「"):
        fitted(kpi, Templates([tmp_path]), STYLE, "A4")


def test_a_sheet_of_the_usual_columns_and_a_short_one_more_is_fitted(real_sheet: str) -> None:
    view = told(f"{notation.HEAD}｜担当課", f"{row(1)}｜協働推進課")
    made = fit(view, "A4")
    assert 7 == len(made.heads) and "担当課" == made.heads[-1].replace("\u2060", "")
