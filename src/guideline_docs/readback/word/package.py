"""The file: a zip of parts, opened without trusting it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

from guideline_docs.failure import CannotRun
from guideline_docs.source.formats import OLE, WORD, format_of
from guideline_docs.source.text import read_bytes

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
# More than any draft unpacks to; a file of a few kilobytes could fill all memory.
MOST_UNPACKED = 200 * 1024 * 1024
_READ = (".xml", ".rels")


def w(name: str) -> str:
    return f"{{{W}}}{name}"


class Package(NamedTuple):
    """The parts of a Word file by their names, those that are XML."""

    name: str
    parts: dict[str, bytes]
    main: str
    """The name of the document's own part."""

    def tree(self, part: str) -> _Element | None:
        """A part taken apart; None where there is none. Raises CannotRun for a broken one."""
        from lxml import etree

        data = self.parts.get(part)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            tree = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise CannotRun(f"{self.name}: Word の文書が壊れています（{part}）") from None
        if tree.getroottree().docinfo.doctype:
            raise CannotRun(f"{self.name}: Word の文書ではないものが入っています（{part}）")
        return tree

    def related(self, kind: str) -> _Element | None:
        """The part that the document refers to as being of a kind: ``comments``."""
        folder, _, name = self.main.rpartition("/")
        relations = self.tree(f"{folder}/_rels/{name}.rels")
        for each in relations if relations is not None else ():
            if each.get("Type", "").rpartition("/")[2] == kind and each.get("TargetMode") != "External":
                target = each.get("Target", "")
                return self.tree(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")
        return None


def opened(path: Path) -> Package:
    """A .docx or .docm. Raises CannotRun for any other file, in words that help."""
    name = path.as_posix()
    data = read_bytes(path, name)
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise CannotRun(f"{name}: パスワードの付いた文書は読めません。外して保存してください")
        raise CannotRun(
            f"{name}: 古い形式の Word の文書です。Word で「Word 文書（.docx）」として保存し直してください"
        )
    form = format_of(data, path.name)
    if form is not WORD:
        what = f"{form.what}です" if form else "Word の文書ではありません"
        raise CannotRun(f"{name}: {what}。素案から直した Word の文書（.docx）を指定してください")
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = [each for each in package.infolist() if each.filename.endswith(_READ)]
            if sum(each.file_size for each in entries) > MOST_UNPACKED:
                most = MOST_UNPACKED // (1024 * 1024)
                raise CannotRun(f"{name}: 文書が大きすぎます（広げて {most} MB まで）")
            parts = {each.filename: package.read(each) for each in entries}
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise CannotRun(f"{name}: Word の文書が壊れています。もう一度写してください") from None
    return Package(name, parts, _main(parts, name))


def _main(parts: dict[str, bytes], name: str) -> str:
    root = Package(name, parts, "").tree("_rels/.rels")
    for each in root if root is not None else ():
        if each.get("Type", "").endswith("/officeDocument"):
            target = each.get("Target", "").lstrip("/")
            if target in parts:
                return target
    raise CannotRun(f"{name}: Word の文書が壊れています（本文がありません）")
