"""One table, three uses: read, kept, printed by a press."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import notation
import outloud
import pikepdf
import pypdf
import pytest
from notation import row
from pikepdf import pdfa

from guideline_docs.failure import CannotRun
from guideline_docs.render import csv, pdf
from guideline_docs.render.pdf import Enclosure, Variant
from guideline_docs.render.templates import Templates
from guideline_docs.views.progress_table import progress_table

TEMPLATES = Templates()
UA_NAMESPACES = ("http://www.aiim.org/pdfua/ns/id/", "http://www.aiim.org/pdfa/ns/extension/")


def printer_profile() -> bytes:
    """The smallest ICC file of a CMYK printer that can be read: a head and three tags."""
    white = struct.pack(">iii", 63190, 65536, 54061)
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"Test\0" + bytes(78),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": b"XYZ \0\0\0\0" + white,
    }
    place = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        value += bytes(-len(value) % 4)
        table += name + struct.pack(">II", place + len(body), len(value))
        body += value
    head = struct.pack(">I4sI4s4s4s6H4s", place + len(body), b"lcms", 0x02100000, b"prtr", b"CMYK", b"Lab ", 2026, 1, 1, 0, 0, 0, b"acsp")
    return (head + bytes(28) + white).ljust(128, b"\0") + table + body


@pytest.fixture(scope="module")
def view(real_sheet: str) -> Any:
    source = notation.source(real_sheet)
    return progress_table(
        notation.guideline(source), notation.diagnostics(source), TEMPLATES.wording()
    )


@pytest.fixture(scope="module")
def enclosures(real_sheet: str) -> list[Enclosure]:
    data = csv.render(notation.guideline(real_sheet), TEMPLATES.wording())
    return [
        Enclosure("source-sheet.txt", real_sheet.encode(), "一覧の原稿", "Source"),
        Enclosure("progress-table.csv", data, "一覧のデータ", "Alternative"),
    ]


@pytest.fixture(scope="module", params=["A4", "A3"])
def archived(request: pytest.FixtureRequest, view: Any, enclosures: Any) -> bytes:
    return pdf.render(view, TEMPLATES, request.param, Variant.ARCHIVE, enclosures)


@pytest.fixture(scope="module")
def pressed(view: Any) -> bytes:
    return pdf.render(view, TEMPLATES, "A4", Variant.PRESS, profile=printer_profile())


class TestArchive:
    def test_it_is_pdf_a_3b(self, archived: bytes, tmp_path: Path) -> None:
        """The level-B half is proved: pikepdf.pdfa knows neither tags nor the UA identifier."""
        with pikepdf.open(io.BytesIO(archived)) as file:
            text = file.Root.Metadata.read_bytes().decode()
            kept = _without_ua(text).replace('conformance="A"', 'conformance="B"')
            assert kept != text
            file.Root.Metadata.write(kept.encode())
            copy = tmp_path / "copy.pdf"
            file.save(copy, fix_metadata_version=False)
        result = pdfa.validate_written(copy, "3b")
        assert "pass" == result.verdict, result

    def test_it_says_that_it_is_both(self, archived: bytes) -> None:
        with pikepdf.open(io.BytesIO(archived)) as file, file.open_metadata() as metadata:
            assert ("3", "A") == (metadata["pdfaid:part"], metadata["pdfaid:conformance"])
            assert "1" == metadata["pdfuaid:part"]
            assert 1 == file.Root.Metadata.read_bytes().count(b"<rdf:RDF")

    def test_outloud_has_nothing_to_say(self, archived: bytes, tmp_path: Path) -> None:
        path = tmp_path / "table.pdf"
        path.write_bytes(archived)
        assert [] == [(f.rule, f.message) for f in outloud.check(path).findings]

    def test_the_data_is_inside(self, archived: bytes, enclosures: list[Enclosure]) -> None:
        reader = pypdf.PdfReader(io.BytesIO(archived))
        assert {one.name: [one.data] for one in enclosures} == dict(reader.attachments)
        with pikepdf.open(io.BytesIO(archived)) as file:
            found = {str(one.F): str(one.AFRelationship) for one in file.Root.AF}
            assert 2 == len(file.Root.AF)
        assert {"progress-table.csv": "/Alternative", "source-sheet.txt": "/Source"} == found

    def test_twice_the_same(self, view: Any, enclosures: Any, archived: bytes) -> None:
        again = [
            pdf.render(view, TEMPLATES, paper, Variant.ARCHIVE, enclosures[::-1])
            for paper in ("A4", "A3")
        ]
        assert archived in again


class TestPress:
    def test_it_is_refused_without_a_profile(self, view: Any) -> None:
        with pytest.raises(CannotRun, match="ICC プロファイル"):
            pdf.render(view, TEMPLATES, "A4", Variant.PRESS)

    @pytest.mark.parametrize("broken", [b"", b"no profile", printer_profile()[:100]])
    def test_it_is_refused_with_a_broken_profile(self, broken: bytes) -> None:
        small = progress_table(
            notation.guideline(notation.sheet(row(1))), (), TEMPLATES.wording()
        )
        with pytest.raises(CannotRun):
            pdf.render(small, TEMPLATES, "A4", Variant.PRESS, profile=broken)

    def test_every_colour_is_ink(self, pressed: bytes) -> None:
        with pikepdf.open(io.BytesIO(pressed)) as file:
            used = set()
            streams: list[Any] = list(file.pages)
            streams += [
                thing
                for thing in file.objects
                if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
            ]
            for stream in streams:
                for operands, operator in pikepdf.parse_content_stream(stream):
                    used.add(str(operator))
                    if str(operator) in ("cs", "CS"):
                        assert "/DeviceCMYK" == str(operands[0])
                    if str(operator) == "k" and [float(o) for o in operands[:3]] == [0, 0, 0]:
                        used.add("black")
        assert not used & {"rg", "RG", "g", "G"}
        assert {"k", "K", "black"} <= used

    def test_it_has_trim_marks_and_bleed(self, pressed: bytes) -> None:
        with pikepdf.open(io.BytesIO(pressed)) as file:
            page = file.pages[0]
            trim, media = ([float(n) for n in box] for box in (page.TrimBox, page.MediaBox))
            assert [0, 0, 842, 595] == [round(n) for n in trim]
            assert all(round(abs(m - t), 1) == 22.7 for m, t in zip(media, trim, strict=True))

    def test_it_names_the_standard_and_the_intent(self, pressed: bytes) -> None:
        with pikepdf.open(io.BytesIO(pressed)) as file:
            assert "PDF/X-4" in file.Root.Metadata.read_bytes().decode()
            intent = file.Root.OutputIntents[0]
            assert "/GTS_PDFX" == str(intent.S)
            assert printer_profile()[36:40] == intent.DestOutputProfile.read_bytes()[36:40]
            assert "/Trapped" in file.docinfo

    def test_twice_the_same(self, view: Any, pressed: bytes) -> None:
        assert pressed == pdf.render(view, TEMPLATES, "A4", Variant.PRESS, profile=printer_profile())


def _without_ua(text: str) -> str:
    """XMP without the two descriptions that pikepdf.pdfa does not know."""
    import re

    for description in re.findall(r"<rdf:Description.*?</rdf:Description>", text, re.DOTALL):
        if any(f'="{namespace}"' in description for namespace in UA_NAMESPACES):
            text = text.replace(description, "")
    return text
