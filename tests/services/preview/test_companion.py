"""A preview beside an editor: a click opens a place there, and its cursor moves the page."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

import pytest
from program import PATIENCE, copied
from screen import WIDE, expect, opened, violations

from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.services.preview.companion import Companion
from guideline_docs.services.preview.ways import Way, Ways
from guideline_docs.source.text import read
from guideline_docs.views.leads import Leads
from guideline_docs.views.text import SourcePlace
from guideline_docs.workspace import Workspace

CHAPTER = Path("sources/draft/01-策定に当たって.txt")
SHEET = Path("sources/phase1-progress.txt")


class Beside:
    """A companion with what it had opened, over a project of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = Workspace(str(folder / "sources"))
        self.opened: SimpleQueue[Way] = SimpleQueue()
        self.companion = Companion(self.opened.put, quiet=0)

    def show(self) -> Snapshot:
        snapshot = self.workspace.snapshot()
        self.companion.show(snapshot)
        return snapshot

    def place(self, file: Path, words: str) -> Way:
        """Where words stand in a file of the project."""
        source = read(self.folder / file)
        return Way(self.folder / file, *source.span(source.text.index(words), 0).position)

    def asked(self) -> Way:
        way = self.opened.get(timeout=PATIENCE)
        return way._replace(file=way.file.resolve())


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside]:
    made = Beside(copied(tmp_path_factory.mktemp("city").resolve()))
    made.show()
    # So long as no page is there it says that they are being made.
    while posted(made, "", "/draft", "GET")[0] == 503:
        pass
    yield made
    made.companion.close()


@pytest.fixture
def page(beside: Beside, browser: Any) -> Iterator[Any]:
    """The draft, once it is there."""
    url = beside.companion.url
    base, _, token = url.partition("?")
    with opened(browser, f"{base}draft?{token}", base, viewport=WIDE) as page:
        expect(page.locator(".preview-bar")).to_be_visible()
        yield page


def of_table(page: Any) -> Any:
    page.locator(".preview-bar").get_by_role("link", name="一覧").click()
    expect(page.locator("#measure-1")).to_be_visible()
    return page


# --- from the page to the editor --------------------------------------------------------


def test_a_paragraph_opens_where_it_is_written(beside: Beside, page: Any) -> None:
    written = (beside.folder / CHAPTER).read_text("utf-8")
    words = next(line for line in written.split("\n") if line.startswith("　"))[1:16]
    paragraph = page.locator("p.text").first
    expect(paragraph).to_contain_text(words[:4])
    paragraph.click(position={"x": 5, "y": 5})
    way = beside.asked()
    assert beside.place(CHAPTER, words) == way
    # Its number of the line does the same.
    paragraph.locator("xpath=..").locator(".origin button").click()
    assert way == beside.asked()


def test_a_heading_and_a_cell_of_the_draft_open_their_places(beside: Beside, page: Any) -> None:
    page.locator("#chapter-2 .words").click()
    assert ("02-第1期の総括.txt", 1) == (lambda way: (way.file.name, way.line))(beside.asked())
    cell = page.locator("[data-place]").filter(has_text="管理職・若手職員へ研修を実施").first
    cell.click()
    assert beside.place(SHEET, "管理職・若手職員へ研修を実施") == beside.asked()


def test_a_cell_of_the_table_opens_its_place(beside: Beside, page: Any) -> None:
    of_table(page).locator("#measure-19 td").filter(has_text="管理職・若手職員へ研修を実施").click()
    assert beside.place(SHEET, "管理職・若手職員へ研修を実施") == beside.asked()
    page.locator("tr.category th").first.click()
    assert 10 == beside.asked().line


def test_a_finding_opens_its_place(beside: Beside, page: Any) -> None:
    page.get_by_role("note").get_by_role("button").first.click()
    assert beside.asked().file.is_file()


