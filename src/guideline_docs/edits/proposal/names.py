"""What heads and words are called in the tables of other offices, and what they then mean."""

from __future__ import annotations

import re
from enum import StrEnum

from guideline_docs.model.vocabulary import DirectionKind
from guideline_docs.source.era import ERA_NAMES, RECENT_LETTERS, year_of
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.lexicon import DIGITS
from guideline_docs.syntax.columns import COLUMNS


class Part(StrEnum):
    """What the name of a head says that its column may be; the cells then decide."""

    NUMBER = "number"
    TITLE = "title"
    TIER = "tier"
    STATUS = "status"
    RESULTS = "results"
    PROPOSAL = "proposal"
    RATIONALE = "rationale"
    DEPARTMENT = "department"
    RATE = "rate"
    FIGURE = "figure"
    DATE = "date"
    LEVEL = "level"
    TEXT = "text"


_LETTERS = RECENT_LETTERS.casefold()
# R4, 令和4年度, 2022, H30年度末, (R5.3末): what tells the years of one column apart.
_YEAR = expression(
    rf"[(〔]?(?:(?:{ERA_NAMES}|[{_LETTERS}])\s*(?:\d{{1,2}}|元)|(?:19|20)\d\d)(?:年度?)?(?:末|時点)?[)〕]?(?:における|の)?"
)
_UNIT = expression(r"(?P<head>.+?)[(（〔](?P<unit>[^()（）〔〕]{1,6})[)）〕]")
_UNITS = frozenset(
    "円 千円 百万円 億円 件 人 名 回 箇所 か所 カ所 ヶ所 % ％ ‰ 世帯 団体 校 戸 台 施設 ha t kg kwh t-co2 km m".split()
)

# In the order in which they are asked: the first that fits says what a head may be.
_PATTERNS = tuple(
    (part, expression(pattern))
    for part, pattern in (
        (Part.NUMBER, r"no|no\d?|#|id|通番|連番|項番|通し番号|整理番号|[^\d/]{0,4}(?:番号|コード|no)"),
        (
            Part.DEPARTMENT,
            r"(?:主な)?(?:担当|所管|主管|関係|関連|実施|推進)(?:部?課|部署|部局|課等|課名|部|所属|室|機関|主体)?(?:等|名|\(.*\))?"
            r"|所属|部署|課名|部課名|実施主体|所管",
        ),
        (Part.RATE, r".*(?:達成率|進捗率|執行率|実施率)(?:\(.*\))?"),
        (Part.DATE, r".*(?:年月日?|期日|期限|開始日|終了日|完了日|着手日|時期|実施年度|開始年度|終了年度)"),
        (Part.RATIONALE, r".*(?:理由|根拠)(?:等)?"),
        (Part.PROPOSAL, r"(?:今後|次期|第?[2２二]期|見直し|次年度)の?(?:案|計画|方向性?|方針|予定|対応|展開|取扱い?|の?方向)*|(?:事業の)?方向性?|方針案|次期|見直し区分"),
        (
            Part.FIGURE,
            r".*(?:目標値|実績値|基準値|現状値|数値|予算額?|決算額?|事業費|金額|経費|効果額|見込額|人数|件数|回数)(?:\(.*\))?"
            r"|目標|実績|基準|現状|当初値|策定時|予算|決算",
        ),
        (Part.STATUS, r".*(?:進捗|進行|実施状況|取組状況|達成状況|達成度|評価|判定|状況|ステータス|ランク|進度)(?:度|区分|等)?(?:\(.*\))?|実施|実施の有無|施策の実施|結果|自己評価"),
        (Part.RESULTS, r".*(?:実績|成果)(?:等|・成果|概要|\(.*\))?|.*(?:実施|取組|活動)(?:した)?(?:内容|概要|結果)"),
        (Part.TIER, r"重点.*|優先度|優先順位|重要度"),
        (
            Part.TITLE,
            r"(?:具体的な?|主な|関連|個別|実施|推進|改革|事務)?(?:事務事業|取組|取り組み|施策|事業|項目|事項|指標|業務)(?:・(?:事業|取組|施策))?"
            r"(?:の?名称?|項目|事項|件名)?|名称|件名|内容|施策の内容|kpi|重要業績評価指標(?:\(kpi\))?|成果指標|評価指標|題名|事業の?内容|取組の?内容|[^\d/]{1,6}名称?",
        ),
    )
)
_LEVEL = expression(
    r"(?:基本|重点|主要|推進|個別)?(?:目標|方針|方向性?|課題|施策|事業|政策|項目|戦略|方策|プロジェクト|計画)(?:名|の(?:方向性?|柱|体系))?"
    r"|施策の?(?:方向性?|柱|展開|体系)|取組の?(?:方向性?|柱)|大綱|柱|分野|領域|体系|(?:政策|施策)分野|[大中小](?:項目|分類|区分|柱)|区分|分類|カテゴリー?|章|節"
)

_DEFAULT = {fold_head(name): Part(str(column)) for column in COLUMNS for name in column.heads}


