"""The settings files, read with the same eyes as the sources, and faults told by line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from guideline_docs.failure import CannotRun, reason
from guideline_docs.source.expression import expression
from guideline_docs.source.span import LINE_END, Span
from guideline_docs.source.text import SourceText, decode

if TYPE_CHECKING:
    from guideline_docs.source.toml_places import Entry

# Behind a backslash of Windows some letters are taken for a sign: \t is a tab.
_CONTROL = expression(r"[\t\n\x08\f\r]")
_DRIVE = expression(r"[A-Za-z]:\\|\\\\\\\\")


class TomlFile:
    """A TOML file; whatever is wrong with it stops the program with its line."""

    def __init__(self, path: Path, name: str, data: bytes | None = None) -> None:
        """``data`` is what it says where it is not saved yet."""
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

    def fail(self, table: dict[str, Any], key: str | None, message: str) -> NoReturn:
        """Stop, naming the line where a key of a table stands (None: the table itself)."""
        entry = self._entry(table, *([key] if key else []))
        line = f":{self.source.position(entry.key[0])[0]}" if entry else ""
        raise CannotRun(f"{self.source.path}{line}: {message}")

    def place(self, table: dict[str, Any], key: str) -> Span:
        """The value of a key as it is written, a text without its quotes."""
        entry = self._entry(table, key)
        start, end = entry.value if entry else (0, 0)
        written = self.source.text[start:end]
        quote = next((q for q in ('"""', "'''", '"', "'") if written.startswith(q)), "")
        return self.source.span(start + len(quote), end - len(quote))

    def heading(self, table: dict[str, Any]) -> Span:
        """Where a table begins: its heading, or all of an inline one."""
        entry = self._entry(table)
        return self.source.span(*entry.key) if entry else self.source.span(0, 0)

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
                self.fail(table, key, f"{place}「{key}」は知らない項目です。{meant}")

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
        self, table: dict[str, Any], key: str, words: Sequence[str], default: str
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
    return text.replace("\\", "\\\\").replace('"', '\\"')


def parsed(source: SourceText) -> dict[str, Any]:
    """The data of a TOML text. Raises CannotRun with the place and what to do there."""
    name = source.path
    if source.undecodable is not None:
        place = source.span(source.undecodable, source.undecodable).place
        raise CannotRun(f"{place}: 文字として読めません。UTF-8 で保存してください")
    text = LINE_END.sub("\n", source.text) if "\r" in source.text else source.text
    if (data := plain(text)) is not None:
        return data
    import tomllib  # as long as all other modules for a check of a small project

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from guideline_docs.source.toml_faults import fault

        at, advice = fault(text, str(error))
        line, column = SourceText(name, text).position(at)
        written = source.line_text(line).strip() or "途中で終わっています"
        raise CannotRun(
            f"{name}:{line}:{column}: TOML として読めません（{written}）。{advice}"
        ) from None


def plain(text: str) -> dict[str, Any] | None:
    """The data of a TOML text of nothing but ``[table]``, ``[[table]]`` and ``key = "text"``,
    true or false, a line each, as most settings are.

    None where anything else stands in it, be it a fault: whatever is read here tomllib reads
    as the same, and to ask it takes longer than the whole of the settings.
    """
    data: dict[str, Any] = {}
    table, arrays = data, set[str]()
    for written in text.split("\n"):
        line = written.strip(" \t")
        if not line.replace("\t", " ").replace("　", " ").isprintable():
            return None
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            many = line.startswith("[[")
            name, closed, behind = line[2 if many else 1 :].partition("]]" if many else "]")
            name = name.strip(" \t")
            taken = name in data and not (many and name in arrays)
            if taken or not (closed and _is_bare(name) and _is_over(behind)):
                return None
            table = {}
            if many:
                arrays.add(name)
                data.setdefault(name, []).append(table)
            else:
                data[name] = table
            continue
        key, _, behind = line.partition("=")
        key, value = key.strip(" \t"), _plain_value(behind.strip(" \t"))
        if value is None or not _is_bare(key) or key in table:
            return None
        table[key] = value
    return data


def _plain_value(written: str) -> str | bool | None:
    """A text in double quotes, true or false; None for anything else."""
    if written[:1] == '"':
        text, closed, behind = written[1:].partition('"')
        return text if closed and "\\" not in text and _is_over(behind) else None
    word = written.partition("#")[0].rstrip(" \t")
    return True if word == "true" else False if word == "false" else None


def _is_bare(key: str) -> bool:
    """Whether a key stands there that needs no quotes and has no parts."""
    return key.isascii() and key.replace("-", "_").replace("_", "0").isalnum()


def _is_over(behind: str) -> bool:
    """Whether a line says nothing more but a remark."""
    return behind.strip(" \t")[:1] in ("", "#")


def _path_of(table: dict[str, Any], data: Any, path: tuple[str | int, ...] = ()) -> Any:
    """The key path of the very table in the data; None where it is not there."""
    if data is table:
        return path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found = (_path_of(table, value, (*path, key)) for key, value in items)
    return next((each for each in found if each is not None), None)
