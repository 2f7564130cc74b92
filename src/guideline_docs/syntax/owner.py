"""Whose number it is: 本指針の(3)-ア, 総合計画の(3)-ア, 会報 No.48.

A number belongs to what the noun phrase before it names. The phrase is read from its end:
nouns joined by の, blanks, quotation marks and remarks in parentheses. What is no noun
ends it: a particle, punctuation, a predicate, the beginning of the text.
"""

import unicodedata
from collections.abc import Callable, Iterable

from guideline_docs.source.choice import StrEnum
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_width
from guideline_docs.source.lexicon import (
    BLANKS,
    DIGITS,
    KANJI_NUMERALS,
    is_hiragana,
    is_kanji,
)
from guideline_docs.source.record import NamedTuple


class Owner(StrEnum):
    """Whose a number is, as far as its sentence tells."""

    OURS = "ours"
    """Nothing is named, or this guideline: there must be such a number."""
    UNSAID = "unsaid"
    """Something is named that is no paper: a reference if there is such a number here."""
    OTHERS = "others"
    """Another paper is named."""


class Names(NamedTuple):
    """What papers are called in running text: this guideline, and further ones; folded."""

    ours: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


NO_NAMES = Names()

# How far back a phrase is looked for, and how many of its nouns.
REACH = 60
_NOUNS = 5

_BLANKS = BLANKS + "\t"
_QUOTES = {"」": "「", "』": "『", "”": "“"}
_REMARKS = dict(zip("）)〕］]】＞>》", "（(〔［[【＜<《", strict=True))

# What may stand between a paper and a number of it, or open what is about something else.
_LOOSE = tuple("（([［〔【「『〈《<＜：:／/→＞>－-")
_APART = BLANKS + "、,，・"
_VOLUME = expression(rf"(?:(?i:[vｖ][oｏ][lｌ])[.．]?[{BLANKS}]*[{DIGITS}]+|[{DIGITS}]巻)\Z")

_ELS = frozenset("lLｌＬ")
"""One of these is in any Vol.3."""

_OVER_A_LINE = expression(rf"の[{BLANKS}]*[\r\n]+[{BLANKS}]*\Z")

# Names are read with their figures half-width.
_NUMERALS = frozenset("0123456789" + KANJI_NUMERALS)
# What a noun holds besides letters and figures, and what stands in kana alone.
_BLANKED, _REPEATED = frozenset("○◯●△□"), frozenset("ゝゞ")

# Numbers of a part at the end of a name: 図3, 様式第2号, 総合計画第2章, 資料1-2.
_PART = expression(
    rf"第?[0-9{KANJI_NUMERALS}]+(?:-[0-9]+)*(?:章|節|編|部|号|回|版|次|頁|ページ)?\Z"
)
_PART_ENDS = (*_NUMERALS, "章", "節", "編", "部", "号", "回", "版", "次", "頁", "ページ")

