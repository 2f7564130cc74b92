"""Characters by their kinds, each kind spelled once.

A kind is what stands between the brackets of a regular expression, ``f"[{DIGITS}]+"``, and
where no range is in it a string of its characters, too. HYPHENS and DASHES begin with a
hyphen and so stand first there: ``f"[{HYPHENS}{WAVES}]"``.
"""

from __future__ import annotations


def _characters(*codes: range) -> str:
    return "".join(chr(code) for each in codes for code in each)


# --- numbers: the place of a numeral in its kind is what it counts, from 1 -------------------

DIGITS = "0-9０-９"
FIGURES = "0123456789０１２３４５６７８９"
"""The same one by one, half-width and full-width; ten places lie between two of one value."""
CIRCLED = _characters(range(0x2460, 0x2474), range(0x3251, 0x3260), range(0x32B1, 0x32C0))
"""① to ㊿."""
FILLED = _characters(range(0x2776, 0x2780))
"""❶ to ❿."""
PARENTHESISED = _characters(range(0x2474, 0x2488))
"""⑴ to ⒇."""
PARENTHESISED_KANJI = _characters(range(0x3220, 0x322A))
"""㈠ to ㈩."""
ROMAN = _characters(range(0x2160, 0x216C))
"""Ⅰ to Ⅻ."""
SMALL_ROMAN = _characters(range(0x2170, 0x217C))
"""ⅰ to ⅻ."""
KANJI_NUMERALS = "一二三四五六七八九十"

# --- letters ---------------------------------------------------------------------------------

KANA_ORDER = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
"""Item letters in the order of official documents (公用文作成の考え方 Ⅰ-6)."""
HIRAGANA_ORDER = "".join(chr(ord(kana) - 0x60) for kana in KANA_ORDER)
"""あ to ん."""
IROHA_ORDER = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
KANA_LETTERS = "ア-ンｦｱ-ﾝ"
"""Where an item letter may stand, in either width; a voiced one is none."""
HIRAGANA = "ぁ-ゖ"
KATAKANA = "ァ-ヺ"
HALF_KATAKANA = "ｦ-ﾝ"
PROLONGED = "ーｰ"
"""長音符, which is no kana and often stands for a hyphen."""
KANJI = "一-鿿"
WIDE_LATIN = "Ａ-Ｚａ-ｚ"
LATIN = "A-Za-z" + WIDE_LATIN

# --- signs -----------------------------------------------------------------------------------

# Everything offices type where a hyphen is meant, the prolonged sound mark apart:
# ー is a hyphen only where no word can be (between a parenthesis and a kana).
HYPHENS = "-－‐‑−–—―"
WAVES = "～〜~"
"""From … to."""
# Everything typed where a dash is meant and no word: alone in a cell it says that nothing
# is said. ー and its half-width form stand for one there, and only there.
DASHES = HYPHENS + PROLONGED + "‒" + WAVES + "─━⸺⸻﹣⁻"
OPEN, CLOSE = "(（", ")）"
"""Parentheses of either width."""
BRACKETS = "()（）[]［］{}｛｝〔〕「」｢｣『』【】〈〉《》<>＜＞"
"""In pairs: each that opens, and behind it what closes it."""
NUMBER_SIGN = "(?:[NＮ](?i:[oｏ])[.．]?|№)"
"""No. as it is typed, a pattern of its own. Four kinds of o in a set would cost every pattern
0.1 ms to compile: re spells out sets of more than two runs."""

EXCEL_ERROR = (
    r"#(?:DIV/0!|REF!|N/A|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|GETTING_DATA)"
)
"""What a cell of Excel's shows where it has no value, a pattern of its own."""

# --- what shows little or nothing ------------------------------------------------------------

BLANKS = " 　"
"""What people put where a blank is meant, within a line and a cell."""
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
"""Without tab, LF and CR."""
C1_CONTROLS = "\x80-\x9f"
NONCHARACTERS = "\ufffe\uffff"
ODD_BLANKS = "\u00a0\u2000-\u200a\u202f\u205f"
"""They show as blanks and are none that people type: no-break, and of a width of their own."""
# Zero-width characters, soft hyphens, marks of direction: nothing on paper, and between two
# characters of a word enough to make another word of it.
UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""They choose a form of the character before them."""
RADICALS = "\u2f00-\u2fd5"
"""They look like kanji and are none."""


def is_kanji(char: str) -> bool:
    """Whether a character is one of KANJI; no character is none.

    Asked like this where a pattern would be compiled for each check: re marks each of the
    20,992 characters of the range by itself.
    """
    return KANJI[0] <= char <= KANJI[-1]


def is_kana_letter(char: str) -> bool:
    """Whether a character is one of KANA_LETTERS."""
    full = KANA_LETTERS[0] <= char <= KANA_LETTERS[2]
    return full or char == KANA_LETTERS[3] or KANA_LETTERS[4] <= char <= KANA_LETTERS[6]


def is_hiragana(char: str) -> bool:
    return HIRAGANA[0] <= char <= HIRAGANA[-1]


def is_katakana(char: str) -> bool:
    """Whether a character is a katakana of either width, or prolongs one."""
    full = KATAKANA[0] <= char <= KATAKANA[-1] or char == PROLONGED[0]
    return full or HALF_KATAKANA[0] <= char <= HALF_KATAKANA[-1]
