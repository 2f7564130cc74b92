"""The preview in a real browser: a source is saved, and the page that is read is new.

Needs Chromium and the packages playwright and axe-playwright-python; without them
these tests are skipped.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import notation
import pytest
from notation import row
from served import PATIENCE, Served, served

playwright = pytest.importorskip("playwright.sync_api")

CHAPTER = "sources/draft/02-第1期の総括.txt"
# What is written in the chapter here is not what the project has in it this week.
WRITTEN = """\
第2章　第1期の総括

1　達成状況

　第1期指針に掲げた具体施策の達成状況は、次のとおりである。件数は、進捗状況一覧の各行から数えた。

［＃達成状況］

［＃達成状況のグラフ］

2　第2期での扱い

　第2期での扱いの案は、第5章に示す。第1期との対照は、第7章2に示す。

3　課題

　【要設定】第1期の進捗状況を踏まえ、第2期で取り組む課題をまとめる。
"""
WIDE = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}


def copied(folder: Path) -> Path:
    shutil.copytree("sources", folder / "sources")
    (folder / CHAPTER).write_text(WRITTEN, "utf-8")
    return folder


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The real project in a folder of its own, with a chapter that stays as it is."""
    return copied(tmp_path)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview of one of each: every kind of block, every severity."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "draft").mkdir()
    rows = (
        row(1, title="拠点の確保", tier="Ⅰ", status="済", proposal="I", rationale="Ⅱ-イに降格。"),
        row(2, title="基金の設置", tier="Ⅱ-ア", status="未", results="", proposal="○"),
    )
    (folder / "一覧.txt").write_text(notation.sheet(*rows), "utf-8")
    (folder / "guideline.toml").write_text("[draft]\nwatermark = true\n", "utf-8")
    (folder / "draft" / "1.txt").write_text(
        "第1章　総括\n1　趣旨\n(1)　目的\n　市民との｜協働《きょうどう》は(9)-ヌと施策1による。【要確認】\n・箇条\n※注\n"
        "［＃達成状況］\n［＃達成状況のグラフ］\n［＃施策の体系］\n［＃施策］\n［＃知らない注記］\n",
        "utf-8",
    )
    (folder / "draft" / "2.txt").write_text(
        "第2章　資料\n［＃進捗状況一覧］\n［＃新旧対照表］\n", "utf-8"
    )
    with served(folder) as preview:
        yield preview


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview of the real project, into which nobody writes."""
    with served(copied(tmp_path_factory.mktemp("still"))) as preview:
        yield preview


@pytest.fixture
def running(city: Path) -> Iterator[Served]:
    with served(city) as preview:
        yield preview


def opened(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    """A page that says nothing on its console and asks nothing of anybody else."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    # A server that is stopped is told of by the browser itself.
    assert [] == [text for text in said if "ERR_" not in text]
    home = "/".join(address.split("/")[:3]) + "/"
    assert [] == [url for url in asked if not url.startswith(home)]
    context.close()


@pytest.fixture
def page(browser: Any, running: Served) -> Iterator[Any]:
    yield from opened(browser, f"{running.url}draft", viewport=WIDE)


def expect(one: Any) -> Any:
    return playwright.expect(one)


@pytest.fixture(autouse=True)
def patient() -> None:
    playwright.expect.set_options(timeout=PATIENCE * 1000)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def top_of(page: Any, selector: str) -> float:
    top: float = page.locator(selector).evaluate("one => one.getBoundingClientRect().top")
    return top


def read(page: Any, selector: str) -> None:
    """Scroll until an element stands where one reads."""
    page.locator(selector).evaluate(
        "one => scrollTo({ top: scrollY + one.getBoundingClientRect().top - 120, behavior: 'instant' })"
    )


