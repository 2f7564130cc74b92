"""References for the eye: ``path:line:column: who「as written」 → where it goes``."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.failure import one_line
from guideline_docs.model.targets import Target
from guideline_docs.render.reports.concise import said
from guideline_docs.views.references import Reference, References

OTHER = "他の文書"
"""Where a number leads that is not of this guideline."""


def render(references: References) -> str:
    return "".join(f"{line}\n" for line in _lines(references))


def _lines(references: References) -> Iterator[str]:
    for asked in references.asked:
        yield _goal(asked.target) if asked.target else f"{asked.name} はありません"
    indent = "  " if references.asked else ""
    for reference in references.references:
        yield indent + _reference(reference)
    yield _summary(references)


def _reference(reference: Reference) -> str:
    written = said(reference.span.text)
    meant = "" if written == reference.subject else f"（{reference.subject}）"
    if reference.is_other:
        goal = OTHER
    else:
        goal = _goal(reference.target) if reference.target else "行き先がありません"
    return f"{reference.span.place}: {said(reference.origin)}「{written}」{meant} → {goal}"


def _goal(target: Target) -> str:
    place = f"{one_line(target.span.source.path)}:{target.span.line}"
    return f"{place} {said(f'{target.name} {target.title}'.strip())}"


def _summary(references: References) -> str:
    found = [reference for reference in references.references if not reference.is_other]
    others = len(references.references) - len(found)
    lost = sum(reference.target is None for reference in found)
    tail = f"（うち行き先のないもの {lost}）" if lost else ""
    tail += f"、{OTHER}の番号 {others}" if others else ""
    if references.asked:
        return f"{len(found)} か所から参照されています" if found else "どこからも参照されていません"
    return f"参照 {len(found)}{tail}" if found or others else "参照はありません"
