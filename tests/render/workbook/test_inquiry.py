"""照会_課名.xlsx: the sheets, and what survives when LibreOffice saves them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from inquirycase import HEAD, books, guideline
from libreoffice import converted, needs_libreoffice
from openpyxl import Workbook, load_workbook
from openxml_audit import FileFormat, OpenXmlValidator
from pypdf import PdfReader

from guideline_docs.model.inquiry import Role, Sent, head_role
from guideline_docs.render.templates import Templates
from guideline_docs.render.workbook.inquiry import render
from guideline_docs.render.workbook.looks import Looks
from guideline_docs.views.inquiry import InquiryBook
from guideline_docs.workspace import load

CASES = Path(__file__).parents[2] / "cases"
LOOKS = Looks(Templates())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> InquiryBook:
    """The second department's: it has a row that looks like a formula."""
    return books(guideline(tmp_path_factory.mktemp("p")), due="2027-01-15")[1]


@pytest.fixture(scope="module")
def data(book: InquiryBook) -> bytes:
    return render(book, LOOKS)


@pytest.fixture(scope="module")
def made(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_same_view_gives_the_same_bytes(book: InquiryBook, data: bytes) -> None:
    assert data == render(book, LOOKS)


def test_the_rows_are_those_of_the_view(book: InquiryBook, made: Workbook) -> None:
    head, *body = rows(made["回答"])
    assert [column.head for column in book.columns] == ["".join(text.split("\n")) for text in head]
    assert [[text or None for text in row.cells] for row in book.rows] == body


def test_no_text_is_a_formula(made: Workbook) -> None:
    sheet = made["回答"]
    assert {"s", "n"} >= {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "=1+1" in [cell.value for cell in sheet[3]]


def test_answers_alone_can_be_written(book: InquiryBook, made: Workbook) -> None:
    sheet = made["回答"]
    assert sheet.protection.sheet and not sheet.protection.password
    assert not (sheet.protection.sort or sheet.protection.autoFilter or sheet.protection.formatRows)
    for row in sheet.iter_rows(min_row=2):
        assert [not column.open for column in book.columns] == [cell.protection.locked for cell in row]
    cover = made["照会"]
    open_cells = [cell.coordinate for row in cover.iter_rows() for cell in row if not cell.protection.locked]
    assert [made.defined_names["GD_回答者"].attr_text.rpartition("!")[2].replace("$", "")] == open_cells


def test_what_is_typed_into_an_answer_stays_as_it_is_typed(book: InquiryBook, made: Workbook) -> None:
    (_, row, *_) = made["回答"].iter_rows()
    assert {"@"} == {cell.number_format for cell, c in zip(row, book.columns, strict=True) if c.open}


def test_key_and_base_are_hidden_and_everything_else_is_seen(made: Workbook) -> None:
    sheet = made["回答"]
    hidden = [(d.min, d.max) for d in sheet.column_dimensions.values() if d.hidden]
    assert [(1, 3)] == hidden
    # What is sorted by a button is the area of the filter: keys go with their rows.
    assert ("A1:M3", "$1:$1") == (sheet.auto_filter.ref, sheet.print_title_rows)
    assert "'回答'!$D$1:$M$3" == sheet.print_area
    # One page wide is what nothing is said of.
    assert (True, None, 0, "landscape") == (
        sheet.sheet_properties.pageSetUpPr.fitToPage,
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
        sheet.page_setup.orientation,
    )


def test_words_are_offered_and_others_may_stay(made: Workbook) -> None:
    (rule,) = made["回答"].data_validations.dataValidation
    assert ("warning", '"済・継,済,一部済,着手中,未"', "J2:J3") == (rule.errorStyle, rule.formula1, str(rule.sqref))


NAMES = {
    "GD_回答": "回答!$A$1:$M$3",
    "GD_照会キー": "回答!$A$2:$A$3",
    "GD_回答_1": "回答!$J$2:$J$3",
    "GD_回答_2": "回答!$L$2:$L$3",
    "GD_備考": "回答!$M$2:$M$3",
    "GD_回答者": "照会!$C$10",
}


def names(found: Workbook) -> dict[str, str]:
    return {name: each.attr_text for name, each in found.defined_names.items() if name.startswith("GD_")}


def said(found: Workbook) -> Sent | None:
    return Sent.of({each.name: each.value for each in found.custom_doc_props.props})


def test_it_carries_what_it_is(book: InquiryBook, made: Workbook) -> None:
    assert NAMES == names(made)
    assert book.sent == said(made)


def test_the_covering_sheet_comes_first_and_counts_what_is_left(made: Workbook) -> None:
    assert (["照会", "回答"], 0) == (made.sheetnames, made._sheets.index(made.active))
    texts = [cell.value for row in made["照会"].iter_rows() for cell in row if cell.value]
    assert "企画・広報課　御中" == texts[0]
    assert '=(COUNTBLANK(GD_回答_1)+COUNTBLANK(GD_回答_2)-0)&"か所"' in texts


def audited(data: bytes, folder: Path) -> list[str]:
    file = folder / "book.xlsx"
    file.write_bytes(data)
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(str(file))
    return [error.description for error in result.errors]


def test_it_is_sound(data: bytes, tmp_path: Path) -> None:
    assert [] == audited(data, tmp_path)


def test_what_nobody_expects_is_sound_too(tmp_path: Path) -> None:
    """Many words, a column called 備考, texts of every kind, a field without a place."""
    words = ", ".join(f'"{n:02}の長い長い言葉"' for n in range(40))
    settings = f'[[column]]\nhead = "判定"\nkind = "status"\nwords = [{words}, "a,b"]\n'
    texts = ("=1+1", "'x", "𠮷\u000b", "あ" * 3000)
    table = ("（1）…", "ア　…", *(f"{n}\t{t}\t済\t{t}\t=課{n}\t\t{t}" for n, t in enumerate(texts, 1)))
    found = guideline(tmp_path, *table, head=f"{HEAD}\t判定\t備考", settings=settings)
    for each in books(found, by="担当課", fields=("判定", "備考", "施策の実施")):
        made = render(each, LOOKS)
        assert [] == audited(made, tmp_path)
        sheet = load_workbook(io.BytesIO(made))["回答"]
        assert 2 == len(sheet.data_validations.dataValidation)
        assert {"s", "n"} >= {cell.data_type for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_every_table_can_be_asked_about(case: str, tmp_path: Path) -> None:
    """Whatever its shape; where it has no departments, another column stands for them."""
    place = CASES / case / "sources"
    found = load((place if place.exists() else CASES / case / "source.txt").as_posix()).guideline
    heads = {column.name for column in found.columns}
    by = next((name for name in ("担当課", "所管", "所属") if name in heads), found.columns[-1].name)
    field = next(column.name for column in found.columns if column.name != by and column not in ("number", "title"))
    made = books(found, by=by, fields=(field,))
    assert made
    for each in made[:2]:
        assert [] == audited(render(each, LOOKS), tmp_path)


# --- LibreOffice ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """The workbook as LibreOffice saves it in each format, read by way of .xlsx."""
    folder = tmp_path_factory.mktemp("saved")
    file = folder / "b.xlsx"
    file.write_bytes(data)
    found = {}
    for kind in ("xlsx", "xls", "ods"):
        (made,) = converted([file], kind, folder / kind)
        if kind != "xlsx":
            (made,) = converted([made], "xlsx", folder / f"{kind}-xlsx")
        found[kind] = load_workbook(made)
    return found


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_what_libreoffice_saves_is_still_the_form(
    kind: str, saved: dict[str, Workbook], book: InquiryBook, made: Workbook
) -> None:
    found = saved[kind]
    assert NAMES == names(found)
    assert book.sent == said(found)
    sheet = found["回答"]
    assert rows(made["回答"]) == rows(sheet)
    assert [(1, 3)] == [(d.min, d.max) for d in sheet.column_dimensions.values() if d.hidden]
    assert [not column.open for column in book.columns] == [cell.protection.locked for cell in sheet[2]]
    assert sheet.protection.sheet
    (rule,) = sheet.data_validations.dataValidation
    assert ("warning", '"済・継,済,一部済,着手中,未"') == (rule.errorStyle, rule.formula1)
    assert "A1:M3" == sheet.auto_filter.ref
    heads = [str(cell.value) for cell in sheet[1]]
    assert [column.form.role for column in book.columns] == [head_role(head, book.sent.heads)[0] for head in heads]
    assert Role.KEY is head_role(heads[0], book.sent.heads)[0]


@needs_libreoffice
def test_it_is_printed_one_page_wide(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "b.xlsx"
    file.write_bytes(data)
    (made,) = converted([file], "pdf", tmp_path / "pdf")
    cover, answers = PdfReader(made).pages
    sizes = [tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in (cover, answers)]
    assert [(210, 297), (297, 210)] == sizes
    for text in ("企画・広報課　御中", "令和9年1月15日（金）"):
        assert text.replace("　", "") in "".join(cover.extract_text().split())
    for text in ("備考", "施策の実施", "基金の案内", "=1+1"):
        assert text in "".join(answers.extract_text().split())
    assert "照会キー" not in answers.extract_text()
