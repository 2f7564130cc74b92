"""Charts and pictures of the Word draft, read back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree
from wordcase import SHEET, TEMPLATES, made
from wordfile import WordFile

from guideline_docs import load
from guideline_docs.render import word
from guideline_docs.views.draft import draft

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def chart_of(file: WordFile) -> dict[str, list[str]]:
    """Series of the first chart → its values; under an empty name the names of the bars."""
    root = etree.fromstring(file.parts["word/charts/chart1.xml"])
    series = list(root.iter(f"{{{CHART}}}ser"))

    def said(part: etree._Element, name: str) -> list[str]:
        return [value.text for value in part.find(f"{{{CHART}}}{name}").iter(f"{{{CHART}}}v")]

    return {"": said(series[0], "cat"), **{said(s, "tx")[0]: said(s, "val") for s in series}}


def test_the_chart_shows_the_counts_and_says_them() -> None:
    data = WordFile(made(SHEET, "第1章　総括\n\n［＃達成状況のグラフ］\n"))
    assert {
        "": ["Ⅰ（1件）", "Ⅱ-ア（1件）", "Ⅱ-イ（1件）", "Ⅲ（1件）", "全体（4件）"],
        "済・継": ["1", "0", "0", "0", "1"],
        "済": ["0", "0", "1", "0", "1"],
        "一部済": ["0", "0", "0", "0", "0"],
        "着手中": ["0", "0", "0", "0", "0"],
        "未": ["0", "1", "0", "1", "2"],
    } == chart_of(data)
    (told,) = data.body.iter(f"{{{DRAWING}}}docPr")
    assert "Ⅱ-ア" in told.get("descr")
    assert "図1　実施状況の割合" in data.of_style("図の題")
    assert [] == data.faults()


def test_the_figures_of_a_chart_can_be_edited() -> None:
    data = WordFile(made(SHEET, "第1章　総括\n\n［＃達成状況のグラフ］\n"))
    with zipfile.ZipFile(io.BytesIO(data.parts["word/embeddings/chart1.xlsx"])) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = [["".join(cell.itertext()) for cell in row] for row in sheet[0]]
    assert ["", "済・継", "済", "一部済", "着手中", "未"] == rows[0]
    assert ["全体（4件）", "1", "1", "0", "0", "2"] == rows[-1]


def test_pieces_of_nothing_have_no_label() -> None:
    data = WordFile(made(SHEET, "第1章　総括\n\n［＃達成状況のグラフ］\n"))
    root = etree.fromstring(data.parts["word/charts/chart1.xml"])
    for series in root.iter(f"{{{CHART}}}ser"):
        values = [v.text for v in series.find(f"{{{CHART}}}val").iter(f"{{{CHART}}}v")]
        gone = {
            label.find(f"{{{CHART}}}idx").get("val")
            for label in series.iter(f"{{{CHART}}}dLbl")
            if label.find(f"{{{CHART}}}delete") is not None
        }
        assert {str(n) for n, value in enumerate(values) if value == "0"} <= gone


_PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000320000001900806000000") + bytes(20)


def test_an_image_stands_in_the_text_with_its_words(tmp_path: Path) -> None:
    (tmp_path / "draft").mkdir()
    (tmp_path / "sheet.txt").write_text(SHEET, encoding="utf-8")
    (tmp_path / "draft" / "図.png").write_bytes(_PNG)
    chapter = "第1章　図\n\n［＃画像：図.png｜体系の図］\n\n［＃画像：ない図.png］\n"
    (tmp_path / "draft" / "01.txt").write_text(chapter, encoding="utf-8")
    view = draft(load(str(tmp_path)).guideline, (), TEMPLATES.wording())
    data = WordFile(word.render(view, TEMPLATES))
    assert _PNG == data.parts["word/media/image1.png"]
    (told,) = data.body.iter(f"{{{DRAWING}}}docPr")
    assert "体系の図" == told.get("descr")
    (extent,) = data.body.iter(f"{{{DRAWING}}}extent")
    # 800 × 400 pixels would be wider than the text.
    assert 9030 * 635 == int(extent.get("cx")) == 2 * int(extent.get("cy"))
    assert ["図1　体系の図"] == data.of_style("図の題")
    assert ["［＃画像：ない図.png］"] == data.of_style("Body Text")
    assert [] == data.faults()
