"""How a heading is numbered, told by an example: ``（1）``, ``ア``, ``第1章``, ``基本目標Ⅰ``.

An example is words round a numeral; ``1-(2)-③`` holds several and repeats the numbers of
the headings above. A :class:`Mark` reads and spells what its example shows, in whatever
width people type it, so that nothing else in the program knows what a number looks like.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from guideline_docs.source.glyphs import full_kana, half_kana
from guideline_docs.source.lexicon import (
    CIRCLED,
    CLOSE,
    DIGITS,
    HIRAGANA_ORDER,
    HYPHENS,
    IROHA_ORDER,
    KANA_LETTERS,
    KANA_ORDER,
    KANJI_NUMERALS,
    OPEN,
)
from guideline_docs.source.lexicon import (
    ROMAN as ROMANS,
)
from guideline_docs.source.lexicon import (
    SMALL_ROMAN as SMALL_ROMANS,
)
from guideline_docs.source.record import NamedTuple

# What closes a number, so that its title may stand right behind it.
_CLOSING = f"{CLOSE}】］〕"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KANJI = KANJI_NUMERALS[:9]
_BLANKS = r"\s*"
_FULL = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}


class Numeral(NamedTuple):
    """A kind of numeral; ``letters`` stand for 1, 2, 3 …, and are empty for figures.

    ``pattern`` matches one number as it may be typed.
    """

    name: str
    letters: str
    pattern: str

    def value(self, written: str) -> int | None:
        """What a numeral counts; None where it is none, ⅠⅠⅠⅠ or 十十."""
        if not self.letters:
            return int(written)
        if self in (ROMAN, SMALL_ROMAN):
            return _roman_value(unicodedata.normalize("NFKC", written).upper())
        if self is KANJI:
            return _kanji_value(written)
        letter = full_kana(written) if self in (KANA, IROHA) else written
        if self in (LATIN, SMALL_LATIN):
            letter = unicodedata.normalize("NFKC", written)
        return self.letters.find(letter) + 1 or None

    def spell(self, value: int) -> str | None:
        """The numeral of a number from 1; None beyond the last there is."""
        if not self.letters:
            return str(value)
        if value < 1:
            return None
        if self is KANJI:
            return _kanji(value) if value < 100 else None
        if value <= len(self.letters):
            return self.letters[value - 1]
        if self in (ROMAN, SMALL_ROMAN):
            return _roman(value) if self is ROMAN else _roman(value).lower()
        return None


ARABIC = Numeral("arabic", "", f"[{DIGITS}]{{1,4}}")
RING = Numeral("ring", CIRCLED, f"[{CIRCLED}]")
ROMAN = Numeral("roman", ROMANS, f"(?:[{ROMANS}]|[IVXＩＶＸ]{{1,6}})")
SMALL_ROMAN = Numeral("small-roman", SMALL_ROMANS, f"(?:[{SMALL_ROMANS}]|[ivxｉｖｘ]{{1,6}})")
KANA = Numeral("kana", KANA_ORDER, f"[{KANA_LETTERS}]")
IROHA = Numeral("iroha", IROHA_ORDER, f"[{KANA_LETTERS}]")
HIRAGANA = Numeral("hiragana", HIRAGANA_ORDER, f"[{HIRAGANA_ORDER}]")
KANJI = Numeral("kanji", _KANJI, f"[{KANJI_NUMERALS}]{{1,3}}")
LATIN = Numeral("latin", _LATIN, f"[{_LATIN}{_LATIN.translate(_FULL)}]")
SMALL_LATIN = Numeral(
    "small-latin", _LATIN.lower(), f"[{_LATIN.lower()}{_LATIN.lower().translate(_FULL)}]"
)

# In words (一般, アイ) these are no numerals unless they stand alone.
_ANYWHERE = (ARABIC, RING, ROMAN, SMALL_ROMAN)
_ALONE = (KANA, HIRAGANA, KANJI, LATIN, SMALL_LATIN)
_AS_TYPED = {ROMAN: f"[{ROMANS}]", SMALL_ROMAN: f"[{SMALL_ROMANS}]"}


class Slot(NamedTuple):
    """Where a numeral stands in a mark; ``full`` is its width, ``digits`` how many (01).

    ``fixed``: it has so many digits, never more, because the next one follows at once.
    """

    numeral: Numeral
    full: bool = False
    digits: int = 1
    fixed: bool = False

    @property
    def pattern(self) -> str:
        """A regular expression for one number as it may be typed."""
        return f"[{DIGITS}]{{{self.digits}}}" if self.fixed else self.numeral.pattern

    def spell(self, value: int) -> str | None:
        written = self.numeral.spell(value)
        if written is None:
            return None
        written = written.zfill(self.digits)
        return written.translate(_FULL) if self.full else half_kana(written)


class _Mark(NamedTuple):
    example: str
    parts: tuple[str | Slot, ...]
    """Words and numerals in their order."""


class Mark(_Mark):
    """Reads and spells the numbers of one level."""

    @classmethod
    def of(cls, example: str) -> "Mark":
        """The mark that an example shows; one without a numeral, ◆, counts nothing.

        Raises ValueError where words hold no numeral.
        """
        text = example.removesuffix("(ロハ)").removesuffix("（ロハ）")
        iroha = text != example
        parts = tuple(_parts(text.strip(), iroha))
        if not any(isinstance(part, Slot) for part in parts) and re.search(r"\w", example):
            raise ValueError(example)
        return cls(example, parts)

    @classmethod
    def of_digits(cls, digits: Sequence[int]) -> "Mark":
        """The mark of a code without separators: so many digits for each of its numbers."""
        example = "".join("1".zfill(count) for count in digits)
        return cls(example, tuple(Slot(ARABIC, digits=count, fixed=True) for count in digits))

    @property
    def numbered(self) -> bool:
        """Whether it counts; ◆ and a line of text alone do not."""
        return bool(self.slots)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(part for part in self.parts if isinstance(part, Slot))

    @cached_property
    def shapes(self) -> tuple[tuple[Numeral, bool], ...]:
        """Each numeral, and whether a bracket opens before it: (1) is not 1."""
        shapes: list[tuple[Numeral, bool]] = []
        before: str | Slot = " "
        for part in self.parts:
            if isinstance(part, Slot):
                shapes.append((part.numeral, isinstance(before, str) and before[-1] in OPEN))
            before = part
        return tuple(shapes)

    @property
    def closed(self) -> bool:
        """Whether it says itself where it ends: （1）, ①, not ア."""
        last = self.parts[-1] if self.parts else ""
        return isinstance(last, str) or last.numeral is RING

    @property
    def glued(self) -> bool:
        """Whether the title stands right behind it in print: （1）, ①, not 第1章."""
        last = self.parts[-1] if self.parts else ""
        return self.closed and not (isinstance(last, str) and last[-1:] not in _CLOSING)

    @cached_property
    def pattern(self) -> str:
        """A regular expression with a group a numeral, and no other."""
        return _BLANKS.join(self._patterns())

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def _patterns(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, Slot):
                yield f"({part.pattern})"
            else:
                yield typed(part)

    def match(self, text: str, at: int = 0) -> tuple[tuple[int, ...], int] | None:
        """The numbers that a text gives at a place, and where they end; None where it gives none."""
        found = self._compiled.match(text, at)
        if found is None:
            return None
        values = [slot.numeral.value(w) for slot, w in zip(self.slots, found.groups(), strict=True)]
        path = tuple(value for value in values if value)
        return (path, found.end()) if len(path) == len(values) else None

    def spell(self, path: Sequence[int]) -> str | None:
        """The numbers in the form of the example; of more numbers than numerals, the last.

        None where there are fewer, or one has no numeral.
        """
        if len(path) < len(self.slots):
            return None
        values = iter(path[len(path) - len(self.slots) :])
        written = []
        for part in self.parts:
            piece = part.spell(next(values)) if isinstance(part, Slot) else part
            if piece is None:
                return None
            written.append(piece)
        return "".join(written)


def _parts(text: str, iroha: bool) -> Iterator[str | Slot]:
    """The words and numerals of an example."""
    if not text:
        return
    if iroha:
        kinds: Iterable[Numeral] = (IROHA,)
    else:
        kinds = [kind for kind in _ANYWHERE if re.search(_AS_TYPED.get(kind, kind.pattern), text)]
        kinds = kinds or [kind for kind in _ALONE if re.fullmatch(rf"\W*{kind.pattern}\W*", text)]
    if not kinds:
        yield text
        return
    at = 0
    for found in re.finditer("|".join(_AS_TYPED.get(kind, kind.pattern) for kind in kinds), text):
        if at < found.start():
            yield text[at : found.start()]
        written = found[0]
        numeral = next(k for k in kinds if re.fullmatch(k.pattern, written))
        full = unicodedata.east_asian_width(written[0]) in "WF"
        yield Slot(numeral, full, len(written) if written[0] in "0０" else 1)
        at = found.end()
    if at < len(text):
        yield text[at:]


def typed(words: str) -> str:
    """A regular expression for words as people type them: either width, blanks between."""
    return _BLANKS.join(map(_any_width, words.replace(" ", "").replace("　", "")))


def _any_width(char: str) -> str:
    if char in HYPHENS:
        return f"[{HYPHENS}]"
    narrow = unicodedata.normalize("NFKC", char)
    wide = chr(ord(narrow) + 0xFEE0) if len(narrow) == 1 and "!" <= narrow <= "~" else char
    variants = dict.fromkeys((char, narrow, wide))
    return "(?:" + "|".join(map(re.escape, variants)) + ")" if len(variants) > 1 else re.escape(char)


def _roman_value(letters: str) -> int | None:
    """The value of Roman numerals up to 39; None for what nobody writes (IIII, VX)."""
    return _ROMAN_VALUES.get(letters)


def _roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


_ROMAN_VALUES = {_roman(value): value for value in range(1, 40)}


def _kanji(value: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(value, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else _KANJI[tens - 1] + "十"
    return ten + (_KANJI[ones - 1] if ones else "")


def _kanji_value(written: str) -> int | None:
    return _KANJI_VALUES.get(written)


_KANJI_VALUES = {_kanji(value): value for value in range(1, 100)}
