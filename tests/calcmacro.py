"""LibreOffice as a department uses it: it opens an answer, types, sorts, saves anew."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from guideline_docs.render.word.layout import libreoffice

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Answers" script:language="StarBasic">
Sub Typed(source As String, target As String, form As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  sheet = doc.Sheets.getByIndex(1)
  sheet.unprotect("")
  cursor = sheet.createCursor()
  cursor.gotoEndOfUsedArea(False)
  last = cursor.RangeAddress.EndRow
  wide = cursor.RangeAddress.EndColumn
  For row = 1 To last
    number = sheet.getCellByPosition(3, row).String
    sheet.getCellByPosition(wide - 1, row).String = "Calc " &amp; number &amp; Chr(10) &amp; "second line"
    sheet.getCellByPosition(wide, row).FormulaLocal = "12/3"
  Next row
  sheet.getCellByPosition(wide, 1).Formula = "=2*21"
  area = sheet.getCellRangeByPosition(0, 1, wide, last)
  Dim field(0) As New com.sun.star.table.TableSortField
  field(0).Field = 6
  field(0).IsAscending = False
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields"
  how(0).Value = field()
  how(1).Name = "ContainsHeader"
  how(1).Value = False
  area.sort(how())
  Dim store(0) As New com.sun.star.beans.PropertyValue
  store(0).Name = "FilterName"
  store(0).Value = form
  doc.storeToURL(target, store())
  doc.close(True)
End Sub
</script:module>
"""
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
# The second sheet alone, between commas, in UTF-8, as it is shown.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"


class Calc:
    """LibreOffice with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self._profile = folder / "profile"
        self._with_macros = False

    def _run(self, *arguments: str) -> None:
        office = libreoffice()
        assert office is not None
        command = [office, "--headless", "--norestore", f"-env:UserInstallation={self._profile.as_uri()}"]
        subprocess.run([*command, *arguments], check=True, capture_output=True)

    def saved(self, files: Sequence[Path], kind: str, out: Path) -> None:
        """Files opened and saved in another kind, under the names they had."""
        self._run("--convert-to", kind, "--outdir", str(out), *map(str, files))

    def typed(self, source: Path, target: Path) -> None:
        """An answer with words typed by LibreOffice, its rows sorted by their titles."""
        if not self._with_macros:
            self._add_macros()
        arguments = ",".join(
            f'"{each}"' for each in (source.as_uri(), target.as_uri(), FILTERS[target.suffix[1:]])
        )
        self._run(f"macro:///Standard.Answers.Typed({arguments})")

    def _add_macros(self) -> None:
        home = self._profile / "user" / "basic" / "Standard"
        if not home.is_dir():
            self._run("--terminate_after_init")
        library = home / "script.xlb"
        known = library.read_text("utf-8")
        library.write_text(
            known.replace("</library:library>", '<library:element library:name="Answers"/></library:library>'), "utf-8"
        )
        (home / "Answers.xba").write_text(_MODULE, "utf-8")
        self._with_macros = True
