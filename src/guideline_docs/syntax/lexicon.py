"""Signs that more than one notation knows, each spelled once."""

from __future__ import annotations

import re

from guideline_docs.source.glyphs import HYPHENS

# Everything typed where a dash is meant and no word: alone in a cell it says that nothing
# is said. ー and its half-width form stand for one there, and only there.
DASHES = HYPHENS + "ーｰ‒〜～~─━⸺⸻﹣⁻"

# What nobody sees, and line ends, tear nothing apart: 【要⏎　　設定】 is printed as 【要設定】.
_GAP = "[\\s\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]*"
# How a placeholder begins; what stands behind may say more: 【要設定：担当課】.
PLACEHOLDER_HEAD = rf"【{_GAP}要{_GAP}(?:設{_GAP}定|確{_GAP}認|更{_GAP}新)"
# One that is not closed is one, too.
PLACEHOLDER = re.compile(rf"{PLACEHOLDER_HEAD}(?:[^【】\t]{{0,200}}】)?")

_GAPS = re.compile(_GAP)


def placeholder_name(written: str) -> str:
    """A placeholder as it is meant: without what tears it apart."""
    return _GAPS.sub("", written)
