"""素案 on a screen: the same draft, its findings beside their places, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from guideline_docs.views.beside import Beside, Besides
from guideline_docs.views.draft.parts import Draft
from guideline_docs.views.leads import Lead, Leads
from guideline_docs.views.text import Remark, SourcePlace
from guideline_docs.views.wording import Wording, phrase


@dataclass(frozen=True, slots=True)
class DraftScreenWords:
    """``[draft_screen]`` in wording.toml."""

    skip: str
    mark: str = phrase("n")
    finding: str = phrase("n")
    hint: str = phrase("hint")
    back: str
    """What leads from a finding to its mark in the text."""
    open: str = phrase("place")
    copy: str = phrase("place")
    source: str = phrase("name", "line")
    """Where a paragraph comes from."""
    value: str = phrase("word", "n")
    top: str


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """A remark with its mark, and how bad it is in words.

    ``back`` is the anchor of its mark in the text. Remarks of one line have one number.
    """

    remark: Remark
    anchor: str
    back: str
    mark: str
    name: str
    severity: str
    hint: str
    lead: Lead


@dataclass(frozen=True, slots=True)
class Origin:
    """``line`` is what is seen beside a paragraph, ``name`` what is heard."""

    line: str
    name: str
    lead: Lead


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line of 確認事項: the remarks it stands for, and the ways to the places it names."""

    keys: tuple[int, ...]
    leads: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class DraftScreen:
    words: DraftScreenWords
    draft: Draft
    findings: Mapping[int, DraftFinding]
    """By the number that pieces carry."""
    lines: tuple[DraftLine, ...]
    origins: Mapping[str, Origin]
    """Key of a text → where it comes from."""
    beside: Besides = field(default_factory=dict)
    """Key of a text → what else is told beside it."""
    told: str = ""
    """What that is, above the page; empty where nothing is."""
    above: tuple[Beside, ...] = ()
    """What stands beside none of its texts."""


def draft_screen(
    draft: Draft,
    sources: Sequence[str],
    wording: Wording,
    leads: Leads,
    beside: Besides | None = None,
    told: str = "",
    above: tuple[Beside, ...] = (),
) -> DraftScreen:
    """The draft with its findings and origins led back to the sources.

    ``sources`` are the names that findings give ``draft.sources``, in their order;
    ``beside`` is what further is told beside its texts, ``above`` what beside none of them,
    and ``told`` says what that is.
    Raises CannotRun where a phrase is missing.
    """
    words = wording.phrases(DraftScreenWords, "draft_screen")
    findings = {}
    for key, remark in draft.comments.items():
        findings[key] = DraftFinding(
            remark,
            f"finding-{key}",
            f"told-{key}",
            words.mark.format(n=remark.number),
            words.finding.format(n=remark.number),
            remark.severity.word,
            words.hint.format(hint=remark.hint) if remark.hint else "",
            leads.lead(remark.source),
        )
    origins = {}
    for key, origin in draft.origins.items():
        path = sources[origin.source]
        name = words.source.format(name=draft.sources[origin.source].name, line=origin.line)
        lead = leads.lead(SourcePlace(path, origin.line, origin.character))
        origins[key] = Origin(str(origin.line), name, lead)
    lines = tuple(
        DraftLine(line.keys, tuple(leads.lead(place.source) for place in line.places))
        for line in draft.remarks
    )
    return DraftScreen(words, draft, findings, lines, origins, beside or {}, told, above)
