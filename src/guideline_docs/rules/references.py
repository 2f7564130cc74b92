"""GD4xx: what is referred to exists, and is written so that it can be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guideline_docs.model.code import Code
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import CrossReference
from guideline_docs.model.targets import Target, TargetKind
from guideline_docs.rules.diagnostic import Finding, Related, Severity
from guideline_docs.rules.rule import rule
from guideline_docs.source.glyphs import fold_look_alike
from guideline_docs.syntax.look_alikes import LookAlike, look_alikes, may_hold
from guideline_docs.syntax.naming import Fault, ReferenceKind, subsection_name


@rule("GD401", Severity.ERROR)
def dangling_reference(guideline: Guideline) -> Iterator[Finding]:
    """参照先の小項目がない

    ## 何を見るか
    内容、実績、理由と原稿の中の (3)-ア のような参照の先が、一覧の小項目にあるか。(3)-ア、イ のような列挙と (3)-ア～ウ のような範囲も、一つずつ見ます。「総合計画の(3)-ア」「別紙(3)-ア」のように、ほかの文書の番号と読めるものは見ません。
    ## なぜ困るか
    読む人がその箇所にたどり着けません。見出しが失われた印であることもあります。
    ## 悪い例
    1｜…｜…｜…｜…｜…｜(1)-イに関連し、検討する。
    ## 良い例
    1｜…｜…｜…｜…｜…｜(2)-アに関連し、検討する。
    （2）…
    ア …
    2｜…｜…｜…｜…｜…｜…
    ## 直し方
    参照を直すか、失われた見出しを戻してください。
    """
    for reference in guideline.unresolved:
        mark = reference.mark
        if mark.kind not in _HEADINGS or mark.fault or reference.target:
            continue
        if guideline.sheet is None:
            continue
        hint, suggestions, related = _existing(guideline, _path_above(reference))
        yield Finding(
            mark.span,
            mark.subject,
            f"参照先「{mark.subject}」がありません",
            hint,
            suggestions,
            related,
        )


@rule("GD402", Severity.ERROR)
def malformed_reference(guideline: Guideline) -> Iterator[Finding]:
    """参照の書き方が違う

    ## 何を見るか
    (5)-2 や (5)-a のように、かなの代わりに別の文字がある参照、(3-ア) のように閉じる位置が違う参照、(3)-ウ～ア のように逆向きの範囲。
    ## なぜ困るか
    どこを指すのか決まらず、リンクもできません。
    ## 悪い例
    1｜…｜…｜…｜…｜…｜(1)-1とともに検討する。
    ## 良い例
    1｜…｜…｜…｜…｜…｜(2)-アとともに検討する。
    （2）…
    ア …
    2｜…｜…｜…｜…｜…｜…
    ## 直し方
    (5)-イ のように、大項目の番号、ハイフン、小項目のかなで書いてください。
    """
    for reference in guideline.unresolved:
        mark = reference.mark
        if mark.fault is None or guideline.sheet is None:
            continue
        written = mark.span.text
        if mark.fault is Fault.REVERSED:
            yield Finding(
                mark.span,
                mark.subject,
                f"参照「{written}」は範囲の向きが逆です",
                "小さい番号から「施策6～8」のように書いてください"
                if mark.kind is ReferenceKind.MEASURE
                else "番号の小さい方から順に書いてください"
                if mark.levels
                else "アイウの順に「(3)-ア～ウ」のように書いてください",
            )
            continue
        intended = guideline.targets.intended(mark)
        assert mark.category is not None
        hint, suggestions, related = (
            _meant(intended) if intended else _existing(guideline, (mark.category,))
        )
        yield Finding(
            mark.span,
            mark.subject,
            f"参照「{written}」は (大項目の番号)-かな の形ではありません",
            hint,
            suggestions,
            related,
        )


_Advice = tuple[str, tuple[str, ...], tuple[Related, ...]]
"""A hint, the names that it tells, and where they stand."""


def _meant(target: Target) -> _Advice:
    """The advice where there is no doubt what is referred to."""
    hint = f"「{target.name} {target.title}」のことではありませんか"
    return hint, (target.name,), (Related(target.span, f"{target.name} はここです"),)


@rule("GD403", Severity.NOTE)
def self_reference(guideline: Guideline) -> Iterator[Finding]:
    """自分自身を参照している

    ## 何を見るか
    施策の文の中の参照が、その施策か、その施策のある小項目を指していないか。
    ## なぜ困るか
    番号を付け直したときの直し忘れであることが多く、読む人は同じ場所に戻ります。
    ## 悪い例
    1｜…｜…｜…｜…｜…｜施策1に関連し、検討する。
    ## 良い例
    1｜…｜…｜…｜…｜…｜施策2に関連し、検討する。
    2｜…｜…｜…｜…｜…｜…
    ## 直し方
    指したい施策の番号に直してください。
    """
    for section in guideline.second.sections:
        for measure in section.measures:
            for reference in measure.references:
                target = reference.target
                if target and target.anchor in (measure.anchor, section.anchor):
                    yield Finding(
                        reference.span,
                        reference.subject,
                        f"{guideline.name(measure)} が自分のいる「{reference.subject}」を参照しています",
                        "指したい先の番号か確かめてください",
                    )


@rule("GD404", Severity.ERROR)
def dangling_measure_reference(guideline: Guideline) -> Iterator[Finding]:
    """参照先の施策がない

    ## 何を見るか
    施策6、No.6 のような参照の先が一覧にあるか。施策6、7 のような列挙と 施策6～8 のような範囲も、一つずつ見ます。一覧に加えるカードの番号が一覧にあるか。「県の施策6」「会報 No.48」「ご意見（No.5）」のように、ほかの文書や寄せられたものの番号と読めるものは見ません。
    ## なぜ困るか
    読む人がその施策にたどり着けません。
    ## 悪い例
    1｜…｜…｜…｜…｜…｜施策99とともに検討する。
    ## 良い例
    1｜…｜…｜…｜…｜…｜施策2とともに検討する。
    2｜…｜…｜…｜…｜…｜…
    ## 直し方
    番号を直してください。新しい施策のカードなら、入る大項目と小項目の見出しの下に置いてください。
    """
    measures = (*guideline.measures, *guideline.second.new)
    if not measures:
        return
    name = guideline.scheme.measure.name if guideline.scheme.measure else ""
    dangling = [
        reference
        for reference in guideline.unresolved
        if reference.mark.kind is ReferenceKind.MEASURE
        if not reference.mark.fault and reference.target is None
    ]
    if not (dangling or guideline.second.homeless):
        return
    known = _known_numbers(guideline, name, measures)
    for card in guideline.second.homeless:
        yield Finding(
            card.number_span,
            guideline.name(card),
            f"カードの「施策{card.number}」は一覧にありません",
            f"{known}。"
            "新しい施策なら、入る大項目・小項目の見出しの下に、内容も書いてください",
        )
    for reference in dangling:
        # Of a list or range the number that is missing, by a name of its own.
        mark, code = reference.mark, reference.code
        part, *to = mark.parts
        whole = mark.levels or (not to and part.start < part.first)
        hint = known
        if code and code.above:
            below = [each for each in measures if each.code and each.code.above == code.above]
            hint = _known_numbers(guideline, name, below)
        yield Finding(
            reference.span,
            reference.subject,
            f"参照先「{reference.span.text if whole else f'{name}{mark.path[0]}'}」がありません",
            hint,
        )


def _known_numbers(guideline: Guideline, name: str, measures: Sequence[Measure]) -> str:
    """Which numbers there are, of all measures or of those below one heading."""
    codes = [measure.code for measure in measures if measure.code]
    if not codes:
        return f"そこに{name}はありません"
    first, last = min(codes), max(codes)
    spell = guideline.scheme.spell if first.above else (lambda code: str(code.number))
    return f"{name}の番号は {spell(first)} から {spell(last)} までです"


@rule("GD405", Severity.ERROR)
def dangling_chapter_reference(guideline: Guideline) -> Iterator[Finding]:
    """参照先の章がない

    ## 何を見るか
    原稿の中の 第2章、第2章1、第2章1(2) のような参照の先が原稿にあるか。
    ## なぜ困るか
    読む人がその章にたどり着けません。
    ## 悪い例
    ※ 第6章までの原稿に「第9章のとおり」とあるもの
    ## 良い例
    ※ 「第6章のとおり」
    ## 直し方
    章や節の番号を直してください。
    """
    if any(source.undecodable is not None for source in guideline.sources):
        return  # the chapter may stand in what cannot be read
    for reference in guideline.unresolved:
        if reference.mark.kind is ReferenceKind.CHAPTER and reference.target is None:
            chapters = guideline.once(_chapters)
            chapter = reference.mark.path[0]
            near = [t for t in chapters if t.code.path[0] == chapter > 0] or [
                t for t in chapters if t.code.level == 0
            ]
            names = "・".join(target.name for target in near)
            yield Finding(
                reference.span,
                reference.subject,
                f"参照先「{reference.subject}」が原稿にありません",
                f"原稿にあるのは {names} です" if names else "原稿に章の見出しがありません",
                tuple(target.name for target in near),
            )


def _chapters(guideline: Guideline) -> list[Target]:
    return [each for each in guideline.targets.values() if each.kind is TargetKind.CHAPTER]


@rule("GD406", Severity.WARNING)
def look_alike_reference(guideline: Guideline) -> Iterator[Finding]:
    """参照のつもりと思われるが、参照の形ではない

    ## 何を見るか
    3-ア、(3)_ア、(3)：ア、(三)-ア、施策⑥ のように、参照の形ではないが、一覧にある番号を指すとしか読めないもの。所番地や、ほかの文書の番号、箇条書きの記号は見ません。
    ## なぜ困るか
    参照として読めないので、行き先があるかの検査も、リンクも、番号の付け直しもされません。
    ## 悪い例
    1｜…｜…｜…｜…｜…｜また、(2)_アと進める。
    （2）…
    ア …
    2｜…｜…｜…｜…｜…｜…
    ## 良い例
    1｜…｜…｜…｜…｜…｜また、(2)-アと進める。
    （2）…
    ア …
    2｜…｜…｜…｜…｜…｜…
    ## 直し方
    参照なら (2)-ア、施策6 の形で書いてください。参照でなければ、理由を書いて確認済みにできます。
    """
    for found, target in meant_for_references(guideline):
        yield Finding(
            found.span,
            found.names[0],
            f"「{found.span.text}」は参照の形ではありません",
            f"「{target.name} {target.title}」のことなら「{found.form}」と書いてください",
            (found.form,),
            (Related(target.span, f"{target.name} はここです"),),
        )


def meant_for_references(guideline: Guideline) -> Iterator[tuple[LookAlike, Target]]:
    """What is written like a reference to something that exists, and where it would lead."""
    # 2-ア is rather a slip for the tier Ⅱ-ア, where there is one.
    tiers = {_as_subsection(tier.mark) for tier in guideline.tiers}
    for prose in guideline.prose:
        for passage in prose.near(may_hold(prose.text)):
            for found in look_alikes(passage.span, guideline.names):
                targets = [guideline.targets.get(name) for name in found.names]
                if not targets[0] or None in targets or (found.is_bare and found.names[0] in tiers):
                    continue
                if not any(found.span.overlaps(each.span) for each in passage.references):
                    yield found, targets[0]


def _as_subsection(mark: str) -> str:
    """The subsection that a tier's mark would be, its numeral read as a number: Ⅱ-ア."""
    numeral, _, letter = fold_look_alike(mark).partition("-")
    return subsection_name(_ROMAN.index(numeral) + 1, letter) if numeral in _ROMAN else ""


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