_OUR_PAPERS = (
    *("指針", "計画", "章", "節", "項", "編", "案", "書", "表"),
    *("方針", "プラン", "ビジョン", "戦略", "構想", "大綱", "一覧"),
)
_OURS = frozenset(
    (
        *(whose + paper for whose in "本当" for paper in _OUR_PAPERS),
        *("上記", "前記", "下記", "左記", "右記", "前掲", "後掲", "前述", "後述", "同", "同上"),
    )
)
# Parts of any such paper: whose, their own owner says.
_PARTS = frozenset(
    (
        *("大項目", "小項目", "具体施策", "具体的施策", "施策", "項目", "指針", "素案", "本文"),
        *("進捗状況一覧", "進捗状況一覧表", "一覧", "一覧表"),
        *("関連", "参照", "参考", "再掲", "該当", "対応", "次", "以下", "以上", "上", "下"),
    )
)
# How papers and those who make them are called, by the ends of their names.
_PAPERS = (
    *("計画", "方針", "指針", "構想", "戦略", "大綱", "綱領", "憲章", "宣言", "白書", "骨子", "答申", "提言"),
    *("条例", "規則", "規程", "規約", "要綱", "要領", "要項", "告示", "協定", "法", "法令", "基準"),
    *("プラン", "ビジョン", "プログラム", "アジェンダ", "ロードマップ", "ガイドライン", "マニュアル"),
    *("ガイドブック", "ハンドブック", "パンフレット", "リーフレット", "チラシ", "冊子", "カタログ"),
    *("スライド", "シート", "報告", "報告書", "意見書", "要望書", "申請書", "提案書", "企画書", "仕様書"),
    *("説明書", "覚書", "計画書", "提出書", "調査書", "実績書"),
    *("会報", "年報", "月報", "週報", "時報", "官報", "広報", "市報", "区報", "町報", "日報", "紀報"),
    *("広報誌", "広報紙", "情報誌", "情報紙", "機関誌", "機関紙", "会誌", "会紙", "雑誌", "雑紙"),
    *("季刊誌", "季刊紙", "新聞", "通信", "ニュース", "レター", "会議録", "議事録", "記録"),
    *("事例集", "資料集", "用語集", "回答集", "統計集", "名集", "年鑑", "統計", "台帳", "名簿"),
    *("資料", "別紙", "別表", "別添", "別冊", "別記", "付録", "附則", "様式", "手引", "教材", "論文"),
    *("会議", "審議会", "委員会", "協議会", "分科会", "部会", "総会", "議会", "定例会"),
    *("議案", "議題", "案件", "請願", "陳情", "年度", "設問", "質問"),
)
_NO_PAPERS = ("基本方針", "方法", "手法", "技法", "用法", "作法")
_PAPERS_ALONE = frozenset({"問", "図", "別図", "付図", "参図", "表", "別表", "付表"})
_PAPERS_IN_KANA = (
    *("だより", "たより", "便り", "しおり", "手引き", "手びき", "てびき", "まとめ", "あらまし", "知らせ"),
    "おしらせ",
)
_PEOPLE_END = ("省", "庁", "県", "府")
_TOWNS = ("市", "町", "村", "市町村", "自治体", "都市", "区")
_PEOPLE = frozenset(
    (
        *(who + what for who in "国都道府県省庁" for what in ("", "施策", "事業")),
        *(which + town for which in ("他", "近隣", "県内", "周辺", "先進") for town in _TOWNS),
        *("東京都", "北海道"),
    )
)
# What comes in from outside, a number to each: ご意見（No.12）, 陳情No.3, 整理番号No.5.
_NUMBER_SIGNS = frozenset("NＮ№")
_RECEIVED = expression(
    r"(?:(?:意見|陳情|請願|要望|質問|質疑|答弁|提言|要請|申出|申し出|指摘|苦情|問い?合わ?せ|照会|回答|投書|投稿|感想|コメント|パブコメ"
    r"|アンケート|ヒアリング|自由記述|アイデア|論点|事例|写真|付箋|議事|案件)"
    r"(?:番号|事項|内容|項目|書|票|等|など)?|(?:整理|受付|管理|登録|通し)番号)"
    rf"[{BLANKS}]*(?:[（(［\[〔「『【：:]|の)?[{BLANKS}]*\Z"
)

# Particles and conjunctions: behind them a phrase of its own begins.
_ALONE = frozenset("はがをにでともや")
_CLOSED = (
    *("は", "が", "を", "へ", "では", "には", "とは", "でも", "にも", "とも", "から", "まで", "までに", "より"),
    *("など", "なども", "ほか", "だけ", "のみ", "ついて", "ついては", "おいて", "おいては", "として"),
    *("とともに", "ともに", "ために", "ように", "ごとに", "うちに", "ほかに"),
    *("および", "ならびに", "または", "もしくは", "かつ", "また", "さらに", "新たに", "すでに", "引き続き"),
    *("例えば", "ただし", "なお", "まず", "つぎに", "とくに", "及び", "並びに", "若しくは"),
    *("して", "いて", "って", "りて", "きて", "みて", "びて", "ちて", "えて", "けて", "せて", "てて"),
    *("ねて", "べて", "めて", "れて", "げて", "んで", "たな", "かな", "しい"),
)
_STEMS_END = frozenset("しえけせてねべめれげきぎちびみりい")
# What a predicate ends with: 総合計画に掲げる(3)-ア.
_VERBS_END = ("る", "た")
_VERBS = (
    *("する", "した", "される", "された", "している", "していた"),
    *("いう", "おける", "ある", "よる", "なる", "なった"),
)
_SAID_OF_ENDS = ("した", "している")
_SAID_OF = expression(r"から(?:引用|抜粋|転記|転載)し(?:た|ている)\Z")
_BEFORE_NO = ("から", "まで", "など", "だけ", "ほか", "より", "へ", "と", "で")


