"""Another number for one heading, measure or chapter, wherever it is written.

The same edits as renumbering makes, for one number that a person has chosen: the heading or
row, its cards, every reference in its own spelling, what is accepted, the map of the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guideline_docs.edits.numbers import Numbers, figures, numbers_with, numbers_with_chapter
from guideline_docs.edits.renumber import (
    Renumbering,
    numbered,
    refusals,
    strayed,
    with_acceptances,
    with_map,
)
from guideline_docs.edits.trial import tried
from guideline_docs.failure import CannotRun
from guideline_docs.model.chapter import Heading
from guideline_docs.model.code import CHAPTERS, Level, Series
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.mentions import Mention, Mentions
from guideline_docs.model.numbers import named_parts
from guideline_docs.model.targets import Target, TargetKind
from guideline_docs.rules.diagnostic import short
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.edit import unsaved
from guideline_docs.source.lexicon import DIGITS
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.naming import ReferenceMark
from guideline_docs.syntax.references import category_alone, references


class Numbered(NamedTuple):
    """What can get another number; ``span`` is the number where it was asked for."""

    span: Span
    target: Target


def numbered_at(snapshot: Snapshot, source: SourceText, offset: int) -> Numbered:
    """The number at an offset, of a heading or of a reference.

    Raises CannotRun with the reason why there is none that can be changed.
    """
    guideline = snapshot.guideline
    if source not in guideline.sources:
        if snapshot.guideline_of(source):
            raise CannotRun("番号を変えられるのは、今の指針の一覧・カード・原稿だけです")
        raise CannotRun("ここに番号はありません")
    mention = guideline.once(Mentions).at(source, offset)
    found = None
    if mention:
        pointed = _referring if mention.references else _bearing
        found = pointed(guideline, mention, offset)
    if found is None:
        raise CannotRun("番号の上で変えてください（見出しの番号、施策の番号、参照）")
    _must_be_one(guideline, found.target)
    return found


def rename(snapshot: Snapshot, source: SourceText, offset: int, word: str) -> Renumbering:
    """What to change so that the number at an offset is another; nothing is written.

    ``word`` is the number alone or all of the name, in either width: 4, （４）, (3)-カ, 施策24.
    The texts are tried as they will be. Raises CannotRun where that cannot be, in words.
    """
    guideline = snapshot.guideline
    target = numbered_at(snapshot, source, offset).target
    number = _number(guideline, target, word)
    changes = numbered(guideline, _numbers(guideline, target, number))
    if number == target.code.number:
        return changes
    refused = [*_awaited(guideline, changes.numbers.moved), *refusals(changes)]
    if not refused:
        after = tried(snapshot, changes.patch, unsaved)
        refused = list(strayed(guideline, after))
        _must_be_written(target, changes.numbers.moved, after)
    if refused:
        more = f"（ほかに {len(refused) - 1} か所）" if len(refused) > 1 else ""
        raise CannotRun(refused[0] + more)
    changes = with_acceptances(snapshot, changes)
    return changes if target.kind is TargetKind.CHAPTER else with_map(snapshot, changes)


def _awaited(guideline: Guideline, moved: Mapping[str, str]) -> Iterator[str]:
    """References that lead nowhere now and would lead to what gets the number."""
    new = frozenset(moved.values()) - moved.keys()
    for reference in guideline.unresolved:
        if reference.target is None and reference.subject in new:
            written = short(reference.span.text)
            meant = "" if written == reference.subject else f"（{reference.subject}）"
            yield (
                f"{reference.span.place}: 行き先のない参照「{written}」{meant}が、"
                "変えた後の番号を指すことになります。先に参照を直してください"
            )


# --- what stands at the place ----------------------------------------------------------


def _bearing(guideline: Guideline, mention: Mention, offset: int) -> Numbered | None:
    """The number of a heading, row or card, where it is pointed at; its title is none."""
    (target,) = mention.named
    if not isinstance(target, Target):
        raise CannotRun("重点区分の印は、凡例と各行を書き直して変えてください")
    mark = mention.number
    if mark is None:
        if target.kind is TargetKind.MEASURE:
            return None  # its title, in a cell of its own
        raise CannotRun(f"「{short(mention.span.text)}」に番号が書かれていないので、変えられません")
    found = figures(mark, _level(guideline, target))
    if not found:
        raise CannotRun(f"「{short(mark.text)}」に番号がないので、変えられません")
    # From 施策 of 施策6 to the parenthesis of （3）.
    return Numbered(found[-1], target) if mention.span.start <= offset <= mark.end else None


def _referring(guideline: Guideline, mention: Mention, offset: int) -> Numbered:
    """The number of a reference that is pointed at, of (3)-ア either."""
    source, start, end = mention.span
    inside = [
        (part, target)
        for part, target in named_parts(guideline, mention.references)
        if start <= part.start and part.end <= end
    ]
    pointed = [each for each in inside if each[0].start <= offset <= each[0].end]
    part, target = (pointed or inside or [(None, None)])[-1]
    if part is None or target is None:
        raise CannotRun(f"「{short(mention.span.text)}」の指すところがないので、番号を変えられません")
    return Numbered(Span(source, part.first, part.last), target)


def _must_be_one(guideline: Guideline, target: Target) -> None:
    """What two bear nobody can tell apart, and what bears no number has none to change."""
    name, code = target.name, target.code
    if target.kind is TargetKind.CHAPTER:
        blocks = (block for chapter in guideline.chapters for block in chapter.blocks)
        bearing = [block.mark for block in blocks if isinstance(block, Heading) and block.name == name]
    elif target.kind is TargetKind.MEASURE:
        bearing = [each.number_span for each in guideline.own if each.code == code]
    elif guideline.scheme.level(code).column is not None:
        return
    else:
        marks = [each.mark for each in guideline.edition.sections if each.code == code]
        if None in marks:
            raise CannotRun(f"{target.span.place}: {name} の見出しに番号が書かれていません")
        bearing = [mark for mark in marks if mark]
    if len(bearing) > 1:
        places = "と ".join(span.place for span in bearing[:2])
        raise CannotRun(f"{name} が二つあるので、どちらの番号か決まりません（{places}）")


# --- the other number ------------------------------------------------------------------


def _level(guideline: Guideline, target: Target) -> Level:
    scheme = CHAPTERS if target.kind is TargetKind.CHAPTER else guideline.scheme
    return scheme.level(target.code)


def _number(guideline: Guideline, target: Target, word: str) -> int:
    """The number that a person has typed. Raises CannotRun where it cannot be had."""
    word = word.strip()
    level = _level(guideline, target)
    number = _typed(guideline, target, level, word)
    last = level.mark.slots[-1]
    spelled = last.spell(number) if number else None
    if number is None or spelled is None or not re.fullmatch(last.pattern, spelled):
        example = level.mark.spell(target.code.path) or target.name
        raise CannotRun(f"「{short(word)}」は番号として読めません。「{example}」のような番号にしてください")
    if number != target.code.number and (there := _there(guideline, target, level, number)):
        title = f"「{short(there.title)}」" if there.title else ""
        raise CannotRun(f"{there.name} はすでにあります（{there.span.place}{title}）")
    return number


def _typed(guideline: Guideline, target: Target, level: Level, word: str) -> int | None:
    """What a word counts: the number alone, the heading's mark, or a whole name."""
    slot = level.mark.slots[-1]
    if re.fullmatch(slot.pattern, word):
        return slot.numeral.value(word)
    if level.noun == "番号" and re.fullmatch(f"[{DIGITS}]{{1,4}}", word):
        return int(word)  # 3 for Ⅲ and ③
    found = level.mark.match(word)
    path = found[0] if found and found[1] == len(word) else ()
    if not path and (mark := _reference(guideline, word)):
        path = mark.path
    above = target.code.path[: -1]
    if path and len(path) > 1 and path[:-1] != above[len(above) - len(path) + 1 :]:
        raise CannotRun(f"「{short(word)}」は {target.name} と上の番号が違います。変えられるのは最後の番号だけです")
    return path[-1] if path else None


