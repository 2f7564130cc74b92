"""XlsxWriter, with what it does not do or does too slowly for a table of thousands of rows.

It writes what there is one of: styles, charts, properties, what stands round the cells of a
sheet. Cells, texts, notes and links are written here, each as the finished string that
stands in the file: XlsxWriter makes a record of each, and a call of each of its elements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from guideline_docs.render.workbook.notes import Note, NoteForm, note_shapes, note_texts
from guideline_docs.render.workbook.text import held, kept
from guideline_docs.render.xml import DECLARATION, escape

_PIXELS_PER_POINT = 96 / 72
_letters = cache(xl_col_to_name)


class UnzippedBook(Workbook):  # type: ignore[misc]
    """A workbook that gives its parts: by whom and when its own archive was made depends on
    the machine. ``notes`` is how those of all sheets are set."""

    def __init__(self, options: Mapping[str, Any], notes: NoteForm) -> None:
        super().__init__(BytesIO(), {"in_memory": True, **options})
        self.notes = notes
        self._kept = _KeptParts()

    def _get_packager(self) -> Packager:
        return self._kept

    def text(self, text: str) -> int:
        """The number of a text, which stands in the file once."""
        table: dict[str, int] = self.str_table.string_table
        return table.setdefault(text, len(table))

    def parts(self) -> dict[str, bytes]:
        """Name → content. Nothing can be written any more."""
        self.str_table.unique_count = len(self.str_table.string_table)
        self.str_table.count = sum(sheet.finished() for sheet in self.worksheets())
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

    def _write_shared_strings_file(self) -> None:
        table = self.workbook.str_table
        if not table.count:
            return
        head = (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            f' count="{table.count}" uniqueCount="{table.unique_count}">'
        )
        texts = (f"<si><t{kept(text)}>{held(text)}</t></si>" for text in table.string_array)
        self._put("xl/sharedStrings.xml", "".join([DECLARATION, head, *texts, "</sst>"]))

    def _write_vml_files(self) -> None:
        for number, sheet in enumerate(self._noted(), 1):
            ids = sheet.vml_data_id, sheet.vml_shape_id
            shapes = note_shapes(sheet.notes, self.workbook.notes, ids, sheet._size_col, sheet.heights())
            self._put(f"xl/drawings/vmlDrawing{number}.vml", shapes)

    def _write_comment_files(self) -> None:
        for number, sheet in enumerate(self._noted(), 1):
            texts = note_texts(sheet.notes, self.workbook.notes, _letters)
            self._put(f"xl/comments{number}.xml", texts)

    def _noted(self) -> list[GrowingSheet]:
        return [sheet for sheet in self.workbook.worksheets() if sheet.notes]

    def _put(self, name: str, xml: str) -> None:
        self._filename(name).write(xml)


class GrowingSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows have a height at first, and grow with what is typed in them.

    Those of XlsxWriter keep a height that they are given: here ``fixed_rows`` alone do. What
    a cell holds is given as it is written behind its place: format, kind and value.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fixed_rows: set[int] = set()
        self.notes: list[Note] = []
        self._rows: dict[int, str] = {}
        """Whole rows; what is put in one besides stands behind it."""
        self._starts: list[str] = []
        """What their cells begin with, as far as the longest goes."""
        self._cells: dict[int, dict[int, str]] = {}
        self._links: dict[tuple[int, int], str] = {}
        self._mixed: set[int] = set()
        """The rows whose cells were not put in one after the other."""
        self._data = ""

    def put(self, row: int, column: int, content: str) -> None:
        cells = self._cells.get(row)
        if cells is None:
            cells = self._cells[row] = {}
        elif column not in cells and next(reversed(cells)) > column:
            self._mixed.add(row)
        cells[column] = f'<c r="{_letters(column)}{row + 1}"{content}'

    def put_row(self, row: int, contents: Sequence[str]) -> None:
        """The cells of a whole row, from its first column on; where nothing is given is none."""
        if len(contents) > len(self._starts):
            self._starts = [f'<c r="{_letters(column)}' for column in range(len(contents))]
        number = row + 1
        self._rows[row] = "".join(
            [f'{start}{number}"{content}' for start, content in zip(self._starts, contents) if content]
        )

    def put_height(self, row: int, points: float) -> None:
        # XlsxWriter asks this, too, for where a chart is.
        self.row_sizes[row] = [int(points * _PIXELS_PER_POINT + 0.5), False]

    def heights(self) -> list[int]:
        """Those of the rows in pixels, as far down as the last note reaches."""
        usual = self.default_row_height
        last = max([*self.row_sizes, *(note.row for note in self.notes)], default=0)
        below = max((note.height for note in self.notes), default=0) // usual
        found = [usual] * (last + below + 3)
        for row, (height, _) in self.row_sizes.items():
            found[row] = height
        return found

    def put_merged(self, area: Sequence[int]) -> None:
        """Make one cell of an area; what stands in it is put in by itself."""
        self.merge.append(list(area))

    def put_note(self, note: Note) -> None:
        self.has_vml = self.has_comments = True
        self.notes.append(note)

    def put_link(self, row: int, column: int, place: str) -> None:
        """Let a cell lead to another one of the workbook."""
        self._links[row, column] = place

    def finished(self) -> int:
        """Write the rows down. Gives how many cells name a text."""
        rows = []
        for row in sorted({*self._rows, *self._cells, *self.row_sizes}):
            texts = self._rows.get(row, "")
            if row in self._cells:
                cells = self._cells[row]
                texts += "".join([cells[at] for at in sorted(cells)] if row in self._mixed else cells.values())
            rows.append(f"<row{self._of_row(row)}>{texts}</row>")
        self._data = f"<sheetData>{''.join(rows)}</sheetData>"
        self.notes.sort()
        # What stands in a text is escaped, and this is no part of it.
        return self._data.count(' t="s"')

    def _of_row(self, row: int) -> str:
        height, _ = self.row_sizes.get(row, (self.original_row_height, False))
        if height == self.original_row_height:
            return f' r="{row + 1}"'
        fixed = ' customHeight="1"' if row in self.fixed_rows else ""
        return f' r="{row + 1}" ht="{height / _PIXELS_PER_POINT:.16g}"{fixed}'

    # --- what XlsxWriter asks -----------------------------------------------------------------

    def _write_dimension(self) -> None:
        for row, cells in self._cells.items():
            self._check_dimensions(row, min(cells))
            self._check_dimensions(row, max(cells))
        if self._rows:
            self._check_dimensions(min(self._rows), 0)
            self._check_dimensions(max(self._rows), len(self._starts) - 1)
        super()._write_dimension()

    def _write_sheet_data(self) -> None:
        self.fh.write(self._data)

    def _write_hyperlinks(self) -> None:
        if self._links:
            links = (
                f'<hyperlink ref="{_letters(column)}{row + 1}" location="{escape(place)}"/>'
                for (row, column), place in sorted(self._links.items())
            )
            self.fh.write(f"<hyperlinks>{''.join(links)}</hyperlinks>")

    def _prepare_vml_objects(self, data: int, shape: int, drawing: int, comments: int) -> int:
        """Take numbers for the notes: a block of 1,024 of them, or more."""
        self.external_vml_links.append(["/vmlDrawing", f"../drawings/vmlDrawing{drawing}.vml"])
        self.external_comment_links.append(["/comments", f"../comments{comments}.xml"])
        count = len(self.notes)
        self.vml_data_id = ",".join(map(str, range(data, data + count // 1024 + 1)))
        self.vml_shape_id = shape
        return count

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """A formula of ours uses no function that has another name in the file: XlsxWriter would
        look for each of a hundred and sixty."""
        return formula.removeprefix("=")
