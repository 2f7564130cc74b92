"""The page for the web in a real browser: typed into, clicked, checked by axe.

Needs Chromium and the packages playwright and axe-playwright-python; without them
these tests are skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import notation
import pytest
from notation import row
from screen import PHONE, WIDE, expect, opened, violations

from guideline_docs.render import html
from guideline_docs.render.templates import Templates
from guideline_docs.views.progress_screen import progress_screen
from guideline_docs.views.progress_table import progress_table

TEMPLATES = Templates()


@pytest.fixture(scope="module")
def address(real_sheet: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    source = notation.source(real_sheet)
    wording = TEMPLATES.wording()
    table = progress_table(notation.guideline(source), notation.diagnostics(source), wording)
    path = tmp_path_factory.mktemp("screen") / "progress-table.html"
    path.write_bytes(html.render(progress_screen(table, wording), TEMPLATES))
    return path.as_uri()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    with opened(browser, address, viewport=WIDE) as page:
        yield page


def numbers(page: Any) -> list[int]:
    """The measures that are seen, in the order they are seen."""
    seen = page.locator("tr.measure:visible").all()
    return [int(row.get_attribute("data-number")) for row in seen]


def status(page: Any, text: str) -> None:
    expect(page.locator(".shown")).to_contain_text(text)


def test_all_are_shown_at_first(page: Any) -> None:
    assert list(range(1, 24)) == numbers(page)
    status(page, "23件すべてを表示しています")


def test_titles_are_broken_between_phrases(page: Any) -> None:
    broken = page.eval_on_selector_all("h1, h2, th, .title", "all => all.map(e => getComputedStyle(e).wordBreak)")
    assert {"auto-phrase"} == set(broken)


def test_words_are_searched_and_the_count_is_told(page: Any) -> None:
    page.get_by_label("言葉で探す").fill("ガイドライン")
    status(page, "23件のうち 3件を表示しています")
    assert [16, 18, 20] == numbers(page)
    assert ["（5）", "（7）"] == [
        text.inner_text()[:3] for text in page.locator("tr.category:visible").all()
    ]
    page.get_by_label("言葉で探す").fill("ガイドライン 市民向け")
    status(page, "1件を表示")
    assert [20] == numbers(page)
    page.get_by_label("言葉で探す").fill("ない言葉")
    status(page, "当てはまる施策はありません")
    assert 0 == page.locator("tr.category:visible").count()


@pytest.mark.parametrize("text", ["ｎｐｏ", "NPO", "npo"])
def test_width_and_case_do_not_matter(page: Any, text: str) -> None:
    page.get_by_label("言葉で探す").fill(text)
    status(page, "23件のうち")
    assert [9, 10, 11, 12, 14, 21] == numbers(page)


def test_filters_work_together(page: Any) -> None:
    page.get_by_label("大項目", exact=True).select_option(label="（3）情報の提供に関すること（7件）")
    status(page, "7件を表示")
    page.get_by_label("施策の実施", exact=True).select_option("未")
    status(page, "3件を表示")
    assert [6, 7, 8] == numbers(page)
    page.get_by_label("重点区分", exact=True).select_option("Ⅱ-イ")
    status(page, "1件を表示")
    assert [8] == numbers(page)
    page.get_by_role("button", name="絞り込みと並べ替えをやめる").click()
    status(page, "23件すべて")
    assert 23 == len(numbers(page))


def test_a_sign_of_the_sheet_is_a_word_and_the_mark_of_a_finding_is_none(page: Any) -> None:
    page.get_by_label("言葉で探す").fill("※12月")
    status(page, "23件のうち 1件を表示しています")
    assert [5] == numbers(page)
    page.get_by_label("言葉で探す").fill("map※")
    status(page, "当てはまる施策はありません")


def test_what_is_no_measure_is_searched_and_keeps_its_place(
    browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = (row(1, status="済"), "覚え書きを残す", "二｜冊子｜【Ⅰ】｜済", row(3, status="一部 済"))
    wording = TEMPLATES.wording()
    table = progress_table(notation.guideline(notation.sheet(*lines)), (), wording, final=True)
    path = tmp_path_factory.mktemp("strays") / "progress-table.html"
    path.write_bytes(html.render(progress_screen(table, wording), TEMPLATES))

    def shown(page: Any) -> list[str]:
        """What is read off at once: rows that move would be read twice one by one."""
        texts = page.locator(".across:visible, .measure:visible").all_inner_texts()
        return [text.split("\t")[0].split("\n")[0].strip() for text in texts]

    with opened(browser, path.as_uri(), viewport=WIDE) as page:
        everything = shown(page)
        assert 4 == len(everything) and "覚え書きを残す" == everything[1]
        page.get_by_role("button", name="施策の実施").click()
        status(page, "施策の実施 の順に並べました")
        assert "覚え書きを残す" == shown(page)[2]
        page.get_by_role("button", name="絞り込みと並べ替えをやめる").click()
        expect(page.locator(".across:visible, .measure:visible")).to_contain_text(everything)
        status(page, "2件すべて")
        assert everything == shown(page)
        page.get_by_label("言葉で探す").fill("覚え書き")
        status(page, "当てはまる施策はありません")
        assert ["覚え書きを残す"] == shown(page)
        page.get_by_label("言葉で探す").fill("")
        page.get_by_label("施策の実施", exact=True).select_option("一部済")
        status(page, "1件を表示")
        assert 1 == len(shown(page))


def test_moves_are_filtered(page: Any) -> None:
    page.get_by_label("第2期案", exact=True).select_option("promotion")
    status(page, "6件を表示")
    assert [6, 7, 8, 9, 16, 23] == numbers(page)


def test_sorting_leaves_the_bands_and_comes_back(page: Any) -> None:
    head = page.get_by_role("columnheader", name="施策の実施")
    head.get_by_role("button").click()
    status(page, "施策の実施 の順に並べました")
    assert "ascending" == head.get_attribute("aria-sort")
    order = numbers(page)
    assert [1, 2, 5, 10, 11, 12, 3, 14, 18, 19, 21] == order[:11]
    assert 0 == page.locator("tr.category:visible").count()
    assert "（1）ア" == page.locator("#measure-1 .path").inner_text()
    head.get_by_role("button").click()
    assert "descending" == head.get_attribute("aria-sort")
    assert [6, 7, 8] == numbers(page)[:3]
    page.get_by_role("columnheader", name="No").get_by_role("button").click()
    assert list(range(1, 24)) == numbers(page)
    assert 7 == page.locator("tr.category:visible").count()


def test_everything_is_done_with_the_keyboard(page: Any) -> None:
    page.keyboard.press("Tab")
    assert "一覧へ進む" == page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash")
    page.keyboard.press("Tab")
    assert "search" == page.evaluate("document.activeElement.id")
    page.keyboard.type("補償")
    status(page, "1件を表示")
    page.keyboard.press("Tab")
    assert "filter-category" == page.evaluate("document.activeElement.id")


def test_a_link_to_a_hidden_measure_shows_it(page: Any) -> None:
    page.get_by_label("言葉で探す").fill("手引き（市民向け）")
    status(page, "1件を表示")
    page.locator("#measure-20 a", has_text="(3)-ア").click()
    expect(page.locator("#subsection-3-1")).to_be_in_viewport()
    status(page, "23件すべて")


def test_a_link_from_outside_leads_to_the_measure(browser: Any, address: str) -> None:
    with opened(browser, f"{address}#measure-17", viewport=WIDE) as page:
        expect(page.locator("#measure-17")).to_be_in_viewport()


def test_without_script_every_measure_is_shown(browser: Any, address: str) -> None:
    with opened(browser, address, java_script_enabled=False) as page:
        assert 23 == page.locator("tr.measure:visible").count()
        assert not page.locator("form.filters").is_visible()
        assert 0 == page.get_by_role("columnheader").get_by_role("button").count()


def test_a_phone_needs_no_sideways_scrolling(browser: Any, address: str) -> None:
    with opened(browser, address, viewport=PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        widths = page.evaluate(
            "[...document.querySelectorAll('.measure td')].map(cell => cell.scrollWidth)"
        )
        assert max(widths) <= 390
        # A card's cells stand below one another, each as wide as the page.
        assert min(widths) > 300


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": WIDE},
        {"viewport": PHONE},
        {"viewport": WIDE, "color_scheme": "dark"},
        {"viewport": WIDE, "forced_colors": "active"},
    ],
    ids=["wide", "phone", "dark", "forced-colors"],
)
def test_axe_finds_no_violation(browser: Any, address: str, options: dict[str, Any]) -> None:
    # The page's own policy keeps every other script out, the checker's too.
    with opened(browser, address, bypass_csp=True, **options) as page:
        assert [] == violations(page)


def test_it_prints_on_paper(browser: Any, address: str, tmp_path: Path) -> None:
    import pypdfium2

    with opened(browser, address, viewport=WIDE) as page:
        page.pdf(path=str(tmp_path / "print.pdf"), prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "print.pdf")
    texts = [one.get_textpage().get_text_bounded() for one in document]
    document.close()
    assert len(texts) < 12
    assert "言葉で探す" not in "".join(texts)
    # The head of the table is repeated.
    assert sum("施策の実施" in text and "理由" in text for text in texts) >= 4
