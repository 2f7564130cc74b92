"""The figures of a chart as a workbook, for staff who edit the chart in Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guideline_docs.render.archive import office_archive
from guideline_docs.render.xml import DECLARATION, R, escape
from guideline_docs.source.workbook.worksheet import letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET_NAME = "Sheet1"


def workbook(rows: Sequence[Sequence[str | int]]) -> bytes:
    """One sheet with the rows from A1 on."""
    cells = "".join(_row(number, row) for number, row in enumerate(rows, 1))
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": _related(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{R}"><sheets>'
            f'<sheet name="{SHEET_NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _related(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
        ),
    }
    return office_archive({name: f"{DECLARATION}{xml}".encode() for name, xml in parts.items()})


def cell_name(column: int, row: int) -> str:
    """``$B$2`` for (1, 2): columns count from 0, rows from 1."""
    return f"${letters(column + 1)}${row}"


def _row(number: int, row: Sequence[str | int]) -> str:
    return f'<row r="{number}">{"".join(_cells(number, row))}</row>'


def _cells(number: int, row: Sequence[str | int]) -> Iterator[str]:
    for column, value in enumerate(row):
        name = cell_name(column, number).replace("$", "")
        if isinstance(value, int):
            yield f'<c r="{name}"><v>{value}</v></c>'
        else:
            yield f'<c r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def _related(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'
