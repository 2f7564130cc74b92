"""Word's own tracked changes: what stands round words, in paragraphs and in rows.

Nothing bears a date: the same two versions give the same file.
"""

from __future__ import annotations

import re

from guideline_docs.render.word.xml import Numbers
from guideline_docs.render.xml import escape
from guideline_docs.views.draft.parts import Mark

_ELEMENTS = {Mark.INSERTED: "ins", Mark.DELETED: "del"}
# A link cannot stand in a mark, but a mark in a link. A bookmark could; accepted, LibreOffice
# then cannot always store the file.
_OUTSIDE = re.compile(r"(</?w:hyperlink\b[^>]*>|<w:bookmark(?:Start|End)\b[^>]*/>)")
_TEXT = re.compile(r"(</?w:)t(?=[ >])")


class Revisions:
    """Marks in the name of ``author``."""

    def __init__(self, author: str, numbers: Numbers) -> None:
        self.author = escape(author)
        self.numbers = numbers

    def mark(self, mark: Mark) -> str:
        """The mark of a row, or of what is said of one end of a paragraph."""
        return f"<w:{_ELEMENTS[mark]} {self._told()}/>"

    def end(self, *marks: Mark) -> str:
        """That the end of a paragraph came or is gone; of one that did both, it is neither's."""
        told = "".join(self.mark(mark) for mark in marks if mark is not Mark.SAME)
        return f"<w:rPr>{told}</w:rPr>" if told else ""

    def style(self, before: str) -> str:
        """That a paragraph had other properties."""
        return f"<w:pPrChange {self._told()}><w:pPr>{before}</w:pPr></w:pPrChange>"

    def text(self, mark: Mark, runs: str) -> str:
        """What came or is gone."""
        if mark is Mark.DELETED:
            runs = _TEXT.sub(r"\1delText", runs).replace("w:instrText", "w:delInstrText")
        return "".join(
            part if place % 2 else self._round(mark, part)
            for place, part in enumerate(_OUTSIDE.split(runs))
            if part
        )

    def _round(self, mark: Mark, runs: str) -> str:
        name = _ELEMENTS[mark]
        return f"<w:{name} {self._told()}>{runs}</w:{name}>"

    def _told(self) -> str:
        return f'w:id="{self.numbers.next()}" w:author="{self.author}"'
