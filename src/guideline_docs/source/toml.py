"""The settings files, read with the same eyes as the sources, and faults told by line."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, NoReturn

from guideline_docs.failure import CannotRun, reason
from guideline_docs.source.span import Span
from guideline_docs.source.text import decode

_LINE = re.compile(r"\(at line (\d+), column (\d+)\)|at end of document")


class TomlFile:
    """A TOML file; whatever is wrong with it stops the program with its line."""

    def __init__(self, path: Path, name: str) -> None:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CannotRun(f"{name}: 読めません（{reason(error)}）") from None
        # Notepad saves a BOM or cp932, which tomllib alone would refuse.
        self.source = decode(data, name)
        if self.source.undecodable is not None:
            line, column = self.source.position(self.source.undecodable)
            raise CannotRun(f"{name}:{line}:{column}: 文字として読めません。UTF-8 で保存してください")
        import tomllib  # 2 ms that a sheet without settings does not pay

        try:
            self.data: dict[str, Any] = tomllib.loads(self.source.text.replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as error:
            self._broken(str(error))

    def _broken(self, message: str) -> NoReturn:
        name = self.source.path
        found = _LINE.search(message)
        if found is None or found[1] is None:
            raise CannotRun(f"{name}: TOML として読めません（途中で終わっています）") from None
        line = int(found[1])
        written = self.source.line_text(line).strip()
        raise CannotRun(
            f"{name}:{line}:{found[2]}: TOML として読めません（{written}）。"
            '文字は "…" で囲み、「項目 = "値"」の形で書いてください'
        ) from None

    def fail(self, key: str, message: str) -> NoReturn:
        """Stop, naming the line where the key stands."""
        found = re.search(rf"(?m)^[ \t]*(?:\[+[ \t]*)?\"?{re.escape(key)}\"?[ \t]*[\]=]", self.source.text)
        line = f":{self.source.position(found.start())[0]}" if found else ""
        raise CannotRun(f"{self.source.path}{line}: {message}")

    def place(self, key: str) -> Span:
        """The value of a key, or the head of the file where it cannot be found."""
        found = re.search(rf"(?m)^[ \t]*{re.escape(key)}[ \t]*=[ \t]*([\"'])(.*?)\1", self.source.text)
        return self.source.span(*found.span(2)) if found else self.source.span(0, 0)

    def table(self, key: str) -> dict[str, Any]:
        """A table of the file; empty where it is not there."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.fail(key, f"[{key}] の形で書いてください")
        return value

    def tables(self, key: str) -> list[dict[str, Any]]:
        """An array of tables; empty where it is not there."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fail(key, f"[[{key}]] の形で書いてください")
        return value

    def known(self, table: dict[str, Any], keys: Collection[str], where: str = "") -> None:
        """Stop at the first key that nobody knows."""
        for key in table:
            if key not in keys:
                from difflib import get_close_matches  # only a faulty file pays for it

                near = get_close_matches(key, keys, n=1)
                meant = f"「{near[0]}」の誤りではありませんか" if near else "使えるのは " + "・".join(keys)
                place = f"{where} の" if where else ""
                self.fail(key, f"{place}「{key}」は知らない項目です。{meant}")

    def text(self, table: dict[str, Any], key: str, default: str = "") -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            self.fail(key, f'「{key}」は "…" で囲んだ文字にしてください')
        return value.strip()

    def texts(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, f'「{key}」は ["…", "…"] の形にしてください')
        return tuple(item.strip() for item in value)

    def flag(self, table: dict[str, Any], key: str, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            self.fail(key, f"「{key}」は true か false にしてください")
        return value

    def whole(self, table: dict[str, Any], key: str) -> int | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            self.fail(key, f"「{key}」は 1 以上の整数にしてください")
        return value

    def headings(self, key: str) -> list[Span]:
        """Where the headings ``[[key]]`` stand, in order."""
        pattern = re.compile(rf"(?m)^[ \t]*(?P<head>\[\[[ \t]*{re.escape(key)}[ \t]*\]\])")
        return [self.source.span(*m.span("head")) for m in pattern.finditer(self.source.text)]
