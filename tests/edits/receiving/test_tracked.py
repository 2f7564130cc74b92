"""A draft that was sent with tracked changes comes back: those are no answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from resolved import resolved
from returncase import opened, received, told
from trackedcase import EDITS, Drafts, drafts, mixed, project


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("before") / "city")


@pytest.fixture(scope="module")
def sent(before: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Drafts]]:
    """Projects with many edits each, and what was sent of them."""
    folder = tmp_path_factory.mktemp("mixed")
    return [(after, drafts(before, after)) for after in mixed(folder, list(EDITS))]


@pytest.mark.parametrize("accepted_only", [False, True])
def test_an_unedited_draft_brings_nothing(
    sent: list[tuple[Path, Drafts]], accepted_only: bool, tmp_path: Path
) -> None:
    for after, made in sent:
        (tmp_path / "back.docx").write_bytes(made.tracked)
        found = received(opened(after), tmp_path / "back.docx", accepted_only=accepted_only)
        assert ({}, [], ()) == (dict(found.patch.edits), told(found), found.comments)


def test_a_change_that_was_rejected_is_an_edit(before: Path, tmp_path: Path) -> None:
    after = project(tmp_path / "city")
    EDITS["a word in a paragraph"](after)
    (tmp_path / "back.docx").write_bytes(resolved(drafts(before, after).tracked, accept=False))
    (edits,) = received(opened(after), tmp_path / "back.docx").patch.edits.values()
    assert [("中期的", "短期的")] == [(edit.span.text, edit.text) for edit in edits]


def test_open_changes_of_a_hand_are_told_from_those_that_were_sent(
    before: Path, tmp_path: Path
) -> None:
    after = project(tmp_path / "city")
    EDITS["a word in a paragraph"](after)
    tracked = drafts(before, after).tracked
    dated = _by_hand(tracked)
    assert dated != tracked
    (tmp_path / "back.docx").write_bytes(dated)
    assert {} == received(opened(after), tmp_path / "back.docx").patch.edits
    (edits,) = received(opened(after), tmp_path / "back.docx", accepted_only=True).patch.edits.values()
    assert [("中期的", "短期的")] == [(edit.span.text, edit.text) for edit in edits]


def _by_hand(data: bytes) -> bytes:
    """The same changes as if somebody had made them in Word, which dates them."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                dated = 'w:author="市民協働課" w:date="2026-11-30T10:00:00Z"'
                part = part.replace('w:author="市民協働課"'.encode(), dated.encode())
            new.writestr(name, part)
    return out.getvalue()
