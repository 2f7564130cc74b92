"""The preview in a real browser: a source is saved, and the page that is read is new.

Needs Chromium and the packages playwright and axe-playwright-python; without them
these tests are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import notation
import program
import pytest
from notation import row
from program import rewrite, save
from screen import PHONE, WIDE, expect, opened, violations
from served import Served, reserved_port, served

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


def copied(folder: Path) -> Path:
    program.copied(folder)
    save(folder / CHAPTER, WRITTEN)
    return folder


@pytest.fixture
def city(city: Path) -> Path:
    """With a chapter that stays as it is."""
    save(city / CHAPTER, WRITTEN)
    return city


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview of one of each: every kind of block, every severity, every kind of change."""
    folder = tmp_path_factory.mktemp("small")
    before = tmp_path_factory.mktemp("before") / "一覧.txt"
    was = (
        row(3, title="相談の窓口", tier="Ⅰ", status="済", proposal="Ⅰ"),
        row(1, title="拠点の確保", tier="Ⅱ-ア", status="未", proposal="I", rationale="続ける。"),
    )
    before.write_text(notation.sheet(*was), "utf-8")
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
    with served(folder, "--since", str(before)) as preview:
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


def shown(
    browser: Any, preview: Served, path: str, *, viewport: Any = WIDE, **options: Any
) -> AbstractContextManager[Any]:
    """A page of a preview, which asks nobody else."""
    return opened(browser, preview.at(path), preview.url, viewport=viewport, **options)


@pytest.fixture
def page(browser: Any, running: Served) -> Iterator[Any]:
    with shown(browser, running, "draft") as page:
        yield page


def top_of(page: Any, selector: str) -> float:
    top: float = page.locator(selector).evaluate("one => one.getBoundingClientRect().top")
    return top


def read(page: Any, selector: str) -> None:
    """Scroll until an element stands where one reads."""
    page.locator(selector).evaluate(
        "one => scrollTo({ top: scrollY + one.getBoundingClientRect().top - 120, behavior: 'instant' })"
    )


def settled(page: Any) -> None:
    """Until the new page stands where it is going to stay."""
    expect(page.get_by_role("status")).to_have_text("新しくしました")
    page.wait_for_load_state()
    # A timer of the page's own, set when it was loaded, and what is drawn for it.
    page.evaluate(
        "new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))))"
    )


