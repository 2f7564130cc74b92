"""GD3xx: tiers, statuses and proposals are words that the sheet or the office declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.terms import Meaning, Tier, Words
from guideline_docs.rules.diagnostic import Finding, Related, Severity
from guideline_docs.rules.rule import rule
from guideline_docs.source.edit import becoming
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.placeholder import says_nothing


@rule("GD301", Severity.ERROR)
def unknown_tier(guideline: Guideline) -> Iterator[Finding]:
    """凡例にない重点区分がある

    ## 何を見るか
    施策の重点区分が、一覧の【達成状況】の凡例にあるか。
    ## なぜ困るか
    どの区分にも数えられず、集計から漏れます。
    ## 悪い例
    1｜…｜【Ⅳ】｜…｜…｜…｜…
    ## 良い例
    1｜…｜【Ⅲ】｜…｜…｜…｜…
    ## 直し方
    区分を直すか、新しい区分なら凡例に加えてください。
    """
    for meaning, rows in _tiered_rows(guideline):
        for measure in rows if meaning.tier.tier is None and meaning.tier.mark else ():
            term = measure.tier
            if term.mark and not says_nothing(term.span.text):
                yield _unknown(guideline, measure, term.mark, "重点区分", _marks(guideline))


@rule("GD302", Severity.ERROR)
def unknown_status(guideline: Guideline) -> Iterator[Finding]:
    """知らない実施状況がある

    ## 何を見るか
    施策の実施の欄と、達成状況の件数に添えた言葉が、決められた状況（guideline.toml で変えられます）のどれかか。
    ## なぜ困るか
    どの状況にも数えられず、集計から漏れます。
    ## 悪い例
    1｜…｜…｜実施中｜…｜…｜…
    ## 良い例
    1｜…｜…｜着手中｜…｜…｜…
    ## 直し方
    決められた言葉に直すか、guideline.toml の [[status]] に加えてください。
    """
    vocabulary = guideline.configuration.vocabulary
    words = [status.word for status in vocabulary.statuses]
    usual = vocabulary.head(Column.STATUS) == Column.STATUS.name
    called = "実施状況" if usual else vocabulary.head(Column.STATUS)
    for line in guideline.summary.lines:
        for share in line.shares:
            if share.status is None:
                yield Finding(
                    share.status_span,
                    f"【{line.tier.mark}】{share.status_span.text}",
                    f"達成状況の「{share.status_span.text}」は知らない実施状況です",
                    _known(words, share.status_span.text),
                    nearest(share.status_span.text, words),
                )
    for meaning, rows in _by_meaning(guideline):
        for measure in rows if meaning.status is None else ():
            place = measure.status.span
            if not says_nothing(place.text):
                yield _unknown(guideline, measure, place, called, words)
    yield from _unknown_of_the_past(guideline, words)
    for column, statuses in vocabulary.judgements:
        known, words = Words(statuses), [status.word for status in statuses]
        for measure in _rows(guideline):
            cell = measure[column]
            if not (known.find(cell.text) or says_nothing(cell.text)):
                yield _unknown(guideline, measure, cell.span, column.name, words)


def _unknown_of_the_past(guideline: Guideline, words: list[str]) -> Iterator[Finding]:
    """The same in the columns of today's sheet that tell of editions before."""
    if any(part.status for part in guideline.editions):
        from guideline_docs.model.history import history  # few tables have several editions

        found = guideline.once(history)
        for track in found.tracks if found else ():
            for state, part in zip(track.states, guideline.editions, strict=True):
                if state and part.status and not state.status and not says_nothing(state.place.text):
                    yield _unknown(guideline, state.measure, state.place, part.status.name, words)


@rule("GD303", Severity.ERROR)
def unknown_proposal(guideline: Guideline) -> Iterator[Finding]:
    """読めない2期案がある

    ## 何を見るか
    2期案が、凡例の重点区分、完了の印（○）、完了して新たに取り組む印（○→区分）のどれかか。guideline.toml の [[direction]] に言葉（拡充、継続など）を決めてあれば、その言葉か。
    ## なぜ困るか
    第2期でその施策をどうするのか決まりません。
    ## 悪い例
    1｜…｜…｜…｜…｜Ⅴ｜…
    ## 良い例
    1｜…｜…｜…｜…｜○→Ⅰ｜…
    ## 直し方
    区分か○に直してください。言葉で書く指針なら、その言葉に直すか、guideline.toml の [[direction]] に加えてください。
    """
    vocabulary = guideline.configuration.vocabulary
    known = [*_marks(guideline), *(direction.word for direction in vocabulary.directions)]
    words = [*known, *filter(None, [vocabulary.completed])]
    what = vocabulary.head(Column.PROPOSAL)
    for meaning, rows in _by_meaning(guideline) if known else ():
        for measure in rows if not meaning.proposal.understood else ():
            proposal = measure.proposal
            if not says_nothing(proposal.span.text):
                place = proposal.mark or proposal.span
                yield _unknown(guideline, measure, place, what, words)