def test_links_and_marked_words_open_nothing(beside: Beside, page: Any) -> None:
    page.locator(".contents-list a").first.click()
    of_table(page).locator("#measure-19 th a").click()
    page.locator("#measure-19 td.title").select_text()
    page.locator("#measure-19 td.title").dispatch_event("click")
    page.locator("#measure-2 td.title").click()
    assert beside.place(SHEET, "2\t").line == beside.asked().line
    assert beside.opened.empty()


# --- from the editor to the page --------------------------------------------------------


def test_the_page_goes_where_the_cursor_is(beside: Beside, page: Any) -> None:
    words = "管理職・若手職員へ研修を実施"
    beside.companion.reveal(*beside.place(SHEET, words))
    expect(page.locator(".preview-here")).to_contain_text(words)
    expect(page.locator(".preview-here")).to_be_in_viewport()
    beside.companion.reveal(beside.folder / CHAPTER, 1, 1)
    expect(page.locator("h2.preview-here, .preview-here h2").first).to_contain_text("第1章")
    expect(page.locator(".preview-here")).to_be_in_viewport()
    assert 1 == page.locator(".preview-here").count()


def test_a_cell_that_is_not_on_the_page_is_where_its_row_is(beside: Beside, page: Any) -> None:
    """The tiers of a measure are told in a line of their own."""
    line = beside.place(SHEET, "管理職・若手職員へ研修を実施").line
    text = read(beside.folder / SHEET).line_text(line)
    beside.companion.reveal(beside.folder / SHEET, line, text.index("【Ⅱ-イ】") + 1)
    expect(page.locator(".preview-here")).to_contain_text("協働研修の実施")
    expect(page.locator(".preview-here")).to_be_in_viewport()


def test_the_table_follows_too_and_another_page_is_where_the_cursor_was(
    beside: Beside, page: Any
) -> None:
    beside.companion.reveal(*beside.place(SHEET, "管理職・若手職員へ研修を実施"))
    expect(of_table(page).locator("#measure-19 td.preview-here")).to_be_in_viewport()
    beside.companion.reveal(beside.folder / SHEET, beside.place(SHEET, "3\t").line, 1)
    expect(page.locator("tr.preview-here")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["draft", "table"])
def test_axe_finds_no_violation_where_the_cursor_is(
    beside: Beside, browser: Any, path: str
) -> None:
    base, _, token = beside.companion.url.partition("?")
    address = f"{base}{path}?{token}"
    with opened(browser, address, base, viewport=WIDE, bypass_csp=True) as page:
        beside.companion.reveal(*beside.place(SHEET, "管理職・若手職員へ研修を実施"))
        expect(page.locator(".preview-here")).to_be_visible()
        assert [] == violations(page)


def test_what_is_not_saved_is_shown(beside: Beside, page: Any) -> None:
    file = beside.folder / CHAPTER
    beside.workspace.overlay(file, file.read_text("utf-8") + "\n　まだ保存していない文。\n")
    try:
        beside.show()
        expect(page.get_by_text("まだ保存していない文。")).to_be_attached()
        page.get_by_text("まだ保存していない文。").click()
        line = beside.workspace.snapshot().guideline.chapters[0].source.line_count
        assert Way(file, line, 2) == beside.asked()
    finally:
        beside.workspace.overlay(file, None)
        beside.show()


def test_what_cannot_be_read_is_told_while_pages_are_made_and_afterwards(
    beside: Beside, page: Any
) -> None:
    file = beside.folder / CHAPTER
    beside.workspace.overlay(file, file.read_text("utf-8") + "\n　その前の文。\n")
    try:
        beside.show()
        beside.companion.keep("sources/guideline.toml:1: 知らない項目です")
        expect(page.get_by_text("その前の文。")).to_be_attached()
        expect(page.get_by_role("status")).to_contain_text("知らない項目です")
    finally:
        beside.workspace.overlay(file, None)
        beside.show()
    expect(page.get_by_text("その前の文。")).not_to_be_attached()
    expect(page.get_by_role("status")).not_to_contain_text("知らない項目です")


