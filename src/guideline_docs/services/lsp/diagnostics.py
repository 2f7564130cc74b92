"""The findings of ``check`` as a client shows them, text by text."""

from __future__ import annotations

from lsprotocol import types

from guideline_docs.failure import one_line
from guideline_docs.rules.acceptance import unused_acceptance
from guideline_docs.rules.diagnostic import Diagnostic, Severity
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.services.lsp.addresses import Addresses
from guideline_docs.services.lsp.project import Problem, Project
from guideline_docs.services.lsp.rule_pages import page_of
from guideline_docs.source.project import SETTINGS
from guideline_docs.source.span import SourceText, Span

SOURCE = "guideline-docs"
"""Who tells it, as a client shows it beside the finding."""

Reports = dict[str, list[types.Diagnostic]]

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
# What may be taken away is shown so.
_UNNECESSARY = frozenset({unused_acceptance.code})


def reports(project: Project, addresses: Addresses) -> Reports:
    """What is wrong with each text of a project, by its URI; each in the order of ``check``.

    Texts that nothing is wrong with are there, too, with nothing. What stopped the newest
    reading stands first.
    """
    snapshot = project.snapshot()
    found: Reports = {}
    if snapshot:
        found = {addresses.uri(source): [] for source in snapshot.sources}
    if project.problem:
        span = _place_of(project.problem, project, snapshot)
        told = _stopped(project.problem, addresses.range(span))
        found.setdefault(addresses.uri(span.source), []).append(told)
    for each in snapshot.diagnostics if snapshot else ():
        span = told_at(each, snapshot)
        found.setdefault(addresses.uri(span.source), []).append(told_of(each, span, addresses))
    return found


def told_of(diagnostic: Diagnostic, span: Span, addresses: Addresses) -> types.Diagnostic:
    """A finding in the words of the protocol, told at a place.

    One that is accepted is a hint that says why.
    """
    code, finding, accepted = diagnostic.code, diagnostic.finding, diagnostic.accepted
    lines = [finding.message]
    if span is not diagnostic.span:
        lines[0] = f"{one_line(diagnostic.path)}: {finding.message}"
    if finding.hint:
        lines.append(f"ヒント: {finding.hint}")
    severity = _SEVERITIES[diagnostic.severity]
    if accepted is not None:
        lines.append(f"確認済み: {accepted}")
        severity = types.DiagnosticSeverity.Hint
    related = [
        types.DiagnosticRelatedInformation(addresses.location(each.span), each.message)
        for each in finding.related
    ]
    page = page_of(code)
    return types.Diagnostic(
        range=addresses.range(span),
        severity=severity,
        code=code,
        code_description=types.CodeDescription(page) if page else None,
        source=SOURCE,
        message="\n".join(lines),
        tags=[types.DiagnosticTag.Unnecessary] if code in _UNNECESSARY else None,
        related_information=related or None,
        data={"name": diagnostic.name, "subject": finding.subject, "accepted": accepted},
    )


def told_at(diagnostic: Diagnostic, snapshot: Snapshot) -> Span:
    """Where a finding is told: where it is, or where somebody looks if that is no text."""
    span, source = diagnostic.span, diagnostic.span.source.verbatim
    # A text that is no file is one yet (``untitled:``); what is neither is a folder, say.
    is_text = source.file or any(each.verbatim is source for each in snapshot.sources)
    return span if is_text else _anchor(snapshot) or span


def _anchor(snapshot: Snapshot) -> Span | None:
    """The first place of what is always there: the settings, else the first source."""
    file = snapshot.configuration.file
    source = file.source if file else next(iter(snapshot.sources), None)
    return source.verbatim.span(0, 0) if source else None


def _place_of(problem: Problem, project: Project, snapshot: Snapshot | None) -> Span:
    """The place that a problem is told at."""
    if problem.span:
        return problem.span
    if snapshot and (anchor := _anchor(snapshot)):
        return anchor
    # Nothing could be read yet: at the settings, or at the text that stands alone.
    home = project.home / SETTINGS if project.home.is_dir() else project.home
    return SourceText(home.as_posix(), "", file=home).span(0, 0)


def _stopped(problem: Problem, range_: types.Range) -> types.Diagnostic:
    return types.Diagnostic(
        range=range_,
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
        message=f"{problem.message}\nこれが直るまで、ほかの指摘は、前に読めたときの設定や原稿によるものです",
    )
