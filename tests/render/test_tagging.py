"""The tags of the paper, asked by checkers and read object by object.

What was checked by what: outloud and pdfua (a part of PDF/UA-1 and of the Matterhorn
protocol), pikepdf for the assertions below. veraPDF was not run.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import notation
import outloud
import pdfua
import pikepdf
import pytest
from notation import category, row, subsection

from guideline_docs import load
from guideline_docs.render import pdf
from guideline_docs.render.templates import Templates
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.since import marked
from guideline_docs.views.since import since

TEMPLATES = Templates()
CASES = Path(__file__).parents[1] / "cases"
LONG = "市民活動団体と市の担当課が意見を交わし、次の年度の計画に反映する。"


def real(sheet: str, final: bool = False) -> Any:
    source = notation.source(sheet)
    return progress_table(
        notation.guideline(source), notation.diagnostics(source), TEMPLATES.wording(), final
    )


def many_pages() -> Any:
    body = [category(1), subsection("ア"), row(1), row(2, rationale=LONG * 60, results=LONG)]
    for number in range(3, 40):
        if number % 3 == 0:
            body += [category(number // 3 + 1), subsection("ア")]
        reference = f"({number // 3})-ア、(9)-キに関連する。" if number > 3 else ""
        body.append(row(number, rationale=reference + LONG * (number % 5)))
    source = notation.source(notation.sheet(*body))
    return progress_table(
        notation.guideline(source), notation.diagnostics(source), TEMPLATES.wording()
    )


def years() -> Any:
    """A table of three editions."""
    project = load(str(CASES / "three-years"))
    return progress_table(project.guideline, project.diagnostics, TEMPLATES.wording())


def compared() -> Any:
    """A table with marks: rows that changed, came, moved and went, before the first one too."""
    rows = [row(number, rationale=LONG * (number % 4)) for number in range(1, 30)]
    new = notation.guideline(notation.sheet(category(1), subsection("ア"), *rows))
    rows[3] = row(4, rationale="書き改める前。")
    rows[5:8] = [rows[7], row(91), rows[5]]
    old = notation.guideline(notation.sheet(category(1), subsection("ア"), row(90), *rows))
    wording = TEMPLATES.wording()
    return marked(progress_table(new, (), wording), new, since("前の版", old, new), wording)


@pytest.fixture(scope="module", params=["A4", "A3", "final", "many", "years", "compared"])
def data(request: pytest.FixtureRequest, real_sheet: str) -> bytes:
    match request.param:
        case "compared":
            return pdf.render(compared(), TEMPLATES)
        case "years":
            return pdf.render(years(), TEMPLATES)
        case "many":
            return pdf.render(many_pages(), TEMPLATES)
        case "final":
            return pdf.render(real(real_sheet, final=True), TEMPLATES)
        case paper:
            return pdf.render(real(real_sheet), TEMPLATES, paper)


@pytest.fixture
def file(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def elements(file: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every element of the structure tree, in reading order."""
    stack = [file.Root.StructTreeRoot.K[0]]
    while stack:
        element = stack.pop()
        yield element
        kids = element.get("/K", [])
        stack.extend(
            kid
            for kid in reversed(list(kids))  # type: ignore[call-overload]
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        )


def of_kind(file: pikepdf.Pdf, *kinds: str) -> list[pikepdf.Object]:
    return [element for element in elements(file) if str(element.S) in kinds]


def text_of(value: object) -> str:
    return str(value)


