"""What 第2期 does with a measure: the way from its tier to its proposal."""

from enum import StrEnum

from guideline_docs.model.measure import Measure


class MoveKind(StrEnum):
    """The order is the one in which a legend names them."""

    PROMOTION = "promotion"
    DEMOTION = "demotion"
    CONTINUATION = "continuation"
    COMPLETION = "completion"
    RENEWAL = "renewal"
    """Completed, and taken up anew: ``○→Ⅰ``."""
    END = "end"
    """Given up: said in a word (廃止), never by a tier."""
    UNCLEAR = "unclear"
    """Tier or proposal is not understood; nothing is said beyond what is written."""

    @property
    def leaves(self) -> bool:
        """Whether the measure is no longer one of 第2期."""
        return self in (MoveKind.COMPLETION, MoveKind.END)


def move_kind(measure: Measure) -> MoveKind:
    """The kind of a measure's move. A smaller order is a higher tier."""
    proposal, tier = measure.meaning.proposal, measure.meaning.tier.tier
    if measure.surplus is not None or not proposal.understood:
        return MoveKind.UNCLEAR
    if proposal.direction:
        return MoveKind(proposal.direction.kind)
    if proposal.completed:
        return MoveKind.RENEWAL if proposal.tier else MoveKind.COMPLETION
    if tier is None or proposal.tier is None:
        return MoveKind.UNCLEAR
    if proposal.tier.order < tier.order:
        return MoveKind.PROMOTION
    if proposal.tier.order > tier.order:
        return MoveKind.DEMOTION
    return MoveKind.CONTINUATION
