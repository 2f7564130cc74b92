"""What may stand beside the cells of a workbook."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What somebody put on a worksheet that is no text of a cell."""

    NOTE = "note"
    BOX = "box"
    """A text box, or a shape with words in it."""
    PICTURE = "picture"
    OBJECT = "object"
    """A chart, a form or whatever else was put in."""


class Thing(NamedTuple):
    """Something beside the cells: where it is pinned (``F5``, or nowhere), and its words."""

    sheet: str
    place: str
    kind: Kind
    text: str = ""


class Region(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, both ends are in it."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


class Beside(NamedTuple):
    """All of that, of one workbook."""

    properties: Mapping[str, str] = {}
    names: Mapping[str, Region] = {}
    """The defined names that are one rectangle."""
    things: tuple[Thing, ...] = ()
