"""Blocks to the XML of ``document.xml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from guideline_docs.render.archive import LongText
from guideline_docs.render.word.chart import WP, A, C, chart_id, picture_id
from guideline_docs.render.word.columns import Counted, Stops, stops
from guideline_docs.render.word.contents import CONTENTS_ID, contents_xml, kept
from guideline_docs.render.word.lines import EM, width
from guideline_docs.render.word.origins import TAG, bookmark_name
from guideline_docs.render.word.pages import Flow, Measures, Metrics, kept_rows
from guideline_docs.render.word.runs import Runs, field_xml, run
from guideline_docs.render.word.survey import CONTENTS, Survey
from guideline_docs.render.word.template import Template
from guideline_docs.render.word.xml import DECLARATION, KEEP, R, W, escape
from guideline_docs.views.draft.parts import (
    Block,
    Caption,
    Cell,
    Chart,
    Contents,
    Draft,
    DraftRole,
    Inlines,
    Line,
    PageBreak,
    Picture,
    Row,
    Section,
    SectionKind,
    Table,
    Title,
    plain,
)

_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
# Drawings are measured in EMU: so many to a pixel and to a twentieth of a point.
_PIXEL, _TWIP = 9525, 635
_LINE_NUMBERS = '<w:lnNumType w:countBy="5" w:restart="newPage"/>'
_BEHIND_MARGINS = re.compile(r"(?=<w:(?:pgNumType|cols)\b)")
_PAGE_NUMBERS = re.compile(r"<w:pgNumType [^>]*/>")
_PAGE_NUMBER_START = re.compile(r'<w:pgNumType [^>]*w:start="\d+"[^>]*/>')


_NEW_PAGE = "<w:pageBreakBefore/>"
_NOTHING_ABOVE = '<w:spacing w:before="0"/>'
_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_HEAD_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_TALL_ROW = "<w:tr>"
_CELL_END = "</w:p></w:tc>"
_NUMBER = re.compile(r"[A-Za-z.]*[0-9]{1,6}")
_BEGINS, _GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


class _Text(NamedTuple):
    """A text that was written: its XML and its words on paper."""

    xml: str
    words: str


class Body:
    """One document. ``lists`` and ``comments`` are what its other parts need to know."""

    def __init__(
        self, draft: Draft, template: Template, measured: Sequence[int] | None = None
    ) -> None:
        """``measured`` are the pages of all headings, where they are known from 0."""
        self.draft = draft
        self.measured = measured
        self.template = template
        survey = Survey(draft, template)
        self.lists = survey.lists
        self.jumps = survey.jumps
        self.entries = survey.entries
        self.goals = survey.goals
        self.goals_of_titles = survey.goals_of_titles
        self.texts: dict[tuple[Inlines, DraftRole], _Text] = {}
        self.grids: dict[tuple[DraftRole, tuple[int, ...]], _Grid] = {}
        self.written: list[LongText | str] = [LongText()]
        """What was written so far; for a 目次, which needs the pages of all, its heading."""
        self.last = ""
        """The element written last: the paragraph that may have to end a section."""
        self.measures = Measures(template)
        self.flow = Flow(self.measures.boxes)
        self.box = self.measures.boxes[SectionKind.FRONT]
        self.charts: list[Chart] = []
        self.pictures: list[Picture] = []
        self.figures = 0
        self.numbered = False
        self.marks = 0
        self.led_to: set[str] = set()
        """Anchors of lines and cells that were written; a table that comes again has none."""
        self.controls = CONTENTS_ID
        self.series: dict[str, int] = {}
        self.new_page = False
        """What comes next is made to begin a page."""
        self.top = True
        """It is the first of its page, for that reason or as its section's first."""
        self.runs = Runs(template, self.goals)
        self.properties = {
            role: f'<w:pStyle w:val="{style}"/>' for role, style in template.styles.items()
        }

    @property
    def comments(self) -> dict[int, int]:
        """Remark → its comment."""
        return self.runs.told

    def xml(self) -> Iterator[bytes]:
        """The whole part, piece by piece; numbers, contents and links are the survey's.

        All of it has been written, and told ``lists``, ``comments`` and figures, when the
        first piece is asked for.
        """
        for section in self.draft.sections:
            self._section(section)
        self._write("")
        self.flow.flush()
        return self._pieces(self._pages())

    def _pieces(self, pages: Mapping[str, str]) -> Iterator[bytes]:
        yield (
            f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:w15="{_W15}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'mc:Ignorable="w15"><w:body>'
        ).encode()
        for part in self.written:
            if isinstance(part, LongText):
                yield from part
            else:
                xml = contents_xml(part, self.entries, pages, self.runs, self.properties)
                yield xml.encode()
        yield b"</w:body></w:document>"

    def _write(self, xml: str) -> None:
        text = self.written[-1]
        assert isinstance(text, LongText)
        text.write(self.last)
        self.last = xml

    # --- sections -------------------------------------------------------------------

    def _section(self, section: Section) -> None:
        properties = self.template.sections[section.kind]
        if section.kind is not SectionKind.FRONT:
            # Pages are counted through; only the first section says where from.
            if self.numbered:
                properties = _PAGE_NUMBER_START.sub("", properties)
            elif first := _PAGE_NUMBER_START.search(self.template.sections[SectionKind.UPRIGHT]):
                properties = _PAGE_NUMBERS.sub("", properties)
                properties = _BEHIND_MARGINS.sub(first[0], properties, count=1)
            self.numbered = True
            if self.draft.line_numbers:
                properties = _BEHIND_MARGINS.sub(_LINE_NUMBERS, properties, count=1)
        self.flow.section(section.kind)
        self.top = True
        self.box = self.measures.boxes[section.kind]
        self._write("")
        self._blocks(section.blocks)
        ends_in_text = self.last.startswith("<w:p>")
        if section is self.draft.sections[-1]:
            if not ends_in_text:
                self._write(self._break())
            self._write(properties)
        elif ends_in_text:
            # A section's properties stand in its last paragraph.
            self.last = self.last.replace("</w:pPr>", f"{properties}</w:pPr>", 1)
        else:
            # The 目次 has none to give: Word writes its paragraphs anew.
            self._write(self._break(properties))

    def _break(self, section: str = "") -> str:
        return f"<w:p><w:pPr>{self.properties[DraftRole.BREAK]}{section}</w:pPr></w:p>"

    def _blocks(self, blocks: Iterable[Block]) -> None:
        after_table = False
        for block in blocks:
            match block:
                case Title():
                    self._write(self._title(block))
                case Line():
                    self._write(self._line(block))
                case Caption():
                    self._write(self._caption(block))
                case Chart():
                    self._write(self._chart(block))
                case Picture():
                    self._write(self._picture(block))
                case Contents():
                    self._place_contents(block)
                case PageBreak():
                    self.new_page = self.top = True
                case Table():
                    # Word makes one table of two that touch.
                    if after_table:
                        self._write(self._break())
                    self._table(block)
            after_table = isinstance(block, Table)

    # --- paragraphs -----------------------------------------------------------------

    def _paragraph(self, role: DraftRole, content: str, further: str = "") -> str:
        """``further`` are properties that stand behind those of the page's flow."""
        page = _NEW_PAGE if self.new_page else ""
        if self.top and self.measures.of[role].before:
            further += _NOTHING_ABOVE
        self.new_page = self.top = False
        return f"<w:p><w:pPr>{self.properties[role]}{page}{further}</w:pPr>{content}</w:p>"

    def _metrics(self, role: DraftRole) -> Metrics:
        metrics = self.measures.of[role]
        return metrics._replace(before=0) if self.top else metrics

    def _flow(
        self, role: DraftRole, text: str, marks: tuple[str, ...] = (), keep: bool = False
    ) -> None:
        metrics = self._metrics(role)
        if keep:
            metrics = metrics._replace(keep_next=True)
        self.flow.paragraph(metrics, metrics.lines(text, self.box.width), marks, self.new_page)

    def _text(self, text: Inlines, role: DraftRole) -> _Text:
        """A text as XML and as words."""
        xml = self.runs.xml(text, self.template.sizes[role])
        return _Text(xml, self.runs.words(text))

    def _cell_text(self, text: Inlines, role: DraftRole) -> _Text:
        """The same for a cell; what several tables say is made once."""
        made = self.texts.get((text, role))
        if made is None:
            made = self.texts[text, role] = self._text(text, role)
        return made

    def _title(self, title: Title) -> str:
        further = ""
        if jump := self.jumps.get(title):
            further = (
                f'<w:numPr><w:ilvl w:val="{jump.place}"/><w:numId w:val="{jump.number}"/></w:numPr>'
            )
        elif title.number is None and title.role in self.template.levels:
            # The style counts: this one bears no number, or bears it in its words.
            further = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        goal = self.goals_of_titles[title]
        text = self._text(title.text, title.role)
        self._flow(title.role, text.words, (goal.bookmark,))
        content = self._control(title.key, text.xml) if title.key else text.xml
        return self._paragraph(title.role, self._marked(goal.bookmark, content), further)

    def _line(self, line: Line) -> str:
        text = self._text(line.text, line.role)
        self._flow(line.role, text.words)
        return self._paragraph(line.role, self._found_again(text.xml, line.anchor, line.key))

    def _found_again(self, text: str, anchor: str, key: str) -> str:
        """A text with what leads to it: the goal of links, and its key for the way back."""
        if key:
            text = self._marked(bookmark_name(key), self._control(key, text))
        if not anchor or anchor in self.led_to:
            return text
        self.led_to.add(anchor)
        return self._marked(self.goals[anchor].bookmark, text)

    def _marked(self, bookmark: str, text: str) -> str:
        self.marks += 1
        return (
            f'<w:bookmarkStart w:id="{self.marks}" w:name="{bookmark}"/>{text}'
            f'<w:bookmarkEnd w:id="{self.marks}"/>'
        )

    def _control(self, key: str, text: str) -> str:
        """A content control, unseen, round a text that may be edited.

        Rich and at the level of runs: LibreOffice loses comments and fields in any other.
        Nothing is locked, and there is none round nothing, for Word shows a prompt there.
        """
        if not text:
            return text
        self.controls += 1
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val="{TAG}{key}"/><w:id w:val="{self.controls}"/>'
            f'<w15:appearance w15:val="hidden"/></w:sdtPr>'
            f"<w:sdtContent>{text}</w:sdtContent></w:sdt>"
        )

    def _caption(self, caption: Caption) -> str:
        number = self.series[caption.series] = self.series.get(caption.series, 0) + 1
        words = run(escape(caption.series))
        counted = field_xml(f"SEQ {caption.series} \\* ARABIC", run(str(number)))
        gap = run(escape(self.draft.words.gap))
        text = self._text(caption.text, caption.role)
        shown = f"{caption.series}{number}{self.draft.words.gap}{text.words}"
        self._flow(caption.role, shown)
        return self._paragraph(caption.role, f"{words}{counted}{gap}{text.xml}")

    # --- figures --------------------------------------------------------------------

    def _chart(self, chart: Chart) -> str:
        size = self.template.chart.size(chart)
        self.charts.append(chart)
        graphic = f'<c:chart xmlns:c="{C}" r:id="{chart_id(len(self.charts))}"/>'
        return self._figure(size, chart.title, chart.description, C, graphic)

    def _picture(self, picture: Picture) -> str:
        """As large as it is at 96 pixels an inch, and within two thirds of a page."""
        box = self.box
        width, height = picture.width * _PIXEL, picture.height * _PIXEL
        scale = min(1.0, box.width * _TWIP / width, box.height * _TWIP * 2 / 3 / height)
        size = (int(width * scale), int(height * scale))
        if picture not in self.pictures:
            self.pictures.append(picture)
        number = self.pictures.index(picture) + 1
        graphic = (
            f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="{number}" name="{number}"/>'
            "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
            f'<a:blip r:embed="{picture_id(number)}"/><a:stretch><a:fillRect/></a:stretch>'
            '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic>"
        )
        return self._figure(size, picture.description, picture.description, _PIC, graphic)

    def _figure(
        self, size: tuple[int, int], title: str, description: str, kind: str, graphic: str
    ) -> str:
        """A figure in the line, with the words of those who hear the document."""
        self.figures += 1
        self.flow.figure(self._metrics(DraftRole.FIGURE), size[1] // _TWIP, self.new_page)
        drawing = (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{size[0]}" cy="{size[1]}"/><wp:docPr id="{self.figures}" '
            f'name="{escape(title)}" descr="{escape(description)}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{kind}">{graphic}</a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        )
        return self._paragraph(DraftRole.FIGURE, drawing)

    # --- 目次 -----------------------------------------------------------------------

    def _place_contents(self, contents: Contents) -> None:
        """Leave room for the 目次, which needs the pages of all that follows."""
        self._write("")
        self._flow(DraftRole.CONTENTS, contents.title)
        heading = self._paragraph(DraftRole.CONTENTS, run(escape(contents.title)))
        self.written += (heading, LongText())
        keep = kept([entry.level for entry in self.entries])
        for entry, keep_next in zip(self.entries, keep, strict=True):
            words = self.runs.words(entry.title.text)
            self._flow(CONTENTS[entry.level], words, keep=keep_next)
        note = contents.counted
        if self.measured is not None:
            note = contents.measured
        elif self.measures.unknown:
            note = contents.unknown
        if note:
            self._flow(DraftRole.TABLE_NOTE, note)
            self._write(self._paragraph(DraftRole.TABLE_NOTE, run(escape(note))))

    def _pages(self) -> Mapping[str, str]:
        """Bookmark of a heading → its page as printed; empty where nobody knows."""
        counted = self.flow.pages
        if self.measured is None:
            return {} if self.measures.unknown else {k: str(n) for k, n in counted.items()}
        marks = [goal.bookmark for goal in self.goals_of_titles.values()]
        if len(marks) != len(self.measured):
            return {}
        # Pages are numbered from the first heading's on.
        first = counted[marks[0]] - self.measured[0]
        return {mark: str(page + first) for mark, page in zip(marks, self.measured, strict=True)}

    # --- tables ---------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        specimen = self.template.specimens[table.role]
        places = _places(table)
        grid = self.grids.get((table.role, places))
        if grid is None:
            widths = specimen.columns(places, self._needs(table.role, places))
            grid = _Grid(widths, self.measures, table.role, self.properties)
            self.grids[table.role, places] = grid
        if self.new_page:
            self.flow.turn()
        self.top = False
        self._write(
            f'<w:tbl>{specimen.properties}<w:tblCaption w:val="{escape(table.title)}"/>'
            f'<w:tblDescription w:val="{escape(table.description)}"/></w:tblPr>'
            f"<w:tblGrid>{grid.xml}</w:tblGrid>"
        )
        self._rows(table, grid, specimen.total)
        self._write("</w:tbl>")

    def _needs(self, role: DraftRole, places: tuple[int, ...]) -> dict[int, int]:
        """What the columns of such tables need at the least, for No.100 to stand on one line."""
        needs: dict[int, int] = {}
        blocks = (block for section in self.draft.sections for block in section.blocks)
        for table in blocks:
            if not isinstance(table, Table) or table.role is not role or _places(table) != places:
                continue
            for row in table.rows:
                if len(row.cells) != len(places):
                    continue
                for column, cell in enumerate(row.cells):
                    if len(cell.text) == 1 and _NUMBER.fullmatch(text := self.runs.words(cell.text)):
                        style = self.measures.of[cell.role]
                        need = -(-width(text) * style.size // EM) + style.left + style.right
                        needs[column] = max(need, needs.get(column, 0))
        return {at: need + self.measures.of_table[role].across for at, need in needs.items()}

    def _rows(self, table: Table, grid: _Grid, total: bool) -> None:
        """Write the rows; the flow is told how high they are."""
        measured = list(self._measured(table, grid, total))
        heights = [row.height for row in measured]
        keep = kept_rows(table.rows, heights, self.box.height)
        for row, cells, together in zip(table.rows, measured, keep, strict=True):
            self._write(self._row(row, cells, together))
        rows = (
            (cells.height, (together or cells.keep) and not cells.tall, row.head)
            for row, cells, together in zip(table.rows, measured, keep, strict=True)
        )
        self.flow.rows(rows, self.measures.of[DraftRole.CELL].pitch)

    def _measured(self, table: Table, grid: _Grid, total: bool) -> Iterator[_Cells]:
        """The cells of each row and how high they make it.

        A cell that goes on in the rows below asks for its height in the last of them.
        """
        count = len(table.rows)
        heads = sum(row.head for row in table.rows)
        figures = self._stops(table, grid)
        owed = [0] * len(grid.widths)
        for place, row in enumerate(table.rows):
            joined = _joined(table.rows[place + 1]) if place + 1 < count else ()
            height, at, keep = 0, 0, False
            cells = []
            for column, cell in enumerate(row.cells):
                goes_on = column in joined
                merge = _GOES_ON if cell.joins else _BEGINS if goes_on else ""
                said = plain("\t".join(self._counted(cell))) if cell.rate else cell.text
                text = self._cell_text(said, cell.role)
                content, words = text.xml, text.words
                further = ""
                if cell.role is DraftRole.CELL_NUMBER and column in figures:
                    counted = self._counted(cell)
                    further, content, words = figures[column].figure(content, counted)
                frame = grid.frame(cell.role, at, cell.across, merge, further)
                at += cell.across
                if cell.anchor or cell.key:
                    content = self._found_again(content, cell.anchor, cell.key)
                cells.append((frame, content))
                keep = keep or frame.style.keep_next
                if not cell.joins:
                    owed[column] = frame.style.cell_height(words, frame.room)
                if not goes_on and owed[column] > height:
                    height = owed[column]
            height = grid.metrics.height(height, place, count, heads, total)
            if joined:
                owed = [rest - height for rest in owed]
            yield _Cells(cells, height, keep, height > self.box.height)

    def _stops(self, table: Table, grid: _Grid) -> dict[int, Stops]:
        """Where the columns of figures end, in a table whose columns are its cells.

        Those with rates are all set alike.
        """
        figures: dict[int, list[Counted]] = {}
        for column, last in enumerate(table.rows[-1].cells):
            if last.role is DraftRole.CELL_NUMBER:
                cells = (row.cells[column] for row in table.rows)
                figures[column] = [self._counted(c) for c in cells if c.role is last.role]
        rated = [figure for column in figures.values() if _has_rates(column) for figure in column]
        size = self.measures.of[DraftRole.CELL_NUMBER].size
        return {
            column: stops(
                rated if _has_rates(counted) else counted,
                size,
                grid.widths[column] - grid.metrics.across,
            )
            for column, counted in figures.items()
        }

    def _counted(self, cell: Cell) -> Counted:
        return self.runs.words(cell.text), cell.rate

    def _row(self, row: Row, cells: _Cells, keep: bool) -> str:
        # A row that no page can hold is not kept from being split.
        out = [_TALL_ROW if cells.tall else _HEAD_ROW if row.head else _ROW]
        for frame, content in cells.cells:
            out += (frame.kept if keep else frame.opening, content, _CELL_END)
        out.append("</w:tr>")
        if self.new_page:
            self.new_page = False
            out[1] = out[1].replace("</w:pPr>", f"{_NEW_PAGE}</w:pPr>")
        return "".join(out)


def _has_rates(figures: Iterable[Counted]) -> bool:
    return any(rate for _, rate in figures)


class _Frame(NamedTuple):
    """All that the cells of a place in a table have in common."""

    opening: str
    kept: str
    """The same where the row is kept with the next one."""
    style: Metrics
    room: int


class _Cells(NamedTuple):
    """The cells of a row: their frames and what is in them, and how high they are.

    ``keep``: their style keeps them with the next row; ``tall``: no page can hold them.
    """

    cells: list[tuple[_Frame, str]]
    height: int
    keep: bool
    tall: bool


class _Grid:
    """The columns of the tables of one role, and the frames of their cells."""

    def __init__(
        self,
        widths: tuple[int, ...],
        measures: Measures,
        role: DraftRole,
        styles: Mapping[DraftRole, str],
    ) -> None:
        self.widths = widths
        self.xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        self.measures = measures
        self.metrics = measures.of_table[role]
        self.styles = styles
        self.frames: dict[tuple[DraftRole, int, int, str, str], _Frame] = {}

    def frame(
        self, role: DraftRole, at: int, across: int, merge: str, further: str
    ) -> _Frame:
        """``further`` are properties of the paragraph that stand behind those of its flow."""
        key = (role, at, across, merge, further)
        frame = self.frames.get(key)
        if frame is None:
            width = sum(self.widths[at : at + across])
            span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
            style = self.measures.of[role]
            opening = (
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
                f"<w:p><w:pPr>{self.styles[role]}"
            )
            frame = self.frames[key] = _Frame(
                f"{opening}{further}</w:pPr>",
                f"{opening}{KEEP}{further}</w:pPr>",
                style,
                style.room(width - self.metrics.across),
            )
        return frame


def _places(table: Table) -> tuple[int, ...]:
    """The places of a table's columns among those that tables of its role have."""
    return table.columns or tuple(range(sum(cell.across for cell in table.rows[0].cells)))


def _joined(row: Row) -> Sequence[int]:
    """The places of the cells that go on from the row above."""
    return [place for place, cell in enumerate(row.cells) if cell.joins]
