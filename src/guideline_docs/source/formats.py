"""What a file is that is no text of ours: told by its own bytes first, then by its name.

A workbook renamed ``.txt`` is a workbook; a ``.docx`` that holds no document is still not
what anybody wrote as plain text.
"""

from typing import NamedTuple

from guideline_docs.source.expression import expression

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
"""The first bytes of .xls and .doc, and of a workbook with a password."""


class Format(NamedTuple):
    """A kind of file: what people call it, and how what is in it comes into a project."""

    what: str
    advice: str
    """``{name}`` stands for the file."""

    def how(self, name: str) -> str:
        """What to do with a file of this kind."""
        return self.advice.format(name=name)


_INIT = "guideline-docs init 新しいフォルダー --from"
_TAKEN = f"{_INIT} {{name}} で新しい案件の一覧に、guideline-docs import {{name}} で今の案件の一覧にできます"
_EXCEL = "Excel で「Excel ブック（.xlsx）」として保存し直してください"
_THEN = "。そのブックなら読めます"
_TEXT = "本文は、文字だけの .txt として保存し直してください。"
_WORDS = f"{_TEXT}一覧の表は、ブック（.xlsx）に写すと {_TAKEN.format(name='一覧.xlsx')}"

WORKBOOK = Format("Excel のブック", _TAKEN)
OLD_WORKBOOK = Format("古い形式のブック（.xls）", _TAKEN)
BINARY_WORKBOOK = Format("バイナリ形式のブック（.xlsb）", _EXCEL + _THEN)
XML_WORKBOOK = Format("XML 形式のブック", _EXCEL + _THEN)
NUMBERS = Format("Numbers の書類", "Numbers で Excel に書き出してください" + _THEN)
LOCKED = Format("パスワードの付いたブックか文書", "パスワードを外して保存してください")
CALC = Format("LibreOffice の表計算の文書（.ods）", _TAKEN)
WORD = Format("Word の文書", f"{_TEXT}中の表は、{_TAKEN}")
OLD_WORD = Format("古い形式の Word の文書（.doc）", "Word で「Word 文書（.docx）」として保存し直してください")
WRITER = Format("LibreOffice の文書（.odt）", _WORDS)
RICH_TEXT = Format("リッチテキスト（.rtf）", _WORDS)
ICHITARO = Format("一太郎の文書", _WORDS)
OFFICE = Format("Office の文書", _WORDS)
SLIDES = Format("スライド", _WORDS)
PDF = Format("PDF の文書", f"もとの文書や表から写してください。{_WORDS}")
IMAGE = Format("画像", "原稿に［＃画像：ファイル｜説明］と書くと、その場所に入ります")
ARCHIVE = Format("圧縮されたファイル", "展開して、中の原稿を指定してください")
WEB_PAGE = Format("ウェブページか XML のファイル", _WORDS)
UTF16 = Format("BOM のない UTF-16 の文字", "UTF-8 で保存し直してください")
BINARY = Format("文字でないファイル", "原稿（.txt）を指定してください")
COMMAS = Format("カンマ区切りの表", _TAKEN)
SEMICOLONS = Format("セミコロン区切りの表", _TAKEN)

_BY_SUFFIX = {
    WORKBOOK: "xlsx xlsm xltx xltm",
    OLD_WORKBOOK: "xls xlt",
    BINARY_WORKBOOK: "xlsb",
    NUMBERS: "numbers",
    CALC: "ods fods ots",
    WORD: "docx docm dotx dotm",
    OLD_WORD: "doc dot",
    OFFICE: "pages",
    WRITER: "odt fodt ott",
    RICH_TEXT: "rtf",
    ICHITARO: "jtd jtdc jtt jttc",
    SLIDES: "pptx pptm ppt odp key",
    PDF: "pdf",
    IMAGE: "png jpg jpeg jpe gif bmp tif tiff webp svg emf wmf ico heic ai eps psd",
    ARCHIVE: "zip lzh 7z rar gz tar tgz cab",
    WEB_PAGE: "html htm xhtml mht mhtml xml",
    COMMAS: "csv",
}
_SUFFIXES = {suffix: kind for kind, names in _BY_SUFFIX.items() for suffix in names.split()}

