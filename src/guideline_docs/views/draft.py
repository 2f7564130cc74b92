"""素案: the second guideline as its committee reads it, in reading order.

Every string is finished and every block names its role. Numbers are not typed: a
heading says which number it bears, and text that refers to it says so with
``NumberOf``, for the document to keep the two together while it is edited.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from itertools import groupby, pairwise
from typing import NamedTuple

from guideline_docs.model.configuration import UNSET, DraftOptions
from guideline_docs.model.guideline import (
    Annotation,
    AnnotationKind,
    Category,
    Chapter,
    CrossReference,
    Guideline,
    Heading,
    Measure,
    Paragraph,
    ParagraphKind,
    Passage,
    Proposal,
    Subsection,
    Tier,
    TierTerm,
)
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.glyphs import full_kana, kana_place
from guideline_docs.source.image import ImageFile
from guideline_docs.source.span import Span
from guideline_docs.syntax.nodes import Column
from guideline_docs.syntax.references import ReferenceKind, measure_name, subsection_name
from guideline_docs.views.achievement import Achievement, AchievementWords, TierRow, achievement
from guideline_docs.views.moves import MoveKind, move_kind
from guideline_docs.views.text import Piece, PieceRole, Remark, RemarkIndex, pieces, printable
from guideline_docs.views.wording import Wording, phrase


class DraftRole(StrEnum):
    """What a block or a word is; ``[styles]`` in wording.toml gives each its style."""

    COVER_NUMBER = "cover_number"
    COVER_MEETING = "cover_meeting"
    COVER_TITLE = "cover_title"
    COVER_STAGE = "cover_stage"
    COVER_DATE = "cover_date"
    COVER_MUNICIPALITY = "cover_municipality"
    COVER_DEPARTMENT = "cover_department"
    FRONT = "front"
    CONTENTS = "contents"
    CONTENTS_1 = "contents_1"
    CONTENTS_2 = "contents_2"
    CONTENTS_3 = "contents_3"
    CHAPTER = "chapter"
    CHAPTER_UNNUMBERED = "chapter_unnumbered"
    SECTION = "section"
    ITEM = "item"
    LETTER = "letter"
    LETTER_UNNUMBERED = "letter_unnumbered"
    INNER = "inner"
    MEASURE = "measure"
    TEXT = "text"
    ENTRY = "entry"
    NOTE = "note"
    CAPTION = "caption"
    FIGURE_CAPTION = "figure_caption"
    TABLE_LEAD = "table_lead"
    BAND = "band"
    TABLE_NOTE = "table_note"
    FIGURE = "figure"
    BREAK = "break"
    CELL = "cell"
    CELL_CENTRE = "cell_centre"
    CELL_NUMBER = "cell_number"
    CELL_HEAD = "cell_head"
    CELL_LABEL = "cell_label"
    COMMENT = "comment"
    LEGEND_TABLE = "legend_table"
    ACHIEVEMENT_TABLE = "achievement_table"
    SYSTEM_TABLE = "system_table"
    MEASURE_TABLE = "measure_table"
    COMPARISON_TABLE = "comparison_table"
    PROGRESS_TABLE = "progress_table"
    FINDING_TABLE = "finding_table"
    LINK = "link"
    UNRESOLVED = "unresolved"
    PLACEHOLDER = "placeholder"
    TIER = "tier"
    COMMENT_MARK = "comment_mark"


# The roles of the levels of a chapter's headings, 第1章 to (ア).
HEADINGS = (
    DraftRole.CHAPTER,
    DraftRole.SECTION,
    DraftRole.ITEM,
    DraftRole.LETTER,
    DraftRole.INNER,
)


# ---- what is printed in any draft ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoverWords:
    number: str
    title: str
    date: str
    municipality: str
    department: str


@dataclass(frozen=True, slots=True)
class LegendWords:
    title: str
    lead: str
    mark: str
    meaning: str
    placeholder: str
    unresolved: str
    unresolved_sample: str
    comment: str
    comment_sample: str
    note: str


@dataclass(frozen=True, slots=True)
class MoveWords:
    promotion: str
    demotion: str
    continuation: str
    completion: str
    renewal: str
    unclear: str


@dataclass(frozen=True, slots=True)
class SkeletonWords:
    achievement: str
    system: str
    measures: str
    comparison: str


@dataclass(frozen=True, slots=True)
class TableWords:
    subsection: str
    number: str
    measure: str
    before: str
    after: str
    move: str
    kind: str
    number_before: str
    number_after: str
    tier_before: str
    tier_after: str
    achievement_description: str
    system_description: str
    measure_description: str = phrase("name")
    progress_description: str
    comparison_caption: str
    comparison_description: str
    comparison_note: str
    progress_note: str


@dataclass(frozen=True, slots=True)
class FindingWords:
    title: str
    lead: str = phrase("n")
    number: str
    place: str
    message: str
    message_code: str = phrase("code", "message")
    description: str
    hint: str = phrase("hint")
    at_tier: str = phrase("mark")
    at_measure: str = phrase("number", "column")
    at_row: str = phrase("number")
    at_heading: str = phrase("name")
    at_line: str = phrase("path", "line")
    note: str


@dataclass(frozen=True, slots=True)
class DraftWords:
    """``[draft]`` in wording.toml."""

    stage: str = phrase("stage")
    watermark: str
    unset: str = phrase("name")
    contents: str
    pages_counted: str
    pages_measured: str
    pages_unknown: str
    table: str
    figure: str
    bar: str = phrase("name", "n")
    tier: str = phrase("mark")
    way_from: str
    way_to: str
    way_kind: str = phrase("kind")
    arrow: str
    blank: str
    gap: str
    """Between a number and what it numbers."""
    open_number: str
    no_number: str
    category: str = phrase("number")
    cover: CoverWords
    legend: LegendWords
    moves: MoveWords
    skeleton: SkeletonWords
    tables: TableWords
    findings: FindingWords


# ---- what a draft is made of --------------------------------------------------------


class NumberOf(NamedTuple):
    """The number that the heading at ``anchor`` bears.

    ``written`` stands there if the document has no such heading, or one without number.
    """

    anchor: str
    written: str
    remarks: tuple[int, ...] = ()


class Term(NamedTuple):
    """A closed word with a look of its own: the mark of a tier."""

    text: str
    role: DraftRole
    remarks: tuple[int, ...] = ()


Inline = Piece | NumberOf | Term
Inlines = tuple[Inline, ...]


class Title(NamedTuple):
    """A heading. ``number`` is what it bears; None for one that bears none.

    ``key`` here and below names a text of the sources that may be edited in the document
    and found again in ``Draft.origins``.
    """

    role: DraftRole
    text: Inlines
    number: int | None = None
    anchor: str = ""
    key: str = ""


class Line(NamedTuple):
    """A paragraph."""

    role: DraftRole
    text: Inlines
    anchor: str = ""
    key: str = ""


class Caption(NamedTuple):
    """Title of a table or figure; ``series`` is counted through the document (表1)."""

    role: DraftRole
    series: str
    text: Inlines


class Cell(NamedTuple):
    """``across``: how many columns; ``joins``: the cell goes on from the one above."""

    role: DraftRole
    text: Inlines
    across: int = 1
    joins: bool = False
    anchor: str = ""
    key: str = ""


class Row(NamedTuple):
    """``head``: repeated on every page; ``keep``: on one page with the row below."""

    cells: tuple[Cell, ...]
    head: bool = False
    keep: bool = False


class Table(NamedTuple):
    """``title`` and ``description`` are for those who hear the document.

    ``columns`` are the places of its columns among those that tables of its role have;
    empty where it has all of them.
    """

    role: DraftRole
    title: str
    description: str
    rows: tuple[Row, ...]
    columns: tuple[int, ...] = ()


class Series(NamedTuple):
    """What one status has in each bar."""

    name: str
    values: tuple[int, ...]


class Chart(NamedTuple):
    """Bars that are parted among the series; ``description`` says the same in words."""

    title: str
    description: str
    bars: tuple[str, ...]
    series: tuple[Series, ...]


class Picture(NamedTuple):
    """An image; width and height in pixels."""

    data: bytes
    kind: str
    width: int
    height: int
    description: str


class Contents(NamedTuple):
    """目次: where it stands; what it holds is known by the whole document.

    Below it stands how its page numbers came about: counted, measured by LibreOffice,
    or not at all.
    """

    title: str
    counted: str
    measured: str
    unknown: str


class PageBreak(NamedTuple):
    """What follows begins a page."""


Block = Title | Line | Caption | Table | Chart | Picture | Contents | PageBreak


class SectionKind(StrEnum):
    FRONT = "front"
    """Cover and contents: pages without number."""
    UPRIGHT = "upright"
    TURNED = "turned"


class Section(NamedTuple):
    """Pages of one kind."""

    kind: SectionKind
    blocks: tuple[Block, ...]


class Origin(NamedTuple):
    """Where a text comes from: the number of a source in ``Draft.sources``, and its line."""

    source: int
    line: int


class Source(NamedTuple):
    """A source by its name in the project, and the SHA-256 of its text in UTF-8."""

    name: str
    digest: str


class Draft(NamedTuple):
    """The whole document."""

    words: DraftWords
    title: str
    stage: str
    """（素案）; empty in a final document."""
    number: str
    author: str
    watermark: str
    """What lies under the text of every page; empty where nothing does."""
    line_numbers: bool
    sections: tuple[Section, ...]
    comments: Mapping[int, Remark]
    """By the number that pieces carry; a remark's own number is its place in the list."""
    sources: tuple[Source, ...]
    origins: Mapping[str, Origin]
    """Key of a text → where it comes from; none in a final document."""


