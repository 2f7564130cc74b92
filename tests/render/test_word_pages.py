"""Page numbers of the 目次: counted from lines, and held against LibreOffice's own pages."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import notation
import pypdfium2
import pytest
from notation import category, row, subsection
from wordcase import CHAPTERS, ROOT, SHEET, TEMPLATES, changed
from wordfile import WordFile

from guideline_docs import load
from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.render import word
from guideline_docs.render.lines import broken, lines, width
from guideline_docs.render.templates import Templates
from guideline_docs.render.word import layout
from guideline_docs.render.word.pages import Box, Flow, kept_rows
from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import Row, SectionKind

needs_libreoffice = pytest.mark.skipif(
    layout.libreoffice() is None, reason="LibreOffice is not installed"
)


def contents(
    guideline: Guideline, pages: str = word.COUNTED, templates: Templates = TEMPLATES
) -> list[tuple[str, str]]:
    """The entries of the 目次: words and page."""
    view = draft(guideline, (), templates.wording())
    file = WordFile(word.render(view, templates, pages))
    lines_ = [line.partition(" | ") for line in file.outline()]
    entries = [words for style, _, words in lines_ if style.startswith("toc ")]
    return [entry.rpartition("⇥")[::2] for entry in entries]


# --- lines -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ems"),
    [("協働の指針", 5), ("ABC", 1.5), ("第1期", 2.9), ("ｱｲｳ", 1.5), ("Ⅱ-ア", 2.5), ("", 0)],
)
def test_characters_are_one_or_half_an_em_wide(text: str, ems: float) -> None:
    assert ems * 20 == width(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("あいうえおか", ["あいうえお", "か"]),
        # 、。 hang over the margin, but no other sign does.
        ("あいうえお。か", ["あいうえお。", "か"]),
        ("あいうえお）か", ["あいうえ", "お）か"]),
        ("あいうえお」。", ["あいうえ", "お」。"]),
        ("あいうえ（か）", ["あいうえ", "（か）"]),
        ("あいうえABCDか", ["あいうえ", "ABCDか"]),
        ("あいうAB CDEか", ["あいうAB ", "CDEか"]),
        ("ABCDEFGHIJKLMN", ["ABCDEFGHIJ", "KLMN"]),
    ],
)
def test_lines_end_where_they_may(text: str, expected: list[str]) -> None:
    assert expected == broken(text, 5 * 20)


@pytest.mark.parametrize(
    ("text", "hanging", "expected"),
    [
        # What closes stands in one line with the Latin word behind it,
        ("あいうえ）ABC", True, ["あいう", "え）ABC"]),
        ("あいうえ。ABC", False, ["あいう", "え。ABC"]),
        ("あいう」12345", True, ["あい", "う」12345"]),
        # but 、。 may hang, and may end a line where they do not.
        ("あいうえ。ABC", True, ["あいうえ。", "ABC"]),
        ("あいうえおABC", True, ["あいうえお", "ABC"]),
        # An address ends a line behind its two strokes.
        ("あいhttp://example.jp", True, ["あい", "http://", "example.jp"]),
    ],
)
def test_latin_words_hold_on_to_what_stands_before_them(
    text: str, hanging: bool, expected: list[str]
) -> None:
    assert expected == broken(text, 5 * 20, hanging=hanging)


def test_nothing_hangs_over_the_edge_of_a_cell() -> None:
    assert (1, 2) == (lines("あいうえお。", 100), lines("あいうえお。", 100, hanging=False))


def test_line_ends_of_the_text_count() -> None:
    assert 3 == lines("あ\n\nい", 100)


def test_an_indent_makes_the_first_line_shorter() -> None:
    assert (1, 2) == (lines("あいうえお", 100), lines("あいうえお", 100, 20))


# --- pages -------------------------------------------------------------------------


def test_every_entry_has_a_page_and_pages_only_grow() -> None:
    found = [int(page) for _, page in contents(load(str(ROOT / "sources")).guideline)]
    assert found == sorted(found)
    assert 1 == found[0]


@needs_libreoffice
def test_the_real_draft_has_the_pages_that_libreoffice_gives_it() -> None:
    guideline = load(str(ROOT / "sources")).guideline
    assert contents(guideline, word.MEASURED) == contents(guideline)


@needs_libreoffice
def test_a_thousand_measures_are_two_pages_in_a_hundred_off_at_the_most() -> None:
    long_sheet = runpy.run_path(str(ROOT / "benchmarks" / "sheets.py"))["long_sheet"]
    guideline = notation.guideline(long_sheet(1000), "第1章　施策\n\n［＃施策］\n")
    counted = [int(page) for _, page in contents(guideline)]
    measured = [int(page) for _, page in contents(guideline, word.MEASURED)]
    assert len(counted) > 250
    assert max(abs(a - b) for a, b in zip(counted, measured, strict=True)) <= 0.02 * measured[-1]


@needs_libreoffice
def test_long_subsections_and_rows_longer_than_a_page_are_counted_too() -> None:
    rows = [
        row(n, title="公開している施策", results="実績の文。NPOセンター" * (n * n % 11), tier="Ⅰ")
        for n in range(1, 50)
    ]
    rows[20] = row(21, results="とても長い実績の文である。" * 200, tier="Ⅰ")
    sheet = notation.sheet(category(1), subsection("ア"), *rows, category(2), row(50))
    chapters = [
        f"第{place}章　{asked}\n\n［＃{asked}］\n\n1　終わりに\n"
        for place, asked in enumerate(("施策の体系", "施策", "進捗状況一覧", "新旧対照表"), 1)
    ]
    guideline = notation.guideline(sheet, *chapters)
    assert contents(guideline, word.MEASURED) == contents(guideline)


def rows_of(keep: str) -> list[Row]:
    """A head, then rows that are to stand with the next one (+) or not."""
    return [Row((), head=True), *(Row((), keep=sign == "+") for sign in keep)]


@pytest.mark.parametrize(
    ("keep", "height", "expected"),
    [
        # The first two rows and the last two stay together, whatever is said of them.
        (".....", 10, "+..+."),
        (".", 10, "."),
        ("..", 10, "+."),
        # What is to stay together does, on half a page;
        ("+++.+++.", 10, "+++.+++."),
        # longer than that it may be parted, but not behind its first row.
        ("+++++.", 10, "+...+."),
        ("..+++++..", 10, "+.+...++."),
        # Two rows that fill a page are not kept together.
        ("....", 45, "...."),
    ],
)
def test_rows_stay_together_as_far_as_pages_hold_them(
    keep: str, height: int, expected: str
) -> None:
    rows = rows_of(keep)
    found = kept_rows(rows, [height] * len(rows), 100)
    assert expected == "".join("+" if one else "." for one in found[1:])


def test_a_row_longer_than_a_page_is_split_between_its_lines() -> None:
    flow = Flow({kind: Box(100, 100, None) for kind in SectionKind})
    flow.section(SectionKind.UPRIGHT)
    # Of 11 lines of 15 and 4 round them, five fit behind a head of 10; one is left.
    flow.rows([(10, True, True), (11 * 15 + 4, False, False)], 15)
    assert (3, 10 + 15 + 4) == (flow.page, flow.y)


def test_a_template_that_cannot_be_counted_gives_no_numbers_and_says_so(tmp_path: Path) -> None:
    templates = changed(
        tmp_path,
        "word/styles.xml",
        (
            '<w:spacing w:line="360" w:lineRule="exact"/>',
            '<w:spacing w:line="360" w:lineRule="auto"/>',
        ),
    )
    guideline = notation.guideline(SHEET, *CHAPTERS)
    assert {""} == {page for _, page in contents(guideline, templates=templates)}
    file = WordFile(word.render(draft(guideline, (), templates.wording()), templates))
    assert TEMPLATES.wording()["draft"]["pages_unknown"] in file.of_style("表の注")
    assert [] == file.faults()


def test_a_proportional_font_cannot_be_counted(tmp_path: Path) -> None:
    templates = changed(tmp_path, "word/styles.xml", ("BIZ UDMincho", "BIZ UDPMincho"))
    guideline = notation.guideline(SHEET, *CHAPTERS)
    assert {""} == {page for _, page in contents(guideline, templates=templates)}


@pytest.mark.parametrize(
    ("final", "pages", "phrase"),
    [
        (False, word.COUNTED, "pages_counted"),
        pytest.param(False, word.MEASURED, "pages_measured", marks=needs_libreoffice),
        (True, word.COUNTED, None),
    ],
)
def test_a_draft_says_how_its_page_numbers_came_about(
    final: bool, pages: str, phrase: str | None
) -> None:
    words = TEMPLATES.wording()["draft"]
    view = draft(notation.guideline(SHEET, *CHAPTERS), (), TEMPLATES.wording(), final)
    notes = WordFile(word.render(view, TEMPLATES, pages)).of_style("表の注")
    said = {
        name
        for name in ("pages_counted", "pages_measured", "pages_unknown")
        if words[name] in notes
    }
    assert ({phrase} if phrase else set()) == said


def test_without_libreoffice_its_pages_cannot_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(layout, "_PLACES", ())
    view = draft(notation.guideline(SHEET), (), TEMPLATES.wording())
    with pytest.raises(CannotRun, match="LibreOffice がない"):
        word.render(view, TEMPLATES, word.MEASURED)


_PDF = b"""%PDF-1.6
1 0 obj
<</Type/Page/Parent 3 0 R>>
endobj
2 0 obj
<</Type/Page/Parent 3 0 R>>
endobj
3 0 obj
<</Type/Pages/Kids[ 1 0 R 2 0 R ]/Count 2>>
endobj
4 0 obj
<</Title<FEFF>/Dest[1 0 R/XYZ 0 0 0]/Parent 7 0 R/First 5 0 R/Next 6 0 R>>
endobj
5 0 obj
<</Title<FEFF>/Dest[2 0 R/XYZ 0 0 0]/Parent 4 0 R>>
endobj
6 0 obj
<</Title<FEFF>/Dest[2 0 R/XYZ 0 0 0]/Parent 7 0 R>>
endobj
7 0 obj
<</Count 3/First 4 0 R/Last 6 0 R>>
endobj
8 0 obj
<</Type/Catalog/Pages 3 0 R/Outlines 7 0 R>>
endobj
"""


def test_the_outline_of_a_pdf_is_read_in_its_order() -> None:
    assert [0, 1, 1] == layout.outline_pages(_PDF)
    assert [] == layout.outline_pages(b"%PDF-1.6\n")


def test_empty_configuration_serves() -> None:
    """A sheet alone has the skeleton's four chapters, each with its page."""
    guideline = notation.guideline(SHEET, configuration=Configuration())
    assert 4 == len([words for words, _ in contents(guideline) if words.startswith("第")])


