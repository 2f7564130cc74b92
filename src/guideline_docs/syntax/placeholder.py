"""【要設定】, 【要確認：担当課】: what stands in for a text that is to come."""

from __future__ import annotations

import re

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import DASHES, SELECTORS, UNSEEN

# What nobody sees, and line ends, tear nothing apart: 【要⏎　　設定】 is printed as 【要設定】.
_GAP = rf"[\s{UNSEEN}{SELECTORS}]*"
# What stands behind may say more: 【要設定：担当課】. One that is not closed is one, too.
PLACEHOLDER = expression(
    rf"【{_GAP}要{_GAP}(?:設{_GAP}定|確{_GAP}認|更{_GAP}新)(?:[^【】\t]{{0,200}}】)?"
)

_GAPS = expression(_GAP)


def placeholder_name(written: str) -> str:
    """A placeholder as it is meant: without what tears it apart."""
    return _GAPS.sub("", written)

# Empty cells, dashes and placeholders say that nothing is said.
_DASHES = expression(rf"[{re.escape(DASHES)}\s]*")


def says_nothing(text: str) -> bool:
    """Whether a cell is left open: empty, a dash, a placeholder."""
    text = text.strip()
    nothing = PLACEHOLDER if text.startswith("【") else _DASHES
    return nothing.fullmatch(text) is not None