_MAGIC = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RICH_TEXT),
    (b"\x89PNG\r\n\x1a\n", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF87a", IMAGE),
    (b"GIF89a", IMAGE),
    (b"II*\x00", IMAGE),
    (b"MM\x00*", IMAGE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"PK\x05\x06", ARCHIVE),
)
# What stands in a package, and what the package then is.
_PARTS = (
    ("xl/workbook.bin", BINARY_WORKBOOK),
    ("xl/", WORKBOOK),
    ("word/", WORD),
    ("ppt/", SLIDES),
)
_OPEN_DOCUMENT = {b"spreadsheet": CALC, b"text": WRITER, b"presentation": SLIDES}
_OPEN_DOCUMENT_TYPE = expression(rb"mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]+)")
_FLAT_CALC = b'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
# The names of streams in a compound file, as they stand in it.
_STREAMS = (
    ("EncryptedPackage", LOCKED),
    ("Workbook", OLD_WORKBOOK),
    ("Book", OLD_WORKBOOK),
    ("WordDocument", OLD_WORD),
)

_MARKUP = expression(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html[\s>]|\?xml\s)")
# Control characters that stand in no text; vertical tab, form feed and escape do.
_NO_TEXT = expression(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# As much of a file as is looked at for what no text holds, and how much of that is too
# much: a text with a stray control character is a text, and a rule tells the character.
LOOKED_AT = 8192
_TOO_MUCH = 0.05
_JAPANESE = expression(
    "[\t\r\n -~\u2010-\u22ff\u2460-\u24ff\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]"
)
_NEARLY_ALL = 0.9


def format_of(data: bytes, name: str) -> Format | None:
    """What a file is if it is no text; None for a text.

    A name that says text (or nothing) does not make a text of what is none. A table between
    commas is a text so far: whether it is one, its columns say.
    """
    named = format_named(name)
    return _by_bytes(data, name) or (named if named is not COMMAS else None)


def format_named(name: str) -> Format | None:
    """What a file's name says that it is, if that is no text."""
    return _SUFFIXES.get(_suffix(name))


def _by_bytes(data: bytes, name: str) -> Format | None:
    if data.startswith(ZIP):
        return _package(data) or format_named(name) or ARCHIVE
    if data.startswith(OLE):
        named = format_named(name)
        # Names of streams are UTF-16, and stand in the last sector as well as the first. A
        # document may hold a workbook, and the other way round: then its name says it.
        held = [kind for word, kind in _STREAMS if word.encode("utf-16-le") in data]
        return named if named in held else next(iter(held), named or OFFICE)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n\f\v").startswith(b"<") and _MARKUP.match(data):
        head = data[:LOOKED_AT]
        if _FLAT_CALC in head:
            return CALC
        return XML_WORKBOOK if b"Excel.Sheet" in head else WEB_PAGE
    return None if data.startswith(_BOMS) else _binary(data[:LOOKED_AT])


def _binary(data: bytes) -> Format | None:
    if b"\x00" in data and any(map(_reads_as, (data, data), ("utf-16-le", "utf-16-be"))):
        return UTF16
    return BINARY if len(_NO_TEXT.findall(data)) > _TOO_MUCH * len(data) else None


def _reads_as(data: bytes, encoding: str) -> bool:
    """Whether bytes are Japanese text in an encoding that nothing in them tells."""
    text = data.decode(encoding, "ignore")
    return len(_JAPANESE.findall(text)) > _NEARLY_ALL * len(text)


def _package(data: bytes) -> Format | None:
    """What a zip file holds, if it can be opened and is a document."""
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile  # 8 ms that a text does not pay

    try:
        with ZipFile(BytesIO(data)) as package:
            names = package.namelist()
    except BadZipFile:
        return None
    # Its first part is stored as it is, so that it can be read without unpacking.
    if kind := _OPEN_DOCUMENT_TYPE.search(data, 0, 200):
        return _OPEN_DOCUMENT.get(kind[1])
    for part, form in _PARTS:
        if any(name.startswith(part) for name in names):
            return form
    return None


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].casefold().strip() if "." in name else ""
