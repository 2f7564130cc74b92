"""Charts and pictures in the line, with the words of those who hear the document."""

from __future__ import annotations

from guideline_docs.render.word.chart import WP, A, C, chart_id, picture_id
from guideline_docs.render.word.paragraphs import Paragraphs
from guideline_docs.render.word.template import Template
from guideline_docs.render.xml import escape
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.parts import Chart, DraftRole, Picture

_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
# Drawings are measured in EMU: so many to a pixel and to a twentieth of a point.
_PIXEL, _TWIP = 9525, 635


class _Placed(NamedTuple):
    """A drawing and how large it is."""

    size: tuple[int, int]
    title: str
    description: str
    kind: str
    graphic: str


class Figures:
    """``charts`` and ``pictures`` are what further parts of the document hold."""

    def __init__(self, template: Template, paragraphs: Paragraphs) -> None:
        self.template = template
        self.paragraphs = paragraphs
        self.charts: list[Chart] = []
        self.pictures: list[Picture] = []
        self.count = 0

    def chart(self, chart: Chart) -> str:
        return self._figure(self._chart(chart))

    def picture(self, picture: Picture) -> str:
        return self._figure(self._picture(picture))

    def drawing(self, figure: Chart | Picture) -> str:
        """The run of a figure, wherever it stands."""
        placed = self._chart(figure) if isinstance(figure, Chart) else self._picture(figure)
        return self._run(placed)

    def _chart(self, chart: Chart) -> _Placed:
        size = self.template.chart.size(chart)
        self.charts.append(chart)
        graphic = f'<c:chart xmlns:c="{C}" r:id="{chart_id(len(self.charts))}"/>'
        return _Placed(size, chart.title, chart.description, C, graphic)

    def _picture(self, picture: Picture) -> _Placed:
        """As large as it is at 96 pixels an inch, and within two thirds of a page."""
        box = self.paragraphs.box
        width, height = picture.width * _PIXEL, picture.height * _PIXEL
        scale = min(1.0, box.width * _TWIP / width, box.height * _TWIP * 2 / 3 / height)
        size = (int(width * scale), int(height * scale))
        if picture not in self.pictures:
            self.pictures.append(picture)
        number = self.pictures.index(picture) + 1
        graphic = (
            f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="{number}" name="{number}"/>'
            "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
            f'<a:blip r:embed="{picture_id(number)}"/><a:stretch><a:fillRect/></a:stretch>'
            '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic>"
        )
        return _Placed(size, picture.description, picture.description, _PIC, graphic)

    def _figure(self, placed: _Placed) -> str:
        """A figure in the line, on a page of its own height."""
        page = self.paragraphs
        height = placed.size[1] // _TWIP
        page.flow.figure(page.metrics(DraftRole.FIGURE), height, page.new_page)
        return page.xml(DraftRole.FIGURE, self._run(placed))

    def _run(self, placed: _Placed) -> str:
        """With the words of those who hear the document."""
        self.count += 1
        size, title, description, kind, graphic = placed
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{size[0]}" cy="{size[1]}"/><wp:docPr id="{self.count}" '
            f'name="{escape(title)}" descr="{escape(description)}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{kind}">{graphic}</a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        )
