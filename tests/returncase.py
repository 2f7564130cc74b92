"""A small project that goes out as a draft and comes back: what is received, in short."""

from __future__ import annotations

from pathlib import Path

import notation
from notation import category, row, subsection

from guideline_docs.edits.incoming import Change, Conflict, Incoming
from guideline_docs.edits.receiving import Received, receive
from guideline_docs.readback.word import read_returned
from guideline_docs.render import word
from guideline_docs.render.templates import Templates
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.views.draft import draft
from guideline_docs.workspace import Workspace

TEMPLATES = Templates()
SETTINGS = '[guideline]\ntitle = ""\ndepartment = ""\n\n[sources]\nsheet = "table.txt"\nchapters = "draft"\n'
SHEET = notation.sheet(
    category(1, "場の提供"),
    subsection("ア", "拠点の整備"),
    row(1, title="施設の活用", tier="Ⅰ", status="済・継", results="地図を作った。", proposal="Ⅱ-イ", rationale="続ける。"),
    row(2, title="一覧の公開", tier="Ⅱ-ア", status="未", results="一覧を公開した。", proposal="Ⅰ", rationale="施策1に続く。"),
    category(2, "情報の提供"),
    subsection("ア", "事業の情報"),
    row(3, title="情報の集約", tier="Ⅱ-イ", status="済", results="", proposal="○", rationale="終わった。"),
)
FIRST = """\
第1章　始めに

1　趣旨

　指針は、市民の活動を進めるために作る。第2章と施策2を参照する。

　次の段落には、｜協働《きょうどう》の説明を書く。

・項目の一番目
・項目の二番目

※　注記の一番目

2　期間

　【要設定】期間を書く。

3　余白

"""
SECOND = """\
第2章　施策

1　具体的な施策

［＃施策］

2　一覧

［＃進捗状況一覧］

［＃新旧対照表］

　最後の段落である。(1)-アに続く。
"""
FILES = {
    "guideline.toml": SETTINGS,
    "table.txt": SHEET.replace("｜", "\t"),
    "draft/01.txt": FIRST,
    "draft/02.txt": SECOND,
}


def project(folder: Path, **changed: str) -> Path:
    """The project in a folder; ``changed`` by the stem of a file."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(f"f{path.stem}", text), "utf-8", newline="")
    return folder


def opened(folder: Path) -> Snapshot:
    return Workspace(folder.as_posix()).snapshot()


def sent(snapshot: Snapshot) -> bytes:
    """The draft as build makes it."""
    options = snapshot.configuration.draft
    view = draft(snapshot.guideline, snapshot.diagnostics, TEMPLATES.wording(), options=options)
    return word.render(view, TEMPLATES)


def received(folder: Path, file: Path, write: bool = False, **options: bool) -> Received:
    workspace = Workspace(folder.as_posix())
    snapshot = workspace.snapshot()
    found = receive(snapshot, read_returned(file, **options))
    if write and found.patch:
        workspace.apply(found.patch)
    return found


def lines(incoming: Incoming) -> list[str]:
    """What is told, a line each."""
    return [
        *(f"= {_place(c)} {c.ours!r} → {c.result!r}{f' ({c.author})' if c.author else ''}" for c in incoming.edits),
        *(f"× {_place(c)} {c.base!r} {c.theirs!r} {c.ours!r} {c.why}" for c in incoming.conflicts),
        *(f"? {u.near} {u.text!r} {u.why}" for u in incoming.unplaced),
        *(f". {n.text}" for n in incoming.notes),
    ]


def _place(each: Change | Conflict) -> str:
    return f"{each.name} {each.head}"


def diff(found: Received) -> list[str]:
    """The lines of the files that go and come."""
    shown = [line for line in found.patch.diff().splitlines() if not line.startswith(("---", "+++", "@@"))]
    return [line for line in shown if line[:1] in "-+" and line[1:].strip()]
