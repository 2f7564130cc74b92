"""A new project: the files of ``templates/project/``, which teach by their comments."""

from __future__ import annotations

from guideline_docs.edits.proposal.guess import Proposal
from guideline_docs.failure import CannotRun, reason
from guideline_docs.render.settings import with_proposal
from guideline_docs.render.templates import packaged

FOLDER = "project"
SHEET = "sources/phase1-progress.txt"
SETTINGS = "sources/guideline.toml"


def skeleton(sheet: bytes | None = None, proposal: Proposal | None = None) -> dict[str, bytes]:
    """The files of a new project, by their place in it; ``sheet`` goes in as it is, and the
    settings that are proposed for it among the usual ones."""
    home = packaged() / FOLDER
    try:
        files = {
            path.relative_to(home).as_posix(): path.read_bytes()
            for path in sorted(home.rglob("*"))
            if path.is_file()
        }
    except OSError as error:
        raise CannotRun(f"{error.filename}: 開けません（{reason(error)}）") from None
    if SHEET not in files:
        raise CannotRun(f"{FOLDER}/{SHEET}: テンプレートがありません（探した場所: {home.as_posix()}）")
    if proposal:
        settings = files[SETTINGS].decode("utf-8")
        files[SETTINGS] = with_proposal(settings, proposal).encode("utf-8")
    return files if sheet is None else {**files, SHEET: sheet}
