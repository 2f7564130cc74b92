"""What opens a section of the table: a mark at the start of a cell, and the title behind it.

The marks are the configuration's, by example; those of the office's own sheet are the
default: ``（1）`` and below it ``ア``. A level may be a column instead: a cell of a row opens
its section.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.lexicon import CLOSE, OPEN, PARENTHESISED, is_kanji
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.syntax.cells import end_of
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.marks import ARABIC, KANA, KANJI, RING, ROMAN, SMALL_ROMAN, Mark, Slot
from guideline_docs.syntax.nodes import Cell, Cells, HeadLine, SectionLine

# Behind a numeral that may begin a word or a count (アンケート, 3か年) something has to end it.
_GAP = r"[\s.．。、，,:：)）]"
_BEHIND_A_MARK = " \t\r\n　.．。、，,:："
# What a bare figure counts: 3年, 3か所, 3つ.
_COUNTED = frozenset("年月日時分秒回人名件本社校戸台団地種項事割歳円個箇冊枚部点度次階級期番号丁")
# What stands in a cell that repeats the one above.
DITTO = frozenset(("〃", "″", "同上", "同左"))


class Marks(NamedTuple):
    """How headings, from the top, and measures are numbered.

    ``columns`` are those whose cells are the headings of a level, None for a level of
    lines; empty where no level is a column.
    """

    levels: tuple[Mark, ...]
    measure: Mark
    columns: tuple[Column | None, ...] = ()

    @property
    def lines(self) -> Iterator[tuple[int, Mark]]:
        """The levels whose headings are lines of their own."""
        for level, mark in enumerate(self.levels):
            if not (self.columns and self.columns[level]):
                yield level, mark


MARKS = Marks(
    (
        Mark("（1）", ("（", Slot(ARABIC), "）")),
        Mark("ア", (Slot(KANA, full=True),)),
    ),
    Mark("No.1", ("No.", Slot(ARABIC))),
)
"""Those of the office's own sheet. A measure may also bear its bare number."""


class Found(NamedTuple):
    """A heading's mark in a text; ``mark`` ends without, ``title`` begins behind the blank.

    ``path`` holds its numbers, those of the headings above that it repeats first; none
    where the mark counts nothing.
    """

    level: int
    path: tuple[int, ...]
    mark: int
    title: int

    @property
    def number(self) -> int | None:
        return self.path[-1] if self.path else None


class Headings:
    """Tells which section a line opens; remembers what is open."""

    def __init__(self, marks: Marks = MARKS) -> None:
        self.marks = marks
        self.forms = [(level, Form(mark)) for level, mark in marks.lines if mark.parts]
        self.last: dict[int, int] = {}
        """Level → its last number below the headings that are open."""
        self.open: int | None = None
        """The level of the innermost heading that is open."""

    @cached_property
    def unmarked(self) -> int | None:
        """The level whose headings are lines of text alone."""
        return next((level for level, mark in self.marks.lines if not mark.parts), None)

    @cached_property
    def innermost(self) -> int:
        """The deepest level of lines; -1 where a table has no such headings."""
        return max((level for level, _ in self.marks.lines), default=-1)

    def begins(self, line: str) -> bool:
        """Whether a line begins with the mark of a heading, whatever follows it."""
        return any(form.begins(line) for _, form in self.forms)

    def find(self, text: str) -> Found | None:
        """The mark that a text begins with; where levels share it, what goes on with a series."""
        found = self._found(text)
        if not found:
            return None
        if len(found) > 1:
            longest = max(each.mark for each in found)  # 1-1 is not 1
            found = [each for each in found if each.mark == longest]
        return found[0] if len(found) == 1 else self._likeliest(found)

    def without_mark(self, bold: bool, right_above: int | None) -> int | None:
        """The level of a line of text alone, ``right_above`` being the heading above it.

        None where it is none.
        """
        if self.unmarked is not None:
            above = -1 if self.open is None else self.open
            return self.unmarked if above >= self.unmarked - 1 else None
        may_be = self.innermost >= 0 and (bold or right_above == self.innermost - 1)
        return self.innermost if may_be else None

    def opened(self, level: int, number: int | None) -> None:
        """A heading stands there: what is below it begins anew."""
        if self.open is not None and level < self.open:
            self.last = {n: last for n, last in self.last.items() if n <= level}
        self.last[level] = number or self.last.get(level, 0) + 1
        self.open = level

    def _found(self, text: str) -> list[Found]:
        found = []
        for level, form in self.forms:
            following = self.last.get(level, 0) + 1 if form.is_count else 0
            if read := form.read(text, following):
                found.append(new(Found, (level, *read)))
        return found

    def _likeliest(self, found: list[Found]) -> Found:
        """Of several levels the innermost one whose next number this is, else one below."""
        for each in reversed(found):
            if each.level in self.last and each.number == self.last[each.level] + 1:
                return each
        above = -1 if self.open is None else self.open
        return next((each for each in found if each.level > above), found[-1])


