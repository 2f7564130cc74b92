"""JSON field by field, as the contract has it."""

from __future__ import annotations

import json as standard
from typing import Any

import notation
from notation import row, sheet

from guideline_docs.render.reports import json
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.text import SourceText

FIELDS = {
    "code": str,
    "name": str,
    "severity": str,
    "path": str,
    "line": int,
    "column": int,
    "end_line": int,
    "end_column": int,
    "text": str,
    "subject": str,
    "message": str,
    "hint": str,
    "suggestions": list,
    "related": list,
    "fix": (dict, type(None)),
    "accepted": (str, type(None)),
}


def report(found: list[Diagnostic]) -> dict[str, Any]:
    read: dict[str, Any] = standard.loads(json.render(found))
    return read


def test_finding_of_the_contract(real_sheet: str) -> None:
    found = notation.diagnostics(SourceText("sources/phase1-progress.txt", real_sheet))
    (actual,) = [d for d in report(found)["diagnostics"] if d["code"] == "GD401"]
    assert {
        "code": "GD401",
        "name": "dangling-reference",
        "severity": "error",
        "path": "sources/phase1-progress.txt",
        "line": 50,
        "column": 48,
        "end_line": 50,
        "end_column": 49,
        "text": "イ",
        "subject": "(3)-イ",
        "message": "参照先「(3)-イ」がありません",
        "hint": "(3) の小項目は ア・ウ・エ・オ です",
        "suggestions": ["(3)-ア", "(3)-ウ", "(3)-エ", "(3)-オ"],
        "related": actual["related"],
        "fix": None,
        "accepted": None,
    } == actual
    assert [
        ("sources/phase1-progress.txt", 20, "(3) はここです")
    ] == [(r["path"], r["line"], r["message"]) for r in actual["related"]]


def test_report_has_version_counts_and_findings(real_sheet: str) -> None:
    read = report(notation.diagnostics(real_sheet))
    assert ["schema_version", "counts", "diagnostics"] == list(read)
    assert 1 == read["schema_version"]
    assert {"error": 10, "warning": 12, "note": 9, "accepted": 0} == read["counts"]


def test_every_finding_has_every_field(real_sheet: str) -> None:
    for finding in report(notation.diagnostics(real_sheet))["diagnostics"]:
        assert list(FIELDS) == list(finding)
        wrong = [name for name, kind in FIELDS.items() if not isinstance(finding[name], kind)]
        assert [] == wrong


def test_text_is_the_source_between_its_ends(real_sheet: str) -> None:
    lines = real_sheet.split("\n")
    for d in report(notation.diagnostics(real_sheet))["diagnostics"]:
        assert d["end_line"] == d["line"]
        assert d["text"] == lines[d["line"] - 1][d["column"] - 1 : d["end_column"] - 1]


def test_place_over_two_lines_ends_on_the_second() -> None:
    text = sheet(row(1, status="@@")).replace("@@", '"実施\r\n中"')
    (d,) = report(notation.diagnostics(text))["diagnostics"]
    assert (10, 16, 11, 2) == (d["line"], d["column"], d["end_line"], d["end_column"])
    assert "実施\r\n中" == d["text"]


def test_column_counts_code_points() -> None:
    text = sheet(row(1, results="𠮟る葛\U000e0100城か\u3099【要確認】"))
    (d,) = [d for d in report(notation.diagnostics(text))["diagnostics"] if d["code"] == "GD802"]
    assert (24, 29) == (d["column"], d["end_column"])


def test_fix_is_its_edits() -> None:
    (d,) = report(notation.diagnostics(sheet(row(1, proposal="I"))))["diagnostics"]
    assert {
        "edits": [
            {"line": 10, "column": 26, "end_line": 10, "end_column": 27, "replacement": "Ⅰ"}
        ]
    } == d["fix"]


def test_accepted_findings_stay_with_their_reason_and_count_apart() -> None:
    found = notation.diagnostics(sheet(row(1, rationale="(1)-イを")))
    read = report([d._replace(accepted="公表時のまま残す") for d in found])
    assert {"error": 0, "warning": 0, "note": 0, "accepted": 1} == read["counts"]
    assert ["公表時のまま残す"] == [d["accepted"] for d in read["diagnostics"]]


def test_every_finding_is_there_however_many() -> None:
    found = notation.diagnostics(sheet(*(row(n, tier="Ⅸ") for n in range(1, 121))))
    assert 120 == len(report(found)["diagnostics"])


def test_nothing_found() -> None:
    assert {
        "schema_version": 1,
        "counts": {"error": 0, "warning": 0, "note": 0, "accepted": 0},
        "diagnostics": [],
    } == report([])
