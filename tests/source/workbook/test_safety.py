"""Files that are damaged or meant to harm: the text or one clear message, within bounds.

Nothing in them is run and nothing that they name is fetched, because nothing here could: a
part is looked up in the file or not at all.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from libreoffice import converted, needs_libreoffice
from openpyxl import Workbook
from packages import package

from guideline_docs.failure import CannotRun
from guideline_docs.source.workbook import read_workbook
from guideline_docs.source.workbook.worksheet import Worksheet

SHEET = "xl/worksheets/sheet1.xml"
CALC = "application/vnd.oasis.opendocument.spreadsheet"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def excel(change: Callable[[dict[str, bytes]], object] = lambda _: None) -> bytes:
    """A small workbook, with whatever is changed of its parts."""
    book = Workbook()
    book.active.append(["No", "内容"])
    book.active.append([1, "研修"])
    data = io.BytesIO()
    book.save(data)
    with zipfile.ZipFile(data) as saved:
        parts = {name: saved.read(name) for name in saved.namelist()}
    change(parts)
    return package(parts)


def calc(rows: str, manifest: str = "") -> bytes:
    """A small workbook of LibreOffice's with these rows."""
    content = (
        f'<o:document-content xmlns:o="{ODF}:office:1.0" xmlns:t="{ODF}:table:1.0" xmlns:x="{ODF}:text:1.0">'
        f'<o:body><o:spreadsheet><t:table t:name="一覧">{rows}</t:table></o:spreadsheet></o:body>'
        "</o:document-content>"
    )
    parts = {"mimetype": CALC.encode(), "content.xml": content.encode()}
    return package({**parts, "META-INF/manifest.xml": manifest.encode()} if manifest else parts)


def word() -> bytes:
    document, data = docx.Document(), io.BytesIO()
    made = document.add_table(2, 2)
    for cell, text in zip((c for r in made.rows for c in r.cells), ("No", "内容", "1", "研修"), strict=True):
        cell.text = text
    document.save(data)
    return data.getvalue()


def read(folder: Path, data: bytes) -> list[Worksheet]:
    (folder / "一覧.xlsx").write_bytes(data)
    return read_workbook(folder / "一覧.xlsx")


def refused(folder: Path, data: bytes) -> str:
    with pytest.raises(CannotRun) as said:
        read(folder, data)
    before, _, message = str(said.value).partition("一覧.xlsx: ")
    assert before and "\n" not in message
    return message


CELL = "<t:table-cell o:value-type='string'><x:p>x</x:p></t:table-cell>"
ROW = f"<t:table-row>{CELL}</t:table-row>"

LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FETCH = b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'


def declared(part: str, declaration: bytes) -> Callable[[dict[str, bytes]], None]:
    """A part with a declaration before its root, and far before it, where nobody looks."""

    def change(parts: dict[str, bytes]) -> None:
        parts[part] = b"<!--" + b" " * 300_000 + b"-->" + declaration + parts[part]

    return change


@pytest.mark.parametrize("declaration", [LAUGHS, FETCH], ids=["laughs", "fetch"])
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", SHEET, "_rels/.rels", "xl/_rels/workbook.xml.rels"]
)
def test_a_declaration_of_entities_is_never_taken(tmp_path: Path, part: str, declaration: bytes) -> None:
    data = excel(declared(part, declaration))
    assert refused(tmp_path, data) == "危険な宣言（DOCTYPE）があるので読みません"


