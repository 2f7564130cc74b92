"""A newer table goes into the sheet cell by cell: what differs is written or told, the rest stays."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from newertable import Rows, rows_of, table, workbook
from openpyxl.utils import get_column_letter

from guideline_docs.edits.cells import held, says
from guideline_docs.edits.convert import convert
from guideline_docs.edits.importing import Import, plan
from guideline_docs.edits.importing.comparing import alike
from guideline_docs.edits.incoming import Incoming
from guideline_docs.edits.renumber import plan as renumber_plan
from guideline_docs.edits.taking import taken_from
from guideline_docs.failure import CannotRun
from guideline_docs.model.measure import Measure
from guideline_docs.source.text import read
from guideline_docs.syntax.cells import lines_of_cells
from guideline_docs.syntax.columns import ColumnKind
from guideline_docs.workspace import Workspace

CASES = sorted(each for each in (Path(__file__).parents[1] / "cases").iterdir() if each.is_dir())
FORMS = ("as it is", "cards", "utf-16")
WORDS = [
    *("済", "未", "新しい文", "一行目\n二行目", '"引用"', 'a"b', "<b>太</b>", "※注", "（1）見出し"),
    *("再掲", "3", "令和6年度", "１２", "50%", "－", "", "", "", "Ⅱ-ア", "○", "市民課", " 前後 "),
    *("𠮷", "施策3", "合計", "年"),
]


class Project(NamedTuple):
    """A case in a folder of its own; ``rows`` are the cells of its sheet, ``measures`` the
    places of those of measures among them, each with its number of columns."""

    workspace: Workspace
    sheet: Path
    rows: Rows
    measures: dict[int, list[str]]


def project(case: Path, folder: Path, form: str) -> Project | None:
    """A case whose sheet is in a form; None where that cannot be."""
    shutil.copytree(case, folder)
    place = folder / "sources"
    name = str(place if place.is_dir() else folder / "source.txt")
    guideline = Workspace(name).snapshot().guideline
    sheet = guideline.sheet
    if sheet is None or sheet.source.file is None or guideline.measures[0].layout.card:
        return None
    file, text = sheet.source.file, read(sheet.source.file).verbatim.text
    rows = rows_of(text)
    where = {span.start: at for at, (span, _) in enumerate(lines_of_cells(sheet.source))}
    measures = {
        where[row.span.start]: [str(each) for each in row.layout.given]
        for measure in guideline.own
        for row in measure.each
    }
    lines = text.replace("\r\n", "\n")
    try:
        match form:
            case "cards":
                file.write_bytes(convert(str(file))[0])
            case "utf-16":
                file.write_bytes(b"\xff\xfe" + lines.replace("\n", "\r\n").encode("utf-16-le"))
    except CannotRun:
        return None
    # Cards cannot hold every sheet as it reads: heads of two rows, numbers of several digits.
    after = Workspace(name).snapshot().guideline
    same = [list(map(_read, each.own)) for each in (guideline, after)]
    return Project(Workspace(name), file, rows, measures) if same[0] == same[1] else None


def _read(measure: Measure) -> list[object]:
    columns = (column for column in measure.layout.given if column.kind is not ColumnKind.CODE)
    return [measure.key, *((column, says(measure, column)) for column in columns)]


def imported(workspace: Workspace, book: Path, write: bool = True) -> Import:
    """What an import of a workbook comes to; it is written."""
    snapshot = workspace.snapshot()
    result = plan(snapshot, taken_from(book, (), False, snapshot.configuration))
    if write and result.patch:
        workspace.apply(result.patch)
    return result


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_table_that_says_the_same_changes_nothing(case: Path, tmp_path: Path, form: str) -> None:
    found = project(case, tmp_path / "case", form)
    if found is None:
        return
    before = found.sheet.read_bytes()
    result = imported(found.workspace, workbook(found.rows, tmp_path / "新.xlsx"))
    assert Incoming() == result.incoming
    assert before == found.sheet.read_bytes()


def changed(found: Project, chance: random.Random) -> tuple[Rows, dict[str, tuple[str, str]]]:
    """Another table: some cells say something else (by place: old and new), rows are sorted
    or put in, a column is gone."""
    rows = [list(row) for row in found.rows]
    how = chance.choice(["cells", "cells", "around", "sorted", "new", "dropped", "all"])
    places: dict[tuple[int, int], tuple[str, str]] = {}
    if how in ("cells", "all"):
        for _ in range(chance.randint(1, 6)):
            at = chance.choice(list(found.measures))
            column = chance.randrange(len(found.measures[at]))
            rows[at] += [""] * (column + 1 - len(rows[at]))
            places[at, column] = found.rows[at][column] if column < len(found.rows[at]) else "", ""
            rows[at][column] = chance.choice(WORDS)
    if how == "around":
        filled = [
            (at, column)
            for at, row in enumerate(rows)
            for column, text in enumerate(row)
            if text and at not in found.measures
        ]
        at, column = chance.choice(filled)
        places[at, column] = rows[at][column], ""
        rows[at][column] = chance.choice([*filter(None, WORDS), rows[at][column] + "改"])
    order: list[int | None] = list(range(len(rows)))
    if how in ("sorted", "all"):
        first, last = min(found.measures), max(found.measures)
        body = order[first : last + 1]
        chance.shuffle(body)
        order[first : last + 1] = body
    lines = [rows[at] if at is not None else [] for at in order]
    if how in ("new", "all"):
        at = chance.choice(list(found.measures))
        new = list(rows[at])
        for column, name in enumerate(found.measures[at][: len(new)]):
            new[column] = {"number": "99", "title": "まったく別の取組"}.get(name, new[column])
        place = order.index(at) + chance.randint(0, 1)
        order.insert(place, None)
        lines.insert(place, new)
    told = {
        f"{get_column_letter(column + 1)}{order.index(at) + 1}": (old, rows[at][column])
        for (at, column), (old, _) in places.items()
    }
    if how in ("dropped", "all"):
        column = chance.randrange(len(next(iter(found.measures.values()))))
        return [[*line[:column], *line[column + 1 :]] for line in lines], {}
    return lines, told


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_cell_that_differs_is_written_or_told(case: Path, tmp_path: Path, form: str) -> None:
    for seed in range(2):
        folder = tmp_path / str(seed)
        found = project(case, folder, form)
        if found is None:
            return
        rows, told = changed(found, random.Random(f"{case.name}{seed}"))
        book = workbook(rows, folder / "新.xlsx")
        before = found.sheet.read_bytes()
        try:
            first = imported(found.workspace, book)
        except CannotRun:
            assert before == found.sheet.read_bytes()
            continue
        _all_is_told(first.incoming, told)
        _all_else_stays(first, before, found.sheet.read_bytes())
        again = imported(found.workspace, book).incoming
        assert () == again.edits
        assert _open(first.incoming) == _open(again)


def _all_is_told(incoming: Incoming, told: dict[str, tuple[str, str]]) -> None:
    cells = {each.cell for kind in incoming for each in kind}
    # What stands in place of a title that is gone is told with its row.
    nameless = {each.why for each in incoming.unplaced} & {"施策の名前のない行です"}
    for place, (old, new) in told.items():
        plain = [held(text).removeprefix("<b>").removesuffix("</b>") for text in (old, new)]
        if not (alike(*plain) or old == "〃" or (not new and nameless)):
            assert place in cells, (place, old, new)


def _all_else_stays(result: Import, before: bytes, after: bytes) -> None:
    """Take out what the edits put in, and what was there is there again, byte for byte."""
    sources = list(result.patch.edits)
    if not sources:
        assert before == after
        return
    (source,) = sources
    at, parts, last = 0, [], 0
    text = source.verbatim.text
    new = result.patch.text(source)
    for edit in result.patch.edits[source]:
        start, end = edit.span.start, edit.span.end
        assert text[last:start] == new[at : at + start - last]
        at += start - last + len(edit.text)
        parts.append(edit)
        last = end
    assert text[last:] == new[at:]
    assert source.bom + new.encode(source.encoding) == after


def _open(incoming: Incoming) -> set[tuple[str, str, str]]:
    """What a person must look at, whatever the measure is called by then."""
    return {(each.cell, each.text, each.why) for each in incoming.unplaced if each.cell}


# --- one by one -------------------------------------------------------------------------

SHEET = """\
令和5年度 取組一覧
【達成状況】
【Ⅰ】<重点>｜優先するもの｜1/2：済｜1/2：未
【Ⅱ】｜次に行うもの｜1/1：未
No｜内容｜重点｜施策の実施｜実績｜2期案｜理由
（1）場の提供
ア 活動拠点
1｜施設の活用についての協力体制｜【Ⅰ】｜済｜開いた。｜○｜終えた。
2｜公共施設の利用の案内と予約｜【Ⅰ】｜未｜｜Ⅰ｜続ける。
（2）資金
ア 基金の設置と運用
3｜寄附金の受入れと基金の運用｜【Ⅱ】｜未｜｜Ⅱ｜検討する。
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Workspace:
    file = tmp_path / "一覧.txt"
    file.write_text(SHEET.replace("｜", "\t"), "utf-8")
    return Workspace(str(file))


