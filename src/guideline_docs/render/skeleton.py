"""A new project: the files of ``templates/project/``, which teach by their comments."""

from __future__ import annotations

from guideline_docs.failure import CannotRun, reason
from guideline_docs.render.templates import packaged

FOLDER = "project"
SHEET = "sources/phase1-progress.txt"


def skeleton(sheet: bytes | None = None) -> dict[str, bytes]:
    """The files of a new project, by their place in it; ``sheet`` goes in as it is."""
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
    return files if sheet is None else {**files, SHEET: sheet}