def draft(
    guideline: Guideline,
    diagnostics: Iterable[Diagnostic],
    wording: Wording,
    final: bool = False,
    options: DraftOptions = DraftOptions(),
) -> Draft:
    """Say what the draft says.

    Findings that are not accepted are marked at their place and listed as 確認事項;
    ``final`` leaves them, the marks of open questions and the stage out. Raises
    CannotRun where a phrase is missing.
    """
    words = wording.phrases(DraftWords, "draft")
    achieved = achievement(guideline, wording.phrases(AchievementWords, "achievement"))
    told = () if final else diagnostics
    return _Drafter(guideline, told, words, achieved, final, options).draft()


# A measure stands in several places; what is told of it is told, and what refers to it
# leads, to the first of these that the chapters ask for.
_HOMES = (
    AnnotationKind.MEASURES,
    AnnotationKind.PROGRESS_TABLE,
    AnnotationKind.COMPARISON,
    AnnotationKind.MEASURE_SYSTEM,
)

_PLACEHOLDER = re.compile(r"(【(?:要設定|要確認|要更新)[^】]*】)")

# A reference to a subsection, cut where one number ends and the next begins.
_SUBSECTION = re.compile(
    r"""(?x)
    (?P<category>[(（]\s*[0-9０-９]+\s*[)）]|[⑴-⒇])?(?P<joint>.*?)(?P<letter>[ァ-ヺｦ-ﾝ])
    (?:(?P<to>[～〜~]|から)(?P<last>[ァ-ヺｦ-ﾝ])(?P<until>まで)?)?"""
)
_CHAPTER = re.compile(r"(?P<chapter>第[^章]*章)(?P<section>[0-9０-９]+)?(?P<item>[(（].*[)）])?")


