"""The progress table on paper, read back from the PDF and asked of its pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import notation
import pikepdf
import pypdf
import pypdfium2
import pytest
from notation import category, row, subsection

from guideline_docs.failure import CannotMake, CannotRun
from guideline_docs.render import pdf
from guideline_docs.render.templates import Templates, packaged
from guideline_docs.source.phrases import phrases
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import Column
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.parts import ProgressTable
from guideline_docs.views.text import PieceRole

TEMPLATES = Templates()
HEADS = "No|内容|施策の実施|実績|第1期 → 第2期案|理由".split("|")

# What may not stand at the head of a line (JIS X 4051), as far as it occurs.
NOT_AT_HEAD = "、。，．・：；？！）」』】〕ー～々ぁぃぅぇぉっゃゅょァィゥェォッャュョ※"
NOT_AT_FOOT = "（「『【〔"


def table(*lines: str, final: bool = False) -> ProgressTable:
    return progress_table(
        notation.guideline(notation.sheet(*lines)), (), TEMPLATES.wording(), final
    )


def texts(data: bytes) -> list[str]:
    """The text of each page, its lines as they are printed."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def fonts(data: bytes) -> dict[str, bool]:
    """Name of each font of the file → whether it is embedded."""
    found = {}
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].get_object().values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            found[str(inner["/BaseFont"])] = "/FontFile2" in inner["/FontDescriptor"]
    return found


def lines(document: Any) -> Iterator[str]:
    """Every line of text within the cells, as it was laid out."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    for page in document.pages:
        for box in page._page_box.descendants():
            tag = box.element.tag if box.element is not None else None
            if isinstance(box, LineBox) and tag in ("td", "th", "p", "li"):
                text = "".join(b.text for b in box.descendants() if isinstance(b, TextBox))
                yield text.replace("\u2060", "").strip()


def cells(document: Any) -> Iterator[tuple[Any, list[str]]]:
    """Every element that holds lines of text, with these lines; one on each page it is on."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    for page in document.pages:
        boxes = [
            box
            for box in page._page_box.descendants()
            if isinstance(box, LineBox) and box.element is not None
        ]
        for element, together in groupby(boxes, key=lambda box: box.element):
            printed = [
                "".join(b.text for b in box.descendants() if isinstance(b, TextBox))
                for box in together
            ]
            yield element, [re.sub("[\u2060\u200b]", "", line) for line in printed]


def table_rows(page: Any) -> list[str]:
    """The classes of the list's rows on a page, from its head to its foot."""
    from weasyprint.formatting_structure.boxes import TableBox, TableRowBox

    return [
        row.element.get("class") or "head"
        for box in page._page_box.descendants()
        if isinstance(box, TableBox) and box.element.get("class") == "progress"
        for row in box.descendants()
        if isinstance(row, TableRowBox)
    ]


@pytest.fixture(scope="module")
def source(real_sheet: str) -> SourceText:
    return notation.source(real_sheet)


@pytest.fixture(scope="module")
def view(source: SourceText) -> ProgressTable:
    findings = notation.diagnostics(source)
    return progress_table(notation.guideline(source), findings, TEMPLATES.wording())


@pytest.fixture(scope="module")
def data(view: ProgressTable) -> bytes:
    return pdf.render(view, TEMPLATES)


@pytest.fixture(scope="module")
def document(view: ProgressTable) -> Any:
    return pdf.lay_out(view, TEMPLATES)


