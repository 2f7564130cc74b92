"""What can be referred to: whatever has a number, by its canonical name."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from guideline_docs.model.code import CHAPTERS, SHEET, Code, Codes, Scheme, Titles
from guideline_docs.model.layout import Layouts
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.columns import PROSE, Column
from guideline_docs.syntax.nodes import ChapterTree, HeadingLine, RowLine, SectionLine

_TITLE = PROSE.index(Column.TITLE)


class TargetKind(StrEnum):
    """What a reference can lead to."""

    CATEGORY = "category"
    SUBSECTION = "subsection"
    SECTION = "section"
    """What stands deeper than these two."""
    MEASURE = "measure"
    CHAPTER = "chapter"


class Target(NamedTuple):
    """Something that has a number and can be referred to.

    ``anchor`` is ASCII and unique in the guideline (``subsection-3-1`` is (3)-ア),
    so that it serves as HTML id, PDF destination and Word bookmark alike.
    """

    kind: TargetKind
    code: Code
    name: str
    """The canonical name: ``(3)-ア``, ``(3)``, ``No.6``, ``第2章1``."""
    anchor: str
    span: Span
    title: str


class TargetsByName:
    """From a canonical name to the first target that has it.

    A row that bears its number alone is made a target when it is asked for: of the many
    rows of a long sheet few are referred to.
    """

    def __init__(self, scheme: Scheme, layouts: Layouts) -> None:
        self.scheme = scheme
        self.layouts = layouts
        self.made: dict[str, Target] = {}
        """Those that are made already."""
        self.rows: dict[int, RowLine] = {}
        """Of each number the first row."""
        self.beside: dict[int, RowLine] = {}
        """Of each further number the first card beside the sheet."""

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """What the rows are called. 施策6 and No.6 are understood whatever the office says."""
        numbers = {**self.rows, **self.beside}
        own = {self.scheme.measure_name(number): number for number in numbers}
        return {SHEET.measure_name(number): number for number in numbers} | own

    def add(self, target: Target) -> None:
        """Know a target by its name, unless that is taken."""
        if target.name:
            self.made.setdefault(target.name, target)

    def get(self, name: str) -> Target | None:
        made = self.made.get(name)
        if made is None and name in self._numbers:
            made = self.made[name] = self._of_row(self._numbers[name])
        return made

    def __contains__(self, name: str) -> bool:
        return name in self.made or name in self._numbers

    def __getitem__(self, name: str) -> Target:
        target = self.get(name)
        if target is None:
            raise KeyError(name)
        return target

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*(target.name for target in self.values()), *self._numbers)))

    def values(self) -> list[Target]:
        """All of them, each once, in the order of their lines: the table's, the cards', the
        chapters'."""
        every = dict.fromkeys((*self.of_rows(), *self.made.values()))
        sources: dict[SourceText, int] = {}
        for target in every:
            sources.setdefault(target.span.source, len(sources))
        return sorted(every, key=lambda each: (sources[each.span.source], each.span.start))

    def of_rows(self) -> list[Target]:
        """Those that are made of rows which bear their number alone."""
        return [self[name] for name in self._numbers]

    def _of_row(self, number: int) -> Target:
        again = number not in self.rows
        line = self.beside[number] if again else self.rows[number]
        title = line.cells.reached(self.layouts.of(line.head, line.card, again).texts[_TITLE]).text
        code, name = self.scheme.measure_code(number), self.scheme.measure_name(number)
        anchor = self.scheme.anchor(code)
        return Target(TargetKind.MEASURE, code, name, anchor, line.number_cell.span, title)


