"""LibreOffice Calc, as a second opinion on workbooks."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

needed = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")


def converted(kind: str, files: Iterable[Path], out: Path) -> Path:
    """The files as LibreOffice writes them, in a folder; with a profile of its own."""
    out.mkdir(exist_ok=True)
    profile = out.parent / "profile"
    command = [
        "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
        "--convert-to", kind, "--outdir", str(out), *map(str, files),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return out


def reckoned(books: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Workbooks whose formulas LibreOffice has worked out itself: no value stands beside them."""
    bare = folder / "bare"
    bare.mkdir()
    for name, data in books.items():
        (folder / "whole.xlsx").write_bytes(data)
        with zipfile.ZipFile(folder / "whole.xlsx") as old, zipfile.ZipFile(bare / f"{name}.xlsx", "w") as new:
            for part in old.namelist():
                content = old.read(part)
                if part.startswith("xl/worksheets/"):
                    content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
                new.writestr(part, content)
    made = converted("xlsx:Calc MS Excel 2007 XML", sorted(bare.iterdir()), folder / "reckoned")
    return {name: made / f"{name}.xlsx" for name in books}


def measured(books: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Workbooks whose rows are as high as LibreOffice finds they have to be, those that may
    grow: it asks when it opens a file of its own that does not say so."""
    whole = folder / "whole"
    whole.mkdir()
    for name, data in books.items():
        (whole / f"{name}.xlsx").write_bytes(data)
    own = converted("fods", sorted(whole.iterdir()), folder / "own")
    for file in own.iterdir():
        text = file.read_text("utf-8")
        text = re.sub(r'style:row-height="[^"]*"( [^>]*style:use-optimal-row-height="true")', r"\1", text)
        text = re.sub("<meta:generator>[^<]*</meta:generator>", "", text)
        file.write_text(text, "utf-8")
    made = converted("xlsx:Calc MS Excel 2007 XML", sorted(own.iterdir()), folder / "measured")
    return {name: made / f"{name}.xlsx" for name in books}


def printed(books: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """The workbooks as they are printed."""
    paper = folder / "paper"
    paper.mkdir()
    for name, data in books.items():
        (paper / f"{name}.xlsx").write_bytes(data)
    made = converted("pdf", sorted(paper.iterdir()), folder / "printed")
    return {name: made / f"{name}.pdf" for name in books}
