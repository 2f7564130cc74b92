"""One walk over the guideline: the rows, and what is said round them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY
from guideline_docs.syntax.columns import Column
from guideline_docs.views.achievement import Achievement, tier_look
from guideline_docs.views.progress_table.blocks import Blocks
from guideline_docs.views.progress_table.heads import table_heads
from guideline_docs.views.progress_table.masthead import masthead
from guideline_docs.views.progress_table.parts import (
    Judged,
    LegendTier,
    ProgressTable,
    SummaryRow,
)
from guideline_docs.views.progress_table.passages import Passages
from guideline_docs.views.progress_table.rows import Rows
from guideline_docs.views.progress_table.ways import Ways
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.remarks import Remarks
from guideline_docs.views.text import printable


class Teller:
    """Tells the table, and its counts once they are made."""

    def __init__(
        self,
        guideline: Guideline,
        words: ProgressWords,
        remarks: Remarks,
        head_of: Callable[[Column], str],
    ) -> None:
        self.guideline = guideline
        self.words = words
        self.remarks = remarks
        self.heads = table_heads(guideline, words, head_of)
        self.passages = Passages(guideline, remarks, words)
        self.ways = Ways(guideline, words, self.passages)
        self.rows = Rows(guideline, words, self.passages, self.ways, self.heads, head_of)
        self.blocks = Blocks(guideline, words, self.passages, self.rows)

    def table(self, every: Sequence[Achievement], final: bool) -> ProgressTable:
        words = self.words
        top = masthead(self.guideline, words, final)
        achieved, *judged = every
        return ProgressTable(
            words=words,
            final=final,
            title=top.title,
            stage=top.stage,
            number=top.number,
            facts=top.facts,
            author=top.author,
            subject=top.subject,
            achievement=achieved,
            summary=tuple(self._summary(achieved)),
            statuses=self._statuses(),
            judged=tuple(Judged(each, tuple(self._rows(each))) for each in judged),
            orders=self.rows.orders,
            tiers=tuple(
                LegendTier(
                    tier_look(tier),
                    printable(tier.mark),
                    printable(tier.label),
                    printable(tier.description),
                )
                for tier in self.guideline.tiers
            ),
            moves=tuple(self.ways.legend()),
            names=self._names(),
            caption=words.caption
            if Column.PROPOSAL in self.guideline.columns
            else words.list_title,
            heads=self.heads,
            outermost=self._outermost(),
            inner=tuple(
                (place, printable(level.name))
                for place, level in enumerate(self.guideline.scheme.levels)
                if place and level.column
            ),
            blocks=self.blocks.tops(),
            notes=tuple(self.rows.cells(note) for note in self.guideline.notes),
            findings_lead=words.findings.lead.format(n=len(self.remarks.told)),
            remarks=tuple(self.passages.told()),
        )

    def _summary(self, achieved: Achievement) -> Iterator[SummaryRow]:
        """The tiers in the order of the legend, then all together."""
        if not achieved.columns:
            return
        lines = self.guideline.summary.lines if achieved.rows else ()
        for row, line in zip(achieved.rows, lines, strict=True):
            spans = [line.span, *(share.span for share in line.shares), *line.unread]
            yield SummaryRow("tier", row, self.passages.marks(*spans))
        yield SummaryRow("overall", achieved.overall, ())

    def _rows(self, counted: Achievement) -> Iterator[SummaryRow]:
        yield from (SummaryRow("tier", row, ()) for row in counted.rows)
        yield SummaryRow("overall", counted.overall, ())

    def _names(self) -> dict[str, str]:
        """What the office calls the columns that have a legend; usual names have usual words."""
        vocabulary, words = self.guideline.configuration.vocabulary, self.words
        usual = {
            Column.TIER: words.tiers, Column.STATUS: words.statuses, Column.PROPOSAL: words.moves
        }
        return {
            str(column): word
            if vocabulary.head(column) == DEFAULT_VOCABULARY.head(column)
            else printable(vocabulary.head(column))
            for column, word in usual.items()
        }

    def _statuses(self) -> tuple[str, ...]:
        if Column.STATUS not in self.guideline.columns:
            return ()
        statuses = self.guideline.configuration.vocabulary.statuses
        return tuple(status.word for status in sorted(statuses, key=lambda each: each.order))

    def _outermost(self) -> str:
        levels = self.guideline.scheme.levels
        return printable(levels[0].name) if levels else ""
