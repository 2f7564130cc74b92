"""The draft as a page, read back: structure, links, findings, and nothing but text as text."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import notation
import pytest
from htmlpage import Page
from notation import category, row, subsection

from guideline_docs import check, load
from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration, DraftOptions
from guideline_docs.render import draft_html
from guideline_docs.render.page import Live
from guideline_docs.render.templates import Templates, packaged
from guideline_docs.rules import catalogue
from guideline_docs.views.beside import Beside, Besides, Word, WordMark
from guideline_docs.views.draft import draft
from guideline_docs.views.draft_screen import draft_screen
from guideline_docs.views.leads import Leads, pattern_of
from guideline_docs.views.overview import PreviewWords

TEMPLATES = Templates()
LIVE = Live(TEMPLATES.wording().phrases(PreviewWords, "preview"))
SHEET = notation.sheet(
    category(3, "情報の提供"),
    subsection("ア", "事業の情報"),
    row(6, title="情報の集約", tier="Ⅱ-ア", status="未", proposal="Ⅰ", rationale="重要なため。"),
)


def written(
    *chapters: str,
    sheet: str = SHEET,
    told: bool = False,
    templates: Templates = TEMPLATES,
    options: DraftOptions = DraftOptions(),
    beside: Besides | None = None,
) -> str:
    """The page of a sheet and chapters; without its findings unless they are asked for."""
    guideline = notation.guideline(sheet, *chapters, configuration=Configuration(draft=options))
    found = list(catalogue.run(guideline)) if told else []
    wording = templates.wording()
    view = draft(guideline, found, wording, options=options)
    sources = [source.path for source in guideline.written]
    screen = draft_screen(view, sources, wording, Leads({}), beside)
    return draft_html.render(screen, templates, LIVE).decode()


def of_project(path: str, editor: str = "") -> str:
    project = load(path)
    wording = TEMPLATES.wording()
    view = draft(project.guideline, check(project), wording)
    files = {source.path: source.file for source in project.guideline.written if source.file}
    leads = Leads(files, pattern_of(editor) if editor else "")
    sources = [source.path for source in project.guideline.written]
    return draft_html.render(draft_screen(view, sources, wording, leads), TEMPLATES, LIVE).decode()


@pytest.fixture(scope="module")
def text() -> str:
    return of_project("sources")


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def headings(page: Page) -> Iterator[tuple[int, str]]:
    for element in page.all:
        if re.fullmatch("h[1-6]", element["tag"]):
            yield int(element["tag"][1]), element["text"]


def classes(element: dict[str, Any]) -> list[str]:
    return (element.get("class") or "").split()


def test_the_same_draft_gives_the_same_bytes(text: str) -> None:
    assert text == of_project("sources")


def test_headings_bear_the_numbers_of_the_word_draft_and_go_down_step_by_step() -> None:
    page = Page(
        written(
            "第1章　総則\n1　趣旨\n(2)　目的\nア　範囲\n(ア)　細目\n文。\n",
            "第3章　施策\n［＃施策］\n",
        )
    )
    assert [
        (1, "標題 【要設定】"),
        (2, "本資料の見方"),
        (2, "目次"),
        (2, "第1章総則"),
        (3, "1趣旨"),
        (4, "（2）目的"),
        (5, "ア範囲"),
        (6, "(ア)細目"),
        (2, "第3章施策"),
        (3, "（3）情報の提供"),
        (4, "ア事業の情報"),
        (5, "No.6情報の集約"),
    ] == list(headings(page))


def test_no_heading_of_the_real_draft_is_more_than_one_deeper(page: Page) -> None:
    levels = [level for level, _ in headings(page)]
    assert 1 == levels[0]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_name_is_there_once_and_every_link_leads_somewhere(page: Page) -> None:
    names = [e["id"] for e in page.all if "id" in e]
    assert len(names) == len(set(names))
    links = [e["href"] for e in page.find("a")]
    assert all(href.startswith("#") for href in links)
    assert {href[1:] for href in links} <= set(names)
    for element in page.all:
        assert element.get("aria-labelledby", names[0]) in names


def test_references_bear_the_number_and_lead_to_their_heading() -> None:
    page = Page(written("第2章　施策\n1　本文\n（３）－アと施策6は、第２章1に続く。\n［＃施策］\n"))
    links = [(e["text"], e["href"]) for e in page.of_class("link")]
    assert [
        ("（3）", "#category-3"),
        ("ア", "#subsection-3-1"),
        ("No.6", "#measure-6"),
        ("第2章", "#chapter-2"),
        ("1", "#chapter-2-1"),
    ] == links


def test_a_reference_without_target_stands_as_written() -> None:
    page = Page(written("第1章　本文\n(3)-イに続く。\n"))
    assert [("(3)-イ", None)] == [(e["text"], e.get("href")) for e in page.of_class("unresolved")][
        -1:
    ]


def test_contents_list_the_headings_with_their_numbers(page: Page) -> None:
    entries = [e for e in page.find("a") if "ol" in e["up"]]
    assert ("第1章策定に当たって", "#chapter-1") == (entries[0]["text"], entries[0]["href"])
    assert ("（1）活動の場の提供に関すること", "#category-1") in [
        (e["text"], e["href"]) for e in entries
    ]
    assert "確認事項" == entries[-1]["text"]


def test_findings_stand_beside_their_place_with_message_hint_and_line(page: Page) -> None:
    note = next(e for e in page.of_class("finding") if "GD601" in e["text"])
    key = note["id"].removeprefix("finding-")
    number = note["aria-label"].removeprefix("指摘 ")
    assert ["finding", "is-warning"] == classes(note)
    assert [
        f"※{number} 警告 GD601",
        "理由に「Ⅲに降格」とありますが、2期案は「Ⅱ-イ」です",
        "案：決定を確かめ、2期案か理由を直してください",
        "sources/phase1-progress.txt:12:81",
    ] == note["text"].split("\n")[1:5]
    mark = page.find("a", id=f"told-{key}")[0]
    assert (f"※{number}", f"#finding-{key}") == (mark["text"], mark["href"])
    assert "Ⅲに降格" in [e["text"] for e in page.of_class("told")]
    assert "sources/phase1-progress.txt:12:81" in [e.get("data-copy") for e in page.find("button")]


def test_every_finding_has_one_place_and_a_way_from_the_list(page: Page) -> None:
    notes = [int(e["id"].removeprefix("finding-")) for e in page.of_class("finding")]
    assert len(notes) > 20
    assert list(range(1, len(notes) + 1)) == sorted(notes)
    listed = [e for e in page.of_class("where") if e["tag"] == "span"]
    assert len(notes) == len(listed)


def test_a_finding_without_a_place_in_the_draft_is_led_to_in_the_list() -> None:
    page = Page(written("第1章　本文\n文。\n", told=True, sheet=notation.sheet(row(1), row(3))))
    anchor = next(e for e in page.find("span") if (e.get("id") or "").startswith("finding-"))
    assert "table" in anchor["up"]
    assert [] == page.of_class("finding")


def test_paragraphs_lead_back_to_their_lines(page: Page) -> None:
    ways = [e for e in page.find("button") if "aria-label" in e]
    assert "guideline.toml 13行目" == ways[0]["aria-label"]
    first = next(way for way in ways if way["aria-label"].startswith("draft/"))
    assert (
        "1",
        "draft/01-策定に当たって.txt 1行目",
        "sources/draft/01-策定に当たって.txt:1:5",
    ) == (
        first["text"],
        first["aria-label"],
        first["data-copy"],
    )
    assert "phase1-progress.txt 12行目" in [e["aria-label"] for e in ways]


def test_an_editor_is_linked_to_where_one_is_set() -> None:
    page = Page(of_project("sources", "vscode"))
    links = [e["href"] for e in page.of_class("way")]
    sheet = quote(Path("sources/phase1-progress.txt").resolve().as_posix())
    assert f"vscode://file{sheet}:12:81" in links
    assert not page.find("button")
    assert all(re.fullmatch(r"vscode://file/[!-~]+:\d+:\d+", href) for href in links)


def test_tables_say_what_heads_what(page: Page) -> None:
    assert all(e.get("scope") in ("col", "row", "rowgroup") for e in page.find("th"))
    assert all(e.get("role") == "cell" for e in page.find("td"))
    assert len(page.find("table")) == len(page.find("caption"))
    rows = [e for e in page.find("td", **{"data-head": "実績"})]
    assert 23 == len(rows)


def test_a_cell_over_several_rows_spans_them(page: Page) -> None:
    spans = [e for e in page.find("td") if "rowspan" in e]
    assert [("ア　市の事業についての情報提供", "4")] == [
        (e["text"], e["rowspan"]) for e in spans if "市の事業" in e["text"]
    ]


def test_columns_are_as_wide_as_the_word_template_has_them(page: Page) -> None:
    style = page.find("style")[0]["text"]
    widths = re.findall(r"\.grid-0 col:nth-child\(\d\) \{ width: ([\d.]+)% \}", style)
    assert ["26.58", "73.42"] == widths
    used = {name for e in page.find("table") for name in classes(e) if name.startswith("grid-")}
    assert used == set(re.findall(r"\.(grid-\d+)", style))


def test_counts_and_rates_have_places_of_their_own(text: str) -> None:
    table = text[text.index('class="achievement_table') :]
    row = table[table.index("Ⅱ-イ</span>") :].partition("</tr>")[0]
    assert '>6<span class="rate">66.7%</span>' in row
    # A count without rate stands under those that have one, if its column has any.
    assert '>0<span class="rate"></span>' in row
    assert ">9</td>" in row


def test_the_chart_is_drawn_and_said(page: Page) -> None:
    figure = page.find("figure")[0]
    assert figure["aria-label"].startswith(
        "実施状況の割合。重点区分 Ⅰ の施策 6件の実施状況の内訳は、"
    )
    bars = page.of_class("bar")
    assert ["Ⅰ（6件）", "Ⅱ-ア（6件）", "Ⅱ-イ（9件）", "Ⅲ（2件）", "全体（23件）"] == [
        e["text"] for e in page.of_class("bar-name")
    ]
    assert 5 == len(bars)
    first = [e for e in page.find("rect") if "x" in e][:4]
    assert [
        ("0.000%", "33.333%"),
        ("33.333%", "33.333%"),
        ("66.667%", "16.667%"),
        ("83.333%", "16.667%"),
    ] == [(e["x"], e["width"]) for e in first]
    assert ["済・継 2件", "済 2件", "着手中 1件", "未 1件"] == [
        e["text"] for e in page.find("title")[1:5]
    ]


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\x80\x80\x80" * 2)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def test_pictures_are_part_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "図.png").write_bytes(png())
    (tmp_path / "guideline.toml").write_text("", "utf-8")
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "1.txt").write_text(
        '第1章　図\n［＃画像：図.png｜協働の"図"］\n', "utf-8"
    )
    (tmp_path / "図.png").rename(tmp_path / "draft" / "図.png")
    page = Page(of_project(str(tmp_path)))
    image = page.find("img")[0]
    assert f"data:image/png;base64,{base64.b64encode(png()).decode()}" == image["src"]
    assert ("3", "2", '協働の"図"') == (image["width"], image["height"], image["alt"])
    policy = next(e["content"] for e in page.find("meta") if "http-equiv" in e)
    assert "img-src data:" in policy


def test_ruby_is_ruby() -> None:
    page = Page(written("第1章　本文\n市民との｜協働《きょうどう》を進める。\n"))
    assert ["協働（きょうどう）"] == [e["text"] for e in page.find("ruby")]
    assert ["きょうどう"] == [e["text"] for e in page.find("rt")]


def test_pages_turn_where_the_paper_does() -> None:
    page = Page(
        written("第1章　一\n文。\n［＃改ページ］\n文。\n", "第2章　二\n［＃進捗状況一覧］\n")
    )
    kinds = [classes(e)[1] for e in page.find("section")]
    assert "sheet-cover" == kinds[0]
    assert ["sheet-front", "sheet-upright", "sheet-upright", "sheet-turned"] == kinds[-4:]


def test_the_watermark_lies_under_every_sheet() -> None:
    page = Page(written("第1章　一\n文。\n", options=DraftOptions(watermark=True)))
    assert {"（案）"} == {e.get("data-watermark") for e in page.find("section")}


EVIL = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onload="x',
    "{{ 7*7 }}",
    "</style>",
    "']]>&lt;",
]


@pytest.mark.parametrize("evil", EVIL)
def test_source_text_is_text_wherever_it_stands(evil: str) -> None:
    sheet = notation.sheet(
        f"【{evil}】｜{evil}",
        category(1, evil),
        subsection("ア", evil),
        row(1, title=evil, tier=evil, status=evil, results=evil, proposal=evil, rationale=evil),
    )
    chapter = (
        f"第1章　{evil}\n1　{evil}\n{evil}\n・{evil}\n※{evil}\n｜{evil}《{evil}》\n［＃{evil}］\n"
        "［＃達成状況］\n［＃達成状況のグラフ］\n［＃施策の体系］\n［＃施策］\n［＃進捗状況一覧］\n［＃新旧対照表］\n"
    )
    page = Page(written(chapter, sheet=sheet, told=True))
    assert 1 == len(page.find("script"))
    assert 1 == len(page.find("style"))
    assert [] == page.find("img")
    assert not [e for e in page.all if any(name.startswith("on") for name in e)]
    assert not [e for e in page.all if "style" in e]
    assert evil in [e["text"] for e in page.find("p", **{"class": "text"})] or evil in "".join(
        e["text"] for e in page.find("p")
    )
    assert page.find("td", **{"data-head": "実績"})[0]["text"].startswith(evil)


def test_nothing_but_its_own_style_and_script_runs(text: str, page: Page) -> None:
    policy = next(e["content"] for e in page.find("meta") if "http-equiv" in e)
    assert re.fullmatch(
        "default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; img-src data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'",
        policy,
    )
    assert not [
        e for e in page.all if "src" in e or e["tag"] in ("link", "iframe", "object", "form")
    ]
    assert "http" not in text.replace("http-equiv", "")


def test_the_classes_of_the_page_are_known_to_its_style(page: Page) -> None:
    style = page.find("style")[0]["text"]
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", style))
    used = {name for e in page.all for name in classes(e)}
    plain = {"sheet-front", "sheet-upright", "cell", "cell_head"}
    assert set() == used - known - plain


def test_a_word_template_that_lacks_something_is_told_as_for_the_word_draft(tmp_path: Path) -> None:
    from docx import Document

    Document().save(str(tmp_path / "draft.docx"))
    with pytest.raises(CannotRun) as error:
        written("第1章　本文\n文。\n", templates=Templates([tmp_path]))
    assert str(error.value).startswith(f"{tmp_path.as_posix()}/draft.docx: ")


def test_a_style_that_would_fetch_something_is_refused(tmp_path: Path) -> None:
    text = (packaged() / "draft_screen.css").read_text(encoding="utf-8")
    (tmp_path / "draft_screen.css").write_text(text + "\np { background: url(x.png) }", "utf-8")
    with pytest.raises(CannotRun, match="ほかのファイルは使えません"):
        written("第1章　本文\n文。\n", templates=Templates([tmp_path]))


def test_another_reading_stands_beside_its_text_with_its_words() -> None:
    chapters = "第1章　総則\n　文である。\n", "第2章　施策\n［＃施策］\n"
    words = Word("発行は"), Word("年4回", WordMark.GONE), Word("年<6>回", WordMark.NEW)
    page = Page(
        written(
            *chapters,
            beside={
                "text-1-1:text": (Beside("since", "変更", "", words),),
                "measure-6:rationale": (Beside("since", "追加", "理由"),),
            },
        )
    )
    cards = [e for e in page.all if "beside" in classes(e)]
    assert ["変更 発行は年4回年<6>回", "追加 理由"] == [" ".join(c["text"].split()) for c in cards]
    assert [("del", "年4回"), ("ins", "年<6>回")] == [
        (e["tag"], e["text"]) for e in page.all if e["tag"] in ("ins", "del")
    ]
    assert "beside since" not in written(*chapters)
