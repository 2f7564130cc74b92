"""``refs``: who refers to what, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

REAL = (
    "sources/phase1-progress.txt:50:42: No.20 理由「(3)-ア」"
    " → sources/phase1-progress.txt:21 (3)-ア 市の事業についての情報提供\n"
    "sources/phase1-progress.txt:50:48: No.20 理由「イ」（(3)-イ） → 行き先がありません\n"
    "sources/phase1-progress.txt:50:50: No.20 理由「(5)-2」 → 行き先がありません\n"
    "sources/phase1-progress.txt:53:100: No.22 理由「(3)-ア」"
    " → sources/phase1-progress.txt:21 (3)-ア 市の事業についての情報提供\n"
    "sources/phase1-progress.txt:53:106: No.22 理由「オ」（(3)-オ）"
    " → sources/phase1-progress.txt:30 (3)-オ 利用しやすい形での情報提供\n"
)


def test_references_of_the_real_sheet(project: Path, run: Any) -> None:
    status, out, err = run("refs", "sources/phase1-progress.txt")
    assert (status, err) == (0, "")
    assert out == REAL + "参照 5（うち行き先のないもの 2）\n"


def test_target_may_be_followed_by_where_to_look(sheet_file: Path, run: Any) -> None:
    assert run("refs", "（３）オ", "sheet.txt") == (
        0,
        "sheet.txt:30 (3)-オ 利用しやすい形での情報提供\n"
        "  sheet.txt:53:106: No.22 理由「オ」（(3)-オ）"
        " → sheet.txt:30 (3)-オ 利用しやすい形での情報提供\n"
        "1 か所から参照されています\n",
        "",
    )


def test_json_is_for_programs(project: Path, run: Any) -> None:
    out = run("refs", "(3)-イ", "--format", "json").out
    found = json.loads(out)
    assert found["asked"] == [{"name": "(3)-イ", "target": None}]
    assert [r["origin"] for r in found["references"]] == ["No.20 理由"]


def test_what_is_neither_target_nor_path_is_said(project: Path, run: Any) -> None:
    said = "エラー: 「拠点」は行き先ではありません。'(3)-ア'・施策6・第2章1 のように書いてください\n"
    assert run("refs", "拠点") == (2, "", said)
    assert run("refs", "sources", "sources").err == said.replace("拠点", "sources")
