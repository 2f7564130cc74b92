"""The body of a document that tells what changed: both versions, marked for Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from guideline_docs.render.word.body import Body
from guideline_docs.render.word.lists import Jump
from guideline_docs.render.word.revisions import Revisions
from guideline_docs.render.word.runs import Runs, field_xml, run
from guideline_docs.render.word.survey import Survey
from guideline_docs.render.word.tables import stays
from guideline_docs.render.word.template import Template
from guideline_docs.render.word.tracked_tables import TrackedTables
from guideline_docs.render.xml import escape
from guideline_docs.views.draft.parts import (
    Block,
    Caption,
    Chart,
    DraftRole,
    Inlines,
    Line,
    Mark,
    Picture,
    Table,
    Title,
)
from guideline_docs.views.tracked import tracked
from guideline_docs.views.tracked.blocks import BETWEEN
from guideline_docs.views.tracked.parts import Pair, Printed, Versions

_CHANGE = "<w:pPrChange"


class TrackedBody(Body):
    """The new version's body, with what is gone from the old one."""

    def __init__(
        self, versions: Versions, template: Template, measured: Sequence[int] | None = None
    ) -> None:
        survey = Survey(versions.draft, template)
        super().__init__(versions.draft, template, measured, survey)
        self.survey_before = Survey(versions.before, template, self.lists.next_number)
        self.series_before: dict[str, int] = {}
        runs = self.paragraphs.runs
        self.revisions = runs.revisions = Revisions(versions.author, runs.numbers)
        self.tracked_tables = TrackedTables(
            versions, template, self.paragraphs, self.bookmarks, self.revisions
        )
        self.tables = self.tracked_tables
        before = Runs(template, self.survey_before.goals)
        document = tracked(
            versions,
            Printed(lambda part: before.words((part,)), before.is_live),
            Printed(lambda part: runs.words((part,)), runs.is_live),
            self._keeps,
        )
        self.sections = document.sections

    def _keeps(self, was: Title, now: Title) -> bool:
        """Whether the new heading's place in its list prints the old one's number, too.

        What a list counts follows. Where it jumps, it jumps to one number.
        """
        jumps = self.survey_before.jumps.get(was), self.jumps.get(now)
        if (was.number is None) != (now.number is None):
            return False
        return was.number == now.number or jumps == (None, None)

    @property
    def all_jumps(self) -> list[Jump]:
        """Where the lists jump, in either version."""
        return [*self.lists.jumps, *self.survey_before.lists.jumps]

    # --- blocks ---------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[Block | Pair]) -> None:
        for block in blocks:
            if isinstance(block, Pair):
                self._pair(block)
            elif block is BETWEEN:
                self._write(self.paragraphs.empty())
            else:
                if isinstance(block, Table):
                    self._part()
                self._count_before(block)
                super()._blocks((block,))

    def _pair(self, pair: Pair) -> None:
        block = pair.now or pair.was
        if isinstance(block, Table):
            self._part()
            for part in self.tracked_tables.pair(pair):
                self._write(part)
        elif pair.now is BETWEEN and (pair.was in (None, BETWEEN)):
            self._write(self.paragraphs.empty(self._end(pair)))
        elif pair.now is None:
            self._write(self._struck(pair))
        else:
            self._write(self._written(pair, pair.now))

    def _part(self) -> None:
        """Word makes one table of two that touch; what parts these is in neither version."""
        if self.last == "</w:tbl>":
            end = self.revisions.end(Mark.INSERTED, Mark.DELETED)
            self._write(self.paragraphs.empty(end))

    def _written(self, pair: Pair, now: Block) -> str:
        """A paragraph of the new version, with what was there in the old one."""
        was = pair.was
        alike = type(was) is type(now)
        controlled = alike and stays(pair.said)
        gone = "" if alike or was is None else self._gone(was, pair.said)
        if alike and was is not None:
            self._count_before(was)

        def revised(content: str, further: str) -> tuple[str, str]:
            if not alike:
                content = gone + self.revisions.text(Mark.INSERTED, content)
            return content, further + self._end(pair)

        said = pair.said if alike else None
        self.paragraphs.revised = revised
        with self._controlled(controlled):
            match now:
                case Title():
                    self._take_jump(was, now)
                    return self._title(now, said)
                case Line():
                    return self._line(now, said)
                case Caption():
                    return self._caption(now, said)
                case Chart():
                    return self.figures.chart(now)
                case Picture():
                    return self.figures.picture(now)
        raise AssertionError(now)

    def _struck(self, pair: Pair) -> str:
        """A paragraph that is gone; pages are counted without it."""
        was = pair.was
        assert was is not None
        role = pair.role or getattr(was, "role", DraftRole.FIGURE)
        further = ""
        if isinstance(was, Title) and pair.role is None:
            further = self._numbering(was, self.survey_before.jumps.get(was))
        content = self._gone(was, pair.said)
        properties = self.paragraphs.properties[role] + further + self._end(pair)
        return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"

    def _gone(self, was: Block, said: Inlines) -> str:
        """What stood in a paragraph of the old version."""
        content = ""
        match was:
            case Caption(series=series):
                self._count_before(was)
                number = self.series_before[series]
                # A reference that is gone is words, for what it leads to may be gone, too. A
                # number that is counted stays a field: it counts again if it is put back.
                counted = field_xml(f"SEQ {series} \\* ARABIC", run(str(number)))
                gap = run(escape(self.draft.words.gap))
                content = f"{run(escape(series))}{counted}{gap}"
            case Chart():
                content = self.figures.drawing(was)
            case Picture():
                content = self.figures.drawing(was)
        role = getattr(was, "role", DraftRole.FIGURE)
        content += self.paragraphs.text(said, role).xml if said else ""
        return self.revisions.text(Mark.DELETED, content) if content else ""

    def _count_before(self, was: Block) -> None:
        """Count a table or a figure of the old version."""
        if isinstance(was, Caption):
            self.series_before[was.series] = self.series_before.get(was.series, 0) + 1

    def _take_jump(self, was: Block | None, now: Title) -> None:
        """A heading whose number the old list had to jump to bears it by that jump."""
        if isinstance(was, Title) and not self.jumps.get(now):
            if jump := self.survey_before.jumps.get(was):
                self.jumps[now] = jump

    def _end(self, pair: Pair) -> str:
        """What the properties of a paragraph say of its end, and of what they were."""
        told = self.revisions.end(pair.end)
        if pair.before and not {pair.before, pair.role} & self.template.levels.keys():
            told += self.revisions.style(self.paragraphs.properties[pair.before])
        return told

    def _end_section(self, properties: str) -> None:
        if _CHANGE in self.last:
            self.last = self.last.replace(_CHANGE, properties + _CHANGE, 1)
        else:
            super()._end_section(properties)

    @contextmanager
    def _controlled(self, controlled: bool) -> Iterator[None]:
        self.bookmarks.controlled = controlled
        yield
        self.bookmarks.controlled = True