def test_nor_is_one_in_another_encoding(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = (LAUGHS + b"<worksheet/>").decode().encode("utf-16")

    assert refused(tmp_path, excel(change)) == "危険な宣言（DOCTYPE）があるので読みません"


@pytest.mark.parametrize("make", [lambda: calc(ROW), word], ids=["ods", "docx"])
def test_nor_in_a_document(tmp_path: Path, make: Callable[[], bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(make())) as saved:
        parts = {name: saved.read(name) for name in saved.namelist()}
    part = "content.xml" if "content.xml" in parts else "word/document.xml"
    parts[part] = LAUGHS + parts[part][parts[part].find(b"?>") + 2 :] if b"?>" in parts[part] else LAUGHS + parts[part]
    assert refused(tmp_path, package(parts)) == "危険な宣言（DOCTYPE）があるので読みません"


def test_a_file_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts.update((f"xl/media/{n}", b"") for n in range(20_001))

    assert refused(tmp_path, excel(change)).startswith("ブックが大きすぎます")


def test_a_part_without_an_end_of_a_row_does_not_fill_all_memory(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = b"<worksheet><sheetData><row r='1'>" + b" " * 40_000_000

    assert refused(tmp_path, excel(change)).startswith("ブックを読めません")


def test_rows_beyond_reason_are_refused_before_they_are_all_read(tmp_path: Path) -> None:
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="XFD{0}"><v>1</v></c></row>'
    rows = "".join(map(row.format, range(1, 200))).encode()

    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = b"<worksheet><sheetData>" + rows + b"<row r='200'><c r='A200'>"

    assert "使われている範囲が広すぎます（A1:XFD62）" in refused(tmp_path, excel(change))


@pytest.mark.parametrize(
    "rows",
    [
        f"<t:table-row t:number-rows-repeated='1048576'>{CELL}</t:table-row>",
        f"<t:table-row t:number-rows-repeated='99999999999'>{CELL}</t:table-row>",
        f"{ROW}<t:table-row t:number-rows-repeated='1048574'/>{ROW}",
        "<t:table-row t:number-rows-repeated='200'>"
        + CELL.replace("o:value-type", "t:number-columns-repeated='16384' o:value-type")
        + "</t:table-row>",
    ],
)
def test_what_is_repeated_is_counted_before_it_is_written_out(tmp_path: Path, rows: str) -> None:
    assert "使われている範囲が広すぎます" in refused(tmp_path, calc(rows))


def test_empty_rows_and_columns_to_the_end_of_a_sheet_are_nothing(tmp_path: Path) -> None:
    empty = "<t:table-row t:number-rows-repeated='1048575'><t:table-cell t:number-columns-repeated='16384'/></t:table-row>"
    assert "x\n" == read(tmp_path, calc(ROW + empty))[0].text


def test_elements_inside_of_one_another_without_end(tmp_path: Path) -> None:
    deep = b"<w:sdt>" * 100_000 + b"</w:sdt>" * 100_000
    document = b'<w:document xmlns:w="x">' + deep + b"</w:document>"
    assert refused(tmp_path, package({"word/document.xml": document})).startswith("文書を読めません")


def test_macros_links_and_commands_are_only_what_they_show(tmp_path: Path) -> None:
    formula = b"<c r=\"A3\" t=\"str\"><f>cmd|' /C calc'!A0</f><v>cmd</v></c><c r=\"B3\"><f>[1]x!A1</f><v>5</v></c>"
    link = b'<Relationship Id="e" Type="x/worksheet" Target="http://example.invalid/a" TargetMode="External"/>'

    def change(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
        parts["../../etc/cron"] = b"x"
        parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b'<row r="3">' + formula + b"</row></sheetData>")
        rels = "xl/_rels/workbook.xml.rels"
        parts[rels] = parts[rels].replace(b"</Relationships>", link + b"</Relationships>")

    (told,) = read(tmp_path, excel(change))
    assert told.text == "No\t内容\n1\t研修\ncmd\t5\n"
    assert [tmp_path / "一覧.xlsx"] == list(tmp_path.iterdir())


def test_a_sheet_that_nobody_can_show_is_no_visible_one(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'state="visible"', b'state="veryHidden"')

    assert [False] == [each.visible for each in read(tmp_path, excel(change))]


def test_a_book_of_charts_alone_has_no_tables(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        rels = "xl/_rels/workbook.xml.rels"
        parts[rels] = parts[rels].replace(b"/relationships/worksheet", b"/relationships/chartsheet")

    assert [] == read(tmp_path, excel(change))


LOCKED = "パスワードの付いたブックは読めません。外して保存してください"


def test_a_book_with_a_password_is_told(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert LOCKED == refused(tmp_path, ole)
    assert LOCKED == refused(tmp_path, calc(ROW, "<m><encryption-data/></m>"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 half", "ブックが壊れています。もう一度写してください"),
        (b"%PDF-1.7\n", "PDF の文書です。"),
        (b"<html><table><tr><td>No</td></tr></table></html>", "ウェブページか XML のファイルです。"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "XML 形式のブックです。"),
        (b"", "ファイルが空です"),
    ],
)
def test_what_is_no_book_is_told_what_it_is(tmp_path: Path, data: bytes, said: str) -> None:
    assert refused(tmp_path, data).startswith(said)


def test_a_text_that_is_called_a_book_is_a_text(tmp_path: Path) -> None:
    assert "No\t内容\n1\t研修\n" == read(tmp_path, "No\t内容\n1\t研修\n".encode("cp932"))[0].text


# --- whatever the bytes ---------------------------------------------------------------------

CHANGES = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 6)), min_size=1, max_size=6)
MARKUP = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from(
            [b"<", b">", b"/", b'"', b"&", b"&#0;", b"&x;", b"<!--", b"<![CDATA[", b"-1", b"99999999999", b"1e999"]
            + [b"</row>", b"<row>", b"<c>", b"<si/>", b"<x:c/>", b"\x00", b"\xff", b"<v/>", b' r="A1"', b' t="d"']
        ),
        st.integers(0, 8),
    ),
    min_size=1,
    max_size=5,
)


