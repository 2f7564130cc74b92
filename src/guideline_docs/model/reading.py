"""From the texts of a project to its guidelines, one a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from guideline_docs.model.astray import Astray, UnusedFile
from guideline_docs.model.chapter import image_names
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.earlier import parted, with_editions
from guideline_docs.model.files import no_text
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.model.resolve import resolve
from guideline_docs.source.formats import format_named, format_of
from guideline_docs.source.project import Place, Stranger, head_of
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.kinds import (
    Kind,
    Parsed,
    Reason,
    Unused,
    as_chapter,
    names_settings,
)
from guideline_docs.syntax.nodes import ChapterTree, HeadLine, RowLine, SheetTree

if TYPE_CHECKING:
    from guideline_docs.source.image import ImageFile


def guidelines(
    texts: Sequence[Parsed],
    configuration: Configuration,
    astray: Astray = Astray(),
    around: Iterable[Stranger] = (),
    renumbered: Renumbered = Renumbered(),
) -> tuple[Guideline, ...]:
    """One guideline a sheet; the first one has the cards beside it and the chapters.

    ``astray`` are the files that are known to be in no document, ``around`` what stands
    among the sources besides.
    """
    texts, before = parted(texts, configuration)
    sheets, cards, chapters, unused = _sorted(texts, configuration)
    trees = [tree for tree, _ in chapters]
    first, others = sheets[:1], sheets[1:]
    apart = {sheet.source for sheet in others} | {each.span.source for each in unused}
    rest = [text.source for text, *_ in texts if text.source not in apart]
    home = [configuration.folder] if configuration.folder else []
    images = {
        span: _image(span, [folder, *home])
        for tree, folder in chapters
        for span in image_names(tree)
    }
    unused += [_second_sheet(sheet, first[0]) for sheet in others]
    unused += [
        _unused_text(each.text.source, each.kind)
        for each in before.values()
        if isinstance(each.kind, Unused)
    ]
    unused += _in_vain(around, images.values())
    every = sorted([*astray.unused, *unused], key=lambda each: each.span.source.path)
    astray = astray._replace(unused=tuple(every))
    tree = first[0] if first else None
    today = resolve(tree, trees, configuration, rest, images, astray, cards, renumbered)
    found = [with_editions(today, before)]
    for sheet in others:
        if _names_columns(sheet) or sheet.all(RowLine):
            found.append(resolve(sheet, [], configuration, [sheet.source]))
    return tuple(found)


def _image(span: Span, folders: Sequence[Path]) -> ImageFile:
    """The image of a name as it reads, as it stands, or with its kana in two code points.

    File names of a Mac have them so, and mending the text does not rename a file.
    """
    from guideline_docs.source.image import read_image  # few chapters have an image

    read, stands = span.text.strip(), span.verbatim.text.strip()
    names = dict.fromkeys((read, stands, normalize("NFD", read)))
    found = [read_image(name, folders) for name in names]
    return next((image for image in found if not image.problem), found[0])


class _Sorted(NamedTuple):
    """The sheets, the cards beside them, the chapters and their folders, and what is nothing."""

    sheets: list[SheetTree]
    cards: list[SheetTree]
    chapters: list[tuple[ChapterTree, Path]]
    unused: list[UnusedFile]


def _sorted(texts: Iterable[Parsed], configuration: Configuration) -> _Sorted:
    """Each text for what it is.

    Cards are a sheet where they carry a whole table, or where there is no other. A folder
    outside of any project that holds nothing but running text is one of chapters.
    """
    found = _Sorted([], [], [], [])
    outside: list[tuple[Parsed, Unused]] = []
    for each in texts:
        match each.kind, each.tree:
            case Kind.SHEET, SheetTree() as tree:
                found.sheets.append(tree)
            case Kind.CARDS, SheetTree() as tree:
                from guideline_docs.syntax.cards import is_table

                (found.sheets if is_table(tree) else found.cards).append(tree)
            case Kind.CHAPTER, ChapterTree() as tree:
                found.chapters.append((tree, each.text.folder))
            case Unused(Reason.OUTSIDE | Reason.CARDS) as unused, _:
                outside.append((each, unused))
            case Unused() as unused, _:
                found.unused.append(_unused_text(each.text.source, unused))
    if configuration.folder is None and not (found.sheets or found.cards or found.chapters):
        for each, _ in outside:
            chapter = as_chapter(each.text).tree
            assert isinstance(chapter, ChapterTree)
            found.chapters.append((chapter, each.text.folder))
    else:
        found.unused.extend(_unused_text(each.text.source, unused) for each, unused in outside)
    if not found.sheets:
        return found._replace(sheets=found.cards[:1], cards=found.cards[1:])
    if not configuration.sheet:
        # A memo with a tab is no rival of a table that names its columns.
        found.sheets.sort(key=lambda tree: not _names_columns(tree))
    return found


def _names_columns(tree: SheetTree) -> bool:
    return any(line.known for line in tree.all(HeadLine))


def _unused_text(source: SourceText, unused: Unused, instead: str = "") -> UnusedFile:
    """A text that is in no document, told at its first line."""
    line = source.span(0, len(source.line_text(1)))
    return UnusedFile(line, source.path.rpartition("/")[2], unused, instead)


def _second_sheet(sheet: SheetTree, first: SheetTree) -> UnusedFile:
    name = first.source.path.rpartition("/")[2]
    return _unused_text(sheet.source, Unused(Reason.SECOND_SHEET), name)


def _in_vain(
    around: Iterable[Stranger], images: Iterable[ImageFile]
) -> Iterator[UnusedFile]:
    """What stands among the sources and is in no document, and what it is."""
    used = [image.path for image in images if image.path]
    for place, folder, inside in around:
        if folder is None:
            yield no_text(place, _stranger(place))
        elif not any(path.is_relative_to(folder) for path in used):  # a folder of pictures
            if inside:
                many = f"{inside[0]} など {len(inside)} 個"
                yield no_text(place, Unused(Reason.FOLDER), many)
            else:
                yield no_text(place, Unused(Reason.IN_FOLDER), folder.name)


def _stranger(place: Place) -> Unused:
    """What a file is that is not called a text."""
    if names_settings(place.path.name):
        return Unused(Reason.SETTINGS)
    form = format_named(place.path.name) or format_of(head_of(place.path), place.path.name)
    return Unused(Reason.FORMAT, form) if form else Unused(Reason.SUFFIX)
