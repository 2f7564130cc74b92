"""Paragraphs: their XML, and what the page that they stand on knows of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from guideline_docs.render.word.pages import Flow, Measures, Metrics
from guideline_docs.render.word.runs import Runs
from guideline_docs.render.word.survey import Goal
from guideline_docs.render.word.template import Template
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.parts import DraftRole, Inlines, SectionKind

NEW_PAGE = "<w:pageBreakBefore/>"
_NOTHING_ABOVE = '<w:spacing w:before="0"/>'


class Written(NamedTuple):
    """A text that was written: its XML and its words on paper."""

    xml: str
    words: str


class Paragraphs:
    """Writes paragraphs in reading order, and counts the pages that they fill."""

    def __init__(self, template: Template, goals: Mapping[str, Goal]) -> None:
        self.template = template
        self.measures = Measures(template)
        self.flow = Flow(self.measures.boxes)
        self.box = self.measures.boxes[SectionKind.FRONT]
        self.runs = Runs(template, goals)
        self.revised: Callable[[str, str], tuple[str, str]] | None = None
        """What makes of the content and the properties of the next one what they are marked."""
        self.properties = {
            role: f'<w:pStyle w:val="{style}"/>' for role, style in template.styles.items()
        }
        self.new_page = False
        """What comes next is made to begin a page."""
        self.top = True
        """It is the first of its page, for that reason or as its section's first."""

    def section(self, kind: SectionKind) -> None:
        """Go on in a section of another kind."""
        self.flow.section(kind)
        self.top = True
        self.box = self.measures.boxes[kind]

    def turn(self) -> None:
        """Go on at the top of a page."""
        self.new_page = self.top = True

    def xml(self, role: DraftRole, content: str, further: str = "") -> str:
        """``further`` are properties that stand behind those of the page's flow."""
        page = NEW_PAGE if self.new_page else ""
        if self.top and self.measures.of[role].before:
            further += _NOTHING_ABOVE
        self.new_page = self.top = False
        if self.revised:
            content, further = self.revised(content, further)
            self.revised = None
        return f"<w:p><w:pPr>{self.properties[role]}{page}{further}</w:pPr>{content}</w:p>"

    def empty(self, section: str = "") -> str:
        """One without text, between what must not touch; or to end a section, whose
        properties it bears."""
        return f"<w:p><w:pPr>{self.properties[DraftRole.BREAK]}{section}</w:pPr></w:p>"

    def metrics(self, role: DraftRole) -> Metrics:
        """How high a paragraph is set where the page is now."""
        metrics = self.measures.of[role]
        return metrics._replace(before=0) if self.top else metrics

    def fill(
        self, role: DraftRole, text: str, marks: tuple[str, ...] = (), keep: bool = False
    ) -> None:
        """Count a paragraph in; ``marks`` are the bookmarks whose page is asked for.

        ``keep``: it stays with the next, as its style does not say.
        """
        metrics = self.metrics(role)
        if keep:
            metrics = metrics._replace(keep_next=True)
        self.flow.paragraph(metrics, metrics.lines(text, self.box.width), marks, self.new_page)

    def text(self, text: Inlines, role: DraftRole) -> Written:
        """A text as XML and as words."""
        xml = self.runs.xml(text, self.template.sizes[role])
        return Written(xml, self.runs.words(text))
