"""Findings as JUnit XML: one case a rule and file, so that what holds shows too.

A case fails by an error; warnings, notes and accepted findings are told in its output.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from guideline_docs.rules.catalogue import RULES
from guideline_docs.rules.diagnostic import Diagnostic, Severity
from guideline_docs.views.text import printable


def render(diagnostics: Sequence[Diagnostic], paths: Sequence[str]) -> str:
    """``paths`` are the files that were checked, those without findings too."""
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        found.setdefault((diagnostic.path, diagnostic.code), []).append(diagnostic)
    root = Element("testsuites", name="guideline-docs")
    failures = 0
    names = dict.fromkeys([*paths, *(path for path, _ in found)])
    for path in names:
        suite = SubElement(root, "testsuite", name=printable(path))
        failed = sum(_case(suite, path, rule.code, rule.name, found) for rule in RULES)
        suite.set("tests", str(len(RULES)))
        suite.set("failures", str(failed))
        suite.set("errors", "0")
        failures += failed
    root.set("tests", str(len(RULES) * len(names)))
    root.set("failures", str(failures))
    root.set("errors", "0")
    indent(root, " ")
    return "<?xml version='1.0' encoding='utf-8'?>\n" + tostring(root, encoding="unicode") + "\n"


def _case(
    suite: Element,
    path: str,
    code: str,
    name: str,
    found: dict[tuple[str, str], list[Diagnostic]],
) -> bool:
    """Add a case; whether it fails."""
    told = found.get((path, code), [])
    errors = [d for d in told if d.severity is Severity.ERROR and d.accepted is None]
    others = [d for d in told if d not in errors]
    case = SubElement(suite, "testcase", classname=printable(path), name=f"{code} {name}")
    if errors:
        failure = SubElement(case, "failure", type=code)
        failure.set("message", printable(errors[0].finding.message))
        failure.text = "\n".join(map(_line, errors))
    if others:
        SubElement(case, "system-out").text = "\n".join(map(_line, others))
    return bool(errors)


def _line(diagnostic: Diagnostic) -> str:
    kept = f"（確認済み: {diagnostic.accepted}）" if diagnostic.accepted is not None else ""
    return printable(
        f"{diagnostic.span.place}: {diagnostic.severity.word} "
        f"{diagnostic.code} {diagnostic.finding.message}{kept}"
    )
