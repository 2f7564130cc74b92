"""Whatever a department writes, into whichever cell: it is a change, is in already, or is told."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from answercase import Form, collecting, eleven, send
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from guideline_docs.edits.collecting import Collected
from guideline_docs.model.inquiry import ANSWERS, COVER

WORDS = (
    *("済", "未", "着手中", "済（予定）", "完了", "なし", "－", "変更なし", "同上", "3回実施した。", "三番の回答"),
    *("二行の\n回答", "=not a formula", "1/2", "引用\"印\"", "【Ⅰ】", "施策", "3", "見守り活動の支援", "  ", "123"),
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Path]]:
    folder = tmp_path_factory.mktemp("asked")
    home = eleven(folder / "project")
    return home, send(home, folder)


places = st.tuples(st.integers(2, 8), st.integers(4, 16))
written = st.dictionaries(places, st.sampled_from(WORDS), max_size=8)
covered = st.dictionaries(st.tuples(st.integers(1, 24), st.integers(1, 4)), st.sampled_from(WORDS), max_size=2)


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(answers=written, cover=covered, order=st.permutations(range(2, 6)), department=st.sampled_from(["防災課", "福祉課"]))
def test_nothing_that_is_written_goes_without_a_line(
    asked: tuple[Path, dict[str, Path]],
    answers: dict[tuple[int, int], str],
    cover: dict[tuple[int, int], str],
    order: list[int],
    department: str,
) -> None:
    home, sent = asked
    form = Form(sent[department])
    _sort(form, order)
    before = {place: text for place, text in _cells(form)}
    for sheet, wanted in ((form.sheet, answers), (form.cover, cover)):
        for (row, column), text in wanted.items():
            cell = sheet.cell(row, column)
            if type(cell).__name__ != "MergedCell":
                cell.value = text
                cell.data_type = "s"
    with tempfile.TemporaryDirectory() as folder:
        file = form.save(Path(folder) / "a.xlsx")
        found = collecting(home, file)
        new = {
            place: text
            for place, text in _cells(Form(file))
            if text.strip() and text.strip() != before.get(place, "").strip()
        }
    told = list(_lines(found))
    same = (home / "table.txt").read_text("utf-8") if found.same else ""
    said = [who for state in found.states for who in state.answerers] + [same]
    lost = {
        place: text
        for place, text in new.items()
        if not _is_told(place, text.strip(), told) and not any(text.strip() in each for each in said)
    }
    assert {} == lost


def _sort(form: Form, order: list[int]) -> None:
    """The rows in another order, hidden columns and all."""
    rows = [[cell.value for cell in row] for row in form.sheet.iter_rows(min_row=2, max_row=form.sheet.max_row)]
    wanted = [rows[at - 2] for at in order if at - 2 < len(rows)]
    wanted += [row for row in rows if row not in wanted]
    for at, row in enumerate(wanted, start=2):
        for column, value in enumerate(row, start=1):
            form.sheet.cell(at, column).value = value


def _cells(form: Form) -> Iterator[tuple[str, str]]:
    """``F7`` of the answers, ``照会!B3`` of the cover; what people see of them."""
    for name in (ANSWERS, COVER):
        for row in form.book[name].iter_rows():
            for cell in row:
                text = "" if cell.value is None else str(cell.value)
                if name != COVER or not text.startswith("="):
                    yield (cell.coordinate if name == ANSWERS else f"{name}!{cell.coordinate}"), text


def _lines(found: Collected) -> Iterator[tuple[str, str]]:
    """Everything that the report would say, by its cell."""
    yield from ((each.change.cell, each.change.theirs) for each in found.taken)
    yield from ((each.cell, each.theirs) for each in found.open)
    yield from ((note.cell, note.text) for note in found.notes)


def _is_told(place: str, text: str, told: list[tuple[str, str]]) -> bool:
    """Whether a cell has a line of its own, or its words stand in that of its row."""
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return any(
        cell == place or (cell.endswith(row) and cell.rstrip("0123456789") + row == cell and text in said)
        for cell, said in told
    )
