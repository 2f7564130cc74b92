"""What a sentence says of the row it stands in.

「Ⅲに降格する」 decides, 「(3)-アはⅢに降格する」 speaks of something else, 「Ⅲに降格すべきとの
意見があった」 only reports. Three questions: whose clause is it (the topic, which reaches
over clauses until the next one; the subject, which reaches to its predicate), does the
clause hold only under a condition or of the past, and what do the words behind make of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from guideline_docs.source.choice import StrEnum
from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import (
    CIRCLED,
    CLOSE,
    DIGITS,
    KANA_LETTERS,
    KANJI,
    KANJI_NUMERALS,
    KATAKANA,
    OPEN,
)
from guideline_docs.source.record import NamedTuple


class Whose(StrEnum):
    """What a clause speaks of."""

    OWN = "own"
    """The row: said so (本施策は), or nothing else is named."""
    PART = "part"
    """Something that is named and no other item: 手引きの作成は."""
    OTHER = "other"
    """Another item, another office, or a plan of the past."""


class Statement(NamedTuple):
    """What a phrase is part of: whose it is, and whether it is stated as so."""

    whose: Whose
    stated: bool
    partly: bool
    """Of a part only: 一部, 第1段階は, or in contrast to another: 作成は完了、周知はこれから."""


def statement(
    text: str, start: int, end: int, mentions: Iterable[tuple[int, int, bool]] = ()
) -> Statement:
    """What the words ``start`` to ``end`` of a text are part of.

    ``mentions`` are the names of items in it: their two ends, and whether of the row itself.
    """
    marked = text
    for begin, stop, own in mentions:
        name = _OWN_NAME if own else _OTHER_NAME
        marked = marked[:begin] + name * (stop - begin) + marked[stop:]
    before, after = _sentence(marked, start, end)
    whose = _whose(before, after, marked[:start])
    weighed = _CONDITION.search(_since_but(before)) or not _is_held(after)
    contrasted = whose is Whose.PART and (_CONTRAST.match(after) or _CONTRASTED.search(before))
    return Statement(whose, not weighed, bool(contrasted or _PARTLY.search(before)))


# A name takes one of two private letters for each of its own, so that places stay.
_OTHER_NAME, _OWN_NAME = "\ue000", "\ue001"

_OWN = expression(
    r"(?:本|当該|当|この|これらの)(?:施策|事業|取組|取り組み|制度|項目|件)|これ(?=[はがも])"
)
_THING = r"(?:施策|事業|取組|取り組み|計画|項目|制度|基金|講座|団体)"
_OTHER = expression(
    rf"""(?x) (?:その)?(?:他|別|ほか|残り)の | 前者 | 後者 | (?:もう)?一方(?=[はがをも])
    | (?:関連|類似|隣接|同種|同様|同類|並行)(?:する|した|の|して(?:いる|行う))?{_THING}
    | (?:他|別|隣|前後)(?:{_THING}|市|課|部|県|自治体) | 近隣(?:市|の) | (?:上位|総合|前|旧|他|別)の?計画
    | (?:国|[{KANJI}]{{0,3}}[県都府])(?=[のがはもで])
    | (?:市民|住民|利用者|参加者|団体|事業者|企業|学生)(?=[がはも])"""
)

_SENTENCE_END = expression(r"[。．｡！？!?](?![」』）)])|[\r\n]+(?!　　)")
_CARRIED_ON = expression(r"[\r\n]+　　|[「」『』【】“”]")
_ASIDE = expression(rf"[{OPEN}][^（）()]*[{CLOSE}]")


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence round a phrase, without asides and quotes: before it, and behind it.

    A phrase inside parentheses has those for its sentence, and what they explain before it.
    """
    begin = max((m.end() for m in _SENTENCE_END.finditer(text, 0, start)), default=0)
    stop = _SENTENCE_END.search(text, end)
    before = _ASIDE.sub("", _CARRIED_ON.sub("", text[begin:start]))
    after = _ASIDE.sub("", _CARRIED_ON.sub("", text[end : stop.start() if stop else len(text)]))
    opened = re.split(rf"[{OPEN}]", before)
    if len(opened) > 1:
        explained = re.search(rf"[{_OTHER_NAME}{_OWN_NAME}]+\Z", opened[-2])
        before = (f"{explained[0]}は" if explained else "") + opened[-1]
        after = re.split(rf"[{CLOSE}]", after, maxsplit=1)[0]
    return _named(before), _named(after).replace("，", "、")