class Targets:
    """The targets of one guideline, gathered before any reference is resolved.

    ``by_name`` leads to them from their canonical names, ``by_line`` from a heading, or a row
    whose number begins anew under each, to its own.
    """

    def __init__(self, scheme: Scheme, layouts: Layouts) -> None:
        self.scheme = scheme
        self.layouts = layouts
        self.by_name = TargetsByName(scheme, layouts)
        self.by_line: dict[object, Target] = {}
        self._repeated: dict[RowLine, str] = {}
        """The anchors of rows whose number an earlier one has."""
        self._depth = len(scheme.levels)
        self._kinds = [TargetKind(level.anchor) for level in scheme.levels]
        self._anchors: dict[str, int] = {}
        self._titles: dict[tuple[int, tuple[int, ...]], Titles] = {}

    def _codes(self) -> Codes:
        """Codes that know the headings without numbers of the tables before."""
        codes = Codes(self.scheme.levels)
        codes.known = self._titles
        return codes

    def table(self, lines: Iterable[object], again: bool = False) -> None:
        """The targets of rows and headings; ``again``: those that are there already serve."""
        codes = self._codes()
        restart = self.scheme.measures_restart
        rows = self.by_name.beside if again else self.by_name.rows
        for line in lines:
            if isinstance(line, RowLine):
                if restart:
                    self._keep(line, self._of_row(line, codes.path, again), again)
                elif rows.setdefault(line.number, line) is not line and not again:
                    self._repeated[line] = self._own_anchor(f"{TargetKind.MEASURE}-{line.number}", 2)
            elif isinstance(line, SectionLine):
                title, mark = line.title, line.mark
                code = codes.next(line.level, line.number, title.text)
                # A heading is seen from its mark to its last word.
                end = max(mark.end, title.end) if mark else title.end
                span = new(Span, (title.source, mark.start if mark else title.start, end))
                self._keep(line, self._named(code, span, title.text), again)

    def of_row(self, line: RowLine) -> tuple[Code, str]:
        """The code and the anchor of a row."""
        if self.scheme.measures_restart:
            target = self.by_line[line]
            return target.code, target.anchor
        number = line.number
        anchor = self._repeated.get(line) or f"{TargetKind.MEASURE}-{number}"
        return new(Code, (self._depth, (number,))), anchor

    def __iter__(self) -> Iterator[Target]:
        """Those of one name, too."""
        yield from self.by_line.values()
        yield from dict.fromkeys(self.by_name.of_rows())

    def _of_row(self, line: RowLine, above: tuple[int, ...], again: bool) -> Target:
        """A row whose number begins anew under each heading, as a target."""
        title = line.cells.reached(self.layouts.of(line.head, line.card, again).texts[_TITLE]).text
        code = self.scheme.code_of_row(above, (*line.above, line.number))
        anchor, name = self.scheme.anchor(code), self.scheme.spell(code)
        return Target(TargetKind.MEASURE, code, name, anchor, line.number_cell.span, title)

    def chapter(self, tree: ChapterTree) -> None:
        """The targets of a chapter's headings."""
        codes = Codes(CHAPTERS.levels)
        for line in tree.nodes:
            if isinstance(line, HeadingLine):
                code = codes.next(line.level, line.ordinal)
                mark, title = line.mark, line.title
                span = Span(mark.source, mark.start, max(mark.end, title.end))
                name, anchor = CHAPTERS.spell(code), CHAPTERS.anchor(code)
                target = Target(TargetKind.CHAPTER, code, name, anchor, span, title.text)
                self._keep(line, target)

    def _named(self, code: Code, span: Span, title: str) -> Target:
        """A heading of the table, as a target."""
        scheme, kind = self.scheme, self._kinds[code.level]
        return new(Target, (kind, code, scheme.heading_name(code), scheme.anchor(code), span, title))

    def _keep(self, line: object, target: Target, again: bool = False) -> None:
        """Keep a target; the first of a name keeps the name, each gets its own anchor."""
        if again and target.name in self.by_name.made:
            self.by_line[line] = self.by_name.made[target.name]
            return
        anchor = self._own_anchor(target.anchor)
        self.by_line[line] = target if anchor is target.anchor else target._replace(anchor=anchor)
        self.by_name.add(self.by_line[line])

    def _own_anchor(self, anchor: str, least: int = 1) -> str:
        """An anchor that no other has; ``least``: so often it is there by now."""
        times = self._anchors[anchor] = max(least, self._anchors.get(anchor, 0) + 1)
        return anchor if times == 1 else f"{anchor}-again-{times}"
