"""素案: the second guideline as its committee reads it, in reading order.

Every string is finished and every block names its role. Numbers are not typed: a
heading says which number it bears, and text that refers to it says so with
``NumberOf``, for the document to keep the two together while it is edited.

What a draft is made of
    words           what is printed and does not come from the sources
    parts           blocks in reading order, their cells and inline parts
    passages        running text: its remarks, its references, the way back

What a chapter can ask for
    counts          達成状況, as a table and as a chart
    history         経年の推移
    measures        the measures, each way that there is
    measure_system  施策の体系
    entries         施策, one after the other
    progress_table  進捗状況一覧
    comparison      新旧対照表

What these share
    rows            the cells of a measure, as all of them print them
    sections        the names of what the measures stand in
    tables          tables with the columns that the sheet has
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from guideline_docs.model.chapter import (
    Annotation,
    AnnotationKind,
    Chapter,
    Heading,
    Paragraph,
    ParagraphKind,
)
from guideline_docs.model.configuration import UNSET, DraftOptions
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import TEXT, TITLE, paragraph_owner
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.image import ImageFile
from guideline_docs.syntax.columns import Column
from guideline_docs.views.achievement import Achievement, achievement, achievement_words, judged
from guideline_docs.views.columns import column_heads
from guideline_docs.views.draft.counts import Counts
from guideline_docs.views.draft.history import HistoryBlocks
from guideline_docs.views.draft.measures import OF_MEASURES, Measures
from guideline_docs.views.draft.parts import (
    HEADINGS,
    Block,
    Caption,
    Cell,
    Contents,
    Draft,
    DraftRole,
    Inlines,
    Line,
    Origin,
    PageBreak,
    Picture,
    Row,
    Section,
    SectionKind,
    Table,
    Title,
    head_row,
    plain,
)
from guideline_docs.views.draft.passages import Passages
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.history import HistoryWords, history_view
from guideline_docs.views.remarks import RemarkLine, Remarks, RemarkWords
from guideline_docs.views.text import Piece, PieceRole, printable
from guideline_docs.views.wording import Wording

_PARAGRAPHS = {
    ParagraphKind.TEXT: DraftRole.TEXT,
    ParagraphKind.ITEM: DraftRole.ENTRY,
    ParagraphKind.NOTE: DraftRole.NOTE,
}


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
    counted = achievement_words(guideline, wording)
    achieved = (achievement(guideline, counted), *judged(guideline, counted))
    told = () if final else diagnostics
    remarks = Remarks(guideline, told, wording.phrases(RemarkWords, "remarks"))
    return _Drafter(guideline, words, achieved, final, options, remarks, wording).draft()


class _Drafter:
    """One walk over the guideline."""

    def __init__(
        self,
        guideline: Guideline,
        words: DraftWords,
        achieved: Sequence[Achievement],
        final: bool,
        options: DraftOptions,
        remarks: Remarks,
        wording: Wording,
    ) -> None:
        self.guideline = guideline
        self.words = words
        self.final = final
        self.options = options
        self.remarks = remarks
        self.passages = Passages(guideline, self.remarks, final, options.returnable)
        heads = column_heads(wording)
        self.measures = Measures(guideline, words, self.passages, options, heads)
        self.counts = Counts(guideline, achieved[0], achieved[1:], words, self.passages)
        self.wording = wording
        view = history_view(guideline, wording)
        self.history = HistoryBlocks(view, words) if view else None

    def draft(self) -> Draft:
        bibliography = self.guideline.configuration.bibliography
        cover = tuple(self._cover())
        body = list(self._sections(self._body()))
        comments = self.passages.told()
        numbers = {key: remark.number for key, remark in comments.items()}
        remarks = tuple(self.remarks.lines(numbers, self.words.findings.mark))
        body.append(Section(SectionKind.UPRIGHT, tuple(self._findings(remarks))))
        front = (*cover, *self._legend(), self._contents())
        return Draft(
            words=self.words,
            title=printable(bibliography.title) or self._unset(self.words.cover.title),
            stage=self._stage(),
            number=printable(bibliography.draft_number) or self._unset_number(),
            author=printable(
                bibliography.author or bibliography.department or bibliography.municipality
            ),
            watermark=self.words.watermark if self.options.watermark and not self.final else "",
            line_numbers=self.options.line_numbers,
            sections=(Section(SectionKind.FRONT, front), *_joined(body)),
            comments=comments,
            remarks=remarks,
            sources=tuple(self.passages.sources()),
            edition=self.guideline.second.digest,
            origins=self._origins((Section(SectionKind.FRONT, front), *body)),
        )

    def _origins(self, sections: Iterable[Section]) -> dict[str, Origin]:
        """What may be edited, with what it says here; the closed words of the measures too."""
        texts: dict[str, Inlines] = {}
        for section in sections:
            for block in section.blocks:
                match block:
                    case Title() | Line():
                        texts[block.key] = block.text
                    case Table():
                        texts.update((cell.key, cell.text) for row in block.rows for cell in row.cells)
        texts.update(self.measures.cells())
        return dict(self.passages.origins(texts))

    # --- before the chapters ----------------------------------------------------

    def _cover(self) -> Iterator[Block]:
        bibliography, names = self.guideline.configuration.bibliography, self.words.cover
        if bibliography.draft_number or not self.final:
            yield self._fact(DraftRole.COVER_NUMBER, "draft_number", names.number)
        if bibliography.meeting:
            yield self._fact(DraftRole.COVER_MEETING, "meeting", "")
        yield self._fact(DraftRole.COVER_TITLE, "title", names.title)
        if stage := self._stage():
            yield Line(DraftRole.COVER_STAGE, self.passages.fixed(stage))
        yield self._fact(DraftRole.COVER_DATE, "date", names.date)
        yield self._fact(DraftRole.COVER_MUNICIPALITY, "municipality", names.municipality)
        yield self._fact(DraftRole.COVER_DEPARTMENT, "department", names.department)

    def _fact(self, role: DraftRole, setting: str, name: str) -> Line:
        """A fact of the settings; one that is not known says so, behind its ``name``."""
        value = printable(getattr(self.guideline.configuration.bibliography, setting))
        text = value or self._unset(name)
        lead = "" if value else text.partition(UNSET)[0]
        return Line(role, self.passages.fixed(text), key=self.passages.fact(setting, lead))

    def _unset(self, name: str) -> str:
        return self.words.unset.format(name=name)

    def _unset_number(self) -> str:
        """A final paper may have no number; of a draft it is asked."""
        return "" if self.final else self._unset(self.words.cover.number)

    def _stage(self) -> str:
        stage = printable(self.guideline.configuration.bibliography.stage)
        return self.words.stage.format(stage=stage) if stage and not self.final else ""

    def _legend(self) -> Iterator[Block]:
        """本資料の見方: what the marks mean that stand in this very document."""
        words = self.words.legend
        entries: list[tuple[Piece, str]] = []
        if PieceRole.PLACEHOLDER in self.passages.seen:
            entries.append((Piece(UNSET, PieceRole.PLACEHOLDER), words.placeholder))
        if PieceRole.UNRESOLVED in self.passages.seen:
            sample = Piece(words.unresolved_sample, PieceRole.UNRESOLVED)
            entries.append((sample, words.unresolved))
        if self.remarks.told:
            entries.append((Piece(words.comment_sample), words.comment))
        if not entries or self.final:
            return
        yield Line(DraftRole.FRONT, self.passages.fixed(words.title))
        yield Line(DraftRole.TABLE_LEAD, self.passages.fixed(words.lead))
        head = head_row((words.mark, words.meaning))
        rows = (
            Row((Cell(DraftRole.CELL_CENTRE, (mark,)), Cell(DraftRole.CELL, plain(meaning))))
            for mark, meaning in entries
        )
        yield Table(DraftRole.LEGEND_TABLE, words.title, words.lead, (head, *rows))
        yield Line(DraftRole.TABLE_NOTE, self.passages.fixed(words.note))

    def _contents(self) -> Contents:
        words = self.words
        counted, measured = words.pages_counted, words.pages_measured
        if self.final:
            counted = measured = ""
        return Contents(words.contents, counted, measured, words.pages_unknown)

    # --- the chapters -----------------------------------------------------------

    def _body(self) -> Iterator[Block | Annotation]:
        """The chapters' blocks; what turns the page stays an annotation."""
        if not self.guideline.chapters:
            yield from self._skeleton()
            return
        for number, chapter in enumerate(self.guideline.chapters, 1):
            yield from self._chapter(chapter, number)

    def _skeleton(self) -> Iterator[Block | Annotation]:
        """A sheet without chapters gives a whole draft too."""
        words = self.words.skeleton
        if not any(self.guideline.measures):
            yield self._no_measures()
            if self.guideline.sheet and self._has_loose_lines():
                # What nobody understands is printed as it stands.
                kind, here = AnnotationKind.PROGRESS_TABLE, self.guideline.sheet.source.span(0, 0)
                yield Annotation(kind, kind.value, (), here, here)
            return
        asked = [
            (words.system, self.measures.system()),
            (words.measures, self.measures.entries()),
        ]
        if self.measures.has_proposals:
            asked.append((words.comparison, self.measures.comparison()))
        if Column.STATUS in self.guideline.columns or self.guideline.judgements:
            asked.insert(0, (words.achievement, self.counts.table()))
        if self.history:
            asked.append((self.history.said.title, self.history.blocks()))
        for number, (title, blocks) in enumerate(asked, 1):
            anchor = f"chapter-{number}"
            yield Title(DraftRole.CHAPTER, self.passages.fixed(title), number, anchor)
            yield from blocks

    def _chapter(self, chapter: Chapter, number: int) -> Iterator[Block | Annotation]:
        paragraphs = 0
        for block in chapter.blocks:
            match block:
                case Heading():
                    yield self._title(block)
                case Paragraph():
                    paragraphs += 1
                    yield self._paragraph(block, paragraph_owner(number, paragraphs))
                case Annotation():
                    yield from self._annotation(block)

    def _title(self, heading: Heading) -> Title:
        text = self.passages.text(heading.title, home=True)
        text = self.passages.told_whole(text, heading.span)
        key = self.passages.key(heading.anchor, TITLE, heading.title)
        return Title(HEADINGS[heading.level], text, heading.ordinal, heading.anchor, key)

    def _paragraph(self, paragraph: Paragraph, name: str) -> Line:
        role = _PARAGRAPHS[paragraph.kind]
        text = tuple(
            part for line in paragraph.passages for part in self.passages.text(line, home=True)
        )
        key = self.passages.key(name, TEXT, paragraph.passages[0])
        return Line(role, self.passages.told_whole(text, paragraph.span), key=key)

    def _annotation(self, annotation: Annotation) -> Iterator[Block | Annotation]:
        match annotation.kind:
            case kind if kind in OF_MEASURES and not self._has_what(kind):
                yield self._no_measures()
            case AnnotationKind.PAGE_BREAK:
                yield PageBreak()
            case AnnotationKind.ACHIEVEMENT:
                yield from self.counts.table()
            case AnnotationKind.MEASURE_SYSTEM:
                yield from self.measures.system()
            case AnnotationKind.MEASURES:
                yield from self.measures.entries()
            case AnnotationKind.PROGRESS_TABLE:
                yield annotation
            case AnnotationKind.COMPARISON:
                yield from self.measures.comparison()
            case AnnotationKind.ACHIEVEMENT_CHART:
                yield from self.counts.chart()
            case AnnotationKind.HISTORY if self.history and self.history.turned:
                yield annotation
            case AnnotationKind.HISTORY:
                yield from self._history()
            case AnnotationKind.IMAGE if annotation.image and annotation.image.data:
                yield from self._picture(annotation.image, annotation.arguments[1:])
            case _:
                written = self.passages.unresolved(printable(annotation.place.text))
                yield Line(DraftRole.TEXT, self.passages.told_whole(written, annotation.span))

    def _has_what(self, kind: AnnotationKind) -> bool:
        """Whether there are measures, or lines that nobody understands, to be printed here."""
        if any(self.guideline.measures):
            return True
        as_written = (AnnotationKind.MEASURES, AnnotationKind.PROGRESS_TABLE)
        return kind in as_written and self._has_loose_lines()

    def _has_loose_lines(self) -> bool:
        guideline = self.guideline
        return any((*guideline.loose_lines, *guideline.notes, *guideline.further))

    def _history(self) -> Iterator[Block]:
        if self.history:
            yield from self.history.blocks()
        else:
            none = self.wording.phrases(HistoryWords, "history").none
            yield Line(DraftRole.TEXT, self.passages.fixed(none))

    def _no_measures(self) -> Line:
        return Line(DraftRole.TEXT, self.passages.fixed(self.words.no_measures))

    def _picture(self, image: ImageFile, further: tuple[str, ...]) -> Iterator[Block]:
        description = printable(further[0]) if further else ""
        yield Picture(image.data, image.kind, image.width, image.height, description or image.name)
        if description:
            caption = self.passages.fixed(description)
            yield Caption(DraftRole.FIGURE_CAPTION, self.words.figure, caption)

    def _sections(self, blocks: Iterable[Block | Annotation]) -> Iterator[Section]:
        """Turn the page for what is wide, together with the headings that lead to it."""
        here: list[Block] = []
        for block in blocks:
            if not isinstance(block, Annotation):
                here.append(block)
                continue
            start = _leading(here)
            yield Section(SectionKind.UPRIGHT, tuple(here[:start]))
            turned = self.measures.progress_table()
            if block.kind is AnnotationKind.HISTORY:
                turned = self._history()
            yield Section(SectionKind.TURNED, (*here[start:], *turned))
            here = []
        yield Section(SectionKind.UPRIGHT, tuple(here))

    # --- behind the chapters ----------------------------------------------------

    def _findings(self, remarks: Sequence[RemarkLine]) -> Iterator[Block]:
        """確認事項: every remark in one list, each leading to its places."""
        if not remarks:
            return
        words = self.words.findings
        yield Title(DraftRole.CHAPTER_UNNUMBERED, plain(words.title))
        lead = words.lead.format(n=len(self.remarks.told))
        yield Line(DraftRole.TABLE_LEAD, self.passages.fixed(lead))
        rows = [head_row((words.number, words.message, words.place))]
        for line in remarks:
            told = words.message_code.format(code=line.code, message=line.message)
            if line.hint:
                told += "\n" + words.hint.format(hint=line.hint)
            cells = (
                Cell(DraftRole.CELL_CENTRE, plain(line.mark)),
                Cell(DraftRole.CELL, plain(told)),
                Cell(DraftRole.CELL, tuple(self._places(line))),
            )
            rows.append(Row(cells))
        yield Table(DraftRole.FINDING_TABLE, words.title, words.description, tuple(rows))

    def _places(self, line: RemarkLine) -> Iterator[Piece]:
        """Where the findings of a line are, one behind the other."""
        for place in line.places:
            if place is not line.places[0]:
                yield Piece(self.words.findings.between)
            role = PieceRole.LINK if place.anchor else PieceRole.PLAIN
            yield Piece(place.text, role, place.anchor)
        if line.more:
            yield Piece(self.words.findings.between + line.more)


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
