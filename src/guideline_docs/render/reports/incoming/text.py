"""What came back for people: what changes in the files, what each change is, who must decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from guideline_docs.edits.incoming import Change, Conflict, Incoming, Note, Unplaced
from guideline_docs.edits.receiving.comments import Opinion
from guideline_docs.failure import one_line
from guideline_docs.render.reports.concise import MOST_OF_A_KIND, quoted, said
from guideline_docs.source.edit import Patch


def render(incoming: Incoming, patch: Patch, comments: Sequence[Opinion] | None = None) -> str:
    """The diff, the changes by cell, what a person must look at, what is good to know, and
    what people said beside it."""
    lines = (*_lines(incoming), *_comments(comments or ()))
    return patch.diff() + "".join(f"{line}\n" for line in lines)


def _lines(incoming: Incoming) -> Iterator[str]:
    if not any(incoming):
        yield "違うところはありません"
        return
    if incoming.edits:
        yield f"取り込むところ: {len(incoming.edits)} か所"
        yield from _limited(list(map(_change, incoming.edits)))
    elif not incoming.is_open:
        yield "違うところはありません"
    if incoming.conflicts:
        yield f"どちらか決められないところ: {len(incoming.conflicts)} か所（書き換えません）"
        yield from _limited(list(map(_conflict, incoming.conflicts)))
    if incoming.unplaced:
        yield f"取り込めないところ: {len(incoming.unplaced)} か所"
        yield from _unplaced(incoming.unplaced)
    if incoming.notes:
        yield "お知らせ:"
        yield from _limited([_place(each) + said(each.text) for each in incoming.notes])


def _comments(comments: Sequence[Opinion]) -> Iterator[str]:
    if comments:
        yield f"コメント: {len(comments)} 件"
        yield from _limited([line for each in comments for line in _comment(each)])


def _comment(comment: Opinion) -> Iterator[str]:
    where = f"{one_line(comment.path)}:{comment.line}: " if comment.path else ""
    done = "（解決済み）" if comment.resolved else ""
    on = f"{quoted(comment.quote)} に" if comment.quote else ""
    yield f"{where}{said(comment.name)} {on}{said(comment.author)}{done}: {said(comment.text)}"
    for reply in comment.replies:
        yield f"  └ {said(reply.author)}: {said(reply.text)}"


def _limited(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:MOST_OF_A_KIND])
    if len(lines) > MOST_OF_A_KIND:
        yield f"  ほか {len(lines) - MOST_OF_A_KIND} 行（--format json ですべて見られます）"


def _change(change: Change) -> str:
    what = f"{said(change.name)} {said(change.head)}".strip()
    at = f"{one_line(change.path)}:{change.line}: {what}"
    came = f"（{said(change.cell)}）" if change.cell else ""
    if not change.ours:
        return f"{at}{came}: {quoted(change.result)} を加えます"
    if not change.result:
        return f"{at}{came}: {quoted(change.ours)} を消します"
    return f"{at}{came}: {quoted(change.ours)} → {quoted(change.result)}"


def _conflict(conflict: Conflict) -> str:
    what = f"{said(conflict.name)} {said(conflict.head)}".strip()
    base = "" if conflict.base is None else f"送ったとき {quoted(conflict.base)}、"
    return (
        f"{_place(conflict)}{what}（{one_line(conflict.path)}:{conflict.line}）: {base}"
        f"返ってきた文字 {quoted(conflict.theirs)}、今の文字 {quoted(conflict.ours)}。{said(conflict.why)}"
    )


def _unplaced(unplaced: Iterable[Unplaced]) -> Iterator[str]:
    """What has one reason together, and there a line for what is of one row."""
    by_reason: dict[str, list[Unplaced]] = {}
    for each in unplaced:
        by_reason.setdefault(each.why, []).append(each)
    for why, found in by_reason.items():
        yield f"  {said(why)}:"
        rows = [list(group) for _, group in groupby(found, key=lambda each: each.near)]
        yield from (f"  {line}" for line in _limited(list(map(_row, rows))))


def _row(cells: Sequence[Unplaced]) -> str:
    came = "、".join(f"{said(each.cell)}{quoted(each.text)}" for each in cells)
    near = said(cells[0].near)
    return f"{near}: {came}" if near else came


def _place(each: Conflict | Note) -> str:
    return f"{said(each.cell)}: " if each.cell else ""

