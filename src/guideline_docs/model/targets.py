"""What can be referred to: whatever has a number, by its canonical name."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from guideline_docs.model.code import CHAPTERS, SHEET, Code, Codes, Scheme, Titles
from guideline_docs.model.layout import Layouts
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.columns import PROSE, Column
from guideline_docs.syntax.naming import ReferenceKind, ReferenceMark
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


_MEASURE = str(TargetKind.MEASURE)
"""What the anchors of rows begin with that bear their number alone."""


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


class Placed(NamedTuple):
    """A heading of a table, or a row, that is made a target when it is asked for."""

    line: SectionLine | RowLine
    code: Code
    anchor: str


class TargetsByName:
    """From a canonical name to the first target that has it.

    The lines of a table are named when somebody asks for a name, and what is asked for is
    made a target: of the many lines of a long sheet few are referred to.
    """

    def __init__(self, scheme: Scheme, layouts: Layouts) -> None:
        self.scheme = scheme
        self.layouts = layouts
        self.made: dict[str, Target] = {}
        """Those that are made already."""
        self.by_code: dict[Code, Placed] = {}
        """Of each code the first heading, or row whose number begins anew under each."""
        self.rows: dict[int, RowLine] = {}
        """Of each number the first row."""
        self.beside: dict[int, RowLine] = {}
        """Of each further number the first card beside the sheet."""
        self._by_name: dict[str, Placed] = {}
        self._named = 0
        """How many of them have been given their names."""

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """What the rows are called. 施策6 and No.6 are understood whatever the office says."""
        numbers = {**self.rows, **self.beside}
        usual, own = (each.measure_names(numbers) for each in (SHEET, self.scheme))
        return usual | own

    def add(self, target: Target) -> None:
        """Know a target by its name, unless that is taken."""
        if target.name and self.placed(target.name) is None:
            self.made.setdefault(target.name, target)

    def get(self, name: str) -> Target | None:
        made = self.made.get(name)
        if made is None:
            placed = self.placed(name)
            if placed is not None:
                made = self.made[name] = self.target(placed)
            elif name in self._numbers:
                made = self._of_number(self._numbers[name], name)
        return made

    @cached_property
    def _is_plain(self) -> bool:
        """Whether names lead where the numbers of the table's lines do, as (3)-ア and No.6 of
        the office's own sheet: then no line need be named to find another."""
        scheme = self.scheme
        two = scheme.speaks_as_sheet and len(scheme.levels) == 2
        return bool(self.by_code) and two and not scheme.measures_restart

    def at(self, code: Code) -> Target | None:
        """The first target that is called as a code is."""
        if not self._is_plain:
            return self.get(self.scheme.spell(code))
        placed = self.by_code.get(code)
        if placed is None:
            return None
        target = self.target(placed)
        return self.made.setdefault(target.name, target) if target.name else None

    def of_mark(self, mark: ReferenceMark) -> Target | None:
        """What a reference in one of the office's own forms leads to."""
        if not self._is_plain:
            return self.get(mark.subject)
        if mark.fault:
            return None
        match mark.kind:
            case ReferenceKind.SUBSECTION:
                return self.at(Code(1, mark.path))
            case ReferenceKind.MEASURE:
                return self._of_number(mark.path[0], mark.subject)
        return self.get(mark.subject)

    def intended(self, mark: ReferenceMark) -> Target | None:
        """What a malformed one was probably meant for."""
        return self.of_mark(mark._replace(fault=None, malformed="")) if mark.intended else None

    def placed(self, name: str) -> Placed | None:
        """The first heading of a name, or row whose number begins anew under each."""
        if self._named < len(self.by_code):
            fresh = list(islice(self.by_code.values(), self._named, None))
            for own, each in zip(self.scheme.names([each.code for each in fresh]), fresh, strict=True):
                self._by_name.setdefault(own, each)
            self._by_name.pop("", None)  # what has no name
            self._named = len(self.by_code)
        return self._by_name.get(name)

    def _of_number(self, number: int, name: str) -> Target | None:
        """The first row that bears a number alone, by a name of it."""
        line = self.rows.get(number) or self.beside.get(number)
        made = self.made.get(name)
        if made is None and line is not None:
            code = self.scheme.measure_code(number)
            made = self.made[name] = self.target(Placed(line, code, self.scheme.anchor(code)))
        return made

    def __contains__(self, name: str) -> bool:
        return name in self.made or self.placed(name) is not None or name in self._numbers

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
        rows = self.of_rows()
        self.placed("")
        every = dict.fromkeys((*rows, *map(self.__getitem__, self._by_name), *self.made.values()))
        sources: dict[SourceText, int] = {}
        for target in every:
            sources.setdefault(target.span.source, len(sources))
        return sorted(every, key=lambda each: (sources[each.span.source], each.span.start))

    def of_rows(self) -> list[Target]:
        """Those that are made of rows which bear their number alone."""
        return [self[name] for name in self._numbers]

    def target(self, placed: Placed) -> Target:
        """A line of the table, as a target."""
        line, code, anchor = placed
        (name,) = self.scheme.names((code,))
        if isinstance(line, RowLine):
            layout = self.layouts.of(line.head, line.card)
            title = line.cells.reached(layout.texts[_TITLE]).text
            return Target(TargetKind.MEASURE, code, name, anchor, line.number_cell.span, title)
        # A heading is seen from its mark to its last word.
        mark, words = line.mark, line.title
        start, end = (mark.start, max(mark.end, words.end)) if mark else (words.start, words.end)
        kind = TargetKind(self.scheme.levels[code.level].anchor)
        return Target(kind, code, name, anchor, Span(words.source, start, end), words.text)


