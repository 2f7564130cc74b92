"""The returned draft: what was written into it, brought to the places it came from.

For each text three versions: as it was sent, as it came back, as it stands here now. Only
what came back otherwise than it was sent is anybody's business.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from guideline_docs.edits.incoming import Change, Conflict, Incoming
from guideline_docs.edits.receiving.comments import Opinion, opinions
from guideline_docs.edits.receiving.fields import Typed, settled
from guideline_docs.edits.receiving.flow import Flow, flow_of
from guideline_docs.edits.receiving.grids import Grids, grids_of
from guideline_docs.edits.receiving.here import Here
from guideline_docs.edits.receiving.paragraphs import Paragraphs
from guideline_docs.edits.receiving.printed import printed
from guideline_docs.edits.receiving.step import Step, Told
from guideline_docs.edits.receiving.strange import strange
from guideline_docs.edits.receiving.telling import GONE, Teller
from guideline_docs.edits.receiving.texts import Texts
from guideline_docs.edits.receiving.trying import Trial
from guideline_docs.edits.receiving.writing import patch_of
from guideline_docs.failure import CannotRun
from guideline_docs.model.keys import COVER, shown
from guideline_docs.model.targets import TargetKind
from guideline_docs.readback.word.parts import Returned
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.edit import Patch
from guideline_docs.source.record import NamedTuple

# A draft of which so little is here is another project's.
_LEAST = 0.1


class Placed(NamedTuple):
    """Something that came, and the key of the text here that it belongs to or stands behind;
    empty where that is no more."""

    key: str
    what: Change | Conflict | Opinion


class Received(NamedTuple):
    patch: Patch
    incoming: Incoming
    comments: tuple[Opinion, ...] = ()
    placed: tuple[Placed, ...] = ()
    """Changes, conflicts and comments by what they stand beside."""


def receive(snapshot: Snapshot, returned: Returned) -> Received:
    """What came back in a draft; nothing is written yet.

    Raises CannotRun for a draft of another project, and for one that carries nothing of
    what it said.
    """
    must_carry_texts(returned)
    returned, typed = settled(returned, snapshot.guideline)
    here = Here(snapshot.guideline, returned)
    must_be_ours(here)
    flow, grids = flow_of(returned, here.matched), grids_of(returned, snapshot.guideline)
    told = [*_told(here, returned, flow, grids), *_typed(here, typed)]
    kept = set(steps := Trial(snapshot).sure([each for each in told if isinstance(each, Step)]))
    found = (
        each if not isinstance(each, Step) else each.change if each in kept else each.untaken()
        for each in told
    )
    comments = tuple(opinions(returned, here.matched, grids.comments))
    placed = (*_placed(here, told, kept), *(Placed(each.key, each) for each in comments))
    return Received(patch_of(steps), Incoming.of(found), comments, placed)


def _placed(here: Here, told: Iterable[Told], kept: Container[Step]) -> Iterator[Placed]:
    there = {each.key for each in here.matched.ours.values()}
    for each in told:
        if isinstance(each, Step) and each in kept:
            # What is put in stands behind a text.
            behind = each.new.behind.key if each.new else ""
            yield Placed(each.change.key or behind, each.change)
        elif isinstance(each, Conflict):
            yield Placed(each.key if each.why != GONE and each.key in there else "", each)


def _told(here: Here, returned: Returned, flow: Flow, grids: Grids) -> Iterator[Told]:
    """All that came, text by text; then what stands beside and between them."""
    texts = list(Texts(here, flow, grids.cells).told())
    by_key = {key: step for step in texts if isinstance(step, Step) for key, _ in step.texts}
    changed = {key: by_key[ours.key] for key, ours in here.matched.ours.items() if ours.key in by_key}
    around = Paragraphs(here, flow, changed)
    moved = list(around.moved())
    # What was moved takes its change along.
    taken = {step.change for step in moved if isinstance(step, Step)}
    yield from (each for each in texts if not (isinstance(each, Step) and each.change in taken))
    yield from around.gone()
    yield from moved
    yield from around.added()
    yield from strange(here, returned, flow, grids)
    yield from printed(returned, here, flow, grids)


def _typed(here: Here, typed: Iterable[Typed]) -> Iterator[Told]:
    teller = Teller(here)
    for each in typed:
        yield teller.unplaced(each.text, here.name(each.key), each.why)


def must_carry_texts(returned: Returned) -> None:
    if not returned.origins.texts:
        raise CannotRun(
            f"{returned.file}: この素案には、送ったときの文の控えがありません。"
            "送った素案のファイルがあれば、--base 送った素案.docx を付けてください"
            "（戻せるのは、build で作った、--final でない素案です）"
        )


def must_be_ours(here: Here) -> None:
    words = {"".join(each.text.split()) for each in here.ours}
    own = [sent for key, sent in here.sent.items() if not key.startswith(f"{COVER}:")]
    said = [text for sent in own if len(text := "".join(shown(sent.said).split())) > 5]
    same = sum(text in words for text in said)
    same += sum(key.startswith(f"{TargetKind.MEASURE}-") for key in here.matched.ours)
    if said and same < _LEAST * len(said):
        raise CannotRun(f"{here.file}: ほかの案件の素案です（この案件と同じ文がほとんどありません）")
