"""GD2xx: numbers and letters run on without gap or repeat, and every measure has a place."""

from collections.abc import Iterator

from guideline_docs.model.chapter import Heading
from guideline_docs.model.code import CHAPTERS, SHEET, Code, Level, Numbering, Series
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.passage import Passage
from guideline_docs.rules.diagnostic import Finding, Related, Severity, short
from guideline_docs.rules.layout import lacking_levels
from guideline_docs.rules.rule import rule
from guideline_docs.rules.series import (
    Slip,
    any_twice,
    astray,
    code_of,
    misplaced,
    numbered,
    of_headings,
    of_measures,
    repeats,
    slips,
)
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.span import Span
from guideline_docs.syntax.nodes import RowLine, SectionLine, Stray


def _repeated(span: Span, first: Span, name: str) -> Finding:
    return Finding(
        span,
        name,
        f"{name} が二度あります",
        "どちらかの番号を改めてください",
        related=(Related(first, "一度目はここです"),),
    )


@rule("GD201", Severity.ERROR)
def category_number_gap(guideline: Guideline) -> Iterator[Finding]:
    """大項目の番号が飛んでいる

    ## 何を見るか
    大項目の番号が (1) から一つずつ増えているか。
    ## なぜ困るか
    抜けた大項目があるのか、番号の誤りか、読む人には分かりません。(3)-ア のような参照も狂います。
    ## 悪い例
    （1）…
    ア …
    （3）…
    ア …
    ## 良い例
    （1）…
    ア …
    （2）…
    ア …
    ## 直し方
    抜けた大項目を戻すか、番号を付け直してください。
    """
    for code, level, slip in guideline.once(_gaps):
        if code.level == 0:
            name = guideline.scheme.spell(code)
            expected = guideline.scheme.spell(_at(code, slip.expected))
            yield Finding(
                slip.span,
                name,
                f"{level.name}の{level.noun}が {expected} でなく {name} になっています",
                f"{expected} が抜けていないか、{level.noun}の誤りでないか確かめてください",
            )


@rule("GD202", Severity.ERROR)
def subsection_letter_gap(guideline: Guideline) -> Iterator[Finding]:
    """小項目の記号が飛んでいる

    ## 何を見るか
    小項目の記号が、大項目ごとにアから順（ア イ ウ エ オ カ …）に並んでいるか。
    ## なぜ困るか
    見出しが一つ失われ、その施策が前の小項目に入っていることがあります。参照も宙に浮きます。
    ## 悪い例
    （1）…
    ア …
    ウ …
    ## 良い例
    （1）…
    ア …
    イ …
    ## 直し方
    抜けた見出しを戻すか、記号を付け直してください。
    """
    scheme = guideline.scheme
    for code, level, slip in guideline.once(_gaps):
        if code.level > 0:
            written, expected = slip.span.text, scheme.mark(_at(code, slip.expected))
            above = "" if level.series is Series.ALL else f"{_above(guideline, code)} の"
            yield Finding(
                slip.span,
                scheme.spell(code),
                f"{above}{level.name}の{level.noun}が「{expected}」でなく「{written}」になっています",
                f"「{expected}」の見出しが抜けていないか確かめてください",
            )
    for section, found in guideline.once(astray):
        level = scheme.level(section.code)
        yield Finding(
            found,
            scheme.spell(section.code),
            f"{_above(guideline, section.code)} の{level.name}の{level.noun}が、"
            f"ほかの見出しのもの「{found.text}」になっています",
            "見出しが別のところに入っていないか、番号の誤りでないか確かめてください",
        )


