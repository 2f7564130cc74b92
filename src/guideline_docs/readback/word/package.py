"""The file: a Word document among other files, and its parts by what they are for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from guideline_docs.failure import CannotRun
from guideline_docs.source.formats import LOCKED, OLD_WORD, OLE, WORD, format_of
from guideline_docs.source.text import read_bytes
from guideline_docs.source.workbook.package import Package

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# What programs write that save "strict" documents.
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


@cache
def w(name: str) -> str:
    return f"{{{W}}}{name}"


def opened(path: Path) -> Package:
    """A .docx or .docm. Raises CannotRun for any other file, in words that help."""
    name = path.as_posix()
    data = read_bytes(path, name)
    form = format_of(data, path.name)
    if form is LOCKED and data.startswith(OLE):
        raise CannotRun(f"{name}: パスワードの付いた文書です。パスワードを外して保存してください")
    if form is OLD_WORD:
        raise CannotRun(f"{name}: {form.what}です。{form.advice}")
    if form is not WORD:
        what = f"{form.what}です" if form else "Word の文書ではありません"
        raise CannotRun(f"{name}: {what}。素案から直した Word の文書（.docx）を指定してください")
    return Package(data, name, "Word の文書")


def body_of(package: Package) -> Element:
    """The document's own part. Raises CannotRun where there is none."""
    main = package.main("word/document.xml")
    root = package.tree(main) if main in package else None
    body = None if root is None else root.find(w("body"))
    if body is None:
        strict = root is not None and root.tag.startswith(f"{{{_STRICT}}}")
        why = "「Strict Open XML」の形式です。「Word 文書（.docx）」として保存し直してください"
        raise CannotRun(f"{package.name}: {why if strict else 'Word の文書が壊れています（本文がありません）'}")
    return body


def related(package: Package, kind: str) -> Element | None:
    """The part that the document refers to as being of a kind: ``comments``."""
    for relation in package.relations(package.main("word/document.xml")).values():
        if relation.kind == kind and relation.part in package:
            return package.tree(relation.part)
    return None


def margins(package: Package) -> list[str]:
    """The lines above and below the text of the pages, each once."""
    found: dict[str, None] = {}
    for relation in package.relations(package.main("word/document.xml")).values():
        if relation.kind in ("header", "footer") and relation.part in package:
            for paragraph in package.tree(relation.part).iter(w("p")):
                found["".join(each.text or "" for each in paragraph.iter(w("t")))] = None
    return [words for words in found if words.strip()]
