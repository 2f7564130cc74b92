"""The names of all that can be referred to, as texts write them.

A name is looked for by what is typed of it, whatever its width; what is still to come of it
is written as the text writes its references.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from guideline_docs.model.code import Code, Scheme
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.targets import Target, TargetKind
from guideline_docs.source.glyphs import full_digits
from guideline_docs.source.lexicon import CLOSE, FIGURES, HYPHENS, OPEN
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.boundaries import is_noun
from guideline_docs.syntax.naming import ReferenceKind

_LONGEST = 24
"""How many characters before the cursor may be of one name."""
_WORDS = ("施策", "No.", "No")
"""By which measures are called, whatever the office calls them."""
_FULL = {"(": "（", ")": "）"}


class Name(NamedTuple):
    """A target by one of its names; ``folded`` is half-width, without blanks, with one hyphen."""

    written: str
    folded: str
    target: Target

    @classmethod
    def of(cls, written: str, target: Target) -> Name:
        return cls(written, fold(written), target)

    def rest(self, folded: str) -> str | None:
        """What is to come behind a beginning; None where it ends within a character, I of Ⅱ."""
        at = 0
        for place, char in enumerate(self.written):
            if at == len(folded):
                return self.written[place:]
            at += len(fold(char))
        return "" if at == len(folded) else None


class Begun(NamedTuple):
    """A name that is begun: the characters before the cursor that are of it, folded too;
    and for each target that it may be of what is to come."""

    typed: str = ""
    folded: str = ""
    rests: tuple[tuple[Target, str], ...] = ()


class Names:
    """The names of a guideline, by the letter that they begin with."""

    def __init__(self, guideline: Guideline) -> None:
        self._by_letter: dict[str, list[Name]] = {}
        for target in guideline.targets.values():
            for written in dict.fromkeys(_names(guideline, target)):
                name = Name.of(written, target)
                self._by_letter.setdefault(name.folded[:1], []).append(name)

    def begun(self, before: str, near: Sequence[Name] = ()) -> Begun:
        """The longest end of a text that names begin with; ``near`` are further ones."""
        before = before[-_LONGEST:]
        for start, char in enumerate(before):
            typed = before[start:]
            folded = fold(typed)
            if char.isspace() or not _may_begin(before, start, folded):
                continue
            known = (*near, *self._by_letter.get(folded[:1], ()))
            found = (
                (name.target, rest)
                for name in known
                if name.folded.startswith(folded) and (rest := name.rest(folded)) is not None
            )
            if rests := tuple(found):
                return Begun(typed, folded, rests)
        return Begun()


def _may_begin(before: str, start: int, folded: str) -> bool:
    """Whether what is typed tells enough, and is no part of a word: 重点施策3, a year."""
    if folded[0] == "第":
        return not is_noun(before[start - 1 : start])
    if folded[0] in OPEN:
        return _CHAPTER.search(fold(before[:start])) is None  # of 第2章1( it is a part
    return len(folded) > 1 and not is_noun(before[max(start - 1, 0) : start])


def _names(guideline: Guideline, target: Target) -> Iterator[str]:
    """What a target is called in running text."""
    if target.kind is TargetKind.CHAPTER:
        if target.code.level < 3:  # deeper ones no text can name
            yield target.name
    elif target.kind is TargetKind.MEASURE and not guideline.scheme.measures_restart:
        number = target.code.number
        yield from (f"{word}{number}" for word in (*_WORDS, *guideline.configuration.grammar.forms.words))
    elif target.name and not (target.kind is TargetKind.CATEGORY and guideline.scheme.speaks_as_sheet):
        yield target.name


def fold(text: str) -> str:
    """A text as names are compared: half-width, one hyphen, no blanks; (3)の as (3)-."""
    folded = unicodedata.normalize("NFKC", "".join(text.split()))
    folded = "".join("-" if char in HYPHENS else char for char in folded)
    return _JOINT.sub("-", folded) if "の" in folded else folded


_CHAPTER = re.compile(r"第[0-9]+章[0-9]+\Z")
_JOINT = re.compile(r"(?<=[)0-9])の")


def near_names(guideline: Guideline, measure: Measure) -> list[Name]:
    """What stands under the headings of a measure, called from there: 推進方策②, 目標(2)の推進方策①.

    Only a scheme that has forms of its own has such names.
    """
    forms, scheme = guideline.configuration.grammar.forms, guideline.scheme
    here = guideline.once(_headings).get(measure, ())
    if not forms.ranks or not here:
        return []
    words = {rank.place: rank.name for rank in forms.ranks}
    found: list[Name] = []
    for target in guideline.targets.values():
        code = target.code
        if target.kind is TargetKind.CHAPTER or not (target.name and code.level in words):
            continue
        path = code.path if len(code.path) == code.level + 1 else ()
        for first in range(1, len(path)):
            if path[:first] == here[:first] and all(level in words for level in range(first, len(path))):
                parts = (_called(scheme, words, Code(n, path[: n + 1])) for n in range(first, len(path)))
                found.append(Name.of("の".join(parts), target))
    return found


def _called(scheme: Scheme, words: Mapping[int, str], code: Code) -> str:
    """A heading or measure by the word of its level: 目標(2), 推進方策①, 取組1."""
    mark = scheme.label(code) if code.level == len(scheme.levels) else scheme.mark(code)
    return mark if mark.startswith(words[code.level]) else f"{words[code.level]}{mark}"


def _headings(guideline: Guideline) -> dict[Measure, tuple[int, ...]]:
    """The path of the heading that each measure stands under."""
    return {
        measure: trail[-1].code.path
        for trail in guideline.edition.trails
        for measure in trail[-1].measures
    }


class Style(NamedTuple):
    """How a text writes its references: digits and parentheses by width, its hyphen."""

    digits_are_full: bool
    parentheses_are_full: bool
    hyphen: str

    def spelled(self, rest: str) -> str:
        """What is to come of a name, in this style."""
        text = "".join(self._char(char) for char in rest)
        return full_digits(text) if self.digits_are_full else text

    def _char(self, char: str) -> str:
        if char == "-":
            return self.hyphen
        return _FULL.get(char, char) if self.parentheses_are_full else char


def style_of(guideline: Guideline, typed: str) -> Style:
    """The style in which what is typed goes on: its own, else that of the references."""
    first = typed[:1]
    kind, own = guideline.once(_styles).get(first, (None, Style(False, False, "-")))
    if kind is None and first == "（":
        own = Style(True, True, "－")
    digits = [char for char in typed if char in FIGURES]
    if digits:
        own = own._replace(digits_are_full=digits[-1] > "9")
    brackets = [char for char in typed if char in OPEN + CLOSE]
    if brackets:
        own = own._replace(parentheses_are_full=brackets[-1] in "（）")
    return own


def _styles(guideline: Guideline) -> dict[str, tuple[ReferenceKind, Style]]:
    """The style of the last reference that begins with each character."""
    found: dict[str, tuple[ReferenceKind, Style]] = {}
    for reference in guideline.references:
        text = reference.span.text
        if reference.mark.fault or reference.mark.is_carried:
            continue
        digits = [char for char in text if char in FIGURES]
        joints = [char for char in text if char in HYPHENS]
        style = Style(
            bool(digits) and digits[-1] > "9",
            any(char in "（）" for char in text),
            joints[0] if joints else "-",
        )
        found[text[0]] = reference.mark.kind, style
    return found
