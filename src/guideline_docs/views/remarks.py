"""確認事項: what is told of a document, marked at its places and listed at its end.

Findings that say the same are one line with one number, however often they are found;
lines with the same advice stand together. A mark says which line, the line says where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guideline_docs.model.chapter import Chapter, Heading
from guideline_docs.model.code import Code
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.places import Places, Spot
from guideline_docs.model.section import Section
from guideline_docs.model.summary import SummaryLine
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.views.text import Remark, RemarkIndex, SourcePlace, printable, source_place
from guideline_docs.views.wording import phrase

# A line names so many of its places, and how many more there are.
_MOST = 20


@dataclass(frozen=True, slots=True)
class RemarkWords:
    """``[remarks]`` in wording.toml: what both documents say of a finding's place."""

    at_measure: str = phrase("number", "column")
    at_row: str = phrase("number")
    at_section: str = phrase("mark")
    at_inner: str = phrase("above", "mark")
    """A heading below another one; ``above`` are the marks of these."""
    at_tier: str = phrase("mark")
    at_heading: str = phrase("name")
    at_line: str = phrase("path", "line")
    several: str = phrase("place", "n")
    """A place at which the same is found more than once."""
    more: str = phrase("n")
    same: str
    """Instead of an advice that the line above gives, too."""


