"""Whose text came back: the keys of a document led to those of the sources as they are now.

A key is a number, and a number is no identity: a measure goes by the edition's digest and
the map of numbers, by number and title, by title, by content (``model.lineage``); what
stands in a chapter by its words.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence

from guideline_docs.compare.lines import Line, paired
from guideline_docs.edits.receiving.ours import Kind, Ours
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import COVER, TEXT, TITLE, bookmark_name, shown
from guideline_docs.model.lineage import Identity, Tie, lineage
from guideline_docs.model.targets import TargetKind
from guideline_docs.readback.word.parts import Origins, Sent
from guideline_docs.source.record import NamedTuple

_CHAPTER = f"{TargetKind.CHAPTER}-"
_MEASURE = f"{TargetKind.MEASURE}-"
_PARAGRAPH = "text-"
_COVER = f"{COVER}:"


Called = Callable[[str], Container[str]]
"""A measure → the texts that stand beside its number in what came."""


class Matched(NamedTuple):
    """Key as sent → the text here; ``near`` are those that only their content tells."""

    ours: Mapping[str, Ours]
    bookmarks: Mapping[str, str]
    """Of a number that the document works out: as sent → as it is here."""
    near: frozenset[str] = frozenset()


def is_of_chapters(key: str) -> bool:
    return key.startswith((_CHAPTER, _PARAGRAPH))


def matched(
    guideline: Guideline, origins: Origins, ours: Sequence[Ours], called: Called
) -> Matched:
    """Every text that was sent, with the one that it is today; those that are no more are left out.

    ``called`` tells what stands in what came where a measure's title may stand.
    """
    found: dict[str, Ours] = {}
    near: set[str] = set()
    found.update(_chapters(origins, ours))
    # Of a fact its key in the settings is what it is.
    found.update((each.key, each) for each in ours if each.kind is Kind.FACT and each.key in origins.texts)
    owners = dict(_sections(origins, ours))
    for owner, thing, tie in _measures(guideline, origins, ours, called):
        owners[owner] = thing
        if tie is Tie.CONTENT:
            near.add(owner)
    by_owner: dict[str, list[Ours]] = {}
    for each in ours:
        by_owner.setdefault(_owner(each.key), []).append(each)
    for key, sent in origins.texts.items():
        if key in found or _owner(key) not in owners:
            continue
        here = by_owner.get(owners[_owner(key)], ())
        same = [each for each in here if _part(each) == (sent.column or TITLE)]
        found.update({key: same[0]} if len(same) == 1 else {})
    led = {_owner(key): _owner(each.key) for key, each in found.items() if not key.startswith(_PARAGRAPH)}
    bookmarks = {bookmark_name(was): bookmark_name(now) for was, now in led.items()}
    return Matched(found, bookmarks, frozenset(key for key in found if _owner(key) in near))


def _owner(key: str) -> str:
    return key.rpartition(":")[0]


def _part(each: Ours) -> str:
    return str(each.column) if each.column else TITLE


def _chapters(origins: Origins, ours: Sequence[Ours]) -> Iterator[tuple[str, Ours]]:
    """Headings and paragraphs by their words, those that were rewritten by what they stand between."""
    sent = [_sent_line(s) for key, s in origins.texts.items() if is_of_chapters(key)]
    here = [
        Line(_kind(each.key), shown(tuple(p.said for p in each.pieces)), each)
        for each in ours
        if is_of_chapters(each.key)
    ]
    gone, new = [], []
    for was, now in paired(sent, here):
        if was and now:
            yield was.thing.key, now.thing
        elif was:
            gone.append(was)
        elif now:
            new.append(now)
    # Of those that stand elsewhere the words tell, where they are said once.
    for line in gone:
        same = [each for each in new if each[:2] == line[:2]]
        if len(same) == 1 and sum(each[:2] == line[:2] for each in gone) == 1:
            yield line.thing.key, same[0].thing


def _sent_line(sent: Sent) -> Line[Sent]:
    return Line(_kind(sent.key), shown(sent.said), sent)


def _kind(key: str) -> Hashable:
    """A heading by its depth, or a paragraph."""
    owner, _, part = key.rpartition(":")
    return TEXT if part == TEXT else owner.count("-")


def _sections(origins: Origins, ours: Sequence[Ours]) -> Iterator[tuple[str, str]]:
    """The headings of the table, by number and title."""
    before = [
        sent
        for key, sent in origins.texts.items()
        if key.endswith(f":{TITLE}") and not key.startswith((_CHAPTER, _MEASURE, _COVER))
    ]
    after = [each for each in ours if each.kind is Kind.SECTION]
    found = lineage(
        [Identity(_owner(sent.key), _title(sent)) for sent in before],
        [Identity(_owner(each.key), each.text) for each in after],
    )
    for pair in found.pairs:
        yield _owner(before[pair.before].key), _owner(after[pair.after].key)
    # A heading that was renamed keeps its number, and nothing else bears it.
    waiting = {_owner(after[place].key) for place in found.new}
    for place in found.gone:
        owner = _owner(before[place].key)
        if owner in waiting:
            yield owner, owner


def _measures(
    guideline: Guideline, origins: Origins, ours: Sequence[Ours], called: Called
) -> Iterator[tuple[str, str, Tie]]:
    before = _by_owner(
        (key, sent.column, _title(sent))
        for key, sent in origins.texts.items()
        if key.startswith(_MEASURE)
    )
    after = _by_owner((each.key, _part(each), each.text) for each in ours if each.kind is Kind.CELL)
    was, now = list(before), list(after)
    known = guideline.second.digest == origins.edition
    moved = {} if known else guideline.renumbered.since(origins.edition)
    numbers: dict[Hashable, Hashable | None] | None = None
    if moved is not None:
        numbers = {_number(owner): moved.get(_number(owner), _number(owner)) for owner in was}
    found = lineage(
        [Identity(_number(o), before[o].get(TITLE, ""), "".join(before[o].values())) for o in was],
        [Identity(_number(o), after[o].get(TITLE, ""), "".join(after[o].values())) for o in now],
        numbers,
    )
    for pair in found.pairs:
        yield was[pair.before], now[pair.after], pair.tie
    # One that was renamed there, and so it is called here already.
    waiting = {now[place]: after[now[place]].get(TITLE, "") for place in found.new}
    for owner in (was[place] for place in found.gone):
        if waiting.get(owner) and waiting[owner] in called(owner):
            yield owner, owner, Tie.NUMBER_AND_TITLE


def _by_owner(texts: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, part, text in texts:
        found.setdefault(_owner(key), {})[part] = text
    return found


def _number(owner: str) -> int | str:
    """What a measure is kept by (``Measure.key``), as its anchor says it."""
    number = owner.removeprefix(_MEASURE)
    return int(number) if number.isdecimal() else number


def _title(sent: Sent) -> str:
    return shown(sent.said).removeprefix(sent.lead)
