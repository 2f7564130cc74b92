"""What came back and no source can hold: looks, pictures, what is gone from the tables."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.edits.incoming import Unplaced
from guideline_docs.edits.receiving.flow import Flow
from guideline_docs.edits.receiving.grids import Grids
from guideline_docs.edits.receiving.here import Here
from guideline_docs.edits.receiving.matching import is_of_chapters
from guideline_docs.edits.receiving.telling import Teller
from guideline_docs.edits.receiving.texts import CLOSED
from guideline_docs.model.keys import shown
from guideline_docs.readback.word.parts import Paragraph, Returned, Table

_LOOKS = "太字・下線などの飾りは原稿に書けません（文字だけを取り込みます）"
_LEAKED = "参照の中身が文字になっています。直したところを確かめてください"
_STRUCK = "素案から削られています。一覧からは消していません（要らなければ、一覧で消してください）"


def strange(here: Here, returned: Returned, flow: Flow, grids: Grids) -> Iterator[Unplaced]:
    """All of it, in reading order as far as it has one."""
    teller = Teller(here)
    figures = sum("図" in read.strange for read in _paragraphs(returned))
    figure_is_ours = figures <= returned.origins.figures
    near = ""
    for read in _paragraphs(returned):
        near = next((name for key in read.keys if (name := here.name(key))), near)
        for name in read.strange:
            if name != "図" or not figure_is_ours:
                yield teller.unplaced(name, near, f"{name}が入れられています。原稿には入りません")
        if read.formatted:
            yield teller.unplaced(read.formatted, near, _LOOKS)
    for each in flow.leaked:
        keys = [key for key in each.keys if key in here.sent]
        yield teller.unplaced(shown(each.said), here.name(keys[0]) if keys else "", _LEAKED)
    for other in grids.strange:
        yield teller.unplaced(other.text, other.near or here.name(other.key), other.why)
    yield from _struck(here, flow, grids, teller)


def _struck(here: Here, flow: Flow, grids: Grids, teller: Teller) -> Iterator[Unplaced]:
    """Texts of the table and facts of the cover that nobody finds any more."""
    there = {*flow.theirs, *flow.joined, *(cell.key for cell in grids.cells)}
    for key, sent in here.sent.items():
        ours = here.matched.ours.get(key)
        closed = sent.column in map(str, CLOSED)
        if key in there or is_of_chapters(key) or closed or ours is None:
            continue
        yield teller.unplaced(shown(sent.said), here.name(key), _STRUCK)


def _paragraphs(returned: Returned) -> Iterator[Paragraph]:
    for block in returned.blocks:
        yield from block.paragraphs if isinstance(block, Table) else (block,)
