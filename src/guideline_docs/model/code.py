"""What a heading or a measure is called: ``(3)-ア``, ``No.6``, ``第2章1(2)``.

A :class:`Code` is where something stands, in numbers; a :class:`Scheme` knows how the
office writes them. The two schemes of the house, the sheet's and the chapters', differ
in their levels only.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations

from guideline_docs.source.choice import StrEnum
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.headings import MARKS, Marks
from guideline_docs.syntax.marks import ARABIC, KANA, RING, ROMAN, SMALL_ROMAN, Mark, Slot

_HALF = {code + 0xFEE0: code for code in range(ord("!"), ord("~") + 1)}


class Series(StrEnum):
    """Where the numbers of a level begin anew."""

    RESTART = "restart"
    """From 1 under each heading above."""
    ALL = "all"
    """One series through the whole."""


class Numbering(StrEnum):
    """What the numbers of a level promise."""

    CONSECUTIVE = "consecutive"
    UNIQUE = "unique"
    NONE = "none"


class Level(NamedTuple):
    """段: one rank of headings, or the measures below them.

    ``name`` is what findings call it, ``anchor`` the ASCII word its anchors begin with;
    ``column`` holds its headings where they are no lines of their own.
    """

    name: str
    mark: Mark
    anchor: str
    series: Series = Series.RESTART
    numbering: Numbering = Numbering.CONSECUTIVE
    column: Column | None = None

    @property
    def numbered(self) -> bool:
        """Whether its headings bear numbers; others are counted as they appear."""
        return self.mark.numbered

    @property
    def repeats(self) -> bool:
        """Its mark says the numbers above, too: 1-(2)-③."""
        return len(self.mark.slots) > 1

    @property
    def names_alone(self) -> bool:
        """A number of this level says where it stands without those above.

        One that is counted through does if words say whose number it is (重点課題3).
        """
        alone = self.series is Series.ALL and len(self.mark.parts) > 1
        return alone or self.repeats

    @property
    def noun(self) -> str:
        """What its numerals are called: ア is a 記号, (1) a 番号."""
        figures = (ARABIC, RING, ROMAN, SMALL_ROMAN)
        figure = not self.numbered or self.mark.slots[-1].numeral in figures
        return "番号" if figure else "記号"


class Code(NamedTuple):
    """``path`` holds the numbers from the top down to this one, 0 for a level left out.

    The number of a measure is its own name where one series runs through the sheet: its
    path is that number alone. Otherwise the numbers of its heading stand before it.
    """

    level: int
    path: tuple[int, ...]

    @property
    def number(self) -> int:
        """Its own number among its siblings, or in its series; 0 above all headings."""
        return self.path[-1] if self.path else 0

    @property
    def above(self) -> tuple[int, ...]:
        return self.path[:-1]


ROOT = Code(-1, ())
"""What stands above all headings."""


class _Scheme(NamedTuple):
    levels: tuple[Level, ...]
    """Those of headings, from the top."""
    measure: Level | None = None
    joint: str = "-"
    """What stands between the marks of two levels."""


class Scheme(_Scheme):
    """Spells and anchors the codes of one text."""

    @cached_property
    def marks(self) -> Marks:
        """What the parser looks for."""
        measure = self.measure.mark if self.measure else MARKS.measure
        columns = tuple(level.column for level in self.levels)
        return Marks(
            tuple(level.mark for level in self.levels), measure, columns if any(columns) else ()
        )

    @cached_property
    def _own(self) -> Mark:
        """What measures are called by; where they bear no numbers, by those that they are given."""
        return self.marks.measure if self.marks.measure.numbered else MARKS.measure

    @cached_property
    def speaks_as_sheet(self) -> bool:
        """Whether (3)-ア is a name here."""
        return self.marks.levels[:2] == MARKS.levels

    def level(self, code: Code) -> Level:
        if self.measure and code.level == len(self.levels):
            return self.measure
        return self.levels[code.level]

    def measure_code(self, number: int) -> Code:
        return Code(len(self.levels), (number,))

    @cached_property
    def measures_restart(self) -> bool:
        """Whether the numbers of measures begin anew under each heading."""
        return self.measure is not None and self.measure.series is Series.RESTART

    def code_of_row(self, above: tuple[int, ...], written: tuple[int, ...]) -> Code:
        """The code of a measure: ``above`` are the numbers of its heading, ``written`` its own.

        What the row repeats of the numbers above stands for them, right or wrong.
        """
        if not self.measures_restart:
            return Code(len(self.levels), written[-1:])
        kept = above if len(written) == 1 else above[: max(0, len(self.levels) + 1 - len(written))]
        return Code(len(self.levels), (*kept, *written))

    def measure_name(self, number: int) -> str:
        """The same as ``spell``; of the many measures a name costs no more than its letters."""
        if self._around is None:
            return self._measure(self.measure_code(number))
        before, behind = self._around
        return f"{before}{number}{behind}"

    def measure_names(self, numbers: Iterable[int]) -> dict[str, int]:
        """The numbers of measures by the names that these have."""
        return {self.measure_name(number): number for number in numbers}

    @cached_property
    def _around(self) -> tuple[str, str] | None:
        """What stands before and behind the figure of a measure; None where that is a letter."""
        first, second, tenth = (self._measure(self.measure_code(number)) for number in (1, 2, 10))
        before, _, behind = first.rpartition("1")
        # 事業01 is followed by 事業02, and 事業09 by 事業10.
        alike = (second, tenth) == (f"{before}2{behind}", f"{before}10{behind}")
        return (before, behind) if alike else None

    def spell(self, code: Code) -> str:
        """The canonical name, half-width: ``(3)-ア``; levels left out leave no trace.

        Only the first is told, (0)-ア: ア alone would name nothing.
        """
        if code.level == len(self.levels):
            return self._measure_path(code) if code.above else self.measure_name(code.number)
        level, path = code
        if not path:
            return ""
        # Beyond the last letter there is, the figure says at the least which one is meant.
        return self._below(level, path) + (self._half(level, path) or str(path[level]))

    def names(self, codes: Iterable[Code]) -> Iterator[str]:
        """The names by which texts refer to headings and measures; empty where they cannot,
        because a numeral of a heading cannot be written or is borne by nothing."""
        halves, above, first, lacking = self._halves, self._above, self._first, self._lacking
        for code in codes:
            level, path = code
            if level == len(first):
                yield self.spell(code)
                continue
            # Mostly both parts of the name have been written before.
            depth, known = halves[level]
            own = known.get(path[-depth:]) or self._half(level, path)
            if own is None or (lacking[level] and self._lacks_number(code)):
                yield ""
            elif level == first[level]:
                yield own
            else:
                yield (above.get(path[:level]) or self._below(level, path)) + own

    def _below(self, level: int, path: tuple[int, ...]) -> str:
        """What stands before the mark of a heading in its name."""
        first = self._first[level]
        if level == first:
            return ""
        above = path[:level]
        known = self._above.get(above)
        if known is None:
            known = self._above[above] = self._named_above(first, above)
        return known

    def _named_above(self, first: int, path: tuple[int, ...]) -> str:
        """What stands before the mark of a heading in its name; that of all those beside it."""
        return "".join(
            (self._half(level, path[: level + 1]) or str(path[level])) + self.joint
            for level in range(first, len(path))
            if path[level] or (self.joint and level == first)
        )

    def repeated(self, level: int) -> tuple[int, ...]:
        """The levels above whose numbers the mark of one repeats; none where nobody can tell."""
        return self._repeated[level] if level < len(self._repeated) else ()

    @cached_property
    def _repeated(self) -> tuple[tuple[int, ...], ...]:
        """For each level and the measures those above whose numbers its mark repeats.

        Of 1-(2)-③ the kinds of the numerals tell; empty where they do not.
        """
        ranks = [*self.levels, *([self.measure] if self.measure else [])]
        return tuple(self._repeated_by(rank.mark, place) for place, rank in enumerate(ranks))

    def _repeated_by(self, mark: Mark, depth: int) -> tuple[int, ...]:
        shapes = mark.shapes[:-1]
        if any(slot.fixed for slot in mark.slots):
            return tuple(range(depth)) if len(shapes) == depth else ()
        likely = [
            levels
            for levels in combinations(range(depth), len(shapes))
            if all(
                not self.levels[level].numbered or self.levels[level].mark.shapes[-1] == shape
                for level, shape in zip(levels, shapes)
            )
        ]
        # What bears no number is repeated only where those that do are too few.
        unnumbered = set(self._unnumbered)
        likely = [levels for levels in likely if unnumbered.isdisjoint(levels)] or likely
        right_above = tuple(range(depth - len(shapes), depth))
        return right_above if right_above in likely else likely[0] if len(likely) == 1 else ()

    def _measure_path(self, code: Code) -> str:
        """The name of a measure whose number begins anew under each heading: (1)-ア-③."""
        mark, path = self._own, tuple(filter(None, code.path))
        count = len(mark.slots)
        written = _half(mark, path) if len(path) >= count else None
        if count > 1 and written:
            return written
        above = code.above
        while above and not above[-1]:
            above = above[:-1]
        names = [self.spell(Code(len(above) - 1, above))] if above else []
        if count == 1 and mark.slots[0].numeral is ARABIC and self.measure:
            # 目標(2)-事業5: a bare figure would be a heading's.
            words = mark.parts[0] if isinstance(mark.parts[0], str) and mark is not MARKS.measure else ""
            written = written if words else f"{self.measure.name}{code.number}"
        return (self.joint or "-").join((*names, written or str(code.number)))

    def agrees(self, level: int, written: tuple[int, ...], path: tuple[int, ...]) -> bool:
        """Whether numbers that the mark of a level repeats may be those of the headings above.

        Levels may be left out, of the path and of the mark; what bears no number is any.
        """
        repeated = self._repeated[level]
        if len(repeated) == len(written) and len(path) == level and all(path):
            return all(
                path[above] == number or not self.levels[above].numbered
                for above, number in zip(repeated, written)
            )
        numbers = [
            number if self.levels[level].numbered else None
            for level, number in enumerate(path)
            if number
        ]
        if len(written) > len(path) and all(path):
            written = written[: len(path)]  # it has numbers for levels that are no headings
        fewer, more = sorted((numbers, list(written)), key=len)
        rest = iter(more)
        return all(any(None in (a, b) or a == b for b in rest) for a in fewer)

    def has_name(self, code: Code) -> bool:
        """Whether texts can refer to a heading."""
        return not self._lacks_number(code) and self._half(code.level, code.path) is not None

    def _lacks_number(self, code: Code) -> bool:
        """Whether a heading that its name tells bears no number."""
        return any(code.path[level] for level in self._lacking[code.level])

    def _half(self, level: int, path: tuple[int, ...]) -> str | None:
        """The mark of a heading, half-width; of the many codes the numerals are few.

        One that bears no number is called by its place: 取組2.
        """
        depth, known = self._halves[level]
        own = path[-depth:]
        try:
            return known[own]
        except KeyError:
            rank = self.levels[level]
            named = rank.numbered or not path[-1]
            half = known[own] = _half(rank.mark, path) if named else f"{rank.name}{path[-1]}"
            return half

    @cached_property
    def _unnumbered(self) -> tuple[int, ...]:
        return tuple(n for n, level in enumerate(self.levels) if not level.numbered)

    @cached_property
    def _lacking(self) -> tuple[tuple[int, ...], ...]:
        """Of each level those without numbers that its names would have to tell."""
        return tuple(
            tuple(n for n in self._unnumbered if first <= n <= level)
            for level, first in enumerate(self._first)
        )

    @cached_property
    def _above(self) -> dict[tuple[int, ...], str]:
        return {}

    @cached_property
    def _halves(self) -> tuple[tuple[int, dict[tuple[int, ...], str | None]], ...]:
        """Of each level how many numbers its mark tells, at the least its own, and how those
        are written."""
        return tuple((max(1, len(level.mark.slots)), {}) for level in self.levels)

    def mark(self, code: Code) -> str:
        """The number as headings print it, in the width of the example: ``（3）``, ``ア``.

        Of a level without numbers what stands there instead: ``◆``, or nothing.
        """
        written = self.level(code).mark.spell(code.path)
        return str(code.number) if written is None else written

    def numeral(self, code: Code) -> str | None:
        """The number alone, half-width where it is a figure: ``3``, ``ア``.

        With those above it where its mark repeats them; None for a level without numbers.
        """
        if not self.level(code).numbered:
            return None
        if self.level(code).repeats:
            return _half(self.level(code).mark, code.path) or str(code.number)
        slot = self.level(code).mark.slots[-1]
        return slot.numeral.spell(code.number) or str(code.number)

    def label(self, code: Code) -> str:
        """What a measure is called where its heading is in sight: No.6, ③, 1-1-①-1, 事業3."""
        mark = self._own
        if len(mark.slots) > 1 or mark.slots[0].numeral is not ARABIC:
            return self.row_number(code)
        if not code.above:
            return self.measure_name(code.number)
        return self._measure_path(code._replace(path=(code.number,)))

    def row_number(self, code: Code) -> str:
        """What the column of numbers says of a measure: ``6``, ``③``, ``1-1-①-1``."""
        mark = self._own
        path = tuple(filter(None, code.path))
        bare = len(mark.slots) == 1 and mark.slots[0].numeral is ARABIC
        if bare or len(path) < len(mark.slots):
            return str(code.number)
        return mark.spell(path) or str(code.number)

    def anchor(self, code: Code) -> str:
        """ASCII, for HTML ids, PDF destinations and Word bookmarks: ``subsection-3-1``."""
        level, path = code
        anchor = self._anchors[level]
        return f"{anchor}-{path[0]}-{path[1]}" if len(path) == 2 else "-".join((anchor, *map(str, path)))

    @cached_property
    def _anchors(self) -> tuple[str, ...]:
        """The words that anchors begin with, of the levels and of the measures."""
        return tuple(level.anchor for level in (*self.levels, *filter(None, [self.measure])))

    def _measure(self, code: Code) -> str:
        mark = self._own
        # A bare figure would name anything, and of a path one number does.
        mark = mark if len(mark.parts) > 1 and len(mark.slots) == 1 else MARKS.measure
        return _half(mark, code.path) or str(code.number)

    @cached_property
    def _first(self) -> tuple[int, ...]:
        """For each level the one from which its names begin."""
        first, at = [], 0
        for place, level in enumerate(self.levels):
            at = place if level.names_alone else at
            first.append(at)
        return tuple(first)


def _half(mark: Mark, path: tuple[int, ...]) -> str | None:
    written = mark.spell(path)
    return written and written.translate(_HALF)


class Titles:
    """The headings of one series that bear no numbers, in the order in which they appear."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.highest = 0

    def place(self, title: str, number: int | None) -> int:
        """Where a title stands; ``number`` is its place where that is known."""
        place = self.places.get(title) or self.places.get(folded := fold_head(title))
        if place is None:
            place = self.places[folded] = number or self.highest + 1
            self.highest = max(self.highest, place)
        self.places[title] = place
        return place


