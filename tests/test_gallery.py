"""Whole projects of other offices: the faults that were put in are told, and nothing else; every
document is made and holds each measure where it belongs.

The settings of these cases were written from the contract alone, as an officer would. Their
texts and findings are goldens in ``test_cases``.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import notation
import pypdfium2
import pytest
from htmlpage import Page
from settingscase import Settings, read, table, told
from wordfile import WordFile

from guideline_docs import check, load
from guideline_docs.outputs import KEYS, Order, build
from guideline_docs.render.templates import Templates
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.history import history_view
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table

CASES = Path(__file__).parent / "cases"

# What was put in, by the line of the sheet; in chapters 0.
FAULTS = {
    "equality-plan": {
        *{(4, "GD501"), (25, "GD202"), (34, "GD404"), (37, "GD203"), (38, "GD202")},
        *{(43, "GD302"), (43, "GD401")},
    },
    "community-welfare": {
        *{(0, "GD401"), (10, "GD608"), (15, "GD203"), (23, "GD609"), (28, "GD302")},
        *{(28, "GD401"), (31, "GD202")},
    },
    "environment-plan": {
        (11, "GD610"), (20, "GD203"), (24, "GD302"), (29, "GD404"), (31, "GD202"),
    },
    "strategy-indicators": {
        *{(8, "GD610"), (11, "GD401"), (12, "GD209"), (13, "GD303"), (14, "GD203")},
        *{(15, "GD302"), (17, "GD404")},
    },
    "reform-plan": {
        *{(4, "GD501"), (17, "GD404"), (18, "GD206"), (22, "GD605"), (22, "GD608")},
        *{(22, "GD609"), (23, "GD203"), (25, "GD609"), (29, "GD302"), (29, "GD303")},
    },
    "project-review": {
        (2, "GD501"), (9, "GD303"), (14, "GD302"), (18, "GD209"), (19, "GD206"),
    },
}  # fmt: skip


@pytest.fixture(scope="module", params=FAULTS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Path]:
    """A case with all its documents."""
    project = load(str(CASES / request.param / "sources"))
    out = tmp_path_factory.mktemp(request.param)
    build(project, check(project), Order(out=out, only=KEYS))
    return project, out


@pytest.mark.parametrize("case", FAULTS)
def test_what_was_put_in_is_told_and_nothing_else(case: str) -> None:
    project = load(str(CASES / case / "sources"))
    found = check(project)
    told = [(0 if "draft" in d.path else d.span.line, d.code) for d in found]
    assert sorted(FAULTS[case]) == sorted(told)


def test_word_holds_each_title(built: tuple[Snapshot, Path]) -> None:
    project, out = built
    file = WordFile((out / "guideline-draft.docx").read_bytes())
    assert [] == file.faults()
    text = "".join(file.root("document").itertext())
    assert [] == [title for title in titles(project) if title not in text]


def test_paper_holds_each_title_and_begins_its_list_on_the_first_page(
    built: tuple[Snapshot, Path],
) -> None:
    project, out = built
    document = pypdfium2.PdfDocument((out / "progress-table.pdf").read_bytes())
    pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    for title in titles(project):
        assert "".join(title.split()) in "".join(pages), title
    # Several summaries may fill it.
    first = "".join(titles(project)[0].split())
    assert first in pages[0] or project.guidelines[0].judgements


def test_the_page_holds_each_measure_once(built: tuple[Snapshot, Path]) -> None:
    project, out = built
    page = Page((out / "progress-table.html").read_text("utf-8"))
    anchors = [row["id"] for row in page.of_class("measure")]
    assert [each.anchor for each in project.guidelines[0].measures] == anchors


def test_data_hold_each_title_as_often_as_the_sheet(built: tuple[Snapshot, Path]) -> None:
    project, out = built
    expected = Counter(titles(project))
    rows = csv.reader(io.StringIO((out / "progress-table.csv").read_text("utf-8-sig")))
    # A measure of several departments has a row for each.
    cells = [cell for row in rows for cell in row]
    assert [] == [title for title in expected if title not in cells]
    found = json.loads((out / "progress-table.json").read_text("utf-8"))
    assert expected == Counter(measure["title"] for measure in found["measures"])


def titles(project: Snapshot) -> list[str]:
    return [measure.title.text for measure in project.guidelines[0].measures]


# --- what these projects showed ---------------------------------------------------------------


def test_moves_name_measures_by_numbers_that_are_names() -> None:
    words = Templates().wording()
    moves = {}
    for case in ("reform-plan", "community-welfare"):
        view = history_view(load(str(CASES / case / "sources")).guidelines[0], words)
        assert view is not None
        moves[case] = {move.word: [each.listed for each in move.measures] for move in view.moves}
        assert "取組ごとの推移" == view.words.strips_title
    assert ["1-(1)-①"] == moves["reform-plan"]["進んだ"]
    assert ["基本方針1-(1)-②-取組1"] == moves["community-welfare"]["戻った"]


def test_a_repeated_row_may_bear_the_next_number(settings: Settings) -> None:
    flat = settings("level = []\n")
    head = "No｜内容｜施策の実施"
    bearing = ("1｜窓口｜未", "2｜研修（再掲）｜未", "3｜冊子｜未")
    assert [] == [text for text in told(flat, head, *bearing) if "GD2" in text]
    # Its number may as well be that of another place, and is told in no case.
    without = ("1｜窓口｜未", "8｜研修（再掲）｜未", "2｜冊子｜未", "4｜催し｜未")
    found = [text for text in told(flat, head, *without) if "GD2" in text]
    assert ["GD203 4 施策の番号が 3 でなく 4 になっています"] == found


LEVELS = """
[[level]]
name = "目標"
mark = "目標1"
[[level]]
name = "課題"
mark = "課題1"
series = "all"
[[level]]
name = "方向"
mark = "①"
"""
HEAD = "No｜内容｜施策の実施｜実績"


def test_what_there_is_is_told_of_a_heading_that_is_named_alone(settings: Settings) -> None:
    guideline = settings(LEVELS)
    rows = (
        *(HEAD, "目標1 学び", "課題1 講座", "①開催", "1｜講座｜済｜開いた。"),
        *("目標2 相談", "課題2 窓口", "①案内", "2｜カード｜済｜課題1-④による。"),
    )
    (found,) = [d for d in notation.diagnostics(table(*rows), configuration=guideline) if d.code == "GD401"]
    assert "課題1 の方向は ① です" == found.finding.hint
    assert ("課題1-①",) == found.finding.suggestions


def test_a_level_without_numbers_does_not_hide_that_a_measure_stands_elsewhere(
    settings: Settings,
) -> None:
    columns = "".join(
        f'[[level]]\nname = "{name}"\ncolumn = "{name}"\n' + (f'mark = "{mark}"\n' if mark else "")
        for name, mark in (("政策", "01"), ("施策", "01"), ("基本事業", ""))
    )
    guideline = settings(f'{columns}[measure]\nmark = "01-01-001"\n')
    found = told(
        guideline,
        "政策｜施策｜基本事業｜No｜内容｜施策の実施",
        *("01 健康｜01 検診｜検診｜01-01-001｜検診｜未", "｜｜運動｜01-02-001｜教室｜未"),
        *("｜02 福祉｜予防｜01-02-002｜講座｜未",),
    )
    assert ["GD206 01-02-001"] == [text[:15] for text in found if "GD206" in text]


def test_a_list_goes_on_below_the_path_before_it(settings: Settings) -> None:
    guideline = read(
        settings('[[level]]\nname = "方針"\nmark = "【1】"\n[measure]\nmark = "1-①"\n'),
        *(HEAD, "【1】業務", "1-①｜窓口｜済｜した。", "1-②｜研修｜済｜した。", "1-③｜冊子｜済｜した。"),
        *("【2】財政", "2-①｜売却｜済｜1-①、②及び③と進める。"),
    )
    references = [each for measure in guideline.measures for p in measure.passages for each in p.references]
    assert ["1-①", "1-②", "1-③"] == [each.subject for each in references]


def test_a_closed_word_is_read_in_either_width(settings: Settings) -> None:
    words = settings('level = []\n[[status]]\nword = "Ａ"\n[[status]]\nword = "B"\n')
    assert [] == [text for text in told(words, HEAD, "1｜窓口｜A｜した。", "2｜冊子｜Ｂ｜した。") if "GD302" in text]


def test_the_list_and_its_order_are_called_as_the_office_does() -> None:
    words = Templates().wording()
    said = {}
    for case in ("environment-plan", "real-sheet"):
        place = CASES / case
        project = load(str(place / "sources" if (place / "sources").is_dir() else place / "source.txt"))
        shown = progress_table(project.guidelines[0], (), words)
        said[case] = shown.words.list_title, progress_screen(shown, words).words.sort_hint
        if case == "environment-plan":
            assert "第1章　地球環境" == shown.blocks[0].band.name
    hint = "見出しのボタンで並べ替えられます。{} の順に戻すと{}ごとの表示になります。"
    assert ("取組の一覧", hint.format("番号", "章")) == said["environment-plan"]
    assert ("具体施策の一覧", hint.format("No", "大項目")) == said["real-sheet"]


def test_figures_of_two_levels_are_kept_apart() -> None:
    project = load(str(CASES / "project-review" / "sources"))
    shown = progress_table(project.guidelines[0], check(project), Templates().wording())
    places = [place.text for line in shown.remarks for place in line.places]
    assert "03-01 の見出し" in places


def test_history_for_spreadsheets_has_no_tier_where_there_is_none(built: tuple[Snapshot, Path]) -> None:
    _, out = built
    path = out / "progress-history.csv"
    if path.is_file():
        heads = path.read_text("utf-8-sig").splitlines()[0]
        assert "重点区分" not in heads


def test_figures_and_judgements_have_columns_however_many() -> None:
    project = load(str(CASES / "strategy-indicators" / "sources"))
    shown = progress_table(project.guidelines[0], (), Templates().wording())
    expected = ["担当課", "単位", "基準値", "R4実績", "実績値", "目標値", "達成率", "効果", "外部評価"]
    assert expected == [head.name for head in shown.heads.own]
