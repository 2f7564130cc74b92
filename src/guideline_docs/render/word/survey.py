"""What stands where in a draft: every heading counted, every anchor known.

Headings bear the numbers that the lists of the template print. Whoever writes the
document, as a Word file or as a page, asks here before anything refers to one.
"""

from __future__ import annotations

from guideline_docs.model.keys import bookmark_name
from guideline_docs.render.word.lists import Jump, Lists
from guideline_docs.render.word.template import Template
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.parts import Draft, DraftRole, Line, Table, Title

CONTENTS = (DraftRole.CONTENTS_1, DraftRole.CONTENTS_2, DraftRole.CONTENTS_3)


class Goal(NamedTuple):
    """What an anchor became: its name in this document, the bookmark of it, and what the
    list prints there (empty: no number)."""

    anchor: str
    bookmark: str
    label: str = ""


class Entry(NamedTuple):
    """A line of the 目次."""

    level: int
    title: Title
    goal: Goal


class Survey:
    """One look over a draft, before it is written."""

    def __init__(self, draft: Draft, template: Template, first: int | None = None) -> None:
        """``first`` is the number of its first list, where others have come before."""
        self.template = template
        self.lists = Lists(template.lists_used + 1 if first is None else first)
        self.jumps: dict[Title, Jump | None] = {}
        """Heading by identity → the jump its number takes."""
        self.entries: list[Entry] = []
        self.goals: dict[str, Goal] = {}
        self.goals_of_titles: dict[Title, Goal] = {}
        for section in draft.sections:
            for block in section.blocks:
                match block:
                    case Title():
                        self._title(block)
                    case Line(anchor=anchor) if anchor:
                        self._goal(anchor)
                    case Table():
                        for row in block.rows:
                            for cell in row.cells:
                                if cell.anchor:
                                    self._goal(cell.anchor)

    def _title(self, title: Title) -> None:
        label = ""
        if title.number is not None:
            level = self.template.levels[title.role]
            label, self.jumps[title] = self.lists.count(level, title.number)
        anchor = title.anchor or f"title-{len(self.goals) + 1}"
        if anchor in self.goals:
            anchor = f"{anchor}-again-{len(self.goals) + 1}"
        goal = self.goals_of_titles[title] = self._goal(anchor, label)
        level_of = self.template.outline.get(title.role, len(CONTENTS))
        if level_of < len(CONTENTS):
            self.entries.append(Entry(level_of, title, goal))

    def _goal(self, anchor: str, label: str = "") -> Goal:
        if anchor not in self.goals:
            self.goals[anchor] = Goal(anchor, bookmark_name(anchor), label)
        return self.goals[anchor]
