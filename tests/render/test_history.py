"""経年の推移 read back from every document that tells it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import outloud
import pdfua
import pikepdf
import pypdfium2
import pytest
from htmlpage import Page
from wordfile import WordFile
from yearcase import past, today, two_years

from guideline_docs import build, check, load
from guideline_docs.outputs import KEYS, Order
from guideline_docs.render import csv as table
from guideline_docs.render import data, html, parts, pdf, word
from guideline_docs.render.templates import Templates
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.draft import draft
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table

CASE = Path(__file__).parents[1] / "cases" / "three-years"
TEMPLATES = Templates()
WORDING = TEMPLATES.wording()
SCHEMA = json.loads(Path(data.__file__).with_name("progress-table.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def project() -> Snapshot:
    return load(str(CASE))


class TestCsv:
    def rows(self, project: Snapshot) -> list[dict[str, str]]:
        text = table.render_history(project.guideline, WORDING).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_one_row_a_measure_and_edition(self, project: Snapshot) -> None:
        rows = self.rows(project)
        assert 8 + 9 + 9 == len(rows)
        assert {
            "時点": "令和5年度",
            "今の施策番号": "8",
            "施策番号": "8",
            "施策の内容": "避難行動要支援者の個別避難計画の作成",
            "重点区分": "Ⅰ",
            "施策の実施": "一部済",
            "施策の実施（集計）": "一部済",
            "実績": "対象者412人のうち120人分を作成した。",
            "前の時点からの動き": "進んだ",
            "前の時点との照合": "題",
        } == rows[22]
        assert [("令和4年度", "8", "9", "新規", "")] == [
            tuple(row[name] for name in ("時点", "今の施策番号", "施策番号", "前の時点からの動き", "前の時点との照合"))
            for row in rows[21:22]
        ]

    def test_what_is_not_understood_stands_as_written(self, project: Snapshot) -> None:
        row = next(row for row in self.rows(project) if row["施策の実施"] == "実施中")
        assert ("", "7") == (row["施策の実施（集計）"], row["今の施策番号"])

    def test_what_is_no_more_has_no_number_today(self, project: Snapshot) -> None:
        assert [("令和3年度", "8"), ("令和4年度", "8")] == [
            (row["時点"], row["施策番号"]) for row in self.rows(project) if not row["今の施策番号"]
        ]


class TestJson:
    def test_it_keeps_to_the_schema(self, project: Snapshot) -> None:
        said = json.loads(data.render(project.guideline))
        jsonschema.validate(said, SCHEMA, cls=jsonschema.Draft202012Validator)
        told = said["history"]
        assert ["令和3年度", "令和4年度", "令和5年度"] == told["editions"]
        assert [measure["id"] for measure in told["measures"]] == [
            *(measure["id"] for measure in said["measures"]),
            None,
        ]
        first = told["measures"][0]
        assert ("advanced", "令和5年度") == (first["course"], first["since"])
        assert ["着手中", "着手中", "済"] == [state["status"]["word"] for state in first["states"]]
        assert said["summary"]["tiers"] == told["counts"][-1]["tiers"]
        assert said["summary"]["overall"] == told["counts"][-1]["overall"]

    def test_years_in_columns_keep_to_it_too(self, tmp_path: Path) -> None:
        project = two_years(tmp_path, [past(1, "研修", "")], [today(1, "研修", "済", "開いた。")])
        said = json.loads(data.render(project.guideline))
        jsonschema.validate(said, SCHEMA, cls=jsonschema.Draft202012Validator)
        assert "unclear" == said["history"]["measures"][0]["course"]

    def test_one_edition_alone_has_none(self) -> None:
        real = load(str(Path(__file__).parents[2] / "sources"))
        assert "history" not in json.loads(data.render(real.guideline))


@pytest.fixture(scope="module")
def page(project: Snapshot) -> Page:
    view = progress_table(project.guideline, check(project), WORDING)
    return Page(html.render(progress_screen(view, WORDING), TEMPLATES).decode())


class TestPage:
    def test_a_strip_is_a_row_of_words(self, page: Page) -> None:
        strips = [e["text"].strip() for e in page.of_class("strip")]
        assert ["着手中", "着手中", "↑ 済", "済", "済", "↓ 着手中"] == strips[:6]
        assert 26 == len(strips)

    def test_every_name_is_there_once_and_every_link_leads_somewhere(self, page: Page) -> None:
        names = [e["id"] for e in page.all if "id" in e]
        assert len(names) == len(set(names))
        assert {e["href"][1:] for e in page.find("a")} <= set(names)

    def test_headings_go_down_step_by_step(self, page: Page) -> None:
        levels = [int(e["tag"][1]) for e in page.all if e["tag"] in ("h1", "h2", "h3")]
        assert [1, 2, 2, 2, 3, 3, 3, 2] == levels

    def test_bars_say_their_figures(self, page: Page) -> None:
        bars = [e["aria-label"] for e in page.all if e.get("role") == "img"]
        # Four of 達成状況, then four groups of three editions.
        assert 4 + 12 == len(bars)
        assert all("施策" in words for words in bars)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """More rows than one document of parts holds, and strips in two of them."""
    numbers = range(1, 161)
    project = two_years(
        tmp_path_factory.mktemp("long"),
        [past(n, f"施策{n}号の実施", "未") for n in numbers],
        [today(n, f"施策{n}号の実施", "済", f"{n}回開いた。") for n in numbers],
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_STRIPS", 100)
        return pdf.render(progress_table(project.guideline, (), WORDING), TEMPLATES)


class TestPaperInParts:
    def test_the_history_is_a_part_of_one_document(self, long: bytes, tmp_path: Path) -> None:
        path = tmp_path / "table.pdf"
        path.write_bytes(long)
        assert [] == list(pdfua.validate(path).findings)
        assert [] == [f for f in outloud.check(path).findings if f.severity == "error"]
        with pikepdf.open(path) as opened, opened.open_outline() as outline:
            assert "経年の推移" == outline.root[-1].title
            figures, stack = [], [opened.Root.StructTreeRoot.K[0]]
            while stack:
                element = stack.pop()
                figures += [str(element.Alt)] if str(element.S) == "/Figure" else []
                kids = [k for k in element.get("/K", []) if isinstance(k, pikepdf.Dictionary)]
                stack += [kid for kid in kids if "/S" in kid]
        # 達成状況 of four tiers and all; the same for each of two editions.
        assert 3 * 5 == len(figures)

    def test_it_goes_on_under_its_name(self, long: bytes) -> None:
        document = pypdfium2.PdfDocument(long)
        try:
            texts = [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()
        first = next(n for n, text in enumerate(texts) if "施策ごとの推移" in text)
        assert "経年の推移（続き）" not in texts[first]
        assert all("経年の推移（続き）" in text for text in texts[first + 1 :])
        told = "".join(texts[first:])
        assert 160 == sum(f"施策{n}号の実施" in told for n in range(1, 161))
        assert 1 == told.count("件数の推移")


@pytest.fixture(scope="module")
def file(project: Snapshot) -> WordFile:
    return WordFile(word.render(draft(project.guideline, (), WORDING), TEMPLATES))


class TestDraft:
    def test_the_file_has_no_faults(self, file: WordFile) -> None:
        assert [] == file.faults()

    def test_a_chart_a_tier_each_with_its_words(self, file: WordFile) -> None:
        assert 4 == len([name for name in file.parts if name.startswith("word/charts/chart")])
        drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        told = [each.get("descr") for each in file.body.iter(f"{{{drawing}}}docPr")]
        assert 4 == len(told)
        assert all(words.startswith("令和3年度 ") for words in told)

    def test_the_captions_name_what_is_shown(self, file: WordFile) -> None:
        assert "表3　施策ごとの推移" in file.of_style("caption")
        assert "図4　実施状況の推移（Ⅲ）" in file.of_style("図の題")


def test_the_data_is_written_where_there_are_editions(project: Snapshot, tmp_path: Path) -> None:
    order = Order(out=tmp_path, only=("csv",))
    written = build(project, check(project), order).written
    assert ["progress-table.csv", "progress-history.csv"] == [path.name for path in written]
    real = load(str(Path(__file__).parents[2] / "sources"))
    written = build(real, check(real), order._replace(out=tmp_path / "other")).written
    assert ["progress-table.csv"] == [path.name for path in written]
    assert KEYS.count("csv") == 1


def test_segments_that_fill_a_bar_stay_in_one_line(project: Snapshot) -> None:
    """Half and two quarters are the whole, and not a hundred-thousandth more."""
    view = progress_table(project.guideline, check(project), WORDING)
    bar = view.achievement.rows[0].segments
    assert ["50.0000%", "25.0000%", "25.0000%"] == [segment.part for segment in bar]
    document = pypdfium2.PdfDocument(pdf.render(view, TEMPLATES))
    try:
        text = document[0].get_textpage()
        first = text.get_text_bounded().index("100.0%")
        places = [text.get_charbox(at) for at in range(first)]
        chars = [text.get_text_range(at, 1) for at in range(first)]
    finally:
        document.close()
    chart, top, *_ = places["".join(chars).index("実施状況の割合")]
    found = zip(places, chars, strict=True)
    row = [(x, y) for (x, y, *_), char in found if char.isdigit() and x > chart and y < top][:3]
    assert len({round(y) for _, y in row}) == 1
    assert [x for x, _ in row] == sorted(x for x, _ in row)
