"""A finding for the eye: message, the line with carets under the place, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from guideline_docs.render.reports import concise
from guideline_docs.rules.diagnostic import Diagnostic, Severity
from guideline_docs.source.glyphs import char_width, display_width
from guideline_docs.source.span import Span

# What an 80-column terminal shows beside the line number.
_WIDTH = 72
_LEAD = 24
_CUT = "…"

Paint = Callable[[str, Severity | None], str]


def render(
    diagnostics: Sequence[Diagnostic], paint: Paint | None = None, ambiguous: int = 1
) -> str:
    """``paint`` colours a text by severity (None: emphasis); ``ambiguous`` is UAX #11's."""
    paint = paint or (lambda text, _: text)
    blocks: list[str] = []
    for diagnostic, left in concise.limited(diagnostics):
        blocks.append("\n".join(_block(diagnostic, paint, ambiguous)) + "\n")
        if left:
            blocks.append(concise.left_over(diagnostic, left) + "\n")
    blocks.append(concise.summary(diagnostics) + "\n")
    return "\n".join(blocks)


def _block(diagnostic: Diagnostic, paint: Paint, ambiguous: int) -> Iterator[str]:
    finding = diagnostic.finding
    head = f"{diagnostic.severity.word} {diagnostic.code}"
    place = diagnostic.span.place
    yield f"{paint(place, None)}: {paint(head, diagnostic.severity)} {concise.said(finding.message)}"
    yield from _excerpt(diagnostic.span, paint, diagnostic.severity, ambiguous)
    if finding.hint:
        yield f"  ヒント: {concise.said(finding.hint)}"
    if finding.suggestions:
        yield f"  候補: {concise.said('　'.join(finding.suggestions))}"
    for related in finding.related[:3]:
        yield f"  参考: {related.span.place}: {concise.said(related.message)}"
    if len(finding.related) > 3:
        yield f"  参考: ほかに {len(finding.related) - 3} か所"


def _excerpt(span: Span, paint: Paint, severity: Severity, ambiguous: int) -> Iterator[str]:
    """The line of a span, cut to what a terminal shows, and carets under the span."""
    row, column = span.position
    text = concise.said(span.source.line_text(row))
    start = column - 1
    end = min(start + max(span.end - span.start, 0), len(text))
    first = _back(text, start, _LEAD, ambiguous)
    lead = _CUT if first else ""
    before = lead + text[first:start]
    room = _WIDTH - display_width(before, ambiguous)
    last = _forth(text, start, room, ambiguous)
    tail = _CUT if last < len(text) else ""
    line = before + text[start:last] + tail
    marked = text[start : min(end, last)] or " "
    pad = " " * display_width(before, ambiguous)
    carets = "^" * max(display_width(marked, ambiguous), 1)
    gutter = " " * len(str(row))
    yield f"  {row} | {line}"
    yield f"  {gutter} | {pad}{paint(carets, severity)}"


def _back(text: str, start: int, room: int, ambiguous: int) -> int:
    """How far before ``start`` an excerpt can begin."""
    first = start
    while first and room > 0:
        first -= 1
        room -= char_width(text[first], ambiguous)
    return first


def _forth(text: str, start: int, room: int, ambiguous: int) -> int:
    """How far behind ``start`` an excerpt can go."""
    last = start
    while last < len(text) and room > 0:
        room -= char_width(text[last], ambiguous)
        last += 1
    return last
