"""What was collected for people: the diff, who has answered, what is missing, what to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from guideline_docs.edits.collecting import Collected, Matter, Open, Progress, State, Taken
from guideline_docs.failure import one_line
from guideline_docs.render.reports.concise import MOST_OF_A_KIND, quoted, said
from guideline_docs.source.glyphs import display_width

_PROGRESS = {
    Progress.DONE: "そろいました",
    Progress.PARTLY: "空欄あり",
    Progress.BLANK: "未記入",
    Progress.NONE: "まだ",
}
_MATTERS = {
    Matter.UNLIKE: "回答が食い違っています",
    Matter.MOVED: "送ったときと、ここの内容が違います",
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
    """All of it; files are named below the folder that holds them, which is told once."""
    told = _Told(collected)
    return collected.patch.diff() + "".join(f"{line}\n" for line in told.lines())


class _Told:
    """A collection while it is told."""

    def __init__(self, collected: Collected) -> None:
        self.collected = collected
        self.folder = collected.folder

    def lines(self) -> Iterator[str]:
        yield from self._taken()
        yield from self._states()
        yield from _empty(self.collected.states)
        yield from self._others()
        yield from self._open()
        yield _summary(self.collected)

    def _file(self, path: str) -> str:
        return one_line(path.removeprefix(self.folder))

    def _where(self, department: str, file: str, cell: str) -> str:
        return f"（{' '.join(filter(None, (said(department), self._file(file), said(cell))))}）"

    # --- who ----------------------------------------------------------------------------

    def _states(self) -> Iterator[str]:
        states = self.collected.states
        came = sum(bool(state.files) for state in states)
        where = f"（{one_line(self.folder)}）" if self.folder else ""
        yield f"回答の状況: {len(states)} 課のうち {came} 課から届きました{where}"
        names = [said(state.department.name) for state in states]
        broad = max(map(_width, names), default=0)
        for state, name in zip(states, names, strict=True):
            yield f"  {_padded(name, broad)}  {self._state(state)}".rstrip()

    def _state(self, state: State) -> str:
        told = [_padded(_PROGRESS[state.progress], max(map(_width, _PROGRESS.values())))]
        if state.files:
            told.append(f"{state.answered}/{state.asked}欄")
            if state.open:
                told.append(f"決めること {state.open}件")
            told.append("、".join(map(self._file, state.files)))
        elif state.measures:
            told.append(f"施策 {state.measures}件")
        return "  ".join(told)

    # --- what is taken, what is open ------------------------------------------------------

    def _taken(self) -> Iterator[str]:
        taken = self.collected.taken
        if taken:
            yield f"取り込む回答: {len(taken)} か所"
            yield from _limited(list(map(self._change, taken)))

    def _change(self, taken: Taken) -> str:
        change = taken.change
        where = self._where("・".join(taken.departments), change.file, change.cell)
        at = f"{said(change.name)} {said(change.head)}{where}"
        if not change.ours:
            return f"{at}: {quoted(change.result)} を加えます"
        return f"{at}: {quoted(change.ours)} → {quoted(change.result)}"

    def _open(self) -> Iterator[str]:
        if not self.collected.open:
            return
        yield f"決めること: {self.collected.decisions} 件（書き込みません）"
        number = 0
        for matter, group in groupby(self.collected.open, key=lambda each: each.matter):
            of_it = list(group)
            unlike = matter is Matter.UNLIKE
            lines = list(self._unlike(of_it) if unlike else map(self._opened, of_it))
            yield f" {_MATTERS[matter]}"
            yield from _limited([f"{at}. {line}" for at, line in enumerate(lines, number + 1)])
            number += len(lines)

    def _unlike(self, opened: Sequence[Open]) -> Iterator[str]:
        """The answers to one cell on one line."""
        for _, group in groupby(opened, key=lambda each: each.place):
            answers = list(group)
            first = answers[0]
            told = "、".join(
                f"{quoted(each.theirs)}{self._where(each.department, each.file, each.cell)}"
                for each in answers
            )
            what = f"{said(first.name)} {said(first.head)}"
            yield f"{what}: {told}。{said(first.why)}（今は{quoted(first.ours)}）"

    def _opened(self, each: Open) -> str:
        """``No.6 実績: 「…」。わけ（福祉課 回答.xlsx F7）``."""
        what = f"{said(each.name)} {said(each.head)}".strip()
        texts = [quoted(each.theirs)] if each.theirs else []
        if each.matter is Matter.MOVED:
            if each.base is not None:
                texts.append(f"送ったときは{quoted(each.base)}")
            texts.append(f"今は{quoted(each.ours)}")
        known = each.matter is Matter.REMARK or (each.matter is Matter.MOVED and each.base is not None)
        why = "" if known else said(each.why)
        told = "。".join(filter(None, ("、".join(texts), why)))
        lead = f"{what}: " if what else ""
        return f"{lead}{told}{self._where(each.department, each.file, each.cell)}"

    # --- what is no answer ------------------------------------------------------------------

    def _others(self) -> Iterator[str]:
        others, notes = self.collected.others, self.collected.notes
        if others:
            yield f"回答として読まなかったファイル: {len(others)} 個"
            yield from _limited([f"{self._file(each.file)}: {said(each.why)}" for each in others])
        if notes:
            yield "お知らせ:"
            places = (f"{self._file(each.file)} {said(each.cell)}".strip() for each in notes)
            told = zip(places, notes, strict=True)
            yield from _limited([f"{place}: {said(each.text)}" for place, each in told])


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


def _summary(collected: Collected) -> str:
    """The last line: what is done, and what is left to do."""
    waiting = [said(state.department.name) for state in collected.states if not state.files]
    empty = sum(len(state.empty) for state in collected.states if state.files)
    told = [
        f"取り込む回答 {len(collected.taken)} か所" if collected.taken else "取り込む新しい回答なし",
        f"決めること {collected.decisions} 件" if collected.open else "",
        f"空いている欄 {empty} か所" if empty else "",
        f"まだの課 {len(waiting)}（{'・'.join(waiting)}）" if waiting else "",
    ]
    return "、".join(filter(None, told))


def _limited(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:MOST_OF_A_KIND])
    if len(lines) > MOST_OF_A_KIND:
        left = len(lines) - MOST_OF_A_KIND
        yield f"  ほか {left} 件（--report か --format json ですべて見られます）"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return display_width(text, 2)
