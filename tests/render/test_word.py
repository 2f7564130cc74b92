"""The Word draft, read back: what stands in it, and that everything in it holds."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import docx
import notation
import pytest
from lxml import etree
from notation import row
from wordcase import CHAPTERS, ROOT, SHEET, TEMPLATES, changed, made
from wordfile import WordFile, text, val, w

from guideline_docs import check, load
from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Bibliography, Configuration, DraftOptions
from guideline_docs.model.vocabulary import Status, Vocabulary
from guideline_docs.render import archive, word
from guideline_docs.render.templates import Templates
from guideline_docs.syntax.columns import COLUMNS
from guideline_docs.views.draft import draft


@pytest.fixture(scope="module")
def small() -> WordFile:
    return WordFile(made(title="港町協働指針", draft_number="資料1"))


@pytest.fixture(scope="module")
def real() -> WordFile:
    project = load(str(ROOT / "sources"))
    view = draft(project.guideline, check(project), TEMPLATES.wording())
    return WordFile(word.render(view, TEMPLATES))


# --- what stands in it -------------------------------------------------------------


def test_the_outline_is_the_documents(small: WordFile) -> None:
    body = small.outline()
    body = body[body.index("heading 1 | 第1章 始めに") : body.index("heading 1 | 第4章 資料")]
    assert [
        "heading 1 | 第1章 始めに",
        "heading 2 | 1 趣旨",
        "Body Text | 第3章のとおり、きょうどう協働を進める。",
        "箇条書き | 項目",
        "注 | 注記",
        "heading 1 | 第3章 施策",
        "caption | 表1　重点区分ごとの施策数と実施状況",
        "達成状況表 | 重点区分 ／ 施策数 ／ 済 ／ うち済・継 ／ 一部済 ／ 着手中 ／ 未",
        "達成状況表 | Ⅰ　重点 ／ 1 ／ ⇥1⇥100.0% ／ 1 ／ 0 ／ 0 ／ 0",
        "達成状況表 | Ⅱ-ア ／ 1 ／ 0 ／ 0 ／ 0 ／ 0 ／ ⇥1⇥100.0%",
        "達成状況表 | Ⅱ-イ ／ 1 ／ ⇥1⇥100.0% ／ 0 ／ 0 ／ 0 ／ 0",
        "達成状況表 | Ⅲ ／ 1 ／ 0 ／ 0 ／ 0 ／ 0 ／ ⇥1⇥100.0%",
        "達成状況表 | 全体 ／ 4 ／ ⇥2⇥50.0% ／ 1 ／ 0 ／ 0 ／ ⇥2⇥50.0%",
        "表の注 | 「済」の件数は、済と済・継を合わせたもの。",
        "表の注 | 割合は区分ごとの施策数に対するもの。端数処理のため合計が100%にならない場合がある。",
        "表の大項目 | （1）　場の提供",
        "施策体系表 | 小項目 ／ No ／ 施策 ／ 第1期 ／ 第2期案",
        "施策体系表 | ア　拠点 ／ No.1 ／ 施設の活用 ／ Ⅰ ／ Ⅱ-イ",
        "表の大項目 | （3）　情報の提供",
        "施策体系表 | 小項目 ／ No ／ 施策 ／ 第1期 ／ 第2期案",
        "施策体系表 | ア　事業 ／ No.6 ／ 情報の集約 ／ Ⅱ-ア ／ Ⅰ",
        "施策体系表 | ウ　資金 ／ No.7 ／ 情報の提供 ／ Ⅱ-イ ／ ○",
        "表の大項目 | （6）　連携",
        "施策体系表 | 小項目 ／ No ／ 施策 ／ 第1期 ／ 第2期案",
        "施策体系表 | 多様な連携 ／ No.9 ／ 交流 ／ Ⅲ ／ Ⅲ",
        "heading 3 | （1） 場の提供",
        "heading 4 | ア 拠点",
        "施策見出し | No.1 施設の活用",
        "施策表 | 重点区分 ／ 第1期【Ⅰ】 → 第2期案【Ⅱ-イ】（降格） ／ 施策の実施 ／ 済・継",
        "施策表 | 実績 ／ 職員に説明した。",
        "施策表 | 理由 ／ Ⅲに降格する。",
        "heading 3 | （3） 情報の提供",
        "heading 4 | ア 事業",
        "施策見出し | No.6 情報の集約",
        "施策表 | 重点区分 ／ 第1期【Ⅱ-ア】 → 第2期案【Ⅰ】（昇格） ／ 施策の実施 ／ 未",
        "施策表 | 実績 ／ ―",
        "施策表 | 理由 ／ （3）-ウ、イと行う。",
        "heading 4 | ウ 資金",
        "施策見出し | No.7 情報の提供",
        "施策表 | 重点区分 ／ 第1期【Ⅱ-イ】 → 第2期案○（完了） ／ 施策の実施 ／ 済",
        "施策表 | 実績 ／ 職員に説明した。",
        "施策表 | 理由 ／ No.6と（1）-アに<続く>。",
        "heading 3 | （6） 連携",
        "見出し 4（番号なし） | 多様な連携",
        "施策見出し | No.9 交流",
        "施策表 | 重点区分 ／ 第1期【Ⅲ】 → 第2期案【Ⅲ】（継続） ／ 施策の実施 ／ 未",
        "施策表 | 実績 ／ ―",
        "施策表 | 理由 ／ 引き続き取り組む。",
        "caption | 表2　第1期の施策と第2期の施策の対照",
    ] == body[: body.index("caption | 表2　第1期の施策と第2期の施策の対照") + 1]


def test_every_measure_of_the_real_sheet_has_its_entry(real: WordFile) -> None:
    entries = real.of_style("施策見出し")
    assert [f"No.{n}" for n in range(1, 24)] == [entry.split(" ")[0] for entry in entries]
    assert ["ア", "ウ", "エ", "オ"] == [
        line.split(" ")[0]
        for line in real.of_style("heading 4")
        if line.endswith(
            ("についての情報提供", "必要な情報の提供", "設備の情報提供", "形での情報提供")
        )
    ]
    assert ["多様な中間支援組織との連携"] == real.of_style("見出し 4（番号なし）")


def test_the_real_counts_are_those_of_the_rows(real: WordFile) -> None:
    assert [
        "Ⅰ　重点 ／ 6 ／ ⇥4⇥66.7% ／ 2 ／ 0 ／ ⇥1⇥16.7% ／ ⇥1⇥16.7%",
        "Ⅱ-ア ／ 6 ／ ⇥1⇥16.7% ／ 0 ／ ⇥2⇥33.3% ／ ⇥1⇥16.7% ／ ⇥2⇥33.3%",
        "Ⅱ-イ ／ 9 ／ ⇥6⇥66.7% ／ 4 ／ ⇥1⇥11.1% ／ 0 ／ ⇥2⇥22.2%",
        "Ⅲ ／ 2 ／ 0 ／ 0 ／ 0 ／ 0 ／ ⇥2⇥100.0%",
        "全体 ／ 23 ／ ⇥11⇥47.8% ／ 6 ／ ⇥3⇥13.0% ／ ⇥2⇥8.7% ／ ⇥7⇥30.4%",
    ] == real.of_style("達成状況表")[1:]


def test_the_contents_repeat_the_headings(real: WordFile) -> None:
    headings = [
        line.partition(" | ")
        for line in real.outline()
        if line.startswith(("heading 1", "heading 2", "heading 3", "見出し 1（"))
    ]
    entries = [line for line in real.outline() if line.startswith("toc ")]
    assert [
        words.replace(" ", "⇥", style.startswith("heading")) for style, _, words in headings
    ] == [entry.partition(" | ")[2].rpartition("⇥")[0] for entry in entries]


# --- that it holds -----------------------------------------------------------------


@pytest.mark.parametrize("name", ["small", "real"])
def test_nothing_in_it_is_wrong(name: str, request: pytest.FixtureRequest) -> None:
    assert [] == request.getfixturevalue(name).faults()


def test_numbers_are_counted_by_lists_and_never_typed(small: WordFile) -> None:
    headings = [p for p in small.numbers if "見出し" in small.style_name(val(p, "pPr/pStyle"))]
    assert headings
    for paragraph, number in small.numbers.items():
        assert not text(paragraph).startswith(number)


def test_each_jump_of_a_number_has_a_list_of_its_own(small: WordFile) -> None:
    jumps = [
        (small.numbers[paragraph], val(paragraph, "pPr/numPr/numId"))
        for paragraph in small.body.iter(w("p"))
        if paragraph.find(f"{w('pPr')}/{w('numPr')}") is not None
    ]
    assert ["第3章", "（3）", "No.6", "ウ", "（6）", "No.9", "3"] == [label for label, _ in jumps]
    assert len({number for _, number in jumps}) == len(jumps)


def test_resolved_references_are_fields_and_the_others_are_not(small: WordFile) -> None:
    codes = {code for code, _ in small.fields()}
    assert {"REF gd_category_3 \\n \\h", "REF gd_subsection_3_3 \\n \\h"} <= codes
    assert not [code for code in codes if "subsection_3_2" in code]
    styled = [
        text(run) for run in small.body.iter(w("r")) if val(run, "rPr/rStyle") == "Unresolved"
    ]
    assert "イ" in styled


def test_a_heading_without_number_is_linked_by_its_words() -> None:
    data = WordFile(made(SHEET, CHAPTERS[1], "第4章　終わりに\n\n　(6)-アを参照。\n"))
    assert "（6）-アを参照。" in data.of_style("Body Text")
    assert ["gd_subsection_6_1 ア"] == links_in_text(data)


def links_in_text(file: WordFile) -> list[str]:
    """Where the links of the running text lead, and on which words they lie."""
    return [
        f"{link.get(w('anchor'))} {text(link)}"
        for paragraph in file.body.iter(w("p"))
        if val(paragraph, "pPr/pStyle") == "BodyText"
        for link in paragraph.iter(w("hyperlink"))
    ]


def test_without_the_measures_a_reference_leads_to_the_table() -> None:
    chapter = "第1章　一覧\n\n　施策6と(3)-アを参照。\n\n［＃新旧対照表］\n"
    data = WordFile(made(SHEET, chapter))
    assert [] == data.faults()
    assert ["gd_measure_6 施策6", "gd_category_3 (3)"] == links_in_text(data)


def test_findings_are_comments_at_their_place(small: WordFile) -> None:
    comments = {
        comment.get(w("id")): [text(p) for p in comment.iter(w("p"))]
        for comment in small.root("comments")
    }
    ranges = {
        number: _between(small, number)
        for number in (s.get(w("id")) for s in small.body.iter(w("commentRangeStart")))
    }
    told = {lines[0].split("　")[1]: ranges[number] for number, lines in comments.items()}
    assert "Ⅲに降格" == told["GD601"]
    assert "イ" == told["GD401"]
    assert "【要確認】" == told["GD802"]
    assert {"guideline-docs"} == {c.get(w("author")) for c in small.root("comments")}


def _between(file: WordFile, number: str) -> str:
    words, inside = [], False
    for element in file.body.iter():
        if element.tag == w("commentRangeStart") and element.get(w("id")) == number:
            inside = True
        elif element.tag == w("commentRangeEnd") and element.get(w("id")) == number:
            inside = False
        elif inside and element.tag == w("t"):
            words.append(element.text)
        elif inside and element.tag == w("noBreakHyphen"):
            words.append("-")
    return "".join(words)


def test_a_final_document_carries_no_comment() -> None:
    data = WordFile(made(SHEET, *CHAPTERS, final=True))
    assert "word/comments.xml" not in data.parts
    assert [] == list(data.body.iter(w("commentReference")))
    assert [] == data.faults()


# --- pages -------------------------------------------------------------------------


def test_what_begins_a_page_leaves_nothing_above() -> None:
    turned = "第1章　資料\n\n［＃進捗状況一覧］\n\n2　次\n\n　本文\n\n3　後\n\n［＃改ページ］\n\n4　終\n"
    data = WordFile(made(SHEET, turned))
    spaced = [
        text(p)
        for p in data.body.iter(w("p"))
        if p.find(f"{w('pPr')}/{w('spacing')}") is not None
    ]
    assert ["次", "終"] == spaced


def test_the_table_of_progress_lies_across(real: WordFile) -> None:
    sections = list(real.body.iter(w("sectPr")))
    turned = [s.find(w("pgSz")).get(w("orient")) == "landscape" for s in sections]
    assert [False, False, True, False] == turned
    where = {
        section
        for block, section in real.blocks()
        if block.tag == w("tbl") and val(block, "tblPr/tblStyle") == "ProgressTable"
    }
    assert {2} == where


def test_pages_are_counted_from_the_first_chapter_on(real: WordFile) -> None:
    starts = [s.find(w("pgNumType")) is not None for s in real.body.iter(w("sectPr"))]
    assert [False, True, False, False] == starts


def test_pages_are_counted_from_the_first_page_though_it_is_turned() -> None:
    data = WordFile(made(SHEET, "［＃進捗状況一覧］\n", "第1章　次\n"))
    starts = [s.find(w("pgNumType")) is not None for s in data.body.iter(w("sectPr"))]
    assert [False, True, False] == starts


@pytest.mark.parametrize("asked", ["進捗状況一覧", "施策の体系", "施策", "新旧対照表"])
def test_what_is_asked_for_twice_is_led_to_once(asked: str) -> None:
    chapter = f"第1章　一\n\n［＃{asked}］\n\n2　次\n\n［＃{asked}］\n"
    assert [] == WordFile(made(SHEET, chapter, "第2章　三\n\n(1)-アを見る。\n")).faults()


def test_the_head_of_the_page_names_the_document(small: WordFile) -> None:
    headers = [name for name in small.parts if name.startswith("word/header")]
    assert {"港町協働指針（素案）⇥資料1"} == {
        text(etree.fromstring(small.parts[n])) for n in headers
    }


# --- what a committee may ask for --------------------------------------------------


def asked(**options: bool) -> WordFile:
    guideline = notation.guideline(SHEET, *CHAPTERS)
    view = draft(guideline, (), TEMPLATES.wording(), options=DraftOptions(**options))
    return WordFile(word.render(view, TEMPLATES))


def test_lines_are_numbered_on_request_but_not_on_the_cover() -> None:
    sections = asked(line_numbers=True).body.iter(w("sectPr"))
    numbered = [section.find(w("lnNumType")) is not None for section in sections]
    assert [False, True, True, True] == numbered
    assert not [s for s in asked().body.iter(w("lnNumType"))]


def test_a_watermark_lies_under_the_pages_on_request() -> None:
    shown = asked(watermark=True)
    texts = [
        path.get("string")
        for name in shown.parts
        if name.startswith("word/header")
        for path in etree.fromstring(shown.parts[name]).iter(
            "{urn:schemas-microsoft-com:vml}textpath"
        )
        if path.get("string")
    ]
    assert ["（案）", "（案）"] == texts
    assert not [n for n, part in asked().parts.items() if b"textpath" in part]


def test_the_notes_of_the_office_can_be_left_out() -> None:
    data = asked(omit_notes=True)
    assert [] == data.faults()
    assert "施策の実施" in data.of_style("施策表")[0]
    assert 4 == len(data.of_style("施策表"))
    assert "No ／ 内容 ／ 重点 ／ 施策の実施 ／ 2期案" == data.of_style("進捗状況一覧表")[0]
    assert not [line for line in data.outline() if "職員に説明した。" in line]


# --- nothing is of one project only ------------------------------------------------


EVERYTHING = "".join(
    f"［＃{word}］\n" for word in ("達成状況", "施策の体系", "施策", "進捗状況一覧", "新旧対照表")
)


def test_another_project_has_only_its_own_words() -> None:
    columns = tuple(column.called(f"列{n}") for n, column in enumerate(COLUMNS))
    statuses = (Status("完", 0, done=True), Status("途中", 1), Status("まだ", 2, started=False))
    vocabulary = Vocabulary(columns, statuses, "●", "→", frozenset(COLUMNS))
    configuration = Configuration(
        bibliography=Bibliography(title="港の計画", municipality="港町", stage="案"),
        vocabulary=vocabulary,
    )
    sheet = (
        "港の事業一覧\n【達成状況】\n【A】<急>\t急ぐもの\t1/1：完\n【B】\t待つもの\t1/1：まだ\n"
        "列0\t列1\t列2\t列3\t列4\t列5\t列6\n（2）港を直す\nイ 岸壁\n"
        "12\t岸壁の補修\t【A】<急>\t完\t直した\t●→B\t次は見回り\n"
        "14\t倉庫の建替え\t【B】\tまだ\t\tA\t(2)-イに続く\n"
    )
    chapter = f"第3章　港\n\n{EVERYTHING}"
    guideline = notation.guideline(sheet, chapter, configuration=configuration)
    data = WordFile(word.render(draft(guideline, (), TEMPLATES.wording()), TEMPLATES))
    assert [] == data.faults()
    assert "達成状況表 | 重点区分 ／ 施策数 ／ 完 ／ 途中 ／ まだ" in data.outline()
    assert [
        "重点区分 ／ 第1期【A】 → 第2期案●→【B】（完了→新規） ／ 列3 ／ 完",
        "列4 ／ 直した",
        "列6 ／ 次は見回り",
    ] == data.of_style("施策表")[:3]
    assert "No.14 ／ 倉庫の建替え ／ B ／ まだ ／ ― ／ A ／ （2）-イに続く" in data.of_style(
        "進捗状況一覧表"
    )
    words = "\n".join(data.outline())
    for foreign in ("Ⅰ", "Ⅱ", "済", "着手中", "実績", "理由", "市民", "協働"):
        assert foreign not in words, foreign


# --- the file ----------------------------------------------------------------------


def test_python_docx_opens_it_and_finds_its_properties() -> None:
    data = made(SHEET, *CHAPTERS, title="港町協働指針", department="協働課")
    document = docx.Document(io.BytesIO(data))
    properties = document.core_properties
    assert ("港町協働指針（素案）", "協働課", "ja-JP") == (
        properties.title,
        properties.author,
        properties.language,
    )
    assert (None, None) == (properties.created, properties.modified)


_BUILD = """
import sys
from guideline_docs import check, load
from guideline_docs.render import word
from guideline_docs.render.templates import Templates
from guideline_docs.views.draft import draft
project = load(sys.argv[1])
templates = Templates()
view = draft(project.guideline, check(project), templates.wording())
sys.stdout.buffer.write(word.render(view, templates))
"""


def test_the_same_sources_give_the_same_bytes_in_any_place_and_process(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "elsewhere" / "sources")
    files = [
        subprocess.run(
            [sys.executable, "-c", _BUILD, path],
            cwd=folder,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for folder, path, zone, seed in (
            (ROOT, str(ROOT / "sources"), "Asia/Tokyo", "1"),
            (tmp_path / "elsewhere", "sources", "America/New_York", "2"),
        )
    ]
    assert files[0] == files[1]


def test_a_long_draft_takes_less_memory_than_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_PIECE", 1 << 14)
    monkeypatch.setattr(archive, "_PLAIN", 0)
    chapter = "第1章　本文\n\n" + "　(3)-アに基づき、施策6と行う。\n\n" * 5_000
    view = draft(notation.guideline(SHEET, chapter), (), TEMPLATES.wording())
    tracemalloc.start()
    data = word.render(view, TEMPLATES)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert peak < file.getinfo("word/document.xml").file_size / 2


def test_the_archive_names_its_parts_first_and_has_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as file:
        assert ["[Content_Types].xml", "_rels/.rels"] == file.namelist()[:2]
        assert file.namelist()[2:] == sorted(file.namelist()[2:])
        assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in file.infolist()}


def test_what_xml_cannot_hold_is_printed_as_its_stand_in() -> None:
    data = WordFile(made(notation.sheet(row(1, title="研␋修 & <b>太字</b>"))))
    assert "No.1 研〓修 & <b>太字</b>" in data.of_style("施策見出し")


def test_line_ends_in_a_cell_are_kept() -> None:
    sheet = notation.sheet(row(1, results='"一行目\n二行目"'))
    assert "実績 ／ 一行目⏎二行目" in WordFile(made(sheet)).of_style("施策表")


# --- templates that do not fit -----------------------------------------------------


def test_everything_that_a_template_lacks_is_told_at_once(tmp_path: Path) -> None:
    templates = changed(
        tmp_path,
        "word/styles.xml",
        ('w:name w:val="施策見出し"', 'w:name w:val="別の見出し"'),
        ('w:name w:val="heading 4"', 'w:name w:val="heading 9"'),
        ('w:name w:val="新旧対照表"', 'w:name w:val="別の表"'),
    )
    with pytest.raises(CannotRun) as stop:
        made(templates=templates)
    message = str(stop.value)
    assert message.startswith(f"{(tmp_path / 'draft.docx').as_posix()}: ")
    assert "段落スタイル「施策見出し」がありません" in message
    assert "段落スタイル「見出し 4」がありません" in message
    assert "表スタイル「新旧対照表」がありません" in message


def test_a_heading_style_without_a_list_is_told(tmp_path: Path) -> None:
    templates = changed(
        tmp_path,
        "word/styles.xml",
        ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>', ""),
    )
    with pytest.raises(CannotRun, match="スタイル「施策見出し」に番号のリストがありません"):
        made(templates=templates)


def test_a_table_without_specimen_is_told(tmp_path: Path) -> None:
    templates = changed(tmp_path, "word/document.xml", ('<w:tblStyle w:val="SystemTable"/>', ""))
    with pytest.raises(CannotRun, match="表「施策体系表」の見本がありません"):
        made(templates=templates)


def test_a_file_that_is_no_word_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(b"not a document")
    with pytest.raises(CannotRun, match="Word の文書（.docx）として開けません"):
        made(templates=Templates([tmp_path]))


def test_a_style_that_wording_does_not_name_is_told(tmp_path: Path) -> None:
    wording = TEMPLATES.text("wording.toml").replace('measure = "施策見出し"\n', "")
    (tmp_path / "wording.toml").write_text(wording, encoding="utf-8")
    with pytest.raises(CannotRun, match=r"wording.toml: \[styles\] に 「measure」 がありません"):
        made(templates=Templates([tmp_path]))


def test_an_office_may_drag_the_columns_and_rename_the_styles(tmp_path: Path) -> None:
    templates = changed(
        tmp_path,
        "word/document.xml",
        (
            '<w:gridCol w:w="2310"/><w:gridCol w:w="720"/>',
            '<w:gridCol w:w="2010"/><w:gridCol w:w="1020"/>',
        ),
    )
    data = WordFile(made(templates=templates))
    table = next(t for t in data.body.iter(w("tbl")) if val(t, "tblPr/tblStyle") == "SystemTable")
    assert ["2010", "1020", "3990", "960", "1050"] == [
        c.get(w("w")) for c in table.find(w("tblGrid"))
    ]


def test_words_in_the_head_may_be_cut_up_by_word(tmp_path: Path) -> None:
    templates = changed(
        tmp_path, "word/header1.xml", ("｛標題｝｛段階｝", "｛標</w:t></w:r><w:r><w:t>題｝｛段階｝")
    )
    data = WordFile(made(templates=templates, title="指針"))
    assert text(etree.fromstring(data.parts["word/header1.xml"])).startswith("指針（素案）⇥")


@pytest.mark.parametrize(
    "chapter",
    [
        "第1章　" + "長" * 10_000 + "\n\n1　" + "(3)-ア、" * 1_000 + "終\n",
        "第1章　あ\x00い\x0b\n\n　本文\ufffe\n",
        "第1章　あ\r\n\r　い\n　う\r",
        "第1章　あ\n\n\t本文\tの続き\n",
    ],
    ids=["long heading", "control characters", "mixed line ends", "tabs"],
)
def test_a_chapter_that_nobody_expects_is_a_sound_document(chapter: str) -> None:
    data = WordFile(made(SHEET, chapter))
    assert [] == data.faults()
    assert 1 == sum(line.startswith("heading 1 | 第1章 ") for line in data.outline())
