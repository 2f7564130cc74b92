"""A page read back by a real parser."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "br", "input", "img", "hr", "col"}
# What an element of SVG may be closed by itself.
DRAWN = {"rect"}


class Page(HTMLParser):
    """Elements in order, each with its attributes, its parents and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[dict[str, Any]] = []
        self.all: list[dict[str, Any]] = []
        self.feed(text)
        self.close()
        assert self.stack == [], [element["tag"] for element in self.stack]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = {"tag": tag, "text": "", "up": [e["tag"] for e in self.stack], **dict(attrs)}
        self.all.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in DRAWN
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.stack.pop()["tag"]

    def handle_data(self, data: str) -> None:
        for element in self.stack:
            element["text"] += data

    def find(self, tag: str, **attributes: str) -> list[dict[str, Any]]:
        return [
            e
            for e in self.all
            if e["tag"] == tag and all(e.get(k) == v for k, v in attributes.items())
        ]

    def of_class(self, name: str) -> list[dict[str, Any]]:
        return [e for e in self.all if name in (e.get("class") or "").split()]