def _named(text: str) -> str:
    """A text whose words for the row itself, and for other items, are names, too."""
    return _OTHER.sub(_OTHER_NAME, _OWN.sub(_OWN_NAME, text))


# --- whose -----------------------------------------------------------------------------------

_TOPIC = r"(?:については|に関しては|について|に関して|に対しては|において(?:は)?|では|には|は|も|なら|[：:])"
# What ends a noun phrase, read backwards: behind it begins what the topic is.
_NOUN = r"(?:(?!て|により|によって|ため|とともに|と共に|と同様に|と同じく|に続き|に伴い)[^、は])"
_ANAPHOR = r"(?:同(?:施策|事業|項目|取組|計画)|そちら|それら?)"
_PAST = (
    r"(?:前回|当初|以前|従来|従前|これまで|かつて|もともと|元々|一時|昨年度?|前年度?|前々年度?"
    rf"|(?:前|旧|昨)(?:期|計画|指針|任)|第1期(?:指針|計画)?|第?[{DIGITS}一二三]次(?:案|素案)|素案|原案|たたき台)"
)
_TOPICS = expression(
    rf"""(?x)
      (?P<own>{_OWN_NAME}+(?:{_NOUN}{{0,24}}?)){_TOPIC}
    | (?P<other>{_OTHER_NAME}+(?:{_NOUN}{{0,24}}?)){_TOPIC}
    | (?P<anaphor>{_ANAPHOR}(?:{_NOUN}{{0,12}}?)){_TOPIC}
    | (?P<past>{_PAST}(?:の{_NOUN}{{0,12}}?|時|頃)?(?:の段階)?)(?:では|には|は|も)
    | (?P<letter>(?:\A|(?<=[、・\s]))[{KANA_LETTERS}{CIRCLED}](?:[、・][{KANA_LETTERS}{CIRCLED}])*){_TOPIC}
    | (?P<part>(?<![又或])[{KANJI}々{KATAKANA}ーA-Za-z0-9]|くり|組み)(?:は(?!じ)|については|に関しては)"""
)
# Behind a predicate its subject no longer holds.
_PREDICATE = r"(?:[たるいだの]|である|な)(?:ため|ので|から|こと|もの|が、|けれど|上で|うえで|後)|[してでりえめきみけち]、"
_SUBJECT = expression(rf"(?P<other>{_OTHER_NAME}+{_NOUN}{{0,16}}?)が(?:(?!{_PREDICATE}).)*\Z")
_OWN_SUBJECT = expression(rf"{_OWN_NAME}+{_NOUN}{{0,16}}?が(?:(?!{_PREDICATE}).)*\Z")
# 施策6を, 施策6の, 施策6で, 施策6に統合して, 「施策6：」, right before the words.
_HELD_BY = expression(
    rf"""(?x){_OTHER_NAME}+[^、はがをにでのと]{{0,16}}
    (?: (?:を|へ|の|で|において|の中で|のなかで)(?:[^、はがをにてしりえめき]{{0,10}}|[^、はがを]{{0,6}}年度[にからまで末]*)
      | (?:に|へ|と)(?:統合|移管|移行|引き?継|一本化|集約|編入)(?!せず|しな)(?:し|して|され|されて|した上で|したうえで)?、?
      | [\s：:→＝=…―-]* )\Z"""
)
_CIRCUMSTANCE = expression(
    r"(?:需要|影響|効果|状況|感染[^、]{0,4}|傾向|利用|課題|減少|増加|要望|人気|関係|流行|不足)"
    rf"[がは](?:(?!{_PREDICATE})[^、]){{0,6}}\Z"
)


