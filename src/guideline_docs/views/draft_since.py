"""What changed since a version, beside the texts of the draft, and as one list of all of it."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.compare.changes import Change, ChangeKind
from guideline_docs.edits.receiving.ours import ours_of
from guideline_docs.model.chapter import Heading, Paragraph
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import TITLE, key_of
from guideline_docs.model.measure import Measure
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText
from guideline_docs.views.beside import Beside, Besides, Word, place_of, words_of
from guideline_docs.views.changes import change_list
from guideline_docs.views.comparison.omission import in_one
from guideline_docs.views.draft.parts import Draft, keys_of
from guideline_docs.views.leads import Lead, Leads
from guideline_docs.views.since import Earlier, Sayings, SinceKind, kind_of
from guideline_docs.views.text import printable, source_place
from guideline_docs.views.wording import Wording

LOOK = "since"
"""The class of the cards."""


class ListedChange(NamedTuple):
    """``words`` are what was and what is in one; ``anchor`` is where it is told in the draft,
    empty where it is not. There is no way to what stands in the old version only."""

    kind: str
    name: str
    head: str
    words: tuple[Word, ...]
    lead: Lead | None
    anchor: str


class Listed(NamedTuple):
    """All changes in reading order; ``title`` says since when."""

    title: str
    summary: str
    at_place: str
    changes: tuple[ListedChange, ...]


class DraftSince:
    """Says it of a draft. Raises CannotRun where a phrase is missing."""

    def __init__(
        self, guideline: Guideline, earlier: Earlier, wording: Wording, draft: Draft
    ) -> None:
        self.guideline = guideline
        self.earlier = earlier
        self.wording = wording
        self.shown = frozenset(keys_of(draft))
        self.sayings = Sayings(guideline, wording)
        self.places = dict(self._places())

    def _places(self) -> Iterator[tuple[tuple[SourceText, int], str]]:
        """Where a text begins → its key."""
        for ours in ours_of(self.guideline):
            yield (ours.span.source, ours.span.start), ours.key

    def besides(self) -> Besides:
        """The cards, by the keys of the texts that they stand beside."""
        found: dict[str, tuple[Beside, ...]] = {}
        for number, change in enumerate(self.earlier.comparison.changes, 1):
            if key := self.key(change):
                card = self._card(change)._replace(anchor=f"since-{number}")
                found[key] = (*found.get(key, ()), card)
        return found

    @property
    def told(self) -> str:
        """What the cards are, in a sentence."""
        return self.sayings.words.beside.format(name=printable(self.earlier.name))

    def listed(self, leads: Leads) -> Listed:
        """Every change, with the ways to where it is."""
        words, changes = self.sayings.words, self.earlier.comparison.changes
        settings = self.guideline.configuration.file
        found = change_list(self.earlier.comparison, self.guideline, self.wording)
        here = {*self.guideline.written, settings.source if settings else None}
        numbers = {change.place: n for n, change in reversed([*enumerate(changes, 1)])}
        return Listed(
            words.listed.format(name=printable(self.earlier.name)),
            found.summary,
            words.at_place,
            tuple(
                ListedChange(
                    line.kind,
                    printable(line.name),
                    printable(line.head),
                    words_of(in_one(line.parts, words.left_out)),
                    leads.lead(source_place(line.place)) if line.place.source in here else None,
                    f"since-{numbers[line.place]}" if self.key(line.change) else "",
                )
                for line in found.lines
            ),
        )

    def key(self, change: Change) -> str:
        """The key of the text beside which a change is told; empty where the draft has none."""
        place = change.place.source, change.place.start
        thing = change.behind if kind_of(change) is SinceKind.REMOVED else change.after
        keys = [self.places.get(place, "")] if change.kind is not ChangeKind.REMOVED else []
        if isinstance(thing, Paragraph):
            first = thing.passages[0].span
            keys.append(self.places.get((first.source, first.start), ""))
        elif thing is not None:
            # What has no text of its own in the draft is told at the name.
            keys.append(key_of(thing.anchor, TITLE))
        return next((found for key in keys if key and (found := place_of(key, self.shown))), "")

    def _card(self, change: Change) -> Beside:
        kind = kind_of(change)
        title, thing = self.sayings.kind(kind), change.after or change.before
        if kind is SinceKind.REMOVED:
            name = "" if isinstance(thing, Paragraph) else printable(change.old_name)
            return Beside(LOOK, title, name, self.sayings.both(change))
        # Of what is new every word is.
        words = () if kind is SinceKind.ADDED else self.sayings.both(change)
        told = isinstance(thing, Measure) or not isinstance(thing, Heading | Paragraph)
        return Beside(LOOK, title, self.sayings.head(change) if told else "", words)