@rule("GD304", Severity.WARNING)
def look_alike_tier(guideline: Guideline) -> Iterator[Finding]:
    """重点区分がよく似た別の文字で書かれている

    ## 何を見るか
    重点と2期案の欄で、凡例の区分と見た目だけが同じもの（ローマ数字Ⅰの代わりに英字の I、「Ⅱ－イ」「II-イ」など）。
    ## なぜ困るか
    検索や集計、並べ替えで別の区分になります。
    ## 悪い例
    1｜…｜…｜…｜…｜I｜…
    ## 良い例
    1｜…｜…｜…｜…｜Ⅰ｜…
    ## 直し方
    凡例の文字に直してください（check --fix で直せます）。
    """
    for meaning, rows in _tiered_rows(guideline):
        like = meaning.tier.look_alike or meaning.proposal.look_alike
        for measure in rows if like else ():
            for term in (measure.tier, measure.proposal):
                if term.look_alike and term.mark and term.tier:
                    mark = term.tier.mark
                    yield Finding(
                        term.mark,
                        guideline.name(measure),
                        f"「{term.mark.text}」は凡例の「{mark}」とよく似た別の文字です",
                        f"「{mark}」に直してください",
                        (mark,),
                        (_declared(term.tier),),
                        (becoming(term.mark, mark),),
                    )


@rule("GD305", Severity.NOTE)
def tier_label_variant(guideline: Guideline) -> Iterator[Finding]:
    """重点区分の呼び名が凡例と違う

    ## 何を見るか
    施策の行で区分に添えた呼び名（<重点施策> など）が、凡例の呼び名と同じか。
    ## なぜ困るか
    同じ区分に二つの呼び名があると、違う区分かと読む人が迷います。
    ## 悪い例
    1｜…｜【Ⅰ】<最重点>｜…｜…｜…｜…
    ## 良い例
    1｜…｜【Ⅰ】<重点>｜…｜…｜…｜…
    ## 直し方
    凡例か行の、どちらかの呼び名にそろえてください。
    """
    for meaning, rows in _tiered_rows(guideline):
        tier = meaning.tier.tier
        if not (tier and tier.label and meaning.tier.label):
            continue
        # What is read alike is written alike.
        label = rows[0].tier.label
        for measure in rows if label and label.text.strip() != tier.label.strip() else ():
            if label := measure.tier.label:
                yield Finding(
                    label,
                    guideline.name(measure),
                    f"【{tier.mark}】の呼び名「{label.text}」は凡例では「{tier.label}」です",
                    "どちらかにそろえてください",
                    related=(_declared(tier),),
                )


def nearest(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """The words that one most probably meant, the likeliest first."""
    from difflib import get_close_matches  # only a faulty sheet pays for the import

    candidates = list(dict.fromkeys(words))
    # 未着手 is 未 said at length, not 着手中, which has more characters in common.
    begun = [known for known in candidates if word.startswith(known) or known.startswith(word)]
    begun.sort(key=len, reverse=True)
    contained = [known for known in candidates if known in word or word in known]
    close = get_close_matches(word, candidates, n=3, cutoff=0.34)
    return tuple(dict.fromkeys([*begun, *close, *contained]))[:3]


def _unknown(
    guideline: Guideline, measure: Measure, place: Span, what: str, words: list[str]
) -> Finding:
    suggestions = nearest(place.text, words)
    return Finding(
        place,
        guideline.name(measure),
        f"{what}「{place.text}」は決められた言葉ではありません",
        _known(words, place.text),
        suggestions,
        tuple(_declared(tier) for tier in guideline.tiers if tier.mark in suggestions),
    )


def _known(words: list[str], written: str) -> str:
    meant = nearest(written, words)
    every = "、".join(words)
    return f"「{meant[0]}」の誤りではありませんか（{every}）" if meant else f"使えるのは {every} です"


def _declared(tier: Tier) -> Related:
    return Related(tier.span, f"「{tier.mark}」はここで決められています")


def _marks(guideline: Guideline) -> list[str]:
    return [tier.mark for tier in guideline.tiers]


def _rows(guideline: Guideline) -> Iterator[Measure]:
    """The rows whose cells stand in their columns, and the cards of new measures."""
    return chain(guideline.rows, guideline.second.new)


def _by_meaning(guideline: Guideline) -> Iterator[tuple[Meaning, Sequence[Measure]]]:
    """The same by what their closed words mean: what all of them say is judged once."""
    yield from guideline.rows_by_meaning.items()
    yield from ((card.meaning, (card,)) for card in guideline.second.new)


def _tiered_rows(guideline: Guideline) -> Iterator[tuple[Meaning, Sequence[Measure]]]:
    """The same, if there is a legend to judge their tiers by."""
    return _by_meaning(guideline) if guideline.tiers else iter(())
