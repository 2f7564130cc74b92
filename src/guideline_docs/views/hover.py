"""What an editor shows of the thing under the pointer: what a number names, and what is wrong.

A measure says what its row and its cards say, a heading what stands under it, a tier how
many measures have it; and each who refers to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from guideline_docs.model.chapter import Annotation, Chapter, Heading
from guideline_docs.model.code import Code
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.history import history
from guideline_docs.model.measure import Measure
from guideline_docs.model.mentions import Mention, Mentions, Named
from guideline_docs.model.places import Places, Spot
from guideline_docs.model.section import Section, Trail
from guideline_docs.model.targets import Target, TargetKind
from guideline_docs.model.terms import Tier
from guideline_docs.rules.catalogue import find_rule
from guideline_docs.rules.rule import Rule
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.views.annotations import WHAT_THEY_PRINT
from guideline_docs.views.references import origin
from guideline_docs.views.text import printable

# As much as fits a hover: of what stands under a heading, and of who refers to it.
_MOST_ENTRIES = 12
_MOST_ORIGINS = 8


class Line(NamedTuple):
    """``label`` may be empty: a text by itself."""

    label: str
    text: str


class Glance(NamedTuple):
    """What something is, at one glance: ``No.6``, its title, and the facts of it."""

    name: str
    title: str
    lines: tuple[Line, ...] = ()


class Hover(NamedTuple):
    """What to show at a place; ``span`` is what it is shown of.

    ``rules`` are those of the findings there, for their pages.
    """

    span: Span
    glances: tuple[Glance, ...]
    rules: tuple[Rule, ...] = ()


def hover(snapshot: Snapshot, source: SourceText, offset: int) -> Hover | None:
    """What to show at an offset of a source; None where there is nothing to say."""
    guideline = snapshot.guideline_of(source)
    found = _found(guideline, source, offset) if guideline else None
    spans = [found.span] if found else []
    rules: dict[str, Rule] = {}
    for diagnostic in snapshot.diagnostics:
        span = diagnostic.span.reading
        if span.source is source and span.start <= offset <= span.end:
            rule = find_rule(diagnostic.code)
            if rule and rule.code not in rules:
                rules[rule.code] = rule
                spans.append(span)
    if not spans:
        return None
    narrowest = min(spans, key=lambda span: span.end - span.start)
    return Hover(narrowest, found.glances if found else (), tuple(rules.values()))


def _found(guideline: Guideline, source: SourceText, offset: int) -> Hover | None:
    """What the guideline itself says at an offset."""
    mention = guideline.once(Mentions).at(source, offset)
    named = mention.named_at(offset) if mention else ()
    if mention and named:
        return Hover(mention.span, tuple(glance(guideline, each) for each in named))
    spot = guideline.once(Places).at(source, offset)
    if spot and spot.column and isinstance(spot.part, Measure):
        return Hover(spot.span, (_cell(guideline, spot, spot.part, spot.column),))
    return _annotation(guideline, source, offset)


def _annotation(guideline: Guideline, source: SourceText, offset: int) -> Hover | None:
    """What ［＃…］ prints."""
    for chapter in guideline.chapters:
        for block in chapter.blocks if chapter.source is source else ():
            if isinstance(block, Annotation) and block.place.start <= offset <= block.place.end:
                if block.kind:
                    told = Glance(f"［＃{block.word}］", WHAT_THEY_PRINT[block.kind])
                    return Hover(block.place, (told,))
    return None


def glance(guideline: Guideline, named: Named) -> Glance:
    """What a heading, measure, chapter or tier is."""
    if isinstance(named, Tier):
        return _tier(guideline, named)
    lines = guideline.once(_Parts).lines(guideline, named)
    return Glance(named.name, printable(named.title), (*lines, _origins(guideline, named)))


class _Parts:
    """The parts of a guideline by their names, with what stands under and above them."""

    def __init__(self, guideline: Guideline) -> None:
        self.sections: dict[Code, Section] = {}
        self.measures: dict[Code, tuple[Trail, Measure]] = {}
        for trail in guideline.second.trails:
            self.sections.setdefault(trail[-1].code, trail[-1])
            for measure in trail[-1].measures:
                if measure.code and not measure.again:
                    self.measures.setdefault(measure.code, (trail, measure))
        self.chapters: dict[str, tuple[Chapter, int]] = {}
        for chapter in guideline.chapters:
            for place, block in enumerate(chapter.blocks):
                if isinstance(block, Heading):
                    self.chapters.setdefault(block.name, (chapter, place))

    def lines(self, guideline: Guideline, target: Target) -> Iterator[Line]:
        if target.kind is TargetKind.CHAPTER:
            if found := self.chapters.get(target.name):
                yield from _chapter(*found)
        elif target.kind is TargetKind.MEASURE:
            if known := self.measures.get(target.code):
                yield from _measure(guideline, *known)
        elif section := self.sections.get(target.code):
            yield from _section(guideline, section)


def _measure(guideline: Guideline, trail: Trail, measure: Measure) -> Iterator[Line]:
    """The headings that a measure stands under, and what its cells say."""
    for section in trail:
        if section.title:
            level = guideline.scheme.level(section.code).name
            yield Line(level, _headed(guideline, section))
    head = guideline.configuration.vocabulary.head
    for column in guideline.columns:
        if column not in (Column.NUMBER, Column.TITLE):
            if text := _said(measure, column):
                yield Line(head(column), text)
    for column, passage in measure.added:
        yield Line(column.name, printable(passage.text))
    if course := _course(guideline, measure):
        yield Line("推移", course)


def _course(guideline: Guideline, measure: Measure) -> str:
    """What its status was in each edition; empty where there is one edition only."""
    known = guideline.once(history)
    tracks = known.tracks if known else ()
    track = next((each for each in tracks if each.states[-1] and each.states[-1].measure.code == measure.code), None)
    if known is None or track is None:
        return ""
    told = (
        f"{edition.name} {printable(state.place.text) or '－'}"
        for edition, state in zip(known.editions, track.states, strict=True)
        if state
    )
    return "、".join(told)


def _said(measure: Measure, column: Column) -> str:
    """What a measure says in a column, and each of its further parts; a tier with its words."""
    texts = dict.fromkeys(printable(row[column].text) for row in measure.each)
    text = "／".join(filter(None, texts))
    term = {ColumnKind.TIER: measure.tier, ColumnKind.PROPOSAL: measure.proposal}.get(column.kind)
    tier = term.tier if term and column.known else None
    return f"{text}　{printable(tier.description)}" if tier and tier.description else text


def _headed(guideline: Guideline, section: Section) -> str:
    title = printable(section.title.text) if section.title else ""
    return f"{guideline.name(section)} {title}".strip()


def _section(guideline: Guideline, section: Section) -> Iterator[Line]:
    """How many measures stand under a heading, of what status; the headings, or the measures."""
    own = [measure for measure in section.all_measures if not measure.again]
    if guideline.scheme.measure:
        yield Line(guideline.scheme.measure.name, _counted(guideline, own))
    entries = [Line("", _headed(guideline, inner)) for inner in section.sections]
    if not entries:
        entries = [
            Line("", f"{guideline.name(each)} {printable(each.title.text)}".strip()) for each in own
        ]
    yield from _cut(entries)


def _counted(guideline: Guideline, measures: Iterable[Measure]) -> str:
    """``7（済・継 3、一部済 1、未 3）``, in the order of the words."""
    own = list(measures)
    counts = Counter(each.meaning.status for each in own)
    words = guideline.configuration.vocabulary.statuses
    told = "、".join(f"{word.word} {counts[word]}" for word in words if counts[word])
    return f"{len(own)}（{told}）" if told else str(len(own))


def _chapter(chapter: Chapter, place: int) -> Iterator[Line]:
    """The headings right below one of a chapter."""
    own = chapter.blocks[place]
    deeper: list[Heading] = []
    for block in chapter.blocks[place + 1 :]:
        if isinstance(block, Heading) and isinstance(own, Heading):
            if block.level <= own.level:
                break
            deeper.append(block)
    nearest = min((each.level for each in deeper), default=0)
    inner = [each for each in deeper if each.level == nearest]
    yield from _cut([Line("", f"{each.mark.text} {printable(each.title.text)}") for each in inner])


def _cut(entries: list[Line]) -> Iterator[Line]:
    """As many as fit."""
    yield from entries[:_MOST_ENTRIES]
    if len(entries) > _MOST_ENTRIES:
        yield Line("", f"ほかに {len(entries) - _MOST_ENTRIES}")


def _tier(guideline: Guideline, tier: Tier) -> Glance:
    """How many measures have a tier, and how many are to have it."""
    label = f"<{tier.label}>" if tier.label else ""
    own = [measure for measure in guideline.own if measure.meaning.tier.tier == tier]
    lines = [Line(guideline.scheme.measure.name, _counted(guideline, own))] if guideline.scheme.measure else []
    if Column.PROPOSAL in guideline.columns:
        proposed = sum(measure.meaning.proposal.tier == tier for measure in guideline.own)
        lines.append(Line(guideline.configuration.vocabulary.head(Column.PROPOSAL), str(proposed)))
    return Glance(f"【{tier.mark}】{label}", printable(tier.description), tuple(lines))


def _cell(guideline: Guideline, spot: Spot, measure: Measure, column: Column) -> Glance:
    """Which cell of which measure it is: between tabs that is hard to see."""
    lines: tuple[Line, ...] = ()
    status = measure.meaning.status
    if column == Column.STATUS and status:
        counted = status.counts_as or status.word
        said = f"「{counted}」に数えます" if status.counted else "割合の母数に入れません"
        lines = (Line(status.word, said),)
    return Glance(origin(guideline, spot), printable(measure.title.text), lines)


def _origins(guideline: Guideline, target: Target) -> Line:
    """Who refers to something, or to what stands below it."""
    mentions, places = guideline.once(Mentions), guideline.once(Places)
    referring: list[Mention] = [*mentions.of(target), *mentions.into(target)]
    spans = dict.fromkeys(each.span for each in referring if each.references)
    names = list(dict.fromkeys(origin(guideline, places.around(span)) for span in spans))
    more = f"、ほか {len(names) - _MOST_ORIGINS}" if len(names) > _MOST_ORIGINS else ""
    return Line("参照元", "、".join(names[:_MOST_ORIGINS]) + more or "なし")


