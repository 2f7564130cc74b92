"""担当課: which departments a cell names, 市民協働課、企画課 or 市民協働課・企画課.

Only what is certain is cut. 「・」 also stands inside a name: 企画・広報課 is one department,
企画課・広報課 are two, because each part ends as departments do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head, fold_width
from guideline_docs.source.lexicon import KANJI_NUMERALS
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.placeholder import is_open, says_nothing

LIKELY_HEADS = frozenset(
    map(
        fold_head,
        ("担当課", "担当", "所管課", "所管", "主管課", "主管", "担当部署", "担当部課", "所属", "所属課", "実施主体", "部署"),
    )
)
"""What offices call the column of departments, folded: asked for, never taken for one."""

# What the names of departments end in.
_ENDS = (
    "課|室|部|局|係|班|所|署|館|園|校|場|庁|担当|院|本部|センター|グループ|チーム|支所|事務局|委員会|協議会|公社|機構"
)
_ENDED = expression(rf".*?(?P<end>{_ENDS})")
_SURE = expression(r"[\r\n、，,／/;；\t|｜]+")
# 市民協働課 企画課: a blank alone parts nothing (企画部 企画課), between two 課 it does.
_BLANK = expression(r"(?<=課)[\s　]+(?=[^\s　]*課(?:[\s　]|$))")
_AND = expression(rf"(?<=課)[\s　]*(?:及び|および|並びに|ならびに|と)[\s　]*(?=[^\s　]*(?:{_ENDS})(?:[\s　（(]|$))")
_BULLET = expression(r"^[\s　]*[・･●○◎〇◯■□◆◇※*＊\-－ー]+[\s　]*")
# Who leads and who helps is no part of a name.
_PART = expression(
    r"[\s　]*[（(【\[](?:主|副|主管|副管|主担当|副担当|主管課|関係課|主幹|正|協力|連携|とりまとめ|取りまとめ|取纏め|幹事)(?:課)?[）)】\]]"
)
_OTHERS = expression(r"(?<=課|室|部|局)[\s　]*(?:ほか|他|外|等|など)$")
_DOT = expression(r"[・･]")


class Department(NamedTuple):
    """A department: ``key`` is what makes two spellings one, ``name`` is printed."""

    key: str
    name: str


def fold_department(name: str) -> str:
    """A name without blanks and differences of width and case."""
    return fold_width(name).casefold()


class Departments:
    """The departments that the cells of one table name.

    ``known`` are names that the settings list: they are never cut, and come first.
    """

    def __init__(self, cells: Iterable[str], known: Iterable[str] = ()) -> None:
        self._known = {fold_department(name): name for name in known}
        self._cells = Counter(cells)
        self._items = {cell: tuple(_items(cell, self._known)) for cell in self._cells}
        every = [item for items in self._items.values() for item in items]
        self._alone = {fold_department(item) for item in every if not _DOT.search(item)}
        self._named: dict[str, tuple[Department, ...]] = {}
        self._names = self._spellings()

    def of(self, cell: str) -> tuple[Department, ...]:
        """The departments of a cell, each once; none where it leaves them open."""
        if cell not in self._named:
            keys = dict.fromkeys(map(fold_department, self._parts(cell)))
            self._named[cell] = tuple(Department(key, self._names[key]) for key in keys)
        return self._named[cell]

    def _parts(self, cell: str) -> Iterator[str]:
        items = self._items[cell] if cell in self._items else tuple(_items(cell, self._known))
        for item in items:
            yield from self._cut(item)

    def _cut(self, item: str) -> Iterator[str]:
        """An item at its 「・」, wherever what stands before one is a name by itself."""
        if fold_department(item) in self._known or not _DOT.search(item):
            yield item
            return
        parts = [part.strip() for part in _DOT.split(item)]
        named = all(fold_department(part) in self._alone for part in parts)
        open_part = ""
        for part in parts:
            open_part = f"{open_part}・{part}" if open_part else part
            if named or self._is_name(open_part, parts[-1]):
                yield open_part
                open_part = ""
        if open_part:
            yield open_part

    def _is_name(self, part: str, last: str) -> bool:
        """Whether a name surely ends here: 課 does; 館 of 図書館・公民館; not 園 of 公園・緑地課."""
        folded = fold_department(part)
        if folded.endswith("課") or folded in self._known:
            return True
        ended, at_last = _ENDED.fullmatch(folded), _ENDED.fullmatch(fold_department(last))
        if ended is None:
            return False
        return folded in self._alone or (at_last is not None and ended["end"] == at_last["end"])

    def _spellings(self) -> dict[str, str]:
        """How each is printed: as listed, else as it is written most often."""
        written: dict[str, Counter[str]] = {}
        for cell, times in self._cells.items():
            for part in self._parts(cell):
                written.setdefault(fold_department(part), Counter())[" ".join(part.split())] += times
        # Of two that are equally often the first is taken, as Counter does.
        usual = {key: count.most_common(1)[0][0] for key, count in written.items()}
        return usual | {key: name for key, name in self._known.items() if key in usual}


def _items(cell: str, known: dict[str, str]) -> Iterator[str]:
    """What surely stands apart in a cell."""
    for line in _SURE.split(cell):
        for item in _AND.split(line):
            for name in _BLANK.split(item):
                bare = _OTHERS.sub("", _PART.sub("", _BULLET.sub("", name)).strip())
                if fold_department(name) in known:
                    yield name.strip()
                elif bare and not (says_nothing(bare) or is_open(bare)):
                    yield bare


def alike(departments: Iterable[Department]) -> Iterator[tuple[Department, Department]]:
    """Pairs of long names that differ in one character: one may be a slip (市民協同課).

    Numbers and points of the compass tell two of a kind apart: 第一図書館, 第二図書館.
    """
    every = list(departments)
    for place, one in enumerate(every):
        for other in every[place + 1 :]:
            if len(one.key) == len(other.key) >= _LONG and _one_slip(one.key, other.key):
                yield one, other


_LONG = 4
_TELLING = frozenset("東西南北中央上下左右前後内外大小新旧本支第" + KANJI_NUMERALS + "0123456789")


def _one_slip(one: str, other: str) -> bool:
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _TELLING.isdisjoint(differing[0])
