"""The format: what Microsoft's schemas and Word's habits say of the drafts."""

from __future__ import annotations

import runpy
from pathlib import Path

import notation
import pytest
from auditing import audited
from wordcase import CHAPTERS, ROOT, SHEET, TEMPLATES, made

from guideline_docs import check, load
from guideline_docs.model.configuration import DraftOptions
from guideline_docs.render import word
from guideline_docs.views.draft import draft


def test_the_real_draft(tmp_path: Path) -> None:
    project = load(str(ROOT / "sources"))
    view = draft(project.guideline, check(project), TEMPLATES.wording())
    assert [] == audited(word.render(view, TEMPLATES), tmp_path)


@pytest.mark.parametrize("final", [False, True])
def test_a_draft_with_findings_and_gaps(final: bool, tmp_path: Path) -> None:
    chapters = (*CHAPTERS, "第6章　総括\n\n［＃改ページ］\n\n［＃達成状況のグラフ］\n")
    assert [] == audited(made(SHEET, *chapters, final=final), tmp_path)


def test_a_draft_with_all_that_a_committee_may_ask_for(tmp_path: Path) -> None:
    options = DraftOptions(line_numbers=True, watermark=True, omit_notes=True)
    guideline = notation.guideline(SHEET, *CHAPTERS)
    view = draft(guideline, (), TEMPLATES.wording(), options=options)
    assert [] == audited(word.render(view, TEMPLATES), tmp_path)


def test_a_draft_of_a_thousand_rows(tmp_path: Path) -> None:
    long_sheet = runpy.run_path(str(ROOT / "benchmarks" / "sheets.py"))["long_sheet"]
    guideline = notation.guideline(long_sheet(1000), "第1章　資料\n\n［＃進捗状況一覧］\n")
    view = draft(guideline, (), TEMPLATES.wording())
    assert [] == audited(word.render(view, TEMPLATES), tmp_path)


def test_the_template(tmp_path: Path) -> None:
    assert [] == audited(TEMPLATES.bytes("draft.docx"), tmp_path)
