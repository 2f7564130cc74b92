"""How long an editor waits for each answer about a text, once the project is read.

    python benchmarks/editor_answers.py [rows]

CPU time in milliseconds of the functions alone, without the protocol: of the first question
after a keystroke, which makes the index of places and names, and of the next (medians). As
in the server, garbage is looked for when nobody waits.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sheets import SHEET, long_sheet

from guideline_docs import load
from guideline_docs.edits.rename import numbered_at, rename
from guideline_docs.model.mentions import Mentions
from guideline_docs.model.places import Places
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.completion import complete
from guideline_docs.views.hover import hover
from guideline_docs.views.inlays import inlays
from guideline_docs.views.links import links
from guideline_docs.views.symbols import find, folds, symbols
from guideline_docs.views.tokens import tokens

ROUNDS = 20
Question = Callable[[Snapshot], object]


def _reference(project: Snapshot) -> tuple[object, int]:
    span = project.guideline.references[-1].span
    return span.source, span.start + 2


def _status(project: Snapshot) -> tuple[object, int]:
    span = project.guideline.measures[-1].status.span
    return span.source, span.end


def _number(project: Snapshot) -> tuple[object, int]:
    span = project.guideline.measures[-1].number_span
    return span.source, span.start


QUESTIONS: dict[str, Question] = {
    "索引（場所と番号）": lambda p: (p.guideline.once(Places), p.guideline.once(Mentions)),
    "定義へ移動": lambda p: p.guideline.once(Mentions).at(*_reference(p)),
    "ホバー（施策）": lambda p: hover(p, *_number(p)),
    "ホバー（参照）": lambda p: hover(p, *_reference(p)),
    "補完（参照）": lambda p: complete(p, *_reference(p)),
    "補完（区分・状況の欄）": lambda p: complete(p, *_status(p)),
    "番号を変えられるか": lambda p: numbered_at(p, *_number(p)),
    "番号の変更（試し読みまで）": lambda p: rename(p, *_number(p), "9999"),
    "アウトライン": lambda p: symbols(p.guideline, p.guideline.sources[0]),
    "見出しの検索": lambda p: list(find(p, "協働")),
    "折りたたみ": lambda p: folds(p.guideline, p.guideline.sources[0]),
    "参照先の題（画面1枚）": lambda p: list(inlays(p.guideline, p.guideline.sources[0].span(0, 5000))),
    "色分け（一覧の全体）": lambda p: tokens(p.guideline, p.guideline.sources[0]),
    "リンク": lambda p: list(links(p, p.guideline.sources[0])),
}


def _asked(project: Snapshot, question: Question) -> float:
    begun = time.process_time()
    question(project)
    return (time.process_time() - begun) * 1000


def main() -> None:
    gc.disable()
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with TemporaryDirectory() as folder:
        name = str(SHEET.parent)
        if rows:
            name = f"{folder}/sheet.txt"
            Path(name).write_text(long_sheet(rows, mended=True), encoding="utf-8")
        fresh: dict[str, list[float]] = {each: [] for each in QUESTIONS}
        later: dict[str, list[float]] = {each: [] for each in QUESTIONS}
        for _ in range(ROUNDS if not rows else ROUNDS // 4):
            for each, question in QUESTIONS.items():
                project = load(name)
                gc.collect()
                assert project.diagnostics  # who types is told the findings first
                fresh[each].append(_asked(project, question))
                later[each].append(_asked(project, question))
    print("| 問い | 打った直後 | 次から |\n|---|---:|---:|")
    for each in QUESTIONS:
        first, then = statistics.median(fresh[each]), statistics.median(later[each])
        print(f"| {each} | {first:.2f} ms | {then:.2f} ms |")


if __name__ == "__main__":
    main()
