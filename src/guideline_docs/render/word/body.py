"""Blocks to the XML of ``document.xml``: sections, headings and lines, and the 目次."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from guideline_docs.render.archive import LongText
from guideline_docs.render.word.bookmarks import Bookmarks
from guideline_docs.render.word.contents import contents_xml, kept
from guideline_docs.render.word.figures import Figures
from guideline_docs.render.word.lists import Jump
from guideline_docs.render.word.paragraphs import Paragraphs
from guideline_docs.render.word.runs import field_xml, run
from guideline_docs.render.word.survey import CONTENTS, Survey
from guideline_docs.render.word.tables import Tables
from guideline_docs.render.word.template import Template
from guideline_docs.render.word.xml import W
from guideline_docs.render.xml import DECLARATION, R, escape
from guideline_docs.views.draft.parts import (
    Block,
    Caption,
    Chart,
    Contents,
    Draft,
    DraftRole,
    Inlines,
    Line,
    PageBreak,
    Picture,
    Section,
    SectionKind,
    Table,
    Title,
)

_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_LINE_NUMBERS = '<w:lnNumType w:countBy="5" w:restart="newPage"/>'
_BEHIND_MARGINS = re.compile(r"(?=<w:(?:pgNumType|cols)\b)")
_PAGE_NUMBERS = re.compile(r"<w:pgNumType [^>]*/>")
_PAGE_NUMBER_START = re.compile(r'<w:pgNumType [^>]*w:start="\d+"[^>]*/>')


class Body:
    """One document. Its other parts need to know ``lists``, ``comments`` and ``figures``."""

    def __init__(
        self,
        draft: Draft,
        template: Template,
        measured: Sequence[int] | None = None,
        survey: Survey | None = None,
    ) -> None:
        """``measured`` are the pages of all headings, where they are known from 0;
        ``survey`` is that of the draft, where it was made before."""
        self.draft = draft
        self.measured = measured
        self.template = template
        survey = survey or Survey(draft, template)
        self.sections = draft.sections
        self.lists = survey.lists
        self.jumps = survey.jumps
        self.entries = survey.entries
        self.goals_of_titles = survey.goals_of_titles
        self.written: list[LongText | str] = [LongText()]
        """What was written so far; for a 目次, which needs the pages of all, its heading."""
        self.last = ""
        """The element written last: the paragraph that may have to end a section."""
        self.numbered = False
        self.series: dict[str, int] = {}
        self.paragraphs = Paragraphs(template, survey.goals)
        self.bookmarks = Bookmarks(survey.goals, self.paragraphs.runs.numbers)
        self.figures = Figures(template, self.paragraphs)
        self.tables = Tables(draft, template, self.paragraphs, self.bookmarks)

    @property
    def comments(self) -> dict[int, int]:
        """Remark → its comment."""
        return self.paragraphs.runs.told

    @property
    def all_jumps(self) -> list[Jump]:
        return self.lists.jumps

    def xml(self) -> Iterator[bytes]:
        """The whole part, piece by piece; numbers, contents and links are the survey's.

        All of it has been written, and told ``lists``, ``comments`` and ``figures``, when
        the first piece is asked for.
        """
        for section in self.sections:
            self._section(section)
        self._write("")
        self.paragraphs.flow.flush()
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
                xml = contents_xml(
                    part, self.entries, pages, self.paragraphs.runs, self.paragraphs.properties
                )
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
        self.paragraphs.section(section.kind)
        self._write("")
        self._blocks(section.blocks)
        ends_in_text = self.last.startswith("<w:p>")
        if section is self.sections[-1]:
            if not ends_in_text:
                self._write(self.paragraphs.empty())
            self._write(properties)
        elif ends_in_text:
            self._end_section(properties)
        else:
            # The 目次 has none to give: Word writes its paragraphs anew.
            self._write(self.paragraphs.empty(properties))

    def _end_section(self, properties: str) -> None:
        """A section's properties stand in its last paragraph."""
        self.last = self.last.replace("</w:pPr>", f"{properties}</w:pPr>", 1)

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
                    self._write(self.figures.chart(block))
                case Picture():
                    self._write(self.figures.picture(block))
                case Contents():
                    self._place_contents(block)
                case PageBreak():
                    self.paragraphs.turn()
                case Table():
                    # Word makes one table of two that touch.
                    if after_table:
                        self._write(self.paragraphs.empty())
                    for part in self.tables.xml(block):
                        self._write(part)
            after_table = isinstance(block, Table)

    # --- paragraphs -----------------------------------------------------------------

    def _title(self, title: Title, said: Inlines | None = None) -> str:
        """A heading; here and below ``said`` is its text with marks of what changed."""
        further = self._numbering(title, self.jumps.get(title))
        goal = self.goals_of_titles[title]
        text = self.paragraphs.text(title.text if said is None else said, title.role)
        self.paragraphs.fill(title.role, text.words, (goal.bookmark,))
        content = self.bookmarks.control(title.key, text.xml) if title.key else text.xml
        content = self.bookmarks.marked(goal.bookmark, content)
        return self.paragraphs.xml(title.role, content, further)

    def _numbering(self, title: Title, jump: Jump | None) -> str:
        """What its paragraph says of its number, where its style does not."""
        if jump:
            return (
                f'<w:numPr><w:ilvl w:val="{jump.place}"/><w:numId w:val="{jump.number}"/></w:numPr>'
            )
        if title.number is None and title.role in self.template.levels:
            # The style counts: this one bears no number, or bears it in its words.
            return '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        return ""

    def _line(self, line: Line, said: Inlines | None = None) -> str:
        text = self.paragraphs.text(line.text if said is None else said, line.role)
        self.paragraphs.fill(line.role, text.words)
        content = self.bookmarks.found_again(text.xml, line.anchor, line.key)
        return self.paragraphs.xml(line.role, content)

    def _caption(self, caption: Caption, said: Inlines | None = None) -> str:
        number = self.series[caption.series] = self.series.get(caption.series, 0) + 1
        words = run(escape(caption.series))
        counted = field_xml(f"SEQ {caption.series} \\* ARABIC", run(str(number)))
        gap = run(escape(self.draft.words.gap))
        text = self.paragraphs.text(caption.text if said is None else said, caption.role)
        shown = f"{caption.series}{number}{self.draft.words.gap}{text.words}"
        self.paragraphs.fill(caption.role, shown)
        return self.paragraphs.xml(caption.role, f"{words}{counted}{gap}{text.xml}")

    # --- 目次 -----------------------------------------------------------------------

    def _place_contents(self, contents: Contents) -> None:
        """Leave room for the 目次, which needs the pages of all that follows."""
        self._write("")
        self.paragraphs.fill(DraftRole.CONTENTS, contents.title)
        heading = self.paragraphs.xml(DraftRole.CONTENTS, run(escape(contents.title)))
        self.written += (heading, LongText())
        keep = kept([entry.level for entry in self.entries])
        for entry, keep_next in zip(self.entries, keep, strict=True):
            words = self.paragraphs.runs.words(entry.title.text)
            self.paragraphs.fill(CONTENTS[entry.level], words, keep=keep_next)
        note = contents.counted
        if self.measured is not None:
            note = contents.measured
        elif self.paragraphs.measures.unknown:
            note = contents.unknown
        if note:
            self.paragraphs.fill(DraftRole.TABLE_NOTE, note)
            self._write(self.paragraphs.xml(DraftRole.TABLE_NOTE, run(escape(note))))

    def _pages(self) -> Mapping[str, str]:
        """Bookmark of a heading → its page as printed; empty where nobody knows."""
        counted = self.paragraphs.flow.pages
        if self.measured is None:
            known = not self.paragraphs.measures.unknown
            return {mark: str(page) for mark, page in counted.items()} if known else {}
        marks = [goal.bookmark for goal in self.goals_of_titles.values()]
        if len(marks) != len(self.measured):
            return {}
        # Pages are numbered from the first heading's on.
        first = counted[marks[0]] - self.measured[0]
        return {mark: str(page + first) for mark, page in zip(marks, self.measured, strict=True)}
