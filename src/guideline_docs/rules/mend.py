"""Putting certain mends into the bytes of a source, every other byte staying as it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from guideline_docs.failure import CannotRun, one_line
from guideline_docs.rules.diagnostic import Diagnostic, Edit
from guideline_docs.source.span import LINE_END
from guideline_docs.source.text import SourceText

# Lines shown before and behind what changes.
_CONTEXT = 1


def edits(diagnostics: Iterable[Diagnostic]) -> dict[SourceText, list[Edit]]:
    """The mends of what is not accepted, by file as it stands; of two at one place the first."""
    wanted: dict[SourceText, list[Edit]] = {}
    for diagnostic in diagnostics:
        if diagnostic.accepted is None:
            for edit in _verbatim(diagnostic.finding.fix):
                wanted.setdefault(edit.span.source, []).append(edit)
    return {source: apart(found) for source, found in wanted.items()}


def apart(found: list[Edit]) -> list[Edit]:
    """Edits in the order of the text, none over another, none twice."""
    kept: list[Edit] = []
    for edit in sorted(found, key=lambda edit: (edit.span.start, edit.span.end)):
        last = kept[-1] if kept else None
        if last is None or (edit.span.start >= last.span.end and edit.span[1:] != last.span[1:]):
            kept.append(edit)
    return kept


def mended(source: SourceText, changes: Iterable[Edit]) -> str:
    """The text of the file with the edits put in."""
    text, at, parts = source.verbatim.text, 0, []
    for edit in _verbatim(changes):
        parts += [text[at : edit.span.start], edit.replacement]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def mended_bytes(source: SourceText, data: bytes, changes: Iterable[Edit]) -> bytes:
    """The bytes with the edits put in; ``data`` is the file that ``source`` was read from.

    Only the edited characters are encoded: cp932 has several bytes for one character
    (NEC and IBM extensions), and decoding and encoding would change the others.
    """
    source = source.verbatim
    at, parts = len(source.bom), [source.bom]
    last = 0
    for edit in _verbatim(changes):
        start = at + _size(source, last, edit.span.start)
        parts += [data[at:start], _encoded(source, edit)]
        at = start + _size(source, edit.span.start, edit.span.end)
        last = edit.span.end
    return b"".join([*parts, data[at:]])


def diff(source: SourceText, changes: Iterable[Edit]) -> str:
    """What the edits change, as a unified diff of whole lines.

    No edit makes or takes away a line, so a line is compared with the one of its number:
    to look for others is what makes a long diff slow.
    """
    before, after = _lines(source.verbatim.text), _lines(mended(source, changes))
    assert len(before) == len(after)
    changed = [n for n, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    if not changed:
        return ""
    name = one_line(source.path)
    parts = [f"--- {name}\n+++ {name}\n"]
    for first, last in _runs(changed, 2 * _CONTEXT + 1):
        start, stop = max(first - _CONTEXT, 0), min(last + 1 + _CONTEXT, len(before))
        count = "" if stop - start == 1 else f",{stop - start}"
        parts.append(f"@@ -{start + 1}{count} +{start + 1}{count} @@\n")
        at = start
        for begin, end in _runs(changed[bisect_left(changed, first) : bisect_right(changed, last)], 1):
            parts += [f" {line}" for line in before[at:begin]]
            parts += [f"-{line}" for line in before[begin : end + 1]]
            parts += [f"+{line}" for line in after[begin : end + 1]]
            at = end + 1
        parts += [f" {line}" for line in before[at:stop]]
    return "".join(parts)


def _runs(numbers: list[int], step: int) -> Iterator[tuple[int, int]]:
    """The first and last of the numbers that follow each other in steps not longer than this."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number - last > step:
            yield first, last
            first = number
        last = number
    yield first, last


def _verbatim(changes: Iterable[Edit]) -> Iterator[Edit]:
    """The edits as edits of the file, whatever is read through in the text."""
    for edit in changes:
        yield edit._replace(span=edit.span.verbatim)


def _size(source: SourceText, start: int, end: int) -> int:
    """How many bytes the characters take: the same for all bytes of one character."""
    return len(source.text[start:end].encode(source.encoding))


def _encoded(source: SourceText, edit: Edit) -> bytes:
    try:
        return edit.replacement.encode(source.encoding)
    except UnicodeEncodeError:
        raise CannotRun(
            f"{edit.span.place}: 「{edit.replacement}」はこのファイルの文字コード"
            f"（{source.encoding}）で書けません。UTF-8 で保存し直してください"
        ) from None


def _lines(text: str) -> list[str]:
    """Lines with their ends, each shown as one."""
    lines = LINE_END.split(text)
    return [line + "\n" for line in (lines if lines[-1] else lines[:-1])]