def _reference(guideline: Guideline, word: str) -> ReferenceMark | None:
    """The one reference that a word is, whole: 施策24, No.24, (3)-カ, 第8章; or a category."""
    text = SourceText("", word).reading
    whole = text.span(0, len(text.text))
    marks = list(references(whole, chapters=True, grammar=guideline.configuration.grammar))
    alone = category_alone(whole)
    if alone:
        return alone
    (mark, *more) = marks or [None]
    return mark if mark and not (more or mark.fault) and mark.span == whole else None


def _there(guideline: Guideline, target: Target, level: Level, number: int) -> Target | None:
    """What has a number already."""
    code = target.code
    is_chapter = target.kind is TargetKind.CHAPTER
    for each in guideline.targets.values():
        if (each.kind is TargetKind.CHAPTER) is not is_chapter or each.code.level != code.level:
            continue
        one_series = level.series is Series.ALL and not is_chapter
        if each.code.number == number and (one_series or each.code.above == code.above):
            return each
    return None


def _numbers(guideline: Guideline, target: Target, number: int) -> Numbers:
    if target.kind is TargetKind.CHAPTER:
        return numbers_with_chapter(guideline, target.code.path, number)
    return numbers_with(guideline, target.code, number)


def _must_be_written(target: Target, moved: dict[str, str], after: Guideline) -> None:
    """The heading is to be read by its new number where it stood."""
    new = after.targets.get(moved.get(target.name, target.name))
    place = (target.span.source.path, target.span.line)
    if new is None or (new.span.source.path, new.span.line) != place:
        raise CannotRun(f"{target.span.place}: {target.name} の番号を書き換えられません。手で直してください")