def _whose(before: str, after: str, whole: str) -> Whose:
    """What the clause speaks of that stands between two halves of a sentence."""
    if _OWN_SUBJECT.search(before):
        return Whose.OWN
    if _SUBJECT.search(before) or _HELD_BY.search(before) or _CIRCUMSTANCE.search(before):
        return Whose.OTHER
    if _CLEFT.match(after):
        return Whose.OTHER
    topic = max(_TOPICS.finditer(before), key=re.Match.end, default=None)
    if topic is None:
        return Whose.OWN
    match topic.lastgroup:
        case "own":
            return Whose.OWN
        case "other":
            return Whose.OWN if _OWN_NAME in topic["other"] else Whose.OTHER
        case "anaphor" | "letter":
            return Whose.OTHER if _OTHER_NAME in whole else Whose.PART
        case "past":
            return Whose.OTHER if _since_but(before[topic.end() - 1 :]) else Whose.OWN
        case _:
            return Whose.PART


_BUT = expression(r"(?:[たるいだ]|である|せず)(?:が|けれども?|ものの)[、]?|(?:しかし|ただし)[、]?")


def _since_but(before: str) -> str:
    """What stands behind the last but: conditions and plans of the past end there."""
    return before[max((m.end() for m in _BUT.finditer(before)), default=0) :]


# --- what the words behind make of it --------------------------------------------------------

_CONDITION = expression(
    r"""(?x)(?:[るたいの]|ない)場合(?:は|には|に|も|、|であれば) | [るたい]とき(?:は|には|、)
    | (?:[れけせめべげ]|[^例言]え)ば(?!なら|いけ) | [しっ]たら | なら(?:ば)?、
    | (?:次第で|によって)は | に応じ | もし | 仮に | 万一 | なければ(?!な)"""
)
_DO = r"(?:は|も|を|が|と)?(?:し|する|した|さ|せ|させる?|させた|され(?:る|た)|して(?:いる|いた|いく|おり|きた)|とする|とした|となる|となった|である|だ|済み?|します|しました|となり(?:ます|ました)|です)"
# What is certain whatever comes behind: a reason, a but, a further step.
_CERTAIN = expression(
    rf"""(?x)(?: {_DO}(?:ことと(?:し|する|した)|方針と(?:し|する|した))?
        (?:ため(?!に?は)|ので(?!は)|こと(?:から|により|で|に伴い)|から(?!の)|が|ものの|けれど|とともに|と共に|一方|うえで|上で|後|のち|つつ)
      | のため(?!の) | せざるを得(?!ないと(?:の|いう)) | しなければな | せねばな | する(?:より)?(?:ほか|しか|以外に) | しないわけに )"""
)
_FURTHER = expression(rf"(?:し|させ|とし)(?:て)?(?:、|(?=[{KANJI}{KATAKANA}\ue000\ue001]))|、(?=[^と])")
_FORMAL = (
    "予定|方針|必要|方向|段階|後|上|中|旨|結果|際|時(?![期間点])|場合|考え|見込|見通|一方|通り|他(?![の市町村県課部])|点|形|以上|計画|趣旨"
    "|可能性|余地|案|恐|懸念|意見|声|提案|要望|議論|選択肢|前"
)
_RELATIVE = expression(
    rf"(?:する|した|して(?:いる|いた|きた)|され(?:る|た)|の|済みの)(?!{_FORMAL})"
    rf"(?=[{KANJI}{KATAKANA}\ue000\ue001]{{2}}|[\ue000\ue001]|[他別]の)"
    rf"(?![{KANJI}]*(?:を|が|は|も)?(?:図|求|検討|困難|必要|実施|目指))"
)
_CLEFT = expression(rf"(?:する|した|して(?:いる|いた)|となった|な)の[はが][^。]*?{_OTHER_NAME}+")
_SAYING = (
    "意見|意向|声|指摘|要望|要請|提案|提言|助言|議論|見方|主張|考え方|懸念|回答|報告|話|想定|仮定|批判|質問|疑問|希望"
    "|請願|陳情|案|選択肢|誤解|不安|心配|反論|うわさ"
)
_REPORTED = expression(
    rf"""(?x) (?P<quoted>と(?:の|いう|いった|する|した|して)[^、]{{0,8}}?(?:{_SAYING}) | とのこと
    | こと(?:も|を|について)[^、]{{0,4}}(?:検討|議論)) | べき | と(?:[^、]{{0,10}}から)?(?:言われ|いわれ|聞い|指摘|提案|要望|回答|報告|説明|主張|発言|思われ|考えられ|見られ|みられ|予想|想定)
    | かどうか | か否か | (?:する|した|できる|せる|れる|ある|の|い)か(?![らつも]) | 可否 | 是非"""
)
_WEIGHED = expression(
    r"""(?x) 検討 | 議論 | 協議 | 審議 | 求め | 望[むまみん] | 望ま | 要望 | 提案 | 提言 | 指摘 | 視野 | 模索
    | 可能性 | 余地 | おそれ | 恐れ | 懸念 | 見込 | 見通 | 選択肢 | 一案 | 案(?=[もがをには]|\Z) | 論(?=[もがを])
    | 想定 | 予想 | 場合 | 際(?=[のにはも、]|\Z) | とき | 時(?=[はに]) | かもしれ | だろう | であろう | らしい | ようだ | ようで | そうだ
    | てほし | て欲し | てもら | ては(?:どう|なら|いけ) | ても | ために?は | [れけせ]ば | たら | なら(?!な) | としても | 前に | (?<!ま)まで(?!に)
    | [るう]と(?![のいすしも判決考認確結発定]) | ことも | 考えられ | 思われ | 目指 | 目途 | めど | 意見 | 声"""
)
_PAST_PLAN = expression(
    r"(?:予定|方針|計画|つもり|はず|こと|案)(?:で|に|と)?(?:だった|あった|して(?:い|お)た|されて(?:い|お)た|なって(?:い|お)た)"
    r"|と(?:して|されて)いた|だった|であった|でした"
)
_DECIDED = expression(r"べき(?:もの)?(?:である|だ)?と(?:判断|決定|決め|結論)し|(?:問題|異論|異議|支障|差し支え|影響|変わり)[はがも]?な[いく]")
_NEGATED = expression(
    r"ない|なかった|なく(?!な)|せず|ず(?=[、に]|\Z)|ません|見送|見合わ|やめ|断念|避け|回避|反対|困難|難し|尚早|早い|早過|早す|不要"
    r"|不可|撤回|保留|否定|却下|退け|低い|遅れ|遅い|間近|延期|中止|先送|なし(?=[、]|\Z)|乏し|薄い|至らな|よりも?(?=[、維])|代わりに|以前"
)
_PARTLY = expression(
    rf"(?:一部|部分|半分|半数|大半|大部分|過半|ほぼ|概ね|おおむね|[{DIGITS}{KANJI_NUMERALS[:9]}]割|[%％]|段階|工区|年度分|期分)"
    r"(?:ほど|程度|以上|近く)?[はがも]?\Z"
)
_CONTRAST = expression(
    rf"(?:{_DO})?(?:が|ものの|けれど|一方)|[^。]{{0,12}}?、[^。、]{{1,16}}?(?:(?<![又或])は(?!じ)|に着手|[にへ][移入進]|に取り|を(?:進め|行|実施|開始|始め))"
)

