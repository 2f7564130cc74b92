"""What came back and no source can hold: looks, pictures, what is gone from the tables."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.edits.incoming import Unplaced
from guideline_docs.edits.receiving.flow import Flow
from guideline_docs.edits.receiving.grids import Grids
from guideline_docs.edits.receiving.here import Here, kind_of
from guideline_docs.edits.receiving.matching import is_of_chapters
from guideline_docs.edits.receiving.telling import Teller
from guideline_docs.model.chapter import ParagraphKind
from guideline_docs.model.keys import COVER, print_of, shown
from guideline_docs.model.labels import SHORT, print_of_margin
from guideline_docs.readback.word.parts import Paragraph, Returned, Table

_KINDS = {
    ParagraphKind.TEXT: "本文",
    ParagraphKind.ITEM: "箇条書き",
    ParagraphKind.NOTE: "注記",
}
_FIGURE = "図"
_NO_FIGURE = "図やグラフが {n} つ消されています。次に作るときは、また入ります"
_MARGINS = "ヘッダー・フッター"
_IN_MARGINS = "頁の上下に書かれています。ここはプログラムとテンプレート（draft.docx）が書きます"
_LOOKS = "太字・下線などの飾りは原稿に書けません（文字だけを取り込みます）"
_LEAKED = "保存したプログラムが、文を繰り返したり参照の中身を文字にしたりしています。原稿で直してください"
_STRUCK = "素案から削られています。一覧からは消していません（要らなければ、一覧で消してください）"


def strange(here: Here, returned: Returned, flow: Flow, grids: Grids) -> Iterator[Unplaced]:
    """All of it, in reading order as far as it has one."""
    teller = Teller(here)
    figures = sum(each.kind == _FIGURE for read in _paragraphs(returned) for each in read.strange)
    figure_is_ours = figures <= returned.origins.figures
    near, made = "", returned.origins.made
    for read in _paragraphs(returned):
        near = next((name for key in read.keys if (name := here.name(key))), near)
        for kind, words in read.strange:
            if kind != _FIGURE or not figure_is_ours:
                yield teller.unplaced(words or kind, near, f"{kind}が入れられています。原稿には入りません")
        if read.formatted and (read.keys or print_of(read.printed)[:SHORT] not in made):
            yield teller.unplaced(read.formatted, near, _LOOKS)
    if figures < returned.origins.figures:
        yield teller.unplaced(_FIGURE, "", _NO_FIGURE.format(n=returned.origins.figures - figures))
    for words in returned.margins:
        if print_of_margin(words) not in made:
            yield teller.unplaced(words, _MARGINS, _IN_MARGINS)
    for each in flow.leaked:
        keys = [key for key in each.keys if key in here.sent]
        yield teller.unplaced(shown(each.said), here.name(keys[0]) if keys else "", _LEAKED)
    for other in grids.strange:
        yield teller.unplaced(other.text, other.near or here.name(other.key), other.why)
    yield from _restyled(here, flow, teller)
    yield from _struck(here, flow, grids, teller)


def _restyled(here: Here, flow: Flow, teller: Teller) -> Iterator[Unplaced]:
    """Texts that were made something else: a paragraph a heading, an item a paragraph."""
    for key, kind in flow.kinds.items():
        ours = here.matched.ours.get(key)
        if ours is not None and kind_of(ours) not in (None, kind):
            what = _KINDS[kind] if isinstance(kind, ParagraphKind) else "見出し"
            words = shown(flow.theirs[key].said)
            yield teller.unplaced(words, ours.name, f"{what}に変えられています。原稿で変えてください")


def _struck(here: Here, flow: Flow, grids: Grids, teller: Teller) -> Iterator[Unplaced]:
    for key in missed(here, flow, grids):
        if key in here.matched.ours:
            yield teller.unplaced(shown(here.sent[key].said), here.name(key), _STRUCK)


def missed(here: Here, flow: Flow, grids: Grids) -> Iterator[str]:
    """The keys of texts of the table and of facts of the cover that nobody finds any more.

    Not every text of a measure has a place of its own in every draft: one is missed where
    others of its kind are there.
    """
    there = {*flow.theirs, *flow.joined, *(cell.key for cell in grids.cells if cell.keyed)}
    kinds = {_kind(key) for key in there}
    for key, sent in here.sent.items():
        if key not in there and _kind(key) in kinds and not sent.empty and not is_of_chapters(key):
            yield key


def _kind(key: str) -> tuple[str, str]:
    owner, _, part = key.rpartition(":")
    return (owner, "") if owner == COVER else (owner.partition("-")[0], part)


def _paragraphs(returned: Returned) -> Iterator[Paragraph]:
    for block in returned.blocks:
        yield from block.paragraphs if isinstance(block, Table) else (block,)