@rule("GD203", Severity.ERROR)
def measure_number_gap(guideline: Guideline) -> Iterator[Finding]:
    """施策の番号が飛んでいる

    ## 何を見るか
    施策の No が 1 から一つずつ増えているか。
    ## なぜ困るか
    行が失われたのか、番号の誤りか分かりません。施策の数も合わなくなります。
    ## 悪い例
    1｜…｜…｜…｜…｜…｜…
    3｜…｜…｜…｜…｜…｜…
    ## 良い例
    1｜…｜…｜…｜…｜…｜…
    2｜…｜…｜…｜…｜…｜…
    ## 直し方
    失われた行を戻すか、番号を付け直してください。
    """
    level = guideline.scheme.measure
    if level is None or level.numbering is not Numbering.CONSECUTIVE:
        return
    scheme = guideline.scheme
    for above, numbers in guideline.once(of_measures):
        for slip in slips(numbers):
            if slip.first is None:
                code, expected = _measure_at(guideline, above, slip.number, slip.expected)
                # A number that repeats those above needs no other word for them.
                under = "" if level.repeats or not above else f"{_above(guideline, code)} の"
                yield Finding(
                    slip.span,
                    scheme.spell(code),
                    f"{under}{level.name}の{level.noun}が {scheme.row_number(expected)} でなく "
                    f"{scheme.row_number(code)} になっています",
                    f"{scheme.spell(expected)} の行が抜けていないか確かめてください",
                )


@rule("GD204", Severity.ERROR)
def duplicate_number(guideline: Guideline) -> Iterator[Finding]:
    """同じ番号が二度ある

    ## 何を見るか
    大項目の番号、大項目の中での小項目の記号、施策の No、一覧に加えるカードの番号が重なっていないか。
    ## なぜ困るか
    (3)-ア や 施策6 と書かれたとき、どちらのことか決まりません。
    ## 悪い例
    1｜…｜…｜…｜…｜…｜…
    1｜…｜…｜…｜…｜…｜…
    ## 良い例
    1｜…｜…｜…｜…｜…｜…
    2｜…｜…｜…｜…｜…｜…
    ## 直し方
    どちらかの番号を改めてください。
    """
    scheme = guideline.scheme
    for level, sections in guideline.once(of_headings):
        numbers = [section.code.number for section in sections]
        # In a column a number may stand again; with another title it is GD209.
        unique = level.numbering is not Numbering.NONE and level.column is None
        if unique and any_twice(numbers):
            for _, span, first in repeats(map(numbered, sections)):
                yield _repeated(span, first, scheme.spell(code_of(sections, span)))
    unique = scheme.measure and scheme.measure.numbering is not Numbering.NONE
    for above, found in guideline.once(of_measures) if unique else ():
        if any_twice([number for number, _ in found if number is not None]):
            for number, span, first in repeats(found):
                (code,) = _measure_at(guideline, above, number)
                yield _repeated(span, first, scheme.spell(code))
    seen: dict[Code | None, Span] = {}
    for card in guideline.cards:
        first = seen.setdefault(card.code, card.number_span)
        if first != card.number_span and card.number is not None:
            yield _repeated(card.number_span, first, guideline.name(card))


@rule("GD205", Severity.ERROR)
def missing_subsection_letter(guideline: Guideline) -> Iterator[Finding]:
    """小項目に記号がない

    ## 何を見るか
    小項目の見出しに「ア 」などの記号があるか。
    ## なぜ困るか
    その小項目を (6)-ア のように指すことができません。
    ## 悪い例
    （1）…
    多様な主体との連携
    ## 良い例
    （1）…
    ア 多様な主体との連携
    ## 直し方
    記号と空白を見出しの先頭に付けてください。
    """
    scheme = guideline.scheme
    for trail in guideline.second.trails:
        section = trail[-1]
        if section.mark is None and section.title is not None:
            level = scheme.level(section.code)
            if not level.numbered:
                continue
            mark = scheme.mark(section.code)
            yield Finding(
                section.title.span,
                scheme.spell(trail[-2].code) if trail[-2].code.path else "",
                f"{level.name}「{section.title.text}」に{level.noun}がありません",
                f"順番からは「{mark}」です",
            )


