"""Workbooks of projects, for those who look into them."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import FileFormat, OpenXmlValidator

from guideline_docs import check, load
from guideline_docs.outputs import OUTPUTS, Making, Order, looks
from guideline_docs.render.templates import Templates
from guideline_docs.rules.snapshot import Snapshot

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
XLSX = next(output for output in OUTPUTS if output.key == "xlsx")


def project_of(case: Path) -> Snapshot:
    return load(str(case / "sources" if (case / "sources").is_dir() else case / "source.txt"))


def book_of(project: Snapshot, final: bool = False, templates: Templates | None = None) -> bytes:
    """The workbook that ``build --only xlsx`` would write."""
    order = Order(Path("dist"), ("xlsx",), final)
    making = Making(project, check(project), order, templates or looks(project))
    return XLSX.begin(making, XLSX.view(making), XLSX.made_with(making))()


def opened(data: bytes, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=values)


def head_row(sheet: Worksheet) -> int:
    """The row of the heads: what is filtered begins there."""
    return int(sheet.auto_filter.ref.split(":")[0].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def audited(data: bytes, folder: Path) -> list[str]:
    """Every error that Microsoft's schemas find."""
    file = folder / "book.xlsx"
    file.write_bytes(data)
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(str(file))
    return [error.description for error in result.errors]
