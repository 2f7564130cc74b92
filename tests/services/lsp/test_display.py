"""How a text is shown: the same as the views say, at the client's own places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lspclient import Client

from guideline_docs import load
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.tokens import TokenKind, tokens

SHEET = (
    "一覧\n【達成状況】\n【Ⅰ】<重点>\t優先\nNo\t内容\t重点\t施策の実施\t実績\t2期案\t理由\n"
    "（1）𠮷野の場\nア 拠\u200b点\n1\t𠮷の会\t【Ⅰ】\t済\t(1)-ア、カ𠮷施策1\t○\t【要設定】\n"
)
CHAPTER = "第1章　総括\n\n1　𠮷野\n\n　｜協働《きょうどう》の𠮷(1)-アと施策1\n\n［＃画像：図.png｜図］\n"
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d4944415478da6364f8cf500f0003860180b1c5d0a70000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    (folder / "sources" / "draft").mkdir(parents=True)
    (folder / "sources" / "table.txt").write_text(SHEET, encoding="utf-8")
    (folder / "sources" / "draft" / "01.txt").write_text(CHAPTER, encoding="utf-8")
    (folder / "sources" / "draft" / "図.png").write_bytes(_PIXEL)
    settings = '[sources]\nsheet = "table.txt"\nchapters = "draft"\n'
    (folder / "sources" / "guideline.toml").write_text(settings, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=CODECS)
def client(request: pytest.FixtureRequest, city: Path) -> Iterator[Client]:
    symbols = {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}
    general = {"positionEncodings": [request.param]}
    with Client(city, general=general, textDocument=symbols) as client:
        client.initialize()
        client.encoding = request.param
        yield client


@pytest.fixture
def project(city: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    monkeypatch.chdir(city)
    return load("sources")


class Text:
    """A text as a client has it open: it counts in its own units."""

    def __init__(self, client: Client, file: Path) -> None:
        self.client = client
        self.lines = file.read_text(encoding="utf-8").split("\n")
        self.uri = client.open(file)
        self.document = {"textDocument": {"uri": self.uri}}
        self.codec, self.size = CODECS[client.encoding]

    def between(self, line: int, start: int, end: int) -> str:
        """The characters between two places of a line, by the units of the client."""
        data = self.lines[line].encode(self.codec)
        return data[start * self.size : end * self.size].decode(self.codec)

    def at(self, place: dict[str, Any]) -> str:
        """The characters of a range in one line."""
        start, end = place["start"], place["end"]
        assert start["line"] == end["line"]
        return self.between(start["line"], start["character"], end["character"])

    def coloured(self, data: list[int], legend: list[str]) -> Iterator[tuple[int, str, str, int]]:
        line = character = 0
        for lines, since, length, kind, modifier in zip(*[iter(data)] * 5):
            character = since if lines else character + since
            line += lines
            yield line + 1, self.between(line, character, character + length), legend[kind], modifier


FILES = ("table.txt", "draft/01.txt")


@pytest.mark.parametrize("name", FILES)
def test_colours_stand_where_the_tokens_do(
    client: Client, city: Path, project: Snapshot, name: str
) -> None:
    text = Text(client, city / "sources" / name)
    legend = [
        *("number", "class", "enumMember", "type", "keyword", "property"),
        *("function", "macro", "decorator", "string", "comment"),
    ]
    data = client.request("textDocument/semanticTokens/full", text.document)["data"]
    shown = [*text.coloured(data, legend)]
    (source,) = [one for one in project.sources if one.path.endswith(name)]
    found = tokens(project.guideline, source)
    assert [(each.span.line, each.span.verbatim.text) for each in found] == [
        (line, words) for line, words, _, _ in shown
    ]
    dangling = [words for _, words, _, modifier in shown if modifier]
    assert dangling == [each.span.text for each in found if each.kind is TokenKind.DANGLING]
    part = {"start": {"line": 2, "character": 0}, "end": {"line": 4, "character": 99}}
    ranged = client.request("textDocument/semanticTokens/range", {**text.document, "range": part})
    assert [each for each in shown if 3 <= each[0] <= 5] == [*text.coloured(ranged["data"], legend)]


def test_the_outline_has_symbols_within_symbols(client: Client, city: Path) -> None:
    text = Text(client, city / "sources" / "table.txt")

    def named(several: list[dict[str, Any]], depth: int = 0) -> Iterator[str]:
        for each in several:
            lines = f"{each['range']['start']['line'] + 1}-{each['range']['end']['line'] + 1}"
            yield f"{'  ' * depth}{each['name']} {lines} {text.at(each['selectionRange'])}"
            yield from named(each["children"], depth + 1)

    assert [*named(client.request("textDocument/documentSymbol", text.document))] == [
        "(1) 𠮷野の場 5-7 （1）",
        "  (1)-ア 拠点 6-7 ア",
        "    No.1 𠮷の会 7-7 1",
    ]


def test_a_client_that_knows_no_symbols_within_symbols_gets_a_list(city: Path) -> None:
    with Client(city) as client:
        client.initialize()
        client.encoding = "utf-16"
        text = Text(client, city / "sources" / "draft" / "01.txt")
        found = client.request("textDocument/documentSymbol", text.document)
        assert [("第1章 総括", None), ("第1章1 𠮷野", "第1章 総括")] == [
            (each["name"], each.get("containerName")) for each in found
        ]


def test_headings_are_found_in_all_that_is_open(client: Client) -> None:
    found = client.request("workspace/symbol", {"query": "𠮷"})
    assert [
        ("(1) 𠮷野の場", None),
        ("No.1 𠮷の会", "(1)-ア 拠点"),
        ("第1章1 𠮷野", "第1章 総括"),
    ] == [(each["name"], each.get("containerName")) for each in found]


def test_what_takes_several_lines_folds(client: Client, city: Path) -> None:
    text = Text(client, city / "sources" / "table.txt")
    found = client.request("textDocument/foldingRange", text.document)
    assert [(1, 2), (4, 6), (5, 6)] == [(each["startLine"], each["endLine"]) for each in found]


def test_titles_stand_behind_references(client: Client, city: Path) -> None:
    text = Text(client, city / "sources" / "draft" / "01.txt")
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    found = client.request("textDocument/inlayHint", {**text.document, "range": whole})
    shown = [
        (text.between(each["position"]["line"], 0, each["position"]["character"]), each["label"])
        for each in found
    ]
    assert shown == [
        ("　｜協働《きょうどう》の𠮷(1)-ア", "「拠点」"),
        ("　｜協働《きょうどう》の𠮷(1)-アと施策1", "「𠮷の会」"),
    ]
    whole["end"] = {"line": 2, "character": 0}
    assert [] == client.request("textDocument/inlayHint", {**text.document, "range": whole})


def test_references_and_files_can_be_opened(client: Client, city: Path) -> None:
    text = Text(client, city / "sources" / "draft" / "01.txt")
    table = (city / "sources" / "table.txt").as_uri()
    found = client.request("textDocument/documentLink", text.document)
    assert [(text.at(each["range"]), each["target"]) for each in found] == [
        ("(1)-ア", f"{table}#L6"),
        ("施策1", f"{table}#L7"),
        ("図.png", (city / "sources" / "draft" / "図.png").as_uri()),
    ]
    settings = Text(client, city / "sources" / "guideline.toml")
    found = client.request("textDocument/documentLink", settings.document)
    assert [(settings.at(each["range"]), each["target"]) for each in found] == [
        ("table.txt", table),
        ("draft", (city / "sources" / "draft").as_uri()),
    ]


def test_settings_have_no_outline(client: Client, city: Path) -> None:
    text = Text(client, city / "sources" / "guideline.toml")
    assert [] == client.request("textDocument/documentSymbol", text.document)
    assert [] == client.request("textDocument/foldingRange", text.document)
