"""The numbers that Word counts by itself, as they are printed before a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guideline_docs.source.counting import FORMAL, KANJI, WIDE
from guideline_docs.source.expression import expression
from guideline_docs.source.workbook.package import child, local, value_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PLACE = expression(r"%(\d)")
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_NARROW = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BULLET = "・"


class _Level(NamedTuple):
    start: int = 1
    form: str = "decimal"
    text: str = ""


class _List(NamedTuple):
    """Which series of numbers a list counts in, and its levels."""

    series: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


class Numbering:
    """The lists of a document, counted as its paragraphs go by."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = dict(_lists(numbering)) if numbering is not None else {}
        self._styles = {value_of(each, "styleId"): each for each in styles or ()}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Element) -> str:
        """The number before a paragraph; empty where it has none."""
        if not self._lists:
            return ""
        number, level = self._numbered(paragraph)
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.series, {})
        if number not in self._begun:
            self._begun.add(number)
            for at, start in found.restarts.items():
                counts[at] = start - 1
        counts[level] = counts.get(level, found.levels[level].start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return self._printed(found, level, counts)

    def _printed(self, found: _List, level: int, counts: dict[int, int]) -> str:
        own = found.levels[level]
        if own.form == "none":
            return ""
        if own.form == "bullet":
            # Signs of a symbol font are no letters.
            return "".join(_BULLET if "\ue000" <= each <= "\uf8ff" else each for each in own.text)

        def count(place: str) -> str:
            at = int(place) - 1
            shown = found.levels.get(at, _Level())
            return spelled(counts.get(at, shown.start), shown.form)

        return _PLACE.sub(lambda match: count(match[1]), own.text).strip()

    def _numbered(self, paragraph: Element) -> tuple[str, int]:
        """The list of a paragraph and its level, its own or its style's."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        number, level = _of_list(own)
        style = child(properties, "pStyle")
        name = "" if style is None else value_of(style, "val")
        for _ in range(20):
            if (number and level is not None) or name not in self._styles:
                break
            element = self._styles[name]
            found, at = _of_list(child(child(element, "pPr"), "numPr"))
            number, level = number or found, at if level is None else level
            based = child(element, "basedOn")
            name = "" if based is None else value_of(based, "val")
        return number, level or 0


def _of_list(element: Element | None) -> tuple[str, int | None]:
    number, level = child(element, "numId"), child(element, "ilvl")
    at = "" if level is None else value_of(level, "val")
    return "" if number is None else value_of(number, "val"), int(at) if at.isdecimal() else None


def _lists(numbering: Element) -> list[tuple[str, _List]]:
    abstract: dict[str, dict[int, _Level]] = {}
    found: list[tuple[str, _List]] = []
    for each in numbering:
        if local(each.tag) == "abstractNum":
            levels = (part for part in each if local(part.tag) == "lvl")
            abstract[value_of(each, "abstractNumId")] = dict(map(_level, levels))
    for each in numbering:
        if local(each.tag) != "num":
            continue
        of = child(each, "abstractNumId")
        series = "" if of is None else value_of(of, "val")
        levels, restarts = dict(abstract.get(series, {})), {}
        for override in (part for part in each if local(part.tag) == "lvlOverride"):
            at = int(value_of(override, "ilvl", "0"))
            if (own := child(override, "lvl")) is not None:
                levels[at] = _level(own)[1]
            if (start := child(override, "startOverride")) is not None:
                restarts[at] = int(value_of(start, "val", "1"))
        found.append((value_of(each, "numId"), _List(series, levels, restarts)))
    return found


def _level(element: Element) -> tuple[int, _Level]:
    values = {local(each.tag): value_of(each, "val") for each in element}
    start = values.get("start", "1")
    return int(value_of(element, "ilvl", "0")), _Level(
        int(start) if start.isdecimal() else 1,
        values.get("numFmt", "decimal"),
        values.get("lvlText", ""),
    )


def spelled(number: int, form: str) -> str:
    """A number in one of the forms that Word knows for Japanese lists."""
    match form:
        case "decimalFullWidth" | "decimalFullWidth2":
            return WIDE.spelled(str(number))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _CIRCLED[number - 1] if 0 < number <= len(_CIRCLED) else str(number)
        case "decimalZero":
            return f"{number:02}"
        case "aiueoFullWidth":
            return _AIUEO[(number - 1) % len(_AIUEO)]
        case "aiueo":
            return _NARROW[(number - 1) % len(_NARROW)]
        case "iroha" | "irohaFullWidth":
            return _IROHA[(number - 1) % len(_IROHA)]
        case "upperRoman" | "lowerRoman":
            text = _roman(number)
            return text if form == "upperRoman" else text.lower()
        case "upperLetter" | "lowerLetter":
            text = chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return text if form == "upperLetter" else text.lower()
        case "japaneseCounting" | "japaneseDigitalTenThousand" | "taiwaneseCounting":
            return KANJI.counted(number)
        case "chineseCounting" | "chineseCountingThousand" | "ideographDigital":
            return KANJI.counted(number)
        case "japaneseLegal":
            return FORMAL.counted(number)
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
