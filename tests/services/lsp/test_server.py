"""The life of a server, seen by a client that knows nothing but the protocol."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lspclient import Client
from program import PATIENCE

NOWHERE = {"textDocument": {"uri": "file:///nowhere/%E3%81%AA%E3%81%97.txt"}}
AT = {"position": {"line": 0, "character": 0}}
RANGE = {"range": {"start": AT["position"], "end": AT["position"]}}


def code(answer: dict[str, Any]) -> int | None:
    return answer["error"]["code"] if "error" in answer else None


def test_it_begins_and_ends(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        capabilities = client.initialize()
        assert "utf-16" == capabilities["positionEncoding"]
        assert {"openClose": True, "change": 2, "save": True} == capabilities["textDocumentSync"]
        assert 0 == client.end()
        assert "" == client.log()


def test_who_begins_wrongly_begins_again(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        assert -32602 == code(client.answer(client.ask("initialize", {})))
        assert -32002 == code(client.answer(client.ask("textDocument/hover", NOWHERE | AT)))
        assert client.initialize()["hoverProvider"]


def test_nothing_is_answered_before_it_has_begun_nor_after_its_end(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        client.send("textDocument/didClose", NOWHERE)
        assert -32002 == code(client.answer(client.ask("textDocument/hover", NOWHERE | AT)))
        client.initialize()
        again = {"processId": None, "rootUri": None, "capabilities": {}}
        assert -32600 == code(client.answer(client.ask("initialize", again)))
        assert client.request("shutdown") is None
        assert -32600 == code(client.answer(client.ask("textDocument/hover", NOWHERE | AT)))
        client.send("exit")
        assert 0 == client.process.wait(PATIENCE)


def test_an_end_that_was_not_asked_for_is_told_by_the_status(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        client.initialize()
        client.send("exit")
        assert 1 == client.process.wait(PATIENCE)
    with Client(tmp_path) as client:
        client.initialize()
        assert client.process.stdin
        client.process.stdin.close()
        assert 1 == client.process.wait(PATIENCE)
    with Client(tmp_path) as client:
        client.initialize()
        client.request("shutdown")
        assert client.process.stdin
        client.process.stdin.close()
        assert 0 == client.process.wait(PATIENCE)


@pytest.mark.skipif(sys.platform == "win32", reason="there only the pipes tell")
def test_it_does_not_outlive_its_client(tmp_path: Path) -> None:
    """Whoever else holds the pipes."""
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with Client(tmp_path) as client:
        client.initialize(processId=parent.pid)
        client.request("textDocument/hover", NOWHERE | AT)
        parent.communicate(b"\n")
        assert 1 == client.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client that has opened nothing; it bears whatever is done to it."""
    with Client(tmp_path_factory.mktemp("idle")) as client:
        client.initialize()
        yield client


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"{", -32700),
        (b"\xff\xfe", -32700),
        (b"[" * 100_000, -32700),
        (b"[]", -32600),
        (b'"initialize"', -32600),
    ],
    ids=["half", "no text", "too deep", "batch", "a word"],
)
def test_what_is_no_message_is_refused_and_no_end(
    idle: Client, body: bytes, expected: int
) -> None:
    idle.raw(body)
    assert expected == code(idle.answer(None))
    assert idle.request("textDocument/hover", NOWHERE | AT) is None


def test_what_is_no_request_of_the_protocol_is_refused(idle: Client) -> None:
    client = idle
    assert -32601 == code(client.answer(client.ask("textDocument/nothing", {})))
    client.send("$/nothing", {})
    client.send("nothing/didHappen", {})
    client.raw(b"{}")
    client.raw(json.dumps({"jsonrpc": "2.0", "id": 77, "result": None}).encode())
    for params in ({}, {"textDocument": 1}, [], None, NOWHERE | {"position": "here"}):
        assert -32602 == code(client.answer(client.ask("textDocument/hover", params))), params
    assert client.request("textDocument/hover", NOWHERE | AT) is None


@pytest.mark.parametrize("length", [-10, 30, 10**12], ids=["short", "long", "beyond"])
def test_after_a_length_that_is_wrong_the_next_messages_are_read(
    idle: Client, length: int
) -> None:
    body = b'{"jsonrpc": "2.0", "id": "lost", "method": "shutdown"}'
    told = length if length > len(body) ** 2 else len(body) + length
    assert idle.process.stdin
    idle.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (told, body))
    idle.send("$/nothing", {})
    idle.send("$/nothing", {})
    assert idle.request("textDocument/hover", NOWHERE | AT) is None


