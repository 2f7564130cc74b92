"""GD608, GD609: what an edition says beside the one before it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.diagnostic import Finding, Related, Severity, short
from guideline_docs.rules.rule import rule
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import Column

if TYPE_CHECKING:
    from guideline_docs.model.history import State

# Less is a word that any year may say: 「継続実施」.
_LEAST_COPIED = 10


class _Step(NamedTuple):
    """A measure in two editions that follow each other, with their names."""

    before: "State"
    after: "State"
    then: str
    now: str


@rule("GD608", Severity.WARNING)
def status_went_back(guideline: Guideline) -> Iterator[Finding]:
    """実施状況が前の版より戻っている

    ## 何を見るか
    [[edition]] か [columns] の status に何年分かの一覧があるとき、前の版で「済」だった施策が「着手中」になるように実施状況が戻っていて、実績も理由も前の版と同じもの。
    ## なぜ困るか
    書き誤りか、事情があったのか分かりません。推移の図表でいちばんに問われるところです。
    ## 悪い例
    ※ 令和4年度の一覧で「済」の施策が、令和5年度の一覧で「着手中」になり、実績も理由も同じもの
    ## 良い例
    ※ 同じ施策の令和5年度の実績に「利用者が減ったため、方法を改めて再開した。」とあるもの
    ## 直し方
    状況が正しいか確かめ、正しければ、戻った事情を実績か理由に書いてください。
    """
    if not guideline.editions:
        return
    from guideline_docs.model.history import Course, history  # few tables have several editions

    found = guideline.once(history)
    for step in _steps(guideline):
        before, after = step.before.status, step.after.status
        if found is None or before is None or after is None or _explained(step):
            continue
        if found.course(step.before, step.after) is Course.BACK:
            yield Finding(
                step.after.place,
                guideline.name(step.after.measure),
                f"{step.then}の「{before.word}」から{step.now}の「{after.word}」に戻っていますが、"
                "実績も理由も変わっていません",
                "状況が正しいか確かめ、正しければ、戻った事情を実績か理由に書いてください",
                related=(Related(step.before.place, f"{step.then}の「{before.word}」はここです"),),
            )


@rule("GD609", Severity.NOTE)
def results_copied(guideline: Guideline) -> Iterator[Finding]:
    """実績が前の版のままである

    ## 何を見るか
    [[edition]] か [columns] の results に何年分かの一覧があるとき、終わっていない施策の実績（10字以上）が、前の版と一字も違わないもの。
    ## なぜ困るか
    その年に何をしたのか分かりません。前の年の一覧から写したまま、直し忘れたのかもしれません。
    ## 悪い例
    ※ 令和4年度も令和5年度も、実績が「相談窓口の設置に向けて協議した。」の「着手中」の施策
    ## 良い例
    ※ 令和5年度の実績が「相談窓口の案を作り、関係課と協議した。」となっているもの
    ## 直し方
    その年の実績に改めてください。続けていることだけが事実なら、その年の数や時期を添えてください。
    """
    for step in _steps(guideline):
        before, after, status = step.before.results, step.after.results, step.after.status
        if not (before and after) or (status and status.done):
            continue
        if _copied(before.text, after.text) and _of_today(guideline, step.after):
            yield Finding(
                after.span,
                guideline.name(step.after.measure),
                f"実績「{short(after.text)}」が、{step.then}のものと同じです",
                f"{step.now}の実績に改めてください。同じことを続けているなら、その年の数や時期を添えてください",
                related=(Related(before.span, f"{step.then}の実績はここです"),),
            )


def _steps(guideline: Guideline) -> Iterator[_Step]:
    """Every measure from each edition to the next, as far as both have it."""
    if not guideline.editions:
        return
    from guideline_docs.model.history import history

    found = guideline.once(history)
    if found is None:
        return
    names = [part.name for part in found.editions]
    for track in found.tracks:
        for place, (before, after) in enumerate(pairwise(track.states)):
            if before and after:
                yield _Step(before, after, names[place], names[place + 1])


def _explained(step: _Step) -> bool:
    """Whether what is written beside the status changed with it."""
    before, after = step.before, step.after
    if before.results is not None and after.results is not None:
        if not _same(before.results.text, after.results.text):
            return True
    rows = [before.measure, after.measure]
    # The sheets of other years need not have reasons at all.
    if not all(Column.RATIONALE in row.columns for row in rows):
        return False
    return not _same(*(row[Column.RATIONALE].text for row in rows))


def _same(one: str, other: str) -> bool:
    return fold_head(one) == fold_head(other)


def _copied(one: str, other: str) -> bool:
    return len(other.strip()) >= _LEAST_COPIED and one.strip() == other.strip()


def _of_today(guideline: Guideline, state: "State") -> bool:
    """Whether a state stands in today's sheet: what is past is mended by nobody."""
    return guideline.sheet is not None and state.place.source is guideline.sheet.source