# The other half of it: 作成は完了、周知は未着手.
_CONTRASTED = expression(r"(?<![又或])は(?!じ)[^。、は]{1,16}、[^。、は]{1,16}は\Z")


def _is_held(after: str) -> bool:
    """Whether the words behind a phrase leave it stated: not negated, not only weighed."""
    if _CERTAIN.match(after):
        return True
    if _RELATIVE.match(after):
        return False
    further = _FURTHER.match(after)
    if further:
        # 「Ⅲに降格し、周知に努めるべきとの意見」: what is said of the last is said of all.
        rest = after[further.end() :]
        but = _BUT.search(rest)
        said = _REPORTED.finditer(rest, 0, but.start() if but else len(rest))
        return not any(match["quoted"] for match in said)
    tail = _tail(after)
    tail = _DECIDED.sub("", tail)
    return not any(
        pattern.search(tail) for pattern in (_REPORTED, _WEIGHED, _NEGATED, _PAST_PLAN)
    )


_OPEN = expression(r"(?:[はをがもにとかきで]|ついて|こと|べき|する|した)\Z")


def _tail(after: str) -> str:
    """The rest of the clause; a clause that is open goes on behind the comma."""
    first, comma, rest = after.partition("、")
    if comma and (_OPEN.search(first) or rest.startswith("と")) and not _BUT.search(first):
        second, _, _ = rest.partition("、")
        return first + "、" + second
    return first