class Codes:
    """Gives each heading its code, one after the other; a missing number is the next one."""

    def __init__(self, levels: tuple[Level, ...]) -> None:
        self.levels = levels
        self.path: tuple[int, ...] = ()
        self.last = [0] * len(levels)
        self.numbered = [level.numbered for level in levels]
        self.restarts = [
            [n for n, below in enumerate(levels) if n > place and below.series is Series.RESTART]
            for place in range(len(levels))
        ]
        """For each level those below it whose numbers begin anew under it."""
        self.known: dict[tuple[int, tuple[int, ...]], Titles] = {}
        """Of headings without numbers: level and numbers above → their titles."""

    def next(self, level: int, number: int | None, title: str = "") -> Code:
        """The code of the next heading; without numbers those of one title are one."""
        if not self.numbered[level]:
            number = self._by_title(level, title, number)
        last = self.last
        last[level] = number = number or last[level] + 1
        for below in self.restarts[level]:
            last[below] = 0
        above = self.path[:level]
        if len(above) < level:
            above += (0,) * (level - len(above))
        self.path = path = (*above, number)
        return new(Code, (level, path))

    def _by_title(self, level: int, title: str, number: int | None) -> int:
        """The place of a title, or the number that is known from elsewhere."""
        scope = level, self.path[:level] if self.levels[level].series is Series.RESTART else ()
        if scope not in self.known:
            self.known[scope] = Titles()
        return self.known[scope].place(title, number)


SHEET = Scheme(
    (
        Level("大項目", MARKS.levels[0], "category"),
        Level("小項目", MARKS.levels[1], "subsection"),
    ),
    Level("施策", MARKS.measure, "measure", Series.ALL),
)
"""The office's own sheet, and the form of its references."""

_LETTER = Slot(KANA, full=True)
CHAPTERS = Scheme(
    (
        Level("章", Mark("第1章", ("第", Slot(ARABIC), "章")), "chapter"),
        Level("一の見出し", Mark("1", (Slot(ARABIC),)), "chapter"),
        Level("二の見出し", Mark("(1)", ("(", Slot(ARABIC), ")")), "chapter"),
        Level("三の見出し", Mark("ア", (_LETTER,)), "chapter"),
        Level("四の見出し", Mark("(ア)", ("(", _LETTER, ")")), "chapter"),
    ),
    joint="",
)
"""公用文作成の考え方 Ⅰ-6: 第1章, 1, (1), ア, (ア)."""
