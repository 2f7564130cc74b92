"""Properties, names, notes, boxes and pictures, in each kind of workbook."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from calcmacro import Calc
from libreoffice import needs_libreoffice
from PIL import Image
from xlsxwriter import Workbook

from guideline_docs.failure import CannotRun
from guideline_docs.readback.beside import beside
from guideline_docs.readback.beside.places import corners, place, row_and_column
from guideline_docs.readback.beside.things import Kind, Region, Thing


def made(path: Path) -> Path:
    """A workbook with everything beside its cells."""
    book = Workbook(path)
    book.set_custom_property("guideline-docs.by", "福祉課")
    book.set_custom_property("guideline-docs.fields", "results\nstatus")
    book.add_worksheet("照会").write("A1", "お願い")
    sheet = book.add_worksheet("回答")
    sheet.write_row(0, 0, ["照会キー", "No", "内容", "実績（前回）", "実績"])
    sheet.write_comment("E3", "これは済みです\n二行目", {"author": "係"})
    sheet.insert_textbox("G4", "文字枠の\n回答")
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    sheet.insert_image("G12", "p.png", {"image_data": picture})
    sheet.data_validation("E2", {"validate": "list", "source": ["済", "未"]})
    sheet.autofilter("A1:E6")
    book.define_name("GD_回答_1", "=回答!$E$2:$E$6")
    book.close()
    return path


THINGS = {
    Thing("回答", "E3", Kind.NOTE, "これは済みです\n二行目"),
    Thing("回答", "G4", Kind.BOX, "文字枠の\n回答"),
    Thing("回答", "G12", Kind.PICTURE),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("beside")
    own = made(folder / "a.xlsx")
    calc = Calc(folder)
    for kind in ("xlsx", "xls", "ods"):
        calc.saved([own], kind, folder / kind)
    saved = {kind: (folder / kind / f"a.{kind}").read_bytes() for kind in ("xlsx", "xls", "ods")}
    return saved | {"own": own.read_bytes()}


@needs_libreoffice
@pytest.mark.parametrize("kind", ["own", "xlsx", "xls", "ods"])
def test_everything_is_found_in_each_kind(files: dict[str, bytes], kind: str) -> None:
    found = beside(files[kind], "a")
    assert {"guideline-docs.by": "福祉課", "guideline-docs.fields": "results\nstatus"}.items() <= found.properties.items()
    assert Region("回答", 2, 5, 6, 5) == found.names["GD_回答_1"]
    assert THINGS == set(found.things)
    assert 3 == len(found.things)


@needs_libreoffice
@pytest.mark.parametrize("kind", ["own", "xls", "ods"])
def test_a_damaged_file_is_told_and_nothing_else(files: dict[str, bytes], kind: str) -> None:
    data, dice = files[kind], random.Random(13)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(dice.randrange(1, 9)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        cut = dice.choice([len(broken), dice.randrange(len(broken))])
        try:
            beside(bytes(broken[:cut]), "a")
        except (ValueError, CannotRun):
            pass


def test_a_conversation_is_told_once(tmp_path: Path) -> None:
    """Excel keeps it twice: as it is, and as a note for programs that know none."""
    book = Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("回答")
    old = "[スレッド コメント]\n\n使用している Excel のバージョンでは…\n\nコメント:\n    これでよいですか"
    sheet.write_comment("B2", old)
    sheet.write_comment("B3", "ふつうの注")
    book.close()
    assert ["これでよいですか", "ふつうの注"] == _notes((tmp_path / "a.xlsx").read_bytes())
    talk = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="B2" id="{1}"><text>これでよいですか</text></threadedComment>'
        '<threadedComment ref="B2" id="{2}" parentId="{1}"><text>はい</text></threadedComment></ThreadedComments>'
    )
    assert ["これでよいですか", "はい", "ふつうの注"] == _notes(_with_talk((tmp_path / "a.xlsx").read_bytes(), talk))


def _notes(data: bytes) -> list[str]:
    return [thing.text for thing in beside(data, "a").things]


def _with_talk(data: bytes, talk: str) -> bytes:
    """The workbook with a conversation beside the notes of its first sheet."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("worksheets/_rels/sheet1.xml.rels"):
                relation = (
                    b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2017/10/relationships/'
                    b'threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
                )
                part = part.replace(b"</Relationships>", relation)
            new.writestr(name, part)
        new.writestr("xl/threadedComments/threadedComment1.xml", talk)
    return target.getvalue()


def test_a_declared_document_type_is_a_trap(tmp_path: Path) -> None:
    data = made(tmp_path / "a.xlsx").read_bytes()
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if "comments" in name:
                part = part.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
            new.writestr(name, part)
    with pytest.raises(CannotRun, match="DOCTYPE"):
        beside(target.getvalue(), "a.xlsx")


def test_places_are_read_as_they_are_written() -> None:
    for row, column, written in ((1, 1, "A1"), (12, 27, "AA12"), (1048576, 16384, "XFD1048576")):
        assert (written, (row, column)) == (place(row, column), row_and_column(f"${written}"))
    assert (2, 5, 6, 5) == corners("$E$2:$E$6")
    assert (3, 2, 3, 2) == corners("B3")
    assert None is corners("#REF!")
