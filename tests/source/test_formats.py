"""What a file is that is no text: by its bytes, whatever it is called."""

from __future__ import annotations

import pytest
from packages import package

from guideline_docs.source import formats
from guideline_docs.source.formats import Format, format_named, format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
TEXT = "第1章　総括\n\n1　背景\n　市民活動は、12件である。\n"


@pytest.mark.parametrize("name", ["一覧.xlsx", "一覧.txt", "一覧", "一覧.csv"])
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (package({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), formats.WORKBOOK),
        (package({"xl/workbook.bin": b""}), formats.BINARY_WORKBOOK),
        (package({"[Content_Types].xml": b"", "word/document.xml": b""}), formats.WORD),
        (package({"ppt/presentation.xml": b""}), formats.SLIDES),
        (
            package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            formats.CALC,
        ),
        (package({"mimetype": b"application/vnd.oasis.opendocument.text"}), formats.WRITER),
        (OLE + "Workbook".encode("utf-16-le"), formats.OLD_WORKBOOK),
        (OLE + "WordDocument".encode("utf-16-le"), formats.OLD_WORD),
        (OLE + "EncryptedPackage".encode("utf-16-le"), formats.LOCKED),
        (b"%PDF-1.7\n%\xe2\xe3", formats.PDF),
        (b"{\\rtf1\\ansi", formats.RICH_TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00", formats.IMAGE),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", formats.IMAGE),
        (b"GIF89a\x01\x00", formats.IMAGE),
        (b"Rar!\x1a\x07", formats.ARCHIVE),
        (b"\n<!DOCTYPE html>\n<p>", formats.WEB_PAGE),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', formats.XML_WORKBOOK),
        (
            b'<?xml version="1.0"?>\n<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">',
            formats.CALC,
        ),
        (TEXT.encode("utf-16-le"), formats.UTF16),
        (TEXT.encode("utf-16-be"), formats.UTF16),
        (b"abc\x00\x01\x02\x00", formats.BINARY),
    ],
)
def test_bytes_say_what_a_file_is(data: bytes, expected: Format, name: str) -> None:
    assert format_of(data, name) is expected


@pytest.mark.parametrize("name", ["一覧.txt", "一覧.tsv", "一覧", "一覧.md", "一覧.csv"])
@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("cp932"),
        TEXT.encode("utf-16"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-8-sig"),
        (TEXT * 9 + "一つだけ\x00の制御文字").encode(),
        ("改頁\x0c" * 40 + "垂直\x0bタブ" * 40).encode(),
        b"\xef\xbb\xbf\xff",
        b"\xff\xff\xff",
        b"",
        b"PKO\xe5\x8d\x94\xe5\x8a\x9b",
    ],
)
def test_texts_are_texts(data: bytes, name: str) -> None:
    assert format_of(data, name) is None


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"PK\x03\x04 half", "一覧.xlsx", formats.WORKBOOK),
        (b"PK\x03\x04 half", "原稿.docx", formats.WORD),
        (b"PK\x03\x04 half", "原稿.txt", formats.ARCHIVE),
        (package({"原稿.txt": b""}), "原稿.zip", formats.ARCHIVE),
        (OLE, "要綱.jtd", formats.ICHITARO),
        (OLE, "要綱", formats.OFFICE),
        (b"", "一覧.XLSX", formats.WORKBOOK),
        (b"", "原稿.docx", formats.WORD),
        (b"", "原稿.odt", formats.WRITER),
        (b"", "原稿.doc", formats.OLD_WORD),
        # A document that holds a workbook is what it is called.
        (OLE + "WordDocument Workbook".encode("utf-16-le"), "原稿.doc", formats.OLD_WORD),
        (OLE + "WordDocument Workbook".encode("utf-16-le"), "一覧.xls", formats.OLD_WORKBOOK),
        (b"text", "頁.html", formats.WEB_PAGE),
    ],
)
def test_a_name_says_it_where_the_bytes_do_not(data: bytes, name: str, expected: Format) -> None:
    assert format_of(data, name) is expected


def test_what_is_called_a_table_between_commas_its_columns_must_say() -> None:
    assert format_named("一覧.csv") is formats.COMMAS
    assert format_of(b"No\t\xe5\x86\x85\xe5\xae\xb9\n", "一覧.csv") is None


def test_every_format_says_how_it_is_brought_in() -> None:
    kinds = [value for value in vars(formats).values() if isinstance(value, Format)]
    assert len(kinds) > 15
    for kind in kinds:
        assert kind.how("sources/一覧.xlsx").endswith(("ください", "できます", "入ります", "読めます"))
        assert "{" not in kind.how("一覧.xlsx")
