"""Whose number it is: 本指針の(3)-ア, 総合計画の(3)-ア, 会報 No.48.

A number belongs to what the noun phrase before it names. The phrase is read from its end:
nouns joined by の, blanks, quotation marks and remarks in parentheses. What is no noun
ends it: a particle, punctuation, a predicate, the beginning of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from guideline_docs.source.lexicon import (
    BLANKS,
    CIRCLED,
    DIGITS,
    HIRAGANA,
    KANJI,
    KANJI_NUMERALS,
)


class Owner(StrEnum):
    """Whose a number is, as far as its sentence tells."""

    OURS = "ours"
    """Nothing is named, or this guideline: there must be such a number."""
    UNSAID = "unsaid"
    """Something is named that is no paper: a reference if there is such a number here."""
    OTHERS = "others"
    """Another paper is named."""


# How far back a phrase is looked for, and how many of its nouns.
REACH = 60
_NOUNS = 5

_BLANKS = BLANKS + "\t"
_QUOTES = {"」": "「", "』": "『", "”": "“"}
_REMARKS = dict(zip("）)〕］]】＞>》", "（(〔［[【＜<《", strict=True))

# What may stand between a paper and a number of it, or open what is about something else.
_LOOSE = tuple("（([［〔【「『〈《<＜：:／/→＞>－-")
_VOLUME = re.compile(rf"(?:[vVｖＶ][oｏOＯ][lｌLＬ][.．]?[{BLANKS}]*[{DIGITS}]+|[{DIGITS}]巻)[{BLANKS}、,，・]*\Z")

_OVER_A_LINE = re.compile(rf"の[{BLANKS}]*[\r\n]+[{BLANKS}]*\Z")

_NOUN = re.compile(rf"(?:[^\W{HIRAGANA}ゝゞ_]|[○◯●△□])+(?:[-－][{DIGITS}]+)*\Z")
_KANA = re.compile(rf"[{HIRAGANA}ゝゞー]+\Z")

# Numbers of a part at the end of a name: 図3, 様式第2号, 総合計画第2章, 資料1-2.
_PART = re.compile(rf"(?:第?[0-9{KANJI_NUMERALS}]+(?:-[0-9]+)*|[{CIRCLED}])(?:章|節|編|部|号|回|版|次|頁|ページ)?\Z")
_OF_A_LAW = re.compile(rf"(?:第?[0-9{KANJI_NUMERALS}]+|同)(?:条|項|号)(?:の[0-9]+)?\Z")

_OURS = re.compile(
    r"(?:本|当)(?:指針|計画|章|節|項|編|案|書|表|方針|プラン|ビジョン|戦略|構想|大綱|一覧)"
    rf"|第[0-9{KANJI_NUMERALS}]期(?:指針)?|[上前下左右]記|前掲|後掲|前述|後述|同|同上"
)
# 同計画, 第1期計画: this guideline, or what was spoken of before.
_EITHER = re.compile(rf"同.*(?:指針|計画)|第[0-9{KANJI_NUMERALS}]期(?:計画|.*指針)")
# Parts of any such paper: whose, their own owner says.
_PARTS = re.compile(
    r"大項目|小項目|(?:具体|具体的)?施策|項目|指針|素案|本文|(?:進捗状況)?一覧表?"
    r"|関連|参照|参考|再掲|該当|対応|次|以下|以上|[上下]"
)
_PAPERS = re.compile(
    r"""(?x)(?:
      計画 | (?<!基本)方針 | 指針 | 構想 | 戦略 | 大綱 | 綱領 | 憲章 | 宣言 | 白書 | 骨子 | 答申 | 提言
    | 条例 | 規則 | 規程 | 規約 | 要綱 | 要領 | 要項 | 告示 | 協定 | (?<![方手技用作])法 | 法令 | 基準
    | プラン | ビジョン | プログラム | アジェンダ | ロードマップ | ガイドライン | マニュアル | ガイドブック
    | ハンドブック | パンフレット | リーフレット | チラシ | 冊子 | カタログ | スライド | シート
    | (?:報告|意見|要望|申請|提案|企画|仕様|説明|覚|計画|提出|調査|実績)書 | 報告
    | [会年月週時官広市区町日紀]報 | (?:広報|情報|機関|会|雑|季刊)[誌紙] | 新聞 | 通信 | ニュース | レター
    | (?:会議|議事|記)録 | (?:事例|資料|用語|回答|統計|名)集 | 年鑑 | 統計 | 台帳 | 名簿
    | 資料 | 別紙 | 別表 | 別添 | 別冊 | 別記 | 付録 | 附則 | 様式 | 手引 | 教材 | 論文
    | 会議 | 審議会 | 委員会 | 協議会 | 分科会 | 部会 | 総会 | 議会 | 定例会 | 議案 | 議題 | 案件 | 請願 | 陳情
    | 年度 | 設問 | 質問 | \A問 | \A[別付参]?図 | \A[別付]?表
    )\Z"""
)
_PAPERS_IN_KANA = re.compile(r"(?:だより|たより|便り|しおり|手引き|手びき|てびき|まとめ|あらまし|お?知らせ|おしらせ)\Z")
# What comes in from outside, a number to each: ご意見（No.12）, 陳情No.3, 整理番号No.5.
_NUMBER_SIGNS = frozenset("NＮ№")
_RECEIVED = re.compile(
    r"(?:(?:意見|陳情|請願|要望|質問|質疑|答弁|提言|要請|申出|申し出|指摘|苦情|問い?合わ?せ|照会|回答|投書|投稿|感想|コメント|パブコメ"
    r"|アンケート|ヒアリング|自由記述|アイデア|論点|事例|写真|付箋|議事|案件)"
    r"(?:番号|事項|内容|項目|書|票|等|など)?|(?:整理|受付|管理|登録|通し)番号)"
    rf"[{BLANKS}]*(?:[（(［\[〔「『【：:]|の)?[{BLANKS}]*\Z"
)
_PEOPLE = re.compile(
    r"(?:[国都道府県省庁](?:施策|事業)?|.*[省庁県府]|東京都|北海道|内閣.*|(?:他|近隣|県内|周辺|先進)[のな]?(?:市|町|村|市町村|自治体|都市|区))\Z"
)

# Particles, conjunctions and predicates: behind them a phrase of its own begins.
_CLOSED = re.compile(
    rf"""(?x)(?:
      (?<![{HIRAGANA}])[はがをにでともや] | [はがをへ]
    | では | には | とは | でも | にも | とも | から | まで | までに | より | など | なども | ほか | だけ | のみ
    | ついては? | おいては? | として | とともに | ともに | ために | ように | ごとに | うちに | ほかに
    | および | ならびに | または | もしくは | かつ | また | さらに | 新たに | すでに | 引き続き | 例えば | ただし | なお | まず | つぎに | とくに
    | (?<=及)び | (?<=並)びに | (?<=若)しくは | [しいっりきみびちえけせてねべめれげ]て | んで
    | (?<=[{KANJI}たか])な | しい
    | [をにがはでも][{KANJI}]{{1,4}}[{HIRAGANA}]{{0,2}}[しえけせてねべめれげきぎちびみりい]
    )\Z"""
)
_PREDICATE = re.compile(
    rf"(?:[{KANJI}々][{HIRAGANA}]{{0,3}}[るた]|[{KANJI}][うくぐすつぬぶむ]|[{KANJI}]づく"
    r"|(?:する|した|され[るた]|して(?:いる|いた)|いう|おける|ある|よる|なる|なった))\Z"
)
_COMPLEMENT = re.compile(
    rf"(?:[にがでの][{KANJI}]{{0,4}}[{HIRAGANA}]{{1,8}}|から(?:引用|抜粋|転記|転載)し(?:た|ている))\Z"
)
_BEFORE_NO = re.compile(r"(?:から|まで|など|だけ|ほか|より|へ|と|で)\Z")


def owner(before: str, names: Collection[str] = (), sign: str = "") -> Owner:
    """Whose a number is, by the text before it.

    ``names`` are those of this guideline, as ``own_names`` gives them; ``sign`` is the first
    character of the number, N of No.6.
    """
    if sign in _NUMBER_SIGNS and _RECEIVED.search(before[-REACH:]):
        return Owner.OTHERS
    if before[-1:] in ("", "。"):
        return Owner.OURS
    if _VOLUME.search(before[-12:]):
        return Owner.OTHERS
    if before[-1] == "、":
        return Owner.OURS
    return _owner(_OVER_A_LINE.sub("の", before[-REACH:]), names)


def is_named_ours(before: str) -> bool:
    """Whether a text ends with a noun for this guideline: 第1期指針施策3, 上記No.6."""
    noun = _NOUN.search(before[-REACH:])
    name = unicodedata.normalize("NFKC", noun[0]) if noun else ""
    return not name.startswith("同") and bool(_OURS.fullmatch(name))


def own_names(title: str) -> tuple[str, ...]:
    """The names that a guideline of a title has: 第2期みなと協働指針（案） is みなと協働指針."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", title))
    name = re.sub(rf"\A第[0-9{KANJI_NUMERALS}]+[期次]|\(.*\)\Z", "", folded)
    return (name,) if len(name) > 3 else ()


