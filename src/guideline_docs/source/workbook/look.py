"""What the style of a cell makes of what is in it: numbers as shown, what is struck, bold."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from guideline_docs.source.delimited import in_cell
from guideline_docs.source.figure_column import reader_of
from guideline_docs.source.number_format import shown_text


class Run(NamedTuple):
    """A part of a rich text; without a font of its own it has its cell's."""

    text: str
    own: bool = False
    bold: bool = False
    struck: bool = False


Rich = tuple[Run, ...]


class Look(NamedTuple):
    """What the style of a cell makes of what is in it."""

    bold: bool
    struck: bool
    number: Callable[[str], str]
    """A number, as it is written in a file, as it is shown."""
    text: Callable[[str], str] | None
    """A text as it is shown, where that is not the text itself."""
    plain: bool
    """Whether a text is in the cell as it stands."""


def look_of(
    number_format: str, bold: bool = False, struck: bool = False, from_1904: bool = False
) -> Look:
    """What a style makes of a cell."""
    around = shown_text("\0", number_format).strip()
    text = None if around == "\0" else lambda text: around.replace("\0", text)
    return Look(bold, struck, reader_of(number_format, from_1904), text, not struck and text is None)


def parted(text: str | Rich, look: Look) -> tuple[str, str, bool]:
    """What is left of a text, what of it is struck through, and whether it is bold."""
    if isinstance(text, str):
        text = look.text(text) if look.text else text
        return ("", text, False) if look.struck else (text, "", look.bold)
    fonts = [run if run.own else Run(run.text, True, look.bold, look.struck) for run in text]
    kept = [run for run in fonts if not run.struck]
    lost = "".join(run.text for run in fonts if run.struck)
    bold = all(run.bold for run in kept if run.text.strip())
    return in_cell("".join(run.text for run in kept)), in_cell(lost), bold