@needs_libreoffice
def test_the_printed_draft_shows_every_chapter_measure_and_number() -> None:
    guideline = load(str(ROOT / "sources")).guideline
    data = word.render(draft(guideline, (), TEMPLATES.wording()), TEMPLATES)
    pdf = pypdfium2.PdfDocument(layout.printed(data))
    printed = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    body = "".join(printed)
    headings = {style: words for style, words in _numbered(WordFile(data))}
    assert headings
    for words in headings.values():
        assert words in body
    first = next(n for n, page in enumerate(printed) if page.startswith("目次"))
    # No page of it has a header yet; the first chapter's is the first that has one.
    last = next(n for n, page in enumerate(printed) if n > first and page.startswith("標題"))
    listed = "".join(printed[first:last])
    for words, number in contents(guideline):
        assert re.search(f"{re.escape(_closed(words))}\\.+{number}", listed), words
    assert "Error" not in body


def _numbered(file: WordFile) -> Iterator[tuple[str, str]]:
    """Every heading and measure with the number before it, as one word."""
    for line in file.outline():
        style, _, words = line.partition(" | ")
        if style.startswith(("heading", "見出し", "施策見出し")):
            yield line, _closed(words)


def _closed(words: str) -> str:
    return "".join(words.replace("⇥", "").split())
