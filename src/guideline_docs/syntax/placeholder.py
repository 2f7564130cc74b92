"""【要設定】, 【要確認：担当課】: what stands in for a text that is to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import DASHES, SELECTORS, UNSEEN

# What nobody sees, and line ends, tear nothing apart: 【要⏎　　設定】 is printed as 【要設定】.
_GAP = rf"[\s{UNSEEN}{SELECTORS}]*"
# What stands behind may say more: 【要設定：担当課】. One that is not closed is one, too.
PLACEHOLDER = expression(
    rf"【{_GAP}要{_GAP}(?:設{_GAP}定|確{_GAP}認|更{_GAP}新)(?:[^【】\t]{{0,200}}】)?"
)

# What else people write where nothing is decided. Such a word may be one of the table's own,
# so it is no placeholder to the parser: it stands as it is, and a rule tells it.
_OPEN = frozenset(
    (
        *("要検討", "要修正", "要記入", "要入力", "要追記", "要調整", "要精査", "要協議", "要再確認"),
        *("未定", "未定稿", "未記入", "未入力", "未設定", "未確定", "未決定", "未作成", "未調整"),
        *("検討中", "調整中", "確認中", "作成中", "執筆中", "仮", "仮置き", "TBD", "ＴＢＤ"),
    )
)
_PLACEHOLDERS = ("要設定", "要確認", "要更新")
# What both begin with, if not with what tears them apart; few brackets do, so few are looked
# at closely.
_BRACKETED = expression(r"【(?=[要未検調確作執仮TＴ\W_]|\Z)[^【】\t]*】?")
# What is longer, with its brackets, is no mark but a text in brackets.
_LONGEST = 203
_MORE = frozenset("：:・、，（(")

_GAPS = expression(_GAP)


def placeholder_name(written: str) -> str:
    """A placeholder as it is meant: without what tears it apart."""
    # Where all between the brackets are letters nothing tears it, as mostly.
    return written if written.strip("【】").isalnum() else _GAPS.sub("", written)


def open_marks(text: str) -> Iterator[re.Match[str]]:
    """The placeholders of a text, and all else that says that something is not decided."""
    for match in _BRACKETED.finditer(text):
        written = match[0]
        if written[-1] == "】" and len(written) <= _LONGEST:
            name = placeholder_name(written)[1:-1]
            end = next((at for at, char in enumerate(name) if char in _MORE), len(name))
            if name.startswith(_PLACEHOLDERS) or name[:end] in _OPEN:
                yield match
        elif placeholder := PLACEHOLDER.match(text, match.start()):
            yield placeholder


# Empty cells, dashes and placeholders say that nothing is said.
_DASHES = frozenset(DASHES)


def says_nothing(text: str) -> bool:
    """Whether a cell is left open: empty, a dash, a placeholder."""
    text = text.strip()
    if text.startswith("【"):
        return any(match.span() == (0, len(text)) for match in open_marks(text))
    if text and text[0] not in _DASHES:
        return False  # as most cells do, it says something
    return all(char in _DASHES or char.isspace() for char in text)


def is_open(text: str) -> bool:
    """Whether a cell says in a word that something is not decided: 未定, 検討中."""
    return placeholder_name(text) in _OPEN
