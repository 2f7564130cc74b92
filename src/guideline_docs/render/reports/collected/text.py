"""What was collected for people: the diff, who has answered, what to decide, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from guideline_docs.edits.collecting import Collected, Matter, Open, Progress, State, Taken
from guideline_docs.failure import one_line
from guideline_docs.render.reports.concise import MOST_OF_A_KIND, said
from guideline_docs.rules.diagnostic import short
from guideline_docs.source.glyphs import display_width

_QUOTED = 40
"""How much of a text is shown; all of it stands in the report and in the JSON."""

_PROGRESS = {
    Progress.DONE: "そろいました",
    Progress.PARTLY: "空欄あり",
    Progress.BLANK: "未記入",
    Progress.NONE: "まだ",
}
MATTERS = {
    Matter.UNLIKE: "回答が食い違っています",
    Matter.MOVED: "送ったあとに、ここで変わったところです",
    Matter.WORD: "言葉が違います",
    Matter.UNCLEAR: "何を書くのか分かりません",
    Matter.ROW: "どの施策でもない行です",
    Matter.LOCKED: "聞いていない欄が書き換えられています",
    Matter.REMARK: "備考に書かれています",
    Matter.BESIDE: "回答の欄の外に書かれています",
    Matter.UNWRITABLE: "一覧に書けません",
    Matter.FILE: "ファイルを確かめてください",
}


def render(collected: Collected) -> str:
    return collected.patch.diff() + "".join(f"{line}\n" for line in _lines(collected))


def _lines(collected: Collected) -> Iterator[str]:
    yield from _taken(collected.taken)
    yield from _states(collected.states)
    yield from _empty(collected.states)
    yield from _others(collected)
    yield from _open(collected.open)
    yield _summary(collected)


# --- who ------------------------------------------------------------------------------------


def _states(states: Sequence[State]) -> Iterator[str]:
    came = sum(bool(state.files) for state in states)
    yield f"回答の状況: {len(states)} 課のうち {came} 課から届きました"
    names = [said(state.department.name) for state in states]
    widths = [display_width(name, 2) for name in names]
    broad = max(widths, default=0)
    for state, name, width in zip(states, names, widths, strict=True):
        yield f"  {name}{' ' * (broad - width)}  {_state(state)}".rstrip()


def _state(state: State) -> str:
    progress = _PROGRESS[state.progress]
    told = [progress + " " * (max(map(_width, _PROGRESS.values())) - _width(progress))]
    if state.files:
        told.append(f"{state.answered}/{state.asked}欄")
        if state.open:
            told.append(f"決めること {state.open}件")
        told.append("、".join(map(one_line, state.files)))
    elif state.measures:
        told.append(f"施策 {state.measures}件")
    return "  ".join(told)


def _width(text: str) -> int:
    return display_width(text, 2)


# --- what is taken, what is open --------------------------------------------------------------


def _taken(taken: Sequence[Taken]) -> Iterator[str]:
    if taken:
        yield f"取り込む回答: {len(taken)} か所"
        yield from _limited(list(map(_change, taken)))


def _change(taken: Taken) -> str:
    change = taken.change
    where = _where("・".join(taken.departments), change.file, change.cell)
    at = f"{said(change.name)} {said(change.head)}{where}"
    if not change.ours:
        return f"{at}: {_quoted(change.result)} を加えます"
    return f"{at}: {_quoted(change.ours)} → {_quoted(change.result)}"


def _open(opened: Sequence[Open]) -> Iterator[str]:
    if not opened:
        return
    yield f"決めること: {len(opened)} 件（書き込みません）"
    number = 0
    for matter, group in groupby(opened, key=lambda each: each.matter):
        of_it = list(group)
        lines = list(_unlike(of_it) if matter is Matter.UNLIKE else map(_told, of_it))
        yield f" {MATTERS[matter]}"
        yield from _limited([f"{at}. {line}" for at, line in enumerate(lines, number + 1)])
        number += len(lines)


def _unlike(opened: Sequence[Open]) -> Iterator[str]:
    """The answers to one cell on one line."""
    for _, group in groupby(opened, key=lambda each: (each.path, each.line, each.name, each.field)):
        answers = list(group)
        first = answers[0]
        told = "、".join(f"{_quoted(each.theirs)}{_where(each.department, each.file, each.cell)}" for each in answers)
        yield f"{said(first.name)} {said(first.head)}: {told}。{said(first.why)}（今は {_quoted(first.ours)}）"


def _told(each: Open) -> str:
    """``No.6 実績: 「…」。わけ（福祉課 回答.xlsx F7）``."""
    what = f"{said(each.name)} {said(each.head)}".strip()
    texts = [_quoted(each.theirs)] if each.theirs else []
    if each.matter is Matter.MOVED:
        if each.base is not None:
            texts.append(f"送ったとき {_quoted(each.base)}")
        texts.append(f"今 {_quoted(each.ours)}")
    why = "" if each.matter is Matter.REMARK else said(each.why)
    told = "。".join(filter(None, ("、".join(texts), why)))
    lead = f"{what}: " if what else ""
    return f"{lead}{told}{_where(each.department, each.file, each.cell)}"


def _where(department: str, file: str, cell: str) -> str:
    return f"（{' '.join(filter(None, (said(department), one_line(file), said(cell))))}）"


# --- what is missing --------------------------------------------------------------------------


def _empty(states: Sequence[State]) -> Iterator[str]:
    lacking = [state for state in states if state.files and state.empty]
    if lacking:
        yield f"空いている欄: {sum(len(state.empty) for state in lacking)} か所"
        for state in lacking:
            yield f"  {said(state.department.name)}: {'、'.join(_of_heads(state))}"


def _of_heads(state: State) -> Iterator[str]:
    """``実績 No.1・No.3``: the empty cells by their heads."""
    heads: dict[str, list[str]] = {}
    for each in state.empty:
        gone = "" if each.cell else "（行がありません）"
        heads.setdefault(each.head, []).append(said(each.name) + gone)
    for head, names in heads.items():
        more = f" ほか {len(names) - MOST_OF_A_KIND} 件" if len(names) > MOST_OF_A_KIND else ""
        yield f"{said(head)} {'・'.join(names[:MOST_OF_A_KIND])}{more}"


def _others(collected: Collected) -> Iterator[str]:
    if collected.others:
        yield f"回答として読まなかったファイル: {len(collected.others)} 個"
        yield from _limited([f"{one_line(each.file)}: {said(each.why)}" for each in collected.others])
    if collected.notes:
        yield "お知らせ:"
        yield from _limited(list(map(said, collected.notes)))


def _summary(collected: Collected) -> str:
    """The last line: what is done, and what is left to do."""
    waiting = [said(state.department.name) for state in collected.states if not state.files]
    empty = sum(len(state.empty) for state in collected.states if state.files)
    told = [
        f"取り込む回答 {len(collected.taken)} か所" if collected.taken else "取り込む新しい回答なし",
        f"決めること {len(collected.open)} 件" if collected.open else "",
        f"空いている欄 {empty} か所" if empty else "",
        f"まだの課 {len(waiting)}（{'・'.join(waiting)}）" if waiting else "",
    ]
    return "、".join(filter(None, told))


def _limited(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:MOST_OF_A_KIND])
    if len(lines) > MOST_OF_A_KIND:
        yield f"  ほか {len(lines) - MOST_OF_A_KIND} 件（--report か --format json ですべて見られます）"


def _quoted(text: str) -> str:
    return f"「{said(short(text, _QUOTED))}」"
