"""What can be built: one entry a document."""

from __future__ import annotations

from pathlib import Path

from guideline_docs.outputs import KEYS, OUTPUTS
from guideline_docs.source.project import DOCUMENTS


def test_keys_and_names_are_given_once() -> None:
    assert ("docx", "pdf", "html", "csv", "json") == KEYS
    assert len({output.name for output in OUTPUTS}) == len(OUTPUTS)


def test_documents_among_the_sources_are_known_by_their_names() -> None:
    assert set(DOCUMENTS) == {Path(output.name).stem for output in OUTPUTS}
