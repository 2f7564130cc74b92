"""GD6xx: the cells of one row do not contradict each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from guideline_docs.model.edition import Supplement
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage, as_written
from guideline_docs.model.section import Section, walk
from guideline_docs.model.terms import Meaning, Tier
from guideline_docs.model.vocabulary import DirectionKind
from guideline_docs.rules.diagnostic import Finding, Related, Severity, short
from guideline_docs.rules.rule import rule
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head, full_kana
from guideline_docs.source.lexicon import (
    CLOSE,
    HIRAGANA,
    HYPHENS,
    KANA_LETTERS,
    KANA_ORDER,
    OPEN,
    PROLONGED,
    ROMAN,
    is_kanji,
    is_katakana,
)
from guideline_docs.syntax.columns import COLUMNS, PROSE, Column
from guideline_docs.syntax.owner import Owner
from guideline_docs.syntax.placeholder import says_nothing
from guideline_docs.syntax.references import numbers

_MOVES = (
    *("降格", "昇格", "格上げ", "格下げ", "変更", "移行"),
    *("引き上げ", "引上げ", "引き下げ", "引下げ"),
)
# Only the words that say the state itself: no compound (完了報告書), no future
# (完了予定). Alternatives compile sooner than a set of so many characters.
_STATES = {
    "完了": expression(
        r"完了(?<!未完了)(?!予|見|目|前|後|時|率|次|検|届|報|年|期|に[向近]|を(?!確認|迎え)|させ|したい|できる|まで|した(?:後|のち|際|ら)"
        r"|する(?:予定|ため|まで|見|よう|年))"
    ),
    "継続": expression(r"継続(?!的|性|審|費|雇|でき|していた)"),
    "未着手": expression(r"未着手"),
}
_NONE = frozenset({"なし", "ない", "特になし", "特にない", "無し", "無"})
_LONGEST_NONE = 5
"""With 。 behind it."""


@rule("GD601", Severity.WARNING)
def rationale_contradicts_proposal(guideline: Guideline) -> Iterator[Finding]:
    """理由と2期案の区分が違う

    ## 何を見るか
    理由に「Ⅲに降格」のように区分と動きが書かれているとき、それが2期案の区分か（Ⅱ は Ⅱ-ア に合います）。ほかの施策のこと、否定、「〜すべきとの意見があった」「〜も検討した」「〜する場合」のように伝えたり比べたりしているだけのことは数えません。
    ## なぜ困るか
    どちらが決定か分からず、意図しない区分で素案に載ります。
    ## 悪い例
    1｜…｜【Ⅰ】｜…｜…｜Ⅱ-イ｜需要が減ったため、Ⅲに降格する。
    ## 良い例
    1｜…｜【Ⅰ】｜…｜…｜Ⅲ｜需要が減ったため、Ⅲに降格する。
    ## 直し方
    決定を確かめ、2期案か理由を直してください。
    """
    for measure, _, text in _rows(guideline, lambda said: said.proposal.tier is not None):
        decided = measure.meaning.proposal.tier
        if decided is None or not _may_move(text):
            continue
        moves = [
            move
            for move in guideline.once(_move_pattern).finditer(text)
            if _is_stated(guideline, measure, move.span())
        ]
        if moves and not any(_agrees(match["tier"], decided) for match in moves):
            place = measure[Column.RATIONALE].span.part(*moves[0].span())
            yield Finding(
                place,
                guideline.name(measure),
                f"理由に「{place.text}」とありますが、2期案は「{decided.mark}」です",
                "決定を確かめ、2期案か理由を直してください",
                related=(Related(measure.proposal.span, "2期案はここです"),),
            )


@rule("GD602", Severity.WARNING)
def results_before_start(guideline: Guideline) -> Iterator[Finding]:
    """未着手なのに実績がある

    ## 何を見るか
    施策の実施が「未」の施策に、実績が書かれていないか（「なし」や「―」は書かれていないものとします）。
    ## なぜ困るか
    状況が古いままか、予定が実績の欄に書かれています。
    ## 悪い例
    1｜…｜…｜未｜職員向けに実施した。｜…｜…
    ## 良い例
    1｜…｜…｜未｜｜…｜…
    ## 直し方
    状況を直すか、予定なら理由の欄に移してください。
    """
    state, results = _called(guideline, Column.STATUS, Column.RESULTS)
    for measure, text, _ in _rows(guideline, lambda said: said.status and not said.status.started):
        status = measure.meaning.status
        if status and not _empty(text):
            yield Finding(
                measure[Column.RESULTS].span,
                guideline.name(measure),
                f"{state}が「{status.word}」ですが、{results}が書かれています",
                "状況を直すか、予定なら理由の欄に移してください",
                related=(Related(measure.status.span, f"「{status.word}」はここです"),),
            )


@rule("GD603", Severity.WARNING)
def results_missing(guideline: Guideline) -> Iterator[Finding]:
    """着手したのに実績がない

    ## 何を見るか
    施策の実施が「未」以外の施策に、実績が書かれているか。
    ## なぜ困るか
    何をしたのか委員に説明できません。
    ## 悪い例
    1｜…｜…｜済｜｜…｜…
    ## 良い例
    1｜…｜…｜済｜職員向けに実施した。｜…｜…
    ## 直し方
    実績を書くか、状況を直してください。
    """
    state, results = _called(guideline, Column.STATUS, Column.RESULTS)
    for measure, text, _ in _rows(guideline, lambda said: said.status and said.status.started):
        if not _empty(text):
            continue
        status = measure.meaning.status
        if status and status.counted and Column.RESULTS in measure.columns:
            yield Finding(
                measure.status.span,
                guideline.name(measure),
                f"{state}が「{status.word}」ですが、{results}がありません",
                "実績を書くか、状況を直してください",
            )


@rule("GD604", Severity.WARNING)
def completed_but_not_done(guideline: Guideline) -> Iterator[Finding]:
    """済でないのに完了とされている

    ## 何を見るか
    2期案が○（完了）の施策の実施状況が、済か済・継か。
    ## なぜ困るか
    終わっていない施策が第2期から消えます。
    ## 悪い例
    1｜…｜…｜着手中｜…｜○｜…
    ## 良い例
    1｜…｜…｜済｜…｜○｜…
    ## 直し方
    完了が見込みなら、状況を改めるか、第2期の区分を付けてください。
    """
    vocabulary = guideline.configuration.vocabulary
    if not any(status.done for status in vocabulary.statuses):
        return  # nobody has said which word is the end
    proposal, state = _called(guideline, Column.PROPOSAL, Column.STATUS)
    for measure, *_ in _rows(guideline, _is_early):
        if status := measure.meaning.status:
            written = measure.proposal.span.text
            marked = "（完了）" if measure.meaning.proposal.completed else ""
            yield Finding(
                measure.proposal.span,
                guideline.name(measure),
                f"{proposal}は「{written}」{marked}ですが、{state}は「{status.word}」です",
                "完了の見込みなら、状況を改めるか、第2期の区分を付けてください",
                related=(Related(measure.status.span, f"「{status.word}」はここです"),),
            )


@rule("GD605", Severity.WARNING)
def rationale_missing(guideline: Guideline) -> Iterator[Finding]:
    """区分を動かす理由がない

    ## 何を見るか
    2期案で区分が変わる施策と完了とする施策に、理由が書かれているか。
    ## なぜ困るか
    委員会で最初に問われる「なぜ」に答えがありません。
    ## 悪い例
    1｜…｜【Ⅱ-イ】｜…｜…｜Ⅰ｜
    ## 良い例
    1｜…｜【Ⅱ-イ】｜…｜…｜Ⅰ｜重要性が増したため。
    ## 直し方
    理由を書いてください。
    """
    for measure, _, text in _rows(guideline, _is_moved):
        if _empty(text) and Column.RATIONALE in measure.columns:
            proposal, tier = measure.proposal, measure.meaning.tier.tier
            word = proposal.direction
            before = f"【{tier.mark}】" if tier else "今の区分"
            yield Finding(
                proposal.span,
                guideline.name(measure),
                f"「{proposal.span.text}」とする理由がありません"
                if word
                else f"{before}から「{proposal.span.text}」に動かす理由がありません",
                "理由の欄に書いてください",
            )


@rule("GD606", Severity.NOTE)
def rationale_contradicts_status(guideline: Guideline) -> Iterator[Finding]:
    """理由と実施状況が食い違っている

    ## 何を見るか
    「済」（済・継でない）の理由に「継続」とあるもの、「未」や「着手中」の理由に「完了」とあるもの、着手した施策の理由に「未着手」とあるもの。「(3)-アは完了」「イは完了」のようにほかの施策や小項目を言うもの、意見や場合を言うだけのものは数えません。
    ## なぜ困るか
    終わったのか続いているのか、読む人が迷います。
    ## 悪い例
    1｜…｜…｜済｜…｜…｜団体支援の側面から継続する。
    ## 良い例
    1｜…｜…｜済・継｜…｜…｜団体支援の側面から継続する。
    ## 直し方
    状況か理由の、どちらかを直してください。
    """
    statuses = guideline.configuration.vocabulary.statuses
    state, reason = _called(guideline, Column.STATUS, Column.RATIONALE)
    continued = {status.counts_as for status in statuses if status.counts_as}
    ends = any(status.done for status in statuses)
    for measure, _, text in _rows(guideline, lambda said: said.status is not None):
        status = measure.meaning.status
        if status is None or not text:
            continue
        other = []
        if "継続" in text and status.word in continued and not measure.meaning.proposal.completes:
            other.append("継続")
        if "未着手" in text and status.started:
            other.append("未着手")
        if ends and "完了" in text and not status.done:
            other.append("完了")
        if not other:
            continue
        said = (match for state in other for match in _STATES[state].finditer(text))
        match = next((m for m in said if _is_stated(guideline, measure, m.span(), m[0] != "継続")), None)
        if match:
            yield Finding(
                measure[Column.RATIONALE].span.part(*match.span()),
                guideline.name(measure),
                f"{reason}に「{match[0]}」とありますが、{state}は「{status.word}」です",
                "状況か理由の、どちらかを直してください",
                related=(Related(measure.status.span, f"「{status.word}」はここです"),),
            )


@rule("GD607", Severity.WARNING)
def card_contradicts_sheet(guideline: Guideline) -> Iterator[Finding]:
    """カードが一覧と食い違っている

    ## 何を見るか
    一覧にある施策のカードに書かれた見出し、内容、重点、施策の実施、実績、2期案、理由が、一覧と同じか。
    ## なぜ困るか
    番号を誤って、別の施策に加えているのかもしれません。素案には一覧のとおり載ります。
    ## 悪い例
    ※ 一覧の施策6が「情報の集約」なのに、カードが「施策6　拠点の整備」で始まるもの
    ## 良い例
    ※ 「施策6　情報の集約」、又は「施策6」だけで始まるカード
    ## 直し方
    番号を確かめ、一覧と同じことは書かずにおいてください。変えるなら一覧の方を変えます。
    """
    for supplement in guideline.supplements:
        for name, written, own in _said_twice(guideline, supplement):
            if written and not _same(written.text, own.text):
                said = "では空です" if not own else f"では「{short(own.text)}」です"
                yield Finding(
                    written.span,
                    name,
                    f"カードの「{short(written.text)}」は、一覧{said}",
                    "番号の誤りでないか確かめ、一覧に合わせるか、カードから削ってください",
                    related=(Related(own.span, "一覧ではここです"),),
                )


_Told = tuple[Measure, str, str]
"""A row with its results and its rationale as they are written."""


def _rows(guideline: Guideline, judged: Callable[[Meaning], object]) -> Iterator[_Told]:
    """The rows whose closed words are such that there is something to judge."""
    for meaning, rows in guideline.once(_told).items():
        if judged(meaning):
            yield from rows


def _told(guideline: Guideline) -> dict[Meaning, list[_Told]]:
    """What several rules read of each row, read once: a long sheet is large to walk through."""
    results, rationale = PROSE.index(Column.RESULTS), PROSE.index(Column.RATIONALE)
    return {
        meaning: [(row, texts[results], texts[rationale]) for row in rows if (texts := as_written(row.cells))]
        for meaning, rows in guideline.rows_by_meaning.items()
    }


def _is_early(meaning: Meaning) -> bool:
    """Whether a measure is done with that is not yet done."""
    status = meaning.status
    return meaning.proposal.completes and status is not None and status.counted and not status.done


def _is_moved(meaning: Meaning) -> bool:
    """Whether the second period changes what becomes of a measure."""
    proposal, tier = meaning.proposal, meaning.tier.tier
    if proposal.direction and proposal.direction.kind is not DirectionKind.CONTINUATION:
        return True
    changed = tier is not None and proposal.tier is not None and tier is not proposal.tier
    return proposal.completed or changed


def _said_twice(
    guideline: Guideline, supplement: Supplement
) -> Iterator[tuple[str, Passage, Passage]]:
    """What the cards and the sheet both say: of what, in the cards, in the sheet."""
    measures = {measure.code: measure for measure in reversed(guideline.measures)}
    # Of two headings with one number the first is the one that is meant.
    own = {trail[-1].code: trail[-1] for trail in reversed(list(guideline.edition.trails))}
    for *_, section in walk(supplement.table):
        same = own.get(section.code)
        if same and section.title and same.title:
            yield guideline.name(section), section.title, same.title
        for card in section.measures:
            if measure := measures.get(card.code):
                for written, sheet in zip(_cells(card), _cells(measure), strict=True):
                    yield guideline.name(card), written, sheet


def _cells(measure: Measure) -> tuple[Passage, ...]:
    return tuple(measure[column] for column in COLUMNS if column is not Column.NUMBER)


def _called(guideline: Guideline, *columns: Column) -> tuple[str, ...]:
    """What this project calls some columns."""
    return tuple(map(guideline.configuration.vocabulary.head, columns))


def _same(one: str, other: str) -> bool:
    return fold_head(one) == fold_head(other)


def _empty(text: str) -> bool:
    if len(text) > _LONGEST_NONE and is_kanji(text[0]):
        return False  # as most cells do, it says something
    return says_nothing(text) or text.strip().removesuffix("。") in _NONE


def _may_move(text: str) -> bool:
    """Whether a text holds what is in each word of a move; most do not."""
    return "格" in text or "げ" in text or "変更" in text or "移行" in text


def _move_pattern(guideline: Guideline) -> re.Pattern[str]:
    """「Ⅲに降格」, for the tiers of this sheet and their heads (Ⅱ of Ⅱ-ア)."""
    tiers = guideline.tiers
    marks = {tier.mark for tier in tiers} | {_head(tier.mark) for tier in tiers}
    written = {form for mark in marks for form in (mark, unicodedata.normalize("NFKC", mark))}
    longest_first = sorted(written, key=lambda form: (-len(form), form))
    alternatives = "|".join(map(re.escape, longest_first))
    return re.compile(
        rf"(?<![A-Za-z])(?<![{ROMAN}])【?(?P<tier>{alternatives})】?(?:[にへ]|への)"
        rf"(?:{'|'.join(_MOVES)})"
    )


def _is_stated(
    guideline: Guideline, measure: Measure, place: tuple[int, int], whole: bool = False
) -> bool:
    """Whether a phrase of the rationale says something of the measure itself.

    ``whole``: what is said of a part is not enough.
    """
    text, (start, end) = measure[Column.RATIONALE].written, place
    mentions = list(_mentions(guideline, measure))
    if not mentions and _is_plain(text, start, end):
        return True
    from guideline_docs.syntax.statements import Whose, statement  # few rationales pay for it

    said = statement(text, start, end, mentions)
    return said.stated and said.whose is not Whose.OTHER and not (whole and said.partly)


def _is_plain(text: str, start: int, end: int) -> bool:
    """「団体支援の側面から継続」: no topic, no other item, no condition, and nothing behind
    that makes less of it. Most rationales are so, and need no closer look.
    """
    before = text[text.rfind("。", 0, start) + 1 : start]
    behind = text[end:].partition("。")[0]
    if behind not in _PREDICATES:
        if not behind.startswith("し、") or not _LESS.isdisjoint(behind[2:]):
            return False
    return _MORE.isdisjoint(before) and not any(word in before for word in _CONDITIONS)


# What such a phrase has not before it, nor behind it.
_MORE = frozenset("(（）)「」はがもで場ば他別国県都府同類関連隣旧前後応仮万割％%ほ概半")
_CONDITIONS = ("たら", "なら", "しら", "とき", "一部", "段階")
_PREDICATES = ("", "する", "した", "していく", "とする")
_LESS = frozenset("とかべ（(")


def _mentions(guideline: Guideline, measure: Measure) -> Iterator[tuple[int, int, bool]]:
    """What a rationale names: from where to where, and whether it is the measure itself."""
    rationale = measure[Column.RATIONALE]
    for begin, end in _titles_in(rationale.written, guideline):
        yield begin, end, rationale.written[begin:end] == measure.title.text
    section = guideline.once(_sections).get(measure)
    heading = section.anchor if section else None
    for reference in rationale.references:
        span, target = reference.span, reference.target
        own = target is not None and target.anchor in (measure.anchor, heading)
        yield span.start - rationale.span.start, span.end - rationale.span.start, own
    written = list(numbers(rationale.span, names=guideline.names))
    for span in (mark.span for mark in written if mark.owner is Owner.OTHERS):
        yield span.start - rationale.span.start, span.end - rationale.span.start, False
    mark = guideline.scheme.mark(section.code) if section and section.code.path else ""
    if mark and mark in KANA_ORDER and _holds_letter(rationale.written):
        for match in _LETTERS.finditer(rationale.written):
            place = rationale.span.part(*match.span())
            if not any(place.overlaps(each.span) for each in written):
                yield *match.span(), mark in map(full_kana, match[0])


# What a title may stand behind, but for blanks, and what it may stand before.
_BEFORE, _BEHIND = frozenset("、。「」『』（）()"), frozenset("はがもをのに」』、（(")


def _titles_in(text: str, guideline: Guideline) -> Iterator[tuple[int, int]]:
    """The titles of measures that a text calls by name, by their two ends."""
    titled = guideline.titled
    ends = [at for at, char in enumerate(text) if char in _BEHIND]
    apart = True
    for begin, char in enumerate(text):
        if apart and not char.isspace():
            found = (end for end in ends if end >= begin and text[begin:end] in titled)
            if end := next(found, None):
                yield begin, end
        apart = char in _BEFORE or char.isspace()


# 「アは完了、ウは未着手」: letters alone are the headings beside one's own.
_AND = "(?:、|・|･|，|,|と|や|～|及び|並びに|又は|から)"
_LETTERS = expression(
    rf"""(?x)(?<![^\W{HIRAGANA}])(?<![{HYPHENS}{PROLONGED}{OPEN}{CLOSE}])(?:小?項目)?
    [{OPEN}]?[{KANA_LETTERS}](?:{_AND}[{KANA_LETTERS}])*+[{CLOSE}]?
    (?=\Z|[、。，・：:\s（(」』はがもをのにで→]|については|に関しては|完了|未着手|継続|とも|まで)"""
)


def _holds_letter(text: str) -> bool:
    """Whether a kana stands without another one beside it."""
    kana = [at for at, char in enumerate(text) if is_katakana(char)]
    beside = {at + 1 for at in kana} | {at - 1 for at in kana}
    return not beside.issuperset(kana)


def _sections(guideline: Guideline) -> dict[Measure, Section]:
    """The section that holds each measure."""
    return {
        measure: section
        for section in guideline.edition.sections
        for measure in section.measures
    }


def _agrees(written: str, decided: Tier) -> bool:
    written = unicodedata.normalize("NFKC", written)
    mark = unicodedata.normalize("NFKC", decided.mark)
    return written in (mark, _head(mark))


def _head(mark: str) -> str:
    """What stands before the first hyphen of a mark: Ⅱ of Ⅱ-ア."""
    end = next((at for at, char in enumerate(mark) if char in HYPHENS), len(mark))
    return mark[:end] or mark
