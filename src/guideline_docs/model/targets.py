"""What can be referred to: whatever has a number, by its canonical name."""

from collections.abc import Iterable

from guideline_docs.model.code import CHAPTERS, SHEET, Code, Codes, Scheme, Titles
from guideline_docs.model.layout import USUAL, Layouts
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import ChapterTree, HeadingLine, RowLine, SectionLine

_TITLE = USUAL.index(Column.TITLE)


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


class Targets:
    """The targets of one guideline, gathered before any reference is resolved.

    ``by_name`` leads from a canonical name to the first that has it, ``by_line`` from a
    heading or row to its own.
    """

    def __init__(self, scheme: Scheme, layouts: Layouts) -> None:
        self.scheme = scheme
        self.layouts = layouts
        self.by_name: dict[str, Target] = {}
        self.by_line: dict[object, Target] = {}
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
        codes, name_of = self._codes(), self.scheme.measure_name
        restart = self.scheme.measures_restart
        depth, kind = len(self.scheme.levels), TargetKind.MEASURE
        prefix = f"{kind}-"
        foreign = name_of(1) != SHEET.measure_name(1)
        for line in lines:
            match line:
                case RowLine(number=number, cells=cells, number_cell=cell):
                    at = self.layouts.of(line.head, line.card, again).order[_TITLE]
                    title = cells[at].text if at < len(cells) else ""
                    if restart:
                        code = self.scheme.code_of_row(codes.path, (*line.above, number))
                        anchor = self.scheme.anchor(code)
                        name = self.scheme.spell(code)
                    else:
                        code, anchor = new(Code, (depth, (number,))), f"{prefix}{number}"
                        name = name_of(number)
                    target = new(Target, (kind, code, name, anchor, cell.span, title))
                    self._keep(line, target, again)
                    if foreign and not restart:
                        # 施策6 and No.6 are understood whatever the office calls its measures.
                        self.by_name.setdefault(SHEET.measure_name(number), self.by_line[line])
                case SectionLine(title=title):
                    code = codes.next(line.level, line.number, title.text)
                    span = _reaching(line.mark or title.span, title.span)
                    self._keep(line, self._named(code, span, title.text), again)

    def chapter(self, tree: ChapterTree) -> None:
        """The targets of a chapter's headings."""
        codes = Codes(CHAPTERS.levels)
        for line in tree.nodes:
            if isinstance(line, HeadingLine):
                code = codes.next(line.level, line.ordinal)
                span = _reaching(line.mark, line.title)
                name, anchor = CHAPTERS.spell(code), CHAPTERS.anchor(code)
                target = Target(TargetKind.CHAPTER, code, name, anchor, span, line.title.text)
                self._keep(line, target)

    def _named(self, code: Code, span: Span, title: str) -> Target:
        """A heading of the table, as a target."""
        # Beyond the last letter there is, nothing can refer to it.
        name = self.scheme.spell(code) if self.scheme.has_name(code) else ""
        kind = self._kinds[code.level]
        return new(Target, (kind, code, name, self.scheme.anchor(code), span, title))

    def _keep(self, line: object, target: Target, again: bool = False) -> None:
        """Keep a target; the first of a name keeps the name, each gets its own anchor."""
        if again and target.name in self.by_name:
            self.by_line[line] = self.by_name[target.name]
            return
        anchor = target.anchor
        times = self._anchors[anchor] = self._anchors.get(anchor, 0) + 1
        if times > 1:
            target = target._replace(anchor=f"{anchor}-again-{times}")
        self.by_line[line] = target
        if target.name:
            self.by_name.setdefault(target.name, target)


def _reaching(mark: Span, title: Span) -> Span:
    """Where a heading is seen: from its mark to its last word."""
    return new(Span, (mark.source, mark.start, max(mark.end, title.end)))
