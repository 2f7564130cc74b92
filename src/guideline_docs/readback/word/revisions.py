"""変更履歴: which of the tracked changes count.

A draft of two versions is sent with changes of its own. They are no answer: whatever is asked
for, they are taken as the draft was meant. They are known by their author and by what no
hand's change lacks, a date (ISO/IEC 29500-1, 17.13.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guideline_docs.readback.word.package import w
from guideline_docs.source.record import NamedTuple

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_AUTHOR, _DATE = w("author"), w("date")


class Revisions(NamedTuple):
    """Changes are taken as accepted; with ``accepted_only`` those that are open as rejected.

    ``program`` is the author of the changes that were sent; empty where none were.
    """

    accepted_only: bool
    program: str = ""

    def stays(self, mark: Element, put_in: bool) -> bool:
        """Whether what a mark says was put in, or taken out, is there."""
        return put_in is (self.is_sent(mark) or not self.accepted_only)

    def is_sent(self, mark: Element) -> bool:
        return bool(self.program) and mark.get(_AUTHOR) == self.program and _DATE not in mark.keys()

    def author(self, mark: Element) -> str:
        """Who made a change; nobody where it was sent."""
        return "" if self.is_sent(mark) else mark.get(_AUTHOR, "")
