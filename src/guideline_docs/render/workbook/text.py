"""What a cell, a list of words and the name of a sheet can hold, so that all of it is text."""

from __future__ import annotations

from guideline_docs.render.xml import escape
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import distinct, fold_head
from guideline_docs.source.lexicon import DIGITS, OPEN
from guideline_docs.views.text import GETA, printable

MOST_OF_A_CELL = 32_767
_MOST_OF_A_LIST, _MOST_OF_A_NAME = 255, 31

_SURROGATE = expression(r"[\ud800-\udfff]")
# What a spreadsheet would take for a formula, a number, a date or a sign of its own when
# somebody steps into the cell and leaves it again. Full-width forms too: Excel for Japanese
# takes ＝１＋１ for a formula. A longer text is none of these.
_TAKEN = expression(
    rf"[ \t\n\u3000]*(?:[=+\-@＝＋－＠'%％$¥￥]|[{OPEN}]?[{DIGITS}.．])"
)
_SHORT = 40
_FORBIDDEN = str.maketrans({char: full for char, full in zip("[]:*?/\\", "［］：＊？／＼", strict=True)})
# What is read as the character of a number: _x0041_ for A.
_CODE = expression("(?=_x[0-9A-Fa-f]{4}_)")
_WHITE = expression(r"\s+")


def cell_text(text: str) -> str:
    """A text as a cell can hold it; what it cannot hold stands as 〓, as in print."""
    if not text.isprintable():
        text = _SURROGATE.sub(GETA, printable(text))
    return text if len(text) <= MOST_OF_A_CELL // 2 else cut(text, MOST_OF_A_CELL)


def held(text: str) -> str:
    """A text as content of an element, in which no code of a character is read."""
    return escape(_CODE.sub("_x005F", text) if "_x" in text else text)


def kept(text: str) -> str:
    """What the element of a text says of it: that blanks at its ends are of it."""
    return ' xml:space="preserve"' if text != text.strip() else ""


def is_taken(text: str) -> bool:
    """Whether a spreadsheet might take the text for more than text."""
    first = text[:1]
    if first > "\u3000" and first < "\uff00":  # kana and kanji: nearly every cell
        return False
    found = _TAKEN.match(text)
    return found is not None and (len(text) <= _SHORT or not found[0][-1].isdigit())


def cut(text: str, most: int) -> str:
    """A text of no more than so many units of UTF-16, which Excel counts in."""
    if len(text.encode("utf-16-le")) // 2 <= most:
        return text
    return text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


def in_one_list(words: list[str]) -> bool:
    """Whether words can stand in the rule of a cell itself, and not in cells of their own."""
    together = ",".join(words)
    if len(together.encode("utf-16-le")) // 2 > _MOST_OF_A_LIST:
        return False
    return not any("," in word or '"' in word or word != word.strip() or "\n" in word for word in words)


def sheet_name(name: str, taken: set[str]) -> str:
    """A name as a sheet can have it, and no other of ``taken`` has, which then holds it."""
    plain = _WHITE.sub(" ", cell_text(name).translate(_FORBIDDEN)).strip(" '") or "Sheet"
    plain = plain + "_" if plain.casefold() == "history" else plain
    short = cut(plain, _MOST_OF_A_NAME)
    if fold_head(short) in taken:
        # Room for the number that tells it from the others.
        short = cut(plain, _MOST_OF_A_NAME - 6)
    return distinct(short, taken)
