"""What two versions differ in, a line a change: ``changed No.6 results: [-…-]{+…+}``."""

from __future__ import annotations

from collections.abc import Iterable

import notation
from notation import category, row, subsection

from guideline_docs.compare import compare
from guideline_docs.compare.changes import Change
from guideline_docs.compare.words import GONE, NEW, SAME, Part
from guideline_docs.model.guideline import Guideline

_MARKS = {SAME: "{}", GONE: "[-{}-]", NEW: "{{+{}+}}"}

# Three headings, six measures, told apart by whatever they say.
MEASURES = (
    category(1, "場の提供"),
    subsection("ア", "活動拠点"),
    row(1, title="会議室の開放", results="12室を開放した。", rationale="継続する。"),
    row(2, title="活動拠点の地図の作成", results="地図を配った。", rationale="(2)-アに続く。"),
    row(3, title="備品の貸出し", results="机を貸し出した。", rationale="施策5と行う。"),
    category(2, "情報の提供"),
    subsection("ア", "広報"),
    row(4, title="広報紙の発行", tier="Ⅱ-ア", results="年4回発行した。", proposal="Ⅱ-ア"),
    row(5, title="メールマガジンの配信", tier="Ⅱ-イ", status="未", results="", proposal="Ⅱ-イ"),
    subsection("イ", "相談"),
    row(6, title="相談窓口の設置", tier="Ⅲ", results="窓口を開いた。", proposal="Ⅲ"),
)


def words(parts: Iterable[Part]) -> str:
    return "".join(_MARKS[part.kind].format(part.text) for part in parts)


def told(changes: Iterable[Change]) -> list[str]:
    return [
        f"{each.kind} {each.name or each.old_name} {each.field}: {words(each.parts)}".strip()
        for each in changes
    ]


def between(old: Guideline, new: Guideline) -> list[str]:
    """The changes from one to the other; joined, their parts are what they tell of."""
    found = compare(old, new).changes
    for each in found:
        assert each.old == "".join(part.text for part in each.parts if part.kind != NEW)
        assert each.new == "".join(part.text for part in each.parts if part.kind != GONE)
        assert each.place.source.text  # it leads somewhere
    return told(found)


def table(*lines: str, **further: object) -> Guideline:
    return notation.guideline(notation.sheet(*(lines or MEASURES)), **further)  # type: ignore[arg-type]


def changed(*replaced: tuple[str, str], lines: Iterable[str] = MEASURES) -> tuple[str, ...]:
    """The lines with some of their words replaced; each is there once."""
    text = "\n".join(lines)
    for old, new in replaced:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return tuple(text.split("\n"))


def chapters(*texts: str) -> Guideline:
    """Chapters without a table that would have anything to do with them."""
    return notation.guideline(notation.sheet(*MEASURES), *texts)
