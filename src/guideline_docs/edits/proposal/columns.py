"""Which column is which: by the names of the heads, and by what the cells say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise

from guideline_docs.edits.proposal.names import (
    Part,
    direction_kind,
    is_known,
    is_year,
    may_be_level,
    part_of,
    scale,
    stem,
    unit_of,
    year,
)
from guideline_docs.edits.proposal.table import Line, Look, is_figure
from guideline_docs.model.figure import day
from guideline_docs.model.terms import without_note
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head, fold_term
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.syntax.placeholder import says_nothing

# So many rows tell what a column holds.
_MOST_ROWS = 2000
_MOST_WORDS = 8
_LONGEST_WORD, _SHORT_WORD = 12, 6
_DEPARTMENT = expression(r"(?!一部|全部|大部)..{0,13}(?:課|室|部|局|係|センター|委員会|事務局|支所|消防署|公民館|図書館|保健所|本部|協議会)(?:等|ほか|他)?")
_BETWEEN = expression(r"[、，,・／/\n;；]+")
_CALENDAR = expression(r".*[年月].*|[RHＲＨ]\d.*|\d{4}[/.-]\d.*|.*\d[/.-]\d+[/.-]\d.*")
_TIER = expression(r"【[^】]+】.*")
# What is numbered is a measure, not its headings; these rank last of what a title is called.
_TITLES = ("事務事業", "事業名", "取組名", "指標", "kpi", "取組", "事業", "業務", "項目", "事項", "施策", "名", "内容")
# So headings are called, and what was done in a year.
_ABOVE = expression(r"(?:基本|重点|主要|政策|施策の|[大中小](?:項目|分類|柱)).*")


class Columns(NamedTuple):
    """The columns of a table by their places; ``further`` are the declared ones."""

    number: int | None
    title: int
    levels: tuple[int, ...]
    core: dict[Column, tuple[int, ...]]
    """Those that rules and documents know; of several years the oldest first."""
    further: dict[int, ColumnKind]


class Cells:
    """What stands in the columns of the rows."""

    def __init__(self, look: Look) -> None:
        self.look = look
        most = max((len(line.filled) for line in look.lines), default=0)
        least = 3 if most > 3 else 2
        wide = (line for line in look.lines if len(line.filled) >= least)
        self.lines: list[Line] = list(islice(wide, _MOST_ROWS))

    def of(self, place: int) -> list[str]:
        """Each cell of a column, the empty ones too."""
        return [line.text(place) for line in self.lines]

    def said(self, place: int) -> list[str]:
        return [text for text in self.of(place) if not says_nothing(text)]

    def most(self, place: int, test: Callable[[str], object]) -> bool:
        """Whether what a column says is mostly of one kind."""
        said = self.said(place)
        return bool(said) and 5 * sum(bool(test(text)) for text in said) >= 4 * len(said)

    def repeats(self, place: int) -> float:
        """How much of a column says nothing new: empty, or the same as above."""
        texts, held, again = self.of(place), "", 0
        for text in texts:
            if not text or text == held:
                again += 1
            held = text or held
        return again / len(texts) if texts else 1.0

    def runs(self, places: Sequence[int]) -> tuple[int, int]:
        """How often what stands in some columns changes, and how many they are in all.

        An empty cell holds what stands above it.
        """
        held, runs, seen = [""] * len(places), 0, set[tuple[str, ...]]()
        for line in self.lines:
            now = [line.text(place) or above for place, above in zip(places, held, strict=True)]
            runs += now != held
            held = now
            seen.add(tuple(now))
        return runs, len(seen)


def columns_of(look: Look) -> Columns | None:
    """The columns of a table; None where none could be the title of its rows."""
    cells = Cells(look)
    number = _number(look, cells)
    title = _title(look, cells, number)
    if title is None:
        return None
    levels = _levels(look, cells, number, title)
    core: dict[Column, tuple[int, ...]] = {Column.TITLE: (title,)}
    if number is not None:
        core[Column.NUMBER] = (number,)
    rest = [p for p, head in enumerate(look.heads) if head and p not in (number, title, *levels)]
    for column, places in (
        (Column.TIER, [p for p in rest if _is_tier(look, cells, p)]),
        (Column.STATUS, _status(look, cells, rest)),
        (Column.PROPOSAL, [p for p in rest if _is_proposal(look, cells, p)][:1]),
        (Column.RESULTS, _results(look, cells, rest)),
    ):
        places = [place for place in places if not any(place in taken for taken in core.values())]
        if places:
            core[column] = tuple(places)
    if Column.PROPOSAL in core:
        reasons = [p for p in rest if part_of(look.heads[p]) is Part.RATIONALE]
        core |= {Column.RATIONALE: (reasons[0],)} if reasons else {}
    known = {place for places in core.values() for place in places}
    further = {p: _kind(look, cells, p) for p in rest if p not in known}
    return Columns(number, title, levels, core, further)


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The closed words of a column, best first, each as it is written first."""
    words: dict[str, str] = {}
    for text in texts:
        word = "".join(filter(_is_seen, without_note(" ".join(text.split()))))
        if word and not says_nothing(text):
            words.setdefault(fold_term(word), word)
    return tuple(sorted(words.values(), key=scale))