_HEADINGS = (ReferenceKind.SUBSECTION, ReferenceKind.SECTION)


def _path_above(reference: CrossReference) -> tuple[int, ...]:
    """The numbers above that of a heading which is not there."""
    return reference.code.above if reference.code else reference.mark.path[:1]


def _existing(guideline: Guideline, path: tuple[int, ...]) -> _Advice:
    """What there is below a path, or where it ends."""
    scheme, lacking = guideline.scheme, ""
    head = None
    while path:
        code = Code(len(path) - 1, path)
        head = guideline.targets.at(code)
        if head:
            path = head.code.path  # its name may leave out what is above, where the text stands
            break
        if not path[-1] or path in guideline.inner_codes:
            break
        lacking, path = f"{scheme.level(code).name} {scheme.spell(code)} がありません", path[:-1]
    if lacking and (not path or len(scheme.levels) == 2):
        return lacking, (), ()
    every = sorted(guideline.inner_codes.get(path, ()))
    names = dict(zip(every, scheme.names(every), strict=True))
    codes = [code for code in every if names[code]]
    suggestions = tuple([names[code] for code in codes])
    related = (Related(head.span, f"{head.name} はここです"),) if head else ()
    inner = scheme.level(codes[0]).name if codes else scheme.levels[len(path)].name
    of = f"{head.name} の" if head else ""
    if codes:
        marks = "・".join(map(scheme.mark, codes))
        return f"{of}{inner}は {marks} です", suggestions, related
    return f"{head.name if head else ''} には{inner}がありません", suggestions, related
