"""Which text is what: a sheet, cards, a chapter; or nothing that is printed, and why.

What a text is follows from where it stands as much as from what stands in it: a text is a
chapter because it stands in the folder of the chapters, and a memo beside the sheet is
nothing, however well it reads.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from guideline_docs.source.choice import StrEnum
from guideline_docs.source.expression import expression
from guideline_docs.source.formats import COMMAS, SEMICOLONS, Format
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.lexicon import BLANKS, DIGITS, FIGURES, KANJI_NUMERALS, NUMBER_SIGN
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import LINE_END
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.headings import MARKS, Headings, Marks
from guideline_docs.syntax.legend import SUMMARY_HEAD
from guideline_docs.syntax.nodes import ChapterTree, HeadLine, RowLine, SheetTree
from guideline_docs.syntax.sheet import parse_sheet


class Role(StrEnum):
    """What the place is for where a text stands."""

    SOURCES = "sources"
    """Among the sources, outside the folder of the chapters."""
    CHAPTERS = "chapters"
    """In the folder of the chapters."""
    ALONE = "alone"
    """Outside of any project, named by the user; or from standard input."""


class Kind(StrEnum):
    """What a text is to the documents."""

    SHEET = "sheet"
    CARDS = "cards"
    CHAPTER = "chapter"


class Reason(StrEnum):
    """Why a file among the sources is in no document."""

    OUTSIDE = "outside"
    """A text outside the folder of the chapters."""
    SETTINGS = "settings"
    """Settings by another name than they have: guideline.toml.txt."""
    CARDS = "cards"
    """Fields of cards, but no card that could be read."""
    FORMAT = "format"
    """No text of ours: a workbook, a Word file, a table between commas."""
    SUFFIX = "suffix"
    """Its name does not say that it is a text."""
    IN_FOLDER = "in-folder"
    """It stands in a folder of its own, which is not read."""
    FOLDER = "folder"
    """A folder of many files, which are not read."""
    SECOND_SHEET = "second-sheet"


class Unused(NamedTuple):
    """A file in no document; ``format`` is what it is where that is the reason."""

    reason: Reason
    format: Format | None = None


class Text(NamedTuple):
    """A source, the folder it stands in, and what that folder is for; ``kind`` is what it is,
    where somebody has asked already."""

    source: SourceText
    folder: Path
    role: Role
    kind: Kind | Unused | None = None


class Parsed(NamedTuple):
    """A text, what it is, and its tree if it is something; neither where it is undecodable."""

    text: Text
    kind: Kind | Unused | None
    tree: SheetTree | ChapterTree | None = None


_SETTINGS_NAME = expression(r"(?i)(?:guideline|accepted|renumbered)\b.*\.toml(?![^\W_])")
# A table of guideline.toml or accepted.toml.
_SETTINGS = expression(
    r"(?:\A|[\r\n])\[{1,2}(?:guideline|sources|paper|columns|status|accept)\]{1,2}"
    r"[ \t]*(?:[#\r\n]|\Z)"
)

# Only what may be cards pays for their grammar.
_CARD = rf"(?:施策|{NUMBER_SIGN})[{BLANKS}]*[{DIGITS}〇{KANJI_NUMERALS}]{{1,6}}"
# What tells whether a closer look is worth while; it lets more through, for a set of single
# kanji takes long to compile. A line end that is one character is found at once in a long sheet.
_NUMERALS = rf"\d〇{min(KANJI_NUMERALS)}-{max(KANJI_NUMERALS)}"
_CARD_START = expression(
    rf"\n(?:施策|{NUMBER_SIGN})[{BLANKS}]*[{_NUMERALS}]{{1,6}}(?!\t)(?![{DIGITS}])"
)
# What such a line begins with and holds, at the least: a text without costs no pattern.
_CARD_SIGNS = ("施策", "N", "Ｎ", "№")
_CARD_NUMERALS = frozenset(f"{FIGURES}〇{KANJI_NUMERALS}")
_CARD_LIKE = expression(_CARD + r"(?:[　 ：:].*)?")
# A tab that moves a line in parts no cells.
_TAB_INSIDE = expression(r"[^\t\r\n]\t+[^\t\r\n]")
_CARDS_FORM = "［＃カード"
_CHAPTER = expression(rf"第[{DIGITS}]+章")
_NAMED = expression(r"(?P<indent>[　 \t]*)(?P<name>[^　 ：:\t][^：:\t]{0,20})[：:].*")

_HEADINGS = Headings()
DELIMITERS = {COMMAS: ",", SEMICOLONS: ";"}


def parsed(
    text: Text,
    heads: Mapping[str, Column],
    fields: Collection[str] = (),
    marks: Marks = MARKS,
) -> Parsed:
    """A text taken apart for what it is; never fails, and ``heads`` are as for ``kind_of``."""
    if text.source.undecodable is not None:
        return Parsed(text, None)
    kind = text.kind or kind_of(text.source, text.role, heads, fields)
    match kind:
        case Kind.SHEET:
            return Parsed(text, kind, parse_sheet(text.source, heads, marks))
        case Kind.CARDS:
            from guideline_docs.syntax.cards import parse_cards

            return Parsed(text, kind, parse_cards(text.source, heads, marks))
        case Kind.CHAPTER:
            return as_chapter(text)
    return Parsed(text, kind)


def as_chapter(text: Text) -> Parsed:
    """A text taken apart as a chapter; a sheet alone does not pay for their grammar."""
    from guideline_docs.syntax.chapters import parse_chapter

    return Parsed(text, Kind.CHAPTER, parse_chapter(text.source))


def kind_of(
    source: SourceText, role: Role, heads: Mapping[str, Column], fields: Collection[str] = ()
) -> Kind | Unused:
    """What a text is; never fails.

    ``heads`` maps folded head names to columns, ``fields`` holds the names that cards know
    besides, folded.
    """
    text = source.text
    if is_settings(source):
        return Unused(Reason.SETTINGS)
    card = _has_a_card(text)
    if is_cards(source, card) or (
        card and role is not Role.CHAPTERS and _means_cards(source, {*heads, *fields})
    ):
        return Kind.CARDS
    if ("\t" not in text or _by_suffix(source)) and (form := delimited(source, heads)):
        return Unused(Reason.FORMAT, form)
    if is_sheet(source):
        # In the folder of the chapters a tab is a blank that somebody typed, unless the
        # columns of a sheet are named there.
        chapter = role is Role.CHAPTERS and table_look(source, heads) is not HeadLine
        return Kind.CHAPTER if chapter else Kind.SHEET
    if role is not Role.SOURCES:
        return Kind.CHAPTER
    names = {*heads, *fields}
    return Unused(Reason.CARDS if _has_parts_of_cards(source, names) else Reason.OUTSIDE)


def is_settings(source: SourceText) -> bool:
    """Whether a text holds settings, by its name or by its tables."""
    name = source.path.rpartition("/")[2]
    if name.casefold().endswith(".toml") or names_settings(name):
        return True
    return "]" in source.text and bool(_SETTINGS.search(source.text))


def names_settings(name: str) -> bool:
    """Whether a file is called as settings are, more or less: ``guideline.toml.txt``."""
    return ".toml" in name.casefold() and bool(_SETTINGS_NAME.match(name))


def is_sheet(source: SourceText) -> bool:
    """Whether a text file is a sheet: a tab anywhere, or a 【達成状況】 line."""
    text = source.text
    return "\t" in text or (
        "達成状況" in text and any(SUMMARY_HEAD.match(line.strip()) for line in _lines(source))
    )


def table_look(
    source: SourceText, heads: Mapping[str, Column]
) -> type[HeadLine | RowLine] | None:
    """What makes a text a sheet: its head line, at the least its rows; None without either."""
    nodes = parse_sheet(source, heads).nodes
    if any(isinstance(node, HeadLine) and node.known for node in nodes):
        return HeadLine
    return RowLine if any(isinstance(node, RowLine) for node in nodes) else None


def head_place(source: SourceText, heads: Mapping[str, Column]) -> int | None:
    """Which line of a sheet is its first head line, from 0; a cell may hold line ends."""
    nodes = parse_sheet(source, heads).nodes
    heads_at = (at for at, node in enumerate(nodes) if isinstance(node, HeadLine) and node.known)
    return next(heads_at, None)


def is_cards(source: SourceText, card: bool = True) -> bool:
    """Whether a text is cards: its first line says so, or a card with a field stands in it.

    A text that has chapters is one, whatever lines it holds; one of headings and bare
    cards alone is cards. ``card``: a line of it may begin one.
    """
    text = source.text
    if not (text.startswith(_CARDS_FORM) or card):
        return False
    from guideline_docs.syntax.cards import FIELD, FORM, card_in, lines_of

    if FORM.match(text):
        return True
    lines = [line.text for line in lines_of(source)]
    if not any(map(card_in, lines)) or any(map(_CHAPTER.match, lines)):
        return False
    return any(
        card_in(line) and FIELD.fullmatch(following) and following[0] != "\t"
        for line, following in zip(lines, lines[1:], strict=False)
    ) or all(map(_is_bare, lines))


def _has_a_card(text: str) -> bool:
    """Whether a line may begin a card."""
    lines = text.replace("\r", "\n") if "\r" in text else text
    lines = "\n" + lines if text.startswith(_CARD_SIGNS) else lines
    numbered = (not _CARD_NUMERALS.isdisjoint(line) for line in _lines_of_signs(lines))
    return any(numbered) and _CARD_START.search(lines) is not None


def _lines_of_signs(lines: str) -> Iterator[str]:
    """What begins lines as those of cards do, up to a tab; mostly there is nothing such."""
    for sign in _CARD_SIGNS:
        at = lines.find(f"\n{sign}")
        while at >= 0:
            end = lines.find("\n", at + 1)
            yield (lines[at:end] if end >= 0 else lines[at:]).partition("\t")[0]
            at = lines.find(f"\n{sign}", at + 1)


def _means_cards(source: SourceText, names: Collection[str]) -> bool:
    """Whether a text among the sources can only be meant as cards, faulty as they are.

    Beside a sheet there are no chapters: a card and a field are enough, wherever they
    stand and however the field is indented.
    """
    if _TAB_INSIDE.search(source.text):
        return False
    from guideline_docs.syntax.cards import card_in, lines_of

    lines = [line.text for line in lines_of(source) if line.text.strip()]
    if any(map(_CHAPTER.match, lines)):
        return False
    fields = [match for line in lines if (match := _field(line, names))]
    if any(map(card_in, lines)):
        return bool(fields) or all(map(_is_bare, lines[1:]))
    indented = any(field["indent"] for field in fields)
    return indented and any(map(_CARD_LIKE.fullmatch, lines))


def _has_parts_of_cards(source: SourceText, names: Collection[str]) -> bool:
    """Whether somebody may have meant a text as cards."""
    lines = _lines(source)
    return any(_CARD_LIKE.fullmatch(line) or _field(line, names) for line in lines)


def _lines(source: SourceText) -> list[str]:
    """The lines of a text without their ends."""
    text = source.text
    return LINE_END.split(text) if "\r" in text else text.split("\n")


def _field(line: str, names: Collection[str]) -> re.Match[str] | None:
    """A line that names a field, indented or not."""
    match = _NAMED.fullmatch(line)
    return match if match and fold_head(match["name"]) in names else None


def _is_bare(line: str) -> bool:
    from guideline_docs.syntax.cards import CARD

    return not line.strip() or line[0] == "※" or bool(CARD.fullmatch(line) or _HEADINGS.begins(line))


def delimited(source: SourceText, heads: Mapping[str, Column]) -> Format | None:
    """The format of a table between commas or semicolons, told by its columns.

    A line that names two of them is enough; without known names a file of nothing but rows
    of one width is a table, too, and so is whatever is called ``.csv`` and has no tab.
    """
    if not (_by_suffix(source) or any(each in source.text for each in DELIMITERS.values())):
        return None
    for line in _lines(source):
        if _names_columns(line.split("\t"), heads):
            return None  # a sheet, whatever else its cells hold
        for form, delimiter in DELIMITERS.items():
            if delimiter in line and _names_columns(line.split(delimiter), heads):
                return form
    if "\t" in source.text:
        return None
    from guideline_docs.source.delimited import delimiter_of  # few texts are no sheets

    found = delimiter_of(source.text, is_table=_by_suffix(source))
    return next((form for form, delimiter in DELIMITERS.items() if delimiter == found), None)


def _by_suffix(source: SourceText) -> bool:
    return source.path.casefold().endswith(".csv")


def _names_columns(cells: list[str], heads: Mapping[str, Column]) -> bool:
    if len(cells) < 2:
        return False
    names = (fold_head(cell.strip().strip('"')) for cell in cells if len(cell) < 60)
    return len({heads[name] for name in names if name in heads}) >= 2
