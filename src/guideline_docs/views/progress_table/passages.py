"""The texts of 進捗状況一覧 with the marks of what is told about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.passage import Passage
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.span import Span
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.remarks import RemarkLine, Remarks, RemarkWords
from guideline_docs.views.text import Piece, PieceRole, Text, pieces, plain
from guideline_docs.views.wording import Wording


def table_remarks(
    guideline: Guideline, diagnostics: Iterable[Diagnostic], wording: Wording, final: bool
) -> Remarks:
    """What is told of the table's own source, in reading order; of final paper nothing."""
    source = guideline.sheet.source if guideline.sheet else None
    told = [(d.finding.span.reading, d.code, d) for d in diagnostics] if not final else []
    own = [(*span[1:], code, d) for span, code, d in told if span.source is source]
    own.sort(key=itemgetter(0, 1, 2))
    return Remarks(guideline, [d for *_, d in own], wording.phrases(RemarkWords, "remarks"))


class Passages:
    """Turns text into pieces, each finding marked once, where it is met first."""

    def __init__(self, guideline: Guideline, remarks: Remarks, words: ProgressWords) -> None:
        self.words = words
        self.remarks = remarks
        self.numbers = remarks.numbers(remarks.told)
        """Remark → the number of its line, which its mark says."""
        sections = [section for section in guideline.edition.sections]
        self.anchors = {part.anchor for part in (*sections, *guideline.measures)}
        """What stands in the table: a measure that only cards have does not."""

    def text(self, passage: Passage) -> Text:
        """A passage with the marks of its remarks behind the pieces they are about."""
        return tuple(self._with_marks(pieces(passage, self.remarks.index)))

    def filled(self, passage: Passage) -> Text:
        """A cell; an empty one says that nothing stands in the sheet."""
        text = self.text(passage)
        return text if passage else plain(self.words.empty) + text

    def marks(self, *spans: Span) -> Text:
        """The marks of what is told within the spans and was not marked before."""
        return self._written(self.remarks.mark_within(*spans))

    def told(self) -> Iterator[RemarkLine]:
        """確認事項: what was marked, and what has no place in the table."""
        return self.remarks.lines(self.numbers, self.words.findings.mark)

    def _with_marks(self, text: Text) -> Iterator[Piece]:
        for piece in text:
            if piece.anchor and piece.anchor not in self.anchors:
                yield replace(piece, role=PieceRole.PLAIN, anchor="")
            elif piece.text:
                yield piece
            yield from self._written(self.remarks.mark(piece.remarks))

    def _written(self, keys: Iterable[int]) -> Text:
        """The marks of some remarks; those of one line are one mark."""
        mark = self.words.findings.mark
        numbers = dict.fromkeys(self.numbers[key] for key in keys)
        return tuple(
            Piece(mark.format(n=number), PieceRole.MARK, f"remark-{number}") for number in numbers
        )
