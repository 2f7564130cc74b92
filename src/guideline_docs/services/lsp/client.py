"""What a client can do, as far as it makes a difference to an answer."""

from __future__ import annotations

from functools import partial

from lsprotocol import types
from pygls.capabilities import get_capability

from guideline_docs.source.record import NamedTuple


class Abilities(NamedTuple):
    """What is sent only to a client that has said that it can take it."""

    pulls: bool = False
    """Asks for findings itself, and need not be told them then."""
    refreshes: bool = False
    """Asks again for findings when it is told to."""
    refreshes_hints: bool = False
    """Asks again for the titles behind references when it is told to."""
    document_changes: bool = False
    """Takes edits of a certain version of a text."""
    annotations: bool = False
    """Asks the user before it makes an edit that says so."""
    creates: bool = False
    """Makes a file as part of an edit."""
    disables: bool = False
    """Shows an action that cannot be done, and why."""
    shows: bool = False
    """Shows a place that the server names."""
    plain: bool = False
    """Shows plain text where others show Markdown."""
    nested_symbols: bool = False
    """Shows symbols within symbols."""
    snippets: bool = False
    """Puts the cursor where an insertion says."""

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities) -> Abilities:
        get = partial(get_capability, capabilities)
        changes = "workspace.workspace_edit"
        operations = get(f"{changes}.resource_operations") or ()
        formats = get("text_document.hover.content_format") or ()
        return cls(
            pulls=get("text_document.diagnostic") is not None,
            refreshes=bool(get("workspace.diagnostics.refresh_support")),
            refreshes_hints=bool(get("workspace.inlay_hint.refresh_support")),
            document_changes=bool(get(f"{changes}.document_changes")),
            annotations=get(f"{changes}.change_annotation_support") is not None,
            creates=types.ResourceOperationKind.Create in operations,
            disables=bool(get("text_document.code_action.disabled_support")),
            shows=bool(get("window.show_document.support")),
            plain=bool(formats) and types.MarkupKind.Markdown not in formats,
            nested_symbols=bool(
                get("text_document.document_symbol.hierarchical_document_symbol_support")
            ),
            snippets=bool(get("text_document.completion.completion_item.snippet_support")),
        )
