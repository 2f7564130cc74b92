"""Answers that LibreOffice has saved, sorted and typed: the same as any other."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from answercase import Form, answered, changes, collecting, eleven, opened, send
from calcmacro import CSV, Calc
from libreoffice import needs_libreoffice
from openpyxl.comments import Comment

pytestmark = needs_libreoffice

S, R, B = "施策の実施", "実績", "備考"


class Saved(NamedTuple):
    home: Path
    folder: Path


def _around(form: Form) -> None:
    form.put(14, B, "備考です。")
    form.sheet[form.cell(3, R)].comment = Comment("注です。", "係")
    form.cover["C25"] = "表紙へのお返事"
    form.put(14, "内容", "相談会の開催（仮）")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """One answer as openpyxl has filled it in, saved by LibreOffice in each kind, and one that
    LibreOffice has typed and sorted in."""
    folder = tmp_path_factory.mktemp("calc")
    home = eleven(folder / "project")
    sent = send(home, folder / "sent")
    filled = answered(
        sent["福祉課"],
        folder / "filled" / "answer.xlsx",
        {(3, S): "済", (3, R): "一行目\n二行目「=1+1」", (14, R): "0120"},
        _around,
    )
    calc = Calc(folder)
    for kind in ("xlsx", "xls", "ods", CSV):
        calc.saved([filled], kind, folder / kind[:4].strip(":"))
    source = folder / "sent" / "typed.xlsx"
    source.write_bytes(sent["防災課"].read_bytes())
    (folder / "typed").mkdir()
    for kind in ("xlsx", "xls", "ods"):
        calc.typed(source, folder / "typed" / f"typed.{kind}")
    return Saved(home, folder)


ANSWERS = [
    "No.3 施策の実施: 「着手中」→「済」",
    "No.3 実績: 「3回実施した。」→「一行目\n二行目「=1+1」」",
    "No.14 実績: 「14回実施した。」→「0120」",
]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_an_answer_is_the_same_in_each_kind_of_workbook(saved: Saved, kind: str) -> None:
    (file,) = (saved.folder / kind).iterdir()
    found = collecting(saved.home, file)
    assert ANSWERS == changes(found)
    assert [
        "locked No.14 内容 G3「相談会の開催（仮）」",
        "remark No.14 備考 M3「備考です。」",
        "beside No.3 実績 L2「注です。」",
        "beside 照会!C25「表紙へのお返事」",
    ] == opened(found)
    assert ("福祉課",) == found.taken[0].departments


def test_an_answer_saved_between_commas_has_what_stood_in_cells(saved: Saved) -> None:
    (file,) = (saved.folder / "csv").iterdir()
    found = collecting(saved.home, file)
    assert ANSWERS == changes(found)
    assert ["locked No.14 内容 G3「相談会の開催（仮）」", "remark No.14 備考 M3「備考です。」"] == opened(found)
    assert ("福祉課",) == found.taken[0].departments


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_an_answer_that_was_typed_and_sorted_there(saved: Saved, kind: str) -> None:
    found = collecting(saved.home, saved.folder / "typed" / f"typed.{kind}")
    assert [
        f"No.{n} 実績: 「{n}回実施した。」→「Calc {n}\nsecond line」" for n in (5, 6, 17)
    ] == changes(found)
    remarks = [each for each in found.open if each.matter == "remark"]
    assert {"No.5", "No.6", "No.17"} == {each.name for each in remarks}
    assert 1 == sum(each.theirs == "42" for each in remarks)
    assert len(remarks) == len(found.open)
