"""A small project that goes out as a draft and comes back: what is received, in short."""

from __future__ import annotations

from pathlib import Path

import notation
from notation import category, row, subsection

from guideline_docs.edits.incoming import Change, Conflict, Incoming
from guideline_docs.edits.receiving import Received, receive
from guideline_docs.edits.receiving.comments import Opinion
from guideline_docs.readback.word import Kept, read_returned
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
    row(
        1,
        title="施設の活用",
        tier="Ⅰ",
        status="済・継",
        results="地図を作った。",
        proposal="Ⅱ-イ",
        rationale="続ける。",
    ),
    row(
        2,
        title="一覧の公開",
        tier="Ⅱ-ア",
        status="未",
        results="一覧を公開した。",
        proposal="Ⅰ",
        rationale="施策1に続く。",
    ),
    category(2, "情報の提供"),
    subsection("ア", "事業の情報"),
    row(
        3,
        title="情報の集約",
        tier="Ⅱ-イ",
        status="済",
        results="",
        proposal="○",
        rationale="終わった。",
    ),
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


def sent_file(file: Path) -> Path | None:
    """The file that was sent, where it lies beside what came back or above it."""
    for folder in file.parents[:2]:
        if (folder / "sent.docx").is_file():
            return folder / "sent.docx"
    return None


def received(snapshot: Snapshot, file: Path, base: Kept | None = None, **options: bool) -> Received:
    return receive(snapshot, read_returned(file, base, **options))


def written(folder: Path, file: Path, **options: bool) -> Received:
    """What was received and written into the project."""
    workspace = Workspace(folder.as_posix())
    found = received(workspace.snapshot(), file, **options)
    if found.patch:
        workspace.apply(found.patch)
    return found


def told(found: Received) -> list[str]:
    """All that comes of a file, a line each, with the lines that go and come."""
    said = [line for c in found.comments for line in comment(c)]
    return [*lines(found.incoming), *said, *(f"    {line}" for line in diff(found))]


def comment(c: Opinion) -> list[str]:
    """A comment and its answers, a line each."""
    done = "（解決済み）" if c.resolved else ""
    answers = (f"  └ {r.author}「{r.text}」" for r in c.replies)
    return [f"c {c.name} {c.line} {c.author}「{c.text}」{done}←「{c.quote}」", *answers]


def lines(incoming: Incoming) -> list[str]:
    return [
        *map(_change, incoming.edits),
        *(
            f"× {_place(c)}: 送「{c.base}」来「{c.theirs}」今「{c.ours}」{c.why}"
            for c in incoming.conflicts
        ),
        *(f"? {u.near}「{_one_line(u.text)}」{u.why}" for u in incoming.unplaced),
        *(f". {n.text}" for n in incoming.notes),
    ]


def _change(change: Change) -> str:
    author = f"（{change.author}）" if change.author else ""
    return f"= {_place(change)}{author}: 「{_one_line(change.ours)}」→「{_one_line(change.result)}」"


def _one_line(text: str) -> str:
    return Path(text).name if text.endswith("01.txt") else text.replace("\n", "⏎")


def _place(each: Change | Conflict) -> str:
    return f"{each.name} {each.head}"


def diff(found: Received) -> list[str]:
    """The lines of the files that go and come."""
    shown = found.patch.diff().splitlines()
    shown = [line for line in shown if not line.startswith(("---", "+++", "@@"))]
    return [line.replace("\t", "｜") for line in shown if line[:1] in "-+" and line[1:].strip()]
