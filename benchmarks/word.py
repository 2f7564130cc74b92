"""How long the Word draft takes: .venv/bin/python benchmarks/word.py

Whole processes, `build --only docx` against Pandoc, which makes a .docx with contents of
an HTML file with the same words, tables and links (but numbers typed, no page numbers, no
comments). Pandoc is taken from the path or from its package:
.venv/bin/pip install pypandoc-binary
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from importlib.util import find_spec
from pathlib import Path

from measure import Job, in_turn, table
from sheets import SHEET, long_sheet

from guideline_docs.pipeline import check, load
from guideline_docs.render.templates import Templates
from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import (
    Caption,
    Inlines,
    Line,
    NumberOf,
    Row,
    Table,
    Title,
)
from guideline_docs.views.text import Piece, PieceRole

RUNS = 5
PROGRAM = str(Path(sys.executable).with_name("guideline-docs"))
SOURCES = SHEET.parent
LEVELS = {"chapter": 1, "chapter_unnumbered": 1, "section": 2, "item": 3, "measure": 5}


def main() -> None:
    pandoc = _pandoc()
    for measures in (23, 1_000, 3_000):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            project = _project(folder, measures)
            out = folder / "dist"
            build = f"'{PROGRAM}' build '{project}' --only docx --out '{out}'"
            # What was built of the same sources before would not be built again.
            jobs = [Job("build --only docx", ("sh", "-c", f"rm -rf '{out}'; exec {build}"))]
            if pandoc:
                page = folder / "draft.html"
                page.write_text("".join(_page(project)), encoding="utf-8")
                target = str(folder / "pandoc.docx")
                command = (pandoc, "-f", "html", "-t", "docx", "--toc", str(page), "-o", target)
                jobs.append(Job("pandoc --toc", command))
            timed = in_turn(jobs, RUNS)
            print(f"\n{measures:,}施策\n")
            print(table(timed, jobs[-1].name))


def _pandoc() -> str | None:
    if find_spec("pypandoc"):
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    return shutil.which("pandoc")


def _project(folder: Path, measures: int) -> Path:
    """The real project with a sheet of so many measures."""
    project = folder / "project"
    shutil.copytree(SOURCES, project)
    if measures > 23:
        sheet = project / SHEET.name
        sheet.write_text(long_sheet(measures, mended=True), encoding="utf-8", newline="")
    return project


def _page(project: Path) -> Iterator[str]:
    loaded = load(str(project))
    view = draft(loaded.guideline, check(loaded), Templates().wording())
    yield "<!doctype html><html lang=ja><meta charset=utf-8><title>素案</title><body>"
    for section in view.sections:
        for block in section.blocks:
            match block:
                case Title():
                    level = LEVELS.get(block.role, 4)
                    yield f'<h{level} id="{block.anchor}">{_words(block.text)}</h{level}>'
                case Line() | Caption():
                    yield f"<p>{_words(block.text)}</p>"
                case Table():
                    rows = "".join(_row(row) for row in block.rows)
                    yield f"<table><caption>{escape(block.title)}</caption>{rows}</table>"
    yield "</body></html>"


def _row(row: Row) -> str:
    kind = "th" if row.head else "td"
    cells = "".join(
        f'<{kind} colspan="{cell.across}">{_words(cell.text)}</{kind}>' for cell in row.cells
    )
    return f"<tr>{cells}</tr>"


def _words(text: Inlines) -> str:
    return "".join(_word(part) for part in text)


def _word(part: object) -> str:
    if isinstance(part, NumberOf):
        return f'<a href="#{part.anchor}">{escape(part.written)}</a>'
    if isinstance(part, Piece) and part.role is PieceRole.LINK:
        return f'<a href="#{part.anchor}">{escape(part.text)}</a>'
    return escape(getattr(part, "text", "")).replace("\n", "<br>")


if __name__ == "__main__":
    main()
