"""The workbook of 進捗状況一覧: what its cells hold, reckon and print."""

from __future__ import annotations

import csv as csv_reader
import io
from collections.abc import Iterator
from pathlib import Path

import calc
import notation
import pypdfium2
import pytest
from bookcase import CASES, audited, book_of, head_row, opened, project_of
from notation import row
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from program import ROOT

from guideline_docs import load
from guideline_docs.model.tally import tally
from guideline_docs.render import csv
from guideline_docs.render.templates import Templates
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.views.text import printable

TABLE, DATA, SUMMARY, FINDINGS = "進捗状況一覧", "データ", "達成状況", "確認事項"


@pytest.fixture(scope="module")
def projects() -> dict[str, Snapshot]:
    return {case.name: project_of(case) for case in CASES}


@pytest.fixture(scope="module")
def books(projects: dict[str, Snapshot]) -> dict[str, bytes]:
    return {name: book_of(project) for name, project in projects.items()}


@pytest.fixture(scope="module")
def real(books: dict[str, bytes]) -> Worksheet:
    return opened(books["real-sheet"], values=True)[TABLE]


def rows_of(sheet: Worksheet) -> Iterator[tuple[str, ...]]:
    """The texts of the rows below the head, as far as they fill more than their first cell."""
    for cells in sheet.iter_rows(min_row=head_row(sheet) + 1):
        texts = tuple(map(shown, cells))
        if any(texts[1:]):
            yield texts


def shown(cell: Cell) -> str:
    """A cell as it is seen."""
    if not isinstance(cell.value, int | float):
        return cell.value or ""
    form = cell.number_format
    places = len(form.rstrip("%").partition(".")[2])
    value = cell.value * 100 if form.endswith("%") else cell.value
    return f"{value:{',' if ',' in form else ''}.{places}f}{'%' if form.endswith('%') else ''}"


@pytest.mark.parametrize("case", [case.name for case in CASES])
def test_the_format_is_what_excel_asks_for(case: str, books: dict[str, bytes], tmp_path: Path) -> None:
    assert [] == audited(books[case], tmp_path)


@pytest.mark.parametrize("final", [False, True])
def test_the_real_one_is_made_of_the_same_bytes_again(final: bool) -> None:
    project = load(str(ROOT / "sources"))
    assert book_of(project, final) == book_of(load(str(ROOT / "sources")), final)


def test_its_sheets(books: dict[str, bytes]) -> None:
    assert [TABLE, DATA, SUMMARY, FINDINGS] == opened(books["real-sheet"]).sheetnames
    years = opened(books["three-years"]).sheetnames
    assert [TABLE, DATA, "データ（推移）", SUMMARY, FINDINGS] == years


def test_it_begins_with_title_facts_and_counts(real: Worksheet) -> None:
    top = [
        [str(cell.value) for cell in cells if cell.value is not None]
        for cells in real.iter_rows(max_row=head_row(real) - 1)
    ]
    assert top == [
        ["第1期指針 具体施策の進捗状況一覧（素案）"],
        ["資料 【要設定】　　市町村　【要設定】　　担当課　【要設定】　　基準日　【要設定】"],
        ["Ⅰ　重点", "6", "済 4（66.7%）　うち済・継 2　一部済 0　着手中 1（16.7%）　未 1（16.7%）"],
        ["Ⅱ-ア", "6", "済 1（16.7%）　うち済・継 0　一部済 2（33.3%）　着手中 1（16.7%）　未 2（33.3%）"],
        ["Ⅱ-イ", "9", "済 6（66.7%）　うち済・継 4　一部済 1（11.1%）　着手中 0　未 2（22.2%）"],
        ["Ⅲ", "2", "済 0　うち済・継 0　一部済 0　着手中 0　未 2（100.0%）"],
        ["全体", "23", "済 11（47.8%）　うち済・継 6　一部済 3（13.0%）　着手中 2（8.7%）　未 7（30.4%）"],
    ]  # fmt: skip


@pytest.mark.parametrize("case", [case.name for case in CASES])
def test_each_cell_says_what_the_sheet_says(
    case: str, books: dict[str, bytes], projects: dict[str, Snapshot]
) -> None:
    guideline = projects[case].guideline
    sheet = opened(books[case])[TABLE]
    heads = [cell.value for cell in sheet[head_row(sheet)]]
    columns = {head: place for place, head in enumerate(heads) if head}
    written = list(rows_of(sheet))
    vocabulary = guideline.configuration.vocabulary
    numbered = any(Column.NUMBER in m.layout.given for m in guideline.measures)
    for column in guideline.columns:
        name = printable(vocabulary.head(column)) if column.known else column.name
        head = next((h for h in columns if h in (name, f"{name}（{column.unit}）")), None)
        if head is None:
            assert column.kind in (ColumnKind.LEVEL, ColumnKind.CODE) or not any(
                m[column] for m in guideline.measures
            )
            continue
        found = [texts[columns[head]] for texts in written]
        for measure in guideline.measures:
            for part in measure.each:
                text = printable(part[column].text)
                # Without a column of its own the number stands before the title.
                behind = column == Column.TITLE and not numbered
                assert any(t.endswith(text) if behind else t == text for t in found), (head, text)


