"""What a reference names, and how it is made to name another in its own spelling."""

from collections.abc import Sequence

from guideline_docs.source.choice import StrEnum
from guideline_docs.source.edit import Edit
from guideline_docs.source.glyphs import kana_at
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.owner import Owner

Path = tuple[int, ...]
"""The numbers that lead somewhere: (3, 1) to (3)-ア, (6,) to 施策6, (2, 1) to 第2章1."""


class ReferenceKind(StrEnum):
    CATEGORY = "category"
    """``(3)`` alone: no text refers so, but a person may ask for it."""
    SUBSECTION = "subsection"
    MEASURE = "measure"
    SECTION = "section"
    """A heading of any level, in a form of the scheme: ``基本目標Ⅱ-1``."""
    CHAPTER = "chapter"


class Fault(StrEnum):
    """Why a reference is not in a form of this guideline."""

    LETTER = "letter"
    """``(5)-2``: something else stands where the kana belongs."""
    REVERSED = "reversed"
    """``(3)-ウ～ア``."""
    ENCLOSED = "enclosed"
    """``(3-ア)``: a fault only if (3)-ア exists; otherwise it is no reference."""


class Part(NamedTuple):
    """What names one number of a reference: ``(3)``, ``ア``, ``施策6``, ``第2章``.

    ``start`` to ``end`` are offsets in its source, ``first`` to ``last`` those of the figure
    or letter alone. ``value`` is what that counts, from 1.
    """

    start: int
    end: int
    first: int
    last: int
    value: int


class ReferenceMark(NamedTuple):
    """One reference as written.

    ``span`` is the whole of it, or the carried letter alone; each letter of a range
    is a mark of its own with the range as its span.
    ``path`` holds the numbers that lead there, (3, 1) for (3)-ア and (6,) for 施策6; of what
    is malformed those of what was probably meant, as far as they can be told.
    ``parts`` are what names each number, of a range both its ends. A carried letter's first
    is the category that it was carried from, before its span. What is malformed has none.
    ``owner`` is whose number it is, as far as the words before it tell.
    ``levels`` are those of the numbers where the form is one of the scheme's, and ``name``
    what it is found to lead to, or would: what is left out above, the place of the text tells.
    """

    span: Span
    kind: ReferenceKind
    path: Path
    parts: tuple[Part, ...] = ()
    fault: Fault | None = None
    malformed: str = ""
    """What is malformed in half-width forms: ``(5)-2``."""
    owner: Owner = Owner.OURS
    levels: Path = ()
    name: str = ""

    @property
    def subject(self) -> str:
        """The canonical name in half-width forms, also of what is malformed."""
        return self.malformed or self.name or reference_name(self.kind, self.path)

    @property
    def intended(self) -> str | None:
        """The canonical name that a malformed one was probably meant for."""
        if self.fault is None or len(self.path) < 2 or self.levels:
            return None
        return reference_name(self.kind, self.path)

    @property
    def above(self) -> tuple[str, ...]:
        """The canonical names of the headings above the one it leads to, from the top."""
        match self.kind:
            case ReferenceKind.SUBSECTION:
                return (category_name(self.path[0]),)
            case ReferenceKind.CHAPTER:
                return tuple(chapter_name(self.path[:depth]) for depth in range(1, len(self.path)))
        return ()

    @property
    def category(self) -> int | None:
        return self.path[0] if self.kind in _IN_CATEGORIES else None

    @property
    def level(self) -> int:
        """0 for a category, 1 for a subsection, 2 for a measure; in the chapters the depth."""
        if self.levels:
            return self.levels[-1]
        return _SHEET_LEVELS.get(self.kind, len(self.path) - 1)

    @property
    def is_carried(self) -> bool:
        """Whether it is a letter that goes on from a category named before: ア、*イ*."""
        return bool(self.parts) and self.parts[0].start < self.span.start


_SHEET_LEVELS = {
    ReferenceKind.CATEGORY: 0,
    ReferenceKind.SUBSECTION: 1,
    ReferenceKind.MEASURE: 2,
}
_IN_CATEGORIES = (ReferenceKind.CATEGORY, ReferenceKind.SUBSECTION)


def reference_name(kind: ReferenceKind, path: Path) -> str:
    """The canonical name of where a path leads."""
    match kind:
        case ReferenceKind.SUBSECTION:
            return subsection_name(path[0], kana_at(path[1]) or "")
        case ReferenceKind.MEASURE:
            return measure_name(path[0])
        case ReferenceKind.CATEGORY:
            return category_name(path[0])
    return chapter_name(path)


def written(
    mark: ReferenceMark,
    path: Path,
    last: Path = (),
    carried_from: int | None = None,
) -> list[Edit] | None:
    """The edits that make a reference lead elsewhere in its own spelling.

    A range leads from ``path`` to ``last``. None where no edit of its numbers can say it:
    of what is malformed, or in another depth of the chapters.
    ``carried_from`` is the category that the list of a carried letter names before it once
    it is edited, if that may be another than the letter's: then the letter names its own.
    """
    from guideline_docs.syntax.numerals import respelled  # who reads need not write them anew

    values = (*path, *last[-1:])
    if mark.fault or len(values) != len(mark.parts):
        return None
    source = mark.span.source
    edits = []
    own = ""
    for part, value in zip(mark.parts, values, strict=True):
        span = Span(source, part.first, part.last)
        text = span.text if value == part.value else respelled(span.text, value)
        if text is None:
            return None
        if mark.is_carried and part.end <= mark.span.start:
            if part is mark.parts[0] and carried_from not in (None, value):
                around = Span(source, part.start, part.end).text
                at = part.first - part.start
                own = around[:at] + text + around[at + len(span.text) :] + "-"
        elif own + text != span.text:
            edits.append(Edit(span, own + text))
            own = ""
    return edits


def subsection_name(category: int, letter: str) -> str:
    """The canonical name of a subsection: ``(3)-ア``."""
    return f"({category})-{letter}"


def measure_name(value: int) -> str:
    """The canonical name of a measure: ``No.6``."""
    return f"No.{value}"


def category_name(value: int) -> str:
    """The canonical name of a category: ``(3)``."""
    return f"({value})"


def chapter_name(path: Sequence[int]) -> str:
    """The canonical name of a place in the chapters: ``第2章1(2)``."""
    first, *rest = path
    sections = "".join(str(n) if level == 0 else f"({n})" for level, n in enumerate(rest))
    return f"第{first}章{sections}"
