"""GD7xx and GD8xx: the words themselves, as far as a program can judge them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile
from operator import attrgetter

from guideline_docs.model.chapter import Annotation, AnnotationKind, Paragraph
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.passage import Prose
from guideline_docs.rules.diagnostic import Finding, Related, Severity
from guideline_docs.rules.rule import rule
from guideline_docs.rules.terms import nearest
from guideline_docs.source.edit import becoming
from guideline_docs.source.expression import expression, places
from guideline_docs.source.lexicon import (
    BLANKS,
    BRACKETS,
    CIRCLED,
    DIGITS,
    EXCEL_ERROR,
    FIGURES,
    HALF_KATAKANA,
    KATAKANA,
    OPEN,
    WIDE_LATIN,
)
from guideline_docs.source.span import Span
from guideline_docs.syntax.placeholder import open_marks, placeholder_name

_CLAUSE_ENDS = "、。，．,\r\n"
_PARTICLES = "はがをにもで"
_LISTING = ("や", "と", "及び", "並びに", "又は", "若しくは")

# Shorter repeats are the normal echo of a list: 市民団体への支援、企業への支援.
_CLAUSE_LENGTH = 10
# A clause that is not short, and one behind it that has its first letter among its own first:
# a blank and a particle may stand before that.
_ECHO = expression(
    rf"\n(?P<first>[^\S\n]*+([^\n])[^\n]{{{_CLAUSE_LENGTH - 1},}}+)(?=\n+(?P<second>.{{0,2}}\2[^\n]*))"
)


@rule("GD701", Severity.WARNING)
def repeated_clause(guideline: Guideline) -> Iterator[Finding]:
    """同じ文句が続けて二度ある

    ## 何を見るか
    読点で隣り合う十字以上の文句が、助詞（は が を に も で）を除いて同じか。
    ## なぜ困るか
    書き直しの消し忘れです。委員会で読み上げられます。
    ## 悪い例
    1｜…｜…｜…｜見逃しがちな小さな課題や、見逃しがちな小さな課題を記載する。｜…｜…
    ## 良い例
    1｜…｜…｜…｜見逃しがちな小さな課題を記載する。｜…｜…
    ## 直し方
    どちらかを削ってください。
    """
    for prose in guideline.prose:
        for echo in _ECHO.finditer(_in_lines(prose.text)):
            repeated = _repeated(echo["first"], echo["second"])
            if repeated is None or prose.place(echo.start("first"), echo.end("second")) is None:
                continue  # none, or that of another passage
            start, end = (echo.start("second") + offset for offset in repeated)
            place, before = prose.place(start, end), prose.place(*echo.span("first"))
            assert place and before
            yield Finding(
                place,
                place.text,
                f"「{place.text}」は直前の文句の繰り返しです",
                "どちらかを削ってください",
                related=(Related(before, "一度目はここです"),),
            )


def _in_lines(text: str) -> str:
    """A text with each clause on a line of its own, at the same places."""
    for mark in _CLAUSE_ENDS:
        text = text.replace(mark, "\n")
    return text


# 令和5年度, R5, 2023年: three ways to write a year. 平成26（2014）年 is one of them.
# It is asked only where it may begin, so what may not stand before is asked behind the first
# letters. Sets of two runs compile fast.
_ERA_BEGINS = (*"令平昭RHSＲＨＳ１２", "19", "20")
_ERA = expression(
    rf"""(?x).
    (?: (?P<元号>(?:(?<=[令昭])和|(?<=平)成)(?:[{DIGITS}]{{1,2}}|元)年?度?)
      | (?P<略号>(?:(?<=[RHS])|(?<=[ＲＨＳ]))(?<![A-Za-z0-9.].)(?<![{WIDE_LATIN}].)
            [{DIGITS}]{{1,2}}(?![A-Za-z.])(?![{DIGITS}])年?度?)
      | (?P<西暦>(?:(?<=1)9|(?<=2)0|(?<=１)９|(?<=２)０)(?<![{DIGITS}]..)(?<![{OPEN}]..)
            [{DIGITS}]{{2}}年度?) )"""
)


@rule("GD702", Severity.NOTE)
def mixed_era_notation(guideline: Guideline) -> Iterator[Finding]:
    """年の書き方が混ざっている

    ## 何を見るか
    一つのファイルの文の中で、令和5年度・R5・2023年のような書き方が混ざっていないか。いちばん多い書き方を基準に、ほかの書き方ごとに初めの一か所を示します。
    ## なぜ困るか
    同じ年かどうか、読む人が数え直すことになります。
    ## 悪い例
    1｜…｜…｜…｜令和4年度に開始し、令和5年度に拡充。R6に見直す。｜…｜…
    ## 良い例
    1｜…｜…｜…｜令和4年度に開始し、令和5年度に拡充。令和6年度に見直す。｜…｜…
    ## 直し方
    どれかの書き方にそろえてください。
    """
    for prose in guideline.prose:
        forms: dict[str, list[re.Match[str]]] = {}
        for match in _years(prose.text):
            forms.setdefault(str(match.lastgroup), []).append(match)
        if len(forms) < 2:
            continue
        firsts = {form: _first(prose, found) for form, found in forms.items()}
        # The commonest form is the document's; of two as common, the one that came first.
        usual = min(forms, key=lambda form: (-len(forms[form]), firsts[form].start))
        for form, found in forms.items():
            if form != usual:
                first, example = firsts[form], firsts[usual]
                yield Finding(
                    first,
                    form,
                    f"「{first.text}」は、ほかで「{example.text}」のように書く年と書き方が違います"
                    f"（{form}は {len(found)} か所、{usual}は {len(forms[usual])} か所）",
                    "どれかの書き方にそろえてください",
                    related=(Related(example, "ほかの書き方の初めはここです"),),
                )


def _first(prose: Prose, found: Sequence[re.Match[str]]) -> Span:
    """The place of what stands first in the source: of a row the columns may stand in another
    order than the model has them."""
    end = prose.row_end(found[0].start())
    of_row = takewhile(lambda match: match.start() < end, found)
    every = (prose.place(*match.span()) for match in of_row)
    return min(filter(None, every), key=attrgetter("start"))


def _years(text: str) -> Iterator[re.Match[str]]:
    """The years of a text, as ``finditer`` would find them."""
    end = 0
    for at in places(text, _ERA_BEGINS):
        if at >= end and (match := _ERA.match(text, at)):
            end = match.end()
            yield match


_DIGIT_RUN = expression(r"[0-9]+|[０-９]+")
_PARENTHESES = expression(r"[()]|[（）]")
_TO_FULL = str.maketrans(f"{FIGURES[:10]}()", f"{FIGURES[10:]}（）")
_TO_HALF = str.maketrans(f"{FIGURES[10:]}（）", f"{FIGURES[:10]}()")


@rule("GD703", Severity.NOTE)
def mixed_width(guideline: Guideline) -> Iterator[Finding]:
    """数字やかっこの幅が決まりと違う

    ## 何を見るか
    guideline.toml の [style] で決めた幅（digits: half・full・single-full、parentheses: half・full）と違う数字とかっこ。決めていなければ何も言いません。
    ## なぜ困るか
    検索から漏れ、並べて印刷すると不ぞろいに見えます。
    ## 悪い例
    ※ digits = "half" のときの「１２件」
    ## 良い例
    ※ digits = "half" のときの「12件」
    ## 直し方
    決めた幅に直してください（check --fix で直せます）。
    """
    style = guideline.configuration.style
    for passage in guideline.passages:
        if not (style.digits or style.parentheses):
            return
        text = passage.written
        runs = [*_DIGIT_RUN.finditer(text)] if style.digits else []
        runs += _PARENTHESES.finditer(text) if style.parentheses else ()
        for match in runs:
            width = style.parentheses if match[0] in "()（）" else style.digits
            if width == "single-full":
                width = "full" if len(match[0]) == 1 else "half"
            wanted = match[0].translate(_TO_FULL if width == "full" else _TO_HALF)
            if wanted != match[0]:
                place = passage.span.part(*match.span())
                yield Finding(
                    place,
                    match[0],
                    f"「{match[0]}」の幅が決まりと違います",
                    f"「{wanted}」に直してください",
                    (wanted,),
                    fixes=(becoming(place, wanted),),
                )


@rule("GD704", Severity.NOTE)
def spelling_variant(guideline: Guideline) -> Iterator[Finding]:
    """表記が決まりと違う

    ## 何を見るか
    guideline.toml の [spelling] に挙げた、使わない書き方。挙げていなければ何も言いません。
    ## なぜ困るか
    同じ言葉に二つの書き方があると、違うものかと読む人が迷います。
    ## 悪い例
    ※ [spelling] に「"取組" = ["取り組み"]」とあるときの「取り組みを進める」
    ## 良い例
    ※ 「取組を進める」
    ## 直し方
    決めた書き方に直してください。動詞（取り組む）のように直さなくてよいものもあります。
    """
    spelling = guideline.configuration.style.spelling
    if not spelling:
        return
    wanted = {variant: word for word, variants in spelling for variant in variants}
    # The longest first, or 取り組み would hide 取り組み方; the word itself, or 取組 in it.
    words = sorted({*wanted, *(word for word, _ in spelling)}, key=lambda w: (-len(w), w))
    pattern = re.compile("|".join(map(re.escape, words)))
    for passage in guideline.passages:
        for match in pattern.finditer(passage.written):
            if match[0] in wanted:
                yield Finding(
                    passage.span.part(*match.span()),
                    match[0],
                    f"「{match[0]}」は「{wanted[match[0]]}」と書く決まりです",
                    f"「{wanted[match[0]]}」に直してください",
                    (wanted[match[0]],),
                )


@rule("GD705", Severity.WARNING)
def unpaired_bracket(guideline: Guideline) -> Iterator[Finding]:
    """かっこの片方がない

    ## 何を見るか
    セルごと、段落ごとに、（）「」『』【】［］〔〕などの開きと閉じがそろっているか。全角と半角の組は許し、箇条の「1）」「ア）」は数えません。
    ## なぜ困るか
    どこまでがかっこの中か分かりません。
    ## 悪い例
    1｜…｜…｜…｜ガイドライン（簡易なものを作成した。｜…｜…
    ## 良い例
    1｜…｜…｜…｜ガイドライン（簡易なもの）を作成した。｜…｜…
    ## 直し方
    足りないかっこを補ってください。
    """
    for span in _cells_and_paragraphs(guideline):
        for place in _unpaired(span):
            yield Finding(
                place,
                place.text,
                f"「{place.text}」の相手がありません",
                "足りないかっこを補ってください",
            )


# What closes each, in one width: （ is closed by ) as well. <> are signs, too, and may be alone.
_PAIRS = [pair for pair in zip(BRACKETS[::2], BRACKETS[1::2]) if pair[0] not in "<＜"]
_OPENING = {opening: unicodedata.normalize("NFKC", closing) for opening, closing in _PAIRS}
_CLOSING = {closing: unicodedata.normalize("NFKC", closing) for _, closing in _PAIRS}
_ANY = "".join(chain(_OPENING, _CLOSING))
# 「1）」 and 「ア）」 at the head of an item.
_LIST_MARK = expression(rf"(?:^|[\s、。・])(?:[{DIGITS}]{{1,3}}|[{KATAKANA}{HALF_KATAKANA}]|[a-zA-Z]|[{CIRCLED}])\Z")


def _cells_and_paragraphs(guideline: Guideline) -> Iterator[Span]:
    """The texts within which a bracket has its partner, but for those that hold plain pairs
    alone; a paragraph may be several lines."""
    found = (passage for prose in guideline.prose for passage in prose.near(_alone(prose.text)))
    closer = {(passage.source, passage.start): passage for passage in found}
    chapters = {chapter.source for chapter in guideline.chapters}
    yield from (each.span for each in closer.values() if each.source not in chapters)
    for chapter in guideline.chapters if closer else ():
        for block in chapter.blocks:
            if not isinstance(block, Paragraph):
                continue
            if any((line.source, line.start) in closer for line in block.passages):
                first, last = block.passages[0].span, block.passages[-1].span
                yield Span(first.source, first.start, last.end)


def _alone(text: str) -> list[int]:
    """Where the brackets stand that are not one of a plain pair: in one line, with no other
    bracket between them."""
    alone: list[int] = []
    opened, closes = 0, ""
    for at in places(text, _ANY):
        bracket = text[at]
        if closes and _CLOSING.get(bracket) == closes and "\n" not in text[opened:at]:
            closes = ""
            continue
        if closes:
            alone.append(opened)
        opened, closes = at, _OPENING.get(bracket, "")
        if not closes:
            alone.append(at)
    return [*alone, opened] if closes else alone


def _unpaired(span: Span) -> Iterator[Span]:
    text = span.text
    open_brackets: list[tuple[str, int]] = []
    for at in places(text, _ANY):
        bracket = text[at]
        if closes := _OPENING.get(bracket):
            open_brackets.append((closes, at))
        elif open_brackets and open_brackets[-1][0] == _CLOSING[bracket]:
            open_brackets.pop()
        elif any(closes == _CLOSING[bracket] for closes, _ in open_brackets[-8:]):
            while open_brackets[-1][0] != _CLOSING[bracket]:
                _, lost = open_brackets.pop()
                yield span.part(lost, lost + 1)
            open_brackets.pop()
        elif not (bracket in ")）" and _LIST_MARK.search(text[max(0, at - 5) : at])):
            yield span.part(at, at + 1)
    for _, lost in open_brackets:
        yield span.part(lost, lost + 1)


def _repeated(first: str, second: str) -> tuple[int, int] | None:
    """The part of ``second`` that says ``first`` again, as its two ends."""
    core = first.strip()
    core = next((core.removesuffix(word) for word in _LISTING if core.endswith(word)), core)
    wanted = _without_particles(core)
    if len(core) < _CLAUSE_LENGTH or not wanted:
        return None
    lead = len(second) - len(second.lstrip())
    if not _without_particles(second).lstrip().startswith(wanted):
        return None
    kept = 0
    for at in range(lead, len(second)):
        kept += second[at] not in _PARTICLES
        if kept == len(wanted):
            # 「…の支援、…の支援体制」 and 「…の提案、…の提案に対する支援」 go on to another thing.
            ends = not second[at + 1 : at + 2].strip() or second[at + 1] in "はがをも"
            return (lead, at + 1) if ends else None
    return None


def _without_particles(text: str) -> str:
    for particle in _PARTICLES:
        text = text.replace(particle, "")
    return text


_INLINE_ANNOTATION = expression(r"［＃[^［］\r\n]*］")


@rule("GD801", Severity.ERROR)
def unknown_annotation(guideline: Guideline) -> Iterator[Finding]:
    """知らない注記がある

    ## 何を見るか
    原稿の［＃…］が決められた注記のどれかで、それだけで一行になっているか。
    ## なぜ困るか
    表や図が入るはずの場所に、［＃…］の文字がそのまま印刷されます。
    ## 悪い例
    ※ 原稿に「［＃達成の状況］」とあるもの、文の途中に「［＃達成状況］」とあるもの
    ## 良い例
    ※ 「［＃達成状況］」だけの行
    ## 直し方
    決められた注記を、それだけの行に書いてください。
    """
    known = [kind.value for kind in AnnotationKind]
    for chapter in guideline.chapters:
        for block in chapter.blocks:
            if isinstance(block, Annotation) and block.kind is None:
                written = block.span.text.strip()
                yield Finding(
                    block.place,
                    written,
                    f"「{written}」は知らない注記です",
                    "使えるのは " + "・".join(f"［＃{name}］" for name in known) + " です",
                    tuple(f"［＃{name}］" for name in nearest(block.word, known)),
                )
            elif isinstance(block, Paragraph):
                for passage in block.passages:
                    if "［＃" not in passage.text:
                        continue
                    for match in _INLINE_ANNOTATION.finditer(passage.written):
                        yield Finding(
                            passage.span.part(*match.span()),
                            match[0],
                            f"「{match[0]}」が文の途中にあります",
                            "注記はそれだけの行に書いてください",
                        )


@rule("GD802", Severity.WARNING)
def placeholder(guideline: Guideline) -> Iterator[Finding]:
    """決まっていないところがある

    ## 何を見るか
    【要設定】【要確認】【要更新】（【要設定：担当課】のように続けたもの、途中に空白や改行の入ったもの、閉じていないものも）、【要検討】【未定】【未記入】【検討中】【仮】など（凡例の区分や決められた状況の言葉は除く）。一覧のセルに写った #REF! や #N/A などの Excel の計算の誤り。
    ## なぜ困るか
    素案では目印として残りますが、このままでは公表できません（build --final は断ります）。
    ## 悪い例
    1｜…｜…｜…｜【要確認】職員向けに実施した。｜…｜…
    ## 良い例
    1｜…｜…｜…｜職員向けに実施した。｜…｜…
    ## 直し方
    決まったことを書いて、目印を消してください。計算の誤りは、元の表で直して貼り直します。
    """
    yield from _errors_of_excel(guideline)
    statuses = guideline.configuration.vocabulary.statuses
    own = {tier.mark for tier in guideline.tiers} | {status.word for status in statuses}
    for source in guideline.sources:
        if source.undecodable is not None:
            continue
        for match in open_marks(source.text):
            name = placeholder_name(match[0])
            if name[1:-1] in own:
                continue
            yield Finding(
                source.span(*match.span()),
                name,
                f"{name}が残っています",
                "決まったことを書いて、目印を消してください",
            )


# All of a cell or field: 「#REF!」, and the 「####」 that a narrow column shows and copies.
_ERROR_CELL = expression(
    rf"(?<![^\t\r\n：:{BLANKS}])(?:{EXCEL_ERROR}|(?P<narrow>#{{3,}}))(?=[{BLANKS}]*(?:[\t\r\n]|\Z))"
)


def _errors_of_excel(guideline: Guideline) -> Iterator[Finding]:
    """Cells that hold what Excel shows where it has no value."""
    for source in dict.fromkeys(tree.source for tree in guideline.tables):
        if "#" not in source.text:
            continue
        for match in _ERROR_CELL.finditer(source.text):
            if match["narrow"]:
                message = f"「{match[0]}」は、列の幅が足りないときに Excel が見せる記号です"
                hint = "元の表で列の幅を広げてから、貼り直してください"
            else:
                message = f"「{match[0]}」は Excel の計算の誤りです"
                hint = "元の表で式を直してから、貼り直してください"
            yield Finding(source.span(*match.span()), match[0], message, hint)


@rule("GD803", Severity.ERROR)
def missing_file(guideline: Guideline) -> Iterator[Finding]:
    """ファイルがない

    ## 何を見るか
    原稿の［＃画像：…］が指す画像と、guideline.toml の sheet が指す一覧、chapters が指す原稿のフォルダーがあるか。画像はプロジェクトのフォルダーの中の PNG・JPEG・GIF に限ります。
    ## なぜ困るか
    図や一覧の抜けた文書ができます。
    ## 悪い例
    ※ 「［＃画像：図1.png｜推進体制］」とあって、図1.png がないもの
    ## 良い例
    ※ 図1.png が原稿と同じフォルダーにあるもの
    ## 直し方
    ファイルを置くか、名前を直してください。
    """
    for missing in guideline.astray.missing:
        yield Finding(
            missing.span,
            missing.name,
            f"「{missing.name}」という{'フォルダー' if missing.key == 'chapters' else 'ファイル'}が"
            "ありません",
            f"{missing.name} を置くか、guideline.toml の {missing.key} を直してください",
        )
    for chapter in guideline.chapters:
        for block in chapter.blocks:
            if not isinstance(block, Annotation) or block.kind is not AnnotationKind.IMAGE:
                continue
            if not block.arguments:
                yield Finding(
                    block.place,
                    block.place.text,
                    "画像のファイルが書かれていません",
                    "［＃画像：ファイル｜説明］の形で書いてください",
                )
            elif block.image and block.image.problem:
                yield Finding(
                    block.place,
                    block.image.name,
                    f"画像「{block.image.name}」は使えません: {block.image.problem}",
                    "原稿と同じフォルダーに画像を置くか、名前を直してください",
                )
