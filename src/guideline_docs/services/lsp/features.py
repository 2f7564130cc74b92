"""What is answered: one line a feature, a method and a small function.

A function takes the session and the parameters of the protocol and gives its result. It
asks ``session.here`` what it is about, has a function of another room make the answer, and
says it in the protocol's words; None where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lsprotocol import types

from guideline_docs.services.lsp.actions import KINDS, code_actions
from guideline_docs.services.lsp.completion import TRIGGERS, completed, resolved
from guideline_docs.services.lsp.display import (
    LEGEND,
    coloured,
    coloured_range,
    folded,
    found,
    hinted,
    linked,
    outlined,
)
from guideline_docs.services.lsp.language import (
    definition,
    highlights,
    hovered,
    prepare_rename,
    references,
    renamed,
)
from guideline_docs.services.lsp.session import Session
from guideline_docs.source.record import NamedTuple

Answer = Callable[[Session, Any], Any]


class Feature(NamedTuple):
    """``options`` is what the protocol says of a feature beside that it is there."""

    method: str
    answer: Answer
    options: object = None


FEATURES: tuple[Feature, ...] = (
    Feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        code_actions,
        types.CodeActionOptions(code_action_kinds=[*KINDS]),
    ),
    Feature(types.TEXT_DOCUMENT_HOVER, hovered),
    Feature(types.TEXT_DOCUMENT_DEFINITION, definition),
    Feature(types.TEXT_DOCUMENT_REFERENCES, references),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, highlights),
    Feature(types.TEXT_DOCUMENT_PREPARE_RENAME, prepare_rename),
    Feature(types.TEXT_DOCUMENT_RENAME, renamed),
    Feature(
        types.TEXT_DOCUMENT_COMPLETION,
        completed,
        types.CompletionOptions(trigger_characters=[*TRIGGERS], resolve_provider=True),
    ),
    Feature(types.COMPLETION_ITEM_RESOLVE, resolved),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, outlined),
    Feature(types.WORKSPACE_SYMBOL, found),
    Feature(types.TEXT_DOCUMENT_FOLDING_RANGE, folded),
    Feature(types.TEXT_DOCUMENT_INLAY_HINT, hinted),
    Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, coloured, LEGEND),
    Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, coloured_range, LEGEND),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_LINK, linked),
)
