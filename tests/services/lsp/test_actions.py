"""What may be done about a finding is done in the client's text, and in no file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lspclient import Client, edited
from program import copied

from guideline_docs import load

EVERYTHING = {
    "workspace": {
        "workspaceEdit": {
            "documentChanges": True,
            "resourceOperations": ["create"],
            "changeAnnotationSupport": {},
        }
    },
    "textDocument": {"codeAction": {"disabledSupport": True}},
    "window": {"showDocument": {"support": True}},
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The real project, of which nothing is accepted."""
    folder = copied(tmp_path / "案件")
    (folder / "sources" / "accepted.toml").unlink()
    return folder


@pytest.fixture
def client(project: Path) -> Iterator[Client]:
    with Client(project, **EVERYTHING) as client:
        client.initialize()
        yield client


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def actions(client: Client, uri: str, item: dict[str, Any], **context: Any) -> list[dict[str, Any]]:
    """What is offered at a finding."""
    found: list[dict[str, Any]] = client.request(
        "textDocument/codeAction",
        {
            "textDocument": {"uri": uri},
            "range": item["range"],
            "context": {"diagnostics": [item], **context},
        },
    )
    # The preview is offered everywhere.
    return [each for each in found if each["kind"] != "source.preview"]


def finding(items: list[dict[str, Any]], code: str, place: int = 0) -> dict[str, Any]:
    return [item for item in items if item["code"] == code][place]


def titles(found: list[dict[str, Any]]) -> list[str]:
    return [each["title"] for each in found]


def test_what_is_certain_is_preferred(client: Client, sheet: Path) -> None:
    uri = client.open(sheet)
    item = finding(client.diagnostics(uri, 1), "GD304")
    first, accept, every, _ = actions(client, uri, item)
    assert ("「Ⅰ」に直す", "quickfix", True) == (first["title"], first["kind"], first["isPreferred"])
    assert [item] == first["diagnostics"]
    assert "GD304「No.6」を確認済みにする（理由を書きます）" == accept["title"]
    assert "isPreferred" not in accept
    assert ("直し方が一つに決まるものをすべて直す（12 か所）", "source.fixAll.guideline-docs") == (
        every["title"],
        every["kind"],
    )
    (change,) = first["edit"]["documentChanges"]
    assert {"uri": uri, "version": 1} == change["textDocument"]
    assert [{"range": item["range"], "newText": "Ⅰ"}] == change["edits"]


def test_each_suggestion_is_a_choice(client: Client, sheet: Path) -> None:
    uri = client.open(sheet)
    item = finding(client.diagnostics(uri, 1), "GD401")
    found = actions(client, uri, item, only=["quickfix"])
    assert [
        *(f"「{letter}」に直す" for letter in "アウエオ"),
        "GD401「(3)-イ」を確認済みにする（理由を書きます）",
    ] == titles(found)
    assert not any("isPreferred" in each for each in found)
    text = edited(sheet.read_text("utf-8"), found[1]["edit"], uri)
    client.change(uri, 2, {"text": text})
    left = client.diagnostics(uri, 2)
    assert "GD401" not in [each["code"] for each in left]


def test_every_certain_mend_is_that_of_check(client: Client, project: Path, sheet: Path) -> None:
    from guideline_docs.edits.mend import mend

    uri = client.open(sheet)
    item = finding(client.diagnostics(uri, 1), "GD304")
    (every,) = actions(client, uri, item, only=["source.fixAll"])
    snapshot = load(str(project / "sources"))
    (source,) = (s for s in snapshot.sources if s.file == sheet)
    assert mend(snapshot.diagnostics).text(source) == edited(
        sheet.read_text("utf-8"), every["edit"], uri
    )
    assert [] == actions(client, uri, item, only=["source.organizeImports"])
    assert [every] == actions(client, uri, item, only=["source"])
    assert [every] == actions(client, uri, item, only=["source.fixAll.guideline-docs"])


def test_a_finding_is_accepted_with_the_reason_left_to_write(
    client: Client, project: Path, sheet: Path
) -> None:
    uri = client.open(sheet)
    item = finding(client.diagnostics(uri, 1), "GD401")
    accept = actions(client, uri, item)[-3]
    accepted = (project / "sources" / "accepted.toml").as_uri()
    create, change = accept["edit"]["documentChanges"]
    assert {"kind": "create", "uri": accepted} == create
    assert {"uri": accepted, "version": None} == change["textDocument"]
    text = edited("", accept["edit"], accepted)
    assert (
        '[[accept]]\ncode = "GD401"\npath = "phase1-progress.txt"\n'
        'subject = "(3)-イ"\nreason = ""\n'
    ) == text
    # Then the client is shown where the reason is to stand.
    client.ask("workspace/executeCommand", {
        "command": accept["command"]["command"],
        "arguments": accept["command"]["arguments"],
    })
    shown = client.wait(lambda message: message.get("method") == "window/showDocument")["params"]
    at = {"line": 4, "character": len('reason = "')}
    assert {"uri": accepted, "takeFocus": True, "selection": {"start": at, "end": at}} == shown
    # Without a reason nothing is accepted; with one it is.
    client.open(accepted, text)
    assert ["GD902"] == [each["code"] for each in client.diagnostics(accepted, 1)]
    client.change(accepted, 2, {"text": text.replace('reason = ""', 'reason = "原本のまま"')})
    assert 4 == finding(client.diagnostics(uri, 1), "GD401")["severity"]


