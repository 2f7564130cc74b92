"""The draft as a page: the paper as it looks, the findings beside it.

Numbers of headings and widths of columns are those of ``draft.docx``, so that the page
says what the Word file will say. Here blocks become nodes whose every string and link
is finished; the tags are the template's.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby

from guideline_docs.render.page import Live, page
from guideline_docs.render.templates import Templates
from guideline_docs.render.word import TEMPLATE as WORD_TEMPLATE
from guideline_docs.render.word.grids import ColumnWidths, places_of
from guideline_docs.render.word.pages import Measures
from guideline_docs.render.word.survey import Entry, Survey
from guideline_docs.render.word.template import Template, read_template
from guideline_docs.rules.diagnostic import Severity
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.beside import Beside
from guideline_docs.views.draft.parts import (
    Block,
    Caption,
    Chart,
    Contents,
    DraftRole,
    Inline,
    Inlines,
    Line,
    NumberOf,
    PageBreak,
    Picture,
    Section,
    SectionKind,
    Table,
    Term,
    Title,
)
from guideline_docs.views.draft_screen import DraftFinding, DraftScreen, Origin
from guideline_docs.views.leads import Lead
from guideline_docs.views.text import Piece, PieceRole

TEMPLATE = "draft_screen.html.jinja"
STYLE = "draft_screen.css"

_DEEPEST = 6
# A bar's name and count need so much of its length, in per cent, the count alone so much.
_ROOM_FOR_NAME, _ROOM_FOR_COUNT = 16.0, 4.0
# From so many columns on a table is wider than the screen of a telephone.
_WIDE = 5
_WORST_FIRST = tuple(Severity)
# The lines that are headings to those who hear the page.
_TAGS = {DraftRole.COVER_TITLE: "h1", DraftRole.FRONT: "h2"}
_SCOPES = {DraftRole.CELL_HEAD: "col", DraftRole.CELL_LABEL: "row"}


def render(view: DraftScreen, templates: Templates, live: Live) -> bytes:
    """The page, its style, script and pictures inside.

    Raises CannotRun where a template does not fit, ``draft.docx`` included.
    """
    word = read_template(templates, WORD_TEMPLATE)
    writer = _Writer(view, word)
    sheets = list(writer.sheets())
    return page(
        templates,
        TEMPLATE,
        [STYLE],
        rules="\n".join(writer.grids.values()),
        images=True,
        live=live,
        screen=view,
        draft=view.draft,
        sheets=sheets,
    )


class Part(NamedTuple):
    """Text of one role."""

    role: str
    text: str
    href: str = ""
    reading: str = ""


class Mark(NamedTuple):
    """※n, behind what its finding is about."""

    anchor: str
    href: str
    text: str
    severity: str


class Stretch(NamedTuple):
    """Parts of which the same findings tell; ``told`` is the worst severity of them.

    Behind it stand the marks of those that end here.
    """

    told: str
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]


Text = tuple[Stretch, ...]


class HeadingNode(NamedTuple):
    level: int
    role: str
    anchor: str
    label: str
    text: Text
    origin: Origin | None
    notes: tuple[DraftFinding, ...]
    beside: tuple[Beside, ...]
    kind: str = "heading"


class LineNode(NamedTuple):
    tag: str
    role: str
    anchor: str
    text: Text
    origin: Origin | None
    notes: tuple[DraftFinding, ...]
    beside: tuple[Beside, ...]
    kind: str = "line"


class CaptionNode(NamedTuple):
    role: str
    label: str
    text: Text
    kind: str = "caption"


class CellNode(NamedTuple):
    """``hears`` is what the cell is to those who hear the page; ``scope`` is empty for what
    heads nothing; ``head`` names the column where rows are set as cards."""

    role: str
    tag: str
    hears: str
    scope: str
    anchor: str
    across: int
    down: int
    head: str
    text: Text
    origin: Origin | None = None
    leads: tuple[Lead, ...] = ()
    anchors: tuple[str, ...] = ()
    """Of what stands nowhere else on the page."""


class TableNode(NamedTuple):
    """``grid`` is the class that gives its columns their widths."""

    role: str
    grid: str
    wide: bool
    title: str
    description: str
    columns: int
    heads: tuple[tuple[CellNode, ...], ...]
    rows: tuple[tuple[CellNode, ...], ...]
    notes: tuple[DraftFinding, ...]
    beside: tuple[Beside, ...]
    kind: str = "table"


class SegmentNode(NamedTuple):
    """A stretch of a bar; places and lengths in per cent of the bar."""

    look: str
    name: str
    count: str
    value: str
    start: str
    length: str
    middle: str


class BarNode(NamedTuple):
    name: str
    segments: tuple[SegmentNode, ...]


class ChartNode(NamedTuple):
    title: str
    description: str
    bars: tuple[BarNode, ...]
    legend: tuple[tuple[str, str], ...]
    kind: str = "chart"


class PictureNode(NamedTuple):
    data: str
    width: int
    height: int
    description: str
    kind: str = "picture"


class EntryNode(NamedTuple):
    level: int
    anchor: str
    label: str
    words: str


class ContentsNode(NamedTuple):
    title: str
    entries: tuple[EntryNode, ...]
    kind: str = "contents"


Node = HeadingNode | LineNode | CaptionNode | TableNode | ChartNode | PictureNode | ContentsNode


class Sheet(NamedTuple):
    """What stands together on paper: the cover, a chapter, the turned pages."""

    kind: str
    nodes: tuple[Node, ...]


class _Writer:
    """One walk over the draft. ``grids`` are the rules of the style that tables need."""

    def __init__(self, view: DraftScreen, word: Template) -> None:
        self.view = view
        self.draft = view.draft
        self.word = word
        self.survey = Survey(view.draft, word)
        self.widths = ColumnWidths(view.draft, word, Measures(word), self._words)
        self.grids: dict[tuple[DraftRole, tuple[int, ...]], str] = {}
        self.series: dict[str, int] = {}
        self.open: list[int] = []
        """The outline levels of the headings that the next one may stand under."""
        self.noted: set[int] = set()
        """The remarks that stand beside a place."""

    # --- sheets -----------------------------------------------------------------

    def sheets(self) -> Iterator[Sheet]:
        for section in self.draft.sections:
            for kind, blocks in self._parted(section):
                yield Sheet(kind, tuple(self._nodes(blocks)))

    def _parted(self, section: Section) -> Iterator[tuple[str, list[Block]]]:
        """A section, cut where a page begins that the reader notices."""
        kind, here = str(section.kind), []
        if section.kind is SectionKind.FRONT:
            kind = "cover"
        for block in section.blocks:
            if here and self._begins(block):
                yield kind, here
                kind, here = str(section.kind), []
            if not isinstance(block, PageBreak):
                here.append(block)
        if here:
            yield kind, here

    def _begins(self, block: Block) -> bool:
        match block:
            case Title():
                return self.word.outline.get(block.role) == 0
            case Line():
                return block.role is DraftRole.FRONT
        return isinstance(block, Contents | PageBreak)

    def _nodes(self, blocks: Iterable[Block]) -> Iterator[Node]:
        for block in blocks:
            match block:
                case Title():
                    yield self._title(block)
                case Line():
                    yield self._line(block)
                case Caption():
                    yield self._caption(block)
                case Table():
                    yield self._table(block)
                case Chart():
                    yield _chart(block, self.view.words.value)
                case Picture():
                    data = base64.b64encode(block.data).decode()
                    yield PictureNode(
                        f"data:image/{block.kind};base64,{data}",
                        block.width,
                        block.height,
                        block.description,
                    )
                case Contents():
                    entries = tuple(map(self._entry, self.survey.entries))
                    yield ContentsNode(block.title, entries)

    # --- blocks -----------------------------------------------------------------

    def _title(self, title: Title) -> HeadingNode:
        outline = self.word.outline.get(title.role, _DEEPEST)
        while self.open and self.open[-1] >= outline:
            self.open.pop()
        self.open.append(outline)
        goal = self.survey.goals_of_titles[title]
        return HeadingNode(
            # The title of the document is the first level.
            min(len(self.open) + 1, _DEEPEST),
            title.role,
            goal.anchor,
            goal.label,
            self._text(title.text),
            self.view.origins.get(title.key),
            self._notes([title.text]),
            self.view.beside.get(title.key, ()),
        )

    def _line(self, line: Line) -> LineNode:
        return LineNode(
            _TAGS.get(line.role, "p"),
            line.role,
            line.anchor,
            self._text(line.text),
            self.view.origins.get(line.key),
            self._notes([line.text]),
            self.view.beside.get(line.key, ()),
        )

    def _caption(self, caption: Caption) -> CaptionNode:
        number = self.series[caption.series] = self.series.get(caption.series, 0) + 1
        return CaptionNode(caption.role, f"{caption.series}{number}", self._text(caption.text))

    def _table(self, table: Table) -> TableNode:
        columns = sum(cell.across for cell in table.rows[0].cells)
        names = ["".join(self._words(cell.text).split()) for cell in table.rows[0].cells]
        if not table.rows[0].head:
            names = []
        rows = [tuple(self._cells(table, place, names)) for place in range(len(table.rows))]
        heads = sum(row.head for row in table.rows)
        if table.role is DraftRole.FINDING_TABLE:
            rows[heads:] = self._with_places(rows[heads:])
        return TableNode(
            table.role,
            self._grid(table),
            columns >= _WIDE,
            table.title,
            table.description,
            columns,
            tuple(rows[:heads]),
            tuple(rows[heads:]),
            self._notes(cell.text for row in table.rows for cell in row.cells),
            tuple(
                one for r in table.rows for c in r.cells for one in self.view.beside.get(c.key, ())
            ),
        )

    def _cells(self, table: Table, place: int, names: Sequence[str]) -> Iterator[CellNode]:
        row = table.rows[place]
        whole = len(row.cells) == 1 and bool(names)
        for column, cell in enumerate(row.cells):
            if cell.joins:
                continue
            down = 1
            for below in table.rows[place + 1 :]:
                if column >= len(below.cells) or not below.cells[column].joins:
                    break
                down += 1
            scope = _SCOPES.get(cell.role, "")
            yield CellNode(
                cell.role,
                "th" if scope else "td",
                "cell" if not scope else "columnheader" if row.head else "rowheader",
                "rowgroup" if whole and scope else scope,
                cell.anchor,
                cell.across,
                down,
                names[column] if column < len(names) and not (row.head or whole) else "",
                self._figure(table, place, column) or self._text(cell.text),
                self.view.origins.get(cell.key),
            )

    def _figure(self, table: Table, place: int, column: int) -> Text:
        """A figure of a column with rates: its count, and its rate in a place of its own."""
        if table.rows[place].cells[column].role is not DraftRole.CELL_NUMBER:
            return ()
        # A label across the table has no figures.
        whole = (row.cells for row in table.rows if len(row.cells) > column)
        if not any(cells[column].rate for cells in whole):
            return ()
        cell = table.rows[place].cells[column]
        count = Part(PieceRole.PLAIN, self._words(cell.text))
        return (Stretch("", (count, Part("rate", cell.rate)), ()),)

    def _with_places(self, rows: Iterable[tuple[CellNode, ...]]) -> Iterator[tuple[CellNode, ...]]:
        """The list of findings, each line with the ways to its sources behind its last cell.

        Those that stand beside no place are here what links to them lead to.
        """
        for cells, line in zip(rows, self.view.lines, strict=True):
            lost = (self.view.findings[key].anchor for key in line.keys if key not in self.noted)
            yield (*cells[:-1], cells[-1]._replace(leads=line.leads, anchors=tuple(lost)))

    def _grid(self, table: Table) -> str:
        """The class of the widths that such a table has in the draft."""
        places = places_of(table)
        key = (table.role, places)
        name = f"grid-{list(self.grids).index(key) if key in self.grids else len(self.grids)}"
        if key not in self.grids:
            widths = self.widths.of(table.role, places)
            self.grids[key] = "".join(
                f".{name} col:nth-child({place}) {{ width: {width * 100 / sum(widths):.2f}% }}"
                for place, width in enumerate(widths, 1)
            )
        return name

    def _entry(self, entry: Entry) -> EntryNode:
        words = self._words(entry.title.text)
        return EntryNode(entry.level + 1, entry.goal.anchor, entry.goal.label, words)

    # --- text -------------------------------------------------------------------

    def _notes(self, texts: Iterable[Inlines]) -> tuple[DraftFinding, ...]:
        """The findings that are told in some texts, by number, each beside its first text."""
        keys = dict.fromkeys(key for text in texts for part in text for key in part.remarks)
        fresh = [key for key in keys if key not in self.noted]
        self.noted.update(fresh)
        found = (self.view.findings[key] for key in fresh)
        return tuple(sorted(found, key=lambda finding: finding.remark.number))

    def _text(self, text: Inlines) -> Text:
        """Each mark stands behind the last part that its finding is about."""
        groups = [(keys, tuple(g)) for keys, g in groupby(text, key=lambda part: part.remarks)]
        stretches = []
        for place, (keys, parts) in enumerate(groups, 1):
            behind = groups[place][0] if place < len(groups) else ()
            severities = [self.view.findings[key].remark.severity for key in keys]
            stretches.append(
                Stretch(
                    min(severities, key=_WORST_FIRST.index) if severities else "",
                    tuple(map(self._part, parts)),
                    tuple(self._mark(key) for key in keys if key not in behind),
                )
            )
        return tuple(stretches)

    def _mark(self, key: int) -> Mark:
        finding = self.view.findings[key]
        return Mark(finding.back, f"#{finding.anchor}", finding.mark, finding.remark.severity)

    def _part(self, part: Inline) -> Part:
        match part:
            case NumberOf(anchor=anchor, written=written):
                goal = self.survey.goals.get(anchor)
                if goal is None:
                    return Part(PieceRole.CODE, written)
                return Part(PieceRole.LINK, goal.label or written, f"#{anchor}")
            case Term(text=words, role=role):
                return Part(role, words)
            case Piece(role=PieceRole.LINK, anchor=anchor) if anchor not in self.survey.goals:
                return Part(PieceRole.CODE, part.text)
        href = f"#{part.anchor}" if part.anchor else ""
        return Part(part.role, part.text, href, part.reading)

    def _words(self, text: Inlines) -> str:
        return "".join(self._part(part).text for part in text)


def _chart(chart: Chart, value: str) -> ChartNode:
    """Bars of one length, each parted as its counts are."""
    names = [series.name for series in chart.series]
    bars = []
    for place, name in enumerate(chart.bars):
        counts = [series.values[place] for series in chart.series]
        lengths = [count * 100 / (sum(counts) or 1) for count in counts]
        starts = accumulate(lengths, initial=0.0)
        segments = tuple(
            SegmentNode(
                f"series-{number}",
                names[number - 1] if length >= _ROOM_FOR_NAME else "",
                str(count) if length >= _ROOM_FOR_COUNT else "",
                value.format(word=names[number - 1], n=count),
                f"{start:.3f}%",
                f"{length:.3f}%",
                f"{start + length / 2:.3f}%",
            )
            for number, (count, start, length) in enumerate(
                zip(counts, starts, lengths, strict=False), 1
            )
            if count
        )
        bars.append(BarNode(name, segments))
    legend = tuple((f"series-{number}", name) for number, name in enumerate(names, 1))
    return ChartNode(chart.title, chart.description, tuple(bars), legend)