class TestTheRealSheet:
    def test_the_same_view_gives_the_same_bytes(self, view: ProgressTable, data: bytes) -> None:
        assert data == pdf.render(view, TEMPLATES)

    def test_only_biz_ud_fonts_are_embedded(self, data: bytes) -> None:
        names = fonts(data)
        assert all(names.values())
        assert {"BIZ-UDPGothic", "BIZ-UDGothic"} == {
            name.partition("+")[2].removesuffix("-Bold") for name in names
        }

    def test_every_page_is_numbered(self, data: bytes) -> None:
        pages = texts(data)
        for number, text in enumerate(pages, 1):
            assert f"― {number} / {len(pages)} ―" in text

    def test_the_first_page_opens_with_title_and_true_counts(self, data: bytes) -> None:
        first = texts(data)[0]
        for text in ("第1期指針 具体施策の進捗状況一覧", "（素案）", "資料", "【要設定】", "全体"):
            assert text in first
        squeezed = re.sub(r"\s", "", first)
        for counted in ("Ⅰ重点※", "1147.8%", "313.0%", "28.7%", "730.4%"):
            assert counted in squeezed

    def test_all_measures_are_printed_in_order(self, data: bytes, view: ProgressTable) -> None:
        whole = re.sub(r"\s", "", "".join(texts(data)))
        place = 0
        for block in view.blocks:
            for part in block.all:
                for one in part.rows:
                    title = "".join(p.text for p in one.texts[Column.TITLE] if p.role is not PieceRole.MARK)
                    place = whole.index(re.sub(r"\s", "", one.number + title), place)

    def test_the_head_is_repeated_on_every_page_of_the_list(self, document: Any) -> None:
        pages = [rows for page in document.pages if (rows := table_rows(page))]
        assert 5 == len(pages)
        assert all(rows[0] == "head" and "measure" in rows for rows in pages)

    def test_a_page_within_a_category_says_which(self, data: bytes) -> None:
        assert "（続き）" not in texts(data)[0]
        assert "（3）情報の提供に関すること（続き）" in texts(data)[2]

    def test_every_measure_and_band_is_a_destination(
        self, data: bytes, view: ProgressTable
    ) -> None:
        names = pypdf.PdfReader(io.BytesIO(data)).named_destinations
        expected = {f"measure-{n}" for n in range(1, 24)} | {f"category-{n}" for n in range(1, 8)}
        expected |= {line.anchor for line in view.remarks}
        assert expected <= set(names)

    def test_resolved_references_are_links_and_others_are_not(self, data: bytes) -> None:
        reader = pypdf.PdfReader(io.BytesIO(data))
        findings = next(n for n, text in enumerate(texts(data)) if "確認事項" in text)
        led = [
            str(annotation.get_object().get("/Dest") or annotation.get_object()["/A"]["/D"])
            for page in reader.pages[:findings]
            for annotation in page.get("/Annots", [])
        ]
        assert {"subsection-3-1", "subsection-3-5"} == {
            name for name in led if name.startswith("subsection")
        }
        assert set(led) <= set(reader.named_destinations)
        assert "(3)-ア、イ" in re.sub("※[0-9]+", "", "".join(texts(data)))

    def test_it_has_language_title_and_tags(self, data: bytes) -> None:
        reader = pypdf.PdfReader(io.BytesIO(data))
        assert "ja" == reader.root_object["/Lang"]
        assert reader.metadata is not None
        assert "第1期指針 具体施策の進捗状況一覧" == reader.metadata.title
        assert reader.root_object["/MarkInfo"]["/Marked"]

    def test_no_code_is_split(self, document: Any, view: ProgressTable) -> None:
        """A piece that is never broken is whole on one of the lines."""
        printed = list(lines(document))
        roles = (PieceRole.CODE, PieceRole.LINK, PieceRole.UNRESOLVED)
        codes = [
            piece.text
            for block in view.blocks
            for part in block.all
            for one in part.rows
            for text in one.texts.values()
            for piece in text
            if piece.role in roles
        ]
        assert {"(3)-ア", "(5)-2", "令和5年度", "12件"} <= set(codes)
        together = "\n".join(printed)
        for code in codes:
            assert together.count(code) >= codes.count(code), code

    def test_no_line_begins_or_ends_with_what_may_not(self, document: Any) -> None:
        # A note begins with ※ and a mark of the list does; they are no running text.
        printed = [line for line in lines(document) if line and not line.startswith("※")]
        assert [] == [line for line in printed if line[0] in NOT_AT_HEAD]
        assert [] == [line for line in printed if line[-1] in NOT_AT_FOOT]

    @pytest.mark.parametrize("paper", ["A4", "A3"])
    def test_titles_and_heads_end_their_lines_between_phrases(
        self, view: ProgressTable, paper: str
    ) -> None:
        broken = 0
        for element, printed in cells(pdf.lay_out(view, TEMPLATES, paper)):
            if element.tag == "th" or element.get("class") in ("title", "category", "h1"):
                said = re.sub("※[0-9]+", "", "".join(printed))
                ends = set(accumulate(map(len, phrases(said))))
                for end in accumulate(map(len, printed[:-1])):
                    broken += 1
                    assert end in ends or said[end - 1].isspace(), printed
        assert broken > 5

    @pytest.mark.parametrize("paper", ["A4", "A3"])
    def test_no_text_ends_in_a_line_of_one_or_two_characters(
        self, view: ProgressTable, paper: str
    ) -> None:
        several = [
            printed
            for element, printed in cells(pdf.lay_out(view, TEMPLATES, paper))
            # What stands below its mark, or below the way from tier to tier, is no rest of a line.
            if len(printed) > 1 and element.get("class") not in ("move", "direction")
        ]
        assert len(several) > 30
        assert [] == [printed for printed in several if len(printed[-1].strip()) < 3]

    def test_what_holds_lines_together_leaves_no_trace(self, data: bytes) -> None:
        assert not set("\u2060\u200b\u00ad") & set("".join(texts(data)))
        with pikepdf.open(io.BytesIO(data)) as file:
            told = [str(value) for o in file.objects if isinstance(o, pikepdf.Dictionary)
                    for value in o.values() if isinstance(value, pikepdf.String)]
        assert any("会議室や設備、貸出備品" in text or "達成状況" in text for text in told)
        assert [] == [text for text in told if set("\u2060\u200b") & set(text)]

    def test_final_paper_has_no_marks(self, source: SourceText) -> None:
        view = progress_table(
            notation.guideline(source), notation.diagnostics(source), TEMPLATES.wording(), True
        )
        whole = "".join(texts(pdf.render(view, TEMPLATES)))
        assert "確認事項" not in whole
        assert "素案" not in whole
        # The sheet's own ※ stays.
        assert ["※12月20日"] == re.findall("※[0-9]+[月日0-9]*", re.sub(r"\s", "", whole))

    def test_a3_takes_one_leaf(self, source: SourceText) -> None:
        view = progress_table(notation.guideline(source), (), TEMPLATES.wording())
        document = pdf.lay_out(view, TEMPLATES, "A3")
        assert [(1587, 1122)] * 2 == [
            (int(page.width), int(page.height)) for page in document.pages
        ]


