"""The measures in a draft, each way that a chapter can ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guideline_docs.model.chapter import Annotation, AnnotationKind
from guideline_docs.model.configuration import DraftOptions
from guideline_docs.model.guideline import Guideline
from guideline_docs.syntax.columns import COLUMNS, Column
from guideline_docs.views.draft.comparison import Comparison
from guideline_docs.views.draft.entries import Entries
from guideline_docs.views.draft.measure_system import MeasureSystem
from guideline_docs.views.draft.parts import Block, Inlines
from guideline_docs.views.draft.passages import Passages
from guideline_docs.views.draft.progress_table import ProgressTables
from guideline_docs.views.draft.rows import MeasureRows
from guideline_docs.views.draft.sections import Sections
from guideline_docs.views.draft.tables import Tables
from guideline_docs.views.draft.words import DraftWords

# A measure stands in several places; what is told of it is told, and what refers to it
# leads, to the first of these that the chapters ask for.
HOMES = (
    AnnotationKind.MEASURES,
    AnnotationKind.PROGRESS_TABLE,
    AnnotationKind.COMPARISON,
    AnnotationKind.MEASURE_SYSTEM,
)

# What has nothing to say without measures.
OF_MEASURES = frozenset(
    (
        *HOMES,
        AnnotationKind.ACHIEVEMENT,
        AnnotationKind.ACHIEVEMENT_CHART,
        AnnotationKind.HISTORY,
    )
)


class Measures:
    """Says the measures, each way that a chapter can ask for."""

    def __init__(
        self,
        guideline: Guideline,
        words: DraftWords,
        passages: Passages,
        options: DraftOptions,
        head_of: Callable[[Column], str],
    ) -> None:
        asked = [
            block.kind
            for chapter in guideline.chapters
            for block in chapter.blocks
            if isinstance(block, Annotation)
        ]
        home = next((kind for kind in HOMES if kind in asked), AnnotationKind.MEASURES)
        with_notes = AnnotationKind.PROGRESS_TABLE not in asked
        rows = MeasureRows(guideline, words, passages, options, home)
        sections = Sections(guideline, words, passages, home)
        shared = (guideline, words, rows, sections, Tables(guideline, words))
        self._rows = rows
        self._system = MeasureSystem(*shared)
        self._entries = Entries(*shared, head_of, with_notes)
        self._progress_table = ProgressTables(*shared, head_of)
        self._comparison = Comparison(*shared)

    @property
    def has_proposals(self) -> bool:
        """Whether 新旧対照表 has anything to say of 第2期."""
        return self._comparison.has_proposals

    def cells(self) -> Iterator[tuple[str, Inlines]]:
        """Key → text of the cells of those that were printed, as every table has them."""
        for measure, row in self._rows.rows.items():
            for column in COLUMNS[2:]:
                if column in measure.columns and not measure.is_parted(column):
                    passage, owner = measure[column], measure.anchor
                    if key := self._rows.passages.key(owner, column, passage, column):
                        yield key, row.said[column]

    def system(self) -> Iterator[Block]:
        """施策の体系"""
        return self._system.blocks()

    def entries(self) -> Iterator[Block]:
        """施策"""
        return self._entries.blocks()

    def progress_table(self) -> Iterator[Block]:
        """進捗状況一覧"""
        return self._progress_table.blocks()

    def comparison(self) -> Iterator[Block]:
        """新旧対照表"""
        return self._comparison.blocks()
