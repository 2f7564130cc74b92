"""What the preview begins with: the documents, and every finding with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from guideline_docs.rules.diagnostic import Diagnostic, Severity
from guideline_docs.views.leads import Lead, Leads
from guideline_docs.views.text import printable, source_place
from guideline_docs.views.wording import phrase

if TYPE_CHECKING:
    from guideline_docs.views.draft_since import Listed


@dataclass(frozen=True, slots=True)
class PreviewWords:
    """``[preview]`` in wording.toml."""

    title: str
    documents: str
    draft: str
    draft_about: str
    table: str
    table_about: str
    findings: str
    count: str = phrase("word", "n")
    accepted: str = phrase("n")
    none: str
    hint: str = phrase("hint")
    at_place: str
    open: str = phrase("place")
    copy: str = phrase("place")
    copied: str
    building: str
    updated: str
    stale: str
    lost: str


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """``anchor`` is where it is told in the draft, empty where it is not."""

    severity: Severity
    word: str
    code: str
    message: str
    hint: str
    lead: Lead
    anchor: str


@dataclass(frozen=True, slots=True)
class ListedFile:
    path: str
    findings: tuple[ListedFinding, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """``look`` is the severity, empty where there is none of it."""

    look: str
    text: str


@dataclass(frozen=True, slots=True)
class Overview:
    words: PreviewWords
    title: str
    counts: tuple[Count, ...]
    accepted: str
    files: tuple[ListedFile, ...]
    since: Listed | None = None
    """What changed since another version; None where nobody asked."""


def overview(
    title: str,
    diagnostics: Sequence[Diagnostic],
    anchors: Mapping[int, str],
    words: PreviewWords,
    leads: Leads,
    since: Listed | None = None,
) -> Overview:
    """The findings that are not accepted, file by file.

    ``anchors`` are where the draft tells them, by the number that its pieces carry;
    ``since`` is what changed since another version.
    """
    told = [d for d in diagnostics if d.accepted is None]
    accepted = len(diagnostics) - len(told)
    listed = [
        ListedFinding(
            d.severity,
            d.severity.word,
            d.code,
            printable(d.finding.message),
            words.hint.format(hint=printable(d.finding.hint)) if d.finding.hint else "",
            leads.lead(source_place(d.span)),
            anchors.get(number, ""),
        )
        for number, d in enumerate(told, 1)
    ]
    return Overview(
        words,
        title,
        tuple(
            Count(severity if n else "", words.count.format(word=severity.word, n=n))
            for severity in Severity
            for n in [sum(d.severity is severity for d in told)]
        ),
        words.accepted.format(n=accepted) if accepted else "",
        tuple(
            ListedFile(path, tuple(group))
            for path, group in groupby(listed, key=lambda one: one.lead.place.path)
        ),
        since,
    )
