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
)
