"""How long the Word draft takes: .venv/bin/python benchmarks/word.py

Whole processes, `build --only docx` of long tables and of long chapters, against Pandoc,
which makes a .docx with contents of an HTML file with the same words, tables and links
(but numbers typed, no page numbers, no comments). Pandoc is taken from the path or from its package:
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

from chapters import long_chapters
from measure import Job, in_turn, table
from sheets import SHEET, long_sheet

from guideline_docs import check, load
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
    for measures in (23, 1_000, 3_000):
        with tempfile.TemporaryDirectory() as name:
            project = _project(Path(name))
            if measures > 23:
                sheet = project / SHEET.name
                sheet.write_text(long_sheet(measures, mended=True), encoding="utf-8", newline="")
            _measure(f"{measures:,}施策", project)
    for size in (2_500_000, 5_000_000):
        with tempfile.TemporaryDirectory() as name:
            project = _project(Path(name))
            for number, chapter in enumerate(long_chapters(size, 8), 8):
                (project / "draft" / f"{number:04}.txt").write_text(chapter, encoding="utf-8")
            _measure(f"章の文章 {size / 1_000_000:g}MB", project)


def _measure(title: str, project: Path) -> None:
    """Time the draft of a project, and Pandoc with the same words."""
    out, pandoc = project.with_name("dist"), _pandoc()
    build = f"'{PROGRAM}' build '{project}' --only docx --out '{out}'"
    # What was built of the same sources before would not be built again.
    jobs = [Job("build --only docx", ("sh", "-c", f"rm -rf '{out}'; exec {build}"))]
    if pandoc:
        page = project.with_name("draft.html")
        page.write_text("".join(_page(project)), encoding="utf-8")
        target = str(project.with_name("pandoc.docx"))
        command = (pandoc, "-f", "html", "-t", "docx", "--toc", str(page), "-o", target)
        jobs.append(Job("pandoc --toc", command))
    print(f"\n{title}\n")
    print(table(in_turn(jobs, RUNS), jobs[-1].name))


def _pandoc() -> str | None:
    if find_spec("pypandoc"):
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    return shutil.which("pandoc")


def _project(folder: Path) -> Path:
    """A copy of the real project, to be made longer."""
    project = Path(shutil.copytree(SOURCES, folder / "project"))
    for chapter in (project / "draft").iterdir():
        chapter.rename(chapter.with_name(f"00{chapter.name}"))
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
