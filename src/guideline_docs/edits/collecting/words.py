"""What an answer says: a word of its column as the table spells it, or why nobody can tell."""

from __future__ import annotations

from difflib import get_close_matches
from enum import Enum

from guideline_docs.edits.cells import held
from guideline_docs.edits.collecting.records import Matter
from guideline_docs.model.asked import AskedField
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.terms import Terms, Words, without_note
from guideline_docs.model.vocabulary import Status
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_term, fold_width
from guideline_docs.source.lexicon import EXCEL_ERROR
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.syntax.nodes import TierLine


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold_width, words.split()))


# Words that say that the last answer stands, which is shown to the left of the cell. As a
# text of their own they would take the place of the very text that they mean.
_STANDS = _folded(
    "変更なし 変更無し 変更無 変わらず 変化なし 修正なし 修正無し 訂正なし 異動なし 同左 左に同じ 左記と同じ 左記のとおり "
    "左のとおり 前回と同じ 前回に同じ 前回同様 前回と同様 前回のとおり 前回通り 前回どおり 前回と変更なし "
    "前年と同じ 前年同様 前年と同様 前年のとおり 前年どおり 前年度と同じ 前年度に同じ 前年度同様 前年度と同様 "
    "前年度のとおり 前年度どおり 昨年と同じ 昨年同様 昨年と同様 昨年度と同じ 昨年度同様 昨年度と同様 昨年度のとおり"
)
# Words that mean yet another text, of which nobody knows which.
_ELSEWHERE = _folded(
    "同上 同前 同右 同じ 同様 〃 々 以下同じ 以下同様 上に同じ 上記と同じ 上記のとおり 別紙のとおり 別紙参照 別添のとおり 別添参照"
)
# A note that takes back what a word of completion says: 済（予定）.
_NOT_YET = expression("予定|見込|未|途中|検討|調整|準備|一部")
_ERROR = expression(EXCEL_ERROR)


class Doubt(NamedTuple):
    """Why an answer is not taken, and in which order that is looked at."""

    matter: Matter
    why: str


class Stands(Enum):
    """That what was sent holds."""

    STANDS = 1


STANDS = Stands.STANDS


class Answers:
    """Reads the answers of one guideline."""

    def __init__(self, guideline: Guideline) -> None:
        vocabulary = guideline.configuration.vocabulary
        legend = guideline.sheet.all(TierLine) if guideline.sheet else ()
        self._terms = Terms(legend, vocabulary)
        self._words: dict[Column, Words[Status]] = {Column.STATUS: Words(vocabulary.statuses)}
        for judgement in guideline.judgements:
            self._words[judgement.column] = Words(judgement.statuses)

    def read(self, text: str, field: AskedField) -> str | Doubt | Stands:
        """The text as it is to be written (``held``), or why it is not."""
        text = held(text)
        if _ERROR.fullmatch(text):
            return Doubt(Matter.UNCLEAR, f"計算の誤り（{text}）です")
        bare = fold_width(text.strip("（）()「」。．.、 　"))
        if bare in _STANDS:
            return STANDS
        if bare in _ELSEWHERE:
            return Doubt(Matter.UNCLEAR, f"「{text}」は、ほかの文を指す言葉です。書くべき文を確かめてください")
        column = field.column
        if column in self._words:
            return self._status(text, field)
        if not field.words or column.kind not in (ColumnKind.TIER, ColumnKind.PROPOSAL):
            return text
        read = self._terms.tier(text) if column == Column.TIER else self._terms.proposal(text)
        return text if read.understood and not read.look_alike else self._unknown(text, field)

    def _status(self, text: str, field: AskedField) -> str | Doubt:
        status = self._words[field.column].find(text)
        if status is None:
            return self._unknown(text, field)
        note = text[len(without_note(text)) :]
        if note and status.done and _NOT_YET.search(note):
            return Doubt(
                Matter.WORD,
                f"「{status.word}」に、まだであるような注（{note.strip(' 　（）()［］[]【】')}）が付いています。"
                f"{_one_of(field)}",
            )
        return status.word if fold_term(text) == fold_term(status.word) else text

    def _unknown(self, text: str, field: AskedField) -> Doubt:
        words = {fold_term(word): word for word in field.words}
        near = get_close_matches(fold_term(without_note(text)), words, n=1, cutoff=0.5)
        meant = f"「{words[near[0]]}」の誤りではありませんか。" if near else ""
        return Doubt(Matter.WORD, f"「{field.head}」の言葉ではありません。{meant}{_one_of(field)}")


def _one_of(field: AskedField) -> str:
    return f"使えるのは {'、'.join(field.words)} です"