LONG = "市民活動団体と市の担当課が意見を交わし、次の年度の計画に反映する。"


def test_a_row_taller_than_a_page_is_split_and_the_head_repeats() -> None:
    view = table(
        category(1), subsection("ア"), row(1), row(2, rationale=LONG * 60), row(3, results=LONG)
    )
    pages = [table_rows(page) for page in pdf.lay_out(view, TEMPLATES).pages]
    assert len(pages) > 3
    assert all(rows[0] == "head" for rows in pages)
    assert "category" in pages[0]


@pytest.mark.parametrize(
    "line",
    ["{}題", "【Ⅰ】<{}題>｜意味", "【Ⅰ】<重点>｜{}題", "※{}題", "（1）{}題", "ア {}題"],
    ids=["title", "label", "description", "note", "category", "subsection"],
)
def test_a_line_of_ten_thousand_characters_is_printed_to_its_end(line: str) -> None:
    """Where its width was asked for, it took minutes; a head of a page is cut off instead."""
    text = notation.sheet(row(1)).split("\n")
    place = {"{": 0, "【": 2, "（": 7, "ア": 8}.get(line[0], len(text) - 1)
    text[place : place + (line[0] != "※")] = [line.format("長" * 10_000).replace("｜", "\t")]
    view = progress_table(notation.guideline("\n".join(text)), (), TEMPLATES.wording(), True)
    data = pdf.render(view, TEMPLATES, "A4")
    assert "長題" in "".join("".join(texts(data)).split())