def _is_seen(char: str) -> bool:
    return char.isprintable() or char == "　"


def _number(look: Look, cells: Cells) -> int | None:
    """The column of numbers; of several the one that says most often something new."""
    fresh = {}
    for place in look.named(Part.NUMBER):
        said = cells.said(place)
        # What stands again right below is the code of a heading.
        again = sum(above == text for above, text in pairwise(said))
        if said and 3 * again <= len(said) and cells.most(place, lambda text: len(text) <= 12):
            fresh[place] = len(set(said)) / len(cells.lines)
    return max(fresh, key=lambda place: (fresh[place], -place), default=None)


def _title(look: Look, cells: Cells, number: int | None) -> int | None:
    """The column that names what a row is of, and says something new in nearly each."""
    named = [
        place
        for place, head in enumerate(look.heads)
        if place != number and (part_of(head) is Part.TITLE or may_be_level(head))
    ]
    fresh = [place for place in named if _is_fresh(cells, place)]
    if not fresh:
        texts = [p for p, head in enumerate(look.heads) if head and p != number and part_of(head) is None]
        # 取組内容 is what was done, or what there is to do where nothing else names a row.
        done = [p for p, h in enumerate(look.heads) if part_of(h) is Part.RESULTS and not year(h)]
        fresh = [place for place in texts or done if _is_fresh(cells, place)]
    rank = {place: _rank(look.heads[place]) for place in fresh or named}
    return min(rank, key=lambda place: (rank[place], place), default=None)


def _rank(head: str) -> int:
    name, last = stem(head), len(_TITLES)
    if year(head) or _ABOVE.fullmatch(name):
        return last + 1
    return next((rank for rank, word in enumerate(_TITLES) if word in name), last)


def _is_fresh(cells: Cells, place: int) -> bool:
    said = cells.said(place)
    wordy = cells.most(place, lambda text: len(text) >= 2 and not is_figure(text))
    return wordy and cells.repeats(place) <= 0.2 and 5 * len(set(said)) >= 4 * len(said)


def _levels(look: Look, cells: Cells, number: int | None, title: int) -> tuple[int, ...]:
    """The columns that hold headings, from the top; of two of one name the first."""
    levels: list[int] = []
    for place, head in enumerate(look.heads):
        taken = {number, title, *levels}
        if head and place not in taken and _is_level(cells, (*levels, place), head, title):
            if fold_head(head) not in {fold_head(look.heads[each]) for each in levels}:
                levels.append(place)
    return tuple(levels)


def _is_level(cells: Cells, places: tuple[int, ...], head: str, title: int) -> bool:
    """Whether a column groups the rows below the levels before it: its cells go on, and do
    not come back under the same headings.
    """
    place = places[-1]
    said = cells.said(place)
    part = part_of(head)
    if not said or part in (Part.DEPARTMENT, Part.NUMBER, Part.DATE) or cells.most(place, is_figure):
        return False
    called = may_be_level(head)
    vague = stem(head) in ("区分", "分類", "項目")
    if not called and (place > title or part not in (None, Part.TITLE)):
        return False
    if place > title and not _ABOVE.fullmatch(stem(head)):
        return False
    runs, headings = cells.runs(places)
    if runs > 1.5 * headings + 1:
        return False
    if called and not vague and place < title:
        return True
    return cells.repeats(place) >= 0.25


def _is_tier(look: Look, cells: Cells, place: int) -> bool:
    """Whether a column holds marks that a legend above the table declares."""
    declared = any(_TIER.fullmatch(line.text(line.filled[0])) for line in look.above)
    return part_of(look.heads[place]) is Part.TIER and (
        (declared and not cells.said(place)) or cells.most(place, _TIER.fullmatch)
    )


