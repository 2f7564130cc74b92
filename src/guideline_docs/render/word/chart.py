"""Charts: the template's specimen with the draft's figures in it.

The specimen gives type, fills, fonts and size; an office changes it in Word. Each
series takes the look of the specimen's series at its place, those beyond the last one
the last one's.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from lxml import etree

from guideline_docs.render.lines import EM, width
from guideline_docs.render.word.workbook import SHEET_NAME, cell_name, workbook
from guideline_docs.render.xml import R
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.parts import Chart

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMU = 12700
"""To a point."""

# Beside the bars stand their names; what is left for the bars is about this part. A label
# leaves half an em free on either side.
_BARS = 0.78


class ChartSpecimen(NamedTuple):
    """``bars``: for how many bars the specimen's height is meant."""

    root: Any
    width: int
    height: int
    bars: int

    def size(self, chart: Chart) -> tuple[int, int]:
        """Width and height for a chart of as many bars as it has."""
        return self.width, self.height * (len(chart.bars) + 1) // (self.bars + 1)


def chart_id(number: int) -> str:
    """The relationship of the document to its chart of a number, from 1."""
    return f"gdChart{number}"


def picture_id(number: int) -> str:
    return f"gdPicture{number}"


def read_chart(part: Any) -> ChartSpecimen | None:
    """The first chart in the body of a document part."""
    for inline in part.element.body.iter(f"{{{WP}}}inline"):
        reference = next(inline.iter(f"{{{C}}}chart"), None)
        if reference is None:
            continue
        root = etree.fromstring(part.related_parts[reference.get(f"{{{R}}}id")].blob)
        extent = inline.find(f"{{{WP}}}extent")
        series = next(root.iter(_c("ser")), None)
        if series is None or series.find(_c("cat")) is None:
            return None
        bars = len(list(series.find(_c("cat")).iter(_c("pt"))))
        return ChartSpecimen(root, int(extent.get("cx")), int(extent.get("cy")), max(bars, 1))
    return None


def chart_parts(chart: Chart, specimen: ChartSpecimen) -> tuple[bytes, bytes]:
    """The chart's part and its workbook."""
    root = copy.deepcopy(specimen.root)
    looks = list(root.iter(_c("ser")))
    parent = looks[0].getparent()
    place = parent.index(looks[0])
    for look in looks:
        parent.remove(look)
    for number, _ in enumerate(chart.series):
        look = copy.deepcopy(looks[min(number, len(looks) - 1)])
        _fill(look, chart, number, specimen)
        parent.insert(place + number, look)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    heads = ["", *(series.name for series in chart.series)]
    rows: list[list[str | int]] = [[*heads]]
    for at, bar in enumerate(chart.bars):
        rows.append([bar, *(series.values[at] for series in chart.series)])
    return data, workbook(rows)


def _fill(look: Any, chart: Chart, number: int, specimen: ChartSpecimen) -> None:
    series = chart.series[number]
    last = len(chart.bars) + 1
    look.find(_c("idx")).set("val", str(number))
    look.find(_c("order")).set("val", str(number))
    _cache(look.find(_c("tx")), cell_name(number + 1, 1), [series.name])
    _cache(look.find(_c("cat")), f"{cell_name(0, 2)}:{cell_name(0, last)}", chart.bars)
    column = number + 1
    _cache(
        look.find(_c("val")),
        f"{cell_name(column, 2)}:{cell_name(column, last)}",
        [str(value) for value in series.values],
    )
    labels = look.find(_c("dLbls"))
    if labels is not None:
        for label in labels.findall(_c("dLbl")):
            labels.remove(label)
        points = [
            label
            for at, value in enumerate(series.values)
            if (label := _label(labels, chart, series.name, at, value, specimen)) is not None
        ]
        for place, label in enumerate(points):
            labels.insert(place, label)


def _label(
    labels: Any, chart: Chart, name: str, at: int, value: int, specimen: ChartSpecimen
) -> Any:
    """What a point's label says instead, where its piece of the bar is too short for all."""
    total = sum(series.values[at] for series in chart.series)
    size = next(specimen.root.iter(f"{{{A}}}defRPr"), None)
    points = int(size.get("sz", "900")) / 100 if size is not None else 9
    room = specimen.width / _EMU * _BARS * value / total if total else 0
    if value and (width(f"{name} {value}") / EM + 1) * points <= room:
        return None
    label = etree.Element(_c("dLbl"))
    _put(label, "idx", str(at))
    if not value or (width(str(value)) / EM + 1) * points > room:
        _put(label, "delete", "1")
        return label
    for part in labels:
        if part.tag in (_c("numFmt"), _c("spPr"), _c("txPr"), _c("dLblPos")):
            label.append(copy.deepcopy(part))
    for flag in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent"):
        _put(label, flag, "1" if flag == "showVal" else "0")
    _put(label, "showBubbleSize", "0")
    return label


def _cache(place: Any, cells: str, values: Sequence[str]) -> None:
    """Put values into a reference, as the workbook's cells and as what is shown."""
    reference = place[0]
    reference.find(_c("f")).text = f"{SHEET_NAME}!{cells}"
    cache = reference.find(_c("strCache"))
    if cache is None:
        cache = reference.find(_c("numCache"))
    for point in cache.findall(_c("pt")):
        cache.remove(point)
    cache.find(_c("ptCount")).set("val", str(len(values)))
    for number, value in enumerate(values):
        point = etree.SubElement(cache, _c("pt"), idx=str(number))
        etree.SubElement(point, _c("v")).text = value


def _put(parent: Any, name: str, value: str) -> None:
    etree.SubElement(parent, _c(name)).set("val", value)


def _c(name: str) -> str:
    return f"{{{C}}}{name}"