def test_no_band_stands_alone_at_the_foot_of_a_page() -> None:
    body = []
    for number in range(1, 61):
        if number % 2:
            body += [category(number // 2 + 1), subsection("ア")]
        body.append(row(number, rationale=LONG * (number * 7 % 5)))
    view = table(*body)
    pages = [table_rows(page) for page in pdf.lay_out(view, TEMPLATES).pages]
    assert len(pages) > 5
    assert {"measure"} == {rows[-1].removesuffix(" tall") for rows in pages}


class TestSourceTextIsText:
    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            "<img src=file:///etc/hostname>",
            "{{ 7 * 7 }}",
            "{% include 'wording.toml' %}",
            "url(file:///etc/hostname)",
            "&amp;&#x41;",
            "</td><td style='position:fixed'>",
        ],
    )
    def test_in_a_cell(self, text: str) -> None:
        data = pdf.render(table(row(1, results=text, title=text)), TEMPLATES)
        whole = re.sub(r"\s", "", "".join(texts(data)))
        assert 2 <= whole.count(re.sub(r"\s", "", text))

    def test_in_title_legend_and_heads(self) -> None:
        view = table("【<b>】<i>｜<u>", category(1, "<s>"), subsection("ア", "<q>"), row(1))
        whole = "".join(texts(pdf.render(view, TEMPLATES)))
        for text in ("<u>", "<s>", "<q>"):
            assert text in whole


class TestNothingElseIsRead:
    def styled(self, folder: Path, before: str, behind: str) -> Templates:
        css = (packaged() / "progress_table.css").read_text(encoding="utf-8")
        (folder / "progress_table.css").write_text(f"{before}\n{css}\n{behind}", encoding="utf-8")
        return Templates([folder])

    @pytest.mark.parametrize(
        "address",
        [
            "file:///etc/hostname",
            "http://localhost:9/x.png",
            "//localhost/x.png",
            "data:image/png;base64,AAAA",
            "../pyproject.toml",
            "..%2fpyproject.svg",
            "/etc/hostname.png",
            "wording.toml",
            "none.svg",
            "patterns/../../x.svg",
        ],
    )
    def test_from_any_address(self, tmp_path: Path, address: str) -> None:
        templates = self.styled(tmp_path, "", f'h1 {{ background: url("{address}") }}')
        with pytest.raises(CannotRun, match="progress_table.css"):
            pdf.render(table(row(1)), templates)

    @pytest.mark.parametrize(
        ("before", "behind"),
        [
            ("", 'h1::before { content: url("file:///etc/hostname") }'),
            ('@import "file:///etc/hostname";', ""),
            ("", '@font-face { font-family: X; src: url("file:///etc/hostname") }'),
            ("", '@page { background: url("file:///etc/hostname") }'),
        ],
    )
    def test_in_any_way(self, tmp_path: Path, before: str, behind: str) -> None:
        with pytest.raises(CannotRun, match="progress_table.css"):
            pdf.render(table(row(1)), self.styled(tmp_path, before, behind))

    def test_an_image_of_the_office_is_read(self, tmp_path: Path) -> None:
        templates = self.styled(tmp_path, "", "h1 { background: url(seal.svg) no-repeat }")
        (tmp_path / "seal.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0H1V1z"/></svg>',
            encoding="utf-8",
        )
        assert pdf.render(table(row(1)), templates)