def owner(before: str, names: Names = NO_NAMES, sign: str = "") -> Owner:
    """Whose a number is, by the text before it.

    ``names`` are those of this guideline and of others, as ``names_of`` gives them; ``sign``
    is the first character of the number, N of No.6.
    """
    if sign in _NUMBER_SIGNS and _RECEIVED.search(before[-REACH:]):
        return Owner.OTHERS
    if before[-1:] in ("", "。"):
        return Owner.OURS
    last = before.rstrip(_APART)[-1:]
    if last == "巻" or last.isdigit():
        volume = before[-12:].rstrip(_APART)
        if (last == "巻" or not _ELS.isdisjoint(volume)) and _VOLUME.search(volume):
            return Owner.OTHERS
    if before[-1] == "、":
        return Owner.OURS
    head = before[-REACH:]
    if "\n" in head or "\r" in head:
        head = _OVER_A_LINE.sub("の", head)
    return _owner(head, names)


def is_named_ours(before: str) -> bool:
    """Whether a text ends with a noun for this guideline: 第1期指針施策3, 上記No.6."""
    head = before[-REACH:]
    name = unicodedata.normalize("NFKC", head[_noun_start(head) :])
    return not name.startswith("同") and _is_ours(name)


def names_of(title: str, others: Iterable[str] = ()) -> Names:
    """The names that a guideline of a title has: 第2期みなと協働指針（案） is みなと協働指針.

    ``others`` are further papers whose numbers are not ours.
    """
    name = fold_width(title)
    if name.endswith(")"):
        name = name.partition("(")[0] if "(" in name else name
    behind = name[1:].lstrip("".join(_NUMERALS))
    if name.startswith("第") and behind != name[1:] and behind.startswith(("期", "次")):
        name = behind[1:]
    return Names((name,) if len(name) > 3 else (), tuple(filter(None, map(fold_width, others))))


class _Read(NamedTuple):
    """What the last noun of a phrase says, None where it says nothing of an owner.

    ``before`` is what stands before it, or None where the phrase ends.
    """

    said: Owner | None
    before: str | None


_END = _Read(None, None)


def _owner(head: str, names: Names) -> Owner:
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


def _last_noun(head: str, of: bool, names: Names) -> _Read:
    """The noun that a text ends with; ``of``: の stands behind it."""
    end = fold_width(head) if any(names) else ""
    if end.endswith(names.others or "\n"):
        return _Read(Owner.OTHERS, None)
    if end.endswith(names.ours or "\n"):
        return _Read(Owner.OURS, None)
    if noun := head[_noun_start(head) :]:
        before = head[: -len(noun)]
        said = Owner.OURS if before.endswith("この") else _named(noun, names)
        return _Read(said, before)
    before = head[: _run_start(head, len(head), _is_in_kana)]
    if before != head:
        return _kana(head, before, of, names)
    for brackets in (_QUOTES, _REMARKS):
        opening = brackets.get(head[-1:])
        if opening and opening in head:
            before, _, inside = head[:-1].rpartition(opening)
            return _bracketed(before, inside, brackets is _REMARKS, names)
    # 会報（No.48）: what is in parentheses may be a number of the paper, or what it is about.
    if head[-1:] in _LOOSE and _owner(head[:-1], names) is Owner.OTHERS:
        return _Read(Owner.UNSAID, None)
    return _END


def _kana(head: str, before: str, of: bool, names: Names) -> _Read:
    """The same where it ends with hiragana: mostly the end of a phrase, seldom a noun."""
    if head.endswith(_PAPERS_IN_KANA):
        return _Read(Owner.OTHERS, None)
    if of:
        if head.endswith("こ"):
            return _Read(Owner.OURS, None)
        case = next(filter(head.endswith, _BEFORE_NO), head)
        if case != head:
            return _last_noun(head.removesuffix(case), True, names)
    elif _is_predicate(head):
        # 総合計画に掲げる(3)-ア: what it is said of tells whose it is.
        said = _said_of(head)
        others = said is not None and _owner(said, names) is Owner.OTHERS
        return _Read(Owner.OTHERS if others else None, None)
    elif _is_closed(head):
        return _END
    return _Read(Owner.UNSAID, before[: _noun_start(before)])


def _bracketed(before: str, inside: str, remark: bool, names: Names) -> _Read:
    """A name in quotation marks, or a remark in parentheses behind the noun it is about."""
    if remark and (_noun_start(before) < len(before) or before[-1:] in _QUOTES):
        return _last_noun(before, True, names)
    said = _last_noun(inside, False, names).said if inside else None
    if remark:
        return _Read(said if said is Owner.OTHERS else None, None)
    return _Read(said or Owner.UNSAID, before)