class _Drafter:
    """One walk over the guideline."""

    def __init__(
        self,
        guideline: Guideline,
        diagnostics: Iterable[Diagnostic],
        words: DraftWords,
        achieved: Achievement,
        final: bool,
        options: DraftOptions,
    ) -> None:
        self.guideline = guideline
        self.words = words
        self.achieved = achieved
        self.final = final
        self.options = options
        vocabulary = guideline.configuration.vocabulary
        self.vocabulary = vocabulary
        self.heads = {column: names[0] for column, names in vocabulary.heads.items()}
        self.told = dict(enumerate((d for d in diagnostics if d.accepted is None), 1))
        self.index = RemarkIndex((d.span, number) for number, d in self.told.items())
        self.marked: dict[int, _Place] = {}
        """Number of a remark → where it is marked; in reading order."""
        self.spans: dict[str, Span] = {}
        """Key of a text → where it stands in a source."""
        self.labels: dict[str, Cell] = {}
        self.rows: dict[int, _Row] = {}
        """Measures by identity → their cells without remarks."""
        self.seen: set[PieceRole] = set()
        asked = [
            block.kind
            for chapter in guideline.chapters
            for block in chapter.blocks
            if isinstance(block, Annotation)
        ]
        self.home = next((kind for kind in _HOMES if kind in asked), AnnotationKind.MEASURES)

    def draft(self) -> Draft:
        bibliography = self.guideline.configuration.bibliography
        cover = tuple(self._cover())
        body = list(self._sections(self._body()))
        comments = dict(self._remarks())
        body.append(Section(SectionKind.UPRIGHT, tuple(self._findings(comments))))
        front = (*cover, *self._legend(), self._contents())
        return Draft(
            words=self.words,
            title=printable(bibliography.title) or self._unset(self.words.cover.title),
            stage=self._stage(),
            number=printable(bibliography.draft_number) or self._unset(self.words.cover.number),
            author=printable(
                bibliography.author or bibliography.department or bibliography.municipality
            ),
            watermark=self.words.watermark if self.options.watermark and not self.final else "",
            line_numbers=self.options.line_numbers,
            sections=(Section(SectionKind.FRONT, front), *_joined(body)),
            comments=comments,
            sources=tuple(self._sources()) if self.spans else (),
            origins=dict(self._origins()),
        )

    # --- the way back ------------------------------------------------------------

    def _key(self, owner: str, part: str, passage: Passage) -> str:
        """A name for a text by which it is found again; each text has one, in one place."""
        key = f"{owner}:{part}"
        if self.final or key in self.spans:
            return ""
        self.spans[key] = passage.span
        return key

    def _sources(self) -> Iterator[Source]:
        """The sources by their names in the project: where it stands is nobody's business."""
        folder = self.guideline.configuration.chapters
        chapters = {id(chapter.source) for chapter in self.guideline.chapters}
        for source in self.guideline.sources:
            name = source.path.rpartition("/")[2]
            if id(source) in chapters:
                name = f"{folder}/{name}"
            yield Source(name, sha256(source.text.encode()).hexdigest())

    def _origins(self) -> Iterator[tuple[str, Origin]]:
        numbers = {id(source): n for n, source in enumerate(self.guideline.sources)}
        for key, span in self.spans.items():
            if (number := numbers.get(id(span.source))) is not None:
                yield key, Origin(number, span.line)

    # --- before the chapters ----------------------------------------------------

    def _cover(self) -> Iterator[Block]:
        bibliography, names = self.guideline.configuration.bibliography, self.words.cover
        yield self._fact(DraftRole.COVER_NUMBER, bibliography.draft_number, names.number)
        if bibliography.meeting:
            yield self._fact(DraftRole.COVER_MEETING, bibliography.meeting, "")
        yield self._fact(DraftRole.COVER_TITLE, bibliography.title, names.title)
        if stage := self._stage():
            yield Line(DraftRole.COVER_STAGE, self._fixed(stage))
        yield self._fact(DraftRole.COVER_DATE, bibliography.date, names.date)
        yield self._fact(
            DraftRole.COVER_MUNICIPALITY, bibliography.municipality, names.municipality
        )
        yield self._fact(DraftRole.COVER_DEPARTMENT, bibliography.department, names.department)

    def _fact(self, role: DraftRole, value: str, name: str) -> Line:
        return Line(role, self._fixed(printable(value) or self._unset(name)))

    def _unset(self, name: str) -> str:
        return self.words.unset.format(name=name)

    def _stage(self) -> str:
        stage = printable(self.guideline.configuration.bibliography.stage)
        return self.words.stage.format(stage=stage) if stage and not self.final else ""

    def _legend(self) -> Iterator[Block]:
        """本資料の見方: what the marks mean that stand in this very document."""
        words = self.words.legend
        entries: list[tuple[Piece, str]] = []
        if PieceRole.PLACEHOLDER in self.seen:
            entries.append((Piece(UNSET, PieceRole.PLACEHOLDER), words.placeholder))
        if PieceRole.UNRESOLVED in self.seen:
            sample = Piece(words.unresolved_sample, PieceRole.UNRESOLVED)
            entries.append((sample, words.unresolved))
        if self.told:
            entries.append((Piece(words.comment_sample), words.comment))
        if not entries or self.final:
            return
        yield Line(DraftRole.FRONT, self._fixed(words.title))
        yield Line(DraftRole.TABLE_LEAD, self._fixed(words.lead))
        head = _head_row((words.mark, words.meaning))
        rows = (
            Row((Cell(DraftRole.CELL_CENTRE, (mark,)), Cell(DraftRole.CELL, _plain(meaning))))
            for mark, meaning in entries
        )
        yield Table(DraftRole.LEGEND_TABLE, words.title, words.lead, (head, *rows))
        yield Line(DraftRole.TABLE_NOTE, self._fixed(words.note))

    def _contents(self) -> Contents:
        words = self.words
        counted, measured = words.pages_counted, words.pages_measured
        if self.final:
            counted = measured = ""
        return Contents(words.contents, counted, measured, words.pages_unknown)

    # --- the chapters -----------------------------------------------------------

    def _body(self) -> Iterator[Block | Annotation]:
        """The chapters' blocks; the 一覧 stays an annotation, for it turns the page."""
        if not self.guideline.chapters:
            yield from self._skeleton()
            return
        for chapter in self.guideline.chapters:
            yield from self._chapter(chapter)

    def _skeleton(self) -> Iterator[Block]:
        """A sheet without chapters gives a whole draft too."""
        words = self.words.skeleton
        asked = (
            (words.achievement, self._achievement()),
            (words.system, self._system()),
            (words.measures, self._measures()),
            (words.comparison, self._comparison()),
        )
        for number, (title, blocks) in enumerate(asked, 1):
            anchor = f"chapter-{number}"
            yield Title(DraftRole.CHAPTER, self._fixed(title), number, anchor)
            yield from blocks

    def _chapter(self, chapter: Chapter) -> Iterator[Block | Annotation]:
        place = _Place(chapter.source.path.rpartition("/")[2], "")
        number = self.guideline.chapters.index(chapter) + 1
        paragraphs = 0
        for block in chapter.blocks:
            match block:
                case Heading():
                    words = self.words.findings.at_heading.format(name=block.name)
                    place = _Place(words, block.anchor)
                    yield self._title(block, place)
                case Paragraph():
                    paragraphs += 1
                    yield self._paragraph(block, place, f"text-{number}-{paragraphs}")
                case Annotation():
                    yield from self._annotation(block, place)

    def _title(self, heading: Heading, place: _Place) -> Title:
        text = self._told_whole(self._text(heading.title, place), place, heading.span)
        key = self._key(heading.anchor, "title", heading.title)
        return Title(HEADINGS[heading.level], text, heading.ordinal, heading.anchor, key)

    def _paragraph(self, paragraph: Paragraph, place: _Place, name: str) -> Line:
        role = _PARAGRAPHS[paragraph.kind]
        text = tuple(part for line in paragraph.passages for part in self._text(line, place))
        key = self._key(name, "text", paragraph.passages[0])
        return Line(role, self._told_whole(text, place, paragraph.span), key=key)

    def _annotation(self, annotation: Annotation, place: _Place) -> Iterator[Block | Annotation]:
        match annotation.kind:
            case AnnotationKind.PAGE_BREAK:
                yield PageBreak()
            case AnnotationKind.ACHIEVEMENT:
                yield from self._achievement()
            case AnnotationKind.MEASURE_SYSTEM:
                yield from self._system()
            case AnnotationKind.MEASURES:
                yield from self._measures()
            case AnnotationKind.PROGRESS_TABLE:
                yield annotation
            case AnnotationKind.COMPARISON:
                yield from self._comparison()
            case AnnotationKind.ACHIEVEMENT_CHART:
                yield from self._chart()
            case AnnotationKind.IMAGE if annotation.image and annotation.image.data:
                yield from self._picture(annotation.image, annotation.arguments[1:])
            case _:
                written = self._unresolved(printable(annotation.place.text))
                yield Line(DraftRole.TEXT, self._told_whole(written, place, annotation.span))

    def _picture(self, image: ImageFile, further: tuple[str, ...]) -> Iterator[Block]:
        description = printable(further[0]) if further else ""
        yield Picture(
            image.data, image.kind, image.width, image.height, description or image.name
        )
        if description:
            caption = self._fixed(description)
            yield Caption(DraftRole.FIGURE_CAPTION, self.words.figure, caption)

    def _sections(self, blocks: Iterable[Block | Annotation]) -> Iterator[Section]:
        """Turn the page for the 一覧, together with the headings that lead to it."""
        here: list[Block] = []
        for block in blocks:
            if not isinstance(block, Annotation):
                here.append(block)
                continue
            start = _leading(here)
            yield Section(SectionKind.UPRIGHT, tuple(here[:start]))
            yield Section(SectionKind.TURNED, (*here[start:], *self._progress_table()))
            here = []
        yield Section(SectionKind.UPRIGHT, tuple(here))

    # --- 達成状況 ---------------------------------------------------------------

    def _achievement(self) -> Iterator[Block]:
        achieved, words = self.achieved, self.achieved.words
        yield Caption(DraftRole.CAPTION, self.words.table, _plain(words.caption))
        names = (words.tier, words.total, *(column.word for column in achieved.columns))
        rows = [_head_row(names)]
        for tier, row in zip(self.guideline.tiers, achieved.rows, strict=True):
            words_of = (Term(row.name, DraftRole.TIER), *_plain(row.label and "\n" + row.label))
            rows.append(self._achievement_row(row, self._told_of_tier(tier, row.name, words_of)))
        rows.append(self._achievement_row(achieved.overall, _plain(achieved.overall.name)))
        description = self.words.tables.achievement_description
        yield Table(DraftRole.ACHIEVEMENT_TABLE, words.caption, description, tuple(rows))
        for note in achieved.notes:
            yield Line(DraftRole.TABLE_NOTE, note)

    def _chart(self) -> Iterator[Block]:
        """The same figures as bars, each as long as the others."""
        achieved, words = self.achieved, self.achieved.words
        rows = [row for row in (*achieved.rows, achieved.overall) if row.segments]
        if not rows:
            return
        counts = [{part.word: int(part.count) for part in row.segments} for row in rows]
        yield Chart(
            words.chart,
            "".join(row.alternative for row in rows),
            tuple(self.words.bar.format(name=row.name, n=row.total) for row in rows),
            tuple(
                Series(key.word, tuple(count.get(key.word, 0) for count in counts))
                for key in achieved.keys
            ),
        )
        yield Caption(DraftRole.FIGURE_CAPTION, self.words.figure, _plain(words.chart))

    def _achievement_row(self, row: TierRow, name: Inlines) -> Row:
        figures = (row.total, *("\n".join(_filled(f.count, f.rate)) for f in row.figures))
        cells = (Cell(DraftRole.CELL_NUMBER, _plain(figure)) for figure in figures)
        keep = row is not self.achieved.overall
        return Row((Cell(DraftRole.CELL_CENTRE, name), *cells), keep=keep)

    def _told_of_tier(self, tier: Tier, name: str, words: Inlines) -> Inlines:
        """What is told of the sheet's own summary is marked at the counted one."""
        place = _Place(self.words.findings.at_tier.format(mark=name), "")
        for line in self.guideline.summary.lines:
            if line.tier is tier:
                spans = (line.span, *(share.span for share in line.shares))
                words = self._told_whole(words, place, *spans)
        return words

    # --- 施策の体系 -------------------------------------------------------------

    def _system(self) -> Iterator[Block]:
        here, words = AnnotationKind.MEASURE_SYSTEM, self.words.tables
        head = _head_row(
            (words.subsection, words.number, words.measure, words.before, words.after)
        )
        for category in self._categories():
            yield from self._band(category, here)
            rows = [head]
            for subsection in category.subsections:
                for measure in subsection.measures:
                    first = measure is subsection.measures[0]
                    row = self._row(measure, here)
                    cells = (
                        Cell(
                            DraftRole.CELL,
                            self._subsection_name(subsection) if first else (),
                            joins=not first,
                            anchor=self._home_anchor(subsection, here) if first else "",
                        ),
                        row.number,
                        Cell(DraftRole.CELL, row.title),
                        Cell(DraftRole.CELL_CENTRE, row.before),
                        Cell(DraftRole.CELL_CENTRE, row.after),
                    )
                    rows.append(Row(cells, keep=measure is not subsection.measures[-1]))
            title = self._category_words(category)
            yield Table(DraftRole.SYSTEM_TABLE, title, words.system_description, tuple(rows))

    # --- 施策 -------------------------------------------------------------------

    def _measures(self) -> Iterator[Block]:
        for category in self._categories(empty_too=True):
            if category.title is not None:
                yield self._category_heading(category)
            for subsection in category.subsections:
                if subsection.title is not None:
                    yield self._subsection_heading(category, subsection)
                for measure in subsection.measures:
                    yield from self._measure(measure)

    def _category_heading(self, category: Category) -> Title:
        text = self._category_title(category)
        key = self._key(category.anchor, "title", category.title) if category.title else ""
        return Title(DraftRole.ITEM, text, category.number, category.anchor, key)

    def _category_title(self, category: Category) -> Inlines:
        name = self.words.findings.at_heading.format(name=f"({category.number})")
        place = _Place(name, category.anchor)
        text = self._text(category.title, place) if category.title else ()
        return self._told_whole(text, place, category.span)

    def _subsection_heading(self, category: Category, subsection: Subsection) -> Title:
        name = subsection_name(category.number or 0, subsection.position_letter or "")
        place = _Place(self.words.findings.at_heading.format(name=name), subsection.anchor)
        text = self._text(subsection.title, place) if subsection.title else ()
        text = self._told_whole(text, place, subsection.span)
        number = _ordinal(subsection)
        role = DraftRole.LETTER_UNNUMBERED if number is None else DraftRole.LETTER
        key = self._key(subsection.anchor, "title", subsection.title) if subsection.title else ""
        return Title(role, text, number, subsection.anchor, key)

    def _measure(self, measure: Measure) -> Iterator[Block]:
        words, heads = self.words.tables, self.heads
        row = self._row(measure, AnnotationKind.MEASURES)
        key = self._key(measure.anchor, "title", measure.title)
        yield Title(DraftRole.MEASURE, row.title, measure.number, measure.anchor, key)
        rows = [
            (
                self._label(words.move),
                Cell(DraftRole.CELL, self._way(measure, row)),
                self._label(heads[Column.STATUS]),
                Cell(DraftRole.CELL, row.status),
            )
        ]
        further = []
        if not self.options.omit_notes:
            further = [
                (heads[Column.RESULTS], row.results, "results", measure.results),
                (heads[Column.RATIONALE], row.rationale, "rationale", measure.rationale),
            ]
        for place, ((head, text), extra) in enumerate(zip(row.extras, measure.extras, strict=True)):
            further.append((head, text, f"extra-{place + 1}", extra.passage))
        for name, text, part, passage in further:
            key = self._key(measure.anchor, part, passage)
            rows.append((self._label(name), Cell(DraftRole.CELL, text, across=3, key=key)))
        title = measure_name(measure.number or 0)
        description = words.measure_description.format(name=title)
        yield Table(
            DraftRole.MEASURE_TABLE,
            title,
            description,
            tuple(Row(cells, keep=cells is not rows[-1]) for cells in rows),
        )

    def _label(self, name: str) -> Cell:
        """The name of a field; one cell for all tables."""
        cell = self.labels.get(name)
        if cell is None:
            cell = self.labels[name] = Cell(DraftRole.CELL_LABEL, _plain(name))
        return cell

    def _way(self, measure: Measure, row: _Row) -> Inlines:
        """第1期【Ⅱ-ア】 → 第2期案【Ⅰ】（昇格）"""
        words = self.words
        kind = getattr(words.moves, move_kind(measure))
        return (
            *_plain(words.way_from),
            *self._bracketed(row.before),
            *_plain(words.way_to),
            *self._bracketed(row.after),
            *_plain(kind and words.way_kind.format(kind=kind)),
        )

    def _bracketed(self, text: Inlines) -> Iterator[Inline]:
        for part in text:
            if isinstance(part, Term):
                part = part._replace(text=self.words.tier.format(mark=part.text))
            yield part

    # --- 進捗状況一覧 ------------------------------------------------------------

    def _progress_table(self) -> Iterator[Block]:
        here, words, heads = AnnotationKind.PROGRESS_TABLE, self.words.tables, self.heads
        shown = self._columns()
        names = [heads[column] for column in shown] + list(self.guideline.extra_heads)
        head = _head_row(printable(name) for name in names)
        places = tuple(_COLUMNS.index(column) for column in shown)
        further = range(len(_COLUMNS), len(_COLUMNS) + len(self.guideline.extra_heads))
        for category in self._categories():
            yield from self._band(category, here)
            rows = [head]
            for subsection in category.subsections:
                if subsection.title is not None:
                    name = self._subsection_name(subsection)
                    anchor = self._home_anchor(subsection, here)
                    cell = Cell(DraftRole.CELL_LABEL, name, across=len(names), anchor=anchor)
                    rows.append(Row((cell,), keep=True))
                rows += (self._progress_row(m, here, shown) for m in subsection.measures)
            title = self._category_words(category)
            yield Table(
                DraftRole.PROGRESS_TABLE,
                title,
                words.progress_description,
                tuple(rows),
                (*places, *further),
            )
        for note in self.guideline.notes:
            yield Line(DraftRole.TABLE_NOTE, self._text(note))
        yield Line(DraftRole.TABLE_NOTE, self._fixed(words.progress_note))

    def _columns(self) -> tuple[Column, ...]:
        notes = (Column.RESULTS, Column.RATIONALE) if self.options.omit_notes else ()
        return tuple(column for column in _COLUMNS if column not in notes)

    def _progress_row(
        self, measure: Measure, here: AnnotationKind, columns: tuple[Column, ...]
    ) -> Row:
        row = self._row(measure, here)
        cells = {
            Column.NUMBER: row.number,
            Column.TITLE: Cell(DraftRole.CELL, row.title),
            Column.TIER: Cell(DraftRole.CELL_CENTRE, row.before),
            Column.STATUS: Cell(DraftRole.CELL_CENTRE, row.status),
            Column.RESULTS: Cell(DraftRole.CELL, row.results),
            Column.PROPOSAL: Cell(DraftRole.CELL_CENTRE, row.after),
            Column.RATIONALE: Cell(DraftRole.CELL, row.rationale),
        }
        extras = dict(row.extras)
        further = [extras.get(printable(head), ()) for head in self.guideline.extra_heads]
        return Row(
            (
                *(cells[column] for column in columns),
                *(Cell(DraftRole.CELL, text) for text in further),
            )
        )

    # --- 新旧対照表 -------------------------------------------------------------

    def _comparison(self) -> Iterator[Block]:
        here, words = AnnotationKind.COMPARISON, self.words.tables
        head = _head_row(
            (
                words.number_before,
                words.measure,
                words.tier_before,
                words.tier_after,
                words.kind,
                words.number_after,
            )
        )
        yield Caption(DraftRole.CAPTION, self.words.table, _plain(words.comparison_caption))
        for category in self._categories():
            yield from self._band(category, here)
            rows = tuple(self._comparison_row(m, here) for m in category.measures)
            title = self._category_words(category)
            description = words.comparison_description
            yield Table(DraftRole.COMPARISON_TABLE, title, description, (head, *rows))
        yield Line(DraftRole.TABLE_NOTE, self._fixed(words.comparison_note))

    def _comparison_row(self, measure: Measure, here: AnnotationKind) -> Row:
        row, kind, words = self._row(measure, here), move_kind(measure), self.words
        gone = kind is MoveKind.COMPLETION
        return Row(
            (
                row.number,
                Cell(DraftRole.CELL, row.title),
                Cell(DraftRole.CELL_CENTRE, row.before),
                Cell(DraftRole.CELL_CENTRE, row.after),
                Cell(DraftRole.CELL_CENTRE, _plain(getattr(words.moves, kind))),
                Cell(
                    DraftRole.CELL_CENTRE,
                    self._fixed(words.no_number if gone else words.open_number),
                ),
            )
        )

    # --- what the tables share --------------------------------------------------

    def _categories(self, empty_too: bool = False) -> Iterator[Category]:
        """The categories that hold measures: an empty table says nothing."""
        return (c for c in self.guideline.categories if empty_too or any(c.measures))

    def _band(self, category: Category, here: AnnotationKind) -> Iterator[Line]:
        """A category's name over its table."""
        if category.title is None:
            return
        if here is self.home:
            number: Inlines = _plain(self.words.category.format(number=category.number))
            title = self._category_title(category)
        else:
            written = self.words.category.format(number=category.number)
            number = (NumberOf(category.anchor, written),)
            title = self._text(category.title)
        text = (*number, *_plain(self.words.gap), *title)
        yield Line(DraftRole.BAND, text, self._home_anchor(category, here))

    def _home_anchor(self, part: Category | Subsection, here: AnnotationKind) -> str:
        return part.anchor if here is self.home else ""

    def _category_words(self, category: Category) -> str:
        """A category's name for those who hear the document."""
        if category.title is None:
            return self.words.tables.measure
        number = self.words.category.format(number=category.number)
        return number + self.words.gap + printable(category.title.text)

    def _subsection_name(self, subsection: Subsection) -> Inlines:
        if subsection.title is None:
            return ()
        title = self._text(subsection.title)
        if not subsection.letter:
            return title
        number = NumberOf(subsection.anchor, subsection.letter)
        return (number, *_plain(self.words.gap), *title)

    def _row(self, measure: Measure, here: AnnotationKind) -> _Row:
        """The cells of a measure, with the remarks on it where its home is."""
        if here is not self.home:
            return self._row_again(measure)
        findings, heads = self.words.findings, self.heads
        number = measure.number

        def place(column: Column) -> _Place:
            words = findings.at_measure.format(number=number, column=heads[column])
            return _Place(words, measure.anchor)

        def extra_place(head: str) -> _Place:
            return _Place(findings.at_measure.format(number=number, column=head), measure.anchor)

        told = self.index.within(measure.span)
        if not told:
            return self._row_again(measure)
        row = _Row(
            number=self._number_cell(measure, here),
            title=self._text(measure.title, place(Column.TITLE)),
            before=self._told_whole(
                self._origin(measure.tier), place(Column.TIER), measure.tier.span
            ),
            status=self._told_whole(
                self._status(measure), place(Column.STATUS), measure.status.span
            ),
            results=self._note(measure.results, place(Column.RESULTS)),
            after=self._told_whole(
                self._destination(measure.proposal),
                place(Column.PROPOSAL),
                measure.proposal.span,
            ),
            rationale=self._note(measure.rationale, place(Column.RATIONALE)),
            extras=tuple(
                (printable(extra.head), self._text(extra.passage, extra_place(extra.head)))
                for extra in measure.extras
            ),
        )
        # What is told of the row as a whole, or of a part that is not printed.
        whole = _Place(findings.at_row.format(number=number), measure.anchor)
        return row._replace(title=self._told_whole(row.title, whole, measure.span))

    def _row_again(self, measure: Measure) -> _Row:
        """The cells without remarks; made once, for all tables."""
        row = self.rows.get(id(measure))
        if row is None:
            row = self.rows[id(measure)] = _Row(
                number=self._number_cell(measure, None),
                title=self._text(measure.title),
                before=self._origin(measure.tier),
                status=self._status(measure),
                results=self._note(measure.results),
                after=self._destination(measure.proposal),
                rationale=self._note(measure.rationale),
                extras=tuple(
                    (printable(extra.head), self._text(extra.passage))
                    for extra in measure.extras
                ),
            )
        return row

    def _note(self, passage: Passage, place: _Place | None = None) -> Inlines:
        """A note of the office; where it is empty, the mark of that."""
        if self.options.omit_notes:
            return ()
        text = self._text(passage, place)
        return text if passage else (*text, *_plain(self.words.blank))

    def _number_cell(self, measure: Measure, here: AnnotationKind | None) -> Cell:
        written = measure_name(measure.number or 0)
        if here is self.home:
            return Cell(DraftRole.CELL, _plain(written), anchor=measure.anchor)
        return Cell(DraftRole.CELL, (NumberOf(measure.anchor, written),))

    def _origin(self, term: TierTerm) -> Inlines:
        if term.tier is not None:
            return (Term(printable(term.tier.mark), DraftRole.TIER),)
        return _plain(printable(term.span.text) or self.words.blank)

    def _destination(self, proposal: Proposal) -> Inlines:
        if not proposal.understood:
            return _plain(printable(proposal.span.text) or self.words.blank)
        parts: list[Inline] = []
        if proposal.completed:
            parts.append(Piece(self.vocabulary.completed))
        if proposal.completed and proposal.tier:
            parts.append(Piece(self.words.arrow))
        if proposal.tier:
            parts.append(Term(printable(proposal.tier.mark), DraftRole.TIER))
        return tuple(parts)

    def _status(self, measure: Measure) -> Inlines:
        return _plain(printable(measure.status.span.text) or self.words.blank)

    # --- text and remarks -------------------------------------------------------

    def _fixed(self, text: str) -> Inlines:
        """Words that are no source text; their placeholders are seen as such."""
        parts = _PLACEHOLDER.split(text)
        if len(parts) > 1:
            self.seen.add(PieceRole.PLACEHOLDER)
        return tuple(
            Piece(part, PieceRole.PLACEHOLDER if place % 2 else PieceRole.PLAIN)
            for place, part in enumerate(parts)
            if part
        )

    def _text(self, passage: Passage, place: _Place | None = None) -> Inlines:
        """A passage; its new remarks lie on the characters they are about."""
        told = []
        if place is not None:
            told = [
                (start, end, number)
                for start, end, number in self.index.within(passage.span)
                if number not in self.marked
            ]
            self.marked.update((number, place) for _, _, number in told)
        written = passage.text
        if "【要" in written:
            self.seen.add(PieceRole.PLACEHOLDER)
        if told or passage.references or passage.rubies:
            return tuple(self._cut(passage, told))
        # Most cells hold neither placeholder nor code that a line could end within.
        if "-" in written or "【" in written:
            return pieces(passage)
        return _plain(printable(written))

    def _cut(self, passage: Passage, told: list[tuple[int, int, int]]) -> Iterator[Inline]:
        """The passage in parts that begin or end where a reference or a remark does."""
        groups = {
            (span.start, span.end): tuple(group)
            for span, group in groupby(passage.references, key=lambda r: r.span)
        }
        whole = [*groups, *((ruby.span.start, ruby.span.end) for ruby in passage.rubies)]
        edges = {passage.span.start, passage.span.end}
        edges.update(edge for ends in groups for edge in ends)
        for start, end, _ in told:
            edges.update(
                edge
                for edge in (start, end)
                if not any(first < edge < last for first, last in whole)
            )
        for start, end in pairwise(sorted(edges)):
            numbers = tuple(n for first, last, n in told if first < end and last > start)
            yield from _remarked(self._part(passage, start, end, groups), numbers)
        at_point = tuple(number for first, last, number in told if first == last)
        if at_point:
            yield Piece("", remarks=at_point)

    def _part(
        self,
        passage: Passage,
        start: int,
        end: int,
        groups: Mapping[tuple[int, int], tuple[CrossReference, ...]],
    ) -> Inlines:
        rubies = tuple(r for r in passage.rubies if start <= r.span.start < end)
        part = Passage(
            Span(passage.span.source, start, end), rubies=rubies, escaped=passage.escaped
        )
        group = groups.get((start, end))
        if group is None:
            return pieces(part)
        written = printable(part.text)
        if not all(reference.target for reference in group):
            return self._unresolved(written)
        return tuple(self._reference(group, written))

    def _unresolved(self, written: str) -> Inlines:
        """What leads nowhere stands as written, and is seen to do so in a draft."""
        if self.final:
            return _plain(written)
        self.seen.add(PieceRole.UNRESOLVED)
        return (Piece(written, PieceRole.UNRESOLVED),)

    def _reference(self, group: Sequence[CrossReference], written: str) -> Iterator[Inline]:
        """A resolved reference, each of its numbers bound to the heading that bears it."""
        first, last = group[0], group[-1]
        assert first.target is not None and last.target is not None
        kind = first.mark.kind
        if kind is ReferenceKind.MEASURE:
            name = _MEASURE_WORD.match(written)
            word = name[0] if name else ""
            yield from _plain(word)
            yield NumberOf(first.target.anchor, written[len(word) :])
        elif kind is ReferenceKind.CHAPTER and (match := _CHAPTER.fullmatch(written)):
            name = ""
            for part in filter(None, match.groups()):
                name += unicodedata.normalize("NFKC", part)
                target = self.guideline.targets.get(name)
                yield NumberOf(target.anchor, part) if target else Piece(part)
        elif kind is ReferenceKind.SUBSECTION and (match := _SUBSECTION.fullmatch(written)):
            above = self.guideline.targets.get(f"({first.mark.category})")
            if (category := match["category"]) and above:
                yield NumberOf(above.anchor, category)
            elif category:
                yield Piece(category)
            if joint := match["joint"].strip():
                yield Piece(joint, PieceRole.CODE)
            yield NumberOf(first.target.anchor, match["letter"])
            if match["to"]:
                yield Piece(match["to"])
                yield NumberOf(last.target.anchor, match["last"])
                yield from _plain(match["until"] or "")
        else:
            yield Piece(written, PieceRole.LINK, first.target.anchor)

    def _told_whole(self, text: Inlines, place: _Place, *spans: Span | None) -> Inlines:
        """The text with what is told within the spans, and was not marked before, on all of it."""
        numbers = tuple(
            number
            for span in spans
            if span is not None
            for _, _, number in self.index.within(span)
            if number not in self.marked
        )
        if not numbers:
            return text
        self.marked.update((number, place) for number in numbers)
        return tuple(_remarked(text or (Piece(""),), numbers))

    def _remarks(self) -> Iterator[tuple[int, Remark]]:
        """The remarks in reading order, those without a place in the document last."""
        rest = (number for number in self.told if number not in self.marked)
        for place, key in enumerate((*self.marked, *rest), 1):
            diagnostic = self.told[key]
            finding = diagnostic.finding
            if key in self.marked:
                where = self.marked[key].words
            else:
                where = self.words.findings.at_line.format(
                    path=diagnostic.path.rpartition("/")[2], line=finding.span.line
                )
            yield (
                key,
                Remark(
                    place,
                    diagnostic.code,
                    printable(where),
                    printable(finding.message),
                    printable(finding.hint),
                ),
            )

    def _findings(self, comments: Mapping[int, Remark]) -> Iterator[Block]:
        """確認事項: every remark in one list, each leading to its place."""
        if not comments:
            return
        words = self.words.findings
        yield Title(DraftRole.CHAPTER_UNNUMBERED, _plain(words.title))
        yield Line(DraftRole.TABLE_LEAD, self._fixed(words.lead.format(n=len(comments))))
        rows = [_head_row((words.number, words.place, words.message))]
        for key, remark in comments.items():
            anchor = self.marked[key].anchor if key in self.marked else ""
            role = PieceRole.LINK if anchor else PieceRole.PLAIN
            told = words.message_code.format(code=remark.code, message=remark.message)
            if remark.hint:
                told += "\n" + words.hint.format(hint=remark.hint)
            cells = (
                Cell(DraftRole.CELL_CENTRE, _plain(str(remark.number))),
                Cell(DraftRole.CELL, (Piece(remark.place, role, anchor),)),
                Cell(DraftRole.CELL, _plain(told)),
            )
            rows.append(Row(cells))
        yield Table(DraftRole.FINDING_TABLE, words.title, words.description, tuple(rows))
        yield Line(DraftRole.TABLE_NOTE, self._fixed(words.note))


