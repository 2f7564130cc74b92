"""A column that the settings declare is in every output, and took no line of code."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import notation
import pypdfium2
import pytest
from wordfile import WordFile

from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration, read_configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.render import csv as csv_file
from guideline_docs.render import data, html, pdf, word
from guideline_docs.render.templates import Templates
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.views.draft import draft
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table
from guideline_docs.views.progress_table.heads import HeadKind

TEMPLATES = Templates()
WORDING = TEMPLATES.wording()
SETTINGS = """\
[[column]]
head = "事業費"
kind = "number"
unit = "千円"
[[column]]
head = "備考"
"""
COST, REMARK = Column.named("事業費"), Column.named("備考")
SHEET = notation.sheet(
    f"{notation.HEAD}｜事業費｜備考",
    notation.category(1),
    notation.subsection("ア"),
    f"{notation.row(1)}｜1,200｜施策2と合わせて行う。",
    notation.row(2),
)
CHAPTER = "第1章　施策\n\n［＃施策］\n［＃進捗状況一覧］\n"


def configured(tmp_path: Path, text: str = SETTINGS) -> Configuration:
    path = tmp_path / "guideline.toml"
    path.write_text(text, "utf-8")
    return read_configuration(path, "guideline.toml")


@pytest.fixture
def read(tmp_path: Path) -> Guideline:
    return notation.guideline(SHEET, CHAPTER, configuration=configured(tmp_path))


def test_it_is_a_column_of_its_kind_and_its_cells_are_as_they_are_written(read: Guideline) -> None:
    assert [COST, REMARK] == list(read.further)
    assert [ColumnKind.NUMBER, ColumnKind.TEXT] == [column.kind for column in read.further]
    first, second = read.measures
    assert ("1,200", "") == (first[COST].text, second[COST].text)
    assert (first[REMARK],) == first.passages[3:]
    assert ["No.2"] == [reference.subject for reference in first[REMARK].references]


def test_no_rule_asks_who_it_is(tmp_path: Path) -> None:
    assert [] == notation.diagnostics(SHEET, configuration=configured(tmp_path))
    assert ["GD103", "GD103"] == [d.code for d in notation.diagnostics(SHEET)]


def test_its_head_may_be_written_with_its_unit(tmp_path: Path) -> None:
    text = SHEET.replace("\t事業費\t", "\t事業費（千円）\t")
    assert text != SHEET
    assert COST in notation.guideline(text, configuration=configured(tmp_path)).columns


def test_two_known_heads_make_a_head_line_and_declared_ones_are_known(tmp_path: Path) -> None:
    text = "題\n事業費\t備考\n甲\n1,200\tあり\n"
    read = notation.guideline(text, configuration=configured(tmp_path))
    assert [COST, REMARK] == [column for column in read.columns if not column.known]


def test_json(read: Guideline) -> None:
    first, second = json.loads(data.render(read))["measures"]
    assert [
        {"head": "事業費", "kind": "number", "unit": "千円", "text": "1,200"},
        {"head": "備考", "text": "施策2と合わせて行う。"},
    ] == first["extras"]
    assert [None, None] == [each["text"] for each in second["extras"]]
    assert ["備考"] == [each["field"] for each in first["references"]]


def test_csv(read: Guideline) -> None:
    text = csv_file.render(read, WORDING).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text))
    assert ("1,200", "施策2と合わせて行う。") == (first["事業費（千円）"], first["備考"])
    assert ("", "") == (second["事業費（千円）"], second["備考"])


def test_the_table_on_paper_and_on_the_screen(read: Guideline) -> None:
    view = progress_table(read, (), WORDING)
    assert [("事業費（千円）", HeadKind.FIGURE)] == [(head.name, head.kind) for head in view.heads.own]
    (one, _) = [row for top in view.blocks for part in top.all for row in part.rows]
    assert ["備考："] == [extra.label for extra in one.extras]
    page = html.render(progress_screen(view, WORDING), TEMPLATES).decode()
    assert '<td role="cell" class="figure" data-head="事業費（千円）"><span class="code">1,200</span></td>' in page
    assert "備考：" in page and "と合わせて行う。" in page
    document = pypdfium2.PdfDocument(pdf.render(view, TEMPLATES))
    printed = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    for words in ("事業費（千円）", "1,200", "備考", "と合わせて行う。"):
        assert words in printed


def test_the_draft(read: Guideline) -> None:
    file = WordFile(word.render(draft(read, (), WORDING), TEMPLATES))
    assert [] == file.faults()
    said = "\n".join(file.outline())
    assert "事業費（千円）" in said and "1,200" in said and "備考" in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[column]]\nkind = "text"\n', "guideline.toml:1: [[column]] には head が要ります"),
        (
            '[[column]]\nhead = "実　績"\n',
            "guideline.toml:2: 列「実　績」は、もうあります。"
            "[[column]] の head は、ほかの列と違う名前にしてください",
        ),
        (
            '[[column]]\nhead = "額"\nkind = "money"\n',
            "guideline.toml:3: 種類「money」は使えません。"
            "text・number・percent・date・department・status のどれかにしてください",
        ),
        (
            '[[column]]\nhead = "額"\ntype = "number"\n',
            "guideline.toml:3: [[column]] の「type」は知らない項目です。"
            "使えるのは head・kind・unit・words・word・target・actual・base・better",
        ),
    ],
)
def test_what_cannot_be_meant_is_said(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CannotRun) as raised:
        configured(tmp_path, text)
    assert message == str(raised.value)
