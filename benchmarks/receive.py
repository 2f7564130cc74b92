"""How long a draft takes to come back: .venv/bin/python benchmarks/receive.py

Whole processes, `receive` of the real draft and of one of 1,000 measures with 500 edits in
its cells, against `build --only docx` of the same sources.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from measure import Job, in_turn, table
from sheets import SHEET, long_sheet

RUNS = 5
PROGRAM = str(Path(sys.executable).with_name("guideline-docs"))
# The beginning of the words of a text that staff may edit.
_RESULTS = re.compile(r'(gd:measure-\d+:(?:results|rationale)"/>.*?<w:t[^>]*>)([^<]{4,})', re.S)


def main() -> None:
    for measures, edits in ((23, 0), (23, 10), (1_000, 500)):
        with tempfile.TemporaryDirectory() as name:
            project = Path(shutil.copytree(SHEET.parent, Path(name) / "sources"))
            if measures > 23:
                sheet = project / SHEET.name
                sheet.write_text(long_sheet(measures, mended=True), encoding="utf-8", newline="")
            _measure(project, measures, edits)


def _measure(project: Path, measures: int, edits: int) -> None:
    """Time building a draft, and receiving it with so many words put in."""
    out = project.with_name("dist")
    build = f"'{PROGRAM}' build '{project}' --only docx --out '{out}'"
    subprocess.run(["sh", "-c", build], check=True, capture_output=True)
    back = project.with_name("back.docx")
    back.write_bytes(_edited((out / "guideline-draft.docx").read_bytes(), edits))
    jobs = (
        Job("receive", (PROGRAM, "receive", str(back), str(project))),
        Job("build --only docx", ("sh", "-c", f"rm -rf '{out}'; exec {build}")),
    )
    print(f"\n{measures:,}施策、直したところ {edits:,}\n")
    print(table(in_turn(jobs, RUNS), jobs[-1].name))


def _edited(document: bytes, edits: int) -> bytes:
    data = BytesIO()
    with ZipFile(BytesIO(document)) as old, ZipFile(data, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                text, done = _RESULTS.subn(r"\1直した。\2", content.decode(), max(edits, 1))
                if edits:
                    assert edits == done, done
                    content = text.encode()
            new.writestr(part.filename, content)
    return data.getvalue()


if __name__ == "__main__":
    main()
