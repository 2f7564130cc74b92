"""What can be built: one entry a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from guideline_docs import check, load, outputs
from guideline_docs.outputs import KEYS, OUTPUTS, USUAL, Making, Order
from guideline_docs.source.project import DOCUMENTS
from guideline_docs.views import progress_table


def test_keys_and_names_are_given_once() -> None:
    assert ("docx", "pdf", "html", "csv", "json", "xlsx") == KEYS
    assert ("docx", "pdf", "html", "csv", "json") == USUAL
    assert len({output.name for output in OUTPUTS}) == len(OUTPUTS)


def test_documents_among_the_sources_are_known_by_their_names() -> None:
    assert set(DOCUMENTS) == {Path(output.name).stem for output in OUTPUTS}


def test_paper_and_screen_show_one_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = []
    made_by = progress_table.progress_table

    def counted(*arguments: object) -> object:
        made.append(made_by(*arguments))
        return made[-1]

    monkeypatch.setattr(progress_table, "progress_table", counted)
    snapshot = load("sources")
    order = Order(out=tmp_path, only=KEYS)
    making = Making(snapshot, check(snapshot), order, outputs.looks(snapshot))
    views = {output.key: output.view(making) for output in OUTPUTS}
    assert [views["pdf"]] == made
    assert made[0] is views["html"].table
