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
    yield from _states(collected.states)
    yield from _taken(collected)
    yield from _open(collected.open)
    yield from _empty(collected.states)
    yield from _others(collected)


# --- who ------------------------------------------------------------------------------------


def _states(states: Sequence[State]) -> Iterator[str]:
    came = sum(bool(state.files) for state in states)
    lacking = [state for state in states if not state.files]
    told = f"（まだ {len(lacking)}課）" if lacking else ""
    yield f"回答の状況: {len(states)}課のうち {came}課から届きました{told}"
    names = [said(state.department.name) for state in states]
    widths = [display_width(name, 2) for name in names]
    broad = max(widths, default=0)
    for state, name, width in zip(states, names, widths, strict=True):
        yield f"  {name}{' ' * (broad - width)}  {_state(state)}"


def _state(state: State) -> str:
    progress = _PROGRESS[state.progress]
    told = [progress + " " * (max(map(_width, _PROGRESS.values())) - _width(progress))]
    if state.files:
        told.append(f"{state.answered}/{state.asked}欄")
        if state.open:
            told.append(f"決めること {state.open}件")
        told.append("、".join(map(one_line, state.files)))
    else:
        told.append(f"{state.measures}件")
    return "  ".join(told)


def _width(text: str) -> int:
    return display_width(text, 2)


# --- what is taken, what is open --------------------------------------------------------------


def _taken(collected: Collected) -> Iterator[str]:
    if collected.taken:
        yield f"取り込む回答: {len(collected.taken)} か所"
        yield from _limited(list(map(_change, collected.taken)))
    elif not collected.open:
        yield "取り込む新しい回答はありません"


def _change(taken: Taken) -> str:
    change = taken.change
    who = "・".join(map(said, taken.departments))
    where = f"（{who} {one_line(change.file)} {said(change.cell)}）".replace("（ ", "（")
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
        each_of_it = list(group)
        yield f" {MATTERS[matter]}（{len(each_of_it)} 件）"
        for each in each_of_it[:MOST_OF_A_KIND]:
            number += 1
            yield f"  {number}. {_told(each)}"
        if len(each_of_it) > MOST_OF_A_KIND:
            number += len(each_of_it) - MOST_OF_A_KIND
            yield f"  ほか {len(each_of_it) - MOST_OF_A_KIND} 件（--report か --format json ですべて見られます）"


def _told(each: Open) -> str:
    """``No.6 実績: 「…」。わけ（福祉課 回答.xlsx F7）``."""
    what = f"{said(each.name)} {said(each.head)}".strip()
    texts = [_quoted(each.theirs)] if each.theirs else []
    if each.matter in (Matter.UNLIKE, Matter.MOVED):
        if each.base is not None:
            texts.append(f"送ったとき {_quoted(each.base)}")
        texts.append(f"今 {_quoted(each.ours)}")
    where = " ".join(filter(None, (said(each.department), one_line(each.file), said(each.cell))))
    said_of_it = "、".join(texts)
    lead = f"{what}: " if what else ""
    why = "" if each.matter is Matter.REMARK else said(each.why)
    return f"{lead}{'。'.join(filter(None, (said_of_it, why)))}（{where}）"


# --- what is missing --------------------------------------------------------------------------


def _empty(states: Sequence[State]) -> Iterator[str]:
    lacking = [state for state in states if state.files and state.empty]
    if lacking:
        count = sum(len(state.empty) for state in lacking)
        yield f"空いている欄: {count} か所"
        for state in lacking:
            yield from _limited([f"{said(state.department.name)}: {'、'.join(_of_heads(state))}"])
    waiting = [said(state.department.name) for state in states if not state.files]
    if waiting:
        yield f"まだ届いていない課: {'、'.join(waiting)}"


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


def _limited(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:MOST_OF_A_KIND])
    if len(lines) > MOST_OF_A_KIND:
        yield f"  ほか {len(lines) - MOST_OF_A_KIND} 件（--report か --format json ですべて見られます）"


def _quoted(text: str) -> str:
    return f"「{said(short(text, _QUOTED))}」"