def test_what_is_saved_is_read_without_touching_the_browser(page: Any, city: Path) -> None:
    rewrite(city / CHAPTER, "次のとおりである。", "次のとおりである。書き直した一文。")
    expect(page.get_by_text("書き直した一文。")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("新しくしました")


@pytest.mark.parametrize("came_to", ["", "#measure-20"])
def test_the_reader_stays_where_he_reads(
    browser: Any, running: Served, city: Path, came_to: str
) -> None:
    for page in opened(browser, f"{running.url}draft{came_to}", viewport=WIDE):
        read(page, "#measure-9")
        before = top_of(page, "#measure-9")
        more = "".join(f"\n　書き足した段落、その{n}。\n" for n in range(30))
        rewrite(city / CHAPTER, "2　第2期での扱い", f"{more}\n2　第2期での扱い")
        expect(page.get_by_text("その29。")).to_be_attached()
        page.wait_for_load_state()
        page.wait_for_timeout(300)
        assert abs(top_of(page, "#measure-9") - before) < 2
        assert page.evaluate("scrollY") > 1000


def test_a_paragraph_that_is_written_over_and_over_stays_where_it_is(page: Any, city: Path) -> None:
    written = page.locator("p.text", has_text="進捗状況一覧の各行から数えた。")
    written.evaluate(
        "one => scrollTo({ top: scrollY + one.getBoundingClientRect().top, behavior: 'instant' })"
    )
    top = "one => one.getBoundingClientRect().top"
    assert abs(written.evaluate(top)) < 2
    for n in range(3):
        rewrite(city / CHAPTER, "次のとおりである。", f"次のとおりである。{n}")
        expect(page.get_by_text(f"次のとおりである。{n}")).to_be_attached()
        page.wait_for_load_state()
        page.wait_for_timeout(300)
        assert abs(written.evaluate(top)) < 2


def test_a_heading_that_changed_its_number_is_still_where_one_reads(page: Any, city: Path) -> None:
    read(page, "#chapter-2-3")
    before = top_of(page, "#chapter-2-3")
    rewrite(city / CHAPTER, "2　第2期での扱い", "2　間に入れた節\n\n　文。\n\n3　第2期での扱い")
    rewrite(city / CHAPTER, "3　課題", "4　課題")
    expect(page.locator("#chapter-2-4")).to_contain_text("課題")
    page.wait_for_function("document.querySelector('.preview-bar p').textContent !== ''")
    assert abs(top_of(page, "#chapter-2-4") - before) < 2


def test_a_new_finding_is_shown_with_its_file_and_line(page: Any, city: Path) -> None:
    rewrite(city / CHAPTER, "次のとおりである。", "次のとおりである。(9)-ヌに示す。")
    finding = page.get_by_role("note").filter(has_text="参照先「(9)-ヌ」がありません")
    expect(finding).to_be_visible()
    expect(finding).to_contain_text("エラー GD401")
    line = next(
        n
        for n, text in enumerate((city / CHAPTER).read_text("utf-8").splitlines(), 1)
        if "(9)-ヌ" in text
    )
    column = (city / CHAPTER).read_text("utf-8").splitlines()[line - 1].index("(9)") + 1
    expect(finding.get_by_role("button")).to_have_text(f"{CHAPTER}:{line}:{column}")
    # Beside its place, not below it.
    place = page.locator(".told", has_text="(9)-ヌ").bounding_box()
    box = finding.bounding_box()
    assert box["x"] > place["x"] + place["width"]
    assert abs(box["y"] - place["y"]) < 60


def test_the_place_is_copied_by_a_click(browser: Any, still: Served) -> None:
    options = {"viewport": WIDE, "permissions": ["clipboard-read", "clipboard-write"]}
    for page in opened(browser, f"{still.url}draft", **options):
        finding = page.get_by_role("note").filter(has_text="sources/phase1-progress.txt:12:81")
        finding.get_by_role("button").click()
        expect(page.get_by_role("status")).to_have_text(
            "写しました sources/phase1-progress.txt:12:81"
        )
        assert "sources/phase1-progress.txt:12:81" == page.evaluate(
            "navigator.clipboard.readText()"
        )


def test_findings_of_the_table_lead_to_their_lines_too(browser: Any, still: Served) -> None:
    for page in opened(browser, f"{still.url}table", viewport=WIDE):
        expect(page.locator("#remark-2 .preview-place")).to_have_text(
            ["sources/phase1-progress.txt:12:81", "sources/phase1-progress.txt:13:73"]
        )


def test_the_overview_leads_to_the_place_in_the_draft(browser: Any, still: Served) -> None:
    for page in opened(browser, still.url, viewport=WIDE):
        entry = page.get_by_role("listitem").filter(has_text="sources/phase1-progress.txt:12:81")
        entry.get_by_role("link", name="素案で見る").click()
        finding = page.get_by_role("note").filter(has_text="sources/phase1-progress.txt:12:81")
        expect(finding).to_be_in_viewport()


def test_the_table_keeps_what_was_searched_for(browser: Any, running: Served, city: Path) -> None:
    for page in opened(browser, f"{running.url}table", viewport=WIDE):
        page.get_by_label("言葉で探す").fill("補償")
        expect(page.locator(".shown")).to_contain_text("23件のうち 1件")
        rewrite(city / "sources" / "phase1-progress.txt", "市民活動補償制度", "市民活動の補償制度")
        expect(page.get_by_text("市民活動の補償制度")).to_be_visible()
        expect(page.locator(".shown")).to_contain_text("23件のうち 1件")
        assert "補償" == page.get_by_label("言葉で探す").input_value()


def test_a_page_that_says_the_same_is_left_alone(browser: Any, running: Served, city: Path) -> None:
    for page in opened(browser, f"{running.url}table", viewport=WIDE):
        page.evaluate("window.untouched = true")
        rewrite(city / CHAPTER, "次のとおりである。", "次のとおりである。一覧には出ない文。")
        running.hear("検査: ")
        rewrite(city / "sources" / "phase1-progress.txt", "市民活動補償制度", "市民活動の補償制度")
        expect(page.get_by_text("市民活動の補償制度")).to_be_visible()
        assert page.evaluate("window.untouched") is None


def test_a_source_that_is_deleted_is_told_and_the_last_good_page_stays(
    page: Any, city: Path
) -> None:
    chapter = city / CHAPTER
    text = chapter.read_bytes()
    chapter.unlink()
    bar = page.get_by_role("status")
    expect(bar).to_contain_text(f"{CHAPTER}: なくなりました。")
    expect(bar).to_contain_text("直るまで、最後にできた頁を表示しています。")
    expect(page.get_by_role("heading", name="第2章")).to_be_attached()
    chapter.write_bytes(text)
    expect(bar).to_have_text("")


def test_it_finds_the_server_again_by_itself(browser: Any, city: Path) -> None:
    with served(city) as first:
        port = first.port
        pages = opened(browser, f"{first.url}draft", viewport=WIDE)
        page = next(pages)
        first.end()
        expect(page.get_by_role("status")).to_contain_text("プレビューが止まっています。")
    rewrite(city / CHAPTER, "次のとおりである。", "次のとおりである。止まっている間に書いた文。")
    with served(city, "--port", str(port)):
        expect(page.get_by_text("止まっている間に書いた文。")).to_be_attached()
        assert [] == list(pages)


def test_a_page_nobody_sees_waits_for_nothing_and_is_new_when_it_is_seen(
    page: Any, city: Path
) -> None:
    hide = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(
        f"Object.defineProperty(document, 'hidden', {{ value: true, configurable: true }}); {hide}"
    )
    rewrite(city / CHAPTER, "次のとおりである。", "次のとおりである。見えない間の文。")
    page.wait_for_timeout(1000)
    assert 0 == page.get_by_text("見えない間の文。").count()
    page.evaluate(f"delete document.hidden; {hide}")
    expect(page.get_by_text("見えない間の文。")).to_be_attached()


def test_without_script_every_page_is_read(browser: Any, still: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("", "draft", "table"):
        page.goto(still.url + path)
        assert page.get_by_text("sources/phase1-progress.txt:12:81").count() or path == "table"
        assert page.get_by_role("heading", level=1).is_visible()
    context.close()


@pytest.mark.parametrize("path", ["", "draft"])
def test_no_width_needs_sideways_scrolling(browser: Any, still: Served, path: str) -> None:
    for page in opened(browser, still.url + path):
        for width in (320, 390, 834, 1024, 1200, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("draft", {"viewport": WIDE}),
        ("draft", {"viewport": PHONE}),
        ("draft", {"viewport": WIDE, "color_scheme": "dark"}),
        ("draft", {"viewport": WIDE, "forced_colors": "active"}),
        ("", {"viewport": WIDE}),
        ("", {"viewport": PHONE, "color_scheme": "dark"}),
        ("table", {"viewport": WIDE}),
    ],
    ids=[
        "draft",
        "draft-phone",
        "draft-dark",
        "draft-forced",
        "overview",
        "overview-dark",
        "table",
    ],
)
def test_axe_finds_no_violation(
    browser: Any, small: Served, path: str, options: dict[str, Any]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    # The page's own policy keeps every other script out, the checker's too.
    for page in opened(browser, small.url + path, bypass_csp=True, **options):
        expect(page.locator(".preview-bar")).to_be_visible()
        found = axe.Axe().run(
            page,
            options={
                "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
            },
        )
        told = [
            (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in found.response["violations"]
        ]
        assert [] == told
        assert len(found.response["passes"]) > 20


def test_it_prints_as_paper(browser: Any, still: Served, tmp_path: Path) -> None:
    import pypdfium2

    for page in opened(browser, f"{still.url}draft", viewport=WIDE):
        page.pdf(path=str(tmp_path / "print.pdf"), prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "print.pdf")
    sizes = {tuple(round(side) for side in one.get_size()) for one in document}
    texts = [one.get_textpage().get_text_bounded() for one in document]
    document.close()
    assert {(595, 842), (842, 595)} == sizes
    assert len(texts) < 40
    assert not re.search("プレビュー|先頭へ戻る", "".join(texts))
    # Each in the 目次 and at the head of a page of its own.
    for number in range(1, 8):
        assert 2 == sum(bool(re.search(f"(?m)^第{number}章 ", text)) for text in texts)
