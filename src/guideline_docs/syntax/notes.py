"""Notes to a table: ※1 …, 注：…, 合計 …, and what stands in parentheses as a whole."""

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import CLOSE, DIGITS, FIGURES, is_kanji

# The first letters of all that follows: few lines begin so, and only they are looked at.
_NOTE_LETTERS = frozenset(
    f"※＊*†‡（(〔［[【＜<〈「{FIGURES}注註脚合総小累計○〇◯◎●△▲▽▼×✕□■◇◆☆★→⇒－―"
    "備補凡出典資参単担作時基集問連"
)
# What a note begins with. A word needs something that ends it: 「注目する施策」「資料の収集」
# may be headings whose letter was lost, 「合計特殊出生率」 a measure.
_NOTE = expression(
    rf"""(?x)
    [※＊*†‡]
  | [（(〔［\[【＜<〈「]\s*(?:※|注[記釈意]?|註|脚注|備考|補足|凡例|出典|出所|典拠|資料|参考|単位|担当課?)
        [\s{DIGITS}・～~,、]*(?:[）)〕］\]】＞>〉」]|[:：])
  | (?:[{DIGITS}]{{1,2}}[{CLOSE}]\s*)?(?:注[記釈]?|註|脚注)(?:[\s{DIGITS}:：.．、，)）]|\Z)
  | (?P<sum>(?:合計|総計|小計|累計|計)(?:施策|件)?[数額]?)
  | [○〇◯◎●△▲▽▼×✕□■◇◆☆★→⇒－―]\s*[:：=＝…]"""
)
# In cards 「担当課：…」 is a field that was not indented.
_LABEL = expression(
    rf"""(?x)
    (?:備考|補足|凡例)(?:[\s{DIGITS}:：.．、，)）]|\Z)
  | (?:注意|出典|出所|典拠|資料|参考|単位|担当課?|作成|時点|基準日|集計|問い?合わ?せ先?|連絡先)(?:[:：]|\Z)"""
)
_PAIRS = {"（": "）", "(": ")", "〔": "〕"}


def is_note(text: str, cards: bool = False) -> bool:
    """Whether a text that stands in a table is a note to it; ``cards``: the table is one of these."""
    if text[0] not in _NOTE_LETTERS:
        return False
    note = _NOTE.match(text)
    if note and not (note["sum"] and is_kanji(text[note.end() : note.end() + 1])):
        return True
    return not cards and _LABEL.match(text) is not None


def is_enclosed(text: str) -> bool:
    """One pair of parentheses round all of it: （担当：市民課）, not （仮称）会館の整備（案）."""
    end = _PAIRS.get(text[0])
    if end is None or text[-1] != end:
        return False
    depth = 0
    for char in text[:-1]:
        depth += (char == text[0]) - (char == end)
        if not depth:
            return False
    return True