def test_the_head_stays_and_is_printed_on_each_page(real: Worksheet) -> None:
    head = head_row(real)
    assert ("No", "内容", "重点", "施策の実施", "実績", "2期案", "理由") == tuple(
        cell.value for cell in real[head]
    )
    assert f"A{head + 1}" == real.freeze_panes
    assert f"${head}:${head}" == real.print_title_rows
    assert (9, "landscape", 0) == (
        real.page_setup.paperSize, real.page_setup.orientation, real.page_setup.fitToHeight
    )  # fmt: skip


def test_closed_columns_offer_the_words_of_the_office(real: Worksheet) -> None:
    first, last = head_row(real) + 1, real.auto_filter.ref.split(":")[1][1:]
    offered = {
        str(rule.sqref): rule.formula1 for rule in real.data_validations.dataValidation
    }
    assert offered == {
        f"C{first}:C{last}": '"【Ⅰ】<重点施策>,【Ⅱ-ア】,【Ⅱ-イ】,【Ⅲ】"',
        f"D{first}:D{last}": '"済・継,済,一部済,着手中,未"',
        f"F{first}:F{last}": '"○,Ⅰ,Ⅱ-ア,Ⅱ-イ,Ⅲ,○→Ⅰ"',
    }


def test_findings_are_notes_at_their_cells_and_a_list(books: dict[str, bytes]) -> None:
    book = opened(books["real-sheet"])
    sheet = book[TABLE]
    notes = {cell.coordinate: cell.comment.text for cells in sheet.iter_rows() for cell in cells if cell.comment}
    (place,) = (cell.coordinate for cell in sheet["C"] if sheet[f"A{cell.row}"].value == 1)
    assert "※7 【Ⅰ】の呼び名「重点施策」は凡例では「重点」です\n案：どちらかにそろえてください" == notes[place]
    # What is told of the sheet's own summary stands at the counts.
    assert "※1 【Ⅰ】には「着手中」の施策が 1 件ありますが、" in notes["A3"]
    assert any("参照先「(3)-イ」がありません" in text for text in notes.values())
    listed = book[FINDINGS]
    marks = [cell.value for cell in listed["A"] if str(cell.value).startswith("※")]
    assert [f"※{n}" for n in range(1, len(marks) + 1)] == marks
    # A mark leads to its place, and each that is listed stands somewhere.
    assert f"{TABLE}!{place}" == listed["A10"].hyperlink.location.replace("'", "")
    everything = "\n".join(notes.values())
    assert [] == [mark for mark in marks if f"{mark} " not in everything]


def test_final_paper_has_no_notes_no_list_and_no_stage() -> None:
    book = opened(book_of(project_of(next(c for c in CASES if c.name == "real-sheet")), final=True))
    assert [TABLE, DATA, SUMMARY] == book.sheetnames
    assert not any(cell.comment for cells in book[TABLE].iter_rows() for cell in cells)
    assert "第1期指針 具体施策の進捗状況一覧" == book[TABLE]["A1"].value


@pytest.mark.parametrize("case", [case.name for case in CASES])
def test_the_counts_are_those_of_the_model(
    case: str, books: dict[str, bytes], projects: dict[str, Snapshot]
) -> None:
    guideline = projects[case].guideline
    counts = tally(guideline)
    expected = [*(counts.tiers if guideline.tiered else ()), counts.overall]
    sheet = opened(books[case], values=True)[SUMMARY]
    found = [cell.value for cell in sheet["B"][4 : 4 + len(expected)]]
    assert [count.total for count in expected] == found


@pytest.mark.parametrize("case", [case.name for case in CASES])
def test_every_count_is_a_formula(case: str, books: dict[str, bytes]) -> None:
    book = opened(books[case])
    numbers = [
        cell.coordinate for cells in book[SUMMARY].iter_rows() for cell in cells
        if isinstance(cell.value, int | float)
    ]  # fmt: skip
    assert [] == numbers


@pytest.mark.parametrize("case", [case.name for case in CASES])
def test_data_are_those_of_the_csv(
    case: str, books: dict[str, bytes], projects: dict[str, Snapshot]
) -> None:
    data = csv.render(projects[case].guideline, Templates().wording()).decode("utf-8-sig")
    expected = list(csv_reader.reader(io.StringIO(data, newline="")))
    sheet = opened(books[case])[DATA]
    assert not sheet.merged_cells.ranges
    found = [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]
    assert expected[0] == found[0]
    for wanted, got in zip(expected[1:], found[1:], strict=True):
        for text, value in zip(wanted, got, strict=True):
            if isinstance(value, str):
                assert text.removeprefix("'") == value.removeprefix("'")
            else:
                plain = text.replace(",", "").replace("▲", "-").replace("％", "%")
                number = float(plain.rstrip("%")) / (100 if plain.endswith("%") else 1)
                assert number == pytest.approx(value)


