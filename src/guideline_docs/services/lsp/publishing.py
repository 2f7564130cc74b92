"""Findings on their way to the client: told when they change, or given when it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import blake2b

from lsprotocol import types

from guideline_docs.services.lsp.diagnostics import Reports, reports
from guideline_docs.services.lsp.project import Project
from guideline_docs.services.lsp.session import Session

Tell = Callable[[types.PublishDiagnosticsParams], None]


class Findings:
    """The findings of every open project, as they were last looked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reports: dict[Project, tuple[int, Reports]] = {}
        self._told: dict[str, tuple[int | None, list[types.Diagnostic]]] = {}
        self.is_asked = False
        """The client asks for findings itself: it is told no more."""

    # --- told ------------------------------------------------------------------------

    def tell(self, tell: Tell) -> bool:
        """Tell what has changed; whether anything has."""
        if self.is_asked:
            return False
        now = {uri: (self._version(uri), items) for uri, items in self._every()}
        changed = {uri: said for uri, said in now.items() if self._is_news(uri, *said)}
        gone = [uri for uri, (_, items) in self._told.items() if uri not in now and items]
        # First of the text that is written in, then of the others that are open.
        order = {uri: place for place, uri in enumerate(reversed(self._session.documents))}
        for uri in sorted(changed, key=lambda uri: order.get(uri, len(order))):
            version, items = changed[uri]
            tell(types.PublishDiagnosticsParams(uri, items, version))
        for uri in gone:
            tell(types.PublishDiagnosticsParams(uri, []))
        self._told = now
        return bool(changed or gone)

    def withdraw(self, tell: Tell) -> None:
        """The client has begun to ask: what it was told it would show twice."""
        for uri, (_, items) in self._told.items():
            if items:
                tell(types.PublishDiagnosticsParams(uri, []))
        self._told = {}
        self.is_asked = True

    def _is_news(self, uri: str, version: int | None, items: list[types.Diagnostic]) -> bool:
        before = self._told.get(uri)
        if before is None:
            # Of a text that is not open nobody waits to hear that it is in order.
            return bool(items) or uri in self._session.documents
        return before != (version, items)

    def _version(self, uri: str) -> int | None:
        document = self._session.documents.get(uri)
        return document.version if document else None

    # --- asked for -------------------------------------------------------------------

    def of_text(self, uri: str) -> list[types.Diagnostic]:
        """What is wrong with a text."""
        project = self._session.project_of(uri)
        called = self._session.addresses().called(uri)
        return self._of(project).get(called, []) if project else []

    def report(
        self, params: types.DocumentDiagnosticParams
    ) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
        """The findings of one text, or that they are those that the client has."""
        items = self.of_text(params.text_document.uri)
        result = _digest(items)
        if result == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result)
        return types.RelatedFullDocumentDiagnosticReport(items, result_id=result)

    def workspace_report(
        self, params: types.WorkspaceDiagnosticParams
    ) -> types.WorkspaceDiagnosticReport:
        """The findings of every text; nothing of one that had some and has none any more."""
        before = {each.uri: each.value for each in params.previous_result_ids}
        every = dict(self._every())
        every |= {uri: [] for uri in before if uri not in every}
        told: list[types.WorkspaceDocumentDiagnosticReport] = []
        for uri, items in every.items():
            result, version = _digest(items), self._version(uri)
            if result == before.get(uri):
                told.append(
                    types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result, version)
                )
            else:
                told.append(
                    types.WorkspaceFullDocumentDiagnosticReport(
                        uri, items, version, result_id=result
                    )
                )
        return types.WorkspaceDiagnosticReport(told)

    # --- looked for ------------------------------------------------------------------

    def _every(self) -> Iterator[tuple[str, list[types.Diagnostic]]]:
        projects = self._session.projects
        self._reports = {p: found for p, found in self._reports.items() if p in projects}
        told: Reports = {}
        for project in projects:
            found = self._of(project)
            told |= found
            yield from found.items()
        # Who has opened a text waits to hear of it, be it part of nothing or opened twice.
        called = self._session.addresses().called
        for uri in self._session.documents:
            if uri not in told:
                yield uri, told.get(called(uri), [])

    def _of(self, project: Project) -> Reports:
        revision, found = self._reports.get(project, (-1, {}))
        if revision != project.revision:
            found = reports(project, self._session.addresses())
            self._reports[project] = project.revision, found
        return found


def _digest(items: list[types.Diagnostic]) -> str:
    """What two lists have in common only if they say the same."""
    return blake2b(repr(items).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