def test_what_is_saved_is_read_without_touching_the_browser(page: Any, city: Path) -> None:
    rewrite(city / CHAPTER, "次のとおりである。", "次のとおりである。書き直した一文。")
    expect(page.get_by_text("書き直した一文。")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("新しくしました")


@pytest.mark.parametrize("came_to", ["", "#measure-20"])
def test_the_reader_stays_where_he_reads(
    browser: Any, running: Served, city: Path, came_to: str
) -> None:
    with shown(browser, running, f"draft{came_to}") as page:
        read(page, "#measure-9")
        before = top_of(page, "#measure-9")
        more = "".join(f"\n　書き足した段落、その{n}。\n" for n in range(30))
        rewrite(city / CHAPTER, "2　第2期での扱い", f"{more}\n2　第2期での扱い")
        expect(page.get_by_text("その29。")).to_be_attached()
        settled(page)
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
        settled(page)
        assert abs(written.evaluate(top)) < 2


def test_a_heading_that_changed_its_number_is_still_where_one_reads(page: Any, city: Path) -> None:
    read(page, "#chapter-2-3")
    before = top_of(page, "#chapter-2-3")
    more = WRITTEN.replace("3　課題", "4　課題")
    save(city / CHAPTER, more.replace("2　第", "2　間に入れた節\n\n　文。\n\n3　第"))
    expect(page.locator("#chapter-2-4")).to_contain_text("課題")
    settled(page)
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
    permissions = ["clipboard-read", "clipboard-write"]
    with shown(browser, still, "draft", permissions=permissions) as page:
        finding = page.get_by_role("note").filter(has_text="sources/phase1-progress.txt:12:81")
        finding.get_by_role("button").click()
        expect(page.get_by_role("status")).to_have_text(
            "写しました sources/phase1-progress.txt:12:81"
        )
        assert "sources/phase1-progress.txt:12:81" == page.evaluate(
            "navigator.clipboard.readText()"
        )


def test_findings_of_the_table_lead_to_their_lines_too(browser: Any, still: Served) -> None:
    with shown(browser, still, "table") as page:
        expect(page.locator("#remark-2 .preview-place")).to_have_text(
            ["sources/phase1-progress.txt:12:81", "sources/phase1-progress.txt:13:73"]
        )


def test_the_overview_leads_to_the_place_in_the_draft(browser: Any, still: Served) -> None:
    with shown(browser, still, "") as page:
        entry = page.get_by_role("listitem").filter(has_text="sources/phase1-progress.txt:12:81")
        entry.get_by_role("link", name="素案で見る").click()
        finding = page.get_by_role("note").filter(has_text="sources/phase1-progress.txt:12:81")
        expect(finding).to_be_in_viewport()


def test_the_table_keeps_what_was_searched_for(browser: Any, running: Served, city: Path) -> None:
    with shown(browser, running, "table") as page:
        page.get_by_label("言葉で探す").fill("補償")
        expect(page.locator(".shown")).to_contain_text("23件のうち 1件")
        rewrite(city / "sources" / "phase1-progress.txt", "市民活動補償制度", "市民活動の補償制度")
        expect(page.get_by_text("市民活動の補償制度")).to_be_visible()
        expect(page.locator(".shown")).to_contain_text("23件のうち 1件")
        assert "補償" == page.get_by_label("言葉で探す").input_value()


def test_a_page_that_says_the_same_is_left_alone(browser: Any, running: Served, city: Path) -> None:
    with shown(browser, running, "table") as page:
        page.evaluate("window.untouched = true")
        rewrite(city / CHAPTER, "次のとおりである。", "次のとおりである。一覧には出ない文。")
        running.hear("検査: ")
        assert "一覧には出ない文。" in page.evaluate("fetch('/draft').then(answer => answer.text())")
        assert page.evaluate("window.untouched")
        rewrite(city / "sources" / "phase1-progress.txt", "市民活動補償制度", "市民活動の補償制度")
        expect(page.get_by_text("市民活動の補償制度")).to_be_visible()
        assert page.evaluate("window.untouched") is None


def test_a_source_that_is_deleted_is_told_and_the_last_good_page_stays(
    page: Any, city: Path
) -> None:
    chapter = city / CHAPTER
    chapter.unlink()
    bar = page.get_by_role("status")
    expect(bar).to_contain_text(f"{CHAPTER}: なくなりました。")
    expect(bar).to_contain_text("直るまで、最後にできた頁を表示しています。")
    expect(page.get_by_role("heading", name="第2章")).to_be_attached()
    save(chapter, WRITTEN)
    expect(bar).to_have_text("")


def test_it_finds_the_server_again_by_itself(browser: Any, city: Path) -> None:
    with reserved_port() as port, served(city, port=port) as first:
        with shown(browser, first, "draft") as page:
            first.end()
            expect(page.get_by_role("status")).to_contain_text("プレビューが止まっています。")
            rewrite(city / CHAPTER, "次のとおりである。", "次のとおりである。止まっている間に書いた文。")
            with served(city, port=port):
                expect(page.get_by_text("止まっている間に書いた文。")).to_be_attached()


def test_a_page_nobody_sees_waits_for_nothing_and_is_new_when_it_is_seen(
    page: Any, running: Served, city: Path
) -> None:
    hide = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(
        f"Object.defineProperty(document, 'hidden', {{ value: true, configurable: true }}); {hide}"
    )
    rewrite(city / CHAPTER, "次のとおりである。", "次のとおりである。見えない間の文。")
    # The server tells who listens and then the terminal; the answer comes behind that.
    running.hear("検査: ")
    assert "見えない間の文。" in page.evaluate("fetch('/draft').then(answer => answer.text())")
    assert 0 == page.get_by_text("見えない間の文。").count()
    page.evaluate(f"delete document.hidden; {hide}")
    expect(page.get_by_text("見えない間の文。")).to_be_attached()


def test_without_script_every_page_is_read(browser: Any, still: Served) -> None:
    for path in ("", "draft", "table"):
        with shown(browser, still, path, java_script_enabled=False) as page:
            assert page.get_by_text("sources/phase1-progress.txt:12:81").count() or path == "table"
            assert page.get_by_role("heading", level=1).is_visible()


@pytest.mark.parametrize("path", ["", "draft"])
def test_no_width_needs_sideways_scrolling(browser: Any, still: Served, path: str) -> None:
    with shown(browser, still, path) as page:
        for width in (320, 390, 834, 1024, 1200, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("draft", {}),
        ("draft", {"viewport": PHONE}),
        ("draft", {"color_scheme": "dark"}),
        ("draft", {"forced_colors": "active"}),
        ("", {}),
        ("", {"viewport": PHONE, "color_scheme": "dark"}),
        ("table", {}),
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
    # The page's own policy keeps every other script out, the checker's too.
    with shown(browser, small, path, bypass_csp=True, **options) as page:
        expect(page.locator(".preview-bar")).to_be_visible()
        assert page.locator("del, ins").count()
        assert [] == violations(page)


def test_it_prints_as_paper(browser: Any, still: Served, tmp_path: Path) -> None:
    import pypdfium2

    with shown(browser, still, "draft") as page:
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
