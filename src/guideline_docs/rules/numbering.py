"""GD2xx: numbers and letters run on without gap or repeat, and every measure has a place."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from guideline_docs.model.chapter import Heading
from guideline_docs.model.code import CHAPTERS, Code, Level, Numbering, Series
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.section import Section
from guideline_docs.rules.diagnostic import Finding, Related, Severity
from guideline_docs.rules.rule import rule
from guideline_docs.source.span import Span
from guideline_docs.syntax.nodes import RowLine, SectionLine, Stray


class _Slip(NamedTuple):
    """A number that is not the next one: ``first`` is set where it stood before."""

    number: int
    span: Span
    expected: int
    first: Span | None = None


def _slips(items: Iterable[tuple[int | None, Span]]) -> Iterator[_Slip]:
    """Where a series that starts at 1 jumps or repeats itself.

    After a wrong number the series may go on from it or from the number that was
    expected, so one slip is told once. None is an item that nobody could read: it
    may or may not have taken a number.
    """
    series = list(items)
    # Nearly every series has no slip, and is not walked.
    if [number for number, _ in series] == list(range(1, len(series) + 1)):
        return
    seen: dict[int, Span] = {}
    # Ranges of numbers that may come next, the expected ones first; a few suffice.
    ranges = [(1, 1)]
    for number, span in series:
        if number is None:
            ranges = [(low, high + 1) for low, high in ranges]
            continue
        first = seen.get(number)
        if first is None and any(low <= number <= high for low, high in ranges):
            seen[number] = span
            following = number + 1
            while following in seen:
                following += 1
            ranges = [(following, following)]
            continue
        yield _Slip(number, span, ranges[0][0], first)
        seen.setdefault(number, span)
        ranges = [(low, high + 1) for low, high in ranges[:1] + ranges[1:][-1:]]
        if not any(low <= number + 1 <= high for low, high in ranges):
            ranges.append((number + 1, number + 1))


def _any_twice(numbers: list[Any]) -> bool:
    """Whether a number may be repeated; most series hold none twice, and are not walked."""
    return len(set(numbers)) < len(numbers)


def _repeats(items: Iterable[tuple[int | None, Span]]) -> Iterator[tuple[int, Span, Span]]:
    """Each number that is repeated, where, and where it stood first."""
    return ((slip.number, slip.span, slip.first) for slip in _slips(items) if slip.first)


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
    for slip in _slips(guideline.once(_measures)):
        if slip.first is None:
            yield Finding(
                slip.span,
                guideline.scheme.measure_name(slip.number),
                f"{level.name}の{level.noun}が {slip.expected} でなく {slip.number} になっています",
                f"{guideline.scheme.measure_name(slip.expected)} の行が抜けていないか確かめてください",
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
    for level, sections in guideline.once(_uneven):
        numbers = [section.code.number for section in sections]
        if level.numbering is not Numbering.NONE and _any_twice(numbers):
            for _, span, first in _repeats(map(_numbered, sections)):
                yield _repeated(span, first, scheme.spell(_code_of(sections, span)))
    unique = scheme.measure and scheme.measure.numbering is not Numbering.NONE
    measures = guideline.once(_measures)
    if unique and _any_twice([number for number, _ in measures if number is not None]):
        for number, span, first in _repeats(measures):
            yield _repeated(span, first, scheme.measure_name(number))
    seen: dict[int | None, Span] = {}
    for card in guideline.cards:
        first = seen.setdefault(card.number, card.number_span)
        if first is not card.number_span and card.number is not None:
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
            level, mark = scheme.level(section.code), scheme.mark(section.code)
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
    names = [level.name for level in guideline.scheme.levels]
    # Of more than two levels any may be left out.
    inner = len(names) == 2 and any(
        section.code.level > 0 for *_, section in guideline.second.trails
    )
    for *_, section in guideline.second.trails:
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
    # What the sheet lacks, cards beside it may have.
    beside = set(_headings_of_new(guideline))
    heading: SectionLine | None = None
    for node in [*guideline.sheet.nodes, None]:
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
        for slip in _slips(items):
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


def _headings_of_new(guideline: Guideline) -> Iterator[Span]:
    """The titles of the headings under which cards put a measure."""
    for trail in guideline.second.trails if guideline.second.new else ():
        if any(measure.new for measure in trail[-1].measures):
            yield from (section.title.span for section in trail if section.title)


def _heading_text(line: SectionLine) -> Span:
    start = line.mark.start if line.mark else line.title.span.start
    return Span(line.span.source, start, line.title.span.end)


def _uneven(guideline: Guideline) -> list[tuple[Level, list[Section]]]:
    """The sections whose numbers run on, those of a level under one heading or of all, where
    they are not 1, 2, 3 …, as they nearly always are.
    """
    levels = guideline.scheme.levels
    series: list[tuple[int, list[Section]]] = []
    through: dict[int, list[Section]] = {}
    for trail in guideline.second.trails:
        under: dict[int, list[Section]] = {}
        for section in trail[-1].sections:
            level = section.code.level
            restarts = levels[level].series is Series.RESTART
            (under if restarts else through).setdefault(level, []).append(section)
        series += under.items()
    return [
        (levels[level], sections)
        for level, sections in (*series, *through.items())
        if [section.code.path[-1] for section in sections] != list(range(1, len(sections) + 1))
    ]


def _gaps(guideline: Guideline) -> list[tuple[Code, Level, _Slip]]:
    """Where the numbers of the headings are not consecutive, and what stands there."""
    return [
        (_code_of(sections, slip.span), level, slip)
        for level, sections in guideline.once(_uneven)
        if level.numbering is Numbering.CONSECUTIVE
        for slip in _slips(map(_numbered, sections))
        if slip.first is None
    ]


def _code_of(sections: Iterable[Section], span: Span) -> Code:
    """The code of the one whose number stands at a place."""
    return next(section.code for section in sections if _numbered(section)[1] is span)


def _numbered(section: Section) -> tuple[int, Span]:
    """The number of a section, and where it is told; one without holds the next."""
    span = section.mark or (section.title.span if section.title else section.span)
    assert span is not None  # what has a code has a heading
    return section.code.number, span


def _at(code: Code, number: int) -> Code:
    """The code that has another number in the same place."""
    return code._replace(path=(*code.above, number))


def _above(guideline: Guideline, code: Code) -> str:
    """What a heading stands under, as findings call it."""
    path = code.above
    while path and not path[-1]:
        path = path[:-1]
    return guideline.scheme.spell(Code(len(path) - 1, path)) if path else "(?)"


def _measures(guideline: Guideline) -> list[tuple[int | None, Span]]:
    """The numbers of the rows; a row whose number cannot be read holds any.

    A measure that is new in 第2期 stands behind the row that its number follows, or last.
    """
    numbers: list[tuple[int | None, Span]] = [
        (measure.code and measure.code.path[-1], measure.number_span)
        for measure in guideline.own
    ]
    unread = [(None, stray.cell.span) for stray in guideline.strays if stray.row]
    rows = sorted(numbers + unread, key=_start) if unread else numbers
    return list(_with_new(rows, guideline)) if guideline.second.new else rows


def _with_new(
    rows: Iterable[tuple[int | None, Span]], guideline: Guideline
) -> Iterator[tuple[int | None, Span]]:
    new = {measure.number: measure.number_span for measure in guideline.second.new}

    def following(number: int | None) -> Iterator[tuple[int | None, Span]]:
        while number is not None and (number := number + 1) in new:
            yield number, new.pop(number)

    yield from following(0)
    for number, place in rows:
        yield number, place
        yield from following(number)
    yield from sorted(new.items(), key=lambda item: item[0] or 0)


def _start(item: tuple[int | None, Span]) -> int:
    return item[1].start
