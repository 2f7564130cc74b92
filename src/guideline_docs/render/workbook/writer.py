"""XlsxWriter, with what it does not do: rows that grow, and parts that are zipped by us."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet


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

    Those of XlsxWriter keep a height that they are given: here ``fixed_rows`` alone do.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fixed_rows: set[int] = set()

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and attributes[0][1] - 1 not in self.fixed_rows:
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)