@rule("GD206", Severity.ERROR)
def orphan_measure(guideline: Guideline) -> Iterator[Finding]:
    """どの見出しにも入らない施策がある

    ## 何を見るか
    施策の上に大項目と小項目の見出しがあるか。
    ## なぜ困るか
    体系のどこにも入らない施策になり、素案の章立てに載せる場所がありません。
    ## 悪い例
    （1）…
    1｜…｜…｜…｜…｜…｜…
    （2）…
    ア …
    2｜…｜…｜…｜…｜…｜…
    ## 良い例
    （1）…
    ア …
    1｜…｜…｜…｜…｜…｜…
    （2）…
    ア …
    2｜…｜…｜…｜…｜…｜…
    ## 直し方
    失われた見出しを戻してください。
    """
    yield from _elsewhere(guideline)
    levels = guideline.scheme.levels
    names = [level.name for level in levels]
    if any(lacking_levels(guideline)):
        return  # the column is missing, not the heading of each row
    # Of levels that the settings declare any may be left out.
    inner = levels == SHEET.levels and any(
        section.code.level > 0 for section in guideline.second.sections
    )
    for section in guideline.second.sections:
        if not names or section.code.level > 0 or (section.code.level == 0 and not inner):
            continue
        # Above the first level all are missing, below it the next one is.
        missing = "が" if len(names) == 1 else "も"
        missing = names[1] + "が" if section.title else missing.join([*names, ""])
        for measure in section.measures:
            yield Finding(
                measure.number_span,
                guideline.name(measure),
                f"{guideline.name(measure)} の上に{missing}ありません",
                "失われた見出しがないか確かめてください",
            )


@rule("GD207", Severity.WARNING)
def empty_heading(guideline: Guideline) -> Iterator[Finding]:
    """施策のない見出しがある

    ## 何を見るか
    大項目や小項目の下に施策が一つもないもの。
    ## なぜ困るか
    施策の行が失われたか、見出しだけが残っています。
    ## 悪い例
    （1）…
    ア …
    イ …
    1｜…｜…｜…｜…｜…｜…
    ## 良い例
    （1）…
    ア …
    1｜…｜…｜…｜…｜…｜…
    ## 直し方
    施策の行を戻すか、見出しを削ってください。
    """
    if guideline.sheet is None:
        return
    if all(section.measures or section.sections for section in guideline.edition.sections):
        return  # as in most sheets
    # What the sheet lacks, cards beside it may have.
    beside = set(_headings_of_new(guideline))
    heading: SectionLine | None = None
    for node in [*guideline.sheet.lines, None]:
        if isinstance(node, (RowLine, Stray)):
            heading = None
        elif node is None or isinstance(node, SectionLine):
            inner = heading and node and node.level > heading.level
            if heading is not None and not inner and heading.title.span not in beside:
                written = _heading_text(heading)
                yield Finding(
                    heading.title.span if heading.title else written,
                    written.text,
                    f"「{written.text}」の下に施策がありません",
                    "施策の行が失われていないか確かめてください",
                )
            heading = node


@rule("GD208", Severity.ERROR)
def chapter_number_gap(guideline: Guideline) -> Iterator[Finding]:
    """原稿の見出しの番号が続いていない

    ## 何を見るか
    章、1、(1)、ア、(ア) の番号が、同じ見出しの下で1から一つずつ増えているか。段を飛ばす（章の下にすぐ (1) を置く）のは構いません。
    ## なぜ困るか
    抜けた節があるのか、番号の誤りか、読む人には分かりません。
    ## 悪い例
    ※ 「第1章」の次が「第3章」の原稿
    ## 良い例
    ※ 「第1章」の次が「第2章」の原稿
    ## 直し方
    抜けた見出しを戻すか、番号を付け直してください。
    """
    if any(source.undecodable is not None for source in guideline.sources):
        return  # the heading that seems to be missing may stand in what cannot be read
    series: dict[tuple[str, int], list[tuple[int | None, Span]]] = {}
    names: dict[Span, str] = {}
    for chapter in guideline.chapters:
        above: list[Heading] = []
        for block in chapter.blocks:
            if isinstance(block, Heading):
                while above and above[-1].level >= block.level:
                    above.pop()
                parent = above[-1].anchor if above else chapter.source.path
                scope = (parent if block.level else "", block.level)
                series.setdefault(scope, []).append((block.ordinal, block.mark))
                names[block.mark] = block.name
                above.append(block)
    for (_, level), items in series.items():
        for slip in slips(items):
            written = slip.span.text
            fault = "が二度あります" if slip.first else "は番号が飛んでいます"
            expected = CHAPTERS.numeral(Code(level, (slip.expected,)))
            yield Finding(
                slip.span,
                names[slip.span],
                f"見出し「{written}」{fault}",
                f"ここの番号は {expected} のはずです",
                related=(Related(slip.first, "一度目はここです"),) if slip.first else (),
            )


