"""The steps of an import, tried: the sheet then reads as it did but for what was meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain

from guideline_docs.edits import trial
from guideline_docs.edits.cells import held, together
from guideline_docs.edits.importing.step import Step, Wanted
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.edit import Patch
from guideline_docs.source.span import SourceText
from guideline_docs.syntax.kinds import parsed
from guideline_docs.syntax.nodes import (
    Blank,
    RowLine,
    SectionLine,
    SheetNode,
    SheetTree,
    UnnumberedRow,
)


def patch_of(steps: Iterable[Step]) -> Patch:
    """The edits of steps together."""
    return Patch.of(together(chain.from_iterable(step.edits for step in steps)))


def sure(snapshot: Snapshot, steps: Sequence[Step]) -> list[Step]:
    """The steps after which all is read as it is meant; those of one line of cells together."""
    return trial.sure(steps, partial(_reads_well, snapshot))


def _reads_well(snapshot: Snapshot, steps: Sequence[Step]) -> bool:
    try:
        patch = patch_of(steps)
    except ValueError:
        return False  # two of them are about the same words
    sources = {edit.span.source for step in steps for edit in step.edits}
    return all(_as_meant(snapshot, source, patch, steps) for source in sources)


def _as_meant(
    snapshot: Snapshot, source: SourceText, patch: Patch, steps: Sequence[Step]
) -> bool:
    """Whether a source reads as before, but for the lines that are touched and added."""
    text = next(each for each in snapshot.texts if each.source is source)
    configuration = snapshot.configuration
    words = configuration.heads, configuration.fields, configuration.scheme.marks
    new = SourceText(source.path, patch.text(source), source.encoding).reading
    before = next(tree for tree in snapshot.guideline.tables if tree.source is source)
    after = parsed(text._replace(source=new), *words)
    if not isinstance(after.tree, SheetTree):
        return False
    own = [step for step in steps if step.edits[0].span.source is source]
    left = [node for node in before.nodes if not isinstance(node, Blank)]
    right = [node for node in after.tree.nodes if not isinstance(node, Blank)]
    return _same_lines(left, right, own)


def _same_lines(
    left: Sequence[SheetNode], right: Sequence[SheetNode], steps: Sequence[Step]
) -> bool:
    """Whether line by line what was read is read again, beside the rows that are added."""
    starts = [node.span.start for node in left]
    touched: dict[int, list[Wanted]] = {}
    added: list[int] = []
    for step in steps:
        for edit in step.edits:
            if step.adds:
                added += [bisect_left(starts, edit.span.start)] * step.adds
            else:
                touched.setdefault(bisect_right(starts, edit.span.start) - 1, [])
        for wanted in step.wanted:
            touched[bisect_right(starts, wanted.line.start) - 1].append(wanted)
    if len(right) != len(left) + len(added):
        return False
    rows = Counter(added)
    at = 0
    for place, node in enumerate(left):
        new = right[at : at + rows[place]]
        at += rows[place]
        if not (all(map(_is_row, new)) and _is_as_meant(node, right[at], touched.get(place))):
            return False
        at += 1
    return all(map(_is_row, right[at:]))


def _is_row(node: SheetNode) -> bool:
    return isinstance(node, RowLine | UnnumberedRow)


def _is_as_meant(before: SheetNode, after: SheetNode, wanted: Iterable[Wanted] | None) -> bool:
    if _kind(before) != _kind(after):
        return False
    if wanted is None:
        return before.span.text.rstrip("\r\n") == after.span.text.rstrip("\r\n")
    cells = after.cells if isinstance(after, RowLine | UnnumberedRow) else ()
    said = ((cells[at].text if at < len(cells) else "", text) for _, at, text in wanted)
    return all(held(there) == text for there, text in said)


def _kind(node: SheetNode) -> tuple[object, ...]:
    """What a line is, whatever its cells say."""
    match node:
        case RowLine(number=number, above=above, opens=opens):
            return RowLine, number, above, len(opens)
        case UnnumberedRow(part=part):
            return UnnumberedRow, part
        case SectionLine(level=level, number=number):
            return SectionLine, level, number
    return (type(node),)
