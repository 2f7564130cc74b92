"""Phrases of Japanese, and who may ask for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from guideline_docs.source.phrases import phrases


def test_a_title_is_taken_apart_where_a_reader_may_pause() -> None:
    assert ("情報の", "集約と", "提供") == phrases("情報の集約と提供")


@pytest.mark.parametrize("text", ["", "あ", "No", " 施策　の\n実施 "])
def test_no_character_is_lost(text: str) -> None:
    assert text == "".join(phrases(text))


def test_a_check_asks_for_none(tmp_path: Path, real_sheet: str) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(real_sheet, encoding="utf-8", newline="")
    program = (
        "import sys, guideline_docs as g\n"
        "g.check(g.load(sys.argv[1]))\n"
        "sys.exit('budoux' in sys.modules)"
    )
    assert 0 == subprocess.run([sys.executable, "-c", program, str(sheet)], check=False).returncode
