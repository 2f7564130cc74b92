"""Where a change stands: under which headings of the chapters or of the table."""

from __future__ import annotations

from guideline_docs.compare.changes import Change
from guideline_docs.model.chapter import Heading, Paragraph
from guideline_docs.model.configuration import SETTINGS_TABLE
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section, Trail
from guideline_docs.views.comparison.parts import ComparisonWords
from guideline_docs.views.text import printable


class Bands:
    """The headings of one version, by what stands under them."""

    def __init__(self, guideline: Guideline, words: ComparisonWords) -> None:
        self.words = words
        self.by_measure: dict[Measure, str] = {}
        self.by_section: dict[tuple[int, ...], str] = {}
        past = (part.sheet for part in guideline.editions if part.sheet)
        for each in (guideline, *past):
            for trail in (each.second if each is guideline else each.edition).trails:
                here = self._of_table(trail)
                over = self._of_table(trail[:-1]) or here
                self.by_section.setdefault(trail[-1].code.path, over)
                self.by_measure |= dict.fromkeys(trail[-1].measures, here)
        self.by_heading = dict(self._of_chapters(guideline))

    def of(self, change: Change, thing: object) -> str:
        """The heading over a change; ``thing`` is what changed, as this version has it."""
        if change.field.startswith(f"{SETTINGS_TABLE}.") or change.field == "edition":
            return self.words.cover
        name = change.name or change.old_name
        match thing:
            case Measure():
                return self.by_measure.get(thing, "") or self.words.rows
            case Section():
                return self.by_section.get(thing.code.path, "") or self.words.rows
            case Heading() | Paragraph():
                return self.by_heading.get(name, "")
        return self.by_heading.get(name, "") or self.words.around

    def _of_table(self, trail: Trail) -> str:
        found = ""
        for section in trail:
            title = section.title.text if section.title else ""
            mark = section.mark.text if section.mark else ""
            found = self._joined(found, " ".join(filter(None, (mark, title))))
        return found

    def _of_chapters(self, guideline: Guideline) -> dict[str, str]:
        found: dict[str, str] = {}
        for chapter in guideline.chapters:
            above: list[tuple[int, str]] = []
            for block in chapter.blocks:
                if isinstance(block, Heading):
                    above = [each for each in above if each[0] < block.level]
                    title = f"{block.mark.text} {block.title.text}".strip()
                    here = self._joined(above[-1][1] if above else "", title)
                    above.append((block.level, here))
                    found.setdefault(block.name, here)
        return found

    def _joined(self, above: str, below: str) -> str:
        below = printable(" ".join(below.split()))
        if not (above and below):
            return above or below
        return self.words.band.format(above=above, below=below)