def told(workspace: Workspace, text: str, folder: Path) -> list[str]:
    """What an import says, a line each, with what it writes."""
    rows = table(text)
    result = imported(workspace, workbook(rows, folder / "新.xlsx"), write=False)
    incoming = result.incoming
    return [
        *(f"{e.cell} {e.name} {e.head or e.field}: {e.ours}→{e.result}" for e in incoming.edits),
        *(f"{u.cell} {u.near}: {u.text}: {u.why}" for u in incoming.unplaced),
        *(f"{n.cell} {n.text}" for n in incoming.notes),
    ]


def test_only_what_differs_changes(sheet: Workspace, tmp_path: Path) -> None:
    new = SHEET.replace("2｜公共施設の利用の案内と予約｜【Ⅰ】｜未｜", "2｜公共施設の利用の案内と予約｜【Ⅰ】｜済｜始めた。")
    new = new.replace("検討する。", "").replace("基金の設置と運用", "基金の設置").replace("1/2：未", "0/2：未")
    new = new.replace("令和5年度", "令和6年度").replace("優先するもの", "優先して行うもの")
    assert told(sheet, new, tmp_path) == [
        "A1 題名 title: 令和5年度 取組一覧→令和6年度 取組一覧",
        "B3 凡例 【Ⅰ】 summary: 優先するもの→優先して行うもの",
        "D3 達成状況 【Ⅰ】未 summary: 1→0",
        "A11 (2)-ア 見出し: 基金の設置と運用→基金の設置",
        "D9 No.2 施策の実施: 未→済",
        "E9 No.2 実績: →始めた。",
        "G12 No.3 理由: 検討する。→",
    ]


