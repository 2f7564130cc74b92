"""Counts and rates stand under each other, in the middle of their column."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest
from notation import category, row, subsection
from wordcase import SHEET, made
from wordfile import WordFile, text, w

from guideline_docs import load
from guideline_docs.render import word
from guideline_docs.render.lines import width
from guideline_docs.render.templates import Templates
from guideline_docs.render.word.columns import Stops, stops
from guideline_docs.render.word.template import Specimen
from guideline_docs.views.draft import draft

EM = 190


def test_counts_end_where_those_above_them_end() -> None:
    # Two figures are an em: their middle is the middle of the column.
    assert Stops(500 - EM // 2) == stops([("6", ""), ("23", "")], EM, 1000)


def test_rates_end_an_em_behind_counts() -> None:
    found = stops([("4", "66.7%"), ("11", "100.0%"), ("0", "")], EM, 1140)
    counts, rates = found.both
    assert (EM + 3 * EM, 1140 - rates) == (rates - counts, counts - EM)
    # A count without rate ends where the others do.
    assert 1140 - counts == found.count


def test_a_narrow_column_has_half_an_em_between_them() -> None:
    found = stops([("4", "66.7%")], EM, 4 * EM - 1)
    assert (EM // 2 + 5 * EM // 2, False) == (found.both[1] - found.both[0], found.parted)


@pytest.mark.parametrize(("room", "count"), [(3 * EM, 0), (3 * EM + 10, 5), (2 * EM, 0)])
def test_in_too_narrow_a_column_a_rate_stands_below_its_count(room: int, count: int) -> None:
    found = stops([("4", "100.0%")], EM, room)
    assert found == Stops(count, parted=True)
    assert "4\n100.0%" == found.figure("", ("4", "100.0%")).words


def test_every_row_of_the_table_ends_its_figures_alike() -> None:
    file = WordFile(made(SHEET))
    table = next(t for t in file.body.iter(w("tbl")) if "重点区分" in text(t))
    columns: dict[int, set[int]] = {}
    for line in list(table.iter(w("tr")))[1:]:
        for column, cell in enumerate(list(line.iter(w("tc")))[1:]):
            room = int(next(cell.iter(w("tcW"))).get(w("w"))) - 180
            places = [int(tab.get(w("pos"))) for tab in cell.iter(w("tab")) if tab.attrib]
            indent = next(cell.iter(w("ind")), None)
            columns.setdefault(column, set()).add(
                places[0] if indent is None else room - int(indent.get(w("right")))
            )
    assert [1] * 6 == [len(places) for places in columns.values()]
    # 済 and 未 have rates and stand alike; 一部済 has none.
    assert columns[1] == columns[5] != columns[3]
    assert "全体 ／ 4 ／ ⇥2⇥50.0% ／ 1 ／ 0 ／ 0 ／ ⇥2⇥50.0%" == file.of_style("達成状況表")[-1]


def first_columns(numbers: range) -> set[int]:
    """How wide the first columns of the tables are whose rows begin with a measure's number."""
    sheet = notation.sheet(category(1), subsection("ア"), *map(row, numbers))
    file = WordFile(made(sheet, "第1章　資料\n\n［＃進捗状況一覧］\n\n［＃新旧対照表］\n"))
    tables = [t for t in file.body.iter(w("tbl")) if text(t).startswith(("No", "第1期No"))]
    return {int(next(table.iter(w("gridCol"))).get(w("w"))) for table in tables}


def test_a_number_of_three_figures_stands_on_one_line() -> None:
    few, many = first_columns(range(1, 100)), first_columns(range(1, 101))
    # Six characters of half an em at nine points, and the margins of the cell.
    assert max(few) < 6 * 90 + 180 <= min(many)


WIDTHS = (690, 3060, 1080, 1110, 3510, 990, 3960)