class Targets:
    """The targets of one guideline, gathered before any reference is resolved.

    ``by_name`` leads to them from their canonical names, ``of_chapter`` from a heading of a
    chapter to its own.
    """

    def __init__(self, scheme: Scheme, layouts: Layouts) -> None:
        self.scheme = scheme
        self.by_name = TargetsByName(scheme, layouts)
        self.of_chapter: dict[HeadingLine, Target] = {}
        self._placed: dict[SectionLine | RowLine, Placed] = {}
        """Of each heading of a table, and each row whose number begins anew under each."""
        self._repeated: dict[RowLine, str] = {}
        """The anchors of rows whose number an earlier one has."""
        self._depth = len(scheme.levels)
        self._restart = scheme.measures_restart
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
        rows = self.by_name.beside if again else self.by_name.rows
        for line in lines:
            if isinstance(line, RowLine):
                if self._restart:
                    path = *line.above, line.number
                    self._place(line, self.scheme.code_of_row(codes.path, path), again)
                elif rows.setdefault(line.number, line) is not line and not again:
                    self._repeated[line] = self._own_anchor(f"{_MEASURE}-{line.number}", 2)
            elif isinstance(line, SectionLine):
                self._place(line, codes.next(line.level, line.number, line.title.text), again)

    def of_row(self, line: RowLine) -> tuple[Code, str]:
        """The code and the anchor of a row."""
        if self._restart:
            return self.of(line)
        number = line.number
        anchor = self._repeated.get(line) if self._repeated else None
        return new(Code, (self._depth, (number,))), anchor or f"{_MEASURE}-{number}"

    def of(self, line: SectionLine | RowLine) -> tuple[Code, str]:
        """The code and the anchor of a heading, or of a row whose number begins anew under each."""
        _, code, anchor = self._placed[line]
        return code, anchor

    def __iter__(self) -> Iterator[Target]:
        """Those of one name, too."""
        yield from map(self.by_name.target, self._placed.values())
        yield from self.of_chapter.values()
        yield from dict.fromkeys(self.by_name.of_rows())

    def chapter(self, tree: ChapterTree) -> None:
        """The targets of a chapter's headings."""
        codes = Codes(CHAPTERS.levels)
        for line in tree.nodes:
            if isinstance(line, HeadingLine):
                code = codes.next(line.level, line.ordinal)
                mark, title = line.mark, line.title
                span = Span(mark.source, mark.start, max(mark.end, title.end))
                name, anchor = CHAPTERS.spell(code), self._own_anchor(CHAPTERS.anchor(code))
                target = Target(TargetKind.CHAPTER, code, name, anchor, span, title.text)
                self.of_chapter[line] = target
                self.by_name.add(target)

    def _place(self, line: SectionLine | RowLine, code: Code, again: bool) -> None:
        """Keep what has a code; the first of a name keeps the name, each gets its own anchor."""
        known = self.by_name.placed(*self.scheme.names((code,))) if again else None
        if known is None:
            known = new(Placed, (line, code, self._own_anchor(self.scheme.anchor(code))))
            self.by_name.by_code.setdefault(code, known)
        self._placed[line] = known

    def _own_anchor(self, anchor: str, least: int = 1) -> str:
        """An anchor that no other has; ``least``: so often it is there by now."""
        if anchor not in self._anchors and least == 1:
            self._anchors[anchor] = 1
            return anchor
        times = self._anchors[anchor] = max(least, self._anchors.get(anchor, 0) + 1)
        return f"{anchor}-again-{times}"
