"""``doctor`` says what is there, what is lacking, and where the manual is."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from guideline_docs.cli import doctor


def test_the_manual_is_where_it_says(run: Any) -> None:
    _, out, _ = run("doctor")
    manual = Path(out.splitlines()[-1].removeprefix("手引き: "))
    assert manual.read_text("utf-8").startswith("# guideline-docs\n")


def test_what_reads_which_format_is_told(run: Any) -> None:
    (line,) = (line for line in run("doctor").out.splitlines() if "表の読み取り" in line)
    assert line.startswith("あり  表の読み取り")
    assert line.endswith(
        f".xlsx .xlsm .ods .fods .docx .csv .tsv .txt（guideline-docs）、.xls（xlrd {version('xlrd')}）"
    )


@pytest.mark.parametrize(
    ("ok", "needed", "status", "says"),
    [
        (True, True, 0, "あり  書体  版 1\n\n検査・Word・PDF・CSV のすべてを作れます\n"),
        (
            False,
            True,
            1,
            "なし  書体  版 1\n      入れ方: こう入れる\n\n"
            "検査・Word・CSV は使えます。PDF は上の「なし」を入れると作れます\n",
        ),
        (
            False,
            False,
            0,
            "任意  書体  版 1\n      入れ方: こう入れる\n\n検査・Word・PDF・CSV のすべてを作れます\n",
        ),
    ],
    ids=["there", "lacking", "optional"],
)
def test_what_is_lacking_is_told_with_how_to_get_it(
    run: Any, monkeypatch: pytest.MonkeyPatch, ok: bool, needed: bool, status: int, says: str
) -> None:
    found = [doctor._Checked("書体", ok, "版 1", "こう入れる", needed)]
    monkeypatch.setattr(doctor, "_everything", lambda: iter(found))
    told = run("doctor")
    assert (status, "") == (told.status, told.err)
    assert says == told.out.partition("手引き: ")[0]
