"""What a move is called: a phrase for each kind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MoveWords:
    """A phrase for each kind, as a table of wording.toml has them."""

    promotion: str
    demotion: str
    continuation: str
    completion: str
    renewal: str
    end: str
    unclear: str
