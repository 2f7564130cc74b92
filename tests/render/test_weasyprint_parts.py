"""What of WeasyPrint and pydyf is used beyond what they promise, part by part.

WeasyPrint promises what its documentation calls its API; the tags of the PDF are put
right with parts of its inside. Here is each of them by its name: where a newer
WeasyPrint has lost one, its name is what fails, and the bound in pyproject.toml stays
until there is another way.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import notation
import pytest
from notation import category, row, sheet, subsection

from guideline_docs.render import pdf
from guideline_docs.render.templates import Templates
from guideline_docs.views.progress_table import progress_table

ROOT = Path(__file__).parents[2]
RENDER = ROOT / "src" / "guideline_docs" / "render"

# Modules beneath the front door of WeasyPrint, and what is taken from them.
MODULES = {
    "weasyprint.formatting_structure.boxes.BlockBox": "what stands round the tables of a page",
    "weasyprint.formatting_structure.boxes.TableBox": "the tables of a page",
    "weasyprint.urls.FatalURLFetchingError": "what is asked for and may not be read",
    "weasyprint.urls.URLFetcher": "what may be read at all",
    "weasyprint.urls.URLFetcherResponse": "and is handed over",
}
# Name → how to see that it is there, given a laid-out document and a table's box in it.
PARTS: dict[str, Callable[[Any, Any], object]] = {
    "Page._page_box": lambda document, _: document.pages[0]._page_box,
    "Box.descendants()": lambda document, _: next(document.pages[0]._page_box.descendants()),
    "Document.fonts": lambda document, _: document.fonts.values(),
    "Document.color_profiles": lambda document, _: [*document.color_profiles] == [],
    "Box.element": lambda _, table: table.element.get("class"),
    "Box.element_tag": lambda _, table: cell(table).element_tag[:1] == "t",
    "Box.children": lambda _, table: table.children[0].children[0].children[0],
    "TableRowGroupBox.is_header": lambda _, table: table.children[0].is_header is not None,
    "TableCellBox.grid_x": lambda _, table: cell(table).grid_x == 0,
    "TableCellBox.colspan": lambda _, table: cell(table).colspan >= 1,
    "Box.position_x": lambda _, table: table.position_x >= 0,
    "Box.position_y": lambda _, table: table.position_y >= 0,
    "Box.border_width()": lambda _, table: table.border_width() > 0,
    "Box.border_height()": lambda _, table: table.border_height() > 0,
}
# The same for what there is once a document is being written: its pydyf file.
WRITTEN: dict[str, Callable[[Any, Any], object]] = {
    "Box.mark": lambda _, table: cell(table).mark["P"].endswith(b" 0 R"),
    "pydyf.PDF.objects": lambda file, _: file.objects[1],
    "pydyf.PDF.catalog": lambda file, _: file.catalog["StructTreeRoot"].endswith(b" 0 R"),
    "pydyf.PDF.pages": lambda file, _: file.pages["Kids"][::3],
    "pydyf.Object.reference": lambda file, _: file.catalog.reference.endswith(b" 0 R"),
    "pydyf.Stream.stream": lambda file, _: any(
        isinstance(getattr(one, "stream", None), list) for one in file.objects
    ),
    "StructTreeRoot.ParentTree": lambda file, _: _object(
        file, _object(file, file.catalog["StructTreeRoot"])["ParentTree"]
    )["Nums"][1],
}


def cell(table: Any) -> Any:
    return table.children[0].children[0].children[0]


def _object(file: Any, reference: bytes) -> Any:
    return file.objects[int(reference.split()[0])]


@pytest.fixture(scope="module")
def laid_out() -> Any:
    rows = [category(1), subsection("ア"), row(1)]
    guideline = notation.guideline(sheet(*rows))
    templates = Templates()
    return pdf.lay_out(progress_table(guideline, [], templates.wording()), templates)


@pytest.fixture(scope="module")
def table(laid_out: Any) -> Any:
    from weasyprint.formatting_structure.boxes import TableBox

    boxes = laid_out.pages[0]._page_box.descendants()
    return next(b for b in boxes if isinstance(b, TableBox) and b.element is not None)


@pytest.fixture(scope="module")
def file(laid_out: Any) -> Any:
    files: list[Any] = []
    laid_out.write_pdf(pdf_variant="pdf/ua-1", finisher=lambda _, file: files.append(file))
    return files[0]


@pytest.mark.parametrize("name", MODULES)
def test_what_is_imported_is_there(name: str) -> None:
    module, _, part = name.rpartition(".")
    assert hasattr(import_module(module), part)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_a_laid_out_document_is_there(name: str, laid_out: Any, table: Any) -> None:
    assert PARTS[name](laid_out, table) is not False


@pytest.mark.parametrize("name", WRITTEN)
def test_a_part_of_a_document_that_is_written_is_there(name: str, file: Any, table: Any) -> None:
    assert WRITTEN[name](file, table) is not False


def used() -> Iterator[tuple[str, str]]:
    """(kind, name) of what is imported from beneath WeasyPrint, and of every attribute with
    a leading underline that is not a module's own, where WeasyPrint or pydyf is spoken of."""
    for path in sorted(RENDER.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "weasyprint" not in text and "pydyf" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            match node:
                case ast.ImportFrom(module=str(module), names=names):
                    if module.startswith("weasyprint."):
                        yield from (("module", f"{module}.{name.name}") for name in names)
                case ast.Attribute(value=ast.Name(id="self" | "cls" | "os")):
                    pass
                case ast.Attribute(attr=attr):
                    # A record of ours has _replace.
                    if re.match("_[^_]", attr) and attr != "_replace":
                        yield "attribute", attr


def test_every_part_that_is_used_stands_here() -> None:
    found = set(used())
    assert MODULES.keys() == {name for kind, name in found if kind == "module"}
    private = {name.partition(".")[2] for name in PARTS if "._" in name}
    assert private == {name for kind, name in found if kind == "attribute"}


def test_weasyprint_is_let_in_as_far_as_it_was_tried() -> None:
    """The bounds are one major version: that of this environment and of constraints.txt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bounds = next(one for one in project["dependencies"] if one.startswith("weasyprint"))
    least, below = map(int, re.fullmatch(r"weasyprint>=(\d+),<(\d+)", bounds).groups())  # type: ignore[union-attr]
    installed = int(version("weasyprint").partition(".")[0])
    pinned = re.search(r"(?m)^weasyprint==(\d+)", (ROOT / "constraints.txt").read_text("utf-8"))
    assert pinned
    assert least <= installed < below == installed + 1
    assert installed == int(pinned[1])
