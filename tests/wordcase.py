"""A small draft with a gap of every kind, and templates that differ from the delivered one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import notation
from notation import category, row, subsection

from guideline_docs.model.configuration import Bibliography, Configuration
from guideline_docs.render import word
from guideline_docs.render.templates import Templates
from guideline_docs.rules import catalogue
from guideline_docs.views.draft import draft

ROOT = Path(__file__).parents[1]
TEMPLATES = Templates()

# Gaps of every kind: chapters, categories, letters and measures jump.
SHEET = notation.sheet(
    category(1, "場の提供"),
    subsection("ア", "拠点"),
    row(
        1, title="施設の活用", tier="Ⅰ", status="済・継", proposal="Ⅱ-イ", rationale="Ⅲに降格する。"
    ),
    category(3, "情報の提供"),
    subsection("ア", "事業"),
    row(
        6,
        title="情報の集約",
        tier="Ⅱ-ア",
        status="未",
        proposal="Ⅰ",
        rationale="(3)-ウ、イと行う。",
    ),
    subsection("ウ", "資金"),
    row(7, title="情報の提供", tier="Ⅱ-イ", proposal="○", rationale="施策6と(1)-アに<続く>。"),
    category(6, "連携"),
    "<b>多様な連携</b>",
    row(9, title="交流", tier="Ⅲ", status="未", results="", proposal="Ⅲ"),
)
CHAPTERS = (
    "第1章　始めに\n\n1　趣旨\n\n　第3章のとおり、｜協働《きょうどう》を進める。\n・項目\n※注記\n",
    "第3章　施策\n\n［＃達成状況］\n\n［＃施策の体系］\n\n［＃施策］\n\n［＃新旧対照表］\n",
    "第4章　資料\n\n［＃進捗状況一覧］\n\n3　終わりに\n\n　(3)-アを参照。【要確認】\n",
)


def made(
    sheet: str = SHEET,
    *chapters: str,
    templates: Templates = TEMPLATES,
    final: bool = False,
    **facts: str,
) -> bytes:
    """The draft of a sheet and chapters, with all their findings."""
    configuration = Configuration(bibliography=Bibliography(**facts))
    guideline = notation.guideline(sheet, *(chapters or CHAPTERS), configuration=configuration)
    found = sorted(catalogue.run(guideline), key=lambda d: (d.path, d.span.start, d.code))
    return word.render(draft(guideline, found, templates.wording(), final), templates)


def changed(tmp_path: Path, part: str, *changes: tuple[str, str]) -> Templates:
    """The packaged template with one part altered."""
    with zipfile.ZipFile(io.BytesIO(TEMPLATES.bytes("draft.docx"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for old, new in changes:
        assert old in parts[part].decode()
        parts[part] = parts[part].decode().replace(old, new).encode()
    with zipfile.ZipFile(tmp_path / "draft.docx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return Templates([tmp_path])