def part_of(head: str) -> Part | None:
    """What a head may be by its name; None for one that nobody would know."""
    name = stem(head).strip("/")
    # Of a head of two rows either may say it: 第1期 / 重点, 実績 / R4.
    for lower in dict.fromkeys((name, name.rpartition("/")[2], name.partition("/")[0])):
        if lower in _DEFAULT:
            return _DEFAULT[lower]
        for part, pattern in _PATTERNS:
            if pattern.fullmatch(lower):
                return part
        if _LEVEL.fullmatch(lower):
            return Part.LEVEL
    return None


def may_be_level(head: str) -> bool:
    """Whether a head is called as headings of a plan are: 基本目標, 施策の方向."""
    return _LEVEL.fullmatch(stem(head)) is not None


def stem(head: str) -> str:
    """A head folded and without its year, so that R4 進捗 and 令和5年度の進捗 are one; 年度 of a year alone."""
    folded = fold_head(head)
    return _YEAR.sub("", folded) or "年度"


def is_year(head: str) -> bool:
    """Whether a head is a year and nothing else."""
    return _YEAR.fullmatch(fold_head(head)) is not None


def year(head: str) -> int | None:
    """The year that a head names."""
    years = rf"({ERA_NAMES}|[{_LETTERS}])\s*(\d{{1,2}}|元)|((?:19|20)\d\d)"
    found = re.search(years, fold_head(head))
    if found is None:
        return None
    if found[3]:
        return int(found[3])
    number = 1 if found[2] == "元" else int(found[2])
    return year_of(found[1].upper(), number)


def unit_of(head: str) -> tuple[str, str]:
    """A head and the unit that stands behind it: 事業費（千円）."""
    found = _UNIT.fullmatch(head)
    if found and found["unit"].casefold() in _UNITS:
        return found["head"].strip(), found["unit"]
    return head, ""


class Meaning(StrEnum):
    """What a word of progress says."""

    DONE = "done"
    STARTED = "started"
    NONE = "none"
    OUTSIDE = "outside"
    """Not counted: there was nothing to do."""


_MEANINGS = {
    Meaning.DONE: "完了 完了済 済 済み 済・継 実施済 実施済み 実施 達成 達成済 目標達成 終了 完成 計画完了 取組完了 対応済 実現",
    Meaning.STARTED: (
        "実施中 着手 着手中 着手済 取組中 取り組み中 検討中 継続 継続中 継続実施 進行中 推進中 一部実施 一部済 一部完了 一部達成 "
        "概ね達成 おおむね達成 ほぼ達成 順調 概ね順調 おおむね順調 遅れ やや遅れ 遅れている やや遅れている 計画どおり 未達成 未完了 準備中 試行 試行中 検討 推進"
    ),
    Meaning.NONE: "未着手 未実施 未 未検討 未開始 実施予定 着手予定 予定 実施せず 着手前",
    Meaning.OUTSIDE: "該当なし 該当事業なし 対象外 評価対象外 評価なし 未評価 実績なし 非該当",
}
_KNOWN = {word: meaning for meaning, words in _MEANINGS.items() for word in words.split()}

_DIRECTIONS = {
    DirectionKind.PROMOTION: "拡充 拡大 強化 充実 重点化 拡充・強化 充実・強化 新規 発展 推進強化",
    DirectionKind.CONTINUATION: "継続 現状維持 維持 継続実施 現状どおり 現行どおり 現状のまま 推進 継続推進",
    DirectionKind.DEMOTION: "縮小 縮減 見直し縮小 縮小・見直し 簡素化",
    DirectionKind.COMPLETION: "完了 終了 達成 完了予定 計画完了 事業完了 事業終了",
    DirectionKind.END: "廃止 中止 休止 廃止・休止 休廃止 廃止検討",
}
_KNOWN_DIRECTIONS = {word: kind for kind, words in _DIRECTIONS.items() for word in words.split()}

# What judges and is none of these.
_JUDGING = frozenset("高い 高 中 低い 低 大きい 大 小さい 小 有 無 あり 良い 良 可 不可 必要 不要 適切 妥当".split())

# The order in which people write marks that judge, the best first.
_SCALES = ("◎○●◇□△▲▽×✕－", "SABCDEFG", "ＳＡＢＣＤＥＦＧ", "５４３２１", "54321", "ⅠⅡⅢⅣⅤ", "①②③④⑤", "甲乙丙丁")


def meaning(word: str) -> Meaning | None:
    """What a word of progress says; None for one that only its office knows."""
    return _KNOWN.get(_bare(word))


def direction_kind(word: str) -> DirectionKind | None:
    return _KNOWN_DIRECTIONS.get(_bare(word))


def _bare(word: str) -> str:
    """A word without the number that its office gives it: １現状維持, 3. 廃止."""
    return _NUMBERED.sub("", "".join(word.split()))


_NUMBERED = expression(rf"\A[{DIGITS}]+[.．:：、)）]?")


def is_known(word: str) -> bool:
    """Whether a word is one of those that judge in any office: 完了, 拡充, ◎, 高い."""
    mark = len(word) == 1 and scale(word)[0] == _MARKED
    return bool(mark or word in _JUDGING or meaning(word) or direction_kind(word))


_MARKED = 10


def scale(word: str) -> tuple[int, int]:
    """Where a word stands among those that judge: known meanings, then marks from the best."""
    known = meaning(word)
    if known:
        return list(Meaning).index(known), 0
    for marks in _SCALES:
        if word and word[0] in marks:
            return _MARKED, marks.index(word[0])
    return _MARKED + 1, 0
