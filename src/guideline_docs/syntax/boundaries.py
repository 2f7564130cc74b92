"""Where a number or letter ends in running text, and how a list of them goes on."""

from __future__ import annotations

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import BLANKS, BRACKETS, DIGITS, FIGURES, HYPHENS, WAVES

# What an item letter stands before where it is no start of a word. か is left out
# among the particles for 3か所 and 3か月, and の does not count before 字 (アの字).
_DELIMITERS = frozenset(f"、。，．､｡・･／/…{BRACKETS}：:；;！？!?{WAVES}→※“”\"'’｜|+＋&＆")
_BEFORE_WORDS = (
    *"はがをにもでとやへ",
    *("から", "まで", "より", "など", "だけ", "ほか"),
    *("及び", "並びに", "又は", "若しくは", "ないし", "乃至", "等", "以外", "以降", "参照"),
)
# After a hyphen only a longer word can go on: アイデア, カー, カ所.
_LONGER = frozenset(f"ーヽヾ゛゜ﾞﾟ\u3099\u309a{FIGURES}所月年国" + HYPHENS)

BETWEEN_TWO = (
    rf"[{BLANKS}]*(?:(?:、|，|､|,|・|･|／|/)[{BLANKS}]*(?:及び|並びに|又は|若しくは)?"
    rf"|及び|並びに|又は|若しくは|と|や)[{BLANKS}]*"
)
"""What stands between two of a list, as a part of longer patterns."""
SEPARATOR = expression(BETWEEN_TWO)
# What a number counts, a blank before it: 施策3 件. Without one nothing here is a boundary.
COUNTER = expression(
    rf"[{BLANKS}]+(?:[かカヵヶケ箇個][所月年国]|[件本人年月日回社名校戸台団地種項事割歳円個冊枚部箇点度]|団体|％|%)"
)
# 1,000 and 2.5; behind another number of a list also 10:30 and 5/6.
FIGURE = expression(rf"[,，][{DIGITS}]{{3}}(?![{DIGITS}])|[.．][{DIGITS}]")


def is_noun(char: str) -> bool:
    """Whether a word goes on into what follows: 広報紙No.99, 重点施策3件."""
    return char.isalnum() and not "ぁ" <= char <= "ん"


def ends(text: str, at: int) -> bool:
    """Whether a number or letter that ends at ``at`` stands by itself."""
    char = text[at : at + 1]
    if char in (".", ","):
        return not text[at + 1 : at + 2].isdigit()
    if char == "の":
        return text[at + 1 : at + 2] != "字"
    return (
        not char
        or char.isspace()
        or char in _DELIMITERS
        or text.startswith(_BEFORE_WORDS, at)
    )


def goes_on(text: str, at: int) -> bool:
    """Whether a kana that ends at ``at`` is the start of a word."""
    char = text[at : at + 1]
    return char in _LONGER or "ァ" <= char <= "ヺ" or "ｦ" <= char <= "ﾝ"
