"""What may be done about what stands here: mends, acceptances, numbers given anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from lsprotocol import types

from guideline_docs.edits.accepting import accepting, can_be_accepted
from guideline_docs.edits.mend import mend
from guideline_docs.edits.renumber import GAPS, plan
from guideline_docs.edits.suggested import fixes_of
from guideline_docs.failure import CannotRun
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.services.lsp.changes import Confirmation, workspace_edit
from guideline_docs.services.lsp.diagnostics import told_at, told_of
from guideline_docs.services.lsp.documents import file_of
from guideline_docs.services.lsp.preview import PREVIEW
from guideline_docs.services.lsp.session import Session
from guideline_docs.source.edit import Patch, unsaved
from guideline_docs.source.record import NamedTuple

QUICK_FIX = types.CodeActionKind.QuickFix.value
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.guideline-docs"
REWRITE = types.CodeActionKind.RefactorRewrite.value
SHOWN = f"{types.CodeActionKind.Source.value}.preview"
KINDS = (QUICK_FIX, FIX_ALL, REWRITE, SHOWN)

SHOW = "guideline-docs.show"
"""The command that shows a place: its URI, its range."""


class _Found(NamedTuple):
    """A finding where somebody asks what may be done, as the client knows it."""

    diagnostic: Diagnostic
    told: types.Diagnostic


def code_actions(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What may be done about a range, the likeliest first; of the kinds that are asked for."""
    uri = params.text_document.uri
    project = session.project_of(uri)
    snapshot = project.snapshot() if project else None
    if snapshot is None:
        return []
    addresses = session.addresses()
    spans = ((d, told_at(d, snapshot)) for d in snapshot.diagnostics)
    called = addresses.called(uri)
    here = [(d, span) for d, span in spans if addresses.uri(span.source) == called]
    found = [
        _Found(d, told_of(d, span, addresses))
        for d, span in here
        if _touches(addresses.range(span), params.range)
    ]
    actions = [*_mends(session, found)]
    if file_of(uri):  # beside a text that is no file no acceptance can stand
        actions += _acceptances(session, snapshot, found)
    actions += _mend_all(session, [d for d, _ in here])
    if any(addresses.uri(source) == called for source in snapshot.sources):
        actions += _numbers(session, snapshot)
        shown = "プレビューをブラウザーで開く"
        command = types.Command(shown, PREVIEW, arguments=[uri])
        actions.append(types.CodeAction(shown, kind=SHOWN, command=command))
    return [action for action in actions if _is_asked_for(action, params.context.only)]


def _touches(one: types.Range, other: types.Range) -> bool:
    """Whether two ranges have a place in common; their ends are in them."""
    return one.start <= other.end and other.start <= one.end


def _is_asked_for(action: types.CodeAction, only: Iterable[str] | None) -> bool:
    """Whether a kind is asked for, or one that takes it in: source takes in source.fixAll."""
    wanted = [str(getattr(kind, "value", kind)) for kind in only or ()]
    return only is None or any(f"{action.kind}.".startswith(f"{kind}.") for kind in wanted)


def _mends(session: Session, found: Iterable[_Found]) -> Iterator[types.CodeAction]:
    """Each way to mend each finding; the one that is certain is preferred."""
    for diagnostic, told in found:
        for fix in fixes_of(diagnostic) if diagnostic.accepted is None else ():
            if edit := _edit(session, lambda fix=fix: Patch.of(fix.edits)):
                yield types.CodeAction(
                    fix.title,
                    kind=QUICK_FIX,
                    diagnostics=[told],
                    is_preferred=fix.certain or None,
                    edit=edit,
                )


def _acceptances(
    session: Session, snapshot: Snapshot, found: Iterable[_Found]
) -> Iterator[types.CodeAction]:
    """That a finding is known and kept; the reason is left to whoever says so."""
    for diagnostic, told in found:
        if not can_be_accepted(diagnostic):
            continue
        with suppress(CannotRun):
            written = accepting(snapshot, diagnostic)
            named = f"{diagnostic.code}「{diagnostic.finding.subject}」"
            title = f"{named}を確認済みにする（理由を書きます）"
            edit = workspace_edit(written.patch, session)
            where = session.addresses().location(written.reason)
            place = [where.uri, where.range]
            show = types.Command("理由を書くところを見せる", SHOW, arguments=place)
            show = show if session.client.shows else None
            yield types.CodeAction(
                title, kind=QUICK_FIX, diagnostics=[told], edit=edit, command=show
            )


def _mend_all(session: Session, here: Iterable[Diagnostic]) -> Iterator[types.CodeAction]:
    """Every certain mend of a text at once."""
    certain = [d for d in here if d.finding.certain_fix and d.accepted is None]
    if certain and (edit := _edit(session, lambda: mend(certain))):
        title = f"直し方が一つに決まるものをすべて直す（{len(certain)} か所）"
        yield types.CodeAction(title, kind=FIX_ALL, edit=edit)


def _numbers(session: Session, snapshot: Snapshot) -> Iterator[types.CodeAction]:
    """Numbers given anew, where one is missing; or why that cannot be done."""
    if not any(d.code in GAPS for d in snapshot.diagnostics):
        return
    title = "番号の飛びを詰める（参照も合わせて直します）"
    with suppress(CannotRun):
        planned = plan(snapshot, close_gaps=True, saved=unsaved)
        if planned.changes is None or planned.refusals:
            first = planned.refusals or [d.finding.message for d in planned.obstacles]
            why = f"{first[0]}（ほかに {len(first) - 1} か所）" if first[1:] else first[0]
            if session.client.disables:
                disabled = types.CodeActionDisabled(why)
                yield types.CodeAction(title, kind=REWRITE, disabled=disabled)
        elif planned.patch:
            counts = [f"{name} {count}" for name, count in planned.changes.numbers.counts if count]
            said = f"変わる番号: {'、'.join(counts)}、参照 {planned.changes.references} か所"
            asked = Confirmation("番号の付け直し", said)
            edit = workspace_edit(planned.patch, session, asked)
            yield types.CodeAction(title, kind=REWRITE, edit=edit)


def _edit(session: Session, made: Callable[[], Patch]) -> types.WorkspaceEdit | None:
    """The edit of a patch; None where a text is no longer what was read."""
    with suppress(CannotRun):
        return workspace_edit(made(), session)
    return None
