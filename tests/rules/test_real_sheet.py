"""The one real sheet: every fault of it at its place, and nothing else."""

from __future__ import annotations

import notation

from guideline_docs.rules.diagnostic import Diagnostic, Severity


def of(found: list[Diagnostic], severity: Severity) -> list[str]:
    return [
        f"{d.code} {d.span.line} {d.finding.subject}「{d.span.text}」"
        for d in found
        if d.severity is severity
    ]


def test_errors(real_sheet: str) -> None:
    assert [
        "GD503 5 【Ⅰ】着手中「【Ⅰ】」",
        "GD501 5 【Ⅰ】済「5」",
        "GD501 6 【Ⅱ-ア】着手中「2」",
        "GD501 6 【Ⅱ-ア】一部済「1」",
        "GD501 7 【Ⅱ-イ】済「5」",
        "GD502 7 【Ⅱ-イ】「8」",
        "GD202 26 (3)-ウ「ウ」",
        "GD205 43 (6)「多様な中間支援組織との連携」",
        "GD401 50 (3)-イ「イ」",
        "GD402 50 (5)-2「(5)-2」",
    ] == of(notation.diagnostics(real_sheet), Severity.ERROR)


def test_warnings(real_sheet: str) -> None:
    assert [
        "GD601 12 No.1「Ⅲに降格」",
        "GD601 13 No.2「Ⅲに降格」",
        "GD602 22 No.6「センターとの意見交換を参考。担当課が抱える行政課題や、優先度は低いが"
        "見逃しがちな課題や、優先度が低いが見逃しがちな課題を記載するマッチングシートのような"
        "ものを実施したい。できるなら令和5年度中に照会をかけた、4月頭にホームページにアップ。」",
        "GD701 22 優先度が低いが見逃しがちな課題「優先度が低いが見逃しがちな課題」",
        "GD304 22 No.6「I」",
        "GD304 23 No.7「I」",
        "GD304 24 No.8「I」",
        "GD304 25 No.9「I」",
        "GD304 41 No.16「I」",
        "GD304 47 No.18「I」",
        "GD304 51 No.21「I」",
        "GD604 53 No.22「○」",
    ] == of(notation.diagnostics(real_sheet), Severity.WARNING)


def test_notes(real_sheet: str) -> None:
    assert [
        "GD305 12 No.1「重点施策」",
        "GD305 13 No.2「重点施策」",
        "GD305 16 No.3「重点施策」",
        "GD702 22 元号「令和5年度」",
        "GD606 36 No.14「継続」",
        "GD305 47 No.18「重点施策」",
        "GD606 48 No.19「継続」",
        "GD305 50 No.20「重点施策」",
        "GD305 53 No.22「重点施策」",
    ] == of(notation.diagnostics(real_sheet), Severity.NOTE)


def test_letter_that_was_a_digit_is_suggested(real_sheet: str) -> None:
    found = {d.code: d.finding for d in notation.diagnostics(real_sheet)}
    assert ("(5)-イ",) == found["GD402"].suggestions
    assert ("(3)-ア", "(3)-ウ", "(3)-エ", "(3)-オ") == found["GD401"].suggestions


def test_look_alike_tiers_and_figures_of_the_summary_have_one_certain_mend(
    real_sheet: str,
) -> None:
    mends = {
        f"{d.code} {edit.span.line} {edit.span.text}→{edit.text}"
        for d in notation.diagnostics(real_sheet)
        for fix in d.finding.fixes
        for edit in fix.edits
    }
    assert {
        *(f"GD304 {line} I→Ⅰ" for line in (22, 23, 24, 25, 41, 47, 51)),
        "GD501 5 5→4",
        "GD501 6 2→1",
        "GD501 6 1→2",
        "GD501 7 5→6",
        "GD502 7 8→9",
        "GD502 7 6→9",
    } == mends
