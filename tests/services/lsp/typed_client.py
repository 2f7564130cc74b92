"""A client that others wrote, whose messages are those of the protocol and typed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from program import copied
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
WIDTHS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


@pytest_lsp.fixture(
    params=["visual-studio-code", "neovim", "emacs"],
    config=ClientServerConfig(server_command=[sys.executable, "-m", "guideline_docs", "lsp"]),
)
async def client(request: pytest.FixtureRequest, lsp_client: LanguageClient, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Each with the abilities of an editor."""
    folder = copied(tmp_path / "案件")
    result = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param),
            workspace_folders=[types.WorkspaceFolder(uri=folder.as_uri(), name="案件")],
        )
    )
    lsp_client.folder = folder  # type: ignore[attr-defined]
    encoding = result.capabilities.position_encoding
    lsp_client.encoding = types.PositionEncodingKind(encoding).value  # type: ignore[attr-defined]
    yield
    await lsp_client.shutdown_session()


@pytest.mark.asyncio
async def test_editors_are_answered_in_the_words_of_the_protocol(client: LanguageClient) -> None:
    sheet: Path = client.folder / "sources" / "phase1-progress.txt"  # type: ignore[attr-defined]
    uri, text = sheet.as_uri(), sheet.read_text("utf-8")
    document = types.TextDocumentItem(uri=uri, language_id="plaintext", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    await client.wait_for_notification("textDocument/publishDiagnostics")
    lines = text.split("\n")
    line = next(number for number, each in enumerate(lines) if "(3)-ア" in each)
    before = lines[line][: lines[line].index("(3)-ア") + 1]
    units = len(before.encode(CODECS[client.encoding])) // WIDTHS[client.encoding]  # type: ignore[attr-defined]
    position = types.Position(line, units)
    this = types.TextDocumentIdentifier(uri)
    hover = await client.text_document_hover_async(types.HoverParams(this, position))
    assert hover and isinstance(hover.contents, types.MarkupContent)
    assert "(3)-ア" in hover.contents.value.split("\n")[0]
    places = await client.text_document_definition_async(types.DefinitionParams(this, position))
    assert isinstance(places, list | tuple)
    assert [20] == [each.range.start.line for each in places if isinstance(each, types.Location)]
    edit = await client.text_document_rename_async(
        types.RenameParams(this, position, new_name="8")
    )
    assert edit and (edit.document_changes or edit.changes)
    found = await client.text_document_completion_async(types.CompletionParams(this, position))
    assert isinstance(found, types.CompletionList)
    assert "(3)-ア" in [item.label for item in found.items]
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(this))
    assert symbols
    whole = types.Range(types.Position(0, 0), types.Position(len(lines), 0))
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(this, whole, types.CodeActionContext(diagnostics=[]))
    )
    assert actions
    report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(this))
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    assert report.items
