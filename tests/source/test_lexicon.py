"""Each kind of characters in full, and nowhere else in the house."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import guideline_docs
from guideline_docs.source import lexicon
from guideline_docs.source.lexicon import (
    BLANKS,
    BRACKETS,
    C1_CONTROLS,
    CIRCLED,
    CLOSE,
    CONTROLS,
    DASHES,
    DIGITS,
    EXCEL_ERROR,
    FIGURES,
    FILLED,
    HALF_KATAKANA,
    HIRAGANA,
    HIRAGANA_ORDER,
    HYPHENS,
    IROHA_ORDER,
    KANA_LETTERS,
    KANA_ORDER,
    KANJI,
    KANJI_NUMERALS,
    KATAKANA,
    LATIN,
    NONCHARACTERS,
    NUMBER_SIGN,
    ODD_BLANKS,
    OPEN,
    PARENTHESISED,
    PARENTHESISED_KANJI,
    PROLONGED,
    RADICALS,
    ROMAN,
    SELECTORS,
    SMALL_ROMAN,
    UNSEEN,
    WAVES,
    WIDE_LATIN,
    is_hiragana,
    is_kana_letter,
    is_kanji,
)

HOUSE = Path(guideline_docs.__file__).parent
MODULES = sorted(HOUSE.rglob("*.py"))
# The first plane, and that of the selectors.
EVERY = "".join(map(chr, (*range(0x10000), *range(0xE0000, 0xE0200))))


def members(kind: str) -> str:
    """The characters of a kind in the order of their code points."""
    return "".join(re.findall(f"[{kind}]", EVERY))


def codes(kind: str) -> list[str]:
    """Runs of code points, for what cannot be shown."""
    runs: list[list[int]] = []
    for code in map(ord, members(kind)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return [f"{a:X}" if a == b else f"{a:X}-{b:X}" for a, b in runs]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (DIGITS, "0123456789０１２３４５６７８９"),
        (FIGURES, "0123456789０１２３４５６７８９"),
        (CIRCLED, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"),
        (FILLED, "❶❷❸❹❺❻❼❽❾❿"),
        (PARENTHESISED, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        (PARENTHESISED_KANJI, "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
        (ROMAN, "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"),
        (SMALL_ROMAN, "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"),
        (PROLONGED, "ーｰ"),
        (LATIN, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
         "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"),
        (WIDE_LATIN, "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"),
        (HYPHENS, "-‐‑–—―−－"),
        (WAVES, "~〜～"),
        (DASHES, "-~‐‑‒–—―⁻−─━⸺⸻〜ー﹣－～ｰ"),
        (OPEN, "(（"),
        (CLOSE, ")）"),
        (BLANKS, " 　"),
    ],
)
def test_members(kind: str, expected: str) -> None:
    assert members(kind) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (KANA_LETTERS, ["30A2-30F3", "FF66", "FF71-FF9D"]),
        (HIRAGANA, ["3041-3096"]),
        (KATAKANA, ["30A1-30FA"]),
        (HALF_KATAKANA, ["FF66-FF9D"]),
        (KANJI, ["4E00-9FFF"]),
        (CONTROLS, ["0-8", "B-C", "E-1F", "7F"]),
        (C1_CONTROLS, ["80-9F"]),
        (NONCHARACTERS, ["FFFE-FFFF"]),
        (ODD_BLANKS, ["A0", "2000-200A", "202F", "205F"]),
        (
            UNSEEN,
            ["AD", "34F", "61C", "180E", "200B-200F", "202A-202E", "2060-2064", "2066-2069", "FEFF"],
        ),
        (SELECTORS, ["FE00-FE0F", "E0100-E01EF"]),
        (RADICALS, ["2F00-2FD5"]),
    ],
)
def test_code_points(kind: str, expected: list[str]) -> None:
    assert codes(kind) == expected


@pytest.mark.parametrize(("char", "is_one"), [("一", 1), ("鿿", 1), ("々", 0), ("ア", 0), ("", 0)])
def test_is_kanji(char: str, is_one: int) -> None:
    assert is_kanji(char) is bool(is_one)


@pytest.mark.parametrize(("char", "is_one"), [("ぁ", 1), ("ゖ", 1), ("ゝ", 0), ("ア", 0), ("", 0)])
def test_is_hiragana(char: str, is_one: int) -> None:
    assert is_hiragana(char) is bool(is_one)


def test_is_kana_letter() -> None:
    assert "".join(filter(is_kana_letter, EVERY)) == members(KANA_LETTERS)
    assert not is_kana_letter("")


def test_orders() -> None:
    assert KANJI_NUMERALS == "一二三四五六七八九十"
    assert KANA_ORDER[:6] + KANA_ORDER[-4:] == "アイウエオカロワヲン"
    assert HIRAGANA_ORDER[:6] + HIRAGANA_ORDER[-4:] == "あいうえおかろわをん"
    assert sorted(set(IROHA_ORDER)) == sorted({*KANA_ORDER, *"ヰヱ"} - {"ン"})
    assert len(IROHA_ORDER) == 47


@pytest.mark.parametrize("kind", [CIRCLED, PARENTHESISED])
def test_a_numeral_counts_its_place(kind: str) -> None:
    values = [int(unicodedata.normalize("NFKC", each).strip("()")) for each in kind]
    assert values == list(range(1, len(kind) + 1))


def test_brackets_stand_in_pairs() -> None:
    pairs = list(zip(BRACKETS[::2], BRACKETS[1::2], strict=True))
    assert all(unicodedata.mirrored(a) and unicodedata.mirrored(b) for a, b in pairs)
    assert [ord(b) - ord(a) for a, b in pairs if b not in "]］}｝>＞"] == [1] * 9


@pytest.mark.parametrize("sign", ["No", "No.", "NO", "NO.", "Ｎｏ．", "ＮＯ", "Nｏ.", "№"])
def test_signs_of_a_number(sign: str) -> None:
    assert re.fullmatch(NUMBER_SIGN, sign)


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"])
def test_errors_of_excel(error: str) -> None:
    assert re.fullmatch(EXCEL_ERROR, error)


@pytest.mark.parametrize("kind", [HYPHENS, DASHES])
def test_a_hyphen_is_no_range(kind: str) -> None:
    assert set(members(kind)) == set(kind)


# --- nowhere else ----------------------------------------------------------------------------

# Parts of each kind that a second spelling of it would hold.
SPELLINGS = {
    "DIGITS": "0-9０",
    "FIGURES": "３４５６７８９",
    "CIRCLED": "①-",
    "FILLED": "❶-",
    "PARENTHESISED": "⑴-",
    "PARENTHESISED_KANJI": "㈠-",
    "ROMAN": "Ⅰ-",
    "SMALL_ROMAN": "ⅰ-",
    "KANJI_NUMERALS": "一二三四",
    "KANA_ORDER": "アイウエオカ",
    "IROHA_ORDER": "イロハニ",
    "KANA_LETTERS": "ア-ン",
    "HIRAGANA": "ぁ-",
    "KATAKANA": "ァ-",
    "HALF_KATAKANA": "ｦ-",
    "HALF_KATAKANA of letters": "ｱ-",
    "KANJI": "一-",
    "LATIN": "A-Za-zＡ",
    "WIDE_LATIN": "Ａ-Ｚ",
    "HYPHENS": "－‐",
    "HYPHENS, the dashes": "–—",
    "WAVES": "～〜",
    "WAVES, the other way": "〜～",
    "PROLONGED": "ーｰ",
    "OPEN": "[(（]",
    "OPEN, the other way": "[（(]",
    "CLOSE": "[)）]",
    "CLOSE, the other way": "[）)]",
    "BRACKETS": "{｛",
    "EXCEL_ERROR": "#(?:DIV",
    "NUMBER_SIGN": "[NＮ][",
    "BLANKS": "[ 　]",
    "BLANKS, the other way": "[　 ]",
    "CONTROLS": "\x00-",
    "C1_CONTROLS": "\x7f-\x9f",
    "NONCHARACTERS": "\ufffe",
    "ODD_BLANKS": "\u00a0",
    "UNSEEN": "\u200b-",
    "SELECTORS": "\ufe00-",
    "RADICALS": "\u2f00-",
}
EXCEPTIONS = {
    ("failure.py", "CONTROLS"): "stands left of all: it escapes what a console would obey",
    ("failure.py", "C1_CONTROLS"): "the same",
    ("render/lines.py", "HIRAGANA"): "what a line may end between, of JIS X 4051",
    ("render/lines.py", "KATAKANA"): "the same",
    ("render/lines.py", "HALF_KATAKANA"): "the same",
    ("render/lines.py", "KANJI"): "the same",
    ("rules/characters.py", "ODD_BLANKS"): "the names of single characters",
    ("source/formats.py", "CIRCLED"): "whole blocks of what a text in Japanese may hold",
    ("source/formats.py", "KANJI"): "the same",
    ("source/glyphs.py", "KANA_ORDER"): "the large kana of the small ones",
    ("source/text.py", "ODD_BLANKS"): "single bytes of cp932",
}


def strings(module: Path) -> Iterator[str]:
    """What a module spells; docstrings and comments spell nothing."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    words = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in words:
            yield node.value


