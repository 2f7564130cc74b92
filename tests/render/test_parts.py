"""Long tables: what is printed in parts reads as one document."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import notation
import outloud
import pdfua
import pikepdf
import pypdf
import pypdfium2
import pytest
from notation import category, row, subsection

from guideline_docs.failure import CannotRun
from guideline_docs.render import paper, parts, pdf
from guideline_docs.render.paper import Job
from guideline_docs.render.pdf import Enclosure, Variant
from guideline_docs.render.templates import Templates, packaged
from guideline_docs.views.progress_table import progress_table

TEMPLATES = Templates()
LAST = 170


def long_sheet() -> str:
    """Categories of five measures; each refers to its own, the first and the last one."""
    body = []
    for number in range(1, LAST + 1):
        at = (number - 1) // 5 + 1
        if number % 5 == 1:
            body += [category(at), subsection("ア")]
        words = f"({at})-ア、(1)-ア、({(LAST - 1) // 5 + 1})-ア、(99)-アに関連する。"
        body.append(row(number, title=f"施策の題{number}", rationale=words))
    return notation.sheet(*body)


@pytest.fixture(scope="module")
def view() -> Any:
    source = notation.source(long_sheet())
    found = notation.diagnostics(source)[:40]
    return progress_table(notation.guideline(source), found, TEMPLATES.wording())


@pytest.fixture(scope="module")
def data(view: Any) -> bytes:
    assert parts.wanted(view)
    return pdf.render(view, TEMPLATES)


def texts(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_short_tables_are_one_document() -> None:
    short = progress_table(notation.guideline(notation.sheet(row(1))), (), TEMPLATES.wording())
    assert not parts.wanted(short)


def one_category(subsections: int, rows: int) -> Any:
    """A table of one category; its subsections have as many measures each."""
    body = [category(1)]
    for place in range(subsections):
        body.append(subsection("アイウエオ"[place]))
        body += [row(place * rows + number) for number in range(1, rows + 1)]
    return progress_table(notation.guideline(notation.sheet(*body)), (), TEMPLATES.wording())


def first_rows(view: Any) -> list[tuple[str, bool, list[str]]]:
    """By part: its first row, whether a band stands over it, and the bands above the part."""
    found = []
    for job in parts.jobs(Job(view)):
        if job.extent.rows:
            block = job.view.blocks[0].blocks[0]
            above = [anchor for _, anchor in job.extent.above]
            found.append((block.rows[0].number, block.band is not None, above))
    return found


def test_a_long_category_is_cut_at_its_subsections() -> None:
    assert [
        ("1", True, []),
        ("121", True, ["category-1"]),
        ("181", True, ["category-1"]),
        ("241", True, ["category-1"]),
    ] == first_rows(one_category(subsections=5, rows=60))


def test_a_long_subsection_is_cut_at_its_rows() -> None:
    assert [
        ("1", True, []),
        ("151", False, ["category-1", "subsection-1-1"]),
        ("241", False, ["category-1", "subsection-1-1"]),
    ] == first_rows(one_category(subsections=1, rows=300))


@pytest.mark.parametrize("rows", [1, 7, 49, 130])
def test_no_row_and_no_band_is_lost_or_told_twice(rows: int) -> None:
    view = one_category(subsections=5, rows=rows)
    numbers, bands = [], []
    for job in parts.jobs(Job(view)):
        for block in job.view.blocks:
            for part in block.all:
                bands += [part.band.name] if part.band else []
                numbers += [one.number for one in part.rows]
    assert [str(number) for number in range(1, 5 * rows + 1)] == numbers
    assert [f"{mark}市民活動の支援" for mark in ("（1）", "ア　", "イ　", "ウ　", "エ　", "オ　")] == bands


def test_headings_without_rows_are_kept() -> None:
    body = [category(1), category(2), subsection("ア"), subsection("イ"), *map(row, range(1, 200))]
    view = progress_table(notation.guideline(notation.sheet(*body)), (), TEMPLATES.wording())
    jobs = parts.jobs(Job(view))
    assert len(jobs) > 1
    assert ["（1）市民活動の支援", "（2）市民活動の支援"] == [c.band.name for c in jobs[0].view.blocks if c.band]
    assert ["ア　市民活動の支援", "イ　市民活動の支援"] == [
        part.band.name for part in jobs[0].view.blocks[1].blocks if part.band
    ]


def test_cells_of_a_cut_category_know_their_headings(tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    path.write_bytes(pdf.render(one_category(subsections=1, rows=210), TEMPLATES))
    with pikepdf.open(path) as file:
        names = {str(name) for name in list(file.Root.StructTreeRoot.IDTree.Names)[::2]}
        cells, stack = [], [file.Root.StructTreeRoot.K[0]]
        while stack:
            element = stack.pop()
            if str(element.S) == "/TD":
                cells.append([str(name) for name in element.A.get("/Headers", [])])
            kids = [k for k in element.get("/K", []) if isinstance(k, pikepdf.Dictionary)]
            stack += [kid for kid in reversed(kids) if "/S" in kid]
    assert names.issuperset(name for heads in cells for name in heads)
    assert [
        "progress-column-5",
        "progress-category-1",
        "progress-subsection-1-1",
        "progress-measure-210",
    ] == cells[-1]
    findings = [f for f in outloud.check(path).findings if f.rule != "PAG-001"]
    assert [] == [(f.rule, f.message) for f in findings]


def test_it_says_what_the_single_document_says(view: Any, data: bytes) -> None:
    """Only where pages end may differ: the words come in the same order."""
    single = paper.write(Job(view), TEMPLATES).data

    def words(pages: list[str]) -> str:
        running = r"― \d+ / \d+ ―|（\d+）\S*（続き）|具体施策の進捗状況一覧（素案）|No 内容 施策の実施 実績 第1期 → 第2期案 理由"
        return re.sub(r"\s", "", re.sub(running, "", "\n".join(pages)))

    assert words(texts(single)) == words(texts(data))


def test_the_same_view_gives_the_same_bytes_and_progress_is_told(view: Any, data: bytes) -> None:
    told: list[tuple[int, int]] = []
    again = pdf.render(view, TEMPLATES, progress=lambda done, total: told.append((done, total)))
    assert data == again
    assert [(n, len(told)) for n in range(1, len(told) + 1)] == told


def test_pages_are_counted_through(data: bytes) -> None:
    pages = texts(data)
    for number, text in enumerate(pages, 1):
        assert f"― {number} / {len(pages)} ―" in text


def test_every_head_row_repeats(data: bytes) -> None:
    pages = [text for text in texts(data) if "施策の題" in text]
    assert all("施策の実施 実績" in text for text in pages)


def test_outloud_and_pdfua_have_nothing_to_say(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    path.write_bytes(data)
    # PAG-001 takes what stands at one height on three pages for a running head; the rows
    # of this table are alike on purpose.
    findings = [f for f in outloud.check(path).findings if f.rule != "PAG-001"]
    assert [] == [(f.rule, f.message) for f in findings]
    assert [] == list(pdfua.validate(path).findings)


def test_tags_are_one_tree(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as file:
        root = file.Root.StructTreeRoot
        tables, heads, stack = 0, [], [root.K[0]]
        while stack:
            element = stack.pop()
            tables += str(element.S) == "/Table"
            if str(element.S) == "/TH":
                heads.append(str(element.ID))
            stack += [
                kid
                for kid in element.get("/K", [])
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
            ]
        assert 3 == tables
        assert len(heads) == len(set(heads))
        names = [str(name) for name in list(root.IDTree.Names)[::2]]
        assert sorted(heads) == names
        keys = list(root.ParentTree.Nums)[::2]
        assert sorted(keys) == keys
        assert [page.StructParents for page in file.pages] == sorted(
            page.StructParents for page in file.pages
        )


def test_links_lead_over_the_parts(data: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(data))
    led = set()
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            link = annotation.get_object()
            assert "/A" not in link
            led.add(str(link["/Dest"]))
            assert str(link["/Contents"]).endswith(" へ")
    assert {"subsection-1-1", f"subsection-{(LAST - 1) // 5 + 1}-1", "remark-1"} <= led
    assert led <= set(reader.named_destinations)
    assert {f"measure-{n}" for n in range(1, LAST + 1)} <= set(reader.named_destinations)


def test_bookmarks_are_whole_and_lead_to_their_pages(data: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(data))
    top = [item.title for item in reader.outline if not isinstance(item, list)]  # type: ignore[union-attr]
    assert ["達成状況", "具体施策の一覧", "確認事項"] == top
    categories = reader.outline[2]
    assert (LAST - 1) // 5 + 1 == len([i for i in categories if not isinstance(i, list)])  # type: ignore[union-attr]
    last = categories[-2]  # type: ignore[index]
    page = reader.get_destination_page_number(last)  # type: ignore[arg-type]
    assert f"施策の題{LAST - 4}" in texts(data)[page]  # type: ignore[index]


def test_an_archive_in_parts_is_pdf_a(view: Any, tmp_path: Path) -> None:
    from pikepdf import pdfa
    from render.test_variants import _without_ua

    enclosure = Enclosure("source-sheet.txt", b"sheet", "一覧の原稿", "Source")
    data = pdf.render(view, TEMPLATES, variant=Variant.ARCHIVE, enclosures=[enclosure])
    with pikepdf.open(io.BytesIO(data)) as file:
        text = file.Root.Metadata.read_bytes().decode()
        kept = _without_ua(text).replace('conformance="A"', 'conformance="B"')
        file.Root.Metadata.write(kept.encode())
        file.save(tmp_path / "copy.pdf", fix_metadata_version=False)
    result = pdfa.validate_written(tmp_path / "copy.pdf", "3b")
    assert "pass" == result.verdict, result
    assert {"source-sheet.txt": [b"sheet"]} == dict(pypdf.PdfReader(io.BytesIO(data)).attachments)


def test_what_stops_a_part_stops_the_whole(view: Any, tmp_path: Path) -> None:
    text = (packaged() / "progress_table.css").read_text(encoding="utf-8")
    (tmp_path / "progress_table.css").write_text(f"{text}\nh2 {{ colour: red }}", "utf-8")
    with pytest.raises(CannotRun, match="progress_table.css: 読めない指定があります"):
        pdf.render(view, Templates([tmp_path]))