def test_what_a_workbook_cannot_keep_is_no_change(sheet: Workspace, tmp_path: Path) -> None:
    new = SHEET.replace("続ける。", " 続ける。 ").replace("2｜公", "２｜公").replace("1/2", "１/２")
    assert told(sheet, new, tmp_path) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1,234", "1234", True),
        ("５０％", "50%", True),
        ("50", "5.0", False),
        ("５か所", "5か所", True),
        ("a", "ａ", False),
        ("広報\x0b紙", "広報紙", True),
        ("", "0", False),
        ("第1期", "第１期", False),
    ],
)
def test_figures_are_the_same_however_they_are_shown(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_a_new_measure_goes_where_it_stands_there(sheet: Workspace, tmp_path: Path) -> None:
    new = SHEET.replace("（2）資金", "4｜まったく新しい相談の窓口｜【Ⅱ】｜未｜｜Ⅱ｜\n（2）資金")
    row = "4\tまったく新しい相談の窓口\t【Ⅱ】\t未\t\tⅡ\t"
    assert told(sheet, new, tmp_path) == [f"A10 No.4 新しい施策: →{row}"]
    result = imported(sheet, tmp_path / "新.xlsx")
    (source,) = result.patch.edits
    assert f"続ける。\n{row}\n（2）資金" in source.file.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "（2）資金\n",
            "（2）資金\nイ 新しい見出し\n4｜まったく新しい窓口｜【Ⅱ】｜未｜｜Ⅱ｜\n",
            [
                "A11 : イ 新しい見出し: 見出しが一覧にありません。加えていません",
                *(
                    f"{cell} 4 まったく新しい窓口: {text}: 新しい施策ですが、その見出しが一覧にありません"
                    for cell, text in zip(
                        ("A12", "B12", "C12", "D12", "F12"), ("4", "まったく新しい窓口", "【Ⅱ】", "未", "Ⅱ")
                    )
                ),
            ],
        ),
        (
            "2｜公共施設の利用の案内と予約｜【Ⅰ】｜未｜｜Ⅰ｜続ける。\n",
            "",
            [
                " No.2: 公共施設の利用の案内と予約: 新しい表にありません。消していません（なくなったのなら、"
                "一覧から行を消してください）"
            ],
        ),
        (
            "2｜公共施設の利用",
            "7｜公共施設の利用",
            [
                "A9 No.2 公共施設の利用の案内と予約: 7: 番号が違います。番号は変えていません"
                "（付け直すなら renumber）"
            ],
        ),
        (
            "2｜公共施設の利用の案内と予約",
            "2｜まったく新しい相談の窓口",
            [
                *(
                    f"{cell} 2 まったく新しい相談の窓口: {text}: "
                    "No.2「公共施設の利用の案内と予約」 と同じ番号ですが、名前も内容も違います"
                    for cell, text in zip(
                        ("A9", "B9", "C9", "D9", "F9", "G9"),
                        ("2", "まったく新しい相談の窓口", "【Ⅰ】", "未", "Ⅰ", "続ける。"),
                    )
                ),
                " No.2: 公共施設の利用の案内と予約: 新しい表にありません。消していません（なくなったのなら、"
                "一覧から行を消してください）",
            ],
        ),
        (
            "3｜寄附金の受入れと基金の運用",
            "3｜寄附金の受入れや基金の運用",
            [
                "B12 No.3 内容: 寄附金の受入れと基金の運用→寄附金の受入れや基金の運用",
                "A12 内容で照らし合わせた: No.3「寄附金の受入れと基金の運用」 と 3 寄附金の受入れや基金の運用",
            ],
        ),
        (
            "（2）資金\nア 基金の設置と運用\n",
            "（2）場の提供\nア 活動拠点\n",
            [
                "A10 : （2） 場の提供: 見出しが一覧にありません。加えていません",
                "A11 : ア 活動拠点: 見出しが一覧にありません。加えていません",
                "A11 No.3 寄附金の受入れと基金の運用: ア 活動拠点: "
                "新しい表では別の見出しの下にあります。移していません",
                " 見出し (2)「資金」がありません。消していません",
            ],
        ),
        ("2期案｜理由", "2期案｜わけ", None),
        ("｜続ける。", "", ["G9 No.2 理由: 続ける。→"]),
        (
            "｜続ける。",
            "｜続ける。｜余り",
            ["H9 No.2: 余り: 列の見出しより右にあります"],
        ),
        (
            "【Ⅱ】｜次に",
            "資料2\n【Ⅱ】｜次に",
            None,
        ),
    ],
)
def test_what_has_no_place_is_told_by_its_cell(
    sheet: Workspace, tmp_path: Path, old: str, new: str, expected: list[str] | None
) -> None:
    assert old in SHEET
    found = told(sheet, SHEET.replace(old, new), tmp_path)
    if expected is None:
        assert found
    else:
        assert expected == found