_Key = tuple[tuple[int, ...], str]


class ColumnHeadings:
    """Tells which sections the cells of a row open, where levels are columns of the table."""

    def __init__(self, marks: Marks) -> None:
        levels = [column and (Form(mark), column) for column, mark in zip(marks.columns, marks.levels)]
        self.forms = [each and each[0] for each in levels]
        self.levels = {each[1]: level for level, each in enumerate(levels) if each}
        self.held: list[str] = [""] * len(levels)
        """What the cell of each level said last, below the headings that are open."""
        self.keys: list[_Key | None] = [None] * len(levels)
        self._read: dict[tuple[int, str], tuple[_Key, int, int]] = {}
        self._head: HeadLine | None = None
        self._places: tuple[tuple[int, int], ...] = ()

    def opened(self, level: int) -> None:
        """A heading of a level stands there: what the cells say below it begins anew."""
        for below in range(level + 1, len(self.held)):
            self.held[below], self.keys[below] = "", None

    def open(self, cells: Cells, head: HeadLine | None) -> tuple[SectionLine, ...]:
        """The headings that a row opens, from the top; mostly none.

        An empty cell means the one above, and so does one that says the same again.
        """
        opened: list[SectionLine] = []
        held, texts = self.held, cells.texts
        for place, level in self.places(head):
            text = texts[place] if place < len(texts) else ""
            if text and text != held[level] and text not in DITTO:
                held[level] = text
                if section := self._section(cells[place], level):
                    if level + 1 < len(held):
                        self.opened(level)
                    if section.above and opened:
                        opened = _numbered_by(section, opened)
                    opened.append(section)
        return tuple(opened)

    def places(self, head: HeadLine | None) -> tuple[tuple[int, int], ...]:
        """Where in a row the levels stand, from the top: place and level."""
        if head is not self._head:
            self._head = head
            columns = head.columns if head else ()
            found = ((self.levels.get(column), n) for n, column in enumerate(columns) if column)
            self._places = tuple((n, level) for level, n in sorted(
                (level, n) for level, n in found if level is not None
            ))
        return self._places

    def _section(self, cell: Cell, level: int) -> SectionLine | None:
        """The heading of a cell; None where it is the one above in another spelling."""
        text = cell.written
        key, mark, title = self._read.get((level, text)) or self._parts(level, text)
        if key == self.keys[level]:
            return None
        self.keys[level] = key
        if not mark:
            return new(SectionLine, (cell.span, level, None, None, cell, (), (), ()))
        path, _ = key
        number, name = path[-1] if path else None, end_of(cell, title)
        return new(
            SectionLine, (cell.span, level, number, cell.part(0, mark), name, (), path[:-1], ())
        )

    def _parts(self, level: int, text: str) -> tuple[_Key, int, int]:
        """What a cell says (its numbers, and its title folded), end of the mark, start of the
        title.

        The cells of a column say the same again and again: they are taken apart once.
        """
        form = self.forms[level]
        path, mark, title = (form and form.mark.parts and form.read(text)) or ((), 0, 0)
        parts = self._read[level, text] = (path, fold_head(text[title:])), mark, title
        return parts


def _numbered_by(inner: SectionLine, above: list[SectionLine]) -> list[SectionLine]:
    """Headings without a number, with those that a mark below them repeats: 2 of 2-1."""
    first = inner.level - len(inner.above)
    return [
        each._replace(number=inner.above[each.level - first])
        if each.number is None and each.level >= first
        else each
        for each in above
    ]


