"""The settings files, read with the same eyes as the sources, and faults told by line."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from guideline_docs.failure import CannotRun, reason
from guideline_docs.source.expression import expression
from guideline_docs.source.span import LINE_END, Span
from guideline_docs.source.text import SourceText, decode

if TYPE_CHECKING:
    from guideline_docs.source.form import Form
    from guideline_docs.source.toml_places import Entry

# Behind a backslash of Windows some letters are taken for a sign: \t is a tab.
_CONTROL = expression(r"[\t\n\x08\f\r]")
# What a string on one line holds in no other way.
_NOT_IN_QUOTES = expression(r"[\x00-\x1f\x7f]")
_DRIVE = expression(r"[A-Za-z]:\\|\\\\\\\\")


class TomlFile:
    """A TOML file; whatever is wrong with it stops the program with its line."""

    def __init__(self, path: Path, name: str, data: bytes | None = None) -> None:
        """``data`` is what it says where it is not saved yet."""
        self.path = path
        try:
            data = path.read_bytes() if data is None else data
        except OSError as error:
            raise CannotRun(f"{name}: 読めません（{reason(error)}）") from None
        # Notepad saves a BOM or cp932, which tomllib alone would refuse.
        self.source = decode(data, name, path).verbatim
        self.data = parsed(self.source)

    @cached_property
    def _entries(self) -> dict[tuple[str | int, ...], Entry]:
        from guideline_docs.source.toml_places import entries  # only what is pointed at pays

        return {entry.path: entry for entry in entries(self.source.text)}

    def _entry(self, table: dict[str, Any], *key: str) -> Entry | None:
        """Where a table, or a key of it, stands; of a table without heading its first key."""
        path = (*(_path_of(table, self.data) or ()), *key)
        inside = (e for e in self._entries.values() if e.path[: len(path)] == path)
        return self._entries.get(path) or next(inside, None)

    def fail(
        self, table: dict[str, Any], key: str | None, message: str, is_key: bool = False
    ) -> NoReturn:
        """Stop, naming the line where a key of a table stands (None: the table itself).

        Its value is at fault, unless ``is_key``.
        """
        entry = self._entry(table, *([key] if key else []))
        line = f":{self.source.position(entry.key[0])[0]}" if entry else ""
        begin, end = (entry.key if is_key else entry.value) if entry else (0, 0)
        raise CannotRun(f"{self.source.path}{line}: {message}", self.source.span(begin, end))

    def place(self, table: dict[str, Any], key: str) -> Span:
        """The value of a key as it is written, a text without its quotes."""
        entry = self._entry(table, key)
        start, end = entry.value if entry else (0, 0)
        written = self.source.text[start:end]
        quote = next((q for q in ('"""', "'''", '"', "'") if written.startswith(q)), "")
        return self.source.span(start + len(quote), end - len(quote))

    def value(self, table: dict[str, Any], key: str) -> Span:
        """The value of a key as it is written, quotes and all."""
        entry = self._entry(table, key)
        return self.source.span(*entry.value) if entry else self.source.span(0, 0)

    def array(self, key: str) -> Span | None:
        """An array of the file that is written in brackets; None where it has headings."""
        entry = self._entries.get((key,))
        return self.source.span(*entry.value) if entry else None

    def heading(self, table: dict[str, Any]) -> Span:
        """Where a table begins: its heading, or all of an inline one."""
        entry = self._entry(table)
        return self.source.span(*entry.key) if entry else self.source.span(0, 0)

    def block(self, table: dict[str, Any]) -> Span | None:
        """The lines of a table with a heading, and a blank one below them; None without."""
        entry = self._entry(table)
        if entry is None or entry.key != entry.value:
            return None
        inside = (e for e in self._entries.values() if e.path[: len(entry.path)] == entry.path)
        source, end = self.source, max(e.value[1] for e in inside)
        ends = [each.end() for each in LINE_END.finditer(source.text, end)] or [len(source.text)]
        below = source.text[ends[0] :]
        blank = LINE_END.match(below)
        return source.span(entry.key[0], ends[0] + (blank.end() if blank else 0))

    def table(self, key: str) -> dict[str, Any]:
        """A table of the file; empty where it is not there."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.fail(self.data, key, f"[{key}] の形で書いてください")
        return value

    def tables(self, key: str) -> list[dict[str, Any]]:
        """An array of tables; empty where it is not there."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fail(self.data, key, f"[[{key}]] の形で書いてください")
        return value

    def known(self, table: dict[str, Any], keys: Collection[str], where: str = "") -> None:
        """Stop at the first key that nobody knows."""
        for key in table:
            if key not in keys:
                from difflib import get_close_matches  # only a faulty file pays for it

                near = get_close_matches(key, keys, n=1)
                meant = f"「{near[0]}」の誤りではありませんか" if near else "使えるのは " + "・".join(keys)
                place = f"{where} の" if where else ""
                self.fail(table, key, f"{place}「{key}」は知らない項目です。{meant}", is_key=True)

    def fits(self, table: dict[str, Any], form: Form) -> None:
        """Stop at the first key that a table of this form does not have."""
        if form.others is None:
            self.known(table, form.keys, form.heading)

    def text(self, table: dict[str, Any], key: str, default: str = "") -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            self.fail(table, key, f'「{key}」は "…" で囲んだ文字にしてください')
        if not value.isprintable() and _CONTROL.search(value) and "\\" in (written := self.place(table, key).text):
            # "C:\table" is good TOML, and holds a tab that nobody meant.
            if set(_CONTROL.findall(value)) != {"\n"} or _DRIVE.search(written):
                from guideline_docs.source.toml_faults import ESCAPED

                self.fail(table, key, f"「{key}」の {ESCAPED}")
        return value.strip()

    def texts(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(table, key, f'「{key}」は ["…", "…"] の形にしてください')
        return tuple(item.strip() for item in value)

    def flag(self, table: dict[str, Any], key: str, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            self.fail(table, key, f"「{key}」は true か false にしてください")
        return value

    def choice(
        self, table: dict[str, Any], key: str, words: Collection[str], default: str
    ) -> str:
        """One of some words."""
        value = self.text(table, key, default)
        if value not in words:
            known = "・".join(words)
            self.fail(table, key, f"{key}「{value}」は使えません。{known} のどれかにしてください")
        return value

    def wholes(self, table: dict[str, Any], key: str) -> tuple[int, ...]:
        """Whole numbers from 1, at the least one."""
        value = table.get(key, [])
        good = isinstance(value, list) and all(type(item) is int and item > 0 for item in value)
        if not (good and value):
            self.fail(table, key, f"「{key}」は [1, 1] のように、1 以上の整数を並べてください")
        return tuple(value)

    def whole(self, table: dict[str, Any], key: str) -> int | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            self.fail(table, key, f"「{key}」は 1 以上の整数にしてください")
        return value


def in_quotes(text: str) -> str:
    """A text as it stands between the double quotes of TOML, on one line."""
    written = text.replace("\\", "\\\\").replace('"', '\\"')
    return _NOT_IN_QUOTES.sub(lambda match: f"\\u{ord(match[0]):04X}", written)


def parsed(source: SourceText) -> dict[str, Any]:
    """The data of a TOML text. Raises CannotRun with the place and what to do there."""
    name = source.path
    if source.undecodable is not None:
        span = source.span(source.undecodable, source.undecodable)
        raise CannotRun(f"{span.place}: 文字として読めません。UTF-8 で保存してください", span)
    import tomllib  # 2 ms that a sheet without settings does not pay

    text = LINE_END.sub("\n", source.text) if "\r" in source.text else source.text
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from guideline_docs.source.toml_faults import fault

        at, advice = fault(text, str(error))
        line, column = SourceText(name, text).position(at)
        written = source.line_text(line).strip() or "途中で終わっています"
        begin = source.offset(line, column)
        span = source.span(begin, max(begin, source.offset(line, 1) + len(source.line_text(line))))
        raise CannotRun(
            f"{name}:{line}:{column}: TOML として読めません（{written}）。{advice}", span
        ) from None


def _path_of(table: dict[str, Any], data: Any, path: tuple[str | int, ...] = ()) -> Any:
    """The key path of the very table in the data; None where it is not there."""
    if data is table:
        return path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found = (_path_of(table, value, (*path, key)) for key, value in items)
    return next((each for each in found if each is not None), None)