def test_rows_in_another_order_stay_where_they_are(sheet: Workspace, tmp_path: Path) -> None:
    *above, one, two = SHEET.split("（2）資金")[0].rstrip("\n").split("\n")
    new = "\n".join([*above, two, one, "（2）資金" + SHEET.split("（2）資金")[1]])
    assert told(sheet, new.replace("開いた。", "閉じた。"), tmp_path) == [
        "E9 No.1 実績: 開いた。→閉じた。",
        "A9 行の並びが一覧と違います（No.1 など）。並べ替えていません",
    ]


def test_a_row_that_stands_twice_is_taken_once_or_not_at_all(
    sheet: Workspace, tmp_path: Path
) -> None:
    row = "2｜公共施設の利用の案内と予約｜【Ⅰ】｜未｜｜Ⅰ｜続ける。\n"
    assert told(sheet, SHEET.replace(row, row + row), tmp_path) == [
        "A10 A9 の行と同じです: 2 公共施設の利用の案内と予約"
    ]
    other = row.replace("未", "済")
    why = "同じ番号と名前の行が 2 つあり、書いてあることが違います（A9、A10）"
    found = told(sheet, SHEET.replace(row, row + other), tmp_path)
    assert f"D9 2 公共施設の利用の案内と予約: 未: {why}" in found
    assert f"D10 2 公共施設の利用の案内と予約: 済: {why}" in found
    assert not any("→" in line for line in found)


def keyed(text: str, keys: list[str]) -> str:
    """A table whose rows carry keys in a column of their own."""
    rest = iter(keys)
    lines = text.rstrip("\n").split("\n")
    return "\n".join(
        f"照会キー｜{line}"
        if line.startswith("No｜")
        else f"{next(rest)}｜{line}"
        if line[0].isdigit()
        else line
        for line in lines
    )


def test_a_key_goes_before_number_and_title_of_which_nobody_else_is_named(
    sheet: Workspace, tmp_path: Path
) -> None:
    edition = sheet.snapshot().guideline.second.digest
    keys = [f"gd1:{edition}:{number}" for number in (1, 2, 3)]
    new = SHEET.replace("2｜公共施設の利用の案内と予約", "9｜まったく別の名前")
    assert told(sheet, keyed(new, keys), tmp_path) == [
        "C9 No.2 内容: 公共施設の利用の案内と予約→まったく別の名前",
        "B9 No.2 公共施設の利用の案内と予約: 9: 番号が違います。番号は変えていません（付け直すなら renumber）",
    ]
    wrong = [keys[1], keys[0], keys[2]]
    why = "照会キーは No.2「公共施設の利用の案内と予約」、番号と名前は No.1「施設の活用についての協力体制」 のものです"
    assert f"C8 1 施設の活用についての協力体制: 施設の活用についての協力体制: {why}" in told(
        sheet, keyed(SHEET, wrong), tmp_path
    )
    unknown = [f"gd1:{'0' * 16}:{number}" for number in (3, 1, 2)]
    assert told(sheet, keyed(SHEET, unknown), tmp_path) == []