class TestTemplatesThatDoNotFit:
    def broken(self, folder: Path, name: str, old: str, new: str) -> Templates:
        text = (packaged() / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
        return Templates([folder])

    def test_every_missing_class_is_named(self, tmp_path: Path) -> None:
        text = (packaged() / "progress_table.css").read_text(encoding="utf-8")
        text = text.replace(".masthead", ".other").replace(".document-number", ".other")
        (tmp_path / "progress_table.css").write_text(text, encoding="utf-8")
        with pytest.raises(CannotRun) as told:
            pdf.render(table(row(1)), Templates([tmp_path]))
        assert str(told.value) == (
            f"{tmp_path.as_posix()}/progress_table.css: "
            "クラスがありません: .document-number、.masthead"
        )

    def test_an_unknown_paper_is_a_missing_class(self) -> None:
        with pytest.raises(CannotRun, match=r"クラスがありません: \.paper-b7"):
            pdf.render(table(row(1)), TEMPLATES, "B7")

    def test_what_weasyprint_cannot_read_stops_the_build(self, tmp_path: Path) -> None:
        templates = self.broken(tmp_path, "progress_table.css", "break-inside: avoid", "break-inside: never")
        with pytest.raises(CannotRun, match="progress_table.css: 読めない指定があります"):
            pdf.render(table(row(1)), templates)

    def test_a_font_that_is_not_installed_is_named(self, tmp_path: Path) -> None:
        templates = self.broken(
            tmp_path, "progress_table.css", '"BIZ UDPGothic"', '"BIZ UDPGothic", "Nowhere Sans"'
        )
        with pytest.raises(CannotMake, match="フォントが入っていません: Nowhere Sans"):
            pdf.render(table(row(1)), templates)

    def test_a_font_beside_the_named_ones_is_told(self, tmp_path: Path) -> None:
        templates = self.broken(
            tmp_path, "progress_table.css", "td, th {", "td, th { font-family: serif;"
        )
        with pytest.raises(CannotRun, match="--font にない書体が使われました"):
            pdf.render(table(row(1)), templates)


class TestCharactersWithoutGlyph:
    def test_a_draft_shows_the_geta(self) -> None:
        data = pdf.render(table(row(1, results="𠮷田さん☑")), TEMPLATES)
        assert "〓田さん〓" in "".join(texts(data))

    def test_final_paper_is_refused(self) -> None:
        with pytest.raises(CannotRun) as told:
            pdf.render(table(row(1, results="𠮷田さん☑"), final=True), TEMPLATES)
        assert "「☑」(U+2611)、「𠮷」(U+20BB7)" in str(told.value)


def test_requirements_are_told_with_the_way_to_meet_them() -> None:
    for need in pdf.requirements():
        assert need.ok, need
        assert need.install


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_mark_of_four_digits_fits_its_column(view: ProgressTable, paper: str) -> None:
    line = replace(view.remarks[0], mark="※8888")
    document = pdf.lay_out(replace(view, remarks=(line,)), TEMPLATES, paper)
    cell = next(
        box
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element_tag == "td" and box.element.get("class") == "line"
    )
    (inside,) = [box for box in cell.descendants() if getattr(box, "text", "")]
    assert "※8888" == inside.text
    assert inside.width <= cell.width


def test_the_page_is_xml_and_means_what_a_browser_reads(view: ProgressTable) -> None:
    """It is read as XML, for that is faster; WeasyPrint's own parser sees the same."""
    import tinyhtml5

    def told(element: ElementTree.Element) -> Any:
        kids = [told(kid) for kid in element]
        text, tail = ((words or "").strip() for words in (element.text, element.tail))
        return element.tag, sorted(element.items()), text, kids, tail

    html = pdf.page(view, TEMPLATES)
    theirs = tinyhtml5.parse(html, namespace_html_elements=False)
    assert told(theirs) == told(ElementTree.fromstring(html.strip()))


def test_a_template_that_is_no_xml_is_printed_too(tmp_path: Path) -> None:
    text = (packaged() / "progress_table.html.jinja").read_text(encoding="utf-8")
    broken = text.replace("<h2>", "<hr><h2>", 1)
    (tmp_path / "progress_table.html.jinja").write_text(broken, encoding="utf-8")
    data = pdf.render(table(row(1)), Templates([tmp_path]))
    assert "職員研修の実施" in "".join(texts(data))
