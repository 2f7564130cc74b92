"""The way of a measure: from its tier to what is proposed."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.moves import MoveKind, move_kind
from guideline_docs.model.terms import Proposal, Tier, TierTerm
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.views.achievement import tier_look
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
        self.directions = guideline.configuration.vocabulary.directions

    def legend(self) -> Iterator[LegendMove]:
        """The kinds of moves, or the directions; none where the table has no such columns."""
        if self.directions:
            yield from self._directions()
            return
        if not {Column.TIER, Column.PROPOSAL} <= set(self.guideline.columns):
            return
        kinds = [move_kind(measure) for measure in self.guideline.own]
        if kinds and set(kinds) == {MoveKind.UNCLEAR}:
            return
        for kind in MoveKind:
            number = kinds.count(kind)
            if number or kind not in (MoveKind.UNCLEAR, MoveKind.END):
                yield LegendMove(
                    kind,
                    kind,
                    getattr(self.words.legend, kind),
                    getattr(self.words.words, kind) or self.words.unclear_moves,
                    self.words.count.format(n=number),
                )

    def _directions(self) -> Iterator[LegendMove]:
        """The directions in the order of the settings, then what is none of them."""
        if Column.PROPOSAL not in self.guideline.columns:
            return
        told = [(m.meaning.proposal.direction, move_kind(m)) for m in self.guideline.own]
        for direction in self.directions:
            kind, word = MoveKind(direction.kind), printable(direction.word)
            number = sum(found is direction for found, _ in told)
            count = self.words.count.format(n=number)
            yield LegendMove(kind, word, getattr(self.words.signs, kind), word, count)
        for kind in MoveKind:
            if number := sum(not found and other is kind for found, other in told):
                name = getattr(self.words.words, kind) or self.words.unclear_moves
                count = self.words.count.format(n=number)
                yield LegendMove(kind, kind, getattr(self.words.legend, kind), name, count)

    def move(self, measure: Measure) -> Move:
        kind = move_kind(measure)
        proposal = measure.proposal
        way: list[Token] = []
        if Column.TIER in self.guideline.columns:
            way.extend(self._origin(measure.tier))
        if {Column.TIER, Column.PROPOSAL} <= set(self.guideline.columns):
            # A direction is nowhere that one could go to.
            between = self.words.between_cells if self.directions else self.words.arrow
            way.append(Token(between, "arrow"))
        if Column.PROPOSAL in self.guideline.columns:
            way.extend(self._destination(proposal))
        return Move(
            tuple(way),
            getattr(self.words.signs, kind),
            # A direction says itself what it is.
            "" if proposal.direction else getattr(self.words.words, kind),
            self.passages.marks(measure.tier.span, proposal.span),
        )

    def _origin(self, term: TierTerm) -> Iterator[Token]:
        if term.tier is not None:
            yield from self._tier(term.tier, term.label)
        else:
            yield Token(printable(term.span.text) or self.words.empty, "as-written")

    def _destination(self, proposal: Proposal) -> Iterator[Token]:
        if proposal.direction or not proposal.understood:
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