@pytest.mark.parametrize(
    "module",
    [module for module in MODULES if module != Path(lexicon.__file__)],
    ids=lambda module: module.relative_to(HOUSE).as_posix(),
)
def test_each_kind_is_spelled_once(module: Path) -> None:
    """What fails here is to be had from source/lexicon by the name that stands before it."""
    name = module.relative_to(HOUSE).as_posix()
    second = {
        (kind, text)
        for text in strings(module)
        for kind, spelling in SPELLINGS.items()
        if spelling in text and (name, kind) not in EXCEPTIONS
    }
    assert second == set()


def test_exceptions_are_needed() -> None:
    needed = [
        any(SPELLINGS[kind] in text for text in strings(HOUSE / name)) for name, kind in EXCEPTIONS
    ]
    assert all(needed)


def test_every_kind_is_looked_for() -> None:
    kinds = {name for name in vars(lexicon) if name.isupper()}
    derived = {"DASHES", "HIRAGANA_ORDER"}  # spelled with the help of others
    assert kinds - derived == {name.partition(",")[0].partition(" ")[0] for name in SPELLINGS}


def test_hyphens_stand_first_in_their_brackets() -> None:
    """Behind another character they would make a range: ~-－."""
    wrong = [
        f"{module.name}: {line.strip()}"
        for module in MODULES
        for line in module.read_text(encoding="utf-8").splitlines()
        if re.search(r"(?<!\[)(?<!\[\^)\{(?:HYPHENS|DASHES)\}", line) and module.name != "lexicon.py"
    ]
    assert wrong == []
