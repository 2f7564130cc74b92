"""The preview that an editor begins: seen by a plain client and a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from lspclient import Client
from program import copied
from screen import WIDE, expect, opened

CHAPTER = "sources/draft/02-第1期の総括.txt"
SHEET = "sources/phase1-progress.txt"
SHOWS = {"window": {"showDocument": {"support": True}}}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("city").resolve())


@pytest.fixture(scope="module")
def client(city: Path) -> Iterator[Client]:
    with Client(city, **SHOWS) as made:
        made.initialize()
        yield made
        assert 0 == made.end()


def begun(client: Client, *arguments: str) -> str:
    """The address of the preview, as the client is asked to open it."""
    command = {"command": "guideline-docs.preview", "arguments": [*arguments]}
    url: str = client.request("workspace/executeCommand", command)
    assert {"uri": url, "external": True, "takeFocus": True} == shown(client)
    return url


def shown(client: Client) -> dict[str, Any]:
    """What the client is asked to show next."""
    asked = client.wait(lambda message: message.get("method") == "window/showDocument")
    client.raw(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": {"success": True}}).encode())
    params: dict[str, Any] = asked["params"]
    return params


@pytest.fixture
def page(client: Client, browser: Any) -> Iterator[Any]:
    base, _, token = begun(client).partition("?")
    address = f"{base}draft?{token}"
    there = build_opener(HTTPCookieProcessor())
    while True:
        try:
            there.open(address)
            break
        except HTTPError as error:
            # So long as no page is there it says that they are being made.
            assert 503 == error.code
    with opened(browser, address, base, viewport=WIDE) as page:
        yield page


def place(text: str, words: str) -> dict[str, int]:
    before = text[: text.index(words)]
    last = before.rpartition("\n")[2]
    return {"line": before.count("\n"), "character": len(last.encode("utf-16-le")) // 2}


def highlighted(client: Client, uri: str, text: str, words: str) -> None:
    client.request(
        "textDocument/documentHighlight",
        {"textDocument": {"uri": uri}, "position": place(text, words)},
    )


def test_a_click_has_the_client_show_the_place(client: Client, page: Any, city: Path) -> None:
    words = "管理職・若手職員へ研修を実施"
    cell = page.locator("[data-place]").filter(has_text=words).first
    cell.click()
    where = place((city / SHEET).read_text("utf-8"), words)
    assert {
        "uri": (city / SHEET).as_uri(),
        "takeFocus": True,
        "selection": {"start": where, "end": where},
    } == shown(client)


def test_positions_of_a_click_are_those_of_the_client(client: Client, page: Any, city: Path) -> None:
    text = (city / SHEET).read_text("utf-8").replace("協働研修の実施", "𠮷𠮷協働研修の実施")
    uri = client.open(city / SHEET, text)
    expect(page.get_by_text("𠮷𠮷協働研修の実施").first).to_be_attached()
    page.locator("[data-place]").filter(has_text="管理職・若手職員へ研修を実施").first.click()
    where = place(text, "管理職・若手職員へ研修を実施")
    assert {"start": where, "end": where} == shown(client)["selection"]
    client.close(uri)


def test_the_page_is_where_the_cursor_is_and_says_what_is_not_saved(
    client: Client, page: Any, city: Path
) -> None:
    sheet, chapter = city / SHEET, city / CHAPTER
    text = sheet.read_text("utf-8")
    uri = client.open(sheet)
    expect(page.locator("#chapter-1")).to_be_attached()
    highlighted(client, uri, text, "管理職・若手職員へ研修を実施")
    expect(page.locator(".preview-here")).to_contain_text("管理職・若手職員へ研修を実施")
    expect(page.locator(".preview-here")).to_be_in_viewport()

    written = chapter.read_text("utf-8") + "\n　まだ保存していない文。\n"
    other = client.open(chapter, written)
    expect(page.get_by_text("まだ保存していない文。")).to_be_attached()
    command = {"command": "guideline-docs.reveal", "arguments": [other, place(written, "まだ保存")]}
    client.request("workspace/executeCommand", command)
    expect(page.locator(".preview-here")).to_contain_text("まだ保存していない文。")
    expect(page.locator(".preview-here")).to_be_in_viewport()
    assert "まだ保存していない文。" not in chapter.read_text("utf-8")
    client.close(other)
    client.close(uri)


def test_a_broken_setting_is_told_on_the_page(client: Client, page: Any, city: Path) -> None:
    settings = city / "sources/guideline.toml"
    uri = client.open(settings, "[papre]\n")
    expect(page.get_by_role("status")).to_contain_text("「papre」は知らない項目です")
    expect(page.locator("#chapter-1")).to_be_attached()
    client.close(uri)
    expect(page.get_by_role("status")).not_to_contain_text("知らない項目です")


def test_it_is_begun_once(client: Client, city: Path) -> None:
    one = begun(client)
    assert one == begun(client, (city / SHEET).as_uri())


def test_a_client_that_cannot_show_it_is_told_the_address(city: Path) -> None:
    with Client(city) as client:
        client.initialize()
        url = client.request(
            "workspace/executeCommand", {"command": "guideline-docs.preview", "arguments": []}
        )
        said = client.wait(lambda message: message.get("method") == "window/showMessage")
        assert f"プレビュー: {url}" == said["params"]["message"]


def test_without_a_project_that_is_said(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        client.initialize()
        asked = client.ask("workspace/executeCommand", {"command": "guideline-docs.preview"})
        assert "プレビューする案件がありません。原稿を開いてから動かしてください" == (
            client.answer(asked)["error"]["message"]
        )
