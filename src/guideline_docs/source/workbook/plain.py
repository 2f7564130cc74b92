"""Tables in text files: between tabs, commas or semicolons."""

from __future__ import annotations

from guideline_docs.source.delimited import delimiter_of, named_delimiter, rows_of, text_of_rows
from guideline_docs.source.span import SourceText
from guideline_docs.source.workbook.worksheet import Worksheet


def plain_table(source: SourceText, name: str, delimiter: str = "") -> Worksheet:
    """The table of a text; as it stands where its cells are between tabs.

    ``delimiter`` is what parts the cells, if that is known; a first line that names another
    one knows better, and is no row.
    """
    named, text = named_delimiter(source.text)
    delimiter = named or delimiter or delimiter_of(text) or "\t"
    if delimiter == "\t":
        return Worksheet(name, text)
    return Worksheet(name, text_of_rows(rows_of(text, delimiter)))
