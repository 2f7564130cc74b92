"""Printing in another process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import notation
import pytest
from notation import row

from guideline_docs.failure import CannotMake, CannotRun
from guideline_docs.render import pdf
from guideline_docs.render.templates import Templates, packaged
from guideline_docs.views.progress_table import progress_table

TEMPLATES = Templates()


@pytest.fixture(scope="module")
def view() -> Any:
    return progress_table(notation.guideline(notation.sheet(row(1))), (), TEMPLATES.wording())


def test_a_process_prints_what_this_one_prints(view: Any) -> None:
    with pdf.started() as printer:
        first, second = pdf.begin(printer, view, TEMPLATES), pdf.begin(printer, view, TEMPLATES)
        assert pdf.render(view, TEMPLATES) == first.result() == second.result()


def test_what_is_wrong_is_raised_when_the_result_is_asked_for(view: Any, tmp_path: Path) -> None:
    text = (packaged() / "progress_table.css").read_text(encoding="utf-8")
    (tmp_path / "progress_table.css").write_text(f"{text}\nh2 {{ colour: red }}", "utf-8")
    with pdf.started() as printer:
        pending = pdf.begin(printer, view, Templates([tmp_path]))
        with pytest.raises(CannotRun, match="読めない指定があります"):
            pending.result()
        # The process goes on.
        assert pdf.begin(printer, view, TEMPLATES).result().startswith(b"%PDF")


def test_a_process_that_dies_is_told(view: Any) -> None:
    with pdf.started() as printer:
        for process in printer._processes:
            process.kill()
            process.wait()
        with pytest.raises(CannotMake, match="途中で止まりました"):
            pdf.begin(printer, view, TEMPLATES).result()
        # Another one takes its place.
        assert pdf.begin(printer, view, TEMPLATES).result().startswith(b"%PDF")


def test_a_printer_that_was_not_needed_leaves_nothing_behind() -> None:
    with pdf.started() as printer:
        (process,) = printer._processes
    assert process.poll() is not None
