"""A patch as the edit of a client, which makes it in its own texts: no file is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lsprotocol import types

from guideline_docs.failure import CannotRun
from guideline_docs.services.lsp.addresses import Addresses
from guideline_docs.services.lsp.session import Session
from guideline_docs.source.edit import Edit, Patch
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import decode

_ASKED = "confirm"


class Confirmation(NamedTuple):
    """What the user is asked before an edit is made, where the client can ask."""

    label: str
    description: str = ""


class _Text(NamedTuple):
    """The edits of one text; it is made first where it is not there."""

    uri: str
    version: int | None
    edits: list[types.TextEdit]
    is_new: bool = False


def workspace_edit(
    patch: Patch, session: Session, asked: Confirmation | None = None
) -> types.WorkspaceEdit:
    """The edit of a patch. Raises CannotRun where a text is no longer what was read."""
    client, addresses = session.client, session.addresses()
    texts = list(_texts(patch, addresses))
    if not client.document_changes:
        return types.WorkspaceEdit(changes={text.uri: text.edits for text in texts})
    if not client.annotations:
        asked = None
    changes: list[types.CreateFile | types.TextDocumentEdit] = []
    for text in texts:
        if text.is_new and client.creates:
            changes.append(types.CreateFile(text.uri))
        identifier = types.OptionalVersionedTextDocumentIdentifier(text.uri, text.version)
        edits = _annotated(text.edits) if asked else text.edits
        changes.append(types.TextDocumentEdit(identifier, [*edits]))
    edit = types.WorkspaceEdit(document_changes=[*changes])
    if asked:
        label, description = asked.label, asked.description or None
        annotation = types.ChangeAnnotation(label, needs_confirmation=True, description=description)
        edit.change_annotations = {_ASKED: annotation}
    return edit


def _texts(patch: Patch, addresses: Addresses) -> Iterator[_Text]:
    for source, edits in patch.edits.items():
        document = addresses.document(source)
        if document and not document.holds(source):
            raise CannotRun(f"{source.path}: 検査の後に書き換えられました。もう一度試してください")
        lf = document is not None and not document.has_carriage_returns
        found = [
            types.TextEdit(addresses.range(span), text.replace("\r\n", "\n") if lf else text)
            for span, text in edits
        ]
        is_new = not (document or (source.file and source.file.is_file()))
        yield _Text(addresses.uri(source), document.version if document else None, found, is_new)
    for file, data in patch.files.items():
        yield _whole(file, data, addresses)


def _whole(file: Path, data: bytes, addresses: Addresses) -> _Text:
    """A file that a program keeps, replaced whole."""
    try:
        saved, is_new = file.read_bytes(), False
    except OSError:
        saved, is_new = b"", True
    source = decode(saved, file.as_posix(), file).verbatim
    document = addresses.document(source)
    if document:
        source, is_new = SourceText(source.path, document.text, file=file), False
    edit = Edit(source.span(0, len(source.text)), data.decode())
    edits = [types.TextEdit(addresses.range(edit.span), edit.text)]
    return _Text(addresses.uri(source), document.version if document else None, edits, is_new)


def _annotated(edits: Iterable[types.TextEdit]) -> list[types.AnnotatedTextEdit]:
    return [types.AnnotatedTextEdit(_ASKED, edit.range, edit.new_text) for edit in edits]
