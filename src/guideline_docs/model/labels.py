"""What a number shows that leads somewhere, as far as the bookmark of its goal tells.

A document names the rest itself: forms that only an office of its own has.
"""

from guideline_docs.model.code import CHAPTERS, SHEET, Code
from guideline_docs.model.keys import OWN, Field, print_of
from guideline_docs.model.targets import TargetKind
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_width
from guideline_docs.source.lexicon import HYPHENS
from guideline_docs.syntax.naming import measure_name

_GOAL = expression(
    rf"{OWN}(?P<kind>{'|'.join(TargetKind)})_(?P<path>[0-9]{{1,4}}(?:_[0-9]{{1,4}}){{0,4}})\Z"
)
_TABLE = (TargetKind.CATEGORY, TargetKind.SUBSECTION)
_ONE_HYPHEN = str.maketrans(dict.fromkeys(HYPHENS, "-"))
SHORT = 3
"""So many letters of a print are kept of what only the program says."""
REPEATED = "."
"""What is kept of what the program says that a text with a key says, too."""


def goal_of(bookmark: str) -> tuple[TargetKind, tuple[int, ...]] | None:
    """Whose number a bookmark is, and the path of that; None for any other bookmark."""
    match = _GOAL.match(bookmark)
    if match is None:
        return None
    return TargetKind(match["kind"]), tuple(map(int, match["path"].split("_")))


def folded(words: str) -> str:
    """What is shown, without what programs vary: width, blanks, hyphens."""
    return fold_width(words).translate(_ONE_HYPHEN)


def usual_forms(bookmark: str) -> frozenset[str]:
    """How a number is shown by itself and with those above it, folded; nothing where its
    bookmark does not tell."""
    goal = goal_of(bookmark)
    if goal is None:
        return frozenset()
    kind, path = goal
    if kind is TargetKind.MEASURE and len(path) == 1:
        forms = measure_name(path[0]), f"施策{path[0]}"
    elif kind is TargetKind.CHAPTER:
        code = Code(len(path) - 1, path)
        forms = CHAPTERS.spell(code), CHAPTERS.mark(code)
    elif kind in _TABLE and len(path) == _TABLE.index(kind) + 1:
        code = Code(len(path) - 1, path)
        forms = SHEET.spell(code), SHEET.mark(code)
    else:
        return frozenset()
    return frozenset(map(folded, forms))


def print_of_shown(bookmark: str, words: str) -> str:
    """What tells a form that is not usual."""
    return print_of((Field(bookmark), folded(words)))[:SHORT]


def print_of_margin(words: str) -> str:
    """What tells a line above or below the text of a page, whatever page that is."""
    return print_of(("".join(each for each in words if not each.isdecimal()),))[:SHORT]
