"""Steps tried: what is read then is what was, but for what was meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from guideline_docs.edits.cells import held
from guideline_docs.edits.receiving.ours import Kind, Ours, ours_of
from guideline_docs.edits.receiving.step import New, Step
from guideline_docs.edits.receiving.writing import patch_of
from guideline_docs.edits.trial import line_read, sure, tried
from guideline_docs.failure import CannotRun
from guideline_docs.model.chapter import Heading, Paragraph, ParagraphKind
from guideline_docs.model.configuration import SETTINGS_TABLE
from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText
from guideline_docs.syntax.nodes import Blank


class _Line(NamedTuple):
    """A block of a chapter: what it is, and what it says; ``key`` of one that staff may edit."""

    what: ParagraphKind | int | str
    text: str
    key: str = ""


class _Read(NamedTuple):
    """All that is read, as far as what comes back could change it."""

    chapters: dict[str, list[_Line]]
    """By the source."""
    cells: dict[str, str]
    rows: list[object]
    """What each line of the tables is, whatever it says."""


class Trial:
    """What a project says, and whether it would still with some steps made."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.before = _read(snapshot.guideline)

    def sure(self, steps: Sequence[Step]) -> list[Step]:
        """The steps after which all is read as it is meant."""
        return sure(steps, self._reads_well)

    def _reads_well(self, steps: Sequence[Step]) -> bool:
        try:
            patch = patch_of(steps)
            after = _read(tried(self.snapshot, patch))
        except (CannotRun, ValueError):
            return False
        settings = self.snapshot.configuration.file
        if settings and not _says(patch.text(settings.source), settings.source, steps):
            return False
        bare = {path: [*map(_bare, lines)] for path, lines in after.chapters.items()}
        return self._wanted(steps) == after._replace(chapters=bare)

    def _wanted(self, steps: Sequence[Step]) -> _Read:
        texts = {key: lines for step in steps for key, lines in step.texts}
        behind: dict[str, list[New]] = defaultdict(list)
        for new in sorted((step.new for step in steps if step.new), key=lambda new: new.at):
            behind[new.behind.key].append(new)
        chapters = {
            path: [_bare(line) for each in lines for line in _becomes(each, texts, behind)]
            for path, lines in self.before.chapters.items()
        }
        cells = {
            key: held(texts[key][0]) if key in texts else text
            for key, text in self.before.cells.items()
        }
        return _Read(chapters, cells, self.before.rows)


def _becomes(
    line: _Line, texts: dict[str, tuple[str, ...]], behind: dict[str, list[New]]
) -> Iterator[_Line]:
    if line.key and line.key in texts:
        yield from (line._replace(text=text) for text in texts[line.key])
    else:
        yield line
    for new in behind.get(line.key, ()) if line.key else ():
        yield _Line(new.kind, new.text)


def _bare(line: _Line) -> _Line:
    """Without its key, which goes by numbers."""
    return _Line(line.what, "".join(line.text.split()))


def _read(guideline: Guideline) -> _Read:
    ours = list(ours_of(guideline))
    texts = (each for each in ours if each.kind in (Kind.HEADING, Kind.PARAGRAPH))
    chapters = {
        chapter.source.path: [_line(block, texts) for block in chapter.blocks]
        for chapter in guideline.chapters
    }
    table = (each for each in ours if each.kind in (Kind.SECTION, Kind.CELL))
    cells = {each.key: held(each.text) for each in table}
    nodes = (node for tree in guideline.tables for node in tree.nodes if not isinstance(node, Blank))
    rows = [line_read(node)[0] for node in nodes]
    return _Read(chapters, cells, [*rows, len(list(guideline.cards))])


def _line(block: object, texts: Iterator[Ours]) -> _Line:
    if isinstance(block, Heading | Paragraph):
        ours = next(texts)
        what = block.level if isinstance(block, Heading) else block.kind
        return _Line(what, ours.text, ours.key)
    return _Line(type(block).__name__, block.span.text)  # type: ignore[attr-defined]


def _says(text: str, source: SourceText, steps: Iterable[Step]) -> bool:
    """Whether the settings read as they are meant."""
    if text == source.text:
        return True
    from tomllib import TOMLDecodeError, loads

    try:
        facts = loads(text).get(SETTINGS_TABLE, {})
    except TOMLDecodeError:
        return False
    wanted = {
        step.change.field: step.change.result
        for step in steps
        for edit in step.edits
        if edit.span.source == source
    }
    return all(facts.get(key) == value for key, value in wanted.items())
