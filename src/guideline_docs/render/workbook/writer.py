"""XlsxWriter, with what it does not do: rows that grow, and parts that are zipped by us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from guideline_docs.render.xml import escape


class UnzippedBook(Workbook):  # type: ignore[misc]
    """A workbook that gives its parts: by whom and when its own archive was made depends on
    the machine."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__(BytesIO(), {"in_memory": True, **options})
        self._kept = _KeptParts()

    def _get_packager(self) -> Packager:
        return self._kept

    def parts(self) -> dict[str, bytes]:
        """Name → content. Nothing can be written any more."""
        self.close()
        return {
            name: file.getvalue() if binary else file.getvalue().encode()
            for file, name, binary in self._kept.files
        }


class _KeptParts(Packager):  # type: ignore[misc]
    files: list[Any]

    def _create_package(self) -> list[Any]:
        self.files = super()._create_package()
        return []


class GrowingSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows have a height at first, and grow with what is typed in them.

    Those of XlsxWriter keep a height that they are given: here ``fixed_rows`` alone do. Its
    cells are written as they are put in: a table of thousands of rows has tens of
    thousands, and XlsxWriter makes a record, a list and six strings of each.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fixed_rows: set[int] = set()
        self._cells: dict[int, dict[int, tuple[Format, str]]] = {}

    def put_text(self, row: int, column: int, text: str, form: Format) -> None:
        if text.startswith("<r>") and text.endswith("</r>"):
            # As a shared string XlsxWriter would take it for markup of its own.
            held = escape(self._escape_control_characters(text))
            xml = f' t="inlineStr"><is><t xml:space="preserve">{held}</t></is></c>'
        else:
            xml = f' t="s"><v>{self.str_table._get_shared_string_index(text)}</v></c>'
        self._put(row, column, form, xml)

    def put_number(self, row: int, column: int, value: float, form: Format) -> None:
        self._put(row, column, form, f"><v>{value:.16G}</v></c>")

    def put_formula(
        self, row: int, column: int, formula: str, value: float | str, form: Format
    ) -> None:
        kind, said = (' t="str"', escape(value)) if isinstance(value, str) else ("", f"{value:.16G}")
        self._put(row, column, form, f"{kind}><f>{escape(formula[1:])}</f><v>{said}</v></c>")

    def put_blank(self, row: int, column: int, form: Format) -> None:
        self._put(row, column, form, "/>")

    def put_merged(self, area: Sequence[int]) -> None:
        """Make one cell of an area; what stands in it is put in by itself."""
        self.merge.append(list(area))

    def _put(self, row: int, column: int, form: Format, xml: str) -> None:
        cells = self._cells.get(row)
        if cells is None:
            cells = self._cells[row] = {}
        cells[column] = form, xml

    def _write_dimension(self) -> None:
        if self._cells:
            columns = [column for cells in self._cells.values() for column in cells]
            self._check_dimensions(min(self._cells), min(columns))
            self._check_dimensions(max(self._cells), max(columns))
        super()._write_dimension()

    def _write_rows(self) -> None:
        letters = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]
        styles: dict[Format, int] = {}
        for row in sorted({*self._cells, *self.table, *self.row_info, *self.comments}):
            cells, other = self._cells.get(row, {}), self.table.get(row, {})
            self._write_row(row, None, self.row_info.get(row))
            for column in sorted({*cells, *other}) if other else sorted(cells):
                if column not in cells:
                    self._write_cell(row, column, other[column])
                    continue
                form, xml = cells[column]
                style = styles.get(form)
                if style is None:
                    style = styles[form] = form._get_xf_index()
                self.fh.write(f'<c r="{letters[column]}{row + 1}" s="{style}"{xml}')
            self._xml_end_tag("row")

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and attributes[0][1] - 1 not in self.fixed_rows:
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)
