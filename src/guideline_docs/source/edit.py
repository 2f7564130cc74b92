"""Changes to sources: an edit, a fix of several, a patch over several files.

Who changes a text says so in edits; how they get into the bytes, and how they are shown
before, is written here and nowhere else. Every byte that no edit means stays as it is.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from guideline_docs.failure import CannotRun, one_line, reason
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import LINE_END, SourceText, Span
from guideline_docs.source.text import decode

# Lines shown before and behind what changes.
_CONTEXT = 1


class Edit(NamedTuple):
    """``text`` instead of the characters of ``span``; an empty span is an insertion."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that mend one thing together: all of them are made, or none.

    ``title`` says in the user's words what is done; ``certain``: no person need look at it.
    """

    title: str
    edits: tuple[Edit, ...]
    certain: bool = True


def becoming(span: Span, text: str) -> Fix:
    """The certain fix of one place that is to be another text."""
    return Fix(f"「{text}」に直す", (Edit(span, text),))


class Patch(NamedTuple):
    """The edits of each source as it stands, in the order of its text, none over another.

    Sources come in the order in which they were first edited. ``files`` are whole files
    that a program keeps for itself beside them: what each is to hold.
    """

    edits: Mapping[SourceText, tuple[Edit, ...]] = {}
    files: Mapping[Path, bytes] = {}

    @classmethod
    def of(cls, edits: Iterable[Edit]) -> "Patch":
        """Edits as they come, sorted. Raises ValueError where two overlap."""
        patch, waiting = cls.of_fixes(Fix("", (edit,)) for edit in edits)
        if waiting:
            raise ValueError(waiting[0].edits[0].span.place)
        return patch

    @classmethod
    def of_fixes(cls, fixes: Iterable[Fix]) -> tuple["Patch", list[Fix]]:
        """The fixes that can be made together, and those that wait for the next round.

        Of two that overlap the one that begins later waits, whole.
        """
        fixes = [_verbatim(fix) for fix in fixes]
        taken: dict[SourceText, list[Edit]] = {e.span.source: [] for f in fixes for e in f.edits}
        waiting: list[Fix] = []
        for fix in sorted(dict.fromkeys(fixes), key=_begins):
            if any(_meets(edit, taken[edit.span.source]) for edit in fix.edits):
                waiting.append(fix)
                continue
            for edit in fix.edits:
                insort(taken[edit.span.source], edit, key=_place)
        return cls({source: tuple(edits) for source, edits in taken.items() if edits}), waiting

    def __bool__(self) -> bool:
        return bool(self.edits or self.files)

    def text(self, source: SourceText) -> str:
        """The text of a file as it will be."""
        source = source.verbatim
        return _edited(source.text, 0, self.edits.get(source, ()))

    def data(self, source: SourceText, data: bytes) -> bytes:
        """The bytes as they will be; ``data`` is the file that ``source`` was read from.

        Only what an edit brings is encoded: cp932 has several bytes for one character (NEC
        and IBM extensions), and decoding and encoding would change the others. Raises
        CannotRun where the encoding of the file has no bytes for it.
        """
        source = source.verbatim
        at, parts, last = len(source.bom), [source.bom], 0
        for edit in self.edits.get(source, ()):
            start = at + _size(source, last, edit.span.start)
            parts += [data[at:start], _encoded(source, edit)]
            at = start + _size(source, edit.span.start, edit.span.end)
            last = edit.span.end
        return b"".join([*parts, data[at:]])

    def diff(self) -> str:
        """What changes, as unified diffs of whole lines, source by source."""
        return "".join(_diff(source, edits) for source, edits in self.edits.items())


def apply(patch: Patch) -> list[Path]:
    """Write what a patch changes, every file or none; what was written.

    Raises CannotRun where a file is no longer what was read, and writes nothing then.
    """
    read: dict[Path, bytes] = {}
    written: dict[Path, bytes] = {}
    for source in patch.edits:
        if source.file is not None:
            data = read[source.file] = unchanged(source, source.file)
            written[source.file] = patch.data(source, data)
    from guideline_docs.source.write import write_all  # who only checks need not load a writer

    write_all(written | dict(patch.files), read)
    return [*written, *patch.files]


def changed(source: SourceText) -> CannotRun:
    """What to say where a file is no longer what was read."""
    return CannotRun(f"{source.path}: 検査の間に書き換えられました。もう一度検査してください")


def unchanged(source: SourceText, file: Path) -> bytes:
    """The bytes of a file; none where it is not there and nothing was read of it.

    Raises CannotRun where they are no longer what was read.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not source.text:
            return b""
        raise CannotRun(f"{source.path}: 開けません（{reason(error)}）") from None
    if decode(data, source.path).verbatim.text != source.verbatim.text:
        raise changed(source)
    return data


def unsaved(source: SourceText, _: Path) -> bytes:
    """The bytes that a text would be saved as, whatever its file holds now."""
    source = source.verbatim
    return source.bom + source.text.encode(source.encoding, "surrogatepass")


