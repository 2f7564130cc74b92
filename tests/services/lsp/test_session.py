"""What is open, and what it belongs to: unsaved texts count, files that change are noticed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from lspclient import Client
from notation import category, row, subsection
from notation import sheet as sheet_text

GOOD = sheet_text(category(1), subsection("ア"), row(1), row(2))
GAP = sheet_text(category(1), subsection("ア"), row(1), row(3))


def codes(items: list[dict[str, Any]], *severities: int) -> list[str]:
    return [item["code"] for item in items if not severities or item["severity"] in severities]


def errors(items: list[dict[str, Any]]) -> list[str]:
    """Of the real project: there is no error but those that are accepted."""
    return codes(items, 1)


def place(item: dict[str, Any]) -> tuple[int, int]:
    start = item["range"]["start"]
    return start["line"] + 1, start["character"] + 1


def replaced(text: str, old: str, new: str) -> dict[str, str]:
    assert old in text
    return {"text": text.replace(old, new)}


def accepted_off(project: Path) -> None:
    (project / "sources" / "accepted.toml").write_text("", encoding="utf-8")


def test_unsaved_texts_of_several_files_count_together(client: Client, project: Path) -> None:
    chapter = project / "sources" / "draft" / "02-第1期の総括.txt"
    sheet = project / "sources" / "phase1-progress.txt"
    first, second = client.open(chapter), client.open(sheet)
    before = errors(client.diagnostics(first, 1))
    assert "GD401" not in before
    # 施策 24 is in neither file: in the chapter it is wrong until the sheet has it.
    text = chapter.read_text("utf-8")
    client.change(first, 2, {"text": text.rstrip("\n") + "\n施策24に続けて検討する。\n"})
    assert [*before, "GD404"] == errors(client.diagnostics(first, 2))
    rows = sheet.read_text("utf-8").rstrip("\n")
    last = rows.split("\n")[-1].split("\t")
    added = "\t".join(["24", "新しい施策", *last[2:]])
    client.change(second, 2, {"text": f"{rows}\n{added}\n"})
    assert before == errors(client.diagnostics(first, 2))
    # Closed without being saved it is as it was.
    client.close(second)
    assert [*before, "GD404"] == errors(client.diagnostics(first, 2))


def test_several_projects_at_once(tmp_path: Path, project: Path) -> None:
    other = tmp_path / "別の案件"
    shutil.copytree(project, other)
    accepted_off(other)
    with Client(tmp_path) as client:
        client.initialize()
        name = "sources/phase1-progress.txt"
        one, two = client.open(project / name), client.open(other / name)
        assert [] == errors(client.diagnostics(one, 1))
        assert {"GD401", "GD501"} < set(errors(client.diagnostics(two, 1)))


def test_a_sheet_that_stands_alone_is_told_of_while_it_is_open(tmp_path: Path) -> None:
    alone, other = tmp_path / "一覧.txt", tmp_path / "読み物.txt"
    alone.write_text(GAP, "utf-8")
    other.write_text("これは指針とは関わりのない文です。\n", "utf-8")
    with Client(tmp_path) as client:
        client.initialize()
        uri = client.open(alone)
        assert ["GD203"] == codes(client.diagnostics(uri, 1))
        client.change(uri, 2, {"text": GOOD})
        assert [] == client.diagnostics(uri, 2)
        client.change(uri, 3, {"text": GAP})
        assert ["GD203"] == codes(client.diagnostics(uri, 3))
        client.close(uri)
        assert [] == client.diagnostics(uri)
        told = {m["params"]["uri"] for m in client.told if "publish" in m.get("method", "")}
        assert other.as_uri() not in told


def test_who_opens_a_text_is_told_of_that_first(client: Client, project: Path, sheet: Path) -> None:
    """Then of the rest of the project; and of all of it where nothing is opened."""
    uri = client.open(project / "sources" / "draft" / "02-第1期の総括.txt")
    first = client.wait(lambda m: m.get("method") == "textDocument/publishDiagnostics")
    assert uri == first["params"]["uri"]
    assert [] != client.diagnostics(sheet.as_uri())
    with Client(project) as other:
        other.initialize()
        assert [] != other.diagnostics(sheet.as_uri())


def test_a_folder_without_a_project_is_none(tmp_path: Path) -> None:
    (tmp_path / "写真").mkdir()
    with Client(tmp_path) as client:
        client.initialize()
        assert {"items": []} == client.request("workspace/diagnostic", {"previousResultIds": []})
        assert 0 == client.end()


def test_a_page_that_is_no_file_stands_alone(client: Client) -> None:
    uri = client.open("untitled:Untitled-1", "")
    assert [] == client.diagnostics(uri, 1)
    client.change(uri, 2, {"text": GAP})
    (gap,) = client.diagnostics(uri, 2)
    row = GAP.split("\n").index(next(line for line in GAP.split("\n") if line.startswith("3\t")))
    # It is told where it is, not at the top of the page.
    assert ("GD203", (row + 1, 1)) == (gap["code"], place(gap))
    asked = {"textDocument": {"uri": uri}, "range": gap["range"], "context": {"diagnostics": []}}
    mends = client.request("textDocument/codeAction", asked)
    # There is no folder in which an acceptance or a map of the numbers could be kept.
    assert ["番号の飛びを詰める（参照も合わせて直します）", "プレビューをブラウザーで開く"] == [
        each["title"] for each in mends
    ]
    assert [uri] == list(mends[0]["edit"]["changes"])
    client.close(uri)
    assert [] == client.diagnostics(uri)


def test_a_file_is_one_however_its_uri_is_spelled(
    client: Client, project: Path, sheet: Path
) -> None:
    uri, other = sheet.as_uri(), sheet.as_uri().replace("-", "%2D")
    accepted_off(project)
    text = sheet.read_text("utf-8").replace("(3)-ア", "(9)-ア", 1)
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    pulled = [
        client.request("textDocument/diagnostic", {"textDocument": {"uri": each}})["items"]
        for each in (uri, other)
    ]
    assert pulled[0] == pulled[1] != []
    client.open(sheet)
    client.open(other, text)
    # Open twice, the newest counts for both; closed, the other one does again.
    assert client.diagnostics(other, 1) == client.request(
        "textDocument/diagnostic", {"textDocument": {"uri": uri}}
    )["items"]
    for each in (uri, other):
        asked = {"textDocument": {"uri": each}, "range": whole, "context": {"diagnostics": []}}
        found = client.request("textDocument/codeAction", asked)
        assert "GD401「(9)-ア」を確認済みにする（理由を書きます）" in [a["title"] for a in found]
    client.change(uri, 2, {"text": text.replace("(9)-ア", "(8)-ア")})
    client.close(other)
    told = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]
    assert ["(8)-ア", "(8)-イ"] == [each["data"]["subject"] for each in told if each["code"] == "GD401"]


def test_a_project_that_is_made_later_in_an_open_folder_is_told_of(
    tmp_path: Path, project: Path
) -> None:
    folder = tmp_path / "後からの案件"
    folder.mkdir()
    with Client(folder) as client:
        client.initialize()
        made = shutil.copytree(project / "sources", folder / "sources") / "guideline.toml"
        event = {"changes": [{"uri": made.as_uri(), "type": 1}]}
        client.send("workspace/didChangeWatchedFiles", event)
        assert "GD503" in codes(
            client.diagnostics((folder / "sources" / "phase1-progress.txt").as_uri())
        )


def test_a_chapter_that_is_not_saved_yet_is_part_of_its_project(
    client: Client, project: Path
) -> None:
    new = project / "sources" / "draft" / "08-新しい章.txt"
    uri = client.open(new, "第9章　新しい章\n\n　(3)-ア、(9)-アと進める。\n")
    # The number that is expected is the next of the chapters there are.
    assert ["GD208", "GD401"] == codes(client.diagnostics(uri, 1))
    client.change(uri, 2, {"text": "第8章　新しい章\n\n　(3)-アと進める。\n"})
    assert [] == client.diagnostics(uri, 2)
    new.write_text("第8章　新しい章\n\n　(3)-アと進める。\n", "utf-8")
    client.send("textDocument/didSave", {"textDocument": {"uri": uri}})
    client.change(uri, 3, {"text": "第8章　新しい章\n\n　(9)-アと進める。\n"})
    assert ["GD401"] == codes(client.diagnostics(uri, 3))


# --- settings ----------------------------------------------------------------------------


def test_broken_settings_are_told_where_they_are_broken_and_the_rest_goes_on(
    client: Client, project: Path, sheet: Path
) -> None:
    settings = project / "sources" / "guideline.toml"
    uri, table = client.open(settings), client.open(sheet)
    client.diagnostics(table, 1)
    text = settings.read_text("utf-8")
    client.change(uri, 2, {"text": text + "\n[severity]\nGD501 = \n"})
    (told,) = client.diagnostics(uri, 2)
    lines = text.count("\n")
    assert (1, (lines + 3, 9)) == (told["severity"], place(told))
    assert f"guideline.toml:{lines + 3}:9: TOML として読めません（GD501 =）" in told["message"]
    # What is typed in the sheet is checked all the same, as under the settings before.
    client.change(table, 2, replaced(sheet.read_text("utf-8"), "\n22\t", "\n29\t"))
    assert ["GD203"] == errors(client.diagnostics(table, 2))
    client.change(uri, 3, {"text": text + '\n[severity]\nGD203 = "off"\n'})
    assert [] == client.diagnostics(uri, 3)
    assert [] == errors(client.diagnostics(table, 2))


def test_settings_that_were_never_good_are_told_too(client: Client, project: Path) -> None:
    settings = project / "sources" / "guideline.toml"
    settings.write_text('[severity]\nGD999 = "off"\n', "utf-8")
    (told,) = client.diagnostics(client.open(settings), 1)
    assert (2, 1) < place(told) < (3, 1)
    assert told["message"].startswith(
        "sources/guideline.toml: [severity] の「GD999」という指摘はありません"
    )


def test_an_acceptance_counts_as_it_is_typed(client: Client, project: Path, sheet: Path) -> None:
    accepted = project / "sources" / "accepted.toml"
    uri, table = client.open(accepted), client.open(sheet)
    before = client.diagnostics(table, 1)
    assert [] == errors(before)
    client.change(uri, 2, {"text": ""})
    assert [] == codes(client.diagnostics(table, 1), 4)
    entry = '[[accept]]\ncode = "GD401"\npath = "phase1-progress.txt"\nsubject = "(3)-イ"\n'
    client.change(uri, 3, {"text": entry + 'reason = ""\n'})
    assert ["GD902"] == codes(client.diagnostics(uri, 3))
    client.change(uri, 4, {"text": entry + 'reason = "第1期のまま残す"\n'})
    assert [] == client.diagnostics(uri, 4)
    told = [item for item in client.diagnostics(table, 1) if item["code"] == "GD401"]
    assert [4] == [item["severity"] for item in told]
    assert told[0]["message"].endswith("\n確認済み: 第1期のまま残す")


def test_what_is_no_text_is_told_where_somebody_looks(client: Client, project: Path) -> None:
    (project / "sources" / "draft" / "08-まとめ.docx").write_bytes(b"PK\x03\x04")
    settings = project / "sources" / "guideline.toml"
    told = [item for item in client.diagnostics(client.open(settings), 1) if item["code"] == "GD106"]
    assert [(1, 1)] == [place(item) for item in told]
    assert told[0]["message"].startswith("sources/draft/08-まとめ.docx: ")


# --- files -------------------------------------------------------------------------------


def test_files_that_change_outside_are_noticed(client: Client, project: Path, sheet: Path) -> None:
    """With a word from the client, and without one."""
    uri = client.open(project / "sources" / "guideline.toml")
    client.diagnostics(uri, 1)
    table = sheet.as_uri()
    assert [] == errors(client.diagnostics(table))
    text = sheet.read_text("utf-8")
    sheet.write_text(text.replace("\n22\t", "\n29\t"), "utf-8")
    event = {"changes": [{"uri": table, "type": 2}]}
    client.send("workspace/didChangeWatchedFiles", event)
    assert ["GD203"] == errors(client.diagnostics(table))
    sheet.write_text(text, "utf-8")
    assert [] == errors(client.diagnostics(table))
    new = project / "sources" / "draft" / "08-新しい章.txt"
    new.write_text("第9章　新しい章\n", "utf-8")
    assert ["GD208"] == codes(client.diagnostics(new.as_uri()))
    new.unlink()
    assert [] == client.diagnostics(new.as_uri())


@pytest.mark.parametrize("shown", ["", "\ufeff"], ids=["hidden", "shown"])
def test_a_bom_moves_nothing(client: Client, project: Path, shown: str) -> None:
    """Whether the client takes it for a character or not."""
    chapter = project / "sources" / "draft" / "08-新しい章.txt"
    text = "第8章　新しい章（　【要確認】\n\n　(9)-アと進める。\n"
    chapter.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    uri = client.open(chapter, shown + text)
    told = client.diagnostics(uri, 1)
    at = {item["code"]: place(item) for item in told}
    assert (3, 2) == at["GD401"]
    # The first line alone has another beginning.
    assert (1, text.index("【") + 1 + len(shown)) == at["GD802"]
    client.change(uri, 2, {"text": shown + text.replace("(9)", "(3)")})
    assert ["GD802"] == codes(client.diagnostics(uri, 2))


def test_a_file_that_the_client_misreads_counts_as_it_is(client: Client, project: Path) -> None:
    """cp932, taken for UTF-8: the client shows signs for what it cannot read."""
    chapter = project / "sources" / "draft" / "08-新しい章.txt"
    data = "第8章　新しい章\n\n　(9)-アと進める。\n".encode("cp932")
    chapter.write_bytes(data)
    uri = client.open(chapter, data.decode("utf-8", "replace"))
    assert ["GD002", "GD401"] == codes(client.diagnostics(uri, 1))


def test_what_bytes_tell_stays_told(client: Client, project: Path) -> None:
    """The client shows a broken file with signs, as we read it."""
    chapter = project / "sources" / "draft" / "08-新しい章.txt"
    data = "第8章　新しい章\n\n　市の取組".encode() + b"\xff" + "である。\n".encode()
    chapter.write_bytes(data)
    uri = client.open(chapter, data.decode("utf-8", "replace"))
    assert ["GD001"] == codes(client.diagnostics(uri, 1))


# --- asked for ---------------------------------------------------------------------------


def test_who_asks_is_told_what_is_new_and_no_more(project: Path, sheet: Path) -> None:
    accepted_off(project)
    with Client(project, textDocument={"diagnostic": {}}) as client:
        client.initialize()
        uri = client.open(sheet)
        document = {"textDocument": {"uri": uri}}
        # Until it asks it is told, as any other client.
        assert "GD401" in codes(client.diagnostics(uri, 1))
        client.told.clear()
        report = client.request("textDocument/diagnostic", document)
        assert "full" == report["kind"]
        assert "GD401" in codes(report["items"])
        assert [] == client.diagnostics(uri)
        again = document | {"previousResultId": report["resultId"]}
        assert {"kind": "unchanged", "resultId": report["resultId"]} == client.request(
            "textDocument/diagnostic", again
        )
        client.change(uri, 2, replaced(sheet.read_text("utf-8"), "(3)-ア、イ", "(3)-ア、ウ"))
        newer = client.request("textDocument/diagnostic", again)
        assert "full" == newer["kind"]
        assert "GD401" not in codes(newer["items"])
        every = client.request("workspace/diagnostic", {"previousResultIds": []})["items"]
        (own,) = (each for each in every if each["uri"] == uri)
        assert (newer["resultId"], 2) == (own["resultId"], own["version"])
        known = [{"uri": each["uri"], "value": each["resultId"]} for each in every]
        same = client.request("workspace/diagnostic", {"previousResultIds": known})["items"]
        assert {"unchanged"} == {each["kind"] for each in same}
        # What it was told before it has been taken back.
        told = [m["params"] for m in client.told if "publishDiagnostics" in m.get("method", "")]
        last = {each["uri"]: each["diagnostics"] for each in told}
        assert [] == [uri for uri, items in last.items() if items]


def test_who_asks_is_told_to_ask_again_when_a_file_changes_outside(
    project: Path, sheet: Path
) -> None:
    with Client(
        project,
        textDocument={"diagnostic": {}},
        workspace={"diagnostics": {"refreshSupport": True}},
    ) as client:
        client.initialize()
        uri = client.open(project / "sources" / "guideline.toml")
        client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        sheet.write_text(sheet.read_text("utf-8").replace("\n22\t", "\n29\t"), "utf-8")
        asked = client.wait(lambda m: m.get("method") == "workspace/diagnostic/refresh")
        client.raw(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": None}).encode())
        table = {"textDocument": {"uri": sheet.as_uri()}}
        assert ["GD203"] == errors(client.request("textDocument/diagnostic", table)["items"])
        assert 0 == client.end()
        assert "" == client.log()
