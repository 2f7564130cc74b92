"""Where a reader may pause in Japanese: budoux knows, by the characters round each place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budoux import Parser


@cache
def _parser() -> Parser:
    # Imported where it is asked for: `check` asks nothing of it.
    import budoux

    return budoux.load_default_japanese_parser()


@cache
def phrases(text: str) -> tuple[str, ...]:
    """A text in its phrases; joined they are the text. The heads of a table come again and again."""
    return tuple(_parser().parse(text))
