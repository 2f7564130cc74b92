"""［＃…］ and what it takes, and 【…】 for what is to come."""

from __future__ import annotations

import os
from collections.abc import Iterator

from guideline_docs.model.chapter import AnnotationKind
from guideline_docs.source.formats import IMAGE, format_named
from guideline_docs.source.image import image_places
from guideline_docs.source.span import Span
from guideline_docs.views.annotations import WHAT_THEY_PRINT
from guideline_docs.views.completion.items import Item, ItemKind
from guideline_docs.views.completion.places import Typing

_PLACEHOLDERS = {
    "【要設定】": "まだ決まっていないこと",
    "【要確認】": "確かめてから書くこと",
    "【要更新】": "新しくすること",
}
_OPENINGS = ("［＃", "［#", "[＃", "[#")
_MOST_FILES = 200


def annotation_items(typing: Typing) -> Iterator[Item]:
    """The annotations, where a line begins with their bracket."""
    begun = typing.begun
    if not begun or begun[0] not in "［[":
        return
    opening = next((each for each in _OPENINGS if begun.startswith(each)), "")
    if not opening and len(begun) > 1:
        return
    word = begun[len(opening) :] if opening else ""
    image = AnnotationKind.IMAGE.value
    if word.startswith((f"{image}：", f"{image}:")):
        yield from _images(typing, opening, word[: len(image) + 1], word[len(image) + 1 :])
        return
    for kind, printed in WHAT_THEY_PRINT.items():
        if kind.startswith(word):
            text = f"［＃{kind}：" if kind is AnnotationKind.IMAGE else f"［＃{kind}］"
            yield Item(ItemKind.ANNOTATION, text, text, typing.place, printed)


def _images(typing: Typing, opening: str, word: str, begun: str) -> Iterator[Item]:
    """The images beside the chapter, where one is to be named."""
    file = typing.line.source.file
    if file is None or "｜" in begun or "|" in begun:
        return
    folder, _, _ = begun.rpartition("/")
    # What leads out of the folder of the chapter is no name of an image.
    places = image_places(folder, [file.parent]) if folder else [file.parent]
    try:
        names = sorted(each.name for place in places for each in os.scandir(place) if each.is_file())
    except OSError:
        return
    for name in [name for name in names if format_named(name) is IMAGE][:_MOST_FILES]:
        path = f"{folder}/{name}" if folder else name
        if path.startswith(begun):
            yield Item(ItemKind.FILE, path, f"{opening}{word}{path}｜説明］", typing.place, "画像")


def placeholder_items(typing: Typing) -> Iterator[Item]:
    """【要設定】 and its like, where their bracket is typed."""
    at = typing.begun.rfind("【")
    begun = typing.begun[at:] if at >= 0 else ""
    for word, meant in _PLACEHOLDERS.items():
        if begun and word.startswith(begun):
            span = Span(typing.line.source, typing.offset - len(begun), typing.offset)
            yield Item(ItemKind.PLACEHOLDER, word, word, span, meant)