# --- who may -------------------------------------------------------------------------------


def sent(beside: Beside, request: str, body: bytes = b"") -> tuple[int, str]:
    """Status and whole text of the answer to a raw request."""
    host = urlsplit(beside.companion.url).netloc
    with socket.create_connection(("127.0.0.1", int(host.partition(":")[2])), PATIENCE) as one:
        one.sendall(request.encode() + body)
        answer = b"".join(iter(lambda: one.recv(65536), b"")).decode()
    return int(answer.split()[1]), answer


def posted(beside: Beside, body: str, path: str = "/open", method: str = "POST", **changed: str) -> tuple[int, str]:
    """The answer to what opens a place, asked as a page does but for what is changed."""
    address = urlsplit(beside.companion.url)
    host, data = address.netloc, body.encode()
    _, let_in = sent(beside, f"GET /?{address.query} HTTP/1.1\r\nHost: {host}\r\n\r\n")
    (cookie,) = re.findall("Set-Cookie: (.*?);", let_in)
    headers = {
        "Host": host,
        "Origin": f"http://{host}",
        "Sec-Fetch-Site": "same-origin",
        "Cookie": cookie,
        "Content-Length": str(len(data)),
        "Connection": "close",
    }
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    lines = [f"{name}: {value}" for name, value in headers.items() if value]
    return sent(beside, "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]), data)


@pytest.fixture(scope="module")
def name(beside: Beside) -> str:
    """What a page calls one of its places."""
    found = re.search('data-place="(.+?)"', posted(beside, "", "/draft", "GET")[1])
    assert found
    return found[1]


def test_only_what_the_pages_name_is_opened(beside: Beside, name: str) -> None:
    assert 204 == posted(beside, name)[0]
    beside.asked()
    path, line, _ = name.rsplit(":", 2)
    for other in (f"{path}:{line}:999", f"{path}:1:1x", "/etc/passwd:1:1", "../" + name, "", "\0"):
        assert 404 == posted(beside, other)[0]
    assert 404 == posted(beside, "x" * 9000)[0]
    assert 404 == posted(beside, name, path="/")[0]
    assert 404 == posted(beside, name, Content_Length="")[0]
    assert beside.opened.empty()


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Origin", "http://evil.example", 403),
        ("Origin", "null", 403),
        ("Origin", "", 403),
        ("Sec_Fetch_Site", "cross-site", 403),
        ("Sec_Fetch_Site", "same-site", 403),
        ("Sec_Fetch_Site", "none", 403),
        ("Cookie", "", 403),
        ("Cookie", "guideline-docs-1=x", 403),
        ("Host", "evil.example", 421),
    ],
)
def test_only_a_page_of_ours_opens_anything(
    beside: Beside, name: str, header: str, value: str, status: int
) -> None:
    assert status == posted(beside, name, **{header: value})[0]
    assert beside.opened.empty()


# --- where a place is ----------------------------------------------------------------------


def test_a_cursor_is_where_something_begins_last_or_in_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x", "utf-8")
    leads = Leads({"a.txt": file})
    names = [leads.lead(SourcePlace("a.txt", *at)).text for at in ((2, 3), (2, 9), (5, 1))]
    ways = Ways(leads, {"/": names, "/other": []})
    expected = {(1, 1): None, (2, 1): "a.txt:2:3", (2, 4): "a.txt:2:3", (2, 9): "a.txt:2:9"}
    expected |= {(3, 1): "a.txt:2:9", (5, 1): "a.txt:5:1", (9, 9): "a.txt:5:1"}
    assert expected == {at: ways.around(Way(file, *at)).get("/") for at in expected}
    assert {} == ways.around(Way(tmp_path / "b.txt", 2, 3))
    assert (Way(file, 2, 3), None) == (ways.to("a.txt:2:3"), ways.to("a.txt:2:4"))
