"""The blocks of two drafts against each other, in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from guideline_docs.compare.order import alike, stretches
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.parts import (
    Block,
    Caption,
    Chart,
    Contents,
    Draft,
    DraftRole,
    Inlines,
    Line,
    Mark,
    NumberOf,
    PageBreak,
    Picture,
    Row,
    SectionKind,
    Table,
    Title,
)
from guideline_docs.views.tracked.parts import Versions
from guideline_docs.views.tracked.rows import Rows, paired_rows
from guideline_docs.views.tracked.text import text_of, words_of

# What is derived from the rest wherever it stands; and in front of it all but the cover.
_DERIVED = (DraftRole.CHAPTER_UNNUMBERED, DraftRole.TABLE_LEAD, DraftRole.FINDING_TABLE)
_COVER = "cover_"
BETWEEN = Line(DraftRole.BREAK, ())
"""The paragraph without text that keeps tables, and sections behind one, apart."""


class SectionEnd(NamedTuple):
    kind: SectionKind


class Item(NamedTuple):
    """A block, or the end of a section, by what it is compared by.

    Those of one ``key`` are one; those of one ``kind`` may be, if their words are alike.
    """

    block: Block | SectionEnd
    key: tuple[Hashable, ...]
    kind: Hashable
    derived: bool = False


@dataclass(slots=True)
class Entry:
    """A place in the document: what stands there before, now, or both.

    ``end`` is the mark of its paragraph's own end; see ``Pair``.
    """

    was: Item | None
    now: Item | None
    end: Mark
    rows: Rows | None = None
    role: DraftRole | None = None
    before: DraftRole | None = None

    @property
    def derived(self) -> bool:
        return bool(self.now and self.now.derived)

    @property
    def ends_section(self) -> bool:
        return bool(self.now and isinstance(self.now.block, SectionEnd))

    @property
    def is_plain(self) -> bool:
        return self.end is Mark.SAME and self.role is None and self.before is None


def entries(versions: Versions, keeps: Callable[[Title, Title], bool]) -> Iterator[Entry]:
    """What was and what is, paired and in order; ends of sections that are gone are not told."""
    old = [item for item in items(versions.before, versions.names) if not item.derived]
    new = list(items(versions.draft, {goal: goal for goal in versions.names.values()}))
    for was, now in _paired(old, new):
        if was and now:
            yield from _together(was, now, versions, keeps)
        elif now:
            yield Entry(None, now, Mark.SAME if now.derived else Mark.INSERTED)
        elif was and not isinstance(was.block, SectionEnd):
            yield Entry(was, None, Mark.DELETED)


def _together(
    was: Item, now: Item, versions: Versions, keeps: Callable[[Title, Title], bool]
) -> Iterator[Entry]:
    before, after = was.block, now.block
    if isinstance(before, Table) and isinstance(after, Table):
        yield Entry(was, now, Mark.SAME, paired_rows(before, after, versions))
    elif isinstance(before, Title) and isinstance(after, Title) and not keeps(before, after):
        yield Entry(was, None, Mark.DELETED)
        yield Entry(None, now, Mark.INSERTED)
    else:
        yield Entry(was, now, Mark.SAME)


def _paired(
    old: Sequence[Item], new: Sequence[Item]
) -> Iterator[tuple[Item | None, Item | None]]:
    keys = [[item.key for item in side] for side in (old, new)]
    for stretch in stretches(*keys):
        gone, came = old[stretch.old], list(new[stretch.new])
        if stretch.same:
            yield from zip(gone, came, strict=True)
            continue
        # A section that ends here now, ends before what is gone: it was no end of that.
        ends = list(takewhile(lambda item: isinstance(item.block, SectionEnd), came))
        yield from ((None, end) for end in ends)
        yield from alike(gone, came[len(ends) :], _words, lambda item: item.kind)


def _words(item: Item) -> str:
    if isinstance(item.block, Table):
        rows: Iterable[Row] = item.block.rows
        return "\n".join(words_of(cell.text) for row in rows for cell in row.cells)
    return "" if isinstance(item.block, SectionEnd) else words_of(text_of(item.block))


# --- what a block is known by -------------------------------------------------------------


def items(draft: Draft, names: Mapping[str, str]) -> Iterator[Item]:
    """All blocks of a draft, with what stands between them and ends their sections."""
    table: Item | None = None
    owner: tuple[Hashable, ...] = ()
    under: Counter[Hashable] = Counter()
    for number, (block, in_front) in enumerate(_spelled_out(draft)):
        if block is BETWEEN:
            assert table is not None
            key: tuple[Hashable, ...] = ("behind", table.key)
            yield Item(block, key, key, table.derived)
            continue
        if _is_derived(block, in_front):
            item = Item(block, ("derived", number), ("derived", number), derived=True)
        elif isinstance(block, Table):
            key = (block.role, owner)
            under[key] += 1
            key = (*key, under[key])
            item = Item(block, key, key)
        else:
            item = _item(block, names)
        if isinstance(block, Title) or _is_band(block):
            owner = item.key
        table = item if isinstance(block, Table) else table
        yield item


def _spelled_out(draft: Draft) -> Iterator[tuple[Block | SectionEnd, bool]]:
    """The blocks, each with whether it stands in front of the chapters."""
    for section in draft.sections:
        in_front = section.kind is SectionKind.FRONT
        after_table = False
        for block in section.blocks:
            if after_table and isinstance(block, Table):
                yield BETWEEN, in_front
            yield block, in_front
            after_table = isinstance(block, Table)
        if after_table:
            yield BETWEEN, in_front
        yield SectionEnd(section.kind), in_front


def _is_derived(block: Block | SectionEnd, in_front: bool) -> bool:
    if isinstance(block, Contents | PageBreak):
        return True
    role = getattr(block, "role", None)
    if in_front and role:
        return not role.startswith(_COVER)
    return role in _DERIVED


def _item(block: Block | SectionEnd, names: Mapping[str, str]) -> Item:
    match block:
        case Title(anchor=goal, role=role) if goal in names:
            return Item(block, key := (role, names[goal]), key)
        case Line(role=role) if goal := names.get(_band_goal(block)):
            return Item(block, key := (role, goal), key)
        case Line(role=role) if role.startswith(_COVER):
            return Item(block, (role,), role)  # there is one of each
        case Title(role=role) | Line(role=role) | Caption(role=role):
            kind = role, block.series if isinstance(block, Caption) else ""
            return Item(block, (*kind, _text_key(block.text, names)), kind)
        case Picture():
            return Item(block, key := ("picture", block.data, block.description), key)
        case Chart(title=title):
            return Item(block, key := ("chart", title), key)
        case _:
            assert isinstance(block, SectionEnd)
            return Item(block, key := ("section", block.kind), key)


def _is_band(block: Block | SectionEnd) -> bool:
    return isinstance(block, Line) and block.role is DraftRole.BAND


def _band_goal(band: Line) -> str:
    """The section whose name a band is; nothing of any other line."""
    if not _is_band(band):
        return ""
    first = band.text[0] if band.text else None
    return band.anchor or (first.anchor if isinstance(first, NumberOf) else "")


def _text_key(text: Inlines, names: Mapping[str, str]) -> str:
    """The words, with what numbers lead to in place of them."""
    return "".join(
        f"\0{names.get(part.anchor, part.anchor)}\0" if isinstance(part, NumberOf) else part.text
        for part in text
    )
