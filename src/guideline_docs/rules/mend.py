"""Putting certain mends into the bytes of a source, every other byte staying as it is."""

from __future__ import annotations

from collections.abc import Iterable

from guideline_docs.failure import CannotRun
from guideline_docs.rules.diagnostic import Diagnostic, Edit
from guideline_docs.source.text import LINE_END, SourceText


def edits(diagnostics: Iterable[Diagnostic]) -> dict[SourceText, list[Edit]]:
    """The mends of what is not accepted, by source; of two at one place the first."""
    wanted: dict[SourceText, list[Edit]] = {}
    for diagnostic in diagnostics:
        if diagnostic.accepted is None:
            for edit in diagnostic.finding.fix:
                wanted.setdefault(edit.span.source, []).append(edit)
    return {source: _apart(found) for source, found in wanted.items()}


def mended(source: SourceText, changes: Iterable[Edit]) -> str:
    """The text with the edits put in."""
    text, at, parts = source.text, 0, []
    for edit in changes:
        parts += [text[at : edit.span.start], edit.replacement]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def mended_bytes(source: SourceText, data: bytes, changes: Iterable[Edit]) -> bytes:
    """The bytes with the edits put in; ``data`` is the file that ``source`` was read from.

    Only the edited characters are encoded: cp932 has several bytes for one character
    (NEC and IBM extensions), and decoding and encoding would change the others.
    """
    at, parts = len(source.bom), [source.bom]
    last = 0
    for edit in changes:
        start = at + _size(source, last, edit.span.start)
        parts += [data[at:start], _encoded(source, edit)]
        at = start + _size(source, edit.span.start, edit.span.end)
        last = edit.span.end
    return b"".join([*parts, data[at:]])


def diff(source: SourceText, changes: Iterable[Edit]) -> str:
    """What the edits change, as a unified diff of whole lines."""
    from difflib import unified_diff  # only --diff pays for it

    before, after = _lines(source.text), _lines(mended(source, changes))
    return "".join(
        line if line.endswith("\n") else f"{line}\n"
        for line in unified_diff(before, after, source.path, source.path, n=1)
    )


def _apart(found: list[Edit]) -> list[Edit]:
    """In the order of the text, none over another."""
    kept: list[Edit] = []
    for edit in sorted(found, key=lambda edit: (edit.span.start, edit.span.end)):
        if not kept or edit.span.start >= kept[-1].span.end:
            kept.append(edit)
    return kept


def _size(source: SourceText, start: int, end: int) -> int:
    """How many bytes the characters take: the same for all bytes of one character."""
    return len(source.text[start:end].encode(source.encoding))


def _encoded(source: SourceText, edit: Edit) -> bytes:
    try:
        return edit.replacement.encode(source.encoding)
    except UnicodeEncodeError:
        line, column = edit.span.position
        raise CannotRun(
            f"{source.path}:{line}:{column}: 「{edit.replacement}」はこのファイルの文字コード"
            f"（{source.encoding}）で書けません。UTF-8 で保存し直してください"
        ) from None


def _lines(text: str) -> list[str]:
    """Lines with their ends, each shown as one."""
    return [line + "\n" for line in LINE_END.split(text)]
