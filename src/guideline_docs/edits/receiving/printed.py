"""What the program says itself, against what it said when the document was sent.

What was typed there is told where it stands (``flow``, ``grids``). Here is what else became
of it: struck, moved, copied, or turned into what the program says elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from guideline_docs.compare.order import in_step
from guideline_docs.edits.incoming import Unplaced
from guideline_docs.edits.receiving.flow import Flow
from guideline_docs.edits.receiving.grids import NO_PLACE, Grids, Printed
from guideline_docs.edits.receiving.here import Here
from guideline_docs.edits.receiving.strange import missed
from guideline_docs.edits.receiving.telling import Teller
from guideline_docs.model.keys import Field, bookmark_name, print_of
from guideline_docs.model.labels import REPEATED, SHORT
from guideline_docs.readback.word.parts import Paragraph, Returned

_ELSEWHERE = "プログラムが書くところが、移されたか写されています。原稿には入りません"
_GONE = "プログラムが書いたところが消されています。次に作るときは、また書かれます"
_WORDS = "（プログラムが書いた言葉）"


def printed(returned: Returned, here: Here, flow: Flow, grids: Grids) -> Iterator[Unplaced]:
    """What is told of it, in the order of the document."""
    now, sent = list(_now(returned, here, grids)), returned.origins.printed
    came = [each.print for each in now]
    if came == list(sent):
        return
    teller, texts = Teller(here), {each.print: each.text for each in now}
    texts[REPEATED] = _WORDS
    struck = _Struck(here, flow, grids)
    for gone, new in _gaps(sent, came):
        kept, lost = [now[at] for at in new], [sent[at] for at in gone]
        # What the row's own texts say stands where another one of them stood, or was typed.
        repeated = Counter(lost)[REPEATED]
        for each in kept:
            repeated -= each.print == REPEATED
            if each.is_ours and (each.print != REPEATED or repeated < 0):
                why = NO_PLACE if each.in_table else _ELSEWHERE
                yield teller.unplaced(each.text, here.name(each.key), why)
        if len(gone) > len(kept):
            first, last = (0, 0) if kept else _slides(sent, gone)
            above, below = new.start - first - 1, new.stop + last
            before = now[above] if above >= 0 else None
            behind = now[below] if below < len(now) else None
            if not struck.tells(lost, before, behind):
                words = "／".join(dict.fromkeys(texts.get(each, _WORDS) for each in lost))
                near = now[new.start - 1].key if new.start else ""
                yield teller.unplaced(words, here.name(near), _GONE)


def _slides(sent: Sequence[str], gone: range) -> tuple[int, int]:
    """How far up and down the same might be gone: of what repeats nobody can say which."""
    first, last = 0, 0
    while gone.start > first and sent[gone.start - first - 1] == sent[gone.stop - first - 1]:
        first += 1
    while gone.stop + last < len(sent) and sent[gone.start + last] == sent[gone.stop + last]:
        last += 1
    return first, last


def _now(returned: Returned, here: Here, grids: Grids) -> Iterator[Printed]:
    """All that stands there without a key, in reading order."""
    made = returned.origins.made
    behind = ""
    for at, block in enumerate(returned.blocks):
        if not isinstance(block, Paragraph):
            yield from grids.printed[at]
            continue
        keys = [key for key in block.keys if key in here.sent]
        behind = keys[0] if keys else behind
        if keys or block.is_empty:
            continue
        mark = print_of(block.printed)[:SHORT]
        if mark not in returned.origins.further:
            yield Printed(mark, block.text, behind, mark in made)


def _gaps(sent: Sequence[str], came: Sequence[str]) -> Iterator[tuple[range, range]]:
    """What lies between those that are the same in both. Of what only repeats the texts of a
    row one stands for the other: it parts nothing."""
    i = j = 0
    start = first = -1
    for one, other in [*in_step(sent, came), (len(sent), len(came))]:
        if i < one or j < other:
            start, first = (start, first) if start >= 0 else (i, j)
        ends = one == len(sent) or sent[one] != REPEATED
        if start >= 0 and ends:
            stop, last = one, other
            while stop > start and last > first and sent[stop - 1] == came[last - 1] == REPEATED:
                stop, last = stop - 1, last - 1
            yield range(start, stop), range(first, last)
            start = first = -1
        i, j = one + 1, other + 1


class _Struck:
    """What is told of the tables: with a row or a text all went that stood beside it."""

    def __init__(self, here: Here, flow: Flow, grids: Grids) -> None:
        self.places = {key: at for at, key in enumerate(here.sent)}
        gone = [*flow.gone, *missed(here, flow, grids)]
        gone += [each.key for each in grids.strange if each.struck]
        self.numbers = {
            print_of((Field(bookmark_name(key.rpartition(":")[0])),))[:SHORT] for key in gone
        }
        self.gone = sorted(self.places[key] for key in gone)

    def tells(self, lost: Sequence[str], before: Printed | None, behind: Printed | None) -> bool:
        """Whether that went along with what is told."""
        if self.numbers.intersection(lost):
            return True
        first = self.places.get(before.key, -1) if before else -1
        last = self.places.get(behind.key, len(self.places)) if behind else len(self.places)
        return any(first <= at <= last for at in self.gone)
