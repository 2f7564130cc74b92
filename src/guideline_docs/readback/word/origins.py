"""What the file carries from when it was made: the custom XML part, and two properties."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from guideline_docs.model.keys import BUILD, EDITION, NAMESPACE, TAG, Field, Ruby, Said
from guideline_docs.model.labels import REPEATED, SHORT
from guideline_docs.readback.word.parts import Origins, Sent
from guideline_docs.source.expression import expression
from guideline_docs.source.workbook.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


_CUSTOM = "docProps/custom.xml"
_PRINT = expression(rf"[{REPEATED}]|.{{{SHORT}}}")


def origins_of(package: Package) -> Origins:
    """What the file says of itself; of a file that lost the part, what its properties say."""
    for name in package.names("customXml/", ".xml"):
        with suppress(ParseError):
            root = package.tree(name)
            if root.tag == _n("origins"):
                return read_origins(root)
    properties = dict(_properties(package))
    return Origins(properties.get(EDITION, ""), properties.get(BUILD, ""))


def read_origins(root: Element) -> Origins:
    """The part, taken apart."""
    sources = [(each.get("name", ""), each.get("sha256", "")) for each in root.iter(_n("source"))]
    texts: dict[str, Sent] = {}
    number = line = ""
    for each in root.iter(_n("text")):
        key = each.get("tag", "").removeprefix(TAG)
        number, line = each.get("source", number), each.get("line", line)
        if key and number.isdecimal() and int(number) < len(sources) and line.isdecimal():
            column = each.get("column") or key.rpartition(":")[2]
            said = tuple(_said(each))
            place = sources[int(number)][0], int(line)
            marks = each.get("lead", ""), bool(each.get("empty"))
            texts[key] = Sent(key, said, *place, column, *marks)
    printed = tuple(_short("".join(each.text or "" for each in root.iter(_n("printed")))))
    further = frozenset(_short(root.get("further", "")))
    figures = root.get("figures", "")
    count = int(figures) if figures.isdecimal() else 0
    digests = root.get("edition", ""), root.get("build", "")
    tracked = root.get("tracked", "")
    return Origins(*digests, dict(sources), texts, count, printed, further, tracked)


def _short(prints: str) -> list[str]:
    """Prints that stand one behind the other."""
    return _PRINT.findall(prints)


def _said(element: Element) -> Iterator[Said]:
    if element.text:
        yield element.text
    for each in element:
        if each.tag == _n("number"):
            yield Field(each.get("of", ""))
        elif each.tag == _n("ruby"):
            yield Ruby(each.text or "", each.get("reading", ""))
        if each.tail:
            yield each.tail


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    if _CUSTOM not in package:
        return
    for each in package.tree(_CUSTOM):
        yield each.get("name", ""), "".join(each.itertext())


def _n(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
