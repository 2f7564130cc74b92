"""Blocks to the XML of ``document.xml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guideline_docs.render.word.lists import Jump, Lists
from guideline_docs.render.word.runs import Goal, Runs, field_xml, run
from guideline_docs.render.word.template import Template
from guideline_docs.render.word.xml import DECLARATION, R, W, escape
from guideline_docs.views.draft import (
    Block,
    Caption,
    Cell,
    Contents,
    Draft,
    DraftRole,
    Inline,
    Line,
    NumberOf,
    PageBreak,
    Row,
    SectionKind,
    Table,
    Title,
)

_CONTENTS = (DraftRole.CONTENTS_1, DraftRole.CONTENTS_2, DraftRole.CONTENTS_3)
_CONTENTS_ID = 900
_PAGE_NUMBER_START = re.compile(r'<w:pgNumType [^>]*w:start="\d+"[^>]*/>')


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the 目次."""

    level: int
    title: Title
    goal: Goal


class Body:
    """One document. ``lists`` and ``comments`` are what its other parts need to know."""

    def __init__(self, draft: Draft, template: Template) -> None:
        self.draft = draft
        self.template = template
        self.lists = Lists(template.lists_used + 1)
        self.jumps: dict[int, Jump | None] = {}
        """Heading by identity → the jump its number takes."""
        self.entries: list[_Entry] = []
        self.goals: dict[str, Goal] = {}
        self.goals_of_titles: dict[int, Goal] = {}
        self.pages: dict[str, str] = {}
        """Bookmark → the page it stands on, as printed."""
        self.marks = 0
        self.series: dict[str, int] = {}
        self.new_page = False
        self._survey()
        self.runs = Runs(template, self.goals)
        self.properties = {
            role: f'<w:pStyle w:val="{style}"/>' for role, style in template.styles.items()
        }

    @property
    def comments(self) -> dict[int, int]:
        """Remark → its comment."""
        return self.runs.told

    def xml(self) -> bytes:
        """The whole part; numbers, contents and links are those of the survey."""
        text = "".join(self._sections())
        root = f'<w:document xmlns:w="{W}" xmlns:r="{R}">'
        return f"{DECLARATION}{root}<w:body>{text}</w:body></w:document>".encode()

    # --- what stands where ----------------------------------------------------------

    def _survey(self) -> None:
        """Count the headings and learn every anchor, before anything refers to one."""
        for section in self.draft.sections:
            for block in section.blocks:
                match block:
                    case Title():
                        self._survey_title(block)
                    case Line(anchor=anchor) if anchor:
                        self._goal(anchor)
                    case Table():
                        for row in block.rows:
                            for cell in row.cells:
                                if cell.anchor:
                                    self._goal(cell.anchor)

    def _survey_title(self, title: Title) -> None:
        label = ""
        if title.number is not None:
            level = self.template.levels[title.role]
            label, self.jumps[id(title)] = self.lists.count(level, title.number)
        anchor = title.anchor or f"title-{len(self.goals) + 1}"
        if anchor in self.goals:
            anchor = f"{anchor}-again-{len(self.goals) + 1}"
        goal = self.goals_of_titles[id(title)] = self._goal(anchor, label)
        level_of = self.template.outline.get(title.role, len(_CONTENTS))
        if level_of < len(_CONTENTS):
            self.entries.append(_Entry(level_of, title, goal))

    def _goal(self, anchor: str, label: str = "") -> Goal:
        """An anchor's bookmark; Word knows letters, digits and _, forty at the most."""
        if anchor not in self.goals:
            name = "gd_" + re.sub(r"[^A-Za-z0-9]", "_", anchor)
            if len(name) > 40:
                name = f"{name[:30]}_{len(self.goals)}"
            self.goals[anchor] = Goal(name, label)
        return self.goals[anchor]

    # --- sections -------------------------------------------------------------------

    def _sections(self) -> Iterator[str]:
        sections = self.draft.sections
        numbered = False
        for section in sections:
            properties = self.template.sections[section.kind]
            if section.kind is not SectionKind.FRONT:
                # Pages are counted through; only the first section says where from.
                if numbered:
                    properties = _PAGE_NUMBER_START.sub("", properties)
                numbered = True
            blocks = list(self._blocks(section.blocks))
            if section is sections[-1]:
                if not blocks or not _is_paragraph(blocks[-1]):
                    blocks.append(self._break())
                yield from blocks
                yield properties
                continue
            # A section's properties stand in its last paragraph. The 目次 has none to
            # give: Word writes its paragraphs anew.
            if blocks and _is_paragraph(blocks[-1]):
                blocks[-1] = blocks[-1].replace("</w:pPr>", f"{properties}</w:pPr>", 1)
            else:
                blocks.append(self._break(properties))
            yield from blocks

    def _break(self, section: str = "") -> str:
        return f"<w:p><w:pPr>{self.properties[DraftRole.BREAK]}{section}</w:pPr></w:p>"

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        after_table = False
        for block in blocks:
            match block:
                case Title():
                    yield self._title(block)
                case Line():
                    yield self._line(block)
                case Caption():
                    yield self._caption(block)
                case Contents():
                    yield self._contents(block)
                case PageBreak():
                    self.new_page = True
                case Table():
                    # Word makes one table of two that touch.
                    if after_table:
                        yield self._break()
                    yield self._table(block)
            after_table = isinstance(block, Table)

    # --- paragraphs -----------------------------------------------------------------

    def _paragraph(self, role: DraftRole, content: str, further: str = "") -> str:
        """``further`` are properties that stand behind those of the page's flow."""
        page = ""
        if self.new_page:
            self.new_page = False
            page = "<w:pageBreakBefore/>"
        return f"<w:p><w:pPr>{self.properties[role]}{page}{further}</w:pPr>{content}</w:p>"

    def _text(self, part: Title | Line | Cell | Caption, role: DraftRole) -> str:
        return self.runs.xml(part.text, self.template.sizes[role])

    def _title(self, title: Title) -> str:
        further = ""
        if jump := self.jumps.get(id(title)):
            further = (
                f'<w:numPr><w:ilvl w:val="{jump.place}"/><w:numId w:val="{jump.number}"/></w:numPr>'
            )
        goal = self.goals_of_titles[id(title)]
        text = self._marked(goal, self._text(title, title.role))
        return self._paragraph(title.role, text, further)

    def _line(self, line: Line) -> str:
        text = self._text(line, line.role)
        if line.anchor:
            text = self._marked(self.goals[line.anchor], text)
        return self._paragraph(line.role, text)

    def _marked(self, goal: Goal, text: str) -> str:
        """The text within the bookmark of its anchor."""
        self.marks += 1
        return (
            f'<w:bookmarkStart w:id="{self.marks}" w:name="{goal.bookmark}"/>{text}'
            f'<w:bookmarkEnd w:id="{self.marks}"/>'
        )

    def _caption(self, caption: Caption) -> str:
        number = self.series[caption.series] = self.series.get(caption.series, 0) + 1
        words = run(escape(caption.series))
        counted = field_xml(f"SEQ {caption.series} \\* ARABIC", run(str(number)))
        gap = run(escape(self.draft.words.gap))
        text = self._text(caption, DraftRole.CAPTION)
        return self._paragraph(DraftRole.CAPTION, f"{words}{counted}{gap}{text}")

    # --- 目次 -----------------------------------------------------------------------

    def _contents(self, contents: Contents) -> str:
        """The entries as Word would write them, so that updating changes nothing."""
        heading = self._paragraph(DraftRole.CONTENTS, run(escape(contents.title)))
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            f' TOC \\o "1-{len(_CONTENTS)}" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        lines = [self._entry(entry) for entry in self.entries]
        lines = lines or [("", "")]
        lines[0] = (lines[0][0], begin + lines[0][1])
        # The end stands in the last entry: a paragraph of its own would be an empty line.
        lines[-1] = (lines[-1][0], lines[-1][1] + end)
        paragraphs = "".join(f"<w:p><w:pPr>{style}</w:pPr>{text}</w:p>" for style, text in lines)
        return (
            f'<w:sdt><w:sdtPr><w:id w:val="{_CONTENTS_ID}"/><w:docPartObj>'
            '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
            f"<w:sdtContent>{heading}{paragraphs}</w:sdtContent></w:sdt>"
        )

    def _entry(self, entry: _Entry) -> tuple[str, str]:
        name = entry.goal.bookmark
        number = run(escape(entry.goal.label) + "\t") if entry.goal.label else ""
        words = "".join(_spoken(part) for part in entry.title.text)
        page = self.pages.get(name, "")
        shown = ""
        if page:
            shown = run("\t") + field_xml(f"PAGEREF {name} \\h", run(page))
        link = (
            f'<w:hyperlink w:anchor="{name}" w:history="1">'
            f"{number}{run(escape(words))}{shown}</w:hyperlink>"
        )
        return self.properties[_CONTENTS[entry.level]], link

    # --- tables ---------------------------------------------------------------------

    def _table(self, table: Table) -> str:
        specimen = self.template.specimens[table.role]
        widths = specimen.columns(sum(cell.across for cell in table.rows[0].cells))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = []
        below = [*table.rows[1:], None]
        for row, next_row in zip(table.rows, below, strict=True):
            rows.append(self._row(row, next_row, widths))
        return (
            f'<w:tbl>{specimen.properties}<w:tblCaption w:val="{escape(table.title)}"/>'
            f'<w:tblDescription w:val="{escape(table.description)}"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _row(self, row: Row, below: Row | None, widths: tuple[int, ...]) -> str:
        properties = "<w:cantSplit/><w:tblHeader/>" if row.head else "<w:cantSplit/>"
        keep = "<w:keepNext/>" if row.keep else ""
        cells = []
        at = 0
        for place, cell in enumerate(row.cells):
            width = sum(widths[at : at + cell.across])
            at += cell.across
            span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
            merge = "<w:vMerge/>" if cell.joins else ""
            if not merge and below and place < len(below.cells) and below.cells[place].joins:
                merge = '<w:vMerge w:val="restart"/>'
            text = self._text(cell, cell.role)
            if cell.anchor:
                text = self._marked(self.goals[cell.anchor], text)
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
                f"{self._paragraph(cell.role, text, keep)}</w:tc>"
            )
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _is_paragraph(xml: str) -> bool:
    return xml.startswith("<w:p>")


def _spoken(part: Inline) -> str:
    """A part of a heading as the 目次 repeats it: words without links."""
    return part.written if isinstance(part, NumberOf) else part.text