def _verbatim(fix: Fix) -> Fix:
    """A fix of the file as it stands, whatever is read through in the text."""
    return fix._replace(edits=tuple(Edit(span.verbatim, text) for span, text in fix.edits))


def _begins(fix: Fix) -> tuple[str, int, int]:
    return min((edit.span.source.path, *_place(edit)) for edit in fix.edits)


def _place(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end


def _meets(edit: Edit, taken: list[Edit]) -> bool:
    """Whether an edit changes what one of these does, or is put in at the same place.

    They are in order and apart, so that only its two neighbours can meet it.
    """
    start, end = place = _place(edit)
    at = bisect_left(taken, place, key=_place)
    return any(
        (start < other.span.end and other.span.start < end) or place == _place(other)
        for other in taken[max(at - 1, 0) : at + 1]
    )


def _edited(text: str, begin: int, edits: Iterable[Edit]) -> str:
    """The text of a source from an offset on, with the edits put in."""
    at, parts = 0, []
    for edit in edits:
        parts += [text[at : edit.span.start - begin], edit.text]
        at = edit.span.end - begin
    return "".join([*parts, text[at:]])


def _size(source: SourceText, start: int, end: int) -> int:
    """How many bytes the characters take: the same for all bytes of one character."""
    return len(source.text[start:end].encode(source.encoding))


def _encoded(source: SourceText, edit: Edit) -> bytes:
    try:
        return edit.text.encode(source.encoding)
    except UnicodeEncodeError as error:
        raise CannotRun(
            f"{edit.span.place}: 「{edit.text[error.start : error.end]}」はこのファイルの文字コード"
            f"（{source.encoding}）で書けません。UTF-8 で保存し直してください"
        ) from None


# --- how it is shown --------------------------------------------------------------------


class _Hunk(NamedTuple):
    """The lines ``first`` to ``last`` (exclusive, from 1) and what stands there afterwards."""

    first: int
    last: int
    after: list[str]


def _diff(source: SourceText, edits: Iterable[Edit]) -> str:
    """A unified diff. The edits say where lines differ, so that none is looked for."""
    hunks = list(_joined(_hunks(source, edits)))
    if not hunks:
        return ""
    name = one_line(source.path)
    parts = [f"--- {name}\n+++ {name}\n"]
    count, moved = source.line_count, 0
    for group in _near(hunks):
        start = max(group[0].first - _CONTEXT, 1)
        stop = min(group[-1].last + _CONTEXT, count + 1)
        lines, at, grown = [], start, 0
        for first, last, after in group:
            lines += [f" {source.line_text(n)}\n" for n in range(at, first)]
            lines += [f"-{source.line_text(n)}\n" for n in range(first, last)]
            lines += [f"+{line}\n" for line in after]
            at, grown = last, grown + len(after) - (last - first)
        lines += [f" {source.line_text(n)}\n" for n in range(at, stop)]
        old, new = stop - start, stop - start + grown
        parts.append(f"@@ -{_range(start, old)} +{_range(start + moved, new)} @@\n")
        parts += lines
        moved += grown
    return "".join(parts)


def _range(start: int, count: int) -> str:
    """The lines of one side, as ``diff -u`` writes them."""
    return f"{start if count else start - 1}" + ("" if count == 1 else f",{count}")


def _hunks(source: SourceText, edits: Iterable[Edit]) -> Iterator[_Hunk]:
    """The lines that edits touch, those that share a line together."""
    together: list[Edit] = []
    for edit in edits:
        if together and edit.span.line > together[-1].span.end_position[0]:
            yield _hunk(source, together)
            together = []
        together.append(edit)
    if together:
        yield _hunk(source, together)


def _hunk(source: SourceText, edits: list[Edit]) -> _Hunk:
    first, last = edits[0].span.line, edits[-1].span.end_position[0] + 1
    begin = source.offset(first, 1)
    end = source.offset(last, 1) if last <= source.line_count else len(source.text)
    before = _lines(source.text[begin:end])
    after = _lines(_edited(source.text[begin:end], begin, edits))
    last = first + len(before)
    while before and after and before[0] == after[0]:
        first, before, after = first + 1, before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        last, before, after = last - 1, before[:-1], after[:-1]
    return _Hunk(first, last, after)


def _joined(hunks: Iterable[_Hunk]) -> Iterator[_Hunk]:
    """The hunks that change something, those with no line between them as one."""
    last: _Hunk | None = None
    for hunk in hunks:
        if hunk.first == hunk.last and not hunk.after:
            continue
        if last and last.last == hunk.first:
            hunk = _Hunk(last.first, hunk.last, last.after + hunk.after)
        elif last:
            yield last
        last = hunk
    if last:
        yield last


def _near(hunks: Iterable[_Hunk]) -> Iterator[list[_Hunk]]:
    """The hunks whose context meets, shown together."""
    group: list[_Hunk] = []
    for hunk in hunks:
        if group and hunk.first - group[-1].last > 2 * _CONTEXT:
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def _lines(text: str) -> list[str]:
    """Lines without their ends; what stands behind the last end is one if it is something."""
    lines = LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]
