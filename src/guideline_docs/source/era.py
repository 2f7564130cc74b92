"""The eras of the Japanese calendar, spelled once: 令和5年 is 2023."""

from __future__ import annotations

from guideline_docs.source.record import NamedTuple


class Era(NamedTuple):
    """An era under its names, with its first day (year, month, day)."""

    name: str
    kanji: str
    letter: str
    start: tuple[int, int, int]


ERAS = (
    Era("令和", "令", "R", (2019, 5, 1)),
    Era("平成", "平", "H", (1989, 1, 8)),
    Era("昭和", "昭", "S", (1926, 12, 25)),
    Era("大正", "大", "T", (1912, 7, 30)),
    Era("明治", "明", "M", (1868, 1, 1)),
)
"""The latest first, which is the likeliest."""
ERA_NAMES = "|".join(era.name for era in ERAS)
ERA_LETTERS = "".join(era.letter for era in ERAS)
"""What stands between the brackets of a regular expression; the names, between its bars."""
RECENT_LETTERS = "RHSＲＨＳ"
"""Those that are read as eras in running text, where an M or T before a figure is a code."""

_BEFORE = {name: era.start[0] - 1 for era in ERAS for name in (era.name, era.letter)}


def year_of(era: str, count: int) -> int:
    """The year of which ``era``, named or by its letter in capitals, counts so many."""
    return _BEFORE[era] + count


def era_of(day: tuple[int, int, int]) -> tuple[Era, int] | None:
    """The era of a day and the year that it counts; None before the first."""
    for era in ERAS:
        if day >= era.start:
            return era, day[0] - era.start[0] + 1
    return None
