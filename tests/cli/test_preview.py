"""``preview`` as a process: who is answered, and what stays when something goes wrong."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from handcase import by_hand
from program import PATIENCE, Program, copied, rewrite, save, until
from returncase import opened, sent
from served import Served, served

from guideline_docs.services.preview import server
from guideline_docs.services.preview.showcase import Showcase

CHAPTER = "sources/draft/01-策定に当たって.txt"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project; nobody writes into it."""
    return copied(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def running(town: Path) -> Iterator[Served]:
    with served(town) as preview:
        yield preview


def comes(preview: Served, path: str, text: str) -> str:
    """The page once it says something."""
    until(lambda: text in preview.ask(path)[2], f"{path} says {text}")
    return preview.ask(path)[2]


def refused(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit status and what was said of a preview that cannot start."""
    preview = Program(folder, "preview", *arguments)
    return preview.process.wait(PATIENCE), "".join(f"{line}\n" for line in preview.rest())


# --- what is served -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", "理由に「Ⅲに降格」とありますが、2期案は「Ⅱ-イ」です"),
        ("/", "sources/phase1-progress.txt:12:81"),
        ("/draft", "第1章"),
        ("/draft?再読み込み", "第1章"),
        ("/table", "進捗状況一覧"),
    ],
)
def test_pages_are_served_whole_and_to_be_kept_by_nobody(
    running: Served, path: str, says: str
) -> None:
    status, headers, page = running.ask(path)
    assert 200 == status
    assert says in page
    assert str(len(page.encode())) == headers["content-length"]
    assert {
        "cache-control": "no-store",
        "content-security-policy": "frame-ancestors 'none'",
        "content-type": "text/html; charset=utf-8",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "server": "guideline-docs",
        "x-content-type-options": "nosniff",
        "x-frame-options": "deny",
    }.items() <= headers.items()
    assert not [name for name in headers if name.startswith("access-control-")]


def test_head_tells_all_but_the_page(running: Served) -> None:
    status, headers, page = running.ask("/draft", method="HEAD")
    assert (200, "") == (status, page)
    assert int(headers["content-length"]) > 100_000


def test_it_calls_itself_localhost_too(running: Served) -> None:
    status, _, _ = running.ask(host=f"localhost:{running.port}")
    assert 200 == status


def test_it_listens_on_one_address_only(running: Served) -> None:
    """Another address of the same machine is another door: it would be open on 0.0.0.0."""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", running.port), PATIENCE).close()
    socket.create_connection(("127.0.0.1", running.port), PATIENCE).close()


# --- what is not --------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost:{port}.evil.example",
        "[::1]:{port}",
        "0.0.0.0:{port}",
    ],
)
@pytest.mark.parametrize("path", ["/", "/draft", "/events", "/nothing"])
def test_any_other_name_of_the_machine_is_refused(running: Served, host: str, path: str) -> None:
    status, headers, text = running.ask(path, host=host.format(port=running.port))
    assert (421, "この名前では応えません\n") == (status, text)
    assert "text/plain; charset=utf-8" == headers["content-type"]


def test_a_request_without_a_name_or_with_two_is_refused(running: Served) -> None:
    own = f"127.0.0.1:{running.port}"
    assert 421 == running.send(b"GET / HTTP/1.0\r\n\r\n")[0]
    assert 421 == running.ask("/", Host="evil.example")[0]
    known = f"GET / HTTP/1.0\r\nHost: {own}\r\nCookie: {running.cookie}\r\n\r\n"
    assert 200 == running.send(known.encode())[0]


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "X"]
)
def test_nothing_but_reading_is_possible(running: Served, method: str) -> None:
    status, headers, text = running.ask("/draft", method=method)
    assert (405, "get, head", "読むことしかできません\n") == (status, headers["allow"], text)


@pytest.mark.parametrize(
    "path",
    [
        "/../sources/guideline.toml",
        "/sources/guideline.toml",
        "/draft/../../etc/passwd",
        "/%2e%2e/sources/guideline.toml",
        "/draft/",
        "/DRAFT",
        "/preview.js",
        "http://evil.example/draft",
        "*",
    ],
)
def test_no_other_path_leads_anywhere(running: Served, path: str) -> None:
    status, _, text = running.ask(path)
    assert (404, "この頁はありません\n") == (status, text)


@pytest.mark.parametrize("path", ["/", "/draft", "/events"])
def test_pages_of_other_origins_read_nothing(running: Served, path: str) -> None:
    own = f"http://127.0.0.1:{running.port}"
    assert 403 == running.ask(path, Origin="http://evil.example")[0]
    assert 403 == running.ask(path, Origin="null")[0]
    assert 403 == running.ask(path, Origin=own.replace("127.0.0.1", "localhost"))[0]
    assert 403 == running.ask(path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0]
    assert 403 == running.ask(path, Sec_Fetch_Site="same-site", Sec_Fetch_Mode="cors")[0]
    assert 200 == running.ask(path, method="HEAD", Origin=own, Sec_Fetch_Site="same-origin")[0]


def test_a_link_elsewhere_may_lead_here(running: Served) -> None:
    assert 200 == running.ask("/draft", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0]


def test_what_is_no_request_is_refused_in_one_line(running: Served) -> None:
    status, _, text = running.send(b"GET /<b>nonsense</b> here HTTP/1.1\r\n\r\n")
    assert (400, "Bad Request\n") == (status, text)


# --- who has no key -----------------------------------------------------------------

KEYLESS = (
    "このプレビューは、動かした人だけが見られます。"
    "動かした画面に表示されたアドレス（?token= の付いたもの）を開いてください\n"
)


@pytest.mark.parametrize(
    "path", ["/", "/draft", "/table", "/events", "/favicon.ico", "/nothing", "/?token=", "/?token=x"]
)
@pytest.mark.parametrize("cookie", ["", "guideline-docs-{port}=", "guideline-docs-{port}=x", "a=b"])
def test_without_the_key_nothing_is_shown(running: Served, path: str, cookie: str) -> None:
    status, headers, text = running.ask(path, Cookie=cookie.format(port=running.port))
    assert (403, KEYLESS) == (status, text)
    assert "set-cookie" not in headers
    assert 403 == running.ask(path, method="HEAD", Cookie="")[0]


@pytest.mark.parametrize("path", ["/", "/draft", "/table"])
def test_the_token_is_traded_for_a_cookie(running: Served, path: str) -> None:
    token = running.address.partition("?")[2]
    status, headers, text = running.ask(f"{path}?{token}", Cookie="")
    assert (303, path, "", "no-referrer") == (
        status,
        headers["location"],
        text,
        headers["referrer-policy"],
    )
    name, _, flags = headers["set-cookie"].partition("=")
    assert f"guideline-docs-{running.port}" == name
    assert flags.endswith("; Path=/; HttpOnly; SameSite=Strict")
    assert 200 == running.ask(path, Cookie=headers["set-cookie"].partition(";")[0])[0]


def test_the_token_leads_nowhere_else(running: Served) -> None:
    token = running.address.partition("?")[2]
    for path in ("//evil.example/", "http://evil.example/", "///evil.example"):
        location = running.ask(f"{path}?{token}", Cookie="")[1]["location"]
        assert location.startswith("/") and not location.startswith("//")


def test_from_a_page_of_another_site_the_token_opens_the_page_at_once(running: Served) -> None:
    """A terminal in a browser: a cookie that is given on the way would be held back."""
    token = running.address.partition("?")[2]
    headers = {"Cookie": "", "Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    status, answered, page = running.ask(f"/draft?{token}", **headers)
    assert 200 == status
    assert "第1章" in page
    assert "set-cookie" in answered


def test_the_token_is_in_no_page_and_said_once(running: Served) -> None:
    token = running.address.partition("token=")[2]
    assert len(token) == 43
    for path in ("/", "/draft", "/table"):
        assert token not in running.ask(path)[2]
    assert 1 == sum(token in line for line in running.said)


def test_a_page_that_is_open_is_known_by_the_next_preview(city: Path, tmp_path: Path) -> None:
    own = str(tmp_path / "own")
    with served(city, XDG_RUNTIME_DIR=own) as first:
        port, cookie, token = first.port, first.cookie, first.address.partition("?")[2]
        first.end()
    with served(city, port=port, XDG_RUNTIME_DIR=own) as second:
        assert 200 == second.ask("/draft", Cookie=cookie)[0]
        assert 403 == second.ask(f"/draft?{token}", Cookie="")[0]


# --- ports --------------------------------------------------------------------------


def test_the_next_free_port_is_taken_and_said(
    running: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "PORT", running.port)
    second = server.Server(Showcase())
    second.start()
    try:
        assert running.port < second.port
        assert second.url.startswith(f"http://127.0.0.1:{second.port}/?token=")
    finally:
        second.stop()


def test_a_port_in_use_that_was_asked_for_is_one_message(town: Path, running: Served) -> None:
    status, said = refused(town, "--port", str(running.port))
    assert 2 == status
    assert said.startswith(
        f"エラー: ポート {running.port} は使えません。ほかのプログラムが使っているので、"
        "--port で別の番号を指定するか、--port を付けずに動かしてください（"
    )
    assert 1 == said.count("\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nai"], "エラー: nai: ファイルもフォルダーもありません\n"),
        (
            ["--port", "80"],
            "エラー: --port は 1024 から 65535 までの整数にしてください。使い方は guideline-docs preview --help\n",
        ),
        (
            ["--editor", "メモ帳"],
            "エラー: --editor の「メモ帳」は使えません。使えるのは vscode・zed・idea か、vscode://file{path}:{line}:{column} のようなアドレスです\n",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence(town: Path, arguments: list[str], says: str) -> None:
    assert (2, says) == refused(town, *arguments)


def test_the_browser_is_opened_where_that_is_asked_for(town: Path, tmp_path: Path) -> None:
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(0o755)
    with served(town, "--open", BROWSER=str(browser)) as preview:
        until(opened.exists, "the browser is opened")
        assert preview.address == opened.read_text()


# --- while somebody writes ----------------------------------------------------------


def events(preview: Served) -> Iterator[dict[str, object]]:
    """What a browser hears."""
    with socket.create_connection(("127.0.0.1", preview.port), PATIENCE) as connection:
        connection.sendall(
            f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n"
            f"Cookie: {preview.cookie}\r\n\r\n".encode()
        )
        with connection.makefile(encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("data: "):
                    yield json.loads(line[6:])


def test_browsers_hear_which_pages_are_new(city: Path) -> None:
    with served(city) as preview:
        heard = events(preview)
        before = next(heard)
        rewrite(city / CHAPTER, "策定に当たって", "策定に当たり")
        # A slow browser may not hear that they are being made.
        after = next(event for event in heard if not event["building"])
        heard.close()
    versions = [event["versions"] for event in (before, after)]
    assert isinstance(versions[0], dict) and isinstance(versions[1], dict)
    assert {"/draft"} == {path for path in versions[0] if versions[0][path] != versions[1][path]}
    assert ("", False) == (after["problem"], after["building"])


def test_a_saved_source_is_seen_and_the_terminal_says_so(city: Path) -> None:
    with served(city) as preview:
        text = (city / CHAPTER).read_text("utf-8") + "\n　(9)-ヌに書き足した。\n"
        save(city / CHAPTER, text)
        comes(preview, "/draft", "に書き足した。")
        assert "エラー 1 件" in preview.hear("検査: エラー 1")
        page = comes(preview, "/", "参照先「(9)-ヌ」がありません")
        assert f"{CHAPTER}:{text.count(chr(10))}:2" in page


@pytest.mark.parametrize(
    "damage",
    ["source deleted", "folder deleted", "not text", "settings broken", "template broken"],
)
def test_what_goes_wrong_is_one_message_and_the_last_good_pages_stay(
    city: Path, damage: str
) -> None:
    chapter, settings = city / CHAPTER, city / "sources" / "guideline.toml"
    template = city / "templates" / "draft_screen.html.jinja"
    damages = {
        "source deleted": (lambda: chapter.unlink(), f"{CHAPTER}: なくなりました"),
        "folder deleted": (
            lambda: (city / "sources").rename(city / "away"),
            ".: 原稿（.txt）も guideline.toml もないフォルダーです",
        ),
        "not text": (
            lambda: save(chapter, chapter.read_bytes() + b"\xff\n"),
            f"{CHAPTER}: 文字として読めないバイトがあります",
        ),
        "settings broken": (lambda: save(settings, "["), "guideline.toml"),
        "template broken": (
            lambda: save(template, "\n{% if %}"),
            "draft_screen.html.jinja:2: テンプレートの書き方に誤りがあります",
        ),
    }
    harm, message = damages[damage]
    template.parent.mkdir()
    with served(city, ".") as preview:
        pages = [preview.ask(path)[2] for path in ("/", "/draft", "/table")]
        harm()
        said = preview.hear("エラー: ")
        assert message in said
        assert "Traceback" not in said
        assert pages == [preview.ask(path)[2] for path in ("/", "/draft", "/table")]
        heard = events(preview)
        told = next(event for event in heard if not event["building"])
        heard.close()
        assert told["problem"] == said.removeprefix("エラー: ")
        assert preview.process.poll() is None


def test_a_project_that_cannot_be_read_at_first_is_shown_once_it_can(city: Path) -> None:
    chapter = city / CHAPTER
    text = chapter.read_bytes()
    chapter.write_bytes(b"")
    with served(city) as preview:
        assert f"エラー: {CHAPTER}: ファイルが空です" in preview.said
        status, headers, said = preview.ask("/")
        assert (503, "1", f"{CHAPTER}: ファイルが空です\n") == (status, headers["refresh"], said)
        assert 503 == preview.ask("/draft")[0]
        save(chapter, text)
        comes(preview, "/draft", "策定に当たって")


def test_it_ends_cleanly_while_a_browser_listens(city: Path) -> None:
    with served(city) as preview:
        heard = events(preview)
        next(heard)
        assert (0, ["", "プレビューを終わりました"]) == preview.end(signal.SIGINT)
        assert [] == list(heard)


def test_nothing_is_written(city: Path) -> None:
    before = sorted(path.relative_to(city) for path in city.rglob("*"))
    with served(city) as preview:
        preview.ask("/draft")
        preview.end()
    assert before == sorted(path.relative_to(city) for path in city.rglob("*"))


# --- since a version ----------------------------------------------------------------


def test_what_changed_since_a_version_is_shown_and_follows_what_is_saved(
    tmp_path: Path, running: Served
) -> None:
    folder = copied(tmp_path)
    copied(tmp_path / "before")
    chapter = folder / "sources/draft/04-施策の体系.txt"
    rewrite(chapter, "短期的（1～2年）", "中期的（1～2年）")
    with served(folder, "--since", "before") as preview:
        draft = comes(preview, "/draft", "before からの変更を、変わったところの横に示しています。")
        card = '<p class="what"><b>変更</b></p>'
        assert 1 == draft.count(card)
        assert "<del>短期的</del><ins>中期的</ins>" in draft
        assert "before からの変更" in preview.ask("/")[2]
        assert "変わった行はありません" in preview.ask("/table")[2]

        rewrite(folder / "sources/phase1-progress.txt", "エール基金の開始", "エール基金を始めた")
        table = comes(preview, "/table", "<del>の開始</del><ins>を始めた</ins>")
        assert '<span class="since">変更</span>' in table
        assert "変更 1件" in table

        # Put back, there is nothing to tell.
        rewrite(chapter, "中期的（1～2年）", "短期的（1～2年）")
        rewrite(folder / "sources/phase1-progress.txt", "エール基金を始めた", "エール基金の開始")
        comes(preview, "/", "違いはありません")
        assert "beside since" not in preview.ask("/draft")[2]
    assert "since" not in "".join(running.ask(path)[2].partition("<main")[2] for path in ("/", "/draft"))


def test_a_version_that_is_not_there_is_told_before_anything_is_served(town: Path) -> None:
    status, said = refused(town, "--since", "git:v0")
    assert 2 == status
    assert "git:v0" in said


# --- what came back -----------------------------------------------------------------


def test_what_came_back_is_shown_until_the_sources_say_it(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    data = sent(opened(folder))
    (folder / "back.docx").write_bytes(
        by_hand(data, [lambda hand: hand.type("measure-3:results", "の開始", "を始めた")])
    )
    with served(folder, "--received", "back.docx") as preview:
        draft = comes(preview, "/draft", "back.docx で返ってきて、まだ原稿にないもの（直し 1件）を")
        assert 1 == draft.count('<div class="beside received"')
        assert "<del>の開始</del><ins>を始めた</ins>" in draft

        rewrite(folder / "sources/phase1-progress.txt", "エール基金の開始", "エール基金を始めた")
        draft = comes(preview, "/draft", "back.docx で返ってきたものは、すべて原稿にあります。")
        assert "beside received" not in draft


def test_what_is_no_draft_is_told_before_anything_is_served(town: Path) -> None:
    status, said = refused(town, "--received", "sources/phase1-progress.txt")
    assert 2 == status
    assert "Word の文書ではありません" in said