class RemarkPlace(NamedTuple):
    """One of the places of a line; ``anchor`` is where it stands in the document, or empty.

    ``name`` is an anchor for the place in the list itself.
    """

    name: str
    text: str
    anchor: str
    source: SourcePlace

    __repr__ = tuple.__repr__  # a receipt is told thousands


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A line of 確認事項. ``more`` says how many places are not named, or is empty.

    ``hint`` is what is printed: where the line above advises the same, that it does.
    ``advice`` says it itself. ``keys`` are the remarks that the line stands for.
    """

    number: int
    mark: str
    anchor: str
    code: str
    message: str
    hint: str
    places: tuple[RemarkPlace, ...]
    more: str
    keys: tuple[int, ...]
    advice: str


class Remarks:
    """The findings that are not accepted, by their place in the order they are given.

    The keys count from 1; ``marked`` holds those that were marked, in that order.
    """

    def __init__(
        self, guideline: Guideline, diagnostics: Iterable[Diagnostic], words: RemarkWords
    ) -> None:
        self.words = words
        self.head = guideline.configuration.vocabulary.head
        self.scheme = guideline.scheme
        self.told = dict(enumerate((d for d in diagnostics if d.accepted is None), 1))
        self._readings = {key: d.finding.span.reading for key, d in self.told.items()}
        self.index = RemarkIndex((span, key) for key, span in self._readings.items())
        self.marked: dict[int, None] = {}
        self._guideline = guideline

    @property
    def _places(self) -> Places:
        """Made when the first finding is told: an earlier version is shown without any."""
        return self._guideline.once(Places)

    def mark(self, keys: Iterable[int]) -> tuple[int, ...]:
        """Those of some remarks that were not marked before; now they are."""
        marked = self.marked
        fresh = dict.fromkeys([key for key in keys if key not in marked])
        marked.update(fresh)
        return tuple(fresh)

    def mark_within(self, *spans: Span | None) -> tuple[int, ...]:
        """The same for all that is told within some spans."""
        found = (self.index.within(span) for span in spans if span is not None)
        return self.mark(key for here in found for _, _, key in here)

    def numbers(self, keys: Iterable[int]) -> dict[int, int]:
        """Key → number of its line; ``keys`` are all of them, in reading order."""
        lines: dict[tuple[str, str], dict[str, list[int]]] = {}
        for key in keys:
            code, finding = self.told[key].code, self.told[key].finding
            messages = lines.setdefault((code, finding.hint), {})
            messages.setdefault(finding.message, []).append(key)
        ordered = (same for messages in lines.values() for same in messages.values())
        return {key: number for number, same in enumerate(ordered, 1) for key in same}

    def remarks(self, numbers: Mapping[int, int]) -> Iterator[tuple[int, Remark]]:
        """Every remark by its key, in the order of their lines."""
        for key, number in numbers.items():
            diagnostic = self.told[key]
            finding, spot = diagnostic.finding, self._places.around(diagnostic.span.reading)
            yield (
                key,
                Remark(
                    number,
                    diagnostic.code,
                    self._place(diagnostic.span, spot),
                    printable(finding.message),
                    printable(finding.hint),
                    diagnostic.severity,
                    source_place(finding.span),
                    _anchor(spot) if key in self.marked else "",
                ),
            )

    def lines(self, numbers: Mapping[int, int], mark: str) -> Iterator[RemarkLine]:
        """The lines of the list; ``numbers`` are those of the remarks, by their keys in the
        order of the lines, ``mark`` is what a line begins with."""
        by_number: dict[int, list[int]] = {}
        for key, number in numbers.items():
            by_number.setdefault(number, []).append(key)
        above: tuple[str, str] | None = None
        for number, keys in by_number.items():
            code, finding = self.told[keys[0]].code, self.told[keys[0]].finding
            again = finding.hint and above == (code, finding.hint)
            anchor, hint = f"remark-{number}", printable(finding.hint)
            places, more = self._named(anchor, keys)
            yield RemarkLine(
                number,
                mark.format(n=number),
                anchor,
                code,
                printable(finding.message),
                self.words.same if again else hint,
                places,
                more,
                tuple(keys),
                hint,
            )
            above = code, finding.hint

    def _named(self, line: str, keys: Iterable[int]) -> tuple[tuple[RemarkPlace, ...], str]:
        """The places of a line, each once, and what is said of those that are too many."""
        by_place: dict[tuple[str, str], list[int]] = {}
        spots: list[Spot | None] = []
        rest = reach = 0
        for key in keys:
            span = self._readings[key]
            # What a place is called that is not named, nobody will read. Most stand below all
            # that are.
            if len(spots) == _MOST and (span.start > reach > 0 or _stands_apart(span, spots)):
                rest += 1
                continue
            spot = self._places.around(span)
            words = self._place(self.told[key].span, spot)
            place = words, _anchor(spot) if key in self.marked else ""
            if place not in by_place and len(spots) == _MOST:
                rest += 1
                continue
            if place not in by_place:
                spots.append(spot)
                reach = _reach(spots) if len(spots) == _MOST else 0
            by_place.setdefault(place, []).append(key)
        places = []
        for (words, anchor), here in by_place.items():
            name = f"{line}-{len(places) + 1}"
            text = self.words.several.format(place=words, n=len(here)) if here[1:] else words
            where = source_place(self.told[here[0]].span)
            places.append(new(RemarkPlace, (name, text, anchor, where)))
        return tuple(places), self.words.more.format(n=rest) if rest else ""

    def _place(self, span: Span, spot: Spot | None) -> str:
        """Where a finding stands, in words of the document."""
        words, name = self.words, span.source.path.rpartition("/")[2]
        match spot and spot.part:
            case SummaryLine(tier=tier):
                return words.at_tier.format(mark=printable(tier.mark))
            case Section() as section:
                return self._heading(section)
            case Measure() as measure:
                return self._measure(measure, self._head(spot.column) if spot else "")
            case Heading(name=heading):
                return words.at_heading.format(name=heading)
            case Chapter():
                return printable(name)
        return words.at_line.format(path=printable(name), line=span.line)

    def _measure(self, measure: Measure, head: str) -> str:
        """Where a measure stands, by its number, or with those above it where that is no name."""
        if measure.code and measure.code.above:
            name = printable(self.scheme.spell(measure.code))
            return f"{name} {head}" if head else name
        number = measure.number
        if head:
            return self.words.at_measure.format(number=number, column=head)
        return self.words.at_row.format(number=number)

    def _heading(self, section: Section) -> str:
        """Where a heading of the table stands, by its mark and those above it."""
        code = section.code
        if section.title and not self.scheme.level(code).numbered:
            return self.words.at_section.format(mark=f"「{printable(section.title.text)}」")
        if self.scheme.level(code).repeats:
            return self.words.at_section.format(mark=self.scheme.mark(code))
        *above, mark = (
            self.scheme.mark(Code(level, code.path[: level + 1]))
            for level in range(code.level + 1)
            if code.path[level]
        )
        if code.level == 0:
            return self.words.at_section.format(mark=mark)
        path = ""
        for each in (*above, mark):
            # 03 and 01 side by side would be another number: 0301.
            path += "-" if path[-1:].isdecimal() and each[:1].isdecimal() else ""
            path += each
        above_it = path.removesuffix(mark)
        return self.words.at_inner.format(above=above_it, mark=mark)

    def _head(self, column: Column | None) -> str:
        """What the head of a cell says; nothing for the number, which names the row."""
        if column is None or column.kind is ColumnKind.CODE:
            return ""
        return printable(self.head(column))


def _reach(spots: Sequence[Spot | None]) -> int:
    """Where the last of some spots ends; 0 where not all are known and in one text."""
    spans = [spot.span for spot in spots if spot is not None]
    known = len(spans) == len(spots) and all(span.source is spans[0].source for span in spans)
    return max([span.end for span in spans]) if known else 0


def _stands_apart(span: Span, spots: Iterable[Spot | None]) -> bool:
    """Whether a place is certainly none of some spots."""
    source, start, end = span
    for spot in spots:
        if spot is None:
            return False
        if spot.span.start <= start and end <= spot.span.end and spot.span.source is source:
            return False
    return True


def _anchor(spot: Spot | None) -> str:
    """Where the part of a spot stands in a document."""
    part = spot.part if spot else None
    return part.anchor if isinstance(part, Section | Measure | Heading) else ""