class Form:
    """How the mark of one level may be typed, and what may follow it."""

    def __init__(self, mark: Mark) -> None:
        self.mark = mark
        self.is_count = len(mark.parts) == 1 and mark.numbered and mark.slots[0].numeral is ARABIC
        """A bare figure, which may count something."""
        figures = (ARABIC, RING, ROMAN, SMALL_ROMAN)
        self.is_closed = mark.closed
        self.is_sign = mark.numbered and not self.is_count and mark.slots[-1].numeral in figures
        """A number that begins no word: 基本目標1, Ⅰ."""
        self._paths: dict[str, tuple[int, ...] | None] = {}
        """What has been counted: the headings of a long table bear the same few letters."""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        word = f"[章節](?={_GAP}|\\Z){_GAP}*|" if self.is_count or self.is_sign else ""
        # 第1節：, but not （1）.
        bracket = isinstance(self.mark.parts[-1], str) and self.mark.parts[-1][-1] in CLOSE
        gap = r"\s*" if bracket or not self.mark.numbered else f"{word}{_GAP}*"
        return re.compile(f"(?P<mark>{self._marked})(?P<gap>{gap})(?P<title>.*)", re.DOTALL)

    @cached_property
    def _begin(self) -> re.Pattern[str]:
        return re.compile(self._marked)

    @property
    def _marked(self) -> str:
        """The mark, and what people type for it: ⑴ for (1), (ア) for ア."""
        pattern = self.mark.pattern
        if _is_enclosed(self.mark, ARABIC):
            return f"{pattern}|([{PARENTHESISED}])"
        if self.mark.parts == (Slot(KANA, full=True),):
            return f"(?:[{OPEN}](?=.[{CLOSE}]))?{pattern}(?:(?<=[{OPEN}].)[{CLOSE}])?"
        return pattern

    def begins(self, text: str) -> bool:
        return self._begin.match(text) is not None

    def read(self, text: str, following: int = 0) -> tuple[tuple[int, ...], int, int] | None:
        """Numbers, end of the mark, start of the title; None for any other text.

        ``following`` is the number that comes next in the series: it needs no blank.
        """
        match = self._pattern.match(text)
        if match is None:
            return None
        mark, gap, title = match.group("mark", "gap", "title")
        if mark not in self._paths:
            self._paths[mark] = self._path([each for each in match.groups()[1:-2] if each])
        path = self._paths[mark]
        if path is None:
            return None
        if not (gap or not title or self.is_closed or self._may_follow(title, path[-1:] == (following,))):
            return None
        start = end = len(text) - len(title)
        if not path:
            end -= len(gap)
        elif gap or mark[-1] in _BEHIND_A_MARK:
            end = len(text[:start].rstrip(_BEHIND_A_MARK)) or start - len(gap)
        return path, end, start

    def _path(self, written: list[str]) -> tuple[int, ...] | None:
        """The numbers of a mark; None where one is none."""
        if len(written) == 1 and written[0] in PARENTHESISED:
            return (PARENTHESISED.index(written[0]) + 1,)
        values = [slot.numeral.value(each) for slot, each in zip(self.mark.slots, written)]
        path = tuple(value for value in values if value)
        return path if len(path) == len(self.mark.slots) else None

    def _may_follow(self, title: str, is_next: bool) -> bool:
        """Whether what is right behind a mark lets it be one that does not say where it ends.

        「アンケート」 is a word: without a blank a letter stands only before a kanji, and 一 not
        even there (一覧); a bare figure only where it is the next and counts nothing (3年).
        """
        if self.is_sign:
            return title[0].isalpha()
        if not is_kanji(title[0]) or self.mark.slots[-1].numeral is KANJI:
            return False
        return not self.is_count or (is_next and title[0] not in _COUNTED)


def _is_enclosed(mark: Mark, numeral: object) -> bool:
    match mark.parts:
        case (str(before), Slot(numeral=kind), str(behind)):
            return before in OPEN and behind in CLOSE and kind is numeral
    return False
