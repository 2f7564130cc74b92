"""Why a text is no TOML, in the words of somebody who has never heard of TOML.

``tomllib`` says in English where it stopped; what people typed there is nearly always one
of a few things: a full-width sign, a ``\\`` of Windows, a quote that is missing.
"""

from __future__ import annotations

import re

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import CONTROLS, ODD_BLANKS, UNSEEN
from guideline_docs.source.toml_places import STRING, Entry, Unfinished, entries

ESCAPED = "\\ の次の字は記号として読まれます。\\\\ と二つ続けるか、'C:\\図' のように ' で囲んでください"

_HEADING = "見出しは [名前] か [[名前]] の形で書いてください"

_PLACE = expression(r"\(at line (\d+), column (\d+)\)")
_ESCAPE = expression(r'\\(?:[btnfr"\\\n]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|(?P<bad>))')
_INVISIBLE = expression(f"[{UNSEEN}{ODD_BLANKS}\u2028\u2029\r{CONTROLS}]")
_QUOTES = "“”„‟〝〟＂‘’＇｢｣「」"
_HALF = {"＝": "=", "［": "[", "］": "]", "＃": "#", "，": ",", "｛": "{", "｝": "}", "．": "."}
_FULL = expression(f"[　{_QUOTES}{''.join(_HALF)}]")
_BARE_KEY = expression(r"[ \t]*(?:\[+[ \t]*)?(?P<key>[A-Za-z0-9_.-]*[^\x00-\x7f][^=\]\n]*?)[ \t]*[=\]]")
_LIST_COMMA = expression(r"(?<=[\"'\]])[ \t]*、")


def fault(text: str, message: str) -> tuple[int, str]:
    """Where a text is broken, as an offset, and what to do about it.

    ``message`` is that of ``tomllib``; line ends are LF.
    """
    at = _stopped(text, message)
    if message.startswith(("Cannot ", "Duplicate ")) and (said := _twice(text, at)):
        return said
    begin, end = _line(text, at)
    if "Unescaped" in message or "hex value" in message or "Escaped character" in message:
        bad = next((m for m in _ESCAPE.finditer(text, begin, end) if m["bad"] is not None), None)
        return (bad.start() if bad else at), ESCAPED
    return _sign(text, begin, end) or _unclosed(text, at, message) or (at, _advice(text, at, message))


def _stopped(text: str, message: str) -> int:
    """The offset at which ``tomllib`` stopped."""
    found = _PLACE.search(message)
    if found is None:
        return len(text.rstrip())
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1


def _line(text: str, at: int) -> tuple[int, int]:
    """Where the line of an offset begins and ends."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _twice(text: str, at: int) -> tuple[int, str] | None:
    """What is declared although it is already there."""
    found = _read(text[: _line(text, at)[1]])
    for place in range(len(found) - 1, 0, -1):
        last = found[place]
        same = (e for e in found[:place] if e.path[: len(last.path)] == last.path)
        if first := next(same, None):
            name, line = text[slice(*last.key)], text.count("\n", 0, first.key[0]) + 1
            what = "。一つにまとめてください" if name[0] == "[" else "。どちらかを消してください"
            return last.key[0], f"「{name}」は {line} 行目にもあります{what}"
    return None


def _read(text: str) -> list[Entry]:
    try:
        return entries(text)
    except Unfinished:
        return []


def _sign(text: str, begin: int, end: int) -> tuple[int, str] | None:
    """A sign of full width, or one that nobody sees, outside of strings and comments."""
    line = text[begin:end]
    seen = STRING.sub(lambda match: '"' * len(match[0]), line)
    seen = seen.partition("#")[0]
    if match := _INVISIBLE.search(seen):
        return begin + match.start(), f"目に見えない文字（U+{ord(match[0]):04X}）があります。消してください"
    if match := _LIST_COMMA.search(seen):
        return begin + match.end() - 1, "並べるときの区切りは「、」ではなく半角の , です"
    match = _FULL.search(seen)
    if match is None:
        return None
    sign, at = match[0], begin + match.start()
    if sign == "　":
        # Inside words that should be quoted a blank is not what is wrong.
        if re.search(r"=[ \t]*[^\s\"'\[{]", seen[: match.start()]):
            return None
        where = "行の頭に" if not seen[: match.start()].strip() else ""
        return at, f"{where}全角の空白があります。消してください（半角の空白は構いません）"
    if sign in _QUOTES:
        # 市民「活動」 without quotes round it lacks them, and has no wrong ones.
        if re.search(r"=[ \t]*[^\"'\s“”„‟〝〟＂‘’＇｢｣「」]", seen[: match.start()]) and '"' not in seen:
            return None
        return at, f'「{sign}」は全角の引用符です。半角の " に直してください'
    return at, f"「{sign}」は全角です。半角の {_HALF[sign]} に直してください"


def _unclosed(text: str, at: int, message: str) -> tuple[int, str] | None:
    """A string or a bracket that nothing closes."""
    if message.startswith(("Unterminated", "Expected ''''", "Expected '\"\"\"'", "Unclosed")) or (
        "at end of document" in message
    ):
        try:
            entries(text)
        except Unfinished as error:
            sign = text[error.start : error.start + 1]
            if sign == "[" and not text[_line(text, error.start)[0] : error.start].strip():
                return error.start, _HEADING
            if sign in ("[", "{"):
                closing = {"[": "]", "{": "}"}[sign]
                return error.start, f"{sign} が閉じていません。間を , で区切り、終わりに {closing} を付けてください"
            if sign and sign in "\"'":
                mark = sign * 3 if text.startswith(sign * 3, error.start) else sign
                return error.start, f"{mark} が閉じていません。文字の終わりに {mark} を付けてください"
    if message.startswith(("Illegal character '\\n'", 'Expected "\'"')):
        quote = "'" if message.startswith("Expected") else '"'
        return at, f"{quote} が閉じていません。文字の終わりに {quote} を付けてください"
    return None


def _advice(text: str, at: int, message: str) -> str:
    """What to do about the rest."""
    begin, end = _line(text, at)
    line = text[begin:end]
    if match := _INVISIBLE.match(text, at):
        return f"目に見えない文字（U+{ord(match[0]):04X}）があります。消してください"
    if match := _BARE_KEY.match(line):
        return f'日本語の名前は "{match["key"].strip()}" のように " で囲んでください'
    if message.startswith("Unclosed array"):
        return "間を半角の , で区切り、終わりに ] を付けてください"
    if message.startswith("Expected newline"):
        return f"値の後に余分な「{line[at - begin :].strip()}」があります。説明は # の後に書いてください"
    if message.startswith("Invalid value") and "=" in line:
        return '文字は "…" で囲んでください。はい・いいえは true・false、数は半角の数字で書きます'
    if line.lstrip().startswith("["):
        return _HEADING
    if "=" not in line:
        return '「項目 = "値"」の形で書いてください。説明なら行の頭に # を付けます'
    return '文字は "…" で囲み、「項目 = "値"」の形で書いてください'
