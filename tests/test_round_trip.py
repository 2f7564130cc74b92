"""The workbook out, through LibreOffice, and in again: what nobody has changed is no news."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import calc
import pytest
from bookcase import CASES, book_of, head_row, opened, project_of

from guideline_docs import check
from guideline_docs.cli.printed import own, printed
from guideline_docs.edits.importing import Import, plan
from guideline_docs.edits.taking import taken_from
from guideline_docs.render.templates import Templates
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.workbook import table_sheet
from guideline_docs.views.workbook.parts import ColumnLook, LineKind

NEW = "新しく書いた文（R6年度、3件）。"
# A line of no kind stands under no heading that a table could come back with.
UNPLACED = {"faulty": 1}


@pytest.fixture(scope="module")
def projects() -> dict[str, Snapshot]:
    return {case.name: project_of(case) for case in CASES}


def edited(project: Snapshot, data: bytes) -> bytes:
    """The workbook with another text in a cell of running text of its last measure."""
    view = table_sheet(project.guideline, check(project), Templates().wording())
    book = opened(data)
    sheet = book.worksheets[0]
    texts = [n for n, each in enumerate(view.columns) if each.look is ColumnLook.TEXT]
    line = max(n for n, each in enumerate(view.lines) if each.kind is LineKind.MEASURE and each.counted)
    sheet.cell(head_row(sheet) + 1 + line, texts[0] + 1).value = NEW
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def imported(project: Snapshot, file: Path) -> Import:
    taken = taken_from(file, (), False, project.configuration, own(project))
    return plan(project, taken, partial(printed, project))


@pytest.fixture(scope="module")
def saved(projects: dict[str, Snapshot], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All workbooks as LibreOffice saves them, untouched and edited."""
    folder = tmp_path_factory.mktemp("saved")
    whole = folder / "whole"
    whole.mkdir()
    for name, project in projects.items():
        data = book_of(project)
        (whole / f"{name}.xlsx").write_bytes(data)
        (whole / f"{name}-edited.xlsx").write_bytes(edited(project, data))
    made = calc.converted("xlsx:Calc MS Excel 2007 XML", sorted(whole.iterdir()), folder / "made")
    return {file.stem: file for file in made.iterdir()} | {
        f"{file.stem}-ours": file for file in whole.iterdir()
    }


@calc.needed
@pytest.mark.parametrize("by", ["", "-ours"])
@pytest.mark.parametrize("case", [case.name for case in CASES])
def test_what_nobody_has_changed_is_no_news(
    case: str, by: str, projects: dict[str, Snapshot], saved: dict[str, Path]
) -> None:
    incoming, patch = imported(projects[case], saved[case + by])
    assert not patch and not incoming.edits and not incoming.conflicts
    assert UNPLACED.get(case, 0) == len(incoming.unplaced)


@calc.needed
@pytest.mark.parametrize("case", [case.name for case in CASES])
def test_a_changed_cell_is_the_only_change(
    case: str, projects: dict[str, Snapshot], saved: dict[str, Path]
) -> None:
    incoming, patch = imported(projects[case], saved[f"{case}-edited"])
    assert [NEW] == [change.theirs for change in incoming.edits]
    assert patch and not incoming.conflicts
    assert UNPLACED.get(case, 0) == len(incoming.unplaced)
