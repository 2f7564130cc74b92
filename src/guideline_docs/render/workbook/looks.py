"""``workbook.toml``: the forms that cells may have, each under the name of its role."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from guideline_docs.failure import CannotRun
from guideline_docs.render.templates import Templates
from guideline_docs.source.toml import TomlFile

WORKBOOK = "workbook.toml"

# What a key is called in the file → what it is for the writer of the format.
_LINES = {"none": 0, "thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "double": 6, "hair": 7}
_PATTERNS = {"gray": 17, "stripes": 14}
_ALIGN = {"left": "left", "center": "center", "right": "right"}
_VALIGN = {"top": "top", "center": "vcenter", "bottom": "bottom"}
_SIDES = ("top", "bottom", "left", "right")
_WORDS = {
    "align": ("align", _ALIGN),
    "valign": ("valign", _VALIGN),
    "pattern": ("pattern", _PATTERNS),
    **{side: (side, _LINES) for side in ("border", *_SIDES)},
}
_FLAGS = {
    "bold": "bold", "italic": "italic", "wrap": "text_wrap", "shrink": "shrink", "locked": "locked"
}
_COLOURS = {"color": "font_color", "fill": "bg_color", "line": "border_color"}
_OTHER = ("like", "font", "size", "indent", "number")
_KEYS = (*_OTHER, *_FLAGS, *_COLOURS, *_WORDS)

_BASE, _NOTE = ("font", "size", "digit", "leading"), ("width", "size", "color")
_TABLE = ("narrow", "pad", "small")
_PAGE = ("left", "right", "top", "bottom", "header", "footer", "size")


class Base(NamedTuple):
    """What cells are set in of which nothing is said; ``digit`` is the width of one of its
    digits on a screen, which widths of columns are counted in, ``leading`` the height of a
    line by the size of its type."""

    font: str
    size: float
    digit: int
    leading: float


class Margins(NamedTuple):
    """In millimetres; ``size`` is that of the type in header and footer."""

    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float
    size: float


class TableLook(NamedTuple):
    """How columns are made: the least width of running text, what a cell leaves free at its
    sides, and how much smaller than it is a table may be printed."""

    narrow: float
    pad: float
    small: float


class BarLook(NamedTuple):
    """The fill of a piece of a bar; ``pattern`` is empty for a plain one."""

    pattern: str
    color: str


class NoteLook(NamedTuple):
    width: float
    size: float
    color: str


class Looks:
    """The forms of ``workbook.toml``. Raises CannotRun for what cannot be used, by line."""

    def __init__(self, templates: Templates) -> None:
        path = templates.path(WORKBOOK)
        self.file = TomlFile(path, path.as_posix())
        self.file.known(self.file.data, ("base", "page", "note", "tab", "table", "bar", "role", "inquiry"))
        font, size, digit, leading = self._read("base", _BASE, font=str)
        self.base = Base(font, size, int(digit), leading)
        self.page = Margins(*self._read("page", _PAGE))
        self.note = NoteLook(*self._read("note", _NOTE, color=str))
        self.table = TableLook(*self._read("table", _TABLE))
        self._roles: dict[str, Any] = self.file.table("role")
        self._forms: dict[str, Mapping[str, Any]] = {}
        for role in self._roles:
            self.form(role)

    def form(self, role: str) -> Mapping[str, Any]:
        """What the writer is told of a role."""
        if role not in self._forms:
            self._forms[role] = self._form(role, ())
        return self._forms[role]

    def size(self, role: str) -> float:
        """The size of a role's type in points."""
        return float(self.form(role).get("font_size", self.base.size))

    def lengths(self, table: str, names: Sequence[str]) -> list[float]:
        """The lengths of a table of their own, all of which must be there."""
        return self._read(table, tuple(names))

    def tab(self, kind: str) -> str:
        """The colour of a sheet's tab."""
        return self._colour(self.file.table("tab"), kind)

    def bar(self, look: str) -> BarLook:
        """The fill of a word in the charts."""
        table = self.file.table("bar").get(look)
        if not isinstance(table, dict):
            raise CannotRun(f"{self.file.source.path}: [bar.{look}] がありません")
        return BarLook(self.file.text(table, "pattern"), self._colour(table, "color"))

    @property
    def bar_height(self) -> float:
        """The height of a bar in millimetres."""
        return self._length(self.file.table("bar"), "height")

    def _form(self, role: str, above: tuple[str, ...]) -> Mapping[str, Any]:
        table = self._roles.get(role)
        if not isinstance(table, dict):
            raise CannotRun(f"{self.file.source.path}: [role.{role}] がありません")
        self.file.known(table, _KEYS, f"[role.{role}]")
        form: dict[str, Any] = {}
        if "like" in table:
            like = self.file.text(table, "like")
            if like == role or like in above:
                self.file.fail(table, "like", f"「like」の「{like}」は、形を借り合って輪になっています")
            form |= self._form(like, (*above, role))
        for key in table:
            form |= self._property(table, key)
        return form

    def _property(self, table: dict[str, Any], key: str) -> dict[str, Any]:
        if key in _FLAGS:
            return {_FLAGS[key]: self.file.flag(table, key, False)}
        if key in _COLOURS:
            return {_COLOURS[key]: self._colour(table, key)}
        if key in _WORDS:
            name, words = _WORDS[key]
            value = words[self.file.choice(table, key, tuple(words), "")]
            # A side said for itself is not the border of all four.
            return {name: value, **({side: value for side in _SIDES} if key == "border" else {})}
        match key:
            case "font":
                return {"font_name": self.file.text(table, key)}
            case "number":
                return {"num_format": self.file.text(table, key)}
            case "size":
                return {"font_size": self._length(table, key)}
            case "indent":
                return {"indent": int(self._length(table, key))}
        return {}

    def _read(self, name: str, keys: tuple[str, ...], **kinds: Callable[[Any], Any]) -> list[Any]:
        table = self.file.table(name)
        self.file.known(table, keys, f"[{name}]")
        return [
            self._length(table, key)
            if key not in kinds
            else self._colour(table, key)
            if key == "color"
            else self.file.text(table, key)
            for key in keys
        ]

    def _length(self, table: dict[str, Any], key: str) -> float:
        value = table.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1000:
            self._missing(table, key, "数で書いてください")
        return float(value)

    def _colour(self, table: dict[str, Any], key: str) -> str:
        value = self.file.text(table, key)
        digits = value.removeprefix("#")
        if len(digits) != 6 or value == digits or set(digits) - set("0123456789abcdefABCDEF"):
            self._missing(table, key, '"#1D3A5F" のように書いてください')
        return value

    def _missing(self, table: dict[str, Any], key: str, how: str) -> NoReturn:
        self.file.fail(table, key if key in table else None, f"「{key}」は {how}")