@pytest.mark.parametrize("further", [0, 1, 3, 6, 12, 40])
def test_columns_are_as_wide_together_as_the_specimen(further: int) -> None:
    found = Specimen("", WIDTHS, False).columns(range(len(WIDTHS) + further))
    assert sum(WIDTHS) == sum(found)
    # None is too narrow for a word as long as there is room, and then all are alike.
    assert min(found) >= min(660, sum(WIDTHS) // len(found))
    # The columns of the table give way, but keep half of it.
    assert further > 6 or 2 * sum(found[: len(WIDTHS)]) >= sum(WIDTHS)


def test_columns_that_are_left_out_leave_their_room() -> None:
    number, title, *_ = found = Specimen("", WIDTHS, False).columns((0, 1, 2, 3, 5))
    assert (sum(WIDTHS), True) == (sum(found), title > 7 * number)


KPI = ("No｜内容｜施策の実施｜担当課｜単位｜基準値（令和3年度）｜令和4年度実績｜令和5年度実績｜達成率｜評価の理由｜備考｜所管")
ROW = "{}｜職員研修の実施｜済｜協働推進課｜千円｜45,800｜50,380｜54,960｜107.0%｜周知が足りず、申請が伸びなかった。次年度は関係機関と連携して周知を図る。｜参考値｜市長部局"


def test_columns_of_the_sheet_s_own_are_as_wide_as_their_text_needs() -> None:
    rows = (ROW.format(n) for n in range(1, 5))
    sheet = "題\n" + "\n".join((KPI, *rows)).replace("｜", "\t") + "\n"
    file = WordFile(made(sheet, "第1章　資料\n\n［＃進捗状況一覧］\n"))
    (table,) = (t for t in file.body.iter(w("tbl")) if text(t).startswith("No内容"))
    widths = dict(
        zip(KPI.split("｜"), (int(c.get(w("w"))) for c in table.iter(w("gridCol"))), strict=True)
    )
    assert sum(WIDTHS) == sum(widths.values())
    # In type of nine points each holds the widest word of its head, and its figures.
    for head, held in (("令和4年度実績", "令和4年度"), ("達成率", "107.0%"), ("単位", "千円"), ("No", "No.4")):
        assert widths[head] >= width(held) * 180 // 20 + 150, head
    assert widths["評価の理由"] == max(widths.values())


def test_labels_of_cards_hold_their_words() -> None:
    sheet = f"題\n{KPI}\n{ROW.format(1)}\n".replace("｜", "\t")
    file = WordFile(made(sheet, "第1章　施策\n\n［＃施策］\n"))
    (table,) = (t for t in file.body.iter(w("tbl")) if "担当課協働推進課" in text(t))
    label = int(next(table.iter(w("gridCol"))).get(w("w")))
    assert label >= width("令和4年度実績") * 180 // 20 + 100


def test_paths_and_closed_words_of_several_years_stay_whole(tmp_path: Path) -> None:
    """The table of the years has narrow columns, as its specimen is one of whole texts."""
    settings = (
        '[columns]\ntitle = ["事業名"]\nstatus = ["R4 進捗", "R5 進捗"]\n'
        'required = ["number", "title", "status"]\n'
        '[[level]]\nname = "目標"\nmark = "【1】"\n[[level]]\nname = "課題"\nmark = "(1)"\n'
        '[measure]\nmark = "1-(1)-①"\n[[status]]\nword = "計画どおり"\n'
    )
    sheet = (
        "題\n番号\t事業名\tR4 進捗\tR5 進捗\n【1】 学び\n(1)講座\n"
        "1-(1)-①\t市民講座\t計画どおり\t計画どおり\n1-(1)-②\t出前講座\t計画どおり\t計画どおり\n"
    )
    (tmp_path / "guideline.toml").write_text(settings, "utf-8")
    (tmp_path / "一覧.txt").write_text(sheet, "utf-8")
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "1.txt").write_text("第1章　推移\n\n［＃経年の推移］\n", "utf-8")
    document = tmp_path / "draft.docx"
    snapshot = load(str(tmp_path))
    view = draft(snapshot.guideline, snapshot.diagnostics, Templates().wording())
    document.write_bytes(word.render(view, Templates()))
    file = WordFile(document.read_bytes())
    (table,) = (t for t in file.body.iter(w("tbl")) if "1-(1)-①市民講座" in text(t))
    number, _, before, today, *_ = (int(c.get(w("w"))) for c in table.iter(w("gridCol")))
    # In type of nine points, and the margins of a cell.
    assert number >= width("1-(1)-①") * 180 // 20 + 100
    assert min(before, today) >= width("計画どおり") * 180 // 20 + 100
