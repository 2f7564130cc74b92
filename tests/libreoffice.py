"""LibreOffice, as people use it: what it makes of a file. One start takes many files."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from guideline_docs.render.word.layout import libreoffice

needs_libreoffice = pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")


def converted(files: Sequence[Path], kind: str, out: Path) -> list[Path]:
    """The files saved anew in another kind, in their order."""
    office = libreoffice()
    assert office is not None
    profile = out.parent / f"{out.name}-profile"
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", kind]
        + ["--outdir", str(out), *map(str, files)],
        check=True,
        capture_output=True,
    )
    return [out / f"{file.stem}.{kind}" for file in files]