class _Read(NamedTuple):
    """What the last noun of a phrase says, None where it says nothing of an owner.

    ``before`` is what stands before it, or None where the phrase ends.
    """

    said: Owner | None
    before: str | None


_END = _Read(None, None)


def _owner(head: str, names: Collection[str]) -> Owner:
    """Whose a number behind a text is."""
    unsaid = False
    for place in range(_NOUNS):
        bare = head.rstrip(_BLANKS)
        of = bare.endswith("の")
        bare = bare[:-1].rstrip(_BLANKS) if of else bare
        if unsaid and place and bare == head:
            break  # nothing joins the noun to what stands before it
        said, before = _last_noun(bare, of, names)
        if said in (Owner.OURS, Owner.OTHERS):
            return said
        unsaid = unsaid or said is Owner.UNSAID
        if before is None:
            break
        head = before
    return Owner.UNSAID if unsaid else Owner.OURS


def _last_noun(head: str, of: bool, names: Collection[str]) -> _Read:
    """The noun that a text ends with; ``of``: の stands behind it."""
    if any(map(_folded_end(head, names).endswith, names)):
        return _Read(Owner.OURS, None)
    if noun := _NOUN.search(head):
        before = head[: noun.start()]
        said = Owner.OURS if before.endswith("この") else _named(noun[0], names)
        return _Read(said, before)
    if kana := _KANA.search(head):
        return _kana(head, head[: kana.start()], of, names)
    for brackets in (_QUOTES, _REMARKS):
        opening = brackets.get(head[-1:])
        if opening and opening in head:
            before, _, inside = head[:-1].rpartition(opening)
            return _bracketed(before, inside, brackets is _REMARKS, names)
    # 会報（No.48）: what is in parentheses may be a number of the paper, or what it is about.
    if head[-1:] in _LOOSE and _owner(head[:-1], names) is Owner.OTHERS:
        return _Read(Owner.UNSAID, None)
    return _END


