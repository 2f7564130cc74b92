"""One list with ``check``: the same findings at the same places, whoever counts how."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lspclient import Client

from guideline_docs import load
from guideline_docs.render.reports import json as report

ROOT = Path(__file__).parents[3]
CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
SEVERITIES = {"error": 1, "warning": 2, "note": 3}
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}

Place = tuple[str, int, int, int, int]


@pytest.fixture(scope="module", params=CODECS)
def client(request: pytest.FixtureRequest) -> Iterator[Client]:
    with Client(ROOT, general={"positionEncodings": [request.param]}) as client:
        capabilities = client.initialize(rootUri=None)
        assert request.param == capabilities["positionEncoding"]
        client.encoding = request.param
        yield client


def checked(name: str) -> list[dict[str, Any]]:
    """What ``check --format json`` says."""
    found = json.loads(report.render(load(name).diagnostics))
    return found["diagnostics"]


def places(items: list[dict[str, Any]], file: Path, encoding: str) -> list[Place]:
    """What an editor shows of a file, as lines and columns of ``check``."""
    text = file.read_bytes().decode("utf-8-sig")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    codec, size = CODECS[encoding]

    def column(line: int, character: int) -> int:
        return len(lines[line].encode(codec)[: character * size].decode(codec)) + 1

    return [
        (
            item["code"],
            item["range"]["start"]["line"] + 1,
            column(**item["range"]["start"]),
            item["range"]["end"]["line"] + 1,
            column(**item["range"]["end"]),
        )
        for item in items
    ]


def file_of(uri: str) -> Path:
    return Path(unquote(urlsplit(uri).path))


@pytest.mark.parametrize("case", [*CASES, ROOT], ids=lambda case: case.name)
def test_the_list_is_that_of_check(client: Client, case: Path) -> None:
    name = case / "sources" if (case / "sources").is_dir() else case / "source.txt"
    folder = {"uri": case.as_uri(), "name": case.name}
    client.send("workspace/didChangeWorkspaceFolders", {"event": {"added": [folder], "removed": []}})
    if name.is_file():
        client.open(name)
    reports = client.request("workspace/diagnostic", {"previousResultIds": []})["items"]
    told = {
        each["uri"]: each["items"]
        for each in reports
        if file_of(each["uri"]).is_relative_to(name)
    }
    expected: dict[str, list[dict[str, Any]]] = {}
    for each in checked(str(name)):
        expected.setdefault(Path(each["path"]).as_uri(), []).append(each)
    assert expected.keys() == {uri for uri, items in told.items() if items}
    for uri, found in expected.items():
        items = told[uri]
        columns = ("line", "column", "end_line", "end_column")
        assert [
            (each["code"], *(each[key] for key in columns)) for each in found
        ] == places(items, file_of(uri), client.encoding)
        for each, item in zip(found, items, strict=True):
            assert "guideline-docs" == item["source"]
            assert (each["name"], each["subject"], each["accepted"]) == tuple(item["data"].values())
            assert each["message"] == item["message"].split("\n")[0]
            severity = 4 if each["accepted"] is not None else SEVERITIES[each["severity"]]
            assert severity == item["severity"]
            assert len(each["related"]) == len(item.get("relatedInformation", []))
            assert item["codeDescription"]["href"].startswith((ROOT / "RULES.ja.md").as_uri())
    if name.is_file():
        client.close(name.as_uri())