_PARAGRAPHS = {
    ParagraphKind.TEXT: DraftRole.TEXT,
    ParagraphKind.ITEM: DraftRole.ENTRY,
    ParagraphKind.NOTE: DraftRole.NOTE,
}
_COLUMNS = (
    Column.NUMBER,
    Column.TITLE,
    Column.TIER,
    Column.STATUS,
    Column.RESULTS,
    Column.PROPOSAL,
    Column.RATIONALE,
)
_MEASURE_WORD = re.compile(r"施策\s*(?=\S)")


class _Place(NamedTuple):
    """Where a remark is marked: in words, and where a link leads."""

    words: str
    anchor: str


class _Row(NamedTuple):
    """The cells of one measure, as all tables print them."""

    number: Cell
    title: Inlines
    before: Inlines
    status: Inlines
    results: Inlines
    after: Inlines
    rationale: Inlines
    extras: tuple[tuple[str, Inlines], ...]


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(text),) if text else ()


def _filled(*texts: str) -> Iterator[str]:
    return (text for text in texts if text)


def _head_row(names: Iterable[str]) -> Row:
    return Row(tuple(Cell(DraftRole.CELL_HEAD, _plain(name)) for name in names), head=True)


def _remarked(text: Iterable[Inline], numbers: tuple[int, ...]) -> Iterator[Inline]:
    for part in text:
        told = (*part.remarks, *numbers)
        if not numbers:
            yield part
        elif isinstance(part, Piece):
            yield replace(part, remarks=told)
        else:
            yield part._replace(remarks=told)


def _ordinal(subsection: Subsection) -> int | None:
    """The place of a subsection's own letter; None where it is written without one."""
    return kana_place(full_kana(subsection.letter)) if subsection.letter else None


def _leading(blocks: Sequence[Block]) -> int:
    """Where the headings and lines begin that lead to what stands behind the blocks."""
    start = len(blocks)
    while start and isinstance(blocks[start - 1], Line):
        start -= 1
    if not start or not isinstance(blocks[start - 1], Title):
        return len(blocks)
    while start and isinstance(blocks[start - 1], Title):
        start -= 1
    return start


def _joined(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections of one kind that follow each other are one; empty ones are none."""
    for kind, group in groupby((s for s in sections if s.blocks), key=lambda s: s.kind):
        yield Section(kind, tuple(block for section in group for block in section.blocks))
