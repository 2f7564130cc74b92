"""What leads to a text of the document: bookmarks for links, controls for the way back."""

from __future__ import annotations

from collections.abc import Mapping

from guideline_docs.model.keys import TAG, bookmark_name
from guideline_docs.render.word.contents import CONTENTS_ID
from guideline_docs.render.word.survey import Goal
from guideline_docs.render.word.xml import Numbers


class Bookmarks:
    """Numbers bookmarks and controls through the document."""

    def __init__(self, goals: Mapping[str, Goal], numbers: Numbers) -> None:
        self.goals = goals
        self.numbers = numbers
        self.controls = CONTENTS_ID
        self.controlled = True
        """Whether a text is in a control: of what may be rejected, one would be left, and Word
        shows a prompt in it."""
        self.led_to: set[str] = set()
        """Anchors of lines and cells that were written; a table that comes again has none."""

    def found_again(self, text: str, anchor: str, key: str) -> str:
        """A text with what leads to it: the goal of links, and its key for the way back."""
        if key:
            text = self.marked(bookmark_name(key), self.control(key, text))
        if not anchor or anchor in self.led_to:
            return text
        self.led_to.add(anchor)
        return self.marked(self.goals[anchor].bookmark, text)

    def marked(self, bookmark: str, text: str) -> str:
        """A text between the ends of a bookmark."""
        number = self.numbers.next()
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>{text}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def control(self, key: str, text: str) -> str:
        """A content control, unseen, round a text that may be edited.

        Rich and at the level of runs: LibreOffice loses comments and fields in any other.
        Nothing is locked, and there is none round nothing, for Word shows a prompt there.
        """
        if not (text and self.controlled):
            return text
        self.controls += 1
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val="{TAG}{key}"/><w:id w:val="{self.controls}"/>'
            f'<w15:appearance w15:val="hidden"/></w:sdtPr>'
            f"<w:sdtContent>{text}</w:sdtContent></w:sdt>"
        )
