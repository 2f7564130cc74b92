"""The way of a measure: from its tier to what is proposed."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.terms import Proposal, Tier, TierTerm
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.views.achievement import tier_look
from guideline_docs.views.moves import MoveKind, move_kind
from guideline_docs.views.progress_table.parts import LegendMove, Move, Token
from guideline_docs.views.progress_table.passages import Passages
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.text import printable


class Ways:
    """Says how the measures move, each in its row and all of them in the legend."""

    def __init__(self, guideline: Guideline, words: ProgressWords, passages: Passages) -> None:
        self.guideline = guideline
        self.words = words
        self.passages = passages

    def legend(self) -> Iterator[LegendMove]:
        """The kinds of moves; none where tier or proposal are no columns of the table."""
        if not {Column.TIER, Column.PROPOSAL} <= set(self.guideline.columns):
            return
        kinds = [move_kind(measure) for measure in self.guideline.measures]
        if kinds and set(kinds) == {MoveKind.UNCLEAR}:
            return
        for kind in MoveKind:
            number = kinds.count(kind)
            if number or kind is not MoveKind.UNCLEAR:
                yield LegendMove(
                    kind,
                    getattr(self.words.legend, kind),
                    getattr(self.words.words, kind) or self.words.unclear_moves,
                    self.words.count.format(n=number),
                )

    def move(self, measure: Measure) -> Move:
        kind = move_kind(measure)
        proposal = measure.proposal
        way: list[Token] = []
        if Column.TIER in self.guideline.columns:
            way.extend(self._origin(measure.tier))
        if {Column.TIER, Column.PROPOSAL} <= set(self.guideline.columns):
            way.append(Token(self.words.arrow, "arrow"))
        if Column.PROPOSAL in self.guideline.columns:
            way.extend(self._destination(proposal))
        return Move(
            tuple(way),
            getattr(self.words.signs, kind),
            getattr(self.words.words, kind),
            self.passages.marks(measure.tier.span, proposal.span),
        )

    def _origin(self, term: TierTerm) -> Iterator[Token]:
        if term.tier is not None:
            yield from self._tier(term.tier, term.label)
        else:
            yield Token(printable(term.span.text) or self.words.empty, "as-written")

    def _destination(self, proposal: Proposal) -> Iterator[Token]:
        if not proposal.understood:
            yield Token(printable(proposal.span.text) or self.words.empty, "as-written")
            return
        if proposal.completed:
            yield Token(self.guideline.configuration.vocabulary.completed, "completed")
        if proposal.completed and proposal.tier:
            yield Token(self.words.arrow, "arrow")
        if proposal.tier:
            yield from self._tier(proposal.tier, proposal.label)

    def _tier(self, tier: Tier, label: Span | None) -> Iterator[Token]:
        """The mark of a tier, and what is written beside it if that is not its label."""
        yield Token(printable(tier.mark), tier_look(tier))
        if beside := tier.beside(label):
            yield Token(self.words.beside.format(label=printable(beside)), "as-written")