def test_figures_are_numbers_and_what_is_no_figure_alone_is_text(books: dict[str, bytes]) -> None:
    sheet = opened(books["strategy-indicators"])[DATA]
    heads = [cell.value for cell in sheet[1]]
    rows = {r[heads.index("指標")]: dict(zip(heads, r, strict=True)) for r in sheet.iter_rows(min_row=2, values_only=True)}
    assert (-212, 0, "－") == tuple(rows["社会増減"][h] for h in ("基準値", "目標値", "達成率"))
    assert (1402, 0.955) == tuple(rows["製造品出荷額等"][h] for h in ("基準値", "達成率"))
    assert "－" == rows["サテライトオフィスの利用者"]["実績値"]


HOSTILE = ["=1+1", "+81", "@SUM(A1)", "-2", "http://example.com/", "=cmd|' /C calc'!A1", "<r><t>x</t></r>"]


def test_text_is_never_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    text = notation.sheet(
        notation.category(1), notation.subsection("ア"), *(row(n, results=t) for n, t in enumerate(HOSTILE, 1))
    )
    (tmp_path / "sheet.txt").write_text(text, encoding="utf-8")
    data = book_of(load(str(tmp_path / "sheet.txt")))
    assert [] == audited(data, tmp_path)
    book = opened(data)
    for name in (TABLE, DATA):
        cells = {cell.value: cell for cells in book[name].iter_rows() for cell in cells if cell.value in HOSTILE}
        assert set(HOSTILE) == cells.keys()
        assert {"s"} == {cell.data_type if cell.data_type != "inlineStr" else "s" for cell in cells.values()}
        assert not any(cell.hyperlink for cell in cells.values())


# --- as LibreOffice has it --------------------------------------------------------------


@calc.needed
def test_formulas_come_to_what_stands_beside_them(books: dict[str, bytes], tmp_path: Path) -> None:
    found = calc.reckoned(books, tmp_path)
    wrong = []
    for name, data in books.items():
        formulas, values = opened(data), opened(data, values=True)
        made = load_workbook(found[name], data_only=True)
        for sheet in formulas:
            for cell in (cell for cells in sheet.iter_rows() for cell in cells if cell.data_type == "f"):
                ours, theirs = (book[sheet.title][cell.coordinate].value for book in (values, made))
                if (ours or "") != (theirs or "") and ours != pytest.approx(theirs):
                    wrong.append((name, sheet.title, cell.coordinate, ours, theirs))
    assert [] == wrong


@calc.needed
def test_a_changed_cell_changes_the_counts(books: dict[str, bytes], tmp_path: Path) -> None:
    book = opened(books["real-sheet"])
    sheet = book[TABLE]
    (place,) = (cell for cell in sheet["A"] if cell.value == 6)
    sheet[f"D{place.row}"] = "済（令和6年度）"
    sheet[f"C{place.row}"] = "【Ⅰ】<重点施策>"
    changed = io.BytesIO()
    book.save(changed)
    made = load_workbook(calc.reckoned({"changed": changed.getvalue()}, tmp_path)["changed"], data_only=True)
    assert [7, 5, 9, 2, 23] == [cell.value for cell in made[SUMMARY]["B"][4:9]]
    first = next(cells for cells in made[TABLE].iter_rows() if cells[0].value == "Ⅰ　重点")
    said = [cell.value for cell in first if cell.value is not None]
    assert ["Ⅰ　重点", 7, "済 5（71.4%）　うち済・継 2　一部済 0　着手中 1（14.3%）　未 1（14.3%）"] == said


@calc.needed
def test_rows_show_all_of_their_text(books: dict[str, bytes], tmp_path: Path) -> None:
    found = calc.measured(books, tmp_path)
    low = []
    for name, data in books.items():
        ours, theirs = opened(data), load_workbook(found[name])
        for title in (TABLE, FINDINGS):
            for row_ in range(1, ours[title].max_row + 1) if title in ours.sheetnames else ():
                height, needed = (book[title].row_dimensions[row_].height for book in (ours, theirs))
                if height and needed and height < needed:
                    low.append((name, title, row_, height, needed))
    assert [] == low


@calc.needed
def test_it_is_printed_one_page_wide_with_its_head_on_each(books: dict[str, bytes], tmp_path: Path) -> None:
    names = ("real-sheet", "strategy-indicators", "equality-plan", "flat-list")
    found = calc.printed({name: books[name] for name in names}, tmp_path)
    for name in names:
        sheet = opened(books[name])[TABLE]
        heads = [str(cell.value) for cell in sheet[sheet.auto_filter.ref][0]]
        titles = [r[1] for r in rows_of(sheet)] if heads[1] in ("内容", "事業名") else []
        document = pypdfium2.PdfDocument(found[name].read_bytes())
        pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
        document.close()
        of_table = [page for page in pages if all("".join(head.split()) in page for head in heads)]
        assert of_table and all(f"/{len(pages)}―" in page for page in of_table[:-1])
        for title in titles:
            assert any("".join(title.split()) in page for page in of_table), title
