"""What the print fonts hold: asked of a list in the package, never of this machine.

A character that the BIZ UD fonts lack is printed from some other font, or as an empty
box (tofu), and nobody is told. The list is written by ``script/list-font-coverage``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from guideline_docs.source.lexicon import NONCHARACTERS, SELECTORS

_LIST = Path(__file__).with_name("coverage.txt")

# They leave no mark on paper and need no glyph; U+2011 is set as a plain hyphen.
_INVISIBLE = "\t\n\r\xad\u200b\u200c\u200d\u2011\u2060\ufeff"
# What Python's cp932 encodes besides characters: control characters, 外字 and bytes as such.
# Of its bytes those below @ are characters of their own, never the second half of one.
_NO_CHARACTERS = ("\x80", *map(chr, range(0xF8F0, 0xF8F4)))
# The first byte of U+E000 to U+EFFF in UTF-8, and of no other character.
_PRIVATE = b"\xee"


def is_private(text: str) -> bool:
    """Whether a character is 外字: one that only its maker's font holds."""
    return "\ue000" <= text[:1] <= "\uf8ff" or text[:1] >= "\U000f0000"


def is_common(text: str) -> bool:
    """Whether a text holds nothing but characters of cp932, as nearly every one does.

    Encoding tells that sooner than a look at each character. Nothing is in such a text that
    nobody sees (``glyphs.unseen``).
    """
    try:
        encoded = text.encode("cp932")
    except UnicodeEncodeError:
        return False
    if len(encoded.translate(None, _CONTROLS)) < len(encoded):
        return False
    return _PRIVATE not in text.encode() and not any(char in text for char in _NO_CHARACTERS)


def uncommon(text: str) -> set[str]:
    """The characters of a text beyond those of cp932, control characters and 外字 among them."""
    if is_common(text):
        return set()
    return {char for char in set(text) if not _is_common(char) or _is_control(char)}


def unprintable(text: str, odd: Collection[str]) -> Iterator[tuple[int, int]]:
    """The two ends of each character, or pair with a variation selector, that has no glyph.

    ``odd`` are the ``uncommon`` characters of the text.
    Control characters are not told here: they are no characters of a font.
    """
    if not odd:
        return
    known, sequences = _coverage()
    lacking = {
        char
        for char in odd
        if char not in known and not _is_control(char) and not _is_selector(char)
    }
    told: set[int] = set()
    if any(map(_is_selector, odd)):
        for match in re.finditer(rf"[^\r\n][{SELECTORS}]", text):
            base, selector = match[0]
            # A pair that the font lacks prints its base alone, and search no longer finds it.
            if base not in sequences.get(selector, ()):
                told.add(match.start())
                yield match.span()
    if lacking:
        pattern = re.compile("[" + re.escape("".join(sorted(lacking))) + "]")
        for match in pattern.finditer(text):
            if match.start() not in told:
                yield match.span()


def _is_common(char: str) -> bool:
    """Characters of cp932, 外字 apart: the fonts hold them all."""
    if char in _INVISIBLE:
        return True
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return not is_private(char) and not "\x7f" <= char <= "\x9f"


def _is_control(char: str) -> bool:
    return char < " " or char == "\x7f" or char in NONCHARACTERS


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


_CONTROLS = bytes(code for code in range(0x80) if chr(code) not in "\t\n\r" and _is_control(chr(code)))


@cache
def _coverage() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """The characters beyond cp932, and the bases of each variation selector."""
    parts: dict[str, list[str]] = {}
    name = ""
    # Not splitlines(): the list itself holds characters that it breaks at.
    for line in _LIST.read_text(encoding="utf-8").split("\n"):
        if line.startswith("[") and line.endswith("]") and len(line) > 2:
            name = line[1:-1]
        elif name:
            parts.setdefault(name, []).append(line)
    joined = {name: frozenset("".join(lines)) for name, lines in parts.items()}
    characters = joined.pop("characters")
    return characters, {chr(int(name, 16)): bases for name, bases in joined.items()}