def _named(noun: str, names: Names) -> Owner | None:
    """Whose a number is that stands behind a noun; None for a part of any paper."""
    name = unicodedata.normalize("NFKC", noun)
    if _is_ours(name) or (len(name) > 3 and any(t.endswith(name) for t in names.ours)):
        return Owner.OURS
    if name in _PARTS:
        return None
    if _is_of_a_law(name) or _is_people(name):
        return Owner.OTHERS
    bare = name
    while bare.endswith(_PART_ENDS) and (part := _PART.search(bare)):
        bare = bare[: part.start()]
    if not bare:
        return None
    if _is_either(name):
        return Owner.UNSAID
    return Owner.OTHERS if _is_paper(bare) else Owner.UNSAID


def _is_ours(name: str) -> bool:
    """本指針, 前記, 第1期, 第1期指針."""
    return name in _OURS or _behind_period(name) in ("", "指針")


def _is_either(name: str) -> bool:
    """同計画, 第1期計画: this guideline, or what was spoken of before."""
    if name.startswith("同"):
        return name.endswith(("指針", "計画"))
    behind = _behind_period(name)
    return behind is not None and (behind == "計画" or behind.endswith("指針"))


def _behind_period(name: str) -> str | None:
    """What stands behind 第1期; None where a name does not begin so."""
    period = name.startswith("第") and name[1:2] in _NUMERALS and name[2:3] == "期"
    return name[3:] if period else None


def _is_of_a_law(name: str) -> bool:
    """第3条, 同項."""
    before = name[-2:-1]
    return name.endswith(("条", "項", "号")) and (before in _NUMERALS or before == "同")


def _is_people(name: str) -> bool:
    """国, 総務省, 東京都, 近隣市."""
    return name in _PEOPLE or name.endswith(_PEOPLE_END) or name.startswith("内閣")


def _is_paper(name: str) -> bool:
    return name in _PAPERS_ALONE or (name.endswith(_PAPERS) and not name.endswith(_NO_PAPERS))


class _Ending(NamedTuple):
    """How a phrase ends: 計画に掲げる is 計画に, 掲, げる."""

    before: str
    kanji: str
    kana: str


def _ending(head: str) -> _Ending:
    kana = _run_start(head, len(head), is_hiragana)
    kanji = _run_start(head, kana, is_kanji)
    return _Ending(head[:kanji], head[kanji:kana], head[kana:])


def _run_start(text: str, end: int, is_in: Callable[[str], bool]) -> int:
    """Where the characters of one kind begin that end at a place."""
    while end and is_in(text[end - 1]):
        end -= 1
    return end


def _noun_start(head: str) -> int:
    """Where the noun begins that a text ends with, 資料1-2; its end where there is none."""
    end = len(head)
    start = _run_start(head, end, _is_in_noun)
    while head[start - 1 : start] in ("-", "－") and head[start:end].isdecimal():
        joined = _run_start(head, start - 1, _is_in_noun)
        if joined == start - 1:
            break
        start, end = joined, start - 1
    return start


def _is_in_noun(char: str) -> bool:
    letter = char.isalnum() and not is_hiragana(char) and char not in _REPEATED
    return letter or char in _BLANKED


def _is_in_kana(char: str) -> bool:
    return is_hiragana(char) or char in _REPEATED or char == "ー"


def _is_predicate(head: str) -> bool:
    """Whether a text ends with what is said of what follows: 掲げる, 示した, 次の計画に基づく."""
    if head.endswith(_VERBS):
        return True
    before, kanji, kana = _ending(head)
    if kanji and (kana == "づく" or (len(kana) == 1 and kana in "うくぐすつぬぶむ")):
        return True
    return (
        0 < len(kana) <= 4 and kana.endswith(_VERBS_END) and bool(kanji or before.endswith("々"))
    )


def _is_closed(head: str) -> bool:
    """Whether a phrase of its own begins behind a text."""
    if head.endswith(_CLOSED):
        return True
    before, kanji, kana = _ending(head)
    if kana in _ALONE or (kana == "な" and kanji):
        return True
    is_stem = 0 < len(kana) <= 3 and kana[-1] in _STEMS_END
    return is_stem and 0 < len(kanji) <= 4 and before.endswith(tuple("をにがはでも"))


def _said_of(head: str) -> str | None:
    """What a predicate is said of: 総合計画に掲げる is said of 総合計画."""
    before, kanji, kana = _ending(head)
    if 0 < len(kanji) <= 4 and len(kana) <= 8 and before.endswith(tuple("にがでの")):
        return before[:-1]
    for at, char in enumerate(kana[:-1]):
        if char in "にがでの" and len(kana) - at <= 9:
            return before + kanji + kana[:at]
    found = _SAID_OF.search(head) if head.endswith(_SAID_OF_ENDS) else None
    return head[: found.start()] if found else None