def changed(data: bytes, changes: list[tuple[float, bytes, int]]) -> bytes:
    for place, put, less in changes:
        at = int(place * len(data))
        data = data[:at] + put + data[at + less :]
    return data


def readable(folder: Path, data: bytes) -> None:
    """A table or one sentence, and nothing else."""
    try:
        told = read(folder, data)
    except CannotRun as said:
        assert "\n" not in str(said)
        return
    for worksheet in told:
        assert not worksheet.rows or worksheet.place(0, 0)


BOOKS: Mapping[str, Callable[[], bytes]] = {
    "xlsx": excel,
    "ods": lambda: calc(ROW + ROW.replace("x</x:p>", "<x:s/>y</x:p>")),
    "docx": word,
    "csv": lambda: "No,内容\n1,\"研修\n会\"\n".encode(),
    "cp932": lambda: "No\t内容\n1\t研修\n".encode("cp932"),
}


@pytest.mark.parametrize("kind", BOOKS)
@given(changes=CHANGES)
def test_bytes_that_were_changed(
    tmp_path_factory: pytest.TempPathFactory, kind: str, changes: list[tuple[float, bytes, int]]
) -> None:
    readable(tmp_path_factory.mktemp("book"), changed(BOOKS[kind](), changes))


@pytest.mark.parametrize("kind", ["xlsx", "ods", "docx"])
@given(part=st.integers(0, 100), changes=MARKUP)
def test_parts_that_were_changed(
    tmp_path_factory: pytest.TempPathFactory, kind: str, part: int, changes: list[tuple[float, bytes, int]]
) -> None:
    with zipfile.ZipFile(io.BytesIO(BOOKS[kind]())) as saved:
        parts = {name: saved.read(name) for name in saved.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels")) and "theme" not in name]
    name = names[part % len(names)]
    parts[name] = changed(parts[name], changes)
    readable(tmp_path_factory.mktemp("book"), package(parts))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small book as Excel 97 kept it."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "一覧.xlsx").write_bytes(excel())
    (saved,) = converted([folder / "一覧.xlsx"], "xls", folder)
    return saved.read_bytes()


@needs_libreoffice
@given(changes=CHANGES)
def test_bytes_of_an_old_book_that_were_changed(
    tmp_path_factory: pytest.TempPathFactory, old: bytes, changes: list[tuple[float, bytes, int]]
) -> None:
    readable(tmp_path_factory.mktemp("book"), changed(old, changes))


@needs_libreoffice
def test_an_old_book_with_a_password_is_told(tmp_path: Path, old: bytes) -> None:
    # The record behind the first one says that all others are locked.
    start = old.index(b"\x09\x08\x10\x00")
    assert LOCKED == refused(tmp_path, old[: start + 20] + b"\x2f\x00" + old[start + 22 :])


@needs_libreoffice
@pytest.mark.parametrize("size", [100, 512, 1024, 2000, 3000, 4000])
def test_an_old_book_that_ends_too_early_is_told(tmp_path: Path, old: bytes, size: int) -> None:
    readable(tmp_path, old[:size])
