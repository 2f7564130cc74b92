"""新旧対照表 as files, read back: Word, PDF, HTML say the same, and nothing else."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from openxml_audit.verdict import predict
from program import rewrite
from wordfile import WordFile

from guideline_docs.compare import compare
from guideline_docs.failure import CannotRun
from guideline_docs.render.comparison import docx, html, pdf
from guideline_docs.render.templates import Templates
from guideline_docs.views.comparison import comparison_view
from guideline_docs.views.comparison.parts import ComparisonView
from guideline_docs.workspace import load

TEMPLATES = Templates()


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> ComparisonView:
    from program import copied

    city = copied(tmp_path_factory.mktemp("city"))
    return edited(city)


def edited(city: Path, times: int = 1) -> ComparisonView:
    old = load(str(city)).guideline
    sheet = city / "sources" / "phase1-progress.txt"
    rewrite(sheet, "年4回", "年6回")
    rewrite(sheet, "コーディネーターの配置\t○→I", "<b>コーディネーター</b>&の配置\t○→I")
    text = sheet.read_text("utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("14\t")]
    if times > 1:
        lines = [line.replace("。", "。見直した。" * times) for line in lines]
    sheet.write_text("\n".join(lines), "utf-8")
    rewrite(city / "sources" / "draft" / "02-第1期の総括.txt", "一新し、", "新しくし、")
    new = load(str(city)).guideline
    return comparison_view(compare(old, new), old, new, TEMPLATES.wording(), ("前", "後"))


def rows(view: ComparisonView) -> list[tuple[str, ...]]:
    return [
        ("".join(w.text for w in each.new), "".join(w.text for w in each.old), each.remark)
        for band in view.bands
        for each in band.rows
    ]


def flat(text: str) -> str:
    return re.sub(r"[\s\u2060]", "", text)


# --- Word -------------------------------------------------------------------------------------


def test_the_word_file_says_it_all(view: ComparisonView) -> None:
    outline = WordFile(docx.render(view, TEMPLATES)).outline()
    table = [line.partition(" | ")[2].split(" ／ ") for line in outline if line.startswith("版の新旧対照表 | ")]
    assert ["新（改正後）", "旧（改正前）", "備考"] == table[0]
    told = [tuple(map(flat, cells)) for cells in table[1:] if len(cells) == 3]
    assert [tuple(map(flat, each)) for each in rows(view)] == told
    assert [flat(band.title) for band in view.bands] == [flat(c[0]) for c in table if len(c) == 1]
    assert {line.partition(" | ")[2].lstrip("・ ") for line in outline if line.startswith("箇条書き")} >= {*view.summary}


def test_what_changed_is_underlined_on_both_sides(view: ComparisonView) -> None:
    from lxml import etree
    from wordfile import w

    file = WordFile(docx.render(view, TEMPLATES))
    style = next(i for i, s in file.styles.items() if s.find(w("name")).get(w("val")) == "変更箇所")
    marked = [
        "".join(run.itertext())
        for run in file.body.iter(w("r"))
        if (found := run.find(f"{w('rPr')}/{w('rStyle')}")) is not None and found.get(w("val")) == style
    ]
    assert "6" in marked and "4" in marked
    underlined = etree.tostring(file.styles[style]).decode()
    assert 'w:u ' in underlined and 'w:val="single"' in underlined


def test_word_opens_it_cleanly(view: ComparisonView, tmp_path: Path) -> None:
    file = tmp_path / "comparison.docx"
    file.write_bytes(docx.render(view, TEMPLATES))
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(str(file))
    assert [] == [error.description for error in result.errors]
    assert "cleanly" in predict(result).headline


def test_a_template_of_the_office_that_lacks_its_styles_is_told(view: ComparisonView, tmp_path: Path) -> None:
    from wordcase import changed as template

    own = template(tmp_path, "word/styles.xml", ('w:val="変更箇所"', 'w:val="別の名前"'))
    with pytest.raises(CannotRun, match="文字スタイル「変更箇所」がありません"):
        docx.render(view, own)


def test_a_draft_asks_nothing_of_them(tmp_path: Path) -> None:
    from wordcase import changed as template
    from wordcase import made

    own = template(tmp_path, "word/styles.xml", ('w:val="変更箇所"', 'w:val="別の名前"'))
    assert made(templates=own)


# --- PDF --------------------------------------------------------------------------------------


def test_the_pdf_says_it_all_and_is_tagged(view: ComparisonView) -> None:
    data = pdf.render(view, TEMPLATES)
    document = pypdfium2.PdfDocument(data)
    text = flat("".join(page.get_textpage().get_text_bounded() for page in document))
    document.close()
    for cells in rows(view):
        assert all(flat(cell)[:30] in text for cell in cells), cells
    with pikepdf.open(io.BytesIO(data)) as file:
        assert "ja" == str(file.Root.Lang)
        assert "/StructTreeRoot" in file.Root
        assert "新旧対照表" in str(file.docinfo["/Title"])
        kinds = _kinds(file.Root.StructTreeRoot.K)
        assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/L"} <= kinds
        with file.open_outline() as outline:
            titles = [item.title for top in outline.root for item in top.children]
    assert [band.title for band in view.bands] == titles


def _kinds(node: object) -> set[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += list(each)
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            found.add(str(each.S))
            waiting.append(each.get("/K"))
    return found


def test_the_heads_are_repeated_on_every_page(city: Path) -> None:
    document = pypdfium2.PdfDocument(pdf.render(edited(city, 8), TEMPLATES))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert 3 < len(pages)
    assert all("旧（改正前）" in page or at == 0 for at, page in enumerate(pages))


# --- HTML -------------------------------------------------------------------------------------


def test_the_page_says_it_all_and_fetches_nothing(view: ComparisonView) -> None:
    text = html.render(view, TEMPLATES).decode()
    found = [
        tuple(flat(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"(?s)<td [^>]*>(.*?)</td>", line))
        for line in re.findall(r'(?s)<tr role="row" class="(?:begins|further)">(.*?)</tr>', text)
    ]
    escaped = [tuple(flat(_escaped(cell)) for cell in each) for each in rows(view)]
    assert escaped == found
    assert not re.search(r'(?:src|href)="(?!#)', text)
    assert "default-src &#39;none&#39;" in text and "prefers-color-scheme: dark" in text
    assert "<ins>6</ins>" in text and "<del>4</del>" in text
    assert "<b>コーディネーター" not in text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- all --------------------------------------------------------------------------------------


def test_the_same_view_gives_the_same_bytes(view: ComparisonView) -> None:
    for render in (docx.render, pdf.render, html.render):
        assert render(view, TEMPLATES) == render(view, TEMPLATES)


def test_where_nothing_changed_all_say_so(city: Path) -> None:
    here = load(str(city)).guideline
    same = comparison_view(compare(here, here), here, here, TEMPLATES.wording(), ("前", "後"))
    assert any(line.endswith("違いはありません") for line in WordFile(docx.render(same, TEMPLATES)).outline())
    assert "違いはありません" in html.render(same, TEMPLATES).decode()
    document = pypdfium2.PdfDocument(pdf.render(same, TEMPLATES, "auto"))
    assert "違いはありません" in document[0].get_textpage().get_text_bounded()
    document.close()
