"""Whole texts to compare with: what a phase made, as lines that are reviewed like prose."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from guideline_docs.model.chapter import Annotation, Chapter, Heading, Paragraph
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.history import State, history
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import LooseLine, Section, walk
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import PROSE, Column
from guideline_docs.syntax.nodes import (
    AnnotationLine,
    Cell,
    ChapterNode,
    ChapterTree,
    HeadingLine,
    HeadLine,
    NoteLine,
    RowLine,
    SectionLine,
    SheetNode,
    SheetTree,
    Stray,
    SummaryHead,
    TextLine,
    TierLine,
    Title,
    Writing,
)


def compare(path: Path, actual: str, update: bool) -> None:
    """Fail with a unified diff unless the file holds ``actual``; with ``update`` write it."""
    if update:
        path.write_text(actual, encoding="utf-8", newline="\n")
        return
    expected = path.read_bytes().decode("utf-8") if path.is_file() else ""
    if expected != actual:
        lines = difflib.unified_diff(
            expected.splitlines(), actual.splitlines(), path.name, "actual", lineterm=""
        )
        raise AssertionError(f"{path} (rewrite with --update-golden)\n" + "\n".join(lines))


def place(span: Span) -> str:
    """``50:48「イ」``."""
    line, column = span.position
    return f"{line}:{column}「{_one_line(span.text)}」"


def _one_line(text: str) -> str:
    return repr(text)[1:-1]


def _joined(*parts: str) -> str:
    return " | ".join(part for part in parts if part)


# --- trees -----------------------------------------------------------------------------


def tree_text(tree: SheetTree | ChapterTree) -> str:
    """A line a node: its line, its kind, its parts with their columns."""
    head = f"{tree.source.path}: {tree.source.encoding}"
    lines = [
        f"{node.span.line:>3} {type(node).__name__:<14} {_joined(*_node_parts(node))}".rstrip()
        for node in tree.nodes
    ]
    return "\n".join([head, *lines]) + "\n"


def _node_parts(node: SheetNode | ChapterNode) -> Iterator[str]:
    match node:
        case Title(cell=cell, rest=rest):
            yield from map(_cell, (cell, *rest))
        case NoteLine(cells=cells) | SummaryHead(cells=cells):
            yield from map(_cell, cells)
        case Stray(cell=cell, row=row):
            yield from map(_cell, row or (cell,))
        case TierLine():
            yield _at(node.mark)
            yield _at(node.label) if node.label else ""
            yield _cell(node.description) if node.description else ""
            for share in node.shares:
                yield f"{_at(share.count)} of {_at(share.denominator)}: {_at(share.status)}"
            yield from (f"unread {_cell(cell)}" for cell in node.unread)
        case HeadLine():
            for head in node.heads:
                yield f"{_cell(head.cell)} {head.column or '?'}" if head else "-"
        case SectionLine():
            yield f"{_at(node.mark)} = level {node.level} number {node.number}"
            yield from map(_cell, (node.title, *node.rest))
        case RowLine():
            yield f"{node.number}" if node.head else f"{node.number} without head"
            yield from map(_cell, node.cells)
        case HeadingLine():
            yield f"{_at(node.mark)} = level {node.level} number {node.ordinal}"
            yield _at(node.title)
        case TextLine():
            yield f"{node.kind} starts" if node.starts else node.kind
            yield _at(node.text)
        case AnnotationLine():
            yield _at(node.word)
            yield from map(_at, node.arguments)


def _cell(cell: Cell) -> str:
    if not cell:
        return "-"
    written = "" if cell.writing is Writing.PLAIN else f" {cell.writing}"
    return f"{_at(cell.span)}{written}{' bold' if cell.bold else ''}"


def _at(span: Span | None) -> str:
    """``48「イ」``: the column and the text."""
    return f"{span.position[1]}「{_one_line(span.text)}」" if span else "-"


# --- meaning -----------------------------------------------------------------------------


def guideline_text(guideline: Guideline) -> str:
    """Tiers, summary, measures below their headings, chapters; references with their ends."""
    return "\n".join(_guideline_lines(guideline)) + "\n"


def _guideline_lines(guideline: Guideline) -> Iterator[str]:
    if guideline.title:
        yield f"title {_one_line(guideline.title.text)}"
    yield from _loose_lines(guideline.notes, "")
    for tier in guideline.tiers:
        yield f"tier {_joined(f'{tier.order} {tier.mark}', tier.label, tier.description)}"
    for line in guideline.summary.lines:
        shares = [
            f"{share.count}/{share.denominator or '-'} {share.status.word if share.status else '?'}"
            for share in line.shares
        ]
        yield f"summary {_joined(line.tier.mark, *shares)}"
    yield from _section_lines(guideline, guideline.edition.table)
    if guideline.supplements:
        yield "second period"
        yield from _section_lines(guideline, guideline.second.table)
        yield from (f"homeless {measure.number}" for measure in guideline.second.homeless)
    if found := guideline.once(history):
        yield f"history {_joined(*(part.name for part in found.editions))}"
        for track in found.tracks:
            states = map(_state, track.states)
            yield f"  track {_joined(*states, found.course(*track.states[-2:]))}"
    for chapter in guideline.chapters:
        yield from _chapter_lines(chapter)


def _state(state: State | None) -> str:
    """``7 着手中 content``: number, status, and by what it is one with that of the edition before."""
    if state is None:
        return "-"
    status = state.status.word if state.status else f"?「{state.place.text}」"
    return f"{state.measure.number} {status} {state.tie or ''}".strip()


def _section_lines(guideline: Guideline, table: Section) -> Iterator[str]:
    """``subsection ア 市民… [subsection-3-1]``; a number that is not written in parentheses."""
    for *_, section in walk(table):
        indent = "  " * section.code.level if section.title else ""
        if section.title:
            word = guideline.scheme.level(section.code).anchor
            mark = guideline.scheme.numeral(section.code)
            heading = _heading(mark if section.mark else f"({mark})", section.title, section.anchor)
            yield f"{indent}{word} {heading}"
        for measure in section.measures:
            yield from _measure_lines(measure)
        yield from _loose_lines(section.loose, f"{indent}  " if section.title else "")


def _loose_lines(lines: Iterable[LooseLine], indent: str) -> Iterator[str]:
    """``stray 五 | 内容 椅子の貸出``: the cells, behind the heads they stand under."""
    for line in lines:
        cells = [f"{cell.column.name if cell.column else ''} {_one_line(cell.passage.text)}".strip() for cell in line.cells]
        yield f"{indent}{'stray' if line.stray else 'note'} {_joined(*cells)}"


def _heading(mark: object, title: Passage | None, anchor: str) -> str:
    return f"{mark} {title.text if title else '-'} [{anchor}]"


def _measure_lines(measure: Measure) -> Iterator[str]:
    proposal = "○" if measure.proposal.completed else ""
    proposal += f"→{measure.proposal.tier.mark}" if measure.proposal.tier else ""
    if measure.proposal.direction:
        proposal = f"→{measure.proposal.direction.word}"
    new = "new " if measure.new else ""
    yield f"    {new}measure {_heading(measure.number, measure.title, measure.anchor)}"
    yield "      " + _joined(
        measure.tier.tier.mark if measure.tier.tier else f"?「{measure.tier.span.text}」",
        measure.status.status.word if measure.status.status else f"?「{measure.status.span.text}」",
        proposal or f"?「{measure.proposal.span.text}」",
        f"surplus {place(measure.surplus)}" if measure.surplus else "",
    )
    named = [(str(column), measure[column]) for column in PROSE if column is not Column.TITLE]
    named += [(column.name, passage) for column, passage in measure.further]
    named += [(f"plan {column.name}", passage) for column, passage in measure.added]
    yield from (f"      {name} {_one_line(passage.text)}" for name, passage in named if passage)
    for passage in measure.passages:
        yield from _reference_lines(passage, "      ")


def _reference_lines(passage: Passage, indent: str) -> Iterator[str]:
    for reference in passage.references:
        end = f"[{reference.target.anchor}]" if reference.target else reference.mark.fault or "?"
        yield f"{indent}reference {place(reference.span)} {reference.subject} {end}"
    for ruby in passage.rubies:
        yield f"{indent}ruby {place(ruby.span)} {ruby.base} {ruby.reading}"


def _chapter_lines(chapter: Chapter) -> Iterator[str]:
    yield f"chapter {chapter.source.path}"
    for block in chapter.blocks:
        match block:
            case Heading():
                title = f"{block.title.text} [{block.anchor}]"
                yield f"  heading {block.level} {block.name} {title}"
            case Paragraph():
                texts = " / ".join(passage.text for passage in block.passages)
                yield f"  {block.kind.value} {texts}"
                for passage in block.passages:
                    yield from _reference_lines(passage, "    ")
            case Annotation():
                kind = block.kind.value if block.kind else "?"
                yield f"  annotation {kind} {_joined(*block.arguments)}".rstrip()


# --- findings ------------------------------------------------------------------------------


def diagnostics_text(found: Iterable[Diagnostic]) -> str:
    """Everything that findings say."""
    return "".join(f"{line}\n" for diagnostic in found for line in _diagnostic_lines(diagnostic))


def _diagnostic_lines(diagnostic: Diagnostic) -> Iterator[str]:
    finding = diagnostic.finding
    where = f"{diagnostic.path}:{place(diagnostic.span)}"
    yield f"{where} {diagnostic.severity.value} {diagnostic.code} {diagnostic.name}"
    yield f"  {finding.subject}: {finding.message}"
    if finding.hint:
        yield f"  hint: {finding.hint}"
    if finding.suggestions:
        yield f"  suggestions: {_joined(*finding.suggestions)}"
    for related in finding.related:
        yield f"  related: {related.span.source.path}:{place(related.span)} {related.message}"
    for edit in finding.certain_fix.edits if finding.certain_fix else ():
        yield f"  fix: {place(edit.span)} becomes 「{edit.text}」"
    if diagnostic.accepted is not None:
        yield f"  accepted: {diagnostic.accepted}"
