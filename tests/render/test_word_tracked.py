"""Tracked changes of all kinds: rejected the old draft, accepted the new one, exactly."""

from __future__ import annotations

from pathlib import Path

import pytest
from resolved import marked, revision_faults
from trackedcase import EDITS, assert_exact, drafts, project
from wordfile import WordFile


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("before") / "city")


@pytest.mark.parametrize("name", EDITS)
def test_an_edit(name: str, before: Path, tmp_path: Path) -> None:
    after = project(tmp_path / "city")
    EDITS[name](after)
    made = drafts(before, after)
    assert [] == revision_faults(made.tracked)
    assert [] == WordFile(made.tracked).faults()
    assert_exact(made)
    back = drafts(after, before)
    assert [] == revision_faults(back.tracked)
    assert_exact(back)
    assert marked(made.tracked)