def _is_proposal(look: Look, cells: Cells, place: int) -> bool:
    if part_of(look.heads[place]) is not Part.PROPOSAL:
        return False
    if cells.most(place, lambda text: "→" in text or text in ("○", "〇", "◯") or text[0] in "ⅠⅡⅢ【"):
        return True
    return _judges(cells, place) or cells.most(place, direction_kind)


def are_words(said: Sequence[str]) -> bool:
    """Whether cells hold a few short words that come again and again."""
    words = {fold_term(without_note(text)) for text in said}
    if not words or any(len(word) > _LONGEST_WORD or "。" in word for word in words):
        return False
    if all(map(is_known, words)):
        return True
    return len(said) >= 4 and len(words) <= _MOST_WORDS and 2 * len(words) <= len(said)


def _judges(cells: Cells, place: int) -> bool:
    """Whether a column that is called so judges by closed words."""
    said = cells.said(place)
    if are_words(said):
        return True
    words = words_of(said)
    # What comes again is a word, long as it may be: 計画どおりに進んでいる.
    longest = _LONGEST_WORD if len(words) < len(said) else _SHORT_WORD
    short = all(len(without_note(text)) <= longest and "。" not in text and not is_figure(text) for text in said)
    return bool(said) and short and len(words) <= _MOST_WORDS


# The first of these that a table has is the main one.
_JUDGED = ("施策の実施", "進捗", "実施状況", "取組状況", "状況", "達成状況", "達成度", "評価", "判定")


def _status(look: Look, cells: Cells, rest: Iterable[int]) -> list[int]:
    """The main judgement: one column, or one a year, the oldest first."""
    named = [p for p in rest if part_of(look.heads[p]) is Part.STATUS and _judges(cells, p)]
    if not named:
        # Years alone, 令和4年度 and 令和5年度, are named by what stands below them.
        named = [p for p in rest if is_year(look.heads[p]) and are_words(cells.said(p))]
    if not named:
        return []

    def rank(place: int) -> int:
        return next((n for n, word in enumerate(_JUDGED) if word in stem(look.heads[place])), len(_JUDGED))

    return _by_year(look, named, min(named, key=rank))


def _results(look: Look, cells: Cells, rest: Iterable[int]) -> list[int]:
    """What was done, in prose: 実績 before 取組内容."""
    prose = [
        place
        for place in rest
        if _may_be_results(look.heads[place])
        and not cells.most(place, is_figure)
        and not are_words(cells.said(place))
        and not (part_of(look.heads[place]) is Part.STATUS and _judges(cells, place))
    ]
    done = [place for place in prose if "実績" in stem(look.heads[place])]
    first = next(iter(done or prose), None)
    return [] if first is None else _by_year(look, prose, first)


def _may_be_results(head: str) -> bool:
    part = part_of(head)
    return part in (Part.RESULTS, Part.STATUS, Part.FIGURE) or (part is Part.TITLE and year(head) is not None)


def _by_year(look: Look, places: Iterable[int], chosen: int) -> list[int]:
    """All columns that differ from a chosen one by their year alone, the oldest first."""
    same = [place for place in places if stem(look.heads[place]) == stem(look.heads[chosen])]
    years = {place: year(look.heads[place]) for place in same}
    if len(same) < 2 or None in years.values() or len(set(years.values())) < len(same):
        return [chosen]
    return sorted(same, key=lambda place: years[place] or 0)


def _kind(look: Look, cells: Cells, place: int) -> ColumnKind:
    """What the cells of a further column hold."""
    head, said = look.heads[place], cells.said(place)
    part = part_of(head)
    if part is Part.NUMBER:
        return ColumnKind.TEXT
    if part is Part.DEPARTMENT and not cells.most(place, is_figure):
        return ColumnKind.DEPARTMENT
    if cells.most(place, lambda text: _CALENDAR.fullmatch(text) and day(text)):
        return ColumnKind.DATE
    if cells.most(place, is_figure):
        shares = part is Part.RATE or "%" in unit_of(head)[1] or cells.most(place, lambda t: t.endswith(("%", "％")))
        return ColumnKind.PERCENT if shares else ColumnKind.NUMBER
    if cells.most(place, lambda text: all(map(_DEPARTMENT.fullmatch, _BETWEEN.split(text)))):
        return ColumnKind.DEPARTMENT
    if are_words(said) or (part is Part.STATUS and _judges(cells, place)):
        return ColumnKind.STATUS
    return ColumnKind.TEXT
