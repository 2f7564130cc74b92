"""Which columns a rate of achievement is reckoned from, and what it then is."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import product

from guideline_docs.model.figure import Figure
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.vocabulary import Rate
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column, ColumnKind

# A target may say on which side of it one has to be.
_SIDES = ("以上", "以下", "以内", "未満", "程度", "超")
# Figures in these are rounded, whatever digits they have.
_COARSE = ("千", "万", "百万", "億", "兆")


class RateColumns(NamedTuple):
    """The columns of a rate; without ``base`` it is of the target alone."""

    rate: Column
    actual: Column
    target: Column
    base: Column | None
    less: bool
    """Less is better."""


def rates(guideline: Guideline) -> tuple[RateColumns, ...]:
    """The rates that the settings name, as far as the table has all that they are made of."""
    found = (_columns(each, guideline) for each in guideline.configuration.vocabulary.rates)
    return tuple(each for each in found if each is not None)


def _columns(rate: Rate, guideline: Guideline) -> RateColumns | None:
    """What the settings leave out is found by its head, where only one column can be meant."""
    known = {c for each in guideline.configuration.vocabulary.rates for c in (each.target, each.base)}
    rest = [column for column in guideline.columns if column not in known]
    figures = [c for c in rest if c.kind is ColumnKind.NUMBER and c != rate.head]
    if rate.head.kind is ColumnKind.PERCENT:
        named = [c for c in rest if "実績" in c.name and c != rate.head]
        actual = rate.actual or _meant(rate.target, "実績", named, figures)
        head: Column | None = rate.head
    else:
        shares = [c for c in rest if c.kind is ColumnKind.PERCENT]
        actual = rate.head
        head = _meant(rate.target, "達成率", [c for c in shares if "率" in c.name], shares)
    needed = (head, actual, rate.target, *([rate.base] if rate.base else []))
    if head is None or actual is None or not all(column in guideline.columns for column in needed):
        return None
    return RateColumns(head, actual, rate.target, rate.base, rate.less)


def _meant(
    target: Column, word: str, named: list[Column], others: list[Column]
) -> Column | None:
    """The column beside a target: R5実績値 beside R5目標値, else the only one there is."""
    counterparts = {
        fold_head(target.name.replace(old, new))
        for old in ("目標値", "目標")
        for new in (word, f"{word}値")
    }
    for candidates in ([c for c in named if fold_head(c.name) in counterparts], named, others):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            return None
    return None


def reckoned(
    actual: Figure, target: Figure, base: Figure | None, less: bool
) -> tuple[tuple[Decimal, Decimal], ...]:
    """What the rate may be, in per cent: from where to where, for each form it may have.

    Empty where nobody knows how it is reckoned: from nothing, or from figures of which one
    counts something else.
    """
    figures = [actual, target, *([base] if base else [])]
    units = {_unit(each.unit) for each in figures} - {""}
    if len(units) > 1 or not all(each.alone for each in figures):
        return ()
    forms: list[Callable[..., Decimal]] = [_of_target]
    if base is not None:
        forms = [_of_way]
    elif less:
        forms = [_inverse, _of_rest, _of_target]
    found = []
    for form in forms:
        corners = list(_corners(form, map(_bounds, figures)))
        if corners:
            found.append((min(corners), max(corners)))
    return tuple(found) if len(found) == len(forms) else ()


def _of_target(actual: Decimal, target: Decimal) -> Decimal:
    return 100 * actual / target


def _inverse(actual: Decimal, target: Decimal) -> Decimal:
    return 100 * target / actual


def _of_rest(actual: Decimal, target: Decimal) -> Decimal:
    return 100 * (2 - actual / target)


def _of_way(actual: Decimal, target: Decimal, base: Decimal) -> Decimal:
    """(実績−基準)/(目標−基準)"""
    return 100 * (actual - base) / (target - base)


def _unit(unit: str) -> str:
    for side in _SIDES:
        unit = unit.removesuffix(side)
    return unit


def _bounds(each: Figure) -> tuple[Decimal, ...]:
    """What a figure may have been before it was rounded; a whole number is what it is."""
    if each.step == 1 and not each.unit.startswith(_COARSE):
        return (each.value,)
    return (each.value - each.step / 2, each.value + each.step / 2)


def _corners(
    form: Callable[..., Decimal], bounds: Iterable[tuple[Decimal, ...]]
) -> Iterator[Decimal]:
    for values in product(*bounds):
        try:
            yield form(*values)
        except ArithmeticError:
            return