def test_a_key_is_led_through_the_renumberings(tmp_path: Path) -> None:
    file = tmp_path / "sources" / "一覧.txt"
    file.parent.mkdir()
    (file.parent / "guideline.toml").write_text('[guideline]\ntitle = "指針"\n', "utf-8")
    gappy = SHEET.replace("2｜公", "5｜公").replace("3｜寄", "7｜寄")
    file.write_text(gappy.replace("｜", "\t"), "utf-8")
    project = Workspace(str(file.parent))
    edition = project.snapshot().guideline.second.digest
    numbers = renumber_plan(project.snapshot(), close_gaps=True)
    project.apply(numbers.patch)
    keys = [f"gd1:{edition}:{number}" for number in (1, 5, 7)]
    new = gappy.replace("公共施設の利用の案内と予約", "まったく別の名前")
    found = told(project, keyed(new, keys), tmp_path)
    assert found[0] == "C9 No.2 内容: 公共施設の利用の案内と予約→まったく別の名前"


PARTS = """\
[columns]
status = ["評価"]
results = ["実績"]
required = ["number", "title"]
[[column]]
head = "担当課"
kind = "department"
[measure]
part = "担当課"
"""
PARTED = """\
一覧
No｜内容｜担当課｜評価｜実績
（1）場
ア 拠点
1｜講座の開催についての取組｜市民課｜済｜開いた。
｜｜福祉課｜未｜
2｜相談の窓口についての取組｜総務課｜済｜設けた。
"""


@pytest.fixture
def parted(tmp_path: Path) -> Workspace:
    home = tmp_path / "sources"
    home.mkdir()
    (home / "guideline.toml").write_text(PARTS, "utf-8")
    (home / "一覧.txt").write_text(PARTED.replace("｜", "\t"), "utf-8")
    return Workspace(str(home))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("福祉課｜未｜", "福祉課｜済｜始めた。", ["D6 No.1 評価: 未→済", "E6 No.1 実績: →始めた。"]),
        ("福祉課", "子育て課", ["C6 No.1 担当課: 福祉課→子育て課"]),
        (
            "｜｜福祉課｜未｜\n",
            "｜｜福祉課｜未｜\n｜｜防災課｜済｜\n",
            [
                "C7 No.1: 防災課: No.1 にこの担当課の行がありません",
                "D7 No.1: 済: No.1 にこの担当課の行がありません",
            ],
        ),
        ("｜｜福祉課｜未｜\n", "", [" No.1 担当課: 福祉課: 新しい表にこの行がありません。消していません"]),
    ],
)
def test_the_rows_of_departments_are_known_by_them(
    parted: Workspace, tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    assert expected == told(parted, PARTED.replace(old, new), tmp_path)


YEARS = """\
[columns]
status = ["R4 進捗", "R5 進捗"]
required = ["number", "title"]
"""
YEARLY = """\
一覧
No｜内容｜R4 進捗｜R5 進捗
（1）場
ア 拠点
1｜講座の開催についての取組｜未｜済
"""


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("No｜内容｜R4 進捗｜R5 進捗\n1｜講座の開催についての取組｜済｜未", ["C3 No.1 R4 進捗: 未→済", "D3 No.1 R5 進捗: 済→未"]),
        (
            "No｜内容｜R4 進捗\n1｜講座の開催についての取組｜済",
            ["C3 No.1 R4 進捗: 未→済", " 「R5 進捗」の列がありません。今の文字を残します"],
        ),
        (
            "No｜内容｜R5 進捗｜R6 進捗\n1｜講座の開催についての取組｜済｜済",
            [
                "D3 No.1 R6 進捗: 済: 「R6 進捗」の列は一覧にありません",
                " 「R4 進捗」の列がありません。今の文字を残します",
                "D2 「R6 進捗」の列は一覧にありません",
            ],
        ),
    ],
)
def test_a_year_is_that_of_its_head(tmp_path: Path, new: str, expected: list[str]) -> None:
    home = tmp_path / "sources"
    home.mkdir()
    (home / "guideline.toml").write_text(YEARS, "utf-8")
    (home / "一覧.txt").write_text(YEARLY.replace("｜", "\t"), "utf-8")
    assert expected == told(Workspace(str(home)), f"一覧\n{new}\n", tmp_path)
