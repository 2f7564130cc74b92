"""A patch tried before it is written: the sources read again from the bytes as they will be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeVar

from guideline_docs.edits.cells import held
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.reading import guidelines
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.edit import Patch, unchanged
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import decode
from guideline_docs.syntax.kinds import parsed
from guideline_docs.syntax.nodes import Cell, RowLine, SectionLine, SheetNode, Stray, UnnumberedRow

Taken = TypeVar("Taken")


def tried(
    snapshot: Snapshot, patch: Patch, saved: Callable[[SourceText, Path], bytes] = unchanged
) -> Guideline:
    """The guideline as it will be, read from the bytes as they will be.

    ``saved`` are the bytes of a text before: those of its file, which must be as it was read.
    """
    configuration, own = snapshot.configuration, set(snapshot.guideline.sources)
    texts = []
    for text in snapshot.texts:
        source = text.source
        if source not in own:
            continue
        if source.verbatim in patch.edits and (source.file or saved is not unchanged):
            data = patch.data(source, saved(source, source.file or Path(source.path)))
            text = text._replace(source=decode(data, source.path, source.file))
        texts.append(parsed(text, configuration.heads, configuration.fields, configuration.scheme.marks))
    return guidelines(texts, configuration)[0]


def sure(steps: Sequence[Taken], reads_well: Callable[[Sequence[Taken]], bool]) -> list[Taken]:
    """The steps after which all is read as it is meant."""
    if not steps or reads_well(steps):
        return list(steps)
    if len(steps) == 1:
        return []
    half = len(steps) // 2
    left, right = sure(steps[:half], reads_well), sure(steps[half:], reads_well)
    if reads_well([*left, *right]):
        return [*left, *right]
    kept = left
    for step in right:
        if reads_well([*kept, step]):
            kept = [*kept, step]
    return kept


def lines_read(guideline: Guideline) -> Iterator[tuple[object, ...]]:
    """Each line of the tables as it was understood: of what kind it is, and its cells.

    Two readings of a text agree where these do.
    """
    for tree in guideline.tables:
        yield from map(line_read, tree.nodes)


def line_read(node: SheetNode) -> tuple[object, ...]:
    """The same of one line."""
    kind: tuple[object, ...] = (type(node).__name__,)
    match node:
        case RowLine(cells=cells, number=number, above=above):
            kind = (*kind, number, above, *map(_level, node.opens))
        case UnnumberedRow(cells=cells, part=part):
            kind = (*kind, part)
        case SectionLine(level=level, number=number, title=title, rest=rest):
            kind, cells = (*kind, level, number), (title, *rest)
        case Stray(row=row, cell=cell):
            cells = row or (cell,)
        case _:
            cells = tuple(_cells(node))
    texts = [held(cell.text) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return (kind, *texts)


def _level(heading: SectionLine) -> tuple[object, ...]:
    return heading.level, heading.number, heading.title.text


def _cells(node: SheetNode) -> Iterator[Cell]:
    """The cells of any other line, as far as it holds such."""
    return chain.from_iterable(
        [part] if isinstance(part, Cell) else part
        for part in node
        if isinstance(part, Cell) or (isinstance(part, tuple) and all(isinstance(each, Cell) for each in part))
    )
