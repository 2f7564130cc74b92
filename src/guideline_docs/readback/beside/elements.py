"""Elements of XML by their names without namespaces: offices write old and new ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guideline_docs.source.workbook.package import local as local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return local_name(str(element.tag))


def inner(element: Element | None, *names: str) -> Iterator[Element]:
    """The elements of some names anywhere in another."""
    if element is not None:
        yield from (each for each in element.iter() if local(each) in names)