@rule("GD209", Severity.WARNING)
def one_code_two_titles(guideline: Guideline) -> Iterator[Finding]:
    """一つの番号に二つの題がある

    ## 何を見るか
    段の見出しが列にある一覧で、同じ番号の見出しが、行によって違う題になっていないか。空白と幅の違いは見ません。
    ## なぜ困るか
    一つの見出しが、文書では別々の見出しとして印刷されます。番号の誤りか、題の書き誤りかは、読む人には分かりません。
    ## 悪い例
    ※ 「政策」の列に、ある行では「02 安心の実現」、別の行では「02 安心の実施」とあるもの
    ## 良い例
    ※ どの行でも「02 安心の実現」
    ## 直し方
    どちらかの題か番号を直してください。
    """
    scheme = guideline.scheme
    if not any(level.column and level.numbered for level in scheme.levels):
        return
    first: dict[Code, Passage] = {}
    of_columns = {at for at, level in enumerate(scheme.levels) if level.column}
    for section in guideline.second.sections:
        title = section.title
        if title is None or section.mark is None or section.code.level not in of_columns:
            continue
        before = first.setdefault(section.code, title)
        if before.text != title.text and fold_head(before.text) != fold_head(title.text):
            name = scheme.spell(section.code)
            yield Finding(
                title.span,
                name,
                f"{scheme.level(section.code).name} {name} の題が"
                f"「{short(before.text)}」でなく「{short(title.text)}」になっています",
                "題の書き誤りか、番号の誤りでないか確かめてください",
                related=(Related(before.span, "初めの題はここです"),),
            )


def _elsewhere(guideline: Guideline) -> Iterator[Finding]:
    """The measures whose own number says that they belong under another heading."""
    scheme = guideline.scheme
    for measure, section in guideline.once(misplaced):
        name = guideline.name(measure)
        here = f"{scheme.level(section.code).name} {scheme.spell(section.code)}"
        yield Finding(
            measure.number_span,
            name,
            f"{name} が、番号の違う見出し（{here}）の下にあります",
            "行が別の見出しの下に入っていないか、番号の誤りでないか確かめてください",
        )


def _headings_of_new(guideline: Guideline) -> Iterator[Span]:
    """The titles of the headings under which cards put a measure."""
    for trail in guideline.second.trails if guideline.second.new else ():
        if any(measure.new for measure in trail[-1].measures):
            yield from (section.title.span for section in trail if section.title)


def _heading_text(line: SectionLine) -> Span:
    start = line.mark.start if line.mark else line.title.span.start
    return Span(line.span.source, start, line.title.span.end)


def _gaps(guideline: Guideline) -> list[tuple[Code, Level, Slip]]:
    """Where the numbers of the headings are not consecutive, and what stands there."""
    wrong = {mark for _, mark in guideline.once(astray)}
    return [
        (code_of(sections, slip.span), level, slip)
        for level, sections in guideline.once(of_headings)
        if level.numbering is Numbering.CONSECUTIVE
        for slip in slips(map(numbered, sections))
        if slip.first is None and slip.span not in wrong
    ]


def _at(code: Code, number: int) -> Code:
    """The code that has another number in the same place."""
    return code._replace(path=(*code.above, number))


def _measure_at(
    guideline: Guideline, above: tuple[int, ...], *numbers: int
) -> tuple[Code, ...]:
    """The codes of measures with some numbers below the same ones."""
    depth = len(guideline.scheme.levels)
    return tuple(Code(depth, (*above, number)) for number in numbers)


def _above(guideline: Guideline, code: Code) -> str:
    """What a heading stands under, as findings call it."""
    path = code.above
    while path and not path[-1]:
        path = path[:-1]
    return guideline.scheme.spell(Code(len(path) - 1, path)) if path else "(?)"