def test_outloud_has_nothing_to_say(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    path.write_bytes(data)
    report = outloud.check(path)
    assert [] == [(f.rule, f.message) for f in report.findings]


def test_pdfua_has_nothing_to_say(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    path.write_bytes(data)
    assert [] == list(pdfua.validate(path).findings)


def test_the_document_says_what_it_is(file: pikepdf.Pdf) -> None:
    assert "ja" == str(file.Root.Lang)
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert file.Root.MarkInfo.Marked
    with file.open_metadata() as metadata:
        assert "1" == metadata["pdfuaid:part"]
        assert str(file.docinfo["/Title"]) == metadata["dc:title"]


def test_every_painting_is_marked_and_no_mark_is_nested(file: pikepdf.Pdf) -> None:
    painting = {"Tj", "TJ", "'", '"', "f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}
    for page in file.pages:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" | "BMC":
                    depth += 1
                    assert depth == 1
                case "EMC":
                    depth -= 1
                case name if name in painting:
                    assert depth == 1, (name, operands)
        assert depth == 0


def test_every_marked_content_reaches_the_tree_and_nothing_else_is_in_it(
    file: pikepdf.Pdf,
) -> None:
    held = Counter(
        (element.Pg.objgen, int(kid))
        for element in elements(file)
        for kid in element.get("/K", [])  # type: ignore[union-attr]
        if isinstance(kid, int)
    )
    assert all(times == 1 for times in held.values())
    marked = set()
    for page in file.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                assert str(operands[0]) != "/Artifact"
                marked.add((page.objgen, int(operands[1].MCID)))
    assert set(held) == marked
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    reached = {element.objgen for element in elements(file)}
    for number, page in enumerate(file.pages):
        parents = numbers[2 * number + 1]
        for mark, parent in enumerate(parents):
            assert ((page.objgen, mark) in marked) == (parent is not None)
            assert parent is None or parent.objgen in reached


def has_years(file: pikepdf.Pdf) -> bool:
    with file.open_outline() as outline:
        return any(item.title == "経年の推移" for item in outline.root)


def test_each_table_is_one_table(file: pikepdf.Pdf) -> None:
    tables = of_kind(file, "/Table")
    # 達成状況, the list, 確認事項; those of the history are its moves, strips and counts.
    assert len(tables) - 3 * has_years(file) in (2, 3)
    for table in tables:
        assert ["/THead"] == [str(kid.S) for kid in table.K if str(kid.S) == "/THead"]
    assert len(tables) == len(of_kind(file, "/THead"))


def test_a_split_row_is_one_row(file: pikepdf.Pdf) -> None:
    progress = of_kind(file, "/Table")[1]
    heads = [
        str(cell.ID)
        for body in progress.K
        for line in body.K
        for cell in line.K
        if "/ID" in cell and "measure" in str(cell.ID)
    ]
    assert len(heads) == len(set(heads))
    numbers = [int(name.rpartition("-")[2]) for name in heads]
    assert list(range(1, len(numbers) + 1)) == numbers


def test_every_head_has_a_scope_and_every_cell_its_heads(file: pikepdf.Pdf) -> None:
    heads = of_kind(file, "/TH")
    assert {"/Row", "/Column"} == {str(head.A.Scope) for head in heads}
    names = [str(head.ID) for head in heads]
    assert len(names) == len(set(names))
    for cell in of_kind(file, "/TD"):
        assert cell.A.Headers
        assert {str(name) for name in cell.A.Headers} <= set(names)


def test_the_names_of_elements_are_listed_in_order(file: pikepdf.Pdf) -> None:
    listed = list(file.Root.StructTreeRoot.IDTree.Names)
    names = [str(name) for name in listed[::2]]
    assert sorted(names) == names
    assert [str(element.ID) for element in listed[1::2]] == names
    assert set(names) == {str(head.ID) for head in of_kind(file, "/TH")}


def test_links_say_where_they_lead(file: pikepdf.Pdf) -> None:
    annotations = [a for page in file.pages for a in page.get("/Annots", [])]
    objects = [
        kid.Obj.objgen
        for link in of_kind(file, "/Link")
        for kid in link.K
        if isinstance(kid, pikepdf.Dictionary)
    ]
    assert sorted(a.objgen for a in annotations) == sorted(objects)
    for annotation in annotations:
        assert str(annotation.Contents).endswith(" へ")
        assert 4 == annotation.F


def test_bars_are_figures_with_words(file: pikepdf.Pdf) -> None:
    figures = of_kind(file, "/Figure")
    # A bar a tier and one of all measures; as many for each edition of three.
    assert len(figures) == (4 * (1 + 3) if has_years(file) else 5)
    for figure in figures:
        assert "施策" in str(figure.Alt)
        left, bottom, right, top = map(float, figure.A.BBox)
        assert 0 < left < right < 1200
        assert 0 < bottom < top < 850


def test_categories_are_bookmarks(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        parts = {item.title: item for item in outline.root}
    assert {"達成状況", "具体施策の一覧"} <= set(parts)
    found = parts["具体施策の一覧"].children
    assert found[0].title.startswith("（1）")
    assert found[0].children[0].title.startswith("ア　")


def test_widths_are_those_of_the_fonts(file: pikepdf.Pdf) -> None:
    from fontTools.ttLib import TTFont

    seen = {}
    for page in file.pages:
        for font in page.Resources.Font.values():
            inner = font.DescendantFonts[0]
            seen[str(inner.BaseFont)] = (font, inner)
    assert seen
    for font, inner in seen.values():
        assert "/ToUnicode" in font
        program = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
        unit = program["head"].unitsPerEm
        metrics = program["hmtx"].metrics
        order = program.getGlyphOrder()
        widths = list(inner.W)
        while widths:
            first, given = int(widths.pop(0)), widths.pop(0)
            assert isinstance(given, pikepdf.Array)
            for place, width in enumerate(given, first):
                assert abs(float(width) - metrics[order[place]][0] * 1000 / unit) <= 1
