"""``outline``: the tree of a project from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CHAPTER_4 = "   1  第4章 施策の体系\n   3    第4章1 重点区分\n  14    第4章2 体系\n"


def test_tree_of_the_real_project(project: Path, run: Any) -> None:
    status, out, err = run("outline")
    assert (status, err) == (0, "")
    head = (
        "sources/phase1-progress.txt\n"
        "  10  (1) 活動の場の提供に関すること\n"
        "  11    (1)-ア 市民活動団体等の活動拠点の確保\n"
        "  12      No.1 民間施設等の活用に向けた協力体制の構築\n"
    )
    assert out.startswith(head)
    assert out.count("No.") == 23
    assert "\nsources/draft/04-施策の体系.txt\n" + CHAPTER_4 in out


def test_file_shows_its_own_tree_only(project: Path, run: Any) -> None:
    out = run("outline", "sources/draft/04-施策の体系.txt").out
    assert out == "sources/draft/04-施策の体系.txt\n" + CHAPTER_4


def test_json_is_utf8_on_any_console(sheet_file: Path, start: Any) -> None:
    env = {"PYTHONIOENCODING": "cp932"}
    status, out, err = start("outline", "sheet.txt", "--format", "json", env=env)
    (source,) = json.loads(out)["sources"]
    assert (status, err, len(source["entries"])) == (0, "", 7)


def test_missing_folder_is_said_in_one_sentence(folder: Path, run: Any) -> None:
    assert run("outline") == (2, "", "エラー: sources: ファイルもフォルダーもありません\n")