def _kana(head: str, before: str, of: bool, names: Collection[str]) -> _Read:
    """The same where it ends with hiragana: mostly the end of a phrase, seldom a noun."""
    if _PAPERS_IN_KANA.search(head):
        return _Read(Owner.OTHERS, None)
    if of:
        if head.endswith("こ"):
            return _Read(Owner.OURS, None)
        if (case := _BEFORE_NO.search(head)) and case.start():
            return _last_noun(head[: case.start()], True, names)
    elif _PREDICATE.search(head):
        # 総合計画に掲げる(3)-ア: what it is said of tells whose it is.
        said = _COMPLEMENT.search(head)
        others = said and _owner(head[: said.start()], names) is Owner.OTHERS
        return _Read(Owner.OTHERS if others else None, None)
    elif _CLOSED.search(head):
        return _END
    return _Read(Owner.UNSAID, _NOUN.sub("", before))


def _bracketed(before: str, inside: str, remark: bool, names: Collection[str]) -> _Read:
    """A name in quotation marks, or a remark in parentheses behind the noun it is about."""
    if remark and (_NOUN.search(before) or before[-1:] in _QUOTES):
        return _last_noun(before, True, names)
    said = _last_noun(inside, False, names).said if inside else None
    if remark:
        return _Read(said if said is Owner.OTHERS else None, None)
    return _Read(said or Owner.UNSAID, before)


def _named(noun: str, names: Collection[str]) -> Owner | None:
    """Whose a number is that stands behind a noun; None for a part of any paper."""
    name = unicodedata.normalize("NFKC", noun)
    if _OURS.fullmatch(name) or (len(name) > 3 and any(t.endswith(name) for t in names)):
        return Owner.OURS
    if _PARTS.fullmatch(name):
        return None
    if _OF_A_LAW.search(name) or _PEOPLE.fullmatch(name):
        return Owner.OTHERS
    bare = name
    while part := _PART.search(bare):
        bare = bare[: part.start()]
    if not bare:
        return None
    if _EITHER.fullmatch(name):
        return Owner.UNSAID
    return Owner.OTHERS if _PAPERS.search(bare) else Owner.UNSAID


def _folded_end(head: str, names: Collection[str]) -> str:
    """The end of a text as names are folded; empty where there is none to compare with."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", head)) if names else ""