def test_numbers_are_given_anew_once_nothing_else_is_wrong(client: Client, tmp_path: Path) -> None:
    folder = tmp_path / "別の案件" / "sources"
    (folder / "draft").mkdir(parents=True)
    (folder / "guideline.toml").touch()
    table = folder / "一覧.txt"
    heads = "No\t内容\t重点\t施策の実施\t実績\t2期案\t理由\n"
    table.write_text(
        f"{heads}（1）情報\nア　収集\n1\t集める\t\t未\t\t\t\n（3）場\nイ　拠点\n4\t置く\t\t未\t\t\t\n", "utf-8"
    )
    chapter = folder / "draft" / "01-章.txt"
    chapter.write_text("第1章　章\n\n　(3)-イと施策4による。\n", "utf-8")
    uri = client.open(table)
    item = finding(client.diagnostics(uri, 1), "GD201")
    (numbers,) = actions(client, uri, item, only=["refactor"])
    assert ("番号の飛びを詰める（参照も合わせて直します）", "refactor.rewrite") == (
        numbers["title"],
        numbers["kind"],
    )
    edit = numbers["edit"]
    (asked,) = edit["changeAnnotations"].values()
    assert {
        "label": "番号の付け直し",
        "needsConfirmation": True,
        "description": "変わる番号: 大項目 1、小項目 1、施策 1、参照 2 か所",
    } == asked
    assert edited(table.read_text("utf-8"), edit, uri).startswith(
        f"{heads}（1）情報\nア　収集\n1\t集める\t\t未\t\t\t\n（2）場\nア　拠点\n2\t置く"
    )
    assert "第1章　章\n\n　(2)-アと施策2による。\n" == edited(
        chapter.read_text("utf-8"), edit, chapter.as_uri()
    )
    kept = folder / "renumbered.toml"
    assert {"kind": "create", "uri": kept.as_uri()} in edit["documentChanges"]
    # While something is wrong with a reference, it is said why not.
    client.open(chapter, "第1章　章\n\n　(9)-イと施策4による。\n")
    (refused,) = actions(client, uri, item, only=["refactor"])
    assert "edit" not in refused
    assert "参照先「(9)-イ」がありません" == refused["disabled"]["reason"]


def test_a_client_that_can_little_gets_plain_edits(project: Path, sheet: Path) -> None:
    with Client(project) as client:
        client.initialize()
        uri = client.open(sheet)
        found = actions(client, uri, finding(client.diagnostics(uri, 1), "GD304"))
        assert [{"changes"}] * 3 == [set(each["edit"]) for each in found]
        assert not any("command" in each for each in found)


def test_no_file_is_written_whatever_is_asked(client: Client, project: Path) -> None:
    before = digests(project)
    uris = [client.open(path) for path in sorted((project / "sources").rglob("*.t*"))]
    for version, uri in enumerate(uris, start=2):
        items = client.diagnostics(uri, 1)
        for item in items:
            actions(client, uri, item)
        start = {"line": 0, "character": 0}
        document = {"textDocument": {"uri": uri}}
        at = document | {"position": items[0]["range"]["start"] if items else start}
        everything = document | {"range": {"start": start, "end": {"line": 99, "character": 0}}}
        for method in ("hover", "definition", "completion", "prepareRename"):
            client.answer(client.ask(f"textDocument/{method}", at))
        for method in ("documentSymbol", "foldingRange", "documentLink", "diagnostic"):
            client.request(f"textDocument/{method}", document)
        client.request("textDocument/inlayHint", everything)
        client.answer(client.ask("textDocument/rename", at | {"newName": "40"}))
        client.change(uri, version, {"text": "新しい"})
        client.send("textDocument/didSave", document)
    client.request("workspace/symbol", {"query": ""})
    client.request("workspace/diagnostic", {"previousResultIds": []})
    for uri in uris:
        client.close(uri)
    assert 0 == client.end()
    assert before == digests(project)
    assert "" == client.log()
