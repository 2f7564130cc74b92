"""The headings of 進捗状況一覧, each with what stands below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import LooseLine, Section
from guideline_docs.views.progress_table.parts import Across, Band, Block, Row
from guideline_docs.views.progress_table.passages import Passages
from guideline_docs.views.progress_table.rows import Rows
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.text import printable

# The longest mark that the column of numbers has room for: （10）.
_BOXED = 4


class Blocks:
    """Says what stands under which heading."""

    def __init__(
        self, guideline: Guideline, words: ProgressWords, passages: Passages, rows: Rows
    ) -> None:
        self.table = guideline.edition.table
        self.scheme = guideline.scheme
        self.words = words
        self.passages = passages
        self.rows = rows

    def tops(self) -> tuple[Block, ...]:
        """Those of the first level; before them one for what stands under none."""
        return tuple(self._block(section, "", "") for section in self.table.tops)

    def _block(self, section: Section, running: str, path: str) -> Block:
        """``running`` and ``path`` are those of the section that it stands in."""
        band = self._band(section, section.title) if section.title is not None else None
        if band and band.level == 0:
            running = self.words.continued.format(name=band.name)
        path += self.scheme.mark(section.code) if section.mark else ""
        return Block(
            band,
            self._lines(section.measures, section.loose, path),
            tuple(self._block(inner, running, path) for inner in section.sections),
            running,
        )

    def _band(self, section: Section, title: Passage) -> Band:
        scheme, code = self.scheme, section.code
        mark, name = scheme.mark(code) if section.mark else "", printable(title.text)
        boxed = code.level > 0 and len(mark) <= _BOXED
        if mark:
            glued = scheme.level(code).mark.glued
            form = self.words.heading_closed if glued else self.words.heading
            name = form.format(mark=mark, title=name)
            mark = mark if boxed else form.format(mark=mark, title="")
        spans = [span for span in (section.mark, section.span) if span]
        count = sum(not measure.again for measure in section.all_measures)
        return Band(
            code.level,
            section.anchor,
            mark,
            boxed,
            # A finding about the number or the whole line is told behind the heading.
            self.passages.text(title) + self.passages.marks(*spans),
            name,
            self.words.count.format(n=count),
        )

    def _lines(
        self, measures: Iterable[Measure], loose: Sequence[LooseLine], path: str
    ) -> tuple[Row | Across, ...]:
        """The measures, and what stands between them where it is written."""
        rows = self.rows
        if not loose:
            return tuple(rows.row(measure, path) for measure in measures)
        lines = sorted([*measures, *loose], key=lambda line: line.span.start)
        return tuple(
            rows.loose(line, path) if isinstance(line, LooseLine) else rows.row(line, path)
            for line in lines
        )
