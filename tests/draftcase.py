"""Drafts of a small sheet, and what to read off them."""

from __future__ import annotations

from collections.abc import Iterator

import notation
from notation import category, row, subsection

from guideline_docs.model.configuration import Bibliography, Configuration
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.render.templates import Templates
from guideline_docs.rules import catalogue
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import (
    Block,
    Caption,
    Draft,
    Inline,
    Line,
    NumberOf,
    Table,
    Title,
)

WORDING = Templates().wording()

SHEET = notation.sheet(
    category(3, "情報の提供"),
    subsection("ア", "事業の情報"),
    row(6, title="情報の集約", tier="Ⅱ-ア", status="未", proposal="Ⅰ", rationale="重要なため。"),
    subsection("ウ", "資金の情報"),
    row(10, title="情報の提供", tier="Ⅱ-イ", proposal="○", rationale="(3)-ア、イに続く。"),
)


def said(
    *chapters: str, sheet: str = SHEET, final: bool = False, accepted: bool = True, **facts: str
) -> Draft:
    """The draft of a sheet and chapters; without its findings unless they are asked for."""
    configuration = Configuration(bibliography=Bibliography(**facts))
    guideline = notation.guideline(sheet, *chapters, configuration=configuration)
    # Findings point into the very sources that the guideline was read from.
    found = [] if accepted else sorted(catalogue.run(guideline), key=by_place)
    return draft(guideline, found, WORDING, final)


def by_place(diagnostic: Diagnostic) -> tuple[str, int, str]:
    return (diagnostic.path, diagnostic.span.start, diagnostic.code)


def blocks(view: Draft) -> Iterator[Block]:
    for section in view.sections:
        yield from section.blocks


def words(text: tuple[Inline, ...]) -> str:
    return "".join(part.written if isinstance(part, NumberOf) else part.text for part in text)


def titles(view: Draft) -> list[tuple[str, int | None, str]]:
    return [(b.role.value, b.number, words(b.text)) for b in blocks(view) if isinstance(b, Title)]


def lines(view: Draft, role: str) -> list[str]:
    return [words(b.text) for b in blocks(view) if isinstance(b, Line) and b.role == role]


def tables(view: Draft, role: str) -> list[list[list[str]]]:
    """The words in the cells of the tables of a role."""
    return [
        [[words(cell.text) for cell in each.cells] for each in block.rows]
        for block in blocks(view)
        if isinstance(block, Table) and block.role == role
    ]


def parts(view: Draft) -> Iterator[Inline]:
    for block in blocks(view):
        match block:
            case Title() | Line() | Caption():
                yield from block.text
            case Table():
                for row_ in block.rows:
                    for cell in row_.cells:
                        yield from cell.text


CARDS = """\
（3）情報の提供
ア　事業の情報
施策6
　スケジュール：【要設定】
　備考：公開する。
　取組内容：施策10と行う。
　　二行目
施策11　新しい施策
　2期案：Ⅰ
　担当課：総務課
（4）新しい大項目
ア　新しい小項目
施策12　次の施策
　重点：【Ⅲ】
　理由：求められている。
"""


def with_cards(renumbered: Renumbered = Renumbered(), told: bool = False) -> Draft:
    guideline = notation.guideline(SHEET, cards=[CARDS], renumbered=renumbered)
    found = sorted(catalogue.run(guideline), key=by_place) if told else []
    return draft(guideline, found, WORDING)


LOOSE = notation.sheet(
    category(1, "場"),
    subsection("ア", "拠点"),
    row(1),
    "（担当：市民課）",
    "一｜冊子｜【Ⅰ】｜済｜庁内の覚え｜Ⅰ｜庁内の理由",
    "覚え書き",
    row(3),
    "（注）速報値｜暫定",
)
