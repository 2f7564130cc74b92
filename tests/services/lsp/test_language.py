"""Names and numbers, asked for by a client that knows nothing but the protocol."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from lspclient import Client
from program import copied

CHANGES = {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}}
SECOND = "02-第1期の総括.txt"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    city = copied(tmp_path_factory.mktemp("language") / "city")
    with Client(city, workspace=CHANGES) as client:
        client.initialize()
        yield client


class Text:
    """An open text, asked about by the words that stand in it."""

    def __init__(self, client: Client, name: str) -> None:
        self.client = client
        self.file = next((client.folder / "sources").rglob(name))
        self.text = self.file.read_text(encoding="utf-8")
        self.uri = client.open(self.file)

    def at(self, words: str, behind: int = 0, **further: Any) -> dict[str, Any]:
        before = self.text[: self.text.index(words) + behind]
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        position = {"line": line, "character": column}
        return {"textDocument": {"uri": self.uri}, "position": position, **further}

    def ask(self, method: str, words: str, behind: int = 0, **further: Any) -> Any:
        return self.client.request(f"textDocument/{method}", self.at(words, behind, **further))

    def refused(self, method: str, words: str, behind: int = 0, **further: Any) -> str:
        asked = self.client.ask(f"textDocument/{method}", self.at(words, behind, **further))
        message: str = self.client.answer(asked)["error"]["message"]
        return message


def shown(places: list[dict[str, Any]]) -> list[str]:
    """``phase1-progress.txt 21:4``, as ``check`` counts."""
    return [
        f"{unquote(each['uri']).rpartition('/')[2]} "
        f"{each['range']['start']['line'] + 1}:{each['range']['start']['character'] + 1}"
        for each in places
    ]


def test_a_reference_leads_to_what_it_names(client: Client) -> None:
    sheet, chapter = Text(client, "phase1-progress.txt"), Text(client, SECOND)
    assert ["phase1-progress.txt 21:4"] == shown(sheet.ask("definition", "(3)-ア、オ", 2))
    assert ["phase1-progress.txt 30:4"] == shown(sheet.ask("definition", "(3)-ア、オ", 6))
    assert ["phase1-progress.txt 5:1"] == shown(sheet.ask("definition", "I\t協働事業を質"))
    assert ["07-資料編.txt 7:1"] == shown(chapter.ask("definition", "第7章2", 3))
    assert [] == shown(sheet.ask("definition", "イ、(5)-2"))


def test_a_heading_tells_who_refers_to_it(client: Client) -> None:
    sheet = Text(client, "phase1-progress.txt")
    context = {"context": {"includeDeclaration": False}}
    found = shown(sheet.ask("references", "ア 市の事業", **context))
    assert ["phase1-progress.txt 50:42", "phase1-progress.txt 53:100"] == found
    whole = {"context": {"includeDeclaration": True}}
    assert ["phase1-progress.txt 21:4", *found] == shown(sheet.ask("references", "ア 市の事業", **whole))


def test_the_same_text_is_marked_where_it_names_the_same(client: Client) -> None:
    chapter = Text(client, SECOND)
    found = chapter.ask("documentHighlight", "施策18）", 2)
    lines = [each["range"]["start"]["line"] + 1 for each in found]
    assert lines == sorted(lines) and len(lines) == chapter.text.count("施策18")


def test_hover_shows_what_explain_and_the_row_say(client: Client) -> None:
    sheet = Text(client, "phase1-progress.txt")
    told = sheet.ask("hover", "(3)-ア、イ", 5)["contents"]
    assert "markdown" == told["kind"]
    assert told["value"].startswith("**(3)-ア**　市の事業についての情報提供\n\n- **施策**: 4")
    fault = sheet.ask("hover", "イ、(5)-2")["contents"]["value"]
    assert "**GD401 dangling-reference**（エラー）　参照先の小項目がない" in fault


def edited(answer: dict[str, Any]) -> dict[str, list[str]]:
    """What each text gets, edit by edit."""
    found: dict[str, list[str]] = {}
    for change in answer["documentChanges"]:
        name = unquote(change.get("uri") or change["textDocument"]["uri"]).rpartition("/")[2]
        told = [change["kind"]] if "kind" in change else [each["newText"] for each in change["edits"]]
        found.setdefault(name, []).extend(told)
    return found


def test_a_number_is_changed_in_every_text_and_no_file_is_written(client: Client) -> None:
    sheet = Text(client, "phase1-progress.txt")
    before = {file: file.read_bytes() for file in client.folder.rglob("*") if file.is_file()}
    prepared = sheet.ask("prepareRename", "18\t協働")
    assert "18" == prepared["placeholder"]
    answer = sheet.ask("rename", "18\t協働", newName="施策３０")
    changes = edited(answer)
    kept = changes.pop("renumbered.toml")
    assert {"phase1-progress.txt": ["30"], SECOND: ["30", "30", "30"]} == changes
    assert "create" == kept[0] and "\n18 = 30\n" in kept[1]
    assert before == {file: file.read_bytes() for file in client.folder.rglob("*") if file.is_file()}


def test_what_cannot_be_changed_is_refused_in_words(client: Client) -> None:
    sheet = Text(client, "phase1-progress.txt")
    assert "番号の上で変えてください（見出しの番号、施策の番号、参照）" == sheet.refused(
        "prepareRename", "協働研修の実施", 2
    )
    assert sheet.refused("rename", "エ 利用", newName="オ") == (
        "(3)-オ はすでにあります（sources/phase1-progress.txt:30:4「利用しやすい形での情報提供」）"
    )
    assert sheet.refused("rename", "6\t個別", newName="24").startswith(
        f"sources/draft/{SECOND}:57:15: 「施策6から施策9まで」は付け直すと一続きでなくなります"
    )


def test_what_is_typed_and_not_saved_counts(client: Client) -> None:
    sheet, chapter = Text(client, "phase1-progress.txt"), Text(client, SECOND)
    client.change(chapter.uri, 2, {"text": "第2章　総括\n\n　施策19\n"})
    answer = edited(sheet.ask("rename", "19\t協働研修", newName="30"))
    client.close(chapter.uri)
    assert ["30"] == answer[SECOND]


def test_a_cell_is_offered_its_words_while_its_row_is_typed(client: Client) -> None:
    sheet = Text(client, "phase1-progress.txt")
    row = "24\t新しい施策\t【Ⅰ】\t"
    end = sheet.text.count("\n")
    line = len(sheet.text) - sheet.text.rfind("\n") - 1
    place = {"line": end, "character": line}
    client.change(sheet.uri, 2, {"range": {"start": place, "end": place}, "text": f"\n{row}"})
    position = {"line": end + 1, "character": len(row)}
    asked = {"textDocument": {"uri": sheet.uri}, "position": position}
    found = client.request("textDocument/completion", asked)
    client.close(sheet.uri)
    assert not found["isIncomplete"]
    assert ["済・継", "済", "一部済", "着手中", "未"] == [each["label"] for each in found["items"]]
    assert {(end + 1, len(row))} == {
        (each["textEdit"]["range"]["start"]["line"], each["textEdit"]["range"]["end"]["character"])
        for each in found["items"]
    }


def test_a_reference_is_offered_with_what_it_names(client: Client) -> None:
    chapter = Text(client, SECOND)
    typed = "第2章　総括\n\n　(3)-"
    client.change(chapter.uri, 2, {"text": typed})
    asked = {"textDocument": {"uri": chapter.uri}, "position": {"line": 2, "character": 5}}
    items = client.request("textDocument/completion", asked)["items"]
    assert ["(3)-ア", "(3)-ウ", "(3)-エ", "(3)-オ"] == [each["label"] for each in items]
    first = items[0]
    assert (first["filterText"], first["detail"]) == ("(3)-ア", "市の事業についての情報提供")
    assert {"newText": "(3)-ア", "range": {
        "start": {"line": 2, "character": 1}, "end": {"line": 2, "character": 5}
    }} == first["textEdit"]
    more = client.request("completionItem/resolve", first)["documentation"]["value"]
    client.close(chapter.uri)
    assert more.startswith("**(3)-ア**　市の事業についての情報提供")