@pytest.mark.parametrize("arguments", [None, [], ["file:///x"]])
def test_a_command_without_what_it_needs_is_refused(
    idle: Client, arguments: list[str] | None
) -> None:
    for command in ("guideline-docs.show", "guideline-docs.reveal"):
        params = {"command": command, "arguments": arguments}
        answer = idle.answer(idle.ask("workspace/executeCommand", params))
        assert -32602 == code(answer)
        assert "data" not in answer["error"]


def test_a_text_that_nobody_knows_is_no_error(idle: Client) -> None:
    client = idle
    assert client.request("textDocument/hover", NOWHERE | AT) is None
    assert [] == client.request("textDocument/definition", NOWHERE | AT)
    assert [] == client.request(
        "textDocument/codeAction", NOWHERE | RANGE | {"context": {"diagnostics": []}}
    )
    assert [] == client.request("textDocument/completion", NOWHERE | AT)["items"]
    assert [] == client.request("textDocument/diagnostic", NOWHERE)["items"]
    client.change(NOWHERE["textDocument"]["uri"], 2, {"text": "a"})
    client.close(NOWHERE["textDocument"]["uri"])
    refused = client.answer(client.ask("textDocument/rename", NOWHERE | AT | {"newName": "4"}))
    assert (-32803, "ここに番号はありません") == (code(refused), refused["error"]["message"])


# --- in which order ---------------------------------------------------------------------


@pytest.fixture
def busy(client: Client, sheet: Path) -> str:
    """A text that takes long to be read: what is sent behind the first request waits."""
    lines = sheet.read_text("utf-8").splitlines(keepends=True)
    head, rows = lines[:19], lines[19:]
    long = "".join(head) + "".join(rows) * 20
    return client.open(sheet, long)


def versions(client: Client, uri: str) -> list[int]:
    """The versions whose findings were told so far."""
    return [
        message["params"].get("version", 0)
        for message in client.told
        if message.get("method") == "textDocument/publishDiagnostics"
        and message["params"]["uri"] == uri
    ]


def test_what_is_taken_back_is_not_answered(client: Client, busy: str) -> None:
    params = {"textDocument": {"uri": busy}} | AT
    with client.at_once():
        first = client.ask("textDocument/hover", params)
        second = client.ask("textDocument/hover", params)
        third = client.ask("textDocument/hover", params)
        client.send("$/cancelRequest", {"id": second})
        client.send("$/cancelRequest", {"id": first})
        client.send("$/cancelRequest", {"id": 999})
        client.send("$/cancelRequest", {})
    assert -32800 == code(client.answer(second))
    assert None is code(client.answer(third))
    # It had begun, or it had not.
    assert code(client.answer(first)) in (None, -32800)


def test_of_many_keystrokes_the_last_is_checked(client: Client, busy: str) -> None:
    params = {"textDocument": {"uri": busy}} | AT
    at = {"line": 19, "character": 0}
    with client.at_once():
        asked = client.ask("textDocument/hover", params)
        for version in range(2, 42):
            client.change(busy, version, {"range": {"start": at, "end": at}, "text": "あ"})
    client.answer(asked)
    client.diagnostics(busy, 41)
    assert [] == [version for version in versions(client, busy) if version > 1]


def test_a_request_is_answered_by_the_text_that_it_was_asked_of(
    client: Client, sheet: Path
) -> None:
    lines = sheet.read_text("utf-8").split("\n")
    line = next(n for n, text in enumerate(lines) if "(3)-ア" in text)
    column = lines[line].index("(3)-ア") + 1
    uri = client.open(sheet)
    asked = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
    at = {"line": line, "character": 0}
    with client.at_once():
        before = client.ask("textDocument/hover", asked)
        client.change(uri, 2, {"range": {"start": at, "end": at}, "text": "\n\n"})
        behind = client.ask("textDocument/hover", asked)
        client.close(uri)
        closed = client.ask("textDocument/hover", asked)
    found = [client.answer(each)["result"] for each in (before, behind, closed)]
    assert found[0]["contents"]["value"].startswith("**(3)-ア**")
    assert found[1] is None
    assert found[0] == found[2]
